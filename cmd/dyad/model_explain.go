package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/stance"
	"github.com/seed-7a84ba5f/dyad/validate"
)

// modelQuestion is a sentence that model show explains a verdict on.
type modelQuestion struct {
	text, target, holder string
	features             int
}

func (q *modelQuestion) add(cmd *cobra.Command) {
	fs := cmd.Flags()
	fs.StringVar(&q.text, "text", "", "explain what the model target or directed says of a `SENTENCE`")
	fs.StringVar(&q.target, "target", "", "`WORDS` of the sentence that are evaluated")
	fs.StringVar(&q.holder, "holder", "", "`WORDS` of the sentence that name who evaluates; for the model directed")
	fs.IntVar(&q.features, "features", 15, "how many of the heaviest features to show")
}

// explain writes the verdict of a model on the sentence and the features that
// weigh most.
func (q *modelQuestion) explain(w io.Writer, names []string) error {
	if len(names) != 1 || names[0] != string(stance.TargetModel) && names[0] != string(stance.DirectedModel) {
		return usagef("--text needs one model: target or directed")
	}
	m, err := stance.LoadModel(stance.ModelTask(names[0]))
	if err != nil {
		return err
	}
	doc, question, err := q.ask(m.Task == stance.DirectedModel)
	if err != nil {
		return err
	}
	v, weights := m.Explain(doc, question)
	fmt.Fprintf(w, "%s\nnegative %.3f  neutral %.3f  positive %.3f\n\n", v.Explanation, v.Negative, v.Neutral, v.Positive)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "weight\tword\tfeature")
	for _, x := range weights[:min(len(weights), max(q.features, 0))] {
		word := ""
		if x.Token >= 0 {
			word = doc.Tokens[x.Token].Text
		}
		fmt.Fprintf(t, "%+.3f\t%s\t%s\n", x.Value, word, x.Name)
	}
	return t.Flush()
}

// ask annotates the sentence and finds target and holder in it.
func (q *modelQuestion) ask(directed bool) (*annotate.Document, stance.Question, error) {
	none := stance.Question{}
	if directed != (q.holder != "") {
		return nil, none, usagef("--holder is for the model directed, which needs one")
	}
	a, err := annotate.New(annotate.Options{Scope: annotate.ScopeAll})
	if err != nil {
		return nil, none, err
	}
	doc := validate.AskSentence(a, q.text)
	find := func(words, actor string) (int, error) {
		at := strings.Index(q.text, words)
		if words == "" || at < 0 {
			return -1, usagef("%q does not stand in the text", words)
		}
		if id := doc.Mention(annotate.Span{Start: at, End: at + len(words)}, words, actor); id >= 0 {
			return id, nil
		}
		return -1, usagef("%q is no word", words)
	}
	question := stance.Question{Holder: stance.Anyone}
	if question.Target, err = find(q.target, "target"); err != nil {
		return nil, none, err
	}
	if directed {
		if question.Holder, err = find(q.holder, "holder"); err != nil {
			return nil, none, err
		}
	}
	return doc.Document, question, nil
}
