package table

import "io"

// What the tests of this package, which see it from outside, must reach.
const (
	ByteOrderMark = byteOrderMark
	CutSheet      = cutSheet
	MaxCellUnits  = maxCellUnits
	MaxSheetRows  = maxSheetRows
	UnknownColumn = unknownColumn
)

// CutCell is a text that was cut.
type CutCell = cutCell

var (
	SchemaVersionText = schemaVersion
	Utf16Units        = utf16Units
	WriteParquet      = writeParquet
	WriteWorkbook     = writeWorkbook
)

// WriteTable writes rows as CSV, apart from a run folder.
func WriteTable[T any](w io.Writer, runID string, fields []Field[T], rows []T, o Style) error {
	_, err := writeCSV(w, gridOf(runID, "t", "", "", fields, rows), o)
	return err
}

// NewTableReader is newTableReader.
func NewTableReader[T any](r io.Reader, name string, guarded bool, fields func(meta []string) []Field[T]) (*tableReader[T], error) {
	return newTableReader(r, name, guarded, fields)
}

// Without is without.
func Without[T any](fields func() []Field[T]) func([]string) []Field[T] { return without(fields) }
