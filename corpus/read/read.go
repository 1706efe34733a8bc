package read

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
	"strconv"
	"strings"
	"sync"

	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/internal/decode"
	"github.com/seed-7a84ba5f/dyad/internal/plain"
)

const (
	defaultMaxBytes = 64 << 20
	headBytes       = 64 << 10 // what detection looks at
)

// input is an open file in the hands of a reader.
type input struct {
	file    file
	name    string // what tells the format by its ending: the file's name, without .gz
	r       *bufio.Reader
	limit   int64 // bytes that may be held in memory at once
	columns Columns
	located bool      // its lines are records of other files
	whole   wholeFile // the file for readers that need all of it at hand; nil inside an archive and on stdin
	inside  int       // archives and compressed files around it
	nested  int       // lists of objects around the object that is read
	skim    *skimmer  // tells lines that mention nobody; nil where all are read
	unnamed map[string]int
}

// wholeFile is a file that can be read anywhere.
type wholeFile interface {
	io.ReaderAt
	Stat() (os.FileInfo, error)
}

// lost makes the Problem of a record that is not among the articles.
func (in *input) lost(line, col int, reason, format string, args ...any) *corpus.Problem {
	p := in.note(line, reason, format, args...)
	p.Col, p.Lost = col, true
	return p
}

// note makes a Problem by which no record is lost.
func (in *input) note(line int, reason, format string, args ...any) *corpus.Problem {
	return &corpus.Problem{File: in.file.rel, Path: in.file.path, Line: line, Reason: reason, Msg: fmt.Sprintf(format, args...)}
}

// ext gives the ending that tells the format.
func (in *input) ext() string {
	if in.name == "" {
		return ext(in.file.rel)
	}
	return ext(in.name)
}

// all reads the whole file, or says that it is over the limit.
func (in *input) all() ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(in.r, in.limit+1))
	if err != nil {
		return nil, err
	}
	if int64(len(b)) > in.limit {
		return nil, in.lost(0, 0, corpus.ReasonTooLarge, "is larger than %d bytes, and is not read", in.limit)
	}
	return b, nil
}

// format is one kind of file: how its first bytes look and how it is read.
// A reader yields records; an error that is a *Problem stands for one record
// and the reader goes on, any other error ends the file.
type format struct {
	name   string
	detect func(head []byte, ext string) bool
	read   func(in *input) iter.Seq2[*corpus.Record, error]
}

// formats are tried in order; the last takes everything.
func formats() []format {
	return []format{
		{"gzip", looksLikeGzip, readGzip},
		{"zstd", looksLikeZstd, readZstd},
		{"ZIP", looksLikeZIP, readZIP},
		{"tar", looksLikeTar, readTar},
		{"PDF", looksLikePDF, readPDF},
		{"RTF", looksLikeRTF, readRTF},
		{"Parquet", looksLikeParquet, readParquet},
		{"WARC", looksLikeWARC, readWARC},
		{"MHTML", looksLikeMHTML, readMHTML},
		{"references", func(head []byte, _ string) bool { return bibliographyOf(head) != "" }, readReferences},
		{"unsupported", func(head []byte, ext string) bool { return unsupported(head, ext) != "" }, readUnsupported},
		{"page of an archive", looksLikePageExport, readPageExport},
		{"HTML", looksLikeHTML, readHTML},
		{"XML", looksLikeXML, readXML},
		{"JSON front matter", looksLikeJSONFront, readText},
		{"JSON Lines", looksLikeJSONLines, readJSONLines},
		{"JSON", looksLikeJSON, readJSON},
		{"table", looksLikeTable, readTable},
		{"export", looksLikeExport, readExport},
		{"text", func([]byte, string) bool { return true }, readText},
	}
}

// unsupported names a format that is known and not read, or gives "". What is
// text by its bytes and no article by its kind (a script, a style sheet,
// subtitles) is known by its ending.
func unsupported(head []byte, ext string) string {
	for _, m := range magic() {
		if bytes.HasPrefix(head[min(len(head), m.at):], m.bytes) {
			return m.name
		}
	}
	if (ext == ".xls" || ext == ".xlsx") && looksLikeHTML(head, ext) {
		return "a page under the name of a spreadsheet; open it and save it as XLSX or CSV"
	}
	return otherText.Value(strings.TrimPrefix(ext, "."))
}

// signature is how the files of a kind begin.
type signature struct {
	at    int
	bytes []byte
	name  string
}

// magic gives the signatures of what is not read: "89504e47=a PNG", with "@4:"
// before it where they do not stand at the beginning.
var magic = sync.OnceValue(func() []signature {
	var out []signature
	for _, e := range otherMagic.List() {
		var s signature
		sign, name, _ := strings.Cut(e, "=")
		if at, rest, ok := strings.Cut(strings.TrimPrefix(sign, "@"), ":"); ok {
			s.at, _ = strconv.Atoi(at)
			sign = rest
		}
		s.bytes, _ = hex.DecodeString(sign)
		s.name = name
		out = append(out, s)
	}
	return out
})

func firstBytes(b []byte, n int) []byte { return b[:min(len(b), n)] }

func readUnsupported(in *input) iter.Seq2[*corpus.Record, error] {
	return func(yield func(*corpus.Record, error) bool) {
		head, _ := in.r.Peek(headBytes)
		name := unsupported(head, in.ext())
		yield(nil, in.lost(0, 0, corpus.ReasonUnsupported, "is %s: this format is not read", name))
	}
}

func ext(rel string) string { return strings.ToLower(path.Ext(rel)) }

// fileResult is everything that one file gave.
type fileResult struct {
	entries  entryList
	problems []*corpus.Problem
	input    *Input
	unnamed  map[string]int // records that mention nobody, by source
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

// readFile reads one file by the reader for what is in it, and keeps its
// records. An error is of keeping them.
func readFile(f file, records *spill, opts Options) (fileResult, error) {
	var out fileResult
	c := &counter{Hash: sha256.New()}
	in := &input{file: f, limit: opts.MaxBytes, columns: opts.Columns, located: opts.Located}
	src := opts.Stdin
	if f.path != stdinPath {
		osf, err := os.Open(f.path)
		if err != nil {
			out.problems = []*corpus.Problem{in.lost(0, 0, corpus.ReasonUnreadable, "%s", cause(err))}
			return out, nil
		}
		defer osf.Close()
		src, in.whole = osf, osf
	}
	in.r = bufio.NewReaderSize(io.TeeReader(src, c), headBytes)
	if out.unnamed = map[string]int{}; opts.Named != nil && !opts.Located {
		in.unnamed = out.unnamed
		in.skim = newSkimmer(opts)
	}
	var failed error
	out.problems = readRecords(in, func(r *corpus.Record) bool {
		if !opts.Named.mentioned(r) {
			out.unnamed[opts.finish.SourceOf(r)]++
			return true
		}
		e := entry{file: r.File, line: int32(r.Line), id: strings.Clone(plain.Text(r.OwnID)), hash: r.Hash()}
		if e.ownID = e.id != ""; !e.ownID {
			e.id = r.File
		}
		if opts.Metadata != nil {
			e.beside = &beside{url: strings.Clone(foldURL(r.URL.Value))}
		}
		if e.absent = opts.Part != nil && !opts.Part(e.hash); !e.absent {
			e.place, failed = keep(records, r)
		}
		out.entries.add(e)
		return failed == nil
	})
	if failed != nil {
		return out, failed
	}
	if _, err := io.Copy(c, src); err != nil {
		out.problems = append(out.problems, in.lost(0, 0, corpus.ReasonUnreadable, "%s", cause(err)))
	}
	if opts.Located {
		return out, nil
	}
	out.input = &Input{Path: f.rel, SHA256: hex.EncodeToString(c.Sum(nil)), Size: c.n, Role: RoleArticles}
	return out, nil
}

// readRecords reads an open file to its end, or until take has enough.
func readRecords(in *input, take func(*corpus.Record) bool) (problems []*corpus.Problem) {
	for r, err := range recordsOf(in) {
		var p *corpus.Problem
		switch {
		case err == nil:
			if !take(r) {
				return problems
			}
		case errors.As(err, &p):
			problems = append(problems, p)
		default:
			problems = append(problems, in.lost(0, 0, corpus.ReasonUnreadable, "%s", cause(err)))
		}
	}
	return problems
}

// recordsOf detects the format of an open file and yields its records.
func recordsOf(in *input) iter.Seq2[*corpus.Record, error] {
	return func(yield func(*corpus.Record, error) bool) {
		if in.located {
			readLocated(in)(yield)
			return
		}
		head, err := in.r.Peek(headBytes)
		if err != nil && !errors.Is(err, io.EOF) {
			yield(nil, err)
			return
		}
		if len(bytes.TrimSpace(bytes.TrimPrefix(head, []byte(bomUTF8)))) == 0 && len(head) < headBytes {
			yield(nil, in.lost(0, 0, corpus.ReasonEmpty, "is empty"))
			return
		}
		if order, ok := decode.UTF16Order(head); ok && isJSON(headText(head)) {
			in.r, in.whole = bufio.NewReaderSize(decode.FromUTF16(in.r, order), headBytes), nil
			if !yield(nil, in.note(0, corpus.ReasonEncoding, "is not UTF-8 and was read as UTF-16")) {
				return
			}
			head, _ = in.r.Peek(headBytes)
		}
		for _, f := range formats() {
			if f.detect(head, in.ext()) {
				f.read(in)(yield)
				return
			}
		}
	}
}
