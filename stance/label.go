package stance

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
	"github.com/seed-7a84ba5f/dyad/lexicon"
)

// addLabels adds labels to the list, or puts others in their place; what is not rated
// is taken out.
func (l *Lexical) addLabels(words []lexicon.LabelWord) {
	for _, w := range words {
		key := labelKey{w.Phrase, annotate.Kind(w.Kind)}
		if !w.Rated {
			delete(l.labels, key)
			continue
		}
		l.labels[key] = w.Polarity
		l.labelEnds[w.Phrase[strings.LastIndexAny(w.Phrase, " -")+1:]] = true
		l.labelEnds[w.Phrase] = true
	}
}

// WithLabels gives the scorer with a researcher's labels beside the built-in ones; the
// researcher's go before. It fails where a list is malformed.
func (l *Lexical) WithLabels(own ...*lexicon.List) (*Lexical, error) {
	if len(own) == 0 {
		return l, nil
	}
	with := *l
	with.labels, with.labelEnds = maps.Clone(l.labels), maps.Clone(l.labelEnds)
	sum := sha256.New()
	fmt.Fprintln(sum, l.hash)
	for _, list := range own {
		words, err := lexicon.Labels(list)
		if err != nil {
			return nil, err
		}
		with.addLabels(words)
		fmt.Fprintln(sum, "labels", list.Hash)
	}
	with.hash = hex.EncodeToString(sum.Sum(nil))
	return &with, nil
}

// called gives the polarity of a label for whatever kind of actor rates it most.
func (r *wordEntries) called(phrase string) (v float64, ok bool) {
	for _, kind := range []annotate.Kind{annotate.Person, annotate.Organization, annotate.Country} {
		if p, there := r.labels[labelKey{phrase, kind}]; there {
			if ok = true; math.Abs(p) > math.Abs(v) {
				v = p
			}
		}
	}
	return v, ok
}

// labelAt gives the polarity of the label whose last word is token k.
func (r *wordEntries) labelAt(k int) float64 {
	toks := r.doc.Tokens
	if k > 0 {
		if v, ok := r.called(toks[k-1].Text + " " + toks[k].Lower()); ok {
			return v
		}
	}
	v, _ := r.called(toks[k].Lower())
	return v
}

func (r *wordEntries) isLabelWord(t *annotate.Token) bool {
	if !in(r.labelEnds, t.Text) {
		return false
	}
	_, ok := r.called(t.Lower())
	return ok
}

// label handles what an actor is called: in its own mention ("the terrorist
// group"), in an apposition ("the Taliban, a terrorist group") and in front
// of its name ("Taliban jihadists", "an organization called the Taliban").
func (r *finder) label(id int) {
	m := &r.doc.Mentions[id]
	if m.Actor == "" || m.Type == annotate.Pronoun {
		return
	}
	heads := r.tokensOf("label_end", m.Head)
	first := m.Head
	for first > 0 && r.doc.Tokens[first-1].Start >= m.Start {
		first--
	}
	if before := first - 1; before >= 0 && r.doc.Tokens[before].Tag == syntax.NOUN && r.doc.Tokens[before].Sentence == m.Sentence && r.doc.Tokens[before].Head == r.doc.Tokens[m.Head].Head && !slices.Contains(heads, before) {
		heads = append(heads, before) // "the would-be dictator Trump", with a wrong tree
	}
	for _, h := range heads {
		if v, first, last, ok := r.labelOf(h, m); ok && !r.isNamed(h) && !(v > 0 && r.fits("self_named", h)) {
			r.addLabel(id, last, first, v)
		}
	}
}

// isNamed reports whether a token is what a verb of naming calls somebody: that is
// the caller's view, and no name that the sentence gives.
func (r *finder) isNamed(h int) bool {
	verb := r.doc.Tokens[h].Head
	return verb >= 0 && r.doc.Tokens[h].Rel != syntax.Nsubj && !r.InMarks(r.doc.Tokens[h].Span) && slices.ContainsFunc(r.predicates[wordKey{r.doc.Tokens[verb].Lemma, "verb"}],
		func(p lexicon.Predicate) bool { return p.Class == "naming" })
}

// labelOf gives the label of a mention that ends in token h, the longest there is, as
// its words stand in the text ("reality-TV star").
func (r *wordEntries) labelOf(h int, m *annotate.Mention) (v float64, first, last int, ok bool) {
	if h < 0 {
		return 0, 0, 0, false
	}
	toks := r.doc.Tokens
	ends, kind := in(r.labelEnds, toks[h].Text), r.doc.ActorKind(m.Actor)
	_, named := r.labels[labelKey{toks[h].Lower(), kind}]
	named = named || h == m.Head // in "criminal investigation" and "terrorist op-ed" nobody is called anything
	for k := h; k > h-6 && k >= r.doc.Sentences[toks[h].Sentence].First; k-- {
		if ends {
			if p, found := r.labels[labelKey{strings.ToLower(r.doc.Text[toks[k].Start:toks[h].End]), kind}]; found {
				v, first, last, ok = p, k, h, true
			}
		}
		// "extremist Islamist group": a rated word anywhere before the head
		if named && k < h && (toks[k].Rel == syntax.Amod || toks[k].Rel == syntax.Compound) && toks[k].Head == h && in(r.labelEnds, toks[k].Text) {
			if p, found := r.labels[labelKey{toks[k].Lower(), kind}]; found && p < v {
				v, first, last, ok = p, k, h, true
				if toks[h].Tag == syntax.PROPN { // "the strongman Trump"
					last = k
				}
			}
		}
	}
	return v, first, last, ok
}

func (r *finder) addLabel(id, h, first int, v float64) {
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
