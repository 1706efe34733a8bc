package sign

import (
	"math"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/corpus"
)

var annotator = sync.OnceValues(func() (*annotate.Annotator, error) {
	return annotate.New(annotate.Options{Scope: annotate.ScopeAll})
})

// features of a sentence for a target and a holder, which are given by their
// words.
func features(t *testing.T, text, holder, target string) []Feature {
	t.Helper()
	return bagOf(t, text, holder, target).Features
}

func bagOf(t *testing.T, text, holder, target string) *Bag {
	t.Helper()
	a, err := annotator()
	if err != nil {
		t.Fatal(err)
	}
	x, err := New(nil)
	if err != nil {
		t.Fatal(err)
	}
	doc := a.AnnotateSentences(&corpus.Article{Text: text, Regions: []corpus.Region{{End: len(text), Kind: corpus.Body}}}, []annotate.Span{{End: len(text)}})
	mention := func(words string) int {
		if words == "" {
			return -1
		}
		at := strings.Index(text, words)
		span := annotate.Span{Start: at, End: at + len(words)}
		for i, tok := range doc.Tokens {
			if span.Contains(tok.Span) && (tok.Head < 0 || !span.Contains(doc.Tokens[tok.Head].Span)) {
				doc.Mentions = append(doc.Mentions, annotate.Mention{Span: span, Head: i, Type: annotate.Name, Name: words})
				return len(doc.Mentions) - 1
			}
		}
		t.Fatalf("%q is not in %q", words, text)
		return -1
	}
	b := Bag{Named: true}
	b.Reset(math.MaxUint32)
	x.Extract(doc, 0, mention(holder), mention(target), &b)
	return &b
}

func names(fs []Feature) []string {
	var out []string
	for _, f := range fs {
		if f.Group != Ngrams { // which see the names
			out = append(out, f.Group.String()+": "+f.Name)
		}
	}
	slices.Sort(out)
	return out
}

// Who the target and the holder are must not count, only what is said of them.
func TestNamesAreMasked(t *testing.T) {
	one := names(features(t, "Mary Smith called Peter Brown a liar.", "Mary Smith", "Peter Brown"))
	two := names(features(t, "Anna Jones called James White a liar.", "Anna Jones", "James White"))
	if !slices.Equal(one, two) {
		t.Errorf("other names give other features:\n%q\n%q", one, two)
	}
	for _, n := range one {
		for _, w := range []string{"mary", "smith", "peter", "brown"} {
			if strings.Contains(strings.ToLower(n), w) {
				t.Errorf("%s shows a name", n)
			}
		}
	}
}

// The networks see no names either, and other names make no other words.
func TestNamesAreMaskedInWords(t *testing.T) {
	one := bagOf(t, "Mary Smith called Peter Brown a liar.", "Mary Smith", "Peter Brown").Words
	two := bagOf(t, "Anna Jones called James White a liar.", "Anna Jones", "James White").Words
	same := func(a, b Word) bool {
		return a.Token == b.Token && slices.Equal(a.Is, b.Is) && slices.Equal(a.At, b.At)
	}
	if !slices.EqualFunc(one, two, same) {
		t.Errorf("other names give other words:\n%v\n%v", one, two)
	}
	if last := one[len(one)-1]; len(one) != 4 || last.Token != -1 { // called, a, liar, the two
		t.Errorf("%d words, the last of token %d", len(one), last.Token)
	}
	back := bagOf(t, "Mary Smith called Peter Brown a liar.", "Peter Brown", "Mary Smith").Words
	if slices.EqualFunc(one, back, same) {
		t.Error("who calls whom makes no difference")
	}
}

// Who does it and to whom is the same however a sentence is turned.
func TestRoles(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Smith praised Brown on Monday.", "roles: both agent object  praise"},
		{"Brown was praised by Smith on Monday.", "roles: both agent object  praise"},
		{"Smith did not praise Brown.", "roles: both agent object not praise"},
		{"Smith came home and praised Brown.", "roles: both agent object  praise"},
		{"Smith praised Brown's plan.", "roles: both agent object'  praise"},
		{"Smith wants to praise Brown.", "roles: both agent object  praise"},
		{"Smith said that Brown lied.", "roles: both over ccomp agent  lie"},
		{"Smith said that Brown lied.", "roles: both agent within ccomp  say"},
	} {
		if got := features(t, c.text, "Smith", "Brown"); !has(got, c.want) {
			var roles []string
			for _, n := range names(got) {
				if strings.HasPrefix(n, "roles") {
					roles = append(roles, n)
				}
			}
			t.Errorf("%s: no %q among %q", c.text, c.want, roles)
		}
	}
}

func has(fs []Feature, name string) bool {
	return slices.ContainsFunc(fs, func(f Feature) bool { return f.Group.String()+": "+f.Name == name })
}

func TestWhatFeaturesSee(t *testing.T) {
	text := "Mary Smith called Peter Brown a liar."
	there, back := features(t, text, "Mary Smith", "Peter Brown"), features(t, text, "Peter Brown", "Mary Smith")
	if slices.Equal(names(there), names(back)) {
		t.Error("who calls whom makes no difference")
	}
	for _, want := range []string{"words: w liar", "place: side R liar", "holder: holder first between call", "holder: on path call"} {
		if !has(there, want) {
			t.Errorf("there is no feature %q among %q", want, names(there))
		}
	}
	if !has(features(t, "Nobody said that Brown is not honest.", "", "Brown"), "words: w not honest") {
		t.Error("the denial of honest is not seen")
	}
}

// A feature stems from a word of the sentence or from none, also where the
// target ends or begins it.
func TestTokensAreOfTheSentence(t *testing.T) {
	for _, c := range [][3]string{
		{"The critics never forgave Peter Brown", "critics", "Peter Brown"},
		{"Brown sat", "", "Brown"},
		{"Brown", "", "Brown"},
		{"sat Brown", "", "Brown"},
	} {
		words := int32(len(strings.Fields(c[0])))
		for _, f := range features(t, c[0], c[1], c[2]) {
			if f.Token < -1 || f.Token >= words {
				t.Errorf("%q: feature %s %s is of token %d", c[0], f.Group, f.Name, f.Token)
			}
		}
	}
}

// Each group has length 1, so that none outweighs another by its numbers.
func TestGroupsHaveLengthOne(t *testing.T) {
	var sum [NumGroups]float64
	for _, f := range features(t, "Mary Smith called Peter Brown a terrible liar.", "Mary Smith", "Peter Brown") {
		sum[f.Group] += float64(f.Value) * float64(f.Value)
	}
	for g := range NumGroups {
		if math.Abs(sum[g]-1) > 1e-5 {
			t.Errorf("group %s has squared length %v", g, sum[g])
		}
	}
}
