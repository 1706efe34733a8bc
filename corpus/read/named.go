package read

import (
	"bytes"
	"encoding/binary"
	"strings"

	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/internal/plain"
)

// Names tells the texts that may mention somebody from those that cannot: it looks
// for one word of each name, whatever its case. A text without any of them mentions
// nobody; one that has one may yet mean something else ("trumpet"). It is safe for
// concurrent use.
//
// One scan looks at three letters at every second place, and at a word only where
// those occur in one. No look waits for the one before it, as it would in a table of
// states (Aho and Corasick 1975), which takes twice the time.
type Names struct {
	words []string // ASCII letters in lower case, of 3 at least; no word holds another
	step  int      // places between looks: 2, or 1 where a word has three letters
	known [1 << 15]bool
	at    map[uint16][]nameAt // by three letters: the words that have them
}

// nameAt is a word that has three letters at a place.
type nameAt struct {
	word  string
	place int
}

// shortestName is how many letters a word must have to be looked for.
const shortestName = 3

// frequent are letters from the most frequent in English to the rarest.
const frequent = "etaoinshrdlcumwfgypbvkjxqz"

// NewNames prepares to look for names, each given as its words in lower case. It
// returns nil where a name has no word that a scan could look for, such as one in
// another script or of two letters: then every text may mention it.
func NewNames(names [][]string) *Names {
	n := &Names{step: 2, at: map[uint16][]nameAt{}}
	var long [][]string
	for _, words := range names {
		if len(words) != 1 {
			long = append(long, words)
		} else if !n.add(words) {
			return nil
		}
	}
	for _, words := range long {
		if !n.add(words) {
			return nil
		}
	}
	for _, w := range n.words {
		n.index(w)
	}
	return n
}

// add sees to it that one word of a name is looked for: a word that is looked for
// anyway, else the rarest.
func (n *Names) add(words []string) bool {
	best := ""
	for _, word := range words {
		for run := range strings.FieldsFuncSeq(word, func(r rune) bool { return r < 'a' || r > 'z' }) {
			if n.has(run) {
				return true
			}
			if len(run) >= shortestName && rarity(run) > rarity(best) {
				best = run
			}
		}
	}
	if best != "" {
		n.words = append(n.words, best)
	}
	return best != ""
}

// has reports whether a word is looked for, or a part of it.
func (n *Names) has(word string) bool {
	for _, w := range n.words {
		if strings.Contains(word, w) {
			return true
		}
	}
	return false
}

// rarity is larger for words that are longer and of rarer letters.
func rarity(word string) int {
	sum := 0
	for _, r := range word {
		sum += 4 + strings.IndexRune(frequent, r)
	}
	return sum
}

// index notes a word by its three letters that are rarest, and by the three after
// them, so that looking at every second place meets one of the two.
func (n *Names) index(word string) {
	note := func(place int) {
		key := trigram([]byte(word[place:]))
		n.known[key] = true
		n.at[key] = append(n.at[key], nameAt{word, place})
	}
	if len(word) == shortestName {
		n.step = 1
		note(0)
		return
	}
	best := 0
	for p := range len(word) - shortestName {
		if rarity(word[p:p+shortestName+1]) > rarity(word[best:best+shortestName+1]) {
			best = p
		}
	}
	note(best)
	note(best + 1)
}

// trigram numbers the first three bytes; capitals and small letters are one.
func trigram(b []byte) uint16 {
	return uint16(b[0]&0x1f) | uint16(b[1]&0x1f)<<5 | uint16(b[2]&0x1f)<<10
}

// In reports whether a text may hold a name. The text is plain (package plain): its
// letters stand side by side. Full stops within a word do not matter.
func (n *Names) In(text string) bool { return n.in([]byte(text)) }

func (n *Names) in(b []byte) bool {
	return n.holds(b) || n.dotted(b)
}

// holds reports whether a word stands in b, letter by letter.
func (n *Names) holds(b []byte) bool {
	i := 0
	if n.step == 2 {
		known := &n.known
		for ; i+8 <= len(b); i += 6 { // three looks at once
			w := binary.LittleEndian.Uint64(b[i:])
			keys := w&0x001f001f001f | w>>3&0x03e003e003e0 | w>>6&0x7c007c007c00
			if known[keys&0x7fff] || known[keys>>16&0x7fff] || known[keys>>32&0x7fff] {
				if n.confirm(uint16(keys), b, i) || n.confirm(uint16(keys>>16), b, i+2) || n.confirm(uint16(keys>>32), b, i+4) {
					return true
				}
			}
		}
	}
	for ; i+3 <= len(b); i += n.step {
		key := trigram(b[i:])
		if n.known[key] && n.confirm(key, b, i) {
			return true
		}
	}
	return false
}

// confirm reports whether one of the words with these three letters stands around
// place i.
func (n *Names) confirm(key uint16, b []byte, i int) bool {
	for _, w := range n.at[key] {
		from := i - w.place
		if from >= 0 && from+len(w.word) <= len(b) && sameLetters(b[from:from+len(w.word)], w.word) {
			return true
		}
	}
	return false
}

func sameLetters(b []byte, word string) bool {
	for i := range b {
		if b[i]|0x20 != word[i] {
			return false
		}
	}
	return true
}

// longestDotted is how long a run of letters and full stops may be that is looked at
// without them; a longer one may hold any name.
const longestDotted = 64

// dotted reports whether a word stands in b with full stops between its letters, as
// abbreviations have them, which are compared without.
func (n *Names) dotted(b []byte) bool {
	var buf [longestDotted]byte
	for at := 0; ; {
		i := bytes.IndexByte(b[at:], '.')
		if i < 0 {
			return false
		}
		i += at
		at = i + 1
		if i == 0 || at == len(b) || !isASCIILetter(b[i-1]) || !isASCIILetter(b[at]) {
			continue
		}
		from, to := i, at
		for from > 0 && letterOrDot(b[from-1]) {
			from--
		}
		for to < len(b) && letterOrDot(b[to]) {
			to++
		}
		if to-from > longestDotted {
			return true
		}
		letters := buf[:0]
		for _, c := range b[from:to] {
			if c != '.' {
				letters = append(letters, c)
			}
		}
		if n.holds(letters) {
			return true
		}
		at = to
	}
}

func isASCIILetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
func letterOrDot(c byte) bool   { return c == '.' || isASCIILetter(c) }

// mentioned reports whether a record may mention one of the names. A record without a
// text may: why it has none is for the steps behind.
func (n *Names) mentioned(r *corpus.Record) bool {
	return n == nil || strings.TrimSpace(r.Body) == "" ||
		n.In(plain.Text(r.Title.Value)) || n.In(plain.Text(r.Body)) || n.In(plain.Text(r.Uncut))
}
