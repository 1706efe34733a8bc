package main

import (
	"context"
	"io"

	"github.com/seed-7a84ba5f/dyad/methods"

	"github.com/spf13/cobra"

	"github.com/seed-7a84ba5f/dyad/coding"
)

// methodsFlags are the flags of methods.
type methodsFlags struct{ codes, format string }

func newMethodsCmd() *cobra.Command {
	var f methodsFlags
	cmd := &cobra.Command{
		Use:   "methods [flags] RUN",
		Short: "Write the methods section of a paper about a run, with the run's own figures",
		Long: `Write paragraphs that can be pasted into a paper: which dyad and which run, which
articles were read, counted and left out and why, how they were scored and by
weights trained on what, how well that scorer does on gold sets coded by people and
then on sentences coded by a language model, how means and intervals were made, and
how to cite. Corrections by human codes, comparisons, trends and other choices are
told of where the run has them. With --codes the run is measured against codes of
its sentences, as "dyad validate run" does, and the agreement stands in the text; a
coding set also tells how its sentences were drawn, who coded them, how far coders
agree and what was settled.

Nothing is said that the run did not do: published figures of a scorer are left out
where the run was scored by another version of it. A run whose files were changed
is refused.`,
		Example: `  dyad methods dyad-run
  dyad methods --codes my-codes.csv --format markdown dyad-run > methods.md`,
		Args: usage(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return writeMethods(cmd.Context(), &f, args[0], cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	fs := cmd.Flags()
	fs.StringVar(&f.codes, "codes", "", "coding `SET` or CSV file of codes of the run's sentences, as validate run takes it")
	fs.StringVar(&f.format, "format", "text", "text or markdown")
	return cmd
}

func writeMethods(ctx context.Context, f *methodsFlags, dir string, stdout, stderr io.Writer) error {
	if err := oneOf("--format", f.format, "text", "markdown"); err != nil {
		return err
	}
	m, err := methods.Read(dir)
	if err != nil {
		return err
	}
	if coding.IsSet(f.codes) {
		if err := m.AddSample(ctx, f.codes); err != nil {
			return err
		}
	}
	if f.codes != "" {
		measured, err := measureRun(ctx, dir, f.codes, stderr)
		if err != nil {
			return err
		}
		m.AddAgreement(measured)
	}
	return m.Write(stdout, f.format == "markdown")
}
