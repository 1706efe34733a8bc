package corpus

import (
	"context"
	"errors"
)

// Options say how articles are read. The zero value reads everything, in any
// language, without a sheet.
type Options struct {
	Metadata  *Sheet            // the researcher's sheet, nil for none
	Aliases   map[string]string // outlet name or host -> the name to use; case and space do not matter
	Languages []string          // ISO 639-1 codes that are kept; empty = any
	MaxBytes  int64             // limit for a file or record that is held in memory; 0 = 64 MiB
}

// Input is a file that was read.
type Input struct {
	Path   string // relative to its argument, with "/"
	SHA256 string // of its bytes, in hex
	Size   int64
	Role   string // RoleArticles or RoleMetadata
}

// The roles of an Input.
const (
	RoleArticles = "articles"
	RoleMetadata = "metadata"
)

// Collection is what Collect found. It depends on the bytes of the files and
// their names, never on the order of paths or of a file system.
type Collection struct {
	Articles []*Article // every article read, sorted by ID; those to be left out have Exclusion set
	Problems []*Problem // bad files, records and rows, sorted by place
	Inputs   []Input    // every file read, the sheet too; sorted
	Found    int        // records found, those lost counted
}

// ErrNoFiles says that the paths exist and hold no article files.
var ErrNoFiles = errors.New("no article files found")

// Collect reads everything under paths. The error is non-nil only where
// nothing can be done at all: a path that does not exist (*PathError), paths
// without any file (ErrNoFiles), a context that ended.
func Collect(ctx context.Context, paths []string, opts Options) (*Collection, error) {
	return nil, errors.New("not yet")
}
