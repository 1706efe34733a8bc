package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/stance"
)

// explainer puts the rows of one document into words.
type explainer struct {
	doc   *annotate.Document
	names map[stance.Side]string
}

// sentences gives the sentences with something to explain, and how many more
// mention an actor. Several scorers are told apart by name.
func (x *explainer) sentences(s stance.Scored, several bool) (out []explainedSentence, silent int) {
	at := map[annotate.Span]int{}
	group := func(span annotate.Span, no int) *explainedSentence {
		k, ok := at[span]
		if !ok {
			k = len(out)
			at[span] = k
			out = append(out, explainedSentence{No: no})
		}
		return &out[k]
	}
	var spans []annotate.Span
	place := func(span annotate.Span, no int) *explainedSentence {
		if _, ok := at[span]; !ok {
			spans = append(spans, span)
		}
		return group(span, no)
	}
	mute := map[annotate.Span]bool{}
	for i := range s.Judgments {
		j := &s.Judgments[i]
		if !j.Evaluated {
			mute[j.Span] = true
			continue
		}
		e := place(j.Span, j.SentenceNo)
		e.Notes = append(e.Notes, x.judgment(j, several))
	}
	for i := range s.Relations {
		r := &s.Relations[i]
		e := place(r.Span, r.SentenceNo)
		e.Notes = append(e.Notes, x.relation(r, several))
	}
	for span := range mute {
		if _, ok := at[span]; !ok {
			silent++
		}
	}
	for k := range out {
		for n := range out[k].Notes {
			out[k].Notes[n].No = n + 1
		}
		out[k].Text = x.pieces(spans[k], out[k].Notes)
	}
	slices.SortStableFunc(out, func(a, b explainedSentence) int { return cmp.Compare(a.No, b.No) })
	return out, silent
}

func signOf(v float64) string {
	switch {
	case v > 0:
		return "for"
	case v < 0:
		return "against"
	}
	return ""
}

// judgment says who is for or against whom, how strongly and in whose words.
func (x *explainer) judgment(j *stance.Judgment, several bool) note {
	n := note{Sign: signOf(j.Polarity), Why: j.Explanation, Rule: j.RuleID, spans: j.Evidence, Evidence: x.words(j.Evidence)}
	holder := "The source itself"
	switch {
	case j.Holder == stance.HolderOther:
		holder = j.HolderName
	case j.Holder != stance.HolderNarrator:
		holder = x.names[j.Holder]
		if j.HolderName != "" && j.HolderName != holder {
			holder = j.HolderName + " (counts for " + holder + ")"
		}
	}
	verb := "is for"
	if j.Polarity < 0 {
		verb = "is against"
	}
	if j.Polarity >= 1 || j.Polarity <= -1 {
		verb = strings.Replace(verb, "is ", "is strongly ", 1)
	}
	if j.Kind == stance.Label {
		verb = "uses a friendly name for"
		if j.Polarity < 0 {
			verb = "uses a hostile name for"
		}
	}
	n.Heading = fmt.Sprintf("%s %s %s", holder, verb, x.names[j.Target])
	if m := j.TargetMention; m != "" && !strings.EqualFold(m, x.names[j.Target]) {
		n.Facts = append(n.Facts, "here “"+m+"”")
	}
	switch {
	case j.Voice == stance.QuotedVoice && j.Speaker != "":
		n.Facts = append(n.Facts, "in the words of "+j.Speaker)
	case j.Voice == stance.QuotedVoice:
		n.Facts = append(n.Facts, "in quoted words")
	case j.Holder != stance.HolderNarrator:
		n.Facts = append(n.Facts, "as the source tells it")
	}
	n.Facts = append(n.Facts, inMode(j.Modality, j.Confidence)...)
	if j.Scope == stance.ActorScope {
		n.Facts = append(n.Facts, "a sentence about one of the two only")
	}
	if several {
		n.Facts = append(n.Facts, "scorer "+j.Scorer)
	}
	return n
}

// inMode says in what mode something is put, and whether it is arguable.
func inMode(m stance.Modality, confidence float64) []string {
	var out []string
	switch m {
	case stance.Hoped:
		out = append(out, "as a hope")
	case stance.Demanded:
		out = append(out, "as a demand")
	case stance.Hypothetical:
		out = append(out, "as a possibility")
	case stance.Denied:
		out = append(out, "what is said is denied")
	case stance.Reported:
		out = append(out, "as hearsay")
	}
	if confidence < 1 {
		out = append(out, "arguable")
	}
	return out
}

// quadWords are the quad classes in a reader's words.
var quadWords = map[string]string{
	"verbal_cooperation":   "friendly words",
	"material_cooperation": "a friendly deed",
	"verbal_conflict":      "hostile words or a demand",
	"material_conflict":    "a hostile deed",
}

func (x *explainer) relation(r *stance.Relation, several bool) note {
	n := note{Sign: signOf(r.Cooperation), Why: r.Explanation, Rule: r.RuleID, spans: r.Evidence, Evidence: x.words(r.Evidence)}
	n.Heading = "Both together: " + quadWords[r.QuadClass]
	if r.Agent != stance.Both {
		n.Heading = fmt.Sprintf("What %s does or says to %s: %s", x.names[r.Agent], x.names[r.Theme], quadWords[r.QuadClass])
	}
	n.Facts = append(n.Facts, "PLOVER "+r.RootCode)
	if r.Voice == stance.QuotedVoice && r.Speaker != "" {
		n.Facts = append(n.Facts, "as "+r.Speaker+" tells it")
	}
	n.Facts = append(n.Facts, inMode(r.Modality, r.Confidence)...)
	if several {
		n.Facts = append(n.Facts, "scorer "+r.Scorer)
	}
	return n
}

// words gives what stands at the spans.
func (x *explainer) words(spans []annotate.Span) string {
	var out []string
	for _, s := range spans {
		out = append(out, "“"+x.squeezed(s)+"”")
	}
	return strings.Join(out, ", ")
}

func (x *explainer) squeezed(s annotate.Span) string {
	return strings.Join(strings.Fields(x.doc.Text[s.Start:s.End]), " ")
}

// pieces cuts a sentence where evidence begins and ends.
func (x *explainer) pieces(sentence annotate.Span, notes []note) []piece {
	cuts := []int{sentence.Start, sentence.End}
	for _, n := range notes {
		for _, s := range n.spans {
			if s.Len() > 0 && sentence.Contains(s) && s != sentence {
				cuts = append(cuts, s.Start, s.End)
			}
		}
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	var out []piece
	for i := 0; i+1 < len(cuts); i++ {
		at := annotate.Span{Start: cuts[i], End: cuts[i+1]}
		p := piece{Text: oneLine(x.doc.Text[at.Start:at.End])}
		for _, n := range notes {
			if slices.ContainsFunc(n.spans, func(s annotate.Span) bool { return s.Contains(at) && s != sentence }) {
				p.Notes = append(p.Notes, n.No)
				switch {
				case p.Sign == "":
					p.Sign = n.Sign
				case n.Sign != "" && p.Sign != n.Sign:
					p.Sign = "mixed"
				}
			}
		}
		out = append(out, p)
	}
	return out
}

// oneLine makes every run of white space a single space.
func oneLine(s string) string {
	var b strings.Builder
	space := false
	for _, r := range s {
		if r == '\n' || r == '\r' || r == '\t' || r == ' ' {
			space = true
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r)
	}
	if space {
		b.WriteByte(' ')
	}
	return b.String()
}
