package pipeline

import (
	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/report/table"
)

// Annotated is a document, or why there is nothing in it.
type Annotated struct {
	Doc       *annotate.Document
	Exclusion string
	Problem   *table.Problem
}

// Annotate annotates an article. One that is left out of every measure stays bare, as
// does one over which annotation breaks down.
func Annotate(annotator *annotate.Annotator, a *corpus.Article) (out Annotated) {
	bare := Annotated{Doc: &annotate.Document{Article: a, Text: a.Text}, Exclusion: a.Exclusion}
	if a.Exclusion != "" {
		return bare
	}
	out.Problem = Guarded(a, "annotated", func() error { out.Doc = annotator.Annotate(a); return nil })
	if out.Problem != nil {
		bare.Exclusion, bare.Problem = InternalError, out.Problem
		return bare
	}
	return out
}
