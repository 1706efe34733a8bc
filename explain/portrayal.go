package explain

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/stance"
)

// explainedWords is how many words of a portrayal are told with their shares.
const explainedWords = 4

// portrayal says how a sentence makes an actor look, which words say so, how
// much each, and whether the rules see the same.
func (x *explainer) portrayal(p *stance.Portrayal, several bool) Note {
	sign := p.Label
	n := Note{Sign: signOf(float64(sign)), Rule: p.Scorer, Evidence: x.shareWords(p.Shares), shades: x.shades(p.Span, p.Shares)}
	look := [...]string{"bad", "neutral", "good"}[sign+1]
	n.Heading = fmt.Sprintf("%s looks %s: %s", x.names[p.Target], look, signed(p.Portrayal.Expected()))
	if m := p.TargetMention; m != "" && !strings.EqualFold(m, x.names[p.Target]) {
		n.Facts = append(n.Facts, "here “"+m+"”")
	}
	n.Facts = append(n.Facts, fmt.Sprintf("bad %s, neutral %s, good %s", chance(p.Portrayal[0]), chance(p.Portrayal[1]), chance(p.Portrayal[2])))
	switch {
	case p.Voice == stance.QuotedVoice && p.Speaker != "":
		n.Facts = append(n.Facts, "in the words of "+p.Speaker)
	case p.Voice == stance.QuotedVoice:
		n.Facts = append(n.Facts, "in quoted words")
	case p.Own.Known():
		n.Facts = append(n.Facts, fmt.Sprintf("the source's own stance %s: against %s, for %s", signed(p.Own.Expected()), chance(p.Own[0]), chance(p.Own[2])))
	}
	if several {
		n.Facts = append(n.Facts, "scorer "+p.Scorer)
	}
	if sign != 0 {
		n.spans = p.Evidence
	}
	if x.asked[p.Scorer] {
		n.Evidence, n.Why = x.words(p.Evidence), askedAlone
		return n
	}
	n.besideRules(p.Lexical, [...]string{"negative", "neutral", "positive"}[p.Reader.Sign()+1], p.Explanation)
	return n
}

// besideRules says what the rules say beside the reader, and whether the two
// differ.
func (n *Note) besideRules(rules, reader, reason string) {
	n.Voted, n.Differs = rules != "", rules != "" && rules != reader
	switch {
	case n.Differs:
		n.Why = fmt.Sprintf("reader and rules differ: the reader says %s, the rules say %s", reader, rules)
	case n.Voted:
		n.Why = "the rules say " + rules + " too"
	default:
		n.Why = "no rule speaks of it"
	}
	if reason != "" && n.Voted {
		n.Why += ": " + reason
	}
}

// signed writes a number with its sign, and 0 without one.
func signed(v float64) string {
	if s := fmt.Sprintf("%+.2f", v); s != "+0.00" && s != "-0.00" {
		return s
	}
	return "0.00"
}

// chance writes a probability.
func chance(p float64) string { return fmt.Sprintf("%.2f", p) }

// shareWords gives the words with the largest shares, each with its share.
func (x *explainer) shareWords(shares []stance.Share) string {
	var out []string
	for _, s := range x.largestShares(shares) {
		out = append(out, "“"+x.squeezed(s.Span)+"” "+signed(s.Value))
	}
	return strings.Join(out, ", ")
}

// largestShares gives the words with the largest shares, the largest first. What
// is no word has a share too, but tells a reader nothing.
func (x *explainer) largestShares(shares []stance.Share) []stance.Share {
	order := slices.DeleteFunc(slices.Clone(shares), func(s stance.Share) bool {
		return !strings.ContainsFunc(x.doc.Text[s.Start:s.End], func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
	})
	slices.SortStableFunc(order, func(a, b stance.Share) int { return cmp.Compare(math.Abs(b.Value), math.Abs(a.Value)) })
	return order[:min(explainedWords, len(order))]
}

// shadeLevels is how many strengths of shading a page has.
const shadeLevels = 4

// shades cuts a sentence at its words, each shaded by its share of the largest.
func (x *explainer) shades(sentence annotate.Span, shares []stance.Share) []Shade {
	top := 0.0
	for _, s := range shares {
		top = max(top, math.Abs(s.Value))
	}
	if top == 0 {
		return nil
	}
	var out []Shade
	at := sentence.Start
	for _, s := range shares {
		if s.Start < at || s.End > sentence.End {
			continue
		}
		if s.Start > at {
			out = append(out, Shade{Text: oneLine(x.doc.Text[at:s.Start])})
		}
		one := Shade{Text: oneLine(x.doc.Text[s.Start:s.End]), Share: signed(s.Value)}
		if level := int(math.Round(shadeLevels * math.Abs(s.Value) / top)); level > 0 {
			one.Class = fmt.Sprintf("%s s%d", signOf(s.Value), level)
		}
		out = append(out, one)
		at = s.End
	}
	return append(out, Shade{Text: oneLine(x.doc.Text[at:sentence.End])})
}

// Shade is a word of a sentence with what it adds to how an actor looks.
type Shade struct{ Text, Share, Class string }

// Shades gives the words of a portrayal with their shares, for a page.
func (n *Note) Shades() []Shade { return n.shades }
