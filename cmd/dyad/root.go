package main

import (
	"context"
	"errors"
	"io"

	"github.com/spf13/cobra"
)

// execute runs the command line and gives its exit code.
func execute(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	root := newRootCmd()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	explain(stderr, err)
	return exitCode(err)
}

func newRootCmd() *cobra.Command {
	root := &cobra.Command{
		Use:   "dyad",
		Short: "How does each news source frame the relationship between two actors?",
		Long: `dyad reads news articles and measures how each source frames the relationship
between two actors: by default the Taliban and Donald Trump, or any pair of a
study file. It writes CSV tables for a spreadsheet, R or pandas.`,
		Example: `  dyad run articles/
  dyad run --metadata sheet.csv --out results articles/
  dyad score articles/ | dyad aggregate --out results
  dyad study init my-study.yaml`,
		SilenceUsage:  true,
		SilenceErrors: true,
		Args:          noCommand,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.CompletionOptions.HiddenDefaultCmd = true
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return &usageError{err} })
	root.AddCommand(newRunCmd(), newScoreCmd(), newAggregateCmd(), newCheckCmd(), newAnnotateCmd(), newExplainCmd(), newShowCmd(), newStudyCmd(), newValidateCmd(), newModelCmd(), newAgreeCmd(), newMultiverseCmd(), newLexiconCmd(), newVerifyCmd(), newDiffCmd(), newOpenCmd(), newVersionCmd())
	return root
}

// noCommand refuses words that are no command, with those that may be meant.
func noCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	message := "there is no command " + args[0]
	cmd.SuggestionsMinimumDistance = 2
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		message += "; is " + near[0] + " meant?"
	}
	return &usageError{errors.New(message)}
}

// usage makes usage errors of what an Args check refuses.
func usage(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if err := check(cmd, args); err != nil {
			return &usageError{err}
		}
		return nil
	}
}

// needPaths asks for at least one path of articles.
func needPaths(_ *cobra.Command, args []string) error {
	if len(args) == 0 {
		return usagef("name at least one file or folder of articles")
	}
	return nil
}
