package pattern

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
)

// Source is a file of rules.
type Source struct {
	File string // names the file in errors
	Text string
}

// Error is a fault in a file of rules, with its place.
type Error struct {
	File      string
	Line, Col int // from 1; columns count bytes
	Msg       string
}

// Error returns "file:line:column: message".
func (e *Error) Error() string { return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Col, e.Msg) }

// Example is a sentence that a rule must find something in, or nothing.
type Example struct {
	Text  string
	Fires bool
	Want  string // what is found: "narrator > actor2 -"; of a quiet one what must not be, "" for anything by the rule
}

// Sort says what a statement is.
type Sort string

// The sorts of statement.
const (
	Finds   Sort = "rule"   // yields findings
	Defines Sort = "define" // is a test or a slot for others
	Vetoes  Sort = "veto"   // keeps entries of its classes from counting at its anchor
)

// Rule is a compiled statement.
type Rule[H Host] struct {
	Sort     Sort
	Name     string
	Kind     string   // of what a rule finds
	Classes  []string // of a veto
	Doc      string
	Examples []Example
	File     string
	Line     int

	pool  *sync.Pool  // of matches
	ways  [][]node[H] // any of a define or veto, one of a rule; none where it is switched off
	emits []emission
}

// field is a word of a line with the column where it begins.
type field struct {
	text string
	col  int
}

func fieldsOf(line string) (fs []field) {
	for i := 0; i < len(line); {
		if line[i] == ' ' || line[i] == '\t' {
			i++
			continue
		}
		end := i
		for end < len(line) && line[end] != ' ' && line[end] != '\t' {
			end++
		}
		fs = append(fs, field{line[i:end], i + 1})
		i = end
	}
	return fs
}

// compiler reads one file after the other.
type compiler[H Host] struct {
	vocabulary *Vocabulary[H]
	rules      []*Rule[H]
	defined    map[string]*Rule[H]
	names      map[string]bool
	file       string
	line       int
	rule       *Rule[H]
	nodes      []node[H] // of the way that is read
	bad        bool      // the statement has a fault that makes what follows meaningless
	errs       []error
}

func (c *compiler[H]) fail(col int, format string, args ...any) {
	c.errs = append(c.errs, &Error{c.file, c.line, col, fmt.Sprintf(format, args...)})
}

// read compiles a file.
func (c *compiler[H]) read(src Source) {
	c.file, c.rule = src.File, nil
	for i, line := range strings.Split(src.Text, "\n") {
		c.line = i + 1
		line = strings.TrimRight(line, " \t\r")
		fs := fieldsOf(line)
		switch {
		case len(fs) == 0 || fs[0].text[0] == '#':
		case fs[0].col == 1 && fs[0].text == "or" && c.rule != nil:
			c.rule.ways, c.nodes = append(c.rule.ways, c.nodes), nil
		case fs[0].col == 1:
			c.finish()
			c.open(fs)
		case c.rule == nil:
			if !c.bad {
				c.fail(fs[0].col, "an indented line before any statement")
			}
		default:
			c.part(line, fs)
		}
	}
	c.finish()
	c.bad = false
}

// open begins a statement.
func (c *compiler[H]) open(fs []field) {
	c.rule, c.bad = nil, true
	kind := Sort(fs[0].text)
	if !slices.Contains([]Sort{Finds, Defines, Vetoes}, kind) {
		c.fail(1, "%q is none of rule, define, veto", fs[0].text)
		return
	}
	if len(fs) < 2 || kind != Defines && len(fs) != 3 || kind == Defines && len(fs) != 2 {
		c.fail(1, "want \"rule NAME KIND\", \"define NAME\" or \"veto NAME CLASSES\"")
		return
	}
	r := &Rule[H]{Sort: kind, Name: fs[1].text, File: c.file, Line: c.line}
	_, test := c.vocabulary.Tests[r.Name]
	_, slot := c.vocabulary.Slots[r.Name]
	switch {
	case c.names[r.Name] || test || slot:
		c.fail(fs[1].col, "there is a %q already", r.Name)
		return
	case kind == Finds:
		if r.Kind = fs[2].text; !slices.Contains(c.vocabulary.Kinds, r.Kind) {
			c.fail(fs[2].col, "the kind %q is none of %s", r.Kind, strings.Join(c.vocabulary.Kinds, ", "))
			return
		}
	case kind == Vetoes:
		r.Classes = strings.Split(fs[2].text, "|")
	}
	c.names[r.Name] = true
	c.rule, c.nodes, c.bad = r, nil, false
}

// finish closes a statement and checks that it is whole.
func (c *compiler[H]) finish() {
	r := c.rule
	if r == nil {
		return
	}
	r.ways = append(r.ways, c.nodes)
	c.rule = nil
	at := func(format string, args ...any) {
		c.errs = append(c.errs, &Error{c.file, r.Line, 1, r.Name + ": " + fmt.Sprintf(format, args...)})
	}
	fires := slices.ContainsFunc(r.Examples, func(e Example) bool { return e.Fires })
	quiet := slices.ContainsFunc(r.Examples, func(e Example) bool { return !e.Fires })
	switch {
	case slices.ContainsFunc(r.ways, func(way []node[H]) bool { return len(way) == 0 }):
		at("has no node")
		return
	case r.Sort == Finds && len(r.ways) > 1:
		at("only defines and vetoes have an \"or\"")
	case r.Doc == "":
		at("has no doc")
	case r.Sort == Finds && len(r.emits) == 0:
		at("finds nothing: it has no line with =>")
	case r.Sort != Finds && len(r.emits) > 0:
		at("only a rule finds something")
	case r.Sort != Defines && (!fires || !quiet):
		at("wants an example that fires and one that is quiet")
	}
	if r.Sort == Defines {
		c.defined[r.Name] = r
	}
	c.rules = append(c.rules, r)
}

// part reads a line of a statement.
func (c *compiler[H]) part(line string, fs []field) {
	rest := func() string {
		if len(fs) < 2 {
			c.fail(fs[0].col, "%q says nothing", fs[0].text)
			return ""
		}
		return line[fs[1].col-1:]
	}
	switch fs[0].text {
	case "doc":
		c.rule.Doc = rest()
	case "fires", "quiet":
		text, want, ok := strings.Cut(rest(), " => ")
		e := Example{Text: text, Fires: fs[0].text == "fires", Want: strings.TrimSpace(want)}
		if e.Fires && !ok {
			c.fail(fs[0].col, "want \"fires SENTENCE => WHAT IS FOUND\"")
		}
		c.rule.Examples = append(c.rule.Examples, e)
	case "=>":
		c.emission(line, fs)
	default:
		c.node(fs)
	}
}

// node reads a node.
func (c *compiler[H]) node(fs []field) {
	n := node[H]{}
	if m := mode(fs[0].text); m == first || m == may || m == none {
		n.mode, fs = m, fs[1:]
	}
	if len(fs) < 2 {
		c.fail(1, "a node is \"NAME TAGS\" or \"NAME FROM.SLOT\", with conditions behind it")
		return
	}
	n.name = fs[0].text
	switch {
	case !word(n.name):
		c.fail(fs[0].col, "%q is no name of a node", n.name)
	case c.indexOf(n.name) >= 0:
		c.fail(fs[0].col, "there is a node %q already", n.name)
	case len(c.nodes) == 0:
		if n.mode != must {
			c.fail(fs[0].col, "the anchor must be there")
		}
		if fs[1].text != "*" {
			c.condition(&n, fs[1])
		}
	default:
		for _, s := range strings.Split(fs[1].text, ",") {
			from, slots, ok := strings.Cut(s, ".")
			at := c.indexOf(from)
			if !ok || at < 0 || c.nodes[max(at, 0)].mode == none {
				c.fail(fs[1].col, "%q: want FROM.SLOT of a node above", s)
				continue
			}
			src := source[H]{from: at}
			for _, name := range strings.Split(slots, "|") {
				src.slots = append(src.slots, c.slot(name, fs[1].col))
			}
			n.sources = append(n.sources, src)
		}
	}
	for _, f := range fs[2:] {
		c.condition(&n, f)
	}
	c.nodes = append(c.nodes, n)
}

func (c *compiler[H]) indexOf(name string) int {
	return slices.IndexFunc(c.nodes, func(n node[H]) bool { return n.name == name })
}

// word reports whether a text is a plain name.
func word(s string) bool {
	for i := range len(s) {
		if b := s[i]; !(b >= 'a' && b <= 'z' || b == '_' || i > 0 && b >= '0' && b <= '9') {
			return false
		}
	}
	return s != ""
}

// slot finds a slot by its name.
func (c *compiler[H]) slot(name string, col int) slot[H] {
	if prep, ok := strings.CutPrefix(name, "+"); ok && word(strings.ReplaceAll(strings.TrimPrefix(prep, "@"), "-", "_")) {
		preps := c.expand([]string{prep}, col)
		return func(h H, i int, out []int) []int {
			for _, prep := range preps {
				out = append(out, c.vocabulary.Preposition(h, i, prep)...)
			}
			return out
		}
	}
	if d, ok := c.defined[name]; ok {
		return d.slot
	}
	of, most, limited := strings.Cut(name, ":")
	n, err := strconv.Atoi(most)
	if f, ok := c.vocabulary.Slots[of]; ok && (!limited || err == nil && n > 0) {
		return func(h H, i int, out []int) []int {
			ks := f(h, i)
			if limited {
				ks = ks[:min(n, len(ks))]
			}
			return append(out, ks...)
		}
	}
	base, all := strings.CutSuffix(name, "*")
	if rel, ok := syntax.ParseRel(strings.ToLower(base)); ok && name == strings.ToUpper(name) {
		return func(h H, i int, out []int) []int {
			doc := h.Document()
			for _, k := range doc.Children(i) {
				if r := doc.Tokens[k].Rel; r == rel || all && r.Base() == rel {
					out = append(out, int(k))
				}
			}
			return out
		}
	}
	c.fail(col, "%q is no slot: neither a relation nor defined above nor one of %s", name, strings.Join(keys(c.vocabulary.Slots), ", "))
	return func(_ H, _ int, out []int) []int { return out }
}

// condition adds a condition to a node.
func (c *compiler[H]) condition(n *node[H], f field) {
	text, not := strings.CutPrefix(f.text, "!")
	switch {
	case text == "":
		c.fail(f.col, "an empty condition")
	case text[0] == '"' || text[0] == '@':
		words := &wordSet{map[string]float64{}, map[string][]phrase{}}
		for _, w := range strings.Split(text, "|") {
			c.words(words, w, f.col)
		}
		if !not && n.words == nil {
			n.words = words
			return
		}
		n.conditions = append(n.conditions, func(h H, m *Match[H], i int) bool {
			_, ok := words.find(h.Document(), i)
			return ok != not
		})
	case strings.IndexByte("<>=", text[0]) >= 0:
		at := c.indexOf(text[1:])
		if at < 0 {
			c.fail(f.col, "%q: there is no node of that name above", text)
			return
		}
		want := map[byte]int{'<': -1, '>': 1, '=': 0}[text[0]]
		n.conditions = append(n.conditions, func(_ H, m *Match[H], i int) bool { return (cmp.Compare(i, m.Tokens[at]) == want) != not })
	case text[0] == '^' || text == strings.ToUpper(text):
		c.tags(n, text, not, f.col)
	default:
		c.named(n, text, not, f.col)
	}
}

// words adds a literal word or the words of a class.
func (c *compiler[H]) words(words *wordSet, w string, col int) {
	switch {
	case len(w) > 2 && w[0] == '"' && w[len(w)-1] == '"':
		words.add(w[1:len(w)-1], 0)
	case len(w) > 1 && w[0] == '@':
		class := c.vocabulary.Class(w[1:])
		if class == nil {
			c.fail(col, "there is no class of words %q", w[1:])
		}
		for k, v := range class {
			words.add(k, v)
		}
	default:
		c.fail(col, "%s: want \"word\" or @class", w)
	}
}

// tags adds a condition on a token's tags or, behind ^, on its relation.
func (c *compiler[H]) tags(n *node[H], text string, not bool, col int) {
	names, relation := strings.CutPrefix(text, "^")
	var tags [256]bool
	var fines [256]bool
	var rels [256]bool
	for _, name := range strings.Split(names, "|") {
		if relation {
			base, all := strings.CutSuffix(name, "*")
			r, ok := syntax.ParseRel(strings.ToLower(base))
			if !ok {
				c.fail(col, "%q is no relation", name)
			}
			for k := range rels {
				rels[k] = rels[k] || syntax.Rel(k) == r || all && syntax.Rel(k).Base() == r
			}
			continue
		}
		if t, ok := syntax.ParseTag(name); ok {
			tags[t] = true
		} else if t, ok := syntax.ParseFine(name); ok {
			fines[t] = true
		} else {
			c.fail(col, "%q is no tag", name)
		}
	}
	if !relation && !not && len(n.sources) == 0 && len(c.nodes) == 0 && fines == [256]bool{} {
		for t, ok := range tags {
			if ok {
				n.tags = append(n.tags, syntax.Tag(t))
			}
		}
	}
	n.conditions = append(n.conditions, func(h H, _ *Match[H], i int) bool {
		t := &h.Document().Tokens[i]
		return (tags[t.Tag] || fines[t.Fine] || rels[t.Rel]) != not
	})
}

// named adds a test, a value or a define.
func (c *compiler[H]) named(n *node[H], text string, not bool, col int) {
	name, arg, colon := strings.Cut(text, ":")
	if (name == "same" || name == "opposite") && colon {
		at := c.indexOf(arg)
		if at < 0 {
			c.fail(col, "%q: there is no node of that name above", text)
			return
		}
		sign := 1.0
		if name == "opposite" {
			sign = -1
		}
		n.compare = append(n.compare, comparison{at, sign, not})
		return
	}
	if d, ok := c.defined[text]; ok {
		n.defined = append(n.defined, define[H]{d, not})
		return
	}
	if f, ok := c.vocabulary.Tests[name]; ok {
		var args []string
		if arg != "" {
			args = c.expand(strings.Split(arg, "|"), col)
		}
		n.conditions = append(n.conditions, func(h H, _ *Match[H], i int) bool { return f(h, i, args) != not })
		return
	}
	if f, ok := c.vocabulary.Values[text]; ok {
		switch {
		case not:
			n.conditions = append(n.conditions, func(h H, _ *Match[H], i int) bool { _, _, ok := f(h, i); return !ok })
		case n.value != nil:
			c.fail(col, "a node has one value")
		default:
			n.value = f
		}
		return
	}
	c.fail(col, "%q is neither a test nor a value nor defined above; there are %s", text,
		strings.Join(append(keys(c.vocabulary.Tests), keys(c.vocabulary.Values)...), ", "))
}

// expand puts the words of a class, sorted, in place of its name.
func (c *compiler[H]) expand(words []string, col int) (out []string) {
	for _, w := range words {
		class, is := strings.CutPrefix(w, "@")
		if !is {
			out = append(out, w)
			continue
		}
		in := keys(c.vocabulary.Class(class))
		if len(in) == 0 {
			c.fail(col, "there is no class of words %q", class)
		}
		out = append(out, in...)
	}
	return out
}

func keys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// emission reads what a rule finds.
func (c *compiler[H]) emission(line string, fs []field) {
	head, why, ok := strings.Cut(line, ": ")
	if !ok || strings.TrimSpace(why) == "" {
		c.fail(fs[0].col, "want \": \" and a reason at the end")
		return
	}
	e := emission{Manner: Manner{Kind: c.rule.Kind, Why: strings.TrimSpace(why), Confidence: 1, Depth: 1}, voice: -1, holder: -1, at: -1}
	c.reason(e.Why, line)
	fs = fieldsOf(head)[1:]
	if len(fs) < 7 || fs[1].text != ">" || fs[3].text != "=" {
		c.fail(1, "want \"=> HOLDER > TARGET = VALUE at NODE by NODES: reason\"")
		return
	}
	c.holder(&e, fs[0])
	c.target(&e, fs[2])
	fs = fs[4:]
	if fs[0].text == "half" {
		e.half = true
		fs = fs[1:]
	}
	for _, term := range strings.Split(fs[0].text, "*") {
		name, minus := strings.CutPrefix(term, "-")
		if v, err := strconv.ParseFloat(name, 64); err == nil {
			e.value = append(e.value, factor{-1, signed(v, minus)})
		} else if at := c.indexOf(name); at >= 0 {
			if n := &c.nodes[at]; n.words == nil && n.value == nil {
				c.fail(fs[0].col, "the node %q has no value", name)
			}
			e.value = append(e.value, factor{at, signed(1, minus)})
		} else {
			c.fail(fs[0].col, "%q is neither a number nor a node", name)
		}
	}
	c.options(&e, fs[1:])
	if e.at < 0 {
		c.fail(1, "\"at NODE\" says which word carries it")
	}
	c.rule.emits = append(c.rule.emits, e)
}

func signed(v float64, minus bool) float64 {
	if minus {
		return -v
	}
	return v
}

// reason checks the names in braces.
func (c *compiler[H]) reason(why, line string) {
	for rest := why; ; {
		_, after, ok := strings.Cut(rest, "{")
		if !ok {
			return
		}
		name, tail, closed := strings.Cut(after, "}")
		if !closed || c.indexOf(name) < 0 {
			c.fail(strings.Index(line, "{"+name)+1, "{%s} is no node", name)
		}
		rest = tail
	}
}

func (c *compiler[H]) holder(e *emission, f field) {
	name, fallback, _ := strings.Cut(f.text, "?")
	e.Standing = Nobody
	if isStanding(fallback) {
		e.Standing = Standing(fallback)
	} else if fallback != "" {
		c.fail(f.col, "%q is none of utterer, nobody, anybody", fallback)
	}
	if isStanding(name) {
		e.Standing = Standing(name)
		return
	}
	name, e.Entry = strings.CutPrefix(name, "@")
	name, e.Somebody = strings.CutSuffix(name, "!")
	e.holder = c.node1(name, f.col)
}

func (c *compiler[H]) target(e *emission, f field) {
	name, only := strings.CutSuffix(f.text, "!")
	e.Actors = only
	name, depth, ok := strings.Cut(name, "/")
	if n, err := strconv.Atoi(depth); ok {
		if e.Depth = n; err != nil || n < 0 || n > 3 {
			c.fail(f.col, "%q: how far owners are looked for is 0 to 3", f.text)
		}
	}
	e.target = c.node1(name, f.col)
}

func (c *compiler[H]) node1(name string, col int) int {
	at := c.indexOf(name)
	if at < 0 || c.nodes[at].mode == none {
		c.fail(col, "there is no node %q above", name)
		return 0
	}
	return at
}

// options reads what stands behind the value.
func (c *compiler[H]) options(e *emission, fs []field) {
	nodes := map[string]*int{"at": &e.at, "voice": &e.voice}
	for len(fs) > 0 {
		f := fs[0]
		fs = fs[1:]
		switch f.text {
		case "once":
			e.once = true
			continue
		case "flat":
			e.Flat = true
			continue
		case "told":
			e.Told = true
			continue
		}
		if len(fs) == 0 {
			c.fail(f.col, "%q wants a word behind it", f.text)
			return
		}
		arg := fs[0]
		fs = fs[1:]
		if node := nodes[f.text]; node != nil {
			*node = c.node1(arg.text, arg.col)
			continue
		}
		switch f.text {
		case "by":
			for _, name := range strings.Split(arg.text, ",") {
				e.evidence = append(e.evidence, c.node1(name, arg.col))
			}
		case "as":
			e.Modality = arg.text
		case "kind":
			if e.Kind = arg.text; !slices.Contains(c.vocabulary.Kinds, e.Kind) {
				c.fail(arg.col, "the kind %q is none of %s", e.Kind, strings.Join(c.vocabulary.Kinds, ", "))
			}
		case "sure":
			v, err := strconv.ParseFloat(arg.text, 64)
			if e.Confidence = v; err != nil || !(v > 0 && v <= 1) {
				c.fail(arg.col, "a confidence is above 0 and at most 1")
			}
		default:
			c.fail(f.col, "%q is none of at, by, once, flat, told, voice, as, kind, sure", f.text)
		}
	}
}

// Compile reads files of rules. All faults are reported, joined; where there is
// any, no rules are returned. Statements whose names are in without fit nowhere, and
// a name there that none has is an error.
func Compile[H Host](v Vocabulary[H], without []string, sources ...Source) (*Rules[H], error) {
	c := &compiler[H]{vocabulary: &v, defined: map[string]*Rule[H]{}, names: map[string]bool{}}
	for _, s := range sources {
		c.read(s)
	}
	for _, name := range without {
		if !slices.ContainsFunc(c.rules, func(r *Rule[H]) bool { return r.Name == name }) {
			c.errs = append(c.errs, fmt.Errorf("there is no rule %q", name))
		}
	}
	if err := errors.Join(c.errs...); err != nil {
		return nil, err
	}
	return index(c.rules, c.defined, without), nil
}
