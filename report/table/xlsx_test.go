package table_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/seed-7a84ba5f/dyad/report/internal/built"
	"github.com/seed-7a84ba5f/dyad/report/internal/fixture"
	"github.com/seed-7a84ba5f/dyad/report/table"
)

func workbookBytes(t *testing.T, tables []table.Grid, rows int) ([]byte, []table.CutCell) {
	t.Helper()
	var b bytes.Buffer
	cut, err := table.WriteWorkbook(&b, tables, rows)
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), cut
}

func readWorkbook(t *testing.T, b []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// Every cell of the workbook is the value of the table, with its type.
func TestWorkbookHoldsTheTables(t *testing.T) {
	run := built.Run(t)
	tables := run.Grids()
	b, cut := workbookBytes(t, tables, table.MaxSheetRows)
	if len(cut) > 0 {
		t.Errorf("cut: %v", cut)
	}
	f := readWorkbook(t, b)
	var names []string
	for _, g := range tables {
		names = append(names, g.Table().Name)
		rows, err := f.GetRows(g.Table().Name)
		if err != nil || len(rows) != g.Len()+1 {
			t.Fatalf("%s: %d rows, %v", g.Table().Name, len(rows), err)
		}
		for row, cells := range gridRows(t, g) {
			for i, c := range g.Table().Columns {
				at, _ := excelize.CoordinatesToCellName(i+1, row+2)
				got, _ := f.GetCellValue(g.Table().Name, at)
				want := cells.Text(i)
				if c.Type == table.Bool {
					want = strings.ToUpper(want)
				}
				if got != want {
					t.Errorf("%s %s (%s): %q, not %q", g.Table().Name, at, c.Name, got, want)
				}
				kind, _ := f.GetCellType(g.Table().Name, at)
				if text := kind == excelize.CellTypeInlineString; want != "" && text != (c.Type == table.Text) {
					t.Errorf("%s %s (%s, %s): cell type %d", g.Table().Name, at, c.Name, c.Type, kind)
				}
			}
		}
		if p, err := f.GetPanes(g.Table().Name); err != nil || !p.Freeze || p.YSplit != 1 {
			t.Errorf("%s: panes %+v, %v", g.Table().Name, p, err)
		}
	}
	fixture.Diff(t, "sheets", names, f.GetSheetList())
	if n := len(f.GetDefinedName()); n != len(tables) {
		t.Errorf("%d filters", n)
	}
}

func TestWorkbookIsTheSameEveryTime(t *testing.T) {
	tables := built.Run(t).Grids()
	first, _ := workbookBytes(t, tables, table.MaxSheetRows)
	for range 5 {
		if again, _ := workbookBytes(t, tables, table.MaxSheetRows); !bytes.Equal(first, again) {
			t.Fatal("the bytes differ")
		}
	}
}

// What Excel cannot hold is cut or divided, and said.
func TestWorkbookLimits(t *testing.T) {
	run := built.Run(t)
	long := strings.Repeat("a😀", 15000)
	all := fixture.RowsOf(t, run.Rows)
	run.Rows = fixture.Edited(run.Rows, func(rec *table.Record) {
		switch rec.Article.DocID {
		case all.Articles[0].DocID:
			rec.Article.Title = "=HYPERLINK(\"x\")_x0041_\u202e\x07\r\nb"
		case all.Articles[1].DocID:
			rec.Article.PublishDate = "1850-01-02"
		}
		for i := range rec.Judgments {
			if rec.Judgments[i].JudgmentID == all.Judgments[1].JudgmentID {
				rec.Judgments[i].Sentence = long
			}
		}
	})
	run.Sources[0].Seed, run.Sources[0].Draws = 18446744073709551615, 1
	tables := run.Grids()
	b, cut := workbookBytes(t, tables, 4)
	f := readWorkbook(t, b)
	if len(cut) != 1 || cut[0].Column != "sentence" || cut[0].Units != 45000 {
		t.Fatalf("cut: %+v", cut)
	}
	got, _ := f.GetCellValue(cut[0].Sheet, cut[0].Cell)
	if table.Utf16Units(got) > table.MaxCellUnits || !strings.HasPrefix(long, strings.TrimSuffix(got, "…")) || !strings.HasSuffix(got, "…") {
		t.Errorf("cut to %d units", table.Utf16Units(got))
	}
	rows, err := f.GetRows(table.CutSheet)
	if err != nil || fmt.Sprint(rows[1]) != fmt.Sprintf("[judgments %s sentence 45000 32766]", cut[0].Cell) {
		t.Errorf("%v, %v", rows, err)
	}
	total := 0
	for _, name := range f.GetSheetList() {
		if name == "judgments" || strings.HasPrefix(name, "judgments_") {
			rows, err := f.GetRows(name)
			if err != nil || len(rows) > 4 || rows[0][0] != "run_id" {
				t.Errorf("%s: %d rows, %v", name, len(rows), err)
			}
			total += len(rows) - 1
		}
	}
	if total != run.Counts.Judgments {
		t.Errorf("%d judgments, not %d", total, run.Counts.Judgments)
	}
	for column, want := range map[string]string{"title": "=HYPERLINK(\"x\")_x0041_\u202e\uFFFD  b", "publish_date": ""} {
		i := columnOf(t, gridNamed(t, tables, "articles"), column)
		at, _ := excelize.CoordinatesToCellName(i+1, 2)
		if column == "publish_date" {
			at, _ = excelize.CoordinatesToCellName(i+1, 3)
			want = "1850-01-02"
		}
		got, err := f.GetCellValue("articles", at)
		formula, _ := f.GetCellFormula("articles", at)
		if got != want || formula != "" || err != nil {
			t.Errorf("%s: %q, not %q; formula %q, %v", column, got, want, formula, err)
		}
	}
	at, _ := excelize.CoordinatesToCellName(columnOf(t, gridNamed(t, tables, "sources"), "seed")+1, 2)
	if got, _ := f.GetCellValue("sources", at); got != "18446744073709551615" {
		t.Errorf("seed %q", got)
	}
}

func gridNamed(t *testing.T, tables []table.Grid, name string) table.Grid {
	t.Helper()
	for _, g := range tables {
		if g.Table().Name == name {
			return g
		}
	}
	t.Fatalf("no table %s", name)
	return nil
}

func columnOf(t *testing.T, g table.Grid, name string) int {
	t.Helper()
	for i, c := range g.Table().Columns {
		if c.Name == name {
			return i
		}
	}
	t.Fatalf("no column %s", name)
	return 0
}
