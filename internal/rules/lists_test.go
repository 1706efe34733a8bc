package rules

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// WordList is a list of English words in Go code: a case, a literal, a chain
// of comparisons, the arguments of a call, or one string that holds a list.
type WordList struct {
	Folder string // of the first level
	File   string // relative to the root
	At     string // file:line
	Words  []string
}

// minList is the number of words from which on a list is one.
const minList = 3

// WordLists returns the word lists in the Go files under the given folders of
// root, tests apart, in order of file and line.
func WordLists(root fs.FS, folders ...string) ([]WordList, error) {
	var out []WordList
	for _, folder := range folders {
		err := fs.WalkDir(root, folder, func(name string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if d.IsDir() {
				return skipFolder(root, name, d)
			}
			if path.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
				return nil
			}
			src, err := fs.ReadFile(root, name)
			if err != nil {
				return err
			}
			fset := token.NewFileSet()
			f, err := parser.ParseFile(fset, name, src, parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			for _, l := range listsIn(f) {
				at := fmt.Sprintf("%s:%d", name, fset.Position(l.pos).Line)
				out = append(out, WordList{Folder: folder, File: name, At: at, Words: l.words})
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Exceptions reads which lists may stay in Go code: lines of the file with the
// list, the number of its words and the reason, parted by commas. It returns
// the number of words by file.
func Exceptions(data string) (map[string]int, error) {
	out := map[string]int{}
	for i, line := range strings.Split(data, "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.SplitN(line, ",", 3)
		if len(cells) < 3 || strings.TrimSpace(cells[2]) == "" {
			return nil, fmt.Errorf("line %d: want file,words,reason", i+1)
		}
		n, err := strconv.Atoi(cells[1])
		if err != nil {
			return nil, fmt.Errorf("line %d: %q is no number", i+1, cells[1])
		}
		out[cells[0]] += n
	}
	return out, nil
}

// foundList is a list of words and where it stands.
type foundList struct {
	pos   token.Pos
	words []string
}

// listsIn finds the lists of a file. What is counted as a part of one list is
// not counted again as another.
func listsIn(f *ast.File) []foundList {
	var out []foundList
	taken := map[ast.Node]bool{}
	add := func(n ast.Node, parts []ast.Node) {
		var words []string
		for _, p := range parts {
			if s, ok := stringOf(p); ok && isWord(s) {
				words = append(words, s)
			}
		}
		if len(words) < minList {
			return
		}
		for _, p := range parts {
			taken[p] = true
		}
		out = append(out, foundList{n.Pos(), words})
	}
	ast.Inspect(f, func(n ast.Node) bool {
		if n == nil || taken[n] {
			return false
		}
		switch n := n.(type) {
		case *ast.ImportSpec, *ast.StructType:
			return false // paths and tags
		case *ast.CaseClause:
			add(n, nodes(n.List))
		case *ast.CompositeLit:
			add(n, elements(n))
		case *ast.BinaryExpr:
			add(n, compared(n))
		case *ast.CallExpr:
			add(n, nodes(n.Args))
		case *ast.BasicLit:
			if words := joinedWords(n); len(words) >= minList {
				out = append(out, foundList{n.Pos(), words})
			}
		}
		return true
	})
	return out
}

func nodes(list []ast.Expr) []ast.Node {
	out := make([]ast.Node, len(list))
	for i, e := range list {
		out[i] = e
	}
	return out
}

// elements returns the parts of a literal and of the literals in it: a list of
// structs is a list, too.
func elements(lit *ast.CompositeLit) []ast.Node {
	var out []ast.Node
	for _, e := range lit.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			out = append(out, kv.Key)
			e = kv.Value
		}
		out = append(out, e)
		if inner, ok := e.(*ast.CompositeLit); ok {
			out = append(out, elements(inner)...)
		}
	}
	return out
}

// compared returns what a chain of comparisons compares with, and its links.
func compared(e ast.Expr) []ast.Node {
	switch e := e.(type) {
	case *ast.ParenExpr:
		return compared(e.X)
	case *ast.UnaryExpr:
		return compared(e.X)
	case *ast.BinaryExpr:
		switch e.Op {
		case token.LOR, token.LAND:
			return slices.Concat([]ast.Node{e}, compared(e.X), compared(e.Y))
		case token.EQL, token.NEQ:
			return []ast.Node{e, e.X, e.Y}
		}
	}
	return nil
}

func stringOf(n ast.Node) (string, bool) {
	lit, ok := n.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(lit.Value)
	return s, err == nil
}

// word is a word or a phrase of English; names of files, columns, tags and
// formats with their marks are none.
var word = regexp.MustCompile(`^[A-Za-z]+(?:[ '’.-][A-Za-z]+)*\.?$`)

func isWord(s string) bool { return word.MatchString(strings.TrimSpace(s)) }

// alternation is a stretch of a regular expression with bars and without
// brackets.
var alternation = regexp.MustCompile(`[^|()]*(?:\|[^|()]*)+`)

// joinedWords returns the words of one string that holds a list: a raw string
// of nothing but words, or an alternation.
func joinedWords(lit *ast.BasicLit) []string {
	s, ok := stringOf(lit)
	if !ok {
		return nil
	}
	if fields := strings.Fields(s); lit.Value[0] == '`' && len(fields) >= minList && !slices.ContainsFunc(fields, func(f string) bool { return !isWord(f) }) {
		return fields
	}
	var words []string
	for _, part := range alternation.FindAllString(s, -1) {
		for w := range strings.SplitSeq(part, "|") {
			w = strings.TrimSuffix(strings.TrimPrefix(strings.Trim(w, "^$?:+* "), `\b`), `\b`)
			if isWord(w) && len(w) > 1 {
				words = append(words, w)
			}
		}
	}
	return words
}
