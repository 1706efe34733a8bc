package validate

import (
	"context"
	_ "embed" // the factors
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/internal/par"
	"github.com/seed-7a84ba5f/dyad/stance/reader"
	"github.com/seed-7a84ba5f/dyad/stats"
)

// ReaderHeads gives the heads of the reader that answer a task: first the one
// that was trained on the gold set, then the one that a run uses. The document
// task has none of its own.
func (t SignTask) ReaderHeads() []string {
	switch t {
	case Target:
		return []string{"mtsc", "portrayal"}
	case Directed:
		return []string{"dse", "directed"}
	}
	return nil
}

// A gold set calls other rows neutral than the codes that a run's heads were
// trained on, and rows of DSE are neutral far more often than its training
// rows let a head know. So the neutral class of these heads is multiplied by a
// factor, found on the set's own training part. The head of NewsMTSC has none.
func (t SignTask) hasFactor(head string) bool { return head != "mtsc" }

// NeutralFactors are the factors of the neutral class by task and head, as in
// "target portrayal".
type NeutralFactors struct {
	Reader  string             `json:"reader"` // hash of the reader they were found with
	Rows    int                `json:"rows"`   // training rows they were found on
	Seed    uint64             `json:"seed"`   // of the draw of these rows
	Factors map[string]float64 `json:"factors"`
}

//go:embed neutral.json
var neutralJSON []byte

// BuiltinNeutral gives the factors that are built in.
func BuiltinNeutral() (NeutralFactors, error) { return ParseNeutral(neutralJSON) }

// ParseNeutral reads factors as a JSON object.
func ParseNeutral(data []byte) (NeutralFactors, error) {
	var f NeutralFactors
	if err := json.Unmarshal(data, &f); err != nil {
		return f, fmt.Errorf("factors of the neutral class: %w", err)
	}
	return f, nil
}

// Of gives the factor of a head, 1 where there is none.
func (f *NeutralFactors) Of(t SignTask, head string) float64 {
	if v, ok := f.Factors[string(t)+" "+head]; ok && t.hasFactor(head) {
		return v
	}
	return 1
}

// neutralRows is how many training rows the factors are found on.
const neutralRows = 2000

// FitNeutral finds the factors of a task's heads on a training table: those of
// a grid from e^-2.5 to e^2.5 with the best macro-F1 on 2,000 rows drawn by the
// seed; of equals the one nearest to 1. Those of other tasks stay.
func (f *NeutralFactors) FitNeutral(ctx context.Context, t SignTask, r *reader.Reader, train *Gold, seed uint64, o Options) error {
	var rows []int
	for i := range train.Rows {
		if train.Rows[i].Bad == "" {
			rows = append(rows, i)
		}
	}
	stats.NewStream(seed, "neutral", string(t)).Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	rows = rows[:min(len(rows), neutralRows)]
	found, err := t.readHeads(ctx, r, train, rows, o)
	if err != nil {
		return err
	}
	if f.Reader != r.Hash() {
		f.Factors = nil
	}
	out := NeutralFactors{Reader: r.Hash(), Rows: neutralRows, Seed: seed, Factors: map[string]float64{}}
	for name, v := range f.Factors {
		out.Factors[name] = v
	}
	for h, head := range t.ReaderHeads() {
		if t.hasFactor(head) {
			out.Factors[string(t)+" "+head] = bestNeutral(train, rows, found[h])
		}
	}
	*f = out
	return nil
}

// bestNeutral is the factor with the best macro-F1.
func bestNeutral(g *Gold, rows []int, found []headAnswer) float64 {
	best, top := 1.0, -1.0
	const steps = 25
	for k := range 2*steps + 1 {
		step := (k + 1) / 2 * (1 - 2*(k%2)) // 0, -1, +1, -2, …: the nearest to 1 comes first
		factor := math.Round(1e4*math.Exp(float64(step)/10)) / 1e4
		rated := make([]Rated, len(rows))
		for i, row := range rows {
			rated[i] = Rated{Cluster: "all", Gold: g.Cell(row, "label"), Predicted: topSign(withNeutral(found[i].probs, factor))}
		}
		if f := newCounts(signs, rated).total(nil).macroF1(); f > top {
			best, top = factor, f
		}
	}
	return best
}

// withNeutral multiplies the probability of neutral and makes the sum 1 again.
func withNeutral(p []float64, factor float64) []float64 {
	q := []float64{p[0], p[1] * factor, p[2]}
	sum := q[0] + q[1] + q[2]
	for i := range q {
		q[i] /= sum
	}
	return q
}

// topSign is the likeliest sign; of equals neutral, then negative.
func topSign(p []float64) string {
	best := 1
	for _, c := range []int{0, 2} {
		if p[c] > p[best] {
			best = c
		}
	}
	return signs[best]
}

// PredictReader asks the reader's heads about every good row, each row as the
// training code saw it: through its spans alone. It gives for each head one
// prediction for each row.
func (t SignTask) PredictReader(ctx context.Context, r *reader.Reader, g *Gold, f *NeutralFactors, o Options) ([][]Prediction, error) {
	var rows []int
	for i := range g.Rows {
		if g.Rows[i].Bad == "" {
			rows = append(rows, i)
		}
	}
	found, err := t.readHeads(ctx, r, g, rows, o)
	if err != nil {
		return nil, err
	}
	out := make([][]Prediction, len(found))
	for h, head := range t.ReaderHeads() {
		out[h] = make([]Prediction, len(g.Rows))
		for i := range out[h] {
			out[h][i].Probability = math.NaN()
		}
		for k, row := range rows {
			p := withNeutral(found[h][k].probs, f.Of(t, head))
			label := topSign(p)
			out[h][row] = Prediction{Label: label, Probs: p, Probability: p[slices.Index(signs, label)], Explanation: found[h][k].why}
		}
	}
	return out, nil
}

// headAnswer is what a head says of a row.
type headAnswer struct {
	probs []float64
	why   string
}

// readBatch is how many texts are given to the reader at a time.
const readBatch = 16

// readHeads asks all heads of the task about some rows.
func (t SignTask) readHeads(ctx context.Context, r *reader.Reader, g *Gold, rows []int, o Options) ([][]headAnswer, error) {
	heads := t.ReaderHeads()
	asked := t.headInputs(r, g, rows)
	done, err := askReader(ctx, r, asked, o, func(h headInput) (reader.Input, []reader.Question) {
		var questions []reader.Question
		for _, q := range h.questions {
			for _, head := range heads {
				questions = append(questions, reader.Question{Head: head, Target: q.target, Holder: q.holder})
			}
		}
		return h.in, questions
	})
	if err != nil {
		return nil, err
	}
	out := make([][]headAnswer, len(heads))
	for h := range out {
		out[h] = make([]headAnswer, len(rows))
	}
	for i, answers := range done {
		for k, q := range asked[i].questions {
			for h := range heads {
				a := &answers[k*len(heads)+h]
				out[h][q.row] = headAnswer{a.Probs, strongestWords(asked[i].text, &asked[i].in, a)}
			}
		}
	}
	return out, nil
}

// askReader asks the reader about each of a list, a batch at a time.
func askReader[T any](ctx context.Context, r *reader.Reader, list []T, o Options, ask func(T) (reader.Input, []reader.Question)) ([][]reader.Answer, error) {
	done, err := par.Slice(ctx, o.Workers, slices.Collect(slices.Chunk(list, readBatch)), func(_ context.Context, part []T) ([][]reader.Answer, error) {
		ins, questions := make([]reader.Input, len(part)), make([][]reader.Question, len(part))
		for i := range part {
			ins[i], questions[i] = ask(part[i])
		}
		return r.Ask(ins, questions)
	})
	return slices.Concat(done...), err
}

// headInput is a text with the questions of its rows.
type headInput struct {
	text      string
	in        reader.Input
	questions []headQuestion
}

// headQuestion asks about the actors of a row, which is given by its place
// among the rows asked about.
type headQuestion struct{ row, target, holder int }

// headInputs builds the inputs. Rows of the task directed with one text share
// one, as long as it has room for their spans, so that each sees who else is
// asked about; what rows of the table are not asked about counts too.
func (t SignTask) headInputs(r *reader.Reader, g *Gold, rows []int) []headInput {
	var out []headInput
	if t == Target {
		for k, row := range rows {
			text := g.Cell(row, "text")
			out = append(out, headInput{text, r.SpansInput(text, []annotate.Span{g.span(row, "target")}), []headQuestion{{row: k}}})
		}
		return out
	}
	place := make(map[int]int, len(rows))
	for k, row := range rows {
		place[row] = k
	}
	for _, same := range g.byText() {
		for len(same) > 0 {
			spans := g.firstSpans(same)
			var questions []headQuestion
			var left []int
			for _, row := range same {
				target, holder := slices.Index(spans, g.span(row, "target")), slices.Index(spans, g.span(row, "holder"))
				if target < 0 || holder < 0 {
					left = append(left, row)
				} else if k, asked := place[row]; asked {
					questions = append(questions, headQuestion{k, target, holder})
				}
			}
			if len(questions) > 0 {
				text := g.Cell(same[0], "text")
				out = append(out, headInput{text, r.SpansInput(text, spans), questions})
			}
			same = left
		}
	}
	return out
}

// firstSpans gives the different spans of rows in their order, as many as one
// input holds.
func (g *Gold) firstSpans(rows []int) []annotate.Span {
	var out []annotate.Span
	for _, row := range rows {
		for _, name := range []string{"holder", "target"} {
			if s := g.span(row, name); !slices.Contains(out, s) && len(out) < reader.MaxActors {
				out = append(out, s)
			}
		}
	}
	return out
}

// explainedBy is how many words explain an answer.
const explainedBy = 3

// strongestWords names the tokens that add most to the likeliest sign.
func strongestWords(text string, in *reader.Input, a *reader.Answer) string {
	way := float32(1)
	if a.Probs[0] > a.Probs[2] {
		way = -1
	}
	order := make([]int, 0, len(a.Shares))
	value := func(k int) float32 { return way * (a.Shares[k][2] - a.Shares[k][0]) }
	for k := range a.Shares {
		if in.Spans[k] != [2]int{} && value(k) > 0 {
			order = append(order, k)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case value(a) > value(b):
			return -1
		case value(a) < value(b):
			return 1
		}
		return 0
	})
	var words []string
	for _, k := range order[:min(explainedBy, len(order))] {
		words = append(words, "“"+text[in.Spans[k][0]:in.Spans[k][1]]+"”")
	}
	return "words with the largest shares: " + strings.Join(words, ", ")
}
