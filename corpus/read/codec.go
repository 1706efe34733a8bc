package read

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"sync"

	"github.com/fxamacker/cbor/v2"

	"github.com/seed-7a84ba5f/dyad/corpus"
)

// Records and articles are kept in CBOR: all that they export, in the order of their fields.

var errCodec = errors.New("what was kept beside the run is damaged")

// cborWriter keeps the offset of a time's zone.
var cborWriter = sync.OnceValues(func() (cbor.UserBufferEncMode, error) {
	return cbor.EncOptions{Time: cbor.TimeRFC3339Nano}.UserBufferEncMode()
})

// cborReader takes texts as they are: some were damaged before they came here.
var cborReader = sync.OnceValues(func() (cbor.DecMode, error) {
	return cbor.DecOptions{UTF8: cbor.UTF8DecodeInvalid, MaxArrayElements: math.MaxInt32}.DecMode()
})

func encode(to *bytes.Buffer, v any) error {
	mode, err := cborWriter()
	if err != nil {
		return err
	}
	return mode.MarshalToBuffer(v, to)
}

// decoded reads back one value.
func decoded[T any](in []byte) (*T, error) {
	mode, err := cborReader()
	if err != nil {
		return nil, err
	}
	v := new(T)
	if err := mode.Unmarshal(in, v); err != nil {
		return nil, fmt.Errorf("%w: %w", errCodec, err)
	}
	return v, nil
}

// AppendArticle writes an article behind b. Its story cluster is found later.
func AppendArticle(b []byte, a *corpus.Article) ([]byte, error) {
	to := bytes.NewBuffer(b)
	err := encode(to, a)
	return to.Bytes(), err
}

// DecodeArticle reads back what AppendArticle has written.
func DecodeArticle(b []byte) (*corpus.Article, error) { return decoded[corpus.Article](b) }

// placed is where something lies in a spill.
type placed struct {
	at int64
	n  int
}

// keep writes a value to a spill.
func keep[T any](s *spill, v *T) (placed, error) {
	b, _ := s.buffers.Get().(*bytes.Buffer)
	if b == nil {
		b = new(bytes.Buffer)
	}
	b.Reset()
	if err := encode(b, v); err != nil {
		return placed{}, err
	}
	n := b.Len()
	at, err := s.add(b.Bytes())
	if n <= spillWrite {
		s.buffers.Put(b)
	}
	return placed{at, n}, err
}

// load reads back what keep has written.
func load[T any](s *spill, p placed) (*T, error) {
	in, err := s.read(p.at, p.n)
	if err != nil {
		return nil, err
	}
	return decoded[T](in)
}
