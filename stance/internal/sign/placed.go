package sign

import (
	"strconv"

	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
)

// Word is a word as two sets of hashed names: what it is, and where it stands
// as seen from target and holder. The last of a question is no word but what
// target and holder themselves are.
type Word struct {
	Token  int32 // index of the word, -1 for none
	Is, At []uint32
}

// be and stand add a name to a word.
func (w *Word) be(parts ...string)    { w.Is = append(w.Is, hash(0, parts)) }
func (w *Word) stand(parts ...string) { w.At = append(w.At, hash(1, parts)) }

// placed gives the words of the sentence but for target and holder.
func (v *view) placed() []Word {
	spoken := v.spoken()
	var out []Word
	for i := range v.word {
		if v.role[i] != 0 || v.punct(i) && v.word[i] != "?" && v.word[i] != "!" {
			continue
		}
		w := Word{Token: int32(i)}
		v.what(&w, i)
		v.where(&w, i, spoken[i])
		if v.hh >= 0 {
			v.whereOfBoth(&w, i)
		}
		out = append(out, w)
	}
	return append(out, v.themselves(spoken))
}

// what is a word's own: lemma, tag, beginning and end, ratings and kinds.
func (v *view) what(w *Word, i int) {
	t := v.tok(i)
	w.be("lemma", v.lemma[i])
	w.be("tag", t.Tag.String())
	for l := range numLists {
		if s := level(v.pol[i][l]); s != "" {
			w.be(listName[l], s)
			w.be(listName[l], s[:1])
		}
	}
	for _, kind := range v.x.lex.kinds(t) {
		w.be("kind", kind)
	}
	if s := v.word[i]; t.Tag != syntax.PROPN && v.content(i) && len(s) >= 6 {
		w.be("begins", s[:4])
		w.be("ends", s[len(s)-4:])
	}
}

// where is a word's place as seen from the target, and who speaks it.
func (v *view) where(w *Word, i int, spoken string) {
	if v.neg[i] {
		w.stand("not")
	}
	w.stand("side", v.side(i), bucket(v.gap(i)))
	w.stand("hops", strconv.Itoa(min(v.dist[i], 6)))
	if v.dist[i] <= 3 {
		w.stand("path", v.path[i])
	}
	if v.tRoles[i] != "" {
		w.stand("target", v.tRoles[i])
	}
	if v.clause[i] == v.clause[v.th] {
		w.stand("clause", v.tok(v.th).Rel.String())
	}
	w.stand("quoted", b2s(v.quoted[i]), b2s(v.tQuoted))
	if spoken != "" {
		w.stand("spoken", spoken)
	}
}

// whereOfBoth is a word's place as seen from the holder, and from both.
func (v *view) whereOfBoth(w *Word, i int) {
	lo, hi := min(v.hh, v.th), max(v.hh, v.th)
	side := "between"
	if i < lo {
		side = "before"
	} else if i > hi {
		side = "after"
	}
	w.stand("of both", side, v.holderSide())
	w.stand("holder's hops", strconv.Itoa(min(v.hdist[i], 6)))
	w.stand("hops of both", strconv.Itoa(min(v.hdist[i], 4)), strconv.Itoa(min(v.dist[i], 4)))
	if v.hdist[i] <= 3 {
		w.stand("holder's path", v.hpath[i])
	}
	if r := v.hRoles[i]; r != "" {
		w.stand("holder", r)
		if v.tRoles[i] != "" {
			w.stand("holder and target", r, v.tRoles[i])
		}
	}
	if v.hdist[i]+v.dist[i] == v.dist[v.hh] {
		w.stand("on path", v.holderSide())
	}
	if v.clause[i] == v.clause[v.hh] {
		w.stand("holder's clause", v.tok(v.hh).Rel.String())
	}
}

// spoken tells for each word in whose reported words it stands, "" for
// nobody's.
func (v *view) spoken() []string {
	out := make([]string, len(v.word))
	for k := range v.doc.Attributions {
		a := &v.doc.Attributions[k]
		who := "somebody's"
		for _, s := range a.Speaker {
			if v.hh >= 0 && s.Overlaps(v.tok(v.hh).Span) {
				who = "holder's"
			} else if s.Overlaps(v.tok(v.th).Span) {
				who = "target's"
			}
		}
		for i := range out {
			for _, s := range a.Content {
				if s.Contains(v.tok(i).Span) {
					out[i] = who
				}
			}
		}
	}
	return out
}

// themselves is what target and holder are and how they stand to each other.
func (v *view) themselves(spoken []string) Word {
	w := Word{Token: -1}
	t, n := v.tok(v.th), len(v.word)
	w.be("target is", string(v.doc.Mentions[v.target].Type), t.Tag.String())
	w.be("target rel", t.Rel.String(), b2s(v.tQuoted))
	w.be("target place", strconv.Itoa(5*v.tFirst/max(n, 1)))
	w.be("target spoken", spoken[v.th])
	w.be("length", strconv.Itoa(min(n, 60)/10))
	for _, c := range v.doc.Children(v.first + v.th) {
		w.be("target child", v.doc.Tokens[c].Rel.String())
	}
	if v.hh < 0 {
		return w
	}
	h := v.tok(v.hh)
	w.be("holder is", string(v.doc.Mentions[v.hold].Type), h.Tag.String())
	w.be("rels", h.Rel.String(), t.Rel.String())
	w.be("hops", v.holderSide(), strconv.Itoa(min(v.dist[v.hh], 7)))
	w.be("gap", v.holderSide(), bucket(max(v.hh-v.th, v.th-v.hh)))
	if v.dist[v.hh] <= 4 {
		w.be("path", v.path[v.hh])
	}
	w.be("holder spoken", spoken[v.hh])
	w.be("holder rel", h.Rel.String(), b2s(v.quoted[v.hh]))
	return w
}
