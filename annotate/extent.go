package annotate

import "github.com/seed-7a84ba5f/dyad/annotate/syntax"

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
		t, n := &toks[k], &toks[k+1]
		switch t.Text {
		case "(", "[":
			depth++
		case ")", "]":
			depth--
		}
		if depth > 0 {
			continue
		}
		if isQuoteMark(t.Text) && toks[k-1].Text == "," && n.Fine == syntax.FineVBG && f.isDouble(t.Span) {
			return k + 1 // the comma stands within the marks
		}
		if f.quotedWord(k) {
			continue
		}
		if (t.Text == "and" || t.Text == "but") && n.Tag == syntax.VERB && toks[i].Tag == syntax.VERB && n.Fine == toks[i].Fine && f.isCue(k+1) {
			return k
		}
		if t.Text != "," {
			continue
		}
		switch {
		case n.Fine == syntax.FineVBG, n.Tag == syntax.VERB && f.isCue(k+1) && (n.Fine == syntax.FineVBD || n.Fine == syntax.FineVBZ):
			return k
		case relativePronouns.Has(n.Text) && n.Text != "that" && f.relativeEnd(k+1) >= last:
			return k
		case clauseJoiners.Has(n.Text) && k+2 < last && f.isCue(k+2) && toks[k+2].Fine != syntax.FineVB:
			return k
		}
	}
	return last
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
	n := &toks[last]
	if n.Fine == syntax.FineVBG && toks[i].Tag == syntax.VERB { // "recalled Bell | giving"
		return f.clauseEnd(last, stop)
	}
	for k := last; k < stop && k <= last+1; k++ { // "that it leaks, and | that it leans"
		if coordinators.Has(toks[k].Text) && k+2 < stop && toks[k+1].Text == "that" && toks[i].Tag == syntax.VERB {
			return f.clauseEnd(k+1, stop)
		}
	}
	if toks[last-1].Text == "that" && n.Text == "," && toks[i].Tag == syntax.VERB { // "that, when it rains, it leaks"
		return stop
	}
	if comparisonParticles.Has(toks[last-1].Text) { // "show Bell up by ten points"
		return f.clauseEnd(last, stop)
	}
	if toks[i].Tag == syntax.VERB && toks[i].Rel != syntax.AclRelcl && toks[i].Rel != syntax.Acl {
		if n.Tag == syntax.AUX || n.Tag == syntax.VERB && finite(n.Fine) || n.Text == "to" && last+1 < stop && toks[last+1].Fine == syntax.FineVB {
			return f.clauseEnd(last, stop)
		}
	}
	switch {
	case clauseOpeners.Has(n.Text) && last+2 < stop:
		return f.clauseEnd(last, stop)
	case n.Text == "in" && toks[last-1].Tag == syntax.NUM && n.Head > last:
		_, end := f.doc.Subtree(n.Head)
		return min(end, stop)
	}
	if n.Tag == syntax.ADP && n.Head > last && !circumstances.Has(n.Text) {
		_, end := f.doc.Subtree(n.Head)
		return min(end, stop)
	}
	return last
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
