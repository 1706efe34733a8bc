package encoder

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxWordRunes is the length, in normalised characters, above which a word
// becomes one unknown token, as in the reference tokenizer.
const maxWordRunes = 100

// Token is one WordPiece of a text: its vocabulary id and the bytes
// [Start, End) of the text that it stands for. Characters that the
// normalisation removes (accents, control characters) may lie between tokens.
type Token struct {
	ID         int32
	Start, End int
}

// Tokenizer splits text into the WordPieces of an uncased BERT vocabulary
// (Devlin et al. 2019; Wu et al. 2016). It gives the ids of HuggingFace's
// BertTokenizerFast, with two differences: the names of special tokens inside
// a text ("[SEP]") are ordinary text here, so that no text can place a marker,
// and characters that Unicode assigned after version 8 are classified by the
// tables of the Go release. A Tokenizer is immutable and safe for concurrent
// use.
type Tokenizer struct {
	words    map[string]int32 // pieces that begin a word
	suffixes map[string]int32 // pieces that go on, without their "##"
	all      map[string]int32 // every vocabulary entry as written
	unknown  int32
	maxPiece int // bytes of the longest piece
}

// NewTokenizer makes a tokenizer of the vocabulary entries in the order of
// their ids. The entries must be distinct, not empty, and hold [UNK].
func NewTokenizer(vocab []string) (*Tokenizer, error) {
	t := &Tokenizer{
		words:    make(map[string]int32, len(vocab)),
		suffixes: make(map[string]int32),
		all:      make(map[string]int32, len(vocab)),
	}
	for i, w := range vocab {
		if w == "" {
			return nil, fmt.Errorf("vocabulary entry %d is empty", i)
		}
		if _, ok := t.all[w]; ok {
			return nil, fmt.Errorf("vocabulary entry %d (%q) occurs twice", i, w)
		}
		t.all[w] = int32(i)
		// A piece may be matched in both ways: "##" alone begins a word.
		t.words[w] = int32(i)
		if rest, ok := strings.CutPrefix(w, "##"); ok && rest != "" {
			t.suffixes[rest] = int32(i)
		}
		t.maxPiece = max(t.maxPiece, len(w))
	}
	var ok bool
	if t.unknown, ok = t.all["[UNK]"]; !ok {
		return nil, errors.New("the vocabulary has no entry [UNK]")
	}
	return t, nil
}

// ID returns the id of a vocabulary entry as it is written in the vocabulary,
// for example "[CLS]", "[SEP]" or "[unused1]".
func (t *Tokenizer) ID(entry string) (int32, bool) {
	id, ok := t.all[entry]
	return id, ok
}

// Encode returns the tokens of text in their order, without [CLS] and [SEP].
// It takes time linear in the length of text. Bytes that are not UTF-8 are
// removed like control characters.
func (t *Tokenizer) Encode(text string) []Token {
	return t.AppendTokens(nil, text)
}

// AppendTokens appends the tokens of text to dst and returns it.
func (t *Tokenizer) AppendTokens(dst []Token, text string) []Token {
	w := wordBuffer{t: t, out: dst}
	for i := 0; i < len(text); {
		if c := text[i]; c < utf8.RuneSelf {
			w.ascii(c, i)
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		w.other(r, text[i:i+n], i, i+n)
		i += n
	}
	w.flush()
	return w.out
}

// wordBuffer collects the normalised characters of the word being read.
type wordBuffer struct {
	t     *Tokenizer
	out   []Token
	buf   []byte // normalised bytes of the first maxWordRunes characters
	chars []char
	runes int // characters of the word, also those beyond maxWordRunes
	last  int // end of the word in the text
}

// char is one normalised character: the offset of its first byte in the
// buffer and its place in the text.
type char struct{ at, start, end int }

func (w *wordBuffer) ascii(c byte, i int) {
	switch {
	case 'a' <= c && c <= 'z' || '0' <= c && c <= '9':
		w.add(rune(c), i, i+1)
	case 'A' <= c && c <= 'Z':
		w.add(rune(c|0x20), i, i+1)
	case c == ' ' || c == '\t' || c == '\n' || c == '\r':
		w.flush()
	case c > ' ' && c < 0x7f:
		w.alone(rune(c), i, i+1)
	} // all else are control characters and go
}

// other takes a character beyond ASCII that stands as src in the text.
func (w *wordBuffer) other(r rune, src string, start, end int) {
	switch {
	case r == utf8.RuneError || unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co):
		// U+0085 is a control character before it is white space.
		return
	case unicode.Is(unicode.White_Space, r):
		w.flush()
		return
	case isIdeograph(r):
		w.flush()
		defer w.flush()
	}
	// The decomposition of one character at a time lacks the reordering of
	// several marks, which matters only to marks that are kept; no
	// vocabulary has these.
	var tmp [64]byte
	d := norm.NFD.AppendString(tmp[:0], src)
	for len(d) > 0 {
		c, n := utf8.DecodeRune(d)
		d = d[n:]
		if unicode.Is(unicode.Mn, c) {
			continue
		}
		c = unicode.ToLower(c)
		if isPunctuation(c) {
			w.alone(c, start, end)
		} else {
			w.add(c, start, end)
		}
	}
}

// add appends a character to the word.
func (w *wordBuffer) add(c rune, start, end int) {
	w.last = end
	if w.runes++; w.runes > maxWordRunes {
		return
	}
	w.chars = append(w.chars, char{len(w.buf), start, end})
	w.buf = utf8.AppendRune(w.buf, c)
}

// alone makes a word of one character.
func (w *wordBuffer) alone(c rune, start, end int) {
	w.flush()
	w.add(c, start, end)
	w.flush()
}

// flush writes the tokens of the word: the longest piece that fits, again and
// again, or one unknown token where none fits.
func (w *wordBuffer) flush() {
	if w.runes == 0 {
		return
	}
	first, mark := w.chars[0].start, len(w.out)
	fits := w.runes <= maxWordRunes
	pieces := w.t.words
	for i := 0; fits && i < len(w.chars); pieces = w.t.suffixes {
		id, n := w.longest(pieces, i)
		if fits = n > 0; fits {
			w.out = append(w.out, Token{id, w.chars[i].start, w.chars[i+n-1].end})
			i += n
		}
	}
	if !fits {
		w.out = append(w.out[:mark], Token{w.t.unknown, first, w.last})
	}
	w.buf, w.chars, w.runes = w.buf[:0], w.chars[:0], 0
}

// longest returns the longest of pieces at character i and its length in
// characters, 0 if there is none.
func (w *wordBuffer) longest(pieces map[string]int32, i int) (int32, int) {
	from := w.chars[i].at
	for j := len(w.chars); j > i; j-- {
		to := len(w.buf)
		if j < len(w.chars) {
			to = w.chars[j].at
		}
		if to-from > w.t.maxPiece {
			continue
		}
		if id, ok := pieces[string(w.buf[from:to])]; ok {
			return id, j - i
		}
	}
	return 0, 0
}

// isPunctuation reports whether c splits words: Unicode punctuation and every
// ASCII character that is neither letter, digit, space nor control.
func isPunctuation(c rune) bool {
	if c < utf8.RuneSelf {
		return c > ' ' && c < 0x7f && !('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9')
	}
	return unicode.IsPunct(c)
}

// isIdeograph reports whether r stands as a word of its own. The blocks are
// those of the reference, which leaves out U+2B820 to U+2B91F.
func isIdeograph(r rune) bool {
	return r >= 0x3400 && (r <= 0x4dbf || r >= 0x4e00 && r <= 0x9fff || r >= 0xf900 && r <= 0xfaff ||
		r >= 0x20000 && r <= 0x2a6df || r >= 0x2a700 && r <= 0x2b81f || r >= 0x2b920 && r <= 0x2ceaf ||
		r >= 0x2f800 && r <= 0x2fa1f)
}
