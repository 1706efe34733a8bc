package report

import (
	"cmp"
	"math"
	"slices"

	"github.com/seed-7a84ba5f/dyad/report/table"
)

// Interval is a figure with its interval; what is missing is not known.
type Interval struct{ Value, Low, High table.Num }

// Corrected is a mean, or a difference, as the scorer has it and as human codes
// correct it.
type Corrected struct {
	Figure string // mean or difference
	table.Asked
	Of, Against string // a source, "all", or the other side of a difference
	By          string // what the clusters are: stories or outlets
	Clusters    int
	Gold        int       // codes that it rests on
	Effective   table.Num // how many drawn with one probability would tell as much
	Naive, PPI  Interval
	DSL         Interval
	Warnings    string
}

// Three are the naive figure and both corrections.
func (c *Corrected) Three() [3]Interval { return [3]Interval{c.Naive, c.PPI, c.DSL} }

// Width is the width of an interval over that of the naive figure.
func (c *Corrected) Width(e Interval) table.Num {
	if !c.Naive.Low.Known || !e.Low.Known || c.Naive.High.Value == c.Naive.Low.Value {
		return table.Num{}
	}
	return table.Rounded((e.High.Value-e.Low.Value)/(c.Naive.High.Value-c.Naive.Low.Value), table.ScoreDecimals)
}

// everyOutlet names a column and its only group, by which the outlets of all
// articles are the clusters.
const everyOutlet = "all outlets"

// SideBySide corrects the means of all articles and of sources, and the
// differences between sources, by the codes of the options' Gold, which was
// matched with the records. Questions without a code have no rows. Where sources
// are known, the mean of all stands there twice: over stories and over outlets.
func SideBySide(info table.Info, recs []table.Record, o Options) ([]Corrected, error) {
	run, err := Build(info, recs, o)
	if err != nil {
		return nil, err
	}
	by := "stories"
	if o.By != "" {
		by = "outlets"
	}
	var out []Corrected
	for i := range run.Sources {
		e := &run.Sources[i]
		of := e.Source
		if e.Level == table.LevelAll {
			of = table.LevelAll
		}
		out = append(out, correctedMean(e, of, map[bool]string{true: "stories", false: by}[e.Level == table.LevelAll]))
	}
	for i := range run.Contrasts {
		c := &run.Contrasts[i]
		if c.Gold == 0 || c.OtherGold == 0 {
			continue
		}
		out = append(out, Corrected{Figure: "difference", Asked: c.Asked, Of: c.Source, Against: cmp.Or(c.Other, "others"), By: by, Clusters: c.Clusters + c.OtherClusters,
			Gold: c.Gold + c.OtherGold, Naive: Interval{c.Difference, c.Low, c.High}, PPI: Interval{c.PPI, c.PPILow, c.PPIHigh},
			DSL: Interval{c.DSL, c.DSLLow, c.DSLHigh}, Warnings: c.Warnings})
	}
	if o.By == "" {
		o.By = everyOutlet
		grouped, err := Build(info, inOneGroup(recs), o)
		if err != nil {
			return nil, err
		}
		for i := range grouped.Sources {
			if e := &grouped.Sources[i]; e.Level != table.LevelAll {
				out = append(out, correctedMean(e, table.LevelAll, "outlets"))
			}
		}
	}
	out = slices.DeleteFunc(out, func(c Corrected) bool { return c.Gold == 0 || !c.Naive.Value.Known })
	slices.SortStableFunc(out, func(a, b Corrected) int {
		return cmp.Or(QuestionOf(&a.Asked).compare(QuestionOf(&b.Asked)), -cmp.Compare(a.Figure, b.Figure), cmp.Compare(sourceRank(a.Of), sourceRank(b.Of)),
			cmp.Compare(a.Of, b.Of), cmp.Compare(a.Against, b.Against), -cmp.Compare(a.By, b.By))
	})
	return out, nil
}

// sourceRank puts all articles before the sources.
func sourceRank(of string) int {
	if of == table.LevelAll {
		return 0
	}
	return 1
}

func correctedMean(e *table.EstimateRow, of, by string) Corrected {
	return Corrected{Figure: "mean", Asked: e.Asked, Of: of, By: by, Clusters: e.Clusters, Gold: e.Gold, Effective: e.GoldEffective,
		Naive: Interval{e.Mean, e.Low, e.High}, PPI: Interval{e.PPI, e.PPILow, e.PPIHigh}, DSL: Interval{e.DSL, e.DSLLow, e.DSLHigh}, Warnings: e.Warnings}
}

// inOneGroup gives all articles one group.
func inOneGroup(recs []table.Record) []table.Record {
	out := slices.Clone(recs)
	for i := range out {
		out[i].Article.Meta = append(slices.Clone(out[i].Article.Meta), table.MetaCell{Name: everyOutlet, Value: everyOutlet})
	}
	return out
}

// effectiveCodes is how many codes of one weight tell as much as those of rows,
// which stand for the inverse of their probability (Kish 1965).
func effectiveCodes(rows []sampledRow) float64 {
	sum, squares := 0.0, 0.0
	for _, r := range rows {
		if !math.IsNaN(r.Human) {
			w := r.Weight / r.Probability
			sum, squares = sum+w, squares+w*w
		}
	}
	return sum * sum / squares
}
