package stance

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
	"github.com/seed-7a84ba5f/dyad/lexicon"
)

// Framing is a frame that a sentence is told in. It rests on seed words alone,
// and is unvalidated until people have coded frames.
type Framing struct {
	Frame    string          // a name of the Policy Frames Codebook, or LEXICON:CATEGORY of a researcher's own
	Subframe string          // of the codebook, "" for none
	Weight   float64         // sum of the weights of its words, frameThreshold and up
	Evidence []annotate.Span // its words, in order
}

// frameThreshold is the sum of weights from which a sentence has a frame.
const frameThreshold = 1

// Framer finds frames by words. It is safe for concurrent use.
type Framer struct {
	matchers []*lexicon.Matcher
	hash     string
}

// NewFramer makes a framer of the built-in seeds, where builtin is set, and of
// a researcher's dictionaries, whose categories are frames of their own.
func NewFramer(builtin bool, own ...*lexicon.Dictionary) (*Framer, error) {
	f := &Framer{}
	sum := sha256.New()
	if builtin {
		list, err := lexicon.Builtin("frames")
		if err != nil {
			return nil, err
		}
		words, err := lexicon.FrameWords(list)
		if err != nil {
			return nil, err
		}
		d := &lexicon.Dictionary{Name: "frames"}
		for _, w := range words {
			d.Terms = append(d.Terms, lexicon.Term{Pattern: w.Phrase, Category: w.Frame + "/" + w.Subframe, Weight: w.Weight, Lemma: true})
		}
		f.matchers = append(f.matchers, lexicon.NewMatcher(d))
		fmt.Fprintln(sum, list.Name, list.Hash)
	}
	for _, d := range own {
		named := *d
		named.Terms = slices.Clone(d.Terms)
		for i := range named.Terms {
			named.Terms[i].Category = frameSigns.Replace(d.Name+":"+named.Terms[i].Category) + "/"
		}
		f.matchers = append(f.matchers, lexicon.NewMatcher(&named))
		fmt.Fprintln(sum, d.Name, d.Hash)
	}
	f.hash = hex.EncodeToString(sum.Sum(nil))
	return f, nil
}

// frameSigns keeps the signs by which tables part frames out of a name.
var frameSigns = strings.NewReplacer("/", "_", ";", "_", "|", "_", "=", "_")

// Hash is the SHA-256, in hex, of the word lists.
func (f *Framer) Hash() string { return f.hash }

// Frames gives the frames of a sentence, the heaviest first, of equal ones in
// order of their names. A word counts for a frame by its absolute weight, once
// for each place where it stands.
func (f *Framer) Frames(doc *annotate.Document, sentence int) []Framing {
	s := &doc.Sentences[sentence]
	words := lexiconTokens(doc, s)
	found := map[string]*Framing{}
	for _, m := range f.matchers {
		terms := m.Dictionary().Terms
		for _, hit := range m.Find(words) {
			span := annotate.Span{Start: doc.Tokens[s.First+hit.First].Start, End: doc.Tokens[s.First+hit.Last-1].End}
			for _, t := range hit.Terms {
				at := found[terms[t].Category]
				if at == nil {
					frame, sub, _ := strings.Cut(terms[t].Category, "/")
					at = &Framing{Frame: frame, Subframe: sub}
					found[terms[t].Category] = at
				}
				if !slices.Contains(at.Evidence, span) {
					at.Weight += math.Abs(terms[t].Weight)
					at.Evidence = append(at.Evidence, span)
				}
			}
		}
	}
	var out []Framing
	for _, at := range found {
		if at.Weight >= frameThreshold {
			out = append(out, *at)
		}
	}
	slices.SortFunc(out, func(a, b Framing) int {
		return cmp.Or(cmp.Compare(b.Weight, a.Weight), cmp.Compare(a.Frame, b.Frame), cmp.Compare(a.Subframe, b.Subframe))
	})
	return out
}

// lexiconTokens gives the words of a sentence as a matcher needs them.
func lexiconTokens(doc *annotate.Document, s *annotate.Sentence) []lexicon.Token {
	words := make([]lexicon.Token, 0, s.Last-s.First)
	for _, t := range doc.Tokens[s.First:s.Last] {
		words = append(words, lexicon.Token{Text: t.Text, Lemma: t.Lemma, POS: lexiconPOS(t.Tag)})
	}
	return words
}

func lexiconPOS(t syntax.Tag) string {
	switch t {
	case syntax.NOUN, syntax.PROPN:
		return "noun"
	case syntax.VERB, syntax.AUX:
		return "verb"
	case syntax.ADJ:
		return "adj"
	case syntax.ADV:
		return "adv"
	}
	return ""
}
