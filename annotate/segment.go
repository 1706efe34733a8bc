package annotate

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/sentences"
	"github.com/clipperhouse/uax29/v2/words"

	"github.com/seed-7a84ba5f/dyad/corpus"
)

// segment fills Sentences and Tokens of a document from its article's
// regions. Sentences start from Unicode's default boundaries (UAX 29), which
// do not know abbreviations, quotation marks or line ends of the press; what
// they get wrong is mended here.
func segment(doc *Document) {
	no, paragraph := 1, 0
	doc.Tokens = make([]Token, 0, len(doc.Text)/5) // English has one in five bytes or so
	for _, r := range doc.Article.Regions {
		if !r.Kind.Scored() {
			continue
		}
		text := doc.Text[r.Start:r.End]
		foreign := links(text)
		starts := sentenceSpans(text, foreign)
		newParagraph := true
		for i, s := range starts {
			if i > 0 && strings.Contains(text[starts[i-1].End:s.Start], "\n") {
				newParagraph = true
			}
			if newParagraph && r.Kind != corpus.Title {
				paragraph++
			}
			newParagraph = false
			first := len(doc.Tokens)
			doc.Tokens = appendTokens(doc.Tokens, doc.Text, Span{r.Start + s.Start, r.Start + s.End}, len(doc.Sentences))
			if len(foreign) > 0 {
				doc.Tokens = without(doc.Tokens, first, foreign, r.Start)
				if len(doc.Tokens) == first && len(doc.Sentences) > 0 { // nothing but links
					doc.Sentences[len(doc.Sentences)-1].End = r.Start + s.End
					continue
				}
			}
			sent := Sentence{Span: Span{r.Start + s.Start, r.Start + s.End}, Paragraph: paragraph, Region: r.Kind}
			if r.Kind == corpus.Title {
				sent.Paragraph = 0
			}
			no = doc.appendSentences(sent, first, no)
		}
	}
}

// maxSentence is how many tokens a sentence has at most. The longest of the
// press have 150; what is longer is a list, a table or a text that lost its
// stops, and parsing it whole would cost more than its length.
const maxSentence = 400

// appendSentences adds the sentence that the tokens from first on are of, in
// several pieces where it is too long, and gives the next number.
func (d *Document) appendSentences(sent Sentence, first, no int) int {
	whole := sent.Span
	for {
		last := len(d.Tokens)
		sent.First, sent.End = first, whole.End
		if last-first > maxSentence {
			last = breakAt(d.Tokens, first)
			sent.End = d.Tokens[last-1].End
		}
		if sent.Last = last; sent.Region != corpus.Title {
			sent.No = no
			no++
		}
		for i := first; i < last; i++ {
			d.Tokens[i].Sentence = len(d.Sentences)
		}
		d.Sentences = append(d.Sentences, sent)
		if last == len(d.Tokens) {
			return no
		}
		first, sent.Start = last, d.Tokens[last].Start
	}
}

// breakAt gives the token at which a sentence that is too long is best broken:
// behind its last mark within reach, else where it reaches the limit.
func breakAt(tokens []Token, first int) int {
	for i := first + maxSentence - 1; i >= first+maxSentence/2; i-- {
		if t := tokens[i].Text; t == ";" || t == ":" || t == "," || t == "—" || t == "–" {
			return i + 1
		}
	}
	return first + maxSentence
}

// sentenceSpans gives the sentences of a text, without the space around them.
// None ends within a foreign stretch.
func sentenceSpans(text string, foreign []Span) []Span {
	soft := hardWrapped(text)
	var cuts []int // byte offsets at which a sentence ends
	it := sentences.FromString(text)
	for it.Next() {
		cuts = append(cuts, it.Start()+len(it.Value()))
	}
	var spans []Span
	start, marks := 0, placesOf(text, '"')
	for i, cut := range cuts {
		if cut <= start {
			continue
		}
		if strings.TrimSpace(text[start:cut]) == "" {
			start = cut // a blank line, which would be looked at again with each that follows
			continue
		}
		if i+1 < len(cuts) {
			if within(foreign, cut) || joins(text, start, cut, soft) {
				continue
			}
			cut = pullClosingMarks(text, marks, start, cut)
		}
		spans = appendSplit(spans, text, start, cut)
		start = cut
	}
	return spans
}

// appendSplit adds text[start:end] trimmed, cut where a space was lost
// between two sentences ("the Taliban.Taliban spokesman"), and where an address
// or a name behind a dash follows a full stop.
func appendSplit(spans []Span, text string, start, end int) []Span {
	for i := start + 2; i < end-2; i++ {
		if c := text[i]; c != '.' && c != '?' && c != '!' {
			continue
		}
		cut, ok := lostSpace(text[start:end], i-start)
		if !ok {
			cut, ok = afterStop(text[start:end], i-start)
		}
		if ok {
			spans = appendTrimmed(spans, text, start, start+cut)
			start += cut
			i = start + 1
		}
	}
	return appendTrimmed(spans, text, start, end)
}

func appendTrimmed(spans []Span, text string, start, end int) []Span {
	s := text[start:end]
	start += len(s) - len(strings.TrimLeftFunc(s, unicode.IsSpace))
	s = strings.TrimSpace(s)
	if s == "" {
		return spans
	}
	return append(spans, Span{start, start + len(s)})
}

// lostSpace reports whether the stop at i of s ends a sentence that the next
// one follows without a space, and where the next one begins.
func lostSpace(s string, i int) (int, bool) {
	if !lowerRunBefore(s, i) {
		return 0, false
	}
	j := i + 1
	for j < len(s) {
		r, n := utf8.DecodeRuneInString(s[j:])
		if !isCloser(r) {
			break
		}
		j += n
		if isAmbiguousQuote(r) {
			break // the next mark opens
		}
	}
	k := j
	if r, n := utf8.DecodeRuneInString(s[k:]); isOpener(r) {
		k += n
	}
	if k+1 >= len(s) || !isUpper(s[k]) || !isLower(s[k+1]) {
		return 0, false
	}
	word := s[k:]
	if end := strings.IndexFunc(word, func(r rune) bool { return !unicode.IsLetter(r) }); end > 0 {
		word = word[:end]
	}
	// a web address has no space after its dot
	if j == i+1 && (domainEndings.Has(strings.ToLower(word)) || strings.HasPrefix(lastField(s[:i]), "http") || strings.Contains(lastField(s[:i]), "www")) {
		return 0, false
	}
	return j, true
}

// afterStop reports whether the stop at i of s ends a sentence before a web
// address ("It holds. https://...") or before whoever is named behind a dash
// ("“It holds.” — Jane Roe"), and where that begins.
func afterStop(s string, i int) (int, bool) {
	j := i + 1
	for j < len(s) {
		r, n := utf8.DecodeRuneInString(s[j:])
		if !isCloser(r) {
			break
		}
		j += n
	}
	rest := strings.TrimLeft(s[j:], " \u00a0")
	k := len(s) - len(rest)
	if k == j || !isLower(s[i-1]) {
		return 0, false
	}
	word := strings.ToLower(lastField(s[:i]))
	if titleAbbreviations.Has(word) || plainAbbreviations.Has(word) || monthAbbreviations.Has(word) {
		return 0, false
	}
	if strings.HasPrefix(rest, "http://") || strings.HasPrefix(rest, "https://") || strings.HasPrefix(rest, "www.") || strings.HasPrefix(rest, "pic.twitter.com/") {
		return k, true
	}
	r, n := utf8.DecodeRuneInString(rest)
	if r != '—' && r != '–' {
		return 0, false
	}
	name, _ := utf8.DecodeRuneInString(strings.TrimLeft(rest[n:], " \u00a0"))
	return k, unicode.IsUpper(name) || name == '@'
}

func lowerRunBefore(s string, i int) bool {
	return i >= 2 && isLower(s[i-1]) && isLower(s[i-2])
}

func isUpper(c byte) bool { return 'A' <= c && c <= 'Z' }
func isLower(c byte) bool { return 'a' <= c && c <= 'z' }

func isAmbiguousQuote(r rune) bool { return r == '"' || r == '\'' }

func isCloser(r rune) bool {
	switch r {
	case '"', '\'', '”', '’', '»', ')', ']':
		return true
	}
	return false
}

func isOpener(r rune) bool {
	switch r {
	case '"', '\'', '“', '‘', '«', '(', '[':
		return true
	}
	return false
}

// hardWrapped reports whether the lines of a text were broken at a fixed
// width, so that a single line end is no more than a space.
func hardWrapped(text string) bool {
	if !strings.Contains(text, "\n\n") && strings.Count(text, "\n") < 4 {
		return false
	}
	inner, long, open := 0, 0, 0
	for para := range strings.SplitSeq(text, "\n\n") {
		lines := strings.Split(strings.Trim(para, "\n"), "\n")
		for _, line := range lines[:len(lines)-1] {
			inner++
			n := utf8.RuneCountInString(line)
			if n >= 45 && n <= 100 {
				long++
			}
			if last, _ := utf8.DecodeLastRuneInString(strings.TrimSpace(line)); unicode.IsLetter(last) || last == ',' {
				open++
			}
		}
	}
	return inner >= 3 && long*10 >= inner*8 && open*2 >= inner
}

// joins reports whether the boundary at cut is none: text[start:cut] goes on.
func joins(text string, start, cut int, soft bool) bool {
	left, right := text[start:cut], text[cut:]
	gap := left[len(strings.TrimRightFunc(left, unicode.IsSpace)):]
	left = strings.TrimRightFunc(left, unicode.IsSpace)
	right = strings.TrimLeftFunc(right, unicode.IsSpace)
	if left == "" || right == "" {
		return left == ""
	}
	if strings.Contains(gap, "\n") {
		if strings.Count(gap, "\n") > 1 {
			return false
		}
		last, _ := utf8.DecodeLastRuneInString(left)
		first, _ := utf8.DecodeRuneInString(right)
		open := unicode.IsLetter(last) || last == ',' || last == '-'
		if !(open && (soft || unicode.IsLower(first))) {
			if !soft {
				return false
			}
		} else {
			return true
		}
	}
	return gap == "" && isAddress(lastField(left)) && inAddress(right) || abbreviationJoins(left, right) || questionJoins(left, right)
}

// abbreviationJoins reports whether the stop at the end of left belongs to an
// abbreviation that the sentence goes on after.
func abbreviationJoins(left, right string) bool {
	left = strings.TrimRight(left, ")]")
	if !strings.HasSuffix(left, ".") {
		return false
	}
	word := strings.TrimLeft(lastField(left), "(\"'“‘[—–-")
	bare := strings.TrimSuffix(word, ".")
	lower := strings.ToLower(bare)
	next := firstWord(right)
	switch {
	case titleAbbreviations.Has(lower):
		return true
	case monthAbbreviations.Has(lower) || numberedAbbreviations.Has(lower):
		return right != "" && right[0] >= '0' && right[0] <= '9'
	case len(bare) == 1 && isUpper(bare[0]): // an initial, or "U. S."
		if nb := strings.TrimSuffix(firstField(right), "."); len(nb) == 1 && nb != firstField(right) && isUpper(nb[0]) {
			return true
		}
		prev := strings.TrimSuffix(left, word)
		if spacedAbbreviation(strings.TrimSpace(prev)) {
			return !sentenceStarters.Has(next)
		}
		return !sentenceStarters.Has(next) || strings.TrimSpace(prev) == "" // "A. The first point"
	case strings.Contains(bare, ".") || plainAbbreviations.Has(lower):
		return !sentenceStarters.Has(next) && !startsWithOpener(right)
	}
	return false
}

// spacedAbbreviation reports whether what stands before a single letter is
// the first half of an abbreviation written with a space ("U. S.").
func spacedAbbreviation(prev string) bool {
	f := lastField(prev)
	return len(f) == 2 && f[1] == '.' && isUpper(f[0])
}

func startsWithOpener(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return isOpener(r)
}

// questionJoins keeps a quoted question with the words that report it:
// "Will they go?" Trump asked.
func questionJoins(left, right string) bool {
	trimmed := strings.TrimRightFunc(left, isCloser)
	if trimmed == left || !(strings.HasSuffix(trimmed, "?") || strings.HasSuffix(trimmed, "!")) {
		return false
	}
	n := 0
	for w := range strings.FieldsSeq(right) {
		if n++; n > 5 {
			break
		}
		if askingVerbs.Has(strings.ToLower(strings.Trim(w, ".,;:"))) {
			return true
		}
	}
	return false
}

// pullClosingMarks moves a cut behind a closing mark that a stray space
// separated from its sentence (`as possible. " While`).
func pullClosingMarks(text string, marks marksOf, start, cut int) int {
	rest := text[cut:]
	trimmed := strings.TrimLeft(rest, " \u00a0")
	r, n := utf8.DecodeRuneInString(trimmed)
	after := trimmed[n:]
	spaceFollows := after == "" || after[0] == ' ' || after[0] == '\n'
	switch {
	case r == '”' || r == '’' && spaceFollows:
	case r == '"' && spaceFollows && marks.since(start, cut)%2 == 1:
	default:
		return cut
	}
	return cut + len(rest) - len(after)
}

// marksOf are the places of line ends and of straight quotation marks in a
// text, so that no boundary counts them anew.
type marksOf struct{ lines, marks []int }

func placesOf(text string, mark byte) (m marksOf) {
	for i := range len(text) {
		switch text[i] {
		case '\n':
			m.lines = append(m.lines, i)
		case mark:
			m.marks = append(m.marks, i)
		}
	}
	return m
}

// since counts the marks between the beginning of the line that holds start
// and cut.
func (m marksOf) since(start, cut int) int {
	line := 0
	if at, _ := slices.BinarySearch(m.lines, start); at > 0 {
		line = m.lines[at-1] + 1
	}
	from, _ := slices.BinarySearch(m.marks, line)
	to, _ := slices.BinarySearch(m.marks, cut)
	return to - from
}

func lastField(s string) string {
	if i := strings.LastIndexFunc(s, unicode.IsSpace); i >= 0 {
		_, n := utf8.DecodeRuneInString(s[i:])
		return s[i+n:]
	}
	return s
}

func firstField(s string) string {
	if i := strings.IndexFunc(s, unicode.IsSpace); i >= 0 {
		return s[:i]
	}
	return s
}

func firstWord(s string) string {
	return strings.TrimFunc(firstField(s), func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '’' })
}

// appendTokens adds the words and marks of a sentence, cut as the treebank
// cuts them: clitics apart, an abbreviation with its stop, hyphens apart.
func appendTokens(toks []Token, text string, s Span, sentence int) []Token {
	first := len(toks)
	it := words.FromString(text[s.Start:s.End])
	for it.Next() {
		w := it.Value()
		start := s.Start + it.Start()
		if w[0] <= ' ' || w[0] >= utf8.RuneSelf {
			if strings.TrimSpace(w) == "" {
				continue
			}
		}
		if n := len(toks); n > first && glues(text, &toks[n-1], w, start) {
			toks[n-1].End = start + len(w)
			toks[n-1].Text = text[toks[n-1].Start:toks[n-1].End]
			continue
		}
		cut := clitic(w)
		toks = append(toks, Token{Span: Span{start, start + cut}, Text: text[start : start+cut], Head: -1, Sentence: sentence})
		if cut < len(w) {
			toks = append(toks, Token{Span: Span{start + cut, start + len(w)}, Text: w[cut:], Head: -1, Sentence: sentence})
		}
	}
	for i := first; i < len(toks); i++ { // most are asked for it many times
		toks[i].lower = strings.ToLower(toks[i].Text)
	}
	return toks
}

// isAbbreviation reports whether a full stop behind a word belongs to it: initials,
// titles, months.
func isAbbreviation(p string) bool {
	lower := strings.ToLower(p)
	return strings.Contains(p, ".") && isLetter(p[0]) && len(p) <= 6 ||
		len(p) == 1 && isUpper(p[0]) && p != "I" ||
		titleAbbreviations.Has(lower) || monthAbbreviations.Has(lower) && !monthWords.Has(lower) || plainAbbreviations.Has(lower)
}

// glues reports whether w continues the token before it.
func glues(text string, prev *Token, w string, start int) bool {
	if prev.End != start {
		return false
	}
	switch {
	case isAddress(prev.Text):
		return isLetter(w[0]) || isDigit(w[0]) || w[0] >= utf8.RuneSelf || inAddress(text[start+len(w):])
	case w == ".":
		return prev.Text == "." || strings.HasSuffix(prev.Text, "..") || isAbbreviation(prev.Text)
	case prev.Text == "@" || prev.Text == "#":
		return isLetter(w[0])
	case w == "-":
		return prev.Text == "-" || prev.Text == "--"
	}
	return false
}

// isAddress reports whether a word is the head of a web address.
func isAddress(w string) bool { return strings.HasPrefix(w, "http") || strings.HasPrefix(w, "www.") }

// inAddress reports whether an address goes on with rest, behind one of its
// marks.
func inAddress(rest string) bool {
	return rest != "" && (isLetter(rest[0]) || isDigit(rest[0]) || strings.IndexByte("/-_?&=%#~+", rest[0]) >= 0)
}

func isLetter(c byte) bool { return isUpper(c) || isLower(c) }
func isDigit(c byte) bool  { return '0' <= c && c <= '9' }

// clitic gives the length of the first part of a word, the whole where it has
// but one: don't = do + n't, Trump's = Trump + 's, cannot = can + not.
func clitic(w string) int {
	n := len(w)
	if n == len("cannot") && strings.EqualFold(w, "cannot") {
		return len("can")
	}
	i := strings.LastIndexByte(w, '\'')
	if j := strings.LastIndex(w, "’"); j > i {
		i = j
	}
	if i <= 0 {
		return n
	}
	_, q := utf8.DecodeRuneInString(w[i:])
	tail := w[i+q:]
	if len(tail) > 2 {
		return n
	}
	switch tail = strings.ToLower(tail); {
	case clitics.Has(tail):
		return i
	case tail == "t" && i > 1 && (w[i-1] == 'n' || w[i-1] == 'N'):
		return i - 1
	}
	return n
}
