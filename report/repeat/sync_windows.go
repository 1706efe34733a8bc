package repeat

import (
	"errors"
	"os"
)

// syncOne brings a file to the disk; the names in a folder are the system's business.
func syncOne(path string) error {
	if info, err := os.Stat(path); err != nil || info.IsDir() {
		return err
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
