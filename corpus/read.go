package corpus

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"iter"
	"os"
	"path"
	"strings"
)

const (
	defaultMaxBytes = 64 << 20
	headBytes       = 64 << 10 // what detection looks at
)

// input is an open file in the hands of a reader.
type input struct {
	file  file
	r     *bufio.Reader
	limit int64 // bytes that may be held in memory at once
}

// lost makes the Problem of a record that is not among the articles.
func (in *input) lost(line, col int, reason, format string, args ...any) *Problem {
	return &Problem{File: in.file.rel, Path: in.file.path, Line: line, Col: col, Reason: reason,
		Msg: fmt.Sprintf(format, args...), Lost: true}
}

// all reads the whole file, or says that it is over the limit.
func (in *input) all() ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(in.r, in.limit+1))
	if err != nil {
		return nil, err
	}
	if int64(len(b)) > in.limit {
		return nil, in.lost(0, 0, ReasonTooLarge, "is larger than %d bytes, and is not read", in.limit)
	}
	return b, nil
}

// format is one kind of file: how its first bytes look and how it is read.
// A reader yields records; an error that is a *Problem stands for one record
// and the reader goes on, any other error ends the file.
type format struct {
	name   string
	detect func(head []byte, ext string) bool
	read   func(in *input) iter.Seq2[*record, error]
}

// formats are tried in order; the last takes everything.
func formats() []format {
	return []format{
		{"unsupported", func(head []byte, ext string) bool { return unsupported(head, ext) != "" }, readUnsupported},
		{"JSON Lines", looksLikeJSONLines, readJSONLines},
		{"JSON", looksLikeJSON, readJSON},
		{"text", func([]byte, string) bool { return true }, readText},
	}
}

// unsupported names a format that is known and not read, or gives "".
func unsupported(head []byte, ext string) string {
	magic := []struct{ name, prefix string }{
		{"a ZIP file (or DOCX, XLSX)", "PK\x03\x04"}, {"gzip", "\x1f\x8b"}, {"zstd", "\x28\xb5\x2f\xfd"},
		{"a PDF", "%PDF-"}, {"an RTF document", "{\\rtf"}, {"a PNG", "\x89PNG"}, {"a JPEG", "\xff\xd8\xff"},
	}
	for _, m := range magic {
		if bytes.HasPrefix(head, []byte(m.prefix)) {
			return m.name
		}
	}
	start := strings.ToLower(string(firstBytes(bytes.TrimSpace(bytes.TrimPrefix(head, []byte(bomUTF8))), 64)))
	if strings.HasPrefix(start, "<!doctype html") || strings.HasPrefix(start, "<html") {
		return "an HTML page"
	}
	if ext == ".csv" || ext == ".tsv" {
		return "a table"
	}
	return ""
}

func firstBytes(b []byte, n int) []byte { return b[:min(len(b), n)] }

func readUnsupported(in *input) iter.Seq2[*record, error] {
	return func(yield func(*record, error) bool) {
		head, _ := in.r.Peek(headBytes)
		name := unsupported(head, ext(in.file.rel))
		yield(nil, in.lost(0, 0, ReasonUnsupported, "is %s: this format is not read", name))
	}
}

func ext(rel string) string { return strings.ToLower(path.Ext(rel)) }

// fileResult is everything that one file gave.
type fileResult struct {
	records  []*record
	problems []*Problem
	input    *Input
}

// counter counts and hashes what passes.
type counter struct {
	hash.Hash
	n int64
}

func (c *counter) Write(b []byte) (int, error) {
	c.n += int64(len(b))
	return c.Hash.Write(b)
}

// readFile reads one file by the reader for what is in it.
func readFile(f file, maxBytes int64) fileResult {
	osf, err := os.Open(f.path)
	if err != nil {
		return fileResult{problems: []*Problem{{File: f.rel, Path: f.path, Reason: ReasonUnreadable, Msg: cause(err), Lost: true}}}
	}
	defer osf.Close()
	c := &counter{Hash: sha256.New()}
	in := &input{file: f, r: bufio.NewReaderSize(io.TeeReader(osf, c), headBytes), limit: maxBytes}
	records, problems := readRecords(in)
	if _, err := io.Copy(c, osf); err != nil {
		problems = append(problems, in.lost(0, 0, ReasonUnreadable, "%s", cause(err)))
	}
	return fileResult{records, problems, &Input{Path: f.rel, SHA256: hex.EncodeToString(c.Sum(nil)), Size: c.n, Role: RoleArticles}}
}

// readRecords detects the format of an open file and reads it to its end.
func readRecords(in *input) (records []*record, problems []*Problem) {
	head, err := in.r.Peek(headBytes)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, []*Problem{in.lost(0, 0, ReasonUnreadable, "%s", cause(err))}
	}
	if len(bytes.TrimSpace(bytes.TrimPrefix(head, []byte(bomUTF8)))) == 0 && len(head) < headBytes {
		return nil, []*Problem{in.lost(0, 0, ReasonEmpty, "is empty")}
	}
	for _, f := range formats() {
		if !f.detect(head, ext(in.file.rel)) {
			continue
		}
		for r, err := range f.read(in) {
			var p *Problem
			switch {
			case err == nil:
				records = append(records, r)
			case errors.As(err, &p):
				problems = append(problems, p)
			default:
				problems = append(problems, in.lost(0, 0, ReasonUnreadable, "%s", cause(err)))
			}
		}
		break
	}
	return records, problems
}
