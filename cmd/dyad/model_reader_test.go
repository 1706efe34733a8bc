package main

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/internal/golden"
	"github.com/seed-7a84ba5f/dyad/stance/reader"
	"github.com/seed-7a84ba5f/dyad/validate"
)

// TestMethodsHoldTheReadersFigures holds the table of docs/methods.md against
// the figures that are kept with the weights; -update writes it.
func TestMethodsHoldTheReadersFigures(t *testing.T) {
	const file = "../../docs/methods.md"
	const begin, end = "<!-- begin: dyad model eval reader --format markdown -->\n", "<!-- end -->\n"
	list, err := validate.ReadMetricsCSV(bytes.NewReader(reader.Figures()), "figures.csv")
	if err != nil {
		t.Fatal(err)
	}
	var table bytes.Buffer
	if err := validate.WriteMeasuresMarkdown(&table, list); err != nil {
		t.Fatal(err)
	}
	doc, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, found := strings.Cut(string(doc), begin)
	_, after, closed := strings.Cut(rest, end)
	if !found || !closed {
		t.Fatalf("%s has no place for the figures, between %q and %q", file, begin, end)
	}
	golden.Check(t, file, []byte(before+begin+table.String()+end+after))
}
