package report

import (
	"cmp"
	"math"
	"slices"
)

// Interval is a figure with its interval; what is missing is not known.
type Interval struct{ Value, Low, High Num }

// Corrected is a mean, or a difference, as the scorer has it and as human codes
// correct it.
type Corrected struct {
	Figure string // mean or difference
	Asked
	Of, Against string // a source, "all", or the other side of a difference
	By          string // what the clusters are: stories or outlets
	Clusters    int
	Gold        int // codes that it rests on
	Effective   Num // how many drawn with one probability would tell as much
	Naive, PPI  Interval
	DSL         Interval
	Warnings    string
}

// Three are the naive figure and both corrections.
func (c *Corrected) Three() [3]Interval { return [3]Interval{c.Naive, c.PPI, c.DSL} }

// Width is the width of an interval over that of the naive figure.
func (c *Corrected) Width(e Interval) Num {
	if !c.Naive.Low.Known || !e.Low.Known || c.Naive.High.Value == c.Naive.Low.Value {
		return Num{}
	}
	return num((e.High.Value-e.Low.Value)/(c.Naive.High.Value-c.Naive.Low.Value), scoreDecimals)
}

// everyOutlet names a column and its only group, by which the outlets of all
// articles are the clusters.
const everyOutlet = "all outlets"

// SideBySide corrects the means of all articles and of sources, and the
// differences between sources, by the codes of the options' Gold, which was
// matched with the records. Questions without a code have no rows. Where sources
// are known, the mean of all stands there twice: over stories and over outlets.
func SideBySide(info Info, recs []Record, o Options) ([]Corrected, error) {
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
		if e.Level == levelAll {
			of = levelAll
		}
		out = append(out, correctedMean(e, of, map[bool]string{true: "stories", false: by}[e.Level == levelAll]))
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
			if e := &grouped.Sources[i]; e.Level != levelAll {
				out = append(out, correctedMean(e, levelAll, "outlets"))
			}
		}
	}
	out = slices.DeleteFunc(out, func(c Corrected) bool { return c.Gold == 0 || !c.Naive.Value.Known })
	slices.SortStableFunc(out, func(a, b Corrected) int {
		return cmp.Or(a.question().compare(b.question()), -cmp.Compare(a.Figure, b.Figure), cmp.Compare(rankOf(a.Of), rankOf(b.Of)),
			cmp.Compare(a.Of, b.Of), cmp.Compare(a.Against, b.Against), -cmp.Compare(a.By, b.By))
	})
	return out, nil
}

// rankOf puts all articles before the sources.
func rankOf(of string) int {
	if of == levelAll {
		return 0
	}
	return 1
}

func correctedMean(e *EstimateRow, of, by string) Corrected {
	return Corrected{Figure: "mean", Asked: e.Asked, Of: of, By: by, Clusters: e.Clusters, Gold: e.Gold, Effective: e.GoldEffective,
		Naive: Interval{e.Mean, e.Low, e.High}, PPI: Interval{e.PPI, e.PPILow, e.PPIHigh}, DSL: Interval{e.DSL, e.DSLLow, e.DSLHigh}, Warnings: e.Warnings}
}

// inOneGroup gives all articles one group.
func inOneGroup(recs []Record) []Record {
	out := slices.Clone(recs)
	for i := range out {
		out[i].Article.Meta = append(slices.Clone(out[i].Article.Meta), MetaCell{everyOutlet, everyOutlet})
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
