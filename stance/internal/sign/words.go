package sign

import (
	"math"
	"strings"

	"github.com/cdipaolo/goml/text"
	"github.com/jonreiter/govader"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
	"github.com/seed-7a84ba5f/dyad/lexicon"
)

// lexica gives the polarity of words from several lists.
type lexica struct {
	vader   map[string]float64
	ratings map[string]lexicon.Word
	labels  map[string]float64
	preds   map[string]lexicon.Predicate
	events  map[string]lexicon.Event
	film    *text.NaiveBayes
}

// numLists is the number of lists that rate words.
const numLists = 3

// newLexica reads the lists; without a film model that list is empty.
func newLexica(bayes *text.NaiveBayes) (*lexica, error) {
	l := &lexica{vader: govader.NewSentimentIntensityAnalyzer().Lexicon,
		ratings: map[string]lexicon.Word{}, labels: map[string]float64{}, preds: map[string]lexicon.Predicate{}, events: map[string]lexicon.Event{}}
	list, err := lexicon.Builtin("ratings")
	if err != nil {
		return nil, err
	}
	words, err := lexicon.Words(list)
	if err != nil {
		return nil, err
	}
	for _, w := range words {
		l.ratings[w.Phrase] = w
	}
	if list, err = lexicon.Builtin("labels"); err != nil {
		return nil, err
	}
	labels, err := lexicon.Labels(list)
	if err != nil {
		return nil, err
	}
	for _, w := range labels {
		l.labels[w.Phrase] = w.Polarity
	}
	if list, err = lexicon.Builtin("predicates"); err != nil {
		return nil, err
	}
	preds, err := lexicon.Predicates(list)
	if err != nil {
		return nil, err
	}
	for _, p := range preds {
		l.preds[p.Lemma+"/"+p.POS] = p
	}
	if list, err = lexicon.Builtin("events"); err != nil {
		return nil, err
	}
	events, err := lexicon.Events(list)
	if err != nil {
		return nil, err
	}
	for _, e := range events {
		// of the entries of a word, the one that asks for least beside it
		if old, ok := l.events[e.Lemma+"/"+e.POS]; !ok || len(e.With) < len(old.With) {
			l.events[e.Lemma+"/"+e.POS] = e
		}
	}
	l.film = bayes
	return l, nil
}

// filmWord tells how much more often a word stands in good film reviews than in
// bad ones: the log of the ratio, drawn towards 0 for rare words.
func (l *lexica) filmWord(w string) float64 {
	if l.film == nil {
		return 0
	}
	word, ok := l.film.Words.Get(w)
	if !ok || len(word.Count) != 2 {
		return 0
	}
	return math.Log((float64(word.Count[1]) + 8) / (float64(word.Count[0]) + 8))
}

// pos names the part of speech as our lists do.
func pos(t *annotate.Token) string {
	switch t.Tag {
	case syntax.VERB:
		return "verb"
	case syntax.NOUN:
		return "noun"
	case syntax.ADJ:
		return "adj"
	}
	return ""
}

// rate gives the polarity of a token by each list, about -1 to +1.
func (l *lexica) rate(t *annotate.Token) (v [numLists]float64) {
	if t.Tag == syntax.PROPN && t.Sentence >= 0 {
		// names are not words: "Grace", "Justice"
		return v
	}
	w, lemma := strings.ToLower(t.Text), strings.ToLower(t.Lemma)
	r, ok := l.vader[w]
	if !ok {
		r = l.vader[lemma]
	}
	v[0] = r / 3
	if w, ok := l.ratings[lemma]; ok {
		v[1] = w.Polarity
	} else if p, ok := l.labels[lemma]; ok {
		v[1] = p
	} else if p, ok := l.preds[lemma+"/"+pos(t)]; ok {
		v[1] = p.Polarity
		if v[1] == 0 {
			v[1] = p.Effect / 2
		}
	}
	if t.Tag == syntax.NOUN || t.Tag == syntax.VERB || t.Tag == syntax.ADJ || t.Tag == syntax.ADV {
		v[2] = l.filmWord(w)
	}
	return v
}

// kinds gives the classes that our lists of predicates and of events put a
// word into: the class and the sign of the attitude, and the root code of the
// event.
func (l *lexica) kinds(t *annotate.Token) []string {
	key := strings.ToLower(t.Lemma) + "/" + pos(t)
	var out []string
	if p, ok := l.preds[key]; ok {
		out = append(out, "class "+p.Class)
		if s := level(p.Polarity); s != "" {
			out = append(out, "attitude "+s[:1])
		}
		if s := level(p.Effect); s != "" {
			out = append(out, "effect "+s[:1])
		}
	}
	if e, ok := l.events[key]; ok {
		out = append(out, "event "+e.Root)
		if s := level(e.Cooperation); s != "" {
			out = append(out, "cooperation "+s)
		}
		if s := level(e.Effect); s != "" {
			out = append(out, "done "+s[:1])
		}
	}
	return out
}
