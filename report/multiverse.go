package report

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/seed-7a84ba5f/dyad/stats"
)

// ScoredRun is one set of scored articles for Multiverse, with a name for it: two
// runs over the same articles may differ in lexicon, model or version. One alone
// needs no name.
type ScoredRun struct {
	Name    string
	Records table.Records
}

// Choices are the ways to answer the same question that Multiverse combines.
// Every list must have a value.
type Choices struct {
	Answers    []string  `json:"answers"`    // what of a row is averaged: see Answers
	Thresholds []float64 `json:"thresholds"` // values nearer to 0 than this count as 0
	Weights    []Weights `json:"weights"`
	Dedup      []Dedup   `json:"dedup"`
	Scopes     []string  `json:"scopes"`  // any: all sentences of articles that mention both actors; dyad: those about both
	Voices     []string  `json:"voices"`  // narrator: the source's own words; quoted: those that it quotes
	Periods    []string  `json:"periods"` // all, reliable, even_periods
	Measure    string    `json:"measure"` // own_stance or portrayal
	Scorer     string    `json:"-"`       // the study's own, for the mark in the rows; "" is any
	RowsOfAll  bool      `json:"-"`       // of single sources only the summary is kept, and no row
}

// The ways to take time.
const (
	allPeriods  = "all"          // every article
	sureDates   = "reliable"     // articles whose date is reliable
	evenPeriods = "even_periods" // every period of the study weighs the same; articles without a date are left out
)

// The answers that a row holds.
const (
	answerValue     = "expected"    // the scorer's expected value, the headline's
	answerLabel     = "label"       // its likeliest label, as -1, 0, +1
	answerJudgments = "judgments"   // own stance by the rows of judgments.csv: the sign of what the source says of the actor in the sentence, 0 where none reached the threshold of a row
	answerReader    = "reader_only" // portrayal: the expected value of the trained reader, before the rules vote
	answerRules     = "rules_only"  // portrayal: what the rules alone say beside the reader, as -1, 0, +1; 0 where they are silent or of two minds
)

// Answers are all answers that a row can hold. judgments is of own_stance,
// reader_only and rules_only are of portrayal, by a reader that the rules vote
// beside; of a measure or a scorer that has them not they are passed over.
func Answers() []string {
	return []string{answerValue, answerLabel, answerJudgments, answerReader, answerRules}
}

// DefaultChoices are the usual ones: own stance by all answers under three
// thresholds, and all weights, ways to count copies, scopes and ways to take time.
func DefaultChoices() Choices {
	return Choices{
		Answers:    Answers(),
		Thresholds: []float64{0, 0.1, 0.3},
		Weights:    []Weights{ByArticle, BySentence, BySalience},
		Dedup:      []Dedup{Within, KeepAll, HeadOnly, Weighted},
		Scopes:     []string{table.AnyScope, table.DyadScope},
		Voices:     []string{table.NarratorVoice},
		Periods:    []string{allPeriods, sureDates, evenPeriods},
		Measure:    table.OwnStance,
	}
}

// Validate reports a choice that there is not.
func (c Choices) Validate() error {
	if err := cmp.Or(
		allKnown("weights %q are none of article, sentence, salience", c.Weights, ByArticle, BySentence, BySalience),
		allKnown("dedup %q is none of within, none, head, weight", c.Dedup, Within, KeepAll, HeadOnly, Weighted),
		allKnown("scope %q is neither any nor dyad", c.Scopes, table.AnyScope, table.DyadScope),
		allKnown("answer %q is none of "+strings.Join(Answers(), ", "), c.Answers, Answers()...),
		allKnown("voice %q is neither narrator nor quoted", c.Voices, table.NarratorVoice, table.QuotedVoice),
		allKnown("period %q is none of all, reliable, even_periods", c.Periods, allPeriods, sureDates, evenPeriods),
	); err != nil {
		return err
	}
	for _, t := range c.Thresholds {
		if !(t >= 0 && t < 1) {
			return fmt.Errorf("threshold %v is not from 0 to below 1", t)
		}
	}
	if c.Measure != table.OwnStance && c.Measure != table.Portrayal {
		return fmt.Errorf("measure %q is neither own_stance nor portrayal", c.Measure)
	}
	if c.Measure == table.OwnStance && slices.Contains(c.Voices, table.QuotedVoice) {
		return fmt.Errorf("own_stance is that of voice narrator alone")
	}
	if len(c.Answers)*len(c.Weights)*len(c.Scopes)*len(c.Dedup)*len(c.Voices)*len(c.Periods)*len(c.Thresholds) == 0 {
		return fmt.Errorf("a choice has no value")
	}
	return nil
}

// allKnown reports the first value that is not one of those known, in the
// words of the format.
func allKnown[T comparable](format string, values []T, known ...T) error {
	for _, v := range values {
		if !slices.Contains(known, v) {
			return fmt.Errorf(format, v)
		}
	}
	return nil
}

// sideOf is where an interval lies, "" where there is none.
func sideOf(low, high table.Num) string {
	switch {
	case !low.Known || !high.Known:
		return ""
	case high.Value < 0:
		return table.SideBelow
	case low.Value > 0:
		return table.SideAbove
	}
	return table.SideAcross
}

// NewMultiverse answers the same question, what sources say of each target, under
// every combination of choices, from rows that were scored once. opts is the
// study's own choice, which is marked in the rows; its Period cuts time for
// even_periods, its Rule makes the intervals. Each estimate has a random stream
// of its own, so that more choices move no interval.
func NewMultiverse(runs []ScoredRun, choices Choices, seed uint64, opts Options) (*table.Multiverse, error) {
	o, err := opts.withDefaults()
	if err != nil {
		return nil, err
	}
	if err := choices.Validate(); err != nil {
		return nil, err
	}
	var views []view
	for i, run := range runs {
		own, err := viewsOf(run, choices, &o)
		if err != nil {
			return nil, err
		}
		for _, v := range own {
			v.first = i == 0
			views = append(views, v)
		}
	}
	made, err := inParallel(views, o.Workers, func(v view) (gathered, error) { return v.gather(choices, seed, o) })
	if err != nil {
		return nil, err
	}
	m, all := &table.Multiverse{}, map[specificationKey]*agreement{}
	for _, g := range made {
		m.Rows = append(m.Rows, g.rows...)
		for key, a := range g.agreements {
			if all[key] == nil {
				all[key] = &agreement{sides: map[string]int{}}
			}
			all[key].join(a)
		}
	}
	rank(m.Rows)
	for _, key := range slices.SortedFunc(maps.Keys(all), specificationKey.compare) {
		m.Summary = append(m.Summary, all[key].row(key, choices.Measure))
	}
	return m, nil
}

// gathered are rows, and what is said of all of them, by question.
type gathered struct {
	rows       []table.SpecificationRow
	agreements map[specificationKey]*agreement
}

// gather estimates the view.
func (v *view) gather(choices Choices, seed uint64, o Options) (gathered, error) {
	g := gathered{agreements: map[specificationKey]*agreement{}}
	err := v.rows(choices, seed, o, func(r table.SpecificationRow) {
		key := specificationOf(&r)
		if g.agreements[key] == nil {
			g.agreements[key] = &agreement{sides: map[string]int{}}
		}
		g.agreements[key].add(&r)
		if !choices.RowsOfAll || r.Level == table.LevelAll {
			g.rows = append(g.rows, r)
		}
	})
	return g, err
}

// agreement is how far the answers to one question agree.
type agreement struct {
	means []float64
	sides map[string]int
	own   *table.SpecificationRow // the study's own, the first in order
}

func (a *agreement) add(r *table.SpecificationRow) {
	a.means = append(a.means, r.Mean.Value)
	a.sides[r.Side]++
	if r.Default && (a.own == nil || compareSpecifications(r, a.own) < 0) {
		own := *r
		a.own = &own
	}
}

func (a *agreement) join(b *agreement) {
	a.means = append(a.means, b.means...)
	for side, n := range b.sides {
		a.sides[side] += n
	}
	if b.own != nil && (a.own == nil || compareSpecifications(b.own, a.own) < 0) {
		a.own = b.own
	}
}

func (a *agreement) row(key specificationKey, measure string) table.MultiverseRow {
	slices.Sort(a.means)
	n := len(a.means)
	number := func(x float64) table.Num { return table.Rounded(x, table.ScoreDecimals) }
	s := table.MultiverseRow{Level: key.level, Source: key.source, Target: key.target, Measure: measure, Specifications: n,
		Least: number(a.means[0]), Most: number(a.means[n-1]), Median: number((a.means[(n-1)/2] + a.means[n/2]) / 2)}
	s.Below, s.Above, s.Across = a.sides[table.SideBelow], a.sides[table.SideAbove], a.sides[table.SideAcross]
	s.Intervals = n - a.sides[""]
	if a.own != nil {
		s.Default, s.Side = a.own.Mean, a.own.Side
	}
	if s.Side != "" {
		s.ShareAgree = table.Rounded(float64(a.sides[s.Side])/float64(n), table.ShareDecimals)
	}
	return s
}

// view is the answers of one scorer of one run for one voice, scope, threshold
// and way to count copies.
type view struct {
	spec    table.SpecificationRow
	first   bool // of the first run
	of      *standings
	answers []reply
	weights []Weight // of the articles
}

// reply is one article's answer about one target.
type reply struct {
	article uint32
	target  uint8 // its place among the actors
	rows    int32
	value   float64
}

// viewsOf reads the records once, and keeps of them the answers under all choices that
// change answers.
func viewsOf(run ScoredRun, choices Choices, o *Options) ([]view, error) {
	has, err := answersThere(run.Records)
	if err != nil {
		return nil, err
	}
	var out []view
	for _, spec := range specifications(has, choices) {
		spec.Run = run.Name
		out = append(out, view{spec: spec})
	}
	of := &standings{by: o.By}
	for rec, err := range run.Records {
		if err != nil {
			return nil, err
		}
		at := uint32(len(of.list))
		seen := facts(&rec.Article)
		if of.add(&seen); seen.Exclusion != "" {
			continue
		}
		for i := range out {
			out[i].answers = answersUnder(out[i].answers, &out[i].spec, &rec, at)
		}
	}
	of.cut(o)
	var all []view
	for _, dedup := range choices.Dedup {
		weights := of.weigh(dedup)
		for _, v := range out {
			v.spec.Dedup, v.of, v.weights = string(dedup), of, weights
			all = append(all, v)
		}
	}
	return all, nil
}

// specifications are the choices that change answers, for each scorer.
func specifications(has map[string]*answersOf, choices Choices) []table.SpecificationRow {
	var out []table.SpecificationRow
	for _, scorer := range slices.Sorted(maps.Keys(has)) {
		for _, answer := range choices.Answers {
			if !has[scorer].hold(answer, choices.Measure) {
				continue
			}
			for i, threshold := range choices.Thresholds {
				if i > 0 && answer != answerValue && answer != answerReader {
					break // its values are -1, 0 and +1, which no threshold moves
				}
				for _, voice := range choices.Voices {
					for _, scope := range choices.Scopes {
						out = append(out, table.SpecificationRow{Scorer: scorer, Answer: answer, Threshold: table.Rounded(threshold, table.ScoreDecimals), Voice: voice, Scope: scope, Measure: choices.Measure})
					}
				}
			}
		}
	}
	return out
}

// answersOf says what the rows of a scorer hold.
type answersOf struct{ judgments, readers bool }

// answersThere says what the rows hold of each scorer that has portrayals.
func answersThere(all table.Records) (map[string]*answersOf, error) {
	has, judges := map[string]*answersOf{}, map[string]bool{}
	for rec, err := range all {
		if err != nil {
			return nil, err
		}
		for i := range rec.Portrayals {
			p := &rec.Portrayals[i]
			if has[p.Scorer] == nil {
				has[p.Scorer] = &answersOf{}
			}
			has[p.Scorer].readers = has[p.Scorer].readers || p.ReaderPortrayal.Known
		}
		for i := range rec.Judgments {
			judges[rec.Judgments[i].Scorer] = true
		}
	}
	for scorer, h := range has {
		h.judgments = judges[scorer]
	}
	return has, nil
}

// hold reports whether the rows hold an answer.
func (a *answersOf) hold(answer, measure string) bool {
	switch answer {
	case answerJudgments:
		return measure == table.OwnStance && a.judgments
	case answerReader, answerRules:
		return measure == table.Portrayal && a.readers
	}
	return true
}

// answersUnder adds to the answers those of an article that counts.
func answersUnder(to []reply, r *table.SpecificationRow, rec *table.Record, article uint32) []reply {
	by, judged := [2]mean{}, judgedIn(r, rec)
	actors := table.Actors()
	for k := range rec.Portrayals {
		p := &rec.Portrayals[k]
		value, ok := valueUnder(r, p, judged)
		if at := slices.Index(actors[:], p.Target); ok && at >= 0 {
			by[at].add(value)
		}
	}
	for target, m := range by {
		if m.n > 0 {
			to = append(to, reply{article, uint8(target), int32(m.n), m.sum / float64(m.n)})
		}
	}
	return to
}

// judgedAt is a sentence and an actor in it.
type judgedAt struct {
	sentence int
	target   string
}

// judged gives what the source's own judgments in an article add up to.
func judgedIn(r *table.SpecificationRow, rec *table.Record) map[judgedAt]float64 {
	if r.Answer != answerJudgments {
		return nil
	}
	out := map[judgedAt]float64{}
	for i := range rec.Judgments {
		j := &rec.Judgments[i]
		if j.Measured() && j.Scorer == r.Scorer && j.HolderClass == table.NarratorHolder && j.EvaluationKind != table.LabelKind {
			out[judgedAt{j.SentenceNo, j.Target}] += j.Polarity.Value
		}
	}
	return out
}

// value is what a portrayal adds to the answer.
func valueUnder(r *table.SpecificationRow, p *table.PortrayalRow, judged map[judgedAt]float64) (value float64, ok bool) {
	if !p.IsProse() || p.Scorer != r.Scorer || p.Voice != r.Voice || !slices.Contains(extents(p.Scope), r.Scope) {
		return 0, false
	}
	x, label := p.Portrayal, p.PortrayalLabel
	if r.Measure == table.OwnStance {
		x, label = p.OwnStance, p.OwnSign()
	}
	ok = x.Known
	switch r.Answer {
	case answerLabel:
		x.Value = float64(signIndex(label) - 1)
	case answerJudgments:
		x.Value = signed1(judged[judgedAt{p.SentenceNo, p.Target}])
	case answerReader:
		x.Value = p.ReaderPortrayal.Value
	case answerRules:
		x.Value = float64(signIndex(p.LexicalPortrayal) - 1)
	}
	if math.Abs(x.Value) < r.Threshold.Value {
		x.Value = 0
	}
	return x.Value, ok
}

// signed1 is -1, 0 or +1.
func signed1(x float64) float64 {
	if x == 0 {
		return 0
	}
	return math.Copysign(1, x)
}

// rows estimates the view for all sources and for each, in every way to weigh
// and to take time.
func (v *view) rows(choices Choices, seed uint64, o Options, take func(table.SpecificationRow)) error {
	for _, weights := range choices.Weights {
		for _, period := range choices.Periods {
			answers, portrayals := v.units(weights, period, o)
			for key, units := range answers {
				r := v.spec
				r.Portrayals = portrayals[key]
				r.Level, r.Source, r.Target, r.Weights, r.Period = key.level, key.source, key.target, string(weights), period
				r.Default = v.first && (choices.Scorer == "" || r.Scorer == choices.Scorer) && isDefault(&r, o)
				if err := estimateUnder(&r, units, seed, o); err != nil {
					return fmt.Errorf("%s toward %s: %w", cmp.Or(r.Source, "all sources"), r.Target, err)
				}
				take(r) // they are put in order when they are ranked
			}
		}
	}
	return nil
}

type specificationKey struct{ level, source, target string }

func (k specificationKey) compare(o specificationKey) int {
	return cmp.Or(strings.Compare(k.level, o.level), strings.Compare(k.source, o.source), strings.Compare(k.target, o.target))
}

// units gives the answers that enter each estimate of the view, and how many
// portrayals are behind them.
func (v *view) units(weights Weights, period string, o Options) (units map[specificationKey][]stats.Unit, portrayals map[specificationKey]int) {
	units, portrayals = map[specificationKey][]stats.Unit{}, map[specificationKey]int{}
	periods := map[specificationKey][]string{}
	for _, r := range v.answers {
		a := &v.of.list[r.article]
		at, target := v.of.when[a.date], table.Actors()[r.target]
		if period == sureDates && !(a.date != 0 && a.dateIsReliable) || period == evenPeriods && at.Period == "" {
			continue
		}
		u, ok := v.of.unit(a)
		if !ok {
			continue
		}
		obs, weight := Observation{Question: Question{Measure: v.spec.Measure}, Rows: int(r.rows)}, v.weights[r.article]
		own := weights.of(a, &obs)
		for key, copies := range map[specificationKey]float64{
			{table.LevelAll, "", target}: weight.all, {table.LevelSource, u.Name, target}: weight.Own} {
			if copies == 0 || key.level == table.LevelSource && key.source == "" {
				continue
			}
			units[key] = append(units[key], stats.Unit{Cluster: u.cluster, Value: r.value, Weight: copies * own})
			periods[key] = append(periods[key], at.Period)
			portrayals[key] += int(r.rows)
		}
	}
	if period == evenPeriods {
		for key, us := range units {
			even(us, periods[key])
		}
	}
	return units, portrayals
}

// even gives every period the same weight.
func even(units []stats.Unit, periods []string) {
	total := map[string]float64{}
	for i, u := range units {
		total[periods[i]] += u.Weight
	}
	for i := range units {
		units[i].Weight /= total[periods[i]]
	}
}

func isDefault(r *table.SpecificationRow, o Options) bool {
	return r.Answer == answerValue && r.Threshold.Value == 0 && r.Weights == string(o.Weights) && r.Dedup == string(o.Dedup) && r.Voice == table.NarratorVoice && r.Scope == table.AnyScope && r.Period == allPeriods
}

func estimateUnder(r *table.SpecificationRow, units []stats.Unit, seed uint64, o Options) error {
	e, err := o.mean(units, scaleOf(r.Measure), seed)
	if err != nil {
		return err
	}
	r.Articles, r.Clusters, r.Method = e.Units, e.Clusters, string(e.Method)
	r.Mean, r.Low, r.High = table.Rounded(e.Mean, table.ScoreDecimals), table.Rounded(e.Low, table.ScoreDecimals), table.Rounded(e.High, table.ScoreDecimals)
	r.Side, r.Warnings = sideOf(r.Low, r.High), strings.Join(warningCodes(e.Warnings), "; ")
	return nil
}

// compare orders the answers of one question by their size, which makes the
// specification curve.
func compareSpecifications(r, o *table.SpecificationRow) int {
	return cmp.Or(strings.Compare(r.Level, o.Level), strings.Compare(r.Source, o.Source), strings.Compare(r.Target, o.Target),
		cmp.Compare(r.Mean.Value, o.Mean.Value), strings.Compare(r.Run, o.Run), strings.Compare(r.Scorer, o.Scorer), strings.Compare(r.Answer, o.Answer),
		cmp.Compare(r.Threshold.Value, o.Threshold.Value), strings.Compare(r.Weights, o.Weights), strings.Compare(r.Dedup, o.Dedup),
		strings.Compare(r.Voice, o.Voice), strings.Compare(r.Scope, o.Scope), strings.Compare(r.Period, o.Period))
}

func specificationOf(r *table.SpecificationRow) specificationKey {
	return specificationKey{r.Level, r.Source, r.Target}
}

func rank(rows []table.SpecificationRow) {
	slices.SortFunc(rows, func(a, b table.SpecificationRow) int { return compareSpecifications(&a, &b) })
	for i := range rows {
		rows[i].Rank = 1
		if i > 0 && specificationOf(&rows[i-1]) == specificationOf(&rows[i]) {
			rows[i].Rank = rows[i-1].Rank + 1
		}
	}
}

// WriteMultiverseText writes how far the answers over all sources agree.
func WriteMultiverseText(w io.Writer, m *table.Multiverse) error {
	lines := [][]string{{"toward", "answers", "default", "from", "median", "to", "intervals", "below 0", "above 0", "holding 0", "as the default"}}
	for _, s := range m.Summary {
		if s.Level != table.LevelAll {
			continue
		}
		lines = append(lines, []string{s.Target, fmt.Sprint(s.Specifications), orDash(s.Default, table.Signed), orDash(s.Least, table.Signed), orDash(s.Median, table.Signed), orDash(s.Most, table.Signed),
			fmt.Sprint(s.Intervals), fmt.Sprint(s.Below), fmt.Sprint(s.Above), fmt.Sprint(s.Across), orDash(s.ShareAgree, table.Percent)})
	}
	writeAligned(w, lines)
	return nil
}

// orDash writes a number, or a dash where it is missing.
func orDash(x table.Num, write func(float64) string) string {
	if !x.Known {
		return "–"
	}
	return write(x.Value)
}
