package pipeline

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
)

// frames is a file of frames: what is known of one article after the other. A frame is
// its length, a CRC-32C of its bytes, and these: what is torn or damaged at the end of a
// file is known by either.
type frames struct {
	name string // for messages
	file *os.File
	end  int64  // of the file
	out  []byte // behind it, not yet written
}

// The sizes of a frame.
const (
	frameHead  = 8
	frameWrite = 1 << 17 // bytes that are written at once
	frameMost  = 1 << 30 // bytes of a frame; more is damage
)

// frameSum is the sum of a frame's bytes (CRC-32C, RFC 3720).
func frameSum(body []byte) uint32 { return crc32.Checksum(body, crc32.MakeTable(crc32.Castagnoli)) }

// append writes a frame and gives the place of its bytes.
func (f *frames) append(body []byte) (at int64, err error) {
	f.out = binary.LittleEndian.AppendUint32(f.out, uint32(len(body)))
	f.out = binary.LittleEndian.AppendUint32(f.out, frameSum(body))
	at = f.end + int64(len(f.out))
	f.out = append(f.out, body...)
	if len(f.out) >= frameWrite {
		err = f.flush()
	}
	return at, err
}

// flush brings all frames into the file.
func (f *frames) flush() error {
	n, err := f.file.WriteAt(f.out, f.end)
	f.end += int64(n)
	f.out = f.out[:0]
	if err != nil {
		return fmt.Errorf("%s: %w", f.name, err)
	}
	return nil
}

// read gives n bytes of the file. It needs flush.
func (f *frames) read(at int64, n int) ([]byte, error) {
	b := make([]byte, n)
	if _, err := f.file.ReadAt(b, at); err != nil {
		return nil, fmt.Errorf("%s: %w", f.name, err)
	}
	return b, nil
}

// errFrame says that a frame is torn or damaged.
var errFrame = errors.New("is cut or damaged")

// each gives the whole frames of the file, each good until the next, with the place of
// its bytes, and the end of the last. Where something else follows that is an errFrame.
func (f *frames) each(do func(at int64, body []byte) error) (end int64, err error) {
	in := bufio.NewReaderSize(io.NewSectionReader(f.file, 0, 1<<62), 1<<18)
	torn := func() error { return fmt.Errorf("%s: byte %d: %w", f.name, end, errFrame) }
	var head [frameHead]byte
	var body []byte
	for {
		switch _, err := io.ReadFull(in, head[:]); {
		case errors.Is(err, io.EOF):
			return end, nil
		case errors.Is(err, io.ErrUnexpectedEOF):
			return end, torn()
		case err != nil:
			return end, fmt.Errorf("%s: %w", f.name, err)
		}
		n := binary.LittleEndian.Uint32(head[:])
		if n > frameMost {
			return end, torn()
		}
		if body, err = readGrowing(in, body[:0], int(n)); err != nil || frameSum(body) != binary.LittleEndian.Uint32(head[4:]) {
			return end, torn()
		}
		if err := do(end+frameHead, body); err != nil {
			return end, err
		}
		end += frameHead + int64(n)
	}
}

// readGrowing reads n bytes, without believing that there are so many before they come.
func readGrowing(in io.Reader, b []byte, n int) ([]byte, error) {
	const step = 1 << 20
	for len(b) < n {
		from := len(b)
		b = append(b, make([]byte, min(step, n-from))...)
		if _, err := io.ReadFull(in, b[from:]); err != nil {
			return b, err
		}
	}
	return b, nil
}
