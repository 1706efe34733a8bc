package annotate

import (
	"cmp"
	"slices"
)

// What is asked of the quotations, sentences and attributions near a place is
// answered from those near it alone: a text with as many of them as words
// would otherwise cost the square of its length.

// quoteFrom gives the first quotation that ends at or behind a byte.
func (d *Document) quoteFrom(at int) int {
	k, _ := slices.BinarySearchFunc(d.Quotes, at, func(q Quote, at int) int { return cmp.Compare(q.End, at) })
	return k
}

// QuotesAt gives the quotations that a span overlaps or touches, in order. The
// caller must not change the slice.
func (d *Document) QuotesAt(s Span) []Quote {
	first := d.quoteFrom(s.Start)
	last := first
	for last < len(d.Quotes) && d.Quotes[last].Start <= s.End {
		last++
	}
	return d.Quotes[first:last]
}

// SentencesIn gives the first sentence that a span overlaps, and the index
// after the last one.
func (d *Document) SentencesIn(s Span) (first, last int) {
	first, _ = slices.BinarySearchFunc(d.Sentences, s.Start+1, func(x Sentence, at int) int { return cmp.Compare(x.End, at) })
	last = first
	for last < len(d.Sentences) && d.Sentences[last].Start < s.End {
		last++
	}
	return first, last
}

// measureReach notes of each attribution, in their final order, how far the
// content of it and of all before it reaches.
func (d *Document) measureReach() {
	d.reach = make([]int, len(d.Attributions))
	far := 0
	for i := range d.Attributions {
		far = max(far, end(d.Attributions[i].Content))
		d.reach[i] = far
	}
}

// keep adds an attribution, and notes the sentences in which it has its cue or
// some of its content.
func (f *extentFinder) keep(at Attribution) {
	id := len(f.doc.Attributions)
	f.doc.Attributions = append(f.doc.Attributions, at)
	note := func(s int) {
		if n := len(f.said[s]); n == 0 || f.said[s][n-1] != id {
			f.said[s] = append(f.said[s], id)
		}
	}
	note(at.Sentence)
	for _, c := range at.Content {
		first, last := f.doc.SentencesIn(c)
		for s := first; s < last; s++ {
			note(s)
		}
	}
}
