package table

import (
	"cmp"
	_ "embed" // the columns
	"encoding/csv"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unsafe"
)

// columnsCSV has a line for each column, from which everything that is written and read
// of it is made: the type of its rows, its name, where a row has the value, of which kind
// that is, its range and unit, what a row must have for the value to be there (as the
// method has of the row says), and what it means. In a line of kind rows the columns of
// embedded rows stand in their place.
//
//go:embed columns.csv
var columnsCSV string

// described is a line of columnsCSV.
type described struct {
	Column
	value, when string
	embedded    bool
}

// columns are those of columnsCSV by type of rows.
var columns = sync.OnceValue(func() map[string][]described {
	lines, err := csv.NewReader(strings.NewReader(columnsCSV)).ReadAll()
	if err != nil {
		panic("report/table/columns.csv: " + err.Error()) // it is embedded, and every test reads it
	}
	out, kinds := map[string][]described{}, kinds()
	for _, l := range lines[1:] {
		d := described{Column: kinds[l[3]], value: l[2], when: l[6], embedded: l[3] == "rows"}
		d.Name, d.Range, d.Unit, d.Meaning = l[1], cmp.Or(l[4], d.Range), cmp.Or(l[5], d.Unit), l[7]
		d.Required = d.Required && d.when == ""
		out[l[0]] = append(out[l[0]], d)
	}
	return out
})

// kinds are what columns of a kind have in common.
func kinds() map[string]Column {
	float := func(decimals int, low, high float64) Column {
		return Column{Type: Float, Decimals: decimals, Range: limits{low, high}.String(), Low: low, High: high}
	}
	inf := math.Inf(1)
	return map[string]Column{
		"text":       {Type: Text},
		"name":       {Type: Text, Required: true},
		"day":        {Type: Date, Unit: "day"},
		"truth":      {Type: Bool, Range: "true, false", Required: true},
		"count":      {Type: Int, Range: "0 and up", High: inf, Required: true},
		"seed":       {Type: Int, Range: "0 and up", High: inf, Unsigned: true},
		"score":      float(ScoreDecimals, -1, 1),
		"share":      float(ShareDecimals, 0, 1),
		"difference": float(ScoreDecimals, -2, 2),
		"size":       float(ScoreDecimals, 0, inf),
		"number":     float(ScoreDecimals, -inf, inf),
		"p":          float(PDecimals, 0, 1),
		"rank":       float(RankDecimals, 1, inf),
		"goldstein":  float(ScaleDecimals, -10, 10),
		"df":         float(0, 0, inf),
		"figure":     float(metricDecimals, 0, inf),
		"end":        float(metricDecimals, -inf, inf),
	}
}

// made are the fields of each type of rows, which are found once.
var made sync.Map

// Fields are the columns of rows of a type, in order.
func Fields[T any]() []Field[T] {
	of := reflect.TypeFor[T]()
	fields, ok := made.Load(of)
	if !ok {
		fields, _ = made.LoadOrStore(of, fieldsOf[T](of.Name()))
	}
	return slices.Clone(fields.([]Field[T]))
}

func fieldsOf[T any](rows string) (out []Field[T]) {
	for _, d := range columns()[rows] {
		if d.embedded {
			out = append(out, fieldsOf[T](d.value)...)
			continue
		}
		f := Field[T]{Column: d.Column, at: placeOf[T](d.value)}
		if d.when != "" {
			f.known = func(r *T) bool { return any(r).(interface{ has(what string) bool }).has(d.when) }
		}
		out = append(out, f)
	}
	return out
}

// placeOf gives the place of a value in rows: a field, of the embedded rows too, or an
// element of one, as Shares[0]. It is found once, and not cell by cell as reflection would.
func placeOf[T any](value string) func(*T) any {
	name, element, _ := strings.Cut(strings.TrimSuffix(value, "]"), "[")
	t, offset := reflect.TypeFor[T](), uintptr(0)
	field, _ := t.FieldByName(name)
	for _, i := range field.Index {
		offset += t.Field(i).Offset
		t = t.Field(i).Type
	}
	if i, err := strconv.Atoi(element); err == nil {
		t = t.Elem()
		offset += uintptr(i) * t.Size()
	}
	at := func(r *T) unsafe.Pointer { return unsafe.Add(unsafe.Pointer(r), offset) }
	switch t {
	case reflect.TypeFor[string]():
		return func(r *T) any { return (*string)(at(r)) }
	case reflect.TypeFor[int]():
		return func(r *T) any { return (*int)(at(r)) }
	case reflect.TypeFor[uint64]():
		return func(r *T) any { return (*uint64)(at(r)) }
	case reflect.TypeFor[bool]():
		return func(r *T) any { return (*bool)(at(r)) }
	case reflect.TypeFor[Num]():
		return func(r *T) any { return (*Num)(at(r)) }
	}
	panic("report/table/columns.csv: rows have no value " + value)
}

// ArticleFields are the columns of articles.csv; meta names those that came with the articles.
func ArticleFields(meta []string) []Field[ArticleRow] {
	fields := Fields[ArticleRow]()
	for i, name := range meta {
		column := Column{Name: "meta_" + name, Type: Text, Meaning: "a column of the researcher's own"}
		fields = append(fields, Field[ArticleRow]{Column: column, at: func(r *ArticleRow) any { return metaValue(r, i, name) }})
	}
	return fields
}

// metaValue is the place of a researcher's value in a row. A row that is
// being read gets its columns one after the other; the rows of a run and of a
// stream have them already.
func metaValue(r *ArticleRow, i int, name string) *string {
	if i < len(r.Meta) && r.Meta[i].Name == name {
		return &r.Meta[i].Value
	}
	r.Meta = append(r.Meta, MetaCell{Name: name})
	return &r.Meta[len(r.Meta)-1].Value
}

// levelGroup stands in tables by group where levelSource stands in those by source.
const levelGroup = "group"

// groupedFields are the columns of a table whose rows are of sources, as they stand
// in a run by group: source is called group, and so is its level.
func groupedFields[T any](fields []Field[T]) []Field[T] {
	out := slices.Clone(fields)
	for i := range out {
		f := &out[i]
		switch f.Name {
		case "source":
			f.Name, f.Meaning = "group", "value of the column that --by names; empty at level all, and where it is not known; figures rest on outlets as clusters"
		case "share_source":
			f.Name, f.Meaning = "share_group", "share of the variance of article means that goes with the group"
		case "share_story":
			f.Name, f.Meaning = "share_outlet", "share that goes with the outlet; empty where it was left out"
		case "n_sources":
			f.Name, f.Unit, f.Meaning = "n_groups", "groups", "their groups"
		case "n_clusters", "n_clusters_other", "n_clusters_before":
			f.Unit, f.Meaning = "outlets", strings.NewReplacer("clusters of copies", "outlets", "clusters", "outlets").Replace(f.Meaning)
		case "level":
			f.Range = strings.Replace(f.Range, LevelSource, levelGroup, 1)
			at := f.at
			f.at = func(r *T) any {
				level := *at(r).(*string)
				if level == LevelSource {
					level = levelGroup
				}
				return &level
			}
		}
	}
	return out
}

// ungrouped says what a row by group is called where sources and groups are one.
func ungrouped[T any](fields []Field[T], row *T) {
	for i := range fields {
		if level, ok := fields[i].at(row).(*string); ok && fields[i].Name == "level" && *level == levelGroup {
			*level = LevelSource
		}
	}
}

// readAs are the columns by which a table of estimates is read.
func readAs[T any](by string) []Field[T] {
	fields := Fields[T]()
	if by == "" {
		return fields
	}
	grouped := groupedFields(fields)
	for i := range grouped {
		grouped[i].at = fields[i].at // read into the row itself
	}
	return grouped
}

// UnitWord is what rows of estimates are about.
func UnitWord(by string) string {
	if by != "" {
		return levelGroup
	}
	return LevelSource
}

// MaxPaired is how many sources are compared with each other, for one question:
// pairs grow with their square.
const MaxPaired = 20

// OfProse says whether a measure is of the article's prose and not of rows.
func OfProse(measure string) bool { return measure == QuotedShare || measure == SpeechShare }
