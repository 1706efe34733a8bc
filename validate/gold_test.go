package validate

import (
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/seed-7a84ba5f/dyad/stats"
)

// rowsOf reads a table of testdata/gold by the names of its columns.
func rowsOf(t *testing.T, name string) []map[string]string {
	t.Helper()
	f, err := os.Open(filepath.Join("..", "testdata", "gold", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]string
	for _, line := range lines[1:] {
		row := map[string]string{}
		for i, c := range lines[0] {
			row[c] = line[i]
		}
		rows = append(rows, row)
	}
	return rows
}

// The two coders of every fourth mention. The figures stand in
// testdata/gold/README.md.
func TestAgreementOfGoldMentions(t *testing.T) {
	first := map[string]string{}
	for _, r := range rowsOf(t, "mentions.csv") {
		first[r["row"]] = r["actor"]
	}
	code := map[string]float64{"actor1": 1, "actor2": 2, "other": 3, "none": 4}
	var four, three stats.Coding
	for _, r := range rowsOf(t, "mentions_coder2.csv") {
		a, b := code[first[r["row"]]], code[r["actor"]]
		if a == 0 || b == 0 {
			t.Fatalf("row %s: %q and %q are not both codes", r["row"], first[r["row"]], r["actor"])
		}
		four = append(four, []float64{a, b})
		three = append(three, []float64{min(a, 3), min(b, 3)})
	}
	for name, c := range map[string]struct {
		codes stats.Coding
		want  float64
	}{"four values": {four, .82}, "other and none as one": {three, .95}} {
		a, err := stats.Alpha(c.codes, stats.Nominal, stats.DefaultRule(), stats.NewStream(1, "gold", name))
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%s: alpha %.3f, %.3f to %.3f, %d items", name, a.Value, a.Low, a.High, a.Items)
		if a.Items < 100 || math.Abs(a.Value-c.want) > .005 {
			t.Errorf("%s: alpha %.3f over %d items, the paper of the data says %.2f", name, a.Value, a.Items, c.want)
		}
	}
}
