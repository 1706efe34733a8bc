package validate

import (
	"context"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/lexicon"
	"github.com/seed-7a84ba5f/dyad/stance"
	"github.com/seed-7a84ba5f/dyad/stance/reader"
)

// ReaderRelations joins the reader with the events of a coder: whether the
// dealings are of cooperation or conflict is told by the product of what the
// reader's head for relations and the coder give each of the two, since each row
// tells of an event.
// Within that sign the quad class is the coder's where the coder agrees, else
// the one of the sign that the coder finds likelier, else the verbal one, which
// is the commoner of each sign in news. The root code is the coder's where its
// class is kept, else the first of the class by name.
func ReaderRelations(ctx context.Context, r *reader.Reader, g *Gold, coded []Event, o Options) ([]Event, error) {
	var rows []int
	for i := range g.Rows {
		if coded[i].Known {
			rows = append(rows, i)
		}
	}
	done, err := askReader(ctx, r, rows, o, func(row int) (reader.Input, []reader.Question) {
		in := r.SpansInput(g.Cell(row, "text"), []annotate.Span{g.span(row, "agent"), g.span(row, "theme")})
		q := reader.Question{Head: "relation", Target: 1, Holder: 0}
		if in.Order[0] > in.Order[1] { // trained in order of appearance
			q.Target, q.Holder = 0, 1
		}
		return in, []reader.Question{q}
	})
	if err != nil {
		return nil, err
	}
	out := slices.Clone(coded)
	for i, answers := range done {
		out[rows[i]] = Event{joinQuad(coded[rows[i]].Coded, answers[0].Probs), true}
	}
	return out, nil
}

// joinQuad gives a coder's event the sign that the reader sees: p are its
// probabilities of conflict, nothing, mixed and cooperation.
func joinQuad(c stance.Coded, p []float64) stance.Coded {
	conflict := p[0] / (p[0] + p[3])
	if c.Quads != nil {
		conflict = together(conflict, c.Quads["verbal_conflict"]+c.Quads["material_conflict"])
	}
	sign := map[string]float64{"conflict": conflict, "cooperation": 1 - conflict}
	quads := map[string]float64{}
	for _, d := range directions {
		verbal, material := "verbal_"+d, "material_"+d
		share := 1.0
		if sum := c.Quads[verbal] + c.Quads[material]; sum > 0 {
			share = c.Quads[verbal] / sum
		}
		quads[verbal], quads[material] = sign[d]*share, sign[d]*(1-share)
	}
	way := "cooperation"
	if conflict > 0.5 {
		way = "conflict"
	}
	quad := "verbal_" + way
	switch {
	case direction(c.QuadClass) == way:
		quad = c.QuadClass
	case quads["material_"+way] > quads[quad]:
		quad = "material_" + way
	}
	if quad != c.QuadClass {
		c.RootCode = firstRoot(quad)
		c.Explanation = "the reader sees " + way + ", the event coder does not: " + strings.TrimSpace(c.Explanation)
	}
	c.QuadClass, c.Quads, c.Prob = quad, quads, quads[quad]
	return c
}

// together is the probability of two who judge independently of each other; a
// coder that is sure leaves the reader a chance.
func together(a, b float64) float64 {
	const doubt = 0.02
	b = min(max(b, doubt), 1-doubt)
	return a * b / (a*b + (1-a)*(1-b))
}

// firstRoot is the first root code of a quad class by name.
func firstRoot(quad string) string {
	for _, root := range rootCodes() {
		if lexicon.RootCodes[root].Quad == quad {
			return root
		}
	}
	return ""
}
