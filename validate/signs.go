package validate

import (
	"context"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/internal/par"
	"github.com/seed-7a84ba5f/dyad/stance"
)

// Signs are the classes of every task whose code is a sign.
var signs = []string{"negative", "neutral", "positive"}

// SignTask is a task whose gold code is how somebody evaluates a target:
// negative, neutral or positive.
type SignTask string

// The tasks.
const (
	// Target: how the sentence evaluates the target, whoever does. Columns id,
	// text, target_start, target_end, target and label (NewsMTSC).
	Target SignTask = "target"
	// Directed: how the holder evaluates the target. As Target, and
	// holder_start, holder_end, holder (DSE).
	Directed SignTask = "directed"
	// DocumentTask: how a whole article evaluates what is named. Columns id,
	// title, target, text and label.
	DocumentTask SignTask = "document"
)

// Columns gives the columns a gold table of the task must have; label may be
// absent, and then there is nothing to measure with.
func (t SignTask) Columns() []string {
	switch t {
	case Directed:
		return []string{"id", "text", "holder_start", "holder_end", "holder", "target_start", "target_end", "target"}
	case DocumentTask:
		return []string{"id", "title", "target", "text"}
	}
	return []string{"id", "text", "target_start", "target_end", "target"}
}

// Check marks the rows of a table that cannot be scored or measured: spans that
// lie outside their text or cut a character, an empty text, an unknown label.
func (t SignTask) Check(g *Gold) {
	spans := map[SignTask][]string{Target: {"target"}, Directed: {"target", "holder"}}
	g.check(spans[t], func(i int) string {
		switch {
		case t == DocumentTask && strings.TrimSpace(g.Cell(i, "target")) == "":
			return "target is empty"
		case g.Has("label") && !isSign(g.Cell(i, "label")):
			return fmt.Sprintf("label %q is none of negative, neutral, positive", g.Cell(i, "label"))
		}
		return ""
	})
}

// check marks the rows whose text, spans or codes cannot be used; wrong says what is wrong
// with the codes of a row.
func (g *Gold) check(spans []string, wrong func(row int) string) {
	for i := range g.Rows {
		text := g.Cell(i, "text")
		switch why := wrong(i); {
		case g.Rows[i].Bad != "":
			continue
		case !utf8.ValidString(text):
			g.Refuse(i, "text is not UTF-8")
		case strings.TrimSpace(text) == "":
			g.Refuse(i, "text is empty")
		case why != "":
			g.Refuse(i, why)
		}
		for _, name := range spans {
			g.span(i, name)
		}
	}
}

func isSign(s string) bool { return s == signs[0] || s == signs[1] || s == signs[2] }

// span reads the columns NAME_start and NAME_end of a row, and marks the row as
// bad where they are no span of its text.
func (g *Gold) span(row int, name string) annotate.Span {
	return g.place(row, name+"_", name+" ", g.Cell(row, "text"))
}

// Predict asks each scorer about every good row of the table, and gives for
// each scorer one prediction for each row.
func (t SignTask) Predict(ctx context.Context, a *annotate.Annotator, g *Gold, scorers []stance.Scorer, o Options) ([][]Prediction, error) {
	return eachText(ctx, g, len(scorers), o, Prediction{Probability: math.NaN()}, func(rows []int) ([][]Prediction, error) {
		asked, err := t.ask(a, g, rows)
		out := make([][]Prediction, len(scorers))
		for k, s := range scorers {
			for _, q := range asked {
				out[k] = append(out[k], t.answer(s, q))
			}
		}
		return out, err
	})
}

// eachText asks about the good rows of each text at once, and gives for each scorer what
// of says of each row; none is what nobody is asked about.
func eachText[R any](ctx context.Context, g *Gold, scorers int, o Options, none R, of func(rows []int) ([][]R, error)) ([][]R, error) {
	groups := g.byText()
	done, err := par.Slice(ctx, o.Workers, groups, func(_ context.Context, rows []int) ([][]R, error) { return of(rows) })
	if err != nil {
		return nil, err
	}
	out := make([][]R, scorers)
	for s := range out {
		out[s] = slices.Repeat([]R{none}, len(g.Rows))
		for i, rows := range groups {
			for k, row := range rows {
				out[s][row] = done[i][s][k]
			}
		}
	}
	return out, nil
}

// byText gathers the good rows of each text, which is annotated once, in order
// of the first of them.
func (g *Gold) byText() [][]int {
	var out [][]int
	at := map[[2]string]int{}
	for i := range g.Rows {
		if g.Rows[i].Bad != "" {
			continue
		}
		key := [2]string{g.Cell(i, "title"), g.Cell(i, "text")}
		k, ok := at[key]
		if !ok {
			k, at[key] = len(out), len(out)
			out = append(out, nil)
		}
		out[k] = append(out[k], i)
	}
	return out
}

// asked is a row as questions to scorers.
type asked struct {
	doc       *annotate.Document
	questions []stance.Question
}

func (t SignTask) ask(a *annotate.Annotator, g *Gold, rows []int) ([]asked, error) {
	if t == DocumentTask {
		return askDocuments(a, g, rows)
	}
	text := g.Cell(rows[0], "text")
	doc := sentence(a, g.Cell(rows[0], "id"), text)
	var out []asked
	for _, row := range rows {
		own := Ask(doc)
		q := stance.Question{Holder: stance.Anyone}
		q.Target = own.Mention(g.span(row, "target"), g.Cell(row, "target"), "target")
		if t == Directed {
			q.Holder = own.Mention(g.span(row, "holder"), g.Cell(row, "holder"), "holder")
		}
		if q.Target < 0 || t == Directed && q.Holder < 0 {
			g.Refuse(row, "no word stands where the target or the holder is said to be")
			out = append(out, asked{doc: doc})
			continue
		}
		q.Sentence = own.Mentions[q.Target].Sentence
		out = append(out, asked{own.Document, []stance.Question{q}})
	}
	return out, nil
}

// trimmed is the span of a text without the space around it.
func trimmed(text string) annotate.Span {
	start := len(text) - len(strings.TrimLeftFunc(text, unicode.IsSpace))
	return annotate.Span{Start: start, End: start + len(strings.TrimSpace(text))}
}

// sentence annotates a text that is one sentence.
func sentence(a *annotate.Annotator, id, text string) *annotate.Document {
	return a.AnnotateSentences(plain(id, text), []annotate.Span{trimmed(text)})
}

// plain is a text that is all body, as an article.
func plain(id, text string) *corpus.Article {
	return &corpus.Article{ID: id, Text: text, Regions: []corpus.Region{{End: len(text), Kind: corpus.Body}}}
}

// Asking is a document to which the mentions that a gold row names are added.
type Asking struct{ *annotate.Document }

// Ask gives a copy of the document whose mentions may be changed.
func Ask(doc *annotate.Document) Asking {
	own := *doc
	own.Mentions = append([]annotate.Mention(nil), doc.Mentions...)
	return Asking{&own}
}

// Mention gives the index of the mention that a gold row names by its span: one
// that was found there, else one made for it. It belongs to the actor of the
// given id from then on. It is -1 where the span has no word.
func (d Asking) Mention(span annotate.Span, name, actor string) int {
	head := d.headOf(span)
	if head < 0 {
		return -1
	}
	id := -1
	for i, m := range d.Mentions {
		if m.Span == span || m.Head == head && id < 0 {
			id = i
		}
	}
	if id >= 0 {
		d.Mentions[id].Actor, d.Mentions[id].Relation = actor, annotate.Self
		return id
	}
	d.Mentions = append(d.Mentions, annotate.Mention{Span: span, Sentence: d.Tokens[head].Sentence, Head: head,
		Type: annotate.Name, Name: name, Actor: actor, Relation: annotate.Self})
	return len(d.Mentions) - 1
}

// headOf gives the word of a span that its other words hang on.
func (d Asking) headOf(span annotate.Span) int {
	last := -1
	for i, t := range d.Tokens {
		if !span.Overlaps(t.Span) {
			continue
		}
		if t.Head < 0 || !span.Overlaps(d.Tokens[t.Head].Span) {
			if t.Lemma != "'s" {
				return i
			}
		}
		last = i
	}
	return last
}

// answer gives a scorer's prediction for a row.
func (t SignTask) answer(s stance.Scorer, a asked) Prediction {
	if len(a.questions) == 0 {
		return Prediction{Label: signs[1], Probability: math.NaN(), Explanation: "nothing in the text mentions the target"}
	}
	qs := a.questions
	if blind(s) {
		qs = make([]stance.Question, len(a.questions))
		for i, q := range a.questions {
			qs[i] = stance.Question{Sentence: q.Sentence, Holder: stance.Anyone, Target: q.Target}
		}
	}
	if c, ok := s.(*stance.Combined); ok && t == DocumentTask {
		return ofReader(c.Reader, a.doc, qs)
	}
	return ofAnswers(s.Score(a.doc, qs))
}

// blind names the baselines that cannot tell holders apart: they are asked
// what the sentence says, so that they have an answer at all.
func blind(s stance.Scorer) bool {
	switch s.(type) {
	case *stance.Bayes, *stance.Vader:
		return true
	}
	return false
}

// ofReader is the prediction of a reader for a document: the mean of its
// portrayals over the sentences that mention the target.
func ofReader(r stance.Reader, doc *annotate.Document, questions []stance.Question) Prediction {
	var requests []stance.ReadRequest
	for _, q := range questions {
		if n := len(requests); n == 0 || requests[n-1].Sentence != q.Sentence {
			requests = append(requests, stance.ReadRequest{Sentence: q.Sentence})
		}
		last := &requests[len(requests)-1]
		last.Mentions[0] = append(last.Mentions[0], q.Target)
	}
	readings, err := r.Read(doc, requests)
	if err != nil {
		return noAnswer(err.Error())
	}
	mean := make([]float64, len(signs))
	for i := range readings {
		if why := readings[i].Failed; why != "" {
			return noAnswer(why)
		}
		for c, p := range readings[i].Sides[0].Portrayal {
			mean[c] += p / float64(len(readings))
		}
	}
	label := topSign(mean)
	return Prediction{Label: label, Probs: mean, Probability: mean[slices.Index(signs, label)],
		Explanation: fmt.Sprintf("mean of %d sentences that mention the target", len(readings))}
}

// noAnswer is the prediction where a scorer could not say: none.
func noAnswer(why string) Prediction {
	return Prediction{Probability: math.NaN(), Explanation: "no answer: " + why}
}

// ofAnswers is the prediction of a scorer without probabilities: the sign of
// its answer, or of the sum over the questions of a document.
func ofAnswers(answers [][]stance.Answer) Prediction {
	p := Prediction{Probability: math.NaN(), Explanation: "nothing in the text evaluates the target"}
	sum := 0
	var why []string
	for _, a := range answers {
		if len(a) > 0 && a[0].Failed != "" {
			return noAnswer(a[0].Failed)
		}
		s := stance.SignOf(a)
		sum += s
		if s != 0 {
			why = append(why, a[0].Explanation)
			if len(answers) == 1 && a[0].Prob > 0 {
				p.Probability = a[0].Prob
			}
		}
	}
	switch {
	case sum > 0:
		p.Label = signs[2]
	case sum < 0:
		p.Label = signs[0]
	default:
		p.Label, p.Probability = signs[1], math.NaN()
	}
	if len(why) > 0 {
		p.Explanation = strings.Join(why[:min(len(why), 3)], "; ")
	}
	return p
}

// newsID is the id of a row of NewsMTSC: article, sentence, name and span.
var newsID = regexp.MustCompile(`(?s)^(.+)_-?\d+_.*_-?\d+_-?\d+$`)

// Cluster gives what the row is resampled with: its document where the table
// has a column doc_id, the article that an id of NewsMTSC begins with, else the
// text.
func (g *Gold) Cluster(row int) string {
	if id := g.Cell(row, "doc_id"); id != "" {
		return id
	}
	if m := newsID.FindStringSubmatch(g.Cell(row, "id")); m != nil {
		return m[1]
	}
	return g.Cell(row, "text")
}

// Rate pairs the gold labels with the predictions, for the good rows.
func (t SignTask) Rate(g *Gold, found []Prediction) []Rated {
	var out []Rated
	for i := range g.Rows {
		if g.Rows[i].Bad == "" {
			out = append(out, Rated{Cluster: g.Cluster(i), Gold: g.Cell(i, "label"), Predicted: found[i].Label, Probs: found[i].Probs})
		}
	}
	return out
}

// Measure measures a scorer's predictions for the table.
func (t SignTask) Measure(g *Gold, scorer string, found []Prediction, o Options) ([]Metric, error) {
	return Classify(Measured{Scorer: scorer, Task: string(t), Classes: signs}, t.Rate(g, found), o)
}

// Majority predicts for every row the class that most gold rows have, the first
// by name of equal ones: the baseline of knowing nothing but the gold shares.
func Majority(g *Gold, column string) []Prediction {
	n := map[string]int{}
	best := ""
	for i := range g.Rows {
		if g.Rows[i].Bad != "" {
			continue
		}
		c := g.Cell(i, column)
		n[c]++
		if n[c] > n[best] || n[c] == n[best] && c < best || best == "" {
			best = c
		}
	}
	out := make([]Prediction, len(g.Rows))
	for i := range out {
		out[i] = Prediction{Label: best, Probability: math.NaN(), Explanation: "the most frequent class of the gold table"}
	}
	return out
}
