package annotate

import "github.com/seed-7a84ba5f/dyad/annotate/syntax"

// Parts of speech, relations and clauses that the words themselves rule out.

// mendRelations applies the mends that look at one token and what hangs on it.
func mendRelations(doc *Document, s *Sentence) {
	toks := doc.Tokens
	for k := s.First; k < s.Last; k++ {
		if isPropn(&toks[k]) && !startsUpper(toks[k].Text) && below(toks, s, k, syntax.Cop) >= 0 { // "are barbarians"
			toks[k].Tag = syntax.NOUN
		}
		if k == s.First {
			continue
		}
		mendFinite(toks, s, k)
		if toks[k].Head < s.First || toks[k].Head >= s.Last {
			continue
		}
		mendParticleObject(toks, s, k)
		mendPlural(toks, s, k)
		mendSetApart(toks, s, k)
		mendNamedNoun(toks, s, k)
		mendPassiveAgent(toks, s, k)
	}
}

// below returns the last token of the sentence that is a dependent of token v by one of the
// relations, -1 for none.
func below(toks []Token, s *Sentence, v int, rels ...syntax.Rel) int {
	return lastBelow(toks, s.First, s.Last, v, rels...)
}

// mendFinite makes a verb of the token k that was taken for a plural with the noun before it,
// where a clause with a subject of its own is joined to it: "the world laughs at him, but he is".
func mendFinite(toks []Token, s *Sentence, k int) {
	if toks[k].Fine != syntax.FineNNS || toks[k-1].Head != k || toks[k-1].Rel != syntax.Compound {
		return
	}
	joined := lastBelow(toks, k+1, s.Last, k, syntax.Conj)
	if joined < 0 || lastBelow(toks, k+1, joined, joined, syntax.Nsubj) < 0 || lastBelow(toks, s.First, k, k, syntax.Cop) >= 0 {
		return
	}
	toks[k].Tag, toks[k].Fine = syntax.VERB, syntax.FineVBZ
	toks[k-1].Rel = syntax.Nsubj
	for n := s.First; n < s.Last; n++ {
		switch t := &toks[n]; {
		case t.Head != k:
		case n < k-1 && t.Rel.In(syntax.Det, syntax.Amod, syntax.NmodPoss):
			t.Head = k - 1
		case n > k && t.Rel == syntax.Nmod:
			t.Rel = syntax.Obl
		}
	}
}

// mendParticleObject makes the object that it is of a noun with an article behind a verb and
// its particle: "called off a meeting".
func mendParticleObject(toks []Token, s *Sentence, k int) {
	t := &toks[k]
	if t.Rel != syntax.Xcomp || t.Tag != syntax.NOUN || t.Head >= k || toks[t.Head].Tag != syntax.VERB {
		return
	}
	if below(toks, s, t.Head, syntax.CompoundPrt) >= 0 && below(toks, s, t.Head, syntax.Obj) < 0 && below(toks, s, k, syntax.Det, syntax.NmodPoss) >= 0 {
		t.Rel = syntax.Obj
	}
}

// mendPlural makes a plural of a word in -s that completes a verb before it (called them
// "savages"), and the object of that verb of what was taken for the word's subject.
func mendPlural(toks []Token, s *Sentence, k int) {
	t := &toks[k]
	if t.Rel != syntax.Xcomp || t.Fine != syntax.FineVBZ || t.Head >= k {
		return
	}
	t.Tag, t.Fine = syntax.NOUN, syntax.FineNNS
	if named := lastBelow(toks, t.Head+1, k, k, syntax.Nsubj); named >= 0 {
		toks[named].Head, toks[named].Rel = t.Head, syntax.Obj
	}
	if clause := lastBelow(toks, k+1, s.Last, k, syntax.Ccomp); clause >= 0 {
		toks[clause].Rel = syntax.AclRelcl
	}
}

// mendSetApart hangs an adjective between commas on the subject before it: "Trump, weak and
// confused, gave".
func mendSetApart(toks []Token, s *Sentence, k int) {
	t := &toks[k]
	if t.Rel != syntax.Nsubj || t.Tag != syntax.ADJ || k < s.First+2 || toks[k-1].Text != "," || t.Head < k {
		return
	}
	noun := outward(toks, s.First, k-1, k-2)
	if toks[noun].Head == t.Head && isSubject(toks[noun].Rel) && toks[noun].Tag.In(syntax.PROPN, syntax.NOUN) {
		t.Head, t.Rel = noun, syntax.Amod
	}
}

// mendNamedNoun hangs a name on the noun behind it where both were taken for subjects: "the
// Washington Post reporters said".
func mendNamedNoun(toks []Token, s *Sentence, k int) {
	t, name := &toks[k], &toks[k-1]
	if t.Rel != syntax.Nsubj || t.Tag != syntax.NOUN || t.Head < k || !isPropn(name) || name.Rel != syntax.Nsubj || name.Head != t.Head {
		return
	}
	name.Head, name.Rel = k, syntax.Compound
	if det := below(toks, s, k-1, syntax.Det); det >= 0 {
		toks[det].Head = k
	}
}

// mendPassiveAgent gives a passive verb its agent that was hung on what is said of the
// subject: "was described as reckless by the movement".
func mendPassiveAgent(toks []Token, s *Sentence, k int) {
	t := &toks[k]
	as := &toks[t.Head]
	if t.Rel != syntax.Obl || as.Tag != syntax.ADJ || as.Rel != syntax.Obl || as.Head < s.First || below(toks, s, as.Head, syntax.AuxPass) < 0 {
		return
	}
	if by := below(toks, s, k, syntax.Case); by >= 0 && toks[by].Lemma == "by" {
		t.Head, t.Rel = as.Head, syntax.OblAgent
	}
}

// mendClauses hangs clauses where their words say that they belong.
func (a *Annotator) mendClauses(doc *Document, s *Sentence) {
	for c := s.First + 2; c < s.Last; c++ {
		t := &doc.Tokens[c]
		if t.Head < s.First || t.Head >= s.Last {
			continue
		}
		switch t.Rel {
		case syntax.Ccomp, syntax.Advcl:
			a.mendObjectClause(doc.Tokens, c)
		case syntax.Conj:
			mendPast(doc.Tokens, s, c)
		}
	}
}

// mendObjectClause hangs a clause on the object before it: "voiced her hope that the bridge
// is safe", "suspects him of helping".
func (a *Annotator) mendObjectClause(toks []Token, c int) {
	t := &toks[c]
	mark := lastBelow(toks, t.Head+1, c, c, syntax.Mark)
	object := lastBelow(toks, t.Head+1, max(mark, t.Head+1), t.Head, syntax.Obj)
	if object < 0 {
		return
	}
	reports := object == mark-1 && toks[mark].Lemma == "that" && a.cues[cueKey{toks[object].Lemma, "noun"}].Takes("that")
	if t.Rel == syntax.Ccomp && reports || t.Rel == syntax.Advcl && toks[mark].Lemma == "of" {
		t.Head, t.Rel = object, syntax.Acl
	}
}

// mendPast hangs a verb in the past on the verb of saying where it was joined to a report in
// the present: "said the war is over and left".
func mendPast(toks []Token, s *Sentence, c int) {
	t, v := &toks[c], toks[c].Head
	said := toks[v].Head
	if t.Fine != syntax.FineVBD || toks[v].Rel != syntax.Ccomp || said < s.First || toks[said].Fine != syntax.FineVBD || lastBelow(toks, v+1, c, c, syntax.Nsubj) >= 0 {
		return
	}
	if cop := lastBelow(toks, s.First, v, v, syntax.Cop); cop >= 0 && (toks[cop].Fine == syntax.FineVBZ || toks[cop].Fine == syntax.FineVBP) {
		t.Head = said
	}
}
