package main

import (
	"context"
	"embed"
	"io"
	"path"
	"regexp"
	"strings"

	"github.com/spf13/cobra"
)

// pages describe the commands, one file a command: its use, what it does in a line, after
// an empty line more of that, and after a line "Example:" examples. @NAME@ stands for what
// pages share: help/shared/NAME.txt.
//
//go:embed help
var pages embed.FS

// call is a command that is run: its context, its arguments, and where it reads and writes.
type call struct {
	context.Context
	cmd      *cobra.Command
	args     []string
	in       io.Reader
	out, err io.Writer
}

// command is the command that a page describes.
func command(page string, args cobra.PositionalArgs, run func(*call) error) *cobra.Command {
	cmd := described(page)
	cmd.Args = args
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return run(&call{cmd.Context(), cmd, args, cmd.InOrStdin(), cmd.OutOrStdout(), cmd.ErrOrStderr()})
	}
	return cmd
}

// sharedName is the name of a text that pages share.
var sharedName = regexp.MustCompile(`@\w+@`)

// described is a command as its page has it, which does nothing yet.
func described(page string) *cobra.Command {
	text := sharedName.ReplaceAllStringFunc(pageText(page), func(name string) string {
		return strings.TrimSpace(pageText(path.Join("shared", strings.Trim(name, "@"))))
	})
	head, rest, _ := strings.Cut(text, "\n\n")
	use, short, _ := strings.Cut(strings.TrimSpace(head), "\n")
	long, example, _ := strings.Cut("\n"+rest, "\nExample:\n")
	return &cobra.Command{Use: use, Short: short, Long: strings.TrimSpace(long), Example: strings.TrimRight(example, "\n")}
}

func pageText(page string) string {
	text, err := pages.ReadFile("help/" + page + ".txt")
	if err != nil {
		panic("cmd/dyad: " + err.Error()) // pages are embedded, and every test makes all commands
	}
	return string(text)
}
