package read

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/internal/decode"
)

// fileOffsets knows for each byte of a decoded text where it stands in the
// file.
type fileOffsets struct {
	shift int   // of UTF-8
	table []int // of other encodings, one more than bytes
	ok    bool
}

func (f *fileOffsets) at(i int) int {
	if f.table != nil {
		return f.table[i]
	}
	return i + f.shift
}

// offsetsOf compares the bytes of a file with the text that was made of them.
// Encodings with one byte for each letter, and UTF-16, are traced; others with
// several bytes for a letter are not.
func offsetsOf(file []byte, text string) fileOffsets {
	bom := len(file) - len(bytes.TrimPrefix(file, []byte(bomUTF8)))
	if string(file[bom:]) == text {
		return fileOffsets{shift: bom, ok: true}
	}
	first, width := 0, func(rune) int { return 1 }
	if _, ok := decode.UTF16(file); ok {
		first, width = 2, func(r rune) int {
			if r > 0xffff {
				return 4
			}
			return 2
		}
	} else if utf8.RuneCountInString(text) != len(file) {
		return fileOffsets{}
	}
	table := make([]int, len(text)+1)
	at := first
	for i, r := range text {
		for k := range utf8.RuneLen(r) {
			table[i+k] = at
		}
		at += width(r)
	}
	table[len(text)] = at
	return fileOffsets{table: table, ok: at == len(file)}
}

// textOrigin traces a decoded text: as one run in UTF-8, else line by line.
func textOrigin(file []byte, text string) []corpus.OriginRun {
	f := offsetsOf(file, text)
	if !f.ok {
		return nil
	}
	if f.table == nil {
		return []corpus.OriginRun{{End: len(text), From: f.shift, To: f.shift + len(text), Same: true}}
	}
	var runs []corpus.OriginRun
	pos := 0
	for line := range strings.Lines(text) {
		run := corpus.OriginRun{Start: pos, End: pos + len(line), From: f.at(pos), To: f.at(pos + len(line))}
		run.Same = string(file[run.From:run.To]) == line
		runs = append(runs, run)
		pos += len(line)
	}
	return runs
}

// pageWord is a word of a page with its place in the source of the page.
type pageWord struct {
	text       string
	start, end int
}

// pageWords gives the words of a page that could be read on it, in order. A
// word goes on behind a tag, as letters in bold do, but not behind a tag that
// begins a block.
func pageWords(page string) []pageWord {
	z := html.NewTokenizer(strings.NewReader(page))
	b := wordBuilder{page: page, words: make([]pageWord, 0, len(page)/16)}
	hidden := false
	for at := 0; ; {
		kind := z.Next()
		end := at + len(z.Raw())
		switch kind {
		case html.ErrorToken:
			b.end()
			return b.words
		case html.TextToken:
			if !hidden {
				b.add(at, end)
			}
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			if tag := atom.Lookup(name); isHidden(tag) {
				hidden = kind == html.StartTagToken
				b.end()
			} else if isBlock(tag) {
				b.end()
			}
		}
		at = end
	}
}

// isHidden reports whether what stands between such tags is no text of the page.
func isHidden(tag atom.Atom) bool {
	switch tag {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Textarea, atom.Title:
		return true
	}
	return false
}

// wordBuilder gathers letters to words. A word that stands on the page as it is
// read needs no bytes of its own.
type wordBuilder struct {
	page        string
	words       []pageWord
	start, stop int // of the word that is open; none where they are equal
	spelled     bool
	sb          strings.Builder // its text, where it is not that of the page
}

// add takes the text of the page from place at to place end, with its entities.
func (b *wordBuilder) add(at, end int) {
	for i := at; i < end; {
		switch c := b.page[i]; {
		case c == ' ' || c == '\n':
			b.end()
			i++
			continue
		case c > ' ' && c < utf8.RuneSelf && c != '&':
			b.letter(i, i+1, b.page[i:i+1])
			i++
			continue
		}
		next := i + pieceLen(b.page[i:end])
		if piece := readPiece(b.page[i:next]); strings.TrimSpace(piece) == "" {
			b.end()
		} else {
			b.letter(i, next, piece)
		}
		i = next
	}
}

// letter goes on with a word: the bytes of the page and what they are read as.
func (b *wordBuilder) letter(from, to int, piece string) {
	if b.start == b.stop {
		b.start, b.stop, b.spelled = from, from, false
	}
	if !b.spelled && (from != b.stop || piece != b.page[from:to]) {
		b.spelled = true
		b.sb.Reset()
		b.sb.WriteString(b.page[b.start:b.stop])
	}
	if b.spelled {
		b.sb.WriteString(piece)
	}
	b.stop = to
}

func (b *wordBuilder) end() {
	if b.start == b.stop {
		return
	}
	text := b.page[b.start:b.stop]
	if b.spelled {
		text = b.sb.String()
	}
	b.words = append(b.words, pageWord{text, b.start, b.stop})
	b.start = b.stop
}

// pieceLen gives the bytes of the letter or entity at the head of s.
func pieceLen(s string) int {
	if s[0] == '&' {
		end := 1
		for end < len(s) && end < 34 && (s[end] == '#' || '0' <= s[end] && s[end] <= '9' || 'a' <= s[end]|0x20 && s[end]|0x20 <= 'z') {
			end++
		}
		if end < len(s) && s[end] == ';' {
			end++
		}
		if got := html.UnescapeString(s[:end]); got != s[:end] {
			return end
		}
		return 1
	}
	_, n := utf8.DecodeRuneInString(s)
	return n
}

// readPiece gives what a letter or entity is read as.
func readPiece(piece string) string {
	if piece[0] == '&' {
		piece = html.UnescapeString(piece)
	}
	return strings.ToValidUTF8(strings.ReplaceAll(piece, "\x00", "\uFFFD"), "\uFFFD")
}

// pageOrigin traces the text that an extractor gave of a page. Its words are
// looked for in those of the page, three at a time where it must begin anew;
// words that are not found in order stay untraced.
func pageOrigin(file []byte, page, body string) []corpus.OriginRun {
	f := offsetsOf(file, page)
	if !f.ok {
		return nil
	}
	words := pageWords(page)
	left := 20*len(words) + 10_000 // words that may be looked at anew: a page made to be slow is traced in part
	var runs []corpus.OriginRun
	next := 0
	mine := fieldSpans(body)
	for k := 0; k < len(mine); k++ {
		at := followWord(words, next, mine[k].text)
		if at != next && k+2 < len(mine) {
			at = nearest(words, mine[k:k+3], next, &left)
		}
		if at < 0 {
			continue
		}
		run := corpus.OriginRun{Start: mine[k].start, End: mine[k].end, From: f.at(words[at].start), To: f.at(words[at].end)}
		run.Same = string(file[run.From:run.To]) == mine[k].text
		runs = addRun(runs, run, file, body)
		next = at + 1
	}
	return runs
}

// followWord gives next where the word stands there, or -1.
func followWord(words []pageWord, next int, word string) int {
	if next < len(words) && words[next].text == word {
		return next
	}
	return -1
}

// nearest gives the first place from next on at which three words stand, else
// the first of all, or -1: an extractor keeps the order, but for a summary that
// it puts first.
func nearest(words, three []pageWord, next int, left *int) int {
	n := len(words) - 2
	for k := 0; k < n && *left > 0; k++ {
		*left--
		i := (next + k) % n
		if words[i].text == three[0].text && words[i+1].text == three[1].text && words[i+2].text == three[2].text {
			return i
		}
	}
	return -1
}

// addRun adds a word, to the run before it where the bytes between are the
// same in both.
func addRun(runs []corpus.OriginRun, run corpus.OriginRun, file []byte, body string) []corpus.OriginRun {
	if n := len(runs); n > 0 {
		last := &runs[n-1]
		if last.Same && run.Same && run.From-last.To == run.Start-last.End && run.From >= last.To &&
			string(file[last.To:run.From]) == body[last.End:run.Start] {
			last.End, last.To = run.End, run.To
			return runs
		}
	}
	return append(runs, run)
}

// fieldSpans gives the words of a text between white space.
func fieldSpans(s string) []pageWord {
	out := make([]pageWord, 0, len(s)/6)
	at := 0
	for w := range strings.FieldsSeq(s) {
		start := at + strings.Index(s[at:], w)
		at = start + len(w)
		out = append(out, pageWord{w, start, at})
	}
	return out
}
