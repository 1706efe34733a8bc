package validate

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/stance"
	"github.com/seed-7a84ba5f/dyad/stance/reader"
)

// contests are invented sentences that tell a contest or something else, two of
// an article.
func contests() []AdaptUnit {
	yes := []string{"%s is ahead of %s in the polls of %s.", "%s beat %s by four points in %s.", "%s hopes to win the voters of %[3]s from %[2]s.", "%s would lose to %s in %s, a survey says."}
	no := []string{"%s met %s at a hospital in %s.", "A court heard %s and %s about a bridge in %s.", "%s told %s of the rain in %s.", "%s and %s grew up on a farm in %s."}
	places := []string{"Ohio", "Maine", "Texas", "Iowa", "Utah", "Nevada", "Kansas", "Oregon", "Alaska"}
	var out []AdaptUnit
	for i := range 2 * len(places) * len(yes) {
		text, value := yes[i/2%len(yes)], "yes"
		if i%2 == 1 {
			text, value = no[i/2%len(no)], "no"
		}
		s := fmt.Sprintf(text, "Smith", "Jones", places[i/2/len(yes)])
		u := AdaptUnit{Article: fmt.Sprint(i / 2), Cluster: fmt.Sprint(i / 4), Sentence: s, Weight: 1, Codes: []AdaptCode{{"contest", -1, value}}}
		for actor, name := range []string{"Smith", "Jones"} {
			at := strings.Index(s, name)
			u.Mentions = append(u.Mentions, reader.Mention{Start: at, End: at + len(name), Actor: actor})
		}
		if strings.Contains(text, "ahead") || strings.Contains(text, "beat") {
			u.Codes = append(u.Codes, AdaptCode{"leads", 0, "1"}, AdaptCode{"leads", 1, "-1"})
		}
		out = append(out, u)
	}
	return out
}

func contestFields() []AdaptField {
	return []AdaptField{
		{OwnQuestion: stance.OwnQuestion{Name: "contest", Values: []stance.OwnValue{{Value: "no"}, {Value: "yes", Number: 1}}}, Seeds: "political"},
		{OwnQuestion: stance.OwnQuestion{Name: "leads", Per: "actor", Values: []stance.OwnValue{{Value: "-1", Number: -1}, {Value: "1", Number: 1}}}},
	}
}

func TestAdaptCoded(t *testing.T) {
	r, err := reader.New()
	if err != nil {
		t.Fatal(err)
	}
	units := contests()
	fit, test := units[:56], units[56:]
	var files [][]byte
	var made *Adaptation
	for _, workers := range []int{1, 3} {
		made, err = AdaptCoded(t.Context(), r, contestFields(), fit, test, AdaptOptions{Options: Options{Workers: workers, Seed: 1}})
		if err != nil {
			t.Fatal(err)
		}
		data, err := made.Adapted.JSON()
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, data)
	}
	if !bytes.Equal(files[0], files[1]) {
		t.Error("the heads differ with the number of workers")
	}
	for _, want := range []struct {
		task, scorer, name string
		least              float64
	}{{"contest", "adapted", "macro_f1", 0.85}, {"contest test", "adapted", "auc", 0.9}, {"leads", "adapted", "macro_f1", 0.7}, {"contest", "words", "macro_f1", 0.5}, {"contest", "seed_words", "accuracy", 0.5}} {
		i := slices.IndexFunc(made.Metrics, func(m Metric) bool {
			return m.Task == want.task && m.Scorer == want.scorer && m.Name == want.name && m.Class == ""
		})
		if i < 0 || made.Metrics[i].Value < want.least {
			t.Errorf("%+v: %+v", want, made.Metrics[max(i, 0)])
		}
	}
	var text bytes.Buffer
	if err := made.WriteText(&text); err != nil || !strings.Contains(text.String(), "contest: 56 codes") {
		t.Errorf("%v:\n%s", err, text.String())
	}
	adaptedReader(t, r, files[0])
}

// adaptedReader reads the file of the heads, asks them, and refuses it where it
// does not fit.
func adaptedReader(t *testing.T, r *reader.Reader, file []byte) {
	t.Helper()
	heads, err := reader.ReadAdapted(file)
	if err != nil {
		t.Fatal(err)
	}
	adapted, err := r.Adapt(heads)
	if err != nil {
		t.Fatal(err)
	}
	if adapted.Describe().Hash == r.Describe().Hash || adapted.Hash() != r.Hash() {
		t.Error("heads must change the hash of the reader, and leave that of the weights")
	}
	s := "Smith is ahead of Jones."
	in := adapted.Input(s, []reader.Mention{{Start: 0, End: 5, Actor: 0}, {Start: 18, End: 23, Actor: 1}}, 2)
	answers, err := adapted.Ask([]reader.Input{in}, [][]reader.Question{{{Head: "contest"}, {Head: "leads", Target: 0}, {Head: "leads", Target: 1}}})
	if err != nil {
		t.Fatal(err)
	}
	if a := answers[0]; !(a[0].Probs[1] > 0.5) || !(a[1].Probs[1] > a[2].Probs[1]) {
		t.Errorf("answers %v, %v, %v", a[0].Probs, a[1].Probs, a[2].Probs)
	}
	for name, spoil := range map[string]func(a *reader.Adapted){
		"other weights": func(a *reader.Adapted) { a.Weights = "x" },
		"too few":       func(a *reader.Adapted) { a.Heads[0].Look = a.Heads[0].Look[1:] },
		"twice":         func(a *reader.Adapted) { a.Heads[1] = a.Heads[0] },
		"no factor":     func(a *reader.Adapted) { a.Heads[0].Most = 0 },
		"unknown head":  func(a *reader.Adapted) { a.Heads[0].Question, a.Heads[0].Head = nil, "mood" },
		"taken":         func(a *reader.Adapted) { a.Heads[0].Question.Name = "portrayal" },
	} {
		bad, err := reader.ReadAdapted(file)
		if err != nil {
			t.Fatal(err)
		}
		spoil(&bad)
		if _, err := r.Adapt(bad); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if _, err := reader.ReadAdapted([]byte(`{"weights": 1}`)); err == nil {
		t.Error("a file of another form is read")
	}
}

func TestFoldsKeepCopiesTogether(t *testing.T) {
	var clusters []string
	for i := range 300 {
		clusters = append(clusters, fmt.Sprint(i/3))
	}
	fold := foldsOf(clusters, 5, 1)
	counts := map[int]int{}
	for i := range fold {
		counts[fold[i]]++
		if fold[i] != fold[i/3*3] {
			t.Fatalf("cluster %s lies in folds %d and %d", clusters[i], fold[i], fold[i/3*3])
		}
	}
	for f, n := range counts {
		if n != 60 {
			t.Errorf("fold %d has %d rows", f, n)
		}
	}
}

func TestStandardClasses(t *testing.T) {
	portrayal, _ := StandardField("portrayal")
	relation, _ := StandardField("relation")
	for _, c := range []struct {
		field *AdaptField
		value string
		want  int
	}{{&portrayal, "-0.5", 0}, {&portrayal, "0", 1}, {&portrayal, "1", 2}, {&portrayal, "x", -1}, {&relation, "none", 1}, {&relation, "-1", 0}, {&relation, "0", 2}, {&relation, "0.5", 3}, {&relation, "7", -1}} {
		if got := c.field.class(c.value); got != c.want {
			t.Errorf("%s %q is class %d, want %d", c.field.Name, c.value, got, c.want)
		}
	}
}
