package veridical

import (
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/lexicon"
)

// Modality says in what mode an evaluation or event is put.
type Modality string

// The modalities.
const (
	Asserted     Modality = "asserted"
	Hoped        Modality = "hoped"
	Demanded     Modality = "demanded"
	Hypothetical Modality = "hypothetical"
	Denied       Modality = "denied"
	Reported     Modality = "reported"
)

// Text answers for the words of one document.
type Text struct{ Denials }

// Denials answers what is denied in a document.
type Denials struct {
	doc     *annotate.Document
	classes lexicon.Classes
}

// New returns the answers for a document, by the classes of words of the
// lexicon.
func New(doc *annotate.Document, classes lexicon.Classes) *Text { return &Text{Denials{doc, classes}} }

// in reports whether a word belongs to a class.
func (t *Denials) in(word, class string) bool {
	_, ok := t.classes[class][word]
	return ok
}

// lemmaIn reports whether the lemma of token i, in lower case, belongs to a
// class; it is false for no token.
func (t *Denials) lemmaIn(i int, class string) bool {
	return i >= 0 && i < len(t.doc.Tokens) && t.in(strings.ToLower(t.doc.Tokens[i].Lemma), class)
}

// pairIn reports whether tokens i and i+1 are a phrase of a class.
func (t *Denials) pairIn(i int, class string) bool {
	toks := t.doc.Tokens
	return i >= 0 && i+1 < len(toks) && toks[i].Sentence == toks[i+1].Sentence && t.in(toks[i].Text+" "+toks[i+1].Lower(), class)
}

// LightVerb reports whether the verb at token i only carries what its object
// says: "voiced respect".
func (t *Denials) LightVerb(i int) bool { return t.lemmaIn(i, LightVerbs) }

// LightVerbs is the class of light verbs, which a scorer fills from its list of
// predicates.
const LightVerbs = "light_verbs"
