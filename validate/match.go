package validate

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed-7a84ba5f/dyad/annotate"
)

// The overlaps at which contents count as found: roughly, but for a few words, and
// span for span.
const (
	Loose = 0.3
	Close = 0.8
	Exact = 1.0
)

// Pair is a gold attribution and the prediction that was matched with it.
type Pair struct {
	Gold, Predicted int // indexes
	Overlap         float64
}

// Match pairs gold and predicted attributions of one text by the overlap of
// their contents, from Loose up: the largest overlap first, then the earlier
// gold content, then the earlier prediction, each at most once. Since a pair
// of less overlap never takes the place of one with more, those of Close
// and Exact are the same as if only they had been matched.
func Match(text string, gold, predicted []Attribution) []Pair {
	g, p := contents(text, gold), contents(text, predicted)
	var all []Pair
	for i := range g {
		for j := range p {
			if o := jaccard(g[i], p[j]); o >= Loose {
				all = append(all, Pair{i, j, o})
			}
		}
	}
	slices.SortStableFunc(all, func(x, y Pair) int {
		return cmp.Or(cmp.Compare(y.Overlap, x.Overlap),
			compareBytes(g[x.Gold], g[y.Gold]), compareBytes(p[x.Predicted], p[y.Predicted]))
	})
	usedGold, usedPredicted := make([]bool, len(g)), make([]bool, len(p))
	var out []Pair
	for _, pair := range all {
		if !usedGold[pair.Gold] && !usedPredicted[pair.Predicted] {
			usedGold[pair.Gold], usedPredicted[pair.Predicted] = true, true
			out = append(out, pair)
		}
	}
	return out
}

// contents gives, of each attribution, the stretches of non-space bytes.
func contents(text string, rows []Attribution) [][]annotate.Span {
	out := make([][]annotate.Span, len(rows))
	for i := range rows {
		out[i] = words(text, union(rows[i].Content))
	}
	return out
}

// union gives the spans in order, those that touch or overlap made one.
func union(spans []annotate.Span) []annotate.Span {
	sorted := slices.SortedFunc(slices.Values(spans), func(a, b annotate.Span) int { return cmp.Compare(a.Start, b.Start) })
	var out []annotate.Span
	for _, s := range sorted {
		if n := len(out); n > 0 && s.Start <= out[n-1].End {
			out[n-1].End = max(out[n-1].End, s.End)
			continue
		}
		out = append(out, s)
	}
	return out
}

// words gives the stretches of the spans that hold no white space.
func words(text string, spans []annotate.Span) []annotate.Span {
	var out []annotate.Span
	for _, s := range spans {
		start := -1
		for i, r := range text[s.Start:s.End] {
			switch space := unicode.IsSpace(r); {
			case space && start >= 0:
				out = append(out, annotate.Span{Start: s.Start + start, End: s.Start + i})
				start = -1
			case !space && start < 0:
				start = i
			}
		}
		if start >= 0 {
			out = append(out, annotate.Span{Start: s.Start + start, End: s.End})
		}
	}
	return out
}

// jaccard is the number of bytes in both over the number in either. Each side
// is in order and without overlaps.
func jaccard(a, b []annotate.Span) float64 {
	both := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		both += max(0, min(a[i].End, b[j].End)-max(a[i].Start, b[j].Start))
		if a[i].End <= b[j].End {
			i++
		} else {
			j++
		}
	}
	if both == 0 {
		return 0
	}
	return float64(both) / float64(size(a)+size(b)-both)
}

func size(spans []annotate.Span) int {
	n := 0
	for _, s := range spans {
		n += s.Len()
	}
	return n
}

func compareBytes(a, b []annotate.Span) int {
	return slices.CompareFunc(a, b, func(x, y annotate.Span) int {
		return cmp.Or(cmp.Compare(x.Start, y.Start), cmp.Compare(x.End, y.End))
	})
}

// quoted reports whether the first and the last character of the spans, white
// space aside, are quotation marks.
func quoted(text string, spans []annotate.Span) bool {
	in := words(text, union(spans))
	if len(in) == 0 {
		return false
	}
	last := in[len(in)-1]
	r1, n := utf8.DecodeRuneInString(text[in[0].Start:])
	r2, _ := utf8.DecodeLastRuneInString(text[:last.End])
	return in[0].Start+n < last.End && isMark(r1) && isMark(r2)
}

func isMark(r rune) bool { return strings.ContainsRune("\"'`“”„‟‘’‚‛«»‹›", r) }

// direct reports whether a prediction is typed as a direct quotation.
func direct(text string, a *Attribution) bool {
	return a.Type == annotate.Direct || a.Type == annotate.Floating && quoted(text, a.Content)
}

// sameSpeaker reports whether a predicted speaker is right: it shares a word
// of the text with the gold speaker that is no determiner or, where gold has
// none, is none. A determiner that is all of the gold speaker ("some say")
// stands for somebody, and counts.
func sameSpeaker(text string, gold, predicted []annotate.Span) bool {
	if len(gold) == 0 || len(predicted) == 0 {
		return len(gold) == len(predicted)
	}
	theirs := tokens(text, union(predicted))
	ours := tokens(text, union(gold))
	for _, s := range ours {
		if len(ours) > 1 && isDeterminer(text[s.Start:s.End]) {
			continue
		}
		if slices.Contains(theirs, s) {
			return true
		}
	}
	return false
}

// tokens gives the words of the text that the spans touch: letters, digits
// and marks on them, whole also where a span cuts one. An apostrophe ends a
// word, so that "Kerry" and "Kerry's" share one.
func tokens(text string, spans []annotate.Span) []annotate.Span {
	var out []annotate.Span
	for _, s := range spans {
		for i := s.Start; i < s.End; {
			r, n := utf8.DecodeRuneInString(text[i:])
			if !inWord(r) {
				i += n
				continue
			}
			t := annotate.Span{Start: i, End: i + n}
			for r, n := utf8.DecodeLastRuneInString(text[:t.Start]); n > 0 && inWord(r); r, n = utf8.DecodeLastRuneInString(text[:t.Start]) {
				t.Start -= n
			}
			for r, n := utf8.DecodeRuneInString(text[t.End:]); n > 0 && inWord(r); r, n = utf8.DecodeRuneInString(text[t.End:]) {
				t.End += n
			}
			if len(out) == 0 || out[len(out)-1] != t {
				out = append(out, t)
			}
			i = t.End
		}
	}
	return out
}

func inWord(r rune) bool { return unicode.In(r, unicode.L, unicode.N, unicode.M) }

// isDeterminer knows the words that Universal Dependencies tags DET.
func isDeterminer(word string) bool {
	switch strings.ToLower(word) {
	case "a", "an", "the", "this", "that", "these", "those", "some", "any", "no", "every", "each", "all",
		"both", "either", "neither", "another", "such", "half", "quite", "which", "what", "whatever", "whichever":
		return true
	}
	return false
}
