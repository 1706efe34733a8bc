package validate

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/internal/par"
	"github.com/seed-7a84ba5f/dyad/stats"
)

// Options say how a validation is run.
type Options struct {
	Workers int        // documents at a time; changes no result
	Seed    uint64     // of the intervals
	Nested  bool       // predict what is told within another's words too
	Rule    stats.Rule // the zero Rule is stats.DefaultRule
}

func (o *Options) rule() stats.Rule { return ruleOr(o.Rule) }

// ruleOr is a rule, or the default one for none.
func ruleOr(rule stats.Rule) stats.Rule { return cmp.Or(rule, stats.DefaultRule()) }

// Document is a text with its gold attributions, what was predicted for it
// and how the two were matched.
type Document struct {
	ID              string
	Text            string
	Gold, Predicted []Attribution
	Pairs           []Pair
}

// ReadDocuments reads DOC_ID.txt from the folder dir for each document of
// gold, in the order in which the table first names them, and checks that
// each span lies in its text and cuts no character. The name of the gold table
// stands in errors.
func ReadDocuments(dir, name string, gold []Attribution) ([]Document, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	var docs []Document
	at := map[string]int{}
	for _, a := range gold {
		i, ok := at[a.DocID]
		if !ok {
			text, err := root.ReadFile(a.DocID + ".txt")
			if err != nil {
				return nil, fmt.Errorf("%s:%d: no text for %s in %s: %v", name, a.Line, a.DocID, dir, cause(err))
			}
			if !utf8.Valid(text) {
				return nil, fmt.Errorf("%s: %s.txt is not UTF-8", dir, a.DocID)
			}
			i, at[a.DocID] = len(docs), len(docs)
			docs = append(docs, Document{ID: a.DocID, Text: string(text)})
		}
		if err := a.check(docs[i].Text); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, a.Line, err)
		}
		docs[i].Gold = append(docs[i].Gold, a)
	}
	return docs, nil
}

// RunAttributions measures who is found to say what in the texts of a folder.
func RunAttributions(ctx context.Context, task Task, texts string) (*Result, error) {
	if info, err := os.Stat(texts); err == nil && !info.IsDir() {
		return nil, choice("--texts %s: is no folder", texts)
	} else if err != nil {
		return nil, err
	}
	file, err := os.Open(task.Gold)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	gold, err := ReadAttributions(file, task.Gold)
	if err != nil {
		return nil, err
	}
	docs, err := ReadDocuments(texts, task.Gold, gold)
	if err != nil {
		return nil, err
	}
	a, err := everySentence()
	if err != nil {
		return nil, err
	}
	docs, figures, err := Attributions(ctx, a, docs, task.Options)
	write := func(w io.Writer) error {
		var found []Attribution
		for i := range docs {
			found = append(found, docs[i].Predicted...)
		}
		return WriteAttributions(w, found)
	}
	return &Result{Gold: task.Gold, Task: "attribution", Figures: figures, Predictions: write}, err
}

// cause is a path error without its path, which the message has already.
func cause(err error) error {
	var bad *fs.PathError
	if errors.As(err, &bad) {
		return bad.Err
	}
	return err
}

// check reports the first span that cannot be one of the text.
func (a *Attribution) check(text string) error {
	for i, spans := range [][]annotate.Span{a.Speaker, a.Cue, a.Content} {
		for _, s := range spans {
			switch {
			case s.End > len(text):
				return fmt.Errorf("%s: %d-%d ends after the text, which has %d bytes", columns[2+i], s.Start, s.End, len(text))
			case !utf8.RuneStart(text[s.Start]) || s.End < len(text) && !utf8.RuneStart(text[s.End]):
				return fmt.Errorf("%s: %d-%d cuts a character; are the offsets bytes?", columns[2+i], s.Start, s.End)
			}
		}
	}
	return nil
}

// Attributions predicts the attributions of each document, matches them with
// the gold ones and gives the figures. The documents come back with what was
// predicted; those passed in are not changed. The figures:
//
//   - content_precision, content_recall, content_f1 at overlap 0.3, 0.8 and 1 (the
//     same words and marks, white space apart): matched attributions over predicted
//     ones, over gold ones, and twice the matched over both;
//   - direct_recall at 0.8, over gold whose content opens and closes with
//     quotation marks, whatever the type of the prediction;
//   - direct_precision at 0.8, over predictions typed direct (and floating ones
//     whose content is quoted whole), right if matched with any gold;
//   - speaker_accuracy, over the pairs matched at 0.3.
func Attributions(ctx context.Context, a *annotate.Annotator, docs []Document, o Options) ([]Document, []Figure, error) {
	done, err := par.Slice(ctx, o.Workers, docs, func(_ context.Context, d Document) (Document, error) {
		d.Predicted = predict(a, d.ID, d.Text, o.Nested)
		d.Pairs = Match(d.Text, d.Gold, d.Predicted)
		return d, nil
	})
	if err != nil {
		return nil, nil, err
	}
	figures, err := figures(done, o)
	return done, figures, err
}

// predict annotates a text that is all body and gives its attributions: one
// for all of a speech and, unless nested, none that is told within another's
// words, as PolNeAR has them.
func predict(a *annotate.Annotator, id, text string, nested bool) []Attribution {
	doc := a.Annotate(&corpus.Article{ID: id, Text: text, Regions: []corpus.Region{{End: len(text), Kind: corpus.Body}}})
	out := make([]Attribution, 0, len(doc.Attributions))
	row := map[int]int{} // attribution -> its row
	for i, at := range doc.Attributions {
		if at.Continues >= 0 || !nested && withinOther(doc, i) {
			continue
		}
		row[i] = len(out)
		out = append(out, Attribution{
			DocID:   id,
			ID:      fmt.Sprintf("P%d", len(out)+1),
			Speaker: at.Speaker,
			Cue:     at.Cue,
			Content: at.Content,
			Name:    wordsOf(text, at.Speaker),
			Type:    at.Type,
		})
	}
	for _, at := range doc.Attributions {
		if r, ok := row[at.Continues]; ok && at.Continues >= 0 {
			out[r].Content = union(slices.Concat(out[r].Content, at.Content))
		}
	}
	return out
}

// withinOther reports whether attribution i is told within what another one
// reports.
func withinOther(doc *annotate.Document, i int) bool {
	at := &doc.Attributions[i]
	if at.Parent >= 0 {
		return true
	}
	if len(at.Cue) == 0 {
		return false
	}
	for k := range doc.Attributions {
		for _, c := range doc.Attributions[k].Content {
			if k != i && c.Contains(at.Cue[0]) {
				return true
			}
		}
	}
	return false
}

// wordsOf gives the text of the spans on one line.
func wordsOf(text string, spans []annotate.Span) string {
	var parts []string
	for _, s := range spans {
		parts = append(parts, strings.Fields(text[s.Start:s.End])...)
	}
	return strings.Join(parts, " ")
}
