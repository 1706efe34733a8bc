package table

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"slices"
	"strings"
)

// Records are articles with their rows in order of doc_id, each doc_id once, as often
// as they are asked for. An error is the last that they give. Who asks may not change
// the rows.
type Records = iter.Seq2[Record, error]

// RecordsOf puts records into order; they stay as they are.
func RecordsOf(recs []Record) Records {
	return func(yield func(Record, error) bool) {
		order := slices.SortedFunc(slices.Values(recs), func(a, b Record) int { return strings.Compare(a.Article.DocID, b.Article.DocID) })
		for i := range order {
			if i > 0 && order[i].Article.DocID == order[i-1].Article.DocID {
				yield(Record{}, &DoubledError{order[i].Article.DocID})
				return
			}
			if !yield(order[i], nil) {
				return
			}
		}
	}
}

// DoubledError says that two articles have one doc_id.
type DoubledError struct{ DocID string }

// Error names the doc_id.
func (e *DoubledError) Error() string { return fmt.Sprintf("two articles have the doc_id %q", e.DocID) }

// Spool keeps records for as long as their tables take to make: in memory while they
// are few, else in a temporary file. Close it.
type Spool struct {
	code   *RecordCode
	most   int // bytes held in memory
	memory []byte
	file   *os.File
	out    *bufio.Writer
	size   int64

	last    string // the doc_id added last
	n       int
	ordered bool
	frame   []byte
	index   []framed // in order of doc_id, of records that came out of order
}

// framed is where a record lies.
type framed struct {
	id     string
	at     int64
	length int
}

// spoolInMemory is how many bytes of records stay in memory.
const spoolInMemory = 16 << 20

// NewSpool makes an empty spool.
func NewSpool() *Spool { return &Spool{code: NewRecordCode(), most: spoolInMemory, ordered: true} }

// Add takes a record, in any order of doc_id.
func (s *Spool) Add(rec *Record) error {
	id := rec.Article.DocID
	s.ordered = s.ordered && (s.n == 0 || s.last < id)
	s.last, s.index = id, nil
	s.n++
	body := s.code.Append(s.frame[:0], rec)
	s.frame = body
	head := binary.AppendUvarint(nil, uint64(len(body)))
	if s.file == nil && len(s.memory)+len(head)+len(body) > s.most {
		if err := s.spill(); err != nil {
			return err
		}
	}
	s.size += int64(len(head) + len(body))
	if s.file == nil {
		s.memory = append(append(s.memory, head...), body...)
		return nil
	}
	_, err := s.out.Write(head)
	if err == nil {
		_, err = s.out.Write(body)
	}
	return err
}

// Len is how many records there are.
func (s *Spool) Len() int { return s.n }

// spill goes on in a file.
func (s *Spool) spill() (err error) {
	if s.file, err = os.CreateTemp("", "dyad-rows-"); err != nil {
		return err
	}
	s.out = bufio.NewWriterSize(s.file, 1<<18)
	_, err = s.out.Write(s.memory)
	s.memory = nil
	return err
}

// Records gives what was added, in order of doc_id; a doc_id that came twice is a
// *DoubledError. Nothing may be added while they are read; two may read at a time.
func (s *Spool) Records() Records {
	return func(yield func(Record, error) bool) {
		if err := s.ready(); err != nil {
			yield(Record{}, err)
			return
		}
		frames, code := s.inPlace(), NewRecordCode()
		if !s.ordered {
			frames = s.inOrder()
		}
		for frame, err := range frames {
			var rec Record
			if err == nil {
				rec, err = code.Decode(frame)
			}
			if !yield(rec, err) || err != nil {
				return
			}
		}
	}
}

// ready brings all records to where they can be read.
func (s *Spool) ready() error {
	if s.out != nil {
		if err := s.out.Flush(); err != nil {
			return err
		}
	}
	if s.ordered || s.index != nil {
		return nil
	}
	at := int64(0)
	for frame, err := range s.inPlace() {
		if err != nil {
			return err
		}
		id, err := docIDOf(frame)
		if err != nil {
			return err
		}
		at += int64(uvarintBytes(uint64(len(frame))))
		s.index = append(s.index, framed{id, at, len(frame)})
		at += int64(len(frame))
	}
	slices.SortFunc(s.index, func(a, b framed) int { return cmp.Compare(a.id, b.id) })
	for i := range s.index {
		if i > 0 && s.index[i].id == s.index[i-1].id {
			return &DoubledError{s.index[i].id}
		}
	}
	return nil
}

// uvarintBytes is how many bytes a number takes.
func uvarintBytes(x uint64) int { return len(binary.AppendUvarint(nil, x)) }

// bytes are those of all records.
func (s *Spool) bytes() io.ReaderAt {
	if s.file != nil {
		return s.file
	}
	return bytes.NewReader(s.memory)
}

// inPlace gives the bytes of each record as they lie; they are good until the next.
func (s *Spool) inPlace() iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		in := bufio.NewReaderSize(io.NewSectionReader(s.bytes(), 0, s.size), 1<<18)
		var frame []byte
		for {
			n, err := binary.ReadUvarint(in)
			if errors.Is(err, io.EOF) {
				return
			}
			if err == nil {
				frame = slices.Grow(frame[:0], int(n))[:n]
				_, err = io.ReadFull(in, frame)
			}
			if !yield(frame, err) || err != nil {
				return
			}
		}
	}
}

// inOrder gives the same in order of doc_id.
func (s *Spool) inOrder() iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		in := s.bytes()
		var frame []byte
		for _, f := range s.index {
			frame = slices.Grow(frame[:0], f.length)[:f.length]
			_, err := in.ReadAt(frame, f.at)
			if !yield(frame, err) || err != nil {
				return
			}
		}
	}
}

// Close lets go of the records.
func (s *Spool) Close() error {
	s.memory, s.index = nil, nil
	if s.file == nil {
		return nil
	}
	name := s.file.Name()
	err := errors.Join(s.file.Close(), os.Remove(name))
	s.file, s.out = nil, nil
	return err
}
