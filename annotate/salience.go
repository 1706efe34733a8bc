package annotate

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"fmt"
	"strconv"
	"sync"
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

// weightings are those of "he" and "she", "it", and "they".
type weightings struct{ person, thing, many weighting }

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
	w, err := readWeights(salienceTable)
	if err != nil {
		panic(err)
	}
	return w
})

func readWeights(table []byte) (*weightings, error) {
	c := csv.NewReader(bytes.NewReader(table))
	c.Comment = '#'
	rows, err := c.ReadAll()
	if err != nil {
		return nil, err
	}
	if len(rows) != int(numClues)+1 {
		return nil, fmt.Errorf("salience.csv: %d clues, not %d", len(rows)-1, numClues)
	}
	w := &weightings{}
	for k, row := range rows[1:] {
		for col, to := range []*weighting{&w.person, &w.thing, &w.many} {
			if to.clues[k], err = strconv.ParseFloat(row[1+col], 64); err != nil {
				return nil, fmt.Errorf("salience.csv: %s: %w", row[0], err)
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
