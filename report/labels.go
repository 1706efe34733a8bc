package report

import (
	"cmp"
	"slices"
	"strings"
)

// LabelRow is a row of labels.csv: how often an actor is called something.
type LabelRow struct {
	Level, Source        string
	Target               string
	Voice, HolderClass   string
	Scorer               string
	Label                string
	Polarity             Num
	Articles, Uses       int
	Share, SentenceShare Num
}

func labelFields() []field[LabelRow] {
	type row = LabelRow
	return []field[row]{
		text("level", "all, source", "over all articles that count, or those of one source", func(r *row) *string { return &r.Level }),
		text("source", "", "the news outlet; empty at level all, and where it is not known", func(r *row) *string { return &r.Source }),
		text("target", actorRange, "who is called so", func(r *row) *string { return &r.Target }),
		text("voice", voiceRange, "in whose words", func(r *row) *string { return &r.Voice }),
		text("holder_class", holderRange, "who calls them so", func(r *row) *string { return &r.HolderClass }),
		text("scorer", "", "who found the label", func(r *row) *string { return &r.Scorer }),
		text("label", "", "the words by which the actor is named", func(r *row) *string { return &r.Label }),
		number("polarity", scoreDecimals, polarityRange(), "of the label, mean over the uses in which it is rated; empty for a neutral label, and where only a stronger one of the same sentence was rated", func(r *row) *Num { return &r.Polarity }),
		count("n_articles", "articles", "articles with the label in the cell, copies counted", func(r *row) *int { return &r.Articles }),
		count("n_labels", "uses", "sentences in which it is used", func(r *row) *int { return &r.Uses }),
		number("share", shareDecimals, shareRange(), "of all labels that the target is given in the same level, source, voice, holder_class and scorer", func(r *row) *Num { return &r.Share }),
		number("sentence_share", shareDecimals, shareRange(), "of the sentences of the same level, source and scorer that mention the target", func(r *row) *Num { return &r.SentenceShare }),
	}
}

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
func labels(recs []Record, o Options) []LabelRow {
	var out []LabelRow
	for _, level := range []string{"all", "source"} {
		c := labelCounts{level, map[labelKey]*labelUses{}, map[sentenceKey]int{}}
		for i := range recs {
			if u, ok := o.unit(&recs[i].Article); ok && recs[i].Article.ExclusionReason == "" {
				c.add(&recs[i], u.name)
			}
		}
		out = append(out, c.rows()...)
	}
	return out
}

// add counts the labels of an article.
func (c *labelCounts) add(rec *Record, source string) {
	seen := map[labelKey]bool{}
	if c.level == levelAll {
		source = ""
	}
	use := func(k labelKey, polarity Num) {
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
		if j := &rec.Judgments[i]; j.EvaluationKind == labelKind {
			use(labelKey{source, j.Target, j.Voice, j.HolderClass, j.Scorer, j.Predicate}, j.Polarity)
		}
	}
	for i := range rec.Portrayals {
		p := &rec.Portrayals[i]
		c.sentences[sentenceKey{source, p.Target, p.Scorer}]++
		all := strings.Split(p.Labels, "; ")
		for _, label := range all {
			if label != "" && !rated(rec.Judgments, p, label) && !partOf(label, all) {
				use(labelKey{source, p.Target, narratorVoice, narratorHolder, p.Scorer, label}, Num{})
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
func rated(js []JudgmentRow, p *PortrayalRow, label string) bool {
	return slices.ContainsFunc(js, func(o JudgmentRow) bool {
		return o.SentenceNo == p.SentenceNo && o.Target == p.Target && o.EvaluationKind == labelKind && o.Predicate == label
	})
}

func (c *labelCounts) rows() []LabelRow {
	total := map[labelKey]int{}
	cell := func(k labelKey) labelKey {
		k.label = ""
		return k
	}
	for k, u := range c.uses {
		total[cell(k)] += u.n
	}
	var out []LabelRow
	for k, u := range c.uses {
		row := LabelRow{Level: c.level, Source: k.source, Target: k.target, Voice: k.voice, HolderClass: k.holder, Scorer: k.scorer,
			Label: k.label, Articles: u.articles, Uses: u.n,
			Share: num(float64(u.n)/float64(total[cell(k)]), shareDecimals)}
		if u.rated > 0 {
			row.Polarity = num(u.sum/float64(u.rated), scoreDecimals)
		}
		if all := c.sentences[sentenceKey{k.source, k.target, k.scorer}]; all > 0 {
			row.SentenceShare = num(min(1, float64(u.n)/float64(all)), shareDecimals)
		}
		out = append(out, row)
	}
	slices.SortFunc(out, func(a, b LabelRow) int {
		return cmp.Or(cmp.Compare(a.Source, b.Source), cmp.Compare(a.Scorer, b.Scorer), cmp.Compare(a.Target, b.Target),
			cmp.Compare(a.Voice, b.Voice), cmp.Compare(a.HolderClass, b.HolderClass), cmp.Compare(b.Uses, a.Uses),
			cmp.Compare(a.Label, b.Label))
	})
	return out
}
