package lexicon_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jonreiter/govader"

	"github.com/seed-7a84ba5f/dyad/lexicon"
)

// words gives the words of a text parted by spaces; "was/be" has its lemma
// behind the slash.
func words(text string) []lexicon.Token {
	var out []lexicon.Token
	for _, w := range strings.Fields(text) {
		t, lemma, ok := strings.Cut(w, "/")
		if !ok {
			lemma = strings.ToLower(t)
		}
		out = append(out, lexicon.Token{Text: t, Lemma: lemma})
	}
	return out
}

// found says what a dictionary finds: "not good>neg_positive".
func found(d *lexicon.Dictionary, text string) []string {
	w := words(text)
	var out []string
	for _, m := range lexicon.NewMatcher(d).Find(w) {
		var parts []string
		for _, x := range w[m.First:m.Last] {
			parts = append(parts, x.Text)
		}
		for _, t := range m.Terms {
			out = append(out, strings.Join(parts, " ")+">"+d.Terms[t].Category)
		}
	}
	return out
}

func load(t *testing.T, name string, format lexicon.Format) *lexicon.Dictionary {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "testdata", "lexicons", name))
	if err != nil {
		t.Fatal(err)
	}
	d, problems, err := lexicon.Load(name, data, format)
	if err != nil || len(problems) > 0 {
		t.Fatalf("%s: %v, %v", name, problems, err)
	}
	return d
}

func TestMatchingSemantics(t *testing.T) {
	d, problems, err := lexicon.Load("x.yml", []byte(`
positive: [good, "hope*", well done, "*proof", r?d]
negative: [bad, hopeless]
neg_positive: [not good, "no hope*"]
neg_negative: ["not bad"]
nested:
  deep:
    - well done
    - "don't"
`), "")
	if err != nil || len(problems) > 0 || d.Format != lexicon.Quanteda {
		t.Fatal(d, problems, err)
	}
	for text, want := range map[string][]string{
		"GOOD and Bad":              {"GOOD>positive", "Bad>negative"},
		"it is not good at all":     {"not good>neg_positive"},
		"hopeless hopes":            {"hopeless>negative", "hopeless>positive", "hopes>positive"},
		"no hopeful sign":           {"no hopeful>neg_positive"},
		"well done well":            {"well done>nested.deep", "well done>positive"},
		"fireproof red rd read rod": {"fireproof>positive", "red>positive", "rod>positive"},
		"goodness":                  nil,
		"don’t":                     {"don’t>nested.deep"},
		"":                          nil,
	} {
		got := found(d, text)
		slices.Sort(got)
		slices.Sort(want)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
	weights := map[string]float64{}
	for _, term := range d.Terms {
		weights[term.Category] = term.Weight
	}
	if diff := cmp.Diff(map[string]float64{"positive": 1, "negative": -1, "neg_positive": -1, "neg_negative": 1, "nested.deep": 1}, weights); diff != "" {
		t.Errorf("weights (-want +got):\n%s", diff)
	}
}

// Lemmas, parts of speech and gaps.
func TestMatchLemmas(t *testing.T) {
	d := load(t, "verbs.cameo.txt", lexicon.CAMEO)
	for text, want := range map[string][]string{
		"they condemned/condemn it":                   {"condemned/condemn>111"},
		"they cut/cut all economic aid/aid":           {"cut/cut all economic aid/aid>162"},
		"they cut/cut it and that and this then aid":  nil,
		"they broke/break off talks/talk":             {"broke/break off talks/talk>164"},
		"they provided/provide missiles/missile then": {"provided/provide missiles/missile>072"},
	} {
		var stripped []string
		stripped = append(stripped, found(d, text)...)
		var plain []string
		for _, w := range want {
			p, c, _ := strings.Cut(w, ">")
			for _, x := range strings.Fields(p) {
				p = strings.Replace(p, x, strings.Split(x, "/")[0], 1)
			}
			plain = append(plain, p+">"+c)
		}
		if diff := cmp.Diff(plain, stripped); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
	s := load(t, "senses.sentiwordnet.txt", lexicon.SentiWordNet)
	m := lexicon.NewMatcher(s)
	if n := len(m.Find([]lexicon.Token{{Text: "Kind", Lemma: "kind", POS: "noun"}})); n != 0 {
		t.Errorf("the noun matches the adjective")
	}
	if n := len(m.Find([]lexicon.Token{{Text: "kinder", Lemma: "kind", POS: "adj"}})); n != 1 {
		t.Errorf("the lemma does not match")
	}
}

// Whatever the dictionary and the words, matches are in order, do not overlap
// and are made by what they say.
func TestMatchesAreInOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	letters := []string{"a", "b", "ab", "ba", "a*", "?b", "b*a"}
	for range 300 {
		d := &lexicon.Dictionary{}
		for i := range 1 + r.IntN(12) {
			var p []string
			for range 1 + r.IntN(3) {
				p = append(p, letters[r.IntN(len(letters))])
			}
			d.Terms = append(d.Terms, lexicon.Term{Pattern: strings.Join(p, " "), Category: fmt.Sprint(i), Gap: r.IntN(2)})
		}
		var text []lexicon.Token
		for range r.IntN(20) {
			text = append(text, lexicon.Token{Text: letters[r.IntN(4)]})
		}
		end := 0
		for _, m := range lexicon.NewMatcher(d).Find(text) {
			if m.First < end || m.Last <= m.First || m.Last > len(text) || len(m.Terms) == 0 || !slices.IsSorted(m.Terms) {
				t.Fatalf("%+v after %d in %v", m, end, text)
			}
			end = m.Last
		}
	}
}

// BenchmarkMatcher finds a dictionary of VADER's size in words, beside the
// look-ups that govader makes for them, in the same run.
func BenchmarkMatcher(b *testing.B) {
	vader := govader.NewSentimentIntensityAnalyzer().Lexicon
	d := &lexicon.Dictionary{}
	var keys []string
	for w := range vader {
		keys = append(keys, w)
	}
	slices.Sort(keys)
	for _, w := range keys {
		d.Terms = append(d.Terms, lexicon.Term{Pattern: strings.ReplaceAll(w, "*", "?"), Category: lexicon.ValenceCategory})
	}
	m := lexicon.NewMatcher(d)
	text := strings.Repeat("the senator praised a deal that critics called the worst surrender in years , and hoped for peace . ", 20)
	row := words(text)
	b.Run("matcher", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			m.Find(row)
		}
	})
	b.Run("govader", func(b *testing.B) {
		a := govader.NewSentimentIntensityAnalyzer()
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			a.PolarityScores(text)
		}
	})
}
