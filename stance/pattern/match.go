package pattern

import (
	"math"
	"slices"
	"strings"
	"sync"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
)

// Host is what rules are tried on.
type Host interface{ Document() *annotate.Document }

// Vocabulary is what rules may name beside tags, relations and words.
type Vocabulary[H Host] struct {
	Kinds       []string                                                 // of what rules find
	Class       func(name string) map[string]float64                     // words of a class with their values; nil for none
	Slots       map[string]func(h H, i int) []int                        // tokens in a slot of token i
	Preposition func(h H, i int, prep string) []int                      // tokens that hang on token i by a preposition
	Tests       map[string]func(h H, i int, args []string) bool          // of token i
	Values      map[string]func(h H, i int) (v float64, at int, ok bool) // what token i says, and the token that says it
}

// Standing is a holder of a finding that is no node.
type Standing string

// The standing holders.
const (
	Utterer Standing = "utterer" // whoever utters the words
	Nobody  Standing = "nobody"  // somebody the rule cannot make out
	Anybody Standing = "anybody" // somebody who is not named
)

// isStanding reports whether a word names one.
func isStanding(word string) bool {
	return slices.Contains([]Standing{Utterer, Nobody, Anybody}, Standing(word))
}

// mode says how often a node must be found; rules write it before the node.
type mode string

const (
	must  mode = ""      // each token that fits is a match
	first mode = "first" // the first that fits
	may   mode = "may"   // the first that fits, or none
	none  mode = "no"    // no token may fit
)

// slot appends the tokens in a slot of token i.
type slot[H Host] func(h H, i int, out []int) []int

// source is where a node is looked for.
type source[H Host] struct {
	from  int
	slots []slot[H]
}

type comparison struct {
	node int
	sign float64
	not  bool
}

// node is one token of a pattern.
type node[H Host] struct {
	name       string
	mode       mode
	sources    []source[H] // none for the anchor
	tags       []syntax.Tag
	words      *wordSet // nil for any
	value      func(h H, i int) (float64, int, bool)
	conditions []func(h H, m *Match[H], i int) bool
	defined    []define[H] // asked last, as they cost most
	compare    []comparison
}

// define is a condition that another statement holds.
type define[H Host] struct {
	rule *Rule[H]
	not  bool
}

type factor struct {
	node int // -1 for a number
	v    float64
}

// Manner is how a rule puts what it finds.
type Manner struct {
	Standing   Standing // of the holder, where no token is
	Somebody   bool     // the holder must turn out to be somebody
	Entry      bool     // the holder is whom the entry of its token names
	Depth      int      // how far owners of the target are looked for
	Actors     bool     // targets that are actors only
	Flat       bool     // no denial turns it
	Told       bool     // tells of an attitude that was shown to its target
	Confidence float64
	Kind       string // of the rule, or the emission's own
	Modality   string // "" as the words have it
	Why        string
}

// emission is what a rule finds.
type emission struct {
	Manner
	holder    int // node, -1 for none
	target    int
	value     []factor
	half      bool
	at, voice int
	evidence  []int
	once      bool
}

// Match is where a rule fits. It is valid until the function that it was given
// to returns.
type Match[H Host] struct {
	Rule   *Rule[H]
	nodes  []node[H]
	Tokens []int // of the nodes in their order, -1 where one is absent
	words  []int // the tokens that carry their values
	values []float64
	room   [][]int // of each node, the tokens that may be it
	last   int     // without a yield: the node whose tokens are kept, -1 to stop at the first match
	kept   []int
}

// Finding is what a rule finds at a match.
type Finding struct {
	Manner
	Holder   int // token, -1 where Standing says who
	Target   int // token
	Polarity float64
	At       int // the token that carries it
	Voice    int // the token whose place says in whose words it stands, -1 for At
	Evidence []int
}

// Rules are compiled rules with their index. They may be used by any number of
// goroutines.
type Rules[H Host] struct {
	All    []*Rule[H]          // in the order of the files
	named  map[string]*Rule[H] // the defines
	words  map[string][]*Rule[H]
	tags   map[syntax.Tag][]*Rule[H]
	vetoes map[string][]*Rule[H] // by class
}

func index[H Host](all []*Rule[H], named map[string]*Rule[H], without []string) *Rules[H] {
	rs := &Rules[H]{All: all, named: named, words: map[string][]*Rule[H]{}, tags: map[syntax.Tag][]*Rule[H]{}, vetoes: map[string][]*Rule[H]{}}
	pool := &sync.Pool{New: func() any { return &Match[H]{} }}
	for _, r := range all {
		r.pool = pool
		if slices.Contains(without, r.Name) {
			r.ways = nil
			continue
		}
		if r.Sort == Vetoes {
			for _, class := range r.Classes {
				rs.vetoes[class] = append(rs.vetoes[class], r)
			}
		}
		if r.Sort != Finds {
			continue
		}
		a := &r.ways[0][0]
		if a.words != nil {
			for w := range a.words.openings() {
				rs.words[w] = append(rs.words[w], r)
			}
			continue
		}
		tags := a.tags
		if len(tags) == 0 {
			for t := syntax.NoTag; t <= syntax.X; t++ {
				tags = append(tags, t)
			}
		}
		for _, t := range tags {
			rs.tags[t] = append(rs.tags[t], r)
		}
	}
	return rs
}

// Find tries the rules whose anchor may be token i, and yields what they find.
func (rs *Rules[H]) Find(h H, i int, yield func(r *Rule[H], f *Finding) (found bool)) {
	t := &h.Document().Tokens[i]
	try := func(rules []*Rule[H]) {
		for _, r := range rules {
			r.find(h, i, yield)
		}
	}
	try(rs.words[t.Lemma])
	if lower := t.Lower(); lower != t.Lemma {
		for _, r := range rs.words[lower] {
			if !r.ways[0][0].words.opening(t.Lemma) {
				r.find(h, i, yield)
			}
		}
	}
	try(rs.tags[t.Tag])
}

// Vetoed reports whether an entry of the class does not count at token i.
func (rs *Rules[H]) Vetoed(h H, i int, class string) bool {
	return slices.ContainsFunc(rs.vetoes[class], func(r *Rule[H]) bool { return r.holds(h, i) })
}

// Holds reports whether a define fits at token i; one that is not there does not.
func (rs *Rules[H]) Holds(h H, define string, i int) bool {
	r := rs.named[define]
	return r != nil && r.holds(h, i)
}

// Slot returns the tokens that a define names at token i: those of the last
// node of the first way in which it fits.
func (rs *Rules[H]) Slot(h H, define string, i int) []int {
	if r := rs.named[define]; r != nil {
		return r.slot(h, i, nil)
	}
	return nil
}

// find yields what one rule finds at token i.
func (r *Rule[H]) find(h H, i int, yield func(*Rule[H], *Finding) bool) {
	r.match(h, i, r.ways[0], func(m *Match[H]) bool {
		for k := range r.emits {
			e := &r.emits[k]
			if f := m.finding(h, e); f.Polarity != 0 && yield(r, &f) && e.once {
				return false
			}
		}
		return true
	})
}

// holds reports whether the statement fits with its anchor at token i.
func (r *Rule[H]) holds(h H, i int) bool {
	for _, way := range r.ways {
		if m := r.begin(h, i, way); m != nil {
			m.last = -1
			fits := !m.extend(h, 1, nil)
			r.pool.Put(m)
			if fits {
				return true
			}
		}
	}
	return false
}

// slot appends the tokens of the last node of the first way that fits.
func (r *Rule[H]) slot(h H, i int, out []int) []int {
	for _, way := range r.ways {
		m := r.begin(h, i, way)
		if m == nil {
			continue
		}
		m.last, m.kept = len(way)-1, m.kept[:0]
		for way[m.last].mode == none {
			m.last--
		}
		m.extend(h, 1, nil)
		out = append(out, m.kept...)
		n := len(m.kept)
		if r.pool.Put(m); n > 0 {
			break
		}
	}
	return out
}

// match yields each match of the nodes with the anchor at token i, until yield
// returns false.
func (r *Rule[H]) match(h H, i int, nodes []node[H], yield func(*Match[H]) bool) {
	if m := r.begin(h, i, nodes); m != nil {
		m.extend(h, 1, yield)
		r.pool.Put(m)
	}
}

// begin opens a match with the anchor at token i, nil where it does not fit, as
// nearly always. It is given back to the pool.
func (r *Rule[H]) begin(h H, i int, nodes []node[H]) *Match[H] {
	v, word, ok := nodes[0].admits(h, nil, i)
	if !ok {
		return nil
	}
	m := r.pool.Get().(*Match[H])
	m.Rule, m.nodes = r, nodes
	m.put(0, i, word, v)
	return m
}

// admits tries a token as a node, and gives its value and the token that says
// it. An anchor needs no match.
func (n *node[H]) admits(h H, m *Match[H], i int) (v float64, word int, ok bool) {
	word = i
	if n.words != nil {
		if v, ok = n.words.find(h.Document(), i); !ok {
			return 0, 0, false
		}
	}
	for _, c := range n.conditions {
		if !c(h, m, i) {
			return 0, 0, false
		}
	}
	if n.value != nil {
		if v, word, ok = n.value(h, i); !ok {
			return 0, 0, false
		}
	}
	for _, d := range n.defined {
		if d.rule.holds(h, i) == d.not {
			return 0, 0, false
		}
	}
	for _, c := range n.compare {
		if (v*m.values[c.node]*c.sign > 0) == c.not {
			return 0, 0, false
		}
	}
	return v, word, true
}

// put keeps a token as a node.
func (m *Match[H]) put(at, i, word int, v float64) {
	m.Tokens = append(m.Tokens[:at], i)
	m.words = append(m.words[:at], word)
	m.values = append(m.values[:at], v)
}

// extend finds the nodes from at on. It reports whether to go on.
func (m *Match[H]) extend(h H, at int, yield func(*Match[H]) bool) bool {
	if at == len(m.nodes) {
		if yield != nil {
			return yield(m)
		}
		return m.last >= 0 && m.keep()
	}
	n := &m.nodes[at]
	found := false
	for _, k := range m.candidates(h, at) {
		v, word, ok := n.admits(h, m, k)
		if !ok {
			continue
		}
		if n.mode == none {
			return true
		}
		m.put(at, k, word, v)
		found = true
		if !m.extend(h, at+1, yield) {
			return false
		}
		if n.mode != must {
			return true
		}
	}
	if n.mode == must || n.mode == first || found {
		return true
	}
	m.put(at, -1, -1, 0)
	return m.extend(h, at+1, yield)
}

// keep takes in the token of the node that a define names, and goes on.
func (m *Match[H]) keep() bool {
	if k := m.Tokens[m.last]; k >= 0 && !slices.Contains(m.kept, k) {
		m.kept = append(m.kept, k)
	}
	return true
}

// candidates gives the tokens of the first source of a node that has any.
func (m *Match[H]) candidates(h H, at int) []int {
	for len(m.room) <= at {
		m.room = append(m.room, nil)
	}
	out := m.room[at][:0]
	for _, s := range m.nodes[at].sources {
		i := m.Tokens[s.from]
		if i < 0 {
			continue
		}
		for _, slot := range s.slots {
			out = slot(h, i, out)
		}
		if len(out) > 0 {
			break
		}
	}
	m.room[at] = out
	return out
}

// wordSet are words and phrases with their values.
type wordSet struct {
	single  map[string]float64
	phrases map[string][]phrase // by their first word
}

type phrase struct {
	rest  []string
	value float64
}

func (w *wordSet) add(words string, v float64) {
	fs := strings.Fields(words)
	if len(fs) < 2 {
		w.single[words] = v
		return
	}
	w.phrases[fs[0]] = append(w.phrases[fs[0]], phrase{fs[1:], v})
}

// openings gives the words that stand first in any entry.
func (w *wordSet) openings() map[string]bool {
	out := map[string]bool{}
	for k := range w.single {
		out[k] = true
	}
	for k := range w.phrases {
		out[k] = true
	}
	return out
}

func (w *wordSet) opening(word string) bool {
	_, ok := w.single[word]
	return ok || w.phrases[word] != nil
}

// find looks the lemma and the text of a token up, and the phrases that begin
// with it.
func (w *wordSet) find(doc *annotate.Document, i int) (v float64, ok bool) {
	t := &doc.Tokens[i]
	if v, ok = w.single[t.Lemma]; ok {
		return v, ok
	}
	text := t.Lower()
	if v, ok = w.single[text]; ok {
		return v, ok
	}
	longest := 0
	for _, p := range w.phrases[text] {
		if n := len(p.rest); n > longest && p.follows(doc, i+1) {
			v, ok, longest = p.value, true, n
		}
	}
	return v, ok
}

func (p *phrase) follows(doc *annotate.Document, i int) bool {
	for k, w := range p.rest {
		if i+k >= len(doc.Tokens) || doc.Tokens[i+k].Sentence != doc.Tokens[i-1].Sentence || !strings.EqualFold(doc.Tokens[i+k].Text, w) {
			return false
		}
	}
	return true
}

// finding makes what an emission finds.
func (m *Match[H]) finding(h H, e *emission) Finding {
	f := Finding{Manner: e.Manner, Holder: -1, Target: m.Tokens[e.target], At: m.words[e.at], Voice: -1, Polarity: 1}
	if e.holder >= 0 {
		f.Holder = m.Tokens[e.holder]
	}
	for _, x := range e.value {
		f.Polarity *= x.v
		if x.node >= 0 {
			f.Polarity *= m.values[x.node]
		}
	}
	if e.half && f.Polarity != 0 {
		f.Polarity = math.Copysign(0.5, f.Polarity)
	}
	if e.voice >= 0 {
		f.Voice = m.words[e.voice]
	}
	for _, k := range e.evidence {
		f.Evidence = append(f.Evidence, m.words[k])
	}
	if f.Target < 0 { // an optional target that is absent
		f.Polarity = 0
	}
	if f.Polarity == 0 {
		return f
	}
	doc := h.Document()
	for k := range m.nodes {
		if name := "{" + m.nodes[k].name + "}"; k < len(m.words) && m.words[k] >= 0 && strings.Contains(f.Why, name) {
			f.Why = strings.ReplaceAll(f.Why, name, "“"+doc.Tokens[m.words[k]].Text+"”")
		}
	}
	return f
}
