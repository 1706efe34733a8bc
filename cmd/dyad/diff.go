package main

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

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
	cmd := &cobra.Command{
		Use:   "diff [flags] RUN1 RUN2",
		Short: "Say what moved between two runs, by how much, and why",
		Long: `Compare two run folders. First comes why they may differ: version, study, seed,
lexicons, models and scorers, inputs, tables edited by hand. Then the first
figures of both runs, and what moved: the rows of each table, matched by its key,
and the values that moved most, each with the reasons that bear on its row (the
inputs, for instance, only where an article of the row's source is another).
--format csv gives every value that changed, with the key of its row.`,
		Example: `  dyad diff before after
  dyad diff --table sources --most 50 before after
  dyad diff --format csv before after > moved.csv`,
		Args: usage(cobra.ExactArgs(2)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return diffRuns(&f, args[0], args[1], cmd.OutOrStdout())
		},
	}
	fs := cmd.Flags()
	fs.StringVar(&f.format, "format", "text", "text or csv")
	fs.StringSliceVar(&f.tables, "table", nil, "only these tables")
	fs.IntVar(&f.most, "most", 5, "values of each table that text lists")
	fs.BoolVar(&f.exitCode, "exit-code", false, "exit with 3 where anything differs")
	return cmd
}

func diffRuns(f *diffFlags, from, to string, stdout io.Writer) error {
	if f.format != "text" && f.format != "csv" {
		return usagef("--format %q is neither text nor csv", f.format)
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
	write := diffText
	if f.format == "csv" {
		write = diffCSV
	}
	if err := write(stdout, d, f.most); err != nil {
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

// diffCSV writes every value that changed.
func diffCSV(w io.Writer, d *repeat.Diff, _ int) error {
	rows := [][]string{{"table", "key", "column", "was", "now", "change", "causes"}}
	for _, t := range d.Tables {
		for _, c := range t.Cells {
			rows = append(rows, []string{c.Table, c.Key, c.Column, c.Was, c.Now, change(c), c.Causes})
		}
	}
	return csv.NewWriter(w).WriteAll(rows)
}

func change(c repeat.CellDiff) string {
	if !c.Change.Known {
		return ""
	}
	return strconv.FormatFloat(c.Change.Value, 'f', -1, 64)
}

// maxReasons is how many reasons of one kind text lists.
const maxReasons = 10

// diffText writes why, what, and the largest moves.
func diffText(w io.Writer, d *repeat.Diff, most int) error {
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(out, "%s → %s\n\nwhy\n", d.From, d.To)
	kinds := map[string]int{}
	for _, r := range d.Reasons {
		if kinds[r.Kind]++; kinds[r.Kind] <= maxReasons {
			fmt.Fprintf(out, "  %s %s\n", r.Kind, r.What)
		}
	}
	for _, r := range d.Reasons {
		if n := kinds[r.Kind]; n > maxReasons {
			fmt.Fprintf(out, "  %s: %d more\n", r.Kind, n-maxReasons)
			kinds[r.Kind] = 0
		}
	}
	if len(d.Reasons) == 0 {
		fmt.Fprintln(out, "  nothing that they were made from differs")
	}
	for _, note := range d.Notes {
		fmt.Fprintf(out, "  %s\n", note)
	}
	if len(d.Headline) > 0 {
		fmt.Fprintln(out, "\nfirst figures\twas\tnow\tchange")
	}
	for _, c := range d.Headline {
		by := "–"
		if c.Change.Known {
			by = fmt.Sprintf("%+.4g", c.Change.Value)
		}
		fmt.Fprintf(out, "  %s\t%s\t%s\t%s\n", c.Name, c.Was, c.Now, by)
	}
	if err := out.Flush(); err != nil { // each list has columns of its own
		return err
	}
	fmt.Fprintln(out, "\nwhat\n  table\tsame\tchanged\tnew\tgone")
	for _, t := range d.Tables {
		fmt.Fprintf(out, "  %s\t%d\t%d\t%d\t%d\n", t.Table, t.Same, t.Changed, t.Added, t.Cut)
	}
	if err := out.Flush(); err != nil {
		return err
	}
	for _, t := range d.Tables {
		if len(t.Cells) == 0 {
			continue
		}
		fmt.Fprintf(w, "\n%s\n", t.Table)
		for i, c := range t.Cells {
			if i == most {
				fmt.Fprintf(w, "  … and %d more: --format csv lists them\n", len(t.Cells)-i)
				break
			}
			fmt.Fprintf(w, "  %s\n", moved(c))
		}
	}
	return nil
}

// moved is a change as a line.
func moved(c repeat.CellDiff) string {
	because := ""
	if c.Causes != "" {
		because = "; " + c.Causes
	}
	switch {
	case c.Column == "" && c.Now != "":
		return c.Name + ": new" + because
	case c.Column == "":
		return c.Name + ": gone" + because
	case c.Change.Known:
		return fmt.Sprintf("%s: %s %s → %s (%+.4g)%s", c.Name, c.Column, c.Was, c.Now, c.Change.Value, because)
	}
	return fmt.Sprintf("%s: %s %.60q → %.60q%s", c.Name, c.Column, c.Was, c.Now, because)
}
