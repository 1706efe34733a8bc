package read

import (
	"archive/zip"
	"bufio"
	"bytes"
	"io"
	"io/fs"
	"iter"
	"path"
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
		z, size, err := in.openZIP()
		if err != nil {
			yield(nil, err)
			return
		}
		if in.isDOCX(z) {
			in.readDOCX(z, size, yield)
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
func (in *input) openZIP() (*zip.Reader, int64, error) {
	if in.whole != nil {
		info, err := in.whole.Stat()
		if err != nil {
			return nil, 0, err
		}
		return in.checkedZIP(in.whole, info.Size())
	}
	b, err := in.all()
	if err != nil {
		return nil, 0, err
	}
	return in.checkedZIP(bytes.NewReader(b), int64(len(b)))
}

func (in *input) checkedZIP(r io.ReaderAt, size int64) (*zip.Reader, int64, error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, 0, in.lost(0, 0, corpus.ReasonUnreadable, "is not a sound ZIP: %v", err)
	}
	return z, size, nil
}

// entryOfInterest reports whether an entry would be read if it lay in a
// folder.
func entryOfInterest(e *zip.File) bool { return !e.FileInfo().IsDir() && nameOfInterest(e.Name) }

// readEntry reads one file of an archive.
func (in *input) readEntry(e *zip.File, size int64, total *int64, yield func(*corpus.Record, error) bool) bool {
	name := strings.ReplaceAll(e.Name, `\`, "/")
	inner := *in
	inner.whole, inner.inside, inner.name = nil, in.inside+1, ""
	inner.file.rel, inner.file.path = in.file.rel+"/"+name, in.file.path+"/"+name
	refuse := func(reason, format string, args ...any) bool {
		return yield(nil, inner.lost(0, 0, reason, format, args...))
	}
	switch {
	case !fs.ValidPath(path.Clean(name)):
		inner.file = in.file
		return refuse(corpus.ReasonLink, "holds %q, a path out of the archive, which is not read", e.Name)
	case e.Mode()&fs.ModeSymlink != 0:
		return refuse(corpus.ReasonLink, "is a link in an archive, and is not followed")
	case e.Flags&1 != 0:
		return refuse(corpus.ReasonUnsupported, "is encrypted: take it out of the archive with its password")
	}
	r, err := e.Open()
	if err != nil {
		return refuse(corpus.ReasonUnreadable, "cannot be read: %v", err)
	}
	defer r.Close()
	g := &guarded{r: r, kind: "ZIP", n: *total, packed: func() int64 { return size }}
	inner.r = bufio.NewReaderSize(g, headBytes)
	goOn := inner.read(yield)
	*total = g.n
	return goOn
}

func (in *input) isDOCX(z *zip.Reader) bool {
	for _, e := range z.File {
		if e.Name == wordDocument {
			return true
		}
	}
	return false
}

// officeKind names the kind of a document that is a ZIP, or gives "".
func officeKind(z *zip.Reader) string {
	for _, e := range z.File {
		switch {
		case e.Name == "xl/workbook.xml":
			return "a spreadsheet (XLSX); save it as CSV"
		case e.Name == "ppt/presentation.xml":
			return "a presentation (PPTX)"
		case e.Name == "mimetype" && e.Method == zip.Store:
			return "an OpenDocument or EPUB file"
		}
	}
	return ""
}
