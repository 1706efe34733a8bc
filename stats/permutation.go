package stats

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
)

// Observation is a value of one group (a source, say) in one stratum (a
// period), with its cluster.
type Observation struct {
	Group, Stratum, Cluster string
	// Value is finite.
	Value float64
}

// OthersTest is one group against the others. NaN means missing.
type OthersTest struct {
	// Units and Others count the observations on either side after those of
	// one cluster, group and stratum were put together and strata without both
	// sides were left out; Dropped counts the group's units in those strata.
	Units, Others, Dropped int
	// Clusters is the number of clusters of the group, Strata of strata used.
	Clusters, Strata int
	// Diff is the mean over strata of the group's mean less the mean of the
	// others in the same stratum, each stratum weighted by the group's units.
	Diff float64
	// Statistic is Diff over its standard error where Studentised, else Diff.
	Statistic   float64
	Studentised bool
	// P is two-sided, in (0, 1].
	P        float64
	Draws    int
	Warnings []Warning
}

// Strata holds observations made ready for tests of one group against the
// others. Tests do not change it, and goroutines may share it.
type Strata struct {
	strata []stratum
	groups map[string][]share // of each group, in order of strata
}

// stratum holds the values of its observations in order, centred, and their sums.
type stratum struct {
	values      []float64
	clusters    map[string]string // by name, the group that it is of; several where it is of more
	sum, square float64
}

// share is what a group has of a stratum.
type share struct {
	stratum     int
	n           int
	own, ownSqr float64
	clusters    []string
}

// several stands for the names of more than one group.
const several = "\x00"

// NewStrata groups observations by stratum. Those of one cluster, group and
// stratum (copies of a story in one outlet) become one with their mean. A value
// that is not finite is an error that names its index.
func NewStrata(obs []Observation) (*Strata, error) {
	for i, o := range obs {
		if !finite(o.Value) {
			return nil, fmt.Errorf("stats: observation %d: value %v: %w", i, o.Value, ErrNotFinite)
		}
	}
	obs = slices.Clone(obs)
	slices.SortFunc(obs, func(a, b Observation) int {
		return cmp.Or(cmp.Compare(a.Stratum, b.Stratum), cmp.Compare(a.Group, b.Group),
			cmp.Compare(a.Cluster, b.Cluster), cmp.Compare(a.Value, b.Value))
	})
	obs = merge(obs)
	slices.SortFunc(obs, func(a, b Observation) int {
		return cmp.Or(cmp.Compare(a.Stratum, b.Stratum), cmp.Compare(a.Value, b.Value),
			cmp.Compare(a.Group, b.Group), cmp.Compare(a.Cluster, b.Cluster))
	})
	s, centre := &Strata{groups: map[string][]share{}}, meanOf(obs)
	for i, o := range obs {
		if i == 0 || o.Stratum != obs[i-1].Stratum {
			s.strata = append(s.strata, stratum{clusters: map[string]string{}})
		}
		s.add(o, o.Value-centre)
	}
	return s, nil
}

// add takes an observation of the last stratum.
func (s *Strata) add(o Observation, v float64) {
	at := len(s.strata) - 1
	k, shares := &s.strata[at], s.groups[o.Group]
	k.values, k.sum, k.square = append(k.values, v), k.sum+v, k.square+v*v
	if group, ok := k.clusters[o.Cluster]; !ok {
		k.clusters[o.Cluster] = o.Group
	} else if group != o.Group {
		k.clusters[o.Cluster] = several
	}
	if len(shares) == 0 || shares[len(shares)-1].stratum != at {
		shares = append(shares, share{stratum: at})
		s.groups[o.Group] = shares
	}
	mine := &shares[len(shares)-1]
	mine.n, mine.own, mine.ownSqr = mine.n+1, mine.own+v, mine.ownSqr+v*v
	mine.clusters = append(mine.clusters, o.Cluster)
}

// AgainstOthers tests whether group differs from the other groups of the same
// strata, by permuting the group's name within each stratum (Fisher 1935; Good
// 2005, Permutation, Parametric and Bootstrap Tests of Hypotheses, ch. 3). It
// asks no distribution of the values; what it supposes is that within a
// stratum any observation could as well have been the group's.
//
// Where both sides have degrees of freedom enough the difference is studentised
// by Welch's error with variances pooled over strata, so that unequal spreads
// do not pass for a difference of means (Janssen 1997, Stat. Probab. Lett. 36;
// Chung and Romano 2013, Ann. Stat. 41). P counts the observed arrangement as
// one of the draws (Phipson and Smyth 2010) and is at least 1/(Draws+1).
//
// Limits: copies of one story in other groups are counted as observations of
// their own; where many are shared use Contrast. P is missing where either side
// has fewer than MinClusters clusters in strata with both sides (too_few), and
// where no stratum has any variation (no_variation). Level is not used.
func (s *Strata) AgainstOthers(group string, rule Rule, src *rand.Rand) (OthersTest, error) {
	nan := math.NaN()
	t := OthersTest{Diff: nan, Statistic: nan, P: nan}
	if src == nil {
		return t, ErrNilSource
	}
	if err := rule.Validate(); err != nil {
		return t, err
	}
	split := s.split(group, &t, rule.MinClusters)
	if len(split.parts) > 0 {
		t.Diff = split.difference()
		split.studentised = split.canStudentise()
		t.Studentised, t.Statistic = split.studentised, split.statistic()
		if !finite(t.Diff) || !finite(t.Statistic) {
			return OthersTest{Diff: nan, Statistic: nan, P: nan},
				fmt.Errorf("stats: group %q against others: difference %v: %w", group, t.Diff, ErrNotFinite)
		}
	}
	switch {
	case min(t.Clusters, split.otherClusters) < rule.MinClusters:
		t.Warnings = append(t.Warnings, WarnTooFew)
		return t, nil
	case split.constant():
		t.Warnings = append(t.Warnings, WarnNoVariation)
		return t, nil
	case t.Clusters < rule.SmallClusters:
		t.Warnings = append(t.Warnings, WarnSmallN)
	}
	t.Draws = rule.Draws
	t.P = split.p(t.Statistic, rule.Draws, src)
	return t, nil
}

// part is one stratum split in two: the sums of the group's n values.
type part struct {
	stratum
	n           int
	own, ownSqr float64
}

type split struct {
	parts         []part
	units, others float64
	otherClusters int // as far as they were counted
	studentised   bool
}

// split finds the group's values and leaves out strata without both sides. The clusters
// of the others are counted up to so many.
func (s *Strata) split(group string, t *OthersTest, enough int) *split {
	out := &split{}
	mine, theirs := map[string]bool{}, map[string]bool{}
	for _, g := range s.groups[group] {
		k := s.strata[g.stratum]
		if g.n == len(k.values) {
			t.Dropped += g.n
			continue
		}
		for _, c := range g.clusters {
			mine[c] = true
		}
		for c, of := range k.clusters {
			if len(theirs) >= enough {
				break
			}
			if of != group {
				theirs[c] = true
			}
		}
		t.Units += g.n
		t.Others += len(k.values) - g.n
		k.values = slices.Clone(k.values)
		out.parts = append(out.parts, part{k, g.n, g.own, g.ownSqr})
	}
	t.Clusters, t.Strata, out.otherClusters = len(mine), len(out.parts), len(theirs)
	out.units, out.others = float64(t.Units), float64(t.Others)
	return out
}

// p is the share of arrangements, the observed one among them, whose statistic
// is as far out.
func (s *split) p(observed float64, draws int, src *rand.Rand) float64 {
	extreme := 1
	for range draws {
		s.permute(src)
		if math.Abs(s.statistic()) >= math.Abs(observed)*(1-1e-10) {
			extreme++
		}
	}
	return float64(extreme) / float64(1+draws)
}

// permute gives the group's name to other values of each stratum.
func (s *split) permute(src *rand.Rand) {
	for i := range s.parts {
		p := &s.parts[i]
		p.own, p.ownSqr = 0, 0
		for j := range p.n {
			k := j + src.IntN(len(p.values)-j)
			p.values[j], p.values[k] = p.values[k], p.values[j]
			p.own += p.values[j]
			p.ownSqr += p.values[j] * p.values[j]
		}
	}
}

func (s *split) difference() float64 {
	d := 0.0
	for _, p := range s.parts {
		n, rest := float64(p.n), float64(len(p.values)-p.n)
		d += n / s.units * (p.own/n - (p.sum-p.own)/rest)
	}
	return d
}

// variances are pooled over strata within the group and within the others.
func (s *split) variances() (own, others float64) {
	for _, p := range s.parts {
		n, rest := float64(p.n), float64(len(p.values)-p.n)
		own += p.ownSqr - p.own*p.own/n
		others += p.square - p.ownSqr - (p.sum-p.own)*(p.sum-p.own)/rest
	}
	k := float64(len(s.parts))
	return max(own, 0) / (s.units - k), max(others, 0) / (s.others - k)
}

func (s *split) statistic() float64 {
	d := s.difference()
	if !s.studentised {
		return d
	}
	own, others := s.variances()
	v := 0.0
	for _, p := range s.parts {
		n, rest := float64(p.n), float64(len(p.values)-p.n)
		v += (n / s.units) * (n / s.units) * (own/n + others/rest)
	}
	if v == 0 && d == 0 {
		return 0
	}
	return d / math.Sqrt(v)
}

// Each side needs this many degrees of freedom for a variance of its own.
const studentiseFrom = 4

func (s *split) canStudentise() bool {
	k := float64(len(s.parts))
	if s.units-k < studentiseFrom || s.others-k < studentiseFrom {
		return false
	}
	own, others := s.variances()
	return own > 0 && others > 0
}

func (s *split) constant() bool {
	for _, p := range s.parts {
		if p.values[0] != p.values[len(p.values)-1] {
			return false
		}
	}
	return true
}

// merge averages neighbours of one stratum, group and cluster.
func merge(sorted []Observation) []Observation {
	var out []Observation
	for from := 0; from < len(sorted); {
		o, to, sum := sorted[from], from, 0.0
		for ; to < len(sorted); to++ {
			s := sorted[to]
			if s.Stratum != o.Stratum || s.Group != o.Group || s.Cluster != o.Cluster {
				break
			}
			sum += s.Value - o.Value
		}
		o.Value += sum / float64(to-from)
		out, from = append(out, o), to
	}
	return out
}

func meanOf(obs []Observation) float64 {
	if len(obs) == 0 {
		return 0
	}
	sum := 0.0
	for _, o := range obs {
		sum += o.Value - obs[0].Value
	}
	return obs[0].Value + sum/float64(len(obs))
}
