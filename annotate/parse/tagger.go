package parse

import "github.com/seed-7a84ba5f/dyad/annotate/syntax"

// The tagger reads a sentence from left to right and gives each word a class,
// a pair of a universal and a fine tag, by a linear model over the word, its
// neighbours and the classes just given. Most words need no such care: a model
// of a quarter of the features, small enough for the caches near the processor,
// has learned to say what the large one says, and where its lead is clear its
// word is taken.

// Class is what the tagger gives a word: a universal and a fine tag.
type Class struct {
	Tag  syntax.Tag
	Fine syntax.Fine
}

// edge stands for a place outside the sentence.
const edge = 1 << 20

// beyond is what stands outside the sentence.
var beyond = wordFeats{id: edge, amb: edge, clus: edge, group: edge, shape: edge}

// wordAt gives word i, or what stands beyond the sentence.
func wordAt(ws []wordFeats, i int) *wordFeats {
	if i < 0 || i >= len(ws) {
		return &beyond
	}
	return &ws[i]
}

// tagFeatures appends the features of word i that do not depend on tags.
func tagFeatures(dst []uint32, ws []wordFeats, i int, caps uint64) []uint32 {
	w, p1, p2, n1, n2 := &ws[i], wordAt(ws, i-1), wordAt(ws, i-2), wordAt(ws, i+1), wordAt(ws, i+2)
	sh := w.shape | startsSentence(ws, i)<<8 | caps<<10
	return append(dst,
		mix(1, w.id, 0, 0),
		mix(2, p1.id, 0, 0),
		mix(3, n1.id, 0, 0),
		mix(4, p2.id, 0, 0),
		mix(5, n2.id, 0, 0),
		mix(6, p1.id, w.id, 0),
		mix(7, w.id, n1.id, 0),
		mix(8, p1.id, n1.id, 0),
		mix(9, w.suf[0], 0, 0),
		mix(10, w.suf[1], 0, 0),
		mix(11, w.suf[2], 0, 0),
		mix(12, w.suf[3], 0, 0),
		mix(13, w.pre[0], 0, 0),
		mix(14, w.pre[1], 0, 0),
		mix(15, w.pre[2], 0, 0),
		mix(16, sh, 0, 0),
		mix(17, sh, w.suf[2], 0),
		mix(18, sh, w.amb, 0),
		mix(19, w.amb, n1.amb, 0),
		mix(20, n1.amb, 0, 0),
		mix(21, n2.amb, 0, 0),
		mix(22, n1.amb, n2.amb, 0),
		mix(23, w.clus, 0, 0),
		mix(24, p1.clus, 0, 0),
		mix(25, n1.clus, 0, 0),
		mix(26, w.clus, n1.clus, 0),
		mix(27, p1.clus, w.clus, 0),
		mix(28, w.short, sh, 0),
		mix(29, n1.shape, sh, 0),
		mix(30, p1.shape, sh, 0),
		mix(31, n1.suf[2], w.amb, 0),
		mix(32, n1.suf[1], 0, 0),
		mix(33, p1.suf[1], 0, 0),
		mix(34, w.hyphen, 0, 0),
		mix(35, w.id, sh, 0),
		mix(36, p2.clus, 0, 0),
		mix(37, n2.clus, 0, 0),
		mix(38, w.group, p1.group, n1.group),
		mix(39, w.group, sh, 0),
		mix(40, p1.group, n1.group, 0),
	)
}

// tagHistory appends the features of word i that depend on the classes given
// to the two words before it.
func tagHistory(dst []uint32, ws []wordFeats, i int, c1, c2 uint64) []uint32 {
	w, n1 := &ws[i], wordAt(ws, i+1)
	return append(dst,
		mix(50, c1, 0, 0),
		mix(51, c2, 0, 0),
		mix(52, c1, c2, 0),
		mix(53, c1, w.id, 0),
		mix(54, c1, w.amb, n1.amb),
		mix(55, c1, c2, w.amb),
		mix(56, c1, w.suf[2], 0),
		mix(57, c1, w.clus, 0),
		mix(61, c1, w.group, n1.group),
		mix(62, c1, c2, w.group),
		mix(58, c1, n1.id, 0),
		mix(59, c1, w.shape, 0),
		mix(60, c1, c2, w.id),
	)
}

// quickFeatures appends the features of the quick model for word i.
func quickFeatures(dst []uint32, ws []wordFeats, i int, caps, c1, c2 uint64) []uint32 {
	w, p1, n1 := &ws[i], wordAt(ws, i-1), wordAt(ws, i+1)
	sh := w.shape | startsSentence(ws, i)<<8 | caps<<10
	return append(dst,
		mix(1, w.id, 0, 0),
		mix(2, n1.id, 0, 0),
		mix(3, p1.id, w.id, 0),
		mix(4, w.id, n1.id, 0),
		mix(5, w.suf[2], 0, 0),
		mix(6, sh, w.suf[2], 0),
		mix(7, sh, w.amb, 0),
		mix(8, w.amb, n1.amb, 0),
		mix(9, w.clus, 0, 0),
		mix(10, w.clus, n1.clus, 0),
		mix(11, c1, w.id, 0),
		mix(12, c1, w.amb, n1.amb),
		mix(13, c1, c2, w.amb),
		mix(14, c1, n1.id, 0),
		mix(15, c1, w.clus, 0),
		mix(16, c1, w.suf[2], 0),
	)
}

// startsSentence is 1 for the first word of a sentence, counted after a mark
// that opens it, and else 0.
func startsSentence(ws []wordFeats, i int) uint64 {
	if i == 0 || i == 1 && ws[0].shape == shapePunct {
		return 1
	}
	return 0
}

// capsOf says whether the sentence is set in capitals (2), like a title (1)
// or as running text (0).
func capsOf(ws []wordFeats) uint64 {
	var lower, title, upper int
	for i := range ws {
		switch ws[i].shape {
		case shapeLower:
			if ws[i].short > 3 {
				lower++
			}
		case shapeTitle:
			if i > 0 {
				title++
			}
		case shapeUpper:
			if ws[i].short > 3 {
				upper++
			}
		}
	}
	switch {
	case upper >= 2 && upper > 2*(lower+title):
		return 2
	case title >= 3 && title > 2*lower:
		return 1
	}
	return 0
}

// candidates returns the classes a word may have.
func (g *grammar) candidates(w *wordFeats) []uint8 {
	if w.lex >= 0 {
		if c := g.lex.words[w.lex].Classes; c != nil {
			return c
		}
	}
	return g.open
}

// tag gives each word a class.
func (g *grammar) tag(ws []wordFeats, dst []uint8, keys []uint32, find *lookup) ([]uint8, []uint32) {
	dst = dst[:0]
	caps := capsOf(ws)
	c1, c2 := uint64(edge), uint64(edge)
	for i := range ws {
		cands := g.candidates(&ws[i])
		best := cands[0]
		if len(cands) > 1 {
			var lead int32
			if g.quick != nil {
				keys = quickFeatures(keys[:0], ws, i, caps, c1, c2)
				best, lead = g.quick.best(keys, cands, find)
			}
			if lead < quickLead*scoreUnit {
				keys = tagFeatures(keys[:0], ws, i, caps)
				keys = tagHistory(keys, ws, i, c1, c2)
				best, _ = g.tags.best(keys, cands, find)
			}
		}
		dst = append(dst, best)
		c1, c2 = uint64(best), c1
	}
	return dst, keys
}

// quickLead is the lead over the next class from which on the quick model is
// trusted, three times in four: chosen on the development treebank, where one
// word in a thousand gets another class by it, as often a better one as a worse.
const quickLead = 28

// grammar is the part of a model that tags.
type grammar struct {
	lex     lexicon
	classes []Class
	open    []uint8 // classes an unknown word may have
	tags    *linear
	quick   *linear // nil while the large model is being trained
	lemmas  Lemmas
}
