package table

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"errors"
	"hash"
	"hash/crc32"
	"io"
	"io/fs"
	"slices"
	"strings"
)

// sortedZip is a ZIP file whose entries stand in order of their names and have
// no time, in whatever order they are made, so that the same workbook has the
// same bytes. It keeps the compressed entries in memory until it is closed.
type sortedZip struct {
	to      io.Writer
	entries []*zipEntry
}

// zipEntry is an entry that is compressed as it is written.
type zipEntry struct {
	name  string
	size  uint64
	sum   hash.Hash32
	data  bytes.Buffer
	flate *flate.Writer
}

// Create begins an entry; the one before it is at its end.
func (z *sortedZip) Create(name string) (io.Writer, error) {
	e := &zipEntry{name: name, sum: crc32.NewIEEE()}
	var err error
	e.flate, err = flate.NewWriter(&e.data, flate.DefaultCompression)
	z.entries = append(z.entries, e)
	return e, err
}

func (e *zipEntry) Write(p []byte) (int, error) {
	e.size += uint64(len(p))
	e.sum.Write(p)
	return e.flate.Write(p)
}

// AddFS is a part of the interface that a workbook without attachments does
// not need.
func (z *sortedZip) AddFS(fs.FS) error { return errors.ErrUnsupported }

// Close writes the file.
func (z *sortedZip) Close() error {
	slices.SortFunc(z.entries, func(a, b *zipEntry) int { return strings.Compare(a.name, b.name) })
	out := zip.NewWriter(z.to)
	for _, e := range z.entries {
		if err := e.flate.Close(); err != nil {
			return err
		}
		w, err := out.CreateRaw(&zip.FileHeader{Name: e.name, Method: zip.Deflate, CRC32: e.sum.Sum32(),
			CompressedSize64: uint64(e.data.Len()), UncompressedSize64: e.size})
		if err != nil {
			return err
		}
		if _, err := w.Write(e.data.Bytes()); err != nil {
			return err
		}
	}
	return out.Close()
}
