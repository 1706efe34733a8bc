package main

import (
	"bufio"
	_ "embed" // the template
	"html/template"
	"io"
)

//go:embed explain.tmpl
var explainTemplate string

// explainPage is what the page of explain shows.
type explainPage struct{ Articles []explained }

// write writes one page that stands alone: all text is escaped, and its
// policy lets a browser run and fetch nothing.
func (p explainPage) write(w io.Writer) error {
	t, err := template.New("explain").Parse(explainTemplate)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(w)
	if err := t.Execute(out, p); err != nil {
		return err
	}
	return out.Flush()
}
