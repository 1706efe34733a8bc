package repeat

import (
	"errors"
	"io/fs"
	"os"
)

// FolderError is a folder that holds no run.
type FolderError struct {
	What string // in words for people
	Err  error  // that it was found by
}

// Error says in words for people what is missing.
func (e *FolderError) Error() string { return e.What }

// Unwrap gives the error of the file system.
func (e *FolderError) Unwrap() error { return e.Err }

// noRun says why no manifest could be read in dir.
func noRun(dir string, err error) error {
	info, gone := os.Stat(dir)
	switch {
	case errors.Is(gone, fs.ErrNotExist):
		return &FolderError{"there is no folder " + dir, err}
	case gone == nil && !info.IsDir():
		return &FolderError{dir + " is no folder: name the folder of a run", err}
	case errors.Is(err, fs.ErrNotExist):
		return &FolderError{dir + " is no run folder: it has no " + manifestFile, err}
	}
	return err
}
