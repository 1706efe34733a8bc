package report

import (
	"errors"
	"io"
	"os"
)

// spill is the file that the logs of a state share once they are large.
type spill struct {
	file *os.File
	size int64
	most int // bytes of a log that stay in memory
}

// close lets go of the file.
func (s *spill) close() error {
	if s.file == nil {
		return nil
	}
	name := s.file.Name()
	err := errors.Join(s.file.Close(), os.Remove(name))
	s.file = nil
	return err
}

// log keeps bytes in the order in which they came: the last ones in memory, those
// before them in a file, so that it grows by a few bytes of memory for each thousand.
type log struct {
	to     *spill
	blocks []block
	tail   []byte
}

// block is where a stretch of a log lies in the file.
type block struct {
	at     int64
	length int32
}

// logBlock is how many bytes of a log stay in memory.
const logBlock = 1 << 14

// add takes a record, which no block divides.
func (l *log) add(b []byte) error {
	if len(l.tail) > 0 && len(l.tail)+len(b) > l.to.most {
		if err := l.flush(); err != nil {
			return err
		}
	}
	l.tail = append(l.tail, b...)
	return nil
}

func (l *log) flush() (err error) {
	if l.to.file == nil {
		if l.to.file, err = os.CreateTemp("", "dyad-state-"); err != nil {
			return err
		}
	}
	if _, err := l.to.file.WriteAt(l.tail, l.to.size); err != nil {
		return err
	}
	l.blocks = append(l.blocks, block{l.to.size, int32(len(l.tail))})
	l.to.size += int64(len(l.tail))
	l.tail = l.tail[:0]
	return nil
}

// each hands every block to take, in order. Several may read at a time.
func (l *log) each(take func(records []byte) error) error {
	var buf []byte
	for _, b := range l.blocks {
		if cap(buf) < int(b.length) {
			buf = make([]byte, b.length)
		}
		buf = buf[:b.length]
		if _, err := l.to.file.ReadAt(buf, b.at); err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		if err := take(buf); err != nil {
			return err
		}
	}
	return take(l.tail)
}
