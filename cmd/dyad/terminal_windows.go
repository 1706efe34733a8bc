package main

import (
	"os"

	"golang.org/x/sys/windows"
)

// draws reports whether a file is a console that understands colours. Consoles
// do from Windows 10 on, once they are asked to; older ones show the codes.
func draws(file *os.File) bool {
	console := windows.Handle(file.Fd())
	var mode uint32
	if windows.GetConsoleMode(console, &mode) != nil {
		return false
	}
	const colours = windows.ENABLE_VIRTUAL_TERMINAL_PROCESSING
	return mode&colours != 0 || windows.SetConsoleMode(console, mode|colours) == nil
}
