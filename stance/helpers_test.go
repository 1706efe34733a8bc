package stance_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/stance"
)

var pair = stance.View{Actor1: "taliban", Actor2: "trump"}

func terms(texts ...string) []annotate.Term {
	var ts []annotate.Term
	for _, s := range texts {
		ts = append(ts, annotate.Term{Text: s})
	}
	return ts
}

// testActors are the pair and a third.
func testActors() []annotate.Actor {
	return []annotate.Actor{
		{
			ID: "taliban", Name: "Taliban", Kind: annotate.Organization, Plural: true, MemberNouns: true,
			Aliases:  terms("Taliban", "Islamic Emirate"),
			Nominals: terms("group", "militant group", "terrorist group", "extremist group", "movement", "regime", "insurgents", "terrorists"),
			Members:  []annotate.Associate{{Name: "Zabihullah Mujahid", Gender: "male"}},
			Proxies:  terms("Kabul"),
		},
		{
			ID: "trump", Name: "Donald Trump", Kind: annotate.Person, Gender: "male", MemberNouns: true,
			Aliases:  terms("Donald Trump", "Trump"),
			Nominals: terms("Republican leader"),
			Offices:  []annotate.Office{{Title: "president", Of: []string{"U.S.", "American"}, From: time.Date(2017, 1, 20, 0, 0, 0, 0, time.UTC), To: time.Date(2021, 1, 20, 0, 0, 0, 0, time.UTC)}},
			Members:  []annotate.Associate{{Name: "Trump campaign", Aliases: []string{"Trump's campaign"}, Body: true}, {Name: "Tim Murtaugh", Gender: "male"}},
			Proxies:  terms("Washington"),
		},
		{
			ID: "ghani", Name: "Ashraf Ghani", Kind: annotate.Person, Gender: "male", MemberNouns: true,
			Aliases: terms("Ashraf Ghani", "Ghani"),
		},
	}
}

// Loading takes a while: one annotator and one scorer serve all tests.
var (
	annotator = sync.OnceValues(func() (*annotate.Annotator, error) {
		return annotate.New(annotate.Options{Actors: testActors(), Scope: annotate.ScopeAll})
	})
	lexical = sync.OnceValues(stance.NewLexical)
)

func theLexical(t testing.TB) *stance.Lexical {
	t.Helper()
	l, err := lexical()
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// read annotates a body of the time in which Trump was president.
func read(t testing.TB, body string) *annotate.Document {
	t.Helper()
	a, err := annotator()
	if err != nil {
		t.Fatal(err)
	}
	return a.Annotate(&corpus.Article{
		ID: "a", Text: body, Regions: []corpus.Region{{Start: 0, End: len(body), Kind: corpus.Body}},
		Date: corpus.DateFact{Time: time.Date(2020, 3, 5, 0, 0, 0, 0, time.UTC)},
	})
}

// grumpy is a scorer by whom the narrator is against everybody, so that every
// target of a sentence has a row.
type grumpy struct{}

func (grumpy) Describe() stance.Description { return stance.Description{Name: "grumpy", Version: "1"} }

func (grumpy) Score(_ *annotate.Document, questions []stance.Question) [][]stance.Answer {
	out := make([][]stance.Answer, len(questions))
	for i, q := range questions {
		if q.Holder == stance.Narrator {
			out[i] = []stance.Answer{{Polarity: -1, Confidence: 1, Kind: stance.Attribute, Modality: stance.Asserted}}
		}
	}
	return out
}

// judged gives the rows of scorers that do not fail.
func judged(t testing.TB, doc *annotate.Document, view stance.View, scorers []stance.Scorer) stance.Scored {
	t.Helper()
	out, err := stance.Judge(doc, view, scorers)
	if err != nil {
		t.Error(err)
	}
	return out
}

func judge(t testing.TB, body string) stance.Scored {
	t.Helper()
	return judged(t, read(t, body), pair, []stance.Scorer{theLexical(t)})
}

// evaluated gives the rows in which something is evaluated, as
// "actor2 Trump campaign > actor1 -0.5 predicate asserted quoted".
func evaluated(s stance.Scored) []string {
	var rows []string
	for _, j := range s.Judgments {
		if !j.Evaluated {
			continue
		}
		rows = append(rows, fmt.Sprintf("%s > %s %+g %s %s %s", strings.TrimSpace(string(j.Holder)+" "+j.HolderName), j.Target, j.Polarity, j.Kind, j.Modality, j.Voice))
	}
	return rows
}

// relations gives the rows of events: "actor1 > actor2 SUPPORT +0.5 asserted".
func relations(s stance.Scored) []string {
	var rows []string
	for _, r := range s.Relations {
		rows = append(rows, fmt.Sprintf("%s > %s %s %+g %s", r.Agent, r.Theme, r.RootCode, r.Cooperation, r.Modality))
	}
	return rows
}

// expect compares what was found with what is right. A case that is known to
// fail says why; when it holds, its mark has to go.
func expect(t *testing.T, known string, got, want []string) {
	t.Helper()
	switch holds := slices.Equal(got, want); {
	case holds && known != "":
		t.Errorf("holds now, and is no longer to be marked as known: %s", known)
	case !holds && known == "":
		t.Errorf("got  \n\t%s\nwant \n\t%s", strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
	}
}
