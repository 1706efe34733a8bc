package explain

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
	view  stance.View
	names map[stance.Side]string
	asked map[string]bool // scorers that are models of somebody else
}

// sentences gives the sentences with something to explain, and how many more
// mention an actor. Several scorers are told apart by name.
func (x *explainer) sentences(s stance.Scored, several bool) (out []Sentence, silent int) {
	at := map[int]int{} // sentence of the document -> its place in out
	var spans []annotate.Span
	add := func(row *stance.Row, n Note) {
		k, ok := at[row.Sentence]
		if !ok {
			k = len(out)
			at[row.Sentence] = k
			out, spans = append(out, Sentence{No: row.SentenceNo}), append(spans, row.Span)
		}
		n.No = len(out[k].Notes) + 1
		out[k].Notes = append(out[k].Notes, n)
	}
	for i := range s.Portrayals {
		switch p := &s.Portrayals[i]; {
		case !p.Reader.Known() && !x.asked[p.Scorer]: // of the rules alone: their judgments say it already
		case p.Failed != "":
			add(&p.Row, Note{Heading: x.names[p.Target] + ": no answer", Rule: p.Scorer, Why: p.Failed})
		default:
			add(&p.Row, x.portrayal(p, several))
		}
	}
	for i := range s.Judgments {
		if j := &s.Judgments[i]; j.Evaluated {
			add(&j.Row, x.judgment(j, several))
		}
	}
	for i := range s.Relations {
		add(&s.Relations[i].Row, x.relation(&s.Relations[i], several))
	}
	mute := map[int]bool{}
	for i := range x.doc.Mentions {
		m := &x.doc.Mentions[i]
		if _, ok := at[m.Sentence]; !ok && x.counts(m) {
			mute[m.Sentence] = true
		}
	}
	for k := range out {
		out[k].Text = x.pieces(spans[k], out[k].Notes)
	}
	slices.SortStableFunc(out, func(a, b Sentence) int { return cmp.Compare(a.No, b.No) })
	return out, len(mute)
}

// counts reports whether a mention is of one of the two actors.
func (x *explainer) counts(m *annotate.Mention) bool {
	return m.Actor != "" && (m.Actor == x.view.Actor1 || m.Actor == x.view.Actor2) && (m.Relation != annotate.Proxy || x.view.Proxies[m.Actor])
}

// askedAlone is why an answer of a model of somebody else stands: no rules vote
// beside it.
const askedAlone = "so says the model"

func signOf(v float64) string {
	switch {
	case v > 0:
		return "for"
	case v < 0:
		return "against"
	}
	return ""
}

// heading says who is for or against whom, and how strongly.
func (x *explainer) heading(j *stance.Judgment) string {
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
	return fmt.Sprintf("%s %s %s", holder, verb, x.names[j.Target])
}

// judgment says who is for or against whom, in whose words, and by what it was found.
func (x *explainer) judgment(j *stance.Judgment, several bool) Note {
	n := Note{Sign: signOf(j.Polarity), Why: j.Explanation, Rule: j.RuleID, spans: j.Evidence, Evidence: x.words(j.Evidence)}
	n.Heading = x.heading(j)
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
	n.Facts = append(n.Facts, inMode(j.Modality, j.Confidence, j.PFor+j.PAgainst > 0)...)
	if j.PFor+j.PAgainst > 0 {
		n.Facts = append(n.Facts, fmt.Sprintf("against %s, for %s", chance(j.PAgainst), chance(j.PFor)))
	}
	switch {
	case x.asked[j.Scorer]:
		n.Why = askedAlone
	case n.Why == "":
		n.Why = "the reader alone, no rule says the same"
	}
	if j.Scope == stance.ActorScope {
		n.Facts = append(n.Facts, "a sentence about one of the two only")
	}
	if several {
		n.Facts = append(n.Facts, "scorer "+j.Scorer)
	}
	return n
}

// inMode says in what mode something is put, and whether a rule finds it
// arguable; of a reader's answer the probabilities say that.
func inMode(m stance.Modality, confidence float64, read bool) []string {
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
	if confidence < 1 && !read {
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

func (x *explainer) relation(r *stance.Relation, several bool) Note {
	n := Note{Sign: signOf(r.Cooperation), Why: r.Explanation, Rule: r.RuleID, spans: r.Evidence, Evidence: x.words(r.Evidence)}
	what := quadWords[r.QuadClass]
	if r.QuadClass == "" {
		what = map[string]string{"for": "cooperation", "against": "conflict", "": "mixed dealings"}[n.Sign]
	}
	n.Heading = "Both together: " + what
	if r.Agent != stance.Both {
		n.Heading = fmt.Sprintf("What %s does or says to %s: %s", x.names[r.Agent], x.names[r.Theme], what)
	}
	if r.RootCode != "" {
		n.Facts = append(n.Facts, "PLOVER "+r.RootCode)
	}
	if d := r.Dealings; d.Known() {
		n.Facts = append(n.Facts, fmt.Sprintf("conflict %s, none %s, mixed %s, cooperation %s", chance(d[0]), chance(d[1]), chance(d[2]), chance(d[3])))
		n.besideRules(r.Lexical, dealingsWord(r.Reader), r.Explanation)
	}
	if x.asked[r.Scorer] {
		n.Why = askedAlone
	}
	if r.Voice == stance.QuotedVoice && r.Speaker != "" {
		n.Facts = append(n.Facts, "as "+r.Speaker+" tells it")
	}
	n.Facts = append(n.Facts, inMode(r.Modality, r.Confidence, r.Dealings.Known())...)
	if several {
		n.Facts = append(n.Facts, "scorer "+r.Scorer)
	}
	return n
}

// dealingsWord names the likeliest dealings.
func dealingsWord(d stance.Dealings) string {
	best := 0
	for i := range d {
		if d[i] > d[best] {
			best = i
		}
	}
	return [...]string{"conflict", "none", "mixed", "cooperation"}[best]
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
func (x *explainer) pieces(sentence annotate.Span, notes []Note) []Piece {
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
	var out []Piece
	for i := 0; i+1 < len(cuts); i++ {
		at := annotate.Span{Start: cuts[i], End: cuts[i+1]}
		p := Piece{Text: oneLine(x.doc.Text[at.Start:at.End])}
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
