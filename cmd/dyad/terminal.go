package main

import (
	"io"
	"os"

	"github.com/seed-7a84ba5f/dyad/explain"
)

// paint decides whether to write colours: always, never, or on a terminal
// that has not asked for none (https://no-color.org).
func paint(w io.Writer, mode string) explain.Style {
	switch mode {
	case "always":
		return explain.Style{On: true}
	case "never":
		return explain.Style{}
	}
	file, ok := w.(*os.File)
	return explain.Style{On: ok && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" && draws(file)}
}
