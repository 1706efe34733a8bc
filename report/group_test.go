package report

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Groups take the place of sources: outlets are the clusters, five of them make an
// interval and a contrast, four none; an article of no known outlet is in no figure.
func TestGroupsOfOutlets(t *testing.T) {
	var recs []Record
	add := func(group, source string, value float64) {
		rec := Record{Article: ArticleRow{DocID: fmt.Sprint("d", len(recs)), Source: source, Mentions1: 1, Mentions2: 1, Portrayals: 1, Meta: []MetaCell{{"side", group}}}}
		p := PortrayalRow{PortrayalID: rec.Article.DocID + ":1", Voice: narratorVoice, Scorer: "reader", Target: "actor1", Scope: dyadScope,
			Portrayal: num(value, 4), OwnStance: num(value, 4), PortrayalLabel: neutral}
		p.DocID, p.Region, p.Source = rec.Article.DocID, "body", source
		rec.Portrayals = []PortrayalRow{p}
		recs = append(recs, rec)
	}
	for k := range 5 {
		for i := range 3 { // of one outlet: one cluster
			add("left", fmt.Sprint("L", k), -0.1*float64(k)+0.01*float64(i))
			add("right", fmt.Sprint("R", k), 0.1*float64(k)+0.01*float64(i))
		}
	}
	for k := range 4 {
		add("far", fmt.Sprint("F", k), 0.1*float64(k))
	}
	add("left", "", 1)
	add("", "Blog", 0.5)
	run := build(t, fixtureInfo(), recs, Options{By: "side"})
	var got []string
	for i := range run.Sources {
		if e := &run.Sources[i]; e.Measure == portrayal && e.Scope == anyScope {
			got = append(got, fmt.Sprintf("%s %q %d %d %v", e.Level, e.Source, e.Articles, e.Clusters, e.Low.Known))
		}
	}
	want := []string{`all "" 35 15 true`, `source "" 1 1 false`, `source "far" 4 4 false`, `source "left" 15 5 true`, `source "right" 15 5 true`}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	got = nil
	for i := range run.Contrasts {
		if c := &run.Contrasts[i]; c.Measure == portrayal && c.Scope == anyScope && c.Level == levelPair {
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
	if _, err := Build(fixtureInfo(), recs, Options{By: "owner"}); err == nil || !strings.Contains(err.Error(), "no article has the column meta_owner; of the researcher's own there are: meta_side") {
		t.Errorf("error %v", err)
	}

	// What is written is read as it was: figures know sources alone.
	run.Info.Study = []byte(`{"by":"meta_side"}`)
	back, err := ReadEstimates(write(t, run, WriteOptions{}))
	if err != nil {
		t.Fatal(err)
	}
	if back.Options.By != "side" || len(back.Sources) != len(run.Sources) {
		t.Fatalf("by %q, %d rows of %d", back.Options.By, len(back.Sources), len(run.Sources))
	}
	for i := range back.Sources {
		if a, b := &run.Sources[i], &back.Sources[i]; a.Level != b.Level || a.Source != b.Source || a.Mean != b.Mean {
			t.Errorf("row %d: %s %q %v, read as %s %q %v", i, a.Level, a.Source, a.Mean, b.Level, b.Source, b.Mean)
		}
	}
}
