package reader

import (
	"crypto/sha256"
	_ "embed" // for the weights
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"sync"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/encoder"
	"github.com/seed-7a84ba5f/dyad/stance"
)

//go:embed model/reader.safetensors
var weights []byte

// Reader answers questions about sentences; see the package comment. It is safe
// for concurrent use.
type Reader struct {
	model       *encoder.Model
	inputs      inputs
	heads       map[string]*head
	own         []ownHead // questions of a researcher's own
	absent      []float32 // the vector of an actor that the sentence does not name
	calibration map[string]Calibration
	hash        string // of weights and word classes
	fitted      string // of those and the calibration
	workspaces  sync.Pool
}

// The heads by name, with their number of classes and whether they ask about a pair.
var headList = []struct {
	name    string
	classes int
	pair    bool
}{
	{"portrayal", 3, false}, // negative, neutral, positive
	{"own", 3, false},       // the source against, neither, for
	{"voice", 3, false},     // of a portrayal that is not neutral: narrator, quoted, mixed
	{"other", 3, false},     // somebody else against, neither, for
	{"mtsc", 3, false},      // negative, neutral, positive, as NewsMTSC understands them
	{"relation", 4, true},   // conflict, none, mixed, cooperation
	{"agent", 3, true},      // holder, target, both
	{"status", 3, true},     // asserted, hypothetical, denied
	{"directed", 3, true},   // holder against, neither, for the target
	{"dse", 3, true},        // the same, as DSE understands it
}

var builtin = sync.OnceValues(func() (*Reader, error) {
	r, err := unfitted()
	if err != nil {
		return nil, err
	}
	f, err := BuiltinFit()
	if err != nil {
		return nil, err
	}
	return r.With(f)
})

// New returns the reader with the built-in weights and their fit.
func New() (*Reader, error) { return builtin() }

// Hash is the SHA-256 of the built-in weights and word classes, in hex: that of
// New without making it.
var Hash = sync.OnceValue(func() string { return hashOf(weights) })

func hashOf(data []byte) string {
	sum := sha256.New()
	sum.Write(data)
	sum.Write([]byte(wordsCSV))
	return hex.EncodeToString(sum.Sum(nil))
}

// load makes a reader without a fit.
func load(data []byte) (*Reader, error) {
	m, err := encoder.Load(data)
	if err != nil {
		return nil, fmt.Errorf("reader: %w", err)
	}
	w, err := loadWords()
	if err != nil {
		return nil, fmt.Errorf("reader: words.csv: %w", err)
	}
	r := newReader(m, inputs{words: w, tokenizer: m.Tokenizer()}, map[string]*head{}, nil, hashOf(data), nil)
	if err := r.special(); err != nil {
		return nil, err
	}
	for _, h := range headList {
		if r.heads[h.name], err = newHead(m, h.name, h.classes, h.pair); err != nil {
			return nil, err
		}
	}
	return r, nil
}

// newReader puts a reader together.
func newReader(m *encoder.Model, in inputs, heads map[string]*head, absent []float32, hash string, c map[string]Calibration) *Reader {
	r := &Reader{model: m, inputs: in, heads: heads, absent: absent, calibration: c, hash: hash, fitted: hash}
	if len(c) > 0 {
		text, err := json.Marshal(c)
		if err != nil { // numbers that are no JSON would be the cause
			text = []byte(err.Error())
		}
		sum := sha256.Sum256([]byte(hash + "\n" + string(text)))
		r.fitted = hex.EncodeToString(sum[:])
	}
	r.workspaces.New = func() any { return m.NewWorkspace() }
	return r
}

// special finds the tokens and the vector that inputs are built with.
func (r *Reader) special() error {
	tok := r.model.Tokenizer()
	find := func(name string, to *int32) error {
		id, ok := tok.ID(name)
		if !ok {
			return fmt.Errorf("reader: the vocabulary has no %s", name)
		}
		*to = id
		return nil
	}
	if err := find("[CLS]", &r.inputs.cls); err != nil {
		return err
	}
	if err := find("[SEP]", &r.inputs.sep); err != nil {
		return err
	}
	for i := range r.inputs.slots {
		if err := find(fmt.Sprintf("[unused%d]", i+1), &r.inputs.slots[i]); err != nil {
			return err
		}
	}
	t, ok := r.model.Extra("absent")
	if !ok || len(t.Data) != r.model.Config().Hidden {
		return fmt.Errorf("reader: the weights have no vector absent")
	}
	r.absent = t.Data
	return nil
}

// Hash is the SHA-256 of the weights and word classes, in hex: without the fit.
func (r *Reader) Hash() string { return r.hash }

// Card returns the metadata of the weights under a key, "" if there is none.
func (r *Reader) Card(key string) string { return r.model.Meta(key) }

// Describe says what the reader is; its hash covers weights, word classes and
// calibration.
func (r *Reader) Describe() stance.Description {
	return stance.Description{Name: "reader", Version: r.fitted[:12], Hash: r.fitted,
		Doc: "a small trained encoder that rates every sentence: portrayal, own stance, dealings and directed stance"}
}

// Input builds the input of a sentence in which n actors are mentioned.
func (r *Reader) Input(sentence string, mentions []Mention, n int) Input {
	return r.inputs.build(sentence, mentions, n)
}

// Question asks one head about one or two actors of an Input.
type Question struct {
	Head           string
	Target, Holder int // numbers of actors; Holder is read by heads of pairs only
}

// Answer is what a head says.
type Answer struct {
	Probs  []float64   // calibrated, one a class
	Logits []float32   // before calibration
	Shares [][]float32 // token of the Input -> class: what it adds to the logits
}

// Ask answers the questions about each of the inputs, in one pass of the encoder.
func (r *Reader) Ask(ins []Input, questions [][]Question) ([][]Answer, error) {
	ids := make([][]int32, len(ins))
	for i := range ins {
		ids[i] = ins[i].IDs
	}
	out := make([][]Answer, len(ins))
	w := r.workspaces.Get().(*encoder.Workspace)
	defer r.workspaces.Put(w)
	err := w.Each(ids, func(i int, all []float32) (err error) {
		out[i], err = r.answers(r.statesOf(&ins[i], all), questions[i])
		return err
	})
	return out, err
}

// statesOf adds the actors' vectors: the mean of their tokens'.
func (r *Reader) statesOf(in *Input, all []float32) *states {
	s := &states{all: all, dim: r.model.Config().Hidden, actors: make([][]float32, len(in.Places)), silent: make([][]int, len(in.Places))}
	for a, places := range in.Places {
		if len(places) == 0 {
			s.actors[a] = r.absent
			continue
		}
		mean := make([]float32, s.dim)
		for _, p := range places {
			if slices.Contains(r.inputs.slots[:], in.IDs[p]) {
				s.silent[a] = append(s.silent[a], p)
			}
			for k, v := range all[p*s.dim : (p+1)*s.dim] {
				mean[k] += v
			}
		}
		for k := range mean {
			mean[k] /= float32(len(places))
		}
		s.actors[a] = mean
	}
	return s
}

func (r *Reader) answers(s *states, questions []Question) ([]Answer, error) {
	words := map[string][]float32{}
	out := make([]Answer, len(questions))
	for i, q := range questions {
		add, basis := r.adder(q.Head)
		if add == nil {
			return nil, fmt.Errorf("reader: there is no head %q", q.Head)
		}
		rows, use, err := r.rows(s, words, basis, q)
		if err != nil {
			return nil, err
		}
		said := add.addUp(rows, use, len(s.all)/s.dim)
		out[i] = Answer{Logits: said.logits, Shares: said.shares, Probs: r.calibration[q.Head].Probs(said.logits)}
	}
	return out, nil
}

// adder finds what adds up for a head or a question of one's own, and over what.
func (r *Reader) adder(name string) (*adder, Basis) {
	if h := r.heads[name]; h != nil {
		return &h.adder, Basis(name)
	}
	for i := range r.own {
		if r.own[i].Name == name {
			return &r.own[i].adder, r.own[i].basis()
		}
	}
	return nil, ""
}

// batch is how many sentences are given to the encoder at a time.
const batch = 64

// Said is what was asked about a sentence and what the heads answered.
type Said struct {
	Questions []Question
	Answers   []Answer
}

// Read answers the requests about the sentences of a document.
func (r *Reader) Read(doc *annotate.Document, requests []stance.ReadRequest) ([]stance.Reading, error) {
	out, _, err := r.ReadHeads(doc, requests)
	return out, err
}

// ReadHeads is Read, with the answers of the heads from which the readings are
// put together.
func (r *Reader) ReadHeads(doc *annotate.Document, requests []stance.ReadRequest) ([]stance.Reading, []Said, error) {
	out, said := make([]stance.Reading, len(requests)), make([]Said, len(requests))
	for at := 0; at < len(requests); at += batch {
		part := requests[at:min(at+batch, len(requests))]
		ins, questions := make([]Input, len(part)), make([][]Question, len(part))
		for i := range part {
			ins[i] = r.inputOf(doc, &part[i])
			questions[i] = append(pairQuestions(&ins[i]), r.ownQuestions(&ins[i])...)
		}
		answers, err := r.Ask(ins, questions)
		if err != nil {
			return nil, nil, err
		}
		for i := range part {
			sent := doc.Sentences[part[i].Sentence]
			out[at+i] = reading(doc, sent, &ins[i], questions[i], answers[i])
			r.ownAnswers(&out[at+i], doc, sent, &ins[i], questions[i], answers[i])
			said[at+i] = Said{questions[i], answers[i]}
		}
	}
	return out, said, nil
}
