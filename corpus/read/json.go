package read

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"unicode/utf8"

	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/internal/decode"
)

// looksLikeJSONLines: the first line is a whole JSON object, or begins like
// one in a file that is named so.
func looksLikeJSONLines(head []byte, ext string) bool {
	named := ext == ".jsonl" || ext == ".ndjson" || ext == ".jsonlines"
	if named && !looksLikeArray(head) {
		return true
	}
	if !looksLikeObject(head) {
		return false
	}
	line, _, whole := bytes.Cut(bytes.TrimSpace(bytes.TrimPrefix(head, []byte(bomUTF8))), []byte{'\n'})
	if !whole && len(head) == headBytes {
		return ext != ".json"
	}
	return json.Valid(line)
}

// looksLikeJSON: an array of objects, or an object, or a file that is named so.
func looksLikeJSON(head []byte, ext string) bool {
	return ext == ".json" || looksLikeArray(head) || looksLikeObject(head)
}

func looksLikeObject(head []byte) bool { return opensWith(head, '{', "\"}") }
func looksLikeArray(head []byte) bool  { return opensWith(head, '[', "{]") }

// opensWith reports whether the first two bytes that are not space are open
// and one of next: a text may well begin with "[Editor's note".
func opensWith(head []byte, open byte, next string) bool {
	head = bytes.TrimSpace(bytes.TrimPrefix(head, []byte(bomUTF8)))
	if len(head) < 2 || head[0] != open {
		return false
	}
	rest := bytes.TrimSpace(head[1:])
	return len(rest) > 0 && strings.IndexByte(next, rest[0]) >= 0
}

// readJSONLines reads one record from each line. A bad line is a Problem, and
// the next is read.
func readJSONLines(in *input) iter.Seq2[*corpus.Record, error] {
	return func(yield func(*corpus.Record, error) bool) {
		for line := 1; ; line++ {
			b, over, err := readLine(in.r, in.limit)
			if err != nil && !errors.Is(err, io.EOF) {
				yield(nil, err)
				return
			}
			if line == 1 {
				b = bytes.TrimPrefix(b, []byte(bomUTF8))
			}
			if over {
				if !yield(nil, in.lost(line, 0, corpus.ReasonTooLarge, "the line is longer than %d bytes", in.limit)) {
					return
				}
			} else if len(bytes.TrimSpace(b)) > 0 && !in.skimmed(b) && !readObject(in, b, line, yield) {
				return
			}
			if err != nil {
				return
			}
		}
	}
}

// skimmed reports whether the record of a line mentions nobody, and counts it then.
func (in *input) skimmed(line []byte) bool {
	if in.skim == nil {
		return false
	}
	source, ok := in.skim.unnamed(line)
	if ok {
		in.unnamed[source]++
	}
	return ok
}

// readLine reads up to the next newline; the line holds until the next is read. A line
// over the limit is passed over without being held.
func readLine(r *bufio.Reader, limit int64) (line []byte, over bool, err error) {
	for {
		part, err := r.ReadSlice('\n')
		if line == nil && !over && int64(len(part)) <= limit+1 && !errors.Is(err, bufio.ErrBufferFull) {
			return part, false, err
		}
		if !over {
			line = append(line, part...)
		}
		if int64(len(line)) > limit+1 {
			line, over = nil, true
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return line, over, err
		}
	}
}

// readJSON reads a file that is one JSON value: an array of records, or one.
func readJSON(in *input) iter.Seq2[*corpus.Record, error] {
	return func(yield func(*corpus.Record, error) bool) {
		b, err := in.all()
		if err != nil {
			yield(nil, err)
			return
		}
		b = bytes.TrimPrefix(b, []byte(bomUTF8))
		if !looksLikeArray(b) {
			readObjects(in, b, yield)
			return
		}
		for line := 1; looksLikeArray(b); { // lists that were put together with cat
			goOn, end := readArray(in, b, line, yield)
			if !goOn || end == 0 {
				return
			}
			line += bytes.Count(b[:end], []byte{'\n'})
			b = b[end:]
			if rest := bytes.TrimSpace(b); len(rest) > 0 && !looksLikeArray(b) {
				yield(nil, in.note(line, corpus.ReasonTrailing, "something follows the list that is none, and was not read"))
			}
		}
	}
}

// readObjects reads the objects of a file one by one, as jq writes them. From the first
// that is no JSON on nothing can be told.
func readObjects(in *input, b []byte, yield func(*corpus.Record, error) bool) {
	line := 1
	for {
		end := len(b)
		dec := json.NewDecoder(bytes.NewReader(b))
		var raw json.RawMessage
		if dec.Decode(&raw) == nil && looksLikeObject(b[dec.InputOffset():]) {
			end = int(dec.InputOffset())
		}
		if !readObject(in, b[:end], line, yield) || end == len(b) {
			return
		}
		rest := bytes.TrimLeft(b[end:], " \t\r\n")
		line += bytes.Count(b[:len(b)-len(rest)], []byte{'\n'})
		b = rest
	}
}

// readObject reads an object as one record or, where it has no text and holds
// one list of objects, the records of that list: {"articles": [...]}. Objects in
// place of a list, each under its id, are read like one.
func readObject(in *input, b []byte, line int, yield func(*corpus.Record, error) bool) (goOn bool) {
	r, err := jsonRecord(in, b, line)
	var p *corpus.Problem
	if errors.As(err, &p) && p.Reason == corpus.ReasonNoText {
		if start, end, ok := onlyList(b, 0); ok {
			goOn, _ := readArray(in, b[start:end], line+bytes.Count(b[:start], []byte{'\n'}), yield)
			return goOn
		}
		if records := in.recordsByID(b, line); len(records) > 0 {
			for _, r := range records {
				if !yield(r, nil) {
					return false
				}
			}
			return true
		}
	}
	return yield(r, err)
}

// recordsByID reads {"a1": {"text": ...}, "a2": ...}: nil where any of the values is no
// record with a text.
func (in *input) recordsByID(b []byte, line int) (out []*corpus.Record) {
	dec := json.NewDecoder(bytes.NewReader(b))
	_, _ = dec.Token()
	for dec.More() {
		key, err := dec.Token()
		at := int(dec.InputOffset())
		var raw json.RawMessage
		if err != nil || dec.Decode(&raw) != nil || !looksLikeObject(raw) {
			return nil
		}
		r, err := jsonRecord(in, raw, line+bytes.Count(b[:at], []byte{'\n'}))
		if err != nil {
			return nil
		}
		if name, _ := key.(string); r.OwnID == "" {
			r.OwnID = name
		}
		out = append(out, r)
	}
	return out
}

// listDepth is how many objects may stand around a list of records:
// {"response": {"results": [...]}}.
const listDepth = 2

// onlyList finds the one list of objects that a sound object holds, itself or
// in an object inside.
func onlyList(b []byte, depth int) (start, end int, ok bool) {
	dec := json.NewDecoder(bytes.NewReader(b))
	if tok, err := dec.Token(); err != nil || tok != json.Delim('{') || depth == listDepth {
		return 0, 0, false
	}
	n := 0
	for dec.More() {
		var raw json.RawMessage
		if _, err := dec.Token(); err != nil || dec.Decode(&raw) != nil {
			return 0, 0, false
		}
		from, to := int(dec.InputOffset())-len(raw), int(dec.InputOffset())
		if looksLikeObject(raw) {
			s, e, inside := onlyList(raw, depth+1)
			if !inside {
				continue
			}
			from, to = from+s, from+e
		} else if !listOfObjects(raw) {
			continue
		}
		start, end, n = from, to, n+1
	}
	return start, end, n == 1
}

func listOfObjects(raw []byte) bool {
	inner, ok := bytes.CutPrefix(raw, []byte{'['})
	return ok && looksLikeObject(inner)
}

// readArray reads the elements of an array one by one, up to the first place
// that is no JSON: from there on nothing can be told. end is behind the array,
// 0 where its end was not reached.
func readArray(in *input, b []byte, firstLine int, yield func(*corpus.Record, error) bool) (goOn bool, end int) {
	goOn = true
	end, err := elements(b, firstLine, func(raw []byte, line int) bool {
		goOn = yield(jsonRecord(in, raw, line))
		return goOn
	})
	if err != nil {
		return yield(nil, jsonProblem(in, b, firstLine, err)), 0
	}
	return goOn, end
}

// elements calls do for the elements of an array, each with its line, and gives
// the place behind it.
func elements(b []byte, line int, do func(raw []byte, line int) bool) (end int, err error) {
	dec := json.NewDecoder(bytes.NewReader(b))
	if _, err := dec.Token(); err != nil {
		return 0, err
	}
	at := 0
	for dec.More() {
		start := int(dec.InputOffset())
		start += len(b[start:]) - len(bytes.TrimLeft(b[start:], " \t\r\n,"))
		line += bytes.Count(b[at:start], []byte{'\n'})
		at = start
		var raw json.RawMessage
		if err := dec.Decode(&raw); err != nil {
			return 0, err
		}
		if !do(raw, line) {
			return 0, nil
		}
	}
	_, err = dec.Token()
	return int(dec.InputOffset()), err
}

// jsonProblem gives a decoder's error its place.
func jsonProblem(in *input, b []byte, firstLine int, err error) *corpus.Problem {
	offset := len(b)
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		offset = max(min(int(syntax.Offset)-1, len(b)), 0)
	}
	msg := strings.TrimPrefix(err.Error(), "json: ")
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		msg = "unexpected end of JSON input"
	}
	line, col := decode.Place(b, offset)
	return in.lost(firstLine+line-1, col, corpus.ReasonInvalidJSON, "is not JSON: %s", msg)
}

// jsonRecord makes a record of one JSON object.
func jsonRecord(in *input, b []byte, line int) (*corpus.Record, error) {
	if i := decode.Invalid(b); i >= 0 {
		l, col := decode.Place(b, i)
		return nil, in.lost(line+l-1, col, corpus.ReasonInvalidUTF8, "is not UTF-8: byte 0x%02X", b[i])
	}
	fs, err := jsonFields(b, line)
	if errors.Is(err, errNotObject) {
		return nil, in.lost(line, 0, corpus.ReasonNotObject, "is JSON and not an article record (an object)")
	}
	if err != nil {
		return nil, jsonProblem(in, b, line, err)
	}
	fs = in.columns.rename(fs)
	if !fs.has(textNames.List()) {
		return nil, in.lost(line, 0, corpus.ReasonNoText, "has no text under a name that is known: --map text=FIELD says which of its fields it is (%s)", fs.names())
	}
	r := in.recordOf(fs, line)
	if strings.ContainsRune(r.Body, utf8.RuneError) {
		r.Warn("the text holds replacement characters (U+FFFD): it was damaged before")
	}
	return r, nil
}

var errNotObject = errors.New("not an object")

// jsonFields reads the scalars of an object, and lists of scalars, in their
// order. Of a nested object the name is taken ("source": {"name": "..."}).
func jsonFields(b []byte, line int) (fields, error) {
	dec := json.NewDecoder(bytes.NewReader(b))
	tok, err := dec.Token()
	if err != nil {
		return nil, err
	}
	if tok != json.Delim('{') {
		if !json.Valid(b) {
			return nil, syntaxError(b)
		}
		return nil, errNotObject
	}
	var fs fields
	at := 0
	for dec.More() {
		tok, err := dec.Token()
		if err != nil {
			return nil, err
		}
		name, _ := tok.(string)
		pos := int(dec.InputOffset())
		line += bytes.Count(b[at:pos], []byte{'\n'})
		at = pos
		var raw json.RawMessage
		if err := dec.Decode(&raw); err != nil {
			return nil, err
		}
		if value, ok := jsonScalar(raw); ok {
			fs = append(fs, field{name: name, value: value, line: line})
		}
	}
	if _, err := dec.Token(); err != nil {
		return nil, err
	}
	if len(bytes.TrimSpace(b[dec.InputOffset():])) > 0 {
		return nil, syntaxError(b)
	}
	return fs, nil
}

// partsDay writes [[2020, 3, 2]] as a day, as far as it is given.
func partsDay(parts [][]int) string {
	if len(parts) == 0 {
		return ""
	}
	var out []string
	for i, n := range parts[0][:min(len(parts[0]), 3)] {
		out = append(out, fmt.Sprintf("%0*d", []int{4, 2, 2}[i], n))
	}
	return strings.Join(out, "-")
}

// syntaxError gives the error of bytes that are no single JSON value.
func syntaxError(b []byte) error {
	var raw json.RawMessage
	if err := json.Unmarshal(b, &raw); err != nil {
		return err
	}
	return fmt.Errorf("more than one value")
}

// longItem is how many bytes an item of a list has that is a paragraph and no name.
const longItem = 120

// joinedList writes a list of names in a line, and one of paragraphs as paragraphs.
func joinedList(values []string) string {
	for _, v := range values {
		if len(v) >= longItem {
			return strings.Join(values, "\n\n")
		}
	}
	return strings.Join(values, "; ")
}

// jsonScalar gives the text of a scalar, of a list of scalars, or the name of
// a nested object.
func jsonScalar(raw json.RawMessage) (string, bool) {
	switch raw[0] {
	case '"':
		var s string
		err := json.Unmarshal(raw, &s)
		return s, err == nil
	case '{':
		var named struct {
			Name  string  `json:"name"`
			Title string  `json:"title"`      // Event Registry
			Parts [][]int `json:"date-parts"` // CSL, as Zotero writes it
			Shown string  `json:"rendered"`   // WordPress
			Text  string  `json:"text"`
		}
		err := json.Unmarshal(raw, &named)
		value := cmp.Or(named.Name, named.Title, partsDay(named.Parts), named.Shown, named.Text)
		return value, err == nil && value != ""
	case '[':
		var parts []json.RawMessage
		if json.Unmarshal(raw, &parts) != nil {
			return "", false
		}
		var values []string
		for _, p := range parts {
			if s, ok := jsonScalar(p); ok && p[0] != '[' {
				values = append(values, s)
			}
		}
		return joinedList(values), true
	case 'n':
		return "", true
	}
	return string(raw), true
}
