package report

import (
	"fmt"
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/stance"
)

// outlets has three outlets of twelve articles each, one article of each in
// each month: A is against actor2, B and C are not. The first story of A is
// also in B.
func outlets() []Record {
	var recs []Record
	for month := 1; month <= 12; month++ {
		for i, source := range []string{"A", "B", "C"} {
			id := fmt.Sprintf("%s%02d", source, month)
			polarity := []float64{-0.75, 0.25, 0.25}[i] + 0.25*float64(month%3)
			art := article(id, source, fmt.Sprintf("2020-%02d-10", month), "The Taliban of "+id+".")
			if month == 1 && source != "C" {
				art.ClusterID, art.IsClusterHead = "A01", source == "A"
			}
			recs = append(recs, Flatten(scoredArticle(art, portrayed(art, stance.NarratorVoice, stance.Actor2, polarity)), Names{}))
		}
	}
	return recs
}

func contrastsOf(t *testing.T, recs []Record) map[string]ContrastRow {
	t.Helper()
	out := map[string]ContrastRow{}
	for _, r := range build(t, fixtureInfo(), recs, Options{Workers: 3}).Contrasts {
		if r.Scope == dyadScope {
			continue
		}
		out[strings.Join([]string{r.Level, r.Source, r.Other, r.Measure}, "/")] = r
	}
	return out
}

func TestContrasts(t *testing.T) {
	rows := contrastsOf(t, outlets())
	against := rows["others/A//own_stance"]
	if against.Difference != (Num{-1, true}) || against.High.Value >= -0.5 || against.Low.Value <= -1.5 {
		t.Errorf("A against the others: %v in %v to %v", against.Difference, against.Low, against.High)
	}
	if p := against.PValue.Value; p > 0.005 || against.QValue.Value < p || against.Holm.Value < against.QValue.Value {
		t.Errorf("p %v, q %v, Holm %v", against.PValue, against.QValue, against.Holm)
	}
	if against.Tests != 3 || against.Shared != 1 || against.Articles != 12 || against.OtherClusters != 24 {
		t.Errorf("counts: %+v", against)
	}
	if against.Delta.Value > -0.9 || against.HedgesG.Value > -2 {
		t.Errorf("effects: %v, %v", against.Delta, against.HedgesG)
	}
	pair := rows["pair/B/C/own_stance"]
	if pair.Difference != (Num{0, true}) || pair.PValue.Value < 0.5 || pair.Tests != 3 {
		t.Errorf("B against C: %+v", pair)
	}
	if _, twice := rows["pair/C/B/own_stance"]; twice {
		t.Error("a pair both ways")
	}
}

// A source more moves no interval of a pair that it has no part in.
func TestContrastsHaveStreamsOfTheirOwn(t *testing.T) {
	recs := outlets()
	before := contrastsOf(t, recs)["pair/A/B/own_stance"]
	var rest []Record
	for _, r := range recs {
		if r.Article.Source != "C" {
			rest = append(rest, r)
		}
	}
	after := contrastsOf(t, rest)["pair/A/B/own_stance"]
	if before.Low != after.Low || before.High != after.High || before.PValue != after.PValue {
		t.Errorf("with C %v to %v, without %v to %v", before.Low, before.High, after.Low, after.High)
	}
}

// A comparison for which there is too little data is no row.
func TestContrastsRefuse(t *testing.T) {
	var few []Record
	for _, r := range outlets() {
		if r.Article.PublishDate < "2020-05" || r.Article.Source == "B" {
			few = append(few, r)
		}
	}
	rows := contrastsOf(t, few)
	for name, r := range rows {
		if strings.HasPrefix(name, "others/A/") || strings.HasPrefix(name, "pair/A/") {
			t.Errorf("four articles got %+v", r)
		}
	}
	if rows := contrastsOf(t, few[:5]); len(rows) > 0 {
		t.Errorf("five articles have %d contrasts", len(rows))
	}
}
