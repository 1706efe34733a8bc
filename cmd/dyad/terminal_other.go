//go:build !windows

package main

import (
	"os"

	"github.com/mattn/go-isatty"
)

// draws reports whether a file is a terminal that understands colours.
func draws(file *os.File) bool { return isatty.IsTerminal(file.Fd()) }
