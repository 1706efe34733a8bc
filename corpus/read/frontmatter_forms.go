package read

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/BurntSushi/toml"
)

// tomlFields reads the scalars of a TOML table, and lists of scalars, in
// their order.
func tomlFields(fm frontMatter) (fields, error) {
	if err := tooDeep(fm.block); err != nil {
		return nil, err
	}
	values := map[string]any{}
	meta, err := toml.Decode(fm.block, &values)
	if err != nil {
		return nil, err
	}
	var fs fields
	for _, key := range meta.Keys() {
		if len(key) != 1 {
			continue
		}
		if v, ok := tomlScalar(values[key[0]]); ok {
			fs = append(fs, field{name: key[0], value: v, line: lineOfKey(fm, key[0], '=')})
		}
	}
	return fs, nil
}

// tomlScalar gives the text of a value. A day stays a day: TOML knows dates
// without a zone, and they have none here either.
func tomlScalar(v any) (string, bool) {
	switch v := v.(type) {
	case string:
		return v, true
	case time.Time:
		switch v.Location().String() {
		case "date-local":
			return v.Format(time.DateOnly), true
		case "datetime-local":
			return v.Format("2006-01-02T15:04:05"), true
		case "time-local":
			return v.Format(time.TimeOnly), true
		}
		return v.Format(time.RFC3339), true
	case int64, float64, bool:
		return fmt.Sprint(v), true
	case []any:
		var parts []string
		for _, e := range v {
			if s, ok := tomlScalar(e); ok {
				parts = append(parts, s)
			}
		}
		return strings.Join(parts, "; "), true
	}
	return "", false
}

// lineOfKey finds the line on which a key is given its value.
func lineOfKey(fm frontMatter, key string, sign byte) int {
	re, err := regexp.Compile(`^\s*["']?` + regexp.QuoteMeta(key) + `["']?\s*` + string(sign))
	if err != nil {
		return fm.blockLine
	}
	for i, line := range strings.Split(fm.block, "\n") {
		if re.MatchString(line) {
			return fm.blockLine + i
		}
	}
	return fm.blockLine
}

// splitJSON cuts off a JSON object at the head of a text. What follows must be
// on another line and no JSON: else the file is JSON itself.
func splitJSON(text string) (frontMatter, bool) {
	start := len(text) - len(strings.TrimLeft(text, " \t\r\n"))
	head := text[start:min(len(text), start+maxFrontMatter)]
	if !looksLikeObject([]byte(head)) {
		return frontMatter{}, false
	}
	dec := json.NewDecoder(strings.NewReader(head))
	var raw json.RawMessage
	if dec.Decode(&raw) != nil {
		return frontMatter{}, false
	}
	end := start + int(dec.InputOffset())
	blank, rest, ok := strings.Cut(text[end:], "\n")
	after := strings.TrimSpace(rest)
	if !ok || strings.TrimSpace(blank) != "" || after == "" || after[0] == '{' || after[0] == '[' || after[0] == ',' {
		return frontMatter{}, false
	}
	line := 1 + strings.Count(text[:start], "\n")
	return frontMatter{kind: jsonFront, block: text[start:end], blockLine: line, rest: rest, restLine: 1 + strings.Count(text[:end], "\n") + 1}, true
}

// looksLikeJSONFront reports whether a file is a text behind a JSON object. It
// is asked of what is named as a text only: a JSON file with rubbish behind it
// is a damaged JSON file.
func looksLikeJSONFront(head []byte, ext string) bool {
	switch ext {
	case ".md", ".markdown", ".txt", ".mdx", ".qmd":
		_, ok := splitJSON(strings.ToValidUTF8(strings.TrimPrefix(string(head), bomUTF8), "?"))
		return ok
	}
	return false
}

// tooDeep refuses a block whose brackets or indents are nested beyond what an
// article's front matter is: parsers take time that grows with the square of
// the depth.
func tooDeep(block string) error {
	brackets, depth, deepest := 0, 0, 0
	for i := 0; i < len(block); i++ {
		switch block[i] {
		case '[', '{':
			brackets++
			depth++
			deepest = max(deepest, depth)
		case ']', '}':
			depth = max(depth-1, 0)
		}
	}
	if brackets > maxBrackets || deepest > maxDepth {
		return fmt.Errorf("more than %d brackets, or %d in each other", maxBrackets, maxDepth)
	}
	for line := range strings.Lines(block) {
		text := strings.TrimLeft(line, " \t")
		// Each "- ", "? " or ": " at the head of a line opens a level of its own.
		levels := 0
		for len(text) > 1 && strings.IndexByte("-?:", text[0]) >= 0 && (text[1] == ' ' || text[1] == '\t') {
			levels++
			text = strings.TrimLeft(text[1:], " \t")
		}
		if levels > maxDepth || len(line)-len(strings.TrimLeft(line, " \t")) > 8*maxDepth {
			return fmt.Errorf("more than %d levels", maxDepth)
		}
	}
	return nil
}
