package stance

import (
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
	"github.com/seed-7a84ba5f/dyad/lexicon"
)

// phrase is an entry of several words: "call off", "take aim", "soft spot".
type phrase struct {
	words   []string // without the key word
	entries []lexicon.Predicate
}

func (l *Lexical) addPredicate(p lexicon.Predicate) {
	words := strings.Fields(p.Lemma)
	if len(words) == 1 {
		l.heard[p.Lemma] = true
		k := wordKey{p.Lemma, p.POS}
		l.predicates[k] = append(l.predicates[k], p)
		return
	}
	key, rest := words[0], words[1:]
	if p.POS == "noun" {
		key, rest = words[len(words)-1], words[:len(words)-1]
	}
	l.heard[key] = true
	k := wordKey{key, p.POS}
	for i := range l.phrases[k] {
		if f := &l.phrases[k][i]; strings.Join(f.words, " ") == strings.Join(rest, " ") {
			f.entries = append(f.entries, p)
			return
		}
	}
	l.phrases[k] = append(l.phrases[k], phrase{rest, []lexicon.Predicate{p}})
}

// phrased gives the entries of the longest phrase of which token i is the
// key word, nil for none.
func (r *wordEntries) phrased(i int, lemma, pos string) []lexicon.Predicate {
	var best *phrase
	fs := r.phrases[wordKey{lemma, pos}]
	for k := range fs {
		if best != nil && len(best.words) >= len(fs[k].words) {
			continue
		}
		fits := r.follows
		if pos == "noun" {
			fits = r.precedes
		}
		if fits(i, fs[k].words) {
			best = &fs[k]
		}
	}
	if best == nil {
		return nil
	}
	return best.entries
}

// precedes reports whether the words stand right before token i.
func (r *wordEntries) precedes(i int, words []string) bool {
	first := i - len(words)
	if first < r.doc.Sentences[r.doc.Tokens[i].Sentence].First {
		return false
	}
	for k, w := range words {
		if !strings.EqualFold(r.doc.Tokens[first+k].Text, w) {
			return false
		}
	}
	return true
}

// follows reports whether the words come after the verb at token i: right
// behind it, hanging on it further on ("called the talks off"), or with
// nothing but a determiner or an adjective before them ("turned its back").
func (r *wordEntries) follows(i int, words []string) bool { return r.phraseEnd(i, words) >= 0 }

// phraseEnd gives the token of the last of the words, -1 where they do not
// follow.
func (r *wordEntries) phraseEnd(i int, words []string) int {
	toks, last := r.doc.Tokens, r.doc.Sentences[r.doc.Tokens[i].Sentence].Last
	at := i
	for _, w := range words {
		found, plain := -1, true
		for k := at + 1; k < last && k <= at+5 && toks[k].Tag != syntax.PUNCT; k++ {
			if toks[k].Tag == syntax.NOUN && toks[k].Lemma == w || strings.EqualFold(toks[k].Text, w) {
				if plain || r.opensPhrase(k, i) || toks[k].Head == i && (!r.marksOther(k) || r.doc.Child(k, syntax.NmodPoss) > i) {
					found = k
				}
				break
			}
			switch toks[k].Tag {
			case syntax.DET, syntax.ADJ, syntax.PRON, syntax.PART, syntax.NUM, syntax.ADV:
			default:
				plain = false
			}
		}
		if found < 0 {
			return -1
		}
		at = found
	}
	return at
}

// opensPhrase reports whether token k is the preposition of a phrase of the verb at
// token i, or of its object: "put them on notice".
func (r *wordEntries) opensPhrase(k, i int) bool {
	toks := r.doc.Tokens
	if toks[k].Tag != syntax.ADP || toks[k].Head <= k {
		return false
	}
	h := toks[toks[k].Head].Head
	return h == i || h > i && toks[h].Rel == syntax.Obj && toks[h].Head == i
}

// shown gives the words of an entry at token i as they stand in the text, and
// the token at the other end of a phrase, i itself where it is one word.
func (r *wordEntries) shown(i int, p lexicon.Predicate) (string, int) {
	words, end := strings.Fields(p.Lemma), i
	switch {
	case len(words) == 1:
	case p.POS == "noun":
		end = i - len(words) + 1
	default:
		if k := r.phraseEnd(i, words[1:]); k > i && k < i+6 {
			end = k
		}
	}
	return strings.Join(strings.Fields(r.doc.Text[r.doc.Tokens[min(i, end)].Start:r.doc.Tokens[max(i, end)].End]), " "), end
}

// ofPhrase gives what fills a slot of a phrase by its noun: "came to the
// defence of X", "came to X's defence".
func (r *arguments) ofPhrase(i int, slot string, words []string) []int {
	end := r.phraseEnd(i, words)
	if end < 0 || r.doc.Tokens[end].Tag != syntax.NOUN {
		return nil
	}
	if args := r.doc.Prepositional(end, slot); len(args) > 0 {
		return args
	}
	if p := r.doc.Child(end, syntax.NmodPoss); p >= 0 && slot == "of" {
		return r.doc.Conjuncts(p)
	}
	return nil
}

// marksOther reports whether a word further on is no particle but a noun
// that has its own place beside the verb.
func (r *wordEntries) marksOther(k int) bool {
	t := &r.doc.Tokens[k]
	return t.Tag != syntax.ADP && t.Tag != syntax.ADV && t.Rel != syntax.Obj && (t.Tag != syntax.ADJ || t.Rel != syntax.Xcomp)
}

// in reports whether a set of words in lower case has the word, without a
// string of its own for it.
func in(set map[string]bool, word string) bool {
	var buf [32]byte
	if len(word) > len(buf) {
		return set[strings.ToLower(word)]
	}
	for i := range len(word) {
		c := word[i]
		switch {
		case c >= 'A' && c <= 'Z':
			c += 'a' - 'A'
		case c >= 0x80:
			return set[strings.ToLower(word)]
		}
		buf[i] = c
	}
	return set[string(buf[:len(word)])]
}
