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
	return group("lexicon",
		newLexiconListCmd(), newLexiconRulesCmd(), newLexiconShowCmd(), newLexiconCheckCmd(), newLexiconDiffCmd(), newLexiconCoverageCmd())
}

func newLexiconListCmd() *cobra.Command {
	var format string
	cmd := command("lexicon-list", usage(cobra.NoArgs), func(c *call) error { return lexiconList(c.out, format) })
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
	cmd := command("lexicon-show", usage(cobra.RangeArgs(1, 2)), func(c *call) error {
		t, err := openTable(c.args[0], format, c.err)
		if err != nil {
			return err
		}
		if len(c.args) == 1 {
			return t.WriteAll(c.out)
		}
		return t.WriteEntry(c.out, c.args[1])
	})
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
	cmd := command("lexicon-check", usage(cobra.MinimumNArgs(1)), func(c *call) error { return lexiconCheck(c.args, format, c.out, c.err) })
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
	cmd := command("lexicon-diff", usage(cobra.ExactArgs(2)), func(c *call) error {
		a, err := openTable(c.args[0], format, c.err)
		if err != nil {
			return err
		}
		b, err := openTable(c.args[1], format, c.err)
		if err != nil {
			return err
		}
		return lexicon.WriteDifference(c.out, a, b)
	})
	cmd.Flags().StringVar(&format, "lexicon-format", "", lexiconFormatHelp())
	return cmd
}
