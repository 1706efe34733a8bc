package report

import (
	"fmt"
	"math"
)

// SchemaVersion changes whenever a column is added, dropped or renamed.
const SchemaVersion = 1

// Type is the type of a column's values.
type Type string

// The types.
const (
	Text  Type = "text"
	Int   Type = "int"
	Float Type = "float"
	Bool  Type = "bool"
	Date  Type = "date" // 2006-01-02
)

// Column describes one column of a table.
type Column struct {
	Name     string
	Type     Type
	Decimals int // printed decimals of a float
	Unit     string
	Range    string
	Meaning  string
}

// Table describes one table of a run folder.
type Table struct {
	Name    string // the file is Name + ".csv"
	Meaning string
	Columns []Column
}

// field is a column of the rows T and the place of its value in a row.
type field[T any] struct {
	Column
	at     func(*T) any  // a *string, *int, *uint64, *bool or *Num
	known  func(*T) bool // nil where the value is always known
	limits limits        // of a float
}

// limits are the ends of a range of floats.
type limits struct{ low, high float64 }

func (l limits) String() string {
	switch {
	case math.IsInf(l.low, -1) && math.IsInf(l.high, 1):
		return "any"
	case math.IsInf(l.high, 1):
		return fmt.Sprintf("%v and up", l.low)
	}
	return fmt.Sprintf("from %v to %v", l.low, l.high)
}

// when says that the value of a field is missing unless known holds.
func (f field[T]) when(known func(*T) bool) field[T] {
	f.known = known
	return f
}

func text[T any](name, rng, meaning string, at func(*T) *string) field[T] {
	return field[T]{Column: Column{Name: name, Type: Text, Range: rng, Meaning: meaning},
		at: func(r *T) any { return at(r) }}
}

func date[T any](name, meaning string, at func(*T) *string) field[T] {
	f := text(name, "", meaning, at)
	f.Type, f.Unit = Date, "day"
	return f
}

func count[T any](name, unit, meaning string, at func(*T) *int) field[T] {
	return field[T]{Column: Column{Name: name, Type: Int, Unit: unit, Range: "0 and up", Meaning: meaning},
		at: func(r *T) any { return at(r) }}
}

func number[T any](name string, decimals int, lim limits, meaning string, at func(*T) *Num) field[T] {
	return field[T]{Column: Column{Name: name, Type: Float, Decimals: decimals, Range: lim.String(), Meaning: meaning},
		at: func(r *T) any { return at(r) }, limits: lim}
}

func truth[T any](name, meaning string, at func(*T) *bool) field[T] {
	return field[T]{Column: Column{Name: name, Type: Bool, Range: "true, false", Meaning: meaning},
		at: func(r *T) any { return at(r) }}
}

// Printed decimals.
const (
	scoreDecimals = 4 // polarity, cooperation, means and their errors
	shareDecimals = 4 // shares and probabilities
	scaleDecimals = 1 // goldstein
)

// Ranges that several columns share.
const (
	targetRange   = "actor1, actor2, relationship"
	voiceRange    = "narrator, quoted"
	scopeRange    = "dyad, actor"
	relationRange = "self, member, proxy"
	modalityRange = "asserted, hoped, demanded, hypothetical, denied, reported"
	spansForm     = "start..end;start..end"
)

func polarityRange() limits  { return limits{-1, 1} }
func shareRange() limits     { return limits{0, 1} }
func gapRange() limits       { return limits{-2, 2} }
func goldsteinRange() limits { return limits{-10, 10} }
func anyRange() limits       { return limits{math.Inf(-1), math.Inf(1)} }
func spreadRange() limits    { return limits{0, math.Inf(1)} }

// runIDColumn is the first column of every table.
func runIDColumn() Column {
	return Column{Name: "run_id", Type: Text, Range: "r and 16 hexadecimal digits",
		Meaning: "the run that the row belongs to: a hash of tool version, study, lexicons, models, seed and inputs"}
}

// Schema lists the tables of a run with their columns in order; meta names
// the researcher's own columns, without the prefix meta_.
func Schema(meta []string) []Table {
	return []Table{
		table("articles", "one row per article, also for those that do not count", articleFields(meta)),
		table("judgments", "one row per judgment: one holder's evaluation of one target in one sentence", judgmentFields()),
		table("relations", "one row per event between the two actors; cooperation is averaged over this table only", relationFields()),
		table("sources", "one row per cell and measure, over all articles and for each source", estimateFields()),
		table("timeline", "the same for each period", estimateFields()),
		table("contrasts", "each source against the others, and pairs of sources", contrastFields()),
		table("trends", "each cell of sources over time: slope, tests, smooth, change points and events", trendFields()),
		table("variance", "what the differences between articles go with: source, period, story or neither", varianceFields()),
		table("flow", "how many articles reach each stage, and why the others do not", flowFields()),
		table("codebook", "every column of every table", codebookFields()),
	}
}

func table[T any](name, meaning string, fields []field[T]) Table {
	t := Table{Name: name, Meaning: meaning, Columns: []Column{runIDColumn()}}
	for _, f := range fields {
		t.Columns = append(t.Columns, f.Column)
	}
	return t
}

// codebook gives the rows of codebook.csv.
func codebook(meta []string) []CodebookRow {
	var rows []CodebookRow
	for _, t := range Schema(meta) {
		for _, c := range t.Columns {
			rows = append(rows, CodebookRow{Table: t.Name, Column: c.Name, Type: string(c.Type),
				Decimals: c.Decimals, Unit: c.Unit, Range: c.Range, Meaning: c.Meaning})
		}
	}
	return rows
}
