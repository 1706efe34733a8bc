package lexicon

import (
	"errors"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// negatedKey marks the keys of dictionaries whose patterns are negated ones
// ("neg_positive: not good" of the Lexicoder dictionary): their weight is that
// of the other sign, since the longest pattern wins and "not good" is no
// "good" as well.
const negatedKey = "neg_"

// maxDepth bounds how deep keys may be nested.
const maxDepth = 20

// loadQuanteda reads a dictionary of quanteda as YAML: keys with lists of
// patterns, or with further keys, whose names are joined by ".". The keys
// positive and negative, and neg_positive and neg_negative, get weights +1, -1,
// -1 and +1; all others 1.
func loadQuanteda(l *loader, text string) {
	if strings.Count(text, "&") > 0 && strings.Count(text, "*") > 1<<16 {
		l.fail(1, 1, "has too many aliases")
		return
	}
	file, err := parser.ParseBytes([]byte(quoteGlobs(text)), 0)
	if err != nil {
		var at yaml.Error
		if errors.As(err, &at) && at.GetToken() != nil && at.GetToken().Position != nil {
			p := at.GetToken().Position
			l.fail(p.Line, p.Column, "%s", at.GetMessage())
			return
		}
		l.fail(1, 1, "is no YAML")
		return
	}
	for _, doc := range file.Docs {
		if doc.Body != nil {
			l.quantedaNode(doc.Body, nil)
		}
	}
}

// quoteGlobs puts the list items that begin with "*" between quotation marks:
// YAML takes them for aliases, people mean a wildcard.
func quoteGlobs(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		body := strings.TrimLeft(line, " ")
		if rest, ok := strings.CutPrefix(body, "- *"); ok && !strings.ContainsAny(rest, `'"`) {
			item := strings.TrimRight(rest, "\r\n ")
			b.WriteString(line[:len(line)-len(body)] + `- "*` + item + `"` + line[len(strings.TrimRight(line, "\r\n")):])
			continue
		}
		b.WriteString(line)
	}
	return b.String()
}

func (l *loader) quantedaNode(n ast.Node, path []string) {
	line, col := 1, 1
	if t := n.GetToken(); t != nil && t.Position != nil {
		line, col = t.Position.Line, t.Position.Column
	}
	if len(path) > maxDepth {
		l.fail(line, col, "keys are nested more than %d deep", maxDepth)
		return
	}
	switch n := n.(type) {
	case *ast.MappingNode:
		for _, v := range n.Values {
			l.quantedaNode(v, path)
		}
	case *ast.MappingValueNode:
		key := strings.TrimSpace(keyOf(n.Key))
		if n.Value != nil {
			l.quantedaNode(n.Value, append(path[:len(path):len(path)], key))
		}
	case *ast.SequenceNode:
		for _, v := range n.Values {
			l.quantedaNode(v, path)
		}
	case *ast.NullNode, *ast.CommentGroupNode:
	case ast.ScalarNode:
		if len(path) == 0 {
			l.fail(line, col, "stands under no key")
			return
		}
		key := strings.Join(path, ".")
		l.addAt(Term{Pattern: scalarOf(n), Category: key, Weight: keyWeight(path[len(path)-1]), Line: line}, col)
	default:
		l.fail(line, col, "a dictionary holds keys, lists and words; this is none of them")
	}
}

func keyOf(k ast.MapKeyNode) string {
	if s, ok := k.(ast.ScalarNode); ok {
		return scalarOf(s)
	}
	return k.String()
}

// scalarOf gives the text of a scalar as it was written: a word such as "no" or
// "on" is a word here.
func scalarOf(n ast.ScalarNode) string {
	if s, ok := n.(*ast.StringNode); ok {
		return s.Value
	}
	if t := n.GetToken(); t != nil {
		return t.Value
	}
	return n.String()
}

func keyWeight(key string) float64 {
	key = strings.ToLower(key)
	base, negated := strings.CutPrefix(key, negatedKey)
	v := 1.0
	switch base {
	case "negative", "neg":
		v = -1
	case "positive", "pos":
	default:
		return 1
	}
	if negated {
		v = -v
	}
	return v
}
