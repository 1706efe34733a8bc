package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-7a84ba5f/dyad/internal/atomicfile"
	"github.com/seed-7a84ba5f/dyad/internal/near"
	"github.com/seed-7a84ba5f/dyad/report/figures"
	"github.com/seed-7a84ba5f/dyad/report/repeat"
)

// plotFlags are the flags of plot.
type plotFlags struct {
	out     string
	formats []string
	only    []string
	sources int
}

func newPlotCmd() *cobra.Command {
	var f plotFlags
	cmd := command("plot", usage(cobra.ExactArgs(1)), func(c *call) error { return plotRun(&f, c.args[0], c.out, c.err) })
	fs := cmd.Flags()
	fs.StringVar(&f.out, "out", "", "`FOLDER` for the figures (default RUN/figures)")
	fs.StringSliceVar(&f.formats, "format", []string{"svg", "pdf"}, "svg, pdf, csv")
	fs.StringSliceVar(&f.only, "figure", nil, "only these: "+strings.Join(figures.Names(), ", "))
	fs.IntVar(&f.sources, "sources", figures.DefaultSources, "sources in a figure, those with the most articles; 0 for all")
	return cmd
}

// check finds words that are no format and no figure.
func (f *plotFlags) check() error {
	for _, format := range f.formats {
		if format != "svg" && format != "pdf" && format != "csv" {
			return usagef("--format %q is none of svg, pdf, csv", format)
		}
	}
	for _, name := range f.only {
		if slices.Contains(figures.Names(), name) {
			continue
		}
		if likely := near.Name(name, figures.Names()); likely != "" {
			return usagef("--figure: there is no figure %q; is %s meant?", name, likely)
		}
		return usagef("--figure: there is no figure %q; there are %s", name, strings.Join(figures.Names(), ", "))
	}
	if f.sources < 0 {
		return usagef("--sources %d: 0 for all, or how many", f.sources)
	}
	return nil
}

func plotRun(f *plotFlags, dir string, stdout, stderr io.Writer) error {
	if err := f.check(); err != nil {
		return err
	}
	run, err := repeat.ReadEstimates(dir)
	if err != nil {
		return err
	}
	out := f.out
	if out == "" {
		out = filepath.Join(dir, "figures")
	}
	if err := os.MkdirAll(out, 0o777); err != nil {
		return err
	}
	drawn := map[string]bool{}
	for _, figure := range figures.Draw(run, figures.Options{Sources: f.sources}) {
		kind, _, _ := strings.Cut(figure.Name, "_")
		if len(f.only) > 0 && !slices.Contains(f.only, kind) {
			continue
		}
		drawn[kind] = true
		if err := writeFigure(figure, out, f.formats, stdout); err != nil {
			return err
		}
		if n := len(figure.Lacking); n > 0 {
			fmt.Fprintf(stderr, "%s.pdf: its fonts cannot show %s; %s.svg can (--format svg)\n", figure.Name, quoted(figure.Lacking), figure.Name)
		}
		if figure.Left != "" {
			fmt.Fprintf(stderr, "%s shows %s\n", figure.Name, figure.Left)
		}
	}
	for _, name := range f.only {
		if !drawn[name] {
			fmt.Fprintf(stderr, "%s was not drawn: %s\n", name, figures.Absence(name, dir))
		}
	}
	return nil
}

// writeFigure writes a figure in each format and tells where.
func writeFigure(figure *figures.Figure, dir string, formats []string, stdout io.Writer) error {
	for _, format := range formats {
		write := figure.SVG
		switch format {
		case "pdf":
			write = figure.PDF
		case "csv":
			write = figure.CSV
		}
		path := filepath.Join(dir, figure.Name+"."+format)
		if err := atomicfile.Write(path, write); err != nil {
			return err
		}
		if _, err := fmt.Fprintln(stdout, path); err != nil {
			return err
		}
	}
	return nil
}

// quoted writes up to five texts.
func quoted(texts []string) string {
	var parts []string
	for _, t := range texts[:min(len(texts), 5)] {
		parts = append(parts, "“"+t+"”")
	}
	if n := len(texts) - len(parts); n > 0 {
		parts = append(parts, fmt.Sprintf("%d more", n))
	}
	return strings.Join(parts, ", ")
}
