package corpus

import (
	"errors"
	"fmt"
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"
)

// readText reads a text or Markdown file as one article. Front matter, where
// there is any, describes it and is no part of its body.
func readText(in *input) iter.Seq2[*record, error] {
	return func(yield func(*record, error) bool) {
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
		r, err := textRecord(in.file, text, in.columns)
		if err != nil {
			var p *Problem
			if errors.As(err, &p) {
				p.File, p.Path, p.Lost = in.file.rel, in.file.path, true
			}
			yield(nil, err)
			return
		}
		text = strings.TrimPrefix(text, bomUTF8)
		r.origin, r.originLen = textOrigin(b, text), len(text)
		if encoding != "" {
			r.problem(0, ReasonEncoding, "is not UTF-8 and was read as %s", encoding)
		}
		yield(r, nil)
	}
}

// textRecord makes a record of a decoded text.
func textRecord(f file, text string, columns Columns) (*record, error) {
	text = strings.TrimPrefix(text, bomUTF8)
	if strings.TrimSpace(text) == "" {
		return nil, &Problem{Reason: ReasonEmpty, Msg: "is empty"}
	}
	r := &record{file: f, line: 1, body: text, bodyLine: 1, lineName: "line"}
	if fm, ok := splitFrontMatter(text); ok {
		r.body, r.bodyLine = fm.rest, fm.restLine
		if err := r.readFrontMatter(fm, columns); err != nil {
			return nil, err
		}
	}
	if !r.title.Known() {
		r.titleFromFirstLine()
	}
	return r, nil
}

// titleFromFirstLine takes the first line for the title where it stands like
// one: short, without a final stop, with an empty line and then prose below.
func (r *record) titleFromFirstLine() {
	line, rest, ok := strings.Cut(r.body, "\n")
	blank, after, ok2 := strings.Cut(rest, "\n")
	title := strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(line), "# "))
	if !ok || !ok2 || strings.TrimSpace(blank) != "" || !looksLikeTitle(title) || !hasProse(after) {
		return
	}
	r.title = Fact{Value: oneLine(title), Method: ByFirstLine, Evidence: fmt.Sprintf("line %d", r.bodyLine)}
	r.uncut = r.body
	for {
		next, more, ok := strings.Cut(after, "\n")
		if !ok || strings.TrimSpace(next) != "" {
			break
		}
		after = more
	}
	r.bodyLine += strings.Count(r.body[:len(r.body)-len(after)], "\n")
	r.body = after
}

// keepFirstLine puts the first line back into the body: the title is said by
// somebody who knows better.
func (r *record) keepFirstLine() {
	r.bodyLine -= strings.Count(r.uncut[:len(r.uncut)-len(r.body)], "\n")
	r.body, r.uncut = r.uncut, ""
}

func looksLikeTitle(s string) bool {
	if n := len(strings.Fields(s)); n < 2 || n > 25 || len(s) > 200 {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(s)
	first, _ := utf8.DecodeRuneInString(s)
	if strings.ContainsRune(".,;:–—…", last) || unicode.IsLower(first) || strings.HasSuffix(s, ".”") || strings.HasSuffix(s, `."`) {
		return false
	}
	return !isNewsletter(s) && !isByline(s) && !isCaption(s) && !breadcrumb().MatchString(s) && tweetTail().FindStringIndex(s) == nil && markerLine().FindString(s) == "" &&
		readDate(s).kind == dateUnknown
}

// hasProse reports whether a text has at least one line that reads like prose.
func hasProse(s string) bool {
	for line := range strings.Lines(s) {
		if len(strings.Fields(line)) >= 8 {
			return true
		}
	}
	return false
}
