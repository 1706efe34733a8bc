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
	cmd := &cobra.Command{
		Use:   "groups RUN... --by COLUMN --low VALUE --high VALUE",
		Short: "Measure whether outlets that people place apart come out apart (known groups)",
		Long: `Compare two groups of articles in finished runs: known-groups validity. The column
is one of the researcher's own in articles.csv (meta_bias, say): any further field
of a JSON Lines record or column of a CSV file or of --metadata stands there.

Of each run, and for each actor and scorer, four measures are compared: own_stance,
over the rows of portrayals.csv in the narrator's voice; portrayal, over the rows in
any voice; portrayal_narrator, over those in the narrator's; and stance_narrator, the
source's own judgments over all sentences with the actor, where those without one
count 0 (for scorers that portray nothing, such as vader). Every article of the
run that mentions the actor enters; --both takes those that mention both. The mean of a group is that over its articles of the article's
mean over its rows; copies count as in the run. Given are the means with the
numbers of articles and of outlets, and the difference, --high less --low, with
two intervals. One resamples articles, copies of one text together: it holds for
more articles of these outlets. The other resamples outlets: it holds for more
outlets like these, and is refused where a group has fewer than 5. Other values of
the column are given as means. Within stories, articles that same_event or
copy_of join are one story, and of those that both groups tell the differences are
averaged, so that what a group chooses to report plays no part; that interval
resamples stories. Thresholds, method and seed of the intervals are
those of the run. An actor that stands in two runs has rows for each.`,
		Example: `  dyad run --study trump-clinton.yaml --out trump-clinton articles.jsonl
  dyad run --study obama-republicans.yaml --out obama-republicans articles.jsonl
  dyad validate groups trump-clinton obama-republicans --by meta_bias --low left --high right`,
		Args: usage(cobra.MinimumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return validateGroups(&f, args, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
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
