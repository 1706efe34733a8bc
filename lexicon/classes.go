package lexicon

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"slices"
	"strings"
)

// Classes are classes of words by their names: of each the words (lemmas or
// forms in lower case, phrases among them) with their values, 0 where a word has
// none.
type Classes map[string]map[string]float64

// BuiltinClasses gives the classes of the built-in lists "classes" and
// "class_codebook". A class without a line in the codebook, or a line without
// a class, is an error.
func BuiltinClasses(load func(name string) (*List, error)) (Classes, error) {
	words, err := load("classes")
	if err != nil {
		return nil, err
	}
	codebook, err := load("class_codebook")
	if err != nil {
		return nil, err
	}
	return readClasses(words, codebook)
}

func readClasses(words, codebook *List) (Classes, error) {
	classes := Classes{}
	if _, err := decode(codebook, func(c *cursor) struct{} {
		name := c.required("class")
		c.required("doc")
		if classes[name] != nil {
			c.fail("class", "%q stands twice", name)
		}
		classes[name] = map[string]float64{}
		return struct{}{}
	}); err != nil {
		return nil, err
	}
	if _, err := decode(words, func(c *cursor) struct{} {
		name, word := c.required("class"), c.required("word")
		v, _ := c.number("value", -1, 1)
		if classes[name] == nil {
			c.fail("class", "%q has no line in %s", name, codebook.File)
			return struct{}{}
		}
		if _, twice := classes[name][word]; twice {
			c.fail("word", "%q stands twice in %q", word, name)
		}
		classes[name][word] = v
		return struct{}{}
	}); err != nil {
		return nil, err
	}
	for name, class := range classes {
		if len(class) == 0 {
			return nil, fmt.Errorf("%s: the class %q has no word", codebook.File, name)
		}
	}
	return classes, nil
}

// RuleFile is an embedded file of rules.
type RuleFile struct{ Name, Text string }

// Hash is the SHA-256 of the text, in hex.
func (f RuleFile) Hash() string {
	sum := sha256.Sum256([]byte(f.Text))
	return hex.EncodeToString(sum[:])
}

// RuleFiles gives the built-in files of rules, sorted by name.
func RuleFiles() ([]RuleFile, error) {
	entries, err := builtin.ReadDir("builtin/rules")
	if err != nil {
		return nil, err
	}
	var files []RuleFile
	for _, e := range entries {
		data, err := builtin.ReadFile(path.Join("builtin/rules", e.Name()))
		if err != nil {
			return nil, err
		}
		files = append(files, RuleFile{path.Join("lexicon/builtin/rules", e.Name()), string(data)})
	}
	slices.SortFunc(files, func(a, b RuleFile) int { return strings.Compare(a.Name, b.Name) })
	return files, nil
}
