package page

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/report"
	"github.com/seed-7a84ba5f/dyad/report/internal/built"
	"github.com/seed-7a84ba5f/dyad/report/internal/fixture"
	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/seed-7a84ba5f/dyad/stats"
)

// warningConstants gives the codes that the constants of a package's warnings
// have in its source: warnX or WarnX.
func warningConstants(t *testing.T, dir string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	var codes []string
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok || len(spec.Values) != len(spec.Names) {
				return true
			}
			for i, name := range spec.Names {
				value, isText := spec.Values[i].(*ast.BasicLit)
				if !isText || value.Kind != token.STRING || !strings.HasPrefix(strings.ToLower(name.Name), "warn") {
					continue
				}
				code, err := strconv.Unquote(value.Value)
				if err != nil {
					t.Fatal(err)
				}
				codes = append(codes, code)
			}
			return true
		})
	}
	return codes
}

// Every warning that a table can hold is told in words on the page.
func TestEveryWarningHasWords(t *testing.T) {
	rule := stats.DefaultRule()
	codes := slices.Concat(warningConstants(t, ".."), warningConstants(t, filepath.Join("..", "table")), warningConstants(t, filepath.Join("..", "..", "stats")))
	if len(codes) < 20 || !slices.Contains(codes, "too_few") || !slices.Contains(codes, report.WarnDates) {
		t.Fatalf("the warnings of the source are %q", codes)
	}
	said := map[string]string{}
	for _, code := range codes {
		text := warningWords(code, rule)
		if strings.Contains(text, code) && strings.Contains(code, "_") || strings.HasPrefix(text, "has the warning") {
			t.Errorf("%s has no words: %q", code, text)
		}
		if other, ok := said[text]; ok && other != code {
			t.Errorf("%s and %s have the same words", code, other)
		}
		said[text] = code
	}
	for _, entry := range ofWarnings.List() {
		if code, _, _ := strings.Cut(entry, "="); !slices.Contains(codes, code) {
			t.Errorf("there are words for %s, which no table can hold", code)
		}
	}
	if err := classes.Check(); err != nil {
		t.Error(err)
	}
}

// A page whose run was coded by people does not say that nobody checked it.
func TestCautionsKnowOfHumanCodes(t *testing.T) {
	run := built.Run(t)
	text := func() string {
		var b strings.Builder
		for _, w := range newPageMaker(run).whoJudged() {
			b.WriteString(w.Text)
		}
		return b.String()
	}
	if got := text(); !strings.Contains(got, "not checked against human codes") {
		t.Errorf("without codes: %s", got)
	}
	for i := range run.Sources {
		if e := &run.Sources[i]; e.Level == table.LevelAll && e.Measure == table.Portrayal && e.Voice == table.NarratorVoice && e.Scope == table.AnyScope {
			e.Gold = 2
		}
	}
	if got := text(); strings.Contains(got, "not checked") || !strings.Contains(got, "people coded") {
		t.Errorf("with codes: %s", got)
	}
}

// A page that holds the rows of some articles only says so.
func TestPageSaysThatRowsAreDrawn(t *testing.T) {
	run := built.Build(t, fixture.Info(), built.Quarrel(), report.Options{Means: stats.MethodT})
	said := func() bool {
		return slices.ContainsFunc(newPageMaker(run).cautions(), func(w words) bool { return strings.Contains(w[0].Text, "This page lets you read") })
	}
	if said() {
		t.Error("a page with all rows says that they are drawn")
	}
	if run.Counts.Portrayals = 3 * htmlRows; !said() {
		t.Error("a page with a third of the rows does not say so")
	}
}
