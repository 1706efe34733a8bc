package sign

import (
	"strconv"
)

// holder is what the holder is, what lies between holder and target, and what
// the holder is quoted with.
func (v *view) holder(b *Bag) {
	if v.hh < 0 {
		b.add(Holder, -1, 1, "elsewhere")
		return
	}
	m := &v.doc.Mentions[v.hold]
	tok := v.tok(v.hh)
	b.add(Holder, v.hh, 1, "type", string(m.Type), tok.Tag.String())
	b.add(Holder, v.hh, 1, "rels", tok.Rel.String(), v.tok(v.th).Rel.String())
	order := "holder first"
	if v.hh > v.th {
		order = "target first"
	}
	b.add(Holder, -1, 1, order, bucket(max(v.hh-v.th, v.th-v.hh)))
	b.add(Holder, -1, 1, "hops", order, strconv.Itoa(min(v.dist[v.hh], 7)))
	if v.dist[v.hh] <= 4 {
		b.add(Holder, -1, 1, "path", v.path[v.hh])
	}
	lo, hi := min(v.hh, v.th), max(v.hh, v.th)
	for i := range v.word {
		if v.role[i] != 0 || v.punct(i) {
			continue
		}
		where := "before"
		if i > lo {
			where = "between"
		}
		if i > hi {
			where = "after"
		}
		b.add(Holder, i, 1, order, where, v.lemma[i])
		// on the path between the two
		on := v.dist[i]+v.hdist[i] == v.dist[v.hh]
		if on {
			b.add(Holder, i, 1, "on path", v.lemma[i])
			b.add(Holder, i, 1, "on path", v.hpath[i], v.path[i], v.lemma[i])
			b.add(Holder, i, 1, "on path", v.hpath[i], v.lemma[i])
			b.add(Holder, i, 1, "on path to target", v.path[i], v.lemma[i])
		} else if v.hdist[i] <= 2 && v.content(i) {
			b.add(Holder, i, 1, "holder's", v.hpath[i], v.lemma[i])
		}
		for l := range numLists {
			p := v.pol[i][l]
			if v.neg[i] {
				p *= -.6
			}
			s := level(p)
			if s == "" {
				continue
			}
			b.add(Holder, i, 1, listName[l], s[:1], order, where)
			if on {
				b.add(Holder, i, 1, listName[l], s[:1], "on path", v.hpath[i], v.path[i])
				b.add(Holder, i, 1, listName[l], s[:1], "on path", order)
			}
			b.add(Holder, i, 1, listName[l], s[:1], "hops", strconv.Itoa(min(v.hdist[i], 4)), strconv.Itoa(min(v.dist[i], 4)))
			if v.hdist[i] <= 2 || v.dist[i] <= 2 {
				b.add(Holder, i, 1, listName[l], s[:1], "paths", v.hpath[i], v.path[i])
			}
		}
	}
	for k := range v.doc.Attributions {
		a := &v.doc.Attributions[k]
		speaks, spoken := false, false
		for _, s := range a.Speaker {
			speaks = speaks || s.Overlaps(tok.Span)
		}
		for _, s := range a.Content {
			spoken = spoken || s.Contains(v.tok(v.th).Span)
		}
		if speaks && spoken {
			b.add(Holder, v.hh, 1, "says of", string(a.Type), a.Kind)
			for i := range v.word {
				for _, s := range a.Content {
					if v.content(i) && s.Contains(v.tok(i).Span) {
						b.add(Holder, i, 1, "in words of holder", v.lemma[i])
						for l := range numLists {
							p := v.pol[i][l]
							if v.neg[i] {
								p *= -.6
							}
							if s := level(p); s != "" {
								b.add(Holder, i, 1, "in words of holder", listName[l], s)
							}
						}
					}
				}
			}
		} else if speaks {
			b.add(Holder, v.hh, 1, "speaks")
		} else if spoken {
			b.add(Holder, v.hh, 1, "target spoken of")
		}
	}
}
