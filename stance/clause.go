package stance

import (
	"math"

	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
	"github.com/seed-7a84ba5f/dyad/lexicon"
)

// aboutClause handles a feeling about what somebody does: "is angry that X left
// the table", "voiced disappointment that X had not come". Where the clause says
// what befalls X, the feeling is turned by whether that is good or bad for him.
// It reports whether it found a clause.
func (r *finder) aboutClause(i, holder int, p lexicon.Predicate) bool {
	if !r.is(p.Class, "judged_classes") || p.Holder == lexicon.Speaker || p.POS == "verb" || r.is(p.Lemma, "doubts") {
		return false
	}
	clause := r.tokenOf("that_clause", i)
	if clause < 0 {
		return false
	}
	s := r.doc.Child(clause, syntax.Nsubj, syntax.NsubjPass)
	if s < 0 {
		return true
	}
	polarity, why := p.Polarity, "a feeling about what somebody does"
	if good := r.befalls(clause); good != 0 {
		polarity, why = math.Copysign(0.5, p.Polarity*good), "a feeling about what befalls somebody"
	} else if p.Polarity > 0 && r.is(r.doc.Tokens[clause].Lemma, "departs") {
		return true
	}
	for _, id := range r.mentionsOf(s, 0) {
		r.add(claim{at: i, holder: holder, target: id, polarity: polarity, kind: Predicate, rule: p.POS + "." + p.Class + ".clause",
			why: "“" + r.doc.Tokens[i].Text + "”: " + why, evidence: []int{clause}})
	}
	return true
}

// befalls gives whether what the clause of token c says of its subject is good
// (+1) or bad (-1) for him, 0 where he is not the one to whom it happens.
func (r *reading) befalls(c int) float64 {
	for _, p := range r.entries(c) {
		if r.is(p.Class, "outcome_classes") {
			for _, slot := range p.Target {
				if slot == lexicon.Subject || slot == lexicon.Object && r.doc.Child(c, syntax.NsubjPass) >= 0 {
					return math.Copysign(1, p.Effect+p.Polarity)
				}
			}
		}
	}
	if r.isHealth(&r.doc.Tokens[c]) {
		return -1
	}
	return 0
}
