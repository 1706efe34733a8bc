package explain

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed-7a84ba5f/dyad/report/table"
)

// WriteText writes an explained article for a terminal or a file.
func (e *Article) WriteText(w io.Writer, s Style) error {
	out := bufio.NewWriter(w)
	head := clean(e.ID)
	for _, more := range []string{e.Title, e.Source, e.Date} {
		if more != "" {
			head += " · " + clean(more)
		}
	}
	fmt.Fprintln(out, s.bold(head))
	if e.Excluded != "" {
		fmt.Fprintf(out, "  not scored: %s\n\n", e.Excluded)
		return out.Flush()
	}
	for i := range e.Sentences {
		e.Sentences[i].writeText(out, s)
	}
	switch {
	case len(e.Sentences)+e.Silent == 0:
		fmt.Fprintln(out, "  no sentence mentions either actor")
	case e.Silent > 0:
		fmt.Fprintf(out, "\n  sentences that mention an actor and evaluate nothing: %d\n", e.Silent)
	}
	if e.Voted > 0 {
		fmt.Fprintf(out, "\n  reader and rules differ in %d of the %s on which both speak\n", e.Differ, table.Counted(e.Voted, "answer"))
	}
	fmt.Fprintln(out)
	return out.Flush()
}

func (x *Sentence) writeText(w io.Writer, s Style) {
	var b strings.Builder
	for _, p := range x.Text {
		if len(p.Notes) == 0 {
			b.WriteString(clean(p.Text))
			continue
		}
		b.WriteString(s.mark(clean(p.Text), p.Notes, p.Sign))
	}
	fmt.Fprintf(w, "\n  %d  %s\n", x.No, strings.TrimSpace(b.String()))
	for _, n := range x.Notes {
		facts := ""
		if len(n.Facts) > 0 {
			facts = " (" + clean(strings.Join(n.Facts, ", ")) + ")"
		}
		fmt.Fprintf(w, "     [%d] %s%s\n", n.No, s.sign(clean(n.Heading), n.Sign), facts)
		because := ""
		if n.Evidence != "" {
			because = "because of " + clean(n.Evidence) + ": "
		}
		fmt.Fprintf(w, "         %s%s\n", because, s.differs(clean(n.Why), n.Differs))
		fmt.Fprintf(w, "         %s\n", s.dim("rule "+n.Rule))
	}
}

// clean makes text safe for a terminal: no control or direction characters.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == utf8.RuneError, unicode.Is(unicode.Cc, r), unicode.Is(unicode.Cf, r):
			return ' '
		}
		return r
	}, s)
}
