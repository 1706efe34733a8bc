package read

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/tidwall/gjson"

	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/internal/decode"
	"github.com/seed-7a84ba5f/dyad/internal/words"
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

func isJSON(text string) bool { return looksLikeObject([]byte(text)) || looksLikeArray([]byte(text)) }

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
			} else if len(bytes.TrimSpace(b)) > 0 && !in.skimmed(b) && !readObject(in, mendedJSON(b), line, yield) {
				return
			}
			if err != nil {
				return
			}
		}
	}
}

var noNumber = words.Lazily(`([:,\[]\s*)(NaN|[+-]?Infinity)(\s*[,}\]])`)

// mendedJSON gives a value without what programs write that is no JSON: Python's NaN, and the comma
// behind an object on a line of its own.
func mendedJSON(b []byte) []byte {
	odd := bytes.HasSuffix(bytes.TrimSpace(b), []byte{','}) || bytes.Contains(b, []byte("NaN")) || bytes.Contains(b, []byte("Infinity"))
	if !odd || json.Valid(b) {
		return b
	}
	mended := noNumber().ReplaceAll(b, []byte("${1}null${3}"))
	if cut := bytes.TrimRight(mended, ", \t\r\n"); looksLikeObject(cut) {
		mended = cut
	}
	if json.Valid(mended) {
		return mended
	}
	return b
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
		b = mendedJSON(bytes.TrimPrefix(b, []byte(bomUTF8)))
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
	if in.nested == 0 {
		if rows, odd := in.rowsByColumn(b, line); rows != nil {
			if odd != "" && !yield(nil, in.note(line, corpus.ReasonTableRow, "is a table by columns, and %q has more or fewer values than the texts: it was not used", odd)) {
				return false
			}
			for _, fs := range rows {
				if !yield(in.recordOf(fs, line), nil) {
					return false
				}
			}
			return true
		}
	}
	r, err := jsonRecord(in, b, line)
	var p *corpus.Problem
	if errors.As(err, &p) && p.Reason == corpus.ReasonNoText && in.nested < listDepth {
		in.nested++
		defer func() { in.nested-- }()
		if start, end, ok := onlyList(b, 0); ok && (in.nested == 1 || firstHasText(b[start:end])) {
			channel := channelOf(b, line)
			goOn, _ := readArray(in, b[start:end], line+bytes.Count(b[:start], []byte{'\n'}), func(r *corpus.Record, err error) bool {
				if r != nil {
					in.ofChannel(r, channel)
				}
				return yield(r, err)
			})
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

var channelSign = patterns.Pattern("json_channel")

// channelOf gives the name of a feed or channel around a list of its entries, or "".
func channelOf(b []byte, line int) string {
	fs, _ := jsonFields(b, line)
	if !slices.ContainsFunc(fs, func(f field) bool { return channelSign().MatchString(f.value) }) {
		return ""
	}
	title, _ := fs.take(append([]string{"name"}, titleNames.List()...))
	return title.value
}

// recordsByID reads {"a1": {"text": ...}, "a2": ...}: nil where any of the values is no
// record with a text.
func (in *input) recordsByID(b []byte, line int) (out []*corpus.Record) {
	whole := true
	err := members(b, func(name string, raw []byte, at int) bool {
		r, err := jsonRecord(in, raw, line+bytes.Count(b[:at], []byte{'\n'}))
		if whole = looksLikeObject(raw) && err == nil; whole {
			if r.OwnID == "" {
				r.OwnID = name
			}
			out = append(out, r)
		}
		return whole
	})
	if err != nil || !whole {
		return nil
	}
	return out
}

// listDepth is how many objects may stand around a list of records:
// {"response": {"results": [...]}}.
const listDepth = 4

// onlyList finds the one list of objects that a sound object holds, itself or
// in an object inside; of several the one whose first object has a text.
func onlyList(b []byte, depth int) (start, end int, ok bool) {
	if depth == listDepth {
		return 0, 0, false
	}
	n, texts := 0, 0
	err := members(b, func(_ string, raw []byte, at int) bool {
		from, to := at, at+len(raw)
		if looksLikeObject(raw) {
			s, e, inside := onlyList(raw, depth+1)
			if !inside {
				return true
			}
			from, to = at+s, at+e
		} else if !listOfObjects(raw) {
			return true
		}
		n++
		if hasTexts := firstHasText(b[from:to]); hasTexts || texts == 0 {
			start, end = from, to
			if hasTexts {
				texts++
			}
		}
		return true
	})
	return start, end, err == nil && (n == 1 || texts == 1)
}

// firstHasText reports whether the first object of a list has a text.
func firstHasText(b []byte) (has bool) {
	_, _ = elements(b, 1, func(raw []byte, line int) bool {
		fs, err := jsonFields(raw, line)
		has = err == nil && (fs.has(textNames.List()) || inner(raw, line, 0) != nil || textOfParts(raw) != "")
		return false
	})
	return has
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
		goOn = readObject(in, raw, line, yield)
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
		fs = append(fs, in.columns.rename(inner(b, line, 0))...)
	}
	if !fs.has(textNames.List()) && fs.has(slices.Concat(titleNames.List(), dateNames.List())) {
		if text := textOfParts(b); text != "" {
			fs = append(fs, field{name: textNames.List()[0], value: text, line: line})
		}
	}
	if !fs.has(textNames.List()) {
		return nil, in.lost(line, 0, corpus.ReasonNoText, "has no text under a name that is known: --map text=FIELD says which of its fields it is (%s)", fs.names())
	}
	r := in.recordOf(fs, line)
	if strings.ContainsRune(r.Body, utf8.RuneError) {
		r.Warn("the text holds replacement characters (U+FFFD): it was damaged before")
	}
	return r, nil
}

// inner gives the fields of the only object in an object that has a text: {"fields": {"bodyText": ...}}.
func inner(b []byte, line, depth int) (out fields) {
	texts := 0
	_ = members(b, func(_ string, raw []byte, at int) bool {
		if !looksLikeObject(raw) || depth == listDepth {
			return true
		}
		there := line + bytes.Count(b[:at], []byte{'\n'})
		fs, err := jsonFields(raw, there)
		if err == nil && !fs.has(textNames.List()) {
			fs = append(fs, inner(raw, there, depth+1)...)
		}
		if err == nil && fs.has(textNames.List()) {
			out = fs
			texts++
		}
		return texts < 2
	})
	if texts > 1 {
		return nil // records in place of a list
	}
	return out
}

// members calls do for the members of an object, each with its place, until do has enough. An
// error is of the JSON, or errNotObject.
func members(b []byte, do func(name string, raw []byte, at int) bool) error {
	if !json.Valid(b) {
		return syntaxError(b)
	}
	v := gjson.ParseBytes(b)
	if !v.IsObject() {
		return errNotObject
	}
	v.ForEach(func(name, m gjson.Result) bool { return do(name.String(), b[m.Index:m.Index+len(m.Raw)], m.Index) })
	return nil
}

var errNotObject = errors.New("not an object")

// jsonFields reads the scalars of an object, and lists of scalars, in their
// order. Of a nested object the name is taken ("source": {"name": "..."}).
func jsonFields(b []byte, line int) (fields, error) {
	var fs fields
	last, named, titled := 0, false, false
	err := members(b, func(name string, raw []byte, at int) bool {
		line += bytes.Count(b[last:at], []byte{'\n'})
		last = at
		value, ok := jsonScalar(raw)
		if raw[0] == '{' || listOfObjects(raw) {
			v := gjson.ParseBytes(raw)
			if isRecord(v) {
				return true
			}
			if value == "" && corpus.IsName(textNames.List(), name) && !(v.IsObject() && jsonNames(v).has(textNames.List())) {
				value = structuredText(v)
				ok = value != ""
			}
		}
		if ok {
			named = named || raw[0] == '{' && corpus.IsName(titleNames.List(), name)
			titled = titled || raw[0] == '"' && corpus.IsName(titleNames.List(), name)
			fs = append(fs, field{name: name, value: value, line: line})
		}
		return true
	})
	if named && titled { // a title that is a thing of its own, beside the heading: what the article stood in
		i := slices.IndexFunc(fs, func(f field) bool { return corpus.SameName(f.name, titleNames.List()[0]) })
		if i >= 0 {
			fs[i].own, fs[i].name = fs[i].name, "container-title"
		}
	}
	return fs, err
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
		return nestedScalar(gjson.ParseBytes(raw))
	case '[':
		var parts []json.RawMessage
		if json.Unmarshal(raw, &parts) != nil {
			return "", false
		}
		var values []string
		plain, objects := false, false
		for _, p := range parts {
			if p[0] == '[' {
				continue
			}
			if s, ok := jsonScalar(p); ok {
				values = append(values, s)
				plain, objects = plain || p[0] == '"', objects || p[0] == '{'
			}
		}
		if plain && objects { // a text with its links
			return strings.Join(values, ""), true
		}
		return joinedList(values), true
	case 'n':
		return "", true
	}
	return string(raw), true
}

// nestedScalar gives what an object says where one value is looked for: under one of the names that
// interfaces use for it, or as its only member.
func nestedScalar(v gjson.Result) (string, bool) {
	found, rank := "", len(valueNames.List())
	v.ForEach(func(name, m gjson.Result) bool {
		if i := slices.Index(valueNames.List()[:rank], strings.ToLower(name.Str)); i >= 0 && m.Type == gjson.String && m.Str != "" {
			found, rank = m.Str, i
		}
		return rank > 0
	})
	if found != "" {
		return found, true
	}
	var parts [][]int
	if m := v.Get("date-parts"); m.IsArray() && json.Unmarshal([]byte(m.Raw), &parts) == nil { // CSL, as Zotero writes it
		return partsDay(parts), true
	}
	var only gjson.Result
	n := 0
	v.ForEach(func(_, m gjson.Result) bool {
		only = m
		n++
		return n < 2
	})
	if n == 1 && only.IsObject() { // {"$date": {"$numberLong": "..."}}
		only.ForEach(func(_, m gjson.Result) bool { only = m; return false })
	}
	if n != 1 || only.Type == gjson.JSON || only.Type == gjson.Null {
		return "", false
	}
	return only.String(), only.String() != ""
}

// jsonNames gives the names of the members of an object, as fields without values.
func jsonNames(v gjson.Result) (fs fields) {
	v.ForEach(func(name, _ gjson.Result) bool { fs = append(fs, field{name: name.Str}); return true })
	return fs
}

// isRecord reports whether an object, or the first of a list, is a record of its own: it has a text,
// and a title or a day.
func isRecord(v gjson.Result) bool {
	if v.IsArray() {
		v = v.Get("0")
	}
	if !v.IsObject() {
		return false
	}
	names := jsonNames(v)
	return names.has(textNames.List()) && names.has(slices.Concat(titleNames.List(), dateNames.List()))
}

// textOfParts gives the text of an article that is kept as a list of parts of several types.
func textOfParts(b []byte) string {
	var paras []string
	gjson.ParseBytes(b).ForEach(func(_, list gjson.Result) bool {
		if !list.IsArray() || !list.Get("0").IsObject() || isRecord(list) {
			return true
		}
		list.ForEach(func(_, part gjson.Result) bool {
			kind, text := part.Get("type").Str, ""
			part.ForEach(func(name, m gjson.Result) bool {
				if m.Type == gjson.String && corpus.IsName(textNames.List(), name.Str) {
					text = withoutTags(m.Str)
				}
				return text == ""
			})
			if kind != "" && corpus.HasWords(text) && !skippedParts.Has(kind) {
				paras = append(paras, text)
			}
			return true
		})
		return len(paras) == 0
	})
	return strings.Join(paras, "\n\n")
}

// maxParts is how many parts of a text may stand in each other.
const maxParts = 16

// structuredText gives the paragraphs of a text that is kept in parts: {"summary": [...], "sections":
// [{"headline": ..., "paragraphs": [...]}]}.
func structuredText(v gjson.Result) string {
	var paras []string
	var walk func(v gjson.Result, depth int)
	walk = func(v gjson.Result, depth int) {
		v.ForEach(func(name, m gjson.Result) bool {
			switch {
			case partNames.Has(strings.ToLower(name.Str)):
			case m.Type == gjson.JSON:
				if depth < maxParts {
					walk(m, depth+1)
				}
			case m.Type == gjson.String && corpus.HasWords(m.Str):
				paras = append(paras, m.Str)
			}
			return true
		})
	}
	walk(v, 0)
	return strings.Join(paras, "\n\n")
}
