package read

import (
	"errors"
	"iter"
	"strings"

	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/internal/words"
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
		if starts := blockStarts(text); len(starts) > 1 {
			in.readBlocks(text, starts, encoding, yield)
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

var ruledLine = words.Lazily(`^\s*(?:-{4,}|\*{4,}|={4,}|_{4,}|#{4,}|~{4,})\s*$`)

// blockStarts gives where the articles of a text begin that has several of them, each below a head of
// labels ("Source: ...", "Date: ..."): at the label that begins the first, behind a blank line or a rule.
func blockStarts(text string) (starts []int) {
	first, free, dated := "", true, false
	for at := 0; at < len(text); {
		line, _, _ := strings.Cut(text[at:], "\n")
		line = strings.TrimRight(line, "\r")
		if label, _, ok := headerOf(strings.TrimPrefix(line, bomUTF8)); free && ok && (first == "" || label == first) {
			if fm, head := splitLabels(text[at:]); head {
				if day := saysDay(fm); day || !dated {
					starts, first, dated = append(starts, at), label, day || dated
				}
			}
		}
		blank := strings.TrimSpace(line) == ""
		if first == "" && !blank && !ruledLine().MatchString(line) {
			return nil
		}
		free = blank || ruledLine().MatchString(line)
		at = min(at+len(line)+1, len(text))
		if at < len(text) && text[at-1] == '\r' {
			at++
		}
	}
	return starts
}

// saysDay reports whether what a head of labels gives as a day can be one: a text may well have lines
// that begin like labels.
func saysDay(fm frontMatter) bool {
	day, ok := plainFields(fm).named(dateNames.List())
	return ok && (strings.ContainsAny(day.value, "0123456789") || corpus.Missing(day.value))
}

// readBlocks reads the articles that begin at some places of a text.
func (in *input) readBlocks(text string, starts []int, encoding string, yield func(*corpus.Record, error) bool) {
	if encoding != "" && !yield(nil, in.note(0, corpus.ReasonEncoding, "is not UTF-8 and was read as %s", encoding)) {
		return
	}
	line := 1 + strings.Count(text[:starts[0]], "\n")
	for i, at := range starts {
		end := len(text)
		if i+1 < len(starts) {
			end = starts[i+1]
		}
		r, err := textRecord(in.file, withoutRules(text[at:end]), in.columns)
		if r != nil {
			r.Line, r.BodyLine = line, r.BodyLine+line-1
		}
		if !yield(r, err) {
			return
		}
		line += strings.Count(text[at:end], "\n")
	}
}

// withoutRules gives a text without the lines at its end that are blank or a rule.
func withoutRules(text string) string {
	for {
		text = strings.TrimRight(text, " \t\r\n")
		i := strings.LastIndexByte(text, '\n')
		if !ruledLine().MatchString(text[i+1:]) {
			return text
		}
		text = text[:i+1]
	}
}
