package annotate_test

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/corpus"
	corpusread "github.com/seed-7a84ba5f/dyad/corpus/read"
	"github.com/seed-7a84ba5f/dyad/internal/golden"
)

func TestOptionsAreChecked(t *testing.T) {
	m, err := parser()
	if err != nil {
		t.Fatal(err)
	}
	good := testActors()[:1]
	change := func(f func(*annotate.Actor)) []annotate.Actor {
		a := testActors()[0]
		f(&a)
		return []annotate.Actor{a}
	}
	for _, c := range []struct {
		name string
		opts annotate.Options
		want string
	}{
		{"unknown scope", annotate.Options{Actors: good, Scope: "some"}, `annotate: scope "some" is neither all nor actors`},
		{"no actors", annotate.Options{}, "annotate: no actors"},
		{"no id", annotate.Options{Actors: change(func(a *annotate.Actor) { a.ID = "" })}, `annotate: actor "Taliban" has no id`},
		{"no name", annotate.Options{Actors: change(func(a *annotate.Actor) { a.Name = "" })}, "annotate: actor taliban has no name"},
		{"no alias", annotate.Options{Actors: change(func(a *annotate.Actor) { a.Aliases = nil })}, "annotate: actor taliban has no alias"},
		{"unknown kind", annotate.Options{Actors: change(func(a *annotate.Actor) { a.Kind = "ghost" })}, `annotate: actor taliban: kind "ghost" is none of person, organization, country`},
		{"all and no actors", annotate.Options{Scope: annotate.ScopeAll}, ""},
		{"the default scope", annotate.Options{Actors: good}, ""},
	} {
		c.opts.Parser = m
		_, err := annotate.New(c.opts)
		if err == nil && c.want != "" || err != nil && err.Error() != c.want {
			t.Errorf("%s: error %v, want %s", c.name, err, c.want)
		}
	}
}

// readTestArticles gives the bodies of the test articles of the project.
func readTestArticles(t testing.TB) map[string]string {
	t.Helper()
	files, err := filepath.Glob("../testdata/articles/*.md")
	if err != nil || len(files) < 10 {
		t.Fatalf("%d test articles: %v", len(files), err)
	}
	texts := map[string]string{}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		body := string(b)
		if _, rest, ok := strings.Cut(strings.TrimPrefix(body, "---"), "\n---"); ok {
			body = strings.TrimSpace(strings.TrimLeft(rest, "- "))
		}
		texts[filepath.Base(f)] = body
	}
	return texts
}

// bothScopes gives the annotators of everything and of what concerns actors.
func bothScopes(t *testing.T) (all, some *annotate.Annotator) {
	t.Helper()
	var err error
	all, err = everything()
	if err != nil {
		t.Fatal(err)
	}
	some, err = actorsOnly()
	if err != nil {
		t.Fatal(err)
	}
	return all, some
}

// A sentence done in both scopes is the same; what names no actor is left
// bare by the narrow one.
func TestScopes(t *testing.T) {
	all, some := bothScopes(t)
	for name, body := range readTestArticles(t) {
		art := article("A title", body, inOffice)
		wide, narrow := all.Annotate(art), some.Annotate(art)
		checkDocument(t, wide)
		checkDocument(t, narrow)
		sameWhereBoth(t, name, wide, narrow)
	}
	for _, text := range []string{
		"Farmers sold wheat. “It was a good year,” Noor Shah said.",
		"The traffic in Washington was heavy.", // a proxy is no actor
		"They met in Trump Tower.",
		"",
	} {
		narrow := some.Annotate(article("", text, inOffice))
		checkDocument(t, narrow)
		wide := all.Annotate(article("", text, inOffice))
		sameWhereBoth(t, text, wide, narrow)
		if strings.Contains(text, "Tower") {
			continue // whether a name within a name opens the article is left open
		}
		if len(narrow.Mentions) > 0 || len(narrow.Attributions) > 0 {
			t.Errorf("%q: %q", text, mentions(narrow))
		}
		for _, s := range narrow.Sentences {
			if s.Parsed {
				t.Errorf("%q is parsed", words(narrow, s.Span))
			}
		}
	}
}

// sameWhereBoth compares the sentences that both scopes did, with all that
// was found in them, and looks for actors where only the wide one looked.
func sameWhereBoth(t testing.TB, name string, wide, narrow *annotate.Document) {
	t.Helper()
	if len(wide.Sentences) != len(narrow.Sentences) || !reflect.DeepEqual(wide.Quotes, narrow.Quotes) {
		t.Fatalf("%s: the scopes cut it differently", name)
	}
	for i := range narrow.Sentences {
		w, n := wide.Sentences[i], narrow.Sentences[i]
		if w.Parsed && !n.Parsed {
			w.Parsed = false
		}
		if w != n || n.Parsed != n.Concerned {
			t.Fatalf("%s: sentence %d is %+v and %+v", name, i, w, n)
		}
		if n.Parsed && !reflect.DeepEqual(wide.Tokens[w.First:w.Last], narrow.Tokens[n.First:n.Last]) {
			t.Errorf("%s: %q has two trees", name, words(narrow, n.Span))
		}
	}
	if w, n := findings(wide), findings(narrow); !reflect.DeepEqual(w, n) {
		t.Errorf("%s: the scopes find\n%q\nand\n%q", name, w, n)
	}
	for _, m := range wide.Mentions {
		if m.Actor != "" && m.Relation != annotate.Proxy && !wide.Sentences[m.Sentence].Concerned {
			t.Errorf("%s: %q of %s stands in a sentence that does not concern it", name, words(wide, m.Span), m.Actor)
		}
	}
}

// findings writes out what was found in the sentences that concern an actor.
func findings(doc *annotate.Document) (out []string) {
	for _, m := range doc.Mentions {
		if doc.Sentences[m.Sentence].Concerned {
			out = append(out, fmt.Sprintf("%+v", m))
		}
	}
	content := func(i int) string {
		if i < 0 {
			return "none"
		}
		return fmt.Sprint(doc.Attributions[i].Content)
	}
	for i, a := range doc.Attributions {
		if !doc.Sentences[a.Sentence].Concerned {
			continue
		}
		speaker := "nobody"
		if a.Mention >= 0 {
			speaker = fmt.Sprintf("%+v", doc.Mentions[a.Mention])
		}
		out = append(out, fmt.Sprint(content(i), a.Speaker, a.Cue, a.Type, a.Kind, a.Phrase, a.SpeakerName, speaker, " in ", content(a.Parent), " after ", content(a.Continues)))
	}
	return out
}

// The same over real articles, with how much the narrow scope leaves out.
func TestScopesOnRealArticles(t *testing.T) {
	all, some := bothScopes(t)
	sentences, parsed := 0, 0
	for _, art := range realArticles(t) {
		narrow := some.Annotate(art)
		sameWhereBoth(t, art.ID, all.Annotate(art), narrow)
		for _, s := range narrow.Sentences {
			sentences++
			if s.Parsed {
				parsed++
			}
		}
	}
	t.Logf("%d of %d sentences parsed (%.3f)", parsed, sentences, float64(parsed)/float64(sentences))
	if parsed == 0 || parsed*10 > sentences*8 {
		t.Errorf("%d of %d sentences parsed", parsed, sentences)
	}
}

// realArticles reads the real articles of the pair, of which every second is
// enough here.
func realArticles(t testing.TB) (out []*corpus.Article) {
	t.Helper()
	c, err := corpusread.Collect(t.Context(), []string{golden.Data(t, "news", "taliban_trump.jsonl")}, corpusread.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(c.Articles); i += 2 {
		out = append(out, c.Articles[i])
	}
	return out
}

// One annotator serves several goroutines, and changes nothing that it is
// given.
func TestConcurrentUse(t *testing.T) {
	a, err := everything()
	if err != nil {
		t.Fatal(err)
	}
	art := article("Trump and the Taliban", "The Taliban met Trump. “We are glad,” their spokesman said. He left.", inOffice)
	before := *art
	want := a.Annotate(art)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 5 {
				if got := a.Annotate(art); !reflect.DeepEqual(got, want) {
					t.Error("two goroutines find different things")
				}
			}
		})
	}
	wg.Wait()
	if !reflect.DeepEqual(*art, before) {
		t.Error("the article was changed")
	}
}

// Pieces of news text in any order, with all that is irregular in it.
var pieces = []string{
	"Trump", "the Taliban", "Mr. ", "U.S.", "U. S. ", "Nov. 6", "he", "they", "Their", "its spokesman", "said", "according to", "told", "hopes that", "We", "I",
	" ", "  ", "\n", "\n\n", "\u00a0", ". ", ".", "? ", "!", ", ", ": ", "...", "--", "–", "—", "-", "“", "”", "‘", "’", "\"", "'", "«", "»", "(", ")", "[", "]",
	"n't", "cannot", "@desk", "#doha", "https://a.b/c-d", "20", "é", "名", "🙂", "\u0301", "\u200b", "\r\n", "\t", "a deal", "the group", "The president", "Trump-era", "not", "reject", "praised", "\ufeff", "\x00",
	"Ursula von der", "Leyen", " van ", "de", "al-", "'s", "no longer", "According", "Q.", "As", "one of them, ", "Mrs.", "nor", "each",
}

func TestAnyTextIsCutWithoutLoss(t *testing.T) {
	a, err := everything()
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(rt *rapid.T) {
		text := func(label string, most int) string {
			return strings.Join(rapid.SliceOfN(rapid.OneOf(rapid.SampledFrom(pieces), rapid.StringN(0, 4, 8)), 0, most).Draw(rt, label), rapid.SampledFrom([]string{"", " "}).Draw(rt, "gap"))
		}
		art := article(strings.ToValidUTF8(text("title", 6), ""), strings.ToValidUTF8(text("body", 40), ""), rapid.SampledFrom([]string{"", inOffice, outOfIt}).Draw(rt, "day"))
		checkDocument(rt, a.Annotate(art))
	})
}

// FuzzAnnotate gives any text a title, a body and a day: no panic, and all
// that is found has a place.
func FuzzAnnotate(f *testing.F) {
	a, err := everything()
	if err != nil {
		f.Fatal(err)
	}
	f.Add("", "", false)
	f.Add("Trump thanks the Taliban", "“We hope he wins. ” Zabihullah Mujahid said.The U. S. left", true)
	f.Add("\n", strings.Join(pieces, " "), true)
	f.Add(".", strings.Join(pieces, ""), false)
	f.Add("“", "\xff\xfe Trump ”\n\n“Taliban, the group, he said it, according to", true)
	f.Add("Kim Van", "Ludwig von", false) // a small word of names, and no name behind it
	f.Add("Ursula von der", "Ursula van der\n\nLeyen met Charles de", true)
	f.Fuzz(func(t *testing.T, title, body string, known bool) {
		date := ""
		if known {
			date = inOffice
		}
		art := article(title, body, date)
		checkDocument(t, a.Annotate(art))
	})
}

func init() { golden.FixDraws() }
