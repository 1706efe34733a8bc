package reader

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed-7a84ba5f/dyad/encoder"
)

// MaxActors is how many actors one sentence can be asked about at once.
const MaxActors = 8

// Mention is a place in a sentence that refers to one of the actors asked about.
type Mention struct {
	Start, End int // bytes of the sentence, end exclusive
	Actor      int // 0 to MaxActors-1
}

// Input is a sentence as the encoder reads it.
type Input struct {
	IDs    []int32
	Spans  [][2]int // of each token, bytes of the sentence; {0, 0} for the first and last
	Places [][]int  // actor -> the tokens that stand for it
	Order  []int    // actor -> its number in order of first appearance; those that do not appear come last
}

// inputs builds Inputs.
type inputs struct {
	words     *words
	tokenizer *encoder.Tokenizer
	cls, sep  int32
	slots     [MaxActors]int32
}

// titleReach is how far before a name titles are looked for, in bytes.
const titleReach = 80

// build masks the mentions of n actors in a sentence.
func (b *inputs) build(sentence string, mentions []Mention, n int) Input {
	mentions = b.resolve(sentence, mentions)
	in := Input{Order: order(mentions, n), Places: make([][]int, n)}
	in.add(b.cls, 0, 0)
	at := 0
	var buf []encoder.Token
	put := func(start, end int) {
		buf = b.tokenizer.AppendTokens(buf[:0], sentence[start:end])
		for _, t := range buf {
			in.add(t.ID, start+t.Start, start+t.End)
		}
	}
	for _, m := range mentions {
		put(at, m.Start)
		first := len(in.IDs)
		in.add(b.slots[in.Order[m.Actor]], m.Start, m.End)
		surface := sentence[m.Start:m.End]
		switch low := strings.ToLower(surface); {
		case b.words.possessive[low] && !(b.words.pronoun[low] && !beforeWord(sentence[m.End:])):
			in.Places[m.Actor] = append(in.Places[m.Actor], first)
			buf = b.tokenizer.AppendTokens(buf[:0], "'s")
			for _, t := range buf {
				in.add(t.ID, m.Start, m.End)
			}
		case !b.words.pronoun[low] && !b.words.possessive[low] && !isName(surface):
			put(m.Start, m.End) // a nominal may hold a judgment: its words stay
			fallthrough
		default:
			for k := first; k < len(in.IDs); k++ {
				in.Places[m.Actor] = append(in.Places[m.Actor], k)
			}
		}
		at = m.End
	}
	put(at, len(sentence))
	in.add(b.sep, 0, 0)
	return in
}

func (in *Input) add(id int32, start, end int) {
	in.IDs = append(in.IDs, id)
	in.Spans = append(in.Spans, [2]int{start, end})
}

// beforeWord reports whether a word follows: "her house", not "saw her."
func beforeWord(rest string) bool {
	trimmed := strings.TrimLeftFunc(rest, unicode.IsSpace)
	r, _ := utf8.DecodeRuneInString(trimmed)
	return len(trimmed) < len(rest) && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_')
}

// isName reports whether a mention is written as a name rather than as a noun.
func isName(surface string) bool {
	if strings.HasPrefix(strings.ToLower(surface), "the ") {
		return false
	}
	for _, w := range strings.Fields(surface) {
		if r, _ := utf8.DecodeRuneInString(w); unicode.IsUpper(r) || unicode.IsDigit(r) {
			return true
		}
	}
	return false
}

// resolve takes titles into the mentions, leaves the possessive ending out, and
// drops overlaps: the longer mention wins, then the earlier.
func (b *inputs) resolve(sentence string, mentions []Mention) []Mention {
	wide := make([]Mention, 0, len(mentions))
	for _, m := range mentions {
		wide = append(wide, b.widen(sentence, m))
	}
	slices.SortStableFunc(wide, func(a, c Mention) int {
		return cmp.Or(cmp.Compare(c.End-c.Start, a.End-a.Start), cmp.Compare(a.Start, c.Start))
	})
	out := wide[:0:0]
	for _, m := range wide {
		free := func(o Mention) bool { return m.End <= o.Start || o.End <= m.Start }
		if m.Start < m.End && !slices.ContainsFunc(out, func(o Mention) bool { return !free(o) }) {
			out = append(out, m)
		}
	}
	slices.SortFunc(out, func(a, c Mention) int { return cmp.Compare(a.Start, c.Start) })
	return out
}

func (b *inputs) widen(sentence string, m Mention) Mention {
	if r, _ := utf8.DecodeRuneInString(sentence[m.Start:]); unicode.IsUpper(r) {
		from := max(0, m.Start-titleReach)
		if at := b.words.titles.FindStringIndex(sentence[from:m.Start]); at != nil {
			m.Start = from + at[0]
		}
	}
	for _, tail := range []string{"'s", "’s"} {
		m.End -= len(tail) * boolInt(strings.HasSuffix(sentence[m.Start:m.End], tail))
	}
	return m
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// order numbers n actors by first appearance.
func order(mentions []Mention, n int) []int {
	out, next := make([]int, n), 0
	for i := range out {
		out[i] = -1
	}
	number := func(a int) {
		if out[a] < 0 {
			out[a], next = next, next+1
		}
	}
	for _, m := range mentions {
		number(m.Actor)
	}
	for a := range out {
		number(a)
	}
	return out
}
