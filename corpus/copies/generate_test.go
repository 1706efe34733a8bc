package copies

import (
	"math/rand/v2"
	"strings"
)

// copyKinds are what a copier can do to a text besides changing words: to keep
// two to four fifths of it, to put another lead in the place of a fifth, to
// alter a third of the quoted words, to add boilerplate before and after it,
// and all of these.
var copyKinds = []string{"words", "truncated", "new_lead", "quotes", "boilerplate", "all"}

// synonyms is a small list of ours; the words of a pair take each other's
// place.
var synonyms = func() map[string]string {
	m := map[string]string{}
	for pair := range strings.FieldsSeq(`said:stated says:states told:informed people:persons president:leader government:administration
		big:large large:huge small:little new:fresh old:former many:numerous begin:start began:started end:finish ended:finished show:reveal
		showed:revealed shows:reveals help:assist helped:assisted need:require needs:requires want:wish wanted:wished make:create made:created
		plan:proposal plans:proposals law:legislation laws:rules war:conflict fight:battle attack:assault attacks:assaults money:funds
		job:post jobs:posts work:labor country:nation countries:nations city:town house:home vote:ballot votes:ballots voters:electors
		win:victory won:prevailed lost:failed leave:depart left:departed came:arrived go:move going:moving get:receive got:received
		give:provide gave:provided take:seize took:seized keep:retain kept:retained think:believe thinks:believes believe:reckon
		after:following before:ahead because:since but:yet also:too about:regarding more:further less:fewer during:throughout against:versus
		important:crucial difficult:hard likely:probable quickly:rapidly recently:lately nearly:almost often:frequently statement:remark
		report:account reports:accounts official:officer officials:officers members:lawmakers party:camp campaign:race issue:matter issues:matters
		problem:trouble problems:troubles change:shift changes:shifts group:body groups:bodies family:relatives children:kids women:females
		men:males year:twelvemonth week:sennight month:moon today:now call:phone called:named says:notes asked:inquired answer:reply`) {
		a, b, _ := strings.Cut(pair, ":")
		m[a] = b
		if m[b] == "" {
			m[b] = a
		}
	}
	return m
}()

const boilerplate = "Thank you for reading. Sign up here to get the stories of the day in your inbox every morning. This text was made available to " +
	"subscribers of our network, and all rights are reserved by its owners. Read also what others read just now, and tell us what you think below."

// copier makes copies of texts.
type copier struct {
	rnd   *rand.Rand
	words []string // that take the place of words without a synonym, and make leads
}

func newCopier(rnd *rand.Rand, words []string) *copier { return &copier{rnd, words} }

// copy makes a copy of a text of which a share of the words is changed, and
// to which what the kind says is done besides.
func (c *copier) copy(text, kind string, rate float64) string {
	paragraphs := strings.Split(text, "\n")
	var lines [][]string
	total := 0
	for _, p := range paragraphs {
		words := strings.Fields(p)
		lines = append(lines, words)
		total += len(words)
	}
	if kind == "truncated" || kind == "all" {
		total = int(float64(total) * (0.4 + 0.4*c.rnd.Float64()))
		lines = head(lines, total)
	}
	if kind == "new_lead" || kind == "all" {
		lines = c.newLead(lines, total/5)
	}
	if kind == "quotes" || kind == "all" {
		c.alterQuotes(lines)
	}
	var sb strings.Builder
	for _, words := range lines {
		sb.WriteString(strings.Join(c.change(words, rate), " "))
		sb.WriteByte('\n')
	}
	if kind == "boilerplate" || kind == "all" {
		return boilerplate[:strings.IndexByte(boilerplate, '.')+1] + "\n" + sb.String() + boilerplate
	}
	return sb.String()
}

// head keeps the first n words.
func head(lines [][]string, n int) [][]string {
	var out [][]string
	for _, words := range lines {
		out = append(out, words[:min(n, len(words))])
		if n -= len(words); n <= 0 {
			break
		}
	}
	return out
}

// newLead puts other words in the place of the first n.
func (c *copier) newLead(lines [][]string, n int) [][]string {
	at := c.rnd.IntN(max(1, len(c.words)-n))
	out := [][]string{c.words[at:min(at+n, len(c.words))]}
	for _, words := range lines {
		cut := min(n, len(words))
		n -= cut
		out = append(out, words[cut:])
	}
	return out
}

// change changes a share of the words: to its synonym, or where the list has
// none to another word, to none, or to two.
func (c *copier) change(words []string, rate float64) []string {
	var out []string
	for _, w := range words {
		if c.rnd.Float64() >= rate {
			out = append(out, w)
			continue
		}
		if s := synonyms[strings.ToLower(strings.Trim(w, ".,"))]; s != "" {
			out = append(out, s)
			continue
		}
		switch c.rnd.IntN(4) {
		case 0:
		case 1:
			out = append(out, w, c.words[c.rnd.IntN(len(c.words))])
		default:
			out = append(out, c.words[c.rnd.IntN(len(c.words))])
		}
	}
	return out
}

// alterQuotes changes every third word between quotation marks, and leaves
// the words with the marks alone.
func (c *copier) alterQuotes(lines [][]string) {
	for i, words := range lines {
		lines[i] = append([]string(nil), words...)
		quoted := false
		for k, w := range words {
			marked := strings.ContainsAny(w, "\"“”")
			if !marked && quoted && c.rnd.IntN(3) == 0 {
				lines[i][k] = c.words[c.rnd.IntN(len(c.words))]
			}
			if strings.Count(w, `"`)+strings.Count(w, "“")+strings.Count(w, "”") == 1 {
				quoted = !quoted
			}
		}
	}
}
