package read

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"iter"

	"github.com/seed-7a84ba5f/dyad/corpus"
)

// locatedLine is a record that somebody else has read from a file: an engine that
// divides a corpus, or a pipe.
type locatedLine struct {
	File   string          `json:"dyad_file"` // below the argument, with "/"
	Line   int             `json:"dyad_line"` // from 1
	Record json.RawMessage `json:"record"`    // as it stands there, or
	Text   *string         `json:"text"`      // the line itself, which may be no JSON
}

// readLocated reads located lines. What is wrong with a record is told with its place
// in the file that it is from.
func readLocated(in *input) iter.Seq2[*corpus.Record, error] {
	return func(yield func(*corpus.Record, error) bool) {
		for no := 1; ; no++ {
			b, over, err := readLine(in.r, in.limit)
			if err != nil && !errors.Is(err, io.EOF) {
				yield(nil, err)
				return
			}
			if over {
				if !yield(nil, in.lost(no, 0, corpus.ReasonTooLarge, "the line is longer than %d bytes", in.limit)) {
					return
				}
			} else if len(bytes.TrimSpace(b)) > 0 && !readLocatedLine(in, b, no, yield) {
				return
			}
			if err != nil {
				return
			}
		}
	}
}

// readLocatedLine reads the record of one located line.
func readLocatedLine(in *input, b []byte, no int, yield func(*corpus.Record, error) bool) bool {
	var l locatedLine
	if err := json.Unmarshal(b, &l); err != nil {
		return yield(nil, jsonProblem(in, b, no, err))
	}
	if l.File == "" || l.Line < 1 || (len(l.Record) == 0) == (l.Text == nil) {
		return yield(nil, in.lost(no, 0, corpus.ReasonNotObject, "is no located line: it needs dyad_file, dyad_line from 1, and either record or text"))
	}
	record := []byte(l.Record)
	if l.Text != nil {
		record = []byte(*l.Text)
	}
	there := *in
	there.file = file{rel: l.File}
	if len(bytes.TrimSpace(record)) == 0 {
		return true
	}
	return readObject(&there, record, l.Line, yield)
}
