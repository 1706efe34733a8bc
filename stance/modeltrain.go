package stance

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash/fnv"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/internal/par"
	"github.com/seed-7a84ba5f/dyad/stance/internal/learn"
	"github.com/seed-7a84ba5f/dyad/stance/internal/sign"
)

// Example is a question with its gold sign, as a model learns it.
type Example struct {
	Cluster  string // examples of one cluster are never in two folds
	Sign     int    // -1, 0 or +1
	SignOnly bool   // teaches for against against, and nothing of neutral
	Twice    bool   // the table holds the row more than once
	features []sign.Feature
	words    []sign.Word
	votes    []int // class of each voter, -1 for none

	// of the question with holder and target changed about, nil where there is no holder
	turned      []sign.Feature
	turnedWords []sign.Word
}

// NewExample makes an example of a question with its gold sign. The voters are
// those of Voters, in their order; none for an example that is only to be
// trained on or judged without them.
func NewExample(doc *annotate.Document, q Question, sgn int, cluster string, voters []Scorer) (Example, error) {
	x, err := extractor()
	if err != nil {
		return Example{}, err
	}
	b := bag(x, doc, q, math.MaxUint32, false)
	e := Example{Cluster: cluster, Sign: sgn, features: b.Features, words: b.Words, votes: votesOf(voters, doc, q)}
	if back, ok := turned(doc, q); ok {
		b := bag(x, doc, back, math.MaxUint32, false)
		e.turned, e.turnedWords = b.Features, b.Words
	}
	return e, nil
}

// Distinct leaves out examples that repeat one before them in all that a model
// sees, and marks as Twice those that were repeated: rows that a coded table
// holds twice would weigh twice, and DSE holds more of its negative rows twice
// than of the others.
func Distinct(examples []Example) []Example {
	at := map[[sha256.Size]byte]int{} // index in out
	var out []Example
	for _, e := range examples {
		h := sha256.New()
		fmt.Fprintln(h, e.Cluster, e.Sign, e.SignOnly)
		for _, f := range append(slices.Clone(e.features), e.turned...) {
			var b [8]byte
			binary.LittleEndian.PutUint32(b[:4], f.Key)
			binary.LittleEndian.PutUint32(b[4:], math.Float32bits(f.Value))
			h.Write(b[:])
		}
		key := [sha256.Size]byte(h.Sum(nil))
		if i, ok := at[key]; ok {
			out[i].Twice = true
			continue
		}
		at[key] = len(out)
		out = append(out, e)
	}
	return out
}

// TrainOptions say how a model is trained. Zero fields take the default.
type TrainOptions struct {
	Task    ModelTask
	Seed    uint64
	Groups  uint32  // mask of feature groups; 0 is all but n-grams
	Folds   int     // 5
	Nets    int     // how many networks; -1 for none
	Hidden  int     // units of each
	Epochs  int     // passes of the networks over the rows
	MinRows int     // rows that a feature must be in
	L2      float64 // of the linear model
	Even    float64 // exponent of the class weights: 0 none, 1 as if the classes were of one size
	Extra   float64 // weight of examples that teach the sign only
	Workers int
}

func (o TrainOptions) filled() TrainOptions {
	o.Groups = cmp.Or(o.Groups, sign.All)
	o.Folds = cmp.Or(o.Folds, 5)
	o.Hidden = cmp.Or(o.Hidden, 16)
	o.Extra = cmp.Or(o.Extra, 0.5)
	nets, epochs, l2 := 6, 6, 2.
	if o.Task == DirectedModel { // three times the rows, most of them neutral
		nets, epochs, l2 = 3, 4, 4
		o.Even = cmp.Or(o.Even, 0.5)
	}
	o.Nets = max(cmp.Or(o.Nets, nets), 0)
	o.L2 = cmp.Or(o.L2, l2)
	o.Epochs, o.MinRows = cmp.Or(o.Epochs, epochs), cmp.Or(o.MinRows, 8)
	return o
}

// GroupNames gives the names of the feature groups, in order of their bits.
func GroupNames() []string {
	var out []string
	for g := range sign.NumGroups {
		out = append(out, g.String())
	}
	return out
}

// Fold gives the fold of a cluster: its hash, so that it depends on nothing else.
func Fold(cluster string, folds int) int {
	h := fnv.New64a()
	h.Write([]byte(cluster))
	x := h.Sum64()
	x ^= x >> 33
	x *= 0xff51afd7ed558ccd
	x ^= x >> 33
	return int(x % uint64(folds))
}

// Trained is a model with what cross-validation says of it.
type Trained struct {
	*Model
	// Held holds, for each example that is not SignOnly, in order, what a
	// model says of it that saw no example of its fold; calibrator and tilt
	// are fitted on the other folds.
	Held []Verdict
	// Together is Held for the ensemble with the voters that were kept.
	Together []Verdict
}

// Train fits a model: the parts on all examples, the calibrator on what parts
// say that were fitted without the fold of an example, and the tilt of the
// label and the threshold of telling on the same held-out probabilities. The
// same examples and options give the same model on machines of one
// architecture, at any number of workers.
func Train(ctx context.Context, examples []Example, o TrainOptions) (*Trained, error) {
	o = o.filled()
	x, err := extractor()
	if err != nil {
		return nil, err
	}
	set := newTrainingSet(examples, o)
	if len(set.main) < 10*o.Folds {
		return nil, fmt.Errorf("stance: %d examples are too few to train on", len(set.main))
	}
	fits, err := set.fitAll(ctx)
	if err != nil {
		return nil, err
	}
	m := &Model{Task: o.Task, Seed: o.Seed, Rows: len(set.main), Data: set.hash(), Groups: o.Groups,
		names: set.names, x: x}
	m.linear, m.nets = fits[o.Folds].linear, fits[o.Folds].nets
	held := set.heldOut(fits)
	t := &Trained{Model: m}
	if t.Held, err = set.finish(&m.alone, held, nil); err != nil {
		return nil, err
	}
	kept, err := set.choose(held)
	if err != nil {
		return nil, err
	}
	if t.Together, err = set.finish(&m.together, held, kept); err != nil {
		return nil, err
	}
	m.quantise()
	return t, nil
}

// trainingSet is the examples as the parts see them.
type trainingSet struct {
	TrainOptions
	examples []Example
	asked    []seen
	turned   []seen // nothing for an example without a holder
	fold     []int  // of each example, -1 for those that are in no held-out part
	main     []int  // examples that are not SignOnly
	names    [numNames]names
}

// minPlaces is how often a name of the networks must stand somewhere.
const minPlaces = 5

func newTrainingSet(examples []Example, o TrainOptions) *trainingSet {
	s := &trainingSet{TrainOptions: o, examples: examples}
	var count [numNames]map[uint32]int
	for k := range count {
		count[k] = map[uint32]int{}
	}
	for i, e := range examples {
		fold := -1 // trained on in every fold
		if !e.SignOnly {
			s.main = append(s.main, i)
			fold = Fold(e.Cluster, o.Folds)
		}
		s.fold = append(s.fold, fold)
		for _, f := range e.features {
			if o.Groups&(1<<f.Group) != 0 {
				count[featureNames][f.Key]++
			}
		}
		for _, w := range e.words {
			for _, k := range w.Is {
				count[wordNames][k]++
			}
			for _, k := range w.At {
				count[placeNames][k]++
			}
		}
	}
	for k, least := range [numNames]int{o.MinRows, minPlaces, minPlaces} {
		s.names[k] = common(count[k], least)
	}
	for _, e := range examples {
		s.asked = append(s.asked, see(&s.names, e.features, e.words, o.Groups))
		var back seen
		if e.turned != nil && o.Task == DirectedModel {
			back = see(&s.names, e.turned, e.turnedWords, o.Groups)
		}
		s.turned = append(s.turned, back)
	}
	return s
}

// hash identifies the training rows by their features and signs.
func (s *trainingSet) hash() string {
	h := sha256.New()
	var b [8]byte
	for i, a := range s.asked {
		for _, e := range a.row {
			binary.LittleEndian.PutUint32(b[:4], s.names[featureNames].keys[e.Index])
			binary.LittleEndian.PutUint32(b[4:], math.Float32bits(e.Value))
			h.Write(b[:])
		}
		fmt.Fprintln(h, s.examples[i].Sign, s.examples[i].SignOnly)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// fitted are the parts fitted without one fold.
type fitted struct {
	linear *learn.Softmax
	nets   []*learn.Net
}

// fitAll fits the parts without each fold, and last on everything.
func (s *trainingSet) fitAll(ctx context.Context) ([]fitted, error) {
	type job struct{ without, net int } // net -1 is the linear model
	var jobs []job
	for f := range s.Folds + 1 {
		for n := -1; n < s.Nets; n++ {
			jobs = append(jobs, job{f, n})
		}
	}
	done, err := par.Slice(ctx, s.Workers, jobs, func(_ context.Context, j job) (fitted, error) {
		return s.fit(j.without, j.net)
	})
	if err != nil {
		return nil, err
	}
	out := make([]fitted, s.Folds+1)
	for i, j := range jobs {
		if done[i].linear != nil {
			out[j.without].linear = done[i].linear
		}
		out[j.without].nets = append(out[j.without].nets, done[i].nets...)
	}
	return out, nil
}

// fit fits one part without a fold; fold Folds is none.
func (s *trainingSet) fit(without, net int) (fitted, error) {
	var rows [][]learn.Entry
	var words [][]learn.Word
	var labels []int
	var weights []float64
	var pair []bool
	factor := s.classWeights()
	for i, e := range s.examples {
		if s.fold[i] == without {
			continue
		}
		w := factor[e.Sign+1]
		if e.SignOnly {
			w = s.Extra
		}
		rows, words, labels = append(rows, s.asked[i].row), append(words, s.asked[i].words), append(labels, e.Sign+1)
		weights, pair = append(weights, w), append(pair, e.SignOnly)
	}
	if net < 0 {
		m, err := learn.FitSoftmax(rows, labels, learn.SoftmaxOptions{
			Classes: signClasses, Features: len(s.names[featureNames].keys), L2: s.L2, Steps: 40, Weights: weights, Pair: pair})
		return fitted{linear: m}, err
	}
	rng := rand.New(rand.NewPCG(s.Seed, uint64(1000*without+net)))
	n := learn.FitNet(words, labels, learn.NetOptions{
		Classes: signClasses, Is: len(s.names[wordNames].keys), At: len(s.names[placeNames].keys),
		Hidden: s.Hidden, Epochs: s.Epochs, Rate: .05, Drop: .3, DropIn: .3, Weights: weights, Pair: pair}, rng)
	return fitted{nets: []*learn.Net{n}}, nil
}

// classWeights gives the weight of an example by its class.
func (s *trainingSet) classWeights() (w [signClasses]float64) {
	var n [signClasses]float64
	for _, i := range s.main {
		n[s.examples[i].Sign+1]++
	}
	for c := range w {
		w[c] = math.Pow(float64(len(s.main))/signClasses/max(n[c], 1), s.Even)
	}
	return w
}

// heldOut gives, for each main example, what the parts say that did not see
// its fold.
func (s *trainingSet) heldOut(fits []fitted) []learn.Said {
	out := make([]learn.Said, len(s.main))
	for k, i := range s.main {
		m := Model{Task: s.Task, linear: fits[s.fold[i]].linear, nets: fits[s.fold[i]].nets}
		out[k] = learn.Said{Probs: m.parts(s.asked[i], s.turned[i]), Votes: s.examples[i].votes}
	}
	return out
}
