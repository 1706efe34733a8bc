package rules

import (
	"os"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

func TestImportTable(t *testing.T) {
	imports, err := Scan(os.DirFS("../.."))
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(imports, func(im Import) bool { return im.Folder == "internal/rules" }) {
		t.Fatal("the scan does not even see this file")
	}
	for _, v := range Violations(imports, Table(), Homes()) {
		t.Error(v)
	}
}

// The checker finds every sort of violation in a made-up house.
func TestViolationsAreFound(t *testing.T) {
	src := func(imports ...string) *fstest.MapFile {
		s := "package x\n"
		for _, i := range imports {
			s += "import _ \"" + i + "\"\n"
		}
		return &fstest.MapFile{Data: []byte(s)}
	}
	const ours = Module + "/"
	house := fstest.MapFS{
		"stats/a.go":                  src("fmt", "gonum.org/v1/gonum/stat", ours+"stance"),
		"stance/a.go":                 src(ours+"annotate", ours+"annotate/syntax", ours+"encoder"),
		"stance/a_test.go":            src(ours + "stats"),
		"stance/model/a.go":           src(ours+"stance", ours+"report"),
		"corpus/a.go":                 src("github.com/spf13/cobra", ours+"internal/par"),
		"internal/par/a.go":           src(ours + "corpus"),
		"annotate/syntax/a.go":        src("gonum.org/v1/gonum/mat"),
		"cmd/dyad/main.go":            src("github.com/spf13/cobra", ours+"report"),
		"helpers/a.go":                src("fmt"),
		"corpus/testdata/a.go":        src(ours + "report"),
		"runner/go.mod":               {Data: []byte("module runner\n")},
		"runner/a.go":                 src(ours + "report"),
		"doc.go":                      src(ours + "report"),
		"study/linux_only.go":         {Data: []byte("//go:build never\n\npackage x\n\nimport \"" + ours + "annotate\"\n")},
		"report/table/a.go":           src(ours+"stance", ours+"report", ours+"stats"),
		"report/.hidden/a.go":         src(ours + "cmd/dyad"),
		"report/deeper/than/first.go": src(ours+"stats", ours+"lexicon"),
	}
	imports, err := Scan(house)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		`annotate/syntax/a.go:2: gonum.org/v1/gonum may be imported in stats only, not in annotate`,
		`corpus/a.go:2: github.com/spf13/cobra may be imported in cmd only, not in corpus`,
		`helpers/a.go:2: the folder "helpers" is not in the import table`,
		`internal/par/a.go:2: internal may not import corpus`,
		`report/deeper/than/first.go:3: report may not import lexicon`,
		`report/table/a.go:4: report may not import stats`,
		`stance/a_test.go:2: stance may not import stats`,
		`stance/model/a.go:3: stance may not import report`,
		`stats/a.go:4: stats may not import stance`,
		`study/linux_only.go:5: study may not import annotate`,
	}
	if diff := cmp.Diff(want, Violations(imports, Table(), Homes())); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
