package parse

import "github.com/seed-7a84ba5f/dyad/annotate/syntax"

// net is a feed-forward network with one hidden layer that scores actions
// and relations. Its input is a bag of atomic features, each with a row of
// weights to the hidden units, so that the hidden layer is a sum of rows.
//
// The sum is done on whole numbers: a weight is one byte, stored with 128
// added, and a hidden unit a lane of sixteen bits. A lane cannot overflow below
// 256 rows. So the result is the same on every machine.
type net struct {
	shape  netShape
	hidden int
	inputs int
	rows   []uint8 // hidden for each feature
	step   float32 // value of one unit of a weight of rows
	bias   []int32 // in the same unit
	lead   []int16 // bias, less what was added to the bytes of a bag
	out    []int8  // a row of weights for each output
	outTop float32 // value of the weight 127 of out
	outB   []int32
	unit   float32 // value of one unit of an output
}

// FineClusters and CoarseClusters are the numbers of clusters of words that are
// used alike.
const (
	FineClusters   = 512
	CoarseClusters = 64
)

// netShape counts the values that features take.
type netShape struct {
	words  int // numbers of words in use: 0 is none, 1 the root or a rare word
	tags   int
	groups int
	clus   int
}

// Outputs are the actions, and after them the relations to a head on the
// right and to one on the left.
const numOuts = numActs + 2*syntax.NumRels

// Places a feature can look at.
const (
	atS0 = iota
	atS1
	atS2
	atB0
	atB1
	atB2
	atS0L
	atS0R
	atS1L
	atS1R
	atB0L
	atS0L2
	atS0R2
	atS1L2
	atS1R2
	atB0L2
	atS0Next
	atS0Prev
	atS1Next
	atB0Prev
	atB3
	numPlaces
)

const (
	wordPlaces = atB0L + 1 // places whose word is seen
	relFirst   = atS0L     // places whose relation is seen
	relLast    = atB0L2
	numSmall   = 16 * 16 // values of each small feature
	smallFeats = 10
	netFeats   = numPlaces + 3*wordPlaces + (relLast - relFirst + 1) + smallFeats // in one bag
)

// zeroByte is a weight of zero, and maxBias the largest bias: with a bag of
// rows it stays within sixteen bits.
const (
	zeroByte = 128
	maxBias  = 20_000
)

// inputs returns the number of features.
func (sh *netShape) inputs() int {
	return numPlaces*sh.tags + wordPlaces*(sh.words+sh.clus+sh.groups) +
		(relLast-relFirst+1)*64 + smallFeats*numSmall
}

// netWord is what the network sees of a word.
type netWord struct {
	word, clus, group, tag int32
}

// netFeatures lists the features of the state.
func (st *state) netFeatures(sh *netShape, dst []int32) []int32 {
	s0, s1, s2, b0, b1, b2 := st.tops()
	var place [numPlaces]int32
	place[atS0], place[atS1], place[atS2] = s0, s1, s2
	place[atB0], place[atB1], place[atB2] = b0, b1, b2
	place[atS0L], place[atS0R], place[atS1L], place[atS1R] = st.l1[s0], st.r1[s0], st.l1[s1], st.r1[s1]
	place[atS0L2], place[atS0R2], place[atS1L2], place[atS1R2] = st.l2[s0], st.r2[s0], st.l2[s1], st.r2[s1]
	place[atB0L], place[atB0L2] = st.l1[b0], st.l2[b0]
	place[atB0Prev] = b0 - 1
	if s0 > 0 {
		place[atS0Next], place[atS0Prev] = s0+1, s0-1
	}
	if s1 > 0 {
		place[atS1Next] = s1 + 1
	}
	if int(b2) <= st.n && b2 > 0 {
		place[atB3] = b2 + 1
	}
	base := int32(0)
	tags, words, clus, groups := int32(sh.tags), int32(sh.words), int32(sh.clus), int32(sh.groups)
	for i, k := range place {
		x := &st.net[k]
		dst = append(dst, base+x.tag)
		base += tags
		if i < wordPlaces {
			dst = append(dst, base+x.word, base+words+x.clus, base+words+clus+x.group)
			base += words + clus + groups
		}
		if i >= relFirst && i <= relLast {
			dst = append(dst, base+int32(st.rel[k]))
			base += 64
		}
	}
	small := func(v uint64) {
		dst = append(dst, base+int32(v))
		base += numSmall
	}
	small(distance(s0, b0))
	small(distance(s1, s0))
	small(st.between(s0, b0))
	small(st.between(s1, s0))
	small(uint64(min(st.nl[s0], 5)))
	small(uint64(min(st.nr[s0], 5)))
	small(uint64(min(st.nr[s1], 5)))
	small(uint64(min(st.nl[b0], 5)))
	small(uint64(min(len(st.stack), 6)))
	small(distance(b0, int32(st.n+1)))
	return dst
}

// ready makes what depends on the trained weights.
func (nt *net) ready() {
	nt.lead = make([]int16, nt.hidden)
	for i, b := range nt.bias {
		nt.lead[i] = int16(b - zeroByte*netFeats)
	}
}

// layer computes the hidden units of a bag of netFeats features; acc is
// scratch.
func (nt *net) layer(feats []int32, acc []uint16, hid []int16) {
	sumRows(acc, nt.rows, feats)
	rectify(hid, acc, nt.lead)
}

// output returns the score of one output, in units of step*outTop/127.
func (nt *net) output(hid []int16, o int) int32 {
	return nt.outB[o] + dot(hid, nt.out[o*nt.hidden:(o+1)*nt.hidden])
}

// netGroups gives the cluster and the group as the networks count them: 0 is
// no word and 1 the root; words in no cluster go by their shape.
func (f *wordFeats) netGroups() (clus, group int32) {
	if f.clus == 0 {
		return FineClusters + 2 + int32(f.shape), CoarseClusters + 2 + int32(f.shape)
	}
	return int32(f.clus) + 1, int32(f.group) + 1
}

// relOut is the first output for relations to a head on this side.
func relOut(h, d int32) int {
	if h > d {
		return numActs
	}
	return numActs + syntax.NumRels
}
