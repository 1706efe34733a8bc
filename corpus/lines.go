package corpus

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The lines that stand in an article and are no prose of it. Each pattern is
// asked about a whole line or paragraph.
var newsletterLines = []*regexp.Regexp{
	regexp.MustCompile(`(?i)^get\b.{0,60}\b(inbox|newsletters?|news ?alerts?|email|headlines)\b`),
	regexp.MustCompile(`(?i)^(please )?(sign ?up|subscribe|register)\b.{0,120}\b(newsletters?|inbox|e-?mails?|alerts?|updates|briefing|podcast|channel|today|now|here|free|access)\b`),
	regexp.MustCompile(`(?i)^(sign ?up|subscribe|subscribe now|sign in|log in|register now)[.!]?$`),
	regexp.MustCompile(`(?i)^(please )?(click|tap) (here|to|on)\b`),
	regexp.MustCompile(`(?i)\bclick here (to|for)\b`),
	regexp.MustCompile(`(?i)^(read|see|watch|listen|view)( (more|also|next|now|it|here|too))?\s*[:|»>]`),
	regexp.MustCompile(`(?i)^read (more|also|next)( (here|about .{1,60}|on .{1,60}|from .{1,60}|stories|coverage))?[.!]?$`),
	regexp.MustCompile(`(?i)^(related|more|also|recommended|must read|don't miss|up next|trending)( (stories|story|articles?|coverage|news|reading|from .{1,40}|on .{1,40}))?\s*:`),
	regexp.MustCompile(`(?i)^(related (stories|articles|coverage|topics)|recommended( for you)?|most read|trending( now)?|more from .{1,40})$`),
	regexp.MustCompile(`(?i)^\W*(advertisement(\W+advertisement)*|sponsored( content)?|slideshow( \(\d+ images\))?|enlarge this image.*|full coverage: .*|(article|story) continued below|article continues (below|after).*|story continues (below|after).*|continue reading.*|scroll (down )?(to|for) .*|loading\W*|close|skip (ad|to .*))\W*$`),
	regexp.MustCompile(`(?i)^advertisement\b.{0,60}\b(below|continue)\b`),
	regexp.MustCompile(`(?i)^(follow|like|join) (us|him|her|them|@\w+|.{1,40}) on (twitter|facebook|instagram|x|telegram|whatsapp|social media)\b`),
	regexp.MustCompile(`(?i)^(share|print|email|tweet|pin)( (this|on) .{1,40})?$`),
	regexp.MustCompile(`(?i)^download\b.{0,60}\bapp\b`),
	regexp.MustCompile(`(?i)^(do you )?(have|got) a (news )?tip\b`),
	regexp.MustCompile(`(?i)^read or share this (story|article)\b`),
	regexp.MustCompile(`(?i)^(send|email) (letters|tips|comments|feedback) to\b`),
	regexp.MustCompile(`(?i)^(support|become|donate)\b.{0,60}\b(journalism|subscriber|member today|donation)\b`),
	regexp.MustCompile(`(?i)^(thank you|thanks) for (reading|subscribing|signing up)\b`),
	regexp.MustCompile(`(?i)^this (article|story|post) (was )?(originally|first) (appeared|published|appears)\b`),
	regexp.MustCompile(`(?i)^(all rights reserved|terms of (use|service)|privacy policy)\b`),
}

// isNewsletter reports whether a line is an invitation, an advertisement mark
// or navigation. A line with speech in it is not: somebody may be telling
// somebody to sign up.
func isNewsletter(line string) bool {
	line = strings.TrimSpace(line)
	if line == "" || wordsReach(31, line) || strings.ContainsAny(line, "“”\"") && !strings.Contains(line, ":") {
		return false
	}
	return matchesAny(newsletterLines, line)
}

func matchesAny(patterns []*regexp.Regexp, s string) bool {
	for _, p := range patterns {
		if p.MatchString(s) {
			return true
		}
	}
	return false
}

// captionLines are what stands under a picture: a file's mark before it or the
// picture's credit at its end.
var captionLines = []*regexp.Regexp{
	regexp.MustCompile(`^(?:FILE(?: PHOTO| IMAGE)?|File (?:photo|image|picture))\s*(?:[-–—:]+|\.)\s*\S`),
	regexp.MustCompile(`\([^()]{0,60}\b(?:Photos?|Photograph|Images|Getty)\b[^()]{0,80}\)[.”"]?$`),
	regexp.MustCompile(`\b(?:REUTERS|AP Photo|AFP|EPA|Getty Images?)\s*/\s*\p{Lu}[\p{L}. '’/-]{1,60}$`),
	regexp.MustCompile(`[/|]\s*(?:Getty Images|AFP|AP|REUTERS|Reuters)(?: via .{1,40})?\.?\)?$`),
	regexp.MustCompile(`^In this (?:[A-Z][a-z]+\.? \d{1,2}, \d{4},? |undated |file )(?:file )?(?:photo|image|picture)\b`),
	regexp.MustCompile(`(?i)^(?:image|photo|picture) caption\b`),
}

// isCaption reports whether a paragraph stands under a picture.
func isCaption(s string) bool {
	if s == "" || len(s) > 700 || !strings.ContainsAny(s, "(/|") && strings.IndexByte("FIiPp", s[0]) < 0 {
		return false // no pattern can match
	}
	return !wordsReach(91, s) && matchesAny(captionLines, s)
}

var (
	breadcrumb  = regexp.MustCompile(`^(?:[^|»›>.!?"“”]{2,30}\s[|»›>]\s){2,}[^|»›>.!?"“”]{2,60}$`)
	relatedHead = regexp.MustCompile(`(?i)^(?:related|recommended|most (?:read|viewed|popular)|trending|more from|read more|more stories|also read|see also|top stories|you may also like|popular|latest news|editors?['’]s? picks?)\b.{0,40}$`)
)

const properName = `[\p{Lu}][\p{L}.'’-]*`

// creditLines are lines of credits, each with what must stand in it, which is
// quickly looked for.
var creditLines = []struct {
	needle  string
	pattern *regexp.Regexp
}{
	{":", regexp.MustCompile(`^\W*(Contributing|Contributors?|Reported by|Author|Authors|Written by|Staff)\s*:\s*\S`)},
	{"", regexp.MustCompile(`(?i)^\W*(additional )?(reporting|writing|editing|compiled|written|edited|research|photographs?|photos?|video|graphics?)( and (reporting|writing|editing|research))? by\b[^"“”]*$`)},
	{"contributed", regexp.MustCompile(`(?i)^[^"“”]{2,300}\bcontributed( \w+)? to (this|the) (report|story|article|column|piece)\b[^"“”]{0,60}$`)},
	{"CONTRIBUTED", regexp.MustCompile(`(?i)^[^"“”]{2,300}\bcontributed( \w+)? to (this|the) (report|story|article|column|piece)\b[^"“”]{0,60}$`)},
	{" reported from ", regexp.MustCompile(`^` + properName + `(( and|,)? ` + properName + `){0,8} reported from ` + properName + `[^"“”]{0,80}\.?$`)},
	{":", regexp.MustCompile(`(?i)^\W*(photo|photograph|image|picture|video|graphic)s?( (credit|courtesy|by))?s?\s*:\s*\S[^"“”]{0,120}$`)},
	{"", regexp.MustCompile(`(?i)^\W*(©|\(c\)|copyright)\s*(©|\(c\)|\d{4}|the)`)},
	{"", regexp.MustCompile(`^[—–-]{1,2}\s*` + properName + `( ` + properName + `){0,4}\.?$`)},
	{":", regexp.MustCompile(`^\W*(Source|Agency|Via)\s*:\s*` + properName + `( ` + properName + `){0,4}\.?$`)},
	{"", regexp.MustCompile(`^\(?(The )?(Associated Press|AP|Reuters|AFP|Agence France-Presse|UPI|dpa|Xinhua|TASS|ANI|PTI|IANS)\)?\.?$`)},
}

// byLine is "By Jane Roe, Staff Writer": names and what they are, no verb.
var byLine = regexp.MustCompile(`^(By|BY) ([\p{Lu}][^"“”:;?!]{2,150})$`)

// byLineWords are the small words that a by-line may hold.
var byLineWords = map[string]bool{
	"and": true, "of": true, "for": true, "the": true, "in": true, "at": true, "with": true, "de": true, "van": true, "von": true,
	"al": true, "el": true, "bin": true, "ul": true, "la": true, "da": true, "staff": true, "writer": true, "reporter": true, "&": true,
	"correspondent": true, "editor": true, "contributor": true, "columnist": true, "special": true, "to": true, "|": true, "-": true, "–": true,
}

// isByline reports whether a line says who made the article.
func isByline(line string) bool {
	line = strings.TrimSpace(line)
	if line == "" || len(line) > 600 || wordsReach(61, line) {
		return false
	}
	if m := byLine.FindStringSubmatch(line); m != nil && namesOnly(m[2]) {
		return true
	}
	for _, c := range creditLines {
		if strings.Contains(line, c.needle) && c.pattern.MatchString(line) {
			return true
		}
	}
	return false
}

// isWireCredit reports whether a by-line says that words are an agency's, and
// not who wrote them: "(AP)", "Source: Reuters", "AP writers contributed to
// this report."
func isWireCredit(line string) bool {
	line = strings.TrimSpace(line)
	return agencyName.MatchString(line) && matchesAny(wireCredits, line)
}

var wireCredits = []*regexp.Regexp{
	regexp.MustCompile(`\bcontributed\b`),
	regexp.MustCompile(`^\W*(?:(?:Source|Agency|Via)\s*:\s*)?(?:The )?[\p{L}-]+(?: [\p{L}-]+)?\W*$`),
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
	return known || looksLikeOutlet(outlet)
}

// namesOnly reports whether a text holds names and the words between them,
// and no more than a by-line would.
func namesOnly(s string) bool {
	words := strings.Fields(s)
	if len(words) > 1 && strings.EqualFold(words[0], "the") && !looksLikeOutlet(s) && agencies[foldName(s)] == "" {
		return false
	}
	if len(words) > 16 || weekdayHead.MatchString(s+" ") || len(words) == 1 && strings.HasSuffix(s, ".") {
		return false
	}
	for _, w := range words {
		first, _ := utf8.DecodeRuneInString(w)
		if !unicode.IsUpper(first) && !byLineWords[strings.ToLower(strings.Trim(w, ",."))] {
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
	m := agencyName.FindStringSubmatch(line)
	if m == nil {
		return ""
	}
	return agencies[foldName(m[1])]
}

// wireService names the agency in the brackets of a dateline: one of the table,
// or a name that says that it is one.
func wireService(name string) string {
	if a, ok := agencies[foldName(name)]; ok {
		return a
	}
	words := strings.Fields(name)
	if len(words) < 2 {
		return ""
	}
	switch words[len(words)-1] {
	case "Wire", "Newswire", "Agency":
		return name
	}
	return ""
}

var agencyName = regexp.MustCompile(`\b(Associated Press|AP|Reuters|AFP|Agence France-Presse|UPI|Xinhua|TASS|ANI|PTI|IANS|dpa)\b`)

var (
	markerLine = regexp.MustCompile(`^\s*date\s+(\d{4}-\d{2}-\d{2}|` + monthNames + `\.? \d{1,2}(?:, \d{4})?)(?:\s+|$)`)
	tweetTail  = regexp.MustCompile(`[—–-]{1,2}\s*([^\n—–()]{1,60}?)\s*\(@(\w{1,20})\)(?:[,\s]+((?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2}, \d{4}|\d{1,2} [A-Z][a-z]{2,8} \d{4}))?`)
	tweetLink  = regexp.MustCompile(`\b(?:pic\.twitter\.com|t\.co)/\w+\s*$`)
)

const maxTweet = 700 // bytes of a post with its links

// prefixLine is "RASC News Agency: " before the first sentence.
var prefixLine = regexp.MustCompile(`^\s*(\p{Lu}[^:\n.?!,;"“”()]{2,60}):\s+["“‘'\p{Lu}\d]`)

var outletWords = map[string]bool{
	"news": true, "agency": true, "times": true, "post": true, "press": true, "journal": true, "herald": true, "tribune": true,
	"gazette": true, "wire": true, "ledger": true, "daily": true, "observer": true, "chronicle": true, "telegraph": true,
	"guardian": true, "mirror": true, "network": true, "tv": true, "television": true, "radio": true, "broadcasting": true,
	"examiner": true, "dispatch": true, "courier": true, "newswire": true, "bulletin": true, "monitor": true, "inquirer": true,
	"independent": true, "standard": true, "register": true, "sentinel": true, "review": true, "service": true, "weekly": true,
}

// plainWords make no name by themselves: "Breaking News:", "Press Release:".
var plainWords = map[string]bool{
	"breaking": true, "fake": true, "latest": true, "top": true, "world": true, "good": true, "bad": true, "big": true, "more": true,
	"analysis": true, "brief": true, "live": true, "national": true, "local": true, "sports": true, "business": true, "the": true,
	"watch": true, "white": true, "house": true, "other": true, "in": true, "our": true, "other-": true, "real": true, "old": true,
	"new": true, "same": true, "on": true, "a": true, "this": true, "blog": true, "free": true, "peer": true, "book": true, "foreign": true,
}

// outletPrefix gives the outlet's name before the first sentence and the
// number of bytes of name, colon and space. Not every word with a colon is an
// outlet: the name must end like one, or be in the table, and hold a word
// that is a name.
func outletPrefix(s string, o *outlets) (name string, n int) {
	m := prefixLine.FindStringSubmatchIndex(s)
	if m == nil {
		return "", 0
	}
	name = strings.TrimSpace(s[m[2]:m[3]])
	_, size := utf8.DecodeLastRuneInString(s[:m[1]])
	if _, known := o.named(name); !known && !looksLikeOutlet(name) {
		return "", 0
	}
	return name, m[1] - size
}

func looksLikeOutlet(name string) bool {
	words := strings.Fields(name)
	if len(words) == 0 || len(words) > 6 {
		return false
	}
	last := strings.ToLower(words[len(words)-1])
	if len(words) == 1 {
		return strings.HasSuffix(last, "news") && len(last) > len("news")
	}
	if !outletWords[last] {
		return false
	}
	for _, w := range words {
		first, _ := utf8.DecodeRuneInString(w)
		if !unicode.IsUpper(first) && !byLineWords[w] {
			return false
		}
	}
	for _, w := range words[:len(words)-1] {
		if w = strings.ToLower(w); !outletWords[w] && !plainWords[w] {
			return true
		}
	}
	return false
}

// The place, day and agency before the first sentence of a report, each with
// the dash behind it: "KABUL, AFGHANISTAN –", "WASHINGTON (AP) —",
// "KABUL, Nov 6 (Reuters) -", "Washington (CNN)".
var (
	placeCaps  = `\p{Lu}[\p{Lu}.'’-]*\p{Lu}\.?(?:[ /]\p{Lu}[\p{Lu}.'’-]*\.?){0,3}`
	placeRest  = `(?:, ?(?:\p{Lu}[\p{L}.'’-]*\.?)(?: \p{Lu}[\p{L}.'’-]*\.?){0,2})?`
	lineDate   = `(?:, ((?:\p{Lu}[a-z]{2,8}day, )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2}(?:, \d{4})?))?`
	lineAgency = `(?: ?[(\[]([\p{Lu}][\p{L}\d .&/-]{1,40})[)\]])?`
	lineDash   = `(?:\s*(?:—|–|--)\s*|\s+-\s+)`

	datelineCaps   = regexp.MustCompile(`^\s*(` + placeCaps + `)` + placeRest + lineDate + lineAgency + lineDash)
	datelineAgency = regexp.MustCompile(`^\s*(?:(\p{Lu}[\p{L}.'’-]*(?: \p{Lu}[\p{L}.'’-]*){0,3})` + placeRest + lineDate + ` )?[(\[]([\p{Lu}][\p{L}\d .&/-]{1,40})[)\]](?:` + lineDash + `|\s*)`)
)

// weekdayTail is a weekday that stands before a day.
var weekdayTail = regexp.MustCompile(`\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, $`)

// notPlaces are names in capitals that begin sentences and are no cities.
var notPlaces = map[string]bool{
	"NATO": true, "ISIS": true, "ISIL": true, "IS": true, "US": true, "U.S.": true, "UN": true, "U.N.": true, "EU": true, "UK": true,
	"CIA": true, "FBI": true, "TTP": true, "GOP": true, "UNAMA": true, "NSA": true, "DOD": true, "I": true, "USA": true,
	"FILE": true, "WATCH": true, "VIDEO": true, "BREAKING": true, "UPDATE": true, "LIVE": true, "OPINION": true, "EXCLUSIVE": true,
	"ANALYSIS": true, "EDITORIAL": true, "PHOTOS": true, "CLOSE": true,
}

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
	if m := datelineCaps.FindStringSubmatchIndex(s); m != nil && !notPlaces[s[m[2]:m[3]]] && sentenceBegins(s[m[1]:]) {
		return makeDateline(s, m)
	}
	m := datelineAgency.FindStringSubmatchIndex(s)
	if m == nil || !sentenceBegins(s[m[1]:]) {
		return dateline{}
	}
	if _, known := agencies[foldName(s[m[6]:m[7]])]; !known && foldName(s[m[6]:m[7]]) != "cnn" {
		return dateline{}
	}
	return makeDateline(s, m)
}

func makeDateline(s string, m []int) dateline {
	d := dateline{n: m[1]}
	if m[4] >= 0 {
		d.dateAt = m[4]
		if w := weekdayTail.FindStringIndex(s[:m[4]]); w != nil { // it passed for a place
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
