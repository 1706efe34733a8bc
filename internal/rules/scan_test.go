package rules

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Module is the path of our module.
const Module = "github.com/seed-7a84ba5f/dyad"

// Import says that a file of a folder imports a package.
type Import struct {
	Folder string // relative to the module's root: annotate/syntax
	Path   string // as imported
	At     string // file:line, relative to the root
}

// Table says what each folder may import of ours. Sub-folders that are not in the
// table count as their folder, and every folder may import internal and what is in
// the same folder of the first level; the order there (read over copies over corpus,
// repeat over page over report over table) the compiler keeps.
// A folder that is not in the table is itself a violation.
func Table() map[string][]string {
	return map[string][]string{
		"corpus":  nil,
		"lexicon": nil,
		"stats":   nil,
		"study":   nil,
		// What a study finds in articles before anything is scored.
		"study/trial": {"annotate"},
		"internal":    nil,
		"encoder":     nil,
		"annotate":    {"corpus", "lexicon", "encoder"},
		"stance":      {"annotate", "corpus", "lexicon", "encoder"},
		"report":      {"corpus", "stance", "stats"},
		// Rows know no statistics.
		"report/table":   {"corpus", "stance"},
		"report/figures": nil,
		"validate":       {"annotate", "coding", "corpus", "lexicon", "pipeline", "report", "stance", "stats", "study"},
		"explain":        {"annotate", "corpus", "pipeline", "report", "stance", "study"},
		"methods":        {"coding", "pipeline", "report", "stance", "stats", "study", "validate"},
		"coding":         {"annotate", "corpus", "report", "stats", "study"},
		"pipeline":       {"annotate", "coding", "corpus", "lexicon", "report", "stance", "stats", "study"},
		"cmd":            {"annotate", "coding", "corpus", "explain", "lexicon", "methods", "pipeline", "report", "stance", "stats", "study", "validate"},
	}
}

// Homes says where alone a library may be imported. The key is a prefix of
// the library's path.
func Homes() map[string][]string {
	return map[string][]string{
		"github.com/spf13/cobra": {"cmd"},
		"gonum.org/v1/gonum":     {"stats"},
		"gonum.org/v1/plot":      {"report"},
		"modernc.org/sqlite":     {"coding"},
	}
}

// Violations gives every import that the table or the homes forbid, as
// file:line: message.
func Violations(imports []Import, table, homes map[string][]string) []string {
	var out []string
	for _, im := range imports {
		folder, _, _ := strings.Cut(im.Folder, "/")
		allowed, known := table[folder]
		for part := im.Folder; part != "."; part = path.Dir(part) {
			if own, ok := table[part]; ok {
				allowed = own
				break
			}
		}
		if !known {
			out = append(out, fmt.Sprintf("%s: the folder %q is not in the import table", im.At, folder))
			continue
		}
		if rest, ours := strings.CutPrefix(im.Path, Module+"/"); ours {
			to, _, _ := strings.Cut(rest, "/")
			if to != folder && to != "internal" && !slices.Contains(allowed, to) {
				out = append(out, fmt.Sprintf("%s: %s may not import %s", im.At, folder, to))
			}
		}
		for lib, in := range homes {
			if strings.HasPrefix(im.Path, lib) && !slices.Contains(in, folder) {
				out = append(out, fmt.Sprintf("%s: %s may be imported in %s only, not in %s",
					im.At, lib, strings.Join(in, ", "), folder))
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Scan parses the imports of every Go file under root, tests and files with
// other build constraints included; testdata and hidden folders, and folders
// with a go.mod of their own, are left out.
func Scan(root fs.FS) ([]Import, error) {
	var out []Import
	fset := token.NewFileSet()
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			return skipFolder(root, name, d)
		}
		folder := path.Dir(name)
		if filepath.Ext(name) != ".go" || folder == "." {
			return nil
		}
		src, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		f, err := parser.ParseFile(fset, name, src, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range f.Imports {
			p, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			out = append(out, Import{Folder: folder, Path: p,
				At: fmt.Sprintf("%s:%d", name, fset.Position(spec.Pos()).Line)})
		}
		return nil
	})
	return out, err
}

func skipFolder(root fs.FS, name string, d fs.DirEntry) error {
	if name == "." {
		return nil
	}
	if strings.HasPrefix(d.Name(), ".") || strings.HasPrefix(d.Name(), "_") || d.Name() == "testdata" {
		return fs.SkipDir
	}
	if _, err := fs.Stat(root, path.Join(name, "go.mod")); err == nil {
		return fs.SkipDir
	}
	return nil
}
