package parse

import (
	"strings"
	"unicode"
	"unicode/utf8"

	lists "github.com/seed-7a84ba5f/dyad/lexicon"
)

// The classes of words that the parser asks for; lexicon/grammar.csv says what
// each of them is.
var (
	irregularNouns = lists.Grammar.Class("irregular_noun")
	inflections    = lists.Grammar.Class("inflection")
	titleCaseSmall = lists.Grammar.Class("title_case_small")
	unstressed     = lists.Grammar.Class("unstressed_ending")
)

// normalise maps the typography of news to that of the treebank: curly
// quotes to straight ones, dashes to "--", the ellipsis to three dots.
func normalise(w string) string {
	ascii := true
	for i := 0; i < len(w); i++ {
		if w[i] >= utf8.RuneSelf {
			ascii = false
			break
		}
	}
	if ascii {
		switch w {
		case "``", "''":
			return `"`
		case "`":
			return "'"
		}
		return w
	}
	var b strings.Builder
	for _, r := range w {
		switch r {
		case '“', '”', '„', '‟', '«', '»', '″':
			b.WriteByte('"')
		case '‘', '’', '‚', '‛', '′', 'ʼ':
			b.WriteByte('\'')
		case '–', '—', '―', '−':
			b.WriteString("--")
		case '‐', '‑', '\u00ad':
			b.WriteByte('-')
		case '…':
			b.WriteString("...")
		case '\u00a0', '\u200b', '\ufeff', utf8.RuneError:
		default:
			b.WriteRune(r)
		}
	}
	switch s := b.String(); s {
	case "''":
		return `"`
	case "":
		return w
	default:
		return s
	}
}

// fold is the key of a word in the lexicon: lower case, digits as 0.
func fold(norm string) string {
	for i := 0; i < len(norm); i++ {
		c := norm[i]
		if c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' || '1' <= c && c <= '9' {
			return strings.Map(func(r rune) rune {
				if '1' <= r && r <= '9' {
					return '0'
				}
				return unicode.ToLower(r)
			}, norm)
		}
	}
	return norm
}

// Kinds of surface a word can have.
const (
	shapeLower uint64 = iota + 1
	shapeTitle
	shapeUpper
	shapeOneUpper
	shapeMixed
	shapeDigits
	shapeDigitMix
	shapePunct
	shapeInitials // U.S.
	shapeWeb      // addresses, handles
)

// letters counts the kinds of letters in a word.
type letters struct {
	upper, lower, digit, dots int
	startsUpper               bool
}

func lettersOf(w string) (n letters) {
	for i, r := range w {
		switch {
		case '0' <= r && r <= '9':
			n.digit++
		case r == '.':
			n.dots++
		case unicode.IsUpper(r):
			n.upper++
			n.startsUpper = n.startsUpper || i == 0
		case r < utf8.RuneSelf && 'a' <= r && r <= 'z', r >= utf8.RuneSelf && unicode.IsLetter(r):
			n.lower++
		}
	}
	return n
}

// isWeb reports whether a word is an address.
func isWeb(w string) bool {
	return len(w) > 4 && (strings.Contains(w, "@") || strings.Contains(w, "://") || strings.HasPrefix(w, "www."))
}

func shapeOf(w string) uint64 {
	n := lettersOf(w)
	all := n.upper + n.lower
	switch {
	case all+n.digit == 0:
		return shapePunct
	case isWeb(w):
		return shapeWeb
	case all == 0:
		return shapeDigits
	case n.digit > 0:
		return shapeDigitMix
	case n.lower == 0 && n.upper > 0 && n.dots > 0 && n.dots >= all-1:
		return shapeInitials
	case n.lower == 0 && n.upper == 1:
		return shapeOneUpper
	case n.lower == 0:
		return shapeUpper
	case n.upper == 0:
		return shapeLower
	case n.startsUpper && n.upper == 1:
		return shapeTitle
	}
	return shapeMixed
}

// wordFeats are the parts of a word that features are made of. They depend on
// the word alone.
type wordFeats struct {
	folded string // key in the lexicon
	id     uint64 // the folded word, by hash
	amb    uint64 // class of words with the same tags in the treebank, 0 if rare
	clus   uint64 // cluster of words used alike, 0 if none
	group  uint64 // group of such clusters
	suf    [4]uint64
	pre    [3]uint64
	shape  uint64
	net    int32 // number of the word in the network
	lex    int32 // place in the lexicon, -1 if unknown
	short  uint64
	hyphen uint64
}

func (f *wordFeats) fill(w string, lx *lexicon) {
	n := normalise(w)
	l := fold(n)
	f.folded = l
	f.id = hashString(l)
	f.shape = shapeOf(n)
	f.lex = lx.find(l)
	f.amb, f.clus, f.group, f.net = 0, 0, 0, 1
	if f.lex >= 0 {
		f.amb = uint64(lx.words[f.lex].Ambiguity)
		f.clus = uint64(lx.words[f.lex].Cluster)
		f.group = uint64(lx.words[f.lex].Group)
		f.net = int32(max(1, lx.words[f.lex].Net))
	}
	for k := range f.suf {
		f.suf[k] = 0
		if len(l) > k {
			f.suf[k] = hashString(l[len(l)-k-1:])
		}
	}
	for k := range f.pre {
		f.pre[k] = 0
		if len(l) > k {
			f.pre[k] = hashString(l[:k+1])
		}
	}
	f.short = min(uint64(len(l)), 6)
	f.hyphen = 0
	if i := strings.LastIndexByte(l, '-'); i > 0 && i < len(l)-1 {
		f.hyphen = hashString(l[i+1:])
	}
}

// lexicon is what the model knows of single words.
type lexicon struct {
	index map[string]int32
	words []Word
}

// Word is what a model knows of a word by itself.
type Word struct {
	Key       string  // as Key gives it
	Ambiguity uint16  // number of the set of classes that it often has, 0 for none
	Cluster   uint16  // of words used alike, 1 to FineClusters, 0 for none
	Group     uint16  // the same, coarser: 1 to CoarseClusters
	Net       uint16  // number in the network, from 2, 0 for none
	Classes   []uint8 // that it may have; nil where all are open
}

func (lx *lexicon) find(folded string) int32 {
	if i, ok := lx.index[folded]; ok {
		return i
	}
	return -1
}
