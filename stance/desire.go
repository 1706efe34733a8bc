package stance

import (
	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
	"github.com/seed-7a84ba5f/dyad/lexicon"
)

// What rules of hopes and worries ask of a token.

// attitudeEntry gives the first entry with a polarity of the word at token i.
func (r *wordEntries) attitudeEntry(i int) lexicon.Predicate {
	for _, p := range r.entries(i) {
		if p.HasPolarity {
			return p
		}
	}
	return lexicon.Predicate{}
}

// span gives the tokens of the stretch that hangs on token i.
func (r *surroundings) span(i int) (out []int) {
	first, last := r.doc.Subtree(i)
	for k := first; k < last; k++ {
		out = append(out, k)
	}
	return out
}

// targets gives what fills any target slot of the entry at token i.
func (r *holders) targets(i int) (out []int) {
	for _, slot := range r.attitudeEntry(i).Target {
		out = append(out, r.argument(i, slot)...)
	}
	return out
}

// harmed gives those to whom the word at token i does good or harm.
func (r *holders) harmed(i int) (out []int) {
	for _, e := range r.entries(i) {
		if e.Effect != 0 {
			_, tokens := r.targetsOf(i, e)
			out = append(out, tokens...)
		}
	}
	return out
}

// clauseRating adds up the ratings in a clause but its subject's, and gives the
// last word that rates.
func (r *arguments) clauseRating(i int) (sum float64, word int) {
	word = -1
	subject := r.tokenOf("clause_subject", i)
	for _, k := range r.span(i) {
		if v := r.rating(&r.doc.Tokens[k]); v != 0 && k != subject {
			sum, word = sum+v, k
		}
	}
	return sum, word
}

// inOwnWords reports whether token i stands in direct speech or in the report
// of its speaker's own hope; hopes told at second hand are often irony.
func (r *holders) inOwnWords(i int) bool {
	at := r.doc.SpokenIn(r.doc.Tokens[i].Span)
	return at >= 0 && (r.doc.Attributions[at].Type != annotate.Indirect || r.doc.Attributions[at].Parent < 0 && r.doc.Tokens[i].Tag == syntax.ADJ)
}

func (r *wordEntries) isSick(i int) bool { return r.isHealth(&r.doc.Tokens[i]) }

func (r *wordEntries) sickSentence(i int) bool {
	s := &r.doc.Sentences[r.doc.Tokens[i].Sentence]
	for k := s.First; k < s.Last; k++ {
		if r.isSick(k) {
			return true
		}
	}
	return false
}

// otherParty gives the head of the one actor of the sentence beside whose
// attitude the word at token i is.
func (r *holders) otherParty(i int) []int {
	if id := r.onlyOther(i, r.holderOf(i, r.attitudeEntry(i))); id >= 0 {
		return []int{r.doc.Mentions[id].Head}
	}
	return nil
}
