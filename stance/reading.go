package stance

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/lexicon"
	"github.com/seed-7a84ba5f/dyad/stance/veridical"
)

// finding is one evaluation in a sentence, before anybody has asked for it.
type finding struct {
	holder int // index of the holder's mention, or one of the two below
	target int // index of the target's mention
	at     annotate.Span
	Answer
}

// Holders of a finding that are no mention.
const (
	utterer = -1 // whoever utters the words: the narrator or a quoted speaker
	nobody  = -3 // somebody the rules could not make out
	anybody = -4 // somebody who is not named
)

// A reading of a document is built in layers, each with what the one below
// knows: the tokens around a token and the constructions that stand there, the entries of its words, the arguments of a word, whose attitude it
// is, whether it is asserted (reading), and what the rules find (finder).
type (
	surroundings struct {
		doc *annotate.Document
		of  *reading // on which rules are tried
	}
	wordEntries struct {
		*Lexical
		surroundings
		heads   []int32        // token -> the mention whose head it is and one more, 0 for none
		byPlace [][]int        // sentence -> its mentions
		known   []knownEntries // token -> its entries, once they have been looked up
		cued    [][]int        // sentence -> the attributions with their cue there
	}
	arguments struct{ wordEntries }
	holders   struct{ arguments }
	reading   struct {
		holders
		*veridical.Text
	}
	finder struct {
		*reading
		findings []finding
	}
)

func newReading(l *Lexical, doc *annotate.Document) *reading {
	words := wordEntries{Lexical: l, surroundings: surroundings{doc: doc}, heads: make([]int32, len(doc.Tokens)), known: make([]knownEntries, len(doc.Tokens))}
	r := &reading{holders{arguments{words}}, veridical.New(doc, l.classes)}
	r.of = r
	for id := range doc.Mentions {
		m := &doc.Mentions[id]
		if old, ok := r.headed(m.Head); !ok || better(m, &doc.Mentions[old]) {
			r.heads[m.Head] = int32(id + 1)
		}
	}
	r.byPlace = bySentence(len(doc.Sentences), len(doc.Mentions), func(id int) int { return doc.Mentions[id].Sentence })
	r.cued = bySentence(len(doc.Sentences), len(doc.Attributions), func(at int) int { return doc.Attributions[at].Sentence })
	return r
}

func newFinder(l *Lexical, doc *annotate.Document) *finder {
	return &finder{reading: newReading(l, doc)}
}

// knownEntries are the entries of a token, kept because several rules ask.
type knownEntries struct {
	entries []lexicon.Predicate
	looked  bool
}

// fits reports whether a construction that the rules define stands at token i.
func (r *surroundings) fits(construction string, i int) bool {
	return r.of.rules.Holds(r.of, construction, i)
}

// tokensOf gives the tokens that a construction of the rules names at token i.
func (r *surroundings) tokensOf(construction string, i int) []int {
	return r.of.rules.Slot(r.of, construction, i)
}

// tokenOf gives the first of them, -1 for none.
func (r *surroundings) tokenOf(construction string, i int) int {
	if ks := r.tokensOf(construction, i); len(ks) > 0 {
		return ks[0]
	}
	return -1
}

// headed gives the mention whose head is token i.
func (r *wordEntries) headed(i int) (id int, ok bool) {
	id = int(r.heads[i]) - 1
	return id, id >= 0
}

// bySentence sorts n things by the sentence each is in, in their order.
func bySentence(sentences, n int, of func(int) int) [][]int {
	counts := make([]int, sentences+1)
	for i := range n {
		counts[of(i)]++
	}
	flat, out, at := make([]int, n), make([][]int, sentences), 0
	for s := range out {
		out[s] = flat[at : at : at+counts[s]]
		at += counts[s]
	}
	for i := range n {
		s := of(i)
		out[s] = append(out[s], i)
	}
	return out
}

// better prefers, of two mentions with one head, the one that is an actor.
func better(a, b *annotate.Mention) bool { return b.Actor == "" && a.Actor != "" }

// read makes the findings of a sentence.
func (r *finder) read(sentence int) {
	r.findings = r.findings[:0]
	s := &r.doc.Sentences[sentence]
	if !s.Parsed {
		return
	}
	for i := s.First; i < s.Last; i++ {
		r.predicate(i)
		r.find(i)
	}
	r.fragments(sentence)
	for _, id := range r.byPlace[sentence] {
		if m := &r.doc.Mentions[id]; m.Actor != "" || m.Dealing {
			r.label(id)
		}
	}
}

// answer picks the findings that answer a question.
func (r *finder) answer(q Question) []Answer {
	var found []Answer
	for _, f := range r.findings {
		if f.target == q.Target && r.holds(f, q.Holder) {
			found = append(found, f.Answer)
		}
	}
	slices.SortStableFunc(found, func(a, b Answer) int {
		return cmp.Or(cmp.Compare(b.Confidence, a.Confidence), cmp.Compare(math.Abs(b.Polarity), math.Abs(a.Polarity)), compareTold(b, a))
	})
	return found
}

// compareTold orders an attitude that is only had before one that is shown.
func compareTold(a, b Answer) int {
	switch {
	case a.Told == b.Told:
		return 0
	case a.Told:
		return 1
	}
	return -1
}

// holds reports whether the finding's holder is the one asked about.
func (r *finder) holds(f finding, holder int) bool {
	if holder == Anyone {
		return true
	}
	own := f.holder
	if own == utterer {
		at := r.Utterer(f.At, f.Kind == Label)
		if at < 0 { // words between quotation marks are never the source's
			return holder == Narrator && (f.Kind == Label || !r.InMarks(f.At))
		}
		if own = r.doc.Attributions[at].Mention; own < 0 {
			own = r.speakerOf(at)
		}
	}
	if own <= nobody || holder == Narrator || own < 0 {
		return false
	}
	a, b := &r.doc.Mentions[own], &r.doc.Mentions[holder]
	return a.Actor == b.Actor && a.Name == b.Name
}

// speakerOf gives of whom the speaker of an attribution is one who is no mention
// himself: "nobody in the group believes". It is negative for nobody.
func (r *finder) speakerOf(at int) int {
	if cue := r.doc.CueToken(at); cue >= 0 {
		if a := r.doc.Agent(cue); a >= 0 && r.Nobody(a) {
			return r.someone(a)
		}
	}
	return nobody
}

// claim is an evaluation before the words around it have been weighed.
type claim struct {
	at             int // the token that carries it
	holder, target int // as of a finding
	polarity       float64
	kind           Kind
	class          string // of the entry, "" where denial makes no attitude of an opposite one
	adjective      bool   // the entry is one of an adjective
	rule, why      string
	evidence       []int
	told           bool // to have it is to show it: "thanked", "lashed out"
}

// add records a claim as a finding, turned round by a negation of its
// predicate; what is only supposed, doubted or the target's own makes none.
func (r *finder) add(c claim) {
	i := c.at
	if c.polarity == 0 || c.target < 0 || r.isUnclaimed(&c) || !r.settleHolder(&c) {
		return
	}
	f := finding{holder: c.holder, target: c.target, at: r.doc.Tokens[i].Span}
	if f.Modality = r.Mode(i); f.Modality == Asserted && r.Open(i) {
		f.Modality = Hypothetical
	}
	if r.Negated(i) && !r.fits("surpassed", i) && !(c.polarity < 0 && c.class == "misdeed" && r.fits("stopped", i)) {
		if c.polarity < 0 && (!r.is(c.class, "reversible_classes") || c.adjective && c.class == "disapprove") {
			return // not to fight somebody, or to be no traitor, is not to be for him or good
		}
		f.Negated, f.Modality = true, Denied
		c.polarity *= -0.5
		if math.Abs(c.polarity) < 0.5 {
			c.polarity = math.Copysign(0.5, c.polarity)
		}
		c.why += ", and it is denied"
	}
	f.Polarity, f.Kind, f.RuleID, f.Class, f.Confidence, f.At = c.polarity, c.kind, c.rule, c.class, 1, f.at
	f.Told = c.told && !f.Negated
	if f.Modality == Hypothetical {
		f.Confidence = 0.5
	}
	f.Predicate = strings.ToLower(r.doc.Tokens[i].Lemma)
	f.Evidence = r.spans(append([]int{i}, c.evidence...))
	f.Explanation = c.why + " (" + signed(c.polarity) + " toward “" + r.words(c.target) + "”)"
	r.findings = append(r.findings, f)
}

// isUnclaimed reports whether nobody claims what the words of a claim say: it is
// of the holder himself, only supposed or doubted, of another ("X, not Y"), or
// not said.
func (r *finder) isUnclaimed(c *claim) bool {
	if c.holder >= 0 && (r.same(c.holder, c.target) || r.Contrasted(c.holder)) {
		return true
	}
	return r.Unasserted(c.at) || r.Counterfactual(c.at) || r.fits("doubted", c.at) || r.Contrasted(c.target) || r.Unsaid(c.at)
}

// settleHolder gives a claim to whoever wants others to make it, or from whose
// point of view it is told; ok is false where that is the target itself, or
// where the words are weakened so far that they claim nothing.
func (r *finder) settleHolder(c *claim) (ok bool) {
	i := c.at
	if c.holder != utterer {
		if by := r.wantedOf(i); by != nobody { // who urges others to condemn somebody is against him
			if c.holder = by; by >= 0 && r.same(by, c.target) {
				return false
			}
			c.polarity, c.rule, c.class = math.Copysign(0.5, c.polarity), "composed.wanted", ""
			c.why = "“" + r.doc.Tokens[i].Text + "” is what " + r.nameOf(by) + " wants others to do"
		}
	}
	if r.fits("lessened", i) {
		return false
	}
	if c.holder != utterer {
		return true
	}
	if r.ofOneself(i, c.target) {
		return false
	}
	if id := r.viewpoint(i); id >= 0 {
		c.holder = id
		return !r.same(id, c.target)
	}
	return true
}

// same reports whether two mentions are of one actor or one person.
func (r *arguments) same(a, b int) bool {
	x, y := &r.doc.Mentions[a], &r.doc.Mentions[b]
	return x.Actor != "" && x.Actor == y.Actor || a == b
}

// nameOf names a holder for an explanation.
func (r *holders) nameOf(holder int) string {
	switch {
	case holder >= 0:
		return r.doc.Mentions[holder].Name
	case holder == utterer:
		return "whoever says it"
	}
	return "somebody"
}

func (r *holders) words(mention int) string { return wordsIn(r.doc, r.doc.Mentions[mention].Span) }

// spans gives the places of tokens in order, without doubles.
func (r *holders) spans(tokens []int) []annotate.Span {
	slices.Sort(tokens)
	tokens = slices.Compact(tokens)
	spans := make([]annotate.Span, 0, len(tokens))
	for _, i := range tokens {
		if i >= 0 {
			spans = append(spans, r.doc.Tokens[i].Span)
		}
	}
	return spans
}

// ofOneself reports whether token i stands in what the target itself promises,
// wants or tries to be: that it is so nobody says.
func (r *reading) ofOneself(i, target int) bool {
	for _, a := range r.Undertakers(i) {
		if id := r.someone(a); id >= 0 && r.same(id, target) {
			return true
		}
	}
	return false
}

// wantedOf gives who wants the attitude at token i of its holder, as the holder
// of a finding; it is nobody where the attitude is plainly somebody's own.
func (r *reading) wantedOf(i int) int {
	agent, wanting := r.WantedBy(i)
	switch wanting {
	case veridical.Own:
		return nobody
	case veridical.Speaker:
		return utterer
	case veridical.Agent:
		if id := r.someone(agent); id >= 0 {
			return id
		}
	}
	return anybody
}

// feared reports whether token i is a success or failure that somebody fears:
// who fears that another fails is for him.
func (r *reading) feared(i int, class string) bool { return r.is(class, "outcomes") && r.FearedIn(i) }

// viewpoint gives in whose eyes token i is so, -1 for nobody's but the one who
// says it.
func (r *reading) viewpoint(i int) int {
	for _, o := range r.tokensOf("viewpoint", i) {
		if id := r.mentionAt(o); id >= 0 {
			return id
		}
	}
	return -1
}
