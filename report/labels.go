package report

import (
	"cmp"
	"math"
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
	sum                int64 // of the polarities of rated uses, in their last printed decimal
}

// sentenceKey is what sentences are counted by.
type sentenceKey struct{ source, target, scorer string }

// labelCounts counts labels by source. All its numbers are whole, so that the order of
// the articles plays no part.
type labelCounts struct {
	uses      map[labelKey]*labelUses
	sentences map[sentenceKey]int
}

// LabelUse is how an article uses a label.
type LabelUse struct {
	Target, Voice, Holder, Scorer, Label string
	N, Rated                             int
	Polarity                             int64 // sum over the rated uses, in ten-thousandths
}

// lastDecimal is how many units of the last printed decimal are 1.
const lastDecimal = 1e4

// labelsIn counts the labels of an article.
func labelsIn(rec *table.Record) []LabelUse {
	uses := map[labelKey]*LabelUse{}
	use := func(k labelKey, polarity table.Num) {
		u := uses[k]
		if u == nil {
			u = &LabelUse{Target: k.target, Voice: k.voice, Holder: k.holder, Scorer: k.scorer, Label: k.label}
			uses[k] = u
		}
		u.N++
		if polarity.Known {
			u.Rated, u.Polarity = u.Rated+1, u.Polarity+int64(math.Round(polarity.Value*lastDecimal))
		}
	}
	for i := range rec.Judgments {
		if j := &rec.Judgments[i]; j.EvaluationKind == table.LabelKind {
			use(labelKey{"", j.Target, j.Voice, j.HolderClass, j.Scorer, j.Predicate}, j.Polarity)
		}
	}
	for i := range rec.Portrayals {
		p := &rec.Portrayals[i]
		if p.Labels == "" {
			continue
		}
		all := strings.Split(p.Labels, "; ")
		for _, label := range all {
			if label != "" && !rated(rec.Judgments, p, label) && !partOf(label, all) {
				use(labelKey{"", p.Target, table.NarratorVoice, table.NarratorHolder, p.Scorer, label}, table.Num{})
			}
		}
	}
	var out []LabelUse
	for _, u := range uses {
		out = append(out, *u)
	}
	slices.SortFunc(out, func(a, b LabelUse) int {
		return cmp.Or(cmp.Compare(a.Scorer, b.Scorer), cmp.Compare(a.Target, b.Target), cmp.Compare(a.Voice, b.Voice),
			cmp.Compare(a.Holder, b.Holder), cmp.Compare(a.Label, b.Label))
	})
	return out
}

// add takes the labels of an article of a source.
func (c *labelCounts) add(o *Observed, source string) {
	for _, l := range o.Labels {
		c.use(labelKey{source, l.Target, l.Voice, l.Holder, l.Scorer, l.Label}, labelUses{l.N, 1, l.Rated, l.Polarity})
	}
	for _, p := range o.Portrays {
		c.sentences[sentenceKey{source, p.Of, p.Scorer}] += p.N
	}
}

func (c *labelCounts) use(k labelKey, more labelUses) {
	u := c.uses[k]
	if u == nil {
		u = &labelUses{}
		c.uses[k] = u
	}
	u.n, u.articles, u.rated, u.sum = u.n+more.n, u.articles+more.articles, u.rated+more.rated, u.sum+more.sum
}

func newLabelCounts() labelCounts {
	return labelCounts{map[labelKey]*labelUses{}, map[sentenceKey]int{}}
}

// table gives the rows of labels.csv over all articles that count, and over those of
// each source.
func (c *labelCounts) table() []table.LabelRow {
	all := newLabelCounts()
	for k, u := range c.uses {
		k.source = ""
		all.use(k, *u)
	}
	for k, n := range c.sentences {
		k.source = ""
		all.sentences[k] += n
	}
	return slices.Concat(all.rows(table.LevelAll), c.rows(table.LevelSource))
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

func (c *labelCounts) rows(level string) []table.LabelRow {
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
		row := table.LabelRow{Level: level, Source: k.source, Target: k.target, Voice: k.voice, HolderClass: k.holder, Scorer: k.scorer,
			Label: k.label, Articles: u.articles, Uses: u.n,
			Share: table.Rounded(float64(u.n)/float64(total[cell(k)]), table.ShareDecimals)}
		if u.rated > 0 {
			row.Polarity = table.Rounded(float64(u.sum)/(lastDecimal*float64(u.rated)), table.ScoreDecimals)
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
