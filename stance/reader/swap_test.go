package reader_test

import (
	"cmp"
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

// ask asks for the portrayal of the first actor of each input.
func ask(t *testing.T, r *reader.Reader, ins []reader.Input) []reader.Answer {
	t.Helper()
	questions := make([][]reader.Question, len(ins))
	for i := range questions {
		questions[i] = []reader.Question{{Head: "portrayal"}}
	}
	said, err := r.Ask(ins, questions)
	if err != nil {
		t.Fatal(err)
	}
	out := make([]reader.Answer, len(ins))
	for i := range said {
		out[i] = said[i][0]
	}
	return out
}

// enough is how many sentences are read: fewer in a short run.
func enough() int {
	if testing.Short() {
		return 100
	}
	return 500
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
	rows := namedRows(t, enough())
	input := func(text string, start, end int) reader.Input {
		return r.Input(text, []reader.Mention{{Start: start, End: end}}, 1)
	}
	var plain []reader.Input
	for _, m := range rows {
		plain = append(plain, input(m.text, m.start, m.end))
	}
	before := ask(t, r, plain)
	follow, asked := 0, 0
	for _, kind := range []struct {
		name string
		with []string
	}{
		{"name", []string{"Johnson", "Aisha Rahman", "Kowalczyk"}},
		{"gender", []string{"Mr. Johnson", "Mrs. Johnson"}},
		{"title", []string{"President Johnson", "Senator Johnson"}},
		{"nominal", []string{"the politician", "the organization"}},
	} {
		same, all := 0, 0
		for _, other := range kind.with {
			var swapped []reader.Input
			for _, m := range rows {
				swapped = append(swapped, input(m.text[:m.start]+other+m.text[m.end:], m.start, m.start+len(other)))
			}
			for i, a := range ask(t, r, swapped) {
				all++
				if class(a.Probs) == class(before[i].Probs) {
					same++
				}
			}
		}
		share := float64(same) / float64(all)
		t.Logf("%s swapped in %d sentences: %.3f of %d answers follow", kind.name, len(rows), share, all)
		if kind.name != "nominal" && share < 0.99 {
			t.Errorf("%s: only %.3f of the answers follow the swap", kind.name, share)
		}
		follow, asked = follow+same, asked+all
	}
	if share := float64(follow) / float64(asked); share < 0.95 {
		t.Errorf("only %.3f of all answers follow", share)
	}
}

// TestEvidenceDecides takes the three words with the largest shares away, and
// three others: the first must change half as many answers again at the least.
// (Aimed at is three times as many; docs/reader.md tells how far it is.)
func TestEvidenceDecides(t *testing.T) {
	r := theReader(t)
	rnd := rand.New(rand.NewPCG(1, 2))
	var plain, less, control []reader.Input
	var want []int
	for _, m := range namedRows(t, enough()) {
		plain = append(plain, r.Input(m.text, []reader.Mention{{Start: m.start, End: m.end}}, 1))
	}
	for i, a := range ask(t, r, plain) {
		c := class(a.Probs)
		words := wordsBy(&plain[i], func(k int) float32 { return a.Shares[k][c] - a.Shares[k][1] })
		if c == 1 || len(words) < 8 {
			continue // a neutral answer has no evidence for a sign
		}
		want = append(want, c)
		less = append(less, without(plain[i], words[:3]))
		rest := words[3:]
		rnd.Shuffle(len(rest), func(i, j int) { rest[i], rest[j] = rest[j], rest[i] })
		control = append(control, without(plain[i], rest[:3]))
	}
	n, top, other := len(want), changed(ask(t, r, less), want), changed(ask(t, r, control), want)
	t.Logf("of %d answers with a sign, %d change without their three strongest words, %d without three others", n, top, other)
	if 2*top < 3*other {
		t.Errorf("the strongest words change %d answers, others %d", top, other)
	}
}

// wordsBy gives the tokens that may be taken away (not the actor, nor the
// frame), the largest value first.
func wordsBy(in *reader.Input, value func(token int) float32) []int {
	var words []int
	for k := range in.IDs {
		if in.Spans[k] != [2]int{} && !slices.Contains(in.Places[0], k) {
			words = append(words, k)
		}
	}
	slices.SortStableFunc(words, func(x, y int) int { return cmp.Compare(value(y), value(x)) })
	return words
}

// changed counts the answers whose class is not the wanted one.
func changed(answers []reader.Answer, want []int) int {
	n := 0
	for i, a := range answers {
		if class(a.Probs) != want[i] {
			n++
		}
	}
	return n
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
