package read

import (
	"errors"
	"iter"
	"strings"

	"github.com/seed-7a84ba5f/dyad/corpus"
)

// readText reads a text or Markdown file as one article. Front matter, where
// there is any, describes it and is no part of its body.
func readText(in *input) iter.Seq2[*corpus.Record, error] {
	return func(yield func(*corpus.Record, error) bool) {
		b, err := in.all()
		if err != nil {
			yield(nil, err)
			return
		}
		text, encoding, bad := decodeText(b)
		if bad != nil {
			yield(nil, in.lost(bad.line, bad.col, bad.reason, "%s", bad.msg))
			return
		}
		if names := hiddenTable(text); names != nil {
			yield(nil, in.lost(1, 0, corpus.ReasonTableSkipped, "is a table under the name of a text, and was not read: save it as .csv, and say with --map text=COLUMN which of its columns holds the texts (%s)", cutNames(names)))
			return
		}
		r, err := textRecord(in.file, text, in.columns)
		if err != nil {
			var p *corpus.Problem
			if errors.As(err, &p) {
				p.File, p.Path, p.Lost = in.file.rel, in.file.path, true
			}
			yield(nil, err)
			return
		}
		text = strings.TrimPrefix(text, bomUTF8)
		r.Origin, r.OriginLen = textOrigin(b, text), len(text)
		if encoding != "" {
			r.Problem(0, corpus.ReasonEncoding, "is not UTF-8 and was read as %s", encoding)
		}
		yield(r, nil)
	}
}

// textRecord makes a record of a decoded text.
func textRecord(f file, text string, columns Columns) (*corpus.Record, error) {
	text = strings.TrimPrefix(text, bomUTF8)
	if strings.TrimSpace(text) == "" {
		return nil, &corpus.Problem{Reason: corpus.ReasonEmpty, Msg: "is empty"}
	}
	r := &corpus.Record{File: f.rel, Path: f.path, Line: 1, Body: text, BodyLine: 1, LineName: "line"}
	if fm, ok := splitFrontMatter(text); ok {
		r.Body, r.BodyLine = fm.rest, fm.restLine
		if err := readFrontMatter(r, fm, columns); err != nil {
			return nil, err
		}
	}
	if !r.Title.Known() {
		r.TitleFromFirstLine()
	}
	return r, nil
}
