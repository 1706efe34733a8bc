package annotate

import (
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
)

// mendCased mends "the deal between X and Y looks good" where the parser took
// what stands behind the preposition for the subject: the subject is the noun
// before the preposition, if that hangs on the same verb or on nothing.
func mendCased(doc *Document, s *Sentence) {
	toks := doc.Tokens
	for k := s.First + 2; k < s.Last; k++ {
		if !isSubject(toks[k].Rel) || toks[k].Head < k {
			continue
		}
		v := toks[k].Head
		if mendBetween(toks, s, k, v) {
			continue
		}
		prep := caseOf(toks, s, k, v)
		if prep <= s.First {
			continue
		}
		before := prep - 1
		switch toks[before].Tag {
		case syntax.NOUN, syntax.PROPN, syntax.PRON:
		default:
			continue
		}
		top := outward(toks, s.First, prep, before)
		if under(toks, before, k) || under(toks, before, prep) {
			continue
		}
		if toks[top].Head != v || !isSubject(toks[top].Rel) && toks[top].Rel != syntax.Dep {
			continue
		}
		toks[prep].Head, toks[prep].Rel = k, syntax.Case
		toks[k].Head, toks[k].Rel = before, syntax.Nmod
	}
}

// mendBetween mends "the accord between X and Y is a step" where Y was taken for
// the subject.
func mendBetween(toks []Token, s *Sentence, k, v int) bool {
	first := runStart(toks, s.First, k, func(t *Token) bool { return t.Head == k })
	and := first - 1
	for and > s.First && toks[and].Tag.In(syntax.DET, syntax.ADJ) {
		and--
	}
	if and-3 < s.First || toks[and].Lemma != "and" || toks[v].Head < 0 {
		return false
	}
	x := and - 1
	prep := x - 1
	for prep > s.First && toks[prep].Tag.In(syntax.DET, syntax.PROPN) {
		prep--
	}
	if toks[prep].Lemma != "between" || prep == s.First {
		return false
	}
	noun := prep - 1
	if toks[noun].Tag != syntax.NOUN || toks[v].Head != noun || toks[noun].Head < 0 {
		return false
	}
	if x = outward(toks, prep, and, x); under(toks, x, k) || under(toks, toks[noun].Head, v) || under(toks, k, and) && under(toks, x, and) {
		return false
	}
	toks[k].Head, toks[k].Rel = x, syntax.Conj
	toks[and].Head = k
	toks[v].Head, toks[v].Rel = toks[noun].Head, syntax.Ccomp
	if !isSubject(toks[noun].Rel) {
		toks[v].Rel = toks[noun].Rel
	}
	toks[noun].Head, toks[noun].Rel = v, syntax.Nsubj
	return true
}

// caseOf gives the preposition right before the phrase of token k, whether it
// hangs on k or, with a wrong tree, on the verb; -1 where there is none.
func caseOf(toks []Token, s *Sentence, k, v int) int {
	first := k
	for first > s.First {
		switch t := &toks[first-1]; t.Tag {
		case syntax.DET, syntax.ADJ, syntax.PROPN, syntax.NOUN, syntax.NUM:
			if t.Head >= first && t.Head <= k {
				first--
				continue
			}
		case syntax.ADP, syntax.SCONJ:
			if argumentPrepositions.Has(t.Lemma) && (t.Head == k || t.Head == v && t.Rel == syntax.Mark && t.Tag == syntax.ADP) {
				return first - 1
			}
		}
		return -1
	}
	return -1
}

// whoIsMeant returns the noun before a clause that ends before it at token k, and
// the "whom" of the clause, -1 for none.
func whoIsMeant(toks []Token, first, k int) (noun, whom int) {
	if !strings.EqualFold(toks[k].Text, "whom") || k <= first {
		return k, -1
	}
	for noun = k - 1; noun > first && toks[noun].Text == ","; noun-- {
	}
	return noun, k
}

// mendReduced mends "a man the movement despises" and "Bush, whom the movement
// reveres," where the tagger took the verb for a noun: behind a noun and a name,
// before a mark or a verb, a word that ends in the verb's -s says more about the
// noun.
func (a *Annotator) mendReduced(doc *Document, s *Sentence) {
	toks := doc.Tokens
	for v := s.First + 3; v < s.Last; v++ {
		t := &toks[v]
		if t.Tag != syntax.NOUN || !strings.HasSuffix(t.Text, "s") || t.Head < s.First || t.Head >= v {
			continue
		}
		if v+1 < s.Last && !toks[v+1].Tag.In(syntax.PUNCT, syntax.VERB, syntax.AUX) {
			continue
		}
		name := v - 1
		if toks[name].Tag != syntax.PROPN || toks[name].Head != v {
			continue
		}
		start := runStart(toks, s.First, name, func(t *Token) bool { return isPropn(t) || strings.EqualFold(t.Text, "the") })
		if start <= s.First {
			continue
		}
		noun, whom := whoIsMeant(toks, s.First, start-1)
		if toks[noun].Tag != syntax.NOUN && whom < 0 || !isNominal(toks[noun].Tag) {
			continue
		}
		lemma, fine, ok := a.verbForm(t.Text)
		if !ok || under(toks, noun, v) || whom >= 0 && under(toks, noun, whom) {
			continue
		}
		t.Tag, t.Fine, t.Lemma, t.Head, t.Rel = syntax.VERB, fine, lemma, noun, syntax.AclRelcl
		toks[name].Rel = syntax.Nsubj
		if whom >= 0 {
			toks[whom].Head, toks[whom].Rel, toks[whom].Tag = v, syntax.Obj, syntax.PRON
		}
		rehead(toks[start:name], v, name)
	}
}

// rehead makes the dependents of token from, among those given, depend on another.
func rehead(toks []Token, from, to int) {
	for k := range toks {
		if toks[k].Head == from {
			toks[k].Head = to
		}
	}
}

// looksPast reports whether a verb may be the finite one of a sentence about the
// past: a past tense that is taken for a participle is one.
func looksPast(t *Token) bool {
	return t.Tag == syntax.VERB && t.Fine.In(syntax.FineVBD, syntax.FineVBZ, syntax.FineVBN)
}

// mendTold mends "Ann Lee, who has called Bush a coward, voted" where the clause
// was taken for the sentence and the name before it for one addressed.
func mendTold(doc *Document, s *Sentence) {
	toks := doc.Tokens
	for w := s.First + 2; w < s.Last; w++ {
		if l := toks[w].Lower(); l != "who" && l != "which" || toks[w-1].Text != "," {
			continue
		}
		clause := toks[w].Head
		if clause <= w || clause >= s.Last || toks[clause].Head >= 0 || toks[w].Rel.Base() != syntax.Nsubj {
			continue
		}
		name := outward(toks, s.First, w-1, w-2)
		if toks[name].Head != clause || !toks[name].Rel.In(syntax.Vocative, syntax.Dislocated, syntax.Nsubj) {
			continue
		}
		for v := clause + 2; v < s.Last; v++ {
			if toks[v-1].Text != "," || !looksPast(&toks[v]) || !under(toks, v, clause) || hasSubject(doc, s, v, 0, 0) {
				continue
			}
			toks[v].Head, toks[v].Rel = -1, syntax.Root
			if toks[v].Fine == syntax.FineVBN {
				toks[v].Fine = syntax.FineVBD
			}
			toks[clause].Head, toks[clause].Rel = name, syntax.AclRelcl
			toks[name].Head, toks[name].Rel = v, syntax.Nsubj
			for k := v + 1; k < s.Last; k++ {
				if toks[k].Head >= s.First && toks[k].Head < v {
					toks[k].Head = v
				}
			}
			break
		}
	}
}
