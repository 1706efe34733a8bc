package report

import (
	"cmp"
	"slices"

	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/seed-7a84ba5f/dyad/stance"
)

// stancePairs are the pairs of holder and target of the matrix, in its order.
func stancePairs() [][2]string {
	a := table.Actors()
	other, own := string(stance.HolderOther), table.NarratorHolder
	return [][2]string{{a[0], a[1]}, {a[1], a[0]}, {other, a[0]}, {other, a[1]}, {own, a[0]}, {own, a[1]}}
}

// stanceCells gathers the judgments of a scorer by holder, target and voice. The
// cells of both voices together are those of sources.csv, and have their intervals.
func stanceCells(recs []table.Record, scorer string, o Options) (cells, error) {
	weights, cs := Weigh(recs, o.Dedup), cells{}
	for i := range recs {
		a := &recs[i].Article
		u, ok := o.Unit(a)
		if a.ExclusionReason != "" || !ok {
			continue
		}
		ts := tallies{}
		for k := range recs[i].Judgments {
			j := &recs[i].Judgments[k]
			if j.Scorer != scorer || !j.Measured() || j.EvaluationKind == table.LabelKind ||
				!slices.Contains(stancePairs(), [2]string{j.HolderClass, j.Target}) {
				continue
			}
			for _, voice := range []string{"", j.Voice} {
				q := Question{Scorer: scorer, voice: voice, Holder: j.HolderClass, Target: j.Target, Measure: table.Directed}
				ts.add(q, "", j.Polarity.Value, j.PolarityLabel, j.ActorRelation)
			}
		}
		for q, t := range ts {
			obs := observation{Question: q, value: t.mean(), rows: t.rows, signs: t.signs, proxies: t.proxies, hasSigns: true}
			if err := cs.add(a, u, "", When{}, obs, weights[i].times(o.Weights.of(a, &obs))); err != nil {
				return nil, err
			}
		}
	}
	return cs, nil
}

// stanceMatrix makes the rows of stance_matrix: every pair of holder and target over
// all articles and in each source, then by voice where something was measured.
func stanceMatrix(recs []table.Record, scorer string, sources []sourceCount, seed uint64, o Options) ([]table.StanceRow, error) {
	cs, err := stanceCells(recs, scorer, o)
	if err != nil {
		return nil, err
	}
	rows, err := cs.estimate(seed, o)
	if err != nil {
		return nil, err
	}
	index := CellIndex(rows)
	var out []table.StanceRow
	add := func(level, source string) {
		for _, pair := range stancePairs() {
			for _, voice := range []string{"", table.NarratorVoice, table.QuotedVoice} {
				key := CellKey{Level: level, Source: source, Question: Question{Scorer: scorer, Scope: table.AnyScope, voice: voice, Holder: pair[0], Target: pair[1], Measure: table.Directed}}
				e := index[key]
				if e == nil && voice != "" {
					continue
				}
				out = append(out, stanceRow(key, e, cs[key], o.By))
			}
		}
	}
	add(table.LevelAll, "")
	for _, s := range sources {
		add(table.LevelSource, s.name)
	}
	return out, nil
}

// stanceRow makes a row of an estimate, which is nil where nothing was measured.
func stanceRow(key CellKey, e *table.EstimateRow, c *cell, by string) table.StanceRow {
	r := table.StanceRow{Level: key.Level, Source: key.Source, Holder: key.Holder, Target: key.Target, Voice: cmp.Or(key.voice, table.AnyVoice), Note: NothingMeasured}
	if e == nil {
		return r
	}
	r.Scorer, r.Articles, r.Clusters, r.Rows, r.Against, r.For = e.Scorer, e.Articles, e.Clusters, e.Rows, c.signs[0], c.signs[2]
	r.Mean, r.Low, r.High, r.CILevel, r.Method = e.Mean, e.Low, e.High, e.CILevel, e.Method
	r.SmallN, r.Note, r.Warnings = e.SmallN, phraseOf(e, by), e.Warnings
	return r
}
