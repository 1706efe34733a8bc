package report

import (
	"cmp"
	"strings"

	"github.com/seed-7a84ba5f/dyad/report/table"
)

// standing is what decides how an article counts: a hundred bytes in place of its row.
type standing struct {
	id              string
	cluster         string // as story_cluster_id
	source, date    uint32 // names
	group           uint32 // a name; of a run by group
	sentences, dyad int32
	isHead, counts  bool
	both            bool // it mentions both actors
	dateIsReliable  bool
}

// names numbers texts, each of which is kept once; the empty one is 0.
type names struct {
	numbers map[string]uint32
	list    []string
}

func (n *names) number(s string) uint32 {
	if at, ok := n.numbers[s]; ok {
		return at
	}
	if n.numbers == nil {
		n.numbers, n.list = map[string]uint32{"": 0}, []string{""}
		return n.number(s)
	}
	s = strings.Clone(s)
	at := uint32(len(n.list))
	n.numbers[s], n.list = at, append(n.list, s)
	return at
}

// text is what a number stands for.
func (n *names) text(number uint32) string {
	if number == 0 {
		return ""
	}
	return n.list[number]
}

// standings are those of many articles.
type standings struct {
	by    string // the column of groups, "" for sources
	names names
	list  []standing
	when  []When // of the dates, by their numbers
}

// add takes an article, whose texts are not kept beyond it.
func (s *standings) add(o *Observed) {
	a := standing{id: strings.Clone(o.ID), source: s.names.number(o.Source), date: s.names.number(o.Date),
		sentences: int32(o.Sentences), dyad: int32(o.DyadSentences), isHead: o.IsHead, counts: o.Exclusion == "", both: o.Mentions[0] > 0 && o.Mentions[1] > 0, dateIsReliable: o.DateIsReliable}
	if a.cluster = a.id; o.Cluster != o.ID {
		a.cluster = strings.Clone(o.Cluster)
	}
	if s.by != "" {
		at := 0
		for at < len(o.Meta) && o.Meta[at].Name != s.by {
			at++
		}
		if at < len(o.Meta) {
			a.group = s.names.number(o.Meta[at].Value)
		}
	}
	s.list = append(s.list, a)
}

// standingsOf are those of the articles of records.
func standingsOf(recs []table.Record) *standings {
	s := &standings{}
	for i := range recs {
		o := facts(&recs[i].Article)
		s.add(&o)
	}
	return s
}

// date is the day of an article, "" where it is not known.
func (s *standings) date(a *standing) string { return s.names.text(a.date) }

// unit is that of an article, as Options.Unit has it.
func (s *standings) unit(a *standing) (u Unit, ok bool) {
	if s.by == "" {
		return Unit{s.names.text(a.source), cmp.Or(a.cluster, a.id)}, true
	}
	return Unit{s.names.text(a.group), s.names.text(a.source)}, a.source != 0
}

// cut puts the dates into the periods of the options.
func (s *standings) cut(o *Options) {
	s.when = make([]When, max(len(s.names.list), 1))
	for i := range s.names.list {
		s.when[i] = o.When(s.names.list[i])
	}
	s.when[0] = o.When("")
}

// weigh gives the weights of the articles among their copies.
func (s *standings) weigh(mode Dedup) []Weight {
	out := make([]Weight, len(s.list))
	for i := range out {
		out[i] = Weight{1, 1}
	}
	leave := func(groupOf func(*standing) (copyGroup, bool)) {
		for i, isCopy := range s.copies(groupOf) {
			if isCopy {
				out[i] = Weight{}
			}
		}
	}
	switch mode {
	case KeepAll:
	case HeadOnly:
		leave(anySource)
	default:
		leave(withinSource)
	}
	if mode == Weighted {
		sizes := map[string]int{}
		for i := range s.list {
			if a := &s.list[i]; a.counts && a.cluster != "" {
				sizes[a.cluster]++
			}
		}
		for i := range out {
			out[i].all = 1 / float64(max(sizes[s.list[i].cluster], 1))
		}
	}
	return out
}

// copyGroup is articles of which only one counts.
type copyGroup struct {
	source  uint32
	cluster string
}

// withinSource groups the copies of one source that count. Articles of unknown source
// are nobody's copies.
func withinSource(a *standing) (g copyGroup, ok bool) {
	return copyGroup{a.source, a.cluster}, a.counts && a.source != 0 && a.cluster != ""
}

// anySource groups those of all sources.
func anySource(a *standing) (g copyGroup, ok bool) {
	return copyGroup{cluster: a.cluster}, a.counts && a.cluster != ""
}

// copies says for each article whether another of its group counts in its place: only
// the first of each does (the head, else the earliest, else by doc_id).
func (s *standings) copies(groupOf func(*standing) (copyGroup, bool)) []bool {
	several := map[string]bool{} // clusters that can have more than one article
	for i := range s.list {
		if a := &s.list[i]; a.cluster != a.id {
			several[a.cluster] = true
		}
	}
	first := map[copyGroup]int32{}
	for i := range s.list {
		a := &s.list[i]
		if g, ok := groupOf(a); ok && several[a.cluster] {
			if at, there := first[g]; !there || s.isBefore(a, &s.list[at]) {
				first[g] = int32(i)
			}
		}
	}
	out := make([]bool, len(s.list))
	for i := range s.list {
		a := &s.list[i]
		g, ok := groupOf(a)
		out[i] = ok && several[a.cluster] && first[g] != int32(i)
	}
	return out
}

// isBefore orders the copies of a cluster.
func (s *standings) isBefore(a, b *standing) bool {
	if a.isHead != b.isHead {
		return a.isHead
	}
	if (a.date == 0) != (b.date == 0) {
		return a.date != 0
	}
	return cmp.Or(strings.Compare(s.date(a), s.date(b)), strings.Compare(a.id, b.id)) < 0
}

// Weight is what an article weighs among its copies in the row of all sources
// and in that of its own; 0 leaves it out.
type Weight struct{ all, Own float64 }

// part is what an article weighs in one row: among its copies, and as an
// article of the study's weights.
type part struct{ copies, article float64 }

type parts struct{ all, own part }

func (w Weight) times(article float64) parts {
	return parts{part{w.all, article}, part{w.Own, article}}
}

// of gives the weight of an article's answer.
func (w Weights) of(a *standing, obs *Observation) float64 {
	rows, sentences := obs.Rows, max(int(a.sentences), 1)
	if table.OfProse(obs.Measure) {
		rows = int(a.dyad)
		if w == BySentence {
			rows = sentences
		}
	}
	switch rows = max(rows, 1); w {
	case BySentence:
		return float64(rows)
	case BySalience:
		return min(float64(rows)/float64(sentences), 1)
	}
	return 1
}
