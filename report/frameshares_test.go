package report

import (
	"fmt"
	"math"
	"testing"

	"github.com/seed-7a84ba5f/dyad/report/internal/fixture"
	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/seed-7a84ba5f/dyad/stance"
)

// framedArticle has a title and sentences of the two, with frames, the quoted
// ones in a quoted voice.
func framedArticle(id, source string, sentences ...string) table.Record {
	rec := table.Record{Article: table.ArticleRow{DocID: id, Source: source, Sentences: len(sentences), StoryClusterID: id, IsClusterHead: true}}
	for i, frames := range sentences {
		row := table.PortrayalRow{Detail: table.Detail{Place: table.Place{DocID: id, Source: source, SentenceNo: i}}, Scope: table.DyadScope, Voice: table.NarratorVoice,
			Target: "actor1", Scorer: "lexical", Portrayal: table.Num{Known: true}}
		said := row
		said.Target = "actor2"
		if n := len(frames); n > 0 && frames[n-1] == '"' {
			frames = frames[:n-1]
			said.Voice = table.QuotedVoice
		}
		row.FrameEvidence, said.FrameEvidence = frames, frames
		rec.Portrayals = append(rec.Portrayals, row)
		if said.Voice == table.QuotedVoice {
			rec.Portrayals = append(rec.Portrayals, said)
		}
	}
	return rec
}

// Shares are means of article shares: equal to a count by hand.
func TestFrameShares(t *testing.T) {
	recs := []table.Record{
		framedArticle("a", "X", `political=1 1..2`, `political/talks=1 1..2 | morality=1 3..4"`, ``, `"`),
		framedArticle("b", "X", `morality=2 1..2`),
		framedArticle("c", "Y", ``),
		framedArticle("d", "Y", `political=1 1..2`),
	}
	recs[3].Article.ExclusionReason = "language fr"
	recs[2].Portrayals[0].Scope = string(stance.ActorScope)
	recs = append(recs, framedArticle("e", "Y", ``))
	o, err := Options{}.withDefaults()
	if err != nil {
		t.Fatal(err)
	}
	got, err := stateOf(t, recs, o).frameShares(1, o)
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]string{}
	for _, r := range got {
		said[fmt.Sprintf("%s/%s/%s/%s", r.Level, r.Source, r.Voice, frameName(r.Frame, r.Subframe))] =
			fmt.Sprintf("%d of %d in %d: %.4f", r.Sentences, r.Of, r.Articles, r.Share.Value)
	}
	want := map[string]string{
		"all//any/political": "2 of 6 in 3: 0.1667", "all//any/political/talks": "1 of 6 in 3: 0.0833", "all//any/morality": "2 of 6 in 3: 0.4167",
		"all//narrator/political": "1 of 4 in 3: 0.1667", "all//narrator/political/talks": "0 of 4 in 3: 0.0000", "all//narrator/morality": "1 of 4 in 3: 0.3333",
		"all//quoted/political": "1 of 2 in 1: 0.5000", "all//quoted/political/talks": "1 of 2 in 1: 0.5000", "all//quoted/morality": "1 of 2 in 1: 0.5000",
		"source/X/any/political": "2 of 5 in 2: 0.2500", "source/X/any/political/talks": "1 of 5 in 2: 0.1250", "source/X/any/morality": "2 of 5 in 2: 0.6250",
		"source/X/narrator/political": "1 of 3 in 2: 0.2500", "source/X/narrator/political/talks": "0 of 3 in 2: 0.0000", "source/X/narrator/morality": "1 of 3 in 2: 0.5000",
		"source/X/quoted/political": "1 of 2 in 1: 0.5000", "source/X/quoted/political/talks": "1 of 2 in 1: 0.5000", "source/X/quoted/morality": "1 of 2 in 1: 0.5000",
		"source/Y/any/political": "0 of 1 in 1: 0.0000", "source/Y/any/political/talks": "0 of 1 in 1: 0.0000", "source/Y/any/morality": "0 of 1 in 1: 0.0000",
		"source/Y/narrator/political": "0 of 1 in 1: 0.0000", "source/Y/narrator/political/talks": "0 of 1 in 1: 0.0000", "source/Y/narrator/morality": "0 of 1 in 1: 0.0000",
	}
	fixture.Diff(t, "shares", want, said)
}

// With weights by sentence a share is the plain share of all sentences, and many
// articles have an interval.
func TestFrameSharesBySentence(t *testing.T) {
	var recs []table.Record
	with, of := 0, 0
	for i := range 30 {
		sentences := make([]string, 1+i%4)
		if i%3 == 0 {
			sentences[0] = "morality=1 1..2"
			with++
		}
		of += len(sentences)
		recs = append(recs, framedArticle(fmt.Sprintf("%02d", i), "X", sentences...))
	}
	o, err := Options{Weights: BySentence}.withDefaults()
	if err != nil {
		t.Fatal(err)
	}
	got, err := stateOf(t, recs, o).frameShares(1, o)
	if err != nil || len(got) == 0 {
		t.Fatal(got, err)
	}
	r := got[0]
	if r.Sentences != with || r.Of != of || math.Abs(r.Share.Value-float64(with)/float64(of)) > 1e-4 || !(r.Low.Value < r.Share.Value && r.Share.Value < r.High.Value) {
		t.Errorf("%d of %d: %+v", with, of, r)
	}
}
