package validate

import (
	"math"

	"github.com/seed-7a84ba5f/dyad/annotate/parse"
)

// Syntax gives the scores of a tagger and parser with their intervals, which
// resample the documents of the treebank: the words of one text are not
// independent. A treebank that names no documents is one, and gets none.
func Syntax(s parse.Scores, o Options) ([]Figure, error) {
	return estimates([]string{"upos", "xpos", "lemma", "uas", "las"}, func(name string) (Figure, error) {
		var units []unit
		for _, c := range s.Documents {
			right := map[string]int{"upos": c.UPOS, "xpos": c.XPOS, "lemma": c.Lemma, "uas": c.UAS, "las": c.LAS}
			units = append(units, unit{c.ID, ratio{right[name], c.Tokens}})
		}
		return estimate(name, math.NaN(), units, o)
	})
}
