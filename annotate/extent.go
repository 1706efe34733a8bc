package annotate

import (
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
)

// reach gives the span of the tokens [first, last) that follow cue i, mended
// where the tree ends them too late or too early.
func (f *extentFinder) reach(first, last, i int) Span {
	if first > i {
		last = f.longer(last, i)
		last = f.shorter(first, last, i)
	}
	return f.trim(first, last, i)
}

// shorter ends reported words at the comma behind which the narrator speaks
// again: before a participle ("..., adding that"), before another cue of the
// same subject ("..., and called"), and before a relative clause that ends
// them ("..., which is in Ohio"). Another cue of the same form as cue i needs no
// comma ("said it leaks and promised").
func (f *extentFinder) shorter(first, last, i int) int {
	toks := f.doc.Tokens
	depth := 0
	for k := first + 1; k+1 < last; k++ {
		switch toks[k].Text {
		case "(", "[":
			depth++
		case ")", "]":
			depth--
		}
		if depth > 0 {
			continue
		}
		t, n := &toks[k], &toks[k+1]
		switch {
		case isQuoteMark(t.Text) && toks[k-1].Text == "," && n.Fine == syntax.FineVBG && f.isDouble(t.Span):
			return k + 1 // the comma stands within the marks
		case f.quotedWord(k):
		case (t.Text == "and" || t.Text == "but") && n.Tag == syntax.VERB && toks[i].Tag == syntax.VERB && n.Fine == toks[i].Fine && f.isCue(k+1):
			return k
		case t.Text == "," && f.narratorGoesOn(k+1, last):
			return k
		}
	}
	return last
}

// narratorGoesOn reports whether the words from token n on, behind a comma, are
// the narrator's: another cue, as a participle too, or a relative clause up to the
// end. Any other participle goes on with what is reported ("five states, including").
func (f *extentFinder) narratorGoesOn(n, last int) bool {
	toks := f.doc.Tokens
	switch t := &toks[n]; {
	case t.Fine == syntax.FineVBG:
		_, preposition := f.cues[cueKey{strings.ToLower(t.Text), "prep"}]
		return preposition || f.isCue(n)
	case t.Tag == syntax.VERB && t.Fine.In(syntax.FineVBD, syntax.FineVBZ) && f.isCue(n):
		return true
	case relativePronouns.Has(t.Text) && t.Text != "that" && f.relativeEnd(n) >= last:
		return true
	}
	return clauseJoiners.Has(toks[n].Text) && n+1 < last && f.isCue(n+1) && toks[n+1].Fine != syntax.FineVB
}

// isCue reports whether token k is in the list as a verb.
func (f *extentFinder) isCue(k int) bool {
	return f.verbCue(k).Lemma != ""
}

// relativeEnd gives the end of the relative clause that begins at token k.
func (f *extentFinder) relativeEnd(k int) int {
	toks := f.doc.Tokens
	for h := k; h >= 0; h = toks[h].Head {
		if toks[h].Rel == syntax.AclRelcl {
			_, last := f.doc.Subtree(h)
			return last
		}
	}
	return k
}

// longer goes on with reported words that the tree ends before their verb
// ("she said the idea | is wrong"), before an infinitive ("urged Congress | to
// act") or before what most often belongs to the noun ("a plan | for roads").
func (f *extentFinder) longer(last, i int) int {
	toks := f.doc.Tokens
	stop := f.doc.Sentences[toks[i].Sentence].Last
	for stop > last && toks[stop-1].Tag == syntax.PUNCT {
		stop--
	}
	if last >= stop {
		return last
	}
	n, before := &toks[last], &toks[last-1]
	if toks[i].Tag == syntax.VERB {
		if end, ok := f.longerOfVerb(last, stop, i); ok {
			return end
		}
	}
	switch {
	case comparisonParticles.Has(before.Text): // "show Bell up by ten points"
		return f.clauseEnd(last, stop)
	case toks[i].Tag == syntax.VERB && !toks[i].Rel.In(syntax.AclRelcl, syntax.Acl) && f.opensPredicate(last, stop):
		return f.clauseEnd(last, stop)
	case clauseOpeners.Has(n.Text) && last+2 < stop:
		return f.clauseEnd(last, stop)
	case n.Text == "in" && before.Tag == syntax.NUM && n.Head > last,
		n.Tag == syntax.ADP && n.Head > last && !circumstances.Has(n.Text):
		_, end := f.doc.Subtree(n.Head)
		return min(end, stop)
	}
	return last
}

// longerOfVerb returns where the words that verb i reports end, if a clause that
// the tree left out goes on at token last.
func (f *extentFinder) longerOfVerb(last, stop, i int) (end int, ok bool) {
	toks := f.doc.Tokens
	n := &toks[last]
	if n.Fine == syntax.FineVBG { // "recalled Bell | giving"
		return f.clauseEnd(last, stop), true
	}
	for k := last; k < stop && k <= last+1; k++ { // "that it leaks, and | that it leans"
		if coordinators.Has(toks[k].Text) && k+2 < stop && toks[k+1].Text == "that" {
			return f.clauseEnd(k+1, stop), true
		}
	}
	return stop, toks[last-1].Text == "that" && n.Text == "," // "that, when it rains, it leaks"
}

// opensPredicate reports whether a finite verb or an infinitive begins at token k.
func (f *extentFinder) opensPredicate(k, stop int) bool {
	toks := f.doc.Tokens
	t := &toks[k]
	return t.Tag == syntax.AUX || t.Tag == syntax.VERB && finite(t.Fine) || t.Text == "to" && k+1 < stop && toks[k+1].Fine == syntax.FineVB
}

// clauseEnd gives the end of the clause that goes on at token k.
func (f *extentFinder) clauseEnd(k, stop int) int {
	for ; k < stop; k++ {
		if isBreak(f.doc.Tokens[k].Text) && !f.quotedWord(k) {
			return k
		}
	}
	return stop
}
