package annotate

import (
	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
)

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
		mark, subject := -1, -1
		for k := noun + 1; k < v; k++ {
			switch {
			case toks[k].Head != v:
			case toks[k].Rel == syntax.Mark && mark < 0:
				mark = k
			case toks[k].Rel == syntax.Nsubj && subject < 0:
				subject = k
			}
		}
		if mark < 0 || subject < mark || toks[mark].Lemma != "of" && toks[mark].Lemma != "for" || toks[noun].Tag != syntax.NOUN {
			continue
		}
		t.Head, t.Rel = toks[noun].Head, toks[noun].Rel
		toks[noun].Head, toks[noun].Rel = v, syntax.Nsubj
		toks[subject].Head, toks[subject].Rel = noun, syntax.Nmod
		toks[mark].Head, toks[mark].Rel, toks[mark].Tag = subject, syntax.Case, syntax.ADP
		for k := s.First; k < s.Last; k++ { // what closed the sentence hung on the noun
			if toks[k].Head == noun && k > v {
				toks[k].Head = v
			}
		}
	}
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
		if subject >= 0 && by >= 0 && toks[by].Tag == syntax.PROPN && !staysBy(toks[v].Lemma) {
			toks[subject].Rel, toks[by].Rel, toks[v].Fine = syntax.NsubjPass, syntax.OblAgent, syntax.FineVBN
		}
	}
}

// staysBy reports whether a verb takes "by" for a place or a side.
func staysBy(lemma string) bool {
	switch lemma {
	case "stand", "stop", "come", "go", "drop", "pass", "swing", "stick", "sit", "stay", "live", "abide", "fall", "rise", "win", "lose":
		return true
	}
	return false
}
