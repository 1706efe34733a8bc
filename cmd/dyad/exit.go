package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/pipeline"
	"github.com/seed-7a84ba5f/dyad/report"
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

// absentError is something named that is not there.
type absentError struct{ what string }

func (e *absentError) Error() string { return e.what }
func (e *absentError) Unwrap() error { return fs.ErrNotExist }

// noRun is the error for a folder from which no run can be read.
func noRun(dir string, err error) error {
	info, gone := os.Stat(dir)
	switch {
	case errors.Is(gone, fs.ErrNotExist):
		return &usageError{&absentError{"there is no folder " + dir}}
	case gone == nil && !info.IsDir():
		return usagef("%s is no folder: name the folder of a run", dir)
	case errors.Is(err, fs.ErrNotExist):
		if _, gone = os.Stat(filepath.Join(dir, "manifest.json")); gone != nil {
			return &usageError{&absentError{dir + " is no run folder: it has no manifest.json"}}
		}
		return &usageError{err}
	}
	return err
}

// exitCode is the one place where errors become exit codes.
func exitCode(err error) int {
	var (
		usage   *usageError
		inStudy *pipeline.StudyError
		choice  *pipeline.ChoiceError
		column  *report.ColumnError
		check   *checkError
		path    *corpus.PathError
		bad     study.Problems
		faults  *table.TableFaults
	)
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &check), errors.As(err, &faults):
		return exitProblems
	case isBrokenPipe(err):
		return exitOK
	case errors.As(err, &usage), errors.As(err, &inStudy), errors.As(err, &choice), errors.As(err, &column), errors.As(err, &path), errors.As(err, &bad):
		return exitUsage
	}
	return exitFailed
}

// tellError writes an error of a command for people; a broken pipe needs no words.
func tellError(stderr *console, command string, err error) {
	var (
		usage  *usageError
		choice *pipeline.ChoiceError
		column *report.ColumnError
		bad    study.Problems
	)
	switch {
	case err == nil, isBrokenPipe(err):
	case errors.As(err, new(*table.TableFaults)):
		stderr.fail(fmt.Sprintln(err)) // each line has a place of its own
	case errors.As(err, &bad):
		stderr.fail(fmt.Sprintln(bad)) // has a place of its own on each line
	case (errors.As(err, &usage) || errors.As(err, &choice) || errors.As(err, &column)) && !errors.Is(err, fs.ErrNotExist):
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
