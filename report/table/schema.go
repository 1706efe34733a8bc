package table

import (
	"fmt"
	"math"
	"path"
	"strconv"
	"strings"
)

// SchemaVersion changes whenever a column is added, dropped or renamed.
const SchemaVersion = 5

func schemaVersion() string { return strconv.Itoa(SchemaVersion) }

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
	Range    string  // for people: values, limits or a form
	Low      float64 // of a number: its least value; -Inf where there is none
	High     float64 // its greatest; +Inf where there is none
	Required bool    // never missing
	Unsigned bool    // whole numbers that can be as large as 64 bits allow
	Meaning  string
}

// Values are the only texts that can stand in the column, nil where it is open.
// A range of the form "one, two" is such a list.
func (c Column) Values() []string {
	if c.Type != Text || !strings.Contains(c.Range, ", ") {
		return nil
	}
	list := strings.Split(c.Range, ", ")
	for _, v := range list {
		if strings.Trim(v, "abcdefghijklmnopqrstuvwxyz0123456789_") != "" {
			return nil
		}
	}
	return list
}

// Table describes one table of a run folder.
type Table struct {
	Name    string
	Folder  string // of the run folder that its files lie in; "" is the run folder itself
	Meaning string
	// Optional is when a run has the table; "" is always.
	Optional string
	Key      []string // columns that together tell one row from another
	Columns  []Column
}

// File is the table's file in a format that has one for each table, as a path
// below the run folder with /.
func (t Table) File(f Format) string { return path.Join(t.Folder, t.Name+"."+string(f)) }

// Field is a column of the rows T and the place of its value in a row.
type Field[T any] struct {
	Column
	at    func(*T) any  // a *string, *int, *uint64, *bool or *Num
	known func(*T) bool // nil where the value is always known
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
func (f Field[T]) when(known func(*T) bool) Field[T] {
	f.known, f.Required = known, false
	return f
}

func text[T any](name, rng, meaning string, at func(*T) *string) Field[T] {
	return Field[T]{Column: Column{Name: name, Type: Text, Range: rng, Meaning: meaning},
		at: func(r *T) any { return at(r) }}
}

func date[T any](name, meaning string, at func(*T) *string) Field[T] {
	f := text(name, "", meaning, at)
	f.Type, f.Unit = Date, "day"
	return f
}

func count[T any](name, unit, meaning string, at func(*T) *int) Field[T] {
	return Field[T]{Column: Column{Name: name, Type: Int, Unit: unit, Range: "0 and up", High: math.Inf(1), Required: true, Meaning: meaning},
		at: func(r *T) any { return at(r) }}
}

func number[T any](name string, decimals int, lim limits, meaning string, at func(*T) *Num) Field[T] {
	return Field[T]{Column: Column{Name: name, Type: Float, Decimals: decimals, Range: lim.String(), Low: lim.low, High: lim.high, Meaning: meaning},
		at: func(r *T) any { return at(r) }}
}

func truth[T any](name, meaning string, at func(*T) *bool) Field[T] {
	return Field[T]{Column: Column{Name: name, Type: Bool, Range: "true, false", Required: true, Meaning: meaning},
		at: func(r *T) any { return at(r) }}
}

// seedField is the seed of a row that may have been drawn.
func seedField[T any](at func(*T) *uint64, drawn func(*T) bool) Field[T] {
	return Field[T]{Column: Column{Name: "seed", Type: Int, Range: "0 and up", High: math.Inf(1), Unsigned: true,
		Meaning: "seed of the run; empty where nothing was drawn"}, at: func(r *T) any { return at(r) }, known: drawn}
}

// Printed decimals.
const (
	ScoreDecimals = 4 // polarity, cooperation, means and their errors
	ShareDecimals = 4 // shares and probabilities
	ScaleDecimals = 1 // goldstein
)

// Ranges that several columns share.
const (
	TargetRange    = "actor1, actor2, relationship"
	voiceRange     = "narrator, quoted"
	ActorRange     = "actor1, actor2"
	scopeRange     = "dyad, actor"
	extentRange    = "any, dyad"
	holderRange    = "narrator, actor1, actor2, other"
	signRange      = "negative, neutral, positive"
	relationRange  = "self, member, proxy"
	methodRange    = "none, outer_t, t, percentile_expanded, percentile, bca"
	relationLabels = "conflict, mixed, cooperation"
	modalityRange  = "asserted, hoped, demanded, hypothetical, denied, reported"
	spansForm      = "start..end;start..end"
)

func polarityRange() limits   { return limits{-1, 1} }
func shareRange() limits      { return limits{0, 1} }
func differenceRange() limits { return limits{-2, 2} }
func goldsteinRange() limits  { return limits{-10, 10} }
func anyRange() limits        { return limits{math.Inf(-1), math.Inf(1)} }
func spreadRange() limits     { return limits{0, math.Inf(1)} }

// runIDColumn is the first column of every table.
func runIDColumn() Column {
	return Column{Name: "run_id", Type: Text, Range: "r and 16 hexadecimal digits", Required: true,
		Meaning: "the run that the row belongs to: a hash of tool version, study, lexicons, models, seed and inputs"}
}
