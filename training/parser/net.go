package parser

import (
	"fmt"
	"math"
	"math/rand/v2"

	"github.com/seed-7a84ba5f/dyad/annotate/parse"
	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
)

// Settings of the network's training, chosen on the development treebank.
const (
	netRate    = 0.03 // first rate, falling to zero in a line
	netDrop    = 0.1  // share of hidden units left out
	netSample  = 0.5  // share of steps that follow a draw, not the best action
	netForget  = 0.1  // share of words taken as unknown
	netMean    = 2.0 / 3
	maxRowUnit = 3 // largest weight of a feature kept
)

// netTrainer is a network in training: floating point, AdaGrad (Duchi, Hazan
// and Singer 2011) with one rate for each feature.
type netTrainer struct {
	draft *parse.Draft
	h     int
	w     []float32 // size x h
	sq    []float32 // sum of squared gradients of a row
	b     []float32
	bsq   []float32
	o     []float32 // parse.NetOutputs x h
	osq   []float32
	ob    []float32
	obsq  []float32
	hid   []float32
	dhid  []float32
	keep  []float32 // dropout mask
	rate  float32
	drop  float32
	avg   []float32
	avgO  []float32
	avgOB []float32
	avgB  []float32
	navg  float32
}

func newNetTrainer(draft *parse.Draft, h int, rng *rand.Rand) *netTrainer {
	t := &netTrainer{draft: draft, h: h, rate: netRate, drop: netDrop}
	inputs := draft.NetInputs()
	t.w = make([]float32, inputs*h)
	t.sq = make([]float32, inputs)
	scale := 0.7 / math.Sqrt(parse.NetFeatures)
	for i := range t.w {
		t.w[i] = float32(rng.NormFloat64() * scale)
	}
	t.b, t.bsq = make([]float32, h), make([]float32, h)
	t.o, t.osq = make([]float32, parse.NetOutputs*h), make([]float32, parse.NetOutputs)
	for i := range t.o {
		t.o[i] = float32(rng.NormFloat64() / math.Sqrt(float64(h)))
	}
	t.ob, t.obsq = make([]float32, parse.NetOutputs), make([]float32, parse.NetOutputs)
	t.hid, t.dhid, t.keep = make([]float32, h), make([]float32, h), make([]float32, h)
	return t
}

// forward fills the hidden units.
func (tr *netTrainer) forward(feats []int32, rng *rand.Rand) {
	hid := tr.hid
	copy(hid, tr.b)
	for _, f := range feats {
		r := tr.w[int(f)*tr.h : int(f)*tr.h+tr.h]
		r = r[:len(hid)]
		for i := range hid {
			hid[i] += r[i]
		}
	}
	up := 1 / (1 - tr.drop)
	for i := range hid {
		k := up
		if rng != nil && rng.Float32() < tr.drop {
			k = 0
		} else if rng == nil {
			k = 1
		}
		tr.keep[i] = k
		if hid[i] < 0 {
			hid[i] = 0
			tr.keep[i] = 0
		} else {
			hid[i] *= k
		}
	}
}

func (tr *netTrainer) score(o int) float32 {
	s := tr.ob[o]
	row := tr.o[o*tr.h : (o+1)*tr.h]
	hid := tr.hid[:len(row)]
	for i, w := range row {
		s += w * hid[i]
	}
	return s
}

// back takes the gradient at one output into the hidden units and the
// output's weights.
func (tr *netTrainer) back(o int, g float32) {
	if g == 0 {
		return
	}
	row := tr.o[o*tr.h : (o+1)*tr.h]
	var norm float32
	for i, w := range row {
		tr.dhid[i] += g * w
		norm += tr.hid[i] * tr.hid[i]
	}
	tr.osq[o] += g * g * norm / float32(tr.h)
	rate := tr.rate * g / (float32(math.Sqrt(float64(tr.osq[o]))) + 1e-3)
	for i := range row {
		row[i] -= rate * tr.hid[i]
	}
	tr.obsq[o] += g * g
	tr.ob[o] -= tr.rate * g / (float32(math.Sqrt(float64(tr.obsq[o]))) + 1e-3)
}

// finishBack moves the weights of the features.
func (tr *netTrainer) finishBack(feats []int32) {
	var norm float32
	for i := range tr.dhid {
		tr.dhid[i] *= tr.keep[i]
		norm += tr.dhid[i] * tr.dhid[i]
	}
	norm /= float32(tr.h)
	if norm == 0 {
		clear(tr.dhid)
		return
	}
	for _, f := range feats {
		tr.sq[f] += norm
		rate := tr.rate / (float32(math.Sqrt(float64(tr.sq[f]))) + 1e-4)
		r := tr.w[int(f)*tr.h : int(f)*tr.h+tr.h]
		d := tr.dhid[:len(r)]
		for i := range r {
			r[i] -= rate * d[i]
		}
	}
	for i, d := range tr.dhid {
		if d == 0 {
			continue
		}
		tr.bsq[i] += d * d
		tr.b[i] -= tr.rate * d / (float32(math.Sqrt(float64(tr.bsq[i]))) + 1e-3)
	}
	clear(tr.dhid)
}

// softmax turns scores into shares.
func softmax(s []float32) {
	top := s[0]
	for _, x := range s {
		top = max(top, x)
	}
	var sum float32
	for i, x := range s {
		s[i] = float32(math.Exp(float64(x - top)))
		sum += s[i]
	}
	for i := range s {
		s[i] /= sum
	}
}

// average adds the present weights to the mean.
func (tr *netTrainer) average() {
	if tr.avg == nil {
		tr.avg, tr.avgO = make([]float32, len(tr.w)), make([]float32, len(tr.o))
		tr.avgB, tr.avgOB = make([]float32, len(tr.b)), make([]float32, len(tr.ob))
	}
	tr.navg++
	k := 1 / tr.navg
	for _, p := range [][2][]float32{{tr.avg, tr.w}, {tr.avgO, tr.o}, {tr.avgB, tr.b}, {tr.avgOB, tr.ob}} {
		for i, x := range p[1] {
			p[0][i] += k * (x - p[0][i])
		}
	}
}

// finish turns the mean into a network of whole numbers.
func (tr *netTrainer) finish() parse.Network {
	if tr.avg == nil {
		tr.average()
	}
	nt := parse.Network{Hidden: tr.h}
	top := float32(0)
	for _, x := range tr.avg {
		top = max(top, abs32(x))
	}
	nt.Step = min(top, maxRowUnit) / 127
	nt.Rows = make([]uint8, len(tr.avg))
	for i, x := range tr.avg {
		nt.Rows[i] = parse.ZeroByte
		if tr.sq[i/tr.h] != 0 { // else never seen in training
			nt.Rows[i] = uint8(parse.ZeroByte + int(max(-127, min(127, math.Round(float64(x/nt.Step))))))
		}
	}
	nt.Bias = make([]int32, tr.h)
	for i, x := range tr.avgB {
		nt.Bias[i] = int32(max(-parse.MaxBias, min(parse.MaxBias, math.Round(float64(x/nt.Step)))))
	}
	top = 0
	for _, x := range tr.avgO {
		top = max(top, abs32(x))
	}
	nt.OutTop = top
	nt.Out = make([]int8, len(tr.avgO))
	for i, x := range tr.avgO {
		nt.Out[i] = int8(math.Round(float64(x / top * 127)))
	}
	nt.OutBias = make([]int32, parse.NetOutputs)
	for i, x := range tr.avgOB {
		nt.OutBias[i] = int32(math.Round(float64(x) / float64(nt.Step*top/127)))
	}
	return nt
}

func abs32(x float32) float32 {
	if x < 0 {
		return -x
	}
	return x
}

// trainNet trains the network on the parser's own trees.
func (t *training) trainNet() parse.Network {
	epochs := t.opts.NetEpochs
	rng := t.stream("network")
	tr := newNetTrainer(t.draft, t.opts.Hidden, rng)
	order := upTo(len(t.sents))
	for epoch := range epochs {
		right := pass(order, rng, func(i int) (wrong, of int) {
			n := t.readTagged(i, rng)
			for j := 1; j <= n; j++ { // rare words are at times taken as unknown
				if rng.Float32() < netForget {
					t.draft.Forget(j)
				}
			}
			return tr.netOnce(&t.sents[i], &t.relsOf, rng, epoch), n
		})
		tr.rate = netRate * float32(1-float64(epoch+1)/float64(epochs+1))
		if epoch >= int(float64(epochs)*netMean) {
			tr.average()
		}
		t.opts.Progress(fmt.Sprintf("network, pass %d: %.2f%% of heads right", epoch+1, right))
	}
	return tr.finish()
}

// netOnce learns from one sentence and returns the number of wrong heads.
func (tr *netTrainer) netOnce(s *parse.Sentence, relsOf *[syntax.NumTags][]uint8, rng *rand.Rand, epoch int) (wrong int) {
	draft := tr.draft
	gold := goldHeads(s, draft.Words())
	var feats []int32
	sc := make([]float32, 0, syntax.NumRels)
	for !draft.Done() {
		feats = draft.AppendNetFeatures(feats[:0])
		tr.forward(feats, rng)
		act := tr.learnAction(gold, rng, epoch)
		if act == parse.Shift {
			tr.finishBack(feats)
			draft.Shift()
			continue
		}
		h, d := draft.Arc(act)
		rel := uint8(syntax.Root)
		if int(h) != draft.Words()+1 {
			want := -1
			if h == gold[d] {
				want = int(s.Rels[d-1])
			}
			rel, sc = tr.learnRelation(parse.RelationOutput(h, d), relsOf[draft.Tagged(d)], want, sc)
		}
		tr.finishBack(feats)
		if h != gold[d] {
			wrong++
		}
		draft.Attach(h, d, rel)
	}
	return wrong
}

// learnAction moves the outputs towards the actions that lose least, and
// returns the action to take: a draw from the network's own shares or its
// best; in the first pass, and at times later, a right one instead of a wrong.
func (tr *netTrainer) learnAction(gold []int32, rng *rand.Rand, epoch int) int {
	legal := tr.draft.Legal()
	cost := costs(tr.draft, gold, legal)
	low := lowest(&cost, legal)
	var p [parse.NumActions]float32
	for a := range p {
		p[a] = -1e30
		if legal&(1<<a) != 0 {
			p[a] = tr.score(a)
		}
	}
	softmax(p[:])
	var good float32
	for a := range p {
		if legal&(1<<a) != 0 && cost[a] == low {
			good += p[a]
		}
	}
	good = max(good, 1e-8)
	act, right := -1, -1
	x, sample := rng.Float32(), rng.Float32() < netSample
	for a := range p {
		if legal&(1<<a) == 0 {
			continue
		}
		if x >= 0 && sample || !sample && (act < 0 || p[a] > p[act]) {
			act = a
		}
		x -= p[a]
		g := p[a]
		if cost[a] == low {
			g -= p[a] / good
			if right < 0 || p[a] > p[right] {
				right = a
			}
		}
		tr.back(a, g)
	}
	if cost[act] > low && (epoch == 0 || rng.Float32() < 0.1) {
		return right
	}
	return act
}

// learnRelation returns the best of the candidates, and moves the outputs
// towards the wanted one, if that is among them.
func (tr *netTrainer) learnRelation(base int, cands []uint8, want int, sc []float32) (uint8, []float32) {
	sc = sc[:0]
	for _, r := range cands {
		sc = append(sc, tr.score(base+int(r)))
	}
	softmax(sc)
	best, known := 0, false
	for i, r := range cands {
		if sc[i] > sc[best] {
			best = i
		}
		known = known || int(r) == want
	}
	for i, r := range cands {
		g := sc[i]
		if int(r) == want {
			g--
		}
		if known && (g > 1e-4 || g < -1e-4) {
			tr.back(base+int(r), g)
		}
	}
	return cands[best], sc
}

// goldHeads gives the heads in the numbering of a state over the first n
// words.
func goldHeads(s *parse.Sentence, n int) []int32 {
	gold := make([]int32, n+2)
	for i := range n {
		gold[i+1] = int32(s.Heads[i] + 1)
		if s.Heads[i] < 0 {
			gold[i+1] = int32(n + 1)
		}
	}
	return gold
}
