package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-7a84ba5f/dyad/lexicon"
)

func newLexiconCmd() *cobra.Command {
	return group("lexicon", "Look at word lists, dyad's own and yours, and check them", "",
		newLexiconListCmd(), newLexiconRulesCmd(), newLexiconShowCmd(), newLexiconCheckCmd(), newLexiconDiffCmd(), newLexiconCoverageCmd())
}

func newLexiconListCmd() *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:     "list",
		Short:   "List the built-in lists with version, licence, entries, hash and reference",
		Example: "  dyad lexicon list\n  dyad lexicon list --format csv",
		Args:    usage(cobra.NoArgs),
		RunE:    func(cmd *cobra.Command, _ []string) error { return lexiconList(cmd.OutOrStdout(), format) },
	}
	cmd.Flags().StringVar(&format, "format", "text", "text or csv")
	return cmd
}

func lexiconList(stdout io.Writer, format string) error {
	if err := oneOf("--format", format, "text", "csv"); err != nil {
		return err
	}
	return lexicon.WriteCatalogue(stdout, format == "csv")
}

func newLexiconShowCmd() *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:   "show NAME [ENTRY]",
		Short: "Show a list, or the entries of one word in it",
		Long: `Show a built-in list by its name, or a lexicon file of yours by its path: its
papers and all of its entries as CSV, or with ENTRY those whose first column is
that word or phrase, a line for each cell.`,
		Example: "  dyad lexicon show events condemn\n  dyad lexicon show my-words.dic",
		Args:    usage(cobra.RangeArgs(1, 2)),
		RunE: func(cmd *cobra.Command, args []string) error {
			t, err := openTable(args[0], format, cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			if len(args) == 1 {
				return t.WriteAll(cmd.OutOrStdout())
			}
			return t.WriteEntry(cmd.OutOrStdout(), args[1])
		},
	}
	cmd.Flags().StringVar(&format, "lexicon-format", "", lexiconFormatHelp())
	return cmd
}

func lexiconFormatHelp() string {
	var names []string
	for _, f := range lexicon.Formats {
		names = append(names, string(f))
	}
	return "format of a lexicon file: " + strings.Join(names, ", ") + " (default: told by its content)"
}

// openTable gives a built-in list by name or a lexicon file by path. Faults of
// a file are told; what could be read is shown.
func openTable(name, format string, stderr io.Writer) (*lexicon.Table, error) {
	if slices.Contains(lexicon.Names(), name) {
		l, err := lexicon.Builtin(name)
		if err != nil {
			return nil, err
		}
		return l.Table(), nil
	}
	d, problems, err := loadLexicon(name, format)
	for _, p := range problems {
		fmt.Fprintf(stderr, "dyad: %v\n", p)
	}
	if err != nil {
		return nil, err
	}
	t := d.Table()
	t.Name = name
	return t, nil
}

// loadLexicon reads a lexicon file.
func loadLexicon(name, format string) (*lexicon.Dictionary, []error, error) {
	if format != "" && !slices.Contains(lexicon.Formats, lexicon.Format(format)) {
		return nil, nil, usagef("--lexicon-format %q is none of %v", format, lexicon.Formats)
	}
	data, err := os.ReadFile(name)
	if err != nil {
		if errors.Is(err, os.ErrNotExist) {
			return nil, nil, usagef("%s is neither a file nor a built-in list (%s)", name, strings.Join(lexicon.Names(), ", "))
		}
		return nil, nil, err
	}
	return lexicon.Load(name, data, lexicon.Format(format))
}

func newLexiconCheckCmd() *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:   "check FILE...",
		Short: "Check lexicon files: what they hold, and each fault with its place",
		Long: `Read lexicon files and tell what they hold: format, categories and entries. Each
fault is told with file, line and column; the exit code is then 3.`,
		Example: "  dyad lexicon check my-words.dic my-frames.yml",
		Args:    usage(cobra.MinimumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return lexiconCheck(args, format, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	cmd.Flags().StringVar(&format, "lexicon-format", "", lexiconFormatHelp())
	return cmd
}

func lexiconCheck(files []string, format string, stdout, stderr io.Writer) error {
	out := csv.NewWriter(stdout)
	rows := [][]string{{"file", "format", "entries", "categories", "problems", "sha256"}}
	found := 0
	for _, file := range files {
		d, problems, err := loadLexicon(file, format)
		var wrong *usageError
		if errors.As(err, &wrong) {
			return err
		}
		for _, p := range problems {
			fmt.Fprintln(stderr, p)
		}
		if found += len(problems); err != nil {
			fmt.Fprintln(stderr, err)
			found++
			continue
		}
		rows = append(rows, []string{file, string(d.Format), strconv.Itoa(len(d.Terms)), strings.Join(d.Categories, ";"), strconv.Itoa(len(problems)), d.Hash})
	}
	if err := out.WriteAll(rows); err != nil {
		return err
	}
	if found > 0 {
		return &checkError{count(found, "problem") + " in " + count(len(files), "file")}
	}
	return nil
}

func newLexiconDiffCmd() *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:   "diff A B",
		Short: "Tell what two lists or lexicon files have apart",
		Long: `Compare two lexicons, each a built-in list by name or a file by path, by what
their entries say: "-" stands before what only A has, "+" before what only B
has. The exit code is 0 in either case.`,
		Example: "  dyad lexicon diff labels my-labels.csv",
		Args:    usage(cobra.ExactArgs(2)),
		RunE: func(cmd *cobra.Command, args []string) error {
			a, err := openTable(args[0], format, cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			b, err := openTable(args[1], format, cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			return lexicon.WriteDifference(cmd.OutOrStdout(), a, b)
		},
	}
	cmd.Flags().StringVar(&format, "lexicon-format", "", lexiconFormatHelp())
	return cmd
}
