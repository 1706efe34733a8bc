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

// mendNameParts mends a name of several words of which the parser hung something on a
// part, or made two words arguments of their own ("Ann Lee and Mr. Low met", with "Low"
// joined to "Lee", or the subject beside "Mr."): one word stands for the name, and what
// belongs to the name hangs on it.
func (a *Annotator) mendNameParts(doc *Document, s *Sentence) {
	toks := doc.Tokens
	for first := s.First; first+1 < s.Last; first++ {
		if !isPropn(&toks[first]) || !a.opensPerson(toks[first].Text) && (first == s.First || toks[first-1].Tag != syntax.CCONJ) {
			continue
		}
		last := first + 1
		for last < s.Last && isPropn(&toks[last]) && toks[last].Start-toks[last-1].End == 1 {
			last++
		}
		if last-first > 1 {
			mendName(toks, s, first, last)
		}
		first = last - 1
	}
}

// mendName hangs the name from token first to last on one of its words: the one that is
// joined to another name, else the first that hangs on something outside.
func mendName(toks []Token, s *Sentence, first, last int) {
	head := -1
	for k := first; k < last; k++ {
		if h := toks[k].Head; h >= first && h < last {
			continue
		}
		if head < 0 || toks[k].Rel == syntax.NmodPoss || toks[k].Rel == syntax.Conj && !toks[head].Rel.In(syntax.Conj, syntax.NmodPoss) {
			head = k
		}
	}
	if head < 0 {
		return
	}
	for k := first; k < last; k++ {
		if h := toks[k].Head; k != head && (h < first || h >= last) && toks[k].Rel != syntax.Root {
			toks[k].Head, toks[k].Rel = head, syntax.Flat
		}
	}
	for k := s.First; k < s.Last; k++ {
		if h := toks[k].Head; h >= first && h < last && (k < first || k >= last) && toks[k].Rel.In(syntax.Conj, syntax.Cc, syntax.Appos, syntax.AclRelcl) {
			toks[k].Head = head
		}
	}
}

// mendPairs mends "the quarrel between Ann Lee and Bo Low went on" where the parser
// made the second name the subject: "between" brings in two.
func mendPairs(doc *Document, s *Sentence) {
	toks := doc.Tokens
	for b := s.First; b+3 < s.Last; b++ {
		x := toks[b].Head
		if toks[b].Lemma != "between" || x <= b || x >= s.Last {
			continue
		}
		and := x + 1
		for and < s.Last && toks[and].Tag != syntax.CCONJ && under(toks, and, x) {
			and++
		}
		if and+1 >= s.Last || toks[and].Lemma != "and" {
			continue
		}
		y := lastNominal(toks, and+1, s.Last)
		if y < 0 {
			continue
		}
		y = outward(toks, and+1, y+1, y)
		v, noun := toks[y].Head, toks[x].Head
		if !isSubject(toks[y].Rel) || v < 0 || noun < 0 || under(toks, v, noun) && (toks[noun].Head >= 0 || toks[v].Head != noun) {
			continue
		}
		if toks[noun].Head < 0 { // the noun is the subject of the verb that was joined to it
			toks[v].Head, toks[v].Rel = -1, syntax.Root
			toks[noun].Head, toks[noun].Rel = v, syntax.Nsubj
		}
		toks[y].Head, toks[y].Rel = x, syntax.Conj
		toks[and].Head, toks[and].Rel = y, syntax.Cc
	}
}

// mendPreposed mends "every defeat of X's" where the parser hung the noun on its
// preposition and the preposition on what stands before.
func mendPreposed(doc *Document, s *Sentence) {
	toks := doc.Tokens
	for p := s.First + 1; p+1 < s.Last; p++ {
		if toks[p].Tag != syntax.ADP || !toks[p].Rel.In(syntax.Nmod, syntax.Obl) || toks[p].Head >= p {
			continue
		}
		o := outward(toks, p+1, s.Last, p+1)
		if toks[o].Head != p || !isNominal(toks[o].Tag) {
			continue
		}
		toks[o].Head, toks[o].Rel = toks[p].Head, toks[p].Rel
		rehead(toks[s.First:s.Last], p, o)
		toks[p].Head, toks[p].Rel = o, syntax.Case
	}
}

// mendGerund mends "thought of bombing the town" and "could not resist mocking Ann Lee"
// where the tagger took the gerund for a noun: a noun in -ing with a noun right behind it
// and no preposition between is a verb with its object.
func mendGerund(doc *Document, s *Sentence) {
	toks := doc.Tokens
	for g := s.First + 1; g+1 < s.Last; g++ {
		t := &toks[g]
		if t.Fine != syntax.FineNN || !strings.HasSuffix(t.Text, "ing") {
			continue
		}
		if v := t.Head; v == g-1 && t.Rel == syntax.Obj && toks[v].Tag == syntax.VERB {
			if o := outward(toks, g+1, s.Last, g+1); toks[o].Head == v && toks[o].Rel == syntax.Obj && toks[o].Tag == syntax.PROPN {
				t.Tag, t.Fine, t.Lemma, t.Rel = syntax.VERB, syntax.FineVBG, gerundOf(t.Lower()), syntax.Xcomp
				toks[o].Head = g
			}
		} else if toks[g-1].Tag == syntax.ADP && toks[g-1].Head == g {
			mendGerundBehind(toks, s, g)
		}
	}
}

// mendGerundBehind mends a gerund behind a preposition, whose object was hung on it as on
// a noun.
func mendGerundBehind(toks []Token, s *Sentence, g int) {
	o := g + 1
	for o+1 < s.Last && toks[o].Head > o && toks[o].Head < s.Last && toks[o].Tag.In(syntax.DET, syntax.PROPN, syntax.ADJ) {
		o = toks[o].Head
	}
	if toks[g+1].Tag != syntax.DET && toks[g+1].Tag != syntax.PROPN || toks[o].Head != g || toks[o].Rel != syntax.Nmod || hasCaseBefore(toks, g, o) {
		return
	}
	t := &toks[g]
	t.Tag, t.Fine, t.Lemma = syntax.VERB, syntax.FineVBG, gerundOf(t.Lower())
	toks[o].Rel, toks[g-1].Rel = syntax.Obj, syntax.Mark
	if t.Rel = syntax.Advcl; t.Head >= s.First && toks[t.Head].Tag == syntax.NOUN {
		t.Rel = syntax.Acl
	}
}

// gerundOf returns the verb of which a word is the gerund.
func gerundOf(word string) string {
	best := ""
	for base := range syntax.Bases(word) {
		if best == "" || len(base) < len(best) {
			best = base
		}
	}
	return best
}

// mendReciprocal mends "their contempt for each other" and "called each other liars"
// where the parser made the preposition the noun, or "each" a determiner: "each other"
// and "one another" are one argument, of what stands before their preposition.
func mendReciprocal(doc *Document, s *Sentence) {
	toks := doc.Tokens
	for e := s.First + 1; e+1 < s.Last; e++ {
		if !reciprocals.Has(toks[e].Lower() + " " + toks[e+1].Lower()) {
			continue
		}
		if h := toks[e].Head; h > e+1 && h < s.Last && toks[e].Rel == syntax.Det && toks[h].Tag == syntax.NOUN && toks[h].Head >= s.First && toks[h].Head < e {
			toks[e].Head, toks[e].Rel = toks[h].Head, syntax.Obj
			toks[h].Rel = syntax.Xcomp
		}
		rehead(toks[s.First:s.Last], e+1, e)
		toks[e+1].Head, toks[e+1].Rel = e, syntax.Fixed
		p := &toks[e-1]
		if p.Tag != syntax.ADP && p.Tag != syntax.SCONJ || toks[e].Rel.In(syntax.Nmod, syntax.Obl) {
			continue
		}
		g := e - 2
		for g >= s.First && !toks[g].Tag.In(syntax.NOUN, syntax.VERB, syntax.ADJ) {
			g--
		}
		if g < s.First || toks[e].Head == g && toks[e].Rel != syntax.Obj || under(toks, g, e) {
			continue
		}
		if toks[e].Rel = syntax.Obl; toks[g].Tag == syntax.NOUN {
			toks[e].Rel = syntax.Nmod
		}
		rehead(toks[s.First:s.Last], e-1, g)
		toks[e].Head, p.Head, p.Rel = g, e, syntax.Case
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
		if !isSubject(toks[y].Rel) || head < 0 || under(toks, head, x) || under(toks, head, k) {
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
		if t.Fine == syntax.FineNNS && t.Rel == syntax.Root && subject[n] && !copula[n] && (object[n] || toks[v-1].Tag == syntax.ADV) && t.Text == t.Lower() {
			t.Tag, t.Fine = syntax.VERB, syntax.FineVBZ // "never tires of", "no longer rules out"
			for k := v + 1; k < s.Last; k++ {
				if toks[k].Head == v && toks[k].Rel == syntax.Acl {
					toks[k].Rel = syntax.Advcl
				}
			}
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
		if verb := &toks[n]; n == s.First && verb.Fine == syntax.FineVBZ && verb.Head < 0 && strings.EqualFold(toks[n+1].Text, "that") { // "Claims that … were false"
			verb.Tag, verb.Fine = syntax.NOUN, syntax.FineNNS
		}
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
		if h := toks[k].Head; toks[k].Tag == syntax.AUX && k > predicate+1 && isPropn(&toks[k-1]) && h > k && h < stop {
			return predicate, h // "that X had beaten Y was false"
		}
		if auxiliary && toks[k].Tag.In(syntax.ADJ, syntax.NOUN, syntax.VERB) {
			predicate = k
		}
		k++
	}
	if k < stop && predicate < k && mainVerb(toks, predicate, k) {
		return predicate, k
	}
	return 0, 0
}

// mainVerb reports whether the verb behind a clause is the main one, its auxiliary perhaps
// taken into the clause: "did not age well".
func mainVerb(toks []Token, predicate, k int) bool {
	return looksPast(&toks[k]) || toks[k].Tag == syntax.VERB && toks[k].Fine == syntax.FineVB && auxBefore(toks, predicate+1, k) > 0
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
	if isNominal(toks[k].Tag) && k > predicate && isSubject(toks[k].Rel) {
		toks[k].Rel = syntax.Obj
	} else if isNominal(toks[k].Tag) && k < predicate {
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
