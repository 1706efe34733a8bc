package stance

import (
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
	"github.com/seed-7a84ba5f/dyad/lexicon"
)

func goldstein(root string) float64 { return lexicon.RootCodes[root].Goldstein }

// Deeds gives the events of each search whose agent is one of its agents and
// whose theme is one of its themes.
func (l *Lexical) Deeds(doc *annotate.Document, searches []Search) [][]Deed {
	out := make([][]Deed, len(searches))
	newReading(l, doc).deeds(searches, out)
	return out
}

func (r *reading) deeds(searches []Search, out [][]Deed) {
	doc := r.doc
	for k, search := range searches {
		s := &doc.Sentences[search.Sentence]
		if !s.Parsed || len(search.Agents) == 0 || len(search.Themes) == 0 {
			continue
		}
		d := deeds{reading: r, agents: search.Agents, themes: search.Themes}
		for i := s.First; i < s.Last; i++ {
			for _, p := range r.entries(i) {
				if p.Root != "" {
					d.try(i, p)
				}
			}
		}
		out[k] = d.found
	}
}

// deeds looks for events between two sets of mentions in one sentence.
type deeds struct {
	*reading
	agents, themes []int
	found          []Deed
}

// try sees whether the word at token i is an event of the parties.
func (d *deeds) try(i int, p lexicon.Predicate) {
	t := &d.doc.Tokens[i]
	if p.Class == "violence" && d.verbal(i) {
		p.Root, p.Cooperation, p.Class = "ACCUSE", -0.5, "disapprove"
	}
	if p.Lemma == "hit" && p.Class == "disapprove" && !d.verbal(i) {
		p.Root, p.Cooperation, p.Class = "ASSAULT", -1, "violence"
	}
	if p.Class == "request" && t.Lemma == "insist" && !d.bare(i) {
		return // "insisted that he was right"
	}
	if p.Class == "request" && t.Tag == syntax.VERB && d.doc.Child(i, syntax.Xcomp, syntax.Ccomp) < 0 && (t.Lemma == "ask") {
		return // "told reporters", "asked them to dinner"
	}
	if (t.Lemma == "tell" || t.Lemma == "order") && t.Tag == syntax.VERB && !d.bids(i) {
		return // only "told him to leave" demands
	}
	if p.Class == "sign" {
		p = d.concluded(i, p)
	}
	mutual := p.Class == "consult" || p.Class == "agree" || p.Class == "sign" || p.Class == "launch"
	if t.Tag == syntax.NOUN && (mutual || p.Class == "violence" || p.Class == "sanction") && !d.carried(i) {
		return // a deal that is only talked about is no event
	}
	agent := d.agent(i, p)
	if agent < 0 {
		return
	}
	theme, implied := d.theme(i, p)
	if theme < 0 && mutual {
		theme = d.partner(i)
	}
	if theme < 0 || (p.Class == "cancel" || p.Class == "launch") && d.onConflict(i) {
		return
	}
	d.add(i, p, agent, theme, mutual, implied)
}

// onConflict reports whether what is begun or ended is a conflict: to end a
// war is no breaking off.
func (d *deeds) onConflict(i int) bool {
	for _, k := range d.object(i) {
		switch d.doc.Tokens[k].Lemma {
		case "war", "conflict", "hostility", "fighting", "violence", "occupation", "feud", "bloodshed":
			return true
		}
	}
	return false
}

// bids reports whether a verb has an infinitive with it: "told him to leave".
func (d *deeds) bids(i int) bool {
	for _, c := range d.doc.Children(i) {
		switch t := &d.doc.Tokens[c]; t.Rel {
		case syntax.Xcomp, syntax.Advcl, syntax.Acl, syntax.Ccomp:
			if m := d.doc.Child(int(c), syntax.Mark); int(c) > i && m >= 0 && d.doc.Tokens[m].Lemma == "to" {
				return true
			}
		}
	}
	return false
}

// carried reports whether a noun hangs on a verb that makes it happen: "held
// talks", "signed a deal".
func (d *deeds) carried(i int) bool {
	t := &d.doc.Tokens[i]
	if t.Head < 0 || t.Rel != syntax.Obj && t.Rel != syntax.NsubjPass && t.Rel != syntax.Obl {
		return false
	}
	switch d.doc.Tokens[t.Head].Lemma {
	case "hold", "have", "launch", "begin", "start", "open", "conduct", "resume", "continue", "order", "carry", "attend", "join", "do", "impose", "slap", "levy":
		return true
	case "lift", "ease", "waive", "drop", "remove", "suspend", "loosen", "relax":
		return !d.isDealing(i) // what is suspended of talks is no talk
	}
	return false
}

// agent gives the mention among the agents who does what token i says.
func (d *deeds) agent(i int, p lexicon.Predicate) int {
	if d.sent(i) {
		return -1
	}
	slots := []string{p.Holder}
	if d.doc.Tokens[i].Tag == syntax.NOUN {
		slots = []string{lexicon.Possessor}
	}
	for _, slot := range slots {
		for _, k := range d.argument(i, slot) {
			for _, id := range append(d.mentionsOf(k, 1), d.between(k)...) {
				if slices.Contains(d.agents, id) {
					return id
				}
			}
		}
	}
	if t := &d.doc.Tokens[i]; t.Tag == syntax.NOUN && t.Head >= 0 && d.doc.Tokens[t.Head].Tag == syntax.VERB && (d.isLightVerb(t.Head) || d.carried(i)) {
		if a := d.doc.Agent(t.Head); a >= 0 {
			for _, id := range d.mentionsOf(a, 1) {
				if slices.Contains(d.agents, id) {
					return id
				}
			}
		}
	}
	return -1
}

// theme gives the mention among the themes that token i acts on. Where the
// other party is not in the sentence, a dealing as the object implies it.
func (d *deeds) theme(i int, p lexicon.Predicate) (id int, implied bool) {
	for _, slot := range p.Target {
		for _, k := range d.argument(i, slot) {
			for _, id := range d.partiesOf(k, p) {
				if slices.Contains(d.themes, id) {
					return id, false
				}
			}
		}
	}
	if p.Class == "request" { // "demanded that he leave"
		for _, c := range d.argument(i, lexicon.Complement) {
			if a := d.doc.Agent(c); a >= 0 {
				for _, id := range d.mentionsOf(a, 1) {
					if slices.Contains(d.themes, id) {
						return id, false
					}
				}
			}
		}
	}
	if d.doc.Tokens[i].Tag != syntax.VERB || !actsOnDealing(p.Class) {
		return -1, false
	}
	for _, k := range d.prepositional(i, "with") {
		for _, id := range d.mentionsOf(k, 1) {
			if slices.Contains(d.themes, id) {
				return id, false
			}
		}
	}
	for _, k := range append(d.object(i), d.prepositional(i, "from")...) {
		id, ok := d.dealingAt(k)
		if !ok {
			continue
		}
		for _, other := range d.partiesOf(d.doc.Mentions[id].Head, p) {
			if slices.Contains(d.themes, other) {
				return other, false
			}
		}
		if outside := d.themes[0]; !d.third(d.doc.Mentions[id].Head) && !d.third(i) {
			return outside, true
		}
	}
	return -1, false
}

// actsOnDealing reports whether words of a class make or break what two
// parties have, so that its other party is their theme.
func actsOnDealing(class string) bool {
	switch class {
	case "consult", "sign", "cancel", "launch", "agree":
		return true
	}
	return false
}

// dealingAt gives the dealing at token k, or of which it is one ("one of the
// weakest deals").
func (d *deeds) dealingAt(k int) (int, bool) {
	if id, ok := d.headed(k); ok && d.doc.Mentions[id].Dealing {
		return id, true
	}
	for _, c := range d.doc.Children(k) {
		if id, ok := d.headed(int(c)); ok && d.doc.Mentions[id].Dealing {
			return id, true
		}
	}
	return 0, false
}

// third reports whether a dealing names a partner of its own.
func (d *deeds) third(h int) bool {
	for _, c := range d.doc.Children(h) {
		if p := d.doc.Preposition(int(c)); p == "with" || p == "between" {
			return true
		}
	}
	return false
}

// partiesOf gives the mentions that an argument stands for or, where it is a
// dealing, holds by "with" and its kin. Violence is done to whom it names: a
// soldier of theirs is not they.
func (d *deeds) partiesOf(k int, p lexicon.Predicate) []int {
	if p.Class == "violence" || p.Class == "coerce" {
		if d.people(k) {
			return nil
		}
		return d.mentionsOf(k, 1)
	}
	if id, ok := d.headed(k); ok && d.doc.Mentions[id].Dealing && !actsOnDealing(p.Class) {
		if p.Class == "reject" { // an invitation that is turned down has a host
			return d.makers(k)
		}
		return nil // to defend a deal is nothing that is done to its partner
	}
	if p.Class == "yield" { // "released five Taliban prisoners"
		if ids := d.makers(k); len(ids) > 0 {
			return ids
		}
	}
	ids := d.mentionsOf(k, 2)
	if !actsOnDealing(p.Class) {
		return ids
	}
	for _, c := range d.doc.Children(k) {
		switch d.doc.Preposition(int(c)) {
		case "with", "between", "for", "to", "against", "toward", "towards":
			for _, x := range d.with(int(c)) {
				ids = append(ids, d.mentionsOf(x, 1)...)
			}
		}
	}
	return ids
}

// lifted reports whether a noun is what a verb takes away.
func (d *deeds) lifted(i int) bool {
	t := &d.doc.Tokens[i]
	if t.Head < 0 || t.Rel != syntax.Obj && t.Rel != syntax.NsubjPass {
		return false
	}
	switch d.doc.Tokens[t.Head].Lemma {
	case "lift", "ease", "waive", "drop", "remove", "end", "suspend", "loosen", "relax":
		return true
	}
	return false
}

// people reports whether an argument is of people who only belong to a party
// ("one of our best men", "members of his staff").
func (d *deeds) people(k int) bool {
	if id, ok := d.headed(k); ok && d.doc.Mentions[id].Relation == annotate.Self {
		return false
	}
	for _, c := range d.doc.Children(k) {
		if d.doc.Preposition(int(c)) == "of" {
			return true
		}
	}
	switch d.doc.Tokens[k].Lemma {
	case "soldier", "troop", "troops", "people", "man", "civilian", "staff", "citizen":
		return true
	}
	return false
}

// partner gives the theme that is joined to the subject of token i: "Trump
// and the Taliban met".
func (d *deeds) partner(i int) int {
	for _, k := range d.argument(i, lexicon.Subject) {
		for _, id := range append(d.mentionsOf(k, 1), d.between(k)...) {
			if slices.Contains(d.themes, id) {
				return id
			}
		}
	}
	return -1
}

func (d *deeds) add(i int, p lexicon.Predicate, agent, theme int, mutual, implied bool) {
	doc := d.doc
	cooperation := p.Cooperation
	root := p.Root
	modality := d.modality(i)
	if modality == Hoped || modality == Demanded && root != "REQUEST" || d.unasserted(i) || d.conditional(i) {
		return // it did not happen
	}
	if p.Cooperation < 0 && root != "REQUEST" && d.announced(i) {
		root, cooperation = "THREATEN", -0.5
	}
	if d.negated(i) {
		if !actsOnDealing(p.Class) && p.Class != "invite" && !d.refused(i) || p.Class == "cancel" {
			return // what was not said or done is no event
		}
		modality, root, cooperation = Denied, "REJECT", -0.5
	}
	if p.Class == "sanction" && d.lifted(i) {
		root, cooperation = "YIELD", 1
	}
	code := lexicon.RootCodes[root]
	evidence := []int{i}
	confidence := 1.0
	if implied {
		confidence = 0.5
	}
	d.found = append(d.found, Deed{
		Agent: agent, Theme: theme, Mutual: mutual && modality != Denied,
		QuadClass: code.Quad, RootCode: root, Cooperation: cooperation, Goldstein: code.Goldstein,
		Modality: modality, Predicate: strings.ToLower(doc.Tokens[i].Lemma),
		Evidence: d.spans(evidence), RuleID: "deed." + p.Class, Confidence: confidence,
		Explanation: "“" + d.words(agent) + "” does what “" + doc.Tokens[i].Text + "” says to “" + d.words(theme) + "”: " + root + ", " + signed(cooperation),
	})
}

// makers gives those whose a noun is, or from whom it comes.
func (d *deeds) makers(k int) (ids []int) {
	for _, c := range d.doc.Children(k) {
		switch rel := d.doc.Tokens[c].Rel; {
		case rel == syntax.NmodPoss, rel == syntax.Compound, rel == syntax.Nmod && slices.Contains([]string{"from", "by", "of"}, d.doc.Preposition(int(c))):
			ids = append(ids, d.mentionsOf(int(c), 0)...)
		}
	}
	return ids
}

// refused reports whether the verb at token i is what somebody refuses to do.
func (d *deeds) refused(i int) bool {
	t := &d.doc.Tokens[i]
	if t.Rel != syntax.Xcomp || t.Head < 0 {
		return false
	}
	l := d.doc.Tokens[t.Head].Lemma
	return l == "refuse" || l == "decline"
}

// bare reports whether the clause of the word at token i has a bare verb, as
// in "insisted that he leave".
func (d *deeds) bare(i int) bool {
	for _, c := range d.argument(i, lexicon.Complement) {
		if t := &d.doc.Tokens[c]; t.Tag == syntax.VERB && strings.EqualFold(t.Text, t.Lemma) && d.doc.Child(c, syntax.Aux, syntax.AuxPass, syntax.Cop) < 0 {
			return true
		}
	}
	return false
}
