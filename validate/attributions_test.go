package validate

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/internal/golden"
	"github.com/seed-7a84ba5f/dyad/stats"
)

// sp gives the spans that s says.
func sp(s string) []annotate.Span {
	spans, err := ParseSpans(s)
	if err != nil {
		panic(err)
	}
	return spans
}

// at gives the spans of parts of text, each found after the one before.
func at(t *testing.T, text string, parts ...string) []annotate.Span {
	t.Helper()
	var out []annotate.Span
	from := 0
	for _, p := range parts {
		i := strings.Index(text[from:], p)
		if i < 0 {
			t.Fatalf("%q is not in %q after byte %d", p, text, from)
		}
		out = append(out, annotate.Span{Start: from + i, End: from + i + len(p)})
		from += i + len(p)
	}
	return out
}

func TestOverlap(t *testing.T) {
	const text = "one two  three\u00a0é four"
	for _, c := range []struct {
		name string
		a, b []annotate.Span
		want float64
	}{
		{"the same", sp("0-7"), sp("0-7"), 1},
		{"spaces count for nothing", sp("0-9"), sp("0-3;4-7"), 1},
		{"nor does a no-break space", sp("9-18"), sp("9-14;16-18"), 1},
		{"half", sp("0-3"), sp("0-7"), .5},
		{"a letter of two bytes counts twice", sp("16-18"), sp("9-18"), 2. / 7},
		{"a union counts no byte twice", sp("0-3;1-7"), sp("0-7"), 1},
		{"order of spans is nothing", sp("4-7;0-3"), sp("0-7"), 1},
		{"side by side", sp("0-3"), sp("4-7"), 0},
		{"spaces alone", sp("7-9"), sp("7-9"), 0},
	} {
		got := jaccard(words(text, union(c.a)), words(text, union(c.b)))
		if math.Abs(got-c.want) > 1e-12 {
			t.Errorf("%s: %v, not %v", c.name, got, c.want)
		}
	}
}

func TestMatch(t *testing.T) {
	text := strings.Repeat("0123456789", 10)
	row := func(spans string) Attribution { return Attribution{Content: sp(spans)} }
	for _, c := range []struct {
		name            string
		gold, predicted []Attribution
		want            []Pair
	}{
		{"the largest overlap first, one to one",
			[]Attribution{row("0-10"), row("0-20")},
			[]Attribution{row("0-18")},
			[]Pair{{1, 0, .9}}},
		{"a taken prediction leaves the next best",
			[]Attribution{row("0-10"), row("0-20")},
			[]Attribution{row("0-20"), row("0-5")},
			[]Pair{{1, 0, 1}, {0, 1, .5}}},
		{"equal overlaps: the earlier gold first",
			[]Attribution{row("10-20"), row("0-10")},
			[]Attribution{row("0-20")},
			[]Pair{{1, 0, .5}}},
		{"equal overlaps and gold: the earlier prediction first",
			[]Attribution{row("0-20")},
			[]Attribution{row("10-20"), row("0-10")},
			[]Pair{{0, 1, .5}}},
		{"0.3 is enough",
			[]Attribution{row("0-10"), row("20-30")},
			[]Attribution{row("0-3"), row("20-22")},
			[]Pair{{0, 0, .3}}},
		{"nothing found", []Attribution{row("0-10")}, nil, nil},
	} {
		if diff := cmp.Diff(c.want, Match(text, c.gold, c.predicted)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestQuoted(t *testing.T) {
	for text, want := range map[string]bool{
		`“We sign,”`:       true,
		`"We sign"`:        true,
		` “We sign.”  `:    true,
		`‘We sign’`:        true,
		`“We sign.''`:      true,
		`that “we sign”`:   false,
		`“we sign” today`:  false,
		`“We sign.” today`: false,
		`“`:                false,
		` `:                false,
		`we sign`:          false,
	} {
		if got := quoted(text, []annotate.Span{{End: len(text)}}); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
	const broken = `“We,” he said, “sign.”`
	if !quoted(broken, at(t, broken, "“We,”", "“sign.”")) || quoted(broken, at(t, broken, "“We,”", "“sign.")) {
		t.Error("content in two spans: the first and the last character decide")
	}
}

func TestDirect(t *testing.T) {
	const text = "“We sign,” he said that day."
	quote, rest := at(t, text, "“We sign,”"), at(t, text, "that day")
	for _, c := range []struct {
		kind    annotate.AttributionType
		content []annotate.Span
		want    bool
	}{
		{annotate.Direct, quote, true},
		{annotate.Floating, quote, true},
		{annotate.Floating, rest, false},
		{annotate.Mixed, quote, false},
		{annotate.Indirect, quote, false},
	} {
		if got := direct(text, &Attribution{Type: c.kind, Content: c.content}); got != c.want {
			t.Errorf("%s %v: %v", c.kind, c.content, got)
		}
	}
}

func TestSpeaker(t *testing.T) {
	const text = "The mayor of the town, Ann Bell, Bell's aide and all of these men spoke."
	none := []annotate.Span(nil)
	for _, c := range []struct {
		name            string
		gold, predicted []annotate.Span
		want            bool
	}{
		{"a word in common", at(t, text, "The mayor of the town", "Ann Bell"), at(t, text, "Bell"), true},
		{"determiners are nothing in common", at(t, text, "The mayor"), at(t, text, "The"), false},
		{"a place, not a spelling", at(t, text, "Ann Bell"), sp("33-37"), false},
		{"with and without 's", sp("33-39"), sp("33-37"), true},
		{"half a word is the word", sp("33-35"), sp("35-37"), true},
		{"a determiner that stands alone is somebody", at(t, text, "all"), at(t, text, "all of these men"), true},
		{"nobody", none, none, true},
		{"somebody where nobody is named", none, at(t, text, "Ann"), false},
		{"nobody where somebody is named", at(t, text, "Ann"), none, false},
		{"a comma is no word", at(t, text, "town,"), at(t, text, ", Ann"), false},
	} {
		if got := sameSpeaker(text, c.gold, c.predicted); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

// Each figure by hand, from documents that were matched by hand.
func TestFigures(t *testing.T) {
	text := `“We sign,” Ann said. He will go, Bo said. “No.” Rain fell.`
	row := func(content string, kind annotate.AttributionType, speaker ...string) Attribution {
		return Attribution{Content: at(t, text, content), Speaker: at(t, text, speaker...), Type: kind}
	}
	one := Document{ID: "one", Text: text,
		Gold: []Attribution{row("“We sign,”", "", "Ann"), row("He will go", "", "Bo"), row("“No.”", "")},
		Predicted: []Attribution{
			row("“We sign,”", annotate.Direct, "Ann"),
			row("He will", annotate.Indirect, "He"), // 6 of 8 bytes
			row("“No.”", annotate.Floating),
			row("Rain fell", annotate.Direct)},
	}
	one.Pairs = Match(text, one.Gold, one.Predicted)
	two := Document{ID: "two", Text: text, Gold: []Attribution{row("“We sign,”", "", "Ann")}} // nothing found
	got := map[string]string{}
	figures, err := figures([]Document{one, two, {ID: "three"}}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range figures {
		got[fmt.Sprintf("%s %.1f", f.Measure, f.Overlap)] = fmt.Sprintf("%d/%d %.4f in %d", f.Right, f.N, f.Mean, f.Clusters)
	}
	want := map[string]string{
		"content_precision 0.3": "3/4 0.7500 in 1",
		"content_recall 0.3":    "3/4 0.7500 in 2",
		"content_f1 0.3":        "6/8 0.7500 in 2",
		"content_precision 0.8": "2/4 0.5000 in 1",
		"content_recall 0.8":    "2/4 0.5000 in 2",
		"content_f1 0.8":        "4/8 0.5000 in 2",
		"content_precision 1.0": "2/4 0.5000 in 1",
		"content_recall 1.0":    "2/4 0.5000 in 2",
		"content_f1 1.0":        "4/8 0.5000 in 2",
		"direct_precision 0.8":  "2/3 0.6667 in 1", // rain is no speech
		"direct_recall 0.8":     "2/3 0.6667 in 2",
		"speaker_accuracy 0.3":  "2/3 0.6667 in 1", // "He" is not Bo, and "No." has nobody
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if f := figures[0]; f.Method != stats.MethodNone || len(f.Warnings) == 0 {
		t.Errorf("an interval from one document: %+v", f)
	}
}

// A speech is one row, and what is told within another's words is none unless
// it is asked for.
func TestPredictedRows(t *testing.T) {
	const text = "“I hope that the bridge is safe,” Ann Bell said. “We tested it.”"
	for nested, want := range map[bool][]string{
		false: {"“I hope that the bridge is safe,” / “We tested it.”"},
		true:  {"“I hope that the bridge is safe,” / “We tested it.”", "that the bridge is safe"},
	} {
		var got []string
		for _, row := range predict(annotator(t), "a", text, nested) {
			var parts []string
			for _, s := range row.Content {
				parts = append(parts, text[s.Start:s.End])
			}
			got = append(got, strings.Join(parts, " / "))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("nested %v (-want +got):\n%s", nested, diff)
		}
	}
}

func TestWorkersDoNotShow(t *testing.T) {
	var docs []Document
	for i := range 24 {
		text := fmt.Sprintf("“We will sign %d treaties,” Ann Bell said. Bo Dell denied that it was %d.", i, i)
		docs = append(docs, Document{ID: fmt.Sprint(i), Text: text, Gold: []Attribution{
			{Speaker: at(t, text, "Ann Bell"), Content: at(t, text, fmt.Sprintf("“We will sign %d treaties,”", i))},
			{Speaker: at(t, text, "Bo Dell"), Content: at(t, text, "it was")}}})
	}
	a := annotator(t)
	run := func(workers int) string {
		_, figures, err := Attributions(context.Background(), a, docs, Options{Workers: workers, Seed: 7})
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := WriteCSV(&b, Origin{}, "attribution", figures); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	want := run(1)
	for _, n := range []int{2, 3, 8} {
		if got := run(n); got != want {
			t.Errorf("%d workers: %s", n, cmp.Diff(want, got))
		}
	}
	if docs[0].Predicted != nil {
		t.Error("the documents passed in were changed")
	}
}

func annotator(t *testing.T) *annotate.Annotator {
	t.Helper()
	a, err := annotate.New(annotate.Options{Scope: annotate.ScopeAll})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// The development part of PolNeAR (Newell et al. 2018, LREC), which is not
// part of the project. The floors are a little under what is reached.
func TestPolNeAR(t *testing.T) {
	dir := golden.Data(t, "attribution", "dev")
	file, err := os.Open(filepath.Join(dir, "attributions.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	gold, err := ReadAttributions(file, "attributions.csv")
	if err != nil {
		t.Fatal(err)
	}
	docs, err := ReadDocuments(filepath.Join(dir, "text"), "attributions.csv", gold)
	if err != nil {
		t.Fatal(err)
	}
	docs, figures, err := Attributions(context.Background(), annotator(t), docs, Options{Workers: 2, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	floors := map[string]float64{
		"content_f1 0.3": .76, "content_f1 0.8": .60, "content_f1 1.0": .55,
		"direct_precision 0.8": .90, "direct_recall 0.8": .89, "speaker_accuracy 0.3": .85,
	}
	for _, f := range figures {
		name := fmt.Sprintf("%s %.1f", f.Measure, f.Overlap)
		t.Logf("%s: %.3f (%.3f to %.3f), n %d", name, f.Mean, f.Low, f.High, f.N)
		if f.Mean < floors[name] {
			t.Errorf("%s: %.3f is below %.3f", name, f.Mean, floors[name])
		}
		delete(floors, name)
	}
	if len(floors) > 0 {
		t.Errorf("not measured: %v", floors)
	}
	// What was found can be read as gold, and then all of it is right.
	var found []Attribution
	for _, d := range docs {
		found = append(found, d.Predicted...)
	}
	var b bytes.Buffer
	if err := WriteAttributions(&b, found); err != nil {
		t.Fatal(err)
	}
	again, err := ReadAttributions(&b, "predictions")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ReadDocuments(filepath.Join(dir, "text"), "predictions", again); err != nil {
		t.Error(err)
	}
}
