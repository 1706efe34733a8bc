package read

import (
	"bufio"
	"errors"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/parquet-go/parquet-go"
	parquetformat "github.com/parquet-go/parquet-go/format"
	"github.com/xuri/excelize/v2"

	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/internal/words"
)

// recordOf makes a record of the fields of a line or row: its text, its id, and
// what else they say.
func (in *input) recordOf(fs fields, line int) *corpus.Record {
	r := &corpus.Record{File: in.file.rel, Path: in.file.path, Line: line, BodyLine: 1, LineName: "text line"}
	if f, ok := fs.takeText(); ok {
		r.Body = in.textOf(f)
	}
	if i := slices.IndexFunc(fs, func(f field) bool { return postFields.Has(strings.ToLower(f.name)) }); i >= 0 {
		r.NoArticle = "a post of a network, with the field " + fs[i].name
	}
	for _, entry := range leadNames.List() {
		name, beside, _ := strings.Cut(entry, "=")
		if lead, ok := fs.named([]string{name}); ok && fs.has([]string{beside}) && !strings.Contains(r.Body, strings.TrimSpace(lead.value)) {
			r.Body = lead.value + "\n\n" + r.Body
		}
	}
	if f, ok := fs.take(idNames.List()); ok {
		r.OwnID = strings.TrimSpace(f.value)
	}
	fs.describe(r, corpus.ByRecord, func(string) bool { return false })
	return r
}

// textOf gives the text of a field, which may hold tags, or a document of its own in XML.
func (in *input) textOf(f field) string {
	if strings.HasPrefix(f.value, "<") {
		inner := *in
		inner.r = bufio.NewReaderSize(strings.NewReader(f.value), headBytes)
		if l := layouts()[xmlKinds.Value(xmlRoot([]byte(f.value[:min(len(f.value), headBytes)])))]; l != nil {
			text := ""
			inner.readLayout(l, "", func(r *corpus.Record, _ error) bool {
				if r != nil {
					text = r.Body
				}
				return text == ""
			})
			if text != "" {
				return text
			}
		}
	}
	text := withoutTags(f.value)
	if strings.Contains(text, `\n`) && !strings.Contains(text, "\n") && escapedBreak().MatchString(text) {
		text = escapes.Replace(text)
	}
	return text
}

// Programs that write the ends of lines as two letters write no others.
var (
	escapedBreak = words.Lazily(`[.!?:”"’')\]]\s*(?:\\r)?\\n|\\n\s*(?:\\r)?\\n`)
	escapes      = strings.NewReplacer(`\r\n`, "\n", `\n`, "\n", `\r`, "\n", `\t`, " ", `\"`, `"`, `\'`, "'")
)

// row is a row of a worksheet.
type row struct {
	sheet string
	n     int // from 1
	cells []string
}

// worksheetRows gives the rows of all worksheets that hold anything. Cells that
// hold days as numbers are left as numbers: only the header tells which.
func worksheetRows(f *excelize.File) iter.Seq2[row, error] {
	return func(yield func(row, error) bool) {
		for _, sheet := range f.GetSheetList() {
			rows, err := f.Rows(sheet)
			if err != nil {
				if !yield(row{sheet: sheet}, err) {
					return
				}
				continue
			}
			for n := 1; rows.Next(); n++ {
				cells, err := rows.Columns(excelize.Options{RawCellValue: true})
				if len(cells) == 0 && err == nil {
					continue
				}
				if !yield(row{sheet, n, cells}, err) {
					_ = rows.Close()
					return
				}
			}
			if err := rows.Error(); err != nil && !yield(row{sheet: sheet}, err) {
				return
			}
		}
	}
}

// maxHeadRow is the row in which the names of columns stand at the latest; a
// title may stand above them.
const maxHeadRow = 10

// openWorkbook opens a spreadsheet; what grows beyond measure is refused.
func openWorkbook(r io.Reader, limit int64) (f *excelize.File, date1904 bool, err error) {
	f, err = excelize.OpenReader(r, excelize.Options{UnzipSizeLimit: 8 * limit, UnzipXMLSizeLimit: min(8*limit, 16<<20)})
	if err != nil {
		return nil, false, err
	}
	if p, err := f.GetWorkbookProps(); err == nil && p.Date1904 != nil {
		date1904 = *p.Date1904
	}
	return f, date1904, nil
}

// The days that a number in a column of dates may stand for: 1954 to 2119.
const minSerial, maxSerial = 20_000, 80_000

// serialDay gives the day that a spreadsheet keeps as a number, or the cell as
// it is.
func serialDay(cell string, date1904 bool) string {
	v, err := strconv.ParseFloat(cell, 64)
	if err != nil || !(v >= minSerial && v < maxSerial) {
		return cell
	}
	t, err := excelize.ExcelDateToTime(v, date1904)
	if err != nil {
		return cell
	}
	if v == float64(int(v)) {
		return t.Format(time.DateOnly)
	}
	return t.Round(time.Second).Format(time.DateTime)
}

// readXLSX reads each row of the worksheets that have a column of texts.
func (in *input) readXLSX(r io.Reader, yield func(*corpus.Record, error) bool) {
	f, date1904, err := openWorkbook(r, in.limit)
	if err != nil {
		yield(nil, in.lost(0, 0, corpus.ReasonUnreadable, "is not a sound spreadsheet: %v", err))
		return
	}
	defer f.Close()
	var head row
	found, key, texts := false, false, false
	for row, err := range worksheetRows(f) {
		switch {
		case err != nil:
			if !yield(nil, in.lost(row.n, 0, corpus.ReasonUnreadable, "worksheet %q: %v", row.sheet, err)) {
				return
			}
			continue
		case head.cells == nil || row.sheet != head.sheet || !texts && row.n <= maxHeadRow:
			head, texts = row, in.columns.hasText(row.cells)
			found, key = found || texts, key || readHeader(row.cells, in.columns).hasKey()
			continue
		case !texts:
			continue
		}
		if fs := in.worksheetFields(head, row, date1904); len(fs) > 0 && !yield(in.recordOf(fs, row.n), nil) {
			return
		}
	}
	switch {
	case found:
	case key:
		yield(nil, in.note(0, corpus.ReasonSheetNotUsed, "looks like a sheet of metadata, and was not used: name it with --metadata, or with --map text=COLUMN the column of its texts"))
	default:
		yield(nil, in.lost(1, 0, corpus.ReasonNoText, "no worksheet has a column of texts. Say which one with --map text=COLUMN, or use the spreadsheet as --metadata"))
	}
}

// worksheetFields returns the cells of a row by the names of the head row.
func (in *input) worksheetFields(head, row row, date1904 bool) fields {
	var fs fields
	for i, c := range row.cells {
		if i < len(head.cells) && strings.TrimSpace(head.cells[i]) != "" && c != "" {
			fs = append(fs, field{name: strings.TrimSpace(head.cells[i]), value: c, line: row.n})
		}
	}
	if len(fs) == 0 {
		return nil
	}
	fs = in.columns.rename(fs)
	for i := range fs {
		if corpus.IsName(dateNames.List(), fs[i].name) {
			fs[i].value = serialDay(fs[i].value, date1904)
		}
	}
	return fs
}

func looksLikeParquet(head []byte, _ string) bool {
	return strings.HasPrefix(string(firstBytes(head, 4)), "PAR1")
}

// readParquet reads each row of a Parquet table as an article.
func readParquet(in *input) iter.Seq2[*corpus.Record, error] {
	return func(yield func(*corpus.Record, error) bool) {
		// the library panics on some damaged files
		defer in.recovered("Parquet table", yield)()
		ra, size, err := in.anywhere()
		if err != nil {
			yield(nil, err)
			return
		}
		f, err := parquet.OpenFile(ra, size)
		if err != nil {
			yield(nil, in.lost(0, 0, corpus.ReasonUnreadable, "is not a sound Parquet table: %v", err))
			return
		}
		columns := f.Schema().Columns()
		names := make([]string, len(columns))
		for i, path := range columns {
			names[i] = strings.TrimSuffix(strings.TrimSuffix(strings.Join(path, "."), ".list.element"), ".list.item")
		}
		if !in.columns.hasText(names) {
			yield(nil, in.lost(0, 0, corpus.ReasonNoText, "no column holds texts; the columns are %s. Say which one with --map text=COLUMN", strings.Join(names, ", ")))
			return
		}
		n := 0
		for _, group := range f.RowGroups() {
			if !in.parquetRows(group, names, &n, yield) {
				return
			}
		}
	}
}

// parquetRows reads the rows of a group. What is damaged costs the rest of the
// group.
func (in *input) parquetRows(group parquet.RowGroup, names []string, n *int, yield func(*corpus.Record, error) bool) bool {
	rows := group.Rows()
	defer rows.Close()
	kinds := make([]func(parquet.Value) string, len(names))
	for i, path := range group.Schema().Columns() {
		if leaf, ok := group.Schema().Lookup(path...); ok {
			kinds[i] = parquetText(leaf.Node)
		}
	}
	buf := make([]parquet.Row, 64)
	for {
		got, err := rows.ReadRows(buf)
		for _, row := range buf[:got] {
			*n++
			fs := in.columns.rename(parquetFields(row, names, kinds, *n))
			if len(fs) > 0 && !yield(in.recordOf(fs, *n), nil) {
				return false
			}
		}
		if errors.Is(err, io.EOF) {
			return true
		}
		if err != nil {
			return yield(nil, in.lost(*n+1, 0, corpus.ReasonTableRow, "the rows from here to the end of their group cannot be read: %v", err))
		}
	}
}

// parquetFields gives the fields of a row; several values of one column are
// joined.
func parquetFields(row parquet.Row, names []string, kinds []func(parquet.Value) string, n int) fields {
	var fs fields
	var items []string // of the last field
	for _, v := range row {
		c := v.Column()
		if v.IsNull() || c < 0 || c >= len(names) || kinds[c] == nil {
			continue
		}
		value := strings.ToValidUTF8(kinds[c](v), "\uFFFD")
		if last := len(fs) - 1; last >= 0 && fs[last].name == names[c] {
			items = append(items, value)
			fs[last].value = joinedList(items)
			continue
		}
		items = []string{value}
		fs = append(fs, field{name: names[c], value: value, line: n})
	}
	return fs
}

// parquetText gives how the values of a column are written.
func parquetText(node parquet.Node) func(parquet.Value) string {
	logical := node.Type().LogicalType()
	if logical == nil {
		return parquet.Value.String
	}
	switch kind := logical.Value.(type) {
	case *parquetformat.DateType:
		return func(v parquet.Value) string { return time.Unix(int64(v.Int32())*86400, 0).UTC().Format(time.DateOnly) }
	case *parquetformat.TimestampType:
		per := int64(time.Second)
		switch kind.Unit.Value.(type) {
		case *parquetformat.MilliSeconds:
			per = 1e3
		case *parquetformat.MicroSeconds:
			per = 1e6
		}
		return func(v parquet.Value) string {
			return time.Unix(v.Int64()/per, v.Int64()%per*(int64(time.Second)/per)).UTC().Format(time.DateTime)
		}
	}
	return parquet.Value.String
}

// anywhere gives the file for readers that must go to any place of it.
func (in *input) anywhere() (io.ReaderAt, int64, error) {
	if in.whole != nil {
		info, err := in.whole.Stat()
		if err != nil {
			return nil, 0, err
		}
		return in.whole, info.Size(), nil
	}
	b, err := in.all()
	if err != nil {
		return nil, 0, err
	}
	return strings.NewReader(string(b)), int64(len(b)), nil
}

// recovered gives what tells of a reader of other people's that broke down:
// this file is lost from there on, and no other.
func (in *input) recovered(kind string, yield func(*corpus.Record, error) bool) func() {
	return func() {
		if cause := recover(); cause != nil {
			yield(nil, in.lost(0, 0, corpus.ReasonUnreadable, "is not a sound %s: %v", kind, cause))
		}
	}
}
