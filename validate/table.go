package validate

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate"

	"github.com/seed-7a84ba5f/dyad/internal/csvin"
)

// Attribution is a row of a gold table or of predictions: who says what in a
// document.
type Attribution struct {
	DocID   string
	ID      string          // attribution_id, unique in its document
	Speaker []annotate.Span // empty where nobody is named
	Cue     []annotate.Span
	Content []annotate.Span // at least one
	Name    string          // the words of the speaker
	Type    annotate.AttributionType
	Line    int // of the table it was read from, 0 for a prediction
}

// columns are those of the table, in the order in which they are written.
var columns = [...]string{"doc_id", "attribution_id", "speaker_spans", "cue_spans", "content_spans", "speaker"}

// ReadAttributions reads a table of attributions; name stands in errors. The
// columns may come in any order, and others beside them are left alone. Only
// the speaker and the cue of a row may be empty. The first fault ends the
// reading.
func ReadAttributions(r io.Reader, name string) ([]Attribution, error) {
	in, err := csvin.NewReader(r, csvin.Options{})
	if err != nil {
		return nil, placed(name, err)
	}
	header := in.Header
	var at [len(columns)]int
	for i, c := range columns {
		if at[i] = slices.Index(header, c); at[i] < 0 {
			return nil, fmt.Errorf("%s:1: there is no column %s", name, c)
		}
	}
	var out []Attribution
	seen := map[[2]string]int{}
	for {
		row, err := in.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, placed(name, err)
		}
		if len(row) != len(header) {
			return nil, fmt.Errorf("%s:%d: %d cells, the header has %d", name, in.Line(), len(row), len(header))
		}
		line := in.Line()
		var cells [len(columns)]string
		for i := range columns {
			cells[i] = row[at[i]]
		}
		a, err := parseRow(cells)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, line, err)
		}
		a.Line = line
		key := [2]string{a.DocID, a.ID}
		if first, ok := seen[key]; ok {
			return nil, fmt.Errorf("%s:%d: %s of %s stands on line %d already", name, line, a.ID, a.DocID, first)
		}
		seen[key] = line
		out = append(out, a)
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%s: has no rows", name)
	}
	return out, nil
}

func parseRow(cells [len(columns)]string) (a Attribution, err error) {
	a.DocID, a.ID, a.Name = cells[0], cells[1], csvin.Unguard(cells[5])
	if a.DocID == "" {
		return a, errors.New("doc_id is empty")
	}
	if a.ID == "" {
		return a, errors.New("attribution_id is empty")
	}
	for i, to := range []*[]annotate.Span{&a.Speaker, &a.Cue, &a.Content} {
		if *to, err = ParseSpans(cells[2+i]); err != nil {
			return a, fmt.Errorf("%s: %w", columns[2+i], err)
		}
	}
	if len(a.Content) == 0 {
		return a, errors.New("content_spans is empty")
	}
	return a, nil
}

// ParseSpans reads spans written as "a-b;c-d". An empty cell has none.
func ParseSpans(s string) ([]annotate.Span, error) {
	if s == "" {
		return nil, nil
	}
	var out []annotate.Span
	for part := range strings.SplitSeq(s, ";") {
		from, to, ok := strings.Cut(part, "-")
		start, err1 := strconv.Atoi(from)
		end, err2 := strconv.Atoi(to)
		if !ok || err1 != nil || err2 != nil || start < 0 || end <= start {
			return nil, fmt.Errorf("%q is no span: want start-end, with end after start", part)
		}
		out = append(out, annotate.Span{Start: start, End: end})
	}
	return out, nil
}

// FormatSpans is the inverse of ParseSpans.
func FormatSpans(spans []annotate.Span) string {
	var b strings.Builder
	for i, s := range spans {
		if i > 0 {
			b.WriteByte(';')
		}
		fmt.Fprintf(&b, "%d-%d", s.Start, s.End)
	}
	return b.String()
}

// WriteAttributions writes a table of attributions as ReadAttributions reads
// it. A speaker that a spreadsheet would run as a formula gets a leading
// apostrophe, as in all tables.
func WriteAttributions(w io.Writer, rows []Attribution) error {
	out := csv.NewWriter(w)
	if err := out.Write(columns[:]); err != nil {
		return err
	}
	for _, a := range rows {
		err := out.Write([]string{a.DocID, a.ID, FormatSpans(a.Speaker), FormatSpans(a.Cue), FormatSpans(a.Content), csvin.Guard(a.Name)})
		if err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}
