package read

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/internal/words"
)

// What front matter may hold: more is some other text, or meant to do harm.
const (
	maxFrontMatter = 32 << 10 // bytes
	maxBrackets    = 500      // the parser's time grows with the square of the depth
	maxDepth       = 32
)

// frontKind is the language of a block.
type frontKind int

const (
	yamlFront frontKind = iota
	tomlFront
	jsonFront
	labelFront
)

// frontMatter is the block at the head of a Markdown file: YAML between two
// lines of three dashes, TOML between two of three plus signs, JSON, or bare labels.
type frontMatter struct {
	kind      frontKind
	block     string
	blockLine int // the line of its first byte, from 1
	rest      string
	restLine  int
}

// splitFrontMatter cuts the block off, where there is one. Blank lines before
// it and space after the dashes do not matter.
func splitFrontMatter(text string) (frontMatter, bool) {
	if fm, ok := splitJSON(text); ok {
		return fm, true
	}
	pos, line := 0, 1
	next := func() (string, bool) {
		if pos >= len(text) {
			return "", false
		}
		l, _, _ := strings.Cut(text[pos:], "\n")
		pos = min(pos+len(l)+1, len(text))
		line++
		return strings.TrimRight(l, " \t\r"), true
	}
	first, ok := next()
	for ok && first == "" {
		first, ok = next()
	}
	if first != "---" && first != "+++" {
		return splitLabels(text)
	}
	start, startLine := pos, line
	for pos < min(len(text), maxFrontMatter) {
		end := pos
		l, _ := next()
		if first == "+++" && l == "+++" {
			fm := frontMatter{kind: tomlFront, block: text[start:end], blockLine: startLine, rest: text[pos:], restLine: line}
			return fm, strings.Contains(fm.block, "=") || strings.TrimSpace(fm.block) == ""
		}
		if first == "---" && (l == "---" || l == "...") {
			fm := frontMatter{block: text[start:end], blockLine: startLine, rest: text[pos:], restLine: line}
			return fm, plainField.MatchString(fm.block) || strings.TrimSpace(fm.block) == ""
		}
	}
	return frontMatter{}, false
}

// maxLabels is how many lines a head of bare labels has at most.
const maxLabels = 20

// splitLabels cuts off a head of bare labels, as people write one over a text ("Title: ...",
// "Source: ...", "Date: ..."): up to a blank line, or a label for the text itself. Two of
// the labels must be of what dyad knows, and every line one.
func splitLabels(text string) (frontMatter, bool) {
	start := len(text) - len(strings.TrimLeft(text, " \t\r\n"))
	fm := frontMatter{kind: labelFront, blockLine: 1 + strings.Count(text[:start], "\n")}
	known := map[*words.Class]bool{}
	pos := start
	for n := 0; n < maxLabels && pos < len(text); n++ {
		line, _, _ := strings.Cut(text[pos:], "\n")
		next := min(pos+len(line)+1, len(text))
		label, value, ok := headerOf(strings.TrimRight(line, "\r"))
		blank := strings.TrimSpace(line) == ""
		if !ok && !blank {
			break
		}
		if isText := ok && corpus.IsName(textNames.List(), label); blank || isText {
			fm.block, fm.rest, fm.restLine = text[start:pos], text[next:], fm.blockLine+n+1
			if isText && value != "" {
				fm.rest, fm.restLine = text[pos+strings.Index(line, value):], fm.blockLine+n
			}
			return fm, len(known) >= 2 && strings.TrimSpace(fm.rest) != ""
		}
		for _, names := range []*words.Class{titleNames, sourceNames, dateNames, urlNames} {
			if corpus.IsName(names.List(), label) {
				known[names] = true
			}
		}
		pos = next
	}
	return frontMatter{}, false
}

// readFrontMatter takes over what the block says. A block that is no YAML (a
// title with a bare colon is enough for that) is read line by line.
func readFrontMatter(r *corpus.Record, fm frontMatter, columns Columns) error {
	fs, err := fm.fields()
	if err != nil {
		r.Problem(fm.blockLine, corpus.ReasonFrontMatter, "front matter is not sound %s (%s), and was read line by line",
			[]string{"YAML", "TOML", "JSON", ""}[fm.kind], yamlMessage(err))
		fs = plainFields(fm)
	}
	fs = columns.rename(fs)
	if strings.TrimSpace(fm.rest) == "" && !fs.has(titleNames.List()) {
		return &corpus.Problem{Reason: corpus.ReasonEmpty, Msg: "has front matter and no text"}
	}
	fs.describe(r, corpus.ByFrontMatter, isLayoutKey)
	return nil
}

// fields reads the block by its language.
func (fm frontMatter) fields() (fields, error) {
	switch fm.kind {
	case tomlFront:
		return tomlFields(fm)
	case jsonFront:
		return jsonFields([]byte(fm.block), fm.blockLine)
	case labelFront:
		return plainFields(fm), nil
	}
	return yamlFields(fm)
}

// isLayoutKey reports whether a front matter key is about the page that the
// text was made for. A description repeats the text, and an image is evidence
// of the source only.
func isLayoutKey(name string) bool { return layoutKeys.Has(strings.ToLower(name)) }

// yamlFields reads the scalars of a YAML mapping, and lists of scalars, in
// their order.
func yamlFields(fm frontMatter) (fs fields, err error) {
	if err := tooDeep(fm.block); err != nil {
		return nil, err
	}
	defer func() { // the parser breaks down on some malformed blocks
		if cause := recover(); cause != nil {
			fs, err = nil, fmt.Errorf("the parser broke down: %v", cause)
		}
	}()
	f, err := parser.ParseBytes([]byte(fm.block), 0)
	if err != nil {
		return nil, err
	}
	for _, doc := range f.Docs {
		switch m := doc.Body.(type) {
		case nil:
		case *ast.MappingNode:
			for _, v := range m.Values {
				fs = appendYAML(fs, v, fm.blockLine)
			}
		case *ast.MappingValueNode:
			fs = appendYAML(fs, m, fm.blockLine)
		default:
			return nil, fmt.Errorf("not a list of names and values")
		}
	}
	return fs, nil
}

func appendYAML(fs fields, v *ast.MappingValueNode, firstLine int) fields {
	value, ok := yamlScalar(v.Value)
	if !ok {
		return fs
	}
	key := v.Key.GetToken()
	return append(fs, field{name: key.Value, value: value, line: firstLine + key.Position.Line - 1})
}

// yamlScalar gives the text of a scalar as it was written, so that a number
// stays what it looks like.
func yamlScalar(n ast.Node) (string, bool) {
	switch n := n.(type) {
	case *ast.LiteralNode:
		return n.Value.Value, true
	case *ast.SequenceNode:
		var parts []string
		for _, v := range n.Values {
			if s, ok := yamlScalar(v); ok {
				parts = append(parts, s)
			}
		}
		return strings.Join(parts, "; "), true
	case *ast.NullNode:
		return "", true
	case ast.ScalarNode:
		return n.GetToken().Value, true
	}
	return "", false
}

// yamlMessage keeps the first line of the parser's message.
func yamlMessage(err error) string {
	msg, _, _ := strings.Cut(err.Error(), "\n")
	if _, after, ok := strings.Cut(msg, "] "); ok {
		msg = after
	}
	return msg
}

var plainField = regexp.MustCompile(`(?m)^([\pL_][\pL\d_ -]{0,40})(?::(?:[ \t]+(.*?))?|：[ \t]*(.*?))[ \t\r]*$`)

var tomlAssign = regexp.MustCompile(`^([A-Za-z_][\w-]{0,40})\s*=\s*`)

// plainFields reads "name: value" line by line; an indented line belongs to
// the value above it.
func plainFields(fm frontMatter) fields {
	var fs fields
	for i, line := range strings.Split(fm.block, "\n") {
		if fm.kind == tomlFront {
			line = tomlAssign.ReplaceAllString(line, "$1: ")
		}
		if m := plainField.FindStringSubmatch(line); m != nil {
			value := strings.Trim(m[2]+m[3], `"'>|`)
			fs = append(fs, field{name: strings.TrimSpace(m[1]), value: value, line: fm.blockLine + i})
		} else if len(fs) > 0 && strings.HasPrefix(line, " ") {
			last := &fs[len(fs)-1]
			last.value = strings.TrimSpace(last.value + " " + strings.TrimSpace(line))
		}
	}
	return fs
}
