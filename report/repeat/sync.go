//go:build !windows

package repeat

import (
	"errors"
	"os"
	"syscall"
)

// syncOne brings a file, or the names in a folder, to the disk. Not every file system
// does the latter.
func syncOne(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	err = f.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOTSUP) {
		err = nil
	}
	return errors.Join(err, f.Close())
}
