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
	var paras []string
	var sb strings.Builder
	skip, depth, inText, total := 0, 0, false, int64(0)
	for {
		tok, err := dec.RawToken()
		if errors.Is(err, io.EOF) {
			return paras, nil
		}
		switch {
		case errors.Is(err, errTooLong) || total > in.limit:
			return nil, in.lost(0, 0, corpus.ReasonTooLarge, "holds more than %d bytes of text, and is not read", in.limit)
		case errors.Is(err, errBomb):
			return nil, in.lost(0, 0, corpus.ReasonBomb, "%v", err)
		case err != nil:
			return nil, in.lost(0, 0, corpus.ReasonUnreadable, "is not a sound Word document: %v", err)
		}
		switch t := tok.(type) {
		case xml.StartElement:
			if depth++; skip > 0 {
				continue
			}
			switch name := t.Name.Local; {
			case docxSkipped.Has(name):
				skip = depth
			case name == "t":
				inText = true
			case name == "tab":
				sb.WriteByte(' ')
			case name == "br", name == "cr":
				sb.WriteByte('\n')
			}
		case xml.EndElement:
			if skip == depth {
				skip = 0
			}
			depth--
			switch t.Name.Local {
			case "t":
				inText = false
			case "p":
				if skip == 0 {
					paras = append(paras, strings.ToValidUTF8(sb.String(), "\uFFFD"))
					sb.Reset()
				}
			}
		case xml.CharData:
			if inText && skip == 0 {
				sb.Write(t)
				total += int64(len(t))
			}
		}
	}
}
