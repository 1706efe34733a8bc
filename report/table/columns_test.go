package table

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
)

// Each line of columns.csv is of a value that rows have, and of its type.
func TestColumnsFitTheirRows(t *testing.T) {
	fits[ArticleRow](t)
	fits[PortrayalRow](t)
	fits[JudgmentRow](t)
	fits[RelationRow](t)
	fits[EstimateRow](t)
	fits[ContrastRow](t)
	fits[TrendRow](t)
	fits[SummaryRow](t)
	fits[ValidationRow](t)
	seen := map[string]bool{}
	for rows, list := range columns() {
		for _, d := range list {
			if key := rows + " " + d.Name + d.value; seen[key] || d.Name != "" && (d.Type == "" || d.Meaning == "") {
				t.Errorf("%s: stands there twice, or has no kind or no meaning", key)
			} else {
				seen[key] = true
			}
		}
	}
	if level := Fields[ContrastRow]()[0]; !strings.Contains(level.Meaning, strconv.Itoa(MaxPaired)) {
		t.Errorf("level of contrasts: %s", level.Meaning)
	}
}

// fits checks that the values of a row are of the types of their columns, and each in a
// place of its own.
func fits[T any](t *testing.T) {
	t.Helper()
	want := map[Type]string{Text: "*string", Date: "*string", Int: "*int", Float: "*table.Num", Bool: "*bool"}
	row, places := new(T), map[any]string{}
	for _, f := range Fields[T]() {
		at := f.at(row)
		if got := fmt.Sprintf("%T", at); got != want[f.Type] && !(f.Unsigned && got == "*uint64") {
			t.Errorf("%T: %s is of type %s, and its value a %s", row, f.Name, f.Type, got)
		}
		if other, twice := places[at]; twice {
			t.Errorf("%T: %s and %s have one value", row, f.Name, other)
		}
		places[at] = f.Name
	}
}
