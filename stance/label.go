package stance

import (
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
)

// labelAt gives the polarity of the label whose last word is token k.
func (r *reading) labelAt(k, last int) float64 {
	toks := r.doc.Tokens
	if k > 0 {
		if v, ok := r.labels[strings.ToLower(toks[k-1].Text+" "+toks[k].Text)]; ok {
			return v
		}
	}
	return r.labels[strings.ToLower(toks[k].Text)]
}

func (r *reading) isLabelWord(t *annotate.Token, m *annotate.Mention) bool {
	if m.Actor == "" || !in(r.labelEnds, t.Text) {
		return false
	}
	_, ok := r.labels[strings.ToLower(t.Text)]
	return ok
}

// label handles what an actor is called: in its own mention ("the terrorist
// group"), in an apposition ("the Taliban, a terrorist group") and in front
// of its name ("Taliban jihadists", "an organization called the Taliban").
func (r *reading) label(id int) {
	doc, toks := r.doc, r.doc.Tokens
	m := &doc.Mentions[id]
	if m.Actor == "" || m.Type == annotate.Pronoun {
		return
	}
	heads := []int{m.Head}
	for _, c := range doc.Children(m.Head) {
		if rel := toks[c].Rel; rel == syntax.Appos || rel == syntax.NmodDesc || rel == syntax.Compound || rel == syntax.Flat {
			if other, ok := r.headed(int(c)); !ok || doc.Mentions[other].Actor == "" || other == id {
				heads = append(heads, int(c))
			}
		}
	}
	if h := toks[m.Head].Head; h >= 0 && toks[m.Head].Rel == syntax.Nmod && doc.Preposition(m.Head) == "of" { // "the mujahideen of the movement"
		if other, ok := r.headed(h); !ok || doc.Mentions[other].Actor == "" {
			heads = append(heads, h)
		}
	}
	t := &toks[m.Head]
	if t.Head >= 0 {
		switch t.Rel {
		case syntax.Appos:
			if other, ok := r.headed(t.Head); !ok || doc.Mentions[other].Actor == "" {
				heads = append(heads, t.Head)
			}
		case syntax.Compound: // "Taliban terrorists"
			if other, ok := r.headed(t.Head); !ok || doc.Mentions[other].Actor == "" {
				heads = append(heads, t.Head)
			}
		case syntax.Xcomp, syntax.Obj:
			if toks[t.Head].Rel == syntax.Acl && (toks[t.Head].Lemma == "call" || toks[t.Head].Lemma == "name" || toks[t.Head].Lemma == "know") {
				heads = append(heads, toks[t.Head].Head)
			}
		}
	}
	if before := r.firstToken(m) - 1; before >= 0 && toks[before].Tag == syntax.NOUN && toks[before].Sentence == m.Sentence && toks[before].Head == t.Head && !slices.Contains(heads, before) {
		heads = append(heads, before) // "the would-be dictator Trump", with a wrong tree
	}
	for _, h := range heads {
		v, first, ok := r.labelOf(h)
		if !ok {
			continue
		}
		r.addLabel(id, h, first, v)
	}
}

// labelOf gives the label that ends in token h, the longest there is, as
// its words stand in the text ("reality-TV star").
func (r *reading) labelOf(h int) (v float64, first int, ok bool) {
	if h < 0 {
		return 0, 0, false
	}
	toks := r.doc.Tokens
	ends := in(r.labelEnds, toks[h].Text)
	for k := h; k > h-6 && k >= r.doc.Sentences[toks[h].Sentence].First; k-- {
		if ends {
			if p, found := r.labels[strings.ToLower(r.doc.Text[toks[k].Start:toks[h].End])]; found {
				v, first, ok = p, k, true
			}
		}
		// "extremist Islamist group": a rated word anywhere before the head
		if k < h && (toks[k].Rel == syntax.Amod || toks[k].Rel == syntax.Compound) && toks[k].Head == h && in(r.labelEnds, toks[k].Text) {
			if p, found := r.labels[strings.ToLower(toks[k].Text)]; found && p < v {
				v, first, ok = p, k, true
			}
		}
	}
	return v, first, ok
}

func (r *reading) addLabel(id, h, first int, v float64) {
	toks := r.doc.Tokens
	var tokens []int
	for k := first; k <= h; k++ {
		tokens = append(tokens, k)
	}
	spans := r.spans(tokens)
	name := strings.ToLower(r.doc.Text[spans[0].Start:spans[len(spans)-1].End])
	r.findings = append(r.findings, finding{
		holder: utterer, target: id, at: toks[h].Span,
		Answer: Answer{
			Polarity: v, Kind: Label, Modality: Asserted, Predicate: name, Confidence: 1, RuleID: "label", At: toks[h].Span,
			Evidence:    []annotate.Span{{Start: spans[0].Start, End: spans[len(spans)-1].End}},
			Explanation: "the words used to name the actor: “" + name + "” is " + signed(v) + " in the label list",
		},
	})
}

// firstToken gives the first token of a mention.
func (r *reading) firstToken(m *annotate.Mention) int {
	i := m.Head
	for i > 0 && r.doc.Tokens[i-1].Start >= m.Start {
		i--
	}
	return i
}
