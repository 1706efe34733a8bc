package report

import (
	"cmp"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/report/table"
)

// labelKey is what the uses of a label are counted by.
type labelKey struct {
	source, target, voice, holder, scorer, label string
}

// labelUses are the uses of a label.
type labelUses struct {
	n, articles, rated int
	sum                float64 // of the polarities of rated uses
}

// sentenceKey is what sentences are counted by.
type sentenceKey struct{ source, target, scorer string }

// labelCounts counts labels at one level.
type labelCounts struct {
	level     string
	uses      map[labelKey]*labelUses
	sentences map[sentenceKey]int
}

// labels gives the rows of labels.csv over all articles that count, and over
// those of each source.
func labels(recs []table.Record, o Options) []table.LabelRow {
	var out []table.LabelRow
	for _, level := range []string{"all", "source"} {
		c := labelCounts{level, map[labelKey]*labelUses{}, map[sentenceKey]int{}}
		for i := range recs {
			if u, ok := o.Unit(&recs[i].Article); ok && recs[i].Article.ExclusionReason == "" {
				c.add(&recs[i], u.Name)
			}
		}
		out = append(out, c.rows()...)
	}
	return out
}

// add counts the labels of an article.
func (c *labelCounts) add(rec *table.Record, source string) {
	seen := map[labelKey]bool{}
	if c.level == table.LevelAll {
		source = ""
	}
	use := func(k labelKey, polarity table.Num) {
		u := c.uses[k]
		if u == nil {
			u = &labelUses{}
			c.uses[k] = u
		}
		u.n++
		if polarity.Known {
			u.rated, u.sum = u.rated+1, u.sum+polarity.Value
		}
		if !seen[k] {
			seen[k] = true
			u.articles++
		}
	}
	for i := range rec.Judgments {
		if j := &rec.Judgments[i]; j.EvaluationKind == table.LabelKind {
			use(labelKey{source, j.Target, j.Voice, j.HolderClass, j.Scorer, j.Predicate}, j.Polarity)
		}
	}
	for i := range rec.Portrayals {
		p := &rec.Portrayals[i]
		c.sentences[sentenceKey{source, p.Target, p.Scorer}]++
		all := strings.Split(p.Labels, "; ")
		for _, label := range all {
			if label != "" && !rated(rec.Judgments, p, label) && !partOf(label, all) {
				use(labelKey{source, p.Target, table.NarratorVoice, table.NarratorHolder, p.Scorer, label}, table.Num{})
			}
		}
	}
}

// partOf reports whether a label stands within a longer one: of "insurgent
// group" and "insurgent" the first is what the actor is called.
func partOf(label string, all []string) bool {
	return slices.ContainsFunc(all, func(o string) bool {
		return len(o) > len(label) && strings.Contains(" "+o+" ", " "+label+" ")
	})
}

// rated reports whether a label has a judgment of its own in the sentence.
func rated(js []table.JudgmentRow, p *table.PortrayalRow, label string) bool {
	return slices.ContainsFunc(js, func(o table.JudgmentRow) bool {
		return o.SentenceNo == p.SentenceNo && o.Target == p.Target && o.EvaluationKind == table.LabelKind && o.Predicate == label
	})
}

func (c *labelCounts) rows() []table.LabelRow {
	total := map[labelKey]int{}
	cell := func(k labelKey) labelKey {
		k.label = ""
		return k
	}
	for k, u := range c.uses {
		total[cell(k)] += u.n
	}
	var out []table.LabelRow
	for k, u := range c.uses {
		row := table.LabelRow{Level: c.level, Source: k.source, Target: k.target, Voice: k.voice, HolderClass: k.holder, Scorer: k.scorer,
			Label: k.label, Articles: u.articles, Uses: u.n,
			Share: table.Rounded(float64(u.n)/float64(total[cell(k)]), table.ShareDecimals)}
		if u.rated > 0 {
			row.Polarity = table.Rounded(u.sum/float64(u.rated), table.ScoreDecimals)
		}
		if all := c.sentences[sentenceKey{k.source, k.target, k.scorer}]; all > 0 {
			row.SentenceShare = table.Rounded(min(1, float64(u.n)/float64(all)), table.ShareDecimals)
		}
		out = append(out, row)
	}
	slices.SortFunc(out, func(a, b table.LabelRow) int {
		return cmp.Or(cmp.Compare(a.Source, b.Source), cmp.Compare(a.Scorer, b.Scorer), cmp.Compare(a.Target, b.Target),
			cmp.Compare(a.Voice, b.Voice), cmp.Compare(a.HolderClass, b.HolderClass), cmp.Compare(b.Uses, a.Uses),
			cmp.Compare(a.Label, b.Label))
	})
	return out
}
