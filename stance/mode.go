package stance

import (
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
)

// modality gives the mode in which the predicate at token i is put.
func (r *reading) modality(i int) Modality {
	toks := r.doc.Tokens
	for k, steps := i, 0; k >= 0 && steps < 6; steps++ {
		for _, c := range r.doc.Children(k) {
			switch {
			case toks[c].Rel == syntax.Aux && slices.Contains([]string{"may", "might", "could"}, strings.ToLower(toks[c].Lemma)):
				return Hypothetical
			case toks[c].Rel == syntax.Advmod && (toks[c].Lemma == "reportedly" || toks[c].Lemma == "allegedly" || toks[c].Lemma == "apparently"):
				return Reported
			case toks[c].Rel == syntax.Mark && (toks[c].Lemma == "if" || toks[c].Lemma == "unless" || toks[c].Lemma == "whether"):
				return Hypothetical
			}
		}
		if toks[k].Rel == syntax.Conj && r.doc.Child(k, syntax.Nsubj, syntax.NsubjPass) >= 0 {
			return Asserted // a clause of its own: "he might be odd, but he is wise"
		}
		switch toks[k].Rel {
		case syntax.Xcomp, syntax.Conj, syntax.Ccomp, syntax.Obj, syntax.Advcl, syntax.Acl:
		default:
			return Asserted
		}
		object := toks[k].Rel == syntax.Obj
		k = toks[k].Head
		if k >= 0 && (toks[k].Tag == syntax.VERB || toks[k].Tag == syntax.NOUN) {
			if o := r.doc.Child(k, syntax.Obj); o >= 0 && isHope(toks[o].Lemma) || isHope(toks[k].Lemma) {
				return Hoped
			}
			if object { // "ordered strikes": what is ordered is done
				continue
			}
			switch toks[k].Lemma {
			case "hope", "wish", "want", "expect", "pray":
				return Hoped
			case "demand", "urge", "require", "oblige", "order":
				return Demanded
			case "deny":
				return Denied
			case "say", "tell", "claim", "report", "add", "note", "state":
				return Asserted
			}
		}
	}
	return Asserted
}

func isHope(lemma string) bool {
	switch lemma {
	case "hope", "optimism", "wish", "desire", "expectation":
		return true
	}
	return false
}

// announced reports whether a hostile act is only threatened: "vowed to
// crush", "will hit them".
func (r *reading) announced(i int) bool {
	toks := r.doc.Tokens
	for _, c := range r.doc.Children(i) {
		if l := toks[c].Lemma; toks[c].Rel == syntax.Aux && (l == "will" || l == "would" || l == "shall" || l == "'ll" || l == "’ll") {
			return true
		}
	}
	if t := &toks[i]; t.Rel == syntax.Xcomp && t.Head >= 0 {
		switch toks[t.Head].Lemma {
		case "vow", "threaten", "pledge", "promise", "swear", "go", "plan", "intend":
			return true
		}
	}
	return false
}
