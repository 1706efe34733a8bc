package table_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/internal/golden"
	"github.com/seed-7a84ba5f/dyad/report/table"
)

// docs/tables.md lists the columns as the schema has them.
func TestTablesDoc(t *testing.T) {
	const file = "../../docs/tables.md"
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	head, _, ok := strings.Cut(string(b), "\n<!-- The rest")
	if !ok {
		t.Fatal("docs/tables.md has no mark before the list of columns")
	}
	got := head + "\n<!-- The rest is made from the schema: go test ./report/table -run TestTablesDoc -update -->\n" + schemaDoc()
	golden.Check(t, file, []byte(got))
}

// schemaDoc is the schema as Markdown.
func schemaDoc() string {
	var b strings.Builder
	fmt.Fprintf(&b, "\n# Columns\n\nSchema version %d. A star marks the columns that together tell one row from another.\n"+
		"The researcher's own columns stand at the end of `articles` as `meta_NAME`, as text.\n", table.SchemaVersion)
	cell := strings.NewReplacer("|", "\\|", "<", "&lt;", "\n", " ")
	for _, about := range table.Schema(nil) {
		meaning := about.Meaning
		if about.Optional != "" {
			meaning += ". Only " + about.Optional + "."
		}
		fmt.Fprintf(&b, "\n## %s\n\n%s\n\n| column | type | unit | range | meaning |\n|---|---|---|---|---|\n", about.Name, meaning)
		keys := " " + strings.Join(about.Key, " ") + " "
		for _, c := range about.Columns {
			name, kind := "`"+c.Name+"`", string(c.Type)
			if strings.Contains(keys, " "+c.Name+" ") {
				name += " *"
			}
			if c.Type == table.Float {
				kind = fmt.Sprintf("%s, %d decimals", kind, c.Decimals)
			}
			fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", name, kind, cell.Replace(c.Unit), cell.Replace(c.Range), cell.Replace(c.Meaning))
		}
	}
	return b.String()
}
