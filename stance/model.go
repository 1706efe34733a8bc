package stance

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"fmt"
	"slices"
	"sync"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/stance/internal/learn"
	"github.com/seed-7a84ba5f/dyad/stance/internal/sign"
)

// ModelTask names what a model judges.
type ModelTask string

// The tasks.
const (
	// TargetModel says how a sentence evaluates a target, whoever does.
	TargetModel ModelTask = "target"
	// DirectedModel says how a holder evaluates a target in a sentence.
	DirectedModel ModelTask = "directed"
)

// signClasses is the number of classes of every model: against, neither, for.
const signClasses = 3

// Model judges one task by features of the annotation. Its parts are a linear
// model of the features, and small networks that see the sentence word by word;
// a calibrator turns what they say into probabilities. It does not change after it is made and is safe
// for concurrent use.
type Model struct {
	Task   ModelTask
	Seed   uint64
	Rows   int    // it was trained on
	Data   string // SHA-256 of the training rows, in hex
	Groups uint32 // mask of the feature groups

	names           [numNames]names
	linear          *learn.Softmax
	nets            []*learn.Net
	alone, together decision // of the model, and with voters
	x               *sign.Extractor
	hash            string
}

// The sets of hashed names that a model knows.
const (
	featureNames = iota // of the linear part
	wordNames           // what a word is, of the networks
	placeNames          // where a word stands
	numNames
)

// names are hashed names with their indexes.
type names struct {
	keys  []uint32 // sorted
	index map[uint32]int32
}

func newNames(keys []uint32) names {
	n := names{keys, make(map[uint32]int32, len(keys))}
	for i, k := range keys {
		n.index[k] = int32(i)
	}
	return n
}

// common are the names that stand in count at least so often.
func common(count map[uint32]int, least int) names {
	var keys []uint32
	for k, n := range count {
		if n >= least {
			keys = append(keys, k)
		}
	}
	slices.Sort(keys)
	return newNames(keys)
}

// known gives the indexes of those keys that have one.
func (n names) known(keys []uint32) []int32 {
	out := make([]int32, 0, len(keys))
	for _, k := range keys {
		if i, ok := n.index[k]; ok {
			out = append(out, i)
		}
	}
	return out
}

// decision turns what the parts say into a label.
type decision struct {
	voters []string // scorers whose votes count beside the parts
	stack  *learn.Calibrator
	tilt   [signClasses]float64 // factors of the probabilities before the label is chosen
	sure   float64              // probability from which the label is worth telling
}

//go:embed model/target.model
var targetModel []byte

//go:embed model/directed.model
var directedModel []byte

//go:embed model/target.json
var targetCard string

//go:embed model/directed.json
var directedCard string

// ModelCard says in JSON what a built-in model was trained on, how good it is
// and how it is rebuilt; "" for a task without a model.
func ModelCard(task ModelTask) string {
	switch task {
	case TargetModel:
		return targetCard
	case DirectedModel:
		return directedCard
	}
	return ""
}

// ModelHash is the SHA-256 of the file of a built-in model, in hex.
func ModelHash(task ModelTask) string {
	data := targetModel
	if task == DirectedModel {
		data = directedModel
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

var loadModels = sync.OnceValues(func() ([2]*Model, error) {
	var out [2]*Model
	for i, data := range [][]byte{targetModel, directedModel} {
		m, err := ReadModel(bytes.NewReader(data))
		if err != nil {
			return out, err
		}
		out[i] = m
	}
	return out, nil
})

// LoadModel gives a model that comes with the package. It is read once for the
// whole process.
func LoadModel(task ModelTask) (*Model, error) {
	both, err := loadModels()
	if err != nil {
		return nil, err
	}
	switch task {
	case TargetModel:
		return both[0], nil
	case DirectedModel:
		return both[1], nil
	}
	return nil, fmt.Errorf("stance: there is no model %q", task)
}

// Hash is the SHA-256 of the model's file, in hex.
func (m *Model) Hash() string { return m.hash }

func (m *Model) setHash(data []byte) {
	sum := sha256.Sum256(data)
	m.hash = hex.EncodeToString(sum[:])
}

// extractor is shared by all models: it holds word lists and no weights.
var extractor = sync.OnceValues(func() (*sign.Extractor, error) {
	bayes, err := loadBayes()
	if err != nil {
		return nil, err
	}
	return sign.New(bayes)
})

// bag extracts the features and words of a question.
func bag(x *sign.Extractor, doc *annotate.Document, q Question, groups uint32, named bool) *sign.Bag {
	b := sign.Bag{Named: named}
	b.Reset(groups)
	x.Extract(doc, q.Sentence, max(q.Holder, -1), q.Target, &b)
	return &b
}

// turned is the question with holder and target changed about; there is none
// where nobody in particular is the holder, or the holder stands elsewhere.
func turned(doc *annotate.Document, q Question) (Question, bool) {
	if q.Holder < 0 || doc.Mentions[q.Holder].Sentence != q.Sentence {
		return q, false
	}
	return Question{Sentence: q.Sentence, Holder: q.Target, Target: q.Holder}, true
}

// seen is a question as the parts of a model see it; the zero value is one of
// which they see nothing.
type seen struct {
	row   []learn.Entry
	words []learn.Word
}

// see gives what has an index of the features of some groups, and of the words.
func see(all *[numNames]names, features []sign.Feature, words []sign.Word, groups uint32) seen {
	s := seen{row: make([]learn.Entry, 0, len(features)), words: make([]learn.Word, 0, len(words))}
	for _, f := range features {
		if i, ok := all[featureNames].index[f.Key]; ok && groups&(1<<f.Group) != 0 {
			s.row = append(s.row, learn.Entry{Index: i, Value: f.Value})
		}
	}
	for _, w := range words {
		s.words = append(s.words, learn.Word{Is: all[wordNames].known(w.Is), At: all[placeNames].known(w.At)})
	}
	return s
}

func (m *Model) see(features []sign.Feature, words []sign.Word) seen {
	return see(&m.names, features, words, m.Groups)
}

// parts gives what each part says of a question: the linear model, then the
// mean of the networks. A directed model is asked about the turned question
// too: that the target blames the holder is reason to doubt that the holder
// blames the target. Where there is none the parts say of it what they say of
// nothing.
func (m *Model) parts(asked, back seen) [][]float64 {
	var out [][]float64
	say := func(s seen) {
		out = append(out, m.linear.Probs(s.row))
		if len(m.nets) > 0 {
			out = append(out, meanOfNets(m.nets, s.words))
		}
	}
	say(asked)
	if m.Task == DirectedModel {
		say(back)
	}
	return out
}

func meanOfNets(nets []*learn.Net, words []learn.Word) []float64 {
	mean := make([]float64, signClasses)
	for _, n := range nets {
		for c, p := range n.Probs(words) {
			mean[c] += p / float64(len(nets))
		}
	}
	return mean
}

// label chooses the class of calibrated probabilities.
func label(probs []float64, tilt [signClasses]float64) int {
	best := 1 // neutral, of equals
	for c := range probs {
		if probs[c]*tilt[c] > probs[best]*tilt[best] {
			best = c
		}
	}
	return best
}

// verdict judges one question; votes are those of the decision's voters.
func (m *Model) verdict(doc *annotate.Document, q Question, d *decision, votes []int) Verdict {
	b := bag(m.x, doc, q, m.Groups, false)
	asked := m.see(b.Features, b.Words)
	var back seen
	if q, ok := turned(doc, q); ok && m.Task == DirectedModel {
		b := bag(m.x, doc, q, m.Groups, false)
		back = m.see(b.Features, b.Words)
	}
	said := learn.Said{Probs: m.parts(asked, back), Votes: votes}
	probs := d.stack.Calibrate(said)
	class := label(probs, d.tilt)
	v := Verdict{Sign: class - 1, Distribution: Distribution{probs[0], probs[1], probs[2]}}
	v.Evidence, v.Explanation = m.explain(doc, q, b, class, probs[class])
	v.Explanation += m.explainParts(said, d.voters)
	return v
}

// Judge gives the verdict on an example, without evidence: of the model alone,
// or together with the voters that it was trained with.
func (m *Model) Judge(e Example, together bool) Verdict {
	d, votes := &m.alone, []int(nil)
	if together {
		d = &m.together
		for _, name := range d.voters {
			votes = append(votes, e.votes[slices.Index(voterNames(), name)])
		}
	}
	return ofProbs(d.stack.Calibrate(learn.Said{Probs: m.parts(m.see(e.features, e.words), m.see(e.turned, e.turnedWords)), Votes: votes}), d.tilt)
}

// Voters gives the names of the scorers that a decision together counts.
func (m *Model) Voters() []string { return m.together.voters }
