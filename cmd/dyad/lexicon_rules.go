package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/seed-7a84ba5f/dyad/stance"
	"github.com/seed-7a84ba5f/dyad/stance/pattern"
)

// rulesFlags are the flags of dyad lexicon rules.
type rulesFlags struct {
	format, fired string
	own           []string
}

func newLexiconRulesCmd() *cobra.Command {
	f := &rulesFlags{}
	cmd := &cobra.Command{
		Use:   "rules [NAME]",
		Short: "List the rules of the scorer lexical, and count which fired",
		Long: `List the rules of the scorer lexical with what each finds and where it stands; with
NAME show one with its examples. With --fired count the rows of judgments.csv and
relations.csv in a run that rest on each rule, those that never fired among them.
With --rules FILE read and check rules of your own as well. To see what hangs on a
rule, run with --without RULE and compare the runs (dyad diff).`,
		Example: "  dyad lexicon rules\n  dyad lexicon rules attribute.credited\n  dyad lexicon rules --fired run/ --format csv",
		Args:    usage(cobra.MaximumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			rules, err := f.rules()
			if err != nil {
				return err
			}
			if len(args) == 1 {
				return showRule(cmd.OutOrStdout(), rules, args[0])
			}
			return f.list(cmd.OutOrStdout(), rules)
		},
	}
	cmd.Flags().StringVar(&f.format, "format", "text", "text or csv")
	cmd.Flags().StringVar(&f.fired, "fired", "", "count the rows of a `RUN` by rule")
	cmd.Flags().StringArrayVar(&f.own, "rules", nil, "read the rules in `FILE` beside the built-in ones (repeat for several)")
	return cmd
}

// rules gives the built-in rules and those of the files.
func (f *rulesFlags) rules() ([]stance.RuleInfo, error) {
	l, err := stance.NewLexical()
	if err != nil {
		return nil, err
	}
	var own []pattern.Source
	for _, path := range f.own {
		data, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		own = append(own, pattern.Source{File: path, Text: string(data)})
	}
	if len(own) > 0 {
		if l, err = l.WithRules(own...); err != nil {
			return nil, &checkError{err.Error()}
		}
	}
	return l.Rules(), nil
}

func showRule(stdout io.Writer, rules []stance.RuleInfo, name string) error {
	i := slices.IndexFunc(rules, func(r stance.RuleInfo) bool { return r.Name == name })
	if i < 0 {
		return usagef("there is no rule %q; dyad lexicon rules lists them", name)
	}
	r := &rules[i]
	fmt.Fprintf(stdout, "%s %s %s\n%s\n%s:%d\n", r.Sort, r.Name, r.Kind, r.Doc, r.File, r.Line)
	for _, e := range r.Examples {
		if e.Fires {
			fmt.Fprintf(stdout, "  fires  %s => %s\n", e.Text, e.Want)
		} else {
			fmt.Fprintf(stdout, "  quiet  %s\n", e.Text)
		}
	}
	return nil
}

// list writes the rules, with counts where a run is given.
func (f *rulesFlags) list(stdout io.Writer, rules []stance.RuleInfo) error {
	head := []string{"name", "sort", "kind", "doc", "place"}
	var fired map[string]int
	if f.fired != "" {
		var err error
		if fired, err = countRules(f.fired); err != nil {
			return err
		}
		head = slices.Insert(head, 1, "rows")
	}
	rows := [][]string{head}
	for _, r := range rules {
		row := []string{r.Name, r.Sort, r.Kind, r.Doc, r.File + ":" + strconv.Itoa(r.Line)}
		if fired != nil {
			row = slices.Insert(row, 1, strconv.Itoa(fired[r.Name]))
			delete(fired, r.Name)
		}
		rows = append(rows, row)
	}
	for _, name := range slices.Sorted(maps.Keys(fired)) { // rule_id of rows that rest on an entry of a list
		rows = append(rows, []string{name, strconv.Itoa(fired[name]), "entry", "", "", ""})
	}
	switch f.format {
	case "csv":
		return csv.NewWriter(stdout).WriteAll(rows)
	case "text":
		t := tabwriter.NewWriter(stdout, 0, 0, 2, ' ', 0)
		for _, r := range rows {
			fmt.Fprintln(t, strings.Join(r[:len(r)-1], "\t"))
		}
		return t.Flush()
	}
	return usagef("--format %q is neither text nor csv", f.format)
}

// countRules counts the rows of a run by the rule they rest on.
func countRules(run string) (map[string]int, error) {
	fired := map[string]int{}
	for _, table := range []string{"judgments.csv", "relations.csv"} {
		file, err := os.Open(filepath.Join(run, table))
		if errors.Is(err, fs.ErrNotExist) {
			return nil, usagef("%s is no run: it has no %s", run, table)
		} else if err != nil {
			return nil, err
		}
		r := csv.NewReader(file)
		r.ReuseRecord = true
		column := -1
		for {
			row, err := r.Read()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				file.Close()
				return nil, fmt.Errorf("%s: %w", filepath.Join(run, table), err)
			}
			if column < 0 {
				if column = slices.Index(row, "rule_id"); column < 0 {
					file.Close()
					return nil, &checkError{filepath.Join(run, table) + ": there is no column rule_id"}
				}
				continue
			}
			if row[column] != "" {
				fired[row[column]]++
			}
		}
		file.Close()
	}
	return fired, nil
}
