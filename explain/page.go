package explain

import (
	"bufio"
	_ "embed" // the template
	"html/template"
	"io"
)

//go:embed page.tmpl
var pageTemplate string

// Page is a page of explained articles.
type Page struct{ Articles []Article }

// Write writes one page that stands alone: all text is escaped, and its
// policy lets a browser run and fetch nothing.
func (p Page) Write(w io.Writer) error {
	t, err := template.New("explain").Parse(pageTemplate)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(w)
	if err := t.Execute(out, p); err != nil {
		return err
	}
	return out.Flush()
}
