package read

import (
	"bytes"
	"iter"
	"strconv"
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"

	"github.com/seed-7a84ba5f/dyad/corpus"
)

func looksLikeRTF(head []byte, _ string) bool { return bytes.HasPrefix(head, []byte(`{\rtf`)) }

// readRTF reads a document in Rich Text Format: an export of an archive with
// many articles, or one article.
func readRTF(in *input) iter.Seq2[*corpus.Record, error] {
	return func(yield func(*corpus.Record, error) bool) {
		b, err := in.all()
		if err != nil {
			yield(nil, err)
			return
		}
		paras, whole := rtfParagraphs(b)
		if !whole && !yield(nil, in.note(0, corpus.ReasonExport, "the document ends before its last bracket: it was cut, and what is there was read")) {
			return
		}
		in.readParagraphs(paras, "an RTF document", yield)
	}
}

// readParagraphs reads the paragraphs of a document: an export of an archive
// with many articles, or one article.
func (in *input) readParagraphs(paras []string, kind string, yield func(*corpus.Record, error) bool) {
	if a := archiveOf(strings.Join(paras, "\n")); a != nil {
		in.splitExport(a, linesOf(paras), "paragraph", yield)
		return
	}
	var full []string
	for _, p := range paras {
		if p = strings.TrimSpace(p); p != "" {
			full = append(full, p)
		}
	}
	together := labelsTogether(full)
	if starts := blockStarts(together); len(starts) > 1 {
		in.readBlocks(together, starts, "", yield)
		return
	}
	text, head := strings.Join(full, "\n\n"), 0
	for ; head < len(full); head++ {
		if _, _, ok := headerOf(full[head]); !ok {
			break
		}
	}
	if labelled := strings.Join(full[:head], "\n") + "\n\n" + strings.Join(full[head:], "\n\n"); head > 1 {
		if _, ok := splitLabels(labelled); ok {
			text = labelled
		}
	}
	r, err := textRecord(in.file, text, in.columns)
	if err != nil {
		yield(nil, in.lost(0, 0, corpus.ReasonEmpty, "is %s without text", kind))
		return
	}
	r.LineName = "line of the text"
	yield(r, nil)
}

// labelsTogether joins paragraphs to a text in which neighbours that are labels are lines of one.
func labelsTogether(paras []string) string {
	var sb strings.Builder
	before := false
	for i, p := range paras {
		_, _, label := headerOf(p)
		switch {
		case i > 0 && label && before:
			sb.WriteByte('\n')
		case i > 0:
			sb.WriteString("\n\n")
		}
		sb.WriteString(p)
		before = label
	}
	return sb.String()
}

// rtfState is what a group of the document inherits and gives back.
type rtfState struct {
	skip  bool // a destination that holds no text of the document
	after int  // letters that stand for a \u in old readers
}

// rtfReader gathers the text of a document.
type rtfReader struct {
	b     []byte
	at    int
	state rtfState
	stack []rtfState
	page  encoding.Encoding
	paras []string
	sb    strings.Builder
	bytes []byte // not decoded yet
	units []uint16
	pass  int // letters still to be passed over
}

// maxGroups bounds the groups in groups.
const maxGroups = 1000

// rtfParagraphs gives the text of each paragraph. whole is false where the
// document breaks off.
func rtfParagraphs(b []byte) (paras []string, whole bool) {
	d := &rtfReader{b: b, page: charmap.Windows1252, state: rtfState{after: 1}}
	for d.at < len(b) {
		switch c := b[d.at]; c {
		case '{':
			d.flush()
			d.at++
			if len(d.stack) < maxGroups {
				d.stack = append(d.stack, d.state)
			}
		case '}':
			d.flush()
			d.at++
			if n := len(d.stack); n > 0 {
				d.state, d.stack = d.stack[n-1], d.stack[:n-1]
			}
			if len(d.stack) == 0 {
				d.endParagraph()
				return d.paras, true
			}
		case '\\':
			d.control()
		case '\r', '\n', 0:
			d.at++
		default:
			d.at++
			d.byte(c)
		}
	}
	d.endParagraph()
	return d.paras, false
}

// byte takes one byte of text.
func (d *rtfReader) byte(c byte) {
	switch {
	case d.pass > 0:
		d.pass--
	case !d.state.skip:
		if len(d.units) > 0 {
			d.flush()
		}
		d.bytes = append(d.bytes, c)
	}
}

// flush decodes what is gathered: bytes of the document's code page, or units
// of UTF-16.
func (d *rtfReader) flush() {
	if len(d.bytes) > 0 {
		text, err := d.page.NewDecoder().Bytes(d.bytes)
		if err != nil {
			text = []byte(strings.ToValidUTF8(string(d.bytes), "\uFFFD"))
		}
		d.sb.Write(text)
		d.bytes = d.bytes[:0]
	}
	if len(d.units) > 0 {
		d.sb.WriteString(string(utf16.Decode(d.units)))
		d.units = d.units[:0]
	}
}

func (d *rtfReader) text(s string) {
	if !d.state.skip {
		d.flush()
		d.sb.WriteString(s)
	}
}

func (d *rtfReader) endParagraph() {
	d.flush()
	d.paras = append(d.paras, d.sb.String())
	d.sb.Reset()
}

// control reads what a backslash begins.
func (d *rtfReader) control() {
	d.at++
	if d.at >= len(d.b) {
		return
	}
	c := d.b[d.at]
	if !isLetter(c) {
		d.at++
		d.symbol(c)
		return
	}
	start := d.at
	for d.at < len(d.b) && isLetter(d.b[d.at]) && d.at-start < 32 {
		d.at++
	}
	word, digits := string(d.b[start:d.at]), d.at
	if d.at < len(d.b) && d.b[d.at] == '-' {
		d.at++
	}
	for d.at < len(d.b) && d.b[d.at] >= '0' && d.b[d.at] <= '9' && d.at-digits < 11 {
		d.at++
	}
	n, err := strconv.Atoi(string(d.b[digits:d.at]))
	if d.at < len(d.b) && d.b[d.at] == ' ' {
		d.at++
	}
	d.word(word, n, err == nil)
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// symbol reads a control that is one mark.
func (d *rtfReader) symbol(c byte) {
	switch c {
	case '\'':
		if d.at+2 <= len(d.b) {
			if v, err := strconv.ParseUint(string(d.b[d.at:d.at+2]), 16, 8); err == nil {
				d.at += 2
				d.byte(byte(v))
			}
		}
	case '*':
		d.state.skip = true
	case '~':
		d.text("\u00a0")
	case '_':
		d.text("\u2011")
	case '\\', '{', '}':
		d.byte(c)
	case '\r', '\n':
		d.paragraph()
	}
}

func (d *rtfReader) paragraph() {
	if !d.state.skip {
		d.endParagraph()
	}
}

// word reads a control that is a word.
func (d *rtfReader) word(word string, n int, given bool) {
	switch word {
	case "line":
		d.text("\n")
	case "tab", "cell":
		d.text(" ")
	case "u":
		if given && !d.state.skip {
			if len(d.bytes) > 0 {
				d.flush()
			}
			d.units = append(d.units, uint16(n))
			d.pass = d.state.after
		}
	case "v": // hidden, until it is turned off
		d.state.skip = !given || n != 0
	case "uc":
		d.state.after = max(n, 0)
	case "bin":
		if n > 0 {
			d.at = min(d.at+n, len(d.b))
		}
	case "ansicpg":
		if e := codePage(n); e != nil {
			d.page = e
		}
	case "mac":
		d.page = charmap.Macintosh
	default:
		switch mark := rtfMarks.Value(word); {
		case mark != "":
			d.text(mark)
		case rtfEnds.Has(word):
			d.paragraph()
		case rtfSkipped.Has(word):
			d.state.skip = true
		}
	}
}

// codePage gives a code page of Windows, or nil.
func codePage(n int) encoding.Encoding {
	for _, name := range []string{"windows-" + strconv.Itoa(n), "cp" + strconv.Itoa(n)} {
		if e, err := htmlindex.Get(name); err == nil {
			return e
		}
	}
	if n == 65001 {
		return encoding.Nop
	}
	return nil
}
