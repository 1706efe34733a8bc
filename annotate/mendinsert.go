package annotate

import (
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
)

// What stands between commas and was taken for the sentence, or the sentence for
// what stands between commas.

// mendInserted mends "Bush, the columnist wrote, is a coward" where the parser took
// the name for a second subject of "wrote", or for one addressed: it is the subject
// of what is reported.
func (a *Annotator) mendInserted(doc *Document, s *Sentence) {
	toks := doc.Tokens
	for v := s.First + 3; v+2 < s.Last; v++ {
		if toks[v].Tag != syntax.VERB || !finite(toks[v].Fine) || !a.cues[cueKey{toks[v].Lemma, "verb"}].Takes("that") {
			continue
		}
		open := insertedStart(toks, s, v)
		if open < 0 {
			continue
		}
		end := v + 1
		for end < s.Last && end < v+9 && toks[end].Text != "," {
			end++
		}
		if open-2 < s.First || toks[open-1].Text != "," || end+1 >= s.Last || toks[end].Text != "," {
			continue
		}
		name := outward(toks, s.First, open-1, open-2)
		if !toks[name].Tag.In(syntax.PROPN, syntax.NOUN) || toks[name].Head != v || !toks[name].Rel.In(syntax.Nsubj, syntax.Vocative, syntax.Dislocated, syntax.NsubjOuter) {
			continue
		}
		said := reportedVerb(doc, s, end+1)
		if said >= 0 && (toks[said].Head == v || toks[v].Head == said) {
			reportedSubject(toks, name, said, v, end)
		}
	}
}

// reportedSubject makes a name the subject of the verb said, which verb v reports.
func reportedSubject(toks []Token, name, said, v, end int) {
	toks[name].Head, toks[name].Rel = said, syntax.Nsubj
	if firstBelow(toks, end, said, syntax.AuxPass) >= 0 {
		toks[name].Rel = syntax.NsubjPass
	}
	if toks[said].Head == v {
		toks[said].Rel = syntax.Ccomp
	}
}

// reportedVerb returns the main word of what goes on at token k with a verb, -1 where
// that has a subject or is no verb.
func reportedVerb(doc *Document, s *Sentence, k int) int {
	first := k
	for k < s.Last && doc.Tokens[k].Tag.In(syntax.ADV, syntax.PART) {
		k++
	}
	if k >= s.Last || !doc.Tokens[k].Tag.In(syntax.VERB, syntax.AUX) {
		return -1
	}
	if k = outward(doc.Tokens, first, s.Last, k); hasSubject(doc, s, k, 0, 0) {
		return -1
	}
	return k
}

// insertedStart returns the first token of who says what the verb at token v reports,
// -1 where nobody does.
func insertedStart(toks []Token, s *Sentence, v int) int {
	by := lastBelow(toks, s.First, v, v, syntax.Nsubj)
	open := by
	for open > s.First && toks[open-1].Text != "," && under(toks, open-1, by) {
		open--
	}
	return open
}

// mendInterrupted mends "Ann Lee, the senator's niece, called Bush a coward" and "A
// commander, who would not be named, called him brave" where the parser made the
// noun the main word of the sentence, or the phrase between the commas the subject
// of the verb behind them: what opens the sentence is.
func mendInterrupted(doc *Document, s *Sentence) {
	toks := doc.Tokens
	x := openingNominal(toks, s)
	if x < 0 || x+3 >= s.Last || toks[x+1].Text != "," {
		return
	}
	name := outward(toks, s.First, x+1, x)
	v, inserted := interruptedVerb(doc, s, x)
	if v < 0 {
		return
	}
	switch {
	case toks[name].Head < 0 && under(toks, v, name) && inserted < 0: // the noun is the main word
		clause := toks[v].Head
		toks[v].Head, toks[v].Rel = -1, syntax.Root
		toks[name].Head, toks[name].Rel = v, syntax.Nsubj
		for k := v + 1; k < s.Last; k++ {
			if h := toks[k].Head; h == name || h == clause {
				toks[k].Head = v
			}
		}
	case toks[name].Tag == syntax.PROPN && toks[name].Head == v && toks[name].Rel.In(syntax.Vocative, syntax.Dislocated, syntax.Nsubj, syntax.Obl) && inserted >= 0 && toks[v].Head < 0 && toks[x+2].Tag != syntax.CCONJ && toks[inserted].Tag == syntax.NOUN:
		hangApposition(toks, x, v, name, inserted)
	default:
		return
	}
	if toks[v].Fine == syntax.FineVBN {
		toks[v].Fine = syntax.FineVBD
	}
}

// interruptedVerb returns the verb behind the second comma after the noun at token x,
// and the word between the commas that was taken for its subject; -1 for none.
func interruptedVerb(doc *Document, s *Sentence, x int) (v, inserted int) {
	toks := doc.Tokens
	for v = x + 3; v+1 < s.Last && v < x+30; v++ {
		if toks[v-1].Text != "," || !actsOn(doc, s, v) {
			continue
		}
		return v, lastBelow(toks, x+2, v, v, syntax.Nsubj, syntax.NsubjPass)
	}
	return -1, -1
}

// hangApposition makes a name the subject of verb v, and what is inserted behind its
// last word x its apposition.
func hangApposition(toks []Token, x, v, name, inserted int) {
	toks[name].Rel = syntax.Nsubj
	toks[inserted].Head, toks[inserted].Rel = name, syntax.Appos
	for k := x + 2; k < v; k++ {
		if k != inserted && toks[k].Head == v && !toks[k].Tag.In(syntax.PUNCT, syntax.ADV) {
			toks[k].Head, toks[k].Rel = inserted, syntax.Nmod
		}
	}
}

// openingNominal returns the last word of the noun or name with which a sentence
// begins, -1 where it begins otherwise.
func openingNominal(toks []Token, s *Sentence) int {
	x := lastNominal(toks, s.First, s.Last)
	if x < 0 || toks[x].Tag == syntax.PRON {
		return -1
	}
	return x
}

// actsOn reports whether the verb at token v may be the main one, with an object
// behind it: no participle with "by", and without a subject of its own behind it.
func actsOn(doc *Document, s *Sentence, v int) bool {
	toks := doc.Tokens
	if !looksPast(&toks[v]) || toks[v+1].Tag == syntax.ADP {
		return false
	}
	object := false
	for k := v + 1; k < s.Last; k++ {
		if toks[k].Head != v {
			continue
		}
		if isSubject(toks[k].Rel) {
			return false
		}
		object = object || toks[k].Rel.In(syntax.Obj, syntax.Iobj, syntax.Ccomp, syntax.Xcomp)
	}
	return object
}

// mendToldThat mends "told reporters that Bush was useless" where the parser took
// the clause for one of the noun: what is told is a clause of the verb.
func (a *Annotator) mendToldThat(doc *Document, s *Sentence) {
	toks := doc.Tokens
	for that := s.First + 2; that+2 < s.Last; that++ {
		if !strings.EqualFold(toks[that].Text, "that") || !isNominal(toks[that-1].Tag) {
			continue
		}
		told := that - 1
		for h := toks[told].Head; h >= s.First && h < that && isNominal(toks[h].Tag); h = toks[told].Head {
			told = h
		}
		v, clause := toks[told].Head, toks[that].Head
		if v < s.First || v > told || toks[v].Tag != syntax.VERB || toks[told].Rel != syntax.Iobj && (toks[told].Rel != syntax.Obj || toks[told].Tag == syntax.NOUN) || !a.cues[cueKey{toks[v].Lemma, "verb"}].Takes("that") {
			continue
		}
		if clause <= that || toks[clause].Rel.Base() != syntax.Acl || toks[clause].Head > that || toks[clause].Head <= v || toks[that].Rel == syntax.Obj {
			continue
		}
		if firstBelow(toks, that+1, clause, syntax.Nsubj, syntax.NsubjPass) < 0 {
			continue
		}
		toks[clause].Head, toks[clause].Rel = v, syntax.Ccomp
		toks[that].Rel, toks[that].Tag = syntax.Mark, syntax.SCONJ
	}
}

// mendHad mends "had behaved" where the parser took the auxiliary for the verb and
// the participle for what it governs.
func mendHad(doc *Document, s *Sentence) {
	toks := doc.Tokens
	for h := s.First; h+1 < s.Last; h++ {
		if toks[h].Lemma != "have" || toks[h].Tag != syntax.VERB {
			continue
		}
		v := h + 1
		for v < s.Last && toks[v].Tag.In(syntax.ADV, syntax.PART) {
			v++
		}
		if v >= s.Last || toks[v].Head != h || toks[v].Fine != syntax.FineVBN || toks[v].Rel != syntax.Xcomp {
			continue
		}
		toks[v].Head, toks[v].Rel = toks[h].Head, toks[h].Rel
		rehead(toks[s.First:s.Last], h, v)
		toks[h].Head, toks[h].Rel, toks[h].Tag = v, syntax.Aux, syntax.AUX
	}
}

// mendListed mends "denounced Bush, the generals and the movement" where the parser
// took the second of three for what the first is: several people are not one.
func mendListed(doc *Document, s *Sentence) {
	toks := doc.Tokens
	for b := s.First + 2; b+2 < s.Last; b++ {
		t := &toks[b]
		a := t.Head
		if t.Rel != syntax.Appos || a < s.First || a > b || toks[a].Tag != syntax.PROPN || t.Fine != syntax.FineNNS {
			continue
		}
		if toks[a].Fine == syntax.FineNNPS || toks[b+1].Tag != syntax.CCONJ {
			continue
		}
		c := toks[b+1].Head
		if c <= b || toks[c].Head != b || toks[c].Rel != syntax.Conj {
			continue
		}
		t.Rel = syntax.Conj
		toks[c].Head = a
	}
}

// mendGapped mends "accused the movement of murder and Bush of neglect" where the
// parser joined the second name to what the first is accused of: behind each stands
// the same preposition.
func mendGapped(doc *Document, s *Sentence) {
	toks := doc.Tokens
	for y := s.First + 4; y+2 < s.Last; y++ {
		t := &toks[y]
		x := t.Head
		if t.Rel != syntax.Conj || t.Tag != syntax.PROPN || x < s.First || x > y || !toks[x].Rel.In(syntax.Nmod, syntax.Obl) || toks[x].Tag == syntax.PROPN {
			continue
		}
		prep := firstBelow(toks, s.First, x, syntax.Case)
		behind := y + 1
		if prep < 0 || toks[behind].Tag != syntax.ADP || toks[behind].Lemma != toks[prep].Lemma {
			continue
		}
		first := toks[x].Head // "accused" or its object
		if first < s.First {
			continue
		}
		object := first
		if toks[first].Tag == syntax.VERB {
			object = lastBelow(toks, first+1, x, first, syntax.Obj)
		}
		if object < 0 || object == first && toks[first].Rel != syntax.Obj {
			continue
		}
		t.Head = object
		if z := toks[behind].Head; z > behind && toks[z].Head == x {
			toks[z].Head = y
		}
	}
}
