package read

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"math/bits"
	"strconv"
	"unicode/utf8"

	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/internal/plain"
)

// A skimmer decides from the bytes of a line of JSON Lines that its record mentions
// nobody, without decoding it. It says so only where decoding would come to the same:
// the line is sound JSON, an object with a text and a source or an address, and none
// of what it holds could hide a name: no markup, no entity, no letter that is written
// as an escape, that cannot be seen, or that is spelled in others. Whatever it is not
// sure of it leaves to the reader of records.
type skimmer struct {
	names    *Names
	columns  Columns
	sourceOf func(*corpus.Record) string // as the record's article would have it

	fields  map[string]skimField // what a field is, by its name as written
	sources map[string]string    // sourceOf a record that says only its source, by its bytes

	best    [skimKinds]ranked // of the line: the field that is taken
	unclear bool              // a field that may be taken cannot be read here
}

func newSkimmer(opts Options) *skimmer {
	return &skimmer{names: opts.Named, columns: opts.Columns, sourceOf: opts.finish.SourceOf, fields: map[string]skimField{}, sources: map[string]string{}}
}

// The fields that are looked for.
const (
	skimText = iota
	skimSource
	skimURL
	skimKinds
)

// skimField says which of them a field is, and how it ranks among the names of that.
type skimField struct{ kind, rank int }

type ranked struct {
	rank  int // 0 for none
	value []byte
}

// skimMemory is how many names of fields and sources are remembered.
const skimMemory = 1 << 14

// longestMissing is longer than any way to say that there is no value.
const longestMissing = 256

// deepest is how deep values may stand in values.
const deepest = 32

// unnamed reports whether the record of a line surely mentions nobody, and its source.
func (s *skimmer) unnamed(line []byte) (source string, ok bool) {
	if bytes.IndexByte(line, '<') >= 0 || bytes.IndexByte(line, '&') >= 0 || !s.sound(line) || s.unclear {
		return "", false
	}
	if s.best[skimText].rank == 0 || !hasLetters(s.best[skimText].value) || s.names.in(line) {
		return "", false
	}
	source = s.source()
	return source, source != ""
}

// hasLetters reports whether the bytes of a string hold a word, not counting escapes.
func hasLetters(b []byte) bool {
	for i := 0; i+1 < len(b); i++ {
		if b[i] == '\\' {
			i++
		} else if isASCIILetter(b[i]) && isASCIILetter(b[i+1]) {
			return true
		}
	}
	return false
}

// source is that of the record, "" where more of it would have to be read.
func (s *skimmer) source() string {
	said := s.best[skimSource].value
	if s.best[skimSource].rank == 0 {
		return s.sourceOf(&corpus.Record{URL: corpus.Fact{Value: corpus.OneLine(string(s.best[skimURL].value)), Method: corpus.ByRecord}})
	}
	if name, ok := s.sources[string(said)]; ok {
		return name
	}
	name := s.sourceOf(&corpus.Record{Source: corpus.Fact{Value: corpus.OneLine(string(said)), Method: corpus.ByRecord}})
	if len(s.sources) < skimMemory {
		s.sources[string(said)] = name
	}
	return name
}

// sound reports whether a line is one JSON object, and notes the fields that are
// looked for.
func (s *skimmer) sound(b []byte) bool {
	s.best, s.unclear = [skimKinds]ranked{}, false
	i := blanks(b, 0)
	if i == len(b) || b[i] != '{' {
		return false
	}
	end, ok := s.object(b, i, 0)
	return ok && blanks(b, end) == len(b)
}

// object reads the object at b[i]; its fields are noted at depth 0.
func (s *skimmer) object(b []byte, i, depth int) (end int, ok bool) {
	if i = blanks(b, i+1); i < len(b) && b[i] == '}' {
		return i + 1, true
	}
	for i < len(b) && b[i] == '"' {
		name := i
		i, ok = quoted(b, i)
		if !ok {
			return i, false
		}
		key := b[name+1 : i-1]
		if i = blanks(b, i); i == len(b) || b[i] != ':' {
			return i, false
		}
		value := blanks(b, i+1)
		if i, ok = s.value(b, value, depth); !ok {
			return i, false
		}
		if depth == 0 {
			s.note(key, b[value:i])
		}
		if i = blanks(b, i); i == len(b) {
			return i, false
		}
		switch b[i] {
		case '}':
			return i + 1, true
		case ',':
			i = blanks(b, i+1)
		default:
			return i, false
		}
	}
	return i, false
}

// value reads the value at b[i].
func (s *skimmer) value(b []byte, i, depth int) (end int, ok bool) {
	if i >= len(b) || depth == deepest {
		return i, false
	}
	switch b[i] {
	case '"':
		return quoted(b, i)
	case '{':
		return s.object(b, i, depth+1)
	case '[':
		return s.array(b, i, depth+1)
	}
	for end = i; end < len(b) && bytes.IndexByte([]byte(",]} \t\r\n"), b[end]) < 0; {
		end++
	}
	return end, json.Valid(b[i:end])
}

func (s *skimmer) array(b []byte, i, depth int) (end int, ok bool) {
	if i = blanks(b, i+1); i < len(b) && b[i] == ']' {
		return i + 1, true
	}
	for {
		if i, ok = s.value(b, i, depth); !ok {
			return i, false
		}
		if i = blanks(b, i); i == len(b) {
			return i, false
		}
		switch b[i] {
		case ']':
			return i + 1, true
		case ',':
			i = blanks(b, i+1)
		default:
			return i, false
		}
	}
}

// note keeps a field that is looked for, where it ranks before what is known.
func (s *skimmer) note(key, value []byte) {
	f, known := s.fields[string(key)]
	if !known {
		f = s.fieldOf(string(key))
		if len(s.fields) < skimMemory {
			s.fields[string(key)] = f
		}
	}
	if f.rank == 0 {
		return
	}
	best := &s.best[f.kind]
	if best.rank != 0 && best.rank <= f.rank {
		return
	}
	if string(value) == "null" {
		return
	}
	escapes := value[0] == '"' && bytes.IndexByte(value[:min(len(value), longestMissing)], '\\') >= 0
	if value[0] != '"' || escapes && (f.kind != skimText || len(value) < longestMissing) {
		s.unclear = true
		return
	}
	s.unclear = s.unclear || f.kind == skimSource && bytes.Contains(value, []byte("://"))
	inner := bytes.TrimSpace(value[1 : len(value)-1])
	if len(inner) >= longestMissing || !corpus.Missing(string(inner)) {
		best.rank, best.value = f.rank, inner
	}
}

// fieldOf says what a field is by its name.
func (s *skimmer) fieldOf(key string) skimField {
	name := s.columns.nameOf(key)
	for kind, names := range [skimKinds][]string{skimText: textNames.List(), skimSource: sourceNames.List(), skimURL: urlNames.List()} {
		for i, n := range names {
			if corpus.SameName(n, name) {
				return skimField{kind, i + 1}
			}
		}
	}
	return skimField{}
}

// blanks gives the first place from i on that is no blank of JSON.
func blanks(b []byte, i int) int {
	for i < len(b) && (b[i] == ' ' || b[i] == '\n' || b[i] == '\t' || b[i] == '\r') {
		i++
	}
	return i
}

// quoted reads the string at b[i]. It is not ok where the string is no JSON, or may hide
// a name.
func quoted(b []byte, i int) (end int, ok bool) {
	for i++; ; {
		i += plainBytes(b[i:])
		if i >= len(b) {
			return i, false
		}
		switch c := b[i]; {
		case c == '"':
			return i + 1, true
		case c == '\\':
			n := harmlessEscape(b[i:])
			if n == 0 {
				return i, false
			}
			i += n
		case c < utf8.RuneSelf: // a control byte
			return i, false
		default:
			r, n := utf8.DecodeRune(b[i:])
			if r == utf8.RuneError && n == 1 || plain.Joins(r) {
				return i, false
			}
			i += n
		}
	}
}

// plainBytes counts the bytes up to a quotation mark, a backslash, a control byte or
// one that is not ASCII, eight at a time.
func plainBytes(b []byte) int {
	const ones, highs = 0x0101010101010101, 0x8080808080808080
	i := 0
	for ; i+8 <= len(b); i += 8 {
		w := binary.LittleEndian.Uint64(b[i:])
		quote, escape := w^ones*'"', w^ones*'\\'
		// a byte is 0, or less than 0x20, where subtracting carries into its high bit
		if found := ((quote-ones)&^quote | (escape-ones)&^escape | (w-ones*0x20)&^w | w) & highs; found != 0 {
			return i + bits.TrailingZeros64(found)/8
		}
	}
	for i < len(b) && b[i] >= 0x20 && b[i] < utf8.RuneSelf && b[i] != '"' && b[i] != '\\' {
		i++
	}
	return i
}

// harmlessEscape gives the length of the escape at the head of b, 0 where it is none,
// or what it stands for could hide a name.
func harmlessEscape(b []byte) int {
	if len(b) < 2 {
		return 0
	}
	if b[1] != 'u' {
		if bytes.IndexByte([]byte(`"\/bfnrt`), b[1]) < 0 {
			return 0
		}
		return 2
	}
	if len(b) < 6 {
		return 0
	}
	n, err := strconv.ParseUint(string(b[2:6]), 16, 32)
	if r := rune(n); err != nil || isASCIILetter(byte(r)) && r < utf8.RuneSelf || r == '<' || r == '&' || r == '.' || plain.Joins(r) {
		return 0
	}
	return 6
}
