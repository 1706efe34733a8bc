// Package words reads classes of words and patterns from CSV files that are
// embedded beside the code that asks for them, so that no list of words stands
// in Go code.
//
// A file begins with lines of comment ("# name: …"), then come the header and
// one line a class: its name, its codebook line, and its words, parted by "|".
// An entry "word=value" gives the word a value. In a file of patterns the
// third column is a regular expression, in which {name} stands for another
// pattern of the file; lines of one name are alternatives, tried in order.
//
// A file is read when something of it is first asked for. A class that the
// file does not have, or a file that is malformed, is a fault of the program
// and panics, as [regexp.MustCompile] does; [File.Check] finds both in a test.
package words

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// columns is the number of columns of a file.
const columns = 3

// File is an embedded file of classes or patterns.
type File struct {
	name  string
	data  []byte
	rows  func() (map[string][]string, error)
	mu    sync.Mutex
	asked map[string]bool
}

// New returns the file of that name with the given content, not read yet.
func New(name string, data []byte) *File {
	f := &File{name: name, data: data, asked: map[string]bool{}}
	f.rows = sync.OnceValues(f.read)
	return f
}

// read returns the third column of every line by the name in the first.
func (f *File) read() (map[string][]string, error) {
	r := csv.NewReader(bytes.NewReader(f.data))
	r.Comment, r.FieldsPerRecord = '#', columns
	all, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", f.name, err)
	}
	rows := map[string][]string{}
	for _, cells := range all[min(1, len(all)):] {
		if cells[0] == "" || cells[1] == "" || cells[2] == "" {
			return nil, fmt.Errorf("%s: %q: a cell is empty", f.name, cells)
		}
		rows[cells[0]] = append(rows[cells[0]], cells[2])
	}
	return rows, nil
}

// Hash returns the SHA-256 of the file, in hex.
func (f *File) Hash() string {
	sum := sha256.Sum256(f.data)
	return hex.EncodeToString(sum[:])
}

// row returns the cells of a class or pattern.
func (f *File) row(name string) []string {
	rows, err := f.rows()
	if err != nil {
		panic(err)
	}
	cells := rows[name]
	if len(cells) == 0 {
		panic(fmt.Sprintf("%s: there is no %q", f.name, name))
	}
	return cells
}

func (f *File) ask(name string) {
	f.mu.Lock()
	f.asked[name] = true
	f.mu.Unlock()
}

// Check reads the whole file and returns the first fault: a malformed line, a
// class or pattern that the code asks for and the file lacks, or one that
// nothing asks for. Uses are known once the package that asks is initialised.
func (f *File) Check() error {
	rows, err := f.rows()
	if err != nil {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, name := range slices.Sorted(maps.Keys(f.asked)) {
		if rows[name] == nil {
			return fmt.Errorf("%s: there is no %q, which the code asks for", f.name, name)
		}
	}
	all := strings.Join(slices.Concat(slices.Collect(maps.Values(rows))...), "\n")
	for _, name := range slices.Sorted(maps.Keys(rows)) {
		if !f.asked[name] && !strings.Contains(all, "{"+name+"}") {
			return fmt.Errorf("%s: nothing asks for %q", f.name, name)
		}
	}
	return nil
}

// Class is a class of words. It is safe for concurrent use.
type Class struct {
	read  func() map[string]string
	words func() []string
}

// Class returns the class of that name; it is read at the first question.
func (f *File) Class(name string) *Class {
	f.ask(name)
	words := sync.OnceValue(func() []string { return strings.Split(strings.Join(f.row(name), "|"), "|") })
	return &Class{words: words, read: sync.OnceValue(func() map[string]string {
		m := make(map[string]string, len(words()))
		for _, w := range words() {
			word, value, _ := strings.Cut(w, "=")
			m[word] = value
		}
		return m
	})}
}

// Has reports whether a word is in the class; case matters.
func (c *Class) Has(word string) bool {
	_, ok := c.read()[word]
	return ok
}

// Value returns the value of a word, "" for one that is not in the class.
func (c *Class) Value(word string) string { return c.read()[word] }

// List returns the entries in order of the file, with their values if they
// have any. The caller must not change the slice.
func (c *Class) List() []string { return c.words() }

// reference is the name of another pattern within a pattern.
var reference = Lazily(`\{[a-z_]+\}`)

// Pattern returns the pattern of that name, which is compiled at the first call.
func (f *File) Pattern(name string) func() *regexp.Regexp {
	all := f.Patterns(name)
	return func() *regexp.Regexp { return all()[0] }
}

// Patterns returns the patterns of one name, which are compiled at the first
// call.
func (f *File) Patterns(name string) func() []*regexp.Regexp {
	f.ask(name)
	return sync.OnceValue(func() []*regexp.Regexp {
		var out []*regexp.Regexp
		for _, p := range f.row(name) {
			out = append(out, regexp.MustCompile(f.expand(p, 0)))
		}
		return out
	})
}

// expand puts the patterns in place of their names.
func (f *File) expand(p string, depth int) string {
	if depth > columns {
		panic(fmt.Sprintf("%s: %q refers to itself", f.name, p))
	}
	return reference().ReplaceAllStringFunc(p, func(name string) string {
		return f.expand(f.row(strings.Trim(name, "{}"))[0], depth+1)
	})
}

// Lazily returns a pattern that is compiled when it is first asked for.
func Lazily(pattern string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(pattern) })
}
