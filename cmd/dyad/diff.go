package main

import (
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-7a84ba5f/dyad/report/repeat"
	"github.com/seed-7a84ba5f/dyad/report/table"
)

// diffFlags are the flags of diff.
type diffFlags struct {
	format   string
	tables   []string
	most     int
	exitCode bool
}

func newDiffCmd() *cobra.Command {
	var f diffFlags
	cmd := command("diff", usage(cobra.ExactArgs(2)), func(c *call) error { return diffRuns(&f, c.args[0], c.args[1], c.out) })
	fs := cmd.Flags()
	fs.StringVar(&f.format, "format", "text", "text or csv")
	fs.StringSliceVar(&f.tables, "table", nil, "only these tables")
	fs.IntVar(&f.most, "most", 5, "values of each table that text lists")
	fs.BoolVar(&f.exitCode, "exit-code", false, "exit with 3 where anything differs")
	return cmd
}

func diffRuns(f *diffFlags, from, to string, stdout io.Writer) error {
	if err := oneOf("--format", f.format, "text", "csv"); err != nil {
		return err
	}
	for _, dir := range []string{from, to} {
		if _, err := repeat.ReadManifest(dir); err != nil {
			return err
		}
	}
	d, err := repeat.Compare(from, to)
	if err != nil {
		return err
	}
	for _, name := range f.tables {
		if !slices.Contains(tableNames(), name) {
			return usagef("--table: there is no table %q; there are %s", name, strings.Join(tableNames(), ", "))
		}
	}
	if len(f.tables) > 0 {
		d.Tables = slices.DeleteFunc(d.Tables, func(t repeat.TableDiff) bool { return !slices.Contains(f.tables, t.Table) })
	}
	if f.format == "csv" {
		err = d.WriteCSV(stdout)
	} else {
		err = d.WriteText(stdout, f.most)
	}
	if err != nil {
		return err
	}
	moved := 0
	for _, t := range d.Tables {
		moved += len(t.Cells)
	}
	if f.exitCode && moved+len(d.Reasons) > 0 {
		return &checkError{count(moved, "value") + " moved"}
	}
	return nil
}

// tableNames are the tables that diff compares.
func tableNames() []string {
	var names []string
	for _, t := range table.Schema(nil) {
		if t.Name != "codebook" {
			names = append(names, t.Name)
		}
	}
	return names
}
