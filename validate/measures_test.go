package validate

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-7a84ba5f/dyad/stance"
)

// rated makes rows from "gold>predicted" pairs, each its own cluster.
func rated(pairs ...string) []Rated {
	var out []Rated
	for i, p := range pairs {
		g, q, _ := strings.Cut(p, ">")
		out = append(out, Rated{Cluster: fmt.Sprint(i), Gold: g, Predicted: q})
	}
	return out
}

func value(t *testing.T, metrics []Metric, name, class string) float64 {
	t.Helper()
	m, ok := find(metrics, "s", name, class)
	if !ok {
		t.Fatalf("there is no metric %s %s", name, class)
	}
	return m.Value
}

// By hand: a has 2 right of 3 and is predicted 3 times; b has 1 right of 3 and
// is predicted twice; one prediction is no class at all.
func TestClassify(t *testing.T) {
	rows := rated("a>a", "a>a", "a>b", "b>a", "b>b", "b>nothing")
	m, err := Classify(Measured{Scorer: "s", Task: "t", Classes: []string{"a", "b", "c"}}, rows, Options{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, class string
		want        float64
	}{
		{"accuracy", "", 3. / 6}, {"f1", "a", 4. / 6}, {"f1", "b", 2. / 5}, {"macro_f1", "", (4./6 + 2./5) / 2},
		{"precision", "a", 2. / 3}, {"recall", "b", 1. / 3}, {"confusion", "a>b", 1}, {"confusion", "b>a", 1},
	} {
		if got := value(t, m, c.name, c.class); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("%s %s: %v, not %v", c.name, c.class, got, c.want)
		}
	}
	if !math.IsNaN(value(t, m, "f1", "c")) {
		t.Error("a class that nobody has is to have no F1")
	}
	if _, ok := find(m, "s", "ece", ""); ok {
		t.Error("calibration of a scorer without probabilities")
	}
}

// Precision, recall and F1 have intervals around them: with many clusters those
// of recall are near the normal approximation of a share.
func TestPrecisionAndRecallHaveIntervals(t *testing.T) {
	var codes []string
	for i := range 100 {
		codes = append(codes, []string{"a>a", "a>a", "a>a", "a>b", "b>b"}[i%5])
	}
	m, err := Classify(Measured{Scorer: "s", Task: "t", Classes: []string{"a", "b"}}, rated(codes...), Options{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"f1", "precision", "recall"} {
		for _, class := range []string{"a", "b"} {
			if r, _ := find(m, "s", name, class); !(r.Low <= r.Value && r.Value <= r.High) {
				t.Errorf("%s %s: %v from %v to %v", name, class, r.Value, r.Low, r.High)
			}
		}
	}
	r, _ := find(m, "s", "recall", "a")
	if half := 1.96 * math.Sqrt(.75*.25/80); math.Abs(r.High-r.Low-2*half) > .03 {
		t.Errorf("recall a from %v to %v, about ±%v", r.Low, r.High, half)
	}
}

// A forecaster that says 0.8 and is right 8 times of 10 is calibrated in every
// bin but for where the right rows fall; one that says 0.8 and is never right
// is off by 0.8.
func TestCalibration(t *testing.T) {
	var wrong []Rated
	for i := range 20 {
		wrong = append(wrong, Rated{Cluster: fmt.Sprint(i), Gold: "b", Predicted: "a", Probs: []float64{.8, .2}})
	}
	m, err := Classify(Measured{Scorer: "s", Task: "t", Classes: []string{"a", "b"}}, wrong, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got := value(t, m, "ece", ""); math.Abs(got-.8) > 1e-12 {
		t.Errorf("ece %v", got)
	}
	if got := value(t, m, "brier", ""); math.Abs(got-2*.8*.8) > 1e-12 {
		t.Errorf("brier %v", got)
	}
	if got := value(t, m, "reliability_right", "3"); got != 0 {
		t.Errorf("bin 3: %v right", got)
	}
}

// What a true forecaster's ece comes to on average, by drawing what is right.
func TestCalibrationOfATrueForecaster(t *testing.T) {
	m, rnd, sum, said := Measured{Classes: []string{"a", "b"}}, rand.New(rand.NewPCG(1, 2)), 0.0, 0.0
	const draws = 300
	for range draws {
		var rows []Rated
		for i := range 300 {
			p := .5 + float64(i)/600
			gold := "b"
			if rnd.Float64() < p {
				gold = "a"
			}
			rows = append(rows, Rated{Gold: gold, Predicted: "a", Probs: []float64{p, 1 - p}, Weight: float64(1 + i%3)})
		}
		got := calibration(m, rows)
		sum += metric(t, got, "ece", "").Value / draws
		said = metric(t, got, "ece_if_calibrated", "").Value
	}
	if math.Abs(sum-said) > .05*said {
		t.Errorf("mean ece %.4f, said %.4f", sum, said)
	}
}

func TestOrderOfRowsDoesNotShow(t *testing.T) {
	rows := rated("a>a", "a>a", "a>b", "b>a", "b>b", "b>a", "a>a")
	for i := range rows {
		rows[i].Probs = []float64{float64(i) / 10, 1 - float64(i)/10}
	}
	run := func(rows []Rated) []Metric {
		m, err := Classify(Measured{Scorer: "s", Task: "t", Classes: []string{"a", "b"}}, rows, Options{Seed: 3})
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	turned := make([]Rated, len(rows))
	for i := range rows {
		turned[len(rows)-1-i] = rows[i]
	}
	near := cmp.Comparer(func(a, b float64) bool { return math.IsNaN(a) && math.IsNaN(b) || math.Abs(a-b) < 1e-12 })
	if diff := cmp.Diff(run(rows), run(turned), near); diff != "" {
		t.Error(diff)
	}
}

func TestPairedDifference(t *testing.T) {
	var good, bad []Rated
	for i := range 60 {
		gold := []string{"a", "b"}[i%2]
		good = append(good, Rated{Cluster: fmt.Sprint(i), Gold: gold, Predicted: gold})
		bad = append(bad, Rated{Cluster: fmt.Sprint(i), Gold: gold, Predicted: "a"})
	}
	of := func(s string) Measured { return Measured{Scorer: s, Task: "t", Classes: []string{"a", "b"}} }
	d, err := PairedDifference(of("x"), of("y"), good, bad, Options{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	if math.Abs(d.Value-2./3) > 1e-12 || !(d.Low > .5 && d.Low < d.Value && d.High > d.Value) {
		t.Errorf("%+v", d)
	}
	if same, _ := PairedDifference(of("x"), of("x"), good, good, Options{Seed: 1}); same.Low != 0 || same.High != 0 {
		t.Errorf("a scorer against itself: %+v", same)
	}
}

const signTable = `id,text,target_start,target_end,target,label
x_1_2_Ann_0_3,Ann is a liar.,0,3,Ann,negative
x_1_3_Ann_0_3,Ann is here.,0,3,Ann,bad
x_1_4_Ann_0_3,Ann is here.,0,99,Ann,neutral
x_1_5_Ann_0_3,Ann is here.
x_1_6_Ann_0_3,Né en été.,0,2,Né,neutral
x_2_7_Bo_0_2,"Bo
is praised.",0,2,Bo,positive
`

func TestBadRowsLoseNothingElse(t *testing.T) {
	g, err := ReadGold(strings.NewReader(signTable), "g.csv", Target.Columns()...)
	if err != nil {
		t.Fatal(err)
	}
	Target.Check(g)
	var got []string
	for _, p := range g.Problems() {
		got = append(got, p.Error())
	}
	want := []string{
		`g.csv:3: label "bad" is none of negative, neutral, positive`,
		"g.csv:4: target_end 99 lies after the text, which has 12 bytes",
		"g.csv:5: has 2 cells, the header has 6",
		"g.csv:6: target 0-2 cuts a character; are the offsets bytes?",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if g.Cluster(0) != "x_1" || g.Cluster(5) != "x_2" {
		t.Errorf("clusters %q and %q", g.Cluster(0), g.Cluster(5))
	}
	found, err := Target.Predict(context.Background(), annotator(t), g, []stance.Scorer{stance.NewVader()}, Options{Workers: 2})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := WritePredictions(&b, g, "vader", found[0], false); err != nil {
		t.Fatal(err)
	}
	again, err := ReadGold(&b, "p.csv", "id", "predicted")
	if err != nil {
		t.Fatal(err)
	}
	if len(again.Rows) != 6 || again.Cell(0, "predicted") != "negative" || again.Cell(5, "predicted") != "positive" ||
		!strings.HasPrefix(again.Cell(3, "explanation"), "not scored: ") || again.Cell(5, "text") != "Bo\nis praised." {
		t.Errorf("%+v", again.Rows)
	}
}

func TestPredictionsAtAnyNumberOfWorkers(t *testing.T) {
	var table strings.Builder
	table.WriteString("id,title,target,text\n")
	for i := range 12 {
		fmt.Fprintf(&table, "%d,A row over wheat,Ann Bell,Ann Bell lied %d times. She is a disgrace.\n", i, i)
	}
	run := func(workers int) string {
		g, err := ReadGold(strings.NewReader(table.String()), "g.csv", DocumentTask.Columns()...)
		if err != nil {
			t.Fatal(err)
		}
		DocumentTask.Check(g)
		found, err := DocumentTask.Predict(context.Background(), annotator(t), g, []stance.Scorer{stance.NewVader()}, Options{Workers: workers})
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := WritePredictions(&b, g, "vader", found[0], false); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	one := run(1)
	if !strings.Contains(one, ",vader,negative,") {
		t.Errorf("the article is against her:\n%s", one)
	}
	if diff := cmp.Diff(one, run(5)); diff != "" {
		t.Error(diff)
	}
}
