package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/seed-7a84ba5f/dyad/validate"
)

// groupsFlags are the flags of validate groups.
type groupsFlags struct {
	groups validate.Groups
	format string
	both   bool
}

func newValidateGroupsCmd() *cobra.Command {
	var f groupsFlags
	cmd := command("validate-groups", usage(cobra.MinimumNArgs(1)), func(c *call) error { return validateGroups(&f, c.args, c.out, c.err) })
	fs := cmd.Flags()
	fs.StringVar(&f.groups.By, "by", "", "`COLUMN` of articles.csv with the groups, such as meta_bias")
	fs.StringVar(&f.groups.Low, "low", "", "`VALUE` of the group that is subtracted")
	fs.StringVar(&f.groups.High, "high", "", "`VALUE` of the group that it is subtracted from")
	fs.BoolVar(&f.both, "both", false, "only articles that mention both actors, as in the run's headline")
	fs.StringVar(&f.format, "format", "text", "text, csv or markdown")
	return cmd
}

func (f *groupsFlags) check() error {
	switch g := f.groups; {
	case g.By == "" || g.Low == "" || g.High == "":
		return usagef("--by, --low and --high are needed")
	case !strings.HasPrefix(g.By, table.MetaPrefix):
		return usagef("--by %q is no column of the researcher's own: those begin with %s", g.By, table.MetaPrefix)
	case g.Low == g.High:
		return usagef("--low and --high are both %q", g.Low)
	case !slices.Contains([]string{"text", "csv", "markdown"}, f.format):
		return usagef("--format %q is none of text, csv, markdown", f.format)
	}
	return nil
}

func validateGroups(f *groupsFlags, dirs []string, stdout, stderr io.Writer) error {
	if err := f.check(); err != nil {
		return err
	}
	var runs []validate.GroupedRun
	found := map[string]bool{}
	for _, dir := range dirs {
		run, bare, err := f.groups.ReadRun(dir, f.both)
		if err != nil {
			return err
		}
		if bare > 0 {
			fmt.Fprintf(stderr, "dyad: %s of %s without %s left out\n", count(bare, "article"), dir, f.groups.By)
		}
		for i := range run.Articles {
			found[run.Articles[i].Group] = true
		}
		runs = append(runs, run)
	}
	for _, value := range []string{f.groups.Low, f.groups.High} {
		if !found[value] {
			return usagef("no article that counts has %q in %s; there are: %s", value, f.groups.By, cmp.Or(strings.Join(slices.Sorted(maps.Keys(found)), ", "), "none"))
		}
	}
	rows, err := validate.MeasureGroups(f.groups, runs)
	if err != nil {
		return err
	}
	switch f.format {
	case "csv":
		return validate.WriteGroupsCSV(stdout, f.groups, rows)
	case "markdown":
		return validate.WriteGroupsMarkdown(stdout, f.groups, rows)
	}
	return validate.WriteGroupsText(stdout, f.groups, rows)
}
