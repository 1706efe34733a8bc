package annotate_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/annotate/parse"
	"github.com/seed-7a84ba5f/dyad/corpus"
)

func day(s string) time.Time {
	if s == "" {
		return time.Time{}
	}
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return d
}

func terms(texts ...string) []annotate.Term {
	var ts []annotate.Term
	for _, s := range texts {
		ts = append(ts, annotate.Term{Text: s})
	}
	return ts
}

// testActors are three: a movement, a person who holds an office for a time,
// and a second person.
func testActors() []annotate.Actor {
	american := []string{"U.S.", "American", "United States"}
	return []annotate.Actor{
		{
			ID: "taliban", Name: "Taliban", Kind: annotate.Organization, Plural: true, MemberNouns: true,
			Aliases:  terms("Taliban", "Afghan Taliban", "Islamic Emirate", "Islamic Emirate of Afghanistan"),
			Not:      []string{"Pakistani Taliban", "anti-Taliban"},
			Nominals: terms("group", "militant group", "movement", "insurgents"),
			Members: []annotate.Associate{
				{Name: "Zabihullah Mujahid", Aliases: []string{"Zabiullah Mujahid"}, Gender: "male"},
				{Name: "Bilal Karimi", Gender: "male", From: day("2021-08-15")},
			},
			Proxies: []annotate.Term{{Text: "Kabul", From: day("2021-08-15")}},
		},
		{
			ID: "trump", Name: "Donald Trump", Kind: annotate.Person, Gender: "male", MemberNouns: true,
			Aliases: terms("Donald Trump", "Donald J. Trump", "Trump"),
			Not:     []string{"Trump Tower", "Melania Trump"},
			Offices: []annotate.Office{
				{Title: "president", Of: american, From: day("2017-01-20"), To: day("2021-01-20")},
				{Title: "president", Of: american, From: day("2025-01-20")},
				{Title: "Republican nominee", From: day("2024-07-15"), To: day("2024-11-05")},
			},
			Nominals: terms("Republican leader"),
			Members: []annotate.Associate{
				{Name: "Trump campaign", Aliases: []string{"Trump's campaign"}, Body: true},
				{Name: "White House", Body: true, From: day("2017-01-20"), To: day("2021-01-20")},
				{Name: "Mike Pompeo", Gender: "male", From: day("2017-01-23"), To: day("2021-01-20")},
				{Name: "Karoline Leavitt", Gender: "female", From: day("2024-01-01")},
			},
			Proxies: []annotate.Term{{Text: "Washington"}, {Text: "U.S."}},
		},
		{
			ID: "ghani", Name: "Ashraf Ghani", Kind: annotate.Person, Gender: "male", MemberNouns: true,
			Aliases: terms("Ashraf Ghani", "Ghani"),
		},
	}
}

var parser = sync.OnceValues(parse.Load)

func newAnnotator(scope annotate.Scope) (*annotate.Annotator, error) {
	m, err := parser()
	if err != nil {
		return nil, err
	}
	return annotate.New(annotate.Options{Actors: testActors(), Scope: scope, Parser: m})
}

// Loading takes a while: one annotator of each scope serves all tests.
var (
	everything = sync.OnceValues(func() (*annotate.Annotator, error) { return newAnnotator(annotate.ScopeAll) })
	actorsOnly = sync.OnceValues(func() (*annotate.Annotator, error) { return newAnnotator(annotate.ScopeActors) })
)

// article makes an article of a body and, where it is not empty, a title. An
// empty date is an unknown one.
func article(title, body, date string) *corpus.Article {
	a := &corpus.Article{ID: "a", Text: body, Date: corpus.DateFact{Time: day(date)}}
	if title != "" {
		a.Text = title + "\n\n" + body
		a.BodyStart = len(title) + 2
		a.Regions = append(a.Regions, corpus.Region{Start: 0, End: len(title), Kind: corpus.Title})
	}
	a.Regions = append(a.Regions, corpus.Region{Start: a.BodyStart, End: len(a.Text), Kind: corpus.Body})
	return a
}

func annotated(t testing.TB, title, body, date string) *annotate.Document {
	t.Helper()
	a, err := everything()
	if err != nil {
		t.Fatal(err)
	}
	doc := a.Annotate(article(title, body, date))
	checkDocument(t, doc)
	return doc
}

// read annotates a body of the time in which Trump was president.
func read(t testing.TB, body string) *annotate.Document {
	t.Helper()
	return annotated(t, "", body, "2020-03-05")
}

// fataler is what a failed check is told to; a property test has its own.
type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
}

// checkDocument holds what is true of every document: all spans lie in the
// text and in order, tokens fill their sentences and lose no letter, and
// every index points at something.
func checkDocument(t fataler, doc *annotate.Document) {
	t.Helper()
	if doc.Text != doc.Article.Text {
		t.Fatalf("the document's text is not the article's")
	}
	checkSentences(t, doc)
	at := 0
	for _, q := range doc.Quotes {
		within(t, doc, "quote", q.Span)
		within(t, doc, "words of a quote", q.Inner)
		if !q.Contains(q.Inner) || q.Start < at {
			t.Fatalf("quote %+v after byte %d", q, at)
		}
		at = q.End
	}
	for i, m := range doc.Mentions {
		within(t, doc, "mention", m.Span)
		if m.Sentence < 0 || m.Sentence >= len(doc.Sentences) || m.Head < 0 || m.Head >= len(doc.Tokens) {
			t.Fatalf("mention %+v points nowhere", m)
		}
		if !doc.Sentences[m.Sentence].Contains(m.Span) || !m.Contains(doc.Tokens[m.Head].Span) {
			t.Fatalf("mention %+v is not in its sentence %v, or its head %v is not in it", m, doc.Sentences[m.Sentence].Span, doc.Tokens[m.Head].Span)
		}
		if i > 0 && m.Start < doc.Mentions[i-1].Start {
			t.Fatalf("mention %d stands before its neighbour", i)
		}
		if (m.Actor == "") != (m.Relation == "") {
			t.Fatalf("mention %+v has half an actor", m)
		}
	}
	checkAttributions(t, doc)
}

func within(t fataler, doc *annotate.Document, what string, s annotate.Span) {
	t.Helper()
	if s.Start < 0 || s.Start >= s.End || s.End > len(doc.Text) {
		t.Fatalf("%s %v is no stretch of %d bytes", what, s, len(doc.Text))
	}
}

func checkSentences(t fataler, doc *annotate.Document) {
	t.Helper()
	at, token := 0, 0
	whole := !slices.ContainsFunc(doc.Article.Regions, func(r corpus.Region) bool { return !r.Kind.Scored() })
	lost := func(end int) {
		t.Helper()
		if gap := doc.Text[at:max(at, end)]; whole && strings.TrimSpace(gap) != "" {
			t.Fatalf("%q stands in no sentence", gap)
		}
	}
	for i, s := range doc.Sentences {
		within(t, doc, "sentence", s.Span)
		lost(s.Start)
		if s.Start < at || s.First != token || s.Last < s.First {
			t.Fatalf("sentence %d: %+v after byte %d, token %d", i, s, at, token)
		}
		pos := s.Start
		for k := s.First; k < s.Last; k++ {
			tok := doc.Tokens[k]
			within(t, doc, "token", tok.Span)
			if tok.Start < pos || tok.End > s.End || tok.Sentence != i || tok.Text != doc.Text[tok.Start:tok.End] {
				t.Fatalf("token %d %q %v of sentence %d %v, byte %d", k, tok.Text, tok.Span, i, s.Span, pos)
			}
			if strings.TrimSpace(doc.Text[pos:tok.Start]) != "" {
				t.Fatalf("%q stands in no token", doc.Text[pos:tok.Start])
			}
			if tok.Head != -1 && (tok.Head < s.First || tok.Head >= s.Last) {
				t.Fatalf("token %d hangs on %d, out of its sentence", k, tok.Head)
			}
			pos = tok.End
		}
		if strings.TrimSpace(doc.Text[pos:s.End]) != "" {
			t.Fatalf("%q stands in no token", doc.Text[pos:s.End])
		}
		at, token = s.End, s.Last
	}
	lost(len(doc.Text))
	if token != len(doc.Tokens) {
		t.Fatalf("%d tokens, %d of them in sentences", len(doc.Tokens), token)
	}
}

func checkAttributions(t fataler, doc *annotate.Document) {
	t.Helper()
	for i, a := range doc.Attributions {
		for _, spans := range [][]annotate.Span{a.Speaker, a.Cue, a.Content} {
			at := 0
			for _, s := range spans {
				within(t, doc, "part of an attribution", s)
				if s.Start < at {
					t.Fatalf("attribution %d: %v after byte %d", i, s, at)
				}
				at = s.End
			}
		}
		if a.Continues < -1 || a.Continues >= len(doc.Attributions) || a.Continues >= 0 && doc.Attributions[a.Continues].Continues >= 0 {
			t.Fatalf("attribution %d goes on with %d", i, a.Continues)
		}
		if len(a.Content) == 0 || a.Sentence < 0 || a.Sentence >= len(doc.Sentences) {
			t.Fatalf("attribution %+v of nothing", a)
		}
		if a.Mention < -1 || a.Mention >= len(doc.Mentions) || a.Parent < -1 || a.Parent >= len(doc.Attributions) {
			t.Fatalf("attribution %+v points nowhere", a)
		}
		steps := 0
		for p := a.Parent; p >= 0; p = doc.Attributions[p].Parent {
			if steps++; p == i || steps > len(doc.Attributions) {
				t.Fatalf("attribution %d stands within itself", i)
			}
		}
	}
}

// words gives the words of a span with single spaces.
func words(doc *annotate.Document, s annotate.Span) string {
	return strings.Join(strings.Fields(doc.Text[s.Start:s.End]), " ")
}

// sentences gives the sentences of a document, each in brackets.
func sentences(doc *annotate.Document) string {
	var b strings.Builder
	for _, s := range doc.Sentences {
		b.WriteString("[" + words(doc, s.Span) + "]")
	}
	return b.String()
}

// mentions gives the mentions of actors: "Trump=trump/self/name".
func mentions(doc *annotate.Document) []string {
	var list []string
	for _, m := range doc.Mentions {
		if m.Actor != "" {
			list = append(list, fmt.Sprintf("%s=%s/%s/%s", words(doc, m.Span), m.Actor, m.Relation, m.Type))
		}
	}
	return list
}

// attributions gives who says what: `Ann Lee | said | we go | indirect`.
func attributions(doc *annotate.Document) []string {
	var list []string
	for _, a := range doc.Attributions {
		cue := "-"
		if len(a.Cue) > 0 {
			cue = words(doc, a.Cue[0])
		}
		var parts []string
		for _, c := range a.Content {
			parts = append(parts, words(doc, c))
		}
		row := fmt.Sprintf("%s | %s | %s | %s", a.SpeakerName, cue, strings.Join(parts, " ... "), a.Type)
		if a.Phrase {
			row += " (phrase)"
		}
		list = append(list, row)
	}
	return list
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
