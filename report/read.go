package report

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// Reasons of problems that the readers of this package find.
const (
	badRow        = "bad_row"        // a row or line that cannot be read
	unknownColumn = "unknown_column" // a column that dyad does not know
	unknownDoc    = "unknown_doc"    // a row of an article that is not there
	duplicateDoc  = "duplicate_doc"  // a second article of the same doc_id
	rowsDiffer    = "rows_differ"    // an article has not the rows that it says
	truncated     = "truncated"      // a stream that ends early
	afterEnd      = "after_end"      // something stands after the end of a stream
)

// ReadOptions says how to read what a run wrote.
type ReadOptions struct {
	Name    string // of a stream, for messages
	NoGuard bool   // CSV was written without spreadsheet guard
	Partial bool   // a stream may end early: its whole articles count
}

// ReadTables reads articles.csv, judgments.csv and relations.csv; relations
// may be "". Rows that cannot be read are problems of the Info, with file,
// line and column, and are left out.
//
// Where the files are those of a run, unchanged, with its manifest.json
// beside articles.csv, the Info is that run's, so that building again gives
// the same tables. Otherwise the files themselves are the inputs and the
// caller fills in the rest.
func ReadTables(articles, judgments, relations string, o ReadOptions) (Info, []Record, error) {
	files := []string{articles, judgments}
	if relations != "" {
		files = append(files, relations)
	}
	inputs, err := hashFiles(files)
	if err != nil {
		return Info{}, nil, err
	}
	info, known := runBehind(filepath.Dir(articles), inputs)
	guarded := !o.NoGuard
	if known.Verified.RunID != "" {
		guarded = known.Verified.Writing.Guard
	}
	var a assembly
	bad, err := readTable(articles, guarded, articleFields, &a, a.article)
	if err != nil {
		return info, nil, err
	}
	a.found += bad
	if _, err := readTable(judgments, guarded, without(judgmentFields), &a, a.judgment); err != nil {
		return info, nil, err
	}
	if relations != "" {
		if _, err := readTable(relations, guarded, without(relationFields), &a, a.relation); err != nil {
			return info, nil, err
		}
	}
	recs := a.finish(filepath.Base(articles))
	if known.Verified.RunID == "" {
		info.Intake = Intake{Inputs: inputs, Found: a.found, Problems: a.problems}
		info.Reading.From = FromTables
	}
	return info, recs, nil
}

// without ignores the researcher's columns, which only articles have.
func without[T any](fields func() []field[T]) func([]string) []field[T] {
	return func([]string) []field[T] { return fields() }
}

// readTable hands each row of a file to add and counts those that cannot be
// read.
func readTable[T any](path string, guarded bool, fields func([]string) []field[T], a *assembly, add func(T, string) *Problem) (bad int, err error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	name := filepath.Base(path) // so that the manifest is the same wherever the tables lie
	t, err := newTableReader(f, name, guarded, fields)
	if err != nil {
		return 0, err
	}
	a.problems = append(a.problems, t.warnings()...)
	for {
		var row T
		problem, err := t.next(&row)
		switch {
		case err == io.EOF:
			return bad, nil
		case err != nil:
			return bad, fmt.Errorf("%s: %w", path, err)
		case problem != nil:
			bad++
		default:
			problem = add(row, fmt.Sprintf("%s:%d", name, t.line()))
		}
		if problem != nil {
			a.problems = append(a.problems, *problem)
		}
	}
}

// assembly puts rows together to records.
type assembly struct {
	recs     []Record
	index    map[string]int // of recs, by doc_id
	found    int            // articles, also those that could not be read
	problems []Problem
}

func (a *assembly) article(row ArticleRow, where string) *Problem {
	a.found++
	if a.index == nil {
		a.index = map[string]int{}
	}
	if _, ok := a.index[row.DocID]; ok {
		return &Problem{Where: where, Reason: duplicateDoc, Message: fmt.Sprintf("article %q is there already", row.DocID), Lost: true}
	}
	a.index[row.DocID] = len(a.recs)
	a.recs = append(a.recs, Record{Article: row})
	return nil
}

func (a *assembly) judgment(row JudgmentRow, where string) *Problem {
	i, ok := a.index[row.DocID]
	if !ok {
		return orphan(row.DocID, where)
	}
	a.recs[i].Judgments = append(a.recs[i].Judgments, row)
	return nil
}

func (a *assembly) relation(row RelationRow, where string) *Problem {
	i, ok := a.index[row.DocID]
	if !ok {
		return orphan(row.DocID, where)
	}
	a.recs[i].Relations = append(a.recs[i].Relations, row)
	return nil
}

func orphan(doc, where string) *Problem {
	return &Problem{Where: where, Reason: unknownDoc, Message: fmt.Sprintf("there is no article %q", doc), Lost: true}
}

// whole says whether a record has the rows that its article says.
func whole(r *Record) bool {
	return len(r.Judgments) == r.Article.Judgments && len(r.Relations) == r.Article.Relations
}

// finish gives the records and says where rows are missing.
func (a *assembly) finish(name string) []Record {
	n := 0
	for i := range a.recs {
		if !whole(&a.recs[i]) {
			n++
		}
	}
	if n > 0 {
		a.problems = append(a.problems, Problem{Where: name, Reason: rowsDiffer,
			Message: fmt.Sprintf("%d articles have not the number of judgments and relations that n_judgments and n_relations say", n)})
	}
	return a.recs
}

// hashFiles describes files as inputs.
func hashFiles(paths []string) ([]Input, error) {
	var out []Input
	for _, p := range paths {
		in, err := HashFile(p, filepath.Base(p))
		if err != nil {
			return nil, err
		}
		out = append(out, in)
	}
	return out, nil
}

// ErrTruncated says that a stream ends before its end record.
var ErrTruncated = errors.New("the stream ends before its end record")
