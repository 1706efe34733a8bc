package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"

	"github.com/seed-7a84ba5f/dyad/internal/atomicfile"
)

func newManCmd() *cobra.Command {
	return command("man", usage(cobra.ExactArgs(1)), func(c *call) error {
		if err := os.MkdirAll(c.args[0], 0o777); err != nil {
			return err
		}
		for _, of := range commands(c.cmd.Root()) {
			name := strings.ReplaceAll(of.CommandPath(), " ", "-") + ".1"
			write := func(w io.Writer) error { return doc.GenMan(of, manHeader(), w) }
			if err := atomicfile.Write(filepath.Join(c.args[0], name), write); err != nil {
				return err
			}
			fmt.Fprintf(c.err, "wrote %s\n", filepath.Join(c.args[0], name))
		}
		return nil
	})
}

// manHeader has no date of its own, so that the pages are the same every time.
func manHeader() *doc.GenManHeader {
	day := time.Date(2020, 2, 29, 0, 0, 0, 0, time.UTC)
	return &doc.GenManHeader{Section: "1", Source: toolName + " " + toolVersion, Manual: "dyad", Date: &day}
}

// commands gives the root and all commands below it that are shown, in order of
// name.
func commands(root *cobra.Command) []*cobra.Command {
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	return shownBelow(root)
}

func shownBelow(c *cobra.Command) []*cobra.Command {
	c.DisableAutoGenTag = true
	out := []*cobra.Command{c}
	for _, sub := range c.Commands() {
		if sub.IsAvailableCommand() && sub.Name() != "help" {
			out = append(out, shownBelow(sub)...)
		}
	}
	return out
}
