package annotate

import (
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
)

// mendNames joins two names side by side that the parser made two subjects of
// one verb ("Ivanka Trump condemned"), and two subjects that "and" joins.
func (a *Annotator) mendNames(doc *Document, s *Sentence) {
	toks := doc.Tokens
	for k := s.First + 1; k+1 < s.Last; k++ {
		and := &toks[k]
		if and.Rel != syntax.Cc || and.Head <= k || !isSubject(toks[and.Head].Rel) || toks[and.Head].Head < 0 {
			continue
		}
		x, y := k-1, and.Head
		for x > s.First && toks[x].Head >= s.First && toks[x].Head < k {
			x = toks[x].Head
		}
		if isSubject(toks[x].Rel) && toks[x].Head == toks[y].Head {
			toks[y].Head, toks[y].Rel = x, syntax.Conj
		}
	}
	for k := s.First; k+1 < s.Last; k++ {
		x, y := &toks[k], &toks[k+1]
		if isPropn(x) && isPropn(y) && x.Head >= 0 && x.Head == y.Head && isSubject(x.Rel) && isSubject(y.Rel) && y.Start-x.End == 1 && a.opensPerson(x.Text) {
			y.Head, y.Rel = k, syntax.Flat
		}
	}
}

// opensPerson reports whether a word begins the name of a person: a first name or
// a title.
func (a *Annotator) opensPerson(w string) bool {
	return a.is(w, "female_name") || a.is(w, "male_name") || a.is(w, "title") || a.is(strings.TrimSuffix(w, "."), "title")
}

// mendNeither mends "Neither X nor Y is honest" where the parser hung X on
// "neither": X is the subject and Y joined to it.
func mendNeither(doc *Document, s *Sentence) {
	toks := doc.Tokens
	for k := s.First; k+3 < s.Last; k++ {
		if !strings.EqualFold(toks[k].Text, "neither") {
			continue
		}
		x := lastNominal(toks, k+1, s.Last)
		if x < 0 || x+2 >= s.Last || !strings.EqualFold(toks[x+1].Text, "nor") {
			continue
		}
		y := lastNominal(toks, x+2, s.Last)
		if y < 0 {
			continue
		}
		x, y = outward(toks, k+1, x+1, x), outward(toks, x+2, y+1, y)
		head := toks[y].Head
		if head == k {
			head = toks[k].Head
		}
		if !isSubject(toks[y].Rel) || head < 0 || toks[x].Head == head && isSubject(toks[x].Rel) || under(toks, head, x) || under(toks, head, k) {
			continue
		}
		toks[x].Head, toks[x].Rel = head, toks[y].Rel
		toks[y].Head, toks[y].Rel = x, syntax.Conj
		toks[k].Head, toks[k].Rel = x, syntax.CcPreconj
		for n := x + 1; n < y; n++ {
			if toks[n].Tag == syntax.CCONJ {
				toks[n].Head, toks[n].Rel = y, syntax.Cc
			}
		}
	}
}

// mendBase mends "they no longer admire him" where the tagger took the base
// form of a verb for an adjective or a noun: it has a subject and an object and
// no copula.
func (a *Annotator) mendBase(doc *Document, s *Sentence) {
	toks := doc.Tokens
	var subject, object, copula [maxMended]bool
	if s.Last-s.First > maxMended {
		return
	}
	for k := s.First; k < s.Last; k++ {
		h := toks[k].Head - s.First
		if toks[k].Head < 0 {
			continue
		}
		subject[h] = subject[h] || toks[k].Rel == syntax.Nsubj
		object[h] = object[h] || toks[k].Rel == syntax.Obj && k > toks[k].Head
		copula[h] = copula[h] || toks[k].Rel == syntax.Cop || toks[k].Rel == syntax.Det
	}
	for v := s.First + 1; v < s.Last; v++ {
		t, n := &toks[v], v-s.First
		if (t.Tag == syntax.ADJ || t.Tag == syntax.NOUN) && subject[n] && object[n] && !copula[n] && a.attitudes[t.Lower()] {
			t.Tag, t.Fine, t.Lemma = syntax.VERB, syntax.FineVBP, t.Lower()
		}
	}
}

// maxMended is the length in tokens of the longest sentence whose base forms
// are mended.
const maxMended = 256

// mendHoped mends "The militants hope Trump wins" where the tagger took the
// second verb for a noun: behind a verb of hope or fear and a name, a word that
// is a verb's third person is what the name does.
func (a *Annotator) mendHoped(doc *Document, s *Sentence) {
	toks := doc.Tokens
	for n := s.First + 2; n < s.Last; n++ {
		t := &toks[n]
		v := t.Head
		if t.Fine != syntax.FineNNS || t.Rel != syntax.Obj || v < s.First || v >= n || toks[v].Tag != syntax.VERB {
			continue
		}
		if cue := a.cues[cueKey{toks[v].Lemma, "verb"}]; !cue.Takes("that") || !a.actions[strings.ToLower(t.Lemma)] {
			continue
		}
		name := outward(toks, v+1, n, n-1)
		if toks[n-1].Tag != syntax.PROPN || toks[name].Head != n || toks[v+1].Head != n && v+1 != name && toks[v+1].Head != name {
			continue
		}
		t.Tag, t.Fine, t.Rel = syntax.VERB, syntax.FineVBZ, syntax.Ccomp
		for k := v + 1; k < s.Last; k++ {
			switch {
			case toks[k].Head != n:
			case k == name:
				toks[k].Rel = syntax.Nsubj
			case k < n && k != name:
				toks[k].Head = name
			case toks[k].Rel == syntax.Nmod:
				toks[k].Rel = syntax.Obl
			}
		}
	}
}

// lastNominal gives the last noun or name of the phrase that begins at token
// first, -1 where none does.
func lastNominal(toks []Token, first, stop int) int {
	best := -1
	for k := first; k < stop; k++ {
		switch toks[k].Tag {
		case syntax.NOUN, syntax.PROPN, syntax.PRON:
			best = k
		case syntax.DET, syntax.ADJ, syntax.NUM, syntax.PART:
		default:
			return best
		}
	}
	return best
}

// mendNounClause mends "Ann Lee's remark that the bridge is safe surprised
// them" where the parser made the noun the root and the main verb part of its
// clause: the noun is the subject of that verb, and the clause ends before it.
func (a *Annotator) mendNounClause(doc *Document, s *Sentence) {
	toks := doc.Tokens
	for n := s.First; n+4 < s.Last; n++ {
		if toks[n].Tag != syntax.NOUN || toks[n].Head >= 0 || !a.cues[cueKey{toks[n].Lemma, "noun"}].Takes("that") {
			continue
		}
		that := n + 1
		for that < n+6 && that+2 < s.Last && !strings.EqualFold(toks[that].Text, "that") && toks[that].Tag != syntax.VERB && toks[that].Tag != syntax.AUX {
			that++
		}
		if !strings.EqualFold(toks[that].Text, "that") {
			continue
		}
		if predicate, main := clauseOfNoun(toks, that, s.Last); main > 0 {
			splitNounClause(toks, s, n, that, predicate, main)
		}
	}
}

// goesOnClause reports whether a token behind a verb belongs to its clause still.
func goesOnClause(t *Token) bool {
	return nominalTag(t.Tag) || t.Tag.In(syntax.ADV, syntax.AUX) || isQuoteMark(t.Text)
}

// clauseOfNoun gives the predicate of the clause that "that" opens, and the
// main verb behind it; main is 0 where there is none.
func clauseOfNoun(toks []Token, that, stop int) (predicate, main int) {
	verb := runEnd(toks, that+1, stop, func(t *Token) bool { return nominalTag(t.Tag) })
	if verb == that+1 || verb >= stop || !toks[verb].Tag.In(syntax.AUX, syntax.VERB) {
		return 0, 0
	}
	predicate = verb
	auxiliary := toks[verb].Tag == syntax.AUX
	k := verb + 1
	for k < stop && (goesOnClause(&toks[k]) || auxiliary && k == verb+1 && toks[k].Tag == syntax.VERB) {
		if auxiliary && toks[k].Tag.In(syntax.ADJ, syntax.NOUN, syntax.VERB) {
			predicate = k
		}
		k++
	}
	// the main verb, or its auxiliary taken into the run: "did not age well"
	if k < stop && toks[k].Tag == syntax.VERB && predicate < k {
		switch toks[k].Fine {
		case syntax.FineVBD, syntax.FineVBZ, syntax.FineVBN:
			return predicate, k
		case syntax.FineVB:
			if aux := auxBefore(toks, predicate+1, k); aux > 0 {
				return predicate, k
			}
		}
	}
	return 0, 0
}

// auxBefore gives the first auxiliary in a stretch, 0 for none.
func auxBefore(toks []Token, first, last int) int {
	for k := first; k < last; k++ {
		if toks[k].Tag == syntax.AUX {
			return k
		}
	}
	return 0
}

// hangOnPredicate makes token k a dependent of the predicate of its clause: the
// subject before it, the copula of a noun or an adjective.
func hangOnPredicate(toks []Token, k, predicate int) {
	toks[k].Head = predicate
	if isNominal(toks[k].Tag) && k < predicate {
		toks[k].Rel = syntax.Nsubj
	} else if toks[k].Tag == syntax.AUX && toks[predicate].Tag.In(syntax.ADJ, syntax.NOUN) {
		toks[k].Rel = syntax.Cop
	}
}

// splitNounClause hangs noun n on the main verb and the clause on the noun.
func splitNounClause(toks []Token, s *Sentence, n, that, predicate, main int) {
	end := main
	if aux := auxBefore(toks, predicate+1, main); aux > 0 {
		end = aux
	}
	for k := s.First; k < s.Last; k++ {
		h := toks[k].Head
		switch {
		case k == n || k == predicate || k == main:
		case k >= that && k < end: // within the clause
			if h >= that && h < end && h != k {
				continue
			}
			hangOnPredicate(toks, k, predicate)
		case k >= end && (h < end || h == k): // behind it
			if h == n && k < that {
				continue
			}
			toks[k].Head = main
			if toks[k].Rel.Base() == syntax.Acl {
				toks[k].Rel = syntax.Obj
			}
		}
	}
	toks[that].Head, toks[that].Rel = predicate, syntax.Mark
	toks[predicate].Head, toks[predicate].Rel = n, syntax.Acl
	toks[main].Head, toks[main].Rel = -1, syntax.Root
	if toks[main].Fine == syntax.FineVBN {
		toks[main].Fine = syntax.FineVBD
	}
	toks[n].Head, toks[n].Rel = main, syntax.Nsubj
}
