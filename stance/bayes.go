package stance

import (
	"fmt"
	"math"
	"strings"
	"sync"

	"github.com/cdipaolo/goml/text"
	"github.com/cdipaolo/sentiment"

	"github.com/seed-7a84ba5f/dyad/annotate"
)

// bayesVersion names the pinned module that carries the model.
const bayesVersion = "cdipaolo/sentiment v0.0.0-20200617002423-c697f64e7f10"

// Bayes is a baseline: the naive Bayes model of cdipaolo/sentiment, trained
// on film reviews. It sees the words of a whole sentence and no target, so it
// gives every target of a sentence the same answer, and it has no neutral
// class. It answers for the narrator and for Anyone; it cannot tell holders
// apart.
type Bayes struct{ model *text.NaiveBayes }

// The model is large and slow to read, and reading it twice gains nothing.
var loadBayes = sync.OnceValues(func() (*text.NaiveBayes, error) {
	models, err := sentiment.Restore()
	if err != nil {
		return nil, fmt.Errorf("stance: load the model of cdipaolo/sentiment: %w", err)
	}
	return models[sentiment.English], nil
})

// NewBayes loads the model, once for the whole process.
func NewBayes() (*Bayes, error) {
	model, err := loadBayes()
	if err != nil {
		return nil, err
	}
	return &Bayes{model}, nil
}

// Describe says what the scorer is.
func (b *Bayes) Describe() Description {
	return Description{
		Name:    "bayes",
		Version: "1",
		Doc:     "baseline: naive Bayes over the words of the sentence, from film reviews (" + bayesVersion + "); -1 or +1, blind to who is meant",
		Hash:    bayesVersion,
	}
}

// Score gives -1 or +1 for the narrator and for Anyone, and a missing
// polarity (NaN) where the sentence has no word that the model knows or the
// model gives no number.
func (b *Bayes) Score(doc *annotate.Document, questions []Question) [][]Answer {
	return untargeted(questions, func(s int) []Answer { return []Answer{b.rate(doc.Text, doc.Sentences[s].Span)} })
}

// untargeted gives the answers of a scorer that sees no target: the same to every
// question about a sentence, and none to those about a holder who is named.
func untargeted(questions []Question, rate func(sentence int) []Answer) [][]Answer {
	answers := make([][]Answer, len(questions))
	sentence := -1
	var found []Answer
	for i, q := range questions {
		if q.Holder >= 0 {
			continue
		}
		if q.Sentence != sentence {
			found, sentence = rate(q.Sentence), q.Sentence
		}
		answers[i] = found
	}
	return answers
}

func (b *Bayes) rate(full string, s annotate.Span) Answer {
	// the model's tokenizer glues words over a line end
	words := strings.Join(strings.Fields(full[s.Start:s.End]), " ")
	a := Answer{
		Polarity: math.NaN(), Modality: Asserted, RuleID: "bayes", At: s, Evidence: []annotate.Span{s},
		Explanation: "the model gives no rating: it knows none of the words, or its product of probabilities is no number",
	}
	if !b.knows(words) {
		return a
	}
	class, prob := b.model.Probability(words)
	if math.IsNaN(prob) || math.IsInf(prob, 0) {
		return a
	}
	a.Prob, a.Confidence, a.Polarity = prob, prob, -1
	a.Explanation = "the words of the whole sentence look like those of a bad review"
	if class == 1 {
		a.Polarity, a.Explanation = 1, "the words of the whole sentence look like those of a good review"
	}
	return a
}

// knows reports whether the model has seen any of the words.
func (b *Bayes) knows(words string) bool {
	for _, w := range b.model.Tokenizer.Tokenize(strings.ToLower(words)) {
		if _, ok := b.model.Words.Get(w); ok {
			return true
		}
	}
	return false
}
