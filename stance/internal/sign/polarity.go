package sign

import (
	"math"
	"strconv"
)

// listName names the lists of polarity: VADER's, our own, and that of the film
// model.
var listName = [numLists]string{"general", "own", "film"}

// level names how strong a polarity is, "" for none to speak of.
func level(x float64) string {
	switch {
	case x >= .6:
		return "++"
	case x >= .2:
		return "+"
	case x <= -.6:
		return "--"
	case x <= -.2:
		return "-"
	}
	return ""
}

// valence are rated words by where they stand.
func (v *view) valence(b *Bag) {
	for i := range v.word {
		if v.role[i] != 0 {
			continue
		}
		for l := range numLists {
			p := v.pol[i][l]
			if p == 0 {
				continue
			}
			if v.neg[i] {
				p *= -.6
			}
			s := level(p)
			if s == "" {
				continue
			}
			sign := s[:1]
			name := listName[l]
			b.add(Valence, i, 1, name, s)
			b.add(Valence, i, 1, name, sign, v.side(i), bucket(v.gap(i)))
			b.add(Valence, i, 1, name, sign, "tag", v.tok(i).Tag.String(), v.side(i))
			b.add(Valence, i, 1, name, sign, "hops", strconv.Itoa(min(v.dist[i], 6)))
			if v.dist[i] <= 4 {
				b.add(Valence, i, 1, name, s, "path", v.path[i])
			}
			if v.clause[i] == v.clause[v.th] {
				b.add(Valence, i, 1, name, s, "clause", v.tok(i).Rel.String(), v.tok(v.th).Rel.String())
			}
			q := "plain"
			if v.quoted[i] {
				q = "quoted"
			}
			if v.tQuoted {
				q += " target"
			}
			b.add(Valence, i, 1, name, sign, q)
		}
	}
}

// sums are ratings added up over stretches, softly bounded so that a long
// sentence is not all rating.
func (v *view) sums(b *Bag) {
	type region struct {
		name string
		in   func(i int) float64
	}
	regions := []region{
		{"all", func(int) float64 { return 1 }},
		{"left", func(i int) float64 { return b2f(i < v.tFirst) }},
		{"right", func(i int) float64 { return b2f(i >= v.tLast) }},
		{"near", func(i int) float64 { return math.Exp(-float64(v.gap(i)) / 4) }},
		{"window", func(i int) float64 { return b2f(v.gap(i) <= 8) }},
		{"hops", func(i int) float64 { return math.Exp(-float64(v.dist[i]) / 2) }},
		{"clause", func(i int) float64 { return b2f(v.clause[i] == v.clause[v.th]) }},
		{"other clauses", func(i int) float64 { return b2f(v.clause[i] != v.clause[v.th]) }},
		{"quoted", func(i int) float64 { return b2f(v.quoted[i]) }},
		{"plain", func(i int) float64 { return b2f(!v.quoted[i]) }},
		{"own voice", func(i int) float64 { return b2f(v.quoted[i] == v.tQuoted) }},
	}
	for _, r := range regions {
		for l := range numLists {
			up, down, n := 0.0, 0.0, 0.0
			for i := range v.word {
				if v.role[i] != 0 {
					continue
				}
				w := r.in(i)
				if w == 0 {
					continue
				}
				n += w
				p := v.pol[i][l]
				if v.neg[i] {
					p *= -.6
				}
				if p > 0 {
					up += w * p
				} else {
					down -= w * p
				}
			}
			b.add(Sums, -1, math.Tanh(up/2), listName[l], "up", r.name)
			b.add(Sums, -1, math.Tanh(down/2), listName[l], "down", r.name)
			b.add(Sums, -1, math.Tanh((up-down)/2), listName[l], "net", r.name)
			b.add(Sums, -1, (up-down)/(up+down+.5), listName[l], "share", r.name)
			b.add(Sums, -1, math.Tanh(min(up, down)), listName[l], "both", r.name)
		}
	}
}

// b2f is 1 for true.
func b2f(x bool) float64 {
	if x {
		return 1
	}
	return 0
}
