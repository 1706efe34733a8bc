package pipeline

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/seed-7a84ba5f/dyad/stance"
	"github.com/seed-7a84ba5f/dyad/stance/reader"
	"github.com/seed-7a84ba5f/dyad/study"
)

// heads are those of the reader that a study names.
type heads struct{ files []headsFile }

// headsFile is a file of adapted heads.
type headsFile struct {
	at, name, hash string
	adapted        reader.Adapted
}

// readHeads reads the files of heads of a study; a relative path is taken from
// the folder of the study file.
func readHeads(s *study.Study, folder string) (h heads, err error) {
	for i, name := range s.Heads {
		path := name
		if !filepath.IsAbs(path) {
			path = filepath.Join(folder, path)
		}
		at := fmt.Sprintf("heads[%d]", i)
		data, err := os.ReadFile(path)
		if errors.Is(err, os.ErrNotExist) {
			return h, &StudyError{fmt.Errorf("%s: there is no file %s: %w", at, path, os.ErrNotExist)}
		}
		if err != nil {
			return h, err
		}
		a, err := reader.ReadAdapted(data)
		if err != nil {
			return h, &StudyError{fmt.Errorf("%s: %s is no file of dyad model adapt: %w", at, path, err)}
		}
		sum := sha256.Sum256(data)
		h.files = append(h.files, headsFile{at, filepath.ToSlash(name), hex.EncodeToString(sum[:]), a})
	}
	return h, nil
}

// adapt gives the scorer with the heads.
func (h heads) adapt(s *stance.Combined) (stance.Scorer, error) {
	for _, f := range h.files {
		r, ok := s.Reader.(*reader.Reader)
		if !ok {
			return nil, &StudyError{fmt.Errorf("%s: the scorer %s has no heads", f.at, s.Describe().Name)}
		}
		adapted, err := r.Adapt(f.adapted)
		if err != nil {
			return nil, &StudyError{fmt.Errorf("%s: %s: %w", f.at, f.name, err)}
		}
		s.Reader = adapted
	}
	return s, nil
}
