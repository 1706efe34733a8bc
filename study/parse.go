package study

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"github.com/seed-7a84ba5f/dyad/internal/decode"
	"github.com/seed-7a84ba5f/dyad/internal/near"
	"github.com/seed-7a84ba5f/dyad/internal/plain"
)

// Problem is something in a study that does not hold, and where.
type Problem struct {
	File         string // "" for a study that was made in Go
	Line, Column int    // from 1; 0 where there is no place in a file
	Path         string // of keys and indices: actors[0].roles[1].from
	Message      string
}

// Error gives the problem as file:line:column: path: message.
func (p Problem) Error() string {
	var b strings.Builder
	if p.File != "" {
		b.WriteString(p.File)
		if p.Line > 0 {
			fmt.Fprintf(&b, ":%d:%d", p.Line, p.Column)
		}
		b.WriteString(": ")
	}
	if p.Path != "" {
		b.WriteString(p.Path + ": ")
	}
	b.WriteString(p.Message)
	return b.String()
}

// Problems is all that is wrong with a study, in order of place.
type Problems []Problem

// Error gives one problem a line.
func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.Error()
	}
	return strings.Join(lines, "\n")
}

// Parse reads a study file from memory; name is the file's name in messages.
// An error is of type Problems.
func Parse(name string, data []byte) (*Study, error) {
	if text, ok := decode.UTF16(data); ok { // as some editors and consoles write files
		data = []byte(text)
	}
	data = bytes.TrimPrefix(data, []byte(decode.Mark))
	r := &reader{file: name, places: map[string]*token.Position{}, anchors: map[string]ast.Node{}}
	root, err := r.root(data)
	if err != nil {
		return nil, err
	}
	r.check(root, reflect.TypeFor[Study](), "")
	for _, leaveOut := range r.prune {
		leaveOut()
	}
	s := blank()
	if err := guarded(func() error { return yaml.NodeToValue(root, s, yaml.Strict()) }); err != nil {
		if len(r.problems) > 0 {
			return nil, r.sorted() // a list may hold what cannot be read, so what it says is not known
		}
		return nil, Problems{r.fromYAML(err)}
	}
	formless := len(r.problems) > 0
	for _, p := range s.Validate() {
		// beside faults of form only what the file does say is judged: what seems
		// to be missing may stand under a key that was written wrongly
		if _, said := r.places[p.Path]; !formless || said && !r.faulty(p.Path) {
			r.add(p.Path, p.Message)
		}
	}
	if len(r.problems) > 0 {
		return nil, r.sorted()
	}
	return s, nil
}

// reader holds the places of a file's keys while it is checked.
type reader struct {
	file     string
	places   map[string]*token.Position // by path: of the value, or of the key of a list or mapping
	anchors  map[string]ast.Node
	problems Problems
	bad      []string // paths that are left out of what is checked further
	prune    []func() // leave them out
}

// root parses the one document of a study file down to its mapping.
func (r *reader) root(data []byte) (ast.Node, error) {
	if bad := invalidUTF8(data); bad >= 0 {
		before := data[:bad]
		return nil, Problems{{File: r.file, Line: bytes.Count(before, []byte("\n")) + 1,
			Column: bad - bytes.LastIndexByte(before, '\n'), Message: "this is not UTF-8; save the file as UTF-8"}}
	}
	text := plain.Text(string(data)) // names match articles, which are read so too
	var file *ast.File
	err := guarded(func() (err error) {
		file, err = parser.ParseBytes([]byte(text), 0)
		return err
	})
	if err != nil {
		return nil, Problems{r.fromYAML(err)}
	}
	var docs []*ast.DocumentNode
	for _, d := range file.Docs {
		if d.Body != nil && d.Body.Type() != ast.NullType && d.Body.Type() != ast.CommentGroupType {
			docs = append(docs, d)
		}
	}
	switch len(docs) {
	case 0:
		return nil, Problems{{File: r.file, Line: 1, Column: 1, Message: "the study file says nothing"}}
	case 1:
		return docs[0].Body, nil
	}
	p := start(docs[1].Body).Position
	return nil, Problems{{File: r.file, Line: p.Line, Column: p.Column,
		Message: "a study file is one YAML document; here a second one begins"}}
}

// guarded runs a call of the YAML library, which panics on some malformed
// files, and makes an error of it.
func guarded(f func() error) (err error) {
	defer func() {
		if recover() != nil {
			err = errors.New("this is no YAML that can be read")
		}
	}()
	return f()
}

// invalidUTF8 gives the offset of the first byte that is not UTF-8, or -1.
func invalidUTF8(data []byte) int {
	for i := 0; i < len(data); {
		c, size := utf8.DecodeRune(data[i:])
		if c == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

// check walks a node beside the Go type that it is to fill.
func (r *reader) check(n ast.Node, t reflect.Type, path string) {
	if _, seen := r.places[path]; !seen {
		r.places[path] = start(n).Position
	}
	switch n := n.(type) {
	case *ast.AnchorNode:
		r.check(n.Value, t, path)
		r.anchors[n.Name.GetToken().Value] = n.Value // behind its value: "&a *a" stands for nothing
		return
	case *ast.AliasNode:
		name := n.Value.GetToken().Value
		if meant, ok := r.anchors[name]; ok {
			r.check(meant, t, path) // ends, since every step goes down into the type
		} else {
			r.addAt(n, path, fmt.Sprintf("*%s stands for nothing: there is no &%[1]s before it", name))
		}
		return
	case *ast.TagNode:
		r.addAt(n, path, "a tag (!) has no meaning in a study file")
		return
	}
	switch t.Kind() {
	case reflect.Struct:
		r.checkMapping(n, t, path)
	case reflect.Slice:
		r.checkList(n, t, path)
	default:
		if ok, want := fits(n, t.Kind()); !ok {
			r.addAt(n, path, fmt.Sprintf("%s is wanted here, not %s", want, sort(n)))
		}
	}
}

func (r *reader) checkMapping(n ast.Node, t reflect.Type, path string) {
	var entries []*ast.MappingValueNode
	switch n := n.(type) {
	case *ast.MappingNode:
		entries = n.Values
	case *ast.MappingValueNode:
		entries = []*ast.MappingValueNode{n}
	default:
		r.addAt(n, path, fmt.Sprintf("keys and values are wanted here, not %s", sort(n)))
		return
	}
	fields := keys(t)
	var kept []*ast.MappingValueNode
	for _, e := range entries {
		if e.Key.IsMergeKey() {
			r.addAt(e.Key, path, "a merge key (<<) is not read in a study file; write its keys out")
			continue
		}
		key := e.Key.GetToken().Value
		f, ok := fields[key]
		at := join(path, key)
		if !ok {
			r.addAt(e.Key, path, unknown(key, fields))
			r.bad = append(r.bad, at)
			continue
		}
		if k := f.Type.Kind(); k == reflect.Struct || k == reflect.Slice {
			r.places[at] = start(e.Key).Position
		}
		before := len(r.problems)
		r.check(e.Value, f.Type, at)
		// a value of the wrong sort is left out, so that the rest can be looked at
		// too; unknown keys further down are left out down there
		if len(r.problems) > before && !readable(f.Type, e.Value) {
			r.bad = append(r.bad, at)
			continue
		}
		kept = append(kept, e)
	}
	if m, ok := n.(*ast.MappingNode); ok {
		r.prune = append(r.prune, func() { m.Values = kept }) // later: an alias may lead here again
	}
}

// readable reports whether a value is of a sort that can be read in part: a
// list or a mapping where one is wanted.
func readable(t reflect.Type, n ast.Node) bool {
	switch t.Kind() {
	case reflect.Struct:
		return n.Type() == ast.MappingType
	case reflect.Slice:
		return n.Type() == ast.SequenceType && t.Elem().Kind() == reflect.Struct
	}
	return false
}

// faulty reports whether a path lies above, at or under one that was left out.
func (r *reader) faulty(path string) bool {
	return slices.ContainsFunc(r.bad, func(bad string) bool {
		return within(path, bad) || within(bad, path)
	})
}

// within reports whether a path is that of a place or lies under it.
func within(path, place string) bool {
	rest, ok := strings.CutPrefix(path, place)
	return ok && (rest == "" || rest[0] == '.' || rest[0] == '[')
}

func (r *reader) checkList(n ast.Node, t reflect.Type, path string) {
	seq, ok := n.(*ast.SequenceNode)
	if !ok {
		if n.Type() != ast.NullType {
			message := "a list is wanted here, not " + sort(n)
			if _, scalar := n.(ast.ScalarNode); scalar {
				message += fmt.Sprintf("; write [%s], or - before it", n.GetToken().Value)
			}
			r.addAt(n, path, message)
		}
		return
	}
	for i, v := range seq.Values {
		if v == nil {
			continue
		}
		r.check(v, t.Elem(), fmt.Sprintf("%s[%d]", path, i))
	}
}

// fits reports whether a YAML scalar can fill a Go kind, and names what can.
func fits(n ast.Node, k reflect.Kind) (ok bool, want string) {
	switch k {
	case reflect.Bool:
		return n.Type() == ast.BoolType, "true or false"
	case reflect.Uint64, reflect.Int:
		i, isInt := n.(*ast.IntegerNode)
		if isInt {
			_, negative := i.Value.(int64)
			isInt = !negative
		}
		return isInt, "a whole number, 0 or more,"
	case reflect.Float64:
		return n.Type() == ast.FloatType || n.Type() == ast.IntegerType, "a number"
	}
	return slices.Contains([]ast.NodeType{ast.StringType, ast.LiteralType, ast.IntegerType,
		ast.FloatType, ast.NullType}, n.Type()), "text"
}

// sort names a sort of YAML node for a reader who knows no YAML.
func sort(n ast.Node) string {
	switch n.Type() {
	case ast.MappingType, ast.MappingValueType:
		return "keys and values"
	case ast.SequenceType:
		return "a list"
	case ast.BoolType:
		return "true or false (put a word in quotes)"
	case ast.IntegerType, ast.FloatType, ast.InfinityType, ast.NanType:
		return n.GetToken().Value
	case ast.NullType:
		return "nothing"
	}
	return "text"
}

// keys gives the fields of a struct by their keys in the file.
func keys(t reflect.Type) map[string]reflect.StructField {
	m := map[string]reflect.StructField{}
	for i := range t.NumField() {
		f := t.Field(i)
		m[f.Tag.Get("yaml")] = f
	}
	return m
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// unknown says that there is no such key, and which one may be meant.
func unknown(key string, fields map[string]reflect.StructField) string {
	names := slices.Sorted(maps.Keys(fields))
	if best := near.Name(key, names); best != "" {
		return fmt.Sprintf("unknown key %q; is %q meant?", key, best)
	}
	return fmt.Sprintf("unknown key %q; the keys here are %s", key, strings.Join(names, ", "))
}

// add notes a problem at a path, at the nearest place that the file has.
func (r *reader) add(path, message string) {
	p := Problem{File: r.file, Line: 1, Column: 1, Path: path, Message: message}
	for at := path; at != ""; at = parent(at) {
		if pos, ok := r.places[at]; ok {
			p.Line, p.Column = pos.Line, pos.Column
			break
		}
	}
	r.problems = append(r.problems, p)
}

func (r *reader) addAt(n ast.Node, path, message string) {
	at := start(n).Position
	r.problems = append(r.problems, Problem{File: r.file, Line: at.Line, Column: at.Column, Path: path, Message: message})
}

// start is the first token of a node; the library gives the colon for a
// mapping.
func start(n ast.Node) *token.Token {
	switch n := n.(type) {
	case *ast.MappingNode:
		if !n.IsFlowStyle && len(n.Values) > 0 {
			return start(n.Values[0].Key)
		}
	case *ast.MappingValueNode:
		return start(n.Key)
	}
	return n.GetToken()
}

func parent(path string) string {
	if i := strings.LastIndexAny(path, ".["); i >= 0 {
		return path[:i]
	}
	return ""
}

func (r *reader) sorted() Problems {
	slices.SortStableFunc(r.problems, func(a, b Problem) int {
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return a.Column - b.Column
	})
	return r.problems
}

// fromYAML turns an error of the YAML library into a problem with a place.
func (r *reader) fromYAML(err error) Problem {
	p := Problem{File: r.file, Line: 1, Column: 1, Message: err.Error()}
	var ye yaml.Error
	if errors.As(err, &ye) {
		p.Message = ye.GetMessage()
		if at := ye.GetToken(); at != nil && at.Position != nil {
			p.Line, p.Column = at.Position.Line, at.Position.Column
		}
	}
	return p
}
