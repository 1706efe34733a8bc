package copies

import (
	"unicode"
	"unicode/utf8"

	"github.com/seed-7a84ba5f/dyad/corpus"
)

// Flags of a word.
const (
	quotedWord  = 1 << iota // between quotation marks
	contentWord             // not one of the commonest words, or a number
)

// maxQuoteWords ends a quotation whose closing mark is missing.
const maxQuoteWords = 150

// quoteRange is the words of a quotation, end exclusive.
type quoteRange struct{ start, end int }

// wordText is a text as it is compared: its words as hashes, folded as
// foldWords does, and which of them are quoted.
type wordText struct {
	words  []uint32
	flags  []uint8
	quotes []quoteRange
	own    int   // words that are not quoted
	breaks []int // words before each end of a paragraph, the last of them the end
}

// read makes t the text of what is scored of an article's body.
func (t *wordText) read(a *corpus.Article) {
	t.words, t.flags, t.quotes, t.breaks = t.words[:0], t.flags[:0], t.quotes[:0], t.breaks[:0]
	w := wordReader{text: t, open: -1}
	for _, r := range a.Regions {
		if r.Kind.Scored() && r.Start >= a.BodyStart {
			w.read(a.Text[r.Start:r.End])
			w.endWord()
			w.close()
			w.paragraph()
		}
	}
	t.countOwn()
}

func (t *wordText) countOwn() {
	t.own = 0
	for _, f := range t.flags {
		if f&quotedWord == 0 {
			t.own++
		}
	}
}

// wordReader takes a text rune by rune.
type wordReader struct {
	text  *wordText
	word  [32]byte // the start of the word, for the list of common words
	n     int      // bytes of the word
	hash  uint64
	digit bool
	open  int  // word at which the quotation begins, -1 outside
	mark  rune // what opened it
	prev  rune
}

func (w *wordReader) read(s string) {
	for i := 0; i < len(s); {
		r, n := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		i += n
		if r < utf8.RuneSelf && isWordRune(r) {
			if 'A' <= r && r <= 'Z' {
				r += 'a' - 'A'
			}
			w.add(r)
			w.prev = r
			continue
		}
		next := rune(0)
		if i < len(s) {
			next, _ = utf8.DecodeRuneInString(s[i:])
		}
		w.rune(r, next)
	}
}

const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211
)

func (w *wordReader) rune(r, next rune) {
	switch {
	case isWordRune(r):
		w.add(unicode.ToLower(r))
	case r == '\'' || r == '’' || r == '‘':
		w.single(r, next)
	default:
		w.endWord()
		switch r {
		case '“', '”', '"', '«', '»':
			w.double(r)
		case '\n':
			w.close()
			w.paragraph()
		}
	}
	w.prev = r
}

func isWordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

func (w *wordReader) add(r rune) {
	if w.n == 0 {
		w.hash, w.digit = fnvOffset, false
	}
	if '0' <= r && r <= '9' {
		w.digit = true
	}
	if r < utf8.RuneSelf {
		w.byte(byte(r))
		return
	}
	var buf [utf8.UTFMax]byte
	for _, b := range buf[:utf8.EncodeRune(buf[:], r)] {
		w.byte(b)
	}
}

func (w *wordReader) byte(b byte) {
	w.hash = (w.hash ^ uint64(b)) * fnvPrime
	if w.n < len(w.word) {
		w.word[w.n] = b
	}
	w.n++
}

func (w *wordReader) endWord() {
	if w.n == 0 {
		return
	}
	var flags uint8
	if w.digit || w.n > 3 && !commonWords.Has(string(w.word[:min(w.n, len(w.word))])) {
		flags |= contentWord
	}
	w.text.words = append(w.text.words, uint32(w.hash^w.hash>>32))
	w.text.flags = append(w.text.flags, flags)
	w.n = 0
	if w.open >= 0 && len(w.text.words)-w.open > maxQuoteWords {
		w.open = -1
	}
}

// paragraph ends a paragraph.
func (w *wordReader) paragraph() {
	t := w.text
	if n := len(t.breaks); len(t.words) > 0 && (n == 0 || t.breaks[n-1] < len(t.words)) {
		t.breaks = append(t.breaks, len(t.words))
	}
}

// double opens or closes a quotation. Marks are often mixed, so that any
// closing mark closes any quotation.
func (w *wordReader) double(r rune) {
	switch {
	case w.open >= 0 && (r != '“' && r != '«' || w.mark == '"'):
		w.close()
	case r != '”' && r != '»':
		w.open, w.mark = len(w.text.words), r
	}
}

// single takes ‘ and ’ for quotation marks where they cannot be apostrophes.
func (w *wordReader) single(r, next rune) {
	switch {
	case r == '‘' && w.open < 0 && !isWordRune(w.prev) && isWordRune(next):
		w.endWord()
		w.open, w.mark = len(w.text.words), r
	case r == '’' && w.open >= 0 && w.mark == '‘' && !isWordRune(next):
		w.endWord()
		w.close()
	}
}

// close ends the quotation, if there is one.
func (w *wordReader) close() {
	t := w.text
	if w.open >= 0 && len(t.words) > w.open {
		t.quotes = append(t.quotes, quoteRange{w.open, len(t.words)})
		for i := w.open; i < len(t.flags); i++ {
			t.flags[i] |= quotedWord
		}
	}
	w.open = -1
}

// trigram hashes three words in a row.
func trigram(a, b, c uint32) uint32 {
	h := (uint64(a)*0x9e3779b97f4a7c15 ^ uint64(b)) * 0xc2b2ae3d27d4eb4f
	h = (h ^ h>>29 ^ uint64(c)) * 0x165667b19e3779f9
	return uint32(h ^ h>>32)
}
