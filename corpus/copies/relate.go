package copies

import (
	"slices"
	"strings"
	"time"

	"github.com/seed-7a84ba5f/dyad/corpus"
)

const (
	minWords     = 8  // shorter texts agree by chance
	minNearWords = 40 // shorter texts are copies only where all words are equal

	defaultDays = 30 // days between the dates of near copies, at most
	eventDays   = 3  // days between two reports of one event, at most
)

// Bars that a pair must pass. docs/copies.md says how they were found.
const (
	copyShare       = 0.40 // of the shorter's own words stand in the other, in order
	wireShare       = 0.25 // the same, where both are credited to one agency
	partShare       = 0.3  // of a part of the shorter, so that it counts as shared
	copySpread      = 0.65 // of the shorter's parts are shared
	spunQuotes      = 3    // quotations of the later text taken from the earlier
	spunQuoteShare  = 0.6  // of the later text's quotations
	spunWordShare   = 0.35 // of the later text's content words
	spunShare       = 0.1  // of the shorter's own words, in order
	repeatSpread    = 0.8  // the same for two days of one source, which repeats captions and background
	eventRuns       = 6    // runs of three words, two of them content words, in both
	eventQuoteWords = 6    // words of a quotation that stand in both as quotations
)

// relation of two articles.
type relation int

const (
	unrelated relation = iota
	sameEvent
	textCopy
)

// compared is an article with its words.
type compared struct {
	*corpus.Article
	text *wordText
}

// relate decides what the aligner's article and another are to each other. It
// looks at nothing but the two, and is the same both ways.
func (al *aligner) relate(o *corpus.Article, copyDays int) relation {
	days, dated := daysApart(al.mine.Article, o)
	shared := al.align(o)
	if (!dated || copyDays < 0 || days <= copyDays) && al.isCopy(&shared, dated && days == 0) {
		return textCopy
	}
	runs := eventRuns
	if !dated {
		runs *= 2
	}
	if (!dated || days <= eventDays) && (shared.contentRuns >= runs || shared.sharedQuotes >= eventQuoteWords) {
		return sameEvent
	}
	return unrelated
}

// isCopy reports whether one article has its text from the other: much of both
// is shared, or one is spun from the other.
func (al *aligner) isCopy(shared *alignment, sameDay bool) bool {
	a, b := &al.mine, &al.other
	share, spread := copyShare, copySpread
	if a.WireService != "" && a.WireService == b.WireService {
		share = wireShare
	}
	if a.Source.Value != "" && a.Source.Value == b.Source.Value && !sameDay {
		spread = repeatSpread
	}
	if shared.share() >= share && shared.ownShare() >= share && shared.spread() >= spread {
		return true
	}
	return shared.ownShare() >= spunShare && (al.spunFrom(a, b) || al.spunFrom(b, a))
}

// daysApart gives the days between two articles. A date that is not reliable
// is none: then text alone decides.
func daysApart(a, b *corpus.Article) (days int, dated bool) {
	if !a.Date.Known() || !b.Date.Known() || !a.Date.Reliable || !b.Date.Reliable {
		return 0, false
	}
	d := dayNumber(a.Date) - dayNumber(b.Date)
	return max(d, -d), true
}

func dayNumber(d corpus.DateFact) int {
	y, m, day := d.Time.Date()
	return int(time.Date(y, m, day, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// spunFrom reports whether text a retells text b: it is not the earlier, names
// b's outlet as where its words come from, takes most of its quotations from
// b's, whole or in part, and has much of its other words from b. Two reports
// of one statement quote alike too, but neither names the other.
func (al *aligner) spunFrom(a, b *compared) bool {
	if b.Source.Value == "" || b.Source.Value == a.Source.Value || len(a.text.words) < minNearWords {
		return false
	}
	if a.Date.Known() && b.Date.Known() && a.Date.Time.Before(b.Date.Time) && a.Date.ISO() != b.Date.ISO() {
		return false
	}
	if len(a.text.quotes) < spunQuotes || len(b.text.quotes) == 0 || !credits(a.Text, al.shortName(b.Source.Value)) {
		return false
	}
	taken, all := takenQuotes(a.text, b.text)
	return taken >= spunQuotes && float64(taken) >= spunQuoteShare*float64(all) &&
		wordShare(a.text, b.text) >= spunWordShare
}

// takenQuotes counts the different quotations of a that hold a content word,
// and those of them of which two words in three stand in one quotation of b.
func takenQuotes(a, b *wordText) (taken, all int) {
	var theirs []map[uint32]bool
	for _, q := range b.quotes {
		set := map[uint32]bool{}
		for _, w := range b.words[q.start:q.end] {
			set[w] = true
		}
		theirs = append(theirs, set)
	}
	for _, q := range a.quotes {
		if a.content(q.start, q.end) == 0 {
			continue
		}
		all++
		if slices.ContainsFunc(theirs, func(set map[uint32]bool) bool {
			n := 0
			for _, w := range a.words[q.start:q.end] {
				if set[w] {
					n++
				}
			}
			return 3*n >= 2*(q.end-q.start)
		}) {
			taken++
		}
	}
	return taken, all
}

// wordShare is the share of a's different content words that b has.
func wordShare(a, b *wordText) float64 {
	theirs := map[uint32]bool{}
	for i, w := range b.words {
		if b.flags[i]&contentWord != 0 {
			theirs[w] = true
		}
	}
	mine := map[uint32]bool{}
	both := 0
	for i, w := range a.words {
		if a.flags[i]&contentWord != 0 && !mine[w] {
			mine[w] = true
			if theirs[w] {
				both++
			}
		}
	}
	return float64(both) / float64(max(len(mine), 1))
}

// shortName remembers the short names of outlets.
func (al *aligner) shortName(name string) string {
	short, ok := al.names[name]
	if !ok {
		if al.names == nil {
			al.names = map[string]string{}
		}
		short = shortName(name)
		al.names[name] = short
	}
	return short
}

// shortName is an outlet's name without the words that many outlets share:
// "CBS" for CBS News, "Guardian" for The Guardian.
func shortName(name string) string {
	var words []string
	for w := range strings.FieldsFuncSeq(name, func(r rune) bool { return !isWordRune(r) && r != '\'' && r != '.' }) {
		if !nameFillers.Has(strings.ToLower(w)) {
			words = append(words, w)
		}
	}
	return strings.Join(words, " ")
}

// credits reports whether a text names an outlet as the place its words come
// from: "told CBS", "according to the Guardian", "CNN reported".
func credits(text, outlet string) bool {
	if outlet == "" {
		return false
	}
	word := func(s string) string { return strings.ToLower(strings.Trim(s, ".,;:’'")) }
	for at := 0; ; {
		i := strings.Index(text[at:], outlet)
		if i < 0 {
			return false
		}
		start, end := at+i, at+i+len(outlet)
		at = end
		if end < len(text) && isWordRune(rune(text[end])) || start > 0 && isWordRune(rune(text[start-1])) {
			continue
		}
		left, right := strings.Fields(text[max(0, start-40):start]), strings.Fields(text[end:min(len(text), end+40)])
		if n := len(left); n > 0 && word(left[n-1]) == "the" {
			left = left[:n-1]
		}
		if len(right) > 0 && word(right[0]) == "news" {
			right = right[1:]
		}
		if n := len(left); n > 0 && creditBefore.Has(word(left[n-1])) || len(right) > 0 && creditAfter.Has(word(right[0])) {
			return true
		}
	}
}
