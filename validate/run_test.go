package validate

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/seed-7a84ba5f/dyad/report"
)

// runAnswers are answers about portrayal, as "human>said", a cluster each.
func runAnswers(weights []float64, codes ...string) (out []report.CodedAnswer) {
	values := map[byte]float64{'-': -1, '0': 0, '+': 1}
	names := map[byte]string{'-': "negative", '0': "neutral", '+': "positive"}
	for i, c := range codes {
		a := report.CodedAnswer{Question: "portrayal", Scorer: "s", Cluster: fmt.Sprint(i), Source: []string{"S", "T"}[i%2], Voice: "narrator",
			Human: names[c[0]], Said: names[c[2]], HumanValue: values[c[0]], Value: values[c[2]], Found: true, Weight: 1}
		if weights != nil {
			a.Weight = weights[i]
		}
		out = append(out, a)
	}
	return out
}

// A row of weight k is as good as k rows in one cluster; only n differs, and
// effective_n is said.
func TestRunWeightsAreRows(t *testing.T) {
	codes := []string{"->-", "->0", "0>0", "0>+", "+>+", "+>-", "->-"}
	weights := []float64{1, 2, 3, 1, 2, 1, 2}
	var repeated []report.CodedAnswer
	for i, a := range runAnswers(nil, codes...) {
		for range int(weights[i]) {
			repeated = append(repeated, a)
		}
	}
	weighted, err := MeasureRun(runAnswers(weights, codes...), Options{Seed: 2})
	if err != nil {
		t.Fatal(err)
	}
	plain, err := MeasureRun(repeated, Options{Seed: 2})
	if err != nil {
		t.Fatal(err)
	}
	at := func(ms []Metric, name string) Metric {
		i := slices.IndexFunc(ms, func(m Metric) bool { return m.Task == "portrayal run" && m.Name == name && m.Class == "" })
		if i < 0 {
			t.Fatalf("no %s", name)
		}
		return ms[i]
	}
	for _, name := range []string{"macro_f1", "pearson"} {
		a, b := at(weighted, name), at(plain, name)
		if diff := cmp.Diff(b, a, cmpopts.IgnoreFields(Metric{}, "N"), cmpopts.EquateApprox(0, 1e-9)); diff != "" || a.N != 7 || b.N != 12 {
			t.Errorf("%s: n %d and %d (-rows +weights):\n%s", name, b.N, a.N, diff)
		}
	}
	if n := at(weighted, "effective_n").Value; math.Abs(n-12.*12/24) > 1e-9 {
		t.Errorf("effective_n %v", n)
	}
	// Weights that are all the same change nothing, alpha among it.
	even, err := MeasureRun(runAnswers(slices.Repeat([]float64{7}, 7), codes...), Options{Seed: 2})
	if err != nil {
		t.Fatal(err)
	}
	ones, err := MeasureRun(runAnswers(nil, codes...), Options{Seed: 2})
	if diff := cmp.Diff(ones, even, cmpopts.EquateNaNs(), cmpopts.EquateApprox(0, 1e-9)); err != nil || diff != "" {
		t.Errorf("weights of 7 (-1 +7): %v\n%s", err, diff)
	}
}

// Perfect answers are 1 in everything, and the parts are those of the rows.
func TestRunParts(t *testing.T) {
	rows := runAnswers(nil, "->-", "0>0", "+>+", "->-", "0>0", "+>+")
	rows[0].Voice, rows[1].Voice, rows[1].Found = "quoted", "", false
	m, err := MeasureRun(rows, Options{})
	if err != nil {
		t.Fatal(err)
	}
	var tasks []string
	for _, x := range m {
		if !slices.Contains(tasks, x.Task) {
			tasks = append(tasks, x.Task)
		}
		if x.Task == "portrayal run" && slices.Contains([]string{"macro_f1", "alpha", "pearson", "f1", "precision", "recall"}, x.Name) && math.Abs(x.Value-1) > 1e-9 {
			t.Errorf("%+v", x)
		}
		if x.Task == "portrayal run" && x.Name == "not_found" && math.Abs(x.Value-1./6) > 1e-9 {
			t.Errorf("%+v", x)
		}
	}
	want := []string{"portrayal run", "portrayal run, voice narrator", "portrayal run, voice quoted", "portrayal run, source S", "portrayal run, source T"}
	if diff := cmp.Diff(want, tasks); diff != "" {
		t.Error(diff)
	}
}
