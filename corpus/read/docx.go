package read

import (
	"archive/zip"
	"bufio"
	"encoding/xml"
	"errors"
	"io"
	"iter"
	"strings"

	"github.com/seed-7a84ba5f/dyad/corpus"
)

const (
	wordDocument = "word/document.xml"
)

// readDOCX reads a Word document: an export of an archive with many articles,
// or one article.
func (in *input) readDOCX(z *zip.Reader, size int64, yield func(*corpus.Record, error) bool) {
	paras, err := in.wordParagraphs(z, size)
	if err != nil {
		yield(nil, err)
		return
	}
	in.readParagraphs(paras, "a Word document", yield)
}

// linesOf gives paragraphs as lines; a break inside one begins another line
// of the same paragraph.
func linesOf(paras []string) iter.Seq2[exportLine, error] {
	return func(yield func(exportLine, error) bool) {
		for i, p := range paras {
			for line := range strings.SplitSeq(p, "\n") {
				if !yield(exportLine{i + 1, line}, nil) {
					return
				}
			}
		}
	}
}

var errTooLong = errors.New("too long")

// boundedReader ends a stream from which too much is taken at once.
type boundedReader struct {
	r    io.Reader
	left int64
}

func (b *boundedReader) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, errTooLong
	}
	n, err := b.r.Read(p)
	b.left -= int64(n)
	return n, err
}

// wordParagraphs gives the text of each paragraph, without what was deleted,
// fields and second drawings of the same text.
func (in *input) wordParagraphs(z *zip.Reader, size int64) ([]string, error) {
	f, err := z.Open(wordDocument)
	if err != nil {
		return nil, in.lost(0, 0, corpus.ReasonUnreadable, "is not a sound Word document: %v", err)
	}
	defer f.Close()
	limited := &boundedReader{r: &guarded{r: f, kind: "DOCX", packed: func() int64 { return size }}, left: 4 * in.limit}
	dec := xml.NewDecoder(bufio.NewReader(limited))
	dec.CharsetReader = func(string, io.Reader) (io.Reader, error) { return nil, errors.New("is not UTF-8") }
	var w wordText
	for {
		tok, err := dec.RawToken()
		if errors.Is(err, io.EOF) {
			return w.paras, nil
		}
		switch {
		case errors.Is(err, errTooLong) || w.total > in.limit:
			return nil, in.lost(0, 0, corpus.ReasonTooLarge, "holds more than %d bytes of text, and is not read", in.limit)
		case errors.Is(err, errBomb):
			return nil, in.lost(0, 0, corpus.ReasonBomb, "%v", err)
		case err != nil:
			return nil, in.lost(0, 0, corpus.ReasonUnreadable, "is not a sound Word document: %v", err)
		}
		switch t := tok.(type) {
		case xml.StartElement:
			w.start(t.Name.Local)
		case xml.EndElement:
			w.end(t.Name.Local)
		case xml.CharData:
			if w.inText && w.skip == 0 {
				w.para.Write(t)
				w.total += int64(len(t))
			}
		}
	}
}

// wordText gathers the paragraphs of a document.
type wordText struct {
	paras  []string
	para   strings.Builder
	depth  int
	skip   int // depth of the element that is left out, 0 for none
	inText bool
	total  int64 // bytes
}

func (w *wordText) start(name string) {
	if w.depth++; w.skip > 0 {
		return
	}
	switch {
	case docxSkipped.Has(name):
		w.skip = w.depth
	case name == "t":
		w.inText = true
	case name == "tab":
		w.para.WriteByte(' ')
	case name == "br", name == "cr":
		w.para.WriteByte('\n')
	}
}

func (w *wordText) end(name string) {
	if w.skip == w.depth {
		w.skip = 0
	}
	w.depth--
	switch {
	case name == "t":
		w.inText = false
	case name == "p" && w.skip == 0:
		w.paras = append(w.paras, strings.ToValidUTF8(w.para.String(), "\uFFFD"))
		w.para.Reset()
	}
}
