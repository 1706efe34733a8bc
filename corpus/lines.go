package corpus

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed-7a84ba5f/dyad/internal/words"
)

// The lines that stand in an article and are no prose of it. Each pattern is
// asked about a whole line or paragraph.
var (
	newsletterLines = patterns.Patterns("newsletter")
	captionLines    = patterns.Patterns("caption")
	plainCredits    = patterns.Patterns("credit")
	labelledCredits = patterns.Patterns("credit_label")
	contributed     = patterns.Patterns("credit_contributed")
	reportedFrom    = patterns.Patterns("credit_reported")
	wireCredits     = patterns.Patterns("wire_credit")
)

// isNewsletter reports whether a line is an invitation, an advertisement mark
// or navigation. A line with speech in it is not: somebody may be telling
// somebody to sign up.
func isNewsletter(line string) bool {
	line = strings.TrimSpace(line)
	if isPaywall(line) {
		return true
	}
	if line == "" || wordsReach(31, line) || strings.ContainsAny(line, "“”\"") && !strings.Contains(line, ":") {
		return false
	}
	return matchesAny(newsletterLines(), line)
}

func matchesAny(patterns []*regexp.Regexp, s string) bool {
	for _, p := range patterns {
		if p.MatchString(s) {
			return true
		}
	}
	return false
}

// isCaption reports whether a paragraph stands under a picture.
func isCaption(s string) bool {
	if s == "" || len(s) > 700 || !strings.ContainsAny(s, "(/|") && strings.IndexByte("FIiPp", s[0]) < 0 {
		return false // no pattern can match
	}
	return !wordsReach(91, s) && matchesAny(captionLines(), s)
}

var (
	breadcrumb  = words.Lazily(`^(?:[^|»›>.!?"“”]{2,30}\s[|»›>]\s){2,}[^|»›>.!?"“”]{2,60}$`)
	relatedHead = patterns.Pattern("related_head")
)

// byLine is "By Jane Roe, Staff Writer": names and what they are, no verb.
var byLine = words.Lazily(`^(By|BY) ([\p{Lu}][^"“”:;?!]{2,150})$`)

// isBylineWord reports whether a small word may stand in a by-line.
func isBylineWord(w string) bool { return w == "|" || bylineWords.Has(w) }

// isByline reports whether a line says who made the article.
func isByline(line string) bool {
	line = strings.TrimSpace(line)
	if line == "" || len(line) > 600 || wordsReach(61, line) {
		return false
	}
	if m := byLine().FindStringSubmatch(line); m != nil && namesOnly(m[2]) {
		return true
	}
	// what must stand in a line is quickly looked for
	return matchesAny(plainCredits(), line) ||
		strings.Contains(line, ":") && matchesAny(labelledCredits(), line) ||
		(strings.Contains(line, "contributed") || strings.Contains(line, "CONTRIBUTED")) && matchesAny(contributed(), line) ||
		strings.Contains(line, " reported from ") && matchesAny(reportedFrom(), line)
}

// isWireCredit reports whether a by-line says that words are an agency's, and
// not who wrote them: "(AP)", "Source: Reuters", "AP writers contributed to
// this report."
func isWireCredit(line string) bool {
	line = strings.TrimSpace(line)
	return agencyName().MatchString(line) && matchesAny(wireCredits(), line)
}

// isSignature reports whether a line is a name and the outlet it writes for:
// "Jane Roe, Chicago Ledger".
func isSignature(line string, o *outlets) bool {
	i := strings.LastIndex(line, ", ")
	if i < 0 || wordsReach(17, line) || !namesOnly(line[:i]) {
		return false
	}
	outlet := line[i+2:]
	_, known := o.named(outlet)
	return known || LooksLikeOutlet(outlet)
}

// namesOnly reports whether a text holds names and the words between them,
// and no more than a by-line would.
func namesOnly(s string) bool {
	words := strings.Fields(s)
	if len(words) > 1 && strings.EqualFold(words[0], "the") && !LooksLikeOutlet(s) && !agencies.Has(foldName(s)) {
		return false
	}
	if len(words) > 16 || weekdayHead().MatchString(s+" ") || len(words) == 1 && strings.HasSuffix(s, ".") {
		return false
	}
	for _, w := range words {
		first, _ := utf8.DecodeRuneInString(w)
		if !unicode.IsUpper(first) && !isBylineWord(strings.ToLower(strings.Trim(w, ",."))) {
			return false
		}
	}
	return true
}

// creditedAgency gives the wire service that a by-line credits the whole text
// to. A contribution to the report does not make it the agency's.
func creditedAgency(line string) string {
	if strings.Contains(line, "contributed") {
		return ""
	}
	m := agencyName().FindStringSubmatch(line)
	if m == nil {
		return ""
	}
	return agencies.Value(foldName(m[1]))
}

// wireService names the agency in the brackets of a dateline: one of the table,
// or a name that says that it is one.
func wireService(name string) string {
	if a := agencies.Value(foldName(name)); a != "" {
		return a
	}
	words := strings.Fields(name)
	if len(words) < 2 {
		return ""
	}
	if wireWords.Has(words[len(words)-1]) {
		return name
	}
	return ""
}

var agencyName = patterns.Pattern("agency_name")

var (
	markerLine = patterns.Pattern("marker_line")
	tweetTail  = patterns.Pattern("tweet_tail")
	tweetLink  = words.Lazily(`\b(?:pic\.twitter\.com|t\.co)/\w+\s*$`)
)

const maxTweet = 700 // bytes of a post with its links

// prefixLine is "RASC News Agency: " before the first sentence.
var prefixLine = words.Lazily(`^\s*(\p{Lu}[^:\n.?!,;"“”()]{2,60}):\s+["“‘'\p{Lu}\d]`)

// outletPrefix gives the outlet's name before the first sentence and the
// number of bytes of name, colon and space. Not every word with a colon is an
// outlet: the name must end like one, or be in the table, and hold a word
// that is a name.
func outletPrefix(s string, o *outlets) (name string, n int) {
	m := prefixLine().FindStringSubmatchIndex(s)
	if m == nil {
		return "", 0
	}
	name = strings.TrimSpace(s[m[2]:m[3]])
	_, size := utf8.DecodeLastRuneInString(s[:m[1]])
	if _, known := o.named(name); !known && !LooksLikeOutlet(name) {
		return "", 0
	}
	return name, m[1] - size
}

// LooksLikeOutlet reports whether a name ends as the names of outlets do.
func LooksLikeOutlet(name string) bool {
	words := strings.Fields(name)
	if len(words) == 0 || len(words) > 6 {
		return false
	}
	last := strings.ToLower(words[len(words)-1])
	if len(words) == 1 {
		return strings.HasSuffix(last, "news") && len(last) > len("news")
	}
	if !outletWords.Has(last) {
		return false
	}
	for _, w := range words {
		first, _ := utf8.DecodeRuneInString(w)
		if !unicode.IsUpper(first) && !isBylineWord(w) {
			return false
		}
	}
	for _, w := range words[:len(words)-1] {
		if w = strings.ToLower(w); !outletWords.Has(w) && !plainWords.Has(w) {
			return true
		}
	}
	return false
}

// The place, day and agency before the first sentence of a report, each with
// the dash behind it: "KABUL, AFGHANISTAN –", "WASHINGTON (AP) —",
// "KABUL, Nov 6 (Reuters) -", "Washington (CNN)".
var (
	datelineCaps   = patterns.Pattern("dateline_caps")
	datelineAgency = patterns.Pattern("dateline_agency")
)

// weekdayTail is a weekday that stands before a day.
var weekdayTail = patterns.Pattern("weekday_tail")

// dateline is what stands before the first sentence of a report.
type dateline struct {
	n      int    // bytes, the space behind the dash counted
	agency string // as written: "AP"
	// agencyAt is where the bracket opens before the agency.
	agencyAt int
	date     string // as written: "Nov. 6, 2024"
	dateAt   int
}

// readDateline reads the dateline at the head of a paragraph; n is 0 where
// there is none. Behind it a sentence must begin.
func readDateline(s string) dateline {
	if m := datelineCaps().FindStringSubmatchIndex(s); m != nil && !noPlaces.Has(s[m[2]:m[3]]) && sentenceBegins(s[m[1]:]) {
		return makeDateline(s, m)
	}
	m := datelineAgency().FindStringSubmatchIndex(s)
	if m == nil || !sentenceBegins(s[m[1]:]) {
		return dateline{}
	}
	if agency := foldName(s[m[6]:m[7]]); !agencies.Has(agency) && agency != "cnn" {
		return dateline{}
	}
	return makeDateline(s, m)
}

func makeDateline(s string, m []int) dateline {
	d := dateline{n: m[1]}
	if m[4] >= 0 {
		d.dateAt = m[4]
		if w := weekdayTail().FindStringIndex(s[:m[4]]); w != nil { // it passed for a place
			d.dateAt = w[0]
		}
		d.date = s[d.dateAt:m[5]]
	}
	if m[6] >= 0 {
		d.agency, d.agencyAt = s[m[6]:m[7]], m[6]-1
	}
	return d
}

func sentenceBegins(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r) || unicode.IsDigit(r) || strings.ContainsRune("“\"‘'[$", r)
}
