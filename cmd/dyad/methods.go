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
	cmd := command("methods", usage(cobra.ExactArgs(1)), func(c *call) error { return writeMethods(c, &f, c.args[0], c.out, c.err) })
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
