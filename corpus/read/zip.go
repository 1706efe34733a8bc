package read

import (
	"archive/zip"
	"bufio"
	"bytes"
	"cmp"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"path"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/corpus"
)

const maxEntries = 200_000 // files in one ZIP

func looksLikeZIP(head []byte, _ string) bool {
	return bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("PK\x05\x06"))
}

// readZIP reads the files of a ZIP as those of a folder, each by the reader
// for what is in it; Word's documents are ZIPs of their own kind.
func readZIP(in *input) iter.Seq2[*corpus.Record, error] {
	return func(yield func(*corpus.Record, error) bool) {
		z, ra, size, err := in.openZIP()
		if err != nil {
			yield(nil, err)
			return
		}
		if hasEntry(z, wordDocument) {
			in.readDOCX(z, size, yield)
			return
		}
		if hasEntry(z, workbook) {
			in.readXLSX(io.NewSectionReader(ra, 0, size), yield)
			return
		}
		if name := officeKind(z); name != "" {
			yield(nil, in.lost(0, 0, corpus.ReasonUnsupported, "is %s: this format is not read", name))
			return
		}
		if in.inside >= maxInside {
			yield(nil, in.lost(0, 0, corpus.ReasonNested, "is an archive more than %d deep in others, and is not read", maxInside))
			return
		}
		if len(z.File) > maxEntries {
			yield(nil, in.lost(0, 0, corpus.ReasonTooLarge, "holds more than %d files, and is not read", maxEntries))
			return
		}
		total, any := int64(0), false
		for _, e := range z.File {
			if !entryOfInterest(e) {
				continue
			}
			any = true
			if !in.readEntry(e, size, &total, yield) {
				return
			}
		}
		if !any {
			yield(nil, in.lost(0, 0, corpus.ReasonEmpty, "holds no files"))
		}
	}
}

// openZIP opens the archive where it lies, or in memory where it comes from a
// stream.
func (in *input) openZIP() (*zip.Reader, io.ReaderAt, int64, error) {
	ra, size, err := in.anywhere()
	if err != nil {
		return nil, nil, 0, err
	}
	z, err := zip.NewReader(ra, size)
	if err != nil {
		return nil, nil, 0, in.lost(0, 0, corpus.ReasonUnreadable, "is not a sound ZIP: %v", err)
	}
	return z, ra, size, nil
}

// entryOfInterest reports whether an entry would be read if it lay in a
// folder.
func entryOfInterest(e *zip.File) bool { return !e.FileInfo().IsDir() && nameOfInterest(e.Name) }

// readEntry reads one file of an archive.
func (in *input) readEntry(e *zip.File, size int64, total *int64, yield func(*corpus.Record, error) bool) bool {
	m := member{name: e.Name, kind: "ZIP", packed: func() int64 { return size }, open: func() (io.Reader, error) { return e.Open() }}
	switch {
	case e.Mode()&fs.ModeSymlink != 0:
		m.reason, m.refused = corpus.ReasonLink, "is a link in an archive, and is not followed"
	case e.Flags&1 != 0:
		m.reason, m.refused = corpus.ReasonUnsupported, "is encrypted: take it out of the archive with its password"
	}
	return in.readMember(m, total, yield)
}

// member is a file in an archive.
type member struct {
	name, kind      string
	reason, refused string // why it is not read, "" where it is
	packed          func() int64
	open            func() (io.Reader, error)
}

// readMember reads a file in an archive by the reader for what is in it; total is what the archive
// has grown to so far.
func (in *input) readMember(m member, total *int64, yield func(*corpus.Record, error) bool) bool {
	name := path.Clean(strings.ReplaceAll(m.name, `\`, "/"))
	inner := *in
	inner.whole, inner.inside, inner.name = nil, in.inside+1, ""
	inner.file.rel, inner.file.path = in.file.rel+"/"+name, in.file.path+"/"+name
	if !fs.ValidPath(name) {
		inner.file = in.file
		m.reason, m.refused = corpus.ReasonLink, fmt.Sprintf("holds %q, a path out of the archive, which is not read", m.name)
	}
	if m.reason != "" {
		return yield(nil, inner.lost(0, 0, m.reason, "%s", m.refused))
	}
	r, err := m.open()
	if err != nil {
		return yield(nil, inner.lost(0, 0, corpus.ReasonUnreadable, "cannot be read: %v", err))
	}
	if c, ok := r.(io.Closer); ok {
		defer c.Close()
	}
	g := &guarded{r: r, kind: m.kind, n: *total, packed: m.packed}
	inner.r = bufio.NewReaderSize(g, headBytes)
	goOn := inner.read(yield)
	*total = g.n
	return goOn
}

func hasEntry(z *zip.Reader, name string) bool {
	return slices.ContainsFunc(z.File, func(e *zip.File) bool { return e.Name == name })
}

// workbook is the part that a spreadsheet has and nothing else.
const workbook = "xl/workbook.xml"

// officeKind names the kind of a document that is a ZIP, or gives "". The first
// entry of an OpenDocument or EPUB file says what it is.
func officeKind(z *zip.Reader) string {
	if hasEntry(z, "ppt/presentation.xml") {
		return "a presentation (PPTX)"
	}
	if len(z.File) == 0 || z.File[0].Name != "mimetype" || z.File[0].UncompressedSize64 > 200 {
		return ""
	}
	r, err := z.File[0].Open()
	if err != nil {
		return ""
	}
	defer r.Close()
	kind, _ := io.ReadAll(io.LimitReader(r, 200))
	return cmp.Or(zipKinds.Value(strings.TrimSpace(string(kind))), "an OpenDocument or EPUB file")
}
