package report

import (
	"cmp"
	"slices"

	"github.com/seed-7a84ba5f/dyad/stance"
)

// StanceRow is a row of stance_matrix.csv: who is how far for or against whom,
// by voice. The columns are explained in Schema.
type StanceRow struct {
	Level, Source            string
	Holder, Target, Voice    string
	Scorer                   string
	Articles, Clusters, Rows int
	For, Against             int // rows
	Mean, Low, High, CILevel Num
	Method                   string
	SmallN                   bool
	Note, Warnings           string
}

func stanceFields() []field[StanceRow] {
	type row = StanceRow
	measured := func(r *row) bool { return r.Mean.Known }
	return []field[row]{
		text("level", "all, source", "over all articles, or those of one source", func(r *row) *string { return &r.Level }),
		text("source", "", "the news outlet; empty at level all, and where it is not known", func(r *row) *string { return &r.Source }),
		text("holder_class", holderRange, "whose attitude; narrator is the source itself", func(r *row) *string { return &r.Holder }),
		text("target", actorRange, "toward whom", func(r *row) *string { return &r.Target }),
		text("voice", "any, narrator, quoted", "in whose words it is told; any pools both, and stands for every pair of holder and target, also where nothing was measured", func(r *row) *string { return &r.Voice }),
		text("scorer", "", "who scored; empty where nothing was measured", func(r *row) *string { return &r.Scorer }),
		count("n_articles", "articles", "articles with such a judgment", func(r *row) *int { return &r.Articles }),
		count("n_clusters", "clusters", "their clusters of copies that enter the estimate", func(r *row) *int { return &r.Clusters }),
		count("n_rows", "rows", "rows of judgments that enter, labels left out", func(r *row) *int { return &r.Rows }),
		count("n_for", "rows", "those of them that are for the target", func(r *row) *int { return &r.For }),
		count("n_against", "rows", "those that are against it", func(r *row) *int { return &r.Against }),
		number("mean", scoreDecimals, polarityRange(), "mean of article means of polarity; empty where nothing was measured", func(r *row) *Num { return &r.Mean }),
		number("ci_low", scoreDecimals, polarityRange(), "lower end of its interval; empty where there is none, and note says why", func(r *row) *Num { return &r.Low }),
		number("ci_high", scoreDecimals, polarityRange(), "upper end", func(r *row) *Num { return &r.High }),
		number("ci_level", shareDecimals, shareRange(), "confidence level that the interval reaches", func(r *row) *Num { return &r.CILevel }),
		text("ci_method", methodRange, "how the interval was made", func(r *row) *string { return &r.Method }),
		truth("flag_small_n", "true where there are too few clusters for the default interval", func(r *row) *bool { return &r.SmallN }).when(measured),
		text("note", "", "nothing measured; too little data for an interval, with the articles there are; balanced, where the interval covers 0; empty where the figure speaks for itself", func(r *row) *string { return &r.Note }),
		text("warnings", "a; b", "as in sources", func(r *row) *string { return &r.Warnings }),
	}
}

// stancePairs are the pairs of holder and target of the matrix, in its order.
func stancePairs() [][2]string {
	a := Actors()
	other, own := string(stance.HolderOther), narratorHolder
	return [][2]string{{a[0], a[1]}, {a[1], a[0]}, {other, a[0]}, {other, a[1]}, {own, a[0]}, {own, a[1]}}
}

// stanceCells gathers the judgments of a scorer by holder, target and voice. The
// cells of both voices together are those of sources.csv, and have their intervals.
func stanceCells(recs []Record, scorer string, o Options) (cells, error) {
	weights, cs := weigh(recs, o.Dedup), cells{}
	for i := range recs {
		a := &recs[i].Article
		u, ok := o.unit(a)
		if a.ExclusionReason != "" || !ok {
			continue
		}
		ts := tallies{}
		for k := range recs[i].Judgments {
			j := &recs[i].Judgments[k]
			if j.Scorer != scorer || !j.isProse() || !j.Polarity.Known || j.EvaluationKind == labelKind ||
				!slices.Contains(stancePairs(), [2]string{j.HolderClass, j.Target}) {
				continue
			}
			for _, voice := range []string{"", j.Voice} {
				q := question{scorer: scorer, voice: voice, holder: j.HolderClass, target: j.Target, measure: directed}
				ts.add(q, "", j.Polarity.Value, j.PolarityLabel, j.ActorRelation)
			}
		}
		for q, t := range ts {
			obs := observation{question: q, value: t.mean(), rows: t.rows, signs: t.signs, proxies: t.proxies, hasSigns: true}
			if err := cs.add(a, u, "", when{}, obs, weights[i].times(o.Weights.of(a, &obs))); err != nil {
				return nil, err
			}
		}
	}
	return cs, nil
}

// stanceMatrix makes the rows of stance_matrix: every pair of holder and target over
// all articles and in each source, then by voice where something was measured.
func stanceMatrix(recs []Record, scorer string, sources []sourceCount, seed uint64, o Options) ([]StanceRow, error) {
	cs, err := stanceCells(recs, scorer, o)
	if err != nil {
		return nil, err
	}
	rows, err := cs.estimate(seed, o)
	if err != nil {
		return nil, err
	}
	index := cellIndex(rows)
	var out []StanceRow
	add := func(level, source string) {
		for _, pair := range stancePairs() {
			for _, voice := range []string{"", narratorVoice, quotedVoice} {
				key := cellKey{level: level, source: source, question: question{scorer: scorer, scope: anyScope, voice: voice, holder: pair[0], target: pair[1], measure: directed}}
				e := index[key]
				if e == nil && voice != "" {
					continue
				}
				out = append(out, stanceRow(key, e, cs[key], o.By))
			}
		}
	}
	add(levelAll, "")
	for _, s := range sources {
		add(levelSource, s.name)
	}
	return out, nil
}

// stanceRow makes a row of an estimate, which is nil where nothing was measured.
func stanceRow(key cellKey, e *EstimateRow, c *cell, by string) StanceRow {
	r := StanceRow{Level: key.level, Source: key.source, Holder: key.holder, Target: key.target, Voice: cmp.Or(key.voice, anyVoice), Note: nothingMeasured}
	if e == nil {
		return r
	}
	r.Scorer, r.Articles, r.Clusters, r.Rows, r.Against, r.For = e.Scorer, e.Articles, e.Clusters, e.Rows, c.signs[0], c.signs[2]
	r.Mean, r.Low, r.High, r.CILevel, r.Method = e.Mean, e.Low, e.High, e.CILevel, e.Method
	r.SmallN, r.Note, r.Warnings = e.SmallN, phraseOf(e, by), e.Warnings
	return r
}
