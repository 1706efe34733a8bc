package repeat

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/report/internal/built"
)

func begin(t *testing.T, dir string) *Work {
	t.Helper()
	w, err := Begin(dir)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func there(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// Two runs into one folder refuse each other, whatever path names it; a lock that nobody
// holds is none.
func TestOneRunAFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "run")
	w := begin(t, dir)
	for _, again := range []string{dir, dir + "/", filepath.Join(dir, "..", "run")} {
		var busy *BusyError
		if _, err := Begin(again); !errors.As(err, &busy) || !strings.Contains(err.Error(), "process") {
			t.Errorf("%s: %v", again, err)
		}
	}
	if err := w.End(true); err != nil || !there(filepath.Join(w.Path, workLock)) {
		t.Fatalf("the work is gone: %v", err)
	}
	w = begin(t, dir) // the lock file of a run that is no more
	if !w.Taken {
		t.Error("what was left was not noticed")
	}
	if err := w.End(false); err != nil || there(w.Path) {
		t.Errorf("something is left: %v", err)
	}
}

// A run that was killed while it replaced another leaves the earlier one or its own, whole,
// and what was in the folder besides.
func TestKilledWhileReplacing(t *testing.T) {
	note := func(dir string) string { return filepath.Join(dir, "notes", "mine.txt") }
	earlier := func(t *testing.T) string {
		dir := filepath.Join(t.TempDir(), "run")
		if err := Write(dir, built.Run(t), WriteOptions{}); err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(os.Mkdir(filepath.Dir(note(dir)), 0o777), os.WriteFile(note(dir), []byte("mine"), 0o666)); err != nil {
			t.Fatal(err)
		}
		return dir
	}
	kill := func(t *testing.T, dir string, steps func(w *Work) error) {
		w := begin(t, dir)
		temp, err := w.New()
		if err == nil {
			err = writeFiles(temp, built.Run(t), WriteOptions{})
		}
		if err = errors.Join(err, steps(w), w.lock.Close()); err != nil {
			t.Fatal(err)
		}
		if err := begin(t, dir).End(false); err != nil {
			t.Fatal(err)
		}
		if !IsFinished(dir, false) || !there(note(dir)) || there(dir+partial) {
			t.Errorf("finished %v, note %v, rest %v", IsFinished(dir, false), there(note(dir)), there(dir+partial))
		}
	}
	away := func(w *Work) error { return os.Rename(w.Dir, filepath.Join(w.Path, workOld)) }
	place := func(w *Work) error { return os.Rename(filepath.Join(w.Path, workNew), w.Dir) }
	for name, steps := range map[string]func(w *Work) error{
		"before":              func(*Work) error { return nil },
		"the earlier is away": away,
		"the new is there":    func(w *Work) error { return errors.Join(away(w), place(w)) },
		"notes are moved": func(w *Work) error {
			return errors.Join(away(w), place(w), keepForeign(filepath.Join(w.Path, workOld), w.Dir))
		},
		"the earlier is half gone": func(w *Work) error {
			gone := filepath.Join(w.Path, workGone)
			return errors.Join(away(w), place(w), keepForeign(filepath.Join(w.Path, workOld), w.Dir),
				os.Rename(filepath.Join(w.Path, workOld), gone), os.Remove(filepath.Join(gone, manifestFile)))
		},
	} {
		t.Run(name, func(t *testing.T) { kill(t, earlier(t), steps) })
	}
}
