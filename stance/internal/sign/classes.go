package sign

import "strconv"

// classes are the kinds of deeds and attitudes that words name, by their path
// to target and holder: what is known of one word of a kind holds of others
// that training never saw.
func (v *view) classes(b *Bag) {
	for i := range v.word {
		if v.role[i] != 0 {
			continue
		}
		for _, kind := range v.x.lex.kinds(v.tok(i)) {
			if v.neg[i] {
				kind = "not " + kind
			}
			b.add(Classes, i, 1, kind)
			b.add(Classes, i, 1, kind, "side", v.side(i))
			b.add(Classes, i, 1, kind, "hops", strconv.Itoa(min(v.dist[i], 5)))
			if v.dist[i] <= 3 {
				b.add(Classes, i, 1, kind, "path", v.path[i])
			}
			if v.clause[i] == v.clause[v.th] {
				b.add(Classes, i, 1, kind, "clause", v.tok(v.th).Rel.String())
			}
			if v.hh >= 0 {
				v.classOfBoth(b, i, kind)
			}
		}
	}
}

// classOfBoth are the kinds by where they stand between holder and target.
func (v *view) classOfBoth(b *Bag, i int, kind string) {
	b.add(Classes, i, 1, kind, "hops of both", strconv.Itoa(min(v.hdist[i], 4)), strconv.Itoa(min(v.dist[i], 4)))
	if v.hdist[i] <= 3 {
		b.add(Classes, i, 1, kind, "holder's", v.hpath[i])
	}
	if v.hdist[i] <= 3 && v.dist[i] <= 3 {
		b.add(Classes, i, 1, kind, "paths", v.hpath[i], v.path[i])
	}
	if v.hdist[i]+v.dist[i] == v.dist[v.hh] {
		b.add(Classes, i, 1, kind, "on path", v.holderSide())
	}
	lo, hi := min(v.hh, v.th), max(v.hh, v.th)
	switch {
	case i < lo:
		b.add(Classes, i, 1, kind, "before", v.holderSide())
	case i < hi:
		b.add(Classes, i, 1, kind, "between", v.holderSide())
	default:
		b.add(Classes, i, 1, kind, "after", v.holderSide())
	}
}

// holderSide tells which of the two comes first.
func (v *view) holderSide() string {
	if v.hh > v.th {
		return "target first"
	}
	return "holder first"
}
