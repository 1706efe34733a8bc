package explain

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

// View is an annotated article for a terminal or a file.
type View struct {
	Doc       *annotate.Document
	Exclusion string // why nothing is annotated
	Actors    []study.Actor
	Style     Style
	Width     int // columns to fill
}

// MinWidth is the least width of a view, in columns.
const MinWidth = 20

// gutter is the room for the number of a sentence.
const gutter = 5

// actorColours are those of the actors, in order; they come round again.
var actorColours = [...]string{"36", "33", "35", "32", "34", "31"}

// Write writes the head, the legend and the sentences.
func (v *View) Write(w io.Writer) error {
	out := bufio.NewWriter(w)
	a := v.Doc.Article
	head := clean(a.ID)
	for _, more := range []string{a.Title.Value, a.Source.Value, a.Date.ISO()} {
		if more != "" {
			head += " · " + clean(more)
		}
	}
	fmt.Fprintln(out, v.wrap(v.Style.bold(head), 0))
	if v.Exclusion != "" {
		fmt.Fprintf(out, "  not annotated: %s\n", v.Exclusion)
		return out.Flush()
	}
	fmt.Fprintln(out, v.wrap(v.legend(), 2))
	paragraph := -1
	for s := range v.Doc.Sentences {
		if p := v.Doc.Sentences[s].Paragraph; p != paragraph {
			paragraph = p
			fmt.Fprintln(out)
		}
		v.sentence(out, s)
	}
	return out.Flush()
}

// legend says what the marks mean.
func (v *View) legend() string {
	var b strings.Builder
	b.WriteString("  ")
	for i := range v.Actors {
		m := annotate.Mention{Actor: v.Actors[i].ID, Relation: annotate.Self}
		b.WriteString(v.mention(&m, v.Actors[i].Name) + "  ")
	}
	b.WriteString(v.Style.dim("m member, p proxy") + "  ")
	b.WriteString(v.said(annotate.Direct, "quoted") + "  " + v.said(annotate.Indirect, "reported"))
	b.WriteString(v.Style.dim(" with who says it below"))
	return b.String()
}

// sentence writes a sentence and, below it, whose words begin in it.
func (v *View) sentence(w io.Writer, s int) {
	sent := &v.Doc.Sentences[s]
	letters := v.letters(s)
	text := v.marked(sent.Span, letters)
	no := fmt.Sprintf("%3d  ", sent.No)
	if sent.Region != "body" {
		text += " " + v.Style.dim("("+string(sent.Region)+")")
	}
	fmt.Fprintln(w, v.Style.dim(no)+v.wrap(text, gutter))
	for _, l := range letters {
		fmt.Fprintln(w, strings.Repeat(" ", gutter)+v.wrap(v.Style.dim(l.letter+" ")+v.speaker(l.attribution), gutter+2))
	}
}

// lettered is an attribution whose words begin in a sentence.
type lettered struct {
	letter      string
	attribution int
}

// letters names the attributions whose content begins in sentence s.
func (v *View) letters(s int) (out []lettered) {
	sent := v.Doc.Sentences[s].Span
	for i := range v.Doc.Attributions {
		if start := v.Doc.Attributions[i].Content[0].Start; start >= sent.Start && start < sent.End {
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
func (v *View) speaker(i int) string {
	at := &v.Doc.Attributions[i]
	name := "nobody named"
	if at.SpeakerName != "" {
		name = clean(at.SpeakerName)
	}
	if at.Mention >= 0 {
		if m := v.Doc.Mentions[at.Mention]; m.Actor != "" {
			name = v.mention(&m, name)
		}
	}
	facts := []string{string(at.Type)}
	if at.Kind != "say" {
		facts = append(facts, at.Kind)
	}
	for _, c := range at.Cue {
		facts = append(facts, "“"+strings.Join(strings.Fields(clean(v.Doc.Text[c.Start:c.End])), " ")+"”")
	}
	if at.Parent >= 0 {
		if outer := v.Doc.Attributions[at.Parent].SpeakerName; outer != "" && outer != at.SpeakerName {
			facts = append(facts, "told by "+clean(outer))
		}
	}
	return name + v.Style.dim(" ("+strings.Join(facts, ", ")+")")
}

// number gives the number of an actor in the legend, 0 for anybody else.
func (v *View) number(id string) int {
	return 1 + slices.IndexFunc(v.Actors, func(a study.Actor) bool { return a.ID == id })
}

// mention sets off words that mean an actor.
func (v *View) mention(m *annotate.Mention, text string) string {
	n := v.number(m.Actor)
	tag := map[annotate.ActorRelation]string{annotate.Member: "m", annotate.Proxy: "p"}[m.Relation]
	if !v.Style.On {
		return "[" + text + "]" + strconv.Itoa(n) + tag
	}
	return v.coloured(text, colour(n)) + v.Style.dim(tag)
}

// colour gives the code of the n-th actor.
func colour(n int) string {
	return "1;" + actorColours[max(0, n-1)%len(actorColours)]
}

// said sets off the words of somebody.
func (v *View) said(kind annotate.AttributionType, text string) string {
	if v.Style.On {
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
func (v *View) coloured(text, code string) string {
	words := strings.Split(text, " ")
	for i, w := range words {
		words[i] = v.Style.with(code, w)
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
func (v *View) marked(sent annotate.Span, letters []lettered) string {
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
func (v *View) words(s annotate.Span) string {
	raw := clean(v.Doc.Text[s.Start:s.End])
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
func (v *View) closing(b *strings.Builder, marks []mark, at int) {
	for i := len(marks) - 1; i >= 0; i-- {
		if m := &marks[i]; m.End == at {
			if !v.Style.On {
				b.WriteString(m.close)
			}
			b.WriteString(v.Style.dim(m.after))
		}
	}
}

// opening writes the marks that begin at a place, the outer ones first.
func (v *View) opening(b *strings.Builder, marks []mark, at int) {
	if v.Style.On {
		return
	}
	for i := range marks {
		if m := &marks[i]; m.Start == at {
			b.WriteString(m.open)
		}
	}
}

// painted colours a stretch by all the marks over it.
func (v *View) painted(marks []mark, s annotate.Span) string {
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
func (v *View) marks(sent annotate.Span, letters []lettered) []mark {
	var out []mark
	add := func(m mark) {
		m.Start, m.End = max(m.Start, sent.Start), min(m.End, sent.End)
		if m.Start < m.End {
			out = append(out, m)
		}
	}
	for i := range v.Doc.Attributions {
		at := &v.Doc.Attributions[i]
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
	for i := range v.Doc.Mentions {
		m := &v.Doc.Mentions[i]
		if m.Actor == "" {
			continue
		}
		n := v.number(m.Actor)
		tag := map[annotate.ActorRelation]string{annotate.Member: "m", annotate.Proxy: "p"}[m.Relation]
		if !v.Style.On {
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
func (v *View) wrap(text string, indent int) string {
	lines := ansi.Wordwrap(text, max(MinWidth/2, v.Width-indent), "")
	return strings.ReplaceAll(lines, "\n", "\n"+strings.Repeat(" ", indent))
}
