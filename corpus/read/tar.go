package read

import (
	"archive/tar"
	"bytes"
	"errors"
	"io"
	"iter"
	"path"
	"strings"

	"github.com/seed-7a84ba5f/dyad/corpus"
)

func looksLikeTar(head []byte, _ string) bool {
	return len(head) > 262 && string(head[257:262]) == "ustar"
}

// readTar reads the files of a tar archive as those of a folder, each by the
// reader for what is in it, one after the other as the archive passes.
func readTar(in *input) iter.Seq2[*corpus.Record, error] {
	return func(yield func(*corpus.Record, error) bool) {
		if in.inside >= maxInside {
			yield(nil, in.lost(0, 0, corpus.ReasonNested, "is an archive more than %d deep in others, and is not read", maxInside))
			return
		}
		packed, bomb := &byteCount{r: in.r}, false
		tell := yield
		yield = func(r *corpus.Record, err error) bool {
			var p *corpus.Problem
			bomb = bomb || errors.As(err, &p) && p.Reason == corpus.ReasonBomb
			return tell(r, err)
		}
		t, total, any := tar.NewReader(packed), int64(0), false
		for n := 0; ; n++ {
			h, err := t.Next()
			switch {
			case errors.Is(err, io.EOF):
				if next := nextTar(packed); next != nil {
					t = tar.NewReader(next)
					continue
				}
				if !any {
					yield(nil, in.lost(0, 0, corpus.ReasonEmpty, "holds no files"))
				}
				return
			case errors.Is(err, errBomb):
				if !bomb { // else the file in which it was seen has said so
					yield(nil, in.lost(0, 0, corpus.ReasonBomb, "%v", err))
				}
				return
			case err != nil:
				yield(nil, in.lost(0, 0, corpus.ReasonUnreadable, "is not a sound tar: %v", err))
				return
			case n >= maxEntries:
				yield(nil, in.lost(0, 0, corpus.ReasonTooLarge, "holds more than %d files; the others are not read", maxEntries))
				return
			}
			if !tarOfInterest(h) {
				continue
			}
			any = true
			if !in.readTarEntry(t, h, packed, &total, yield) {
				return
			}
		}
	}
}

// nextTar gives the archive behind the end of another: files that were put
// together with cat.
func nextTar(r io.Reader) io.Reader {
	block := make([]byte, 512)
	for {
		if _, err := io.ReadFull(r, block); err != nil {
			return nil
		}
		if bytes.IndexFunc(block, func(c rune) bool { return c != 0 }) < 0 {
			continue
		}
		if !looksLikeTar(block, "") {
			return nil
		}
		return io.MultiReader(bytes.NewReader(block), r)
	}
}

// tarOfInterest reports whether an entry would be looked at if it lay in a
// folder.
func tarOfInterest(h *tar.Header) bool {
	return h.Typeflag != tar.TypeDir && h.Typeflag != tar.TypeXGlobalHeader && nameOfInterest(h.Name)
}

// nameOfInterest reports whether a file of an archive would be read by its
// name if it lay in a folder.
func nameOfInterest(name string) bool {
	if strings.HasPrefix(name, "__MACOSX/") || notArticle(name) {
		return false
	}
	for part := range strings.SplitSeq(path.Clean(name), "/") {
		if strings.HasPrefix(part, ".") && part != ".." && part != "." {
			return false
		}
	}
	return true
}

// readTarEntry reads one file of an archive.
func (in *input) readTarEntry(t *tar.Reader, h *tar.Header, packed *byteCount, total *int64, yield func(*corpus.Record, error) bool) bool {
	m := member{name: h.Name, kind: "tar", packed: func() int64 { return packed.n }, open: func() (io.Reader, error) { return t, nil }}
	switch h.Typeflag {
	case tar.TypeSymlink, tar.TypeLink:
		m.reason, m.refused = corpus.ReasonLink, "is a link in an archive, and is not followed"
	case tar.TypeReg, tar.TypeGNUSparse, tar.TypeCont:
	default:
		m.reason, m.refused = corpus.ReasonNotRegular, "is a device, pipe or socket, and is not read"
	}
	return in.readMember(m, total, yield)
}
