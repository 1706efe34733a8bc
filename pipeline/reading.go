package pipeline

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"time"

	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/corpus/read"
	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/seed-7a84ba5f/dyad/study"
)

// Reading says how articles are read, as far as the study does not say it.
type Reading struct {
	Metadata string    // CSV file of the researcher with source, date and other columns
	Columns  []string  // source=media_name: what a column or field of theirs is
	Ignore   []string  // patterns of files to leave out, as in .gitignore
	Stdin    io.Reader // what the path - is read from; nil for none
	Part     Part      // of the articles; the zero Part is all
	Located  bool      // the files hold located lines, which are of the part
}

// ChoiceError is a choice beside the study that cannot be: a mapping of columns, a way to count copies.
type ChoiceError struct{ Err error }

// Error is that of the cause.
func (e *ChoiceError) Error() string { return e.Err.Error() }

// Unwrap gives the cause.
func (e *ChoiceError) Unwrap() error { return e.Err }

// Options are those by which the articles of a study are read. It reads the sheet.
func (r Reading) Options(s *study.Study) (read.Options, error) {
	columns, err := read.ParseColumns(r.Columns)
	if err != nil {
		return read.Options{}, &ChoiceError{fmt.Errorf("--map: %w", err)}
	}
	o := read.Options{Aliases: outletNames(s), Languages: s.Languages, Columns: columns, CopyDays: s.CopyDays,
		URLDates: s.URLDates, Dates: corpus.DateOrder(s.Dates), Keep: s.Keep, Today: time.Now(), Ignore: r.Ignore, Stdin: r.Stdin}
	if o.Located = r.Located; r.Part.N > 0 && !r.Located {
		o.Part = r.Part.has
	}
	if r.Metadata != "" {
		o.Metadata, err = read.ReadMappedSheet(r.Metadata, columns)
	}
	return o, err
}

// table is what a manifest says of the reading.
func (r Reading) table() table.Reading {
	out := table.Reading{Columns: ordered(r.Columns), Ignore: ordered(r.Ignore)}
	if r.Metadata != "" {
		out.Metadata = filepath.Base(r.Metadata)
	}
	return out
}

// ordered gives texts in order, each once.
func ordered(list []string) []string {
	return slices.Compact(slices.Sorted(slices.Values(list)))
}
