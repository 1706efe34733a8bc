package validate

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-7a84ba5f/dyad/stats"

	"github.com/seed-7a84ba5f/dyad/internal/csvin"
)

// Variable is what several coders coded of the same items.
type Variable struct {
	Name   string
	Items  []string
	Coders []string // in order
	// Labels are the codes used, in order: by size where all are numbers, else
	// by letter.
	Labels []string
	// Numeric says that each label is a number.
	Numeric bool
	// Codes has the number of a label where Numeric, else its place in Labels.
	Codes stats.Coding
}

// CodesOptions say where a table of codes has what.
type CodesOptions struct {
	// Items are the columns that name an item together. None takes "item", or
	// else those of ItemColumns that are there.
	Items []string
	// Values are the columns with codes, each a variable. None takes "code".
	Values []string
	// Coders are the columns of a wide table, one for each coder. None reads a
	// long table, with the coder's name in the column "coder".
	Coders []string
	// Comma separates cells; 0: as the table shows.
	Comma byte
}

// ItemColumns returns the columns that name an item in the tables of a run.
func ItemColumns() []string {
	return []string{"doc_id", "sentence_no", "byte_start", "holder", "holder_class", "target"}
}

// ReadCodes reads the codes of several coders; name stands in errors.
//
// A long table has a row for each code: the item, the coder and one code or
// more, and may have a column "variable", whose values are variables of their
// own. A wide table has a row for each item and a column for each coder. An
// empty cell, or one that says that there is no value (NA, NaN, "."), is a code
// not given. Package csvin says which forms of CSV are read. A row without item or coder, with a wrong
// number of cells or with a second code of one coder for one item is left out
// and returned among the problems, with its line. The error says why nothing
// could be read.
func ReadCodes(r io.Reader, name string, o CodesOptions) (variables []Variable, problems []error, err error) {
	in, err := csvin.NewReader(r, csvin.Options{Comma: o.Comma})
	if err != nil {
		return nil, nil, placed(name, err)
	}
	t, err := newCodeTable(name, in.Header, o)
	if err != nil {
		return nil, nil, err
	}
	for {
		row, err := in.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		switch {
		case err != nil && !errors.As(err, new(*csvin.RowError)):
			return nil, nil, fmt.Errorf("%s: %w", name, err)
		case err != nil:
			problems = append(problems, placed(name, err))
		case len(row) != len(in.Header):
			problems = append(problems, fmt.Errorf("%s:%d: %d cells, the header has %d", name, in.Line(), len(row), len(in.Header)))
		default:
			for _, i := range t.values {
				row[i] = in.Decimal(csvin.Unguard(row[i]))
			}
			problems = append(problems, t.add(row, in.Line())...)
		}
	}
	if variables = t.variables(); len(variables) == 0 {
		return nil, problems, fmt.Errorf("%s: has no codes", name)
	}
	for _, v := range variables {
		for _, names := range [][]string{v.Labels, v.Coders} {
			if a, b := sameButCase(names); a != b {
				problems = append(problems, fmt.Errorf("%s: %s: %q and %q differ by capitals only and count as two: write them in one way", name, v.Name, a, b))
			}
		}
	}
	return variables, problems, nil
}

// sameButCase gives the first two of sorted names that are one but for capitals.
func sameButCase(names []string) (a, b string) {
	seen := map[string]string{}
	for _, n := range names {
		low := strings.ToLower(n)
		if first, ok := seen[low]; ok {
			return first, n
		}
		seen[low] = n
	}
	return "", ""
}

// placed gives a fault of a table its place in the file.
func placed(name string, err error) error {
	var bad *csvin.RowError
	if errors.As(err, &bad) {
		return fmt.Errorf("%s:%d:%d: %w", name, bad.Line, bad.Col, err)
	}
	return fmt.Errorf("%s:1: %w", name, err)
}

// codeTable is a table of codes while it is read.
type codeTable struct {
	name            string
	header          []string
	items, values   []int
	coder, variable int // columns, or -1; wide tables have no coder column
	answers         map[codeKey]codedAt
}

type codeKey struct{ variable, item, coder string }

type codedAt struct {
	code string
	line int
}

func newCodeTable(name string, header []string, o CodesOptions) (*codeTable, error) {
	t := &codeTable{name: name, header: header, answers: map[codeKey]codedAt{},
		coder: slices.Index(header, "coder"), variable: slices.Index(header, "variable")}
	find := func(columns []string) ([]int, error) {
		var at []int
		for _, c := range columns {
			i := slices.Index(header, c)
			if i < 0 {
				return nil, fmt.Errorf("%s:1: there is no column %s", name, c)
			}
			at = append(at, i)
		}
		return at, nil
	}
	items := o.Items
	if len(items) == 0 {
		items = itemColumns(header)
	}
	if len(items) == 0 {
		return nil, fmt.Errorf("%s:1: no column names the item: want item, or some of %s", name, strings.Join(ItemColumns(), ", "))
	}
	values := o.Values
	if len(o.Coders) > 0 {
		t.coder, values = -1, o.Coders
	} else if t.coder < 0 {
		return nil, fmt.Errorf("%s:1: there is no column coder; a table with a column for each coder needs their names", name)
	} else if len(values) == 0 {
		values = []string{"code"}
	}
	var err error
	if t.items, err = find(items); err != nil {
		return nil, err
	}
	t.values, err = find(values)
	return t, err
}

func itemColumns(header []string) []string {
	if slices.Contains(header, "item") {
		return []string{"item"}
	}
	var out []string
	for _, c := range ItemColumns() {
		if slices.Contains(header, c) {
			out = append(out, c)
		}
	}
	return out
}

// add takes in the codes of a row.
func (t *codeTable) add(row []string, line int) (problems []error) {
	var parts []string
	for _, i := range t.items {
		parts = append(parts, strings.TrimSpace(csvin.Unguard(row[i])))
	}
	key := codeKey{item: strings.Join(parts, "\x1f")}
	if strings.Trim(key.item, "\x1f") == "" {
		return []error{fmt.Errorf("%s:%d: the row names no item", t.name, line)}
	}
	if t.coder >= 0 {
		if key.coder = strings.TrimSpace(row[t.coder]); key.coder == "" {
			return []error{fmt.Errorf("%s:%d: the row names no coder", t.name, line)}
		}
	}
	for _, i := range t.values {
		code := strings.TrimSpace(row[i])
		if csvin.Missing(code) {
			continue
		}
		k := key
		if t.coder < 0 {
			k.coder, k.variable = t.header[i], "code"
		} else {
			k.variable = t.header[i]
		}
		if t.variable >= 0 && row[t.variable] != "" {
			k.variable = row[t.variable]
		}
		if first, ok := t.answers[k]; ok {
			problems = append(problems, fmt.Errorf("%s:%d: %s codes this item a second time (%q; first on line %d: %q, which is kept)",
				t.name, line, k.coder, code, first.line, first.code))
			continue
		}
		t.answers[k] = codedAt{code, line}
	}
	return problems
}

// variables sorts what was read, so that the order of rows has no part in it.
func (t *codeTable) variables() []Variable {
	byName := map[string][]codeKey{}
	for k := range t.answers {
		byName[k.variable] = append(byName[k.variable], k)
	}
	var out []Variable
	for name, keys := range byName {
		v := Variable{Name: name}
		for _, k := range keys {
			v.Items, v.Coders, v.Labels = append(v.Items, k.item), append(v.Coders, k.coder), append(v.Labels, t.answers[k].code)
		}
		v.Items, v.Coders, v.Labels = distinct(v.Items), distinct(v.Coders), distinct(v.Labels)
		numbers := v.orderLabels()
		v.Codes = make(stats.Coding, len(v.Items))
		for i := range v.Codes {
			v.Codes[i] = slices.Repeat([]float64{math.NaN()}, len(v.Coders))
		}
		for _, k := range keys {
			i, _ := slices.BinarySearch(v.Items, k.item)
			j, _ := slices.BinarySearch(v.Coders, k.coder)
			v.Codes[i][j] = numbers[t.answers[k].code]
		}
		for i, item := range v.Items {
			v.Items[i] = strings.ReplaceAll(item, "\x1f", " ")
		}
		out = append(out, v)
	}
	slices.SortFunc(out, func(a, b Variable) int { return strings.Compare(a.Name, b.Name) })
	return out
}

func distinct(s []string) []string {
	slices.Sort(s)
	return slices.Compact(s)
}

// orderLabels gives each label its code. Labels that are one number written
// in two ways ("1" and "1.0") share it.
func (v *Variable) orderLabels() map[string]float64 {
	numbers := map[string]float64{}
	v.Numeric = true
	for _, l := range v.Labels {
		x, err := strconv.ParseFloat(l, 64)
		if err != nil || math.IsNaN(x) || math.IsInf(x, 0) {
			v.Numeric = false
			break
		}
		numbers[l] = x + 0 // -0 is 0
	}
	if !v.Numeric {
		clear(numbers)
		for i, l := range v.Labels {
			numbers[l] = float64(i)
		}
		return numbers
	}
	slices.SortStableFunc(v.Labels, func(a, b string) int { return cmp.Compare(numbers[a], numbers[b]) })
	v.Labels = slices.CompactFunc(v.Labels, func(a, b string) bool { return numbers[a] == numbers[b] })
	return numbers
}
