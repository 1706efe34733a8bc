package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-7a84ba5f/dyad/stats"
)

// ScoredRun is one set of scored articles for Multiverse, with a name for it: two
// runs over the same articles may differ in lexicon, model or version. One alone
// needs no name.
type ScoredRun struct {
	Name    string
	Records []Record
}

// Choices are the ways to answer the same question that Multiverse combines.
// Every list must have a value.
type Choices struct {
	Thresholds []float64 `json:"thresholds"` // polarity nearer to 0 than this counts as neutral
	Weights    []Weights `json:"weights"`
	Dedup      []Dedup   `json:"dedup"`
	Voices     []string  `json:"voices"`  // narrator: the source's own stance; quoted: all that it quotes
	Periods    []string  `json:"periods"` // all, reliable, even_periods
	Measure    string    `json:"measure"` // tone, direction or tone_with_labels
	Scorer     string    `json:"-"`       // the study's own, for the mark in the rows; "" is any
}

// The ways to take time.
const (
	allPeriods  = "all"          // every article
	sureDates   = "reliable"     // articles whose date is reliable
	evenPeriods = "even_periods" // every period of the study weighs the same; articles without a date are left out
)

// DefaultChoices are the usual ones: three thresholds, and all weights, ways to
// count copies, voices and ways to take time.
func DefaultChoices() Choices {
	return Choices{
		Thresholds: []float64{0, 0.25, 0.75},
		Weights:    []Weights{ByArticle, BySentence, BySalience},
		Dedup:      []Dedup{Within, KeepAll, HeadOnly, Weighted},
		Voices:     []string{narratorVoice, quotedVoice},
		Periods:    []string{allPeriods, sureDates, evenPeriods},
		Measure:    tone,
	}
}

// Validate reports a choice that there is not.
func (c Choices) Validate() error {
	for _, w := range c.Weights {
		if !slices.Contains([]Weights{ByArticle, BySentence, BySalience}, w) {
			return fmt.Errorf("weights %q are none of article, sentence, salience", w)
		}
	}
	for _, d := range c.Dedup {
		if !slices.Contains([]Dedup{Within, KeepAll, HeadOnly, Weighted}, d) {
			return fmt.Errorf("dedup %q is none of within, none, head, weight", d)
		}
	}
	for _, v := range c.Voices {
		if v != narratorVoice && v != quotedVoice {
			return fmt.Errorf("voice %q is neither narrator nor quoted", v)
		}
	}
	for _, p := range c.Periods {
		if p != allPeriods && p != sureDates && p != evenPeriods {
			return fmt.Errorf("period %q is none of all, reliable, even_periods", p)
		}
	}
	for _, t := range c.Thresholds {
		if !(t >= 0 && t < 1) {
			return fmt.Errorf("threshold %v is not from 0 to below 1", t)
		}
	}
	if !slices.Contains([]string{tone, direction, toneWithLabels}, c.Measure) {
		return fmt.Errorf("measure %q is none of tone, direction, tone_with_labels", c.Measure)
	}
	if len(c.Weights)*len(c.Dedup)*len(c.Voices)*len(c.Periods)*len(c.Thresholds) == 0 {
		return fmt.Errorf("a choice has no value")
	}
	return nil
}

// Multiverse is one question under every combination of choices.
type Multiverse struct {
	Rows    []SpecificationRow
	Summary []MultiverseRow
}

// SpecificationRow is a row of multiverse.csv: one answer under one
// combination. The judgments behind it are those of its scorer about its target,
// in scope dyad and with a polarity, of articles that count (of its source, at
// level source) and are none of the copies that its dedup leaves out. Voice
// narrator takes those of holder and voice narrator, voice quoted all in voice
// quoted; labels are left out unless the measure counts them. Period reliable
// takes articles with a reliable date, even_periods those that lie in a period.
// Direction takes evaluated ones, and with a threshold above 0 only those that
// reach it; in the other measures one below the threshold stays and counts as 0.
// Judgments is how many there are.
type SpecificationRow struct {
	Level, Source, Target  string
	Measure                string
	Run, Scorer            string
	Threshold              Num
	Weights, Dedup         string
	Voice, HolderClass     string
	Scope, Period          string
	Rank                   int
	Default                bool
	Articles, Clusters     int
	Judgments              int
	Mean, Low, High        Num
	Method, Sign, Warnings string
}

// MultiverseRow is a row of multiverse_summary.csv: one question.
type MultiverseRow struct {
	Level, Source, Target, Measure string
	Specifications, Intervals      int
	Default, Least, Median, Most   Num
	ShareNegative, ShareZero       Num
	SharePositive                  Num
	Sign                           string
	ShareAgree, ShareClear         Num
}

// NewMultiverse answers the same question, what sources say of each target, under
// every combination of choices, from rows that were scored once. opts is the
// study's own choice, which is marked in the rows; its Period cuts time for
// even_periods, its Rule makes the intervals. Each estimate has a random stream
// of its own, so that more choices move no interval.
func NewMultiverse(runs []ScoredRun, choices Choices, seed uint64, opts Options) (*Multiverse, error) {
	o, err := opts.withDefaults()
	if err != nil {
		return nil, err
	}
	if err := choices.Validate(); err != nil {
		return nil, err
	}
	var views []view
	for i, run := range runs {
		recs := slices.SortedFunc(slices.Values(run.Records), func(a, b Record) int { return strings.Compare(a.Article.DocID, b.Article.DocID) })
		for _, v := range viewsOf(run.Name, recs, choices, o) {
			v.first = i == 0
			views = append(views, v)
		}
	}
	made, err := inParallel(views, o.Workers, func(v view) ([]SpecificationRow, error) { return v.rows(choices, seed, o) })
	if err != nil {
		return nil, err
	}
	m := &Multiverse{Rows: slices.Concat(made...)}
	m.rank()
	m.summarise()
	return m, nil
}

// view is the answers of one scorer of one run for one voice, threshold and
// way to count copies.
type view struct {
	spec    SpecificationRow
	first   bool // of the first run
	answers []reply
}

// reply is one article's answer about one target.
type reply struct {
	article *ArticleRow
	target  string
	value   float64
	rows    int
	copies  weight
	at      when
}

func viewsOf(name string, recs []Record, choices Choices, o Options) []view {
	var out []view
	for _, scorer := range scorersOf(recs) {
		for _, threshold := range choices.Thresholds {
			for _, voice := range choices.Voices {
				answers := answersOf(recs, scorer, voice, threshold, choices.Measure, o)
				for _, dedup := range choices.Dedup {
					weights := weigh(recs, dedup)
					v := view{spec: SpecificationRow{Run: name, Scorer: scorer, Threshold: num(threshold, scoreDecimals),
						Voice: voice, HolderClass: holderOf(voice), Scope: dyadScope, Dedup: string(dedup), Measure: choices.Measure}}
					for i, of := range answers {
						for _, a := range of {
							a.copies = weights[i]
							v.answers = append(v.answers, a)
						}
					}
					out = append(out, v)
				}
			}
		}
	}
	return out
}

func scorersOf(recs []Record) []string {
	var out []string
	for i := range recs {
		for j := range recs[i].Judgments {
			if s := recs[i].Judgments[j].Scorer; !slices.Contains(out, s) {
				out = append(out, s)
			}
		}
	}
	slices.Sort(out)
	return out
}

// answersOf gives the answers of each record that counts.
func answersOf(recs []Record, scorer, voice string, threshold float64, measure string, o Options) [][]reply {
	out := make([][]reply, len(recs))
	for i := range recs {
		a := &recs[i].Article
		if a.ExclusionReason != "" {
			continue
		}
		by := map[string]*mean{}
		for k := range recs[i].Judgments {
			j := &recs[i].Judgments[k]
			if j.Scorer != scorer || !j.Polarity.Known || !inView(j, voice, measure) {
				continue
			}
			value := j.Polarity.Value
			if math.Abs(value) < threshold {
				value = 0
			}
			if measure == direction && (!j.Evaluated || value == 0 && threshold > 0) {
				continue
			}
			if by[j.Target] == nil {
				by[j.Target] = &mean{}
			}
			by[j.Target].add(value)
		}
		for _, target := range Targets() {
			if m := by[target]; m != nil {
				out[i] = append(out[i], reply{article: a, target: target, value: m.sum / float64(m.n), rows: m.n, at: o.when(a.PublishDate)})
			}
		}
	}
	return out
}

// holderOf is whose judgments a voice takes.
func holderOf(voice string) string {
	if voice == quotedVoice {
		return anyHolder
	}
	return narratorHolder
}

// inView says whether a judgment enters the question.
func inView(j *JudgmentRow, voice, measure string) bool {
	switch {
	case j.EvaluationKind == labelKind && measure != toneWithLabels:
		return false
	case voice == quotedVoice:
		return isQuoted(j)
	}
	return j.Scope == dyadScope && j.Voice == narratorVoice && j.HolderClass == narratorHolder
}

// rows estimates the view for all sources and for each, in every way to weigh
// and to take time.
func (v *view) rows(choices Choices, seed uint64, o Options) ([]SpecificationRow, error) {
	var out []SpecificationRow
	for _, weights := range choices.Weights {
		for _, period := range choices.Periods {
			answers, judgments := v.units(weights, period)
			for key, units := range answers {
				r := v.spec
				r.Judgments = judgments[key]
				r.Level, r.Source, r.Target, r.Weights, r.Period = key.level, key.source, key.target, string(weights), period
				r.Default = v.first && (choices.Scorer == "" || r.Scorer == choices.Scorer) && r.isDefault(o)
				if err := r.estimate(units, seed, o); err != nil {
					return nil, fmt.Errorf("%s toward %s: %w", cmp.Or(r.Source, "all sources"), r.Target, err)
				}
				out = append(out, r)
			}
		}
	}
	return out, nil // put in order when they are ranked
}

type specificationKey struct{ level, source, target string }

// units gives the answers that enter each estimate of the view, and how many
// judgments are behind them.
func (v *view) units(weights Weights, period string) (units map[specificationKey][]stats.Unit, judgments map[specificationKey]int) {
	units, judgments = map[specificationKey][]stats.Unit{}, map[specificationKey]int{}
	periods := map[specificationKey][]string{}
	for _, a := range v.answers {
		if period == sureDates && !(a.article.PublishDate != "" && a.article.DateIsReliable) || period == evenPeriods && a.at.period == "" {
			continue
		}
		obs := observation{question: question{measure: v.spec.Measure}, rows: a.rows}
		own := weights.of(a.article, &obs)
		for key, copies := range map[specificationKey]float64{
			{levelAll, "", a.target}: a.copies.all, {levelSource, a.article.Source, a.target}: a.copies.own} {
			if copies == 0 || key.level == levelSource && key.source == "" {
				continue
			}
			units[key] = append(units[key], stats.Unit{Cluster: cmp.Or(a.article.StoryClusterID, a.article.DocID), Value: a.value, Weight: copies * own})
			periods[key] = append(periods[key], a.at.period)
			judgments[key] += a.rows
		}
	}
	if period == evenPeriods {
		for key, us := range units {
			even(us, periods[key])
		}
	}
	return units, judgments
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

func (r *SpecificationRow) isDefault(o Options) bool {
	return r.Threshold.Value == 0 && r.Weights == string(o.Weights) && r.Dedup == string(o.Dedup) && r.Voice == narratorVoice && r.Period == allPeriods
}

func (r *SpecificationRow) estimate(units []stats.Unit, seed uint64, o Options) error {
	src := stats.NewStream(seed, "multiverse", r.Run, r.Level, r.Source, r.Target, r.Measure, r.Scorer,
		strconv.FormatFloat(r.Threshold.Value, 'f', -1, 64), r.Weights, r.Dedup, r.Voice, r.Period)
	e, err := o.mean(units, src)
	if err != nil {
		return err
	}
	r.Articles, r.Clusters, r.Method = e.Units, e.Clusters, string(e.Method)
	r.Mean, r.Low, r.High = num(e.Mean, scoreDecimals), num(e.Low, scoreDecimals), num(e.High, scoreDecimals)
	r.Sign, r.Warnings = signOf(r.Mean), strings.Join(warningCodes(e.Warnings), "; ")
	return nil
}

func signOf(x Num) string {
	switch {
	case !x.Known:
		return ""
	case x.Value < 0:
		return negative
	case x.Value > 0:
		return positiveName
	}
	return "zero"
}

// compare orders the answers of one question by their size, which makes the
// specification curve.
func (r *SpecificationRow) compare(o *SpecificationRow) int {
	return cmp.Or(strings.Compare(r.Level, o.Level), strings.Compare(r.Source, o.Source), strings.Compare(r.Target, o.Target),
		cmp.Compare(r.Mean.Value, o.Mean.Value), strings.Compare(r.Run, o.Run), strings.Compare(r.Scorer, o.Scorer),
		cmp.Compare(r.Threshold.Value, o.Threshold.Value), strings.Compare(r.Weights, o.Weights), strings.Compare(r.Dedup, o.Dedup),
		strings.Compare(r.Voice, o.Voice), strings.Compare(r.Period, o.Period))
}

func (r *SpecificationRow) key() specificationKey {
	return specificationKey{r.Level, r.Source, r.Target}
}

func (m *Multiverse) rank() {
	slices.SortFunc(m.Rows, func(a, b SpecificationRow) int { return a.compare(&b) })
	for i := range m.Rows {
		m.Rows[i].Rank = 1
		if i > 0 && m.Rows[i-1].key() == m.Rows[i].key() {
			m.Rows[i].Rank = m.Rows[i-1].Rank + 1
		}
	}
}

// summarise says of each question how far its answers agree.
func (m *Multiverse) summarise() {
	for from := 0; from < len(m.Rows); {
		to := from
		for to < len(m.Rows) && m.Rows[to].key() == m.Rows[from].key() {
			to++
		}
		m.Summary = append(m.Summary, summaryOf(m.Rows[from:to]))
		from = to
	}
}

func summaryOf(rows []SpecificationRow) MultiverseRow {
	first, n := rows[0], len(rows)
	s := MultiverseRow{Level: first.Level, Source: first.Source, Target: first.Target, Measure: first.Measure,
		Specifications: n, Least: first.Mean, Most: rows[n-1].Mean}
	s.Median = num((rows[(n-1)/2].Mean.Value+rows[n/2].Mean.Value)/2, scoreDecimals)
	signs, clear := map[string]int{}, map[string]int{}
	for _, r := range rows {
		signs[r.Sign]++
		if r.Default && !s.Default.Known {
			s.Default = r.Mean
		}
		if !r.Low.Known {
			continue
		}
		s.Intervals++
		if r.Low.Value > 0 || r.High.Value < 0 {
			clear[r.Sign]++
		}
	}
	share := func(k, of int) Num {
		if of == 0 {
			return Num{}
		}
		return num(float64(k)/float64(of), shareDecimals)
	}
	s.ShareNegative, s.ShareZero, s.SharePositive = share(signs[negative], n), share(signs["zero"], n), share(signs[positiveName], n)
	s.Sign = signOf(s.Median)
	if s.Default.Known {
		s.Sign = signOf(s.Default)
	}
	s.ShareAgree, s.ShareClear = share(signs[s.Sign], n), share(clear[s.Sign], s.Intervals)
	return s
}
