package read

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/internal/decode"

	"github.com/seed-7a84ba5f/dyad/internal/words"
)

// exportLine is a line of an archive's export: of a text file, or a paragraph
// of a document.
type exportLine struct {
	n    int // from 1
	text string
}

// archive is a kind of export that holds many articles one after another.
type archive struct {
	name   string
	detect func() *regexp.Regexp                  // what its text holds
	ends   func(line string) bool                 // whether a line parts two articles
	begins func(lines []exportLine, i int) bool   // whether line i is one that each article has once, in its header; may be nil
	read   func(c *chunk) (*corpus.Record, error) // nil, nil where the chunk is no article
}

// archives are the exports that are read.
func archives() []archive {
	out := []archive{
		{"Nexis", nexisSign, nexisEnds, nexisBegins, readNexis},
		*factiva(),
		{"ProQuest", proquestSign, proquestEnds, nil, readProquest},
	}
	for _, l := range labelledArchives() {
		out = append(out, archive{l.name, l.sign, func(line string) bool { return l.end().MatchString(line) }, nil, l.read})
	}
	return append(out, archive{"Nexis", nexisCover, nexisEnds, nil, func(*chunk) (*corpus.Record, error) { return nil, nil }})
}

func factiva() *archive {
	return &archive{"Factiva", factivaSign, factivaEnds, factivaBegins, readFactiva}
}

// archiveOf gives the archive that a text is an export of, or nil.
func archiveOf(text string) *archive {
	for _, a := range archives() {
		if a.detect().MatchString(text) {
			return &a
		}
	}
	return nil
}

// chunk is what stands between two ends: an article with its header, or a
// cover page.
type chunk struct {
	in       *input
	lines    []exportLine
	lineName string
	ended    bool // by a line that ends articles, which is its last
}

func looksLikeExport(head []byte, _ string) bool {
	return archiveOf(headText(head)) != nil
}

// headText gives the first bytes as text, as far as they are.
func headText(head []byte) string {
	if text, ok := decode.UTF16(head[:len(head)&^1]); ok {
		return text
	}
	return strings.ReplaceAll(strings.ToValidUTF8(string(head), "?"), "\r\n", "\n")
}

// readExport reads the articles of an archive's export, one at a time.
func readExport(in *input) iter.Seq2[*corpus.Record, error] {
	return func(yield func(*corpus.Record, error) bool) {
		head, _ := in.r.Peek(headBytes)
		a := archiveOf(headText(head))
		if a == nil {
			yield(nil, in.lost(0, 0, corpus.ReasonExport, "is no export that is known"))
			return
		}
		in.splitExport(a, in.exportLines(), "line", yield)
	}
}

// splitExport makes a record of each chunk. A chunk over the limit is passed
// over without being held.
func (in *input) splitExport(a *archive, lines iter.Seq2[exportLine, error], lineName string, yield func(*corpus.Record, error) bool) {
	c := &chunk{in: in, lineName: lineName}
	size, found, by := int64(0), 0, a
	others := slices.DeleteFunc(archives(), func(o archive) bool { return o.begins == nil || o.name == a.name })
	emit := func() bool {
		defer func() { c.lines, c.ended, size, by = nil, false, 0, a }()
		if size > in.limit {
			return yield(nil, in.lost(c.lines[0].n, 0, corpus.ReasonTooLarge, "the article is longer than %d bytes", in.limit))
		}
		second := a.secondHeader(c.lines)
		r, err := by.read(c)
		if r == nil && err == nil {
			return true
		}
		if found++; r != nil && second > 0 {
			r.Problem(second, corpus.ReasonSeveral, "looks like the header of another article: two may stand here as one")
		}
		return yield(r, err)
	}
	for l, err := range lines {
		var p *corpus.Problem
		if err != nil && !errors.As(err, &p) {
			yield(nil, err)
			return
		}
		if err != nil {
			if !yield(nil, err) {
				return
			}
			continue
		}
		if size += int64(len(l.text)) + 1; size <= in.limit || len(c.lines) == 0 {
			c.lines = append(c.lines, l)
		}
		if a.ends(l.text) || cut(others, l.text, &by) {
			c.ended = true
			if !emit() {
				return
			}
		}
	}
	if len(c.lines) > 0 && !emit() {
		return
	}
	if found == 0 {
		yield(nil, in.noneOf(a))
	}
}

// noneOf says that an export holds no article.
func (in *input) noneOf(a *archive) *corpus.Problem {
	if a.begins == nil && a.name == "Nexis" {
		return in.note(0, corpus.ReasonCover, "is the list of documents of a download of %s, and holds none of them", a.name)
	}
	return in.lost(0, 0, corpus.ReasonExport, "looks like an export of %s, and no article was found in it", a.name)
}

// cut reports whether a line ends an article of another archive, as in exports that were
// put together, and says which.
func cut(others []archive, line string, by **archive) bool {
	if !strings.Contains(line, "Document") && !strings.Contains(line, "DOCUMENT") {
		return false
	}
	for i := range others {
		if others[i].ends(line) {
			*by = &others[i]
			return true
		}
	}
	return false
}

// secondHeader gives the number of the line at which an article seems to begin in the
// midst of another, 0 where none does.
func (a *archive) secondHeader(lines []exportLine) int {
	first := true
	for i := range lines {
		if a.begins == nil || !a.begins(lines, i) {
			continue
		}
		if !first {
			return lines[i].n
		}
		first = false
	}
	return 0
}

// exportLines reads a text file line by line, whatever its encoding.
func (in *input) exportLines() iter.Seq2[exportLine, error] {
	return func(yield func(exportLine, error) bool) {
		r, encoding := in.r, ""
		if b, _ := in.r.Peek(headBytes); len(b) > 0 {
			if order, ok := decode.UTF16Order(b); ok {
				encoding = "UTF-16"
				r = bufio.NewReaderSize(decode.FromUTF16(in.r, order), headBytes)
			}
		}
		if encoding != "" {
			if !yield(exportLine{}, in.note(0, corpus.ReasonEncoding, "is not UTF-8 and was read as %s", encoding)) {
				return
			}
		}
		for n := 1; ; n++ {
			b, over, err := readLine(r, in.limit)
			if err != nil && !errors.Is(err, io.EOF) {
				yield(exportLine{}, err)
				return
			}
			l, p := exportLine{n: n}, (*corpus.Problem)(nil)
			if over {
				p = in.lost(n, 0, corpus.ReasonTooLarge, "the line is longer than %d bytes", in.limit)
			} else {
				l.text, p = in.decodeLine(bytes.TrimRight(b, "\r\n"), n, &encoding)
			}
			if p != nil && !yield(l, p) {
				return
			}
			if (p == nil || !p.Lost) && (err == nil || l.text != "") && !yield(l, nil) {
				return
			}
			if err != nil {
				return
			}
		}
	}
}

// decodeLine makes text of the bytes of a line, and tells once of another
// encoding.
func (in *input) decodeLine(b []byte, n int, encoding *string) (string, *corpus.Problem) {
	if n == 1 {
		b = bytes.TrimPrefix(b, []byte(bomUTF8))
	}
	if i := decode.Binary(b); i >= 0 {
		return "", in.lost(n, i+1, corpus.ReasonBinary, "is not text: byte 0x%02X", b[i])
	}
	if utf8.Valid(b) {
		return string(b), nil
	}
	text, ok := decode.Windows1252(append(bytes.Clone(b), bytes.Repeat([]byte{' '}, 64)...))
	if !ok {
		return "", in.lost(n, decode.Invalid(b)+1, corpus.ReasonInvalidUTF8, "is not UTF-8")
	}
	text = strings.TrimRight(text, " ")
	if *encoding == "" {
		*encoding = "Windows-1252"
		return text, in.note(n, corpus.ReasonEncoding, "is not UTF-8 and was read as %s", *encoding)
	}
	return text, nil
}

var headerLine = words.Lazily(`^\s*(\p{L}[\p{L} /&-]{1,40}?)(?::(?:\s+(.*))?|：\s*(.*))$`)

// headerOf gives label, in lower case, and value of a line "Label: value".
func headerOf(line string) (label, value string, ok bool) {
	m := headerLine().FindStringSubmatch(line)
	if m == nil {
		return "", "", false
	}
	return strings.ToLower(strings.TrimSpace(m[1])), strings.TrimSpace(m[2] + m[3]), true
}

// record makes the record of a chunk with the body in lines from to end.
func (c *chunk) record(from, end int) *corpus.Record {
	for from < end && strings.TrimSpace(c.lines[from].text) == "" {
		from++
	}
	for end > from && strings.TrimSpace(c.lines[end-1].text) == "" {
		end--
	}
	r := &corpus.Record{File: c.in.file.rel, Path: c.in.file.path, LineName: c.lineName, Line: c.firstLine(), BodyLine: c.firstLine()}
	if from < end {
		r.BodyLine = c.lines[from].n
	}
	var sb strings.Builder
	for i := from; i < end; i++ {
		if i > from {
			sb.WriteByte('\n')
		}
		sb.WriteString(c.lines[i].text)
	}
	r.Body = sb.String()
	return r
}

// firstLine gives the first line that is not blank.
func (c *chunk) firstLine() int {
	for _, l := range c.lines {
		if strings.TrimSpace(l.text) != "" {
			return l.n
		}
	}
	return 1
}

// fact makes a Fact of what a line of the header says.
func (c *chunk) fact(i int, value string) corpus.Fact {
	return corpus.Fact{Value: corpus.OneLine(value), Method: corpus.ByExport, Evidence: c.evidence(i)}
}

func (c *chunk) evidence(i int) string {
	text := corpus.OneLine(c.lines[i].text)
	if len(text) > 80 {
		text = strings.ToValidUTF8(text[:80], "") + "..."
	}
	return fmt.Sprintf("%s %d: %q", c.lineName, c.lines[i].n, text)
}
