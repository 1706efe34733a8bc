package table

import (
	"fmt"
	"io"
	"iter"
	"math"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// What a workbook can hold, as Excel states it.
const (
	maxCellUnits = 32767   // UTF-16 units of a cell
	maxSheetRows = 1048576 // rows of a sheet, with its header
	maxExactInt  = 1e15    // Excel keeps fifteen digits of a number
)

// cutSheet lists the texts that were cut to fit a cell.
const cutSheet = "cut_cells"

// xlsx writes all tables into one workbook: a sheet a table, the codebook among
// them, with typed cells, the header frozen and a filter on every column. A
// table with more rows than a sheet holds goes on in NAME_2 and so on. A text
// longer than a cell holds is cut, and the sheet cut_cells says where.
type xlsx struct{}

func (xlsx) write(f *Folder, tables []Grid, o Style) {
	var cut []cutCell
	f.Add(workbookFile, 0, func(w io.Writer) (err error) {
		cut, err = writeWorkbook(w, tables, maxSheetRows)
		return err
	})
	if f.Err == nil && len(cut) > 0 {
		f.Outputs[len(f.Outputs)-1].CutCells = len(cut)
		o.note(fmt.Sprintf("%s: %d texts are longer than the %d characters that Excel keeps in a cell and are cut there; its sheet %s lists them, the other formats hold them whole",
			workbookFile, len(cut), maxCellUnits, cutSheet))
	}
}

// cutCell is a text that was too long for its cell.
type cutCell struct {
	Sheet, Cell, Column string
	Units               int // UTF-16 units of the whole text
}

// workbook is a workbook that is being written.
type workbook struct {
	file   *excelize.File
	header int          // style of the first row
	styles map[Type]int // of cells; floats are by their decimals
	floats map[int]int
	cut    []cutCell
	begun  bool // the sheet that a new workbook has is gone
}

// emptySheet is the sheet that a new workbook has.
const emptySheet = "Sheet1"

// writeWorkbook writes the tables; rows is how many a sheet holds.
func writeWorkbook(w io.Writer, tables []Grid, rows int) (cut []cutCell, err error) {
	b := &workbook{file: excelize.NewFile(), floats: map[int]int{}}
	defer func() {
		if e := b.file.Close(); err == nil {
			err = e
		}
	}()
	b.file.SetZipWriter(func(w io.Writer) excelize.ZipWriter { return &sortedZip{to: w} })
	if err := b.prepare(); err != nil {
		return nil, err
	}
	for _, g := range tables {
		if err := b.table(g, rows); err != nil {
			return nil, fmt.Errorf("sheet %s: %w", g.Table().Name, err)
		}
	}
	if err := b.cuts(); err != nil {
		return nil, err
	}
	return b.cut, b.file.Write(w)
}

// prepare makes the styles.
func (b *workbook) prepare() (err error) {
	b.header, err = b.file.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true},
		Fill:      excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E7E6E6"}},
		Alignment: &excelize.Alignment{Vertical: "top"}})
	if err != nil {
		return err
	}
	b.styles = map[Type]int{}
	for _, s := range []struct {
		kind   Type
		format string
	}{{Text, "@"}, {Int, "0"}, {Date, "yyyy-mm-dd"}} {
		if b.styles[s.kind], err = b.file.NewStyle(&excelize.Style{CustomNumFmt: &s.format}); err != nil {
			return err
		}
	}
	return b.file.SetDocProps(&excelize.DocProperties{Creator: "dyad", Title: "Tables of a run of dyad",
		Created: "2000-01-01T00:00:00Z", Modified: "2000-01-01T00:00:00Z"})
}

// style is that of the cells of a column.
func (b *workbook) style(c Column) (int, error) {
	if c.Type != Float {
		return b.styles[c.Type], nil
	}
	if id, ok := b.floats[c.Decimals]; ok {
		return id, nil
	}
	format := strings.TrimSuffix("0."+strings.Repeat("0", c.Decimals), ".")
	id, err := b.file.NewStyle(&excelize.Style{CustomNumFmt: &format})
	b.floats[c.Decimals] = id
	return id, err
}

// table writes a table on as many sheets as it needs.
func (b *workbook) table(g Grid, most int) error {
	rows := &ahead{}
	rows.next, rows.stop = iter.Pull2(g.Rows())
	defer rows.stop()
	for left, part := g.Len(), 1; left > 0 || part == 1; part++ {
		n := min(left, most-1)
		name := g.Table().Name
		if part > 1 {
			name = fmt.Sprintf("%s_%d", name, part)
		}
		if err := b.sheet(name, g, rows, n); err != nil {
			return err
		}
		left -= n
	}
	return nil
}

// ahead is rows of which the next ones have been looked at.
type ahead struct {
	next   func() (Row, error, bool)
	stop   func()
	looked []Row
}

// look gives the next n rows, fewer at the end, without taking them.
func (a *ahead) look(n int) ([]Row, error) {
	for len(a.looked) < n {
		row, err, ok := a.next()
		if err != nil {
			return nil, err
		}
		if !ok {
			break
		}
		a.looked = append(a.looked, row)
	}
	return a.looked[:min(n, len(a.looked))], nil
}

// take takes the next row.
func (a *ahead) take() (Row, error) {
	rows, err := a.look(1)
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return nil, io.ErrUnexpectedEOF
	}
	a.looked = a.looked[1:]
	return rows[0], nil
}

// lookedAt is how many rows of a sheet the widths of its columns rest on.
const lookedAt = 200

// sheet writes the next n rows of a table.
func (b *workbook) sheet(name string, g Grid, rows *ahead, n int) error {
	first, err := rows.look(min(n, lookedAt))
	if err != nil {
		return err
	}
	if _, err := b.file.NewSheet(name); err != nil {
		return err
	}
	if !b.begun { // while there is nothing in a sheet, since this reads all of them
		if err := b.file.DeleteSheet(emptySheet); err != nil {
			return err
		}
		b.file.SetActiveSheet(0)
		b.begun = true
	}
	columns := g.Table().Columns
	last, err := excelize.CoordinatesToCellName(len(columns), n+1)
	if err != nil {
		return err
	}
	out, err := b.file.NewStreamWriter(name)
	if err != nil {
		return err
	}
	if err := b.file.AutoFilter(name, "A1:"+last, nil); err != nil {
		return err
	}
	if err := out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	cells := make([]any, len(columns))
	for i, c := range columns {
		style, err := b.style(c)
		if err != nil {
			return err
		}
		if err := out.SetColStyle(i+1, i+1, style); err != nil {
			return err
		}
		if err := out.SetColWidth(i+1, i+1, width(g.Table().Columns[i].Name, i, first)); err != nil {
			return err
		}
		cells[i] = excelize.Cell{StyleID: b.header, Value: OneLine(c.Name)}
	}
	if err := out.SetRow("A1", cells); err != nil {
		return err
	}
	for at := 2; at < n+2; at++ {
		row, err := rows.take()
		if err != nil {
			return err
		}
		for i := range columns {
			if cells[i], err = b.cell(name, at, i, columns[i], row.Value(i)); err != nil {
				return err
			}
		}
		if err := out.SetRow(fmt.Sprintf("A%d", at), cells); err != nil {
			return err
		}
	}
	return out.Flush()
}

// cell gives a value as the workbook holds it. What Excel cannot hold as a
// number or a date stands there as text.
func (b *workbook) cell(sheet string, row, column int, c Column, v any) (any, error) {
	switch v := v.(type) {
	case string:
		if c.Type == Date {
			if day, err := time.Parse(time.DateOnly, v); err == nil && day.Year() > 1900 {
				return day, nil
			}
		}
		v = OneLine(v)
		units := utf16Units(v)
		if units <= maxCellUnits {
			return v, nil
		}
		at, err := excelize.CoordinatesToCellName(column+1, row)
		b.cut = append(b.cut, cutCell{Sheet: sheet, Cell: at, Column: c.Name, Units: units})
		return cutUTF16(v, maxCellUnits-1) + "…", err
	case int64:
		if v >= maxExactInt {
			return fmt.Sprint(v), nil
		}
	case uint64:
		if v >= maxExactInt {
			return fmt.Sprint(v), nil
		}
	}
	return v, nil
}

// cuts lists the cut cells, if there are any.
func (b *workbook) cuts() error {
	if len(b.cut) == 0 {
		return nil
	}
	if _, err := b.file.NewSheet(cutSheet); err != nil {
		return err
	}
	rows := [][]any{{"sheet", "cell", "column", "characters", "kept"}}
	for _, c := range b.cut {
		rows = append(rows, []any{c.Sheet, c.Cell, c.Column, c.Units, maxCellUnits - 1})
	}
	for i, row := range rows {
		if i == maxSheetRows {
			break
		}
		if err := b.file.SetSheetRow(cutSheet, fmt.Sprintf("A%d", i+1), &row); err != nil {
			return err
		}
	}
	return nil
}

// width of a column: that of its header or of its first values, within bounds.
func width(name string, column int, first []Row) float64 {
	const least, most = 8, 60
	w := utf8.RuneCountInString(name) + 3 // the arrow of the filter
	for _, row := range first {
		w = max(w, utf8.RuneCountInString(row.Text(column))+1)
	}
	return math.Min(math.Max(float64(w), least), most)
}

// utf16Units is the length of a text as Excel counts it.
func utf16Units(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r > 0xFFFF {
			n++
		}
	}
	return n
}

// cutUTF16 is the longest beginning of s with at most so many units.
func cutUTF16(s string, most int) string {
	n := 0
	for i, r := range s {
		n++
		if r > 0xFFFF {
			n++
		}
		if n > most {
			return s[:i]
		}
	}
	return s
}
