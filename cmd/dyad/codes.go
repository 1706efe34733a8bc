package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/seed-7a84ba5f/dyad/coding"
	"github.com/seed-7a84ba5f/dyad/coding/exchange"
	"github.com/seed-7a84ba5f/dyad/report/table"
)

func newCodesCmd() *cobra.Command {
	return group("codes", newCodesExportCmd(), newCodesImportCmd(), newCodesFormatsCmd())
}

func newCodesFormatsCmd() *cobra.Command {
	return command("codes-formats", usage(cobra.NoArgs), func(c *call) error {
		t := tabwriter.NewWriter(c.out, 0, 0, 2, ' ', 0)
		fmt.Fprintln(t, "format\tfor\tfiles\tplaces in a sentence")
		for _, f := range exchange.Formats() {
			fmt.Fprintf(t, "%s\t%s\t%s\t%s\n", f.Name, f.Tool, f.Files, f.Spans)
		}
		return t.Flush()
	})
}

func newCodesExportCmd() *cobra.Command {
	var format, out string
	cmd := command("codes-export", usage(cobra.ExactArgs(1)), func(c *call) error { return exportCodes(c, c.args[0], format, out, c.out) })
	cmd.Flags().StringVar(&format, "format", "csv", "`FORMAT` to write")
	cmd.Flags().StringVar(&out, "out", "codes", "`FOLDER` to write to")
	return cmd
}

func exportCodes(ctx context.Context, path, format, out string, stdout io.Writer) error {
	f, err := exchange.ByName(format)
	if err != nil {
		return usagef("--format: %v", err)
	}
	if list, err := os.ReadDir(out); err == nil && len(list) > 0 {
		return usagef("--out %s: there is something in it already", out)
	}
	set, err := coding.OpenSet(ctx, path)
	if err != nil {
		return err
	}
	defer set.Close()
	b, err := exchange.Take(ctx, set)
	if err != nil {
		return err
	}
	if err := f.Write(out, b); err != nil {
		return err
	}
	fmt.Fprintf(stdout, "%s: %s and %s for %s\n", out, count(len(b.Units), "unit"), count(len(b.Codes), "code"), f.Name)
	return nil
}

func newCodesImportCmd() *cobra.Command {
	var format, out, codebook string
	cmd := command("codes-import", usage(cobra.ExactArgs(1)), func(c *call) error { return importCodes(c, c.args[0], format, out, codebook, c.out, c.err) })
	cmd.Flags().StringVar(&format, "format", "csv", "`FORMAT` to read")
	cmd.Flags().StringVar(&out, "out", "codes.sqlite", "coding `SET` to write")
	cmd.Flags().StringVar(&codebook, "codebook", "", "`FILE` with the codebook (default: that of the folder, or of the coding page)")
	return cmd
}

func importCodes(ctx context.Context, path, format, out, codebook string, stdout, stderr io.Writer) error {
	f, err := exchange.ByName(format)
	if err != nil {
		return usagef("--format: %v", err)
	}
	text := coding.DefaultCodebook()
	if codebook != "" {
		data, err := os.ReadFile(codebook)
		if err != nil {
			return err
		}
		text = string(data)
	}
	b, problems, err := f.Read(path, text)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	var told []table.Problem
	for _, p := range problems {
		told = append(told, table.Problem{Where: p.Where, Reason: "bad_code", Message: p.Message, Lost: true})
	}
	tell(stderr, told)
	if err := b.Create(ctx, out, toolName+" "+toolVersion+", from "+f.Name, time.Now()); err != nil {
		return err
	}
	fmt.Fprintf(stdout, "%s: %s and %s\n", out, count(len(b.Units), "unit"), count(len(b.Codes), "code"))
	return nil
}
