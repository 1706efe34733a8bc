package read

import (
	"bytes"
	"errors"
	"io"
	"reflect"
	"regexp"
	"sync"

	"github.com/ledongthuc/pdf"
)

// What the library for PDF does not survive, and no recover catches: an object
// that is said to stand in a stream which itself stands in a stream (it follows
// such a circle until the stack is full), and numbers by which it asks for more
// memory than there is.
var (
	errPDFCircle  = errors.New("one of its streams is said to stand in a stream")
	errPDFNumbers = errors.New("it says that it has a thousand million objects")

	pdfNumbers = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`/(?:Size|Index|W|Columns)[\s\x00]*\[?[\d\s\x00]*\d{9}`)
	})
	// pdfEncrypt is the name Encrypt, of whose letters any may be written by number.
	pdfEncrypt = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?:E|#45)(?:n|#6[eE])(?:c|#63)(?:r|#72)(?:y|#79)(?:p|#70)(?:t|#74)`)
	})
	pdfXref = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`xref\s+\d*\s*\d{9}`) })
)

// openPDF opens a file for the library once it is known that the library will
// come back from it. Its table of objects is read first, in a copy in which
// nothing is encrypted: for a key the library goes to an object at once.
func openPDF(ra *sectionOf, size int64) (*pdf.Reader, error) {
	all := make([]byte, size)
	if _, err := ra.pdfReaderAt.ReadAt(all, 0); err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	if pdfNumbers().Match(all) || pdfXref().Match(all) {
		return nil, errPDFNumbers
	}
	for _, at := range pdfEncrypt().FindAllIndex(all, -1) {
		copy(all[at[0]:at[1]], bytes.Repeat([]byte{'x'}, at[1]-at[0]))
	}
	plain := &sectionOf{pdfReaderAt: bytes.NewReader(all), left: ra.left}
	r, err := pdf.NewReader(plain, size)
	ra.left = plain.left
	if err != nil {
		return nil, err
	}
	if inCircle(r) {
		return nil, errPDFCircle
	}
	return pdf.NewReader(ra, size)
}

// inCircle reports whether an object stands in a stream that stands in a
// stream, which no sound file has. The table is not exported, and can be
// read all the same.
func inCircle(r *pdf.Reader) bool {
	table := reflect.ValueOf(r).Elem().FieldByName("xref")
	for i := range table.Len() {
		if x := table.Index(i); x.FieldByName("inStream").Bool() {
			at := x.FieldByName("stream").FieldByName("id").Uint()
			if at < uint64(table.Len()) && table.Index(int(at)).FieldByName("inStream").Bool() {
				return true
			}
		}
	}
	return false
}
