package stance

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// What the code asks for by name is a class that there is.
func TestClassesNamedInTheCodeAreThere(t *testing.T) {
	classes, err := builtinClasses()
	if err != nil {
		t.Fatal(err)
	}
	named := regexp.MustCompile(`(?:\b(?:is|t\.in|lemmaIn|pairIn|lemmaPairIn|ofClass)\((?:[^"\n]|"(?: |[^a-z][^"]*)")*|classes\[)"([a-z_]+)"`)
	rules, err := filepath.Glob("../lexicon/builtin/rules/*.rules")
	if err != nil || len(rules) == 0 {
		t.Fatalf("no rules: %v", err)
	}
	used := map[string]bool{}
	files, _ := filepath.Glob("*.go")
	more, _ := filepath.Glob("veridical/*.go")
	rules = append(rules, more...)
	for _, file := range append(files, rules...) {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`@([a-z_]+)`).FindAllStringSubmatch(string(src), -1) {
			used[m[1]] = true
		}
		for _, m := range named.FindAllStringSubmatch(string(src), -1) {
			used[m[1]] = true
			if classes[m[1]] == nil && !strings.HasSuffix(file, "_test.go") {
				t.Errorf("%s asks for the class %q, which is not there", file, m[1])
			}
		}
	}
	for name := range classes {
		if !used[name] {
			t.Errorf("nothing asks for the class %q", name)
		}
	}
}
