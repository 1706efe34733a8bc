package read

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"iter"
	"math"
	"runtime"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ledongthuc/pdf"

	"github.com/seed-7a84ba5f/dyad/corpus"
)

const (
	maxPDFPages = 5000
	maxPDFDepth = 64
	maxPDFCalls = 2000 // functions that wait for each other while something is read
	// What a page may cost. A page of text takes 10 to 100 kB, a detailed map a
	// few MB; a hostile file of 100 kB can unfold to gigabytes.
	maxPageBytes   = 8 << 20 // of what draws a page, and of a table of letters
	maxPageLetters = 4 << 20 // that a page draws
	maxPDFLetters  = 16 << 20
	// What may be read of a file, all passes over it together. The library goes
	// back to where an object stands, or the stream that holds it, whenever one
	// is asked for, and for the width of each letter.
	pdfReading       = 1 << 30
	readingAtFirst   = 16 << 20 // of a small file, and
	readingPerByte   = 4 << 10
	readingPerLetter = 32 << 10
	wordGap          = 0.17 // of the letters' size: a wider gap parts two words
	lineGap          = 0.5  // of the letters' size: what stands that much higher or lower is another line
	paraGap          = 1.45 // of the usual distance of lines: a wider one parts two paragraphs
	badLetters       = 0.05 // share of letters that no font explains, from which a text is refused
)

func looksLikePDF(head []byte, _ string) bool {
	return bytes.Contains(firstBytes(head, 1024), []byte("%PDF-"))
}

// pdfLine is a line of a page.
type pdfLine struct {
	text       string
	x, y, size float64
	page       int
}

// readPDF reads the text of a PDF: an export of an archive with many articles,
// or one article. A PDF knows where letters stand and not what they are: lines
// are put together by place, in the order in which the file draws them. What
// was put together is told; a scan and a text whose fonts do not say which
// letters they draw are refused.
func readPDF(in *input) iter.Seq2[*corpus.Record, error] {
	return func(yield func(*corpus.Record, error) bool) {
		ra, size, err := in.anywhere()
		if err != nil {
			yield(nil, err)
			return
		}
		if size > in.limit {
			yield(nil, in.lost(0, 0, corpus.ReasonTooLarge, "is larger than %d bytes, and is not read", in.limit))
			return
		}
		lines, info, problems, err := in.pdfLines(&sectionOf{pdfReaderAt: ra, left: min(pdfReading, readingAtFirst+readingPerByte*size)}, size)
		if err != nil {
			yield(nil, err)
			return
		}
		for _, p := range problems {
			if !yield(nil, p) {
				return
			}
		}
		if bad := in.pdfRefused(lines); bad != nil {
			yield(nil, bad)
			return
		}
		paras, told, bare := pdfParagraphs(lines)
		if archiveOf(strings.Join(bare, "\n")) != nil { // its header is told by its lines
			paras = bare
		}
		in.readParagraphs(paras, "a PDF", func(r *corpus.Record, err error) bool {
			if r != nil {
				for _, t := range told {
					r.Warn("%s", t)
				}
				r.Meta = append(r.Meta, info...)
			}
			return yield(r, err)
		})
	}
}

// sectionOf keeps a library from what it must not ask of a reader, and from
// reading without end: a file whose parts name each other in a circle.
type sectionOf struct {
	pdfReaderAt
	left int64 // bytes that may still be read
}

// errPDFReading ends the reading of a file that is read over and over.
var errPDFReading = errors.New("its parts are read over and over")

func (s *sectionOf) ReadAt(p []byte, off int64) (int, error) {
	if s.left -= int64(len(p)); s.left < 0 {
		panic(errPDFReading) // the library goes on after an error
	}
	if runtime.Callers(maxPDFCalls, make([]uintptr, 1)) > 0 {
		panic(errPDFCircle)
	}
	return s.pdfReaderAt.ReadAt(p, off)
}

type pdfReaderAt interface {
	ReadAt(p []byte, off int64) (int, error)
}

// pdfLines gives the lines of all pages. A page that breaks the library costs
// itself alone.
func (in *input) pdfLines(ra *sectionOf, size int64) (lines []pdfLine, info []corpus.MetaField, problems []*corpus.Problem, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = in.lost(0, 0, corpus.ReasonUnreadable, "is not a sound PDF: %v", cause)
		}
	}()
	tooLarge := func() error {
		return in.lost(0, 0, corpus.ReasonTooLarge, "is a PDF that is not read: %v", errPDFReading)
	}
	r, err := openPDF(ra, size)
	if ra.left < 0 {
		return nil, nil, nil, tooLarge()
	}
	if err != nil {
		if strings.Contains(err.Error(), "password") || strings.Contains(err.Error(), "encrypt") {
			return nil, nil, nil, in.lost(0, 0, corpus.ReasonUnsupported, "is a PDF with a password: save it without one")
		}
		return nil, nil, nil, in.lost(0, 0, corpus.ReasonUnreadable, "is not a sound PDF: %v", err)
	}
	letters := int64(0)
	pages, cause := pdfPages(r)
	if cause != nil && ra.left >= 0 {
		return nil, nil, nil, in.lost(0, 0, corpus.ReasonUnreadable, "is not a sound PDF: %v", cause)
	}
	if len(pages) >= maxPDFPages {
		problems = append(problems, in.note(0, corpus.ReasonPage, "the PDF has more than %d pages: those behind are not read", maxPDFPages-1))
		pages = pages[:maxPDFPages-1]
	}
	for i, page := range pages {
		texts, cause := pdfContent(page, ra)
		if ra.left < 0 {
			break
		}
		if cause != nil {
			problems = append(problems, in.note(i+1, corpus.ReasonPage, "page %d of the PDF cannot be read: %v", i+1, cause))
			continue
		}
		if letters += int64(len(texts)); letters > maxPDFLetters {
			return nil, nil, nil, in.lost(i+1, 0, corpus.ReasonTooLarge, "holds more than %d letters, and is not read", maxPDFLetters)
		}
		lines = append(lines, linesOfPage(texts, i+1)...)
	}
	if ra.left < 0 {
		return nil, nil, nil, tooLarge()
	}
	if v := r.Trailer().Key("Info").Key("Title").Text(); strings.TrimSpace(v) != "" {
		info = append(info, corpus.MetaField{Name: "pdf_title", Value: corpus.OneLine(strings.ToValidUTF8(v, "\uFFFD"))})
	}
	return lines, info, problems, nil
}

// pdfPages gives the pages in order, walking their tree once.
func pdfPages(r *pdf.Reader) (pages []pdf.Page, cause any) {
	defer func() { cause = recover() }()
	seen := 0
	var walk func(v pdf.Value, depth int)
	walk = func(v pdf.Value, depth int) {
		if seen++; depth > maxPDFDepth || len(pages) >= maxPDFPages || seen > 4*maxPDFPages {
			return
		}
		kids := v.Key("Kids")
		if kids.Kind() != pdf.Array {
			pages = append(pages, pdf.Page{V: v})
			return
		}
		for i := range kids.Len() {
			walk(kids.Index(i), depth+1)
		}
	}
	walk(r.Trailer().Key("Root").Key("Pages"), 0)
	return pages, nil
}

// pdfContent gives the letters of a page. A page that would take too much
// memory is not drawn: the library has no bound of its own.
func pdfContent(p pdf.Page, ra *sectionOf) (texts []pdf.Text, cause any) {
	defer func() { cause = recover() }()
	drawn, letters := int64(0), int64(0)
	measure := func(v pdf.Value) (longest int64) {
		if v.Kind() != pdf.Stream {
			return 0
		}
		m := operandMeter{}
		n, err := io.Copy(&m, io.LimitReader(v.Reader(), maxPageBytes-drawn+1))
		if drawn += n; drawn > maxPageBytes {
			panic(fmt.Sprintf("it takes more than %d bytes to draw", maxPageBytes))
		}
		if err != nil {
			return m.longest // the library says what it thinks of that
		}
		letters += m.total
		return m.longest
	}
	contents := p.V.Key("Contents")
	if contents.Kind() == pdf.Array {
		for i := range contents.Len() {
			measure(contents.Index(i))
		}
	} else {
		measure(contents)
	}
	most, widest := letters, int64(1) // of the page alone
	fonts := p.Resources().Key("Font")
	for _, name := range fonts.Keys() {
		drawn = 0
		widest = max(widest, measure(fonts.Key(name).Key("ToUnicode"))/4) // UTF-16 in hex
	}
	if most*widest > maxPageLetters {
		panic(fmt.Sprintf("it draws more than %d letters", maxPageLetters))
	}
	ra.left += most * readingPerLetter
	return p.Content().Text, nil
}

// operandMeter counts the bytes of strings, in ( ) or < >, in what is written
// to it.
type operandMeter struct {
	total, longest, run int64
	closer              byte
	escaped             bool
}

func (m *operandMeter) Write(p []byte) (int, error) {
	for _, c := range p {
		switch {
		case m.closer == 0 && c == '(':
			m.closer, m.run = ')', 0
		case m.closer == 0 && c == '<':
			m.closer, m.run = '>', 0
		case m.closer == 0:
		case m.escaped:
			m.escaped = false
			m.run++
		case c == '\\' && m.closer == ')':
			m.escaped = true
		case c == m.closer:
			m.total, m.longest, m.closer = m.total+m.run, max(m.longest, m.run), 0
		default:
			m.run++
		}
	}
	return len(p), nil
}

// linesOfPage puts letters together to lines, in the order in which they are
// drawn.
func linesOfPage(texts []pdf.Text, page int) []pdfLine {
	var lines []pdfLine
	var sb strings.Builder
	var cur pdfLine
	end := 0.0
	flush := func() {
		if cur.text = strings.TrimRight(strings.ToValidUTF8(sb.String(), "\uFFFD"), " \n"); strings.TrimSpace(cur.text) != "" {
			lines = append(lines, cur)
		}
		sb.Reset()
	}
	for _, t := range texts {
		if t.S == "\n" || t.S == "" || math.IsNaN(t.X) || math.IsNaN(t.Y) {
			continue
		}
		size := math.Max(math.Abs(t.FontSize), 1)
		if sb.Len() == 0 || math.Abs(t.Y-cur.y) > lineGap*size || t.X < end-3*size {
			flush()
			cur = pdfLine{x: t.X, y: t.Y, size: size, page: page}
		} else if t.X-end > wordGap*size && t.S != " " && !strings.HasSuffix(sb.String(), " ") {
			sb.WriteByte(' ')
		}
		sb.WriteString(t.S)
		width := t.W
		if width <= 0 {
			width = size / 2
		}
		end = t.X + width
	}
	flush()
	return lines
}

// pdfRefused says why the lines are no text, or nil.
func (in *input) pdfRefused(lines []pdfLine) *corpus.Problem {
	letters, bad, spaces := 0, 0, 0
	for _, l := range lines {
		for _, c := range l.text {
			switch {
			case c == utf8.RuneError || unicode.Is(unicode.Co, c) || unicode.IsControl(c):
				bad++
			case c == ' ':
				spaces++
			}
			letters++
		}
	}
	switch {
	case letters-spaces < 20:
		return in.lost(0, 0, corpus.ReasonNoText, "is a PDF without text, as scans are: run OCR over it first (ocrmypdf)")
	case float64(bad) > badLetters*float64(letters):
		return in.lost(0, 0, corpus.ReasonNoText, "is a PDF whose fonts do not say which letters they draw: export the articles in another format")
	}
	return nil
}

// pdfParagraphs puts lines together to paragraphs, leaves out what stands at
// the head or foot of page after page, and says what it did. bare are the lines
// themselves, with an empty one between paragraphs.
func pdfParagraphs(lines []pdfLine) (paras, told, bare []string) {
	repeated := pdfRunning(lines)
	usual := usualGap(lines)
	var sb strings.Builder
	dropped, joined := 0, 0
	flush := func() {
		if sb.Len() > 0 {
			paras = append(paras, sb.String())
			sb.Reset()
		}
	}
	var last *pdfLine
	for i := range lines {
		l := &lines[i]
		if repeated[pageless(l.text)] {
			dropped++
			continue
		}
		if last == nil || parted(last, l, usual) {
			flush()
			bare = append(bare, "")
		}
		text := strings.TrimSpace(l.text)
		bare = append(bare, text)
		switch before := sb.String(); {
		case before == "":
		case hyphenated(before, text):
			joined++
			sb.Reset()
			sb.WriteString(strings.TrimRight(before, "-\u00ad"))
		default:
			sb.WriteByte(' ')
		}
		sb.WriteString(text)
		last = l
	}
	flush()
	return paras, pdfTold(dropped, joined, columnsOf(lines)), bare
}

// parted reports whether a paragraph ends between two lines.
func parted(a, b *pdfLine, usual float64) bool {
	if a.page != b.page {
		last := strings.TrimRight(a.text, " ”\"’'")
		return strings.HasSuffix(last, ".") || strings.HasSuffix(last, "?") || strings.HasSuffix(last, "!")
	}
	if math.Abs(a.size-b.size) > 0.15*math.Max(a.size, b.size) {
		return true
	}
	gap := a.y - b.y
	return gap < 0 && b.x <= a.x || gap > paraGap*usual || b.x-a.x > a.size && gap > 0
}

// usualGap gives the commonest distance of two lines that follow each other.
func usualGap(lines []pdfLine) float64 {
	counts := map[int]int{}
	best, most := 0, 0
	for i := 1; i < len(lines); i++ {
		if gap := lines[i-1].y - lines[i].y; lines[i].page == lines[i-1].page && gap > 0 && gap < 200 {
			k := int(math.Round(gap * 2))
			if counts[k]++; counts[k] > most || counts[k] == most && k < best {
				best, most = k, counts[k]
			}
		}
	}
	return math.Max(float64(best)/2, 1)
}

// hyphenated reports whether a word was parted at the end of a line.
func hyphenated(before, after string) bool {
	if !strings.HasSuffix(before, "-") && !strings.HasSuffix(before, "\u00ad") {
		return false
	}
	r := []rune(strings.TrimRight(before, "-\u00ad"))
	next, _ := utf8.DecodeRuneInString(after)
	return len(r) > 1 && unicode.IsLower(r[len(r)-1]) && unicode.IsLower(next)
}

// pageless gives a line without its digits, so that page numbers are alike.
func pageless(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return -1
		}
		return r
	}, s))
}

// pdfRunning finds what stands among the two highest or two lowest lines on at
// least three pages, and on half of them.
func pdfRunning(lines []pdfLine) map[string]bool {
	counts, pages := map[string]int{}, 0
	for from := 0; from < len(lines); pages++ {
		end := from
		for end < len(lines) && lines[end].page == lines[from].page {
			end++
		}
		page := slices.Clone(lines[from:end])
		slices.SortStableFunc(page, func(a, b pdfLine) int { return cmp.Compare(b.y, a.y) })
		seen := map[string]bool{}
		for i, l := range page {
			if key := pageless(l.text); (i < 2 || i >= len(page)-2) && !seen[key] {
				seen[key] = true
				counts[key]++
			}
		}
		from = end
	}
	out := map[string]bool{}
	for text, n := range counts {
		if n >= 3 && 2*n >= pages {
			out[text] = true
		}
	}
	return out
}

// columnsOf counts how often a page goes back up: a page in columns does.
func columnsOf(lines []pdfLine) int {
	n := 0
	for i := 1; i < len(lines); i++ {
		if a, b := lines[i-1], lines[i]; a.page == b.page && b.y > a.y+5*a.size && b.x > a.x+5*a.size {
			n++
		}
	}
	return n
}

// pdfTold says what was done to lines.
func pdfTold(dropped, joined, columns int) []string {
	told := []string{"the text was put together from the lines of a PDF: look at its paragraphs"}
	if dropped > 0 {
		told = append(told, fmt.Sprintf("%d lines that stand on page after page were left out", dropped))
	}
	if joined > 0 {
		told = append(told, fmt.Sprintf("%d words that were parted at the end of a line were joined", joined))
	}
	if columns > 0 {
		told = append(told, fmt.Sprintf("a page is set in columns (%d times): they were read in the order in which the file draws them", columns))
	}
	return told
}
