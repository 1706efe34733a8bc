package syntax

import (
	"iter"
	"strings"

	"github.com/seed-7a84ba5f/dyad/internal/words"
	"github.com/seed-7a84ba5f/dyad/lexicon"
)

// Token is one word of a parsed sentence.
type Token struct {
	Text  string
	Lemma string // lower case, except for proper nouns
	Tag   Tag
	Fine  Fine
	Rel   Rel // relation to the head
	Head  int // index of the head in the sentence, -1 for the root
}

// IrregularVerbs are past forms and participles that no rule gives, with their
// base.
var IrregularVerbs = lexicon.Grammar.Class("irregular_verb")

var verbEndings = lexicon.Grammar.Class("verb_ending")

// RegularBases yields the words that a word can be a regular form of, by one of
// the endings, likelier ones first: "cried" gives "cri", "crie", "cry", and "cried" no other.
func RegularBases(word string, endings *words.Class) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, end := range endings.List() {
			stem, ok := strings.CutSuffix(word, end)
			if !ok || len(stem) < 2 {
				continue
			}
			if !yield(stem) {
				return
			}
			if end == "s" {
				continue
			}
			if !yield(stem + "e") {
				return
			}
			if y, ok := strings.CutSuffix(stem, "i"); ok && !yield(y+"y") {
				return
			}
			if n := len(stem); stem[n-1] == stem[n-2] && !yield(stem[:n-1]) {
				return
			}
		}
	}
}

// Bases yields the verbs that a word in lower case can be a form of, whether
// they are words or not: an irregular one, then regular ones, likelier first.
func Bases(word string) iter.Seq[string] {
	return func(yield func(string) bool) {
		if b := IrregularVerbs.Value(word); b != "" && !yield(b) {
			return
		}
		RegularBases(word, verbEndings)(yield)
	}
}
