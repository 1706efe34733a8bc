package coding

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/stats"
)

// Candidate is a sentence that can be drawn.
type Candidate struct {
	Unit
	Groups []string // its values of the columns that the draw is stratified by
	// Unsure is how far scorers disagree and how unsure they are, 0 and up.
	Unsure  float64
	Answers []Expected
}

// Expected is what a scorer expects coders to say of a question, for the
// reckoning of how many codes an interval needs.
type Expected struct {
	Question string
	Value    float64 // expected value
	Square   float64 // expected value of the square
}

// Ways to spread the draw over strata.
const (
	Proportional = "proportional" // by the size of the stratum
	Root         = "root"         // by its square root: more of small ones
	Equal        = "equal"        // the same number of each
)

// DrawOptions say how units are drawn.
type DrawOptions struct {
	N        int     // units
	Focus    float64 // from 0, all sentences of a stratum alike, to below 1, by Unsure alone
	Allocate string
	Seed     uint64
}

// Probabilities returns for each candidate the probability of being drawn. It is
// proportional to (1 - Focus) + Focus · Unsure / mean of Unsure, times what the
// stratum's share asks for, and at most 1; the sum is N.
func Probabilities(all []Candidate, o DrawOptions) ([]float64, error) {
	switch {
	case o.N < 1:
		return nil, fmt.Errorf("%d units cannot be drawn: at least 1", o.N)
	case !(o.Focus >= 0 && o.Focus < 1):
		return nil, fmt.Errorf("focus %v: from 0 to below 1, so that each sentence can be drawn", o.Focus)
	case len(all) == 0:
		return nil, fmt.Errorf("the run has no sentence to draw from")
	}
	power, ok := map[string]float64{Proportional: 0, Root: -0.5, Equal: -1}[cmp.Or(o.Allocate, Proportional)]
	if !ok {
		return nil, fmt.Errorf("allocate %q: proportional, root or equal", o.Allocate)
	}
	mean, count := 0.0, map[string]float64{}
	for i := range all {
		mean += all[i].Unsure / float64(len(all))
		count[all[i].stratum()]++
	}
	size := make([]float64, len(all))
	for i := range all {
		size[i] = 1
		if mean > 0 {
			size[i] = 1 - o.Focus + o.Focus*all[i].Unsure/mean
		}
		size[i] *= math.Pow(count[all[i].stratum()], power)
	}
	return capped(size, float64(o.N)), nil
}

// capped scales sizes to probabilities with the sum n; those that would exceed 1
// become 1, and the others share what is left.
func capped(size []float64, n float64) []float64 {
	p := make([]float64, len(size))
	for {
		sum, left := 0.0, n
		for i := range size {
			if p[i] == 1 {
				left--
			} else {
				sum += size[i]
			}
		}
		again := false
		for i := range size {
			if p[i] == 1 {
				continue
			}
			if p[i] = left * size[i] / sum; p[i] >= 1 || left >= float64(len(size)) {
				p[i], again = 1, true
			}
		}
		if !again {
			return p
		}
	}
}

func (c *Candidate) stratum() string { return strings.Join(c.Groups, " / ") }

// Draw draws a sample with exactly the probabilities given, by the pivotal
// method (Deville and Tillé 1998, Biometrika 85), first within each stratum,
// then among what is left of strata that share all groups but the last, and so
// on: the number drawn of each stratum, and of each group of strata, is its
// expectation rounded down or up (Chauvet 2009, Survey Methodology 35). It
// returns the places of the drawn candidates, in order. The order of candidates
// matters; sort them before.
func Draw(all []Candidate, p []float64, seed uint64) []int {
	d := drawing{all: all, p: slices.Clone(p), src: stats.NewStream(seed, "coding", "draw")}
	everyone := make([]int, len(all))
	for i := range everyone {
		everyone[i] = i
	}
	for _, left := range d.resolve(everyone, 0) { // what rounding left of a whole number
		if d.src.Float64() < d.p[left] {
			d.p[left] = 1
		}
	}
	var out []int
	for i := range d.p {
		if d.p[i] == 1 {
			out = append(out, i)
		}
	}
	return out
}

// drawing is a draw under way: probabilities become 0 or 1 one by one.
type drawing struct {
	all []Candidate
	p   []float64
	src *rand.Rand
}

// resolve settles all of the units but at most one, and returns that one.
func (d *drawing) resolve(units []int, depth int) []int {
	if depth < len(d.all[units[0]].Groups) {
		cells := map[string][]int{}
		var names []string
		for _, u := range units {
			g := d.all[u].Groups[depth]
			if cells[g] == nil {
				names = append(names, g)
			}
			cells[g] = append(cells[g], u)
		}
		slices.Sort(names)
		units = nil
		for _, g := range names {
			units = append(units, d.resolve(cells[g], depth+1)...)
		}
	}
	d.src.Shuffle(len(units), func(i, j int) { units[i], units[j] = units[j], units[i] })
	open := -1
	for _, u := range units {
		if d.whole(u) {
			continue
		}
		if open < 0 {
			open = u
			continue
		}
		d.duel(open, u)
		switch {
		case d.whole(open) && d.whole(u):
			open = -1
		case d.whole(open):
			open = u
		}
	}
	if open < 0 {
		return nil
	}
	return []int{open}
}

// whole reports whether a unit is settled, and rounds it where it is.
func (d *drawing) whole(u int) bool {
	const near = 1e-9
	switch {
	case d.p[u] < near:
		d.p[u] = 0
	case d.p[u] > 1-near:
		d.p[u] = 1
	default:
		return false
	}
	return true
}

// duel moves the probabilities of two units so that one is settled and both keep
// their expectation.
func (d *drawing) duel(a, b int) {
	sum := d.p[a] + d.p[b]
	if sum < 1 {
		if d.src.Float64() < d.p[a]/sum {
			d.p[a], d.p[b] = sum, 0
		} else {
			d.p[a], d.p[b] = 0, sum
		}
		return
	}
	if d.src.Float64() < (1-d.p[b])/(2-sum) {
		d.p[a], d.p[b] = 1, sum-1
	} else {
		d.p[a], d.p[b] = sum-1, 1
	}
}

// Plan says who codes what.
type Plan struct {
	Coders  []string
	Overlap float64 // share of units that several coders code
	PerUnit int     // coders of such a unit; 0: all, at most 3
	Seed    uint64
}

// Assign gives each coder the units to code: a random share Overlap of the n
// units goes to PerUnit coders in turn, the others to one coder each; nobody has
// more than one unit more than another of the same share. Every coder has an
// order of one's own. Units are numbered from 1; training units, which come
// after them, go to everybody first.
func (pl Plan) Assign(n, training int) []Coder {
	src := stats.NewStream(pl.Seed, "coding", "assign")
	k := len(pl.Coders)
	per := pl.PerUnit
	if per == 0 {
		per = min(k, 3)
	}
	per = min(per, k)
	shared := int(math.Round(pl.Overlap * float64(n)))
	out := make([]Coder, k)
	for i := range out {
		out[i] = Coder{Name: pl.Coders[i], Role: RoleCoder}
	}
	next := 0
	for i, u := range src.Perm(n) {
		times := 1
		if i < shared {
			times = per
		}
		for range times {
			c := &out[next%k]
			c.Units = append(c.Units, u+1)
			next++
		}
	}
	for i := range out {
		units := out[i].Units
		src.Shuffle(len(units), func(a, b int) { units[a], units[b] = units[b], units[a] })
		var first []int
		for t := range training {
			first = append(first, n+1+t)
		}
		out[i].Units = append(first, units...)
	}
	return out
}

// Need says how many codes the interval of a mean needs.
type Need struct {
	Question  string
	Group     string // of the first grouping; empty: all
	Sentences int    // that could be drawn
	SD        float64
	Alone     int // codes for an interval of the width from codes alone
	Corrected int // codes where they correct the scorer's answers of all sentences
	Design    float64
}

// normal95 is the quantile of the normal distribution for 95 % intervals.
const normal95 = 1.959963984540054

// Needs reckons for each question how many sentences must be coded so that the
// 95 % interval of its mean is no wider than width, given how the draw spreads
// (the probabilities of any draw with these options). What coders will say is
// taken from the scorer's probabilities: that is as good as its calibration.
// Design is the factor that sentences of one story cost, by the correlation
// within stories of what the scorer expects. More codes than sentences means
// that even all of them are too few: then it is the number of sentences.
func Needs(all []Candidate, p []float64, width float64) []Need {
	type key struct{ question, group string }
	cells := map[key]*needing{}
	var order []key
	for i := range all {
		for _, e := range all[i].Answers {
			groups := []string{""}
			if len(all[i].Groups) > 0 {
				groups = append(groups, all[i].Groups[0])
			}
			for g, group := range groups {
				if g > 0 && group == "" {
					continue
				}
				k := key{e.Question, group}
				if cells[k] == nil {
					cells[k] = &needing{}
					order = append(order, k)
				}
				c := cells[k]
				c.answers, c.p, c.cluster = append(c.answers, e), append(c.p, p[i]), append(c.cluster, all[i].Cluster)
			}
		}
	}
	var out []Need
	for _, k := range order {
		n := cells[k].need(width)
		n.Question, n.Group = k.question, k.group
		out = append(out, n)
	}
	slices.SortStableFunc(out, func(a, b Need) int {
		return cmp.Or(cmp.Compare(a.Question, b.Question), cmp.Compare(b2i(a.Group != ""), b2i(b.Group != "")), cmp.Compare(b.Sentences, a.Sentences), cmp.Compare(a.Group, b.Group))
	})
	return out
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// needing is the rows of a question.
type needing struct {
	answers []Expected
	p       []float64
	cluster []string
}

func (c *needing) need(width float64) Need {
	size := float64(len(c.answers))
	var mean, square, draws float64
	for i, a := range c.answers {
		mean, square, draws = mean+a.Value/size, square+a.Square/size, draws+c.p[i]/size
	}
	// With probabilities n·x/size, x of mean 1, the variance of the mean is that of
	// these sums over n.
	var alone, corrected float64
	for i, a := range c.answers {
		x := c.p[i] / draws
		alone += (a.Square - 2*a.Value*mean + mean*mean) / x / size
		corrected += max(0, a.Square-a.Value*a.Value) / x / size
	}
	rho, sizes := c.within(mean)
	design := func(n float64) float64 { // sentences a story that is drawn, by their correlation
		stories := 0.0
		for _, m := range sizes {
			stories += 1 - math.Pow(1-min(1, n/size), float64(m))
		}
		return 1 + (max(1, n/stories)-1)*rho
	}
	half := width / 2 / normal95
	codes := func(variance float64, factor func(float64) float64) int {
		n := 1.0
		for range 50 {
			n0 := variance * factor(min(n, size)) / half / half
			n = n0 / (1 + n0/size)
		}
		return int(min(size, math.Ceil(n)))
	}
	out := Need{Sentences: len(c.answers), SD: math.Sqrt(max(0, square-mean*mean))}
	out.Alone = codes(alone, design)
	out.Corrected = codes(corrected, func(float64) float64 { return 1 })
	out.Design = design(float64(out.Alone))
	return out
}

// within is the correlation of what is expected within stories (one-way analysis
// of variance, not below 0), and the stories' sizes.
func (c *needing) within(mean float64) (rho float64, sizes []int) {
	type story struct{ n, sum, square float64 }
	stories := map[string]*story{}
	var order []string
	for i, a := range c.answers {
		name := c.cluster[i]
		if stories[name] == nil {
			stories[name] = &story{}
			order = append(order, name)
		}
		s := stories[name]
		s.n, s.sum, s.square = s.n+1, s.sum+a.Value, s.square+a.Value*a.Value
	}
	n, k := float64(len(c.answers)), float64(len(stories))
	var between, inside, squares float64
	for _, name := range order {
		s := stories[name]
		m := s.sum / s.n
		between += s.n * (m - mean) * (m - mean)
		inside += max(0, s.square-s.n*m*m)
		squares += s.n * s.n
		sizes = append(sizes, int(s.n))
	}
	if k < 2 || n <= k {
		return 0, sizes
	}
	msb, msw, m0 := between/(k-1), inside/(n-k), (n-squares/n)/(k-1)
	if total := msb + (m0-1)*msw; total > 0 {
		rho = max(0, (msb-msw)/total)
	}
	return rho, sizes
}

// EffectiveN is how many units drawn with one probability would tell as much of
// a mean as those with the probabilities given (Kish).
func EffectiveN(p []float64) float64 {
	var sum, squares float64
	for _, x := range p {
		sum, squares = sum+1/x, squares+1/x/x
	}
	if squares == 0 {
		return 0
	}
	return sum * sum / squares
}
