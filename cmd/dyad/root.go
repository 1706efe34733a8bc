package main

import (
	"context"
	"errors"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/internal/near"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// execute runs the command line and gives its exit code.
func execute(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	root, console := newRootCmd(), &console{out: stderr}
	console.expect(args)
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(console)
	root.PersistentPreRunE = func(cmd *cobra.Command, args []string) error {
		if err := refuseSpecial(cmd, args); err != nil {
			return err
		}
		return console.setup(cmd)
	}
	cmd, err := root.ExecuteContextC(withConsole(ctx, console))
	console.end()
	tellError(console, cmd.CommandPath(), err)
	return exitCode(err)
}

// refuseSpecial refuses a named pipe, a socket or a device among the files that were
// named: reading it may never end, and nobody could read it again. What the shell hands
// over as an open file (<(command), standard streams) is left to it.
func refuseSpecial(cmd *cobra.Command, args []string) error {
	var err error
	look := func(name string) {
		for _, open := range []string{"/dev/fd/", "/dev/std", "/dev/null", "/dev/tty", "/proc/self/fd/"} {
			if strings.HasPrefix(name, open) {
				return
			}
		}
		info, missing := os.Stat(name)
		if missing == nil && info.Mode()&(os.ModeNamedPipe|os.ModeSocket|os.ModeDevice) != 0 && err == nil {
			err = usagef("%s is a pipe, a socket or a device, and is not read: name a file, or - for standard input", name)
		}
	}
	for _, name := range args {
		look(name)
	}
	cmd.Flags().Visit(func(f *pflag.Flag) {
		if f.Value.Type() == "string" {
			look(f.Value.String())
		}
	})
	return err
}

func newRootCmd() *cobra.Command {
	root := group("dyad")
	root.SilenceUsage, root.SilenceErrors = true, true
	addConsoleFlags(root)
	root.SetFlagErrorFunc(flagError)
	root.AddCommand(newRunCmd(), newMergeCmd(), newScoreCmd(), newAggregateCmd(), newCheckCmd(), newAnnotateCmd(), newExplainCmd(), newShowCmd(), newStudyCmd(), newValidateCmd(), newModelCmd(), newSampleCmd(), newCodeCmd(), newAgreeCmd(), newCodesCmd(), newCorrectCmd(), newMultiverseCmd(), newLexiconCmd(), newMethodsCmd(), newVerifyCmd(), newDiffCmd(), newOpenCmd(), newPlotCmd(), newManCmd(), newVersionCmd())
	root.SetHelpCommand(newHelpCmd())
	addCompletions(root)
	for _, c := range root.Commands() {
		if c.Name() == "completion" { // cobra's own takes any word
			c.Args, c.RunE = noCommand, func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
		}
	}
	return root
}

// group is the command of a page, which only holds others.
func group(page string, subs ...*cobra.Command) *cobra.Command {
	cmd := described(page)
	cmd.Args, cmd.RunE = noCommand, func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
	cmd.AddCommand(subs...)
	return cmd
}

// wrong is a wrong use where it is one.
func wrong(is bool, format string, args ...any) error {
	if !is {
		return nil
	}
	return usagef(format, args...)
}

// oneOf refuses a value of a flag that is none of those it can have.
func oneOf(flag, value string, values ...string) error {
	switch {
	case slices.Contains(values, value):
		return nil
	case len(values) == 2:
		return usagef("%s %q is neither %s nor %s", flag, value, values[0], values[1])
	}
	return usagef("%s %q is none of %s", flag, value, strings.Join(values, ", "))
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
	var value *pflag.InvalidValueError
	if errors.As(err, &value) {
		return usagef("--%s %q: %s is wanted", value.GetFlag().Name, value.GetValue(), kindOf(value.GetFlag()))
	}
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

// kindOf says in words what a flag takes.
func kindOf(f *pflag.Flag) string {
	switch kind := f.Value.Type(); {
	case strings.HasPrefix(kind, "int"):
		return "a whole number"
	case strings.HasPrefix(kind, "uint"):
		return "a whole number from 0 up"
	case strings.HasPrefix(kind, "float"):
		return "a number"
	case kind == "bool":
		return "true or false"
	default:
		return kind
	}
}

// newHelpCmd is cobra's command help, but that it refuses what is no command.
func newHelpCmd() *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "Say what a command does and how it is used",
		RunE: func(cmd *cobra.Command, args []string) error {
			found, rest, err := cmd.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return noCommand(cmd.Root(), append(rest, args...)[:1])
			}
			found.InitDefaultHelpFlag()
			return found.Help()
		},
		ValidArgsFunction: func(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			found, _, err := cmd.Root().Find(args)
			if err != nil {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			var names []string
			for _, sub := range found.Commands() {
				if sub.IsAvailableCommand() {
					names = append(names, sub.Name()+"\t"+sub.Short)
				}
			}
			return names, cobra.ShellCompDirectiveNoFileComp
		},
	}
}

// usage makes usage errors of what an Args check refuses.
func usage(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if check(cmd, args) != nil {
			return usagef("%s after %s: the use is %s", count(len(args), "argument"), cmd.CommandPath(), cmd.UseLine())
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
