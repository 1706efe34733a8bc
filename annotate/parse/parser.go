package parse

import (
	"math"
	"math/bits"

	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
)

// The parser is a greedy arc-hybrid transition parser (Kuhlmann, Gómez-
// Rodríguez and Satta 2011): SHIFT moves the first word of the buffer to the
// stack, LEFT makes the top of the stack a dependent of the first word of the
// buffer, RIGHT a dependent of the word below it. The artificial root stands
// at the end of the buffer, so that a tree has one root by construction.

const (
	actShift = iota
	actLeft
	actRight
	numActs
)

// state is the work of parsing one sentence. Words are counted from 1; 0 is
// "nothing here" and n+1 the artificial root.
type state struct {
	n     int
	w     []uint64 // word
	p     []uint64 // tag class
	u     []uint64 // universal tag
	c     []uint64 // cluster
	g     []uint64 // group of clusters
	s     []uint64 // suffix
	net   []netWord
	acc   []uint16 // for the network
	hid   []int16
	bag   []int32
	find  lookup // for the linear models
	stack []int32
	b     int32
	head  []int32
	rel   []uint8
	l1    []int32 // leftmost child, and the next
	l2    []int32
	r1    []int32 // rightmost child, and the one before
	r2    []int32
	nl    []uint8
	nr    []uint8
	rels  []uint64 // set of relations of the children
	marks []uint64 // counts of verbs, commas ... up to the word, packed
}

func grow[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/2)
	}
	s = s[:n]
	clear(s)
	return s
}

func (st *state) reset(ws []wordFeats, tags []uint8, g *grammar) {
	n := len(ws)
	st.n = n
	m := n + 2
	st.w, st.p, st.u, st.s = grow(st.w, m), grow(st.p, m), grow(st.u, m), grow(st.s, m)
	st.c, st.g = grow(st.c, m), grow(st.g, m)
	st.head, st.rel = grow(st.head, m), grow(st.rel, m)
	st.l1, st.l2, st.r1, st.r2 = grow(st.l1, m), grow(st.l2, m), grow(st.r1, m), grow(st.r2, m)
	st.nl, st.nr, st.rels, st.marks = grow(st.nl, m), grow(st.nr, m), grow(st.rels, m), grow(st.marks, m)
	st.stack = st.stack[:0]
	st.b = 1
	st.net = grow(st.net, m)
	for i := range ws {
		k := i + 1
		st.w[k] = ws[i].id
		st.p[k] = uint64(tags[i]) + 1
		t := g.classes[tags[i]].Tag
		st.u[k] = uint64(t)
		st.c[k] = ws[i].clus
		if st.c[k] == 0 {
			st.c[k] = edge + ws[i].shape<<6 + uint64(t)
		}
		st.g[k] = ws[i].group
		if st.g[k] == 0 {
			st.g[k] = st.c[k]
		}
		st.s[k] = ws[i].suf[2]
		st.net[k] = netWord{word: ws[i].net, tag: int32(tags[i]) + 1}
		st.net[k].clus, st.net[k].group = ws[i].netGroups()
		st.marks[k] = st.marks[k-1]
		switch t {
		case syntax.VERB:
			st.marks[k]++
		case syntax.PUNCT:
			st.marks[k] += 1 << 16
		case syntax.CCONJ, syntax.SCONJ:
			st.marks[k] += 1 << 32
		case syntax.AUX, syntax.PRON:
			st.marks[k] += 1 << 48
		}
	}
	st.net[n+1] = netWord{word: 1, clus: 1, group: 1, tag: int32(len(g.classes)) + 1}
	st.w[n+1], st.p[n+1], st.u[n+1], st.c[n+1], st.g[n+1], st.s[n+1] = edge, edge, edge, edge, edge, edge
	st.marks[n+1] = st.marks[n]
}

// between says what stands between words a < b: a set of verb, punctuation,
// conjunction and auxiliary or pronoun, with the number of verbs up to 2.
func (st *state) between(a, b int32) uint64 {
	if a == 0 || b == 0 || b <= a+1 {
		return 0
	}
	d := st.marks[b-1] - st.marks[a]
	v := min(d&0xffff, 3)
	if d>>16&0xffff > 0 {
		v |= 4
	}
	if d>>32&0xffff > 0 {
		v |= 8
	}
	if d>>48 > 0 {
		v |= 16
	}
	return v
}

func distance(a, b int32) uint64 {
	if a == 0 || b == 0 {
		return 0
	}
	d := b - a
	if d < 0 {
		d = -d
	}
	switch {
	case d <= 4:
		return uint64(d)
	case d <= 6:
		return 5
	case d <= 10:
		return 6
	case d <= 20:
		return 7
	}
	return 8
}

func (st *state) done() bool { return int(st.b) == st.n+1 && len(st.stack) == 0 }

// legal says which actions may be taken, as a set of bits.
func (st *state) legal() uint {
	var a uint
	atRoot := int(st.b) == st.n+1
	if !atRoot {
		a |= 1 << actShift
	}
	if d := len(st.stack); d > 1 {
		a |= 1 << actRight
		if !atRoot {
			a |= 1 << actLeft
		}
	} else if d == 1 {
		a |= 1 << actLeft
	}
	return a
}

// arc returns the head and the dependent that an action joins.
func (st *state) arc(act int) (h, d int32) {
	d = st.stack[len(st.stack)-1]
	if act == actLeft {
		return st.b, d
	}
	return st.stack[len(st.stack)-2], d
}

func (st *state) attach(h, d int32, rel uint8) {
	st.head[d] = h
	st.rel[d] = rel
	st.rels[h] |= 1 << (rel & 63)
	if d < h {
		if st.nl[h] < 255 {
			st.nl[h]++
		}
		// later left children of a word stand further left
		st.l2[h] = st.l1[h]
		st.l1[h] = d
		return
	}
	if st.nr[h] < 255 {
		st.nr[h]++
	}
	st.r2[h] = st.r1[h]
	st.r1[h] = d
}

func (st *state) shift() {
	st.stack = append(st.stack, st.b)
	st.b++
}

func (st *state) pop() { st.stack = st.stack[:len(st.stack)-1] }

func (st *state) tops() (s0, s1, s2, b0, b1, b2 int32) {
	d := len(st.stack)
	if d > 0 {
		s0 = st.stack[d-1]
	}
	if d > 1 {
		s1 = st.stack[d-2]
	}
	if d > 2 {
		s2 = st.stack[d-3]
	}
	b0 = st.b
	if int(b0) <= st.n {
		b1 = b0 + 1
	}
	if int(b0) < st.n {
		b2 = b0 + 2
	}
	return
}

// features appends the features of the state, after Zhang and Nivre (2011).
func (st *state) features(dst []uint32) []uint32 {
	s0, s1, s2, b0, b1, b2 := st.tops()
	w, p, u, c := st.w, st.p, st.u, st.c
	s0w, s0p, s0u, s0c := w[s0], p[s0], u[s0], c[s0]
	s1w, s1p, s1u, s1c := w[s1], p[s1], u[s1], c[s1]
	b0w, b0p, b0u, b0c := w[b0], p[b0], u[b0], c[b0]
	b1w, b1p := w[b1], p[b1]
	b2p := p[b2]
	s2p := p[s2]
	s0l, s0r, s1l, s1r, b0l := st.l1[s0], st.r1[s0], st.l1[s1], st.r1[s1], st.l1[b0]
	rel := st.rel
	s0lr, s0rr := uint64(rel[s0l]), uint64(rel[s0r])
	s1lr, s1rr := uint64(rel[s1l]), uint64(rel[s1r])
	b0lr := uint64(rel[b0l])
	d0 := distance(s0, b0)
	d1 := distance(s1, s0)
	m0 := st.between(s0, b0)
	m1 := st.between(s1, s0)
	v0l, v0r := uint64(st.nl[s0]), uint64(st.nr[s0])
	v1r := uint64(st.nr[s1])
	vbl := uint64(st.nl[b0])
	return append(dst,
		mix(1, s0w, s0p, 0),
		mix(2, s0w, 0, 0),
		mix(3, s0p, 0, 0),
		mix(4, s1w, s1p, 0),
		mix(5, s1w, 0, 0),
		mix(6, s1p, 0, 0),
		mix(7, b0w, b0p, 0),
		mix(8, b0w, 0, 0),
		mix(9, b0p, 0, 0),
		mix(10, b1w, b1p, 0),
		mix(11, b1w, 0, 0),
		mix(12, b1p, 0, 0),
		mix(13, w[b2], b2p, 0),
		mix(14, b2p, 0, 0),
		mix(15, s2p, 0, 0),
		mix(16, w[s2], s2p, 0),

		mix(20, s0w, b0w, 0),
		mix(21, s0w, s0p, b0p),
		mix(22, s0p, b0w, b0p),
		mix(23, s0p, b0p, 0),
		mix(24, s1w, s0w, 0),
		mix(25, s1p, s0p, 0),
		mix(26, s1w, s0p, 0),
		mix(27, s1p, s0w, 0),
		mix(28, s1p, b0p, 0),
		mix(29, s1w, b0p, 0),
		mix(30, b0p, b1p, 0),
		mix(31, b0w, b1p, 0),
		mix(32, s1p, b0w, 0),
		mix(33, s0w, b1p, 0),

		mix(40, s0p, b0p, b1p),
		mix(41, s1p, s0p, b0p),
		mix(42, s2p, s1p, s0p),
		mix(43, b0p, b1p, b2p),
		mix(44, s0p, p[s0l], b0p),
		mix(45, s0p, p[s0r], b0p),
		mix(46, s0p, b0p, p[b0l]),
		mix(47, s1p, p[s1r], s0p),
		mix(48, s1p, p[s1l], s0p),
		mix(49, s1p, s0p, p[s0l]),
		mix(50, s1p, s0p, p[s0r]),
		mix(51, s0u|s1u<<8|b0u<<32, uint64(u[b1]), 0),
		mix(52, s1w, s0p, b0p),
		mix(53, s1p, s0w, b0p),
		mix(54, s1p, s0p, b0w),
		mix(55, s1p, s0p|b0p<<21, b1p),

		mix(60, s0w, d0, 0),
		mix(61, s0p, d0, b0p),
		mix(62, s1p, d1, s0p),
		mix(63, b0w, d0, 0),
		mix(64, s1w, d1, s0u),

		mix(65, s0p, m0, b0p),
		mix(66, s1p, m1, s0p),
		mix(67, s1w, m1, s0u),
		mix(68, s0u|m0<<8|b0u<<32, s1u|m1<<8, 0),

		mix(70, s0w, v0r, 1),
		mix(71, s0p, v0r, 2),
		mix(72, s0w, v0l, 3),
		mix(73, s0p, v0l, 4),
		mix(74, s1w, v1r, 5),
		mix(75, s1p, v1r, 6),
		mix(76, b0w, vbl, 7),
		mix(77, b0p, vbl, 8),

		mix(80, w[s0l], s0p, 0),
		mix(81, w[s0r], s0p, 0),
		mix(82, w[s1l], s1p, 0),
		mix(83, w[s1r], s1p, 0),
		mix(84, w[b0l], b0p, 0),
		mix(85, p[s0l], s0p, s0lr),
		mix(86, p[s0r], s0p, s0rr),
		mix(87, p[s1l], s1p, s1lr),
		mix(88, p[s1r], s1p, s1rr),
		mix(89, p[b0l], b0p, b0lr),
		mix(90, s0p, s0lr, uint64(rel[st.l2[s0]])),
		mix(91, s0p, s0rr, uint64(rel[st.r2[s0]])),
		mix(92, s1p, s1rr, uint64(rel[st.r2[s1]])),
		mix(93, s0p, st.rels[s0], 0),
		mix(94, s1p, st.rels[s1], s0p),
		mix(95, b0p, st.rels[b0], s0p),
		mix(96, s0w, st.rels[s0], 0),
		mix(97, s1w, st.rels[s1], s0u),

		mix(100, s0c, b0c, 0),
		mix(101, s1c, s0c, 0),
		mix(102, s0c, b0p, 0),
		mix(103, s0p, b0c, 0),
		mix(104, s1c, s0p, 0),
		mix(105, s1p, s0c, 0),
		mix(106, s0c, 0, 0),
		mix(107, b0c, 0, 0),
		mix(108, s1c, 0, 0),
		mix(109, c[b1], b0p, 0),
		mix(110, s1c, s0p, w[s0l]),
		mix(111, st.g[s0], st.g[b0], s0p|b0p<<20),
		mix(112, st.g[s1], st.g[s0], s1p|s0p<<20),
		mix(113, st.g[s0], b0p, b1p),
		mix(114, st.g[s1], s0p, b0p),
		mix(115, st.g[s1], st.g[s0], w[s0l]),
		mix(116, st.g[s1], st.g[s0], st.g[b0]),
	)
}

// labelFeatures appends the features for the relation of d to h.
func (st *state) labelFeatures(dst []uint32, h, d int32) []uint32 {
	w, p, u, c := st.w, st.p, st.u, st.c
	dir := uint64(1)
	if d < h {
		dir = 2
	}
	dist := distance(h, d)<<2 | dir
	hw, hp, hu, hc := w[h], p[h], u[h], c[h]
	dw, dp, du, dc := w[d], p[d], u[d], c[d]
	dl, dr := st.l1[d], st.r1[d]
	dn, dv := d+1, d-1
	if int(dn) > st.n {
		dn = 0
	}
	hn := h + 1
	if int(hn) > st.n+1 {
		hn = 0
	}
	lo, hi := min(h, d), max(h, d)
	btw := st.between(lo, hi)
	return append(dst,
		mix(1, hw, dir, 0),
		mix(2, hp, dir, 0),
		mix(3, dw, dir, 0),
		mix(4, dp, dir, 0),
		mix(5, hw, dw, dir),
		mix(6, hw, dp, dir),
		mix(7, hp, dw, dir),
		mix(8, hp, dp, dir),
		mix(9, hp, dp, dist),
		mix(10, w[dl], dp, hu|dir<<8),
		mix(11, w[dl], hw, dir),
		mix(12, uint64(st.rel[dl]), dp, hp),
		mix(13, st.rels[d], dp, hp<<2|dir),
		mix(14, st.rels[h], dp, hp<<2|dir),
		mix(15, st.rels[h], dw, dir),
		mix(16, st.rels[d], hw, dir),
		mix(17, p[dn], dp, hp<<2|dir),
		mix(18, p[dv], dp, hp<<2|dir),
		mix(19, hc, dc, dir),
		mix(20, hc, dp, dir),
		mix(21, hp, dc, dir),
		mix(22, btw, dp, hp<<2|dir),
		mix(23, w[dr], dp, dir),
		mix(24, uint64(st.rel[st.r1[h]]), dp, hp<<2|dir),
		mix(25, uint64(st.rel[st.l1[h]]), dp, hp<<2|dir),
		mix(26, w[dn], dp, dir),
		mix(27, w[dv], dp, dir),
		mix(28, st.s[h], dp, dir),
		mix(29, hp, st.s[d], dir),
		mix(30, p[hn], dp, hp<<2|dir),
		mix(31, w[st.l1[h]], hp, du<<2|dir),
		mix(32, uint64(bits.OnesCount64(st.rels[h])), hu, du<<2|dir),
		mix(33, p[h-1], dp, hp<<2|dir),
		mix(34, w[dl], c[d], hu),
		mix(35, dc, hu, dir),
		mix(36, st.g[h], st.g[d], dir),
		mix(37, st.g[d], dp, hp<<2|dir),
		mix(38, w[dl], st.g[d], hp<<2|dir),
	)
}

// parser is the part of a model that parses. Its choices are by the sum of a
// linear model and a network: the one knows many words and their pairs, the
// other generalises. The network, which is the faster, is asked first, and the
// linear model only where the network is in doubt.
type parser struct {
	acts *linear
	rels *linear
	// relsFor[tag of d] lists the relations a word of that tag can have
	relsFor [syntax.NumTags][]uint8
	net     *net
	// weight of a unit of the linear scores beside the network's
	wide, wideRel float32
}

// parse builds the tree of the state.
func (ps *parser) parse(st *state, g *grammar, tags []uint8, keys []uint32) []uint32 {
	nt := ps.net
	st.acc, st.hid = grow(st.acc, nt.hidden), grow(st.hid, nt.hidden)
	for !st.done() {
		legal := st.legal()
		act := bits.TrailingZeros(legal)
		looked := legal&(legal-1) != 0
		if looked {
			ps.look(st)
			act, keys = ps.action(st, legal, keys)
		}
		if act == actShift {
			st.shift()
			continue
		}
		h, d := st.arc(act)
		rel := uint8(syntax.Root)
		if int(h) != st.n+1 {
			if !looked {
				ps.look(st)
			}
			rel, keys = ps.relation(st, h, d, ps.relsFor[g.classes[tags[d-1]].Tag], keys)
		}
		st.attach(h, d, rel)
		st.pop()
	}
	return keys
}

// look lets the network see the state.
func (ps *parser) look(st *state) {
	st.bag = st.netFeatures(&ps.net.shape, st.bag[:0])
	ps.net.layer(st.bag, st.acc, st.hid)
}

// sum adds a linear score and the network's score of an output. Each product
// is rounded by itself, so that no machine fuses it with the sum.
func (ps *parser) sum(linear int32, share float32, out int, st *state) float32 {
	a := float32(float32(linear) * share)
	b := float32(float32(ps.net.output(st.hid, out)) * ps.net.unit)
	return a + b
}

// actionSets lists the actions of each set of legal ones.
var actionSets = [1 << numActs][]uint8{
	{}, {actShift}, {actLeft}, {actShift, actLeft}, {actRight}, {actShift, actRight}, {actLeft, actRight}, {actShift, actLeft, actRight},
}

// action chooses among the legal actions, two or more.
func (ps *parser) action(st *state, legal uint, keys []uint32) (int, []uint32) {
	acts := actionSets[legal]
	var s scores
	act, lead := ps.best(acts, 0, &s, 0, st)
	if lead < netLead {
		keys = st.features(keys[:0])
		ps.acts.add(keys, &s, &st.find)
		act, _ = ps.best(acts, 0, &s, ps.wide, st)
	}
	return int(act), keys
}

// relation chooses the relation of d to h among the candidates.
func (ps *parser) relation(st *state, h, d int32, cands []uint8, keys []uint32) (uint8, []uint32) {
	if len(cands) == 1 {
		return cands[0], keys
	}
	base := relOut(h, d)
	var s scores
	rel, lead := ps.best(cands, base, &s, 0, st)
	if lead < netLead {
		keys = st.labelFeatures(keys[:0], h, d)
		ps.rels.add(keys, &s, &st.find)
		rel, _ = ps.best(cands, base, &s, ps.wideRel, st)
	}
	return rel, keys
}

// netLead is the lead over the next choice, in log odds, from which on the
// network is trusted without the linear model: chosen on the development
// treebank, where one head in three thousand is another for it.
const netLead = 2

// best returns the choice with the highest sum, the first of equals, and its
// lead over the next.
func (ps *parser) best(choices []uint8, base int, s *scores, share float32, st *state) (choice uint8, lead float32) {
	top, next := float32(math.Inf(-1)), float32(math.Inf(-1))
	for _, c := range choices {
		if x := ps.sum(s[c], share, base+int(c), st); x > top {
			choice, top, next = c, x, top
		} else if x > next {
			next = x
		}
	}
	return choice, top - next
}
