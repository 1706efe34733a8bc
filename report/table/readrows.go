package table

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
)

// readRows reads a table of a run, by the groups of a column where it is of groups.
func readRows[T any](rows *[]T, dir, name string, guarded bool, by string) error {
	var a assembly
	fields := readAs[T](by)
	keep := func(row T, _ string) *Problem {
		ungrouped(fields, &row)
		*rows = append(*rows, row)
		return nil
	}
	_, err := readTable(filepath.Join(dir, filepath.FromSlash(TableFile(name))), guarded, func([]string) []Field[T] { return fields }, &a, keep)
	if err != nil {
		return err
	}
	for _, p := range slices.Concat(a.faults, a.problems) {
		if p.Lost {
			return &rowError{p}
		}
	}
	return nil
}

// rowError is a row that cannot be read.
type rowError struct{ Problem }

func (e *rowError) Error() string { return e.String() }

// ReadEstimates reads the tables of a run folder that figures are drawn from into t,
// whose By says whether they are of groups; has says which files the folder has.
func (r *Tables) ReadEstimates(dir string, guarded bool, has func(file string) bool) error {
	var timeline []EstimateRow
	var trends []TrendRow
	err := errors.Join(
		readRows(&r.Sources, dir, "sources", guarded, r.By),
		readRows(&timeline, dir, "timeline", guarded, r.By),
		readRows(&r.Contrasts, dir, "contrasts", guarded, r.By),
		readRows(&trends, dir, "trends", guarded, r.By),
		readRows(&r.Labels, dir, "labels", guarded, r.By),
		readRows(&r.FrameShares, dir, "frame_shares", guarded, r.By),
		readRows(&r.Flow, dir, "flow", guarded, ""))
	r.Timeline, r.Trends = NewPacked(Fields[EstimateRow](), timeline), NewPacked(Fields[TrendRow](), trends)
	if has(TableFile("stance_matrix")) {
		err = errors.Join(err, readRows(&r.Stances, dir, "stance_matrix", guarded, r.By))
	}
	if has(TableFile("validation")) {
		err = errors.Join(err, readRows(&r.Validation, dir, "validation", guarded, ""))
	}
	if has(TableFile("multiverse")) {
		r.Multiverse = &Multiverse{}
		err = errors.Join(err,
			readRows(&r.Multiverse.Rows, dir, "multiverse", guarded, r.By),
			readRows(&r.Multiverse.Summary, dir, "multiverse_summary", guarded, r.By))
	}
	return err
}

// ReadArticleRows reads the articles of a run folder with their portrayals and
// judgments. A row that cannot be read or is missing is an error, with its place.
func ReadArticleRows(dir string, guarded bool) ([]Record, error) {
	var a assembly
	file := func(name string) string { return filepath.Join(dir, TableFile(name)) }
	if _, err := readTable(file("articles"), guarded, ArticleFields, &a, a.article); err != nil {
		return nil, err
	}
	if _, err := readTable(file("portrayals"), guarded, without(Fields[PortrayalRow]), &a, a.portrayal); err != nil {
		return nil, err
	}
	if _, err := readTable(file("judgments"), guarded, without(Fields[JudgmentRow]), &a, a.judgment); err != nil {
		return nil, err
	}
	for _, p := range a.problems {
		if p.Lost {
			return nil, &rowError{p}
		}
	}
	for i := range a.recs {
		r := &a.recs[i]
		for _, t := range []struct {
			name          string
			rows, counted int
		}{{"portrayals", len(r.Portrayals), r.Article.Portrayals}, {"judgments", len(r.Judgments), r.Article.Judgments}} {
			if t.rows != t.counted {
				return nil, fmt.Errorf("%s: article %q has %d rows, and articles.csv says n_%s %d",
					file(t.name), r.Article.DocID, t.rows, t.name, t.counted)
			}
		}
	}
	return a.recs, nil
}
