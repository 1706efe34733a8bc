package rules

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// undocumented gives the exported names of a house that have no comment, as file:line name.
func undocumented(house fs.FS) (out []string, err error) {
	err = fs.WalkDir(house, ".", func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && file != "." && strings.HasPrefix(d.Name(), ".") {
			return fs.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return nil
		}
		src, err := fs.ReadFile(house, file)
		if err != nil {
			return err
		}
		set := token.NewFileSet()
		tree, err := parser.ParseFile(set, file, src, parser.ParseComments)
		if err != nil {
			return err
		}
		found := func(name *ast.Ident, docs ...*ast.CommentGroup) {
			for _, doc := range docs {
				if doc != nil {
					return
				}
			}
			if name.IsExported() {
				out = append(out, fmt.Sprintf("%s:%d %s", file, set.Position(name.Pos()).Line, name.Name))
			}
		}
		for _, decl := range tree.Decls {
			switch decl := decl.(type) {
			case *ast.FuncDecl:
				if decl.Recv == nil || ast.IsExported(receiver(decl.Recv.List[0].Type)) {
					found(decl.Name, decl.Doc)
				}
			case *ast.GenDecl:
				for _, spec := range decl.Specs {
					switch spec := spec.(type) {
					case *ast.TypeSpec:
						found(spec.Name, decl.Doc, spec.Doc, spec.Comment)
					case *ast.ValueSpec:
						for _, name := range spec.Names {
							found(name, decl.Doc, spec.Doc, spec.Comment)
						}
					}
				}
			}
		}
		return nil
	})
	return out, err
}

// receiver gives the name of the type of a method.
func receiver(t ast.Expr) string {
	switch t := t.(type) {
	case *ast.StarExpr:
		return receiver(t.X)
	case *ast.IndexExpr:
		return receiver(t.X)
	case *ast.IndexListExpr:
		return receiver(t.X)
	case *ast.Ident:
		return t.Name
	}
	return ""
}

func TestExportedNamesAreDocumented(t *testing.T) {
	missing, err := undocumented(os.DirFS("../.."))
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range missing {
		t.Errorf("%s has no comment", m)
	}
}

func TestUndocumentedNamesAreFound(t *testing.T) {
	src := `package x

type A struct{}

// B is one.
type B[T any] struct{}

func (A) M() {}
func (b *B[T]) N() {}
func (c) Hidden() {}

const (
	C = 1 // is one
	D = 2
)

// F does.
func F() {}
func G() {}
func h() {}
`
	got, err := undocumented(fstest.MapFS{"x/a.go": {Data: []byte(src)}, ".git/a.go": {Data: []byte("nothing")}})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"x/a.go:3 A", "x/a.go:8 M", "x/a.go:9 N", "x/a.go:14 D", "x/a.go:19 G"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
