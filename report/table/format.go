package table

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Format is a file format of tables.
type Format string

// The formats.
const (
	CSV     Format = "csv"     // RFC 4180, one file a table
	XLSX    Format = "xlsx"    // one workbook, one sheet a table
	Parquet Format = "parquet" // one file a table
	JSONL   Format = "jsonl"   // JSON Lines, one file a table
)

// Formats lists the formats in the order in which they are written.
func Formats() []Format { return []Format{CSV, XLSX, Parquet, JSONL} }

// workbookFile is the workbook of all tables.
const workbookFile = "tables.xlsx"

// tableFormat writes tables into a run folder: what a format has to do.
type tableFormat interface {
	write(f *Folder, tables []Grid, o Style)
}

// writer is how a known format is written.
func (f Format) writer() tableFormat {
	switch f {
	case XLSX:
		return xlsx{}
	case Parquet:
		return perTable{Parquet, unguarded(writeParquet)}
	case JSONL:
		return perTable{JSONL, unguarded(writeJSONL)}
	}
	return perTable{CSV, writeCSV}
}

// Style says how tables are written.
type Style struct {
	Formats []Format // in their order, each once
	NoGuard bool     // CSV: leave the spreadsheet guard out
	Excel   bool     // CSV: begin each table with a byte order mark
	// Note is told what a reader of the folder should know of how it was
	// written; nil tells nobody.
	Note func(message string)
}

func (o *Style) note(message string) {
	if o.Note != nil {
		o.Note(message)
	}
}

// Write writes the tables in their formats, the codebook among them, and the file
// that describes them for programs.
func (r *Tables) Write(f *Folder, study json.RawMessage, o Style) {
	tables := r.Grids()
	for _, format := range o.Formats {
		format.writer().write(f, tables, o)
	}
	r.tellLookalikes(f, o)
	f.addPackage(r.ID, study, tables)
}

// Write writes the tables of a multiverse alone into a folder of their own; by is
// the column that its groups are of, "" for sources.
func (m *Multiverse) Write(f *Folder, runID, by string, o Style) {
	tables := m.Grids(runID, by, "")
	tables = append(tables, bookOf(runID, tables))
	for _, format := range o.Formats {
		format.writer().write(f, tables, o)
	}
	f.addPackage(runID, nil, tables)
}

// OrderFormats puts formats into their order, each once; none is CSV.
func OrderFormats(list []Format) ([]Format, error) {
	if len(list) == 0 {
		return []Format{CSV}, nil
	}
	known := Formats()
	for _, f := range list {
		if !slices.Contains(known, f) {
			return nil, fmt.Errorf("format %q is none of %s", f, strings.Trim(fmt.Sprint(known), "[]"))
		}
	}
	list = slices.SortedFunc(slices.Values(list), func(a, b Format) int {
		return cmp.Compare(slices.Index(known, a), slices.Index(known, b))
	})
	return slices.Compact(list), nil
}

// perTable is a format with a file for each table.
type perTable struct {
	format Format
	one    func(w io.Writer, g Grid, o Style) (guarded map[string]int, err error)
}

func (p perTable) write(f *Folder, tables []Grid, o Style) {
	for _, g := range tables {
		var guarded map[string]int
		f.Add(g.Table().File(p.format), g.Len(), func(w io.Writer) (err error) {
			guarded, err = p.one(w, g, o)
			return err
		})
		if f.Err == nil && len(guarded) > 0 {
			f.Outputs[len(f.Outputs)-1].Guarded = guarded
		}
	}
}

// unguarded is a format that guards nothing.
func unguarded(write func(io.Writer, Grid) error) func(io.Writer, Grid, Style) (map[string]int, error) {
	return func(w io.Writer, g Grid, _ Style) (map[string]int, error) { return nil, write(w, g) }
}
