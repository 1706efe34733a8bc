package read

import (
	"fmt"
	"os"
	"sync"
)

// spillInMemory is how much a spill holds before it takes to the disk.
const spillInMemory = 16 << 20

const spillWrite = 1 << 20 // bytes that are written at once

// spill keeps what is written to it, in memory while that is little and else
// in a temporary file. Several may write at a time; reading begins when
// writing has ended.
type spill struct {
	mu   sync.Mutex
	mem  []byte // all of it, or what the file does not have yet
	file *os.File
	base int64 // bytes in the file
	most int   // bytes held in memory, at most

	buffers sync.Pool // for what is written next
}

// add appends b and gives its place.
func (s *spill) add(b []byte) (at int64, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	at = s.base + int64(len(s.mem))
	s.mem = append(s.mem, b...)
	if len(s.mem) > s.most || s.file != nil && len(s.mem) > spillWrite {
		err = s.flush()
	}
	return at, err
}

// flush brings into the file what it does not have yet.
func (s *spill) flush() error {
	if s.file == nil {
		if err := s.open(); err != nil {
			return err
		}
	}
	if _, err := s.file.Write(s.mem); err != nil {
		return fmt.Errorf("articles cannot be kept beside the run (TMPDIR says where; as much space as the articles take is needed): %w", err)
	}
	s.base += int64(len(s.mem))
	if s.mem = s.mem[:0]; cap(s.mem) > 4*spillWrite {
		s.mem = make([]byte, 0, 2*spillWrite)
	}
	return nil
}

// open makes the file. Where the system lets an open file lose its name, it
// does so at once, and nothing stays behind however the run ends.
func (s *spill) open() error {
	f, err := os.CreateTemp("", "dyad-*")
	if err != nil {
		return fmt.Errorf("articles cannot be kept beside the run (TMPDIR says where): %w", err)
	}
	_ = os.Remove(f.Name())
	s.file = f
	return nil
}

// seal ends writing.
func (s *spill) seal() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.file == nil {
		return nil
	}
	err := s.flush()
	s.mem = nil
	return err
}

// read gives n bytes from a place, which the caller must not change. It needs seal.
func (s *spill) read(at int64, n int) ([]byte, error) {
	if s.file == nil {
		return s.mem[at : at+int64(n)], nil
	}
	b := make([]byte, n)
	if _, err := s.file.ReadAt(b, at); err != nil {
		return nil, fmt.Errorf("articles kept beside the run cannot be read again: %w", err)
	}
	return b, nil
}

// close lets go of everything.
func (s *spill) close() error {
	s.mem = nil
	if s.file == nil {
		return nil
	}
	name := s.file.Name()
	err := s.file.Close()
	_ = os.Remove(name) // a system that keeps the names of open files has it still
	s.file = nil
	return err
}
