package main

import (
	"bytes"
	"fmt"
	"io"
	"log/slog"
	"os"
	"slices"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"github.com/seed-7a84ba5f/dyad/internal/progress"
	"github.com/seed-7a84ba5f/dyad/report/table"
)

// console is stderr as commands see it: what is written to it are messages, a
// line each. With --log-format json each becomes a record of log/slog; with
// --quiet only errors are left. On a terminal it also shows how far a step is.
type console struct {
	out   io.Writer
	quiet bool
	log   *slog.Logger // nil for plain text
	steps progress.Steps
	whole *progress.Step // the whole command, where it has no steps of its own
	mu    sync.Mutex
	part  []byte // of a line that has no end yet
}

// addConsoleFlags adds the flags of messages, which every command has.
func addConsoleFlags(root *cobra.Command) {
	fs := root.PersistentFlags()
	fs.Bool("quiet", false, "tell of errors only, and show no progress")
	fs.String("log-format", "text", "messages on stderr as text or json (a record a line)")
}

// setup reads the flags before a command runs.
func (c *console) setup(cmd *cobra.Command) error {
	c.quiet, _ = cmd.Flags().GetBool("quiet")
	format, err := cmd.Flags().GetString("log-format")
	switch {
	case err == nil && format == "json":
		c.log = slog.New(slog.NewJSONHandler(c.out, nil))
	case err == nil && format != "text":
		return usagef("--log-format %q is neither text nor json", format)
	}
	c.steps.On = !c.quiet && c.log == nil && isTerminal(c.out)
	switch path := strings.TrimPrefix(cmd.CommandPath(), "dyad "); {
	case slices.Contains([]string{"score", "annotate", "explain", "show"}, path):
		c.steps.On = c.steps.On && !isTerminal(cmd.OutOrStdout()) // it writes while it works
	case slices.Contains([]string{"check", "multiverse", "agree", "diff", "lexicon coverage"}, path), strings.HasPrefix(path, "validate "):
		c.whole = c.steps.Start(c.out, path, 0)
		cmd.SetOut(&firstWrite{to: cmd.OutOrStdout(), before: c.end})
	}
	return nil
}

// expect reads from the arguments, before they are understood, whether messages
// are to be JSON: an error in them is a message too.
func (c *console) expect(args []string) {
	for i, arg := range args {
		if arg == "--log-format=json" || arg == "--log-format" && i+1 < len(args) && args[i+1] == "json" {
			c.log = slog.New(slog.NewJSONHandler(c.out, nil))
		}
	}
}

// end takes the command off the screen.
func (c *console) end() {
	c.whole.Done()
	c.whole = nil
}

// firstWrite does something before the first write.
type firstWrite struct {
	to     io.Writer
	before func()
}

func (f *firstWrite) Write(p []byte) (int, error) {
	f.before()
	return f.to.Write(p)
}

// isTerminal says whether a writer is a terminal that can be drawn on.
func isTerminal(w io.Writer) bool {
	file, ok := w.(*os.File)
	return ok && os.Getenv("TERM") != "dumb" && draws(file)
}

// Write takes messages, a line each.
func (c *console) Write(p []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.end()
	switch {
	case c.quiet:
		return len(p), nil
	case c.log == nil:
		return c.out.Write(p)
	}
	c.part = append(c.part, p...)
	for {
		line, rest, ok := bytes.Cut(c.part, []byte("\n"))
		if !ok {
			return len(p), nil
		}
		if len(line) > 0 {
			c.log.Info(string(line))
		}
		c.part = rest
	}
}

// warn tells of a problem, with its place and reason where it has them.
func (c *console) warn(p fmt.Stringer) {
	bad, ok := p.(table.Problem)
	switch {
	case c.quiet:
	case c.log == nil:
		fmt.Fprintln(c.out, p)
	case ok:
		c.log.Warn(bad.Message, "where", bad.Where, "reason", bad.Reason, "lost", bad.Lost)
	default:
		c.log.Warn(p.String())
	}
}

// fail tells of an error; it is never quiet.
func (c *console) fail(message string) {
	if c.log != nil {
		c.log.Error(strings.TrimSuffix(message, "\n"))
		return
	}
	fmt.Fprint(c.out, message)
}

// warn tells of a problem on stderr.
func warn(stderr io.Writer, p fmt.Stringer) {
	if c, ok := stderr.(*console); ok {
		c.warn(p)
		return
	}
	fmt.Fprintln(stderr, p)
}

// failure tells of an error on stderr, also where only errors are told.
func failure(stderr io.Writer, message any) {
	if c, ok := stderr.(*console); ok {
		c.fail(fmt.Sprintln(message))
		return
	}
	fmt.Fprintln(stderr, message)
}
