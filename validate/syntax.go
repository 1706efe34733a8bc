package validate

import (
	"fmt"
	"math"

	"github.com/seed-7a84ba5f/dyad/annotate/parse"
	"github.com/seed-7a84ba5f/dyad/stats"
)

// Syntax gives the scores of a tagger and parser with their intervals, which
// resample the documents of the treebank: the words of one text are not
// independent. A treebank that names no documents is one, and gets none.
func Syntax(s parse.Scores, o Options) ([]Figure, error) {
	rule := o.Rule
	if rule == (stats.Rule{}) {
		rule = stats.DefaultRule()
	}
	var out []Figure
	for _, m := range []struct {
		name  string
		right func(parse.Counts) int
	}{
		{"upos", func(c parse.Counts) int { return c.UPOS }},
		{"xpos", func(c parse.Counts) int { return c.XPOS }},
		{"lemma", func(c parse.Counts) int { return c.Lemma }},
		{"uas", func(c parse.Counts) int { return c.UAS }},
		{"las", func(c parse.Counts) int { return c.LAS }},
	} {
		f := Figure{Measure: m.name, Overlap: math.NaN(), N: s.Tokens, Seed: o.Seed}
		var units []stats.Unit
		for _, c := range s.Documents {
			if c.Tokens == 0 {
				continue
			}
			f.Right += m.right(c)
			units = append(units, stats.Unit{Cluster: c.ID, Value: float64(m.right(c)) / float64(c.Tokens), Weight: float64(c.Tokens)})
		}
		var err error
		f.Estimate, err = stats.Mean(units, rule, o.Seed)
		if err != nil {
			return nil, fmt.Errorf("validate: %s: %w", m.name, err)
		}
		out = append(out, f)
	}
	return out, nil
}
