package coding

import (
	"cmp"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/seed-7a84ba5f/dyad/internal/csvin"
	"github.com/seed-7a84ba5f/dyad/internal/say"
	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/seed-7a84ba5f/dyad/stats"
)

// Study is a set as it stands, read at once for what is said of its coders.
type Study struct {
	Design  Design
	Book    *Codebook
	Units   []Unit // by number
	Coders  []Coder
	Codes   []Code // that hold, of no skipped unit, whose field means what it meant
	History []Code
	Settled []Adjudication
	Notes   []Note
	Machine map[int][]MachineCode
}

// Read reads the whole set.
func (s *Set) Read(ctx context.Context) (*Study, error) {
	var st Study
	var err error
	step := func(f func() error) {
		if err == nil {
			err = f()
		}
	}
	step(func() (e error) { st.Design, e = s.Design(ctx); return })
	step(func() (e error) { st.Book, _, e = s.Codebook(ctx); return })
	step(func() (e error) { st.Units, e = s.Units(ctx); return })
	step(func() (e error) { st.Coders, e = s.Coders(ctx); return })
	step(func() (e error) { st.Codes, e = s.Codes(ctx); return })
	step(func() (e error) { st.History, e = s.History(ctx); return })
	step(func() (e error) { st.Settled, e = s.Adjudications(ctx); return })
	step(func() (e error) { st.Notes, e = s.Notes(ctx); return })
	step(func() (e error) { st.Machine, e = s.Machine(ctx); return })
	if err != nil {
		return nil, err
	}
	skipped := st.noted(Skip)
	st.Codes = slices.DeleteFunc(st.Codes, func(c Code) bool { return c.Stale || skipped[by{c.Unit, c.Coder}] })
	return &st, nil
}

// by is a unit and a coder.
type by struct {
	unit  int
	coder string
}

func (st *Study) noted(kind string) map[by]bool {
	out := map[by]bool{}
	for _, n := range st.Notes {
		if n.Kind == kind {
			out[by{n.Unit, n.Coder}] = true
		}
	}
	return out
}

// Unit returns a unit by its number.
func (st *Study) Unit(id int) *Unit {
	i, _ := slices.BinarySearchFunc(st.Units, id, func(u Unit, id int) int { return u.ID - id })
	return &st.Units[i]
}

// item names what is coded: a unit, and the actor where the field is per actor.
func (c *Code) item() string {
	return strings.TrimSpace(strconv.Itoa(c.Unit) + " " + c.Target)
}

// LongTable writes the codes of the sample, without training units, as the table
// that dyad agree reads: item, coder, variable, code. A field of numbers is a
// variable of its numbers and, with "_sign", one of signs and of its answers that
// are no number; a field of several answers is a variable for each answer (0 or
// 1); stances are one variable, of each holder and target: negative, positive or
// none. Text and spans are no variables.
func (st *Study) LongTable(w io.Writer) error {
	out := csv.NewWriter(w)
	if err := out.Write([]string{"item", "coder", "variable", "code"}); err != nil {
		return err
	}
	for i := range st.Codes {
		c := &st.Codes[i]
		f := st.Book.Field(c.Field)
		if f == nil || st.Unit(c.Unit).Training {
			continue
		}
		for _, v := range f.variables(c) {
			if err := out.Write([]string{v.item, csvin.Guard(c.Coder), v.variable, v.code}); err != nil {
				return err
			}
		}
	}
	out.Flush()
	return out.Error()
}

func isNumber(s string) bool {
	_, err := strconv.ParseFloat(s, 64)
	return err == nil
}

// coded is a code as a variable has it.
type coded struct{ item, variable, code string }

func (f *Field) variables(c *Code) []coded {
	item := c.item()
	switch f.Type {
	case One:
		if !f.scaled() {
			return []coded{{item, f.Name, c.Value}}
		}
		var out []coded
		if slices.ContainsFunc(f.Values, func(v Value) bool { return strings.HasPrefix(v.Value, "-") || !isNumber(v.Value) }) {
			out = append(out, coded{item, f.Name + "_sign", signOf(c.Value)}) // else all that is said by sign is that it was coded
		}
		if _, err := strconv.ParseFloat(c.Value, 64); err == nil {
			out = append(out, coded{item, f.Name, c.Value})
		}
		return out
	case Many:
		chosen := strings.Split(c.Value, ";")
		var out []coded
		for _, v := range f.Values {
			out = append(out, coded{item, f.Name + "=" + v.Value, strconv.Itoa(b2i(slices.Contains(chosen, v.Value)))})
		}
		return out
	case Stances:
		list, err := ParseStances(c.Value)
		if err != nil {
			return nil
		}
		var out []coded
		for _, holder := range []string{"narrator", Actor1, Actor2, "other"} {
			for _, target := range []string{Actor1, Actor2, "relationship"} {
				if holder == target {
					continue
				}
				sum, n := 0.0, 0
				for _, s := range list {
					if s.Holder == holder && s.Target == target {
						sum, n = sum+s.Polarity, n+1
					}
				}
				code := None
				if n > 0 {
					code = signOf(strconv.FormatFloat(sum, 'g', -1, 64))
				}
				out = append(out, coded{item + " " + holder + ">" + target, f.Name, code})
			}
		}
		return out
	}
	return nil
}

// scaled reports whether a field has numbers for answers: two or more.
func (f *Field) scaled() bool {
	n := 0
	for _, v := range f.Values {
		if _, err := strconv.ParseFloat(v.Value, 64); err == nil {
			n++
		}
	}
	return n > 1
}

// signOf is negative, neutral or positive, or the answer itself.
func signOf(value string) string {
	x, err := strconv.ParseFloat(value, 64)
	switch {
	case err != nil:
		return value
	case x < 0:
		return "negative"
	case x > 0:
		return "positive"
	}
	return "neutral"
}

// SpanAgreement is how far coders mark the same places.
type SpanAgreement struct {
	Field     string
	Units     int // that two coders or more marked
	Alpha     float64
	Low, High float64
}

// Spans returns the unitizing alpha of each field of spans: Krippendorff's alpha
// for units against gaps on the continuum of the sentences' bytes (Krippendorff,
// Mathet, Bouvry and Widlöcher 2016, Quality & Quantity 50), NaN where nobody
// differs or nothing can be compared. Intervals resample units.
func (st *Study) Spans(rule stats.Rule, seed uint64) ([]SpanAgreement, error) {
	var out []SpanAgreement
	for _, f := range st.Book.Fields {
		if f.Type != Spans {
			continue
		}
		marks := map[string][][]Span{}
		length := map[string]int{}
		var items []string
		for i := range st.Codes {
			c := &st.Codes[i]
			u := st.Unit(c.Unit)
			spans, err := ParseSpans(c.Value, len(u.Sentence))
			if c.Field != f.Name || err != nil || u.Training {
				continue
			}
			if marks[c.item()] == nil {
				items = append(items, c.item())
				length[c.item()] = len(u.Sentence)
			}
			marks[c.item()] = append(marks[c.item()], spans)
		}
		var counts [][4]float64
		for _, item := range items {
			if len(marks[item]) > 1 {
				counts = append(counts, coincidences(marks[item], length[item]))
			}
		}
		alpha := func(times []int) float64 {
			sum := make([]float64, 4)
			for i, c := range counts {
				for k := range sum {
					if times == nil {
						sum[k] += c[k]
					} else {
						sum[k] += c[k] * float64(times[i])
					}
				}
			}
			return stats.AlphaOfPairs([]float64{0, 1}, sum, stats.Nominal)
		}
		a := SpanAgreement{Field: f.Name, Units: len(counts), Alpha: math.NaN(), Low: math.NaN(), High: math.NaN()}
		if len(counts) > 0 {
			a.Alpha = alpha(nil)
			var err error
			if a.Low, a.High, err = stats.ClusterInterval(len(counts), alpha, rule, stats.NewStream(seed, "agree", "spans", f.Name)); err != nil {
				return nil, err
			}
		}
		out = append(out, a)
	}
	return out, nil
}

// coincidences counts for each byte what each two coders say of it, gap or unit,
// so that all pairs of a byte count for as many codes as there are.
func coincidences(marks [][]Span, length int) (out [4]float64) {
	marked := make([]int, length+1) // differences of how many coders have the byte in a unit
	for _, spans := range marks {
		for _, s := range spans {
			marked[s.Start]++
			marked[s.End]--
		}
	}
	m, in := float64(len(marks)), 0.0
	for _, d := range marked[:length] {
		in += float64(d)
		gap := m - in
		out[0] += gap * (gap - 1) / 2 / (m - 1)
		out[1] += gap * in / (m - 1)
		out[3] += in * (in - 1) / 2 / (m - 1)
	}
	return out
}

// Substitute is the alt-test of a scorer in a field.
type Substitute struct {
	Scorer, Field string
	Coders        []string // of Alternative.Coders
	Unanswered    int      // items that two coders coded and the scorer did not: they are no part of the test
	stats.Alternative
}

// AskRun is Ask of the tables of a run; units of the set that are not in it are told, and
// none that is in it is an error.
func (st *Study) AskRun(recs []table.Record, set, run string, stderr io.Writer) error {
	switch absent := st.Ask(recs); {
	case absent == len(st.Units):
		return fmt.Errorf("no unit of %s is a sentence of %s: nothing can be compared", set, run)
	case absent > 0:
		fmt.Fprintf(stderr, "dyad: %d of %s of %s are no sentences of %s: no scorer answers them\n", absent, say.Count(len(st.Units), "unit"), set, run)
	}
	return nil
}

// Ask takes what the scorers of a run say of the units in place of what is kept in
// the set, and returns how many units are not in the run: it has no such sentence
// of that article, or one of another text.
func (st *Study) Ask(recs []table.Record) (missing int) {
	type place struct {
		doc string
		no  int
	}
	units := map[place]*Unit{}
	for i := range st.Units {
		units[place{st.Units[i].DocID, st.Units[i].SentenceNo}] = &st.Units[i]
	}
	st.Machine, missing = map[int][]MachineCode{}, len(st.Units)
	for i := range recs {
		if recs[i].Article.ExclusionReason != "" {
			continue
		}
		for no, s := range sentencesOf(&recs[i]) {
			if u := units[place{recs[i].Article.DocID, no}]; u != nil && s.portrayals[0].Sentence == u.Sentence {
				st.Machine[u.ID] = s.machine()
				missing--
			}
		}
	}
	return missing
}

// Alternatives asks for each scorer and field whether the scorer may stand in for
// a coder (stats.AltTest). A scorer's number is taken as the answer of the codebook
// that is nearest to it, as a coder must choose one. How near an answer is to the
// others': minus the root of the mean squared difference; two answers of which one is no number differ by
// 1. Coders with fewer than two items shared with another have no part in it.
func (st *Study) Alternatives(epsilon, alpha float64) ([]Substitute, error) {
	type key struct{ item, field string }
	human := map[key][]*Code{}
	var keys []key
	for i := range st.Codes {
		c := &st.Codes[i]
		if st.Unit(c.Unit).Training {
			continue
		}
		k := key{c.item(), c.Field}
		if human[k] == nil {
			keys = append(keys, k)
		}
		human[k] = append(human[k], c)
	}
	type test struct{ scorer, field string }
	found := map[test]map[string]*stats.AltCoder{}
	answered, shared := map[test]int{}, map[string]int{}
	for _, k := range keys {
		codes := human[k]
		if len(codes) < 2 {
			continue
		}
		shared[k.field]++
		for _, m := range st.Machine[codes[0].Unit] {
			if m.Field != k.field || m.Target != codes[0].Target {
				continue
			}
			t := test{m.Scorer, m.Field}
			answered[t]++
			value := st.Book.Field(m.Field).nearest(m.Value)
			if found[t] == nil {
				found[t] = map[string]*stats.AltCoder{}
			}
			for j, left := range codes {
				if found[t][left.Coder] == nil {
					found[t][left.Coder] = &stats.AltCoder{}
				}
				a := found[t][left.Coder]
				a.Scorer = append(a.Scorer, nearness(value, codes, j))
				a.Human = append(a.Human, nearness(left.Value, codes, j))
			}
		}
	}
	var out []Substitute
	for t, coders := range found {
		s := Substitute{Scorer: t.scorer, Field: t.field, Unanswered: shared[t.field] - answered[t]}
		var list []stats.AltCoder
		for _, name := range slices.Sorted(maps.Keys(coders)) {
			if len(coders[name].Scorer) > 1 {
				s.Coders, list = append(s.Coders, name), append(list, *coders[name])
			}
		}
		if len(list) == 0 {
			continue
		}
		var err error
		if s.Alternative, err = stats.AltTest(list, epsilon, alpha); err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	slices.SortFunc(out, func(a, b Substitute) int {
		return cmp.Or(strings.Compare(a.Field, b.Field), strings.Compare(a.Scorer, b.Scorer))
	})
	return out, nil
}

// nearest is the answer of the field that is nearest to a number, the one nearer to
// 0 of two; what is no number stays as it is.
func (f *Field) nearest(value string) string {
	x, err := strconv.ParseFloat(value, 64)
	if err != nil || f == nil {
		return value
	}
	best, at := value, math.Inf(1)
	for _, v := range f.Values {
		y, err := strconv.ParseFloat(v.Value, 64)
		if d := math.Abs(x - y); err == nil && (d < math.Abs(x-at) || d == math.Abs(x-at) && math.Abs(y) < math.Abs(at)) {
			best, at = v.Value, y
		}
	}
	return best
}

// nearness of an answer to those of the coders other than the one at skip.
func nearness(value string, codes []*Code, skip int) float64 {
	sum := 0.0
	for i, c := range codes {
		if i != skip {
			d := distance(value, c.Value)
			sum += d * d
		}
	}
	// Rounded, so that equal answers are equally near.
	return -math.Round(math.Sqrt(sum/float64(len(codes)-1))*1e9) / 1e9
}

// Block is a stretch of a coder's work, in the order in which the units were done.
type Block struct {
	Coder    string
	No       int // from 1
	Units    int
	From, To string  // of the first and the last code
	Shared   int     // answers that another coder or a lead gave too
	Agree    float64 // share of these that are the same; NaN without any
	Seconds  float64 // median of a unit; NaN where not known
}

// Drift splits each coder's units into blocks by the time of the first code, so
// that a change in agreement or pace shows. Answers are compared with the settled
// one, else with those of each other coder.
func (st *Study) Drift(size int) []Block {
	first := map[by]Code{}
	for _, c := range st.History {
		k := by{c.Unit, c.Coder}
		if _, ok := first[k]; !ok {
			first[k] = c
		}
	}
	others := st.references()
	mine := map[by][]*Code{}
	for i := range st.Codes {
		c := &st.Codes[i]
		mine[by{c.Unit, c.Coder}] = append(mine[by{c.Unit, c.Coder}], c)
	}
	seconds := map[by]float64{}
	for _, n := range st.Notes {
		if x, err := strconv.ParseFloat(n.Text, 64); n.Kind == Done && err == nil {
			seconds[by{n.Unit, n.Coder}] = x
		}
	}
	var out []Block
	for _, coder := range st.Coders {
		var units []Code
		for k, c := range first {
			if k.coder == coder.Name {
				units = append(units, c)
			}
		}
		slices.SortFunc(units, func(a, b Code) int { return cmp.Compare(a.ID, b.ID) })
		for part := range slices.Chunk(units, size) {
			b := Block{Coder: coder.Name, No: len(out) + 1, Units: len(part), From: part[0].Time, To: part[len(part)-1].Time, Agree: math.NaN(), Seconds: math.NaN()}
			if len(out) > 0 && out[len(out)-1].Coder == coder.Name {
				b.No = out[len(out)-1].No + 1
			} else {
				b.No = 1
			}
			same := 0
			var took []float64
			for _, u := range part {
				k := by{u.Unit, coder.Name}
				for _, c := range mine[k] {
					n, equal := others.compare(c)
					b.Shared, same = b.Shared+n, same+equal
				}
				if s, ok := seconds[k]; ok {
					took = append(took, s)
				}
			}
			if b.Shared > 0 {
				b.Agree = float64(same) / float64(b.Shared)
			}
			if len(took) > 0 {
				slices.Sort(took)
				b.Seconds = took[len(took)/2]
			}
			out = append(out, b)
		}
	}
	return out
}

// reference is what a code is compared with.
type reference struct {
	settled map[string]string
	codes   map[string][]*Code
}

func (c *Code) question() string { return c.item() + "\x1f" + c.Field }

func (st *Study) references() *reference {
	r := &reference{settled: map[string]string{}, codes: map[string][]*Code{}}
	for _, a := range st.Settled {
		c := Code{Unit: a.Unit, Field: a.Field, Target: a.Target}
		r.settled[c.question()] = a.Value
	}
	for i := range st.Codes {
		c := &st.Codes[i]
		r.codes[c.question()] = append(r.codes[c.question()], c)
	}
	return r
}

// compare counts the answers that a code can be compared with, and the equal ones.
func (r *reference) compare(c *Code) (n, equal int) {
	if v, ok := r.settled[c.question()]; ok {
		return 1, b2i(v == c.Value)
	}
	for _, o := range r.codes[c.question()] {
		if o.Coder != c.Coder {
			n, equal = n+1, equal+b2i(o.Value == c.Value)
		}
	}
	return n, equal
}

// Training is how a coder does on training units, field by field.
type Training struct {
	Coder, Field string
	N            int     // answers to settled questions
	Right        int     // the same as settled
	Distance     float64 // mean distance from what was settled
}

// Trained compares coders with what was settled on training units.
func (st *Study) Trained() []Training {
	settled := st.references().settled
	all := map[[2]string]*Training{}
	for i := range st.Codes {
		c := &st.Codes[i]
		v, ok := settled[c.question()]
		if !ok || !st.Unit(c.Unit).Training {
			continue
		}
		k := [2]string{c.Coder, c.Field}
		if all[k] == nil {
			all[k] = &Training{Coder: c.Coder, Field: c.Field}
		}
		t := all[k]
		t.N, t.Right, t.Distance = t.N+1, t.Right+b2i(v == c.Value), t.Distance+distance(v, c.Value)
	}
	var out []Training
	for _, k := range slices.SortedFunc(maps.Keys(all), func(a, b [2]string) int { return slices.Compare(a[:], b[:]) }) {
		all[k].Distance /= float64(all[k].N)
		out = append(out, *all[k])
	}
	return out
}

// Disputed is a unit that coders answered differently.
type Disputed struct {
	Unit      *Unit
	Questions int     // that two coders or more answered
	Differ    int     // of these
	Distance  float64 // sum over questions of that between the answers farthest apart
	Open      int     // differing ones that nobody settled
	Where     string  // which, with the answers
}

// MostDisputed returns the units with the largest distances between answers,
// at most n.
func (st *Study) MostDisputed(n int) []Disputed {
	refs := st.references()
	units := map[int]*Disputed{}
	for i := range st.Codes {
		c := &st.Codes[i]
		codes := refs.codes[c.question()]
		if len(codes) < 2 || codes[0] != c {
			continue
		}
		d := units[c.Unit]
		if d == nil {
			d = &Disputed{Unit: st.Unit(c.Unit)}
			units[c.Unit] = d
		}
		d.Questions++
		far := 0.0
		var answers []string
		for k, a := range codes {
			answers = append(answers, a.Coder+" "+a.Value)
			for _, b := range codes[:k] {
				far = max(far, distance(a.Value, b.Value))
			}
		}
		if far == 0 {
			continue
		}
		d.Differ, d.Distance = d.Differ+1, d.Distance+far
		if _, ok := refs.settled[c.question()]; !ok {
			d.Open++
		}
		d.Where = strings.TrimPrefix(d.Where+"; "+strings.TrimSpace(c.Field+" "+c.Target)+": "+strings.Join(answers, ", "), "; ")
	}
	var out []Disputed
	for _, d := range units {
		if d.Differ > 0 {
			out = append(out, *d)
		}
	}
	slices.SortFunc(out, func(a, b Disputed) int {
		return cmp.Or(cmp.Compare(b.Distance, a.Distance), cmp.Compare(a.Unit.ID, b.Unit.ID))
	})
	return out[:min(n, len(out))]
}

// Progress says in a line for each coder how far the work is.
func (st *Study) Progress() []string {
	done, skipped, flagged := st.noted(Done), st.noted(Skip), st.noted(Flag)
	var out []string
	for _, c := range st.Coders {
		if len(c.Units) == 0 {
			continue
		}
		n := [3]int{}
		for _, u := range c.Units {
			k := by{u, c.Name}
			n[0], n[1], n[2] = n[0]+b2i(done[k]), n[1]+b2i(skipped[k]), n[2]+b2i(flagged[k])
		}
		out = append(out, fmt.Sprintf("%s: %d of %d units done, %d skipped, %d flagged", c.Name, n[0], len(c.Units), n[1], n[2]))
	}
	return out
}

// dayOf is a stamp's day, for tables.
func dayOf(stamp string) string {
	if t, err := time.Parse(time.RFC3339, stamp); err == nil {
		return t.Format(time.DateOnly)
	}
	return stamp
}
