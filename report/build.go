package report

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/seed-7a84ba5f/dyad/stats"
)

// Period is the length of the periods of the timeline.
type Period string

// The periods.
const (
	Day     Period = "day"     // 2020-10-10
	Week    Period = "week"    // 2020-W41, as ISO 8601 counts weeks
	Month   Period = "month"   // 2020-10
	Quarter Period = "quarter" // 2020-Q4
	Year    Period = "year"    // 2020
	Events  Period = "events"  // from one event to the next: 2020-02-29 Doha agreement
)

// Event is something that may have changed how sources write.
type Event struct {
	Name string
	Date string // 2006-01-02; the day itself counts as after the event
}

// Weights says what an article weighs in a mean of article means.
type Weights string

// The weights.
const (
	ByArticle  Weights = "article"  // every article the same
	BySentence Weights = "sentence" // its rows in the cell
	BySalience Weights = "salience" // the share of its sentences that have such a row
)

// Dedup says how articles that copy one text count in estimates. Their cluster
// is the resampling unit in every mode.
type Dedup string

// The ways to count copies.
const (
	Within   Dedup = "within" // those inside one source count once, those in other sources stay
	KeepAll  Dedup = "none"   // every article counts
	HeadOnly Dedup = "head"   // only one article of each cluster counts
	Weighted Dedup = "weight" // an article of a cluster of n weighs 1/n in rows of all sources; else as Within
)

// Options says how rows become estimates. What decides figures is part of the
// study or one of the inputs, so that the run's name covers it; Workers changes
// none.
type Options struct {
	Period      Period       // "" is Month
	Events      []Event      // in order of their dates, which differ
	EventDays   int          // compared on either side of an event; 0 is 180
	Dedup       Dedup        // "" is Within
	By          string       // the researcher's column, without the prefix meta_, whose groups take the place of sources; "" for none
	Weights     Weights      // "" is ByArticle
	Means       stats.Method // of the intervals of means; "" is that of stats.Mean
	Differences stats.Method // of those of differences; "" is stats.MethodOuter
	Rule        stats.Rule   // the zero Rule is stats.DefaultRule
	Gold        *Gold        // human codes, matched with the records; nil for none
	// Multiverse are the choices under which the question is asked again, nil
	// for none: a table more, which moves no other figure.
	Multiverse *Choices
	// Validation are the rows of tables that dyad validate wrote, nil for none.
	Validation []table.ValidationRow
	Workers    int // 0 is 1
}

// withDefaults fills in and checks.
func (o Options) withDefaults() (Options, error) {
	if o.Period == "" {
		o.Period = Month
	}
	if !slices.Contains([]Period{Day, Week, Month, Quarter, Year, Events}, o.Period) {
		return o, fmt.Errorf("period %q is none of day, week, month, quarter, year, events", o.Period)
	}
	o.EventDays = cmp.Or(o.EventDays, 180)
	if o.EventDays < 0 {
		return o, fmt.Errorf("%d days around an event", o.EventDays)
	}
	if err := checkEvents(o.Events); err != nil {
		return o, err
	}
	if o.Weights == "" {
		o.Weights = ByArticle
	}
	if !slices.Contains([]Weights{ByArticle, BySentence, BySalience}, o.Weights) {
		return o, fmt.Errorf("weights %q are none of article, sentence, salience", o.Weights)
	}
	if o.Means != "" {
		if _, err := stats.MeanBy(o.Means, nil, stats.DefaultRule(), 0); err != nil {
			return o, err
		}
	}
	if o.Differences == "" {
		o.Differences = stats.MethodOuter
	}
	if o.Dedup == "" {
		o.Dedup = Within
	}
	if !slices.Contains([]Dedup{Within, KeepAll, HeadOnly, Weighted}, o.Dedup) {
		return o, fmt.Errorf("dedup %q is none of within, none, head, weight", o.Dedup)
	}
	if o.Rule == (stats.Rule{}) {
		o.Rule = stats.DefaultRule()
	}
	if o.By != "" { // fewer outlets do not show how outlets of a group differ, whatever the study allows
		o.Rule.MinClusters = max(o.Rule.MinClusters, minOutlets)
		o.Rule.SmallClusters = max(o.Rule.SmallClusters, o.Rule.MinClusters)
	}
	o.Workers = max(o.Workers, 1)
	return o, o.Rule.Validate()
}

// mean estimates a mean by the method of the study. Its interval is cut to the
// scale; one that covers more than half of it says nothing and is left out.
func (o *Options) mean(units []stats.Unit, on scale, seed uint64) (e stats.Estimate, err error) {
	if o.Means == "" {
		e, err = stats.Mean(units, o.Rule, seed)
	} else {
		e, err = stats.MeanBy(o.Means, units, o.Rule, seed)
	}
	var wide bool
	if e.Low, e.High, wide = on.cut(e.Low, e.High); wide {
		e.Method, e.Level, e.Warnings = stats.MethodNone, math.NaN(), append(e.Warnings, WarnWide)
	}
	return e, err
}

// wideShare is the share of its scale from which an interval says nothing.
const wideShare = 0.5

// cut keeps an interval within the scale; one that then covers more than
// wideShare of it is too wide, and has no ends.
func (l scale) cut(low, high float64) (float64, float64, bool) {
	low, high = max(low, l.low), min(high, l.high)
	if high-low > wideShare*(l.high-l.low) {
		return math.NaN(), math.NaN(), true
	}
	return low, high, false
}

// difference keeps the interval of a difference of two means on the scale within
// what is possible, and takes it and the p-value away where it is too wide.
func (l scale) difference(d *stats.Difference) {
	most := l.high - l.low
	var wide bool
	if d.Low, d.High, wide = (scale{-most, most}).cut(d.Low, d.High); wide {
		d.Method, d.Level, d.P, d.Warnings = stats.MethodNone, math.NaN(), math.NaN(), append(d.Warnings, WarnWide)
	}
}

// Run is a run: its tables, and what they were made from.
type Run struct {
	table.Tables
	Info    table.Info
	Options Options

	state *State
}

// Build makes the tables of a run from the rows of its articles, which are all in
// memory, in any order. It is an error if two articles have the same doc_id.
func Build(info table.Info, recs []table.Record, opts Options) (*Run, error) {
	return BuildFrom(info, table.RecordsOf(recs), opts)
}

// BuildFrom makes the tables of a run from records that can be read as long as the run
// is in use: its Rows are read from them anew for each table. What estimates need is
// held in a State, and no row.
func BuildFrom(info table.Info, all table.Records, opts Options) (*Run, error) {
	opts, err := opts.withDefaults()
	if err != nil {
		return nil, err
	}
	s := NewState(opts.By)
	for rec, err := range all {
		if err == nil {
			o := observe(&rec, opts.Gold)
			err = s.Add(&o)
		}
		if err != nil {
			return nil, errors.Join(err, s.Close())
		}
	}
	return buildState(info, s, all, opts)
}

// buildState is BuildFrom with a state that has been made of the same records, and which
// it closes.
func buildState(info table.Info, s *State, all table.Records, opts Options) (run *Run, err error) {
	defer func() { err = errors.Join(err, s.Close()) }()
	if opts, err = opts.withDefaults(); err != nil {
		return nil, err
	}
	id, err := info.RunID()
	if err != nil {
		return nil, err
	}
	info.Intake = info.Intake.Sorted()
	if err := s.settle(&opts); err != nil {
		return nil, err
	}
	for _, l := range info.LeftOut {
		s.left[leftOut{l.Reason, l.Source}] += l.N
	}
	info.LeftOut = leftOutRows(s.left)
	run = &Run{Tables: table.Tables{ID: id, By: opts.By, Meta: s.metaNames(), Counts: s.counts}, Info: info, Options: opts, state: s}
	if opts.By != "" && len(s.list) > 0 && !slices.Contains(run.Meta, opts.By) {
		return nil, &ColumnError{opts.By, run.Meta}
	}
	counted := s.headlineOf(info.OwnScorer())
	run.Rows = s.rows(all, run.Meta, counted)
	return run, run.estimate(counted)
}

// estimate fills in the tables of estimates.
func (r *Run) estimate(counted headline) error {
	s, seed, opts := r.state, r.Info.Seed, r.Options
	e, err := s.aggregate(seed, opts)
	if err != nil {
		return err
	}
	r.Sources, r.Timeline, r.Contrasts = e.sources, e.timeline, e.contrasts
	r.Trends, r.Variance = e.trends, e.variance
	r.Labels, r.Flow = s.labels.table(), s.flow(&r.Info)
	if r.FrameShares, err = s.frameShares(seed, opts); err != nil {
		return err
	}
	if r.AnswerMeans, err = s.answerMeans(seed, opts); err != nil {
		return err
	}
	r.Validation = opts.Validation
	r.Summary = r.summarise(counted.portrayals)
	if r.Stances, err = s.stanceMatrix(counted.judgments, r.sourceCounts(), seed, opts); err != nil {
		return err
	}
	if opts.Multiverse != nil {
		choices := *opts.Multiverse
		choices.Scorer = counted.portrayals
		r.Multiverse, err = NewMultiverse([]ScoredRun{{Records: r.Rows}}, choices, seed, opts)
	}
	return err
}

// Standing says how an article counts among its copies.
type Standing struct {
	IsCopy             bool // another of its source counts in its place, as the study has it
	InSource, Anywhere bool // another of its source, or of any, would where the study had it so
}

// Standing is that of an article, by its place among the Rows.
func (r *Run) Standing(article int) Standing {
	s := r.state
	return Standing{s.weights[article].Own == 0, s.inSource[article], s.anywhere[article]}
}

// Facts are what is known of the articles together.
type Facts struct {
	Excluded                  int    // that do not count
	Sources                   int    // that are known, also of articles that do not count
	First, Last               string // day of those that count
	NoSource, Undated, Unsure int    // of those that count
}

// Facts of the run's articles.
func (r *Run) Facts() Facts {
	f, sources := Facts{Excluded: r.state.excluded}, map[uint32]bool{0: true}
	for i := range r.state.list {
		a := &r.state.list[i]
		sources[a.source] = true
		day := r.state.date(a)
		switch {
		case !a.counts:
			continue
		case day == "":
			f.Undated++
		case !a.dateIsReliable:
			f.Unsure++
		}
		if a.source == 0 {
			f.NoSource++
		}
		if day != "" && (f.First == "" || day < f.First) {
			f.First = day
		}
		f.Last = max(f.Last, day)
	}
	f.Sources = len(sources) - 1
	return f
}

// comparePortrayals orders the portrayals of an article. Ids end in running
// numbers; the longer of two is the later.
func comparePortrayals(a, b table.PortrayalRow) int {
	return cmp.Or(cmp.Compare(a.SentenceNo, b.SentenceNo), cmp.Compare(a.Scorer, b.Scorer), cmp.Compare(a.Target, b.Target),
		cmp.Compare(len(a.PortrayalID), len(b.PortrayalID)), cmp.Compare(a.PortrayalID, b.PortrayalID))
}

// compareJudgments orders the judgments of an article, compareRelations its
// relations.
func compareJudgments(a, b table.JudgmentRow) int {
	return cmp.Or(cmp.Compare(a.SentenceNo, b.SentenceNo), cmp.Compare(a.Scorer, b.Scorer),
		cmp.Compare(a.Target, b.Target), cmp.Compare(a.HolderClass, b.HolderClass),
		cmp.Compare(len(a.JudgmentID), len(b.JudgmentID)), cmp.Compare(a.JudgmentID, b.JudgmentID))
}

func compareRelations(a, b table.RelationRow) int {
	return cmp.Or(cmp.Compare(a.SentenceNo, b.SentenceNo), cmp.Compare(a.Scorer, b.Scorer),
		cmp.Compare(a.Agent, b.Agent), cmp.Compare(a.Theme, b.Theme),
		cmp.Compare(len(a.RelationID), len(b.RelationID)), cmp.Compare(a.RelationID, b.RelationID))
}

// alignMeta gives a row a cell for every name, in order.
func alignMeta(cells []table.MetaCell, names []string) []table.MetaCell {
	out := make([]table.MetaCell, len(names))
	for i, n := range names {
		out[i].Name = n
		if at := slices.IndexFunc(cells, func(m table.MetaCell) bool { return m.Name == n }); at >= 0 {
			out[i].Value = cells[at].Value
		}
	}
	return out
}
