package table_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/report"
	"github.com/seed-7a84ba5f/dyad/report/internal/built"
	"github.com/seed-7a84ba5f/dyad/report/internal/fixture"
	"github.com/seed-7a84ba5f/dyad/report/table"
)

// gridRows are the rows of a table, as many as it says.
func gridRows(t *testing.T, g table.Grid) (rows []table.Row) {
	t.Helper()
	for row, err := range g.Rows() {
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, row)
	}
	if len(rows) != g.Len() {
		t.Fatalf("%s: %d rows, not %d", g.Table().Name, len(rows), g.Len())
	}
	return rows
}

// checkGrid finds rows that a key does not tell apart, missing values where
// none may be, and values outside their list or limits.
func checkGrid(t *testing.T, g table.Grid) {
	t.Helper()
	about, seen := g.Table(), map[string]bool{}
	for row, cells := range gridRows(t, g) {
		var key []string
		for i, c := range about.Columns {
			v := cells.Value(i)
			if slices.Contains(about.Key, c.Name) {
				key = append(key, cells.Text(i))
			}
			if v == nil && c.Required {
				t.Errorf("%s, row %d: %s is required and missing", about.Name, row+1, c.Name)
			}
			if s, ok := v.(string); ok && c.Values() != nil && !slices.Contains(c.Values(), s) {
				t.Errorf("%s, row %d: %s is %q and should be one of %q", about.Name, row+1, c.Name, s, c.Values())
			}
			if x, ok := v.(float64); ok && (x < c.Low || x > c.High) {
				t.Errorf("%s, row %d: %s is %v and should be %s", about.Name, row+1, c.Name, x, c.Range)
			}
		}
		name := strings.Join(key, "\x00")
		if seen[name] || len(key) != len(about.Key) {
			t.Errorf("%s, row %d: key %q of %q is there already", about.Name, row+1, key, about.Key)
		}
		seen[name] = true
	}
}

func TestTablesAreAsTheirSchemaSays(t *testing.T) {
	choices := report.DefaultChoices()
	run := built.Build(t, fixture.Info(), built.Quarrel(), report.Options{Multiverse: &choices, Validation: []table.ValidationRow{}, Means: "t"})
	for _, g := range slices.Concat(run.Grids(), run.Multiverse.Grids("r1", "", "")) {
		checkGrid(t, g)
	}
	for _, g := range built.Run(t).Grids() {
		checkGrid(t, g)
	}
}

// Every format holds the same values.
func TestJSONLinesHoldTheTables(t *testing.T) {
	run := built.Run(t)
	dir := t.TempDir()
	f := table.Folder{Dir: dir}
	if run.Tables.Write(&f, nil, table.Style{Formats: []table.Format{table.JSONL}}); f.Err != nil {
		t.Fatal(f.Err)
	}
	if _, err := os.Stat(filepath.Join(dir, "articles.csv")); err == nil {
		t.Error("CSV was written unasked")
	}
	for _, g := range run.Grids() {
		f, err := os.Open(filepath.Join(dir, g.Table().File(table.JSONL)))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		lines := bufio.NewScanner(f)
		lines.Buffer(nil, 1<<20)
		row, cells := 0, gridRows(t, g)
		for ; lines.Scan(); row++ {
			var got map[string]any
			if err := json.Unmarshal(lines.Bytes(), &got); err != nil {
				t.Fatal(err)
			}
			for i, c := range g.Table().Columns {
				if want := cells[row].Value(i); fmt.Sprint(want) != fmt.Sprint(got[c.Name]) && !numbersEqual(want, got[c.Name]) {
					t.Errorf("%s, row %d, %s: %v, not %v", g.Table().Name, row+1, c.Name, got[c.Name], want)
				}
			}
		}
		if row != g.Len() {
			t.Errorf("%s has %d rows, not %d", g.Table().Name, row, g.Len())
		}
	}
}

// numbersEqual compares a whole number with what JSON made of it.
func numbersEqual(want, got any) bool {
	x, ok := got.(float64)
	switch w := want.(type) {
	case int64:
		return ok && float64(w) == x
	case uint64:
		return ok && float64(w) == x
	}
	return false
}

func TestFormats(t *testing.T) {
	got, err := table.OrderFormats([]table.Format{table.JSONL, table.CSV, table.JSONL})
	fixture.Diff(t, "formats", []table.Format{table.CSV, table.JSONL}, got)
	if _, more := table.OrderFormats([]table.Format{"ods"}); err != nil || more == nil {
		t.Errorf("%v, %v", err, more)
	}
}
