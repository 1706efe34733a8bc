package read

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/internal/csvin"
	"github.com/seed-7a84ba5f/dyad/internal/decode"
	"github.com/seed-7a84ba5f/dyad/internal/plain"
	"github.com/seed-7a84ba5f/dyad/internal/words"
)

// Sheet is the researcher's table of what is known of the articles.
type Sheet struct {
	Path     string            // as it was named
	SHA256   string            // of its bytes, in hex
	Size     int64             // in bytes
	Columns  []string          // the researcher's own columns, in order, without the known ones
	Problems []*corpus.Problem // rows that could not be read

	columns Columns
	rows    []*corpus.Row
}

// ReadSheet reads a CSV table with a header, a worksheet of a spreadsheet (XLSX),
// a list of JSON objects (CSL among them), or a list of references (RIS, BibTeX): any of doc_id, file and url as
// key, then source, date, title and url; every other column is kept as Meta
// in column order. Package csvin says which
// forms of CSV are understood; the apostrophe that keeps a cell from running as a
// formula is taken off. A bad row is a Problem of the sheet.
func ReadSheet(name string) (*Sheet, error) { return ReadMappedSheet(name, nil) }

// ReadMappedSheet is [ReadSheet] for a table that names its columns in its
// own way.
func ReadMappedSheet(name string, columns Columns) (*Sheet, error) {
	b, err := os.ReadFile(name)
	if err != nil {
		return nil, pathError(name, err)
	}
	sum := sha256.Sum256(b)
	s := &Sheet{columns: columns, Path: name, SHA256: hex.EncodeToString(sum[:]), Size: int64(len(b))}
	if start := bytes.TrimPrefix(b, []byte(bomUTF8)); looksLikeObject(start) || looksLikeArray(start) {
		text, encoding, bad := decodeText(b)
		if bad != nil {
			return nil, s.bad(bad)
		}
		s.told(encoding)
		return s, s.parseJSON([]byte(text))
	}
	if looksLikeZIP(b, "") {
		return s, s.parseWorkbook(b)
	}
	if kind := bibliographyOf(firstBytes(b, headBytes)); kind != "" {
		text, encoding, bad := decodeText(b)
		if bad != nil {
			return nil, s.bad(bad)
		}
		s.told(encoding)
		return s, s.parseReferences(kind, text)
	}
	return s, s.parse(b)
}

func (s *Sheet) bad(t *textProblem) *corpus.Problem {
	p := s.note(t.line, t.reason, "%s", t.msg)
	p.Col = t.col
	return p
}

// told notes an encoding that is not UTF-8.
func (s *Sheet) told(encoding string) {
	if encoding != "" {
		s.Problems = append(s.Problems, s.note(0, corpus.ReasonEncoding, "is not UTF-8 and was read as %s", encoding))
	}
}

// parseJSON reads a list of objects as rows, as GDELT DOC gives it. The columns
// are all names, in the order in which they are met.
func (s *Sheet) parseJSON(b []byte) error {
	start, end, ok := 0, len(b), looksLikeArray(b)
	if !ok {
		start, end, ok = onlyList(b, 0)
	}
	if !ok {
		return s.note(1, corpus.ReasonSheetRow, "is JSON and no list of objects")
	}
	var rows []fields
	var head []string
	at := map[string]int{}
	first := 1 + bytes.Count(b[:start], []byte{'\n'})
	_, err := elements(b[start:end], first, func(raw []byte, line int) bool {
		fs, err := jsonFields(raw, line)
		if err != nil {
			s.Problems = append(s.Problems, s.note(line, corpus.ReasonSheetRow, "row is no object"))
			return true
		}
		for _, f := range fs {
			if _, known := at[f.name]; !known {
				at[f.name] = len(head)
				head = append(head, f.name)
			}
		}
		rows = append(rows, fs)
		return true
	})
	if err != nil {
		return s.note(first, corpus.ReasonSheetRow, "is not JSON: %v", err)
	}
	cols := readHeader(head, s.columns)
	if err := cols.check(); err != nil {
		return s.note(first, corpus.ReasonSheetRow, "%v", err)
	}
	for _, i := range cols.meta {
		s.Columns = append(s.Columns, cols.names[i])
	}
	for _, fs := range rows {
		cells := make([]string, len(head))
		for _, f := range fs {
			cells[at[f.name]] = f.value
		}
		if len(fs) > 0 {
			s.addRow(cols, cells, fs[0].line)
		}
	}
	return nil
}

// note makes a Problem with a place in the sheet.
func (s *Sheet) note(line int, reason, format string, args ...any) *corpus.Problem {
	return &corpus.Problem{File: filepath.Base(s.Path), Path: s.Path, Line: line, Reason: reason, Msg: fmt.Sprintf(format, args...)}
}

// parse reads header and rows.
func (s *Sheet) parse(b []byte) error {
	r, err := csvin.NewReader(bytes.NewReader(b), csvin.Options{})
	switch {
	case errors.Is(err, csvin.ErrEmpty):
		return s.note(1, corpus.ReasonSheetRow, "has no header row")
	case err != nil:
		return s.note(1, corpus.ReasonSheetRow, "%v", err)
	}
	cols := readHeader(r.Header, s.columns)
	if err := cols.check(); err != nil {
		return s.note(1, corpus.ReasonSheetRow, "%v", err)
	}
	for _, i := range cols.meta {
		s.Columns = append(s.Columns, cols.names[i])
	}
	defer func() { s.told(r.Encoding) }()
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		var bad *csvin.RowError
		if errors.As(err, &bad) {
			p := s.note(bad.Line, corpus.ReasonSheetRow, "row is not sound CSV: %v", bad)
			p.Col = bad.Col
			s.Problems = append(s.Problems, p)
			continue
		} else if err != nil {
			return err
		}
		for i, c := range cells {
			if at := decode.Binary([]byte(c)); at >= 0 {
				line, col := r.Pos(i)
				return s.bad(&textProblem{corpus.ReasonBinary, line, col, fmt.Sprintf("is not text: byte 0x%02X", c[at])})
			}
		}
		s.addRow(cols, cells, r.Line())
	}
}

// addRow keeps one row that is not empty.
func (s *Sheet) addRow(cols header, cells []string, line int) {
	if !slices.ContainsFunc(cells, func(c string) bool { return strings.TrimSpace(c) != "" }) {
		return
	}
	get := func(i int) string {
		if i < 0 || i >= len(cells) {
			return ""
		}
		return plain.Text(csvin.Unguard(strings.TrimRight(cells[i], " ")))
	}
	known := func(name string) string { // of the best column that says anything: Zotero leaves "Publisher" empty beside "Publication Title"
		of := cols.known[name]
		if name == "doc_id" {
			of = of[:min(len(of), 1)] // the number of a row is no id
		}
		for _, i := range of {
			if v := strings.TrimSpace(get(i)); !corpus.Missing(v) {
				return v
			}
		}
		return ""
	}
	row := &corpus.Row{Sheet: s.Path, Line: line, DocID: known("doc_id"), File: known("file"), URL: known("url"),
		Source: known("source"), Date: known("date"), Title: known("title")}
	for _, i := range cols.meta {
		row.Meta = append(row.Meta, corpus.MetaField{Name: cols.names[i], Value: get(i)})
	}
	if len(cells) > len(cols.names) {
		s.Problems = append(s.Problems, s.note(line, corpus.ReasonSheetRow, "row has %d cells, the header %d", len(cells), len(cols.names)))
	}
	if row.DocID == "" && row.File == "" && row.URL == "" {
		s.Problems = append(s.Problems, s.note(line, corpus.ReasonSheetNoKey, "row names no article: doc_id, file and url are empty"))
		return
	}
	s.rows = append(s.rows, row)
}

// header is the first row of a sheet.
type header struct {
	names []string
	known map[string][]int // known column -> its columns, best first
	meta  []int            // all but the best of the known ones, in order
}

// knownColumns are the columns that are known, each with those that mean it
// where it is not there.
var knownColumns = []struct {
	name   string
	others *words.Class
}{{"doc_id", idNames}, {"file", fileNames}, {"url", urlNames}, {"source", sourceNames}, {"date", dateNames}, {"title", titleNames}}

func readHeader(cells []string, columns Columns) header {
	h := header{known: map[string][]int{}}
	for _, c := range cells {
		h.names = append(h.names, columns.nameOf(strings.TrimSpace(c)))
	}
	best := map[int]bool{}
	for _, c := range knownColumns {
		for _, name := range append([]string{c.name}, c.others.List()...) {
			for i, n := range h.names {
				if corpus.SameName(n, name) && !slices.Contains(h.known[c.name], i) {
					h.known[c.name] = append(h.known[c.name], i)
				}
			}
		}
		if of := h.known[c.name]; len(of) > 0 {
			best[of[0]] = true
		}
	}
	for i, n := range h.names {
		if n == "" || best[i] {
			continue
		}
		h.names[i] = strings.TrimPrefix(n, "meta_")
		h.meta = append(h.meta, i)
	}
	return h
}

func (h header) hasKey() bool {
	return len(h.known["doc_id"])+len(h.known["file"])+len(h.known["url"]) > 0
}

// check says what is wrong with a header.
func (h header) check() error {
	if !h.hasKey() {
		return fmt.Errorf("the header has none of the columns doc_id, file and url: %s", strings.Join(h.names, ", "))
	}
	seen := map[string]bool{}
	for _, n := range h.names {
		if n = strings.ToLower(n); n != "" && seen[n] {
			return fmt.Errorf("the header has the column %q twice", n)
		}
		seen[n] = true
	}
	return nil
}

// joinedRows are the rows of records, nil for a record without one.
type joinedRows []*corpus.Row

// of gives the row of record i.
func (rows joinedRows) of(i int) *corpus.Row {
	if rows == nil {
		return nil
	}
	return rows[i]
}

// join gives each record its row, or nil. What fits nothing or fits twice is
// said.
func (s *Sheet) join(records *entryList) (joinedRows, []*corpus.Problem) {
	if s == nil {
		return nil, nil
	}
	rows := make(joinedRows, records.n)
	var notes []*corpus.Problem
	ix := indexRecords(records)
	for _, row := range s.rows {
		found, key := ix.find(row)
		if len(found) == 0 {
			notes = append(notes, s.note(row.Line, corpus.ReasonSheetUnmatched, "row matches no article (%s)", row.Keys()))
			continue
		}
		row = s.forMany(row, found, &notes)
		for _, i := range found {
			if first := rows[i]; first != nil {
				notes = append(notes, s.note(row.Line, corpus.ReasonSheetTwice, "row matches %s by %s, which line %d matches already: it was not used", records.at(i).id, key, first.Line))
				records.at(i).warn("two rows of the sheet match: line %d was used, line %d was not", first.Line, row.Line)
				continue
			}
			rows[i] = row
		}
	}
	return rows, notes
}

// forMany takes the title and url off a row that fits many articles: they can
// be of one only.
func (s *Sheet) forMany(row *corpus.Row, found []int, notes *[]*corpus.Problem) *corpus.Row {
	if len(found) < 2 || row.Title == "" && row.URL == "" {
		return row
	}
	*notes = append(*notes, s.note(row.Line, corpus.ReasonSheetManyTitles, "row matches %d articles: its title and url were not used", len(found)))
	one := *row
	one.Title, one.URL = "", ""
	return &one
}

// recordIndex finds records by what a row may name.
type recordIndex struct {
	byID, byFile, byURL map[string][]int
	byBase              map[string]string // last part of a path -> the path, "" where two files share it
}

func indexRecords(records *entryList) *recordIndex {
	ix := &recordIndex{map[string][]int{}, map[string][]int{}, map[string][]int{}, map[string]string{}}
	for i := range records.n {
		r := records.at(i)
		rel := r.file
		ix.byID[r.id] = append(ix.byID[r.id], i)
		ix.byFile[rel] = append(ix.byFile[rel], i)
		if other, ok := ix.byBase[path.Base(rel)]; ok && other != rel {
			rel = ""
		}
		ix.byBase[path.Base(r.file)] = rel
		if u := r.url(); u != "" {
			ix.byURL[u] = append(ix.byURL[u], i)
		}
	}
	return ix
}

// find gives the records of a row by the first of its keys that fits any.
func (ix *recordIndex) find(row *corpus.Row) (found []int, key string) {
	if f := ix.byID[row.DocID]; row.DocID != "" && len(f) > 0 {
		return f, "doc_id"
	}
	if f := ix.inFiles(row.File); row.File != "" && len(f) > 0 {
		return f, "file"
	}
	if u := foldURL(row.URL); u != "" {
		return ix.byURL[u], "url"
	}
	return nil, ""
}

// inFiles gives the records of the first file of a cell, which may name several
// ("text.html; scan.pdf").
func (ix *recordIndex) inFiles(cell string) []int {
	found := ix.inFile(cell)
	for name := range strings.SplitSeq(cell, ";") {
		if len(found) > 0 {
			break
		}
		if name = strings.TrimSpace(name); name != "" {
			found = ix.inFile(name)
		}
	}
	return found
}

// inFile gives the records of a file by its path, or by the end of its path
// where the sheet knows the file from another folder.
func (ix *recordIndex) inFile(name string) []int {
	name = path.Clean(strings.ReplaceAll(name, `\`, "/"))
	if f := ix.byFile[name]; len(f) > 0 {
		return f
	}
	rel := ix.byBase[path.Base(name)]
	if rel != "" && (strings.HasSuffix("/"+rel, "/"+name) || strings.HasSuffix("/"+name, "/"+rel)) {
		return ix.byFile[rel]
	}
	return nil
}

// foldURL folds an address for comparison: scheme, "www.", the part behind
// "#" and a closing slash do not matter.
func foldURL(s string) string {
	s = strings.TrimSpace(s)
	if _, after, ok := strings.Cut(s, "://"); ok {
		s = after
	}
	s, _, _ = strings.Cut(s, "#")
	host, rest, _ := strings.Cut(s, "/")
	host = strings.TrimPrefix(strings.ToLower(host), "www.")
	return strings.TrimSuffix(host+"/"+rest, "/")
}
