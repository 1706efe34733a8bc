package report

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-7a84ba5f/dyad/report/table"
)

// Means of articles computed by hand: own stance over the narrator's rows, portrayal
// over those of all voices, prose alone, and copies as the mode says.
func TestArticleMeans(t *testing.T) {
	row := func(region, voice, scorer string, portrayal, own float64) table.PortrayalRow {
		p := table.PortrayalRow{Voice: voice, Scorer: scorer, Target: "actor2", Portrayal: table.Rounded(portrayal, 4), OwnStance: table.Rounded(own, 4)}
		p.Region = region
		return p
	}
	none := math.NaN()
	records := []table.Record{
		{Article: table.ArticleRow{DocID: "a", Source: "Ledger", StoryClusterID: "a", IsClusterHead: true}, Portrayals: []table.PortrayalRow{
			row("title", "narrator", "reader", 0.5, 0.2), row("body", "narrator", "reader", -0.1, -0.1), row("body", "quoted", "reader", -0.7, none),
			row("subheading", "narrator", "reader", 1, 1), row("body", "narrator", "lexical", -1, none)}},
		{Article: table.ArticleRow{DocID: "b", Source: "Ledger", StoryClusterID: "a"}, Portrayals: []table.PortrayalRow{row("body", "narrator", "reader", 0.4, 0.3)}},
		{Article: table.ArticleRow{DocID: "c", Source: "Courier", StoryClusterID: "a"}, Portrayals: []table.PortrayalRow{row("body", "quoted", "reader", 0.4, none)}},
		{Article: table.ArticleRow{DocID: "d", Source: "Courier", ExclusionReason: "no_actor1"}, Portrayals: []table.PortrayalRow{row("body", "narrator", "reader", 1, 1)}},
	}
	// Of the three sentences of a with the actor two are judged, one by a label.
	judgment := func(scorer, kind string, polarity float64) table.JudgmentRow {
		j := table.JudgmentRow{Scorer: scorer, Target: "actor2", HolderClass: "narrator", EvaluationKind: kind, Polarity: table.Rounded(polarity, 4)}
		j.Region = "body"
		return j
	}
	for i := range records[0].Portrayals {
		records[0].Portrayals[i].SentenceNo = min(i, 3) // the two scorers' last rows are of one sentence
	}
	records[0].Portrayals[4].SentenceNo = 1
	records[0].Judgments = []table.JudgmentRow{judgment("vader", "model", 0.6), judgment("vader", "label", -1)}
	const judged = "stance_narrator vader a 0.2 1"
	narrated := "portrayal_narrator lexical a -1 1; portrayal_narrator reader a 0.2 1; " + judged
	for _, c := range []struct {
		mode Dedup
		each bool
		want string
	}{
		{Within, false, "own_stance reader a 0.05 1; portrayal lexical a -1 1; portrayal reader a -0.1 1; portrayal reader c 0.4 1; " + narrated + "; stance_narrator vader c 0 1"},
		{HeadOnly, false, "own_stance reader a 0.05 1; portrayal lexical a -1 1; portrayal reader a -0.1 1; " + narrated},
		{KeepAll, false, "own_stance reader a 0.05 1; own_stance reader b 0.3 1; portrayal lexical a -1 1; portrayal reader a -0.1 1; portrayal reader b 0.4 1; portrayal reader c 0.4 1; portrayal_narrator lexical a -1 1; portrayal_narrator reader a 0.2 1; portrayal_narrator reader b 0.4 1; " + judged + "; stance_narrator vader b 0 1; stance_narrator vader c 0 1"},
		{Within, true, "own_stance reader a 0.05 1; own_stance reader d 1 1; portrayal lexical a -1 1; portrayal reader a -0.1 1; portrayal reader c 0.4 1; portrayal reader d 1 1; portrayal_narrator lexical a -1 1; portrayal_narrator reader a 0.2 1; portrayal_narrator reader d 1 1; " + judged + "; stance_narrator vader c 0 1; stance_narrator vader d 0 1"},
	} {
		var got []string
		for _, m := range ArticleMeans(records, c.mode, c.each) {
			if m.Target != "actor2" || m.Cluster() != "a" && m.Article.DocID != "d" {
				t.Errorf("%s: target %s, cluster %s", c.mode, m.Target, m.Cluster())
			}
			got = append(got, fmt.Sprintf("%s %s %s %.4g %g", m.Measure, m.Scorer, m.Article.DocID, m.Value, m.Weight))
		}
		if diff := cmp.Diff(c.want, strings.Join(got, "; ")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.mode, diff)
		}
	}
	for _, m := range ArticleMeans(records, Weighted, false) {
		if m.Weight != 1./3 {
			t.Errorf("weight: %s weighs %v", m.Article.DocID, m.Weight)
		}
	}
}
