package main

import (
	"context"
	"errors"
	"io"

	"github.com/seed-7a84ba5f/dyad/internal/near"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// execute runs the command line and gives its exit code.
func execute(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	root, console := newRootCmd(), &console{out: stderr}
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(console)
	root.PersistentPreRunE = func(cmd *cobra.Command, _ []string) error { return console.setup(cmd) }
	err := root.ExecuteContext(withConsole(ctx, console))
	console.end()
	explain(console, err)
	return exitCode(err)
}

func newRootCmd() *cobra.Command {
	root := &cobra.Command{
		Use:   "dyad",
		Short: "How does each news source frame the relationship between two actors?",
		Long: `dyad reads news articles and measures how each source frames the relationship
between two actors: by default the Taliban and Donald Trump, or any pair of a
study file. It writes tables for a spreadsheet, R or pandas, a report to look at,
and a manifest from which the run can be repeated.`,
		Example: `  dyad run articles/
  dyad run --metadata sheet.csv --out results articles/
  dyad score articles/ | dyad aggregate --out results
  dyad open results
  dyad verify results
  dyad study init my-study.yaml`,
		SilenceUsage:  true,
		SilenceErrors: true,
		Args:          noCommand,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	addConsoleFlags(root)
	root.SetFlagErrorFunc(flagError)
	root.AddCommand(newRunCmd(), newScoreCmd(), newAggregateCmd(), newCheckCmd(), newAnnotateCmd(), newExplainCmd(), newShowCmd(), newStudyCmd(), newValidateCmd(), newModelCmd(), newAgreeCmd(), newMultiverseCmd(), newLexiconCmd(), newVerifyCmd(), newDiffCmd(), newOpenCmd(), newPlotCmd(), newManCmd(), newVersionCmd())
	addCompletions(root)
	return root
}

// noCommand refuses words that are no command, with those that may be meant.
func noCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	message := "there is no command " + args[0]
	cmd.SuggestionsMinimumDistance = 2
	if likely := cmd.SuggestionsFor(args[0]); len(likely) > 0 {
		message += "; is " + likely[0] + " meant?"
	}
	return &usageError{errors.New(message)}
}

// flagError makes a usage error of a flag that cannot be read, with the one
// that may be meant.
func flagError(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	if !errors.As(err, &unknown) || len(unknown.GetSpecifiedName()) < 2 {
		return &usageError{err}
	}
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			names = append(names, f.Name)
		}
	})
	best := near.Name(unknown.GetSpecifiedName(), names)
	if best == "" {
		return &usageError{err}
	}
	return usagef("%w; is --%s meant?", err, best)
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
