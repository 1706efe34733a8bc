package stats

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// Pool is several sides of contrasts, each to be held against all the others together.
// The others are the sums of all less the side's own, so that a contrast costs what its
// own side is large, and those of all sides together what all units are. It is used by one
// goroutine at a time.
type Pool struct {
	sides          []*Side
	parts          [][]portion // of each side, a part for each of its clusters
	err            error
	names          []string   // of the clusters
	all            []sums     // by cluster
	total          sums       // of all clusters
	origin, spread float64    // deviations are from origin, none of them above spread
	means          []float64  // the plain means of the clusters, in order
	ties           float64    // among these: Σ(t³-t)
	byLevel        []int32    // clusters in order of their weighted means
	runOf, runs    []int32    // by cluster, its run of like weighted means; by run, how many clusters
	largest        []int32    // runs, the largest first
	large          []int32    // clusters with more than largeShare of the weight
	small          moments    // of the others
	square, fourth float64    // sums of the shares of weight to these powers
	plain          [2]float64 // sums of the plain means less the origin, and of their squares
	powers         powers
	mark           []int // by cluster: the side that was last asked for, from 1
	of             drawsOf
	drawn          [2][]float64 // in each draw, of all clusters: the sums of deviations and of weights
}

// sums are those of the units of a cluster: of weights, of weighted deviations from the
// origin, of plain values, and their number.
type sums struct{ weight, dev, value, n float64 }

func (s *sums) add(o sums) {
	s.weight, s.dev, s.value, s.n = s.weight+o.weight, s.dev+o.dev, s.value+o.value, s.n+o.n
}

func (s sums) level() float64 { return s.dev / s.weight }
func (s sums) mean() float64  { return s.value / s.n }

// portion is a side's part in a cluster, and that of all other sides.
type portion struct {
	cluster   int32
	own, rest sums
}

// NewPool makes sides ready. Units that cannot be used are an error of Less.
func NewPool(sides []*Side) *Pool {
	p := &Pool{sides: sides, parts: make([][]portion, len(sides))}
	for _, s := range sides {
		if p.err = cmp.Or(p.err, s.err); p.err != nil {
			return p
		}
		p.total.add(sums{weight: s.weight, dev: s.weight * finiteOr0(s.mean), n: float64(len(s.units))})
	}
	if p.total.n > 0 {
		first := slices.IndexFunc(sides, func(s *Side) bool { return len(s.units) > 0 })
		p.origin = sides[first].mean // exactly their value where all are equal
		p.origin += (p.total.dev - p.total.weight*p.origin) / p.total.weight
	}
	p.divide()
	p.mark = make([]int, len(p.all))
	p.order()
	p.sumUp()
	return p
}

func finiteOr0(x float64) float64 {
	if math.IsNaN(x) {
		return 0
	}
	return x
}

// divide finds the clusters, and what each side has of them and leaves to the others.
// Nothing is subtracted, so that what is left is exact.
func (p *Pool) divide() {
	index := map[string]int32{}
	p.total = sums{}
	for i, s := range p.sides {
		at := map[int32]int{}
		for _, u := range s.units {
			g, ok := index[u.Cluster]
			if !ok {
				g = int32(len(p.all))
				index[u.Cluster], p.all, p.names = g, append(p.all, sums{}), append(p.names, u.Cluster)
			}
			k, ok := at[g]
			if !ok {
				k = len(p.parts[i])
				at[g], p.parts[i] = k, append(p.parts[i], portion{cluster: g})
			}
			d := u.Value - p.origin
			p.spread = max(p.spread, math.Abs(d))
			p.parts[i][k].own.add(sums{u.weight(), u.weight() * d, u.Value, 1})
		}
		for k := range p.parts[i] {
			part := &p.parts[i][k]
			part.rest = p.all[part.cluster]
			p.all[part.cluster].add(part.own)
		}
	}
	later := make([]sums, len(p.all))
	for i := len(p.parts) - 1; i >= 0; i-- {
		for k := range p.parts[i] {
			part := &p.parts[i][k]
			part.rest.add(later[part.cluster])
			later[part.cluster].add(part.own)
		}
	}
	for _, c := range p.all {
		p.total.add(c)
	}
}

// near is how far apart the levels of clusters are that differ by rounding only.
func (p *Pool) near() float64 { return 1e-12 * p.spread }

// order puts the clusters into order by their means.
func (p *Pool) order() {
	p.means, p.byLevel, p.runOf = make([]float64, len(p.all)), make([]int32, len(p.all)), make([]int32, len(p.all))
	for g, c := range p.all {
		p.means[g], p.byLevel[g] = c.mean(), int32(g)
	}
	slices.Sort(p.means)
	slices.SortFunc(p.byLevel, func(a, b int32) int {
		return cmp.Or(cmp.Compare(p.all[a].level(), p.all[b].level()), cmp.Compare(a, b))
	})
	for k, g := range p.byLevel {
		if k == 0 || p.all[g].level()-p.all[p.byLevel[k-1]].level() > p.near() {
			p.runs = append(p.runs, 0)
		}
		p.runOf[g] = int32(len(p.runs) - 1)
		p.runs[len(p.runs)-1]++
	}
	p.largest = make([]int32, len(p.runs))
	for r := range p.largest {
		p.largest[r] = int32(r)
	}
	slices.SortStableFunc(p.largest, func(a, b int32) int { return cmp.Compare(p.runs[b], p.runs[a]) })
	for from := 0; from < len(p.means); {
		to := from + 1
		for to < len(p.means) && p.means[to] == p.means[from] {
			to++
		}
		p.ties += tied(to - from)
		from = to
	}
}

// tied is what t tied values add to the ties of a rank test.
func tied(t int) float64 { return float64(t)*float64(t)*float64(t) - float64(t) }

// largeShare is the share of all weight above which a cluster is counted by itself.
const largeShare = 1. / 64

// sumUp makes the sums over all clusters.
func (p *Pool) sumUp() {
	for g, c := range p.all {
		h := c.weight / p.total.weight
		p.square, p.fourth = p.square+h*h, p.fourth+h*h*h*h
		p.powers.add(c, 1)
		y := c.mean() - p.origin
		p.plain[0], p.plain[1] = p.plain[0]+y, p.plain[1]+y*y
		if h > largeShare {
			p.large = append(p.large, int32(g))
		} else {
			p.small.add(c, h)
		}
	}
}

// moments are sums over clusters of small shares h of the weight, times h to the powers
// from 0: of the squares of their deviations, of deviation times weight, and of the
// squares of their weights.
type moments struct{ dev2, both, weight2 [momentPowers]float64 }

// momentPowers are so many that what is left out is below rounding: 16 to the power
// of -14 is 1e-17.
const momentPowers = 14

func (m *moments) add(c sums, h float64) {
	power := 1.0
	for k := range momentPowers {
		m.dev2[k] += power * c.dev * c.dev
		m.both[k] += power * c.dev * c.weight
		m.weight2[k] += power * c.weight * c.weight
		power *= h
	}
}

// squares is the sum of the squares of the deviations from a mean that lies so far from
// the origin, each over 1 less its share of the weight, which is ratio times as large as
// it was when it was added: 1/(1-x) as a power series. The shares are at most 1/16.
func (m *moments) squares(off, ratio float64) float64 {
	sum, power := 0.0, 1.0
	for k := range momentPowers {
		sum += power * (m.dev2[k] - 2*off*m.both[k] + off*off*m.weight2[k])
		power *= ratio
	}
	return sum
}

// powers are the sums over clusters that those of the powers of deviations are made of.
type powers struct{ dd, dw, ww, ddd, ddw, dww, www float64 }

// add adds those of a cluster, or takes them away.
func (p *powers) add(c sums, sign float64) {
	d, w := c.dev, c.weight
	p.dd, p.dw, p.ww = p.dd+sign*d*d, p.dw+sign*d*w, p.ww+sign*w*w
	p.ddd, p.ddw, p.dww, p.www = p.ddd+sign*d*d*d, p.ddw+sign*d*d*w, p.dww+sign*d*w*w, p.www+sign*w*w*w
}

// around are the sums of the squares and of the cubes of the deviations from a mean that
// lies so far from the origin.
func (p *powers) around(off float64) (squares, cubes float64) {
	return p.dd - 2*off*p.dw + off*off*p.ww, p.ddd - 3*off*p.ddw + 3*off*off*p.dww - off*off*off*p.www
}

// others are all sides but one.
type others struct {
	*Pool
	side                    *Side
	parts                   []portion
	weight, off             float64 // off is their mean less the origin
	units, clusters, shared int
	square, fourth          float64 // of the shares of their weight
	se                      float64
	powers                  powers    // of the clusters that are theirs alone
	low, high               float64   // the least and the greatest level of clusters that are theirs alone
	removed, added          []float64 // plain means: of the side's clusters as the pool has them, and of what the others have of them
}

// Less is the contrast of the i-th side with all others by a method of ContrastBy, other
// than MethodWildT. But for rounding it is what Side.Less gives for a side of all their
// units.
func (p *Pool) Less(i int, method Method, rule Rule, seed uint64) (Difference, error) {
	d := emptyDifference()
	if err := cmp.Or(rule.Validate(), p.err); err != nil {
		return d, err
	}
	if method != MethodOuter && method != MethodExpanded && method != MethodT {
		return d, fmt.Errorf("stats: no contrast with all others by method %q", method)
	}
	o := p.without(i)
	d.UnitsA, d.UnitsB, d.ClustersA, d.ClustersB, d.Shared = len(o.side.units), o.units, len(o.side.clusters), o.clusters, o.shared
	d.MeanA = o.side.mean
	if d.UnitsB > 0 {
		d.MeanB = p.origin + o.off
		d.Diff = d.MeanA - d.MeanB
	}
	if d.ClustersA > 1 && d.ClustersB > 1 {
		d.SE, d.DF = o.error()
	}
	if d.allowed(rule, o.constant, func() int { return min(o.side.different(), o.different()) }) {
		o.interval(&d, method, rule, seed)
	}
	if err := d.check(); err != nil {
		return emptyDifference(), err
	}
	return d, nil
}

func (o *others) interval(d *Difference, method Method, rule Rule, seed uint64) {
	t := *d
	t.tInterval(o, rule.Level, method == MethodOuter)
	if method == MethodT || d.SmallN {
		*d = t
		return
	}
	d.bootstrap(o.shifts(drawsOf{rule.Draws, seed}), rule)
	d.reach(t, method)
}

func (o *others) pooledSE() float64 {
	if o.shared > 0 || len(o.parts)+o.clusters < 3 {
		return 0
	}
	return pooledSE(o.side.effective(), 1/o.square, o.side.se(), o.se)
}

// skew is the skewness of the difference times its standard error.
func (o *others) skew(n float64) float64 {
	s2, s3 := o.powers.around(o.off)
	s2, s3 = s2/o.weight/o.weight, -s3/o.weight/o.weight/o.weight
	for k := range o.parts {
		x := o.own(&o.parts[k].own) - o.deviation(o.parts[k].rest)/o.weight
		s2, s3 = s2+x*x, s3+x*x*x
	}
	return skewOf(s2, s3, n)
}

// shifts gives for each draw how far the difference lies from that of the samples: NaN
// where no cluster of a side was drawn.
func (o *others) shifts(of drawsOf) []float64 {
	p, times := o.Pool, make([]float64, of.draws)
	add := func(to *[2][]float64, name string, c sums) {
		newClusterBits(of.seed, name).weights(times)
		for b, k := range times {
			to[0][b] += float64(k * c.dev)
			to[1][b] += float64(k * c.weight)
		}
	}
	none := func() [2][]float64 { return [2][]float64{make([]float64, of.draws), make([]float64, of.draws)} }
	if p.drawn[0] == nil || p.of != of {
		p.of, p.drawn = of, none()
		for g, c := range p.all {
			add(&p.drawn, p.names[g], c)
		}
	}
	own := none()
	for k := range o.parts {
		add(&own, p.names[o.parts[k].cluster], o.parts[k].own)
	}
	out, off := times, o.side.mean-o.origin
	for b := range out {
		rest := p.drawn[1][b] - own[1][b]
		if rest < 1e-9*o.weight {
			rest = math.NaN()
		}
		out[b] = own[0][b]/own[1][b] - off - ((p.drawn[0][b]-own[0][b])/rest - o.off)
	}
	return out
}

// Clusters counts those of the i-th side and those of all others.
func (p *Pool) Clusters(i int) (own, rest int) {
	own, rest = len(p.parts[i]), len(p.all)
	for k := range p.parts[i] {
		if p.parts[i][k].rest.n == 0 {
			rest--
		}
	}
	return own, rest
}

func (p *Pool) without(i int) *others {
	o := &others{Pool: p, side: p.sides[i], parts: p.parts[i]}
	own := sums{}
	o.powers = p.powers
	for k := range o.parts {
		part := &o.parts[k]
		p.mark[part.cluster] = i + 1
		o.powers.add(p.all[part.cluster], -1)
		own.add(part.own)
		o.removed = append(o.removed, p.all[part.cluster].mean())
		if part.rest.n > 0 {
			o.shared++
			o.added = append(o.added, part.rest.mean())
		}
	}
	slices.Sort(o.removed)
	slices.Sort(o.added)
	o.units, o.clusters = int(p.total.n-own.n), len(p.all)-len(o.parts)+o.shared
	if o.units == 0 {
		return o
	}
	o.weight, o.off = p.total.weight-own.weight, (p.total.dev-own.dev)/(p.total.weight-own.weight)
	few := 4*o.weight < p.total.weight // what is left of sums after subtracting so much is not exact
	if few {
		rest := sums{}
		o.each(i, func(s sums) { rest.add(s) })
		o.weight, o.off = rest.weight, rest.level()
		o.powers = powers{}
		for g := range p.all {
			if p.mark[g] != i+1 {
				o.powers.add(p.all[g], 1)
			}
		}
		o.each(i, func(s sums) { h := s.weight / o.weight; o.square, o.fourth = o.square+h*h, o.fourth+h*h*h*h })
	} else {
		ratio := p.total.weight / o.weight
		o.square, o.fourth = p.square, p.fourth
		for k := range o.parts {
			before, after := p.all[o.parts[k].cluster].weight/p.total.weight, o.parts[k].rest.weight/p.total.weight
			o.square += after*after - before*before
			o.fourth += after*after*after*after - before*before*before*before
		}
		o.square, o.fourth = o.square*ratio*ratio, o.fourth*ratio*ratio*ratio*ratio
	}
	o.se = math.Sqrt(o.squares(i, few)) / o.weight
	o.ends(i)
	return o
}

// each gives what the others have of each cluster.
func (o *others) each(i int, take func(sums)) {
	for g := range o.all {
		if o.mark[g] != i+1 {
			take(o.all[g])
		}
	}
	for k := range o.parts {
		if o.parts[k].rest.n > 0 {
			take(o.parts[k].rest)
		}
	}
}

// squares is the sum that the standard error CR2 of the others' mean is made of.
func (o *others) squares(i int, few bool) (sum float64) {
	add := func(s sums) { sum += o.deviation(s) * o.deviation(s) / (1 - s.weight/o.weight) }
	if few {
		o.each(i, add)
		return sum
	}
	ratio := o.total.weight / o.weight
	sum = o.small.squares(o.off, ratio)
	for _, g := range o.large {
		if o.mark[g] != i+1 {
			add(o.all[g])
		}
	}
	for k := range o.parts {
		c := o.all[o.parts[k].cluster]
		if h := c.weight / o.total.weight; h <= largeShare {
			sum -= o.deviation(c) * o.deviation(c) / (1 - ratio*h)
		}
		if o.parts[k].rest.n > 0 {
			add(o.parts[k].rest)
		}
	}
	return max(sum, 0)
}

// deviation is that of a cluster from the others' mean, times its weight.
func (o *others) deviation(s sums) float64 { return s.dev - s.weight*o.off }

// ends finds the ends of the levels of clusters that the side has no part in.
func (o *others) ends(i int) {
	o.low, o.high = math.Inf(1), math.Inf(-1)
	for k := 0; k < len(o.byLevel) && math.IsInf(o.low, 1); k++ {
		if g := o.byLevel[k]; o.mark[g] != i+1 {
			o.low = o.all[g].level()
		}
	}
	for k := len(o.byLevel) - 1; k >= 0 && math.IsInf(o.high, -1); k-- {
		if g := o.byLevel[k]; o.mark[g] != i+1 {
			o.high = o.all[g].level()
		}
	}
}

// error is the standard error CR2 of the difference, and its degrees of freedom.
func (o *others) error() (se, df float64) {
	a := o.side
	va, vb := a.se()*a.se(), o.se*o.se
	ss, sumA, v, vv := va+vb, 0.0, o.square, o.fourth
	for k := range o.parts {
		own, rest := &o.parts[k].own, &o.parts[k].rest
		ha, hb := own.weight/a.weight, rest.weight/o.weight
		sumA += ha * ha
		vv += (ha*ha+hb*hb)*(ha*ha+hb*hb) - hb*hb*hb*hb
		if rest.n > 0 {
			ss -= 2 * o.own(own) / math.Sqrt(1-ha) * o.deviation(*rest) / o.weight / math.Sqrt(1-hb)
		}
	}
	v += sumA
	df = satterthwaite(va, a.effective()-1, vb, 1/o.square-1)
	if o.shared > 0 && !math.IsNaN(df) {
		df = min(df, v*v/vv-1)
	}
	return math.Sqrt(max(ss, 0)), df
}

// own is the part of a cluster in the deviation of the side's mean.
func (o *others) own(s *sums) float64 {
	return (s.dev - s.weight*(o.side.mean-o.origin)) / o.side.weight
}

// constant says whether a side has no variation, or the clusters vary in the same way on
// both sides.
func (o *others) constant() bool {
	if o.side.constant() {
		return true
	}
	low, high := o.low, o.high
	for k := range o.parts {
		if rest := o.parts[k].rest; rest.n > 0 {
			low, high = min(low, rest.level()), max(high, rest.level())
		}
	}
	if high-low <= o.near() {
		return true
	}
	if o.shared < o.clusters && max(o.high-o.off, o.off-o.low) > o.near() {
		return false
	}
	for k := range o.parts {
		own := o.own(&o.parts[k].own)
		if rest := o.parts[k].rest; rest.n > 0 {
			own -= o.deviation(rest) / o.weight
		}
		if math.Abs(own) > o.near()*(o.parts[k].own.weight/o.side.weight+o.parts[k].rest.weight/o.weight) {
			return false
		}
	}
	return true
}

// different counts the others' clusters whose level is not the most common one.
func (o *others) different() int {
	touched, alone := map[int32]int32{}, []float64(nil)
	for k := range o.parts {
		touched[o.runOf[o.parts[k].cluster]]--
		if rest := o.parts[k].rest; rest.n > 0 {
			at, _ := slices.BinarySearchFunc(o.byLevel, rest.level()-o.near(), func(g int32, x float64) int { return cmp.Compare(o.all[g].level(), x) })
			if at < len(o.byLevel) && o.all[o.byLevel[at]].level() <= rest.level()+o.near() {
				touched[o.runOf[o.byLevel[at]]]++
			} else {
				alone = append(alone, rest.level())
			}
		}
	}
	most, run := int32(0), int32(0)
	slices.Sort(alone)
	for k, x := range alone {
		if k > 0 && x-alone[k-1] > o.near() {
			run = 0
		}
		run++
		most = max(most, run)
	}
	for r, n := range touched {
		most = max(most, o.runs[r]+n)
	}
	for _, r := range o.largest {
		if _, ok := touched[r]; !ok {
			most = max(most, o.runs[r])
			break
		}
	}
	if most == 1 {
		return o.clusters
	}
	return o.clusters - int(most)
}
