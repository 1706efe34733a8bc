package report

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-7a84ba5f/dyad/report/internal/fixture"
	"github.com/seed-7a84ba5f/dyad/report/table"
)

// Groups take the place of sources: outlets are the clusters, five of them make an
// interval and a contrast, four none; an article of no known outlet is in no figure.
func TestGroupsOfOutlets(t *testing.T) {
	recs := fixture.Grouped()
	run := build(t, fixture.Info(), recs, Options{By: "side"})
	var got []string
	for i := range run.Sources {
		if e := &run.Sources[i]; e.Measure == table.Portrayal && e.Scope == table.AnyScope {
			got = append(got, fmt.Sprintf("%s %q %d %d %v", e.Level, e.Source, e.Articles, e.Clusters, e.Low.Known))
		}
	}
	want := []string{`all "" 35 15 true`, `source "" 1 1 false`, `source "far" 4 4 false`, `source "left" 15 5 true`, `source "right" 15 5 true`}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	got = nil
	for i := range run.Contrasts {
		if c := &run.Contrasts[i]; c.Measure == table.Portrayal && c.Scope == table.AnyScope && c.Level == table.LevelPair {
			got = append(got, fmt.Sprintf("%s %s %d %d %.4f", c.Source, c.Other, c.Clusters, c.OtherClusters, c.Difference.Value))
		}
	}
	if diff := cmp.Diff([]string{"left right 5 5 -0.4000"}, got); diff != "" {
		t.Errorf("contrasts (-want +got):\n%s", diff)
	}
	got = nil
	for _, n := range run.GroupNotes() {
		got = append(got, n.Message)
	}
	want = []string{`meta_side "": 1 outlet: no intervals and no contrasts, which need 5`, "1 article without meta_side: a group of no name, compared with none",
		`meta_side "far": 4 outlets: no intervals and no contrasts, which need 5`, "1 article of no known outlet left out of all figures by group"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("notes (-want +got):\n%s", diff)
	}
	if _, err := Build(fixture.Info(), recs, Options{By: "owner"}); err == nil || !strings.Contains(err.Error(), "no article has the column meta_owner; of the researcher's own there are: meta_side") {
		t.Errorf("error %v", err)
	}
}
