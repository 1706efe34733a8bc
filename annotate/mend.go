package annotate

import (
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
)

// firstBelow returns the first of the tokens from first on that stands before token
// v and is its dependent by one of the relations, -1 for none.
func firstBelow(toks []Token, first, v int, rels ...syntax.Rel) int {
	for k := first; k < v; k++ {
		if toks[k].Head == v && toks[k].Rel.In(rels...) {
			return k
		}
	}
	return -1
}

// lastBelow returns the last of the tokens [first, stop) that is a dependent of token v by
// one of the relations, -1 for none.
func lastBelow(toks []Token, first, stop, v int, rels ...syntax.Rel) int {
	for k := stop - 1; k >= first; k-- {
		if toks[k].Head == v && toks[k].Rel.In(rels...) {
			return k
		}
	}
	return -1
}

// mendMarked mends "its distrust of X runs deep" where the parser took "of X
// runs" for a clause of the noun: "of" and "for" introduce no finite verb.
// The noun is the verb's subject, and X hangs on the noun.
func mendMarked(doc *Document, s *Sentence) {
	toks := doc.Tokens
	for v := s.First; v < s.Last; v++ {
		t := &toks[v]
		if t.Rel != syntax.Acl || t.Tag != syntax.VERB || t.Fine != syntax.FineVBZ && t.Fine != syntax.FineVBD || t.Head < s.First || t.Head >= v {
			continue
		}
		noun := t.Head
		mark := firstBelow(toks, noun+1, v, syntax.Mark, syntax.Case)
		subject := firstBelow(toks, noun+1, v, syntax.Nsubj)
		if mark < 0 || subject < mark || toks[mark].Lemma != "of" && toks[mark].Lemma != "for" || toks[noun].Tag != syntax.NOUN {
			continue
		}
		t.Head, t.Rel = toks[noun].Head, toks[noun].Rel
		toks[noun].Head, toks[noun].Rel = v, syntax.Nsubj
		toks[subject].Head, toks[subject].Rel = noun, syntax.Nmod
		toks[mark].Head, toks[mark].Rel, toks[mark].Tag = subject, syntax.Case, syntax.ADP
		rehead(toks[v+1:s.Last], noun, v) // what closed the sentence hung on the noun
	}
}

// mendModified mends "the army used force" where the tagger took the verb for
// a participle before the noun: a noun with a subject and no copula is the
// object of what stands between the two. A determiner or a preposition there
// says that the noun is the predicate of a sentence that lost its verb.
func mendModified(doc *Document, s *Sentence) {
	toks := doc.Tokens
	for v := s.First + 1; v+1 < s.Last; v++ {
		noun := toks[v].Head
		if toks[v].Rel != syntax.Amod || toks[v].Tag != syntax.VERB || noun <= v || noun > v+3 || toks[noun].Tag != syntax.NOUN {
			continue
		}
		if toks[v].Fine != syntax.FineVBD && toks[v].Fine != syntax.FineVBN {
			continue
		}
		if !soleSubject(doc, s, noun, v) {
			continue
		}
		toks[v].Head, toks[v].Rel, toks[v].Fine = toks[noun].Head, toks[noun].Rel, syntax.FineVBD
		toks[noun].Head, toks[noun].Rel = v, syntax.Obj
		for k := s.First; k < s.Last; k++ {
			if toks[k].Head != noun || k > v && k < noun {
				continue
			}
			switch toks[k].Rel.Base() {
			case syntax.Nmod, syntax.Conj, syntax.Appos, syntax.Acl, syntax.Compound, syntax.Flat:
			default:
				toks[k].Head = v
			}
		}
	}
}

// soleSubject reports whether a noun or its participle v has a subject before
// v, and neither a copula nor an auxiliary nor a determiner; nothing but
// adverbs stands between the subject and v.
func soleSubject(doc *Document, s *Sentence, noun, v int) bool {
	toks := doc.Tokens
	subject := -1
	for k := s.First; k < noun; k++ {
		if toks[k].Head != noun && toks[k].Head != v {
			continue
		}
		switch toks[k].Rel {
		case syntax.Nsubj:
			if subject >= 0 {
				return false
			}
			subject = k
		case syntax.Cop, syntax.Aux, syntax.Det, syntax.Case, syntax.NmodPoss, syntax.Nummod:
			return false
		}
	}
	if subject < 0 || subject > v {
		return false
	}
	for k := subject + 1; k < v; k++ {
		if toks[k].Tag != syntax.ADV && !under(toks, k, subject) {
			return false
		}
	}
	return true
}

// mendHeadline mends a headline's passive without its auxiliary: "X slammed by
// Y". A sentence that ends in a stop is no headline.
func mendHeadline(doc *Document, s *Sentence) {
	toks := doc.Tokens
	if s.Last-s.First < 4 {
		return
	}
	switch toks[s.Last-1].Text {
	case ".", "?", "!", "”", "\"":
		return
	}
	for v := s.First; v < s.Last; v++ {
		if toks[v].Tag != syntax.VERB || toks[v].Fine != syntax.FineVBD && toks[v].Fine != syntax.FineVBN {
			continue
		}
		subject, by := -1, -1
		for k := s.First; k < s.Last; k++ {
			if toks[k].Head != v {
				continue
			}
			switch toks[k].Rel {
			case syntax.Nsubj:
				subject = k
			case syntax.Obl:
				if k == v+2 && toks[v+1].Lemma == "by" || k == v+3 && toks[v+1].Lemma == "by" {
					by = k
				}
			case syntax.Obj, syntax.Aux, syntax.AuxPass, syntax.Ccomp, syntax.Xcomp:
				subject = -1 << 30
			}
		}
		if subject >= 0 && by >= 0 && toks[by].Tag == syntax.PROPN && !stativeBy.Has(toks[v].Lemma) {
			toks[subject].Rel, toks[by].Rel, toks[v].Fine = syntax.NsubjPass, syntax.OblAgent, syntax.FineVBN
		}
	}
}

// headingVerb returns the verb that a word with a capital is in a heading.
func (a *Annotator) headingVerb(w string) (lemma string, fine syntax.Fine, ok bool) {
	lemma, fine, ok = a.verbForm(strings.ToLower(w))
	return lemma, fine, ok && fine == syntax.FineVBZ && startsUpper(w)
}

// mendVerb mends "The movement prefers Bush" and "Bush doubts the movement's
// word" where the tagger took the verb for a noun: between a name and the name,
// pronoun or determiner right behind it, a plain noun has no place. Only the
// main word of a sentence, or one that hangs on the name behind it, is mended.
func (a *Annotator) mendVerb(doc *Document, s *Sentence) {
	toks := doc.Tokens
	heading := isHeading(toks[s.First:s.Last])
	for v := s.First + 1; v+1 < s.Last; v++ {
		t := &toks[v]
		if t.Tag != syntax.NOUN && t.Tag != syntax.PROPN || toks[v-1].Tag != syntax.PROPN {
			continue
		}
		if !opensObject(&toks[v+1]) {
			a.mendBeforePreposition(doc, s, v)
			continue
		}
		name := outward(toks, runStart(toks, s.First, v-1, isPropn), v, v-1)
		if toks[name].Head != v && toks[name].Head != v+1 {
			continue
		}
		lemma, fine, ok := a.verbForm(t.Text)
		if !ok && heading {
			lemma, fine, ok = a.headingVerb(t.Text)
		}
		if !ok {
			continue
		}
		switch {
		case t.Head < 0:
		case t.Head == v+1 && toks[v+1].Tag == syntax.PROPN && !governed(toks, v+1) && !under(toks, toks[v+1].Head, name):
			t.Head, t.Rel = toks[v+1].Head, toks[v+1].Rel
			toks[v+1].Head = v
		case toks[v+1].Tag == syntax.PRON && toks[v+1].Head == v && t.Rel != syntax.Nsubj:
			t.Rel = syntax.Advcl // "cheers as the movement thanks him"
		default:
			continue
		}
		t.Tag, t.Fine, t.Lemma = syntax.VERB, fine, lemma
		hangArguments(toks, s, name, v)
	}
}

// mendBeforePreposition mends "Ann Lee tore into Bush" where the past of a verb
// was taken for a noun that has a name for its subject.
func (a *Annotator) mendBeforePreposition(doc *Document, s *Sentence, v int) {
	toks := doc.Tokens
	t := &toks[v]
	if t.Tag != syntax.NOUN || t.Head >= 0 || toks[v+1].Tag != syntax.ADP || !hasSubject(doc, s, v, 0, 0) {
		return
	}
	for k := s.First; k < v; k++ {
		if toks[k].Head == v && (toks[k].Rel == syntax.Cop || toks[k].Rel == syntax.Det || toks[k].Rel == syntax.Amod || toks[k].Rel == syntax.Compound) {
			return
		}
	}
	lemma, fine, ok := a.verbForm(t.Text)
	if !ok || fine != syntax.FineVBD {
		return
	}
	t.Tag, t.Fine, t.Lemma = syntax.VERB, fine, lemma
	for k := v + 1; k < s.Last; k++ {
		if toks[k].Head == v && toks[k].Rel == syntax.Nmod {
			toks[k].Rel = syntax.Obl
		}
	}
}

// isHeading reports whether a sentence is written in capitals as titles are: no
// stop at its end, and hardly a word of four letters that begins with a small
// one.
func isHeading(toks []Token) bool {
	if len(toks) < 3 || len(toks) > 20 {
		return false
	}
	switch toks[len(toks)-1].Text {
	case ".", "!", ",", ";":
		return false
	}
	small := 0
	for i := range toks {
		if t := toks[i].Text; len(t) > 3 && t[0] >= 'a' && t[0] <= 'z' {
			small++
		}
	}
	return small <= 1
}

// governed reports whether a name is an argument of a verb: then what stands
// before it is no verb of its own.
func governed(toks []Token, i int) bool {
	switch toks[i].Rel.Base() {
	case syntax.Nsubj, syntax.Obj, syntax.Obl, syntax.Iobj:
		return toks[i].Head >= 0 && toks[toks[i].Head].Tag == syntax.VERB
	}
	return false
}

// opensObject reports whether a token begins the object of a verb before it.
func opensObject(t *Token) bool {
	switch t.Tag {
	case syntax.PROPN:
		return true
	case syntax.DET:
		return t.Lemma != "all" && t.Lemma != "both"
	case syntax.CCONJ:
		return t.Lemma == "neither"
	case syntax.PRON, syntax.SCONJ:
		return objectPronouns.Has(t.Lower())
	}
	return false
}

// verbForm gives the lemma of a word that may be a verb's third person or past
// form.
func (a *Annotator) verbForm(word string) (string, syntax.Fine, bool) {
	if word != strings.ToLower(word) || len(word) < 4 {
		return "", 0, false
	}
	for lemma := range syntax.Bases(word) {
		if !a.attitudes[lemma] {
			continue
		}
		if strings.HasSuffix(word, "s") && !strings.HasSuffix(word, "ss") {
			return lemma, syntax.FineVBZ, true
		}
		return lemma, syntax.FineVBD, true
	}
	return "", 0, false
}

// hangArguments hangs on a verb the name before it as its subject and the
// phrase behind it as its object.
func hangArguments(toks []Token, s *Sentence, subject, v int) {
	toks[subject].Head, toks[subject].Rel = v, syntax.Nsubj
	for k := s.First; k < subject; k++ {
		if toks[k].Head == v && (toks[k].Rel == syntax.Det || toks[k].Rel == syntax.Amod || toks[k].Rel == syntax.Compound || toks[k].Rel == syntax.Flat) {
			toks[k].Head = subject
		}
	}
	object := false
	for k := v + 1; k < s.Last; k++ {
		if toks[k].Head != v {
			continue
		}
		switch toks[k].Rel.Base() {
		case syntax.Flat, syntax.Nmod, syntax.Appos, syntax.Obj, syntax.Nsubj, syntax.Dep, syntax.Compound, syntax.Conj:
			if toks[k].Rel == syntax.Conj && toks[v+1].Lemma != "neither" {
				continue
			}
			if !object && !hasCaseBefore(toks, v, k) {
				toks[k].Rel, object = syntax.Obj, true
			} else if toks[k].Rel == syntax.Nmod {
				toks[k].Rel = syntax.Obl
			}
		case syntax.Acl:
			toks[k].Rel = syntax.Ccomp
		}
	}
}

// hasCaseBefore reports whether a preposition between v and k hangs on k.
func hasCaseBefore(toks []Token, v, k int) bool {
	for c := v + 1; c < k; c++ {
		if toks[c].Head == k && toks[c].Rel == syntax.Case {
			return true
		}
	}
	return false
}

// mendRelative mends "Bush, who had fired his chief, phoned the envoy" where
// the parser took the relative clause for the main one: the clause hangs on the
// name, and the verb behind its second comma is the sentence's.
func mendRelative(doc *Document, s *Sentence) {
	toks := doc.Tokens
	for w := s.First + 2; w < s.Last; w++ {
		switch toks[w].Lower() {
		case "who", "which":
		default:
			continue
		}
		clause := toks[w].Head
		if toks[w-1].Text != "," || toks[w].Rel.Base() != syntax.Nsubj || clause < w || clause >= s.Last || toks[clause].Head >= 0 {
			continue
		}
		name := -1
		for k := s.First; k < w; k++ {
			if toks[k].Head == clause && toks[k].Rel.Base() == syntax.Nsubj {
				name = k
			}
		}
		if name < 0 {
			continue
		}
		for main := clause + 1; main < s.Last; main++ {
			if toks[main].Head == clause && toks[main].Rel == syntax.Conj && toks[main].Tag == syntax.VERB && finite(toks[main].Fine) && toks[main-1].Text == "," {
				toks[main].Head, toks[main].Rel = -1, syntax.Root
				toks[clause].Head, toks[clause].Rel = name, syntax.AclRelcl
				toks[name].Head, toks[name].Rel = main, syntax.Nsubj
				for k := main + 1; k < s.Last; k++ {
					if toks[k].Head == clause {
						toks[k].Head = main
					}
				}
				break
			}
		}
	}
}
