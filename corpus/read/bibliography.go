package read

import (
	"bytes"
	"cmp"
	"errors"
	"iter"
	"regexp"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/internal/words"
)

// A list of references (RIS, BibTeX) describes texts that lie beside it: each
// entry is a row of a sheet, joined by the files it names, or by its address.

var (
	risHead = words.Lazily(`(?m)\A\s*TY  ?- `)
	risLine = words.Lazily(`^([A-Z][A-Z0-9])  ?-(?: (.*))?$`)
	bibHead = words.Lazily(`(?m)^\s*@[A-Za-z]+\s*\{[^\n,]*,\s*$`)
)

// bibliographyOf names the kind of a list of references, or gives "".
func bibliographyOf(head []byte) string {
	text := strings.TrimPrefix(headText(head), bomUTF8)
	switch {
	case risHead().MatchString(text):
		return "RIS"
	case strings.HasPrefix(strings.TrimSpace(text), "@") && bibHead().MatchString(text), strings.HasPrefix(strings.TrimSpace(text), "%") && bibHead().MatchString(text):
		return "BibTeX"
	}
	return ""
}

// readReferences says of a list of references that lies among the articles how it is used.
func readReferences(in *input) iter.Seq2[*corpus.Record, error] {
	return func(yield func(*corpus.Record, error) bool) {
		head, _ := in.r.Peek(headBytes)
		yield(nil, in.note(0, corpus.ReasonSheetNotUsed, "is a list of references (%s) and was not used: give it with --metadata, and the texts that it describes get their source, date and title from it", bibliographyOf(head)))
	}
}

// reference is an entry: its fields by the names of a sheet.
type reference struct {
	line   int
	fields fields
}

func (r *reference) add(name, value string, line int) {
	value = corpus.OneLine(value)
	if name == "" || value == "" {
		return
	}
	if name == "meta_author" || name == "meta_keyword" {
		for i := range r.fields {
			if r.fields[i].name == name {
				r.fields[i].value += "; " + value
				return
			}
		}
	}
	if name != "file" && r.fields.has([]string{name}) {
		return // the first wins: "date" before "year"
	}
	r.fields = append(r.fields, field{name: name, value: value, line: line})
}

// parseReferences reads a list of references as rows.
func (s *Sheet) parseReferences(kind, text string) error {
	var refs []reference
	if kind == "RIS" {
		refs = s.parseRIS(text)
	} else {
		refs = s.parseBibTeX(text)
	}
	if len(refs) == 0 {
		return s.note(1, corpus.ReasonSheetRow, "looks like %s, and no entry was found in it", kind)
	}
	for _, m := range []string{"meta_author", "meta_type", "meta_language", "meta_keyword"} {
		for _, r := range refs {
			if r.fields.has([]string{m}) {
				s.Columns = append(s.Columns, strings.TrimPrefix(m, "meta_"))
				break
			}
		}
	}
	for _, r := range refs {
		s.addReference(r)
	}
	return nil
}

// addReference makes rows of an entry: one for each file that it names.
func (s *Sheet) addReference(r reference) {
	get := func(name string) string {
		f, _ := r.fields.named([]string{name})
		return f.value
	}
	row := corpus.Row{Sheet: s.Path, Line: r.line, DocID: get("doc_id"), URL: get("url"), Source: cmp.Or(get("source"), get("publisher")), Date: get("date"), Title: get("title")}
	for _, c := range s.Columns {
		row.Meta = append(row.Meta, corpus.MetaField{Name: c, Value: get("meta_" + c)})
	}
	files := 0
	for _, f := range r.fields {
		if f.name == "file" {
			one := row
			one.File = f.value
			if files++; files > 1 {
				one.DocID, one.URL = "", "" // or the first text would match twice
			}
			s.rows = append(s.rows, &one)
		}
	}
	if files == 0 {
		if row.URL == "" {
			s.Problems = append(s.Problems, s.note(r.line, corpus.ReasonSheetNoKey, "entry %q names no file and no address: it fits no text", row.Title))
			return
		}
		s.rows = append(s.rows, &row)
	}
}

// parseRIS reads entries from "TY" to "ER".
func (s *Sheet) parseRIS(text string) (refs []reference) {
	var open *reference
	last := ""
	n := 0
	for line := range strings.Lines(strings.TrimPrefix(text, bomUTF8)) {
		n++
		line = strings.TrimRight(line, "\r\n")
		m := risLine().FindStringSubmatch(line)
		switch {
		case m == nil && strings.TrimSpace(line) == "":
		case m == nil && open == nil:
			s.Problems = append(s.Problems, s.note(n, corpus.ReasonSheetRow, "is no line of RIS: %q", corpus.OneLine(line)))
		case m == nil:
			if k := len(open.fields) - 1; k >= 0 && last != "" { // a value goes on
				open.fields[k].value += " " + corpus.OneLine(line)
			}
		case m[1] == "ER":
			if open != nil {
				refs = append(refs, *open)
			}
			open = nil
		case m[1] == "TY":
			if open != nil {
				s.Problems = append(s.Problems, s.note(open.line, corpus.ReasonSheetRow, "the entry has no end (ER)"))
				refs = append(refs, *open)
			}
			open = &reference{line: n}
			open.add("meta_type", m[2], n)
		case open != nil:
			if last = risNames.Value(m[1]); last != "" {
				open.add(last, referenceValue(last, m[2]), n)
			}
		}
	}
	if open != nil {
		s.Problems = append(s.Problems, s.note(open.line, corpus.ReasonSheetRow, "the entry has no end (ER)"))
		refs = append(refs, *open)
	}
	return refs
}

// referenceValue writes a value as a sheet has it: days without the slashes of
// parts that are open, files without what stands around their path.
func referenceValue(name, value string) string {
	switch name {
	case "date":
		return strings.TrimRight(strings.TrimSpace(value), "/")
	case "file":
		return strings.TrimPrefix(strings.TrimPrefix(strings.TrimSpace(value), "file://"), "internal-pdf://")
	}
	return value
}

var errBibTeX = errors.New("the entry has no end")

// bibReader reads BibTeX.
type bibReader struct {
	s      string
	at     int
	line   int
	macros map[string]string // of @string
}

// parseBibTeX reads "@type{key, name = value, …}". An entry that is no BibTeX
// is told, and the next is looked for at the next "@" that begins a line.
func (s *Sheet) parseBibTeX(text string) (refs []reference) {
	b := &bibReader{s: strings.TrimPrefix(text, bomUTF8), line: 1, macros: map[string]string{}}
	for b.next() {
		line, start := b.line, b.at
		ref, kind, err := b.entry()
		switch {
		case err != nil:
			s.Problems = append(s.Problems, s.note(line, corpus.ReasonSheetRow, "is no sound BibTeX: %v", err))
			b.at, b.line = start, line
			b.step()
		case bibOther.Has(strings.ToLower(kind)):
		default:
			ref.line = line
			ref.add("meta_type", kind, line)
			refs = append(refs, ref)
		}
	}
	return refs
}

func (b *bibReader) step() {
	if b.s[b.at] == '\n' {
		b.line++
	}
	b.at++
}

// next goes to the next "@" that begins a line.
func (b *bibReader) next() bool {
	for ; b.at < len(b.s); b.step() {
		if b.s[b.at] == '@' && (b.at == 0 || strings.TrimSpace(b.s[strings.LastIndexByte(b.s[:b.at], '\n')+1:b.at]) == "") {
			return true
		}
	}
	return false
}

func (b *bibReader) space() {
	for b.at < len(b.s) && strings.IndexByte(" \t\r\n", b.s[b.at]) >= 0 {
		b.step()
	}
}

var bibName = regexp.MustCompile(`^[^\s={},"#%'()]+`)

func (b *bibReader) name() string {
	b.space()
	m := bibName.FindString(b.s[b.at:min(len(b.s), b.at+200)])
	b.at += len(m)
	return m
}

// take reports whether the next mark is c, and goes behind it.
func (b *bibReader) take(c byte) bool {
	b.space()
	if b.at < len(b.s) && b.s[b.at] == c {
		b.step()
		return true
	}
	return false
}

func (b *bibReader) entry() (ref reference, kind string, err error) {
	b.step()
	kind = b.name()
	if !b.take('{') {
		return ref, kind, errors.New("no bracket behind its type")
	}
	if strings.EqualFold(kind, "string") {
		name := strings.ToLower(b.name())
		if b.take('=') {
			b.macros[name], err = b.value()
		}
		return ref, kind, err
	}
	if bibOther.Has(strings.ToLower(kind)) {
		return ref, kind, b.braces(nil)
	}
	b.name()
	year, month, day := "", "", ""
	for b.take(',') {
		line := b.line
		name := strings.ToLower(b.name())
		if name == "" {
			break
		}
		if !b.take('=') {
			return ref, kind, errors.New("a field without a value")
		}
		value, err := b.value()
		if err != nil {
			return ref, kind, err
		}
		switch name {
		case "year":
			year = plainTeX(value)
		case "month":
			month = plainTeX(value)
		case "day":
			day = plainTeX(value)
		default:
			b.keep(&ref, name, value, line)
		}
	}
	if !b.take('}') {
		return ref, kind, errBibTeX
	}
	ref.add("date", bibDay(year, month, day), b.line)
	return ref, kind, nil
}

// bibDay writes year, month ("mar", "3", "March", "2 March") and day as a day,
// as far as they are given.
func bibDay(year, month, day string) string {
	if m, err := strconv.Atoi(month); err == nil && m >= 1 && m <= 12 {
		month = time.Month(m).String()
	} else if t, err := time.Parse("Jan", corpus.OneLine(strings.ToUpper(month[:min(len(month), 1)])+strings.ToLower(month[min(len(month), 1):]))); err == nil {
		month = t.Month().String()
	}
	return corpus.OneLine(day + " " + month + " " + year)
}

func (b *bibReader) keep(ref *reference, name, value string, line int) {
	known := bibNames.Value(name)
	if known != "file" {
		ref.add(known, referenceValue(known, plainTeX(value)), line)
		return
	}
	for part := range strings.SplitSeq(value, ";") { // Zotero: "title:path:kind"; JabRef: ":path:kind"
		if pieces := strings.Split(strings.ReplaceAll(part, `\:`, "\x00"), ":"); len(pieces) >= 3 {
			part = strings.Join(pieces[1:len(pieces)-1], ":")
		}
		ref.add("file", strings.ReplaceAll(strings.ReplaceAll(part, "\x00", ":"), `\_`, "_"), line)
	}
}

// value reads parts in brackets, in quotes or bare, joined by "#".
func (b *bibReader) value() (string, error) {
	var sb strings.Builder
	for {
		b.space()
		if b.at >= len(b.s) {
			return "", errBibTeX
		}
		switch b.s[b.at] {
		case '{':
			b.step()
			if err := b.braces(&sb); err != nil {
				return "", err
			}
		case '"':
			b.step()
			if err := b.quoted(&sb); err != nil {
				return "", err
			}
		default:
			name := b.name()
			if macro, ok := b.macros[strings.ToLower(name)]; ok {
				name = macro
			}
			sb.WriteString(name)
		}
		if !b.take('#') {
			return sb.String(), nil
		}
	}
}

// braces reads up to the bracket that closes, those inside kept.
func (b *bibReader) braces(sb *strings.Builder) error {
	start, depth := b.at, 1
	for ; b.at < len(b.s); b.step() {
		switch b.s[b.at] {
		case '\\':
			if b.at+1 < len(b.s) {
				b.step()
			}
		case '{':
			depth++
		case '}':
			depth--
		case '@':
			if lineBegins(b.s, b.at) && bibHead().MatchString(b.s[b.at:min(len(b.s), b.at+200)]) {
				return errBibTeX
			}
		}
		if depth == 0 {
			if sb != nil {
				sb.WriteString(b.s[start:b.at])
			}
			b.step()
			return nil
		}
	}
	return errBibTeX
}

func lineBegins(s string, at int) bool { return at == 0 || s[at-1] == '\n' }

func (b *bibReader) quoted(sb *strings.Builder) error {
	start, depth := b.at, 0
	for ; b.at < len(b.s); b.step() {
		switch b.s[b.at] {
		case '{':
			depth++
		case '}':
			depth--
		case '"':
			if depth <= 0 {
				sb.WriteString(b.s[start:b.at])
				b.step()
				return nil
			}
		case '@':
			if lineBegins(b.s, b.at) {
				return errBibTeX
			}
		}
	}
	return errBibTeX
}

// texAccents are the marks of TeX and what they put on the letter behind them.
var texAccents = map[string]string{"`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", `"`: "\u0308", "=": "\u0304", ".": "\u0307", "c": "\u0327", "v": "\u030c"}

var texAccent = words.Lazily("\\\\([`'^~\"=.]|[cv](?:\\s|\\{|\\b))\\s*\\{?\\\\?([A-Za-z])\\}?")

// plainTeX takes the marks of TeX off a value.
func plainTeX(s string) string {
	if !strings.ContainsAny(s, `\{}~`) {
		return s
	}
	s = texAccent().ReplaceAllStringFunc(s, func(m string) string {
		p := texAccent().FindStringSubmatch(m)
		return p[2] + texAccents[strings.TrimRight(p[1], " {")]
	})
	s = strings.NewReplacer(`\&`, "&", `\%`, "%", `\$`, "$", `\_`, "_", `\#`, "#", "{", "", "}", "", "~", " ", "---", "—", "--", "–", "``", "“", "''", "”").Replace(s)
	return norm.NFC.String(s)
}

// parseWorkbook reads the first worksheet with a key as rows.
func (s *Sheet) parseWorkbook(b []byte) error {
	f, date1904, err := openWorkbook(bytes.NewReader(b), defaultMaxBytes)
	if err != nil {
		return s.note(0, corpus.ReasonUnreadable, "is not a sound spreadsheet: %v", err)
	}
	defer f.Close()
	var cols header
	sheet, met, seen := "", "", []string(nil)
	for row, err := range worksheetRows(f) {
		switch {
		case err != nil:
			s.Problems = append(s.Problems, s.note(row.n, corpus.ReasonSheetRow, "worksheet %q: %v", row.sheet, err))
		case sheet == "" && (row.sheet != met || row.n <= maxHeadRow):
			met = row.sheet
			cols = readHeader(row.cells, s.columns)
			if cols.hasKey() {
				sheet = row.sheet
			}
			seen = append(seen, row.cells...)
		case sheet != "" && row.sheet == sheet:
			for _, at := range cols.known["date"] {
				if at < len(row.cells) {
					row.cells[at] = serialDay(row.cells[at], date1904)
				}
			}
			s.addRow(cols, row.cells, row.n)
		}
	}
	if sheet == "" {
		return s.note(1, corpus.ReasonSheetRow, "no worksheet has one of the columns doc_id, file and url: %s", strings.Join(seen, ", "))
	}
	if err := cols.check(); err != nil {
		return s.note(1, corpus.ReasonSheetRow, "%v", err)
	}
	for _, i := range cols.meta {
		s.Columns = append(s.Columns, cols.names[i])
	}
	return nil
}
