package stance_test

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"regexp"
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/stance"
)

// asking is a document with a question about it.
type asking struct {
	doc      *annotate.Document
	question stance.Question
}

// ask annotates a sentence in which [] stand around the target and <> around
// the holder, if there is one.
func ask(a *annotate.Annotator, marked string) asking {
	var text strings.Builder
	at := map[rune]int{}
	for _, r := range marked {
		if strings.ContainsRune("[]<>", r) {
			at[r] = text.Len()
			continue
		}
		text.WriteRune(r)
	}
	s := text.String()
	doc := a.AnnotateSentences(&corpus.Article{Text: s, Regions: []corpus.Region{{End: len(s), Kind: corpus.Body}}}, []annotate.Span{{End: len(s)}})
	mention := func(open, shut rune) int {
		span := annotate.Span{Start: at[open], End: at[shut]}
		head := -1
		for i, tok := range doc.Tokens {
			if span.Overlaps(tok.Span) && (head < 0 || doc.Tokens[head].Head == i) {
				head = i
			}
		}
		for i, m := range doc.Mentions {
			if m.Span == span || m.Head == head {
				return i
			}
		}
		doc.Mentions = append(doc.Mentions, annotate.Mention{Span: span, Head: head, Type: annotate.Name, Name: s[span.Start:span.End]})
		return len(doc.Mentions) - 1
	}
	q := stance.Question{Holder: stance.Anyone, Target: mention('[', ']')}
	if _, ok := at['<']; ok {
		q.Holder = mention('<', '>')
	}
	return asking{doc, q}
}

// lessons are sentences of three kinds about several people.
func lessons(t *testing.T, a *annotate.Annotator) []stance.Example {
	t.Helper()
	kinds := map[int][]string{
		-1: {"[%s] is a disgrace, %s said.", "Critics called [%s] a liar before %s left.", "The court found [%s] guilty while %s watched."},
		0:  {"[%s] met %s on a rainy afternoon.", "On Monday [%s] travelled with %s by train.", "[%s] and %s live in the same street."},
		1:  {"[%s] is a hero, %s said.", "Friends praised [%s] before %s left.", "The town thanked [%s] while %s watched."},
	}
	names := []string{"Ann Bell", "Bo Dell", "Cem Aydin", "Dora Fink", "Ella Moss", "Finn Oak", "Gus Hart", "Ida Lund", "Jon Reed", "Kim Vale"}
	var out []stance.Example
	for sign := -1; sign <= 1; sign++ {
		for _, form := range kinds[sign] {
			for i, n := range names {
				d := ask(a, fmt.Sprintf(form, n, names[(i+3)%len(names)]))
				e, err := stance.NewExample(d.doc, d.question, sign, n, nil)
				if err != nil {
					t.Fatal(err)
				}
				out = append(out, e)
			}
		}
	}
	return out
}

func bytesOf(t *testing.T, m *stance.Model) []byte {
	t.Helper()
	var b bytes.Buffer
	if _, err := m.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestTrainIsRepeatedToTheByte(t *testing.T) {
	a, err := annotator()
	if err != nil {
		t.Fatal(err)
	}
	examples := lessons(t, a)
	train := func(seed uint64, workers int) *stance.Trained {
		m, err := stance.Train(context.Background(), examples, stance.TrainOptions{
			Task: stance.TargetModel, Seed: seed, Workers: workers, Nets: 1, Hidden: 8, Epochs: 4})
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	one := train(1, 1)
	data := bytesOf(t, one.Model)
	if !bytes.Equal(data, bytesOf(t, train(1, 4).Model)) {
		t.Error("four workers gave another model than one")
	}
	if bytes.Equal(data, bytesOf(t, train(2, 1).Model)) {
		t.Error("another seed gave the same model")
	}
	right := 0
	for i, v := range one.Held {
		if v.Sign == examples[i].Sign {
			right++
		}
	}
	if right < 80 {
		t.Errorf("%d of 90 held-out examples are right", right)
	}

	again, err := stance.ReadModel(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if again.Hash() != one.Hash() || !bytes.Equal(data, bytesOf(t, again)) {
		t.Error("the model read back is another")
	}
	for _, e := range examples {
		if x, y := one.Judge(e, false), again.Judge(e, false); x.Sign != y.Sign || x.Distribution != y.Distribution {
			t.Fatalf("trained %+v, read back %+v", x, y)
		}
	}
	for n := 0; n < len(data); n += 1 + len(data)/300 {
		if _, err := stance.ReadModel(bytes.NewReader(data[:n])); err == nil {
			t.Fatalf("the first %d of %d bytes were taken for a model", n, len(data))
		}
	}
}

// A row that a table holds twice counts once; a row of another cluster stays.
func TestDistinct(t *testing.T) {
	a, err := annotator()
	if err != nil {
		t.Fatal(err)
	}
	var all []stance.Example
	for _, c := range []struct {
		text    string
		sign    int
		cluster string
	}{
		{"Critics called [Bell] a liar.", -1, "x"},
		{"Critics called [Bell] a liar.", -1, "x"},
		{"Critics called [Bell] a liar.", 0, "x"},
		{"Critics called [Bell] a liar.", -1, "y"},
		{"Critics called [Bell] a hero.", -1, "x"},
	} {
		d := ask(a, c.text)
		e, err := stance.NewExample(d.doc, d.question, c.sign, c.cluster, nil)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, e)
	}
	if got := stance.Distinct(all); len(got) != 4 || got[1].Sign != 0 {
		t.Errorf("%d examples are left of 5, not 4", len(got))
	}
}

// What a reader would take for plain sentences; each stands here since it was
// written, and before the models were trained last.
func TestModelsJudgePlainSentences(t *testing.T) {
	a, err := annotator()
	if err != nil {
		t.Fatal(err)
	}
	s, err := stance.NewModels()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		text string
		want int
	}{
		{"[Bell] is a corrupt liar and a disgrace to her party.", -1},
		{"Critics accused [Bell] of lying to the court.", -1},
		{"[Bell] won praise for her courage and her brilliant leadership.", 1},
		{"The council meets on Monday, and [Bell] will be there.", 0},
		{"<Dell> accused [Bell] of lying to the court.", -1},
		{"<Dell> praised [Bell] as a great leader and a friend.", 1},
		{"<Dell> met [Bell] in Paris on Monday.", 0},
	} {
		d := ask(a, c.text)
		v := s.Classify(d.doc, []stance.Question{d.question})[0]
		// The label of a directed question leans to the rare signs (methods.md):
		// of what is neutral, the probability must say so.
		if c.want != 0 && v.Sign != c.want || c.want == 0 && v.Neutral < max(v.Negative, v.Positive) {
			t.Errorf("%s: %d, not %d: %s", c.text, v.Sign, c.want, v.Explanation)
		}
		if sum := v.Negative + v.Neutral + v.Positive; math.Abs(sum-1) > 1e-6 {
			t.Errorf("%s: the probabilities sum to %v", c.text, sum)
		}
		if v.Sign != 0 && (len(v.Evidence) == 0 || v.Explanation == "") {
			t.Errorf("%s: no evidence", c.text)
		}
	}
}

// An ensemble keeps beside its answer what each of its parts said.
func TestEnsembleKeepsItsParts(t *testing.T) {
	a, err := annotator()
	if err != nil {
		t.Fatal(err)
	}
	ensemble, err := stance.NewEnsemble()
	if err != nil {
		t.Fatal(err)
	}
	for text, c := range map[string]struct {
		task  stance.ModelTask
		parts string
	}{
		"[Bell] is a corrupt liar and a disgrace to her party.": {stance.TargetModel, `; parts \(−/0/\+\): linear P, networks P`},
		"<Dell> praised [Bell] as a great leader and a friend.": {stance.DirectedModel, `networks P, linear turned round P, networks turned round P`},
	} {
		m, err := stance.LoadModel(c.task)
		if err != nil {
			t.Fatal(err)
		}
		want := strings.ReplaceAll(c.parts, "P", `[01]\.\d\d/[01]\.\d\d/[01]\.\d\d`)
		for _, voter := range m.Voters() {
			want += ", " + voter + ` (silent|−1|0|\+1)`
		}
		want += "$"
		d := ask(a, text)
		v := ensemble.Classify(d.doc, []stance.Question{d.question})[0]
		if !regexp.MustCompile(want).MatchString(v.Explanation) {
			t.Errorf("%s: %q does not end in %s", text, v.Explanation, want)
		}
	}
}

// The narrator does not answer for what somebody else says.
func TestModelsKnowTheNarrator(t *testing.T) {
	a, err := annotator()
	if err != nil {
		t.Fatal(err)
	}
	s, err := stance.NewModels()
	if err != nil {
		t.Fatal(err)
	}
	d := ask(a, "“[Bell] is a corrupt liar and a disgrace,” Dell said.")
	d.question.Holder = stance.Narrator
	if got := s.Score(d.doc, []stance.Question{d.question})[0]; len(got) > 0 {
		t.Errorf("the narrator answers for Dell: %+v", got)
	}
}

// An explanation names words that a reader can look up, the heaviest first.
func TestExplain(t *testing.T) {
	a, err := annotator()
	if err != nil {
		t.Fatal(err)
	}
	m, err := stance.LoadModel(stance.TargetModel)
	if err != nil {
		t.Fatal(err)
	}
	d := ask(a, "Everybody knows that [Bell] is a liar.")
	v, weights := m.Explain(d.doc, d.question)
	if len(weights) < 10 || !strings.Contains(v.Explanation, "“liar”") {
		t.Errorf("%s, by %d features", v.Explanation, len(weights))
	}
	for i := 1; i < len(weights); i++ {
		if math.Abs(weights[i].Value) > math.Abs(weights[i-1].Value) {
			t.Fatal("not in order of weight")
		}
	}
}
