package coding

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/seed-7a84ba5f/dyad/internal/csvin"
)

// sheetColumns stand before the questions in a sheet.
var sheetColumns = []string{"unit", "title", "before", "sentence", "after"}

// sheetQuestions are the columns of a codebook in a sheet: field, or
// field_actor1 and field_actor2.
func sheetQuestions(b *Codebook) (questions []Question, columns []string) {
	for _, f := range b.Fields {
		if f.Per == "" {
			questions, columns = append(questions, Question{f.Name, ""}), append(columns, f.Name)
			continue
		}
		for _, t := range []string{Actor1, Actor2} {
			questions, columns = append(questions, Question{f.Name, t}), append(columns, f.Name+"_"+t)
		}
	}
	return questions, columns
}

// WriteSheet writes a coder's units as a CSV sheet to be filled in a
// spreadsheet: a row for each unit, a column for each question, with the codes
// given so far.
func (s *Set) WriteSheet(ctx context.Context, coder string, w io.Writer) error {
	book, _, err := s.Codebook(ctx)
	if err != nil {
		return err
	}
	units, err := s.units(ctx, "WHERE id IN (SELECT unit FROM assignments WHERE coder = ?)", coder)
	if err != nil {
		return err
	}
	order, err := rows(ctx, s, scanInt, "SELECT unit FROM assignments WHERE coder = ? ORDER BY position", coder)
	if err != nil {
		return err
	}
	given, err := s.codes(ctx, "current_codes", "WHERE coder = ?", coder)
	if err != nil {
		return err
	}
	type key struct {
		unit int
		Question
	}
	has := map[key]string{}
	for _, c := range given {
		has[key{c.Unit, Question{c.Field, c.Target}}] = c.Value
	}
	questions, columns := sheetQuestions(book)
	out := csv.NewWriter(w)
	if err := out.Write(slices.Concat(sheetColumns, columns, []string{"comment"})); err != nil {
		return err
	}
	for _, id := range order {
		at, _ := slices.BinarySearchFunc(units, id, func(u Unit, id int) int { return u.ID - id })
		u := &units[at]
		row := []string{strconv.Itoa(u.ID), csvin.Guard(u.Title), csvin.Guard(u.Before), csvin.Guard(u.Sentence), csvin.Guard(u.After)}
		for _, q := range questions {
			row = append(row, csvin.Guard(has[key{id, q}]))
		}
		if err := out.Write(append(row, "")); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// ReadSheet saves the codes of a filled sheet. A row that cannot be saved is
// among the problems, with its line, and nothing of it is saved. Empty cells are
// not coded; a sheet that is read twice changes nothing the second time.
func (s *Set) ReadSheet(ctx context.Context, coder, name string, r io.Reader, now time.Time) (saved int, problems []error, err error) {
	in, err := csvin.NewReader(r, csvin.Options{})
	if err != nil {
		return 0, nil, fmt.Errorf("%s:1: %w", name, err)
	}
	book, version, err := s.Codebook(ctx)
	if err != nil {
		return 0, nil, err
	}
	held, err := s.held(ctx, coder)
	if err != nil {
		return 0, nil, err
	}
	sheet := sheetReader{in: in, version: version, held: held, unitAt: slices.Index(in.Header, "unit")}
	if sheet.unitAt < 0 {
		return 0, nil, fmt.Errorf("%s:1: there is no column unit", name)
	}
	sheet.questions, sheet.columns = sheetQuestions(book)
	var posts []Post
	var lines []int
	for {
		row, err := in.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		var bad *csvin.RowError
		if errors.As(err, &bad) {
			problems = append(problems, fmt.Errorf("%s:%d: %w", name, bad.Line, err))
			continue
		}
		if err != nil {
			return saved, problems, err
		}
		p, err := sheet.post(row)
		if err != nil {
			problems = append(problems, fmt.Errorf("%s:%d: %w", name, in.Line(), err))
		} else if len(p.Codes)+len(p.Notes) > 0 {
			posts, lines = append(posts, p), append(lines, in.Line())
		}
	}
	refused, err := s.SaveAll(ctx, coder, posts, now)
	if err != nil {
		return 0, problems, err
	}
	for i, p := range posts {
		if refused[i] == nil {
			saved += len(p.Codes)
		} else {
			problems = append(problems, fmt.Errorf("%s:%d: %w", name, lines[i], refused[i]))
		}
	}
	return saved, problems, nil
}

// held returns the answers that a coder has saved, with their units.
func (s *Set) held(ctx context.Context, coder string) (map[Answer]map[int]bool, error) {
	codes, err := s.codes(ctx, "current_codes", "WHERE coder = ?", coder)
	if err != nil {
		return nil, err
	}
	held := map[Answer]map[int]bool{}
	for _, c := range codes {
		a := Answer{c.Field, c.Target, c.Value}
		if held[a] == nil {
			held[a] = map[int]bool{}
		}
		held[a][c.Unit] = true
	}
	return held, nil
}

// sheetReader reads the rows of a filled sheet.
type sheetReader struct {
	in        *csvin.Reader
	version   int
	held      map[Answer]map[int]bool // not saved again
	unitAt    int
	questions []Question
	columns   []string // of the questions
}

// post returns what a row adds to the codes that are held.
func (s *sheetReader) post(row []string) (Post, error) {
	header := s.in.Header
	if len(row) != len(header) {
		return Post{}, fmt.Errorf("%d cells, the header has %d", len(row), len(header))
	}
	unit, err := strconv.Atoi(row[s.unitAt])
	if err != nil {
		return Post{}, fmt.Errorf("unit %q is no number", row[s.unitAt])
	}
	p := Post{ID: "sheet-" + NewToken(), Unit: unit, Version: s.version}
	for i, column := range s.columns {
		at := slices.Index(header, column)
		if at < 0 || strings.TrimSpace(row[at]) == "" {
			continue
		}
		a := Answer{s.questions[i].Field, s.questions[i].Target, s.in.Decimal(csvin.Unguard(strings.TrimSpace(row[at])))}
		if !s.held[a][unit] {
			p.Codes = append(p.Codes, a)
		}
	}
	if at := slices.Index(header, "comment"); at >= 0 && row[at] != "" {
		p.Notes = append(p.Notes, Remark{Comment, csvin.Unguard(row[at])})
	}
	return p, nil
}
