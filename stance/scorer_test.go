package stance_test

import (
	"encoding/csv"
	"math"
	"os"
	"reflect"
	"strconv"
	"sync"
	"testing"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/internal/golden"
	"github.com/seed-7a84ba5f/dyad/stance"
)

var bayes = sync.OnceValues(stance.NewBayes)

// scorers gives every scorer there is.
func scorers(t testing.TB) []stance.Scorer {
	t.Helper()
	b, err := bayes()
	if err != nil {
		t.Fatal(err)
	}
	return []stance.Scorer{theLexical(t), b}
}

func TestDescriptions(t *testing.T) {
	names := map[string]bool{}
	for _, s := range scorers(t) {
		d := s.Describe()
		if d.Name == "" || d.Version == "" || d.Doc == "" || d.Hash == "" || names[d.Name] {
			t.Errorf("description %+v", d)
		}
		names[d.Name] = true
		if s.Describe() != d {
			t.Errorf("%s describes itself in two ways", d.Name)
		}
	}
	again, err := stance.NewLexical()
	if err != nil {
		t.Fatal(err)
	}
	if again.Describe() != theLexical(t).Describe() {
		t.Error("two scorers of the same lists differ")
	}
	if !names["lexical"] || !names["bayes"] {
		t.Errorf("names %v", names)
	}
}

// everyQuestion asks about every mention of a document, for every holder.
func everyQuestion(doc *annotate.Document) []stance.Question {
	var qs []stance.Question
	for target, m := range doc.Mentions {
		for _, h := range []int{stance.Narrator, stance.Anyone} {
			qs = append(qs, stance.Question{Sentence: m.Sentence, Holder: h, Target: target})
		}
		for holder, o := range doc.Mentions {
			if o.Sentence == m.Sentence && holder != target {
				qs = append(qs, stance.Question{Sentence: m.Sentence, Holder: holder, Target: target})
			}
		}
	}
	return qs
}

func checkAnswers(t *testing.T, doc *annotate.Document, name string, qs []stance.Question, answers [][]stance.Answer) {
	t.Helper()
	if len(answers) != len(qs) {
		t.Fatalf("%s: %d answers to %d questions", name, len(answers), len(qs))
	}
	for k, list := range answers {
		for _, a := range list {
			if a.Polarity < -1 || a.Polarity > 1 || a.Prob < 0 || a.Prob > 1 || a.RuleID == "" || a.Explanation == "" || len(a.Evidence) == 0 {
				t.Errorf("%s on %+v: %+v", name, qs[k], a)
			}
			for _, e := range append([]annotate.Span{a.At}, a.Evidence...) {
				if e.Start < 0 || e.Start >= e.End || e.End > len(doc.Text) {
					t.Errorf("%s on %+v: evidence %v of %d bytes", name, qs[k], e, len(doc.Text))
				}
			}
		}
	}
}

// An article with three actors goes through the interface that the pair goes
// through: any mention may be holder or target.
func TestThreeActors(t *testing.T) {
	doc := read(t, "Trump praised the Taliban. Ghani condemned Trump. The Taliban criticized Ghani. Noor Shah admired Ghani.")
	qs := everyQuestion(doc)
	for _, s := range scorers(t) {
		checkAnswers(t, doc, s.Describe().Name, qs, s.Score(doc, qs))
	}
	type pairOf struct{ holder, target string }
	got := map[pairOf]float64{}
	for k, list := range theLexical(t).Score(doc, qs) {
		if qs[k].Holder < 0 || len(list) == 0 {
			continue
		}
		got[pairOf{doc.Mentions[qs[k].Holder].Name, doc.Mentions[qs[k].Target].Name}] = list[0].Polarity
	}
	for p, sign := range map[pairOf]float64{
		{"Donald Trump", "Taliban"}: 1, {"Ashraf Ghani", "Donald Trump"}: -1, {"Taliban", "Ashraf Ghani"}: -1, {"Noor Shah", "Ashraf Ghani"}: 1,
	} {
		if got[p]*sign <= 0 {
			t.Errorf("%s on %s: %g", p.holder, p.target, got[p])
		}
	}
	if len(got) != 4 {
		t.Errorf("attitudes %v, want four", got)
	}
}

// Answers are in order of the questions, whatever that is.
func TestOrderOfQuestions(t *testing.T) {
	doc := read(t, "Trump praised the Taliban. Ghani condemned Trump.")
	qs := everyQuestion(doc)
	for _, s := range scorers(t) {
		straight := s.Score(doc, qs)
		for k := range qs {
			back := len(qs) - 1 - k
			if alone := s.Score(doc, []stance.Question{qs[back]}); len(alone) != 1 || len(alone[0]) != len(straight[back]) || len(alone[0]) > 0 && !reflect.DeepEqual(alone[0], straight[back]) {
				t.Errorf("%s: %+v is answered in another way when asked alone", s.Describe().Name, qs[back])
			}
		}
		if none := s.Score(doc, nil); len(none) != 0 {
			t.Errorf("%s answers nobody", s.Describe().Name)
		}
	}
}

// Scorers share nothing: many goroutines, one after the other and at once,
// find the same.
func TestScorersAtOnce(t *testing.T) {
	docs := testArticles(t)[:12]
	for _, s := range scorers(t) {
		want := make([]stance.Scored, len(docs))
		for i, doc := range docs {
			want[i] = judged(t, doc, pair, []stance.Scorer{s})
		}
		var wg sync.WaitGroup
		for range 6 {
			wg.Go(func() {
				for i, doc := range docs {
					got := judged(t, doc, pair, []stance.Scorer{s})
					if !sameScored(got, want[i]) {
						t.Errorf("%s: %s is judged in two ways", s.Describe().Name, doc.Article.ID)
					}
				}
			})
		}
		wg.Wait()
	}
}

// sameScored compares rows; a polarity that is no number equals itself.
func sameScored(a, b stance.Scored) bool {
	for _, s := range []*stance.Scored{&a, &b} {
		s.Judgments = append([]stance.Judgment(nil), s.Judgments...)
		for i := range s.Judgments {
			if math.IsNaN(s.Judgments[i].Polarity) {
				s.Judgments[i].Polarity = 9
			}
		}
	}
	return reflect.DeepEqual(a, b)
}

func TestBayes(t *testing.T) {
	b, err := bayes()
	if err != nil {
		t.Fatal(err)
	}
	one := func(text string) *annotate.Document {
		return &annotate.Document{
			Article: &corpus.Article{}, Text: text, Sentences: []annotate.Sentence{{Span: annotate.Span{Start: 0, End: len(text)}}},
			Mentions: []annotate.Mention{{}},
		}
	}
	for _, c := range []struct {
		name, text string
		want       float64 // 0 for missing
	}{
		{"class 1 is +1", "A wonderful, brilliant and moving masterpiece, and I loved it.", 1},
		{"class 0 is -1", "An awful, boring, stupid waste, the worst I have seen.", -1},
		{"line ends part words", "A wonderful, brilliant\nand moving\nmasterpiece.", 1},
		{"no word that it knows", "Xqzzt brflx vvvk.", 0},
		{"marks alone", "— … !", 0},
		{"figures alone", "12 345", 0},
		{"nothing", "", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc := one(c.text)
			for _, holder := range []int{stance.Narrator, stance.Anyone} {
				answers := b.Score(doc, []stance.Question{{Holder: holder}})
				if len(answers) != 1 || len(answers[0]) != 1 {
					t.Fatalf("answers %+v", answers)
				}
				a := answers[0][0]
				switch {
				case c.want == 0 && !math.IsNaN(a.Polarity):
					t.Errorf("polarity %g of what the model cannot know", a.Polarity)
				case c.want != 0 && (a.Polarity != c.want || a.Prob < 0.5 || a.Prob > 1):
					t.Errorf("polarity %g with probability %g, want %g", a.Polarity, a.Prob, c.want)
				}
			}
			if answers := b.Score(doc, []stance.Question{{Holder: 0}}); len(answers) != 1 || len(answers[0]) != 0 {
				t.Errorf("the model tells holders apart: %+v", answers)
			}
		})
	}
}

// A missing polarity is missing in the row too, and never a rating of 0.
func TestBayesRows(t *testing.T) {
	b, err := bayes()
	if err != nil {
		t.Fatal(err)
	}
	s := judged(t, read(t, "Trump. The Taliban are a wonderful, brilliant and moving group."), pair, []stance.Scorer{b})
	missing, rated := 0, 0
	for _, j := range s.Judgments {
		switch {
		case j.Missing && j.Evaluated, j.Missing && j.Polarity != 0, !j.Missing && math.Abs(j.Polarity) != 1:
			t.Errorf("row %+v", j)
		case j.Missing:
			missing++
		default:
			rated++
		}
	}
	if missing+rated != 2 || rated < 1 || len(s.Relations) != 0 {
		t.Errorf("%d missing, %d rated, %d relations", missing, rated, len(s.Relations))
	}
}

// targetRows gives rows of the gold data, which is not part of the project:
// without it the test is skipped, except in CI.
func targetRows(t *testing.T) [][]string {
	t.Helper()
	f, err := os.Open(golden.Data(t, "target", "dev_rw.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) < 300 || len(rows[0]) != 6 || rows[0][1] != "text" || rows[0][5] != "label" {
		t.Fatalf("%d rows, header %q", len(rows), rows[0])
	}
	return rows[1:]
}

// Gold data with targets of its own goes through the interface that the pair
// goes through: a document of one sentence, a mention where the target is,
// and the question what anyone in it thinks.
func TestGoldTargets(t *testing.T) {
	a, err := annotator()
	if err != nil {
		t.Fatal(err)
	}
	rows := targetRows(t)
	all := scorers(t)
	agree, against := make([]int, len(all)), make([]int, len(all))
	for _, row := range rows {
		doc := a.Annotate(&corpus.Article{Text: row[1], Regions: []corpus.Region{{Start: 0, End: len(row[1]), Kind: corpus.Body}}})
		id, sentence := targetMention(t, doc, row)
		if id < 0 {
			continue
		}
		qs := []stance.Question{{Sentence: sentence, Holder: stance.Anyone, Target: id}}
		for k, s := range all {
			answers := s.Score(doc, qs)
			if s.Describe().Name != "bayes" { // its answers may be missing
				checkAnswers(t, doc, row[0], qs, answers)
			}
			if len(answers) != 1 || len(answers[0]) == 0 {
				continue
			}
			switch v := answers[0][0].Polarity; {
			case v > 0 && row[5] == "positive", v < 0 && row[5] == "negative":
				agree[k]++
			case v > 0 && row[5] == "negative", v < 0 && row[5] == "positive":
				against[k]++
			}
		}
	}
	for k, s := range all {
		t.Logf("%s: %d signs as in the gold, %d against it, of %d rows", s.Describe().Name, agree[k], against[k], len(rows))
		if agree[k] == 0 {
			t.Errorf("%s finds no sign of the gold data", s.Describe().Name)
		}
	}
	if agree[0] <= against[0] {
		t.Errorf("the lexical scorer is more often wrong than right on the sign: %d to %d", against[0], agree[0])
	}
}

// targetMention gives the mention that the gold row is about; one is made
// where none was found.
func targetMention(t *testing.T, doc *annotate.Document, row []string) (id, sentence int) {
	t.Helper()
	start, err := strconv.Atoi(row[2])
	if err != nil {
		t.Fatal(err)
	}
	end, err := strconv.Atoi(row[3])
	if err != nil {
		t.Fatal(err)
	}
	target := annotate.Span{Start: start, End: end}
	for i, m := range doc.Mentions {
		if m.Span == target || target.Contains(doc.Tokens[m.Head].Span) {
			return i, m.Sentence
		}
	}
	head := -1
	for i, tok := range doc.Tokens {
		if target.Overlaps(tok.Span) {
			head = i
		}
	}
	if head < 0 {
		return -1, -1
	}
	doc.Mentions = append(doc.Mentions, annotate.Mention{Span: target, Sentence: doc.Tokens[head].Sentence, Head: head, Type: annotate.Name, Name: row[4]})
	return len(doc.Mentions) - 1, doc.Tokens[head].Sentence
}
