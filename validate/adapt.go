package validate

import (
	"cmp"
	"context"
	"fmt"
	"hash/fnv"
	"math"
	"slices"
	"strconv"

	"github.com/seed-7a84ba5f/dyad/internal/par"
	"github.com/seed-7a84ba5f/dyad/stance"
	"github.com/seed-7a84ba5f/dyad/stance/reader"
	"github.com/seed-7a84ba5f/dyad/stats"
)

// AdaptUnit is a coded sentence, as the reader gets it.
type AdaptUnit struct {
	Article  string
	Cluster  string // of copies, which never stand on both sides of a fold
	Sentence string
	Mentions []reader.Mention // of actor1 (0) and actor2 (1)
	Weight   float64          // how many sentences this one stands for
	Frames   []string         // that seed words find in it
	Codes    []AdaptCode
}

// AdaptCode is what somebody coded of a sentence.
type AdaptCode struct {
	Field string
	Actor int    // 0 or 1; -1 where it is asked of the sentence
	Value string // one of the question's
}

// AdaptField is a question that the reader is adapted to: one of its own heads
// (portrayal, own_stance, relation), or a question of the study.
type AdaptField struct {
	Head string // of the reader; empty for a question of the study
	stance.OwnQuestion
	Column string // of the table, where the question is one of the several values of a field
	Seeds  string // a frame of the seed words that is measured beside it; may be empty
}

// StandardField returns the question of a field that the reader answers already,
// in its shape for AdaptCoded.
func StandardField(name string) (AdaptField, bool) {
	signs := []stance.OwnValue{{Value: "negative", Number: -1}, {Value: "neutral"}, {Value: "positive", Number: 1}}
	switch name {
	case "portrayal":
		return AdaptField{Head: "portrayal", OwnQuestion: stance.OwnQuestion{Name: name, Per: "actor", Values: signs}}, true
	case "own_stance":
		return AdaptField{Head: "own", OwnQuestion: stance.OwnQuestion{Name: name, Per: "actor", Values: signs}}, true
	case "relation":
		return AdaptField{Head: "relation", OwnQuestion: stance.OwnQuestion{Name: name, Values: []stance.OwnValue{
			{Value: "conflict", Number: -1}, {Value: "none"}, {Value: "mixed"}, {Value: "cooperation", Number: 1}}}}, true
	}
	return AdaptField{}, false
}

// class gives the index of a coded value, -1 where it is none of the question's.
func (f *AdaptField) class(value string) int {
	if f.Head == "" {
		return slices.IndexFunc(f.Values, func(v stance.OwnValue) bool { return v.Value == value })
	}
	x, err := strconv.ParseFloat(value, 64)
	sign := 1 + SignOf(x)
	switch {
	case f.Head == "relation" && value == "none":
		return 1
	case err != nil || !(x >= -1 && x <= 1):
		return -1
	case f.Head == "relation":
		return [3]int{0, 2, 3}[sign]
	}
	return sign
}

// basis is over which vectors the answer adds up.
func (f *AdaptField) basis() reader.Basis {
	if f.Head != "" {
		return reader.Basis(f.Head)
	}
	return reader.OwnBasis(f.Per)
}

// Adaptation is what was fitted on codes, with what is known of it.
type Adaptation struct {
	Adapted reader.Adapted
	// Metrics are those of predictions for codes that were not fitted on:
	// cross-validated (task FIELD), and of the test codes (task FIELD test).
	Metrics []Metric
	Notes   []string // for people: what was fitted, and what was left as it was
}

// AdaptOptions say how AdaptCoded works.
type AdaptOptions struct {
	Options
	Folds int // of articles; 0 is 5
}

// AdaptCoded fits heads of the reader on coded sentences, field by field, and
// leaves the encoder as it is. The steps, of each field:
//
//  1. The vectors of all sentences, made once.
//  2. Articles, copies together, go into folds by a hash of their names.
//  3. For each ridge of a grid, and for an untouched head where the reader has
//     one: fits without each fold, and their logits for it. The ridge with the
//     least log loss of these logits counts; of equals the strongest.
//  4. On the same logits, which the fits have not seen: a calibration (scale and
//     offsets), and the factor on the commonest value by which values are chosen.
//  5. The figures: steps 3 and 4 without each fold of five once more, so that
//     what is measured has chosen nothing on the rows that it is measured on.
//  6. The heads that are kept are fitted on all rows with what step 3 chose.
//
// Beside the adapted head stand, treated alike: a model of words and pairs of
// words, the commonest value, the head as it was, and a frame of seed words.
// Codes of test are measured after all that, and change nothing.
func AdaptCoded(ctx context.Context, r *reader.Reader, fields []AdaptField, units, test []AdaptUnit, o AdaptOptions) (*Adaptation, error) {
	o.Folds = cmp.Or(o.Folds, 5)
	out := &Adaptation{Adapted: reader.Adapted{Weights: r.Hash(), Seed: o.Seed}}
	for i := range fields {
		a, err := newAdapting(ctx, r, &fields[i], units, test, o)
		if err == nil {
			err = a.fit(ctx, out)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", fields[i].Name, err)
		}
	}
	return out, nil
}

// adapting is the fit of one field.
type adapting struct {
	*AdaptField
	o     AdaptOptions
	dim   int
	from  *stats.Pooled // the head as it is; nil for a question of the study
	rows  adaptRows
	test  adaptRows
	words *wordFeatures
	names []string // of the values
}

// adaptRows are coded sentences or actors with their vectors.
type adaptRows struct {
	rows    []stats.PooledRow
	words   []stats.PooledRow // the same as words
	fold    []int
	cluster []string
	seeds   []int // the value that the seed words give
}

func (a *adaptRows) pick(keep func(i int) bool) []int {
	var out []int
	for i := range a.rows {
		if keep(i) {
			out = append(out, i)
		}
	}
	return out
}

func newAdapting(ctx context.Context, r *reader.Reader, f *AdaptField, units, test []AdaptUnit, o AdaptOptions) (*adapting, error) {
	a := &adapting{AdaptField: f, o: o, words: newWordFeatures(units)}
	for _, v := range f.Values {
		a.names = append(a.names, v.Value)
	}
	if f.Head != "" {
		look, share, bias, err := r.Start(f.Head)
		if err != nil {
			return nil, err
		}
		a.from = &stats.Pooled{Look: wide(look), Bias: wide(bias)}
		for _, s := range share {
			a.from.Share = append(a.from.Share, wide(s))
		}
		a.dim = len(look)
	}
	var err error
	if a.rows, err = a.read(ctx, r, units); err != nil {
		return nil, err
	}
	if a.test, err = a.read(ctx, r, test); err != nil {
		return nil, err
	}
	if folds := distinctFolds(a.rows.fold); folds < a.o.Folds {
		return nil, fmt.Errorf("%d coded articles are too few for %d folds", folds, a.o.Folds)
	}
	return a, nil
}

func wide(x []float32) []float64 {
	out := make([]float64, len(x))
	for i, v := range x {
		out[i] = float64(v)
	}
	return out
}

func distinctFolds(fold []int) int {
	seen := map[int]bool{}
	for _, f := range fold {
		seen[f] = true
	}
	return len(seen)
}

// question gives what the reader is asked about an actor of an input, and
// whether it can be asked.
func (a *adapting) question(in *reader.Input, actor int) (reader.Question, bool) {
	q := reader.Question{Head: string(a.basis())}
	switch {
	case a.Head == "relation":
		first, second := 0, 1
		if in.Order[0] > in.Order[1] {
			first, second = 1, 0
		}
		q.Holder, q.Target = first, second
		return q, len(in.Places[0]) > 0 && len(in.Places[1]) > 0
	case actor >= 0:
		q.Holder, q.Target = actor, actor
		return q, len(in.Places[actor]) > 0
	}
	return q, a.Per == ""
}

// read makes rows of the units that are coded on the field: several codes of one
// thing share its weight.
func (a *adapting) read(ctx context.Context, r *reader.Reader, units []AdaptUnit) (adaptRows, error) {
	var out adaptRows
	var ins []reader.Input
	var questions [][]reader.Question
	for u := range units {
		in := r.Input(units[u].Sentence, units[u].Mentions, 2)
		same := map[int]float64{}
		for _, c := range units[u].Codes {
			if _, ok := a.question(&in, c.Actor); ok && c.Field == a.Name && a.class(c.Value) >= 0 {
				same[c.Actor]++
			}
		}
		for _, c := range units[u].Codes {
			q, ok := a.question(&in, c.Actor)
			if !ok || c.Field != a.Name || a.class(c.Value) < 0 {
				continue
			}
			ins, questions = append(ins, in), append(questions, []reader.Question{q})
			out.rows = append(out.rows, stats.PooledRow{Label: a.class(c.Value), Weight: units[u].Weight / same[c.Actor]})
			out.words = append(out.words, stats.PooledRow{Tokens: a.words.of(units[u].Sentence), Label: a.class(c.Value), Weight: units[u].Weight / same[c.Actor]})
			out.cluster = append(out.cluster, units[u].Cluster)
			seeds := 0
			if slices.Contains(units[u].Frames, a.Seeds) {
				seeds = 1
			}
			out.seeds = append(out.seeds, seeds)
		}
	}
	out.fold = foldsOf(out.cluster, a.o.Folds, a.o.Seed)
	return out, a.vectors(ctx, r, &out, ins, questions)
}

// vectors asks the reader for the vectors of the rows, in pieces at once.
func (a *adapting) vectors(ctx context.Context, r *reader.Reader, out *adaptRows, ins []reader.Input, questions [][]reader.Question) error {
	const piece = 64
	var starts []int
	for at := 0; at < len(ins); at += piece {
		starts = append(starts, at)
	}
	_, err := par.Slice(ctx, a.o.Workers, starts, func(_ context.Context, at int) (struct{}, error) {
		to := min(at+piece, len(ins))
		return struct{}{}, r.Vectors(ins[at:to], questions[at:to], func(i, _ int, v []float32) { out.rows[at+i].Tokens = slices.Clone(v) })
	})
	if a.from == nil && len(out.rows) > 0 {
		a.dim = r.Width(a.basis())
	}
	return err
}

// foldsOf puts clusters into folds of equal size, in order of a hash.
func foldsOf(cluster []string, folds int, seed uint64) []int {
	hash := func(name string) uint64 {
		h := fnv.New64a()
		fmt.Fprintf(h, "%d\x00%s", seed, name)
		return h.Sum64()
	}
	names := slices.Clone(cluster)
	slices.Sort(names)
	names = slices.Compact(names)
	slices.SortFunc(names, func(x, y string) int { return cmp.Or(cmp.Compare(hash(x), hash(y)), cmp.Compare(x, y)) })
	at := map[string]int{}
	for i, n := range names {
		at[n] = i % folds
	}
	out := make([]int, len(cluster))
	for i, c := range cluster {
		out[i] = at[c]
	}
	return out
}

// learner is a way to answer the field from rows.
type learner struct {
	name string
	rows []stats.PooledRow // those of the training
	test []stats.PooledRow
	dim  int
	from *stats.Pooled
	grid []stats.PooledRidge // the first that is nobody's better is taken
	asIs bool                // the start itself is tried first
}

// learners are the adapted head and the model of words beside it.
func (a *adapting) learners() []learner {
	heads := []stats.PooledRidge{{Size: 300}, {Size: 100}, {Size: 30}, {Size: 10}, {Size: 3}}
	words := []stats.PooledRidge{{Size: 3, Plain: true}, {Size: 1, Plain: true}, {Size: 0.3, Plain: true}, {Size: 0.1, Plain: true}, {Size: 0.03, Plain: true}}
	return []learner{
		{"adapted", a.rows.rows, a.test.rows, a.dim, a.from, heads, a.from != nil},
		{"words", a.rows.words, a.test.words, a.words.size(), nil, words, false},
	}
}

// learnt is what a learner makes of some rows.
type learnt struct {
	model       *stats.Pooled
	ridge       *stats.PooledRidge // nil: the start itself
	calibration reader.Calibration
	common      int
	most        float64
	loss        float64 // of the logits that were not fitted on
}

// learn chooses and fits a learner on the rows of which keep is true.
func (a *adapting) learn(ctx context.Context, l *learner, keep func(i int) bool) (*learnt, error) {
	index := a.rows.pick(keep)
	tries := make([]*stats.PooledRidge, 0, len(l.grid)+1)
	if l.asIs {
		tries = append(tries, nil)
	}
	for i := range l.grid {
		tries = append(tries, &l.grid[i])
	}
	all, err := par.Slice(ctx, a.o.Workers, tries, func(_ context.Context, ridge *stats.PooledRidge) ([][]float64, error) {
		return a.unseen(l, index, ridge)
	})
	if err != nil {
		return nil, err
	}
	label, weight := make([]int, len(index)), make([]float64, len(index))
	for k, i := range index {
		label[k], weight[k] = l.rows[i].Label, l.rows[i].Weight
	}
	normalise(weight)
	out := &learnt{loss: math.Inf(1)}
	var logits [][]float64
	for k, ridge := range tries {
		c, err := calibrated(all[k], label, weight)
		if err != nil {
			return nil, err
		}
		if loss := meanLoss(c, all[k], label, weight); loss < out.loss-1e-4 {
			out.loss, out.ridge, out.calibration, logits = loss, ridge, c, all[k]
		}
	}
	out.common, out.most = mostFactor(out.calibration, logits, label, weight, a.names)
	out.model = l.from
	if out.ridge != nil {
		out.model, err = a.fitOn(l, index, out.ridge)
	}
	return out, err
}

// fitOn fits a learner on rows.
func (a *adapting) fitOn(l *learner, index []int, ridge *stats.PooledRidge) (*stats.Pooled, error) {
	rows := make([]stats.PooledRow, len(index))
	for k, i := range index {
		rows[k] = l.rows[i]
	}
	return stats.FitPooled(rows, l.dim, len(a.names), l.from, *ridge)
}

// unseen gives the logits of rows by fits that have not seen their fold.
func (a *adapting) unseen(l *learner, index []int, ridge *stats.PooledRidge) ([][]float64, error) {
	out := make([][]float64, len(index))
	for fold := range a.o.Folds {
		model := l.from
		if ridge != nil {
			var seen []int
			for _, i := range index {
				if a.rows.fold[i] != fold {
					seen = append(seen, i)
				}
			}
			if len(seen) == len(index) {
				continue
			}
			var err error
			if model, err = a.fitOn(l, seen, ridge); err != nil {
				return nil, fmt.Errorf("without fold %d: %w", fold+1, err)
			}
		}
		for k, i := range index {
			if a.rows.fold[i] == fold {
				out[k] = model.Logits(l.rows[i].Tokens)
			}
		}
	}
	return out, nil
}

// normalise makes weights add up to the effective number of rows (Kish 1965).
func normalise(weight []float64) {
	sum, squares := 0.0, 0.0
	for _, w := range weight {
		sum, squares = sum+w, squares+w*w
	}
	for i := range weight {
		weight[i] *= sum / squares
	}
}

// adaptRidge holds calibrations near to none.
const adaptRidge = 1

func calibrated(logits [][]float64, label []int, weight []float64) (reader.Calibration, error) {
	scale, offset, _, err := stats.FitSoftmax(logits, label, weight, nil, 0, adaptRidge)
	c := reader.Calibration{Scale: Round4(scale)}
	for _, o := range offset {
		c.Offset = append(c.Offset, Round4(o))
	}
	return c, err
}

func meanLoss(c reader.Calibration, logits [][]float64, label []int, weight []float64) float64 {
	sum, of := 0.0, 0.0
	for i, l := range logits {
		sum -= weight[i] * math.Log(max(1e-12, c.ProbsOf(l)[label[i]]))
		of += weight[i]
	}
	return sum / of
}

// mostFactor finds the commonest value and the factor on it with the best
// macro-F1, averaged with those of the factors next to it; of equals the nearest
// to 1.
func mostFactor(c reader.Calibration, logits [][]float64, label []int, weight []float64, names []string) (common int, most float64) {
	counts := make([]float64, len(names))
	for i, l := range label {
		counts[l] += weight[i]
	}
	common = slices.Index(counts, slices.Max(counts))
	rated := make([]Rated, len(label))
	for i := range rated {
		rated[i] = Rated{Gold: names[label[i]], Weight: weight[i]}
	}
	return common, LabelFactor(names, rated, func(i int, factor float64) int { return reader.Choose(c.ProbsOf(logits[i]), common, factor) })
}

// rate gives a row as a scorer sees it.
func (a *adapting) rate(rows *adaptRows, i int, p []float64, said int) Rated {
	return Rated{Cluster: rows.cluster[i], Gold: a.names[rows.rows[i].Label], Predicted: a.names[said], Probs: p, Weight: rows.rows[i].Weight}
}

// fit fits the field, and adds what it made and how good it is.
func (a *adapting) fit(ctx context.Context, out *Adaptation) error {
	every := func(int) bool { return true }
	counts := make([]float64, len(a.names))
	for _, r := range a.rows.rows {
		counts[r.Label] += r.Weight
	}
	var crossed, tested []scoredRows
	for _, l := range a.learners() {
		one := scoredRows{l.name, make([]Rated, len(a.rows.rows))}
		for fold := range a.o.Folds {
			m, err := a.learn(ctx, &l, func(i int) bool { return a.rows.fold[i] != fold })
			if err != nil {
				return err
			}
			for _, i := range a.rows.pick(func(i int) bool { return a.rows.fold[i] == fold }) {
				p := m.calibration.ProbsOf(m.model.Logits(l.rows[i].Tokens))
				one.rows[i] = a.rate(&a.rows, i, p, reader.Choose(p, m.common, m.most))
			}
		}
		crossed = append(crossed, one)
		m, err := a.learn(ctx, &l, every)
		if err != nil {
			return err
		}
		other := scoredRows{l.name, make([]Rated, len(a.test.rows))}
		for i, r := range l.test {
			p := m.calibration.ProbsOf(m.model.Logits(r.Tokens))
			other.rows[i] = a.rate(&a.test, i, p, reader.Choose(p, m.common, m.most))
		}
		tested = append(tested, other)
		if l.name == "adapted" {
			out.Adapted.Heads = append(out.Adapted.Heads, a.head(m))
			out.Notes = append(out.Notes, a.note(m, counts))
		}
	}
	most := slices.Index(counts, slices.Max(counts))
	crossed, tested = append(crossed, a.fixed(&a.rows, most)...), append(tested, a.fixed(&a.test, most)...)
	metrics, err := a.measure(a.Name, crossed)
	if err == nil && len(a.test.rows) > 0 {
		var more []Metric
		more, err = a.measure(a.Name+" test", tested)
		metrics = append(metrics, more...)
	}
	if err != nil {
		return err
	}
	out.Metrics = append(out.Metrics, metrics...)
	head := &out.Adapted.Heads[len(out.Adapted.Heads)-1]
	for _, m := range metrics {
		if m.Scorer == "adapted" && m.Task == a.Name && m.Class == "" && slices.Contains([]string{"macro_f1", "auc", "ece", "brier"}, m.Name) {
			head.Figures[m.Name] = Round4(m.Value)
		}
	}
	return nil
}

// fixed are the scorers that learn nothing.
func (a *adapting) fixed(rows *adaptRows, most int) []scoredRows {
	out := []scoredRows{{"majority", make([]Rated, len(rows.rows))}}
	if a.Seeds != "" {
		out = append(out, scoredRows{"seed_words", make([]Rated, len(rows.rows))})
	}
	if a.from != nil {
		out = append(out, scoredRows{"as_shipped", make([]Rated, len(rows.rows))})
	}
	for k := range out {
		for i, r := range rows.rows {
			said := most
			switch out[k].name {
			case "seed_words":
				said = rows.seeds[i]
			case "as_shipped":
				logits := a.from.Logits(r.Tokens)
				said = slices.Index(logits, slices.Max(logits))
			}
			out[k].rows[i] = a.rate(rows, i, nil, said)
		}
	}
	return out
}

// head is the adapted head as its file has it.
func (a *adapting) head(m *learnt) reader.AdaptedHead {
	h := reader.AdaptedHead{Head: a.Head, N: len(a.rows.rows), Figures: map[string]float64{"log_loss": Round4(m.loss)}, Calibration: m.calibration, Most: m.most, Common: m.common}
	if a.Head == "" {
		q := a.OwnQuestion
		h.Question = &q
	}
	articles := slices.Clone(a.rows.cluster)
	slices.Sort(articles)
	h.Articles = len(slices.Compact(articles))
	if m.ridge == nil {
		return h
	}
	h.Look, h.Bias = narrow(m.model.Look), narrow(m.model.Bias)
	for _, s := range m.model.Share {
		h.Share = append(h.Share, narrow(s))
	}
	return h
}

func narrow(x []float64) []float32 {
	out := make([]float32, len(x))
	for i, v := range x {
		out[i] = float32(v)
	}
	return out
}

func (a *adapting) note(m *learnt, counts []float64) string {
	of := ""
	total := 0.0
	for _, c := range counts {
		total += c
	}
	for i, n := range a.names {
		of += fmt.Sprintf("%s %s %.0f %%", map[bool]string{true: ",", false: ""}[i > 0], n, 100*counts[i]/total)
	}
	how := "the head as it was, calibrated anew"
	if m.ridge != nil {
		how = fmt.Sprintf("fitted with ridge %g", m.ridge.Size)
	}
	return fmt.Sprintf("%s: %d codes (%s); %s", a.Name, len(a.rows.rows), of[1:], how)
}
