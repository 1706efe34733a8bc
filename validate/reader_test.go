package validate

import (
	"context"
	"math"
	"reflect"
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/stance"
	"github.com/seed-7a84ba5f/dyad/stance/reader"
)

func TestBestNeutral(t *testing.T) {
	g, err := ReadGold(strings.NewReader("id,label\na,negative\nb,neutral\nc,positive\n"), "gold")
	if err != nil {
		t.Fatal(err)
	}
	rows := []int{0, 1, 2}
	found := []headAnswer{{probs: []float64{0.3, 0.6, 0.1}}, {probs: []float64{0.05, 0.9, 0.05}}, {probs: []float64{0.1, 0.5, 0.4}}}
	f := bestNeutral(g, rows, found)
	for i, want := range signs {
		if got := topSign(withNeutral(found[i].probs, f)); got != want {
			t.Errorf("row %d times %g: %s, want %s", i, f, got, want)
		}
	}
	if even := bestNeutral(g, rows, []headAnswer{{probs: []float64{1, 0, 0}}, {probs: []float64{0, 1, 0}}, {probs: []float64{0, 0, 1}}}); even != 1 {
		t.Errorf("factor %g where none is needed, want 1", even)
	}
}

func TestJoinQuad(t *testing.T) {
	coded := func(quad, root string, quads map[string]float64) stance.Coded {
		return stance.Coded{Deed: stance.Deed{QuadClass: quad, RootCode: root, Explanation: "why"}, Quads: quads}
	}
	conflict := []float64{0.6, 0.1, 0.1, 0.2}
	for _, c := range []struct {
		name       string
		coder      stance.Coded
		p          []float64
		quad, root string
	}{
		{"they agree", coded("material_conflict", "ASSAULT", nil), conflict, "material_conflict", "ASSAULT"},
		{"the coder finds the other class of the sign likelier", coded("verbal_cooperation", "SUPPORT", map[string]float64{"verbal_cooperation": 0.6, "material_conflict": 0.3, "verbal_conflict": 0.1}), conflict, "material_conflict", "ASSAULT"},
		{"the coder is surer of the other sign", coded("verbal_conflict", "ACCUSE", map[string]float64{"verbal_conflict": 1}), []float64{0.2, 0.1, 0.1, 0.6}, "verbal_conflict", "ACCUSE"},
		{"the coder has nothing of the sign", coded("verbal_conflict", "ACCUSE", map[string]float64{"verbal_conflict": 1}), []float64{0.005, 0, 0, 0.995}, "verbal_cooperation", "AGREE"},
	} {
		got := joinQuad(c.coder, c.p)
		if got.QuadClass != c.quad || got.RootCode != c.root {
			t.Errorf("%s: %s %s, want %s %s", c.name, got.QuadClass, got.RootCode, c.quad, c.root)
		}
		sum := 0.0
		for _, p := range got.Quads {
			sum += p
		}
		if math.Abs(sum-1) > 1e-9 || got.Prob != got.Quads[got.QuadClass] {
			t.Errorf("%s: probabilities %v", c.name, got.Quads)
		}
	}
}

// seesaw is an article of three entities, of which two share a sentence.
func seesaw(t *testing.T) (*annotate.Document, *StanceArticle) {
	t.Helper()
	a, err := annotate.New(annotate.Options{Scope: annotate.ScopeAll})
	if err != nil {
		t.Fatal(err)
	}
	names, err := loadEntityNames()
	if err != nil {
		t.Fatal(err)
	}
	article := &StanceArticle{ID: "a", Entities: []string{"Daniel Rowe", "Helen Marsh", "Ian Brook"}, Sentences: []string{
		"Helen Marsh condemned Daniel Rowe on Monday.", "Ian Brook, a shameful liar, stayed away.", "Mr. Rowe is a disgrace."}}
	doc, err := names.annotate(a, article)
	if err != nil {
		t.Fatal(err)
	}
	return doc, article
}

func TestPairViews(t *testing.T) {
	doc, _ := seesaw(t)
	want := []stance.View{{Actor1: "Daniel Rowe", Actor2: "Helen Marsh"}, {Actor1: "Ian Brook"}}
	if got := pairViews(doc); !reflect.DeepEqual(got, want) {
		t.Errorf("views %+v, want %+v", got, want)
	}
}

// What is remembered is what the reader would say again, whichever side of a
// pair the actor is on.
func TestByRowsIsWhatTheReaderSays(t *testing.T) {
	doc, article := seesaw(t)
	c, err := reader.NewScorer()
	if err != nil {
		t.Fatal(err)
	}
	r := &rememberingReader{Reader: c.Reader, known: map[rememberedRequest]stance.Reading{}}
	rowe := -1
	for id, m := range doc.Mentions {
		if m.Actor == "Daniel Rowe" && m.Sentence == 2 {
			rowe = id
		}
	}
	if rowe < 0 {
		t.Fatal("Mr. Rowe is not found")
	}
	requests := []stance.ReadRequest{{Sentence: 2, Mentions: [2][]int{{rowe}, nil}}, {Sentence: 2, Mentions: [2][]int{nil, {rowe}}}}
	want, err := c.Reader.Read(doc, requests)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		got, err := r.Read(doc, requests)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("remembered readings differ:\n got %+v\nwant %+v", got, want)
		}
	}
	triples, err := ByRows(c)(doc, article)
	if err != nil {
		t.Fatal(err)
	}
	for _, triple := range triples {
		if triple.Sentence < 0 || triple.Sentence > 2 || triple.Holder == triple.Target {
			t.Errorf("triple %+v", triple)
		}
	}
}

// Predictions depend neither on the number of workers nor on the other rows.
func TestPredictReaderIsTheSameForAnyWorkers(t *testing.T) {
	r, err := reader.New()
	if err != nil {
		t.Fatal(err)
	}
	g, err := ReadGold(strings.NewReader(`id,text,holder_start,holder_end,holder,target_start,target_end,target,label
a,Ann Bell praised Bo Dell.,0,8,Ann Bell,17,24,Bo Dell,positive
b,Ann Bell praised Bo Dell.,17,24,Bo Dell,0,8,Ann Bell,neutral
c,The group left. ,0,9,The group,0,9,The group,neutral
`), "gold")
	if err != nil {
		t.Fatal(err)
	}
	Directed.Check(g)
	var first [][]Prediction
	for _, workers := range []int{1, 3} {
		found, err := Directed.PredictReader(context.Background(), r, g, &NeutralFactors{}, Options{Workers: workers})
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = found
		}
		if !reflect.DeepEqual(found, first) {
			t.Errorf("%d workers: %+v, want %+v", workers, found, first)
		}
	}
	if len(first) != 2 || len(first[0]) != 3 || first[0][0].Probs == nil || !strings.Contains(first[0][0].Explanation, "“") {
		t.Errorf("predictions %+v", first)
	}
}
