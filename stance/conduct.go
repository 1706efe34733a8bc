package stance

import (
	"slices"

	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
	"github.com/seed-7a84ba5f/dyad/lexicon"
)

// conduct handles rated words before what an actor does, says or decides: "his
// reckless decision", "the brutal rule of the movement", "she gave a dishonest
// answer". Who does it is rated with it.
func (r *reading) conduct(i int) {
	toks := r.doc.Tokens
	if toks[i].Tag != syntax.NOUN || !isConduct(toks[i].Lemma) {
		return
	}
	if id, ok := r.headed(i); ok && (r.doc.Mentions[id].Dealing || r.doc.Mentions[id].Actor != "") {
		return // they have a rule of their own
	}
	value, word := 0.0, -1
	for _, c := range r.doc.Children(i) {
		if toks[c].Rel == syntax.Amod && toks[c].Tag == syntax.ADJ {
			v := r.rating(&toks[c])
			switch {
			case isHollow(toks[c].Lemma):
				v = -0.5
			case sidesWith(toks[c].Lemma) || v > 0 && (sizes(toks[c].Lemma) || isWrong(toks[i].Lemma)):
				v = 0 // "favourable comments on another", "extraordinary attempt", "great crime"
			}
			if v != 0 && (word < 0 || v < value) {
				value, word = v, int(c)
			}
		}
	}
	if word < 0 || r.imagined(i) || toks[i].Head >= 0 && (r.names(toks[i].Head, value) || r.undone(i)) {
		return
	}
	for _, id := range r.doersOf(i) {
		r.add(word, utterer, id, value, Attribute, "attribute.conduct", "“"+toks[word].Text+"” is said of what it does", i)
	}
}

// undone reports whether the conduct at token i is what somebody does not do, or
// does away with: "did not take tough action", "abandoned his wise decision".
func (r *reading) undone(i int) bool {
	t := &r.doc.Tokens[i]
	if t.Rel != syntax.Obj {
		return false
	}
	for _, c := range r.doc.Children(t.Head) {
		if x := &r.doc.Tokens[c]; x.Rel == syntax.Aux && x.Fine == syntax.FineMD {
			return true
		}
	}
	return r.negated(t.Head) || slices.ContainsFunc(r.entries(t.Head), func(p lexicon.Predicate) bool { return p.Class == "misdeed" || p.Class == "merit" })
}

// sidesWith reports whether a word says for or against whom somebody speaks
// rather than how well.
func sidesWith(lemma string) bool {
	switch lemma {
	case "favorite", "favourite", "favorable", "favourable", "unfavorable", "unfavourable", "positive", "negative", "supportive", "critical", "legitimate", "punitive":
		return true
	}
	return false
}

// isWrong reports whether a noun is of conduct that no praise makes good.
func isWrong(lemma string) bool {
	switch lemma {
	case "crime", "mistake", "excuse", "threat", "rant", "gamble", "killing", "execution", "attack", "assault", "bombing", "crackdown":
		return true
	}
	return false
}

// isHollow reports whether a word takes all worth from what one says.
func isHollow(lemma string) bool { return lemma == "empty" || lemma == "hollow" || lemma == "broken" }

// names reports whether the word at token i rates what stands with it to the same
// side, or names it: the rating of that is then its holder's, who has it by
// another rule. Who defends a bad decision does not call it so.
func (r *reading) names(i int, v float64) bool {
	for _, p := range r.entries(i) {
		if p.Class == "naming" || p.HasPolarity && p.Holder != lexicon.Speaker && p.Polarity*v > 0 {
			return true
		}
	}
	return false
}

// doersOf gives the actors whose conduct the noun at token i is.
func (r *reading) doersOf(i int) []int {
	toks := r.doc.Tokens
	var ids []int
	actors := func(k int) {
		if id := r.mentionAt(k); id >= 0 && r.doc.Mentions[id].Actor != "" {
			ids = append(ids, id)
		}
	}
	for _, c := range r.doc.Children(i) {
		switch toks[c].Rel {
		case syntax.NmodPoss:
			actors(int(c))
			return ids
		case syntax.Compound:
			if toks[c].Tag == syntax.PROPN {
				actors(int(c))
			}
		case syntax.Nmod:
			if p := r.doc.Preposition(int(c)); p == "by" || p == "of" {
				actors(int(c))
			}
		}
	}
	if t := &toks[i]; len(ids) == 0 && t.Rel == syntax.Obj && t.Head >= 0 {
		switch toks[t.Head].Lemma {
		case "make", "take", "give", "issue", "deliver", "offer", "pursue", "run", "post", "commit", "perform", "put":
			if a := r.doc.Agent(t.Head); a >= 0 && r.doc.Child(t.Head, syntax.AuxPass) < 0 {
				actors(a)
			}
		}
	}
	return ids
}

// isConduct reports whether a noun is what somebody does, says or decides, by
// which he is judged.
func isConduct(lemma string) bool {
	switch lemma {
	case "treatment", "behavior", "behaviour", "conduct", "record", "rule", "reign", "policy", "decision", "choice", "plan", "strategy",
		"approach", "handling", "response", "answer", "reply", "statement", "speech", "tweet", "remark", "comment", "claim", "explanation",
		"excuse", "threat", "rhetoric", "move", "step", "action", "act", "performance", "leadership", "diplomacy", "stance", "attitude",
		"tactic", "effort", "attempt", "proposal", "order", "idea", "argument", "judgment", "judgement", "instinct", "gesture", "offer",
		"language", "tone", "style", "manner", "rant", "crackdown", "mistake", "gamble", "campaigning", "stewardship", "management",
		"presidency", "government", "practice", "methods", "method", "attack", "assault", "bombing", "killing", "execution", "crime", "interpretation", "worldview", "ideology", "agenda":
		return true
	}
	return false
}
