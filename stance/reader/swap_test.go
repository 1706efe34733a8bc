package reader_test

import (
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/stance/reader"
)

// A row of NewsMTSC whose target is written as a name.
type named struct {
	text       string
	start, end int
}

func namedRows(t *testing.T, n int) []named {
	t.Helper()
	var out []named
	for _, file := range []string{"dev_rw.csv", "dev_mt.csv"} {
		for _, row := range table(t, filepath.Join(dataDir(t), "target", file)) {
			m := named{row["text"], atoi(t, row["target_start"]), atoi(t, row["target_end"])}
			surface := row["text"][m.start:m.end]
			if c := surface[0]; c < 'A' || c > 'Z' || len(surface) < 4 || strings.HasPrefix(strings.ToLower(surface), "the ") || strings.Contains(surface, "’") {
				continue
			}
			if out = append(out, m); len(out) == n {
				return out
			}
		}
	}
	return out
}

// sign is the likeliest class of a head about the first actor.
func sign(t *testing.T, r *reader.Reader, head, text string, start, end int) int {
	t.Helper()
	return class(ask(t, r, head, r.Input(text, []reader.Mention{{Start: start, End: end}}, 1)).Probs)
}

func ask(t *testing.T, r *reader.Reader, head string, in reader.Input) reader.Answer {
	t.Helper()
	a, err := r.Ask([]reader.Input{in}, [][]reader.Question{{{Head: head}}})
	if err != nil {
		t.Fatal(err)
	}
	return a[0][0]
}

func class(p []float64) int {
	best := 0
	for i := range p {
		if p[i] > p[best] {
			best = i
		}
	}
	return best
}

// TestAnswersFollowSwaps puts another name, gender, title or nominal for the
// target: the answer must stay. Names, titles and pronouns are masked, so only
// nominals, whose words stay, can move it.
func TestAnswersFollowSwaps(t *testing.T) {
	r := theReader(t)
	rows := namedRows(t, 500)
	for _, kind := range []struct {
		name string
		with []string
	}{
		{"name", []string{"Johnson", "Aisha Rahman", "Kowalczyk"}},
		{"gender", []string{"Mr. Johnson", "Mrs. Johnson"}},
		{"title", []string{"President Johnson", "Senator Johnson", "Johnson"}},
		{"nominal", []string{"the politician", "the organization"}},
	} {
		same, all := 0, 0
		for _, m := range rows {
			want := sign(t, r, "portrayal", m.text, m.start, m.end)
			for _, other := range kind.with {
				text := m.text[:m.start] + other + m.text[m.end:]
				all++
				if sign(t, r, "portrayal", text, m.start, m.start+len(other)) == want {
					same++
				}
			}
		}
		share := float64(same) / float64(all)
		t.Logf("%s swapped in %d sentences: %.3f of %d answers follow", kind.name, len(rows), share, all)
		if share < 0.9 {
			t.Errorf("%s: only %.3f of the answers follow the swap", kind.name, share)
		}
	}
}

// TestEvidenceDecides takes the three words with the largest shares away, and
// three others: the first must change more answers.
func TestEvidenceDecides(t *testing.T) {
	r := theReader(t)
	rnd := rand.New(rand.NewPCG(1, 2))
	var top, other, n int
	for _, m := range namedRows(t, 500) {
		in := r.Input(m.text, []reader.Mention{{Start: m.start, End: m.end}}, 1)
		a := ask(t, r, "portrayal", in)
		c := class(a.Probs)
		if c == 1 {
			continue // a neutral answer has no evidence for a sign
		}
		var words []int // tokens that may be taken away: not the actor, nor the frame
		for k := range in.IDs {
			if in.Spans[k] != [2]int{} && !slices.Contains(in.Places[0], k) {
				words = append(words, k)
			}
		}
		if len(words) < 8 {
			continue
		}
		slices.SortStableFunc(words, func(x, y int) int {
			dx, dy := a.Shares[x][c]-a.Shares[x][2-c], a.Shares[y][c]-a.Shares[y][2-c]
			switch {
			case dx > dy:
				return -1
			case dx < dy:
				return 1
			}
			return 0
		})
		n++
		if class(ask(t, r, "portrayal", without(in, words[:3])).Probs) != c {
			top++
		}
		rest := words[3:]
		rnd.Shuffle(len(rest), func(i, j int) { rest[i], rest[j] = rest[j], rest[i] })
		if class(ask(t, r, "portrayal", without(in, rest[:3])).Probs) != c {
			other++
		}
	}
	t.Logf("of %d answers with a sign, %d change without their three strongest words, %d without three others", n, top, other)
	if top < 2*other {
		t.Errorf("the strongest words change %d answers, others %d", top, other)
	}
}

// without leaves tokens out of an input.
func without(in reader.Input, gone []int) reader.Input {
	out := reader.Input{Order: in.Order, Places: make([][]int, len(in.Places))}
	for k := range in.IDs {
		if slices.Contains(gone, k) {
			continue
		}
		for a, p := range in.Places {
			if slices.Contains(p, k) {
				out.Places[a] = append(out.Places[a], len(out.IDs))
			}
		}
		out.IDs = append(out.IDs, in.IDs[k])
		out.Spans = append(out.Spans, in.Spans[k])
	}
	return out
}
