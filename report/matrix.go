package report

import (
	"cmp"
	"maps"
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

// stancesIn gives an article's stances by scorer, holder, target and voice. Those of
// both voices together are those of sources.csv, and have their intervals.
func stancesIn(rec *table.Record) []Observation {
	ts := tallies{}
	for i := range rec.Judgments {
		j := &rec.Judgments[i]
		if !j.Measured() || j.EvaluationKind == table.LabelKind || !slices.Contains(stancePairs(), [2]string{j.HolderClass, j.Target}) {
			continue
		}
		for _, voice := range []string{"", j.Voice} {
			q := Question{Scorer: j.Scorer, Voice: voice, Holder: j.HolderClass, Target: j.Target, Measure: table.Directed}
			ts.add(q, "", j.Polarity.Value, j.PolarityLabel, j.ActorRelation)
		}
	}
	return ts.observations()
}

// stanceMatrix makes the rows of stance_matrix from a scorer's judgments: every pair of
// holder and target over all articles and in each source, then by voice where something
// was measured.
func (s *State) stanceMatrix(scorer string, sources []sourceCount, seed uint64, o Options) ([]table.StanceRow, error) {
	cs := cells{}
	for q, c := range s.stances {
		if q.Scorer != scorer {
			continue
		}
		of, _, err := s.cellsOf(q, c, &o)
		if err != nil {
			return nil, err
		}
		maps.Copy(cs, of)
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
				key := CellKey{Level: level, Source: source, Question: Question{Scorer: scorer, Scope: table.AnyScope, Voice: voice, Holder: pair[0], Target: pair[1], Measure: table.Directed}}
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
	r := table.StanceRow{Level: key.Level, Source: key.Source, Holder: key.Holder, Target: key.Target, Voice: cmp.Or(key.Voice, table.AnyVoice), Note: NothingMeasured}
	if e == nil {
		return r
	}
	r.Scorer, r.Articles, r.Clusters, r.Rows, r.Against, r.For = e.Scorer, e.Articles, e.Clusters, e.Rows, c.signs[0], c.signs[2]
	r.Mean, r.Low, r.High, r.CILevel, r.Method = e.Mean, e.Low, e.High, e.CILevel, e.Method
	r.SmallN, r.Note, r.Warnings = e.SmallN, phraseOf(e, by), e.Warnings
	return r
}
