package validate_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/seed-7a84ba5f/dyad/stats"
	"github.com/seed-7a84ba5f/dyad/validate"
)

// grouped is an article that is no copy.
func grouped(measure, group, source string, n int, value float64) validate.GroupedArticle {
	id := fmt.Sprint(measure, group, source, n)
	return validate.GroupedArticle{Actor: "Ann Bell", Measure: measure, Scorer: "reader", Group: group, Source: source,
		Cluster: id, Story: id, Value: value, Weight: 1}
}

// groupedRun has outlets of left at 0, .1, .2, .3, .4 and of right at .3 more:
// with one article each (own_stance), and with two, .1 below and above that
// (portrayal).
func groupedRun() validate.GroupedRun {
	run := validate.GroupedRun{Name: "bell", ID: "r1", Seed: 7, Method: stats.MethodT}
	for k := range 5 {
		v := float64(k) / 10
		l, r := fmt.Sprint("L", k), fmt.Sprint("R", k)
		run.Articles = append(run.Articles,
			grouped("own_stance", "left", l, 0, v), grouped("own_stance", "right", r, 0, v+0.3),
			grouped("portrayal", "left", l, 0, v-0.1), grouped("portrayal", "left", l, 1, v+0.1),
			grouped("portrayal", "right", r, 0, v+0.2), grouped("portrayal", "right", r, 1, v+0.4))
	}
	// An agency, and an article of nobody knows whom: means only.
	run.Articles = append(run.Articles, grouped("own_stance", "center", "Wire", 0, 0.1), grouped("own_stance", "center", "", 0, 0.2))
	return run
}

// Differences and t intervals, computed by hand. One article each: both sides have
// the variance .025, so SE = √(2×.025/5) = .1 with 8 degrees of freedom, t = 2.306004.
// Two articles each: over articles the variance is (2×.1 + 10×.01)/9, SE = √(2×.0333/10)
// = .0816497 with 18 degrees, t = 2.100922; over outlets it is as before.
func TestGroupsByHand(t *testing.T) {
	rows, err := validate.MeasureGroups(validate.Groups{By: "meta_bias", Low: "left", High: "right"}, []validate.GroupedRun{groupedRun()})
	if err != nil {
		t.Fatal(err)
	}
	interval := func(half float64) validate.GroupInterval {
		return validate.GroupInterval{Low: 0.3 - half, High: 0.3 + half, Level: 0.95, Method: stats.MethodT, Notes: []string{"small_n"}}
	}
	wide := interval(0.1 * 2.306004)
	narrow := interval(0.0816497 * 2.100922)
	narrow.Notes = nil
	none := validate.StoryDifference{Difference: math.NaN(), Interval: validate.GroupInterval{Low: math.NaN(), High: math.NaN(), Level: math.NaN(),
		Method: stats.MethodNone, Refused: "too few stories that both tell (0, least 5)"}}
	want := []validate.GroupRow{{
		Run: "bell", RunID: "r1", Actor: "Ann Bell", Measure: "own_stance", Scorer: "reader", Seed: 7,
		Means:      []validate.GroupMean{{"left", 0.2, 5, 5, 5}, {"center", 0.15, 2, 2, 1}, {"right", 0.5, 5, 5, 5}},
		Difference: 0.3, ByArticle: wide, ByOutlet: wide, Within: none,
	}, {
		Run: "bell", RunID: "r1", Actor: "Ann Bell", Measure: "portrayal", Scorer: "reader", Seed: 7,
		Means:      []validate.GroupMean{{"left", 0.2, 10, 10, 5}, {"center", math.NaN(), 0, 0, 0}, {"right", 0.5, 10, 10, 5}},
		Difference: 0.3, ByArticle: narrow, ByOutlet: wide, Within: none,
	}}
	if diff := cmp.Diff(want, rows, cmpopts.EquateApprox(0, 1e-6), cmpopts.EquateNaNs()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Within stories what a group selects plays no part: right chooses the worse news and
// is kinder about each event. Five stories have the differences .35, .3, .3, .3, .3:
// mean .31, and by R's sd/sqrt(5) SE = .01, t = 2.776445 with 4 degrees of freedom.
func TestGroupsWithinStories(t *testing.T) {
	run := validate.GroupedRun{Name: "bell", ID: "r1", Seed: 7, Method: stats.MethodT}
	add := func(group, source, story string, value float64) {
		a := grouped("portrayal", group, source, len(run.Articles), value)
		a.Story = story
		run.Articles = append(run.Articles, a)
	}
	for k := range 5 {
		story := fmt.Sprint("event", k)
		add("left", fmt.Sprint("L", k), story, -0.4)
		add("right", fmt.Sprint("R", k), story, -0.1)
		add("right", "R9", fmt.Sprint("flood", k), -0.9)
	}
	add("left", "L9", "event0", -0.5)
	add("center", "Wire", "event1", 1)
	rows, err := validate.MeasureGroups(validate.Groups{By: "meta_bias", Low: "left", High: "right"}, []validate.GroupedRun{run})
	if err != nil {
		t.Fatal(err)
	}
	if d := rows[0].Difference; d >= 0 {
		t.Errorf("over all articles right less left is %v, want below 0", d)
	}
	want := validate.StoryDifference{Stories: 5, Articles: [2]int{6, 5}, Difference: 0.31,
		Interval: validate.GroupInterval{Low: 0.31 - 0.02776445, High: 0.31 + 0.02776445, Level: 0.95, Method: stats.MethodT, Notes: []string{"small_n"}}}
	if diff := cmp.Diff(want, rows[0].Within, cmpopts.EquateApprox(0, 1e-6)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Copies that share the weight of one article are one cluster; where a group has
// fewer than five outlets, or fewer with a known source, the row says so, whatever
// the study allows; the order of articles changes nothing.
func TestGroupsRefuse(t *testing.T) {
	run := groupedRun()
	run.Method, run.Rule = "", stats.Rule{Level: 0.95, Draws: 200, MinClusters: 2, SmallClusters: 2}
	var own []validate.GroupedArticle
	for _, a := range run.Articles {
		if a.Measure == "own_stance" {
			if a.Source == "R4" {
				a.Source = ""
			}
			if a.Group == "left" && (a.Source == "L0" || a.Source == "L4") {
				a.Cluster, a.Weight = "copies", 0.5
			}
			own = append(own, a)
		}
	}
	run.Articles = own
	g := validate.Groups{By: "meta_bias", Low: "left", High: "right"}
	rows, err := validate.MeasureGroups(g, []validate.GroupedRun{run})
	if err != nil {
		t.Fatal(err)
	}
	r := rows[0]
	// (.5×0 + .1 + .2 + .3 + .5×.4) / 4
	if want := (validate.GroupMean{Group: "left", Mean: 0.2, Articles: 5, Clusters: 4, Outlets: 5}); !cmp.Equal(r.Means[0], want, cmpopts.EquateApprox(0, 1e-12)) {
		t.Errorf("left is %+v, want %+v", r.Means[0], want)
	}
	if r.ByArticle.Refused != "" || !(r.ByArticle.Low < 0.3 && 0.3 < r.ByArticle.High) {
		t.Errorf("over articles %+v", r.ByArticle)
	}
	if want := "too few (left 5, right 4, least 5)"; r.ByOutlet.Refused != want || !math.IsNaN(r.ByOutlet.Low) {
		t.Errorf("over outlets %+v, want refused: %s", r.ByOutlet, want)
	}
	if diff := cmp.Diff([]string{"articles of unknown source left out: 1"}, r.ByOutlet.Notes); diff != "" {
		t.Error(diff)
	}

	turned := run
	turned.Articles = nil
	for i := range own {
		turned.Articles = append(turned.Articles, own[len(own)-1-i])
	}
	again, err := validate.MeasureGroups(g, []validate.GroupedRun{turned})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(rows, again, cmpopts.EquateNaNs()); diff != "" {
		t.Errorf("in another order:\n%s", diff)
	}
}

// Each run has rows of its own, and a group that only one of them has is named in
// the rows of both.
func TestGroupsOfTwoRuns(t *testing.T) {
	one, two := groupedRun(), groupedRun()
	two.Name, two.ID, two.Articles = "other", "r2", nil
	two.Articles = []validate.GroupedArticle{grouped("own_stance", "left", "L0", 0, -0.25)}
	g := validate.Groups{By: "meta_bias", Low: "left", High: "right"}
	rows, err := validate.MeasureGroups(g, []validate.GroupedRun{one, two})
	if err != nil {
		t.Fatal(err)
	}
	var text, table, markdown strings.Builder
	for _, err := range []error{validate.WriteGroupsText(&text, g, rows), validate.WriteGroupsCSV(&table, g, rows), validate.WriteGroupsMarkdown(&markdown, g, rows)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, want := range []struct{ in, line string }{
		{table.String(), "bell,r1,Ann Bell,own_stance,reader,mean,meta_bias,center,2,2,1,0.150000,,,,,,,,,,,\n"},
		{table.String(), "bell,r1,Ann Bell,own_stance,reader,difference,meta_bias,right less left,,,,0.300000,0.069400,0.530600,0.9500,t,small_n,0.069400,0.530600,0.9500,t,small_n,7\n"},
		{table.String(), "other,r2,Ann Bell,own_stance,reader,mean,meta_bias,right,0,0,0,,,,,,,,,,,,\n"},
		{table.String(), `other,r2,Ann Bell,own_stance,reader,difference,meta_bias,right less left,,,,,,,,none,"too few (left 1, right 0, least 5)",,,,none,"too few (left 1, right 0, least 5)",7` + "\n"},
		{markdown.String(), "| run | actor | measure | scorer | left | center | right | right less left | over articles | over outlets | within stories | over stories | notes |\n|---|"},
		{markdown.String(), "| bell | Ann Bell | portrayal | reader | 0.200 (10; 5) | none | 0.500 (10; 5) | +0.300 | +0.128 to +0.472 | +0.069 to +0.531 | none | none | outlets: small_n. stories: too few stories that both tell (0, least 5) |\n"},
		{text.String(), "groups by meta_bias: "},
	} {
		if !strings.Contains(want.in, want.line) {
			t.Errorf("no %q in\n%s", want.line, want.in)
		}
	}
}
