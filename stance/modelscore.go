package stance

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
)

// modelVersion changes with every rule that turns verdicts into answers.
const modelVersion = "1"

// Models is the scorer by trained models. Anyone is asked of the target model;
// a holder's mention of the directed model. The narrator is asked of the
// target model too, and has an answer only where the words that speak for it
// stand in nobody else's speech.
type Models struct {
	target, directed *Model
	voters           []Scorer // those of Voters, nil for the models alone
}

// NewModels loads the models that come with the package.
func NewModels() (*Models, error) {
	target, err := LoadModel(TargetModel)
	if err != nil {
		return nil, err
	}
	directed, err := LoadModel(DirectedModel)
	if err != nil {
		return nil, err
	}
	return &Models{target: target, directed: directed}, nil
}

// NewEnsemble loads the models with the scorers that vote beside them.
func NewEnsemble() (*Models, error) {
	m, err := NewModels()
	if err != nil {
		return nil, err
	}
	m.voters, err = Voters()
	return m, err
}

// voterNames are the scorers that may vote in an ensemble, in their order.
func voterNames() []string { return []string{"lexical", "leaning", "events", "vader", "bayes"} }

// Voters gives the scorers that may vote in an ensemble.
func Voters() ([]Scorer, error) {
	lexical, err := NewLexical()
	if err != nil {
		return nil, err
	}
	bayes, err := NewBayes()
	if err != nil {
		return nil, err
	}
	return []Scorer{lexical, Leaning{Lexical: lexical}, dealer{lexical}, NewVader(), bayes}, nil
}

// dealer votes by what the holder does or says to the target: for in
// cooperation, against in conflict. It is silent where no word of the lists
// names a deed of the two.
type dealer struct{ *Lexical }

// Score answers questions about a holder's mention.
func (d dealer) Score(doc *annotate.Document, questions []Question) [][]Answer {
	out := make([][]Answer, len(questions))
	for i, q := range questions {
		if q.Holder < 0 || doc.Mentions[q.Holder].Sentence != q.Sentence {
			continue
		}
		c := d.CodeEvent(doc, doc.Mentions[q.Holder].Span, doc.Mentions[q.Target].Span)
		if c.token >= 0 {
			out[i] = []Answer{{Polarity: c.Cooperation, RuleID: c.RuleID}}
		}
	}
	return out
}

// votesOf gives the class that each voter finds. Those that cannot tell holders
// apart are asked what the sentence says; no answer is no vote.
func votesOf(voters []Scorer, doc *annotate.Document, q Question) []int {
	votes := make([]int, len(voters))
	for i, s := range voters {
		own := q
		switch s.(type) {
		case *Vader, *Bayes:
			own.Holder = Anyone
		}
		votes[i] = -1
		if answers := s.Score(doc, []Question{own})[0]; len(answers) > 0 {
			votes[i] = SignOf(answers) + 1
		}
	}
	return votes
}

// Describe says what the scorer is.
func (m *Models) Describe() Description {
	d := Description{
		Name:    "model",
		Version: modelVersion,
		Doc:     "classifiers trained on NewsMTSC (target) and DSE (holder and target) by features of the annotation, with calibrated probabilities",
	}
	sum := sha256.New()
	sum.Write([]byte(m.target.hash + m.directed.hash + modelVersion))
	if m.voters != nil {
		d.Name, d.Doc = "ensemble", d.Doc+"; together with the scorers that their training found worth a vote"
		for _, v := range m.voters {
			sum.Write([]byte(v.Describe().Hash))
		}
	}
	d.Hash = hex.EncodeToString(sum.Sum(nil))
	return d
}

// of gives the model that a question is for, and how it decides.
func (m *Models) of(q Question) (*Model, *decision) {
	model := m.target
	if q.Holder >= 0 {
		model = m.directed
	}
	if m.voters != nil {
		return model, &model.together
	}
	return model, &model.alone
}

// Classify gives the verdict of the model that each question is for.
func (m *Models) Classify(doc *annotate.Document, questions []Question) []Verdict {
	out := make([]Verdict, len(questions))
	for i, q := range questions {
		if !doc.Sentences[q.Sentence].Parsed || doc.Mentions[q.Target].Sentence != q.Sentence {
			out[i] = Verdict{Distribution: Distribution{Neutral: 1}, Explanation: "the sentence does not mention the target"}
			continue
		}
		model, d := m.of(q)
		var voters []Scorer
		for _, name := range d.voters {
			voters = append(voters, m.voters[slices.Index(voterNames(), name)])
		}
		out[i] = model.verdict(doc, q, d, votesOf(voters, doc, q))
	}
	return out
}

// Score tells those verdicts that are a sign and sure enough; of the narrator,
// those whose evidence is in the narrator's own words.
func (m *Models) Score(doc *annotate.Document, questions []Question) [][]Answer {
	out := make([][]Answer, len(questions))
	for i, v := range m.Classify(doc, questions) {
		q := questions[i]
		if _, d := m.of(q); v.Sign == 0 || v.prob() < d.sure || len(v.Evidence) == 0 {
			continue
		}
		at := v.Evidence[0]
		if q.Holder == Narrator && doc.SpokenIn(at) >= 0 {
			continue
		}
		out[i] = []Answer{{
			Polarity: v.Positive - v.Negative, Prob: v.prob(), Confidence: v.prob(),
			Kind: kindOf(doc, q.Sentence, at), Modality: Asserted, Predicate: doc.Text[at.Start:at.End],
			At: at, Evidence: v.Evidence, RuleID: "model", Explanation: v.Explanation,
		}}
	}
	return out
}

// kindOf tells predicates from attributes by the part of speech of the word
// that speaks most for a verdict.
func kindOf(doc *annotate.Document, sentence int, at annotate.Span) Kind {
	s := &doc.Sentences[sentence]
	for i := s.First; i < s.Last; i++ {
		if doc.Tokens[i].Span == at && doc.Tokens[i].Tag != syntax.VERB {
			return Attribute
		}
	}
	return Predicate
}
