package parse

import (
	"unicode"
	"unicode/utf8"

	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
)

// Draft is a model whose weights are being found. It shows a sentence to the
// training as the model will see it, so that features stand in one place. Words
// are counted from 1 in the parser's steps; the slices that come back hold until
// the next call. It serves one goroutine.
type Draft struct {
	model Model
	work  work
	caps  uint64
	shape netShape
}

// NewDraft begins a model from what is known before any weight: the classes, those
// an unknown word may have, the words and the rules for lemmas.
func NewDraft(classes []Class, open []uint8, words []Word, lemmas Lemmas) *Draft {
	d := &Draft{}
	g := &d.model.grammar
	g.classes, g.open, g.lex.words, g.lemmas = classes, open, words, lemmas
	g.lex.index = make(map[string]int32, len(words))
	d.shape = netShape{words: 2, tags: len(classes) + 2, clus: FineClusters + 16, groups: CoarseClusters + 16}
	for i, w := range words {
		g.lex.index[w.Key] = int32(i)
		d.shape.words = max(d.shape.words, int(w.Net)+1)
	}
	return d
}

// Key is a word as the model looks it up: folded, in plain typography.
func Key(word string) string { return fold(normalise(word)) }

// TitleCase is a word as a headline has it.
func TitleCase(word string) string {
	if titleCaseSmall.Has(word) {
		return word
	}
	r, n := utf8.DecodeRuneInString(word)
	return string(unicode.ToUpper(r)) + word[n:]
}

// Read takes up a sentence.
func (d *Draft) Read(words []string) {
	d.work.analyse(words, &d.model.grammar)
	d.caps = capsOf(d.work.feats)
}

// MaxClasses bounds the number of classes.
const MaxClasses = maxClasses

// Edge stands for the class of a word outside the sentence.
const Edge = edge

// Candidates are the classes that word i, counted from 0, may have.
func (d *Draft) Candidates(i int) []uint8 { return d.model.candidates(&d.work.feats[i]) }

// TagFeatures are those of word i after words of the classes c1 and, before it, c2.
func (d *Draft) TagFeatures(i int, c1, c2 uint64) []uint32 {
	k := &d.work
	k.keys = tagHistory(tagFeatures(k.keys[:0], k.feats, i, d.caps), k.feats, i, c1, c2)
	return k.keys
}

// QuickFeatures are those of the small tagger that is asked first.
func (d *Draft) QuickFeatures(i int, c1, c2 uint64) []uint32 {
	k := &d.work
	k.keys = quickFeatures(k.keys[:0], k.feats, i, d.caps, c1, c2)
	return k.keys
}

// Tag gives the words their classes by a tagger alone, which is how the parser
// will see the sentence.
func (d *Draft) Tag(tagger Linear) []uint8 {
	g, k := d.model.grammar, &d.work
	g.tags = tagger.model
	k.tags, k.keys = g.tag(k.feats, k.tags, k.keys, &k.state.find)
	return k.tags
}

// The actions of the parser; LEFT and RIGHT make a word a dependent, SHIFT takes up
// the next.
const (
	Shift      = actShift
	Left       = actLeft
	Right      = actRight
	NumActions = numActs
)

// Begin puts the parser before the first word of a sentence that is tagged.
func (d *Draft) Begin() { d.work.state.reset(d.work.feats, d.work.tags, &d.model.grammar) }

// Words is the number of words; the artificial root is the one after them.
func (d *Draft) Words() int { return d.work.state.n }

// Next is the first word of the buffer.
func (d *Draft) Next() int32 { return d.work.state.b }

// Stack holds the words on the stack, the top last.
func (d *Draft) Stack() []int32 { return d.work.state.stack }

// Done says whether the tree is whole.
func (d *Draft) Done() bool { return d.work.state.done() }

// Legal says which actions may be taken, as a set of bits.
func (d *Draft) Legal() uint { return d.work.state.legal() }

// Arc returns the head and the dependent that LEFT or RIGHT joins.
func (d *Draft) Arc(action int) (head, dependent int32) { return d.work.state.arc(action) }

// Shift takes up the next word.
func (d *Draft) Shift() { d.work.state.shift() }

// Attach joins two words by a relation and takes the dependent off the stack.
func (d *Draft) Attach(head, dependent int32, relation uint8) {
	d.work.state.attach(head, dependent, relation)
	d.work.state.pop()
}

// ActionFeatures are those of the linear model of the actions.
func (d *Draft) ActionFeatures() []uint32 {
	d.work.keys = d.work.state.features(d.work.keys[:0])
	return d.work.keys
}

// RelationFeatures are those of the linear model of the relations.
func (d *Draft) RelationFeatures(head, dependent int32) []uint32 {
	d.work.keys = d.work.state.labelFeatures(d.work.keys[:0], head, dependent)
	return d.work.keys
}

// Tagged is the part of speech of a word of the sentence that is parsed.
func (d *Draft) Tagged(word int32) syntax.Tag { return d.model.classes[d.work.tags[word-1]].Tag }

// Of the network: its outputs, the actions first, the features of one state, the
// byte that stands for the weight 0, and the largest bias.
const (
	NetOutputs  = numOuts
	NetFeatures = netFeats
	ZeroByte    = zeroByte
	MaxBias     = maxBias
)

// RelationOutput is the first of the network's outputs for relations to a head on
// this side.
func RelationOutput(head, dependent int32) int { return relOut(head, dependent) }

// NetInputs is the number of features that the network has a row of weights for.
func (d *Draft) NetInputs() int { return d.shape.inputs() }

// AppendNetFeatures appends the features of the state.
func (d *Draft) AppendNetFeatures(dst []int32) []int32 {
	return d.work.state.netFeatures(&d.shape, dst)
}

// Forget makes the network take a word as unknown.
func (d *Draft) Forget(word int) { d.work.state.net[word].word = 1 }

// Weights are what training finds.
type Weights struct {
	Tags, Quick        Linear // the tagger, and the small one that is asked first
	Actions, Relations Linear
	RelationsOf        [syntax.NumTags][]uint8 // that words of a part of speech may have
	// How much a unit of log odds of the linear models counts beside the network.
	ActionShare, RelationShare float32
	Net                        Network
}

// Network is the trained network: one hidden layer, in whole numbers.
type Network struct {
	Hidden  int     // units, a multiple of 4 under 1,024
	Rows    []uint8 // Hidden for each feature; ZeroByte is a weight of 0
	Step    float32 // value of one unit of a weight of Rows
	Bias    []int32 // in the same unit
	Out     []int8  // Hidden for each output
	OutTop  float32 // value of the weight 127 of Out
	OutBias []int32 // in units of Step * OutTop / 127
}

// Model is the draft with its weights.
func (d *Draft) Model(w Weights) *Model {
	m := &Model{grammar: d.model.grammar}
	m.tags, m.quick = w.Tags.model, w.Quick.model
	n := &net{
		shape: d.shape, hidden: w.Net.Hidden, inputs: d.NetInputs(), rows: w.Net.Rows, step: w.Net.Step, bias: w.Net.Bias,
		out: w.Net.Out, outTop: w.Net.OutTop, outB: w.Net.OutBias, unit: w.Net.Step * w.Net.OutTop / 127,
	}
	n.ready()
	m.parser = parser{acts: w.Actions.model, rels: w.Relations.model, relsFor: w.RelationsOf, net: n,
		wide: w.ActionShare / scoreUnit, wideRel: w.RelationShare / scoreUnit}
	return m
}
