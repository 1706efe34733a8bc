package annotate

import (
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
	"github.com/seed-7a84ba5f/dyad/lexicon"
)

// noun tries token i as a noun or adjective that reports: "the hope that",
// "his call for", "sure that".
func (f *frameFinder) noun(i int, pos string) {
	doc, toks := f.doc, f.doc.Tokens
	cue, ok := f.cues[cueKey{toks[i].Lemma, pos}]
	if !ok || f.used[i] || toks[i].Lemma == "order" && i > 0 && strings.EqualFold(toks[i-1].Text, "in") {
		return // "in order to" orders nobody
	}
	r := f.nounContent(i, cue)
	if !r.found() {
		return
	}
	holder := -1
	if pos == "adj" {
		if holder = doc.Agent(i); holder < 0 {
			return
		}
		if expletives.Has(toks[holder].Text) { // "it is not clear whether"
			holder = -1
		}
	} else {
		holder = f.nounHolder(i)
	}
	f.add(i, holder, cue, r)
}

// isContentClause reports whether the clause of token c is what a noun or an
// adjective reports: "that …", or "to …".
func (f *frameFinder) isContentClause(c int, cue lexicon.Cue) bool {
	t := &f.doc.Tokens[c]
	first, _ := f.doc.Subtree(c)
	word := f.doc.Tokens[first].Lower()
	switch t.Rel {
	case syntax.Ccomp:
		return cue.Takes("that")
	case syntax.AclRelcl:
		return word == "that" && cue.Takes("that")
	case syntax.Acl:
		return word == "to" && cue.Takes("inf") || word == "that" && cue.Takes("that") && f.doc.Child(c, syntax.Mark) >= 0
	case syntax.Xcomp:
		return word == "to" && cue.Takes("inf")
	}
	return false
}

// nounContent gives what noun or adjective i reports.
func (f *frameFinder) nounContent(i int, cue lexicon.Cue) reported {
	doc, toks := f.doc, f.doc.Tokens
	for _, c := range doc.Children(i) {
		c, t := int(c), &toks[c]
		if c < i {
			continue
		}
		if f.isContentClause(c, cue) {
			return reported{spans: f.clauseSpans(i, c)}
		}
		if p := f.introducer(c); p != "" && cue.Takes(p) {
			if s, ok := f.behindPreposition(c, i); ok {
				return reported{spans: []Span{s}, phrase: t.Rel != syntax.Acl && t.Rel != syntax.Advcl}
			}
		}
	}
	if that := f.copular(i); that > 0 && cue.Takes("that") {
		return reported{spans: []Span{f.trim(that, f.clauseEnd(that, f.lastWord(i)), i)}}
	}
	if n := i + 1; n+1 < len(toks) && toks[n].Text == "to" && toks[n+1].Fine == syntax.FineVB && toks[n+1].Sentence == toks[i].Sentence && cue.Takes("inf") {
		_, last := doc.Subtree(n + 1)
		return reported{spans: []Span{f.reach(n, last, i)}}
	}
	if s, ok := f.beside(i, cue); ok {
		return reported{spans: []Span{s}, phrase: true}
	}
	return reported{}
}

// copular gives the "that" of "the fear is that it leaks", 0 for none.
func (f *frameFinder) copular(i int) int {
	toks := f.doc.Tokens
	for k := i + 1; k+2 < len(toks) && k < i+7 && toks[k].Sentence == toks[i].Sentence; k++ {
		if toks[k].Lemma == "be" && toks[k+1].Text == "that" && finite(toks[k].Fine) {
			return k + 1
		}
		if toks[k].Tag == syntax.VERB || toks[k].Tag == syntax.PUNCT {
			return 0
		}
	}
	return 0
}

// lastWord gives the index after the last token of a sentence that is no mark.
func (f *cueFinder) lastWord(i int) int {
	stop := f.doc.Sentences[f.doc.Tokens[i].Sentence].Last
	for stop > i+1 && f.doc.Tokens[stop-1].Tag == syntax.PUNCT {
		stop--
	}
	return stop
}

// nounHolder gives whose claim, hope or fear the noun at i is: its possessor,
// or who voices it.
func (f *frameFinder) nounHolder(i int) int {
	doc, toks := f.doc, f.doc.Tokens
	if owners := doc.Owners(i); len(owners) > 0 {
		return owners[0]
	}
	if c := doc.Child(i, syntax.Compound); c >= 0 && toks[c].Tag == syntax.PROPN && c < i {
		return c // "a Bell tweet that"
	}
	h := toks[i].Head
	if h < 0 {
		return -1
	}
	switch toks[i].Rel {
	case syntax.Obj, syntax.Obl, syntax.Xcomp:
		return doc.Agent(h)
	}
	return -1
}
