package exchange

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-7a84ba5f/dyad/coding"
	"github.com/seed-7a84ba5f/dyad/internal/csvin"
)

// Bundle is what a set holds of units and codes.
type Bundle struct {
	Codebook string // YAML
	Units    []coding.Unit
	Codes    []Code
}

// Code is the answer of a coder.
type Code struct {
	Unit                        int // its ID
	Coder, Field, Target, Value string
}

// Problem is a code that was left out.
type Problem struct{ Where, Message string }

// Format is a format of another tool, or a plain one.
type Format struct {
	Name  string
	Tool  string // and how it is opened there
	Files string // below the folder; * is a coder
	Spans string // how places in a sentence are kept
	write func(dir string, b *Bundle) error
	read  func(name string, data []byte) ([]fileCode, error)
}

// fileCode is a code as a file has it.
type fileCode struct {
	unit, text  string // text is "" where the file has none
	coder, name string
	value       string
	places      [][2]int // of a code that is places in the sentence, in units of width
	width       width
	line        int
}

// Formats are all formats, in order of the documentation.
func Formats() []Format {
	const native, asText = "native", "as text"
	return []Format{
		{"csv", "a spreadsheet, R, pandas", "codes.csv", asText, writeCSV, readCSV},
		{"jsonl", "any program", "codes.jsonl", asText, writeJSONL, readJSONL},
		{"doccano", "doccano, text classification: import as JSONL, export as JSONL by user", "*.jsonl", asText, writeDoccano, readDoccano},
		{"label_studio", "Label Studio: import tasks.json and config.xml, export as JSON", "tasks.json", native, writeLabelStudio, readLabelStudio},
		{"potato", "Potato: data_files units.jsonl, output in annotation_output", "annotation_output/*/annotated_instances.jsonl", asText, writePotato, readPotato},
		{"brat", "brat: a folder for each coder, a document for each unit", "*/unit-N.ann", native, writeBrat, readBrat},
		{"inception", "INCEpTION, WebAnno: UIMA CAS XMI 1.0 with TypeSystem.xml, a document for each coder", "*.xmi", native, writeXMI, readXMI},
		{"quallmer", "quallmer (R): qlm_humancoded(read.csv(FILE, check.names = FALSE), name = CODER)", "*.csv", asText, writeQuallmer, readQuallmer},
	}
}

// ByName gives the format of a name.
func ByName(name string) (Format, error) {
	var names []string
	for _, f := range Formats() {
		if f.Name == name {
			return f, nil
		}
		names = append(names, f.Name)
	}
	return Format{}, fmt.Errorf("there is no format %q; there are: %s", name, strings.Join(names, ", "))
}

// The files that stand beside those of every format.
const (
	unitsFile    = "units.csv"
	codebookFile = "codebook.yaml"
)

// Write writes a bundle into a folder, which is made where it is not there.
func (f Format) Write(dir string, b *Bundle) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, codebookFile), []byte(b.Codebook), 0o644); err != nil {
		return err
	}
	if err := writeUnits(dir, b.Units); err != nil {
		return err
	}
	return f.write(dir, b)
}

// Read reads a folder or a file of the format. codebook is the one that holds
// where the folder has none.
func (f Format) Read(path, codebook string) (*Bundle, []Problem, error) {
	dir, files, err := f.files(path)
	if err != nil {
		return nil, nil, err
	}
	b := &Bundle{Codebook: codebook}
	if data, err := os.ReadFile(filepath.Join(dir, codebookFile)); err == nil {
		b.Codebook = string(data)
	} else if !errors.Is(err, fs.ErrNotExist) {
		return nil, nil, err
	}
	book, err := coding.ParseCodebook(b.Codebook)
	if err != nil {
		return nil, nil, err
	}
	r := &bundleReader{Bundle: b, book: book, at: map[string]int{}}
	if err := r.units(dir); err != nil {
		return nil, nil, err
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, nil, err
		}
		base, err := filepath.Rel(dir, name)
		if err != nil {
			base = filepath.Base(name)
		}
		list, err := f.read(filepath.ToSlash(base), data)
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", name, err)
		}
		for _, g := range list {
			r.take(g, fmt.Sprintf("%s:%d", filepath.ToSlash(base), g.line))
		}
	}
	if len(b.Units) == 0 {
		return nil, nil, fmt.Errorf("%s: there is no unit in it", path)
	}
	return b, r.problems, nil
}

// files finds the folder and the files of the format in it.
func (f Format) files(path string) (dir string, files []string, err error) {
	info, err := os.Stat(path)
	if err != nil {
		return "", nil, err
	}
	if !info.IsDir() {
		return filepath.Dir(path), []string{path}, nil
	}
	pattern := strings.ReplaceAll(f.Files, "-N", "-*")
	files, err = filepath.Glob(filepath.Join(path, filepath.FromSlash(pattern)))
	files = slices.DeleteFunc(files, func(n string) bool { return slices.Contains([]string{unitsFile, "units.jsonl"}, filepath.Base(n)) })
	if err == nil && len(files) == 0 {
		err = fmt.Errorf("%s has no file %s of the format %s", path, f.Files, f.Name)
	}
	return path, files, err
}

// bundleReader puts a bundle together.
type bundleReader struct {
	*Bundle
	book     *coding.Codebook
	known    bool           // the units come from units.csv
	at       map[string]int // number or name of a unit -> index
	problems []Problem
}

func (r *bundleReader) problem(where, format string, args ...any) {
	r.problems = append(r.problems, Problem{where, fmt.Sprintf(format, args...)})
}

// take takes over a code, and a unit that is not known yet where the files alone
// say what there is.
func (r *bundleReader) take(g fileCode, where string) {
	i, ok := r.at[g.unit]
	if !ok && !r.known && g.text != "" {
		i, ok = len(r.Units), true
		r.at[g.unit] = i
		r.Units = append(r.Units, coding.Unit{ID: i + 1, DocID: g.unit, Sentence: g.text, SHA256: coding.Hash(g.text)})
	}
	if g.name == "" { // a unit without a code
		return
	}
	c := Code{Coder: g.coder, Value: g.value}
	c.Field, c.Target = fieldOf(r.book, g.name)
	if !ok {
		r.problem(where, "there is no unit %q", g.unit)
		return
	}
	c.Unit = r.Units[i].ID
	if g.width != nil {
		c.Value = spanValue(r.Units[i].Sentence, g.places, g.width)
	}
	err := r.book.Check(c.Field, c.Target, c.Value, r.Units[i].Sentence)
	if err == nil && (c.Value == "" || c.Coder == "") {
		err = errors.New("a code without value or coder")
	}
	if err != nil {
		r.problem(where, "unit %s: %v", g.unit, err)
		return
	}
	r.Codes = append(r.Codes, c)
}

// nameOf is the name of a field and its target in other formats.
func nameOf(field, target string) string {
	if target == "" {
		return field
	}
	return field + "_" + target
}

// fieldOf undoes nameOf.
func fieldOf(book *coding.Codebook, name string) (field, target string) {
	for _, target := range []string{coding.Actor1, coding.Actor2} {
		if field, ok := strings.CutSuffix(name, "_"+target); ok && book.Field(field) != nil && book.Field(field).Per != "" {
			return field, target
		}
	}
	return name, ""
}

// coders are those of a bundle, in order.
func (b *Bundle) coders() []string {
	var out []string
	for _, c := range b.Codes {
		out = append(out, c.Coder)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// of gives the codes of a unit, of one coder or of all, in order.
func (b *Bundle) of(coder string) map[int][]Code {
	out := map[int][]Code{}
	for _, c := range b.Codes {
		if coder == "" || c.Coder == coder {
			out[c.Unit] = append(out[c.Unit], c)
		}
	}
	return out
}

// names are those of all codes, in order of the codebook.
func (b *Bundle) names() ([]string, error) {
	book, err := coding.ParseCodebook(b.Codebook)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, f := range book.Fields {
		if f.Per == "" {
			out = append(out, f.Name)
			continue
		}
		out = append(out, nameOf(f.Name, coding.Actor1), nameOf(f.Name, coding.Actor2))
	}
	return out, nil
}

// isSpans reports whether a name is that of a field of places.
func (b *Bundle) isSpans() func(field string) bool {
	book, err := coding.ParseCodebook(b.Codebook)
	return func(field string) bool {
		return err == nil && book.Field(field) != nil && book.Field(field).Type == coding.Spans
	}
}

// coderFile is a coder's name as a file or folder, and back.
func coderFile(coder string) string { return url.PathEscape(coder) }

func coderOf(file string) string {
	if name, err := url.PathUnescape(file); err == nil {
		return name
	}
	return file
}

// unitColumns are those of units.csv.
var unitColumns = []string{"unit", "doc_id", "sentence_no", "region", "byte_start", "byte_end", "sha256", "sentence", "title", "before", "after", "mentions",
	"source", "publish_date", "voice", "speaker", "cluster", "stratum", "inclusion_probability", "question_set", "training"}

func writeUnits(dir string, units []coding.Unit) error {
	rows := [][]string{unitColumns}
	for i := range units {
		u := &units[i]
		p := ""
		if u.InclusionProbability > 0 {
			p = strconv.FormatFloat(u.InclusionProbability, 'g', -1, 64)
		}
		row := []string{strconv.Itoa(u.ID), u.DocID, strconv.Itoa(u.SentenceNo), u.Region, strconv.Itoa(u.ByteStart), strconv.Itoa(u.ByteEnd), u.SHA256, u.Sentence,
			u.Title, u.Before, u.After, coding.FormatMentions(u.Mentions), u.Source, u.PublishDate, u.Voice, u.Speaker, u.Cluster, u.Stratum, p, u.QuestionSet, strconv.FormatBool(u.Training)}
		for k := range row {
			row[k] = csvin.Guard(row[k])
		}
		rows = append(rows, row)
	}
	return writeRows(filepath.Join(dir, unitsFile), rows)
}

func writeRows(path string, rows [][]string) error {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	if err := w.WriteAll(rows); err != nil {
		return err
	}
	return os.WriteFile(path, b.Bytes(), 0o644)
}

// units reads units.csv, where it is there.
func (r *bundleReader) units(dir string) error {
	data, err := os.ReadFile(filepath.Join(dir, unitsFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	r.known = true
	return eachRow(data, func(cell func(string) string, line int) {
		where := fmt.Sprintf("%s:%d", unitsFile, line)
		var errs [6]error
		var u coding.Unit
		u.ID, errs[0] = strconv.Atoi(cell("unit"))
		u.SentenceNo, errs[1] = strconv.Atoi(cmp.Or(cell("sentence_no"), "0"))
		u.ByteStart, errs[2] = strconv.Atoi(cmp.Or(cell("byte_start"), "0"))
		u.ByteEnd, errs[3] = strconv.Atoi(cmp.Or(cell("byte_end"), "0"))
		if p := cell("inclusion_probability"); p != "" {
			u.InclusionProbability, errs[4] = strconv.ParseFloat(p, 64)
		}
		u.Training = cell("training") == "true"
		u.DocID, u.Region, u.Sentence, u.Title, u.Before, u.After = cell("doc_id"), cell("region"), cell("sentence"), cell("title"), cell("before"), cell("after")
		u.Source, u.PublishDate, u.Voice, u.Speaker = cell("source"), cell("publish_date"), cell("voice"), cell("speaker")
		u.Cluster, u.Stratum, u.QuestionSet, u.SHA256 = cell("cluster"), cell("stratum"), cell("question_set"), coding.Hash(cell("sentence"))
		u.Mentions, errs[5] = parseMentions(cell("mentions"), len(u.Sentence))
		_, twice := r.at[cell("unit")]
		if err := errors.Join(errs[:]...); err != nil || twice || u.Sentence == "" {
			r.problem(where, "unit %q is no unit, has no sentence or stands there twice: %v", cell("unit"), err)
			return
		}
		r.at[cell("unit")] = len(r.Units)
		r.Units = append(r.Units, u)
	}, func(line int, message string) { r.problem(fmt.Sprintf("%s:%d", unitsFile, line), "%s", message) })
}

func parseMentions(cell string, length int) ([]coding.Mention, error) {
	var out []coding.Mention
	for part := range strings.SplitSeq(cell, ";") {
		if part == "" {
			continue
		}
		target, span, _ := strings.Cut(part, ":")
		a, b, _ := strings.Cut(span, "-")
		start, err := strconv.Atoi(a)
		end, err2 := strconv.Atoi(b)
		if err != nil || err2 != nil || start < 0 || end <= start || end > length || target != coding.Actor1 && target != coding.Actor2 {
			return nil, fmt.Errorf("mentions: %q", part)
		}
		out = append(out, coding.Mention{Target: target, Span: coding.Span{Start: start, End: end}})
	}
	return out, nil
}

// eachRow reads a table with a header.
func eachRow(data []byte, row func(cell func(string) string, line int), bad func(line int, message string)) error {
	in, err := csvin.NewReader(bytes.NewReader(data), csvin.Options{})
	if err != nil {
		return err
	}
	for {
		cells, err := in.Read()
		var wrong *csvin.RowError
		switch {
		case err == io.EOF:
			return nil
		case errors.As(err, &wrong):
			bad(wrong.Line, wrong.Error())
			continue
		case err != nil:
			return err
		}
		row(func(name string) string {
			if i := slices.Index(in.Header, name); i >= 0 && i < len(cells) {
				return csvin.Unguard(cells[i])
			}
			return ""
		}, in.Line())
	}
}

// A width is how many units of offsets a character takes in a tool.
type width func(r rune) int

func codePoint(rune) int { return 1 }

func utf16Units(r rune) int {
	if r > 0xffff {
		return 2
	}
	return 1
}

// offset gives the offset of a byte of a text.
func offset(text string, at int, of width) (n int) {
	for _, r := range text[:at] {
		n += of(r)
	}
	return n
}

// byteAt undoes offset; -1 where no character begins there.
func byteAt(text string, n int, of width) int {
	for at, r := range text {
		if n <= 0 {
			if n < 0 { // within a character
				return -1
			}
			return at
		}
		n -= of(r)
	}
	if n == 0 {
		return len(text)
	}
	return -1
}

// spanValue writes places of a text as a code.
func spanValue(text string, list [][2]int, of width) string {
	var out []string
	slices.SortFunc(list, func(a, b [2]int) int { return cmp.Compare(a[0], b[0]) })
	for _, s := range list {
		out = append(out, fmt.Sprintf("%d..%d", byteAt(text, s[0], of), byteAt(text, s[1], of)))
	}
	if len(out) == 0 {
		return coding.None
	}
	return strings.Join(out, ";")
}
