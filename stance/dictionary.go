package stance

import (
	"fmt"
	"math"
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/lexicon"
)

// Dictionary is a scorer made of a researcher's lexicon: the mean weight of the
// words of the sentence that it knows. It sees no target, so it gives every
// target of a sentence the same answer; it answers for the narrator and for
// Anyone and cannot tell holders apart.
type Dictionary struct {
	matcher *lexicon.Matcher
}

// NewDictionary makes a scorer of a lexicon.
func NewDictionary(d *lexicon.Dictionary) *Dictionary { return &Dictionary{lexicon.NewMatcher(d)} }

// dictionaryPrefix begins the names of scorers made of lexicons.
const dictionaryPrefix = "lexicon:"

// Describe says what the scorer is.
func (s *Dictionary) Describe() Description {
	d := s.matcher.Dictionary()
	return Description{Name: dictionaryPrefix + d.Name, Version: "1", Hash: d.Hash,
		Doc: fmt.Sprintf("mean weight of the sentence's words in %s (%s, %d entries), over the scale of its format; blind to who is meant", d.Name, d.Format, len(d.Terms))}
}

// Score gives the mean weight of the words found, from -1 to +1.
func (s *Dictionary) Score(doc *annotate.Document, questions []Question) [][]Answer {
	return untargeted(questions, func(sentence int) []Answer { return s.rate(doc, sentence) })
}

func (s *Dictionary) rate(doc *annotate.Document, sentence int) []Answer {
	sent := &doc.Sentences[sentence]
	d := s.matcher.Dictionary()
	sum, n := 0.0, 0
	var evidence []annotate.Span
	var words []string
	for _, hit := range s.matcher.Find(lexiconTokens(doc, sent)) {
		v := weightOf(d, hit)
		if v == 0 {
			continue
		}
		sum, n = sum+v, n+1
		span := annotate.Span{Start: doc.Tokens[sent.First+hit.First].Start, End: doc.Tokens[sent.First+hit.Last-1].End}
		evidence = append(evidence, span)
		words = append(words, fmt.Sprintf("“%s” %s", strings.Join(strings.Fields(doc.Text[span.Start:span.End]), " "), signed(math.Round(v*100)/100)))
	}
	if n == 0 || sum == 0 {
		return nil
	}
	return []Answer{{
		Polarity: sum / float64(n), Confidence: 0.5, Modality: Asserted, RuleID: dictionaryPrefix + d.Name, At: sent.Span, Evidence: evidence,
		Explanation: "mean of the words that " + d.Name + " knows: " + strings.Join(words, ", "),
	}}
}

// weightOf gives the weight of a match, from -1 to +1: that of its valence
// where it has one, else the sum over its categories.
func weightOf(d *lexicon.Dictionary, hit lexicon.Match) float64 {
	sum := 0.0
	for _, t := range hit.Terms {
		if d.Terms[t].Category == lexicon.ValenceCategory {
			return d.Terms[t].Weight / d.Scale
		}
		sum += d.Terms[t].Weight / d.Scale
	}
	return max(-1, min(1, sum))
}

// WithValence gives a scorer that asks a researcher's lexicons, in their order,
// for the valence of a word before it asks VADER's list. Our own list of
// ratings comes first still.
func (l *Lexical) WithValence(own ...*lexicon.Dictionary) *Lexical {
	if len(own) == 0 {
		return l
	}
	with := *l
	for _, d := range own {
		with.own = append(with.own, lexicon.NewMatcher(d))
		with.lists += fmt.Sprintln(d.Name, d.Hash)
	}
	with.hash = with.dataHash()
	return &with
}

// ownValence gives the valence of a word in the researcher's lexicons, on the
// scale of VADER's list.
func (l *Lexical) ownValence(t *annotate.Token) (float64, bool) {
	word := []lexicon.Token{{Text: t.Text, Lemma: t.Lemma, POS: lexiconPOS(t.Tag)}}
	for _, m := range l.own {
		for _, hit := range m.Find(word) {
			return 4 * weightOf(m.Dictionary(), hit), true
		}
	}
	return 0, false
}
