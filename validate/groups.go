package validate

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/stats"
)

// Groups are groups of outlets that people place apart: values of a column of
// the researcher's own. Compared are two of them.
type Groups struct {
	By        string // the column
	Low, High string // the difference is High less Low
}

// GroupedArticle is the mean of one article over its rows for an actor, with the
// group that the article belongs to.
type GroupedArticle struct {
	Actor, Measure, Scorer string
	Group                  string
	Source                 string  // "" where it is not known
	Cluster                string  // of copies
	Story                  string  // names the articles that report one event
	Value                  float64 // finite
	Weight                 float64 // among the article's copies
}

// GroupedRun is a run whose articles are grouped. What does not enter (copies that
// the run counts once, articles without a group) is not among them.
type GroupedRun struct {
	Name, ID string
	Seed     uint64
	Rule     stats.Rule   // the zero Rule is stats.DefaultRule
	Method   stats.Method // of the intervals; "" is stats.MethodOuter
	Articles []GroupedArticle
}

// GroupMean is the mean over the articles of one group.
type GroupMean struct {
	Group                       string
	Mean                        float64 // NaN where there are no articles
	Articles, Clusters, Outlets int
}

// GroupInterval is an interval of a difference.
type GroupInterval struct {
	Low, High, Level float64 // NaN where it is refused
	Method           stats.Method
	Refused          string // why there is none, "" where there is one
	Notes            []string
}

// GroupRow is what one run says of one actor by one measure and scorer.
type GroupRow struct {
	Run, RunID             string
	Actor, Measure, Scorer string
	Means                  []GroupMean // Low first, High last, the others between them by name
	Difference             float64     // NaN where a group has no articles
	ByArticle              GroupInterval
	ByOutlet               GroupInterval
	Within                 StoryDifference
	Seed                   uint64
}

// StoryDifference is the difference between two groups within stories: the mean
// over the stories that both tell of the difference of their means there. What
// each group chooses to report plays no part in it.
type StoryDifference struct {
	Stories    int
	Articles   [2]int  // of these stories: low, high
	Difference float64 // NaN where there is no such story
	Interval   GroupInterval
}

// minOutlets is the least number of outlets in each group for an interval that
// resamples them, also where the study asks for fewer clusters.
const minOutlets = 5

// MeasureGroups compares two groups in each run by actor, measure and scorer, in
// the order in which the articles have them first. The mean of a group is that of
// its articles by weight. Of the two intervals of the difference one resamples
// articles, by their clusters of copies, and holds for articles of these outlets;
// the other resamples outlets, and holds for outlets like these. An article of no
// known source is in the means and the first interval alone. An interval that
// would cover more than half of the scale is refused. Within stories that both groups
// tell, each story is one difference of two means, and the interval resamples stories.
func MeasureGroups(g Groups, runs []GroupedRun) ([]GroupRow, error) {
	var groups []string
	for _, r := range runs {
		for i := range r.Articles {
			groups = append(groups, r.Articles[i].Group)
		}
	}
	slices.Sort(groups)
	groups = slices.DeleteFunc(slices.Compact(groups), func(name string) bool { return name == g.Low || name == g.High })
	groups = append(append([]string{g.Low}, groups...), g.High)

	var out []GroupRow
	for i := range runs {
		for _, articles := range byQuestion(runs[i].Articles) {
			row, err := g.row(&runs[i], groups, articles)
			if err != nil {
				of := &articles[0]
				return nil, fmt.Errorf("validate: groups of %s, %s of %s by %s: %w", runs[i].Name, of.Measure, of.Actor, of.Scorer, err)
			}
			out = append(out, row)
		}
	}
	return out, nil
}

// byQuestion puts the articles of one actor, measure and scorer together.
func byQuestion(articles []GroupedArticle) [][]GroupedArticle {
	at := map[[3]string]int{}
	var out [][]GroupedArticle
	for _, a := range articles {
		key := [3]string{a.Actor, a.Measure, a.Scorer}
		k, ok := at[key]
		if !ok {
			k, at[key] = len(out), len(out)
			out = append(out, nil)
		}
		out[k] = append(out[k], a)
	}
	return out
}

// row compares the groups over the articles of one question.
func (g Groups) row(run *GroupedRun, groups []string, articles []GroupedArticle) (GroupRow, error) {
	first := &articles[0]
	r := GroupRow{Run: run.Name, RunID: run.ID, Seed: run.Seed, Actor: first.Actor, Measure: first.Measure, Scorer: first.Scorer}
	rule := ruleOr(run.Rule)
	for _, name := range groups {
		m, err := groupMean(name, articles, rule)
		if err != nil {
			return r, err
		}
		r.Means = append(r.Means, m)
	}
	low, high := r.Means[0], r.Means[len(r.Means)-1]
	r.Difference = high.Mean - low.Mean

	c := groupContrast{Groups: g, run: run, rule: rule}
	byCluster := func(a *GroupedArticle) string { return a.Cluster }
	var err error
	if r.ByArticle, err = c.interval(articles, byCluster); err != nil {
		return r, err
	}
	known := slices.DeleteFunc(slices.Clone(articles), func(a GroupedArticle) bool {
		return a.Source == "" || a.Group != g.Low && a.Group != g.High
	})
	c.rule.MinClusters = max(rule.MinClusters, minOutlets)
	c.rule.SmallClusters = max(rule.SmallClusters, c.rule.MinClusters)
	r.ByOutlet, err = c.interval(known, func(a *GroupedArticle) string { return a.Source })
	if n := low.Articles + high.Articles - len(known); n > 0 {
		r.ByOutlet.Notes = append(r.ByOutlet.Notes, fmt.Sprintf("articles of unknown source left out: %d", n))
	}
	if err != nil {
		return r, err
	}
	c.rule = rule
	r.Within, err = c.withinStories(articles)
	return r, err
}

// withinStories compares the groups story by story.
func (c *groupContrast) withinStories(articles []GroupedArticle) (StoryDifference, error) {
	type sides struct {
		sum, weight [2]float64
		n           [2]int
	}
	stories := map[string]*sides{}
	for i := range articles {
		a := &articles[i]
		side := slices.Index([]string{c.Low, c.High}, a.Group)
		if side < 0 {
			continue
		}
		s := stories[a.Story]
		if s == nil {
			s = &sides{}
			stories[a.Story] = s
		}
		s.sum[side], s.weight[side], s.n[side] = s.sum[side]+a.Weight*a.Value, s.weight[side]+a.Weight, s.n[side]+1
	}
	out := StoryDifference{Difference: math.NaN()}
	var units []stats.Unit
	for _, name := range slices.Sorted(maps.Keys(stories)) {
		s := stories[name]
		if s.n[0] == 0 || s.n[1] == 0 {
			continue
		}
		out.Stories++
		out.Articles[0], out.Articles[1] = out.Articles[0]+s.n[0], out.Articles[1]+s.n[1]
		units = append(units, stats.Unit{Cluster: name, Value: s.sum[1]/s.weight[1] - s.sum[0]/s.weight[0], Weight: 1})
	}
	e, err := stats.MeanBy(cmp.Or(c.run.Method, stats.MethodOuter), units, c.rule, c.run.Seed)
	if err != nil {
		return out, err
	}
	out.Difference = e.Mean
	out.Interval = interval(e.Low, e.High, e.Level, e.Method, e.Warnings,
		fmt.Sprintf("too few stories that both tell (%d, least %d)", out.Stories, c.rule.MinClusters))
	return out, nil
}

// groupMean gives the mean of the articles of a group.
func groupMean(group string, articles []GroupedArticle, rule stats.Rule) (GroupMean, error) {
	units := unitsOf(group, articles, func(a *GroupedArticle) string { return a.Cluster })
	// The t interval is not used; unlike the others it takes no draws.
	e, err := stats.MeanBy(stats.MethodT, units, rule, 0)
	m := GroupMean{Group: group, Mean: e.Mean, Articles: e.Units, Clusters: e.Clusters}
	seen := map[string]bool{"": true}
	for i := range articles {
		if a := &articles[i]; a.Group == group && !seen[a.Source] {
			seen[a.Source] = true
			m.Outlets++
		}
	}
	return m, err
}

func unitsOf(group string, articles []GroupedArticle, cluster func(*GroupedArticle) string) []stats.Unit {
	var out []stats.Unit
	for i := range articles {
		if a := &articles[i]; a.Group == group {
			out = append(out, stats.Unit{Cluster: cluster(a), Value: a.Value, Weight: a.Weight})
		}
	}
	return out
}

// groupContrast makes the intervals of one row.
type groupContrast struct {
	Groups
	run  *GroupedRun
	rule stats.Rule
}

// interval is that of the difference, resampling clusters.
func (c *groupContrast) interval(articles []GroupedArticle, cluster func(*GroupedArticle) string) (GroupInterval, error) {
	high, low := unitsOf(c.High, articles, cluster), unitsOf(c.Low, articles, cluster)
	d, err := stats.ContrastBy(cmp.Or(c.run.Method, stats.MethodOuter), high, low, c.rule, c.run.Seed)
	if err != nil {
		return GroupInterval{}, err
	}
	return interval(d.Low, d.High, d.Level, d.Method, d.Warnings,
		fmt.Sprintf("too few (%s %d, %s %d, least %d)", c.Low, d.ClustersB, c.High, d.ClustersA, c.rule.MinClusters)), nil
}

// interval is an interval of a difference as it is told, or why there is none.
func interval(low, high, level float64, method stats.Method, warnings []stats.Warning, few string) GroupInterval {
	out := GroupInterval{Low: max(low, -widestDifference), High: min(high, widestDifference), Level: level, Method: method}
	switch {
	case slices.Contains(warnings, stats.WarnTooFew):
		out.Refused = few
	case slices.Contains(warnings, stats.WarnNoVariation):
		out.Refused = "no variation"
	case out.High-out.Low > widestDifference:
		out.Refused = "too little data: it would cover more than half of the scale"
	default:
		for _, w := range warnings {
			out.Notes = append(out.Notes, string(w))
		}
		return out
	}
	out.Low, out.High, out.Level, out.Method = math.NaN(), math.NaN(), math.NaN(), stats.MethodNone
	return out
}

// widestDifference is the largest difference of two scores from -1 to 1, and half
// of the width of its scale.
const widestDifference = 2

// note says why there is no interval, or what to know about it.
func (i *GroupInterval) note() string {
	notes := i.Notes
	if i.Refused != "" {
		notes = append([]string{i.Refused}, notes...)
	}
	return strings.Join(notes, "; ")
}
