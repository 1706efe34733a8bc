package coding

import (
	"cmp"
	"context"
	"slices"
	"strconv"
)

// Dispute is a question of a unit that coders answered differently. Training
// units are disputed as soon as one coder has coded them, so that a lead can
// settle what they teach.
type Dispute struct {
	Unit          int
	Field, Target string
	Codes         []Code  // of all coders, by name
	Distance      float64 // between the codes farthest apart: of numbers their difference, else 1
	Settled       bool
	Value, Reason string // where it is settled
}

// Disputes returns what is to be settled, the farthest apart first and what is
// settled last; then in order of unit, field and target. Codes whose field has
// changed its meaning since have no part in it.
func (s *Set) Disputes(ctx context.Context) ([]Dispute, error) {
	codes, err := s.Codes(ctx)
	if err != nil {
		return nil, err
	}
	settled, err := s.Adjudications(ctx)
	if err != nil {
		return nil, err
	}
	units, err := s.Units(ctx)
	if err != nil {
		return nil, err
	}
	training := map[int]bool{}
	for _, u := range units {
		training[u.ID] = u.Training
	}
	type key struct {
		unit          int
		field, target string
	}
	all := map[key]*Dispute{}
	for _, c := range codes {
		if c.Stale {
			continue
		}
		k := key{c.Unit, c.Field, c.Target}
		if all[k] == nil {
			all[k] = &Dispute{Unit: c.Unit, Field: c.Field, Target: c.Target}
		}
		all[k].Codes = append(all[k].Codes, c)
	}
	for _, a := range settled {
		if d := all[key{a.Unit, a.Field, a.Target}]; d != nil {
			d.Settled, d.Value, d.Reason = true, a.Value, a.Reason
		}
	}
	var out []Dispute
	for _, d := range all {
		for i := range d.Codes {
			for j := range i {
				d.Distance = max(d.Distance, distance(d.Codes[i].Value, d.Codes[j].Value))
			}
		}
		if d.Distance > 0 || training[d.Unit] || d.Settled {
			out = append(out, *d)
		}
	}
	slices.SortFunc(out, func(a, b Dispute) int {
		return cmp.Or(cmp.Compare(b2i(a.Settled), b2i(b.Settled)), cmp.Compare(b.Distance, a.Distance), cmp.Compare(a.Unit, b.Unit),
			cmp.Compare(a.Field, b.Field), cmp.Compare(a.Target, b.Target))
	})
	return out, nil
}

// distance is how far two codes are apart.
func distance(a, b string) float64 {
	x, err := strconv.ParseFloat(a, 64)
	y, err2 := strconv.ParseFloat(b, 64)
	switch {
	case a == b:
		return 0
	case err == nil && err2 == nil:
		return max(x-y, y-x)
	}
	return 1
}
