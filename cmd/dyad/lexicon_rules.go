package main

import (
	"io"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"github.com/seed-7a84ba5f/dyad/explain"
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
	cmd := command("lexicon-rules", usage(cobra.MaximumNArgs(1)), func(c *call) error {
		rules, err := f.rules()
		if err != nil {
			return err
		}
		if len(c.args) == 1 {
			return showRule(c.out, rules, c.args[0])
		}
		return f.list(c.out, rules)
	})
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
	return explain.WriteRule(stdout, &rules[i])
}

// list writes the rules, with counts where a run is given.
func (f *rulesFlags) list(stdout io.Writer, rules []stance.RuleInfo) error {
	if err := oneOf("--format", f.format, "text", "csv"); err != nil {
		return err
	}
	var fired map[string]int
	if f.fired != "" {
		var err error
		if fired, err = explain.RuleRows(f.fired); err != nil {
			return err
		}
	}
	return explain.WriteRules(stdout, rules, fired, f.format == "csv")
}
