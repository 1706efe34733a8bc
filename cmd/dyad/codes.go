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
	return group("codes", "Take codes from other tools, and give coding sets to them", "", newCodesExportCmd(), newCodesImportCmd(), newCodesFormatsCmd())
}

func newCodesFormatsCmd() *cobra.Command {
	return &cobra.Command{
		Use:   "formats",
		Short: "List the formats of codes import and codes export",
		Args:  usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			t := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
			fmt.Fprintln(t, "format\tfor\tfiles\tplaces in a sentence")
			for _, f := range exchange.Formats() {
				fmt.Fprintf(t, "%s\t%s\t%s\t%s\n", f.Name, f.Tool, f.Files, f.Spans)
			}
			return t.Flush()
		},
	}
}

func newCodesExportCmd() *cobra.Command {
	var format, out string
	cmd := &cobra.Command{
		Use:   "export SET --format FORMAT",
		Short: "Write a coding set in the format of another tool",
		Long: `Write the units, the codebook and all codes of a coding set into a folder, in the
format of another tool (dyad codes formats lists them). Beside its files stand
units.csv, with the place, context and inclusion probability of each unit, and
codebook.yaml: leave them there, and "dyad codes import" gets back what the tool
does not keep. What a lead settled stands there as the codes of "adjudicated".

The folder holds sentences of articles: mind whose they are. Scores of the machine
and the links of coders are not written.`,
		Example: "  dyad codes export dyad-run-codes.sqlite --format label_studio --out for-label-studio",
		Args:    usage(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return exportCodes(cmd.Context(), args[0], format, out, cmd.OutOrStdout())
		},
	}
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
	cmd := &cobra.Command{
		Use:   "import FOLDER|FILE --format FORMAT --out SET",
		Short: "Make a coding set of codes from another tool",
		Long: `Make a coding set of a folder or a file of another tool (dyad codes formats lists
them): of a folder that "dyad codes export" wrote, after coding went on elsewhere; or
of files of the tool alone, where each text becomes a unit and --codebook says what
was asked. The set is a gold table for every command that takes one; to correct
figures of a run its units need doc_id and sentence_no, which units.csv has.

A label is read as the value of the field of its name, of fields that are asked of
each actor as FIELD_actor1 and FIELD_actor2. A code that belongs to no unit or that
the codebook does not allow is told with its place and left out.`,
		Example: `  dyad codes import for-label-studio --format label_studio --out back.sqlite
  dyad codes import admin.jsonl --format doccano --codebook game.yaml --out game.sqlite`,
		Args: usage(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return importCodes(cmd.Context(), args[0], format, out, codebook, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
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
