package csvin

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"pgregory.net/rapid"

	"github.com/seed-7a84ba5f/dyad/internal/golden"
)

// readAll gives the rows of a table, cells by | and faults as line:col.
func readAll(t *testing.T, text string, o Options) (rows []string, r *Reader) {
	t.Helper()
	r, err := NewReader(strings.NewReader(text), o)
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	rows = []string{strings.Join(r.Header, "|")}
	for {
		cells, err := r.Read()
		var bad *RowError
		switch {
		case err == io.EOF:
			return rows, r
		case errors.As(err, &bad):
			rows = append(rows, fmt.Sprintf("!%d:%d", bad.Line, bad.Col))
		case err != nil:
			t.Fatal(err)
		default:
			rows = append(rows, fmt.Sprintf("%d %s", r.Line(), strings.Join(cells, "|")))
		}
	}
}

func utf16Of(s string, mark, big bool) string {
	var b []byte
	if mark {
		s = "\ufeff" + s
	}
	for _, u := range utf16.Encode([]rune(s)) {
		if big {
			b = append(b, byte(u>>8), byte(u))
		} else {
			b = append(b, byte(u), byte(u>>8))
		}
	}
	return string(b)
}

func TestForms(t *testing.T) {
	plain := "id,note\n1,a\n2,b\n"
	for name, c := range map[string]struct{ text, want, encoding string }{
		"comma":                    {plain, "id|note 2 1|a 3 2|b", ""},
		"semicolon":                {"id;note\n1;a\n2;b\n", "id|note 2 1|a 3 2|b", ""},
		"tab":                      {"id\tnote\n1\ta\n2\tb\n", "id|note 2 1|a 3 2|b", ""},
		"bar":                      {"id|note\n1|a\n2|b\n", "id|note 2 1|a 3 2|b", ""},
		"a separator in a name":    {"id;\"a,b,c\"\n1;x\n", "id|a,b,c 2 1|x", ""},
		"sep, as Excel writes it":  {"sep=;\r\nid;note\r\n1;a,b\r\n", "id|note 3 1|a,b", ""},
		"sep of a tab":             {"sep=\t\nid\tnote\n1\ta\n", "id|note 3 1|a", ""},
		"sep in marks, mark":       {"\ufeff\"sep=;\"\nid;note\n1;a\n", "id|note 3 1|a", ""},
		"sep against the header":   {"sep=;\nid,a;b\n1,2;3\n", "id,a|b 3 1,2|3", ""},
		"mark and CRLF":            {"\ufeffid,note\r\n1,a\r\n2,b", "id|note 2 1|a 3 2|b", ""},
		"CR only":                  {"id,note\r1,a\r2,b\r", "id|note 2 1|a 3 2|b", ""},
		"blank lines":              {"\n\nid,note\n\n1,a\n  \n2,b\n\n", "id|note 5 1|a 7 2|b", ""},
		"lines in cells":           {"id,note\n1,\"a\nb \"\"c\"\"\"\n2,d\n", "id|note 2 1|a\nb \"c\" 4 2|d", ""},
		"space behind a mark":      {"id,note\n\"1\" ,\"a\" \n", "id|note 2 1|a", ""},
		"empty cells behind":       {"id,note\n1,a,,\n2,b,x\n", "id|note 2 1|a 3 2|b|x", ""},
		"UTF-16LE":                 {utf16Of(plain, true, false), "id|note 2 1|a 3 2|b", "UTF-16"},
		"UTF-16BE":                 {utf16Of(plain, true, true), "id|note 2 1|a 3 2|b", "UTF-16"},
		"UTF-16LE without a mark":  {utf16Of(plain, false, false), "id|note 2 1|a 3 2|b", "UTF-16"},
		"UTF-16BE without a mark":  {utf16Of(plain, false, true), "id|note 2 1|a 3 2|b", "UTF-16"},
		"UTF-16, a bad row":        {utf16Of(plain, true, false) + "3\x00,\x00\x00\xd8x\x00\n\x00" + utf16Of("4,d\n", false, false), "id|note 2 1|a 3 2|b !4:3 5 4|d", "UTF-16"},
		"UTF-16, cut":              {utf16Of(plain, true, false) + "3\x00,\x00x", "id|note 2 1|a 3 2|b !4:3", "UTF-16"},
		"Windows-1252":             {"id,note\n1,caf\xe9 in the town of the harbour\n2,b\n", "id|note 2 1|café in the town of the harbour 3 2|b", "Windows-1252"},
		"quoted, improper":         {"id,note\n1,\"a\"b\n2,b\n", "id|note !2:5 3 2|b", ""},
		"bare mark":                {"id,note\n1,a\"b\n2,b\n", "id|note !2:4 3 2|b", ""},
		"never closed":             {"id,note\n1,\"a\n2,b\n3,c\n", "id|note !2:3 3 2|b 4 3|c", ""},
		"closed by another's mark": {"id,note\n1,\"a\n2,b\n3,\"c\"\n4,d\n", "id|note !2:3 3 2|b 4 3|c 5 4|d", ""},
		"rest of a bad row":        {"id,note,x\n1,\"a \"b\nrest of it\nand more,of it\n2,b,y\n3,c\n", "id|note|x !2:6 !3:1 !4:1 5 2|b|y 6 3|c", ""},
		"marks are letters":        {"id\tnote\n1\t\"a\" b\n2\t\"b\n3\tc\n4\t5\"\n", "id|note 2 1|\"a\" b 3 2|\"b 4 3|c 5 4|5\"", ""},
		"a tab cell with lines":    {"id\tnote\n1\t\"a\n\"\"b\"\"\"\n2\tc\n", "id|note 2 1|a\n\"b\" 4 2|c", ""},
	} {
		rows, r := readAll(t, c.text, Options{})
		if got := strings.Join(rows, " "); got != c.want || r.Encoding != c.encoding {
			t.Errorf("%s: %q as %q, want %q as %q", name, got, r.Encoding, c.want, c.encoding)
		}
	}
}

func TestNoTable(t *testing.T) {
	for text, want := range map[string]string{"": "no header", "\n \n": "no header", "sep=;\n": "no header", "PK\x03\x04abc": "workbook", "\"a\nb\nc": "not closed"} {
		if _, err := NewReader(strings.NewReader(text), Options{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

func TestLimit(t *testing.T) {
	rows, _ := readAll(t, "id,note\n1,"+strings.Repeat("x", 200)+"\n2,b\n3,\""+strings.Repeat("y\n", 100)+"\"\n4,d\n", Options{Limit: 100})
	if len(rows) < 5 || !slices.Equal(rows[:4], []string{"id|note", "!2:1", "3 2|b", "!4:3"}) || rows[len(rows)-1] != "105 4|d" {
		t.Errorf("%q", rows)
	}
}

// Whatever a writer of CSV writes is read back.
func TestWrittenIsRead(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		cell := rapid.StringMatching(`["a ,;\n\té'=]{0,6}`)
		n := rapid.IntRange(1, 4).Draw(rt, "columns")
		rows := rapid.SliceOfN(rapid.SliceOfN(cell, n, n), 1, 5).Draw(rt, "rows")
		var header []string
		for i := range n {
			header = append(header, fmt.Sprintf("c%d", i))
		}
		var b strings.Builder
		comma := rapid.SampledFrom([]rune{',', ';', '|', '\t'}).Draw(rt, "comma")
		for _, row := range rows {
			for i := range row {
				if comma == '\t' { // TABs in a cell that goes on over lines look like a row
					row[i] = strings.ReplaceAll(row[i], "\t", " ")
				}
			}
		}
		w := csv.NewWriter(&b)
		w.Comma, w.UseCRLF = comma, rapid.Bool().Draw(rt, "crlf")
		if err := w.WriteAll(append([][]string{header}, rows...)); err != nil {
			rt.Fatal(err)
		}
		r, err := NewReader(strings.NewReader(b.String()), Options{Comma: byte(comma)})
		if err != nil {
			rt.Fatal(err)
		}
		for _, want := range rows {
			if n == 1 && want[0] == "" {
				continue // a blank line is no row
			}
			got, err := r.Read()
			for i := range want {
				want[i] = strings.TrimSuffix(want[i], "\r")
			}
			if err != nil || !slices.Equal(got, want) {
				rt.Fatalf("%q: %q, %v; want %q", b.String(), got, err, want)
			}
		}
	})
}

func TestPlaces(t *testing.T) {
	r, err := NewReader(strings.NewReader("a,b,c\n\"x\ny\",z,é\n"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.Read(); err != nil {
		t.Fatal(err)
	}
	var got []string
	for i := range 3 {
		l, c := r.Pos(i)
		got = append(got, fmt.Sprintf("%d:%d", l, c))
	}
	if strings.Join(got, " ") != "2:1 3:4 3:6" {
		t.Errorf("places %v", got)
	}
}

func TestDecimal(t *testing.T) {
	for _, c := range []struct {
		comma      byte
		cell, want string
	}{
		{';', "0,5", "0.5"}, {';', "-0,25", "-0.25"}, {';', "\u22120,25", "-0.25"}, {';', "1,234", "1.234"}, {';', "0.5", "0.5"}, {';', ",5", ".5"},
		{',', "0,5", "0.5"}, {',', "0,125", "0.125"}, {',', "1,234", "1,234"}, {',', "1,234,567", "1,234,567"}, {',', "\u22121", "-1"},
		{';', "a,b", "a,b"}, {';', "1,", "1,"}, {';', "x", "x"}, {';', "", ""}, {';', "--1,5", "--1,5"}, {';', "2020-01-02", "2020-01-02"},
	} {
		if got := (&Reader{Comma: c.comma}).Decimal(c.cell); got != c.want {
			t.Errorf("%q behind %q: %q, want %q", c.cell, c.comma, got, c.want)
		}
	}
}

func TestMissing(t *testing.T) {
	for cell, want := range map[string]bool{"NA": true, " nan ": true, ".": true, "": true, "#N/A": true, "0": false, "none": false, "-": false, "na": false} {
		if Missing(cell) != want {
			t.Errorf("%q: %v", cell, !want)
		}
	}
}

func FuzzReader(f *testing.F) {
	for _, s := range []string{"a,b\n1,\"x", "sep=;\na;b\n\"1\";2", "\xff\xfea\x00", "a\tb\n\"\"\"\t\"", "\r\r\"", "a\n\x00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r, err := NewReader(strings.NewReader(s), Options{Limit: 1 << 12})
		if err != nil {
			return
		}
		for n := 0; ; n++ {
			cells, err := r.Read()
			if err == io.EOF {
				return
			}
			if err != nil && !errors.As(err, new(*RowError)) || n > len(s)+1 {
				t.Fatalf("%v after %d rows", err, n)
			}
			for i := range cells {
				if l, c := r.Pos(i); l < 1 || c < 1 {
					t.Fatalf("place %d:%d", l, c)
				}
			}
		}
	})
}

func init() { golden.FixDraws() }

// Each gives every row that can be read, tells of the others, and loses none of either.
func TestEach(t *testing.T) {
	r, err := NewReader(strings.NewReader("a,b\n1,2\n\"x\"y,3\n4,5\n"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	var rows []string
	var bad []int
	if err := r.Each(func(e *RowError) { bad = append(bad, e.Line) }, func(cells []string) { rows = append(rows, strings.Join(cells, "|")) }); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(rows, " "); got != "1|2 4|5" || !slices.Equal(bad, []int{3}) {
		t.Errorf("rows %s, bad lines %v", got, bad)
	}
}
