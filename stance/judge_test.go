package stance_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/seed-7a84ba5f/dyad/annotate"
	corpusread "github.com/seed-7a84ba5f/dyad/corpus/read"
	"github.com/seed-7a84ba5f/dyad/stance"
)

func TestScope(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []stance.Scope // of the sentences with a row, in order
	}{
		{"both actors", "The Taliban met Trump.", []stance.Scope{stance.DyadScope}},
		{"one actor", "The Taliban waited.", []stance.Scope{stance.ActorScope}},
		{"neither", "Farmers sold wheat.", nil},
		{"a sentence that goes on", "The Taliban met Trump. The group waited.", []stance.Scope{stance.DyadScope, stance.DyadScope}},
		{"and another", "The Taliban met Trump. The group waited. Trump slept.", []stance.Scope{stance.DyadScope, stance.DyadScope, stance.DyadScope}},
		{"not over a sentence of others", "The Taliban met Trump. Farmers sold wheat. The Taliban waited.", []stance.Scope{stance.DyadScope, stance.ActorScope}},
		{"not into the next paragraph", "The Taliban met Trump.\n\nThe Taliban waited.", []stance.Scope{stance.DyadScope, stance.ActorScope}},
		{"one after the other is no pair", "The Taliban waited. Trump slept.", []stance.Scope{stance.ActorScope, stance.ActorScope}},
		{"with a third", "Ghani met Trump.", []stance.Scope{stance.ActorScope}},
		{"a proxy makes no pair", "Washington met the Taliban.", []stance.Scope{stance.ActorScope}},
		{"a member does", "The Trump campaign met the Taliban.", []stance.Scope{stance.DyadScope}},
		{"a pronoun does", "Trump slept. The Taliban met him.", []stance.Scope{stance.ActorScope, stance.DyadScope}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := judged(t, read(t, c.text), pair, []stance.Scorer{grumpy{}})
			var got []stance.Scope
			last, dyad := -1, 0
			for _, j := range s.Judgments {
				if j.SentenceNo == last {
					if j.Scope != got[len(got)-1] {
						t.Errorf("sentence %d has two scopes", last)
					}
					continue
				}
				last = j.SentenceNo
				got = append(got, j.Scope)
				if j.Scope == stance.DyadScope {
					dyad++
				}
			}
			if fmt.Sprint(got) != fmt.Sprint(c.want) {
				t.Errorf("scopes %v, want %v", got, c.want)
			}
			if s.DyadSentences != dyad {
				t.Errorf("%d dyad sentences counted, %d in the rows", s.DyadSentences, dyad)
			}
		})
	}
}

// There is no row where nothing evaluates the target.
func TestNoRowThatJudgesNothing(t *testing.T) {
	if s := judge(t, "The Taliban waited."); len(s.Judgments) != 0 || s.Mentions1 != 1 {
		t.Errorf("%d rows, %d mentions", len(s.Judgments), s.Mentions1)
	}
}

// Proxies give no row unless the study counts them; then the row says so.
func TestProxies(t *testing.T) {
	doc := read(t, "Washington praised the Taliban. The traffic in Kabul was heavy.")
	scorers := []stance.Scorer{theLexical(t), grumpy{}}
	plain := judged(t, doc, pair, scorers)
	for _, j := range plain.Judgments {
		if j.Target == stance.Actor2 || j.Holder == stance.Actor2 || j.TargetMention == "Kabul" {
			t.Errorf("a proxy has a row: %+v", j)
		}
	}
	if len(plain.Relations) != 0 || plain.Mentions2 != 0 || plain.Mentions1 != 1 {
		t.Errorf("relations %q, %d and %d mentions", relations(plain), plain.Mentions1, plain.Mentions2)
	}
	counting := pair
	counting.Proxies = map[string]bool{"trump": true}
	s := judged(t, doc, counting, scorers)
	targets, held := 0, 0
	for _, j := range s.Judgments {
		if j.Target == stance.Actor2 {
			targets++
			if j.TargetRelation != annotate.Proxy || j.ActorRelation != annotate.Proxy {
				t.Errorf("the proxy is not flagged: %+v", j)
			}
		}
		if j.Holder == stance.Actor2 {
			held++
			if j.HolderRelation != annotate.Proxy || j.ActorRelation != annotate.Proxy {
				t.Errorf("the proxy is not flagged: %+v", j)
			}
		}
		if j.TargetMention == "Kabul" {
			t.Errorf("a proxy of the other actor is counted: %+v", j)
		}
	}
	if targets != 1 || held != 1 || s.Mentions2 != 1 || s.DyadSentences != 1 {
		t.Errorf("%d rows on the proxy, %d of it, %d mentions, %d dyad sentences", targets, held, s.Mentions2, s.DyadSentences)
	}
	for _, r := range s.Relations {
		if r.ActorRelation != annotate.Proxy {
			t.Errorf("the relation of a proxy is not flagged: %+v", r)
		}
	}
}

// The view chooses the pair: the same document answers for another one, and
// for the same one turned round.
func TestOtherViews(t *testing.T) {
	doc := read(t, "Ghani praised the Taliban, and the Taliban condemned Trump.")
	scorers := []stance.Scorer{theLexical(t)}
	for _, c := range []struct {
		view stance.View
		want []string
	}{
		{stance.View{Actor1: "taliban", Actor2: "trump"}, []string{"other Ashraf Ghani > actor1 +1 predicate asserted narrator", "actor1 Taliban > actor2 -1 predicate asserted narrator"}},
		{stance.View{Actor1: "trump", Actor2: "taliban"}, []string{"actor2 Taliban > actor1 -1 predicate asserted narrator", "other Ashraf Ghani > actor2 +1 predicate asserted narrator"}},
		{stance.View{Actor1: "ghani", Actor2: "taliban"}, []string{"actor1 Ashraf Ghani > actor2 +1 predicate asserted narrator"}},
	} {
		expect(t, "", evaluated(judged(t, doc, c.view, scorers)), c.want)
	}
}

// testArticles gives the project's test articles, annotated.
func testArticles(t testing.TB) []*annotate.Document {
	t.Helper()
	c, err := corpusread.Collect(context.Background(), []string{"../testdata/articles"}, corpusread.Options{Languages: []string{"en"}})
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Articles) < 30 {
		t.Fatalf("%d test articles", len(c.Articles))
	}
	a, err := annotator()
	if err != nil {
		t.Fatal(err)
	}
	var docs []*annotate.Document
	for _, art := range c.Articles {
		docs = append(docs, a.Annotate(art))
	}
	return docs
}

// What holds for every table: one row for each holder, target and sentence
// beside labels, none that judges nothing, no actor judges himself, every number
// lies in its range and every row in its sentence.
func TestRowsOfTheTestArticles(t *testing.T) {
	sides := map[stance.Side]bool{stance.Actor1: true, stance.Actor2: true, stance.Relationship: true}
	rows, events := 0, 0
	for _, doc := range testArticles(t) {
		s := judged(t, doc, pair, []stance.Scorer{theLexical(t)})
		id := doc.Article.ID
		type cell struct {
			sentence annotate.Span
			holder   stance.Side
			name     string
			target   stance.Side
			label    bool
		}
		seen := map[cell]int{}
		for _, j := range s.Judgments {
			rows++
			c := cell{j.Span, j.Holder, j.HolderName, j.Target, j.Kind == stance.Label}
			seen[c]++
			where := fmt.Sprintf("%s, sentence %d, %s on %s", id, j.SentenceNo, j.Holder, j.Target)
			if !sides[j.Target] || j.Holder == j.Target {
				t.Errorf("%s: who judges whom?", where)
			}
			if j.Polarity < -1 || j.Polarity > 1 || j.Polarity == 0 || !j.Evaluated || j.Kind == "" {
				t.Errorf("%s: polarity %g, evaluated %v, kind %q", where, j.Polarity, j.Evaluated, j.Kind)
			}
			if (j.Holder == stance.HolderNarrator) != (j.HolderName == "") || j.Holder == stance.HolderNarrator && (j.Voice != stance.NarratorVoice || j.Speaker != "") {
				t.Errorf("%s: holder %q, %s voice, speaker %q", where, j.HolderName, j.Voice, j.Speaker)
			}
			if !j.Span.Contains(j.TargetSpan) || j.Scope == "" || j.TargetMention == "" {
				t.Errorf("%s: target %q at %v of %v, scope %q", where, j.TargetMention, j.TargetSpan, j.Span, j.Scope)
			}
		}
		for c, n := range seen {
			if n > 1 && !c.label {
				t.Errorf("%s %v: %d rows of %s %q on %s", id, c.sentence, n, c.holder, c.name, c.target)
			}
		}
		for _, r := range s.Relations {
			events++
			directed := r.Agent != r.Theme && r.Agent != stance.Both && r.Theme != stance.Both
			if !directed && (r.Agent != stance.Both || r.Theme != stance.Both) || r.Agent == stance.Relationship || r.Theme == "" {
				t.Errorf("%s, sentence %d: %s does to %s", id, r.SentenceNo, r.Agent, r.Theme)
			}
			if r.Cooperation < -1 || r.Cooperation > 1 || r.QuadClass == "" || r.RootCode == "" || r.RuleID == "" || r.Explanation == "" || len(r.Evidence) == 0 {
				t.Errorf("%s, sentence %d: %+v", id, r.SentenceNo, r)
			}
		}
	}
	if rows < 100 || events < 50 {
		t.Errorf("%d rows and %d events in all", rows, events)
	}
}

// A document in which no actor was looked for gives no rows.
func TestNothingToJudge(t *testing.T) {
	for _, text := range []string{"", "Farmers sold wheat. “It was a good year,” Noor Shah said."} {
		if s := judge(t, text); len(s.Judgments) != 0 || len(s.Relations) != 0 {
			t.Errorf("%q: %q, %q", text, evaluated(s), relations(s))
		}
	}
}
