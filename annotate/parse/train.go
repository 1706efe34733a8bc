package parse

import (
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
)

// TrainOptions are the choices of a training run. The zero value of a number
// stands for its default.
type TrainOptions struct {
	Seed         uint64
	TagEpochs    int // passes over the treebank for the tagger; default 5
	ParseEpochs  int // passes for the linear part of the parser; default 8
	NetEpochs    int // passes for the network of the parser; default 8
	Hidden       int // hidden units of the network, a multiple of 4 under 1,024; default 192
	Folds        int // taggers trained for tagging their own training text; default 5
	TagEntries   int // weights kept of the tagger; default 900,000
	QuickEntries int // weights kept of the tagger's quick model; default 120,000
	ActEntries   int // weights kept for the transitions; default 400,000
	RelEntries   int // weights kept for the relations; default 120,000
	// Text is running text, one paragraph a line, to learn word clusters
	// from; nil for none.
	Text     io.Reader
	Progress func(string)
}

func (o TrainOptions) withDefaults() TrainOptions {
	def := func(p *int, v int) {
		if *p <= 0 {
			*p = v
		}
	}
	def(&o.TagEpochs, 5)
	def(&o.ParseEpochs, 8)
	def(&o.NetEpochs, 8)
	def(&o.Hidden, 192)
	def(&o.Folds, 5)
	def(&o.TagEntries, 900_000)
	def(&o.QuickEntries, 120_000)
	def(&o.ActEntries, 400_000)
	def(&o.RelEntries, 120_000)
	if o.Progress == nil {
		o.Progress = func(string) {}
	}
	return o
}

// Train makes a model from a treebank in CoNLL-U. The same treebank and
// options give the same model to the byte.
func Train(r io.Reader, opts TrainOptions) (*Model, error) {
	sents, err := readCoNLLU(r)
	if err != nil {
		return nil, fmt.Errorf("syntax: treebank: %w", err)
	}
	if len(sents) == 0 {
		return nil, errors.New("syntax: treebank has no sentences")
	}
	opts = opts.withDefaults()
	if opts.Hidden%4 != 0 || opts.Hidden >= 1<<10 {
		return nil, fmt.Errorf("syntax: %d hidden units: want a multiple of 4 under 1,024", opts.Hidden)
	}
	t := &training{opts: opts, sents: sents}
	if err := t.learnClasses(); err != nil {
		return nil, err
	}
	if err := t.learnClusters(); err != nil {
		return nil, err
	}
	t.learnLexicon()
	t.learnLemmas()

	// Taggers that have not seen a part of the treebank tag it for the parser.
	t.jack = make([]*linear, opts.Folds)
	for f := range t.jack {
		t.jack[f] = t.trainTagger(f, fmt.Sprintf("tagger without part %d", f+1), 0)
	}
	t.g.tags = t.trainTagger(-1, "tagger", opts.TagEntries)
	t.tagText()
	quick := t.trainQuick()
	m := &Model{grammar: t.g}
	m.parser = t.trainParser()
	m.quick = quick
	return m, nil
}

// shape counts the values that features of the networks can take.
func (t *training) shape() netShape {
	sh := netShape{words: 2, tags: len(t.g.classes) + 2, clus: fineGroups + 16, groups: coarseGroups + 16}
	for _, w := range t.g.lex.words {
		sh.words = max(sh.words, int(w.net)+1)
	}
	return sh
}

type training struct {
	opts  TrainOptions
	sents []sentence
	gold  [][]uint8 // classes of the words
	g     grammar
	jack  []*linear
	// the running text, the classes that the large model gives its words, and
	// all words with their clusters and groups
	text    [][]string
	found   [][]uint8
	words   []string
	cluster []uint16
	group   []uint16
}

// stream returns the random numbers of one part of the training.
func (t *training) stream(name string) *rand.Rand {
	return rand.New(rand.NewPCG(t.opts.Seed, hashString(name)))
}

// fold says which part of the treebank a sentence is in: neighbours, which
// share words, stay together.
func (t *training) fold(sent int) int { return sent / 40 % t.opts.Folds }

func (t *training) learnClasses() error {
	ids := map[tagClass]int{}
	t.gold = make([][]uint8, len(t.sents))
	var types []map[string]bool
	for i := range t.sents {
		s := &t.sents[i]
		t.gold[i] = make([]uint8, s.len())
		for k := range s.words {
			c := tagClass{s.tags[k], s.fines[k]}
			id, ok := ids[c]
			if !ok {
				id = len(ids)
				ids[c] = id
				t.g.classes = append(t.g.classes, c)
				types = append(types, map[string]bool{})
			}
			if id >= maxClasses {
				return fmt.Errorf("syntax: treebank has more than %d pairs of tags", maxClasses)
			}
			t.gold[i][k] = uint8(id)
			types[id][fold(normalise(s.words[k]))] = true
		}
	}
	for id := range types {
		if len(types[id]) >= 10 {
			t.g.open = append(t.g.open, uint8(id))
		}
	}
	if len(t.g.open) == 0 {
		for id := range types {
			t.g.open = append(t.g.open, uint8(id))
		}
	}
	return nil
}

// learnClusters learns clusters of words from the running text and the words
// of the treebank.
func (t *training) learnClusters() error {
	if t.opts.Text == nil {
		return nil
	}
	text, err := readText(t.opts.Text)
	if err != nil {
		return fmt.Errorf("syntax: text for clusters: %w", err)
	}
	t.text = text
	for i := range t.sents {
		text = append(text, t.sents[i].words)
	}
	rng := t.stream("clusters")
	e := learnVectors(slices.Values(keysOf(text)), 2, rng)
	t.words = e.words
	t.cluster = e.cluster(fineGroups, rng)
	t.group = e.cluster(coarseGroups, rng)
	t.opts.Progress(fmt.Sprintf("%d words in clusters", len(t.words)))
	return nil
}

// Words seen this often have an ambiguity class, and a closed set of tags.
const (
	minAmb   = 3
	minCands = 10
	minNet   = 40
)

func (t *training) learnLexicon() {
	type count struct {
		n       int
		classes []int
	}
	counts := map[string]*count{}
	var order []string
	for i := range t.sents {
		for k, w := range t.sents[i].words {
			f := fold(normalise(w))
			c := counts[f]
			if c == nil {
				c = &count{classes: make([]int, len(t.g.classes))}
				counts[f] = c
				order = append(order, f)
			}
			c.n++
			c.classes[t.gold[i][k]]++
		}
	}
	var proper []uint8
	for id, c := range t.g.classes {
		if c == (tagClass{syntax.PROPN, syntax.FineNNP}) {
			proper = append(proper, uint8(id))
		}
	}
	known := map[string]int{}
	nets := 0
	for i, w := range t.words {
		known[w] = i
		if counts[w] == nil {
			counts[w] = &count{}
			order = append(order, w)
		}
	}
	amb := map[string]uint16{}
	t.g.lex.index = map[string]int32{}
	slices.Sort(order)
	for _, f := range order {
		c := counts[f]
		lw := lexWord{text: f}
		i, clustered := known[f]
		if clustered {
			lw.cluster, lw.group = t.cluster[i], t.group[i]
		} else if c.n < minAmb {
			continue
		}
		if c.n >= minAmb {
			lw.amb = ambiguity(amb, c.classes, c.n)
		}
		if c.n >= minNet {
			nets++
			lw.net = uint16(nets + 1)
		}
		if c.n >= minCands {
			lw.cands = t.closedSet(c.classes, proper)
		}
		t.g.lex.index[f] = int32(len(t.g.lex.words))
		t.g.lex.words = append(t.g.lex.words, lw)
	}
}

// ambiguity numbers the set of classes that a word has at least a tenth of
// the time, the most frequent first.
func ambiguity(ids map[string]uint16, classes []int, n int) uint16 {
	var set []uint8
	for id, k := range classes {
		if k*10 >= n {
			set = append(set, uint8(id))
		}
	}
	slices.SortStableFunc(set, func(a, b uint8) int { return classes[b] - classes[a] })
	key := string(set)
	id, ok := ids[key]
	if !ok {
		id = uint16(len(ids) + 1)
		ids[key] = id
	}
	return id
}

func (t *training) closedSet(classes []int, proper []uint8) []uint8 {
	var set []uint8
	open := false
	for id, k := range classes {
		if k == 0 {
			continue
		}
		set = append(set, uint8(id))
		switch t.g.classes[id].tag {
		case syntax.NOUN, syntax.VERB, syntax.ADJ, syntax.ADV, syntax.PROPN, syntax.X, syntax.NUM:
			open = true
		}
	}
	if open {
		for _, p := range proper {
			if !slices.Contains(set, p) {
				set = append(set, p)
			}
		}
	}
	return set
}

func (t *training) learnLemmas() {
	var ex []lemmaExample
	for i := range t.sents {
		s := &t.sents[i]
		for k, w := range s.words {
			if s.rels[k] == syntax.Goeswith || s.lemmas[k] == "_" || !inflects(tagClass{s.tags[k], s.fines[k]}) {
				continue
			}
			base := lemmaBase(normalise(w), s.tags[k])
			ex = append(ex, lemmaExample{strings.ToLower(base), base, s.lemmas[k], t.gold[i][k]})
		}
	}
	t.g.lemmas = learnLemmas(ex)
}

// variant is a sentence as the training sees it: mostly as it stands, at
// times set like a headline.
type variant struct {
	words []string
	n     int // words kept: the last mark may be dropped
}

func (t *training) variant(i int, rng *rand.Rand) variant {
	s := &t.sents[i]
	v := variant{s.words, s.len()}
	x := rng.Float64()
	if x > 0.16 {
		return v
	}
	if x < 0.12 && v.n > 2 && s.tags[v.n-1] == syntax.PUNCT && !slices.Contains(s.heads, v.n-1) {
		v.n--
	}
	var change func(string) string
	switch {
	case x < 0.03:
		change = strings.ToUpper
	case x < 0.06:
		change = titleCase
	case x > 0.13:
		return v
	case x > 0.12:
		change = strings.ToLower
	default:
		return v
	}
	v.words = slices.Clone(v.words)
	for k := range v.words {
		v.words[k] = change(v.words[k])
	}
	return v
}

func titleCase(w string) string {
	if titleCaseSmall.Has(w) {
		return w
	}
	r, n := utf8.DecodeRuneInString(w)
	return string(unicode.ToUpper(r)) + w[n:]
}

// trainTagger trains on all parts but one (all where without is negative).
func (t *training) trainTagger(without int, name string, limit int) *linear {
	rng := t.stream(name)
	tr := newTrainer()
	var order []int
	for i := range t.sents {
		if without < 0 || t.fold(i) != without {
			order = append(order, i)
		}
	}
	var k work
	for epoch := range t.opts.TagEpochs {
		rng.Shuffle(len(order), func(a, b int) { order[a], order[b] = order[b], order[a] })
		wrong, total := 0, 0
		for _, i := range order {
			v := t.variant(i, rng)
			k.analyse(v.words[:v.n], &t.g)
			wrong += t.tagOnce(tr, &k, t.gold[i])
			total += v.n
		}
		t.opts.Progress(fmt.Sprintf("%s, pass %d: %.2f%% right", name, epoch+1, 100-100*float64(wrong)/float64(max(total, 1))))
	}
	rows, top := tr.finish(limit)
	return newLinear(rows, top)
}

func (t *training) tagOnce(tr *trainer, k *work, gold []uint8) (wrong int) {
	caps := capsOf(k.feats)
	c1, c2 := uint64(edge), uint64(edge)
	for i := range k.feats {
		cands := t.g.candidates(&k.feats[i])
		tr.step++
		k.keys = tagFeatures(k.keys[:0], k.feats, i, caps)
		k.keys = tagHistory(k.keys, k.feats, i, c1, c2)
		best := cands[0]
		if len(cands) > 1 {
			var s trainScores
			tr.add(k.keys, &s)
			for _, c := range cands[1:] {
				if s[c] > s[best] {
					best = c
				}
			}
		}
		if best != gold[i] {
			wrong++
			if len(cands) > 1 {
				tr.update(k.keys, int(gold[i]), int(best))
			}
		}
		c1, c2 = uint64(best), c1
	}
	return wrong
}

// tagText tags the running text.
func (t *training) tagText() {
	t.found = make([][]uint8, len(t.text))
	var k work
	for i := range t.text {
		k.analyse(t.text[i], &t.g)
		t.found[i], k.keys = t.g.tag(k.feats, nil, k.keys, &k.state.find)
	}
}

// quickMargin is the lead that the quick model is trained to have.
const quickMargin = 10

// trainQuick trains the quick model of the tagger on the treebank, and on the
// running text as the large model tags it.
func (t *training) trainQuick() *linear {
	rng := t.stream("quick tagger")
	tr := newTrainer()
	order := make([]int, len(t.sents)+len(t.text))
	for i := range order {
		order[i] = i
	}
	var k work
	for epoch := range t.opts.TagEpochs {
		rng.Shuffle(len(order), func(a, b int) { order[a], order[b] = order[b], order[a] })
		for _, i := range order {
			if i < len(t.sents) {
				v := t.variant(i, rng)
				k.analyse(v.words[:v.n], &t.g)
				t.quickOnce(tr, &k, t.gold[i])
				continue
			}
			i -= len(t.sents)
			k.analyse(t.text[i], &t.g)
			t.quickOnce(tr, &k, t.found[i])
		}
		t.opts.Progress(fmt.Sprintf("quick tagger, pass %d", epoch+1))
	}
	rows, top := tr.finish(t.opts.QuickEntries)
	return newLinear(rows, top)
}

func (t *training) quickOnce(tr *trainer, k *work, classes []uint8) {
	caps := capsOf(k.feats)
	c1, c2 := uint64(edge), uint64(edge)
	for i := range k.feats {
		tr.step++
		want, cands := classes[i], t.g.candidates(&k.feats[i])
		if len(cands) > 1 && slices.Contains(cands, want) {
			k.keys = quickFeatures(k.keys[:0], k.feats, i, caps, c1, c2)
			var s trainScores
			tr.add(k.keys, &s)
			rival := -1
			for _, c := range cands {
				if c != want && (rival < 0 || s[c] > s[rival]) {
					rival = int(c)
				}
			}
			if s[want]-s[rival] <= quickMargin {
				tr.update(k.keys, int(want), rival)
			}
		}
		c1, c2 = uint64(want), c1
	}
}

// costs returns, for each action, how many gold arcs it puts out of reach
// (Goldberg and Nivre 2013). gold holds the heads in the state's numbering.
func (st *state) costs(gold []int32, legal uint) (cost [numActs]int) {
	end := int32(st.n + 1)
	d := len(st.stack)
	if d > 0 {
		s0 := st.stack[d-1]
		var deps, headRight, headB int
		for k := st.b; k <= end; k++ {
			if k < end && gold[k] == s0 {
				deps++
			}
			if gold[s0] == k {
				if k == st.b {
					headB = 1
				} else {
					headRight = 1
				}
			}
		}
		cost[actLeft] = deps + headRight
		cost[actRight] = deps + headRight + headB
		if d > 1 && gold[s0] == st.stack[d-2] {
			cost[actLeft]++
		}
	}
	if legal&(1<<actShift) != 0 {
		for i, s := range st.stack {
			if gold[s] == st.b {
				cost[actShift]++
			}
			if i < d-1 && gold[st.b] == s {
				cost[actShift]++
			}
		}
	}
	return cost
}

// lowest returns the least cost of a legal action.
func lowest(cost *[numActs]int, legal uint) int {
	low := 1 << 30
	for a, c := range cost {
		if legal&(1<<a) != 0 {
			low = min(low, c)
		}
	}
	return low
}

// relSets lists the relations that words of each tag have in the treebank.
func (t *training) relSets() (sets [syntax.NumTags][]uint8) {
	seen := [syntax.NumTags][syntax.NumRels]int{}
	for i := range t.sents {
		for k, r := range t.sents[i].rels {
			seen[t.sents[i].tags[k]][r]++
		}
	}
	for tag := range seen {
		for r := range seen[tag] {
			if seen[tag][r] > 1 && syntax.Rel(r) != syntax.Root {
				sets[tag] = append(sets[tag], uint8(r))
			}
		}
		if len(sets[tag]) == 0 {
			sets[tag] = []uint8{uint8(syntax.Dep)}
		}
	}
	return sets
}

// Weights of the linear models beside the network, whose scores are log
// odds: chosen on the development treebank.
const (
	wideShare    = 0.02
	wideRelShare = 0.05
)

func (t *training) trainParser() parser {
	ps := parser{relsFor: t.relSets()}
	rng := t.stream("parser")
	acts, rels := newTrainer(), newTrainer()
	order := make([]int, len(t.sents))
	for i := range order {
		order[i] = i
	}
	var k work
	for epoch := range t.opts.ParseEpochs {
		rng.Shuffle(len(order), func(a, b int) { order[a], order[b] = order[b], order[a] })
		wrong, total := 0, 0
		for _, i := range order {
			v := t.variant(i, rng)
			k.analyse(v.words[:v.n], &t.g)
			g := t.g
			g.tags = t.jack[t.fold(i)]
			k.tags, k.keys = g.tag(k.feats, k.tags, k.keys, &k.state.find)
			k.state.reset(k.feats, k.tags, &t.g)
			wrong += ps.parseOnce(&k, &t.sents[i], &t.g, acts, rels, rng, epoch)
			total += v.n
		}
		t.opts.Progress(fmt.Sprintf("parser, pass %d: %.2f%% of heads right", epoch+1, 100-100*float64(wrong)/float64(max(total, 1))))
	}
	rows, top := acts.finish(t.opts.ActEntries)
	ps.acts = newLinear(rows, top)

	rows, top = rels.finish(t.opts.RelEntries)
	ps.rels = newLinear(rows, top)
	ps.net = t.trainNet(&ps, t.opts.NetEpochs, t.opts.Hidden)
	ps.wide, ps.wideRel = wideShare/scoreUnit, wideRelShare/scoreUnit
	return ps
}

// parseOnce parses one sentence in training and returns the number of wrong
// heads. It follows its own choices, wrong ones too, nine times in ten after
// the first pass, and learns the best that can still be done from there.
func (ps *parser) parseOnce(k *work, s *sentence, g *grammar, acts, rels *trainer, rng *rand.Rand, epoch int) (wrong int) {
	st := &k.state
	gold := goldHeads(s, st.n)
	for !st.done() {
		legal := st.legal()
		cost := st.costs(gold, legal)
		k.keys = st.features(k.keys[:0])
		var sc trainScores
		acts.add(k.keys, &sc)
		pred, right := -1, -1
		low := lowest(&cost, legal)
		for a := range numActs {
			if legal&(1<<a) == 0 {
				continue
			}
			if pred < 0 || sc[a] > sc[pred] {
				pred = a
			}
			if cost[a] == low && (right < 0 || sc[a] > sc[right]) {
				right = a
			}
		}
		acts.step++
		act := pred
		if cost[pred] > low {
			acts.update(k.keys, right, pred)
			if epoch == 0 || rng.Float64() > 0.9 {
				act = right
			}
		}
		if act == actShift {
			st.shift()
			continue
		}
		h, d := st.arc(act)
		rel := uint8(syntax.Root)
		if int(h) != st.n+1 {
			k.keys = st.labelFeatures(k.keys[:0], h, d)
			var sc trainScores
			rels.add(k.keys, &sc)
			cands := ps.relsFor[g.classes[k.tags[d-1]].tag]
			rel = cands[0]
			for _, r := range cands[1:] {
				if sc[r] > sc[rel] {
					rel = r
				}
			}
			rels.step++
			if want := uint8(s.rels[d-1]); h == gold[d] && rel != want && syntax.Rel(want) != syntax.Root {
				rels.update(k.keys, int(want), int(rel))
			}
		}
		if h != gold[d] {
			wrong++
		}
		st.attach(h, d, rel)
		st.pop()
	}
	return wrong
}
