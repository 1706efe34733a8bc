package report

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
)

// ReadPortrayals reads what the means of articles are made of: the manifest of a
// run folder, its articles and their portrayals. As in ReadEstimates, a row that
// cannot be read or is missing is an error, with its place.
func ReadPortrayals(dir string) (Manifest, []Record, error) {
	m, err := ReadManifest(dir)
	if err != nil {
		return m, nil, err
	}
	if err := m.CheckSchema(dir); err != nil {
		return m, nil, err
	}
	var a assembly
	guarded := m.Verified.Writing.Guard
	file := func(name string) string { return filepath.Join(dir, tableFile(name)) }
	if _, err := readTable(file("articles"), guarded, articleFields, &a, a.article); err != nil {
		return m, nil, err
	}
	if _, err := readTable(file("portrayals"), guarded, without(portrayalFields), &a, a.portrayal); err != nil {
		return m, nil, err
	}
	for _, p := range a.problems {
		if p.Lost {
			return m, nil, &rowError{p}
		}
	}
	for i := range a.recs {
		if r := &a.recs[i]; len(r.Portrayals) != r.Article.Portrayals {
			return m, nil, fmt.Errorf("%s: article %q has %d rows, and articles.csv says n_portrayals %d",
				file("portrayals"), r.Article.DocID, len(r.Portrayals), r.Article.Portrayals)
		}
	}
	return m, a.recs, nil
}

// ArticleMean is the mean of one article's portrayals of an actor.
type ArticleMean struct {
	Article *ArticleRow
	Target  string // actor1 or actor2
	Measure string // own_stance: rows in the narrator's voice; portrayal: rows in any voice
	Scorer  string
	Value   float64
	Weight  float64 // among the article's copies, as in the rows of all sources
}

// Cluster is the article's story cluster, itself where it has none.
func (m *ArticleMean) Cluster() string { return cmp.Or(m.Article.StoryClusterID, m.Article.DocID) }

// ArticleMeans gives the means of the articles that count, in order of target,
// measure, scorer and article. They are those that enter the estimates over all
// sources but that a portrayal's voice is not asked for; articles that mode
// leaves out as copies are not among them. records are not changed; the means
// point into them.
func ArticleMeans(records []Record, mode Dedup) []ArticleMean {
	weights := weigh(records, mode)
	var out []ArticleMean
	for i := range records {
		rec := &records[i]
		if rec.Article.ExclusionReason != "" || weights[i].all == 0 {
			continue
		}
		sums := map[question]mean{}
		add := func(p *PortrayalRow, measure string, value Num) {
			if value.Known {
				q := question{scorer: p.Scorer, target: p.Target, measure: measure}
				m := sums[q]
				m.add(value.Value)
				sums[q] = m
			}
		}
		for k := range rec.Portrayals {
			p := &rec.Portrayals[k]
			if !p.isProse() {
				continue
			}
			add(p, portrayal, p.Portrayal)
			if p.Voice == narratorVoice {
				add(p, ownStance, p.OwnStance)
			}
		}
		for q, m := range sums {
			out = append(out, ArticleMean{&rec.Article, q.target, q.measure, q.scorer, m.sum / float64(m.n), weights[i].all})
		}
	}
	slices.SortFunc(out, func(a, b ArticleMean) int {
		return cmp.Or(strings.Compare(a.Target, b.Target), strings.Compare(a.Measure, b.Measure),
			strings.Compare(a.Scorer, b.Scorer), strings.Compare(a.Article.DocID, b.Article.DocID))
	})
	return out
}

// MetaValue gives the value of one of the researcher's own columns, named without
// the prefix meta_; false where the table has no such column.
func (r *ArticleRow) MetaValue(name string) (string, bool) {
	for _, m := range r.Meta {
		if m.Name == name {
			return m.Value, true
		}
	}
	return "", false
}
