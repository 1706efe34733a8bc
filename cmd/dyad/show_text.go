package main

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/study"
)

// view is an article as show writes it.
type view struct {
	doc    *annotate.Document
	actors []study.Actor
	style  style
	width  int
}

// gutter is the room for the number of a sentence.
const gutter = 5

// actorColours are those of the actors, in order; they come round again.
var actorColours = [...]string{"36", "33", "35", "32", "34", "31"}

// write writes the head, the legend and the sentences.
func (v *view) write(w io.Writer, exclusion string) error {
	out := bufio.NewWriter(w)
	a := v.doc.Article
	head := clean(a.ID)
	for _, more := range []string{a.Title.Value, a.Source.Value, a.Date.ISO()} {
		if more != "" {
			head += " · " + clean(more)
		}
	}
	fmt.Fprintln(out, v.wrap(v.style.bold(head), 0))
	if exclusion != "" {
		fmt.Fprintf(out, "  not annotated: %s\n", exclusion)
		return out.Flush()
	}
	fmt.Fprintln(out, v.wrap(v.legend(), 2))
	paragraph := -1
	for s := range v.doc.Sentences {
		if p := v.doc.Sentences[s].Paragraph; p != paragraph {
			paragraph = p
			fmt.Fprintln(out)
		}
		v.sentence(out, s)
	}
	return out.Flush()
}

// legend says what the marks mean.
func (v *view) legend() string {
	var b strings.Builder
	b.WriteString("  ")
	for i := range v.actors {
		m := annotate.Mention{Actor: v.actors[i].ID, Relation: annotate.Self}
		b.WriteString(v.mention(&m, v.actors[i].Name) + "  ")
	}
	b.WriteString(v.style.dim("m member, p proxy") + "  ")
	b.WriteString(v.said(annotate.Direct, "quoted") + "  " + v.said(annotate.Indirect, "reported"))
	b.WriteString(v.style.dim(" with who says it below"))
	return b.String()
}

// sentence writes a sentence and, below it, whose words begin in it.
func (v *view) sentence(w io.Writer, s int) {
	sent := &v.doc.Sentences[s]
	letters := v.letters(s)
	text := v.marked(sent.Span, letters)
	no := fmt.Sprintf("%3d  ", sent.No)
	if sent.Region != "body" {
		text += " " + v.style.dim("("+string(sent.Region)+")")
	}
	fmt.Fprintln(w, v.style.dim(no)+v.wrap(text, gutter))
	for _, l := range letters {
		fmt.Fprintln(w, strings.Repeat(" ", gutter)+v.wrap(v.style.dim(l.letter+" ")+v.speaker(l.attribution), gutter+2))
	}
}

// lettered is an attribution whose words begin in a sentence.
type lettered struct {
	letter      string
	attribution int
}

// letters names the attributions whose content begins in sentence s.
func (v *view) letters(s int) (out []lettered) {
	sent := v.doc.Sentences[s].Span
	for i := range v.doc.Attributions {
		if start := v.doc.Attributions[i].Content[0].Start; start >= sent.Start && start < sent.End {
			out = append(out, lettered{letterOf(len(out)), i})
		}
	}
	return out
}

// letterOf gives a, b ... z, aa, ab ...
func letterOf(n int) string {
	if n < 26 {
		return string(rune('a' + n))
	}
	return letterOf(n/26-1) + string(rune('a'+n%26))
}

// speaker says whose words an attribution has.
func (v *view) speaker(i int) string {
	at := &v.doc.Attributions[i]
	who := "nobody named"
	if at.SpeakerName != "" {
		who = clean(at.SpeakerName)
	}
	if at.Mention >= 0 {
		if m := v.doc.Mentions[at.Mention]; m.Actor != "" {
			who = v.mention(&m, who)
		}
	}
	facts := []string{string(at.Type)}
	if at.Kind != "say" {
		facts = append(facts, at.Kind)
	}
	for _, c := range at.Cue {
		facts = append(facts, "“"+strings.Join(strings.Fields(clean(v.doc.Text[c.Start:c.End])), " ")+"”")
	}
	if at.Parent >= 0 {
		if outer := v.doc.Attributions[at.Parent].SpeakerName; outer != "" && outer != at.SpeakerName {
			facts = append(facts, "told by "+clean(outer))
		}
	}
	return who + v.style.dim(" ("+strings.Join(facts, ", ")+")")
}

// number gives the number of an actor in the legend, 0 for anybody else.
func (v *view) number(id string) int {
	return 1 + slices.IndexFunc(v.actors, func(a study.Actor) bool { return a.ID == id })
}

// mention sets off words that mean an actor.
func (v *view) mention(m *annotate.Mention, text string) string {
	n := v.number(m.Actor)
	tag := map[annotate.ActorRelation]string{annotate.Member: "m", annotate.Proxy: "p"}[m.Relation]
	if !v.style.on {
		return "[" + text + "]" + strconv.Itoa(n) + tag
	}
	return v.coloured(text, colour(n)) + v.style.dim(tag)
}

// colour gives the code of the n-th actor.
func colour(n int) string {
	return "1;" + actorColours[max(0, n-1)%len(actorColours)]
}

// said sets off the words of somebody.
func (v *view) said(kind annotate.AttributionType, text string) string {
	if v.style.on {
		return v.coloured(text, saidCode(kind))
	}
	if kind == annotate.Indirect {
		return "{" + text + "}"
	}
	return "<<" + text + ">>"
}

// saidCode is how words of somebody look: quoted ones are underlined,
// reported ones in italics.
func saidCode(kind annotate.AttributionType) string {
	if kind == annotate.Indirect {
		return "3"
	}
	return "4"
}

// coloured colours each word by itself, so that no colour runs over the end
// of a line.
func (v *view) coloured(text, code string) string {
	words := strings.Split(text, " ")
	for i, w := range words {
		words[i] = v.style.with(code, w)
	}
	return strings.Join(words, " ")
}

// mark is what stands at a place of a sentence.
type mark struct {
	annotate.Span
	open, close string // in plain text
	code        string // of the colour
	after       string // behind the words, in either
	inner       int    // the more, the closer to the words
}

// marked gives the words of a sentence with its marks.
func (v *view) marked(sent annotate.Span, letters []lettered) string {
	marks := v.marks(sent, letters)
	cuts := []int{sent.Start, sent.End}
	for _, m := range marks {
		cuts = append(cuts, m.Start, m.End)
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	var b strings.Builder
	for k := range cuts {
		v.closing(&b, marks, cuts[k])
		if k+1 == len(cuts) {
			break
		}
		v.opening(&b, marks, cuts[k])
		b.WriteString(v.painted(marks, annotate.Span{Start: cuts[k], End: cuts[k+1]}))
	}
	return b.String()
}

// words gives the words of a stretch with one space where there was room.
func (v *view) words(s annotate.Span) string {
	raw := clean(v.doc.Text[s.Start:s.End])
	words := strings.Join(strings.Fields(raw), " ")
	if words == "" {
		return " "
	}
	if raw[0] == ' ' {
		words = " " + words
	}
	if raw[len(raw)-1] == ' ' {
		words += " "
	}
	return words
}

// closing writes the marks that end at a place, the inner ones first.
func (v *view) closing(b *strings.Builder, marks []mark, at int) {
	for i := len(marks) - 1; i >= 0; i-- {
		if m := &marks[i]; m.End == at {
			if !v.style.on {
				b.WriteString(m.close)
			}
			b.WriteString(v.style.dim(m.after))
		}
	}
}

// opening writes the marks that begin at a place, the outer ones first.
func (v *view) opening(b *strings.Builder, marks []mark, at int) {
	if v.style.on {
		return
	}
	for i := range marks {
		if m := &marks[i]; m.Start == at {
			b.WriteString(m.open)
		}
	}
}

// painted colours a stretch by all the marks over it.
func (v *view) painted(marks []mark, s annotate.Span) string {
	words := v.words(s)
	var codes []string
	for i := range marks {
		if m := &marks[i]; m.Contains(s) && !slices.Contains(codes, m.code) {
			codes = append(codes, m.code)
		}
	}
	if len(codes) == 0 {
		return words
	}
	return v.coloured(words, strings.Join(codes, ";"))
}

// marks gives the mentions of actors and the reported words in a sentence,
// the outer ones before those within them.
func (v *view) marks(sent annotate.Span, letters []lettered) []mark {
	var out []mark
	add := func(m mark) {
		m.Start, m.End = max(m.Start, sent.Start), min(m.End, sent.End)
		if m.Start < m.End {
			out = append(out, m)
		}
	}
	for i := range v.doc.Attributions {
		at := &v.doc.Attributions[i]
		letter := ""
		if k := slices.IndexFunc(letters, func(l lettered) bool { return l.attribution == i }); k >= 0 {
			letter = letters[k].letter
		}
		for _, c := range at.Content {
			m := mark{Span: c, open: "<<", close: ">>", code: saidCode(at.Type), after: letter}
			if at.Type == annotate.Indirect {
				m.open, m.close = "{", "}"
			}
			add(m)
		}
	}
	for i := range v.doc.Mentions {
		m := &v.doc.Mentions[i]
		if m.Actor == "" {
			continue
		}
		n := v.number(m.Actor)
		tag := map[annotate.ActorRelation]string{annotate.Member: "m", annotate.Proxy: "p"}[m.Relation]
		if !v.style.on {
			tag = strconv.Itoa(n) + tag
		}
		add(mark{Span: m.Span, open: "[", close: "]", code: colour(n), after: tag, inner: 1})
	}
	slices.SortStableFunc(out, func(a, b mark) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End), cmp.Compare(a.inner, b.inner))
	})
	return out
}

// wrap breaks text into lines of the view's width; those after the first are
// indented.
func (v *view) wrap(text string, indent int) string {
	lines := ansi.Wordwrap(text, max(minWidth/2, v.width-indent), "")
	return strings.ReplaceAll(lines, "\n", "\n"+strings.Repeat(" ", indent))
}
