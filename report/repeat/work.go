package repeat

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/gofrs/flock"

	"github.com/seed-7a84ba5f/dyad/internal/par"
	"github.com/seed-7a84ba5f/dyad/report/table"
)

// Work is what lies beside a folder while it is made, in DIR.dyad-partial: a lock, the
// journal of what was done, and the new folder, which takes the place of DIR when it is
// whole. What a killed run left is taken up by the next.
type Work struct {
	Dir   string // the folder that is made, without links
	Path  string // of the work
	Taken bool   // an earlier run left it
	lock  *flock.Flock
}

// partial is what the name of a folder gets while it is made.
const partial = ".dyad-partial"

// The files of a Work.
const (
	workLock    = "lock"
	workJournal = "journal"
	workNew     = "new"
	workOld     = "old"  // the run that is being replaced
	workGone    = "gone" // of which everything is to be removed
)

// BusyError says that somebody else is making a folder.
type BusyError struct{ Dir, Who string }

// Error says who.
func (e *BusyError) Error() string {
	return fmt.Sprintf("%s is being made by another run%s: wait for it, or name another folder with --out", e.Dir, e.Who)
}

// holder is who holds a lock, for people.
type holder struct {
	PID   int    `json:"pid"`
	Host  string `json:"host"`
	Since string `json:"since"`
}

// Begin takes the folder dir for as long as it is made; nobody else can until End. The
// folder itself is not looked at. It is a *BusyError where somebody is making it.
func Begin(dir string) (*Work, error) {
	dir, err := realDir(dir)
	if err != nil {
		return nil, err
	}
	w := &Work{Dir: dir, Path: dir + partial}
	if err := os.MkdirAll(filepath.Dir(dir), 0o777); err != nil {
		return nil, err
	}
	for {
		if w.Taken, err = w.take(); err != nil {
			return nil, err
		}
		if w.lock != nil {
			break
		}
	}
	return w, errors.Join(w.recover(), w.name())
}

// realDir resolves links.
func realDir(dir string) (string, error) {
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		dir = real
	}
	return filepath.Abs(dir)
}

// take makes the folder of the work, or finds it, and locks it. Who had it may take it
// away before it is locked: then there is no lock, and it is to be tried again.
func (w *Work) take() (found bool, err error) {
	if err := os.Mkdir(w.Path, 0o777); errors.Is(err, fs.ErrExist) {
		found = true
	} else if err != nil {
		return false, err
	}
	file := filepath.Join(w.Path, workLock)
	lock := flock.New(file)
	ok, err := lock.TryLock()
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if !ok {
		return false, &BusyError{w.Dir, whoHolds(file)}
	}
	mine, err := lock.Stat()
	if err == nil {
		var there fs.FileInfo
		if there, err = os.Stat(file); err == nil && os.SameFile(mine, there) {
			w.lock = lock
			return found, nil
		}
	}
	_ = lock.Close()
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return false, err
}

// whoHolds says who holds a lock, as far as it can be read.
func whoHolds(file string) string {
	var h holder
	b, err := os.ReadFile(file)
	if err != nil || json.Unmarshal(b, &h) != nil {
		return ""
	}
	return fmt.Sprintf(" (process %d on %s since %s)", h.PID, h.Host, h.Since)
}

// name writes down who holds the lock.
func (w *Work) name() error {
	host, _ := os.Hostname()
	b, err := json.Marshal(holder{os.Getpid(), host, time.Now().UTC().Format(time.RFC3339)})
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(w.Path, workLock), append(b, '\n'), 0o666)
}

// recover brings a folder that a killed run was replacing back to a whole one: the
// earlier run where the new one had not come to its place, else the new one, with what
// was not of the earlier.
func (w *Work) recover() error {
	if err := errors.Join(os.RemoveAll(filepath.Join(w.Path, workNew)), os.RemoveAll(filepath.Join(w.Path, workGone))); err != nil {
		return err
	}
	old := filepath.Join(w.Path, workOld)
	if _, err := os.Stat(old); errors.Is(err, fs.ErrNotExist) {
		return nil
	} else if err != nil {
		return err
	}
	if _, err := os.Lstat(w.Dir); errors.Is(err, fs.ErrNotExist) {
		return os.Rename(old, w.Dir)
	} else if err != nil {
		return err
	}
	return w.dropOld(old)
}

// dropOld moves what is not of the earlier run to the new one, and removes the rest.
func (w *Work) dropOld(old string) error {
	if err := keepForeign(old, w.Dir); err != nil {
		return fmt.Errorf("the new run is in place; what was in the folder before is in %s: %w", old, err)
	}
	gone := filepath.Join(w.Path, workGone)
	return errors.Join(os.Rename(old, gone), os.RemoveAll(gone))
}

// Journal is where the journal is, or will be.
func (w *Work) Journal() string { return filepath.Join(w.Path, workJournal) }

// New makes the empty folder that is to be Dir.
func (w *Work) New() (string, error) {
	dir := filepath.Join(w.Path, workNew)
	return dir, errors.Join(os.RemoveAll(dir), os.Mkdir(dir, 0o777))
}

// Commit brings the new folder to its place, once all of it is on the disk. A run that
// was there is replaced, and what is not of it is kept.
func (w *Work) Commit() error {
	temp := filepath.Join(w.Path, workNew)
	if err := clash(w.Dir, temp); err != nil {
		return err
	}
	if err := syncAll(temp); err != nil {
		return err
	}
	entries, err := os.ReadDir(w.Dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return w.place(temp)
	case err != nil:
		return err
	case len(entries) == 0:
		if err := os.Remove(w.Dir); err != nil {
			return err
		}
		return w.place(temp)
	}
	old := filepath.Join(w.Path, workOld)
	if err := os.Rename(w.Dir, old); err != nil {
		return err
	}
	if err := w.place(temp); err != nil {
		return errors.Join(err, os.Rename(old, w.Dir))
	}
	return w.dropOld(old)
}

// place renames the new folder, and brings that to the disk.
func (w *Work) place(temp string) error {
	if err := os.Rename(temp, w.Dir); err != nil {
		return err
	}
	return syncOne(filepath.Dir(w.Dir))
}

// End lets go of the folder. keep leaves the journal for the next run.
func (w *Work) End(keep bool) error {
	if w.lock == nil {
		return nil
	}
	var err error
	file := filepath.Join(w.Path, workLock)
	for _, name := range []string{workNew, workGone, workJournal} {
		if keep && name != workNew {
			continue
		}
		err = errors.Join(err, os.RemoveAll(filepath.Join(w.Path, name)))
	}
	if !keep && runtime.GOOS != "windows" { // before it is free for others, who would lose theirs
		err = errors.Join(err, os.Remove(file))
	}
	err = errors.Join(err, w.lock.Close())
	w.lock = nil
	if keep {
		return err
	}
	if runtime.GOOS == "windows" { // an open file cannot be removed there: nor can that of others
		_ = os.Remove(file)
	}
	_ = os.Remove(w.Path) // unless somebody has begun
	return err
}

// syncAll brings all files of a folder to the disk, and the folders that name them.
func syncAll(dir string) error {
	var paths []string
	err := filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		paths = append(paths, path)
		return err
	})
	if err != nil {
		return err
	}
	_, err = par.Slice(context.Background(), syncTogether, paths, func(_ context.Context, path string) (struct{}, error) { return struct{}{}, syncOne(path) })
	return err
}

// syncTogether is how many files wait for the disk at a time, which writes them together.
const syncTogether = 32

// MarkerFile marks a folder as a whole shard of a run.
const MarkerFile = "marker.json"

// Marker is marker.json: the files of a shard.
type Marker struct {
	Version     int            `json:"marker_version"`
	Tool        string         `json:"tool"`
	ToolVersion string         `json:"version"`
	Schema      int            `json:"schema_version"`
	Files       []table.Output `json:"files"`
}

// shardFiles are the files of a shard, with its marker.
func shardFiles(dir string) ([]table.Output, error) {
	b, err := os.ReadFile(filepath.Join(dir, MarkerFile))
	if err != nil {
		return nil, err
	}
	var m Marker
	err = json.Unmarshal(b, &m)
	return append(m.Files, table.Output{File: MarkerFile}), err
}

// IsShard reports whether a folder is a whole shard of a run.
func IsShard(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, MarkerFile))
	return err == nil
}
