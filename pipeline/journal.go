package pipeline

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"github.com/seed-7a84ba5f/dyad/report/table"
)

// journal is what a pass writes of each article when it is scored, and what the next pass
// of the same settings takes from it.
type journal struct {
	frames
	done    map[[keyBytes]byte]place // of an earlier pass
	flushed time.Time
	temp    bool // nobody will look for it
	other   bool // there was one of other settings
}

// place is where the bytes of a frame are.
type place struct {
	at int64
	n  int
}

// journalHead is the first frame of a journal.
type journalHead struct {
	Journal  int    `json:"journal"`
	Settings string `json:"settings"`
}

const journalVersion = 1

// settingsHash is the hash of all that decides the rows of an article, but for the
// article; claims says that its id is not settled.
func settingsHash(info table.Info, claims bool) (string, error) {
	info.Intake = table.Intake{}
	id, err := info.RunID()
	return table.Hash(fmt.Appendf(nil, "%s %d %v", id, table.SchemaVersion, claims)), err
}

// openJournal opens a journal, or begins one; of a path "" it is a temporary file.
func openJournal(path, settings string) (*journal, error) {
	j := &journal{frames: frames{name: path}, done: map[[keyBytes]byte]place{}, flushed: time.Now()}
	var err error
	if path == "" {
		if j.file, err = os.CreateTemp("", "dyad-*"); err != nil {
			return nil, err
		}
		j.name, j.temp = j.file.Name(), true
		_ = os.Remove(j.name) // where the system lets an open file lose its name, nothing stays behind
		return j, nil
	}
	if j.file, err = os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o666); err != nil {
		return nil, err
	}
	if err = j.readBack(settings); err != nil {
		return nil, errors.Join(err, j.close())
	}
	return j, nil
}

// readBack finds what an earlier pass of the settings has written; all else goes.
func (j *journal) readBack(settings string) error {
	first, mine := true, false
	end, err := j.each(func(at int64, body []byte) error {
		if first {
			var h journalHead
			first, mine = false, json.Unmarshal(body, &h) == nil && h == journalHead{journalVersion, settings}
			if j.other = !mine; j.other {
				return errFrame
			}
			return nil
		}
		if len(body) < keyBytes {
			return errFrame
		}
		j.done[[keyBytes]byte(body)] = place{at, len(body)}
		return nil
	})
	if err != nil && !errors.Is(err, errFrame) {
		return err
	}
	if !mine {
		end = 0
	}
	if err := j.file.Truncate(end); err != nil {
		return err
	}
	if j.end = end; mine {
		return nil
	}
	head, err := json.Marshal(journalHead{journalVersion, settings})
	if err != nil {
		return err
	}
	_, err = j.append(head)
	return err
}

// write appends the frame of an article. What is some seconds old is in the file,
// whatever happens.
func (j *journal) write(body []byte) (at int64, err error) {
	if at, err = j.append(body); err == nil && time.Since(j.flushed) > time.Second {
		j.flushed, err = time.Now(), j.flush()
	}
	return at, err
}

// close lets go of the file, and writes what it does not have yet, unless nobody will look
// for it.
func (j *journal) close() error {
	if j.temp {
		return errors.Join(j.file.Close(), removed(j.name))
	}
	return errors.Join(j.flush(), j.file.Close())
}

// removed removes a file, if it is there.
func removed(name string) error {
	if err := os.Remove(name); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
