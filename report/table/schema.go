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

// Printed decimals.
const (
	ScoreDecimals = 4 // polarity, cooperation, means and their errors
	ShareDecimals = 4 // shares and probabilities
	ScaleDecimals = 1 // goldstein
	PDecimals     = 6 // p-values
	RankDecimals  = 1 // mean ranks
)

// The targets that a row can have: of portrayals, and of judgments.
const (
	ActorRange  = "actor1, actor2"
	TargetRange = "actor1, actor2, relationship"
)

// runIDColumn is the first column of every table.
func runIDColumn() Column {
	return Column{Name: "run_id", Type: Text, Range: "r and 16 hexadecimal digits", Required: true,
		Meaning: "the run that the row belongs to: a hash of tool version, study, lexicons, models, seed and inputs"}
}
