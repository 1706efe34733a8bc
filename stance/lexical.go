package stance

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"

	"github.com/jonreiter/govader"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
	"github.com/seed-7a84ba5f/dyad/lexicon"
	"github.com/seed-7a84ba5f/dyad/stance/pattern"
	"github.com/seed-7a84ba5f/dyad/stance/veridical"
)

// Lexical scores by rules over the sentence's syntax: a predicate of the
// lexicon gives its holder an attitude towards its target, by the roles that
// the words around it have and never by their mere presence.
type Lexical struct {
	predicates map[wordKey][]lexicon.Predicate
	phrases    map[wordKey][]phrase // by their first word, or the last one of a noun
	ratings    map[string]lexicon.Word
	rates      map[string]bool // the words of ratings and of the valence list
	heard      map[string]bool // the words of predicates and phrases by which they are looked up
	labels     map[labelKey]float64
	labelEnds  map[string]bool    // the last words of labels
	valence    map[string]float64 // VADER's list, -4 to +4
	events     *eventLists
	own        []*lexicon.Matcher // a researcher's, asked before VADER's
	classes    lexicon.Classes
	rules      *ruleSet
	sources    []pattern.Source
	without    []string // rules left out, sorted
	lists      string   // names and hashes of the lists
	hash       string
}

// labelKey is a label of one kind of actor.
type labelKey struct {
	phrase string
	kind   annotate.Kind
}

type wordKey struct{ lemma, pos string }

// NewLexical prepares the lexical scorer from the built-in lists. It fails
// only where a list is malformed.
func NewLexical() (*Lexical, error) {
	l := &Lexical{
		predicates: map[wordKey][]lexicon.Predicate{},
		phrases:    map[wordKey][]phrase{},
		ratings:    map[string]lexicon.Word{},
		rates:      map[string]bool{},
		heard:      map[string]bool{},
		labels:     map[labelKey]float64{},
		labelEnds:  map[string]bool{},
	}
	var lists strings.Builder
	load := func(name string) (*lexicon.List, error) {
		list, err := lexicon.Builtin(name)
		if err == nil {
			fmt.Fprintln(&lists, name, list.Hash)
		}
		return list, err
	}
	predicates, err := entriesOf(load, "predicates", lexicon.Predicates)
	if err != nil {
		return nil, err
	}
	for _, p := range predicates {
		l.addPredicate(p)
	}
	ratings, err := entriesOf(load, "ratings", lexicon.Words)
	if err != nil {
		return nil, err
	}
	for _, w := range ratings {
		l.ratings[w.Phrase], l.rates[w.Phrase] = w, true
	}
	labels, err := entriesOf(load, "labels", lexicon.Labels)
	if err != nil {
		return nil, err
	}
	l.addLabels(labels)
	if l.events, err = loadEvents(load); err != nil {
		return nil, err
	}
	l.valence = govader.NewSentimentIntensityAnalyzer().Lexicon
	for word := range l.valence {
		l.rates[word] = true
	}
	fmt.Fprintln(&lists, "vader", len(l.valence))
	if l.classes, err = lexicon.BuiltinClasses(load); err != nil {
		return nil, err
	}
	l.classes[veridical.LightVerbs] = lightVerbs(predicates)
	files, err := lexicon.RuleFiles()
	if err != nil {
		return nil, err
	}
	l.lists = lists.String()
	var sources []pattern.Source
	for _, f := range files {
		sources = append(sources, pattern.Source{File: f.Name, Text: f.Text})
	}
	return l, l.compile(sources, nil)
}

// lightVerbs gives the verbs that a list of predicates calls light.
func lightVerbs(predicates []lexicon.Predicate) map[string]float64 {
	light := map[string]float64{}
	for _, p := range predicates {
		if p.Class == "light" && p.POS == "verb" {
			light[p.Lemma] = 0
		}
	}
	return light
}

// dataHash gives the hash of all that decides a score and is data: the lists,
// the rules and which of them are left out.
func (l *Lexical) dataHash() string {
	sum := sha256.New()
	fmt.Fprint(sum, l.lists)
	for _, s := range l.sources {
		fmt.Fprintf(sum, "%s %d\n%s\n", s.File, len(s.Text), s.Text)
	}
	fmt.Fprintln(sum, "without", l.without)
	return hex.EncodeToString(sum.Sum(nil))
}

// Describe says what the scorer is.
func (l *Lexical) Describe() Description {
	return Description{
		Name:    "lexical",
		Version: l.hash[:8],
		Doc:     "rules over predicates and their arguments, with word lists of our own and VADER's valence for adjectives",
		Hash:    l.hash,
	}
}

// Score answers the questions. The findings of a sentence are made once for
// all questions about it that stand together.
func (l *Lexical) Score(doc *annotate.Document, questions []Question) [][]Answer {
	return newFinder(l, doc).answers(questions)
}

func (r *finder) answers(questions []Question) [][]Answer {
	answers := make([][]Answer, len(questions))
	sentence := -1
	for i, q := range questions {
		if q.Sentence != sentence {
			r.read(q.Sentence)
			sentence = q.Sentence
		}
		answers[i] = r.answer(q)
	}
	return answers
}

// rating gives what the word at token i says of whom it is said of, 0 for
// nothing: our own list first, then VADER's for adjectives and participles.
func (l *Lexical) rating(t *annotate.Token) float64 {
	if t.Tag == syntax.PROPN {
		return 0 // "Maxwell Smart"
	}
	if len(l.own) == 0 && !in(l.rates, t.Text) && !in(l.rates, t.Lemma) && !strings.HasSuffix(t.Text, "est") {
		return 0
	}
	word := t.Lower()
	for _, w := range []string{word, strings.ToLower(t.Lemma)} {
		if r, ok := l.ratings[w]; ok {
			if r.Class == "virtue" || r.Class == "dealing" {
				return 0 // rates only whom it is of, or a dealing: virtue, ofDealing
			}
			return r.Polarity
		}
	}
	if base, ok := positive(word); ok {
		if r, ok := l.ratings[base]; ok {
			return r.Polarity
		}
	}
	if t.Tag != syntax.ADJ {
		return 0
	}
	v, ok := l.ownValence(t)
	if !ok {
		v, ok = l.valence[word]
	}
	if !ok {
		v = l.valence[strings.ToLower(t.Lemma)]
	}
	switch {
	case v >= 2.6:
		return 1
	case v >= 1.3:
		return 0.5
	case v <= -2.6:
		return -1
	case v <= -1.3:
		return -0.5
	}
	return 0
}

// positive gives the base of a regular superlative: "weakest", "feeblest".
func positive(word string) (string, bool) {
	if base, ok := strings.CutSuffix(word, "est"); ok && len(base) > 2 {
		return base + "e", true
	}
	return "", false
}

// isHealth reports whether a word is about somebody's health or safety:
// concern about that is for them, not against.
func (l *Lexical) isHealth(t *annotate.Token) bool {
	if !in(l.rates, t.Text) && !in(l.rates, t.Lemma) {
		return false
	}
	return l.ratings[t.Lower()].Class == "health" || l.ratings[t.Lemma].Class == "health"
}

// signed writes a polarity the way explanations do.
func signed(v float64) string {
	if v > 0 {
		return "+" + strconv.FormatFloat(v, 'g', 3, 64)
	}
	return strconv.FormatFloat(v, 'g', 3, 64)
}
