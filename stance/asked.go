package stance

import "github.com/seed-7a84ba5f/dyad/annotate"

// Asked scores by a reader alone, without the rules beside it: by a model of
// somebody else that is asked about each sentence (package remote). A sentence
// without an answer has portrayals that say why, and neither judgment nor
// relation.
type Asked struct {
	Reader Reader
}

// Describe says what the scorer is.
func (a *Asked) Describe() Description { return a.Reader.Describe() }

// Score answers questions about mentions one by one, as Combined does.
func (a *Asked) Score(doc *annotate.Document, questions []Question) [][]Answer {
	return readAnswers(a.Reader, a.Describe().Name, doc, questions)
}

// askedJoin writes a row where an answer is likelier than all others together.
// Whether a portrayal is quoted is decided by where all of its evidence stands,
// and where that is divided by what the model says of it.
func askedJoin() *Join {
	half := Threshold{Alone: 0.5, Voted: 0.5, SureAlone: 0.5, SureVoted: 0.5}
	return &Join{Own: half, Directed: half, Other: half, Dealings: half, Voice: 0.4}
}

// asked appends the rows of an Asked scorer.
func (j *judge) asked(out *Scored, a *Asked) error {
	k := j.combining(askedJoin(), a.Describe(), nil, nil)
	if err := k.read(a.Reader, func(_ *ReadRequest, m *impression, _ *around) impression { return *m }); err != nil {
		return err
	}
	k.write(out)
	return nil
}
