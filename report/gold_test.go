package report

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/report/internal/fixture"
	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/seed-7a84ba5f/dyad/stance"
	"github.com/seed-7a84ba5f/dyad/stats"
)

func readGold(t *testing.T, text string) *Gold {
	t.Helper()
	g, err := ReadGold(strings.NewReader(text), "gold.csv")
	if err != nil {
		t.Fatal(err)
	}
	return g
}

const goldHeader = "doc_id,sentence_no,target,own_stance"

// biased makes n articles of two sources that a scorer puts at +0.5 whatever
// they say, and codes of every k-th of them: -0.5 for S, 0 for T.
func biased(n, k int) ([]table.Record, string) {
	gold := goldHeader + "\n"
	recs := overTime(make([]string, n), func(i int) string { return []string{"S", "T"}[i%2] }, func(i int) float64 { return 0.5 })
	for i, r := range recs {
		if i/2%k == 0 {
			gold += fmt.Sprintf("%s,1,actor1,%v\n", r.Article.DocID, []float64{-0.5, 0}[i%2]+0.25*float64(i/2%3-1))
		}
	}
	return recs, gold
}

func TestGoldCorrectsABiasedScorer(t *testing.T) {
	recs, csv := biased(240, 4)
	g := readGold(t, csv)
	if bad := match(t, g, recs); len(bad) > 0 {
		t.Fatal(bad)
	}
	run := build(t, fixture.Info(), recs, Options{Gold: g})
	es := estimates(run.Sources)
	for name, want := range map[string]float64{"source/S": -0.5, "source/T": 0, "all/": -0.25} {
		e := es[name+"//narrator/narrator/actor1/own_stance"]
		if e.Mean.Value != 0.5 || math.Abs(e.PPI.Value-want) > 0.02 || math.Abs(e.DSL.Value-want) > 0.02 ||
			!(e.PPILow.Value < want && want < e.PPIHigh.Value && e.DSLLow.Value < want && want < e.DSLHigh.Value) {
			t.Errorf("%s: %+v", name, e)
		}
		if e.Gold != map[string]int{"source/S": 30, "source/T": 30, "all/": 60}[name] {
			t.Errorf("%s: %d coded", name, e.Gold)
		}
	}
	for _, c := range run.Contrasts {
		if c.Measure == table.OwnStance && c.Scope == table.AnyScope && c.Level == table.LevelPair && (c.Difference.Value != 0 || math.Abs(c.DSL.Value+0.5) > 0.03 || math.Abs(c.PPI.Value+0.5) > 0.03 || c.DSLP.Value > 0.01) {
			t.Errorf("%+v", c)
		}
	}
	if again := build(t, fixture.Info(), recs, Options{Gold: g, Workers: 7}); fmt.Sprint(again.Sources) != fmt.Sprint(run.Sources) {
		t.Error("workers change corrected figures")
	}
	plain := build(t, fixture.Info(), recs, Options{})
	if e := estimates(plain.Sources)["all///narrator/narrator/actor1/own_stance"]; e.DSL.Known || e.PPI.Known || e.Shares[0].Known {
		t.Errorf("corrected without gold: %+v", e)
	}
}

// Of true labels 80 % are found, 10 % taken for either other.
func TestGoldCorrectsShares(t *testing.T) {
	values := []float64{-1, 0, 1}
	gold := goldHeader + ",probability\n"
	recs := overTime(make([]string, 300), func(i int) string { return "S" }, func(i int) float64 {
		truth, slip := i/10%3, 0
		switch i % 10 {
		case 0:
			slip = 1
		case 1:
			slip = 2
		}
		return values[(truth+slip)%3]
	})
	for i, r := range recs[:240] {
		gold += fmt.Sprintf("%s,1,actor1,%v,0.8\n", r.Article.DocID, values[i/10%3])
	}
	g := readGold(t, gold)
	match(t, g, recs)
	e := estimates(build(t, fixture.Info(), recs, Options{Gold: g}).Sources)["source/S//narrator/narrator/actor1/own_stance"]
	for i := range e.Shares {
		if math.Abs(e.Shares[i].Value-1.0/3) > 0.001 || !(e.SharesLow[i].Value < e.Shares[i].Value && e.Shares[i].Value < e.SharesHigh[i].Value) {
			t.Errorf("share %d: %+v", i, e.Correction)
		}
	}
	if !e.PPI.Known || !e.DSL.Known || e.SharesMethod != sharesByClasses {
		t.Errorf("one probability: %+v", e.Correction)
	}
	g = readGold(t, strings.Replace(gold, ",0.8\n", ",0.4\n", 1))
	match(t, g, recs)
	if e = estimates(build(t, fixture.Info(), recs, Options{Gold: g}).Sources)["source/S//narrator/narrator/actor1/own_stance"]; e.PPI.Known || e.Shares[0].Known || !e.DSL.Known {
		t.Errorf("different probabilities: %+v", e.Correction)
	}
}

// Where humans never used a label, each of the others is corrected against the
// rest.
func TestGoldWithoutOneLabel(t *testing.T) {
	gold := goldHeader + "\n"
	recs := overTime(make([]string, 120), func(i int) string { return []string{"S", "T"}[i%2] }, func(i int) float64 {
		return []float64{-0.5, 0, 0}[i%3]
	})
	for i, r := range recs[:60] {
		gold += fmt.Sprintf("%s,1,actor1,%v\n", r.Article.DocID, []float64{-0.5, -0.5, 0}[i%3]) // half of blame is found
	}
	g := readGold(t, gold)
	match(t, g, recs)
	run := build(t, fixture.Info(), recs, Options{Gold: g})
	e := estimates(run.Sources)["all///narrator/narrator/actor1/own_stance"]
	if e.SharesMethod != sharesByOne || e.Shares[0] != table.Rounded(2.0/3, table.ShareDecimals) || e.Shares[1] != table.Rounded(1.0/3, table.ShareDecimals) || e.Shares[2].Known || !e.SharesLow[0].Known {
		t.Errorf("%+v", e.Correction)
	}
	for _, c := range run.Contrasts {
		if c.Shares[0].Known {
			t.Errorf("%+v", c)
		}
	}
}

// Spreadsheets and statistics packages of any country write the same codes.
func TestGoldForms(t *testing.T) {
	want := map[goldKey]float64{{"a", 1, "actor1", table.Portrayal}: -0.5, {"a", 1, "actor1", table.OwnStance}: 0.25, {"b", 2, "actor2", table.Portrayal}: 1}
	for name, text := range map[string]string{
		"plain":  "doc_id,sentence_no,target,portrayal,own_stance\na,1,actor1,-0.5,0.25\nb,2,actor2,1,\n",
		"Excel":  "\ufeffsep=;\r\ndoc_id;sentence_no;target;portrayal;own_stance\r\na;1;actor1;-0,5;0,25\r\nb;2;actor2;1;\r\n",
		"R":      "\"doc_id\",\"sentence_no\",\"target\",\"portrayal\",\"own_stance\"\n\"a\",1,\"actor1\",-0.5,0.25\n\"b\",2,\"actor2\",1,NA\n",
		"pandas": "doc_id\tsentence_no\ttarget\tportrayal\town_stance\na\t1\tactor1\t-0.5\t0.25\nb\t2\tactor2\t1.0\tnan\n",
	} {
		g := readGold(t, text)
		got := map[goldKey]float64{}
		for k, c := range g.codes {
			got[k] = c.value()
		}
		if fmt.Sprint(got) != fmt.Sprint(want) || len(g.Problems) > 0 {
			t.Errorf("%s: %v, problems %v", name, got, g.Problems)
		}
	}
}

func TestGoldRefuses(t *testing.T) {
	recs, _ := biased(40, 1)
	g := readGold(t, goldHeader+`,trained
000,1,actor1,-0.5,
000,1,actor1,0.5,false
002,1,actor1,0.5,true
004,x,actor1,0.5,
004,1,nobody,0.5,
004,1,actor1,2,
006,1,actor2,1,
`)
	var got []string
	for _, p := range append(g.Problems, match(t, g, recs)...) {
		got = append(got, p.Reason+" "+p.String())
	}
	want := []string{
		"gold_trained gold.csv:4: the scorer was trained on this row: it is no gold, and is left out",
		`bad_row gold.csv:5: sentence_no: "x" is no whole number from 0 up`,
		`bad_row gold.csv:6: target: "nobody" is none of actor1, actor2`,
		`bad_row gold.csv:7: own_stance: "2" is no number from -1 to 1`,
		"gold_unmatched gold.csv:8: no portrayal of 006, sentence 1, target actor2, has a value for own_stance: the code is not used",
	}
	fixture.Diff(t, "problems", want, got)
	e := estimates(build(t, fixture.Info(), recs, Options{Gold: g}).Sources)["all///narrator/narrator/actor1/own_stance"]
	if e.Gold != 1 || e.DSL.Known || e.PPI.Known || !strings.Contains(e.Warnings, table.WarnFewGold) {
		t.Errorf("one code: %+v", e)
	}
	for _, bad := range []string{"", "doc_id,own_stance\n", "doc_id,sentence_no,target\nx,1,actor1\n", goldHeader + "\n", goldHeader + ",trained\n000,1,actor1,1,true\n"} {
		if _, err := ReadGold(strings.NewReader(bad), "gold.csv"); err == nil {
			t.Errorf("%q was taken", bad)
		}
	}
}

// Quoted words have a portrayal and no own stance.
func TestGoldOfQuotedWords(t *testing.T) {
	var recs []table.Record
	gold := "doc_id,sentence_no,target,portrayal\n"
	for i := range 30 {
		a := fixture.Article(fmt.Sprintf("%03d", i), "S", "2020-01-31", "They spoke.")
		recs = append(recs, Flatten(fixture.Both(a, fixture.Portrayed(a, stance.QuotedVoice, stance.Actor2, -0.5)), table.Names{}))
		gold += fmt.Sprintf("%03d,1,actor2,%v\n", i, []float64{-1, -0.5}[i%2])
	}
	g := readGold(t, gold)
	match(t, g, recs)
	es := estimates(build(t, fixture.Info(), recs, Options{Gold: g}).Sources)
	if e := es["source/S//quoted//actor2/portrayal"]; e.DSL != table.Rounded(-0.75, 2) || e.PPI != table.Rounded(-0.75, 2) {
		t.Errorf("%+v", e.Correction)
	}
}

func TestCodesThatCannotCorrectAreRefused(t *testing.T) {
	rule := stats.DefaultRule()
	rows := func(coded int, human func(i int) float64, probability float64) []sampledRow {
		var out []sampledRow
		for i := range 120 {
			r := stats.Sampled{Cluster: fmt.Sprint(i), Human: math.NaN(), Probability: probability, Predicted: float64(i%3) / 4}
			if i < coded {
				r.Human = human(i)
			}
			out = append(out, sampledRow{Sampled: r})
		}
		return out
	}
	varied := func(i int) float64 { return float64(i%3)/2 - 0.5 }
	for want, rows := range map[string][]sampledRow{
		"":                     rows(24, varied, 0.2),
		table.WarnFewGold:      rows(5, varied, 0.05),
		table.WarnSameGold:     rows(24, func(int) float64 { return 0 }, 0.2),
		table.WarnGoldSampling: rows(24, varied, 1e-9),
	} {
		if got := refuseGold(rows, rule); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
	one := rows(24, varied, 0.2)
	one[3].Probability = 1e-9
	if got := refuseGold(one, rule); got != table.WarnGoldSampling {
		t.Errorf("one row of a probability of nearly 0: %q", got)
	}
	if m, _, _, why := (scale{-1, 1}).corrected(1.2, 0.9, 1.4); m.Known || why != table.WarnGoldScale {
		t.Errorf("off the scale: %v %q", m, why)
	}
	if m, low, high, why := (scale{-1, 1}).corrected(0.9, 0.7, 1.4); !m.Known || low.Value != 0.7 || high.Value != 1 || why != "" {
		t.Errorf("%v in %v to %v %q", m, low, high, why)
	}
	if m, low, _, why := (scale{-1, 1}).corrected(0, -0.6, 0.6); !m.Known || low.Known || why != WarnWide {
		t.Errorf("too wide: %v %v %q", m, low, why)
	}
}

func match(t *testing.T, g *Gold, recs []table.Record) []table.Problem {
	t.Helper()
	bad, err := g.Match(table.RecordsOf(recs))
	if err != nil {
		t.Fatal(err)
	}
	return bad
}
