package validate_test

import (
	"math"
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/validate"
)

func readStances(t *testing.T, gold, texts string) (*validate.Gold, []validate.StanceArticle) {
	t.Helper()
	g, err := validate.ReadGold(strings.NewReader(gold), "gold.csv", "doc_id", "sentence_no", "holder", "target")
	if err != nil {
		t.Fatal(err)
	}
	articles, err := validate.ReadStances(g, strings.NewReader(texts), "texts.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	return g, articles
}

const twoSentences = `{"id": "a", "sentences": ["One.", "Two."]}` + "\n" + `{"id": "b", "sentences": ["One."]}` + "\n"

// The figures of a small table, counted by hand.
func TestMeasureStances(t *testing.T) {
	_, articles := readStances(t, `doc_id,sentence_no,holder,polarity,target
a,0,X,negative,Y
a,0,Y,positive,X
a,1,X,negative,Z
a,1,Not in the list,negative,Z
b,0,X,positive,Z
b,0,X,negative,Z
`, twoSentences)
	if articles[0].LeftOut != 1 || len(articles[0].Gold) != 3 || len(articles[1].Gold) != 2 {
		t.Fatalf("articles %+v", articles)
	}
	found := [][]validate.Triple{
		{{DocID: "a", Sentence: 0, Holder: "X", Polarity: "negative", Target: "Y"}, {DocID: "a", Sentence: 0, Holder: "Y", Polarity: "negative", Target: "X"}, {DocID: "a", Sentence: 1, Holder: "Z", Polarity: "negative", Target: "X"}},
		{{DocID: "b", Sentence: 0, Holder: "X", Polarity: "positive", Target: "Z"}},
	}
	metrics, err := validate.MeasureStances("s", articles, found, validate.Options{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]float64{
		"triple_f1":            2 * 2.0 / (5 + 4), // two triples of five wanted and four found
		"pair_f1":              2 * 3.0 / (4 + 4), // X-Z of b is one pair with two signs
		"pair_precision":       3.0 / 4,
		"pair_recall":          3.0 / 4,
		"polarity_f1 negative": 2 * 1.0 / (1 + 2),
		"polarity_f1 positive": 2 * 1.0 / (2 + 1),
		"polarity_macro_f1":    2.0 / 3,
	}
	for _, m := range metrics {
		name := strings.TrimSpace(m.Name + " " + m.Class)
		w, ok := want[name]
		if !ok || math.Abs(m.Value-w) > 1e-12 {
			t.Errorf("%s is %g, want %g", name, m.Value, w)
		}
		delete(want, name)
	}
	if len(want) > 0 {
		t.Errorf("missing %v", want)
	}
}

// Rows in another order, and an article that nobody coded, change nothing.
func TestStancesGoldOrder(t *testing.T) {
	_, a := readStances(t, "doc_id,sentence_no,holder,polarity,target\na,0,X,negative,Y\na,1,Z,positive,X\n", twoSentences)
	_, b := readStances(t, "doc_id,sentence_no,holder,polarity,target\na,1,Z,positive,X\na,0,X,negative,Y\n", twoSentences)
	if strings.Join(a[0].Entities, " ") != "X Y Z" || strings.Join(b[0].Entities, " ") != "X Y Z" || len(a[1].Gold) != 0 {
		t.Errorf("%v, %v, %v", a[0].Entities, b[0].Entities, a[1].Gold)
	}
}

func TestStancesBadRows(t *testing.T) {
	g, _ := readStances(t, "doc_id,sentence_no,holder,polarity,target\na,x,X,negative,Y\na,2,X,negative,Y\nc,0,X,negative,Y\na,0,X,sour,Y\n", twoSentences)
	if got := len(g.Problems()); got != 4 {
		t.Errorf("%d bad rows, want 4: %v", got, g.Problems())
	}
	for _, texts := range []string{"{", `{"id": ""}`, twoSentences + twoSentences} {
		gold, _ := validate.ReadGold(strings.NewReader("doc_id,sentence_no,holder,target\na,0,X,Y\n"), "gold.csv", "doc_id")
		if _, err := validate.ReadStances(gold, strings.NewReader(texts), "texts.jsonl"); err == nil || !strings.HasPrefix(err.Error(), "texts.jsonl:") {
			t.Errorf("%q: error %v", texts, err)
		}
	}
}
