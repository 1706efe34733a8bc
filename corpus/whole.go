package corpus

import (
	"strings"

	"github.com/seed-7a84ba5f/dyad/internal/words"
)

// How long a text may be for a line in it to show that it is no article, or a
// part of one: in a long article such a line is furniture.
const (
	maxStubWords  = 250
	maxPageWords  = 200
	maxAskedWords = 350
	cutTail       = 400 // bytes at the end of a body in which a sign that it was cut stands
)

var (
	cutEnds      = patterns.Patterns("cut_end")
	paywallLines = patterns.Patterns("paywall")
	noArticles   = patterns.Patterns("no_article")
	askedFor     = patterns.Patterns("asks_for_money")
	pageWords    = classes.Class("no_article_word")
	moneyWords   = classes.Class("money_word")
)

// cutShort gives the words by which a text shows that it is only the beginning
// of an article, or "": what an interface puts where it cut, or the offer of a
// subscription behind a first paragraph.
func cutShort(l *layout, prose string) string {
	tail := strings.TrimSpace(l.body[max(0, len(l.body)-cutTail):])
	for _, p := range cutEnds() {
		if !strings.Contains(tail, "…") && !strings.Contains(tail, "...") && !strings.HasSuffix(tail, "]") {
			break
		}
		if m := p.FindString(tail); m != "" {
			return strings.TrimSpace(m)
		}
	}
	if wordsReach(maxStubWords, prose) {
		return ""
	}
	for i := max(0, len(l.paras)-5); i < len(l.paras); i++ {
		if text := l.text(l.paras[i]); isPaywall(text) {
			return text
		}
	}
	return ""
}

// holds counts the words of a class that a text in lower case holds, alone or
// within others.
func holds(text string, class *words.Class) int {
	n := 0
	for _, w := range class.List() {
		if strings.Contains(text, w) {
			n++
		}
	}
	return n
}

// isPaywall reports whether a line offers the rest of an article for sale.
func isPaywall(line string) bool {
	return len(line) < 300 && matchesAny(paywallLines(), line)
}

// noArticle gives the words by which a text shows that it is what a site says
// in place of an article, or "": that one may be a robot, that there is no such
// page, or a letter that asks for money.
func noArticle(title, body string) string {
	if wordsReach(maxAskedWords, body) {
		return ""
	}
	text := title + "\n" + body
	low := strings.ToLower(text) // patterns are slow, and few texts hold any of their words
	if holds(low, pageWords) > 0 && !wordsReach(maxPageWords, text) {
		for _, p := range noArticles() {
			if m := p.FindString(text); m != "" {
				return strings.TrimSpace(m)
			}
		}
	}
	if holds(low, moneyWords) < 2 {
		return ""
	}
	asked, first := 0, ""
	for _, p := range askedFor() {
		if m := p.FindString(text); m != "" {
			if asked++; first == "" {
				first = m
			}
		}
	}
	if asked < 3 {
		return ""
	}
	return strings.TrimSpace(first)
}
