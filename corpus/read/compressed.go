package read

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"path"
	"strings"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"github.com/seed-7a84ba5f/dyad/corpus"
)

// What may come out of a compressed file. A text that repeats itself shrinks
// to a hundredth; a file that grows by more than maxRatio was made to harm.
const (
	maxExpanded  = 64 << 30
	maxRatio     = 400
	ratioFrom    = 32 << 20 // bytes from which the ratio is looked at
	maxInside    = 2        // an export in a ZIP may be gzipped; more is a Russian doll
	zstdMaxFrame = 256 << 20
)

func looksLikeGzip(head []byte, _ string) bool { return bytes.HasPrefix(head, []byte("\x1f\x8b\x08")) }
func looksLikeZstd(head []byte, _ string) bool {
	return bytes.HasPrefix(head, []byte("\x28\xb5\x2f\xfd"))
}

// readGzip reads what a gzip file holds, by the reader for that.
func readGzip(in *input) iter.Seq2[*corpus.Record, error] {
	return in.expanded("gzip", openGzip, readInner)
}

func openGzip(r io.Reader) (io.Reader, func(), error) {
	in := bufio.NewReaderSize(r, headBytes)
	z, err := gzip.NewReader(in)
	if err != nil {
		return nil, nil, err
	}
	z.Multistream(false)
	return &gzipMembers{z: z, in: in}, func() {}, nil
}

// gzipMembers reads the members of a gzip file one after the other. What follows
// them and is none costs nothing of what came before.
type gzipMembers struct {
	z       *gzip.Reader
	in      *bufio.Reader
	garbage bool // something else follows
}

func (m *gzipMembers) Read(b []byte) (int, error) {
	n, err := m.z.Read(b)
	if !errors.Is(err, io.EOF) || m.garbage {
		return n, err
	}
	for { // zeros are what tapes and disks are filled up with
		c, err := m.in.ReadByte()
		if err != nil {
			return n, err
		}
		if c != 0 {
			_ = m.in.UnreadByte()
			break
		}
	}
	if head, _ := m.in.Peek(3); !looksLikeGzip(head, "") || m.z.Reset(m.in) != nil {
		m.garbage = true
		return n, io.EOF
	}
	m.z.Multistream(false)
	return n, nil
}

func (m *gzipMembers) tail() string {
	if !m.garbage {
		return ""
	}
	return "bytes follow the last gzip member that are none; what came before them was read"
}

func readInner(in *input, yield func(*corpus.Record, error) bool) { in.read(yield) }

// readZstd reads what a Zstandard file holds, by the reader for that.
func readZstd(in *input) iter.Seq2[*corpus.Record, error] {
	return in.expanded("zstd", openZstd, readInner)
}

func openZstd(r io.Reader) (io.Reader, func(), error) {
	z, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(zstdMaxFrame), zstd.WithDecoderLowmem(true))
	if err != nil {
		return nil, nil, err
	}
	return z, z.Close, nil
}

// expanded reads the file inside a compressed file. Its records keep the name
// of the file that is there.
func (in *input) expanded(kind string, open func(io.Reader) (io.Reader, func(), error), read func(*input, func(*corpus.Record, error) bool)) iter.Seq2[*corpus.Record, error] {
	return func(yield func(*corpus.Record, error) bool) {
		if in.inside >= maxInside {
			yield(nil, in.lost(0, 0, corpus.ReasonNested, "is compressed more than %d times over, and is not read", maxInside))
			return
		}
		packed := &byteCount{r: in.r}
		r, done, err := open(packed)
		if err != nil {
			yield(nil, in.lost(0, 0, corpus.ReasonUnreadable, "is not sound %s: %v", kind, err))
			return
		}
		defer done()
		inner := *in
		inner.whole, inner.inside = nil, in.inside+1
		inner.name = withoutExt(in)
		inner.r = bufio.NewReaderSize(&guarded{r: r, kind: kind, packed: func() int64 { return packed.n }}, headBytes)
		goOn := true
		read(&inner, func(r *corpus.Record, err error) bool {
			goOn = yield(r, err)
			return goOn
		})
		if t, ok := r.(interface{ tail() string }); ok && goOn && t.tail() != "" {
			yield(nil, in.note(0, corpus.ReasonTrailing, "%s", t.tail()))
		}
	}
}

// withoutExt gives the name without .gz or .zst.
func withoutExt(in *input) string {
	name := in.name
	if name == "" {
		name = in.file.rel
	}
	switch e := path.Ext(name); strings.ToLower(e) {
	case ".gz", ".gzip", ".zst", ".zstd":
		return strings.TrimSuffix(name, e)
	case ".tgz":
		return strings.TrimSuffix(name, e) + ".tar"
	}
	return name
}

// read yields the records of a file inside another. An error of the stream
// ends this file only, and says what was wrong with it.
func (in *input) read(yield func(*corpus.Record, error) bool) (goOn bool) {
	for r, err := range recordsOf(in) {
		var p *corpus.Problem
		if err != nil && !errors.As(err, &p) {
			reason := corpus.ReasonUnreadable
			if errors.Is(err, errBomb) {
				reason = corpus.ReasonBomb
			}
			yield(nil, in.lost(0, 0, reason, "%v", err))
			return true
		}
		if !yield(r, err) {
			return false
		}
	}
	return true
}

// byteCount counts what is read of a compressed file.
type byteCount struct {
	r *bufio.Reader
	n int64
}

func (c *byteCount) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	c.n += int64(n)
	return n, err
}

var errBomb = errors.New("grows beyond measure")

// guarded ends a stream that grows beyond measure.
type guarded struct {
	r      io.Reader
	kind   string
	packed func() int64 // bytes taken from the compressed file so far
	n      int64
}

func (g *guarded) Read(b []byte) (int, error) {
	n, err := g.r.Read(b)
	g.n += int64(n)
	switch {
	case g.n > maxExpanded:
		return 0, fmt.Errorf("%w: more than %d bytes come out of the %s file", errBomb, int64(maxExpanded), g.kind)
	case g.n > ratioFrom && g.n/maxRatio > g.packed():
		return 0, fmt.Errorf("%w: what comes out of the %s file is over %d times its size", errBomb, g.kind, maxRatio)
	}
	if err != nil && !errors.Is(err, io.EOF) {
		err = fmt.Errorf("the %s file is damaged: %w", g.kind, err)
	}
	return n, err
}
