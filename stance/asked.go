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
	out := (&Combined{Reader: a.Reader}).Score(doc, questions)
	for i := range out {
		for k := range out[i] {
			out[i][k].RuleID = a.Describe().Name
		}
	}
	return out
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
	requests := j.requests()
	readings, err := a.Reader.Read(j.doc, requests)
	if err != nil {
		return err
	}
	k := &combine{judge: j, join: askedJoin()}
	by := a.Describe()
	for i := range requests {
		k.by = by
		if v := readings[i].Version; v != "" {
			k.by.Version = v
		}
		if readings[i].Failed != "" {
			k.failed(&requests[i], readings[i].Failed)
			continue
		}
		m := k.impression(&requests[i], &readings[i])
		k.sentence(&requests[i], &readings[i], &m, m)
	}
	for i := range k.portrayed { // columns of the trained reader
		k.portrayed[i].Reader, k.portrayed[i].Shares, k.portrayed[i].Disagreement = Probs{}, nil, 0
	}
	for i := range k.stances {
		k.stances[i].RuleID = by.Name
	}
	for i := range k.relations {
		k.relations[i].RuleID, k.relations[i].Reader, k.relations[i].Disagreement = by.Name, Dealings{}, 0
	}
	out.Portrayals = append(out.Portrayals, k.portrayed...)
	out.Judgments = append(out.Judgments, k.stances...)
	out.Relations = append(out.Relations, k.relations...)
	return nil
}

// failed makes the portrayals of a sentence about which there is no answer: who
// is mentioned, in whose words, and why nothing is said of it.
func (k *combine) failed(q *ReadRequest, why string) {
	var none impression
	for i := range bothActors {
		if len(q.Mentions[i]) > 0 {
			p := k.portrayal(q, i, &Reading{}, &none, &none)
			p.Portrayal, p.Own, p.Failed = Probs{}, Probs{}, why
			k.portrayed = append(k.portrayed, p)
		}
	}
}
