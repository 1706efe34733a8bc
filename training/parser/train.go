package parser

import (
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate/parse"
	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
)

// Options are the choices of a training run. The zero value of a number
// stands for its default.
type Options struct {
	Seed         uint64
	TagEpochs    int // passes over the treebank for the tagger; default 5
	ParseEpochs  int // passes for the linear part of the parser; default 8
	NetEpochs    int // passes for the network of the parser; default 10
	Hidden       int // hidden units of the network, a multiple of 4 under 1,024; default 192
	Folds        int // taggers trained for tagging their own training text; default 5
	TagEntries   int // weights kept of the tagger; default 900,000
	QuickEntries int // weights kept of the tagger's quick model; default 120,000
	ActEntries   int // weights kept for the transitions; default 400,000
	RelEntries   int // weights kept for the relations; default 120,000
	// Text is running text, one paragraph a line, to learn word clusters
	// from; nil for none.
	Text io.Reader
	// Silver are sentences in CoNLL-U whose tags and trees a teacher gave, to be
	// learnt like those of the treebank, lemmas ("_") apart; nil for none.
	Silver   io.Reader
	Progress func(string)
}

func (o Options) withDefaults() Options {
	def := func(p *int, v int) {
		if *p <= 0 {
			*p = v
		}
	}
	def(&o.TagEpochs, 5)
	def(&o.ParseEpochs, 8)
	def(&o.NetEpochs, 10)
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
func Train(r io.Reader, opts Options) (*parse.Model, error) {
	sents, err := parse.ReadCoNLLU(r)
	if err != nil {
		return nil, fmt.Errorf("syntax: treebank: %w", err)
	}
	if len(sents) == 0 {
		return nil, errors.New("syntax: treebank has no sentences")
	}
	if opts.Silver != nil {
		silver, err := parse.ReadCoNLLU(opts.Silver)
		if err != nil {
			return nil, fmt.Errorf("syntax: silver trees: %w", err)
		}
		sents = append(sents, silver...)
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
	t.draft = parse.NewDraft(t.classes, t.open, t.lexicon, t.learnLemmas())

	// Taggers that have not seen a part of the treebank tag it for the parser.
	t.jack = make([]parse.Linear, opts.Folds)
	for f := range t.jack {
		t.jack[f] = t.trainTagger(f, fmt.Sprintf("tagger without part %d", f+1), 0)
	}
	t.tagger = t.trainTagger(-1, "tagger", opts.TagEntries)
	t.tagText()
	t.relsOf = t.relSets()
	w := parse.Weights{Tags: t.tagger, Quick: t.trainQuick(), RelationsOf: t.relsOf, ActionShare: wideShare, RelationShare: wideRelShare}
	w.Actions, w.Relations = t.trainParser()
	w.Net = t.trainNet()
	return t.draft.Model(w), nil
}

type training struct {
	opts    Options
	sents   []parse.Sentence
	gold    [][]uint8 // classes of the words
	classes []parse.Class
	open    []uint8 // classes of unknown words
	lexicon []parse.Word
	relsOf  [syntax.NumTags][]uint8 // relations that words of a part of speech have
	draft   *parse.Draft
	jack    []parse.Linear // taggers that have not seen one part of the treebank
	tagger  parse.Linear
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
	h := fnv.New64a()
	h.Write([]byte(name))
	return rand.New(rand.NewPCG(t.opts.Seed, h.Sum64()))
}

// fold says which part of the treebank a sentence is in: neighbours, which
// share words, stay together.
func (t *training) fold(sent int) int { return sent / 40 % t.opts.Folds }

func (t *training) learnClasses() error {
	ids := map[parse.Class]int{}
	t.gold = make([][]uint8, len(t.sents))
	var types []map[string]bool
	for i := range t.sents {
		s := &t.sents[i]
		t.gold[i] = make([]uint8, s.Len())
		for k := range s.Words {
			c := parse.Class{Tag: s.Tags[k], Fine: s.Fines[k]}
			id, ok := ids[c]
			if !ok {
				id = len(ids)
				ids[c] = id
				t.classes = append(t.classes, c)
				types = append(types, map[string]bool{})
			}
			if id >= parse.MaxClasses {
				return fmt.Errorf("syntax: treebank has more than %d pairs of tags", parse.MaxClasses)
			}
			t.gold[i][k] = uint8(id)
			types[id][parse.Key(s.Words[k])] = true
		}
	}
	for id := range types {
		if len(types[id]) >= 10 {
			t.open = append(t.open, uint8(id))
		}
	}
	if len(t.open) == 0 {
		for id := range types {
			t.open = append(t.open, uint8(id))
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
		text = append(text, t.sents[i].Words)
	}
	rng := t.stream("clusters")
	e := learnVectors(slices.Values(keysOf(text)), 2, rng)
	t.words = e.words
	t.cluster = e.cluster(parse.FineClusters, rng)
	t.group = e.cluster(parse.CoarseClusters, rng)
	t.opts.Progress(fmt.Sprintf("%d words in clusters", len(t.words)))
	return nil
}

// Words seen this often have an ambiguity class, and a closed set of tags.
const (
	minAmb   = 3
	minCands = 10
	minNet   = 100
)

func (t *training) learnLexicon() {
	type count struct {
		n       int
		classes []int
	}
	counts := map[string]*count{}
	var order []string
	for i := range t.sents {
		for k, w := range t.sents[i].Words {
			f := parse.Key(w)
			c := counts[f]
			if c == nil {
				c = &count{classes: make([]int, len(t.classes))}
				counts[f] = c
				order = append(order, f)
			}
			c.n++
			c.classes[t.gold[i][k]]++
		}
	}
	var proper []uint8
	for id, c := range t.classes {
		if c == (parse.Class{Tag: syntax.PROPN, Fine: syntax.FineNNP}) {
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
	slices.Sort(order)
	for _, f := range order {
		c := counts[f]
		w := parse.Word{Key: f}
		i, clustered := known[f]
		if clustered {
			w.Cluster, w.Group = t.cluster[i], t.group[i]
		} else if c.n < minAmb {
			continue
		}
		if c.n >= minAmb {
			w.Ambiguity = ambiguity(amb, c.classes, c.n)
		}
		if c.n >= minNet {
			nets++
			w.Net = uint16(nets + 1)
		}
		if c.n >= minCands {
			w.Classes = t.closedSet(c.classes, proper)
		}
		t.lexicon = append(t.lexicon, w)
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
		switch t.classes[id].Tag {
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

func (t *training) learnLemmas() parse.Lemmas {
	var ex []lemmaExample
	for i := range t.sents {
		s := &t.sents[i]
		for k, w := range s.Words {
			if s.Rels[k] == syntax.Goeswith || s.Lemmas[k] == "_" || !t.classes[t.gold[i][k]].Inflects() {
				continue
			}
			base := parse.LemmaBase(w, s.Tags[k])
			ex = append(ex, lemmaExample{strings.ToLower(base), base, s.Lemmas[k], t.gold[i][k]})
		}
	}
	return learnLemmas(ex)
}

// variant is a sentence as the training sees it: mostly as it stands, at
// times set like a headline.
type variant struct {
	words []string
	n     int // words kept: the last mark may be dropped
}

func (t *training) variant(i int, rng *rand.Rand) variant {
	s := &t.sents[i]
	v := variant{s.Words, s.Len()}
	x := rng.Float64()
	if x > 0.16 {
		return v
	}
	if x < 0.12 && v.n > 2 && s.Tags[v.n-1] == syntax.PUNCT && !slices.Contains(s.Heads, v.n-1) {
		v.n--
	}
	var change func(string) string
	switch {
	case x < 0.03:
		change = strings.ToUpper
	case x < 0.06:
		change = parse.TitleCase
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

// trainTagger trains on all parts but one (all where without is negative).
func (t *training) trainTagger(without int, name string, limit int) parse.Linear {
	rng := t.stream(name)
	tr := newTrainer()
	order := slices.DeleteFunc(upTo(len(t.sents)), func(i int) bool { return without >= 0 && t.fold(i) == without })
	for epoch := range t.opts.TagEpochs {
		right := pass(order, rng, func(i int) (wrong, of int) {
			n := t.read(i, rng)
			return t.tagOnce(tr, t.gold[i][:n]), n
		})
		t.opts.Progress(fmt.Sprintf("%s, pass %d: %.2f%% right", name, epoch+1, right))
	}
	return tr.finish(limit)
}

// upTo are the numbers from 0 to n-1.
func upTo(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

// pass learns once from each of order, in an order that it draws, and gives how many
// answers in a hundred were right.
func pass(order []int, rng *rand.Rand, learn func(i int) (wrong, of int)) float64 {
	rng.Shuffle(len(order), func(a, b int) { order[a], order[b] = order[b], order[a] })
	wrong, total := 0, 0
	for _, i := range order {
		w, of := learn(i)
		wrong, total = wrong+w, total+of
	}
	return 100 - 100*float64(wrong)/float64(max(total, 1))
}

// read reads a variant of a sentence into the draft and gives its words.
func (t *training) read(i int, rng *rand.Rand) int {
	v := t.variant(i, rng)
	t.draft.Read(v.words[:v.n])
	return v.n
}

// readTagged is read with the classes of the tagger that has not seen the sentence; the
// draft is ready to be parsed.
func (t *training) readTagged(i int, rng *rand.Rand) int {
	n := t.read(i, rng)
	t.draft.Tag(t.jack[t.fold(i)])
	t.draft.Begin()
	return n
}

func (t *training) tagOnce(tr *trainer, gold []uint8) (wrong int) {
	c1, c2 := uint64(parse.Edge), uint64(parse.Edge)
	for i := range gold {
		cands := t.draft.Candidates(i)
		tr.step++
		keys := t.draft.TagFeatures(i, c1, c2)
		best := cands[0]
		if len(cands) > 1 {
			var s trainScores
			tr.add(keys, &s)
			for _, c := range cands[1:] {
				if s[c] > s[best] {
					best = c
				}
			}
		}
		if best != gold[i] {
			wrong++
			if len(cands) > 1 {
				tr.update(keys, int(gold[i]), int(best))
			}
		}
		c1, c2 = uint64(best), c1
	}
	return wrong
}

// tagText tags the running text.
func (t *training) tagText() {
	t.found = make([][]uint8, len(t.text))
	for i := range t.text {
		t.draft.Read(t.text[i])
		t.found[i] = slices.Clone(t.draft.Tag(t.tagger))
	}
}

// quickMargin is the lead that the quick model is trained to have.
const quickMargin = 10

// trainQuick trains the quick model of the tagger on the treebank, and on the
// running text as the large model tags it.
func (t *training) trainQuick() parse.Linear {
	rng := t.stream("quick tagger")
	tr := newTrainer()
	order := upTo(len(t.sents) + len(t.text))
	for epoch := range t.opts.TagEpochs {
		pass(order, rng, func(i int) (_, _ int) {
			if i < len(t.sents) {
				n := t.read(i, rng)
				t.quickOnce(tr, t.gold[i][:n])
				return
			}
			i -= len(t.sents)
			t.draft.Read(t.text[i])
			t.quickOnce(tr, t.found[i])
			return
		})
		t.opts.Progress(fmt.Sprintf("quick tagger, pass %d", epoch+1))
	}
	return tr.finish(t.opts.QuickEntries)
}

func (t *training) quickOnce(tr *trainer, classes []uint8) {
	c1, c2 := uint64(parse.Edge), uint64(parse.Edge)
	for i := range classes {
		tr.step++
		want, cands := classes[i], t.draft.Candidates(i)
		if len(cands) > 1 && slices.Contains(cands, want) {
			keys := t.draft.QuickFeatures(i, c1, c2)
			var s trainScores
			tr.add(keys, &s)
			rival := -1
			for _, c := range cands {
				if c != want && (rival < 0 || s[c] > s[rival]) {
					rival = int(c)
				}
			}
			if s[want]-s[rival] <= quickMargin {
				tr.update(keys, int(want), rival)
			}
		}
		c1, c2 = uint64(want), c1
	}
}

// costs returns, for each action, how many gold arcs it puts out of reach
// (Goldberg and Nivre 2013). gold holds the heads in the state's numbering.
func costs(d *parse.Draft, gold []int32, legal uint) (cost [parse.NumActions]int) {
	end, next, stack := int32(d.Words()+1), d.Next(), d.Stack()
	depth := len(stack)
	if depth > 0 {
		s0 := stack[depth-1]
		var deps, headRight, headB int
		for k := next; k <= end; k++ {
			if k < end && gold[k] == s0 {
				deps++
			}
			if gold[s0] == k {
				if k == next {
					headB = 1
				} else {
					headRight = 1
				}
			}
		}
		cost[parse.Left] = deps + headRight
		cost[parse.Right] = deps + headRight + headB
		if depth > 1 && gold[s0] == stack[depth-2] {
			cost[parse.Left]++
		}
	}
	if legal&(1<<parse.Shift) != 0 {
		for i, s := range stack {
			if gold[s] == next {
				cost[parse.Shift]++
			}
			if i < depth-1 && gold[next] == s {
				cost[parse.Shift]++
			}
		}
	}
	return cost
}

// lowest returns the least cost of a legal action.
func lowest(cost *[parse.NumActions]int, legal uint) int {
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
		for k, r := range t.sents[i].Rels {
			seen[t.sents[i].Tags[k]][r]++
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

// trainParser trains the linear models of the actions and of the relations.
func (t *training) trainParser() (actions, relations parse.Linear) {
	rng := t.stream("parser")
	acts, rels := newTrainer(), newTrainer()
	order := upTo(len(t.sents))
	for epoch := range t.opts.ParseEpochs {
		right := pass(order, rng, func(i int) (wrong, of int) {
			n := t.readTagged(i, rng)
			return t.parseOnce(&t.sents[i], acts, rels, rng, epoch), n
		})
		t.opts.Progress(fmt.Sprintf("parser, pass %d: %.2f%% of heads right", epoch+1, right))
	}
	return acts.finish(t.opts.ActEntries), rels.finish(t.opts.RelEntries)
}

// parseOnce parses one sentence in training and returns the number of wrong
// heads. It follows its own choices, wrong ones too, nine times in ten after
// the first pass, and learns the best that can still be done from there.
func (t *training) parseOnce(s *parse.Sentence, acts, rels *trainer, rng *rand.Rand, epoch int) (wrong int) {
	draft := t.draft
	gold := goldHeads(s, draft.Words())
	for !draft.Done() {
		legal := draft.Legal()
		cost := costs(draft, gold, legal)
		keys := draft.ActionFeatures()
		var sc trainScores
		acts.add(keys, &sc)
		pred, right := -1, -1
		low := lowest(&cost, legal)
		for a := range parse.NumActions {
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
			acts.update(keys, right, pred)
			if epoch == 0 || rng.Float64() > 0.9 {
				act = right
			}
		}
		if act == parse.Shift {
			draft.Shift()
			continue
		}
		h, d := draft.Arc(act)
		rel := uint8(syntax.Root)
		if int(h) != draft.Words()+1 {
			keys = draft.RelationFeatures(h, d)
			var sc trainScores
			rels.add(keys, &sc)
			cands := t.relsOf[draft.Tagged(d)]
			rel = cands[0]
			for _, r := range cands[1:] {
				if sc[r] > sc[rel] {
					rel = r
				}
			}
			rels.step++
			if want := uint8(s.Rels[d-1]); h == gold[d] && rel != want && syntax.Rel(want) != syntax.Root {
				rels.update(keys, int(want), int(rel))
			}
		}
		if h != gold[d] {
			wrong++
		}
		draft.Attach(h, d, rel)
	}
	return wrong
}
