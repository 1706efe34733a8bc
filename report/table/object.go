package table

import (
	"encoding/json"
	"errors"
	"strings"
	"unicode/utf8"
)

// pair is a key of a JSON object with its value as written.
type pair struct {
	key string
	raw []byte
}

// pairs are the members of a JSON object in the order in which they stand,
// which the researcher's own columns are known by.
type pairs []pair

// object splits a JSON object into its members.
func object(line []byte) (pairs, error) {
	if !json.Valid(line) {
		var v any
		return nil, json.Unmarshal(line, &v) // says where
	}
	if !utf8.Valid(line) {
		return nil, errors.New("the line is no UTF-8")
	}
	if line[0] != '{' {
		return nil, errors.New("the line is no JSON object")
	}
	ps := make(pairs, 0, 48)
	i := 1
	for {
		i = skipTo(line, i, '"', '}')
		if line[i] == '}' {
			return ps, nil
		}
		end := stringEnd(line, i)
		key, err := unquote(line[i:end])
		if err != nil {
			return nil, err
		}
		start := skipSpace(line, skipTo(line, end, ':', ':')+1)
		i = valueEnd(line, start)
		ps = append(ps, pair{key, line[start:i]})
	}
}

// The functions below walk over JSON that is known to be valid.

func skipTo(b []byte, i int, a, or byte) int {
	for b[i] != a && b[i] != or {
		i++
	}
	return i
}

func skipSpace(b []byte, i int) int {
	for b[i] == ' ' || b[i] == '\t' || b[i] == '\n' || b[i] == '\r' {
		i++
	}
	return i
}

// stringEnd is the index after the string that begins at i.
func stringEnd(b []byte, i int) int {
	for i++; b[i] != '"'; i++ {
		if b[i] == '\\' {
			i++
		}
	}
	return i + 1
}

// valueEnd is the index after the value that begins at i.
func valueEnd(b []byte, i int) int {
	depth := 0
	for {
		switch b[i] {
		case '"':
			i = stringEnd(b, i)
			if depth == 0 {
				return i
			}
			continue
		case '{', '[':
			depth++
		case '}', ']':
			if depth == 0 {
				return i
			}
			if depth--; depth == 0 {
				return i + 1
			}
		case ',', ' ', '\t', '\n', '\r':
			if depth == 0 {
				return i
			}
		}
		i++
	}
}

// get finds a key, first at the place where it is expected.
func (ps pairs) get(key string, at int) ([]byte, bool) {
	if at < len(ps) && ps[at].key == key {
		return ps[at].raw, true
	}
	for _, p := range ps {
		if p.key == key {
			return p.raw, true
		}
	}
	return nil, false
}

// kind is the value of the key record.
func (ps pairs) kind() string {
	raw, ok := ps.get("record", 0)
	if !ok || raw[0] != '"' {
		return ""
	}
	s, err := unquote(raw)
	if err != nil {
		return ""
	}
	return s
}

// meta names the researcher's own columns in order, without meta_.
func (ps pairs) meta() []string {
	var names []string
	for _, p := range ps {
		if name, ok := strings.CutPrefix(p.key, "meta_"); ok {
			names = append(names, name)
		}
	}
	return names
}
