package table

import (
	"fmt"
	"strconv"
	"strings"
)

// Span is a byte range of an article's canonical text, end exclusive.
type Span struct{ Start, End int }

// The signs of the columns that hold spans.
const (
	spanTo   = ".." // a spreadsheet would read 4-12 as a date
	spanNext = ";"
)

// FormatSpan writes one span, "" for an empty one.
func FormatSpan[S ~struct{ Start, End int }](s S) string {
	sp := Span(s)
	if sp.Start == sp.End {
		return ""
	}
	return strconv.Itoa(sp.Start) + spanTo + strconv.Itoa(sp.End)
}

// FormatSpans writes spans as they stand in a table: "3..9;12..20".
func FormatSpans[S ~struct{ Start, End int }](ss []S) string {
	var parts []string
	for _, s := range ss {
		if p := FormatSpan(s); p != "" {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, spanNext)
}

// ParseSpans reads the spans of a cell of the columns evidence, agent_span or
// theme_span.
func ParseSpans(cell string) ([]Span, error) {
	if cell == "" {
		return nil, nil
	}
	var out []Span
	for part := range strings.SplitSeq(cell, spanNext) {
		from, to, ok := strings.Cut(part, spanTo)
		start, err1 := strconv.Atoi(from)
		end, err2 := strconv.Atoi(to)
		if !ok || err1 != nil || err2 != nil || start < 0 || end < start {
			return nil, fmt.Errorf("span %q is not of the form start..end", part)
		}
		out = append(out, Span{start, end})
	}
	return out, nil
}

// Overlap reports whether any span of as shares a byte with one of bs.
func Overlap(as, bs []Span) bool {
	for _, a := range as {
		for _, b := range bs {
			if a.Start < b.End && b.Start < a.End {
				return true
			}
		}
	}
	return false
}
