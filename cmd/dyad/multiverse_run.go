package main

import (
	"os"
	"slices"
)

// ofRun is the run folder that the tables can become part of.
func (f *multiverseFlags) ofRun(args []string) (string, error) {
	info, err := os.Stat(args[0])
	switch {
	case err != nil:
		return "", err
	case len(args) > 1 || !info.IsDir() || f.study != "":
		return "", usagef("several runs, a file or another study are no part of one run: say with --out where the tables go")
	case f.noGuard || f.excel || !slices.Equal(f.formats, []string{"csv"}):
		return "", usagef("tables of a run are written as the others of it are: --format, --excel and --no-guard belong to --out")
	}
	return args[0], nil
}
