package table

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
)

// Reasons of problems that the readers of this package find.
const (
	BadRow        = "bad_row"        // a row or line that cannot be read
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

// TableFiles are the files of the tables that hold all rows of a run. Portrayals
// and Relations may be "".
type TableFiles struct{ Articles, Portrayals, Judgments, Relations string }

// RowTables are the tables that TableFiles names.
func RowTables() []string { return []string{"articles", "portrayals", "judgments", "relations"} }

// Paths are the files that are named, in the order of the fields.
func (t TableFiles) Paths() []string {
	return slices.DeleteFunc([]string{t.Articles, t.Portrayals, t.Judgments, t.Relations}, func(p string) bool { return p == "" })
}

// TablesIn names the tables of a run folder.
func TablesIn(dir string) TableFiles {
	at := func(name string) string { return filepath.Join(dir, name+".csv") }
	return TableFiles{at("articles"), at("portrayals"), at("judgments"), at("relations")}
}

// FindTables says by their headers which tables the files hold.
func FindTables(paths []string) (TableFiles, error) {
	var t TableFiles
	for _, path := range paths {
		header, err := headerOf(path)
		if err != nil {
			return t, err
		}
		switch {
		case slices.Contains(header, "portrayal_id"):
			t.Portrayals = path
		case slices.Contains(header, "judgment_id"): // which has a column relation_id too
			t.Judgments = path
		case slices.Contains(header, "relation_id"):
			t.Relations = path
		default:
			t.Articles = path
		}
	}
	return t, nil
}

// ReadRows reads the rows of a run from its tables, perhaps corrected by hand. What
// a correction got wrong is a [*TableFaults]. The intake has no inputs.
func ReadRows(files TableFiles, guarded bool) ([]Record, Intake, error) {
	var a assembly
	if err := a.read(files, guarded); err != nil {
		return nil, Intake{}, err
	}
	recs := a.finish(filepath.Base(files.Articles))
	if len(a.faults) > 0 {
		return nil, Intake{}, &TableFaults{a.faults}
	}
	return recs, Intake{Found: a.found, Problems: a.problems}, nil
}

// read reads the tables that are named, the articles first.
func (a *assembly) read(files TableFiles, guarded bool) error {
	bad, err := readTable(files.Articles, guarded, ArticleFields, a, a.article)
	if err != nil {
		return err
	}
	a.found += bad
	if files.Portrayals != "" {
		if _, err := readTable(files.Portrayals, guarded, without(Fields[PortrayalRow]), a, a.portrayal); err != nil {
			return err
		}
	}
	if _, err := readTable(files.Judgments, guarded, without(Fields[JudgmentRow]), a, a.judgment); err != nil {
		return err
	}
	if files.Relations == "" {
		return nil
	}
	_, err = readTable(files.Relations, guarded, without(Fields[RelationRow]), a, a.relation)
	return err
}

// without ignores the researcher's columns, which only articles have.
func without[T any](fields func() []Field[T]) func([]string) []Field[T] {
	return func([]string) []Field[T] { return fields() }
}

// readTable hands each row of a file to add and counts those that cannot be
// read.
func readTable[T any](path string, guarded bool, fields func([]string) []Field[T], a *assembly, add func(T, string) *Problem) (bad int, err error) {
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
	a.problems = append(a.problems, t.Warnings()...)
	for {
		var row T
		problem, err := t.Next(&row)
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
		switch {
		case problem == nil:
		case problem.Lost && problem.Reason != unknownDoc:
			a.faults = append(a.faults, *problem)
		default:
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
	faults   []Problem         // of rows that were corrected by hand
	where    []string          // of recs
	ids      map[string]string // of rows of the detail tables, with their places
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
	a.recs, a.where = append(a.recs, Record{Article: row}), append(a.where, where)
	return nil
}

// of is the record that a row belongs to, or what is wrong with the row.
func (a *assembly) of(d *Detail, column, id, where string, check func() string) (*Record, *Problem) {
	i, ok := a.index[d.DocID]
	if !ok {
		return nil, orphan(d.DocID, where)
	}
	message := a.unlike(d, i)
	if first, twice := a.ids[id]; twice {
		message = fmt.Sprintf("%s: %q stands on %s already", column, id, first)
	} else if message == "" {
		message = check()
	}
	if message != "" {
		return nil, &Problem{Where: where, Reason: BadRow, Message: message, Lost: true}
	}
	if a.ids == nil {
		a.ids = map[string]string{}
	}
	a.ids[id] = where
	return &a.recs[i], nil
}

func (a *assembly) portrayal(row PortrayalRow, where string) *Problem {
	rec, problem := a.of(&row.Detail, "portrayal_id", row.PortrayalID, where, row.check)
	if rec != nil {
		rec.Portrayals = append(rec.Portrayals, row)
	}
	return problem
}

func (a *assembly) judgment(row JudgmentRow, where string) *Problem {
	rec, problem := a.of(&row.Detail, "judgment_id", row.JudgmentID, where, row.check)
	if rec != nil {
		rec.Judgments = append(rec.Judgments, row)
	}
	return problem
}

func (a *assembly) relation(row RelationRow, where string) *Problem {
	rec, problem := a.of(&row.Detail, "relation_id", row.RelationID, where, row.check)
	if rec != nil {
		rec.Relations = append(rec.Relations, row)
	}
	return problem
}

func orphan(doc, where string) *Problem {
	return &Problem{Where: where, Reason: unknownDoc, Message: fmt.Sprintf("there is no article %q", doc), Lost: true}
}

// whole says whether a record has the rows that its article says.
func whole(r *Record) bool {
	return len(r.Portrayals) == r.Article.Portrayals && len(r.Judgments) == r.Article.Judgments && len(r.Relations) == r.Article.Relations
}

// finish gives the records and says where rows are missing.
func (a *assembly) finish(name string) []Record {
	a.checkClusters()
	n := 0
	for i := range a.recs {
		if !whole(&a.recs[i]) {
			n++
		}
	}
	if n > 0 {
		a.problems = append(a.problems, Problem{Where: name, Reason: rowsDiffer,
			Message: fmt.Sprintf("%d articles do not have the number of rows that n_portrayals, n_judgments and n_relations say", n)})
	}
	return a.recs
}

// ErrTruncated says that a stream ends before its end record.
var ErrTruncated = errors.New("the stream ends before its end record")
