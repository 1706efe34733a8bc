package lexicon

import (
	"regexp"
	"strings"
)

// cameoGap is how many words may stand between two words of a verb pattern.
const cameoGap = 4

var (
	cameoHead = regexp.MustCompile(`^---\s*([^\[]+?)\s*(?:\[([^\]]*)\])?\s*---`)
	cameoCode = regexp.MustCompile(`\[([^\]]*)\]`)
	cameoNum  = regexp.MustCompile(`[0-9]{2,4}`)
)

// loadCAMEO reads a verb dictionary of TABARI or PETRARCH: blocks of verbs with
// a code, and patterns "- WORD * WORD [code]" in which "*" is the verb. A term
// is the pattern with each verb of its block put in; "+", "$", "%" and "^",
// which stand for parties, are words that may be anything. Its category is the
// code. The sets of synonyms ("&WEAPON") are put in word by word.
func loadCAMEO(l *loader, text string) {
	sets := map[string][]string{}
	set := ""
	var verbs []string
	code, fresh := "", false
	lines(text, func(n int, line string) {
		if i := strings.IndexByte(line, '#'); i >= 0 {
			line = line[:i]
		}
		body := strings.TrimSpace(line)
		switch {
		case body == "" || strings.HasPrefix(body, "<!--"):
		case strings.HasPrefix(body, "---"):
			m := cameoHead.FindStringSubmatch(body)
			if m == nil {
				l.fail(n, 1, "wants --- VERB [code] ---")
				return
			}
			verbs, set, fresh = nil, "", true
			code = m[2]
		case strings.HasPrefix(body, "&") && !strings.Contains(body, "["):
			set = strings.TrimSpace(body)
		case strings.HasPrefix(body, "+") && set != "":
			sets[set] = append(sets[set], cameoWords(body[1:])...)
		case strings.HasPrefix(body, "-"):
			l.cameoPattern(n, body[1:], verbs, sets)
		case strings.HasPrefix(body, "~"):
		default:
			set = ""
			if m := cameoCode.FindStringSubmatch(body); m != nil || !fresh {
				if m != nil {
					code = m[1]
				}
				if !fresh {
					verbs = nil
				}
			}
			fresh = true
			verbs = append(verbs, l.cameoVerb(n, body, code)...)
			return
		}
		if strings.HasPrefix(body, "-") && !strings.HasPrefix(body, "---") {
			fresh = false
		}
	})
}

// cameoVerb takes in the line of a verb, with its forms in braces.
func (l *loader) cameoVerb(n int, body, code string) []string {
	body = cameoCode.ReplaceAllString(body, "")
	word, _, _ := strings.Cut(body, "{")
	verbs := cameoWords(word)
	if len(verbs) == 0 {
		l.fail(n, 1, "no verb stands here")
		return nil
	}
	verb := strings.Join(verbs, " ")
	if number := cameoNum.FindString(code); number != "" {
		l.add(Term{Pattern: verb, Category: number, Weight: 1, POS: "verb", Lemma: true, Line: n})
	}
	return []string{verb}
}

// cameoPattern takes in a pattern for each verb of its block.
func (l *loader) cameoPattern(n int, body string, verbs []string, sets map[string][]string) {
	m := cameoCode.FindStringSubmatch(body)
	if m == nil {
		l.fail(n, 1, "a pattern without a [code]")
		return
	}
	number := cameoNum.FindString(m[1])
	if number == "" {
		return // [---]: no event
	}
	if len(verbs) == 0 {
		l.fail(n, 1, "a pattern that belongs to no verb")
		return
	}
	body = cameoCode.ReplaceAllString(body, "")
	if !strings.Contains(body, "*") {
		l.fail(n, 1, "no * says where the verb stands")
		return
	}
	for _, verb := range verbs {
		for _, words := range cameoExpand(body, verb, sets) {
			l.add(Term{Pattern: words, Category: number, Weight: 1, Lemma: true, Gap: cameoGap, Line: n})
		}
	}
}

// maxExpansion bounds how many patterns one line with sets may become.
const maxExpansion = 200

// cameoExpand gives the patterns that a line stands for.
func cameoExpand(body, verb string, sets map[string][]string) []string {
	out := []string{""}
	for _, w := range strings.FieldsFunc(body, func(r rune) bool {
		return r == ' ' || r == '\t' || r == '_' || r == '(' || r == ')' || r == '{' || r == '}'
	}) {
		var options []string
		switch {
		case w == "*":
			options = []string{verb}
		case w == "+" || w == "$" || w == "%" || w == "^" || w == ".":
			continue // a party, or anything
		case strings.HasPrefix(w, "&"):
			options = sets[w]
		default:
			options = []string{strings.ToLower(strings.Trim(w, "+$%^*"))}
		}
		if len(options) == 0 || options[0] == "" {
			continue
		}
		var next []string
		for _, o := range out {
			for _, x := range options {
				if len(next) < maxExpansion {
					next = append(next, strings.TrimSpace(o+" "+x))
				}
			}
		}
		out = next
	}
	return out
}

// cameoWords gives the words of a verb or a member of a set, in lower case.
func cameoWords(s string) []string {
	s = strings.NewReplacer("_", " ", "*", "", "+", "").Replace(strings.ToLower(s))
	if s = strings.Join(strings.Fields(s), " "); s == "" {
		return nil
	}
	return []string{s}
}
