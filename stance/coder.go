package stance

import (
	"cmp"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
	"github.com/seed-7a84ba5f/dyad/lexicon"
)

// eventLists are the lists by which events are coded, ready to look up.
type eventLists struct {
	verbs, nouns, adjs map[string][]lexicon.Event // by first word; nouns by last word
	forms              map[string]string          // "-ed", "-ing" and "-s" forms of the verbs
	operators          map[wordKey]string
	things             map[string][]string // noun -> classes
	neutral            map[wordKey]bool
	reports            map[string]bool // verbs that report what somebody says or thinks
}

func newEventLists(events []lexicon.Event, operators []lexicon.Operator, things []lexicon.Thing) *eventLists {
	e := &eventLists{
		map[string][]lexicon.Event{}, map[string][]lexicon.Event{}, map[string][]lexicon.Event{}, map[string]string{},
		map[wordKey]string{}, map[string][]string{}, map[wordKey]bool{}, map[string]bool{},
	}
	for _, ev := range events {
		words := strings.Fields(ev.Lemma)
		switch ev.POS {
		case "noun":
			last := words[len(words)-1]
			e.nouns[last] = append(e.nouns[last], ev)
		case "adj":
			e.adjs[words[0]] = append(e.adjs[words[0]], ev)
		default:
			e.verbs[words[0]] = append(e.verbs[words[0]], ev)
		}
	}
	for _, m := range []map[string][]lexicon.Event{e.verbs, e.nouns, e.adjs} {
		for _, list := range m { // the most specific first
			slices.SortStableFunc(list, func(a, b lexicon.Event) int { return cmp.Compare(specificity(b), specificity(a)) })
		}
	}
	for verb := range e.verbs {
		for _, f := range regularForms(verb) {
			if e.verbs[f] == nil && (e.forms[f] == "" || verb < e.forms[f]) {
				e.forms[f] = verb
			}
		}
	}
	for _, o := range operators {
		e.operators[wordKey{o.Lemma, o.POS}] = o.Effect
		if o.Effect == "report" || o.Effect == "deny" {
			e.reports[o.Lemma] = true
		}
	}
	for _, t := range things {
		e.things[t.Noun] = append(e.things[t.Noun], t.Class)
	}
	return e
}

// regularForms gives the regular forms of a verb, without doubled consonants.
func regularForms(verb string) []string {
	if stem, ok := strings.CutSuffix(verb, "e"); ok {
		return []string{verb + "s", stem + "ed", stem + "ing"}
	}
	if stem, ok := strings.CutSuffix(verb, "y"); ok {
		return []string{verb + "s", stem + "ies", stem + "ied", verb + "ed", verb + "ing"}
	}
	return []string{verb + "s", verb + "es", verb + "ed", verb + "ing"}
}

// specificity orders the entries of one word: more words, then conditions that
// name words, then conditions.
func specificity(e lexicon.Event) int {
	n := 8 * len(strings.Fields(e.Lemma))
	for _, c := range e.With {
		n += 2
		if !slices.Contains(c.Words, "*") {
			n++
		}
		if !slices.ContainsFunc(c.Words, func(w string) bool { return w[0] == '@' }) {
			n++
		}
	}
	return n
}

// Coded is the event between two parties: what the agent does or says to the
// theme. Its Predicate is the lemma of the entry, "" where no word names an event.
type Coded struct {
	Deed
	// Prob is how likely the quad class is right, and Quads how likely each
	// is. They weigh the words that speak for each class, by rule, and are
	// fitted to no data. Quads is nil where the coder gives no probability.
	Prob  float64
	Quads map[string]float64
}

// codedAs is an event of a root code.
func codedAs(root string) Deed {
	code := lexicon.RootCodes[root]
	return Deed{RootCode: root, QuadClass: code.Quad, Cooperation: code.Cooperation, Goldstein: code.Goldstein}
}

// CodeEvent says what agent does or says to theme, two stretches of the
// document's text. It always answers: where no word of the lists stands with
// the two in the tree, the one that stands nearest in the text counts; where
// there is none at all, the valence of the words around; and last the code
// that the lists hold most of. RuleID says which it was.
func (l *Lexical) CodeEvent(doc *annotate.Document, agent, theme annotate.Span) Coded {
	c := newCoder(l, doc, agent, theme)
	best, scores := c.best()
	out := Coded{Deed: c.fallback(best)}
	out.Quads = quadProbs(scores, out.QuadClass, out.RuleID)
	out.Prob = out.Quads[out.QuadClass]
	return out
}

// coder codes the event between one agent and one theme: which word names it,
// and how it stands with the two.
type coder struct{ eventMatcher }

// eventMatcher finds the words that name events and what governs them.
type eventMatcher struct {
	*reading
	lists        *eventLists
	agent, theme party
}

// party is a stretch of text as the tree sees it.
type party struct {
	annotate.Span
	tokens []int
	id     int // of the mention that it is, where it is one
	head   int // -1 where the stretch has no token
}

func newCoder(l *Lexical, doc *annotate.Document, agent, theme annotate.Span) *coder {
	c := &coder{eventMatcher{reading: newReading(l, doc), lists: l.events}}
	c.agent, c.theme = c.party(agent), c.party(theme)
	return c
}

// party finds the tokens of a stretch and the one the others hang on.
func (c *coder) party(s annotate.Span) party {
	p := party{Span: s, head: -1}
	toks := c.doc.Tokens
	first, _ := slices.BinarySearchFunc(toks, s.Start+1, func(t annotate.Token, at int) int { return cmp.Compare(t.End, at) })
	for i := first; i < len(toks) && toks[i].Start < s.End; i++ {
		p.tokens = append(p.tokens, i)
	}
	depth := 1 << 30
	for _, i := range p.tokens {
		if toks[i].Tag == syntax.PUNCT || toks[i].Tag == syntax.ADP || toks[i].Tag == syntax.DET || toks[i].Tag == syntax.PART {
			continue
		}
		d := 0
		for range c.doc.Upward(i) {
			d++
		}
		if d < depth {
			p.head, depth = i, d
		}
	}
	if p.head < 0 && len(p.tokens) > 0 {
		p.head = p.tokens[len(p.tokens)-1]
	}
	return p
}

func (p *party) has(i int) bool { return slices.Contains(p.tokens, i) }

// candidate is a word that may name the event.
type candidate struct {
	token    int
	entry    *lexicon.Event
	root     string // after what governs it has been heard
	because  []int  // the words that turned it
	score    float64
	agent    bool // the agent is its agent
	theme    bool // the theme is one of its arguments
	mutual   bool // "each other"
	supposed bool // what only may be or would be done
	denied   bool // a cooperative deed that is said not to be done
	named    bool // the word is the object of another event and no deed itself
	undone   bool // a hostile deed that is left undone
	own      bool // the agent fills a slot of the word itself
	filled   bool // the theme fills a slot of the entry
	outer    int  // the highest word of its composition
}

// best gives the candidate that stands best with the two parties, nil where
// none does, and the best score of each quad class.
func (c *coder) best() (best *candidate, scores map[string]float64) {
	scores = map[string]float64{}
	for i := range c.doc.Tokens {
		s := c.doc.Tokens[i].Sentence
		if !c.inReach(s) {
			continue
		}
		e := c.match(i)
		if e == nil {
			continue
		}
		k := c.candidate(i, e)
		if best == nil || k.score > best.score {
			best = &k
		}
		quad := lexicon.RootCodes[k.root].Quad
		if old, ok := scores[quad]; !ok || k.score > old {
			scores[quad] = k.score
		}
	}
	if best == nil || best.score < leastScore {
		return nil, scores
	}
	return best, scores
}

// leastScore is the score under which a word says nothing of the two.
const leastScore = 0

// inReach reports whether a sentence holds a party or lies between the two.
func (c *coder) inReach(s int) bool {
	if c.agent.head < 0 || c.theme.head < 0 {
		return true
	}
	a, b := c.doc.Tokens[c.agent.head].Sentence, c.doc.Tokens[c.theme.head].Sentence
	return s >= min(a, b) && s <= max(a, b)
}

// coded is the event of a candidate.
func (c *coder) coded(k *candidate) Deed {
	out := codedAs(k.root)
	if k.root == k.entry.Root {
		out.Cooperation = k.entry.Cooperation
	}
	out.Predicate, out.Evidence = k.entry.Lemma, c.spans(append([]int{k.token}, k.because...))
	switch {
	case k.agent && k.theme:
		out.RuleID = "event." + k.entry.Class
	case k.agent || k.theme:
		out.RuleID = "event.half." + k.entry.Class
	default:
		out.RuleID = "event.near." + k.entry.Class
	}
	how := "“" + c.doc.Tokens[k.token].Text + "”"
	for _, b := range k.because {
		how += ", turned by “" + c.doc.Tokens[b].Text + "”"
	}
	out.Explanation = "“" + wordsIn(c.doc, c.agent.Span) + "” to “" + wordsIn(c.doc, c.theme.Span) + "”: " + how + " is " + k.root + ", " + signed(out.Cooperation)
	return out
}

// loadEvents reads the lists of events by load.
func loadEvents(load func(string) (*lexicon.List, error)) (*eventLists, error) {
	events, err := entriesOf(load, "events", lexicon.Events)
	if err != nil {
		return nil, err
	}
	operators, err := entriesOf(load, "operators", lexicon.Operators)
	if err != nil {
		return nil, err
	}
	things, err := entriesOf(load, "things", lexicon.Things)
	if err != nil {
		return nil, err
	}
	neutral, err := entriesOf(load, "neutral", lexicon.Neutrals)
	if err != nil {
		return nil, err
	}
	cues, err := entriesOf(load, "cues", lexicon.Cues)
	if err != nil {
		return nil, err
	}
	e := newEventLists(events, operators, things)
	for _, n := range neutral {
		e.neutral[wordKey{n.Lemma, n.POS}] = true
	}
	for _, c := range cues {
		if c.POS == "verb" && c.Kind == "say" {
			e.reports[c.Lemma] = true
		}
	}
	return e, nil
}

func entriesOf[E any](load func(string) (*lexicon.List, error), name string, decode func(*lexicon.List) ([]E, error)) ([]E, error) {
	l, err := load(name)
	if err != nil {
		return nil, err
	}
	return decode(l)
}
