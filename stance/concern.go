package stance

import (
	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
	"github.com/seed-7a84ba5f/dyad/lexicon"
)

// nounAttitude gives the first entry with a polarity of the noun at token i.
func (r *wordEntries) nounAttitude(i int) (lexicon.Predicate, bool) {
	if r.doc.Tokens[i].Tag != syntax.NOUN {
		return lexicon.Predicate{}, false
	}
	for _, p := range r.entries(i) {
		if p.HasPolarity {
			return p, true
		}
	}
	return lexicon.Predicate{}, false
}
