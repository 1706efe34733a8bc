package read

import (
	"iter"
	"strings"

	"golang.org/x/net/html"

	"github.com/seed-7a84ba5f/dyad/corpus"
)

// Archives export pages too, with many articles in one.

var pageExport = patterns.Pattern("page_export")

func looksLikePageExport(head []byte, ext string) bool {
	return looksLikeHTML(head, ext) && pageExport().MatchString(headText(head))
}

// readPageExport reads such a page: by the layout of its articles, or the lines of it like
// those of a text. One that is no export after all is read as a page.
func readPageExport(in *input) iter.Seq2[*corpus.Record, error] {
	return func(yield func(*corpus.Record, error) bool) {
		p, err := in.decodedPage()
		if err != nil {
			yield(nil, err)
			return
		}
		doc, err := html.Parse(strings.NewReader(p.text))
		if err != nil {
			yield(nil, in.lost(0, 0, corpus.ReasonPage, "is no sound HTML: %v", err))
			return
		}
		if p.encoding != "" && !yield(nil, in.note(0, corpus.ReasonEncoding, "is not UTF-8 and was read as %s", p.encoding)) {
			return
		}
		l := layouts()["europresse"]
		n := 0
		for i, article := range found(doc, l.record) {
			if r := l.recordOf(in, article, i+1); r.Source.Known() && corpus.HasWords(r.Body) {
				if n++; !yield(r, nil) {
					return
				}
			}
		}
		if n > 0 {
			return
		}
		var paras []string
		for _, article := range found(doc, layouts()["factiva"].record) {
			paras = append(paras, strings.Split(blocks(article), "\n\n")...)
		}
		if len(paras) == 0 {
			paras = strings.Split(blocks(doc), "\n\n")
		}
		if a := archiveOf(strings.Join(paras, "\n")); a != nil {
			in.splitExport(a, linesOf(paras), "paragraph", yield)
			return
		}
		yield(in.page(p.text))
	}
}
