package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os/signal"
	"strings"
	"syscall"

	"github.com/seed-7a84ba5f/dyad/coding"
	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/pipeline"
	"github.com/seed-7a84ba5f/dyad/report"
	"github.com/seed-7a84ba5f/dyad/report/repeat"
	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/seed-7a84ba5f/dyad/study"
)

// The exit codes.
const (
	exitOK       = 0
	exitFailed   = 1 // nothing written
	exitUsage    = 2 // wrong usage, a study error or a missing path
	exitProblems = 3 // a check found problems
)

// usageError is a wrong use of the command line.
type usageError struct{ err error }

func (e *usageError) Error() string { return e.err.Error() }
func (e *usageError) Unwrap() error { return e.err }

func usagef(format string, args ...any) error {
	return &usageError{fmt.Errorf(format, args...)}
}

// checkError says that a check found problems, which have been told already.
type checkError struct{ found string }

func (e *checkError) Error() string { return e.found }

// wrongUse reports whether an error says that the command line is used wrongly.
func wrongUse(err error) bool {
	return errors.As(err, new(*usageError)) || errors.As(err, new(*pipeline.ChoiceError)) || errors.As(err, new(*report.ColumnError)) ||
		errors.As(err, new(*repeat.FolderError)) || errors.As(err, new(*coding.CertificateError)) || errors.As(err, new(*pipeline.MergeError)) || errors.Is(err, pipeline.ErrNoRun)
}

// exitCode is the one place where errors become exit codes. A path that is not there
// was named wrongly.
func exitCode(err error) int {
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, new(*checkError)), errors.As(err, new(*table.TableFaults)), errors.As(err, new(*pipeline.ChangedError)):
		return exitProblems
	case isBrokenPipe(err):
		return exitOK
	case wrongUse(err), errors.As(err, new(*repeat.BusyError)), errors.As(err, new(*pipeline.StudyError)), errors.As(err, new(*corpus.PathError)), errors.As(err, new(study.Problems)), errors.Is(err, fs.ErrNotExist):
		return exitUsage
	}
	return exitFailed
}

// tellError writes an error of a command for people; a broken pipe needs no words.
func tellError(stderr *console, command string, err error) {
	var bad study.Problems
	switch {
	case err == nil, isBrokenPipe(err):
	case errors.As(err, new(*cutError)), errors.As(err, new(*repeat.BusyError)):
		stderr.fail("dyad: " + err.Error() + "\n")
	case errors.As(err, new(*table.TableFaults)):
		stderr.fail(fmt.Sprintln(err)) // each line has a place of its own
	case errors.As(err, &bad):
		stderr.fail(fmt.Sprintln(bad)) // has a place of its own on each line
	case wrongUse(err) && !errors.Is(err, fs.ErrNotExist):
		stderr.fail(fmt.Sprintf("dyad: %v\nRun \"%s --help\" for how it is used.\n", err, command))
	case errors.Is(err, context.Canceled):
		stderr.fail("dyad: interrupted; nothing was written\n")
	case errors.Is(err, fs.ErrPermission):
		stderr.fail(fmt.Sprintf("dyad: %v (may it be read and written by you?)\n", err))
	default:
		stderr.fail("dyad: " + plain(err) + "\n")
	}
}

// plain is an error without the name of the system call that brought it.
func plain(err error) string {
	message := err.Error()
	var path *fs.PathError
	if errors.As(err, &path) {
		message = strings.Replace(message, path.Op+" "+path.Path, path.Path, 1)
	}
	return message
}

// isBrokenPipe reports whether whoever read our stdout has had enough.
func isBrokenPipe(err error) bool { return errors.Is(err, syscall.EPIPE) }

// ignoreBrokenPipe lets a write to a closed stdout fail with EPIPE instead of
// killing the program.
func ignoreBrokenPipe() { signal.Ignore(syscall.SIGPIPE) }
