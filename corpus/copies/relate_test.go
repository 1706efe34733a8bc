package copies

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-7a84ba5f/dyad/corpus"
)

// story is a report of ours, and two that have to do with it.
const (
	story = `The harbour council of Eastmere voted on Tuesday to sell the old grain terminal to a shipping family from the north, ending nine years of quarrels over who should pay for its leaking roof. "Nobody wanted this building until the swallows did," the harbour master, Odile Brandt, told the Eastmere Ledger after the vote. The terminal, built in 1911, holds no grain today, and its lifts were taken away for scrap long ago.

The buyers promise to keep the brick front and to open a market hall behind it within four years. They will pay two million crowns and take over the debts that the council has carried since the flood. "We are not in love with ruins, we are in love with trade," said Pelle Aakre, who speaks for the family, and he added that the first stalls could stand there next summer.

Critics in the council called the price a present. Three members left the room before the count, and one of them, the schoolteacher Ivo Santer, said that "a town that sells its harbour sells its name". The mayor answered that the town had tried to find another buyer eleven times and that the roof would not wait for a twelfth. Engineers had warned in spring that the western wall was moving by a finger's breadth each month.`

	retold = `A shipping family will get the disused grain terminal of Eastmere after councillors agreed to part with it this week. According to the Eastmere Ledger, harbour master Odile Brandt remarked that ‘nobody wanted’ the building “until the swallows” came.

The family's spokesman Pelle Aakre is said to be “in love with trade”, not with ruins. The price, two million crowns, also covers debts which the council has carried since a flood. The opposition was less pleased: teacher Ivo Santer complained that a town selling its harbour “sells its name”. Engineers think the western wall is moving, and the roof leaks. A market hall with its first stalls behind the brick front is promised within four years.`

	reported = `EASTMERE — Shouting broke out in the town hall on Tuesday evening as the council agreed, by eight votes to five, that the terminal on the quay shall change hands. Outside, some sixty fishermen with lanterns sang. "A town that sells its harbour sells its name," Ivo Santer told them from the steps, to long applause.

Under the deal the new owners must mend the roof before winter and may not raise the quay dues for boats under ten metres. The mayor, who had hoped for a quick evening, looked tired when she read out the result shortly before midnight. She said the sale would spare the schools a cut. A petition against it had gathered more than four thousand names, nearly a third of all voters, and lawyers for the fishermen now look into whether the council may sell land that a charter of 1688 gives to "all who live by nets".`
)

// prose is a sentence of another story.
const prose = "Negotiators for the Taliban met an envoy of President Trump in Doha on Tuesday, officials of both sides said after the talks."

// records makes articles of what records say, and joins them.
func records(t testing.TB, rs []map[string]string) map[string]*corpus.Article {
	t.Helper()
	f := &corpus.Finisher{Outlets: corpus.NewOutlets(nil)}
	byID := map[string]*corpus.Article{}
	var articles []*corpus.Article
	for _, m := range rs {
		r := &corpus.Record{Source: corpus.Fact{Value: m["source"], Method: corpus.ByRecord}, Body: m["text"], BodyLine: 1}
		if m["date"] != "" {
			r.Dates = []corpus.DateSign{{Raw: m["date"], Method: corpus.ByRecord}}
		}
		byID[m["id"]] = f.Finish(m["id"], r, nil).Article
		articles = append(articles, byID[m["id"]])
	}
	if err := joinArticles(t.Context(), articles, 0); err != nil {
		t.Fatal(err)
	}
	return byID
}

func TestTextCopies(t *testing.T) {
	half := story[:len(story)*6/10]
	boiler := "\n\nThank you for reading. If you like what we do, tell a friend, subscribe for the price of a coffee, and follow us wherever you follow people."
	altered := strings.NewReplacer("Nobody wanted this building until the swallows did", "No one cared for the building before the swallows came",
		"We are not in love with ruins, we are in love with trade", "Ruins we do not love, trade we do").Replace(story)
	lead := "There was news from the coast this week, and those who know the place were not surprised. Here is how it came about, in short. " + story[strings.Index(story, "The terminal, built"):]
	rs := []map[string]string{
		{"id": "original", "source": "Eastmere Ledger", "date": "2021-03-02", "text": story},
		{"id": "truncated", "source": "Coast Post", "date": "2021-03-03", "text": half + boiler},
		{"id": "altered", "source": "Hill Gazette", "date": "2021-03-03", "text": altered},
		{"id": "new lead", "source": "Inland Times", "date": "2021-03-04", "text": lead},
		{"id": "undated", "source": "Mirror of Nowhere", "text": boiler + "\n" + story},
		{"id": "retold", "source": "Harbour World", "date": "2021-03-03", "text": retold},
		{"id": "reported", "source": "Quay News", "date": "2021-03-03", "text": reported},
		{"id": "next year", "source": "Coast Post", "date": "2022-03-03", "text": lead},
		{"id": "other", "source": "Coast Post", "date": "2021-03-03", "text": strings.Repeat(prose+" ", 2)},
	}
	want := map[string]string{"original": "original", "truncated": "original", "altered": "original", "new lead": "original", "undated": "original",
		"retold": "original", "reported": "reported", "next year": "original", "other": "other"}
	c := records(t, rs)
	for id, head := range want {
		if a := c[id]; a.ClusterID != head || a.IsClusterHead != (id == head) {
			t.Errorf("%s is in the cluster of %s, want %s", id, a.ClusterID, head)
		}
	}
	if a := c["reported"]; len(a.SameEvent) == 0 {
		t.Error("the other report of the vote is not noted")
	}
	for _, o := range c {
		for _, id := range o.SameEvent {
			if c[id].ClusterID == o.ClusterID {
				t.Errorf("%s and %s are copies and reports of one event", o.ID, id)
			}
		}
	}
}

// A window keeps near copies apart that lie farther from each other.
func TestCopyWindow(t *testing.T) {
	lead := "All of this was said before. " + story
	for days, want := range map[int]string{29: "a", 31: "b"} {
		date := time.Date(2021, 3, 2, 0, 0, 0, 0, time.UTC).AddDate(0, 0, days).Format(time.DateOnly)
		c := records(t, []map[string]string{{"id": "a", "date": "2021-03-02", "text": story}, {"id": "b", "date": date, "text": lead}})
		if got := c["b"].ClusterID; got != want {
			t.Errorf("%d days apart: cluster %q", days, got)
		}
		if err := joinArticles(t.Context(), []*corpus.Article{c["a"], c["b"]}, -1); err != nil || c["b"].ClusterID != "a" {
			t.Errorf("without a window: %v, %q", err, c["b"].ClusterID)
		}
	}
}

// What one outlet prints under many articles does not make them copies.
func TestBoilerplateIsNoCopy(t *testing.T) {
	countries := strings.Repeat("choose your country from this list Albania Brazil Chad Denmark Egypt France Ghana Haiti India Japan ", 8)
	var rs []map[string]string
	for i, text := range []string{story, reported, retold} {
		rs = append(rs, map[string]string{"id": fmt.Sprint(i), "source": "Paper " + fmt.Sprint(i), "date": "2021-03-02", "text": text[:len(text)/2] + "\n" + countries + "\n" + text[len(text)/2:]})
	}
	for _, a := range records(t, rs) {
		if !a.IsClusterHead {
			t.Errorf("%s is a copy of %s", a.ID, a.CopyOf)
		}
	}
}

// TestCopiesInAnyOrder joins the same articles in many orders.
func TestCopiesInAnyOrder(t *testing.T) {
	gen := newCopier(rand.New(rand.NewPCG(1, 2)), strings.Fields(reported+" "+prose))
	var articles []*corpus.Article
	for i := range 60 {
		base := []string{story, retold, reported}[i%3]
		a := &corpus.Article{ID: fmt.Sprint("a", i), Source: corpus.Fact{Value: fmt.Sprint("Outlet ", i%7)}}
		if i%5 > 0 {
			a.Date = corpus.DateFact{Time: time.Date(2021, 3, 1+i%9, 0, 0, 0, 0, time.UTC), Reliable: true}
		}
		a.SetText("", gen.copy(base, copyKinds[i%len(copyKinds)], float64(i%6)/10))
		a.Regions = []corpus.Region{{End: len(a.Text), Kind: corpus.Body}}
		articles = append(articles, a)
	}
	type result struct {
		Cluster, Copy string
		Events        []string
	}
	var first map[string]result
	for round := range 20 {
		rand.New(rand.NewPCG(3, uint64(round))).Shuffle(len(articles), func(i, k int) { articles[i], articles[k] = articles[k], articles[i] })
		for _, a := range articles {
			a.SameEvent = nil
		}
		if err := joinArticles(t.Context(), articles, 0); err != nil {
			t.Fatal(err)
		}
		got := map[string]result{}
		for _, a := range articles {
			got[a.ID] = result{a.ClusterID, a.CopyOf, a.SameEvent}
		}
		if first == nil {
			first = got
		} else if d := cmp.Diff(first, got); d != "" {
			t.Fatal(d)
		}
	}
}

// The same comes out whichever of two articles is named first.
func TestRelateBothWays(t *testing.T) {
	gen := newCopier(rand.New(rand.NewPCG(5, 6)), strings.Fields(prose))
	for i := range 100 {
		var cs [2]*corpus.Article
		for k := range cs {
			a := &corpus.Article{ID: fmt.Sprint(k), Source: corpus.Fact{Value: []string{"Eastmere Ledger", "Other"}[k]}}
			a.SetText("", gen.copy([]string{story, retold, reported}[(i+k*i)%3], copyKinds[i%len(copyKinds)], 0.3))
			a.Regions = []corpus.Region{{End: len(a.Text), Kind: corpus.Body}}
			cs[k] = a
		}
		var al aligner
		var rel [2]relation
		for k := range rel {
			al.compareWith(cs[k])
			rel[k] = al.relate(cs[1-k], 30)
		}
		if rel[0] != rel[1] {
			t.Errorf("%d: %d and %d", i, rel[0], rel[1])
		}
	}
}

func TestQuotedWords(t *testing.T) {
	for text, want := range map[string]string{
		`He said "one two" and “three four" and 'five'.`:       "one two|three four",
		"‘hope’ and the group’s ‘own words’, it’s said":        "hope|own words",
		"an “open quotation\nends with its paragraph":          "open quotation",
		"“She said ‘no’ to him”":                               "She said no to him",
		"“" + strings.Repeat("word ", 200) + "” \"it closes\"": "",
	} {
		a := textArticle("", "", "", text)
		var c wordText
		c.read(a)
		words := strings.Fields(strings.NewReplacer("’s", "s", "‘", "", "’", "", "'", "", "“", "", "”", "", `"`, "", ".", "", ",", "").Replace(text))
		var got []string
		for _, q := range c.quotes {
			got = append(got, strings.Join(words[q.start:q.end], " "))
		}
		if want != "" && strings.Join(got, "|") != want {
			t.Errorf("%q: %q", text, got)
		}
	}
}

func TestCredits(t *testing.T) {
	for text, want := range map[string]bool{
		"he told CBS that": true, "told the CBS News on": true, "according to CBS.": true, "CBS News reported on": true, "watches CBS at home": false,
		"he told CBSX": false, "told cbs": false, "": false,
	} {
		if credits(text, shortName("CBS News (Online)")) != want {
			t.Errorf("%q: %v", text, !want)
		}
	}
}

// joinArticles joins articles that are at hand.
func joinArticles(ctx context.Context, articles []*corpus.Article, copyDays int) error {
	var sk Sketcher
	members := make([]Member, len(articles))
	for i, a := range articles {
		members[i] = sk.Member(a.ID, a)
	}
	events, err := Join(ctx, members, copyDays, func(i int) (*corpus.Article, error) { return articles[i], nil })
	if err != nil {
		return err
	}
	for i, a := range articles {
		head := articles[members[i].Head]
		a.ClusterID, a.IsClusterHead, a.CopyOf, a.SameEvent = head.ID, head == a, "", nil
		if head != a {
			a.CopyOf = head.ID
		}
		for _, o := range events[i] {
			a.SameEvent = append(a.SameEvent, articles[o].ID)
		}
		slices.Sort(a.SameEvent)
	}
	return nil
}
