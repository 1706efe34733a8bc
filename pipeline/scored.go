package pipeline

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/corpus/copies"
	"github.com/seed-7a84ba5f/dyad/corpus/read"
	"github.com/seed-7a84ba5f/dyad/internal/par"
	"github.com/seed-7a84ba5f/dyad/internal/say"
	"github.com/seed-7a84ba5f/dyad/report/table"
)

// Scored are the articles of a pass, or of shards, with their rows, which lie in files.
// In memory stays, of an article that mentions an actor, what it is compared by; of
// others nothing but a count. Close it.
type Scored struct {
	Info     table.Info
	Warnings []table.Problem // as told to people
	Foreign  map[string]int  // articles left out for their language, by language
	Read     int             // articles read, those without rows among them
	Resumed  int             // of these, articles that an earlier run had scored
	// Discarded says that the journal was of other settings, and was begun anew.
	Discarded bool

	code    *frameCode
	workers int
	close   []func() error
	broke   []table.Problem // in scoring
	held    []held
	members []copies.Member // of held
	order   []int32         // held, by id
	events  [][]int32
	leftOut map[table.LeftOut]int // with N 0
	claims  []read.Claim          // of all articles, where ids are to be settled
	claimed []int32               // by claim: its place in held, -1 for none
}

// held is where an article with rows lies.
type held struct {
	file       *frames
	rowsAt     int64
	rows, text int32
}

func newScored(workers int) (*Scored, error) {
	workers = max(workers, 1)
	code, err := newFrameCode(workers)
	return &Scored{Foreign: map[string]int{}, code: code, workers: workers, leftOut: map[table.LeftOut]int{}}, err
}

// take counts an article of a file, and holds it where it has rows.
func (s *Scored) take(file *frames, at int64, f *articleFrame) error {
	s.Read++
	if f.Broke != nil {
		s.broke = append(s.broke, *f.Broke)
	}
	if f.Reason == corpus.ExcludedLanguage {
		s.Foreign[cmp.Or(f.Language, "not known")]++
	}
	if f.Claim != nil {
		s.claims, s.claimed = append(s.claims, *f.Claim), append(s.claimed, -1)
	}
	if f.Reason != "" {
		s.leftOut[table.LeftOut{Reason: f.Reason, Source: f.Source}]++
		return nil
	}
	m, err := copies.ReadMember(f.Member)
	if err != nil {
		return fmt.Errorf("%s: article %s: %w", file.name, f.ID, err)
	}
	if f.Claim != nil {
		s.claimed[len(s.claimed)-1] = int32(len(s.held))
	}
	s.held = append(s.held, held{file, at + int64(f.rowsAt), int32(f.rows), int32(f.text)})
	s.members = append(s.members, m)
	return nil
}

// join does what needs all articles: it settles ids that clash, finds copies, and brings
// everything into order.
func (s *Scored) join(ctx context.Context, copyDays int) error {
	if err := s.settle(); err != nil {
		return err
	}
	for group, n := range s.leftOut {
		group.N = n
		s.Info.LeftOut = append(s.Info.LeftOut, group)
	}
	s.leftOut = nil
	s.order = make([]int32, len(s.held))
	for i := range s.order {
		s.order[i] = int32(i)
	}
	slices.SortFunc(s.order, func(a, b int32) int { return strings.Compare(s.members[a].ID, s.members[b].ID) })
	for i := 1; i < len(s.order); i++ {
		if id := s.members[s.order[i]].ID; id == s.members[s.order[i-1]].ID {
			return &table.DoubledError{DocID: id}
		}
	}
	var err error
	s.events, err = copies.Join(ctx, s.members, copyDays, func(i int) (*corpus.Article, error) { return s.article(&s.held[i]) })
	return err
}

// settle numbers ids that clash.
func (s *Scored) settle() error {
	if len(s.claims) == 0 {
		return nil
	}
	places := make([]int32, len(s.claims))
	for i := range places {
		places[i] = int32(i)
	}
	slices.SortFunc(places, func(a, b int32) int { return s.claims[a].ComparePlace(&s.claims[b]) })
	for i := 1; i < len(places); i++ {
		if a, b := &s.claims[places[i-1]], &s.claims[places[i]]; a.ComparePlace(b) == 0 {
			return &MergeError{fmt.Errorf("%s:%d stands in the shards twice: a record is in one shard only", a.File, a.Line)}
		}
	}
	read.NumberClashes(len(s.claims), func(i int) read.Claim { return s.claims[i] }, func(i int, id string, _ int) {
		if at := s.claimed[i]; at >= 0 {
			s.members[at].ID = id
		}
	})
	s.claims, s.claimed = nil, nil
	return nil
}

// article loads an article.
func (s *Scored) article(h *held) (*corpus.Article, error) {
	b, err := h.file.read(h.rowsAt+int64(h.rows), int(h.text))
	if err != nil {
		return nil, err
	}
	a, err := s.code.article(b)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", h.file.name, err)
	}
	return a, nil
}

// record loads the rows of an article, with its cluster.
func (s *Scored) record(i int32) (table.Record, error) {
	h, m := &s.held[i], &s.members[i]
	b, err := h.file.read(h.rowsAt, int(h.rows))
	if err != nil {
		return table.Record{}, err
	}
	rec, err := s.code.rows(b)
	if err != nil {
		return rec, fmt.Errorf("%s: %w", h.file.name, err)
	}
	if rec.Article.DocID != table.Clean(m.ID) {
		rec.Rename(m.ID)
	}
	var events []string
	for _, o := range s.events[i] {
		events = append(events, s.members[o].ID)
	}
	slices.Sort(events)
	rec.SetCluster(s.members[m.Head].ID, events)
	return rec, nil
}

// Records gives the articles that mention an actor, with their rows, in order of
// doc_id, as often as they are asked for.
func (s *Scored) Records(ctx context.Context) table.Records {
	return func(yield func(table.Record, error) bool) {
		par.Map(ctx, s.workers, slices.Values(s.order), func(_ context.Context, i int32) (table.Record, error) { return s.record(i) })(yield)
	}
}

// Text is the canonical text of an article.
func (s *Scored) Text(docID string) (string, error) {
	at, ok := slices.BinarySearchFunc(s.order, docID, func(i int32, id string) int { return strings.Compare(s.members[i].ID, id) })
	if !ok {
		return "", fmt.Errorf("article %q: %w", docID, fs.ErrNotExist)
	}
	a, err := s.article(&s.held[s.order[at]])
	if err != nil {
		return "", err
	}
	return a.Text, nil
}

// Close lets go of the files.
func (s *Scored) Close() error {
	s.code.close()
	var err error
	for _, c := range s.close {
		err = errors.Join(err, c())
	}
	return err
}

// numbers gives the numbers from 0 to n-1.
func numbers(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

// ForeignText says how many articles were left out for their language, given those of
// the study; "" for none.
func (s *Scored) ForeignText(languages []string) string {
	if len(s.Foreign) == 0 {
		return ""
	}
	n, parts := 0, []string(nil)
	for _, code := range slices.Sorted(maps.Keys(s.Foreign)) {
		n += s.Foreign[code]
		parts = append(parts, fmt.Sprintf("%s %d", code, s.Foreign[code]))
	}
	return fmt.Sprintf("left out for the language: %s of %d (%s); the study's: %s", say.Count(n, "article"), s.Read,
		strings.Join(parts, ", "), strings.Join(languages, ", "))
}
