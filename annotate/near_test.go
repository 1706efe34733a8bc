package annotate

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/corpus"
)

// The functions that go over all quotations, mentions, sentences or
// attributions of a document do so once a document. Whatever is done for each
// word, mention or sentence asks for those near it.
func TestOnlyOnceOverADocument(t *testing.T) {
	once := []string{
		"findQuotes", "speeches", "indexQuotes", // quotations
		"findMentions", "findAttributions", "sortMentions", "bindFirstPerson", "concerned", "others", // mentions, sentences
		"join", "finish", "order", "keepWithin", "nest", "measureReach", // attributions
	}
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) < 20 {
		t.Fatal(files, err)
	}
	met := map[string]bool{}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, src, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range parsed.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			ast.Inspect(f, func(n ast.Node) bool {
				loop, ok := n.(*ast.RangeStmt)
				if !ok {
					return true
				}
				over, ok := loop.X.(*ast.SelectorExpr)
				if !ok || !slices.Contains([]string{"Quotes", "Mentions", "Sentences", "Attributions"}, over.Sel.Name) {
					return true
				}
				if met[f.Name.Name] = true; !slices.Contains(once, f.Name.Name) {
					t.Errorf("%s: %s goes over all %s of a document", file, f.Name.Name, over.Sel.Name)
				}
				return true
			})
		}
	}
	if len(met) < 8 {
		t.Errorf("only %d functions go over a document: %v", len(met), met)
	}
}

// What is looked at near a word does not grow with the text.
func TestNearIsBounded(t *testing.T) {
	a, err := New(Options{Scope: ScopeActors, Actors: []Actor{
		{ID: "trump", Name: "Donald Trump", Kind: Person, Aliases: []Term{{Text: "Trump"}}},
		{ID: "taliban", Name: "Taliban", Kind: Organization, Plural: true, Aliases: []Term{{Text: "Taliban"}}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	for _, mark := range []string{"", "“", "‘", "(", "\"", "“(‘["} {
		steps := func(n int) float64 {
			text := strings.Repeat(mark+"The Taliban said he praised Trump, and Trump told them that it denied the talks. ", n)
			doc := a.Annotate(&corpus.Article{ID: "a", Text: text, Regions: []corpus.Region{{End: len(text), Kind: corpus.Body}}})
			total := 0
			for i := range doc.Tokens {
				s := doc.Tokens[i].Span
				first, last := doc.SentencesIn(s)
				total += len(doc.QuotesAt(s)) + last - first
				for k := len(doc.Attributions) - 1; k >= 0 && doc.reach[k] >= s.End; k-- {
					if start(doc.Attributions[k].Content) <= s.Start {
						total++
					}
				}
			}
			return float64(total) / float64(len(doc.Tokens))
		}
		few, many := steps(25), steps(200)
		if many > 1.5*few || many == 0 {
			t.Errorf("%q: %.2f steps a word in a short text, %.2f in a long one", mark, few, many)
		}
	}
}
