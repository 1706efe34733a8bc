package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os/signal"
	"syscall"

	"github.com/seed-7a84ba5f/dyad/corpus"
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

// studyError is a study file that cannot be read or does not hold.
type studyError struct{ err error }

func (e *studyError) Error() string { return e.err.Error() }
func (e *studyError) Unwrap() error { return e.err }

// checkError says that a check found problems, which have been told already.
type checkError struct{ found string }

func (e *checkError) Error() string { return e.found }

// exitCode is the one place where errors become exit codes.
func exitCode(err error) int {
	var (
		usage   *usageError
		inStudy *studyError
		check   *checkError
		path    *corpus.PathError
		bad     study.Problems
	)
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &check):
		return exitProblems
	case isBrokenPipe(err):
		return exitOK
	case errors.As(err, &usage), errors.As(err, &inStudy), errors.As(err, &path), errors.As(err, &bad):
		return exitUsage
	}
	return exitFailed
}

// explain writes an error for people; a broken pipe needs no words.
func explain(stderr *console, err error) {
	var (
		usage *usageError
		bad   study.Problems
	)
	switch {
	case err == nil, isBrokenPipe(err):
	case errors.As(err, &bad):
		stderr.fail(fmt.Sprintln(bad)) // has a place of its own on each line
	case errors.As(err, &usage):
		stderr.fail(fmt.Sprintf("dyad: %v\nRun \"dyad help\" for the commands and their flags.\n", err))
	case errors.Is(err, context.Canceled):
		stderr.fail("dyad: interrupted; nothing was written\n")
	case errors.Is(err, fs.ErrPermission):
		stderr.fail(fmt.Sprintf("dyad: %v (may it be read and written by you?)\n", err))
	default:
		stderr.fail(fmt.Sprintf("dyad: %v\n", err))
	}
}

// isBrokenPipe reports whether whoever read our stdout has had enough.
func isBrokenPipe(err error) bool { return errors.Is(err, syscall.EPIPE) }

// ignoreBrokenPipe lets a write to a closed stdout fail with EPIPE instead of
// killing the program.
func ignoreBrokenPipe() { signal.Ignore(syscall.SIGPIPE) }
