package main

import (
	"slices"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/seed-7a84ba5f/dyad/lexicon"
	"github.com/seed-7a84ba5f/dyad/report/figures"
	"github.com/seed-7a84ba5f/dyad/report/table"
)

// addCompletions lets a shell complete the values of flags and the arguments
// that are folders.
func addCompletions(root *cobra.Command) {
	values := map[string][]string{
		"format":     words(table.Formats()),
		"scorer":     {"reader", "lexical", "bayes", "vader"},
		"dedup":      {"within", "none", "head", "weight"},
		"log-format": {"text", "json"},
		"figure":     figures.Names(),
		"table":      tableNames(),
	}
	arguments := map[string][]string{"dyad lexicon show": lexicon.Names(), "dyad model show": {"syntax", "reader"}}
	for _, c := range commands(root) {
		if names := arguments[c.CommandPath()]; names != nil {
			c.ValidArgsFunction = cobra.FixedCompletions(names, cobra.ShellCompDirectiveDefault)
		}
		c.Flags().VisitAll(func(f *pflag.Flag) { completeFlag(c, f, values) })
		c.PersistentFlags().VisitAll(func(f *pflag.Flag) { completeFlag(c, f, values) })
		if slices.Contains([]string{"verify", "diff", "open", "plot"}, c.Name()) && c.Parent() == root {
			c.ValidArgsFunction = folders
		}
	}
}

// completeFlag completes one flag; --format of the commands that write no tables
// has other values.
func completeFlag(c *cobra.Command, f *pflag.Flag, values map[string][]string) {
	list, ok := values[f.Name]
	switch {
	case f.Name == "format" && c.Name() == "plot":
		list = []string{"svg", "pdf", "csv"}
	case f.Name == "format" && c.Name() != "run" && c.Name() != "aggregate":
		list = []string{"text", "csv", "json", "jsonl"}
	case f.Name == "out" || f.Name == "inputs":
		_ = c.RegisterFlagCompletionFunc(f.Name, folders)
		return
	case !ok:
		return
	}
	_ = c.RegisterFlagCompletionFunc(f.Name, cobra.FixedCompletions(list, cobra.ShellCompDirectiveNoFileComp))
}

func folders(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return nil, cobra.ShellCompDirectiveFilterDirs
}
