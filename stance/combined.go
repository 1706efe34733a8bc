package stance

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"math"

	"github.com/seed-7a84ba5f/dyad/annotate"
)

// Join says how the votes of the rules enter the answers of a reader, and how
// sure an answer must be to be written as a row. training/cmd/fit fits it on
// coded sentences, and its file says on which.
type Join struct {
	// Portrayal and Relation multiply the reader's probabilities (which are
	// then made to add up to 1 again), by what the rules say: "negative", "positive", "mixed" and
	// "conflict", "cooperation", "mixed".
	Portrayal map[string][3]float64 `json:"portrayal"`
	Relation  map[string][4]float64 `json:"relation"`
	// The least probabilities of a row, and of one that counts.
	Own      Threshold `json:"own"`      // the source for or against an actor; it counts by the probability times that of a portrayal of the same sign
	Directed Threshold `json:"directed"` // one actor for or against the other
	Other    Threshold `json:"other"`    // somebody else for or against an actor
	Dealings Threshold `json:"dealings"` // the sentence tells of dealings of the pair
	// Neutral multiplies the probability of the neutral class before a label is
	// chosen: the likeliest class names stances too seldom where they are rare.
	// It changes no probability that is written.
	Neutral struct {
		Portrayal float64 `json:"portrayal"` // 0 is read as 1
		Own       float64 `json:"own"`
	} `json:"neutral"`
	// Context is how far answers lean on the other sentences of the article.
	Context struct {
		Portrayal Context `json:"portrayal"`
		Own       Context `json:"own"`
		Relation  Context `json:"relation"`
	} `json:"context"`
	// Voice is how much the reader's head for voice weighs against where the
	// evidence stands, from 0 to 1.
	Voice float64 `json:"voice"`
}

// Threshold is the least probability of a row where no rule says the same and
// where one does, and that of a row that counts.
type Threshold struct {
	Alone     float64 `json:"alone"`
	Voted     float64 `json:"voted"`
	SureAlone float64 `json:"sure_alone"`
	SureVoted float64 `json:"sure_voted"`
}

// Reaches reports whether an answer is sure enough.
func (t Threshold) Reaches(p float64, voted bool) bool {
	if voted {
		return p >= t.Voted
	}
	return p >= t.Alone
}

// Sure reports whether an answer is so sure that its row counts.
func (t Threshold) Sure(p float64, voted bool) bool {
	if voted {
		return p >= t.SureVoted
	}
	return p >= t.SureAlone
}

// Quoted reports whether a portrayal, of whose evidence a share from 0 to 1
// stands in reported words, is taken for theirs and not for the narrator's; voice
// is what the reader says of narrator, quoted, mixed.
func (j *Join) Quoted(voice [3]float64, share float64) bool {
	said := voice[1] + voice[2]/2
	return float64(j.Voice*said)+float64((1-j.Voice)*share) > 0.5
}

// JoinPortrayal joins the reader's probabilities with the vote of the rules.
func (j *Join) JoinPortrayal(p Probs, vote string) Probs {
	w, ok := j.Portrayal[vote]
	if !ok {
		return p
	}
	return Probs(weighted(p[:], w[:]))
}

// JoinDealings joins the reader's probabilities with the vote of the rules.
func (j *Join) JoinDealings(p Dealings, vote string) Dealings {
	w, ok := j.Relation[vote]
	if !ok {
		return p
	}
	return Dealings(weighted(p[:], w[:]))
}

// weighted multiplies probabilities by w and makes them add up to 1 again.
func weighted(p, w []float64) []float64 {
	out, sum := make([]float64, len(p)), 0.0
	for i := range p {
		out[i] = float64(p[i] * w[i])
		sum += out[i]
	}
	for i := range out {
		out[i] /= sum
	}
	return out
}

// Combined scores by a reader together with the rules: the reader answers every
// question, the rules vote, and give reasons and codes of events.
type Combined struct {
	Reader  Reader
	Lexical *Lexical
	Join    Join
	// Told is told of each answer before the article bears on it, which fits need; nil
	// tells nobody.
	Told func(sentence annotate.Span, l Leaning)
}

// Describe says what the scorer is; its hash covers reader, lists and join.
func (c *Combined) Describe() Description {
	r, l := c.Reader.Describe(), c.Lexical.Describe()
	join, err := json.Marshal(c.Join)
	if err != nil { // numbers that are no JSON would be the cause
		join = []byte(err.Error())
	}
	sum := sha256.Sum256([]byte(r.Hash + "\n" + l.Hash + "\n" + string(join)))
	h := hex.EncodeToString(sum[:])
	return Description{Name: "reader", Version: h[:12], Hash: h, Doc: r.Doc + ", with the votes, reasons and event codes of the rules"}
}

// Score answers questions about mentions one by one: the narrator by the head
// for own stance, anyone by that for portrayal, a mention by that for directed
// stance. An answer whose likeliest sign is neutral is none; what the reader could
// not read is an answer that says so.
func (c *Combined) Score(doc *annotate.Document, questions []Question) [][]Answer {
	return readAnswers(c.Reader, trainedReader, doc, questions)
}

// readAnswers asks a reader, whose answers rest on the rule.
func readAnswers(r Reader, rule string, doc *annotate.Document, questions []Question) [][]Answer {
	requests := make([]ReadRequest, len(questions))
	for i, q := range questions {
		requests[i] = ReadRequest{Sentence: q.Sentence, Mentions: [2][]int{1: {q.Target}}}
		if q.Holder >= 0 {
			requests[i].Mentions[0] = []int{q.Holder}
		}
	}
	out := make([][]Answer, len(questions))
	readings, err := r.Read(doc, requests)
	if err != nil { // of every question it is said that it was not read
		readings = make([]Reading, len(questions))
		for i := range readings {
			readings[i].Failed = err.Error()
		}
	}
	for i, q := range questions {
		if why := readings[i].Failed; why != "" {
			out[i] = []Answer{{Polarity: math.NaN(), Failed: why}}
			continue
		}
		p, shares := readings[i].Sides[1].Portrayal, readings[i].Sides[1].Shares
		switch {
		case q.Holder == Narrator:
			p, shares = readings[i].Sides[1].Own, readings[i].Sides[1].OwnShares
		case q.Holder >= 0:
			p, shares = readings[i].Directed[0], readings[i].DirectedShares[0]
		}
		if s := p.Sign(); s != 0 {
			out[i] = []Answer{modelAnswer(p, s, shares, rule)}
		}
	}
	return out
}

// modelAnswer is the answer of a head with a sign.
func modelAnswer(p Probs, sign int, shares []Share, rule string) Answer {
	a := Answer{Polarity: p.Expected(), Prob: p[1+sign], Confidence: p[1+sign], Kind: ByModel, Modality: Asserted,
		RuleID: rule, Evidence: Strongest(shares, sign, evidenceWords)}
	if len(a.Evidence) > 0 {
		a.At = a.Evidence[0]
	}
	return a
}

// evidenceWords is how many words a score is explained by at most.
const evidenceWords = 3

// Strongest gives the n words that add most to a sign, the strongest first; of
// equals the earlier. Sign 0 asks for the largest on either side.
func Strongest(shares []Share, sign, n int) []annotate.Span {
	var out []annotate.Span
	used := make([]bool, len(shares))
	for range n {
		best, value := -1, 0.0
		for i, s := range shares {
			v := s.Value * float64(sign)
			if sign == 0 {
				v = math.Abs(s.Value)
			}
			if !used[i] && v > value {
				best, value = i, v
			}
		}
		if best < 0 {
			break
		}
		used[best] = true
		out = append(out, shares[best].Span)
	}
	return out
}

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
