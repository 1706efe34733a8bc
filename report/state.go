package report

import (
	"cmp"
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/report/table"
)

// State is what the tables of estimates are made from. It takes what was observed of
// articles, in any order, and holds some 150 bytes of memory for each that mentions an
// actor, and none for others. The same articles give the same tables whatever order
// they came in and however they were divided before: counts are whole numbers, and
// floating-point numbers are summed in order of doc_id. Close it.
type State struct {
	standings // of the articles with a row
	spill     spill
	ordered   bool     // by doc_id, so far
	rank      []uint32 // the places of the articles, by the order in which they came; nil where that is the order of doc_id

	said, stances, own map[Question]*column
	scales             map[string]answerScale // of the study's own questions: that of the last article
	scaleOf            map[string]string
	frames             log
	framed             names // of frames and voices
	frameNames         map[string]bool
	labels             labelCounts

	left     map[leftOut]int
	meta     map[string]int // the least place of each of the researcher's columns
	counts   table.RowCounts
	excluded int
	scorers  [3][]string
	asked    counting
	headline map[string]counting // by unit
	stages   []stage
	buf      []byte

	// Once all articles are there:
	renamed            map[string]string // clusters whose head has no row, and who stands for it
	inSource, anywhere []bool            // a copy of another in its source, in any source
	weights            []Weight
}

// NewState makes a state without articles; by is the column of the study's groups,
// without the prefix meta_, "" for sources.
func NewState(by string) *State {
	s := &State{standings: standings{by: by}, ordered: true, said: map[Question]*column{}, stances: map[Question]*column{}, own: map[Question]*column{},
		scales: map[string]answerScale{}, scaleOf: map[string]string{}, frameNames: map[string]bool{}, labels: newLabelCounts(), left: map[leftOut]int{}, meta: map[string]int{},
		asked: counting{}, headline: map[string]counting{}, stages: stages()}
	s.frames.to, s.spill.most = &s.spill, logBlock
	return s
}

// Close lets go of what lies in files.
func (s *State) Close() error { return s.spill.close() }

// Add takes what was observed of an article.
func (s *State) Add(o *Observed) error {
	if o.Mentions[0]+o.Mentions[1] == 0 {
		s.left[leftOut{cmp.Or(o.Exclusion, table.NoActor), o.Source}]++
		return nil
	}
	at := uint32(len(s.list))
	s.ordered = s.ordered && (at == 0 || s.list[at-1].id < o.ID)
	s.standings.add(o)
	for i, m := range o.Meta {
		if place, ok := s.meta[m.Name]; !ok || i < place {
			s.meta[m.Name] = i
		}
	}
	s.counts = table.RowCounts{Articles: s.counts.Articles + 1, Portrayals: s.counts.Portrayals + o.Rows.Portrayals, Judgments: s.counts.Judgments + o.Rows.Judgments,
		Relations: s.counts.Relations + o.Rows.Relations, Frames: s.counts.Frames + o.Rows.Frames, Answers: s.counts.Answers + o.Rows.Answers}
	countStages(s.stages, o)
	s.asked.take(o.Asked)
	if o.Exclusion != "" {
		s.excluded++
		return nil
	}
	return s.observe(at, o)
}

// observe takes the answers of an article that counts.
func (s *State) observe(at uint32, o *Observed) error {
	for i, list := range o.Scorers {
		for _, scorer := range list {
			s.scorers[i] = with(s.scorers[i], scorer)
		}
	}
	u, ok := s.unit(&s.list[at])
	if s.headline[u.Name] == nil {
		s.headline[u.Name] = counting{}
	}
	s.headline[u.Name].take(o.Headline)
	if ok {
		s.labels.add(o, u.Name)
	}
	err := errors.Join(s.answers(s.said, at, o.Answers), s.answers(s.stances, at, o.Stances))
	for i := range o.Frames {
		err = errors.Join(err, s.addFramed(at, &o.Frames[i]))
	}
	for i := range o.Own {
		a := &o.Own[i]
		if o.ID >= s.scaleOf[a.Question] {
			s.scales[a.Question], s.scaleOf[a.Question] = answerScale{a.Low, a.High}, strings.Clone(o.ID)
		}
		// The question stands in the place of the voice.
		err = errors.Join(err, s.answers(s.own, at, []Observation{{Question: Question{Scope: table.AnyScope, Voice: a.Question, Target: a.Target, Measure: ownAnswer},
			Value: a.Value, Rows: a.Rows}}))
	}
	return err
}

// answers puts observations into the columns of their questions.
func (s *State) answers(columns map[Question]*column, at uint32, list []Observation) error {
	for i := range list {
		c := columns[list[i].Question]
		if c == nil {
			c = &column{log: log{to: &s.spill}}
			columns[list[i].Question] = c
		}
		if err := c.add(at, &list[i]); err != nil {
			return err
		}
	}
	return nil
}

// settle puts the articles into order, once all are there, and finds which of them are
// copies. An article that came twice is a *table.DoubledError.
func (s *State) settle(o *Options) error {
	if !s.ordered {
		order := make([]uint32, len(s.list))
		for i := range order {
			order[i] = uint32(i)
		}
		slices.SortFunc(order, func(a, b uint32) int { return strings.Compare(s.list[a].id, s.list[b].id) })
		list := make([]standing, len(s.list))
		s.rank = make([]uint32, len(s.list))
		for to, from := range order {
			list[to], s.rank[from] = s.list[from], uint32(to)
			if to > 0 && list[to].id == list[to-1].id {
				return &table.DoubledError{DocID: list[to].id}
			}
		}
		s.list, s.ordered = list, true
	}
	s.nameClusters()
	s.cut(o)
	s.inSource, s.anywhere = s.copies(withinSource), s.copies(anySource)
	s.weights = s.weigh(o.Dedup)
	return nil
}

// nameClusters names the clusters of copies whose head has no row by the first of those
// that have one, in the order of isBefore.
func (s *State) nameClusters() {
	there := func(id string) bool {
		_, ok := slices.BinarySearchFunc(s.list, id, func(a standing, id string) int { return strings.Compare(a.id, id) })
		return ok
	}
	first := map[string]int{}
	for i := range s.list {
		a := &s.list[i]
		if a.cluster == a.id || a.cluster == "" || there(a.cluster) {
			continue
		}
		if at, ok := first[a.cluster]; !ok || s.isBefore(a, &s.list[at]) {
			first[a.cluster] = i
		}
	}
	s.renamed = map[string]string{}
	for cluster, at := range first {
		s.renamed[cluster] = s.list[at].id
	}
	for i := range s.list {
		if head, ok := s.renamed[s.list[i].cluster]; ok {
			s.list[i].cluster, s.list[i].isHead = head, s.list[i].id == head
		}
	}
}

// metaNames is the union of the researcher's columns: by the first place at
// which a column stands in any article, then by name.
func (s *State) metaNames() []string {
	return slices.SortedFunc(maps.Keys(s.meta), func(a, b string) int {
		return cmp.Or(cmp.Compare(s.meta[a], s.meta[b]), cmp.Compare(a, b))
	})
}

// headlineOf names the scorers that the headline is made of, by table.
func (s *State) headlineOf(own string) headline {
	return headline{firstScorer(s.scorers[0], own), firstScorer(s.scorers[1], own), firstScorer(s.scorers[2], own)}
}

// rows gives the records as their tables have them: without the articles that have no
// row, in order, with the clusters as they are named, a cell for each of the
// researcher's columns, and what counts.
func (s *State) rows(all table.Records, meta []string, counted headline) table.Records {
	return func(yield func(table.Record, error) bool) {
		for rec, err := range all {
			if err != nil {
				yield(rec, err)
				return
			}
			if rec.Article.Mentions1+rec.Article.Mentions2 == 0 {
				continue
			}
			rec.Article.Meta = alignMeta(rec.Article.Meta, meta)
			rec.Portrayals, rec.Judgments, rec.Relations = slices.Clone(rec.Portrayals), slices.Clone(rec.Judgments), slices.Clone(rec.Relations)
			s.rename(&rec)
			counted.count(&rec)
			if !yield(inOrder(&rec), nil) {
				return
			}
		}
	}
}

// rename gives the rows of an article the name of its cluster.
func (s *State) rename(rec *table.Record) {
	a := &rec.Article
	head, ok := s.renamed[a.StoryClusterID]
	if !ok {
		return
	}
	a.StoryClusterID, a.CopyOf, a.IsClusterHead = head, head, a.DocID == head
	if a.IsClusterHead {
		a.CopyOf = ""
	}
	for i := range rec.Portrayals {
		rec.Portrayals[i].StoryClusterID = head
	}
	for i := range rec.Judgments {
		rec.Judgments[i].StoryClusterID = head
	}
	for i := range rec.Relations {
		rec.Relations[i].StoryClusterID = head
	}
}
