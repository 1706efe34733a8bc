package sign

import (
	"math"
	"strconv"
	"strings"

	"github.com/cdipaolo/goml/text"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
)

// Extractor makes features. It does not change and is safe for concurrent use.
type Extractor struct{ lex *lexica }

// New prepares an extractor from the built-in word lists, VADER's and that of
// the film model. It fails only where a built-in list is malformed.
func New(bayes *text.NaiveBayes) (*Extractor, error) {
	l, err := newLexica(bayes)
	return &Extractor{l}, err
}

// Extract puts the features of a question, and its words, into the bag. Holder is -1 where
// nobody in particular is asked about. The target must be in the sentence, which
// must be parsed.
func (x *Extractor) Extract(doc *annotate.Document, sentence, holder, target int, b *Bag) {
	v := x.look(doc, sentence, holder, target)
	v.words(b)
	v.place(b)
	v.syntax(b)
	v.valence(b)
	v.sums(b)
	v.mention(b)
	v.subwords(b)
	v.classes(b)
	v.played(b)
	v.ngrams(b)
	if holder >= 0 {
		v.holder(b)
	}
	b.Normalise()
	b.Words = v.placed()
}

// ngrams are words and pairs of words as they stand.
func (v *view) ngrams(b *Bag) {
	before := "#"
	for i := range v.word {
		if v.punct(i) {
			continue
		}
		w := strings.ToLower(v.tok(i).Text)
		b.add(Ngrams, i, 1, "1", w)
		b.add(Ngrams, i, 1, "2", before, w)
		before = w
	}
}

// words are words and pairs of words with the masked names, wherever they stand.
func (v *view) words(b *Bag) {
	n := len(v.word)
	for i := range n {
		if v.punct(i) && v.word[i] != "?" && v.word[i] != "!" {
			continue
		}
		if v.role[i] == 0 {
			b.add(Words, i, 1, "w", v.lemma[i])
			if v.neg[i] && v.content(i) {
				b.add(Words, i, 1, "w not", v.lemma[i])
			}
		}
		if i+1 < n {
			b.add(Words, i, 1, "w2", v.word[i], v.word[i+1])
		}
	}
}

// bucket names a distance.
func bucket(d int) string {
	switch {
	case d <= 3:
		return strconv.Itoa(d)
	case d <= 6:
		return "6"
	case d <= 12:
		return "12"
	}
	return "far"
}

// side tells on which side of the target a token stands.
func (v *view) side(i int) string {
	if i < v.tFirst {
		return "L"
	}
	return "R"
}

// gap is how many tokens it is away, from 1.
func (v *view) gap(i int) int {
	if i < v.tFirst {
		return v.tFirst - i
	}
	return i - v.tLast + 1
}

// place are words by side, distance and quotation.
func (v *view) place(b *Bag) {
	for i := range v.word {
		if v.punct(i) || v.role[i] == 1 {
			continue
		}
		side, gap := v.side(i), v.gap(i)
		b.add(Place, i, 1, "side", side, v.lemma[i])
		if gap <= 6 {
			b.add(Place, i, 1, "near", side, v.lemma[i])
		}
		if gap <= 3 {
			b.add(Place, i, 1, "at", side, strconv.Itoa(gap), v.word[i])
		}
		if v.content(i) {
			q := "plain"
			if v.quoted[i] && v.tQuoted {
				q = "both quoted"
			} else if v.quoted[i] {
				q = "quoted"
			} else if v.tQuoted {
				q = "target quoted"
			}
			b.add(Place, i, 1, "quote", q, v.lemma[i])
		}
	}
	// the words right beside the target, in a row
	at := func(i int) string {
		if i < 0 || i >= len(v.word) {
			return "#"
		}
		return v.word[i]
	}
	l, r := v.tFirst, v.tLast-1
	after := r + 1
	if after >= len(v.word) {
		after = -1 // nothing stands there
	}
	b.add(Place, l-1, 1, "L2", at(l-2), at(l-1))
	b.add(Place, after, 1, "R2", at(r+1), at(r+2))
	b.add(Place, after, 1, "R3", at(r+1), at(r+2), at(r+3))
	b.add(Place, after, 1, "LR", at(l-1), at(r+1))
}

// syntax are words by their path to the target, the frame of the predicate that
// the target belongs to, and what governs its clause.
func (v *view) syntax(b *Bag) {
	for i := range v.word {
		if v.role[i] == 1 || v.punct(i) {
			continue
		}
		d := v.dist[i]
		if d == far {
			continue
		}
		neg := ""
		if v.neg[i] {
			neg = "not"
		}
		if v.content(i) || v.role[i] != 0 {
			b.add(Syntax, i, 1, "hops", strconv.Itoa(min(d, 5)), v.lemma[i])
			if v.clause[i] == v.clause[v.th] {
				b.add(Syntax, i, 1, "clause", neg, v.lemma[i])
			}
		}
		if d <= 3 {
			b.add(Syntax, i, 1, "path", v.path[i], neg, v.lemma[i])
			b.add(Syntax, i, 1, "path tag", v.path[i], v.tok(i).Tag.String())
		}
	}
	// the predicate of the target with its other arguments
	h := v.head(v.th)
	b.add(Syntax, h, 1, "rel", v.tok(v.th).Rel.String())
	for k := 0; h >= 0 && k < 4; k++ {
		if tag := v.tok(h).Tag; tag == syntax.VERB || tag == syntax.ADJ || v.tok(h).Rel == syntax.Root {
			role := v.path[h]
			for _, c := range v.doc.Children(v.first + h) {
				i := int(c) - v.first
				if v.content(i) {
					b.add(Syntax, i, 1, "frame", role, v.lemma[h], v.tok(i).Rel.String(), v.lemma[i])
				}
				b.add(Syntax, i, 1, "with", role, v.tok(i).Rel.String(), v.lemma[i])
			}
			break
		}
		h = v.head(h)
	}
	// up to the root
	if c := v.clause[v.th]; c >= 0 {
		b.add(Syntax, c, 1, "clause head", v.lemma[c], v.tok(c).Rel.String())
		if p := v.head(c); p >= 0 {
			b.add(Syntax, p, 1, "governor", v.tok(c).Rel.String(), v.lemma[p])
		}
	}
}

// mention is what the target is, where it stands, and who speaks of it.
func (v *view) mention(b *Bag) {
	m := &v.doc.Mentions[v.target]
	tok := v.tok(v.th)
	b.add(Mention, v.th, 1, "type", string(m.Type), tok.Tag.String())
	b.add(Mention, v.th, 1, "rel", tok.Rel.String(), b2s(v.tQuoted))
	if tok.Tag == syntax.PRON {
		b.add(Mention, v.th, 1, "pronoun", strings.ToLower(tok.Text))
	}
	n := len(v.word)
	b.add(Mention, -1, 1, "place", strconv.Itoa(5*v.tFirst/max(n, 1)))
	b.add(Mention, -1, math.Log(float64(n)+1)/4, "length")
	b.add(Mention, -1, 1, "bias")
	again, names := 0, 0
	for i := range v.word {
		if v.role[i] == 3 {
			again++
		}
		if v.tok(i).Tag == syntax.PROPN && v.role[i] == 0 {
			names++
		}
	}
	b.add(Mention, -1, 1, "again", strconv.Itoa(min(again, 3)))
	b.add(Mention, -1, 1, "names", strconv.Itoa(min(names, 6)/2))
	b.add(Mention, -1, 1, "words", strconv.Itoa(v.tLast-v.tFirst))
	for k := range v.doc.Attributions {
		a := &v.doc.Attributions[k]
		for _, s := range a.Speaker {
			if s.Overlaps(tok.Span) {
				b.add(Mention, v.th, 1, "speaks", string(a.Type), a.Kind)
			}
		}
		for _, s := range a.Content {
			if s.Contains(tok.Span) {
				b.add(Mention, v.th, 1, "spoken of", string(a.Type), a.Kind)
				if len(a.Cue) > 0 {
					b.add(Mention, v.th, 1, "cue", strings.ToLower(v.doc.Text[a.Cue[0].Start:a.Cue[0].End]))
				}
			}
		}
	}
	for _, c := range v.doc.Children(v.first + v.th) {
		i := int(c) - v.first
		b.add(Mention, i, 1, "child", v.doc.Tokens[c].Rel.String(), v.lemma[i])
	}
}

// b2s writes a truth value.
func b2s(x bool) string {
	if x {
		return "yes"
	}
	return "no"
}

// subwords are the rows of four letters in the words: they know a word's kin.
func (v *view) subwords(b *Bag) {
	for i := range v.word {
		if !v.content(i) || len(v.word[i]) < 5 {
			continue
		}
		w := "<" + v.word[i] + ">"
		for k := 0; k+4 <= len(w); k++ {
			b.add(Subwords, i, 1, "4", w[k:k+4])
		}
	}
}
