package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"github.com/seed-7a84ba5f/dyad/internal/atomicfile"
	"github.com/seed-7a84ba5f/dyad/report"
	"github.com/seed-7a84ba5f/dyad/report/figures"
)

// plotFlags are the flags of plot.
type plotFlags struct {
	out     string
	formats []string
	only    []string
}

func newPlotCmd() *cobra.Command {
	var f plotFlags
	cmd := &cobra.Command{
		Use:   "plot [flags] RUN",
		Short: "Draw the main figures of a run as SVG and PDF",
		Long: `Draw the figures of a run folder for a paper: sources, timeline, cooperation,
voices and flow, as SVG and PDF, into RUN/figures or --out. The numbers are those
of sources.csv, timeline.csv and flow.csv; nothing is estimated anew, and the same
run gives the same bytes. The paths of the files go to stdout.`,
		Example: `  dyad plot dyad-run
  dyad plot --format pdf --figure sources --out paper/figures dyad-run`,
		Args: usage(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return plotRun(&f, args[0], cmd.OutOrStdout())
		},
	}
	fs := cmd.Flags()
	fs.StringVar(&f.out, "out", "", "`FOLDER` for the figures (default RUN/figures)")
	fs.StringSliceVar(&f.formats, "format", []string{"svg", "pdf"}, "svg, pdf")
	fs.StringSliceVar(&f.only, "figure", nil, "only these: sources, timeline, cooperation, voices, flow")
	return cmd
}

func plotRun(f *plotFlags, dir string, stdout io.Writer) error {
	for _, format := range f.formats {
		if format != "svg" && format != "pdf" {
			return usagef("--format %q is neither svg nor pdf", format)
		}
	}
	for _, name := range f.only {
		if !slices.Contains([]string{"sources", "timeline", "cooperation", "voices", "flow"}, name) {
			return usagef("--figure: there is no figure %q", name)
		}
	}
	run, err := report.ReadEstimates(dir)
	if err != nil {
		return missing(fmt.Errorf("%s: %w", dir, err))
	}
	out := f.out
	if out == "" {
		out = filepath.Join(dir, "figures")
	}
	if err := os.MkdirAll(out, 0o777); err != nil {
		return err
	}
	for _, figure := range figures.Draw(run) {
		if len(f.only) > 0 && !slices.Contains(f.only, figure.Name) {
			continue
		}
		if err := writeFigure(figure, out, f.formats, stdout); err != nil {
			return err
		}
	}
	return nil
}

// writeFigure writes a figure in each format and tells where.
func writeFigure(figure *figures.Figure, dir string, formats []string, stdout io.Writer) error {
	for _, format := range formats {
		write := figure.SVG
		if format == "pdf" {
			write = figure.PDF
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
