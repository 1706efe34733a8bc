package stance

import (
	"go/ast"
	"go/parser"
	gotoken "go/token"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Words are data: no list of English words stands in the code. Files whose lists
// are still to be moved are named here with the reason.
func TestNoWordListsInTheCode(t *testing.T) {
	exceptions := map[string]string{
		"negation.go": "negation moves with the event coder", "mode.go": "modality moves with the event coder",
		"deeds.go": "moves with the event coder", "doing.go": "moves with the event coder",
		"coder.go": "event codes and classes", "coder_compose.go": "root codes", "coder_match.go": "slots of events", "coder_weigh.go": "slots of events",
		"coder_baseline.go": "root codes", "combined.go": "names of columns", "combine_rows.go": "names of columns",
	}
	word := regexp.MustCompile(`^"[a-z][a-z' -]+"$`)
	fset := gotoken.NewFileSet()
	for _, folder := range []string{".", "pattern"} {
		files, err := filepath.Glob(filepath.Join(folder, "*.go"))
		if err != nil || len(files) == 0 {
			t.Fatalf("no files in %s: %v", folder, err)
		}
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") || exceptions[filepath.Base(file)] != "" {
				continue
			}
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			tree, err := parser.ParseFile(fset, file, src, 0)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(tree, func(n ast.Node) bool {
				var list []ast.Expr
				switch n := n.(type) {
				case *ast.CaseClause:
					list = n.List
				case *ast.CompositeLit:
					list = n.Elts
				}
				words := 0
				for _, e := range list {
					if l, ok := e.(*ast.BasicLit); ok && word.MatchString(l.Value) {
						words++
					}
				}
				if words >= 3 {
					t.Errorf("%s: a list of %d words; make it a class in lexicon/builtin/classes.csv", fset.Position(n.Pos()), words)
				}
				return true
			})
		}
	}
}

// What the code asks for by name is a class that there is.
func TestClassesNamedInTheCodeAreThere(t *testing.T) {
	classes, err := builtinClasses()
	if err != nil {
		t.Fatal(err)
	}
	named := regexp.MustCompile(`(?:\bis\([^"\n]*|ofClass\([^"\n]*|classes\[)"([a-z_]+)"`)
	modifier := regexp.MustCompile(`(?:events|lists)\.is\([^"\n]*"[a-z_]+"`) // kinds of modifiers.csv, which lexicon checks
	rules, err := filepath.Glob("../lexicon/builtin/rules/*.rules")
	if err != nil || len(rules) == 0 {
		t.Fatalf("no rules: %v", err)
	}
	used := map[string]bool{}
	files, _ := filepath.Glob("*.go")
	for _, file := range append(files, rules...) {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`@([a-z_]+)`).FindAllStringSubmatch(string(src), -1) {
			used[m[1]] = true
		}
		src = modifier.ReplaceAll(src, nil)
		for _, m := range named.FindAllStringSubmatch(string(src), -1) {
			used[m[1]] = true
			if classes[m[1]] == nil && !strings.HasPrefix(file, "coder") && !strings.HasPrefix(file, "coverage") && !strings.HasSuffix(file, "_test.go") {
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
