package annotate

import (
	_ "embed"
	"fmt"
	"strconv"
	"sync"

	"github.com/seed-7a84ba5f/dyad/lexicon"
)

// clue is what speaks for or against a candidate of a pronoun; salience.csv weighs each and says
// what it is.
type clue uint8

// The clues, and the bounds an actor is held to, in the order of the table.
const (
	clueHere clue = iota
	clueSentences
	clueParagraphs
	clueSubject
	cluePossessor
	clueSelf
	cluePronoun
	clueRelative
	clueOwnClause
	clueJoined
	clueBefore
	clueOblique
	clueThing
	clueMaybeNamed
	clueMaybePerson
	clueParallel
	clueModifier
	clueImpersonal
	clueOutOfQuote
	clueReporter
	clueReflexive
	clueSpeaker
	clueSpokesman
	clueLeast
	clueMargin
	numClues
)

// clueVector is how much of each clue a candidate has.
type clueVector [numClues]float64

//go:embed salience.csv
var salienceTable []byte

// weighting is what each clue weighs for a pronoun of one kind.
type weighting struct{ clues clueVector }

func (w *weighting) sum(c *clueVector) (v float64) {
	for k := range c {
		v += float64(w.clues[k] * c[k])
	}
	return v
}

// weightings are those of "he" and "she", "it", and "they", and the hash of their table.
type weightings struct {
	person, thing, many weighting
	hash                string
}

func (w *weightings) of(form pronounForm) *weighting {
	switch {
	case form.person:
		return &w.person
	case form.plural:
		return &w.many
	}
	return &w.thing
}

// pronounWeights reads the table of weights, which is embedded: a fault in it is one of the program.
var pronounWeights = sync.OnceValue(func() *weightings {
	l, err := lexicon.Parse("annotate/salience.csv", salienceTable)
	if err != nil {
		panic(err)
	}
	w, err := readWeights(l)
	if err != nil {
		panic(err)
	}
	return w
})

func readWeights(l *lexicon.List) (w *weightings, err error) {
	if l.Len() != int(numClues) {
		return nil, fmt.Errorf("%s: %d clues, not %d", l.File, l.Len(), numClues)
	}
	w = &weightings{hash: l.Hash}
	for k := range l.Len() {
		cells, line := l.Entry(k)
		for col, to := range []*weighting{&w.person, &w.thing, &w.many} {
			if to.clues[k], err = strconv.ParseFloat(cells[1+col], 64); err != nil {
				return nil, fmt.Errorf("%s:%d: %s: %w", l.File, line, cells[0], err)
			}
		}
	}
	return w, nil
}

func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
