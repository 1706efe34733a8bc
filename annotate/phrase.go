package annotate

import (
	"slices"

	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
	"github.com/seed-7a84ba5f/dyad/lexicon"
)

// object gives the head of the object of verb i, -1 for none.
func (f *extentFinder) object(i int) int {
	if c := f.doc.Child(i, syntax.Obj); c > i && !f.verbCue(i).Takes("objas") { // what is offered, not to whom
		return c
	}
	for _, c := range f.doc.Children(i) {
		if r := f.doc.Tokens[c].Rel; int(c) > i && (r == syntax.Obj || r == syntax.Iobj) {
			return int(c)
		}
	}
	return -1
}

// phrase gives the noun phrase that verb i is about: its object, with what
// goes on with it, or what a preposition brings.
func (f *extentFinder) phrase(i int, cue lexicon.Cue) (Span, bool) {
	doc := f.doc
	obj := f.object(i)
	if obj >= 0 {
		first, last := doc.Subtree(obj)
		more := last
		if cue.Takes("objas") {
			if last = f.naming(i, last); last == more {
				last = f.asWhat(last)
			}
			if last > more {
				return f.reach(first, last, i), true
			}
		}
		for _, c := range doc.Children(i) {
			if frame := objectFrames.Value(f.introducer(int(c))); int(c) > obj && frame != "" && cue.Takes(frame) {
				if _, more = doc.Subtree(int(c)); more > last {
					return f.reach(first, more, i), true
				}
			}
		}
		if cue.Takes("obj") || f.holdsFrame(cue, obj, last) {
			return f.reach(first, last, i), true
		}
	}
	for _, c := range doc.Children(i) {
		if p := f.introducer(int(c)); int(c) > i && p != "" && cue.Takes(p) {
			return f.behindPreposition(int(c), i)
		}
	}
	return f.beside(i, cue)
}

// beside gives the phrase right behind cue i, with or without a preposition
// that the cue takes, where the tree hangs it elsewhere.
func (f *extentFinder) beside(i int, cue lexicon.Cue) (Span, bool) {
	toks := f.doc.Tokens
	stop := f.doc.Sentences[toks[i].Sentence].Last
	n := i + 1
	for n < stop && toks[n].Tag == syntax.ADV {
		n++
	}
	if n+1 >= stop {
		return Span{}, false
	}
	first := n
	switch t := &toks[n]; {
	case (t.Tag == syntax.ADP || t.Tag == syntax.SCONJ) && cue.Takes(t.Lemma):
		first = n + 1
	case t.Tag == syntax.DET || isNominal(t.Tag) || t.Tag == syntax.ADJ || t.Tag == syntax.NUM:
		if !cue.Takes("obj") || toks[i].Tag != syntax.VERB {
			return Span{}, false
		}
	default:
		return Span{}, false
	}
	h := first
	for steps := 0; steps < 12 && toks[h].Head > i && toks[h].Head < stop; steps++ {
		up := &toks[toks[h].Head]
		if up.Tag == syntax.VERB && finite(up.Fine) || up.Tag == syntax.VERB && first == n || toks[h].Rel == syntax.Nsubj || toks[h].Rel == syntax.Compound && toks[h].Tag == syntax.NOUN && toks[h].Head > h+1 {
			break
		}
		h = toks[h].Head
	}
	from, last := f.doc.Subtree(h)
	if from <= i || last <= first || last > stop {
		return Span{}, false
	}
	return f.reach(first, last, i), true
}

// naming gives the end of what verb i calls its object, which ends before
// token last: a second object or what stands between marks right behind.
func (f *extentFinder) naming(i, last int) int {
	doc, toks := f.doc, f.doc.Tokens
	for _, c := range doc.Children(i) {
		if from, upto := doc.Subtree(int(c)); from >= last && upto > last && (toks[c].Rel == syntax.Obj || toks[c].Rel == syntax.Xcomp) {
			last = upto
		}
	}
	for k := doc.quoteFrom(doc.Tokens[last-1].Start); k < len(doc.Quotes); k++ {
		q := &doc.Quotes[k]
		at := doc.tokenAt(q.Start)
		if at > last+2 {
			break
		}
		if upto := doc.tokenAt(q.End); at >= last && at <= last+2 && upto <= doc.Sentences[toks[i].Sentence].Last && at < upto {
			last = upto
		}
	}
	return last
}

// asWhat gives the end of an "as" phrase that follows an object, which ends
// before token last, though the tree does not say so; else last.
func (f *extentFinder) asWhat(last int) int {
	toks := f.doc.Tokens
	for k := last; k < len(toks) && k < last+14 && toks[k].Sentence == toks[last-1].Sentence; k++ {
		switch {
		case toks[k].Tag == syntax.VERB || toks[k].Tag == syntax.AUX || toks[k].Text == ":":
			return last
		case toks[k].Text == "as" && toks[k].Head > k:
			_, end := f.doc.Subtree(toks[k].Head)
			return end
		}
	}
	return last
}

// holdsFrame reports whether a preposition that goes on with the object of a
// cue stands in the object's own phrase: the tree hung on the noun what the
// verb brings ("accused the council of hiding it").
func (f *extentFinder) holdsFrame(cue lexicon.Cue, obj, last int) bool {
	return slices.ContainsFunc(f.doc.Tokens[obj:last], func(t Token) bool {
		frame := objectFrames.Value(t.Text)
		return frame != "" && cue.Takes(frame)
	})
}

// introducer gives the preposition that brings in the phrase or clause at c.
func (f *extentFinder) introducer(c int) string {
	switch f.doc.Tokens[c].Rel {
	case syntax.Obl, syntax.Nmod, syntax.Advcl, syntax.Acl, syntax.Xcomp, syntax.Ccomp:
	default:
		return ""
	}
	first, _ := f.doc.Subtree(c)
	if t := &f.doc.Tokens[first]; t.Tag == syntax.ADP || t.Tag == syntax.SCONJ || t.Text == "to" {
		return t.Lemma
	}
	return ""
}

// behindPreposition gives the phrase at c without its preposition.
func (f *extentFinder) behindPreposition(c, cue int) (Span, bool) {
	first, last := f.doc.Subtree(c)
	if first++; first >= last {
		return Span{}, false
	}
	return f.reach(first, last, cue), true
}
