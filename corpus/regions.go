package corpus

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// paragraph is a stretch of the body, without the line ends around it.
type paragraph struct {
	start, end int
	kind       RegionKind // of the whole paragraph, Body until it is told apart
}

// layout is what the body of an article looks like: the stretches that are
// not its prose, and what stands in them. Offsets are into the body.
type layout struct {
	body    string
	paras   []paragraph
	marks   []Region // what is not Body, in no order yet
	facts   layoutFacts
	outlets *outlets
}

// layoutFacts are what the lay of a text says of its origin.
type layoutFacts struct {
	markerDate string // " date 2020-10-11"
	prefix     string // "RASC News Agency"
	prefixAt   int
	dateline   dateline
	datelineAt int
	agency     string // the wire service that the text is credited to
	credits    []string
}

// lay tells the paragraphs of a body apart. One pass for each kind, each
// linear in the text.
func lay(title, body string, o *outlets) *layout {
	l := &layout{body: body, outlets: o}
	l.split(l.findMarker())
	l.findGalleries()
	l.findTweets()
	l.findLines()
	l.findNavigation()
	l.findRepeatedTitle(title)
	l.findLead()
	l.findRepetitions()
	l.findSubheadings()
	return l
}

func (l *layout) text(p paragraph) string { return l.body[p.start:p.end] }

// mark notes that a stretch of the body is of a kind.
func (l *layout) mark(start, end int, kind RegionKind, speaker string) {
	if start < end {
		l.marks = append(l.marks, Region{Start: start, End: end, Kind: kind, Speaker: speaker})
	}
}

// claim notes that a whole paragraph is of a kind.
func (l *layout) claim(i int, kind RegionKind, speaker string) {
	l.paras[i].kind = kind
	l.mark(l.paras[i].start, l.paras[i].end, kind, speaker)
}

// findMarker marks " date 2020-10-11" at the head of the body and gives its
// length.
func (l *layout) findMarker() int {
	m := markerLine().FindStringSubmatchIndex(l.body)
	if m == nil {
		return 0
	}
	l.facts.markerDate = l.body[m[2]:m[3]]
	l.mark(0, m[1], Marker, "")
	return m[1]
}

// split cuts the body from byte from into paragraphs: its lines, or its
// blocks where the lines are wrapped.
func (l *layout) split(from int) {
	wrapped := isWrapped(l.body[from:])
	pos, open := from, false
	for line := range strings.Lines(l.body[from:]) {
		trimmed := strings.TrimSpace(line)
		if trimmed == "" {
			open = false
			pos += len(line)
			continue
		}
		start := pos + strings.Index(line, trimmed)
		if wrapped && open {
			l.paras[len(l.paras)-1].end = start + len(trimmed)
		} else {
			l.paras = append(l.paras, paragraph{start, start + len(trimmed), Body})
		}
		open = true
		pos += len(line)
	}
}

// isWrapped reports whether lines break inside sentences: at least three
// lines run on into the next, most of them without a stop.
func isWrapped(s string) bool {
	runOn, stopped, prev := 0, 0, ""
	for line := range strings.Lines(s) {
		line = strings.TrimSpace(line)
		if prev != "" && line != "" {
			if endsSentence(prev) {
				stopped++
			} else {
				runOn++
			}
		}
		prev = line
	}
	return runOn >= 3 && runOn > 2*stopped
}

// endsSentence reports whether a line ends with a stop, closing marks behind
// it passed over.
func endsSentence(s string) bool {
	s = strings.TrimRight(s, "\"'”’)] \t")
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".?!…:", r)
}

var gallery = patterns.Pattern("gallery")

// findGalleries parts the captions of a gallery from the paragraphs into which an extractor put them.
func (l *layout) findGalleries() {
	if holds(l.body, galleryWords) == 0 {
		return
	}
	paras := l.paras
	l.paras = nil
	for _, p := range paras {
		at := p.start
		for _, m := range gallery().FindAllStringIndex(l.text(p), -1) {
			l.piece(at, p.start+m[0])
			at = p.start + m[1]
			l.paras = append(l.paras, paragraph{start: p.start + m[0], end: at})
			l.claim(len(l.paras)-1, Caption, "")
		}
		l.piece(at, p.end)
	}
}

// piece keeps a stretch of a paragraph, without the space around it.
func (l *layout) piece(start, end int) {
	text := strings.TrimSpace(l.body[start:end])
	if text != "" {
		start += strings.Index(l.body[start:end], text)
		l.paras = append(l.paras, paragraph{start, start + len(text), Body})
	}
}

// findTweets marks embedded posts: the posted words as Tweet with who posted
// them, and the tail "— Name (@handle) Month 1, 2020" as Byline.
func (l *layout) findTweets() {
	for i := range l.paras {
		p := l.paras[i]
		text := l.text(p)
		if !strings.Contains(text, "(@") {
			if len(text) <= maxTweet && strings.Contains(text, "pic.twitter.com/") && tweetLink().MatchString(text) {
				l.claim(i, Tweet, "")
			}
			continue
		}
		l.tweetsIn(i)
	}
}

// tweetsIn marks the posts of one paragraph that holds a handle.
func (l *layout) tweetsIn(i int) {
	p, from := l.paras[i], 0
	text := l.text(p)
	for _, m := range tweetTail().FindAllStringSubmatchIndex(text, -1) {
		speaker := strings.TrimSpace(text[m[2]:m[3]])
		dated := m[6] >= 0
		if m[0]-from > maxTweet || !dated && m[1] < len(text) {
			continue
		}
		if strings.TrimSpace(text[from:m[0]]) == "" && from == 0 && i > 0 {
			l.postedAbove(i-1, speaker)
		}
		l.mark(p.start+from, p.start+m[0], Tweet, speaker)
		l.mark(p.start+m[0], p.start+m[1], Byline, "")
		l.paras[i].kind = Tweet
		from = m[1]
	}
	if rest := strings.TrimLeft(text[from:], " \t"); from > 0 && rest != "" {
		l.paras[i] = paragraph{p.end - len(rest), p.end, Body}
	}
}

// postedAbove takes paragraph i for the words of a post whose tail stands on a
// line of its own below.
func (l *layout) postedAbove(i int, speaker string) {
	p := l.paras[i]
	if p.kind == Body && p.end-p.start <= maxTweet {
		l.claim(i, Tweet, speaker)
		return
	}
	for j := range l.marks {
		if m := &l.marks[j]; m.Kind == Tweet && m.Speaker == "" && m.Start == p.start {
			m.Speaker = speaker
		}
	}
}

// findLines marks newsletter lines and by-lines.
func (l *layout) findLines() {
	for i, p := range l.paras {
		if p.kind != Body || p.end-p.start > 600 {
			continue
		}
		text := l.text(p)
		switch {
		case breadcrumb().MatchString(text):
			l.claim(i, Navigation, "")
		case isNewsletter(text):
			l.claim(i, Newsletter, "")
		case isCaption(text):
			l.claim(i, Caption, "")
		case isByline(text) || isSignature(text, l.outlets):
			kind := Byline
			if isWireCredit(text) {
				kind = WireCredit
			}
			l.claim(i, kind, "")
			l.facts.credits = append(l.facts.credits, text)
			if a := creditedAgency(text); a != "" && l.facts.agency == "" {
				l.facts.agency = a
			}
		}
	}
}

// findNavigation marks the titles that stand under "Most read" and the like:
// short lines without a stop, up to the next prose.
func (l *layout) findNavigation() {
	for i := 0; i < len(l.paras); i++ {
		if k := l.paras[i].kind; k != Newsletter && k != Body || !relatedHead().MatchString(l.text(l.paras[i])) {
			continue
		}
		end := i + 1
		for end < len(l.paras) && end <= i+10 && l.isLinkTitle(end) {
			end++
		}
		if l.paras[i].kind == Body {
			if end < i+3 { // one line may be a sub-heading
				continue
			}
			l.claim(i, Navigation, "")
		}
		if end < len(l.paras) && end > i+1 && !l.isProse(end) && l.paras[end].kind == Body {
			continue // a list of another kind
		}
		for i++; i < end; i++ {
			l.claim(i, Navigation, "")
		}
		i--
	}
}

// isLinkTitle reports whether a paragraph could be the title of another
// article.
func (l *layout) isLinkTitle(i int) bool {
	text := l.text(l.paras[i])
	return l.paras[i].kind == Body && !wordsReach(17, text) && wordsReach(1, text) && !endsSentence(text) &&
		!strings.ContainsAny(text, "\n")
}

// findRepeatedTitle marks the title where the body begins with it again, as a
// line of its own (which a page may do twice) or before a mark that ends it.
func (l *layout) findRepeatedTitle(title string) {
	want := foldWords(title)
	for want != "" && l.repeatsTitle(want) {
	}
}

// repeatsTitle marks the title at the head of the first prose, and reports
// whether that was a line of its own.
func (l *layout) repeatsTitle(want string) bool {
	i := l.firstProse()
	if i < 0 {
		return false
	}
	p := l.paras[i]
	text := l.text(p)
	n := foldPrefix(text, want)
	if n < 0 {
		return false
	}
	rest := strings.TrimLeft(text[n:], "\"'”’.?!…)")
	if strings.TrimSpace(rest) == "" {
		l.claim(i, RepeatedTitle, "")
		return true
	}
	closed := len(rest) < len(text)-n
	after := strings.TrimLeft(rest, " \t|:—–-")
	if strings.Count(want, " ") < 3 || !sentenceBegins(after) || !closed && !separated(rest) {
		return false
	}
	l.mark(p.start, p.end-len(after), RepeatedTitle, "")
	l.paras[i].start = p.end - len(after)
	return false
}

// separated reports whether a text begins with a mark that parts a headline
// from what follows.
func separated(s string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, " \t"))
	return strings.ContainsRune("|:—–-", r)
}

// firstProse gives the first paragraph that is still Body, or -1.
func (l *layout) firstProse() int {
	return slices.IndexFunc(l.paras, func(p paragraph) bool { return p.kind == Body })
}

// findLead marks an outlet's name or a dateline before the first sentence; a
// paragraph that is no report may stand before it.
func (l *layout) findLead() {
	seen := 0
	for i := range l.paras {
		if l.paras[i].kind != Body {
			continue
		}
		if l.leadOf(i) || seen == 2 {
			return
		}
		seen++
	}
}

// leadOf marks what stands before the first sentence of paragraph i.
func (l *layout) leadOf(i int) bool {
	start := l.paras[i].start
	end := l.paras[i].end
	if name, n := outletPrefix(l.body[start:end], l.outlets); n > 0 && i == l.firstProse() {
		l.facts.prefix, l.facts.prefixAt = name, start
		l.mark(start, start+n, Dateline, "")
		start += n
	}
	if d := readDateline(l.body[start:end]); d.n > 0 {
		l.facts.dateline, l.facts.datelineAt = d, start
		if a := wireService(d.agency); a != "" && l.facts.agency == "" {
			l.facts.agency = a
		}
		place := start + d.n
		if wireService(d.agency) != "" {
			place = start + d.agencyAt
		}
		l.mark(start, place, Dateline, "")
		l.mark(place, start+d.n, WireCredit, "")
		start += d.n
	}
	found := start > l.paras[i].start
	l.paras[i].start = start
	return found
}

// findRepetitions marks a paragraph that says again, word for word, what one
// before it said, and a teaser at the head that breaks off in the words of a
// paragraph below.
func (l *layout) findRepetitions() {
	seen := map[string]bool{}
	var teasers []int
	for i, p := range l.paras {
		if p.kind != Body || !wordsReach(8, l.text(p)) {
			continue
		}
		key := foldWords(l.text(p))
		for _, j := range teasers {
			if l.paras[j].kind == Body && strings.HasPrefix(key, foldWords(l.text(l.paras[j]))) {
				l.claim(j, Repetition, "")
			}
		}
		if seen[key] {
			l.claim(i, Repetition, "")
		}
		seen[key] = true
		if i < 4 && isCutOff(l.text(p)) {
			teasers = append(teasers, i)
		}
	}
}

// isCutOff reports whether a text ends as a teaser does: with three dots.
func isCutOff(s string) bool {
	s = strings.TrimRight(s, "])} \t")
	return strings.HasSuffix(s, "…") || strings.HasSuffix(s, "...")
}

// findSubheadings marks short lines without a stop that stand between
// paragraphs of prose.
func (l *layout) findSubheadings() {
	for i := 1; i+1 < len(l.paras); i++ {
		p := l.paras[i]
		if p.kind == Body && isSubheading(l.text(p)) && l.isProse(i+1) && l.proseBefore(i) {
			l.claim(i, Subheading, "")
		}
	}
}

func (l *layout) isProse(i int) bool {
	text := l.text(l.paras[i])
	return l.paras[i].kind == Body && wordsReach(10, text) && endsSentence(strings.TrimRight(text, ":"))
}

// proseBefore reports whether the nearest paragraph of Body above is prose.
func (l *layout) proseBefore(i int) bool {
	for i--; i >= 0; i-- {
		if l.paras[i].kind == Body {
			return l.isProse(i)
		}
	}
	return false
}

func isSubheading(s string) bool {
	s = strings.TrimLeft(s, "# ")
	words := CountWords(s)
	if strings.IndexFunc(s, unicode.IsLetter) < 0 || words > 12 || len(s) > 100 || strings.Contains(s, "\n") {
		return false
	}
	first, _ := utf8.DecodeRuneInString(s)
	last, _ := utf8.DecodeLastRuneInString(s)
	if !unicode.IsUpper(first) && !unicode.IsDigit(first) && !strings.ContainsRune("“‘\"'", first) {
		return false
	}
	return !strings.ContainsRune(".!,;:…—–-", last) && !strings.HasSuffix(strings.TrimRight(s, "”’\"'"), ".") &&
		!strings.HasSuffix(strings.TrimRight(s, "”’\"'"), ",")
}

// regions makes the regions of the canonical text: what lies between the
// marks is Body, and space behind a marked line belongs to it.
func (l *layout) regions(bodyStart int) []Region {
	var rs []Region
	if bodyStart > 0 {
		rs = append(rs, Region{Start: 0, End: bodyStart - 2, Kind: Title})
	}
	slices.SortFunc(l.marks, func(a, b Region) int { return cmp.Compare(a.Start, b.Start) })
	pos := 0
	add := func(end int, kind RegionKind, speaker string) {
		if end > pos {
			rs = append(rs, Region{Start: bodyStart + pos, End: bodyStart + end, Kind: kind, Speaker: speaker})
			pos = end
		}
	}
	for _, m := range l.marks {
		add(m.Start, Body, "")
		end := m.End
		for end < len(l.body) && strings.IndexByte(" \t\r\n", l.body[end]) >= 0 {
			end++
		}
		add(end, m.Kind, m.Speaker)
	}
	add(len(l.body), Body, "")
	return rs
}

// proseText gives what is scored of the body, for counting and comparing.
func (l *layout) proseText(rs []Region, bodyStart int) string {
	var sb strings.Builder
	for _, r := range rs {
		if r.Kind.Scored() && r.Start >= bodyStart {
			sb.WriteString(l.body[r.Start-bodyStart : r.End-bodyStart])
			sb.WriteByte('\n')
		}
	}
	return sb.String()
}
