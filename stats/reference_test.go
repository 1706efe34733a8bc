package stats

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-7a84ba5f/dyad/internal/golden"
)

// number is a JSON number, or null for a missing one.
type number float64

func (n *number) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		*n = number(math.NaN())
		return nil
	}
	return json.Unmarshal(b, (*float64)(n))
}

// floats are JSON numbers of which null is a missing one.
type floats []number

func (f floats) values() []float64 {
	out := make([]float64, len(f))
	for i, x := range f {
		out[i] = float64(x)
	}
	return out
}

// reference reads the cases of testdata/reference/NAME.json; make_reference.py
// there wrote them and says with which programs.
func reference[T any](t *testing.T, name string) []T {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "testdata", "reference", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	var doc struct{ Cases []T }
	if err := json.Unmarshal(b, &doc); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if len(doc.Cases) < 3 {
		t.Fatalf("%s: only %d cases", name, len(doc.Cases))
	}
	return doc.Cases
}

// near says whether two figures agree to 1e-9, relative above 1.
func near(a, b float64) bool {
	return math.IsNaN(a) && math.IsNaN(b) || math.Abs(a-b) <= 1e-9*max(1, math.Abs(a), math.Abs(b))
}

func agree(t *testing.T, name string, got float64, want number) {
	t.Helper()
	if !near(got, float64(want)) {
		t.Errorf("%s: %.15g, reference %.15g", name, got, float64(want))
	}
}

func agreeAll(t *testing.T, name string, got []float64, want floats) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s: %d figures, reference %d", name, len(got), len(want))
		return
	}
	for i := range got {
		if !near(got[i], float64(want[i])) {
			t.Errorf("%s %d: %.15g, reference %.15g", name, i, got[i], float64(want[i]))
			return
		}
	}
}

// drawValues draws quarter steps or fine values, so that ties come and go.
func drawValues(t *rapid.T, label string, least int) []float64 {
	if rapid.Bool().Draw(t, label+" fine") {
		return rapid.SliceOfN(rapid.Float64Range(-10, 10), least, 30).Draw(t, label)
	}
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) float64 {
		return float64(rapid.IntRange(-4, 4).Draw(t, "quarter")) / 4
	}), least, 30).Draw(t, label)
}

func init() { golden.FixDraws() }
