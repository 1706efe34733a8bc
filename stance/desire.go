package stance

import (
	"math"
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
	"github.com/seed-7a84ba5f/dyad/lexicon"
)

// desire handles hopes and wishes: they have the polarity of what they wish
// somebody.
func (r *reading) desire(i int, p lexicon.Predicate) {
	holder := r.holderOf(i, p)
	sign := math.Copysign(1, p.Polarity)
	if r.doc.Tokens[i].Lemma == "wish" && r.bestowed(i, holder) {
		return
	}
	if r.doc.Tokens[i].Lemma == "pray" {
		for _, k := range r.prepositional(i, "for") {
			for _, id := range r.mentionsOf(k, 0) {
				r.add(i, holder, id, 0.5, Predicate, "verb.wish", "who is prayed for is wished well")
			}
		}
	}
	clause := -1
	for _, c := range r.argument(i, lexicon.Complement) {
		clause = c
	}
	if clause < 0 && r.doc.Tokens[i].Tag == syntax.NOUN && r.doc.Tokens[i].Rel == syntax.Obj && r.doc.Tokens[i].Head >= 0 {
		// "expressed hope that": the clause hangs on the verb
		for _, c := range r.argument(r.doc.Tokens[i].Head, lexicon.Complement) {
			if c > i {
				clause = c
			}
		}
	}
	if clause >= 0 {
		r.wished(i, holder, sign, clause)
		return
	}
	for _, slot := range p.Target {
		for _, k := range r.argument(i, slot) {
			r.wishedNoun(i, holder, sign, k)
		}
	}
	if p.POS == "adj" || r.doc.Tokens[i].Lemma == "optimism" {
		ids, _ := r.targetsOf(i, p)
		for _, id := range ids {
			r.add(i, holder, id, p.Polarity, Predicate, p.POS+"."+p.Class, "“"+r.doc.Tokens[i].Text+"” expects good of somebody")
		}
	}
}

// wished rates the parties of a clause that somebody wishes for.
func (r *reading) wished(i, holder int, sign float64, clause int) {
	doc := r.doc
	rated := false
	for _, c := range r.joinedVerbs(clause) {
		for _, e := range r.entries(c) {
			if e.Effect == 0 {
				continue
			}
			ids, _ := r.targetsOf(c, e)
			for _, id := range ids {
				r.wish(i, holder, id, sign*e.Effect, c, "desire.effect", "what is wished for does good or harm")
				rated = true
			}
		}
	}
	if rated {
		return
	}
	subject := doc.Agent(clause)
	if s := doc.Child(clause, syntax.NsubjPass); s >= 0 {
		subject = s
	}
	if subject < 0 {
		return
	}
	first, last := doc.Subtree(clause)
	sum, word := 0.0, -1
	for k := first; k < last; k++ {
		if v := r.rating(&doc.Tokens[k]); v != 0 && k != subject {
			sum += v
			word = k
		}
	}
	if sign > 0 && !r.negated(clause) && (r.rather(clause) || r.is(doc.Tokens[clause].Lemma, "ceases")) {
		for _, id := range r.mentionsOf(subject, 0) {
			r.wish(i, holder, id, -1, clause, "desire.rather", "what somebody is wished to do instead, or to stop, he is blamed for")
		}
		return
	}
	if word < 0 && sign > 0 && r.is(doc.Tokens[i].Lemma, "warm_wishes") && !r.is(doc.Tokens[clause].Lemma, "departs") && !r.negated(clause) && r.inOwnWords(i) && !strings.EqualFold(doc.Tokens[subject].Text, "they") {
		for _, id := range r.mentionsOf(subject, 0) {
			n := len(r.findings)
			r.wish(i, holder, id, 1, clause, "desire.open", "what is hoped of somebody is taken as good will")
			if len(r.findings) > n {
				r.findings[n].Confidence = 0.5
			}
		}
		return
	}
	if word >= 0 && sum != 0 {
		for _, id := range r.mentionsOf(subject, 1) {
			r.wish(i, holder, id, sign*math.Copysign(1, sum), word, "desire.rating", "somebody is trusted to do what is rated by “"+doc.Tokens[word].Text+"”")
		}
	}
}

// rather reports whether the clause of token i is of what somebody should do
// "instead of" something else, or "rather than" it.
func (r *reading) rather(i int) bool {
	toks := r.doc.Tokens
	first, last := r.doc.Subtree(i)
	for k := first; k+2 < last; k++ {
		a, b := toks[k].Lemma, toks[k+1].Lemma
		if (a == "instead" && b == "of" || a == "rather" && b == "than") && toks[k+2].Fine == syntax.FineVBG {
			return true
		}
	}
	return false
}

// inOwnWords reports whether token i stands in direct speech or in the report
// of its speaker's own hope; hopes told at second hand are often irony.
func (r *reading) inOwnWords(i int) bool {
	at := r.doc.SpokenIn(r.doc.Tokens[i].Span)
	return at >= 0 && (r.doc.Attributions[at].Type != annotate.Indirect || r.doc.Attributions[at].Parent < 0 && r.doc.Tokens[i].Tag == syntax.ADJ)
}

// joinedVerbs gives a clause's verb and the verbs joined to it.
func (r *reading) joinedVerbs(i int) []int {
	all := []int{i}
	for _, c := range r.doc.Children(i) {
		if rel := r.doc.Tokens[c].Rel; (rel == syntax.Conj || rel == syntax.Xcomp) && r.doc.Tokens[c].Tag == syntax.VERB {
			all = append(all, int(c))
		}
	}
	return all
}

func (r *reading) wishedNoun(i, holder int, sign float64, noun int) {
	for _, e := range r.entries(noun) {
		if e.Effect == 0 {
			continue
		}
		ids, _ := r.targetsOf(noun, e)
		for _, id := range ids {
			r.wish(i, holder, id, sign*e.Effect, noun, "desire.effect", "what is wished for does good or harm")
		}
	}
}

func (r *reading) wish(i, holder, target int, polarity float64, event int, rule, why string) {
	n := len(r.findings)
	r.add(i, holder, target, math.Copysign(0.5, polarity), Composed, rule, "“"+r.doc.Tokens[i].Text+"”: "+why, event)
	if len(r.findings) > n {
		r.findings[n].At = r.doc.Tokens[event].Span // in whose words the wish stands, not who reports it
		if r.findings[n].Modality != Denied {
			r.findings[n].Modality = Hoped
		}
	}
}

// bestowed handles what is wished somebody: "wished him a speedy recovery".
func (r *reading) bestowed(i, holder int) bool {
	to := r.argument(i, "iobj")
	for _, k := range to {
		polarity := 0.5
		for _, o := range r.doc.Children(i) {
			if r.doc.Tokens[o].Rel == syntax.Obj && int(o) > k {
				if v, _ := r.phraseRating(int(o)); v < 0 || strings.EqualFold(r.doc.Tokens[o].Text, "ill") {
					polarity = -0.5
				}
			}
		}
		for _, id := range r.mentionsOf(k, 1) {
			r.add(i, holder, id, polarity, Predicate, "verb.wish", "something is wished to somebody")
		}
	}
	return len(to) > 0
}
