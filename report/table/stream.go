package table

import (
	"bufio"
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"

	"github.com/seed-7a84ba5f/dyad/stance"
)

// Kinds of record in a stream.
const (
	runRecord       = "run"
	articleRecord   = "article"
	portrayalRecord = "portrayal"
	judgmentRecord  = "judgment"
	relationRecord  = "relation"
	endRecord       = "end"
)

// runHead is the first record of a stream.
type runHead struct {
	Record        string          `json:"record"`
	SchemaVersion int             `json:"schema_version"`
	Tool          string          `json:"tool"`
	Version       string          `json:"version"`
	Seed          uint64          `json:"seed"`
	Names         Names           `json:"names"`
	Scorers       []Scorer        `json:"scorers"`
	Resources     []Resource      `json:"resources"`
	Reading       Reading         `json:"reading"`
	StudyHash     string          `json:"study_hash"`
	Study         json.RawMessage `json:"study"`
}

// runEnd is the last record of a stream.
type runEnd struct {
	Record   string       `json:"record"`
	Found    int          `json:"found"`
	Counts   streamCounts `json:"counts"`
	SHA256   string       `json:"sha256"` // of all lines before this one
	Inputs   []Input      `json:"inputs"`
	Problems []Problem    `json:"problems"`
	// Codings say how models of others were asked.
	Codings []stance.Coding `json:"codings,omitempty"`
	// LeftOut counts the articles that mention no actor and are not in the stream.
	LeftOut []LeftOut `json:"left_out,omitempty"`
}

type streamCounts struct {
	Articles   int `json:"articles"`
	Portrayals int `json:"portrayals"`
	Judgments  int `json:"judgments"`
	Relations  int `json:"relations"`
}

// StreamWriter writes records as JSON Lines: a run record, each article
// followed by its portrayals, judgments and relations, and an end record.
type StreamWriter struct {
	w      *bufio.Writer
	hash   hash.Hash
	counts streamCounts
	line   []byte
	detailFields
}

// NewStreamWriter begins a stream. The intake of info is not written here but
// by Close.
func NewStreamWriter(w io.Writer, info Info) (*StreamWriter, error) {
	study, err := Canonical(info.Study)
	if err != nil {
		return nil, fmt.Errorf("study: %w", err)
	}
	s := &StreamWriter{w: bufio.NewWriterSize(w, 1<<16), hash: sha256.New(), detailFields: newDetailFields()}
	head := runHead{Record: runRecord, SchemaVersion: SchemaVersion, Tool: info.Tool, Version: info.Version,
		Seed: info.Seed, Names: info.Names, Scorers: ScorersOf(info.Scorers),
		Resources: append([]Resource{}, info.Resources...), Reading: info.Reading, StudyHash: Hash(study), Study: study}
	return s, s.json(head)
}

// Write writes an article with its rows.
func (s *StreamWriter) Write(rec Record) error {
	names := make([]string, 0, len(rec.Article.Meta))
	for _, m := range rec.Article.Meta {
		names = append(names, m.Name)
	}
	s.counts.Articles++
	s.line = appendRecord(s.line[:0], articleRecord, ArticleFields(names), &rec.Article)
	if err := s.flush(); err != nil {
		return err
	}
	return errors.Join(
		writeRows(s, portrayalRecord, s.portrayals, rec.Portrayals, &s.counts.Portrayals),
		writeRows(s, judgmentRecord, s.judgments, rec.Judgments, &s.counts.Judgments),
		writeRows(s, relationRecord, s.relations, rec.Relations, &s.counts.Relations))
}

// writeRows writes rows of one kind, and counts them in n.
func writeRows[T any](s *StreamWriter, kind string, fields []Field[T], rows []T, n *int) error {
	for i := range rows {
		*n++
		s.line = appendRecord(s.line[:0], kind, fields, &rows[i])
		if err := s.flush(); err != nil {
			return err
		}
	}
	return nil
}

// Close writes the end record, without which a stream does not count as
// whole, and flushes. It does not close the underlying writer.
func (s *StreamWriter) Close(in Intake) error {
	in = in.Sorted()
	end := runEnd{Record: endRecord, Found: in.Found, Counts: s.counts,
		SHA256: hex.EncodeToString(s.hash.Sum(nil)), Inputs: in.Inputs, Problems: in.Problems, Codings: in.Codings, LeftOut: in.LeftOut}
	if err := s.json(end); err != nil {
		return err
	}
	return s.w.Flush()
}

func (s *StreamWriter) json(v any) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return err
	}
	s.line = append(s.line[:0], bytes.TrimSuffix(b.Bytes(), []byte("\n"))...)
	return s.flush()
}

// flush ends the line and writes it.
func (s *StreamWriter) flush() error {
	s.line = append(s.line, '\n')
	s.hash.Write(s.line)
	_, err := s.w.Write(s.line)
	return err
}

func appendRecord[T any](b []byte, kind string, fields []Field[T], r *T) []byte {
	b = append(b, `{"record":"`+kind+`"`...)
	for i := range fields {
		f := &fields[i]
		b = append(b, ',')
		b = AppendString(b, f.Name)
		b = append(b, ':')
		b = f.appendJSON(b, r)
	}
	return append(b, '}')
}

// ReadStream reads what StreamWriter wrote. Lines that cannot be read are
// problems of the Info, with name and line. A stream without its end is
// ErrTruncated, unless Partial is set: then its whole articles count.
//
// A stream that is damaged, changed or cut is an input of its own: the Info
// then names the stream and its hash instead of the inputs it was made from.
func ReadStream(r io.Reader, o ReadOptions) (Info, []Record, error) {
	s := streamReader{name: o.Name, before: sha256.New(), all: sha256.New(), detailFields: newDetailFields()}
	s.name = cmp.Or(s.name, "stream")
	in := bufio.NewReaderSize(r, 1<<16)
	for {
		line, err := in.ReadBytes('\n')
		if err != nil && err != io.EOF {
			return s.info, nil, fmt.Errorf("%s: %w", s.name, err)
		}
		if err := s.take(line); err != nil {
			return s.info, nil, err
		}
		if err == io.EOF {
			return s.finish(o.Partial)
		}
	}
}

// streamReader is what has been read of a stream.
type streamReader struct {
	name        string
	line        int
	info        Info
	begun       bool
	end         *runEnd
	unchanged   bool      // the end record knows the lines before it
	before, all hash.Hash // of the lines before the end record; of all
	size        int64
	assembly
	detailFields
}

// take reads a line; only a stream that is not ours is an error.
func (s *streamReader) take(line []byte) error {
	s.line++
	s.size += int64(len(line))
	s.all.Write(line)
	body := bytes.TrimSpace(line)
	if !s.begun {
		if len(body) == 0 {
			return nil
		}
		s.before.Write(line)
		return s.head(body)
	}
	if len(body) > 0 {
		if err := s.record(body); err != nil {
			s.bad(BadRow, err.Error())
		}
	}
	if s.end == nil {
		s.before.Write(line)
	}
	return nil
}

// head reads the run record.
func (s *streamReader) head(body []byte) error {
	var h runHead
	if err := json.Unmarshal(body, &h); err != nil || h.Record != runRecord {
		return fmt.Errorf("%s:%d: this is no stream of scored articles: it does not begin with a run record", s.name, s.line)
	}
	if h.SchemaVersion != SchemaVersion {
		return fmt.Errorf("%s:%d: the stream has schema version %d, and this version of dyad reads %d: score the articles anew", s.name, s.line, h.SchemaVersion, SchemaVersion)
	}
	s.begun = true
	s.info = Info{Tool: h.Tool, Version: h.Version, Study: h.Study, Seed: h.Seed,
		Scorers: Descriptions(h.Scorers), Names: h.Names, Resources: h.Resources, Reading: h.Reading}
	return nil
}

// record reads any other record.
func (s *streamReader) record(body []byte) error {
	if s.end != nil {
		s.bad(afterEnd, "something stands after the end record and is passed over")
		return nil
	}
	pairs, err := object(body)
	if err != nil {
		return err
	}
	switch kind := pairs.kind(); kind {
	case articleRecord:
		var row ArticleRow
		s.found++
		if err := fill(&row, ArticleFields(pairs.meta()), pairs); err != nil {
			return err
		}
		s.found-- // article counts it
		s.note(s.article(row, fmt.Sprintf("%s:%d", s.name, s.line)))
	case portrayalRecord:
		return takeRow(s, s.portrayals, pairs, s.portrayal)
	case judgmentRecord:
		return takeRow(s, s.judgments, pairs, s.judgment)
	case relationRecord:
		return takeRow(s, s.relations, pairs, s.relation)
	case endRecord:
		return s.ending(body)
	default:
		return fmt.Errorf("record %q is not known here", kind)
	}
	return nil
}

// takeRow reads a row of an article and hands it to add.
func takeRow[T any](s *streamReader, fields []Field[T], pairs pairs, add func(T, string) *Problem) error {
	var row T
	if err := fill(&row, fields, pairs); err != nil {
		return err
	}
	s.note(add(row, fmt.Sprintf("%s:%d", s.name, s.line)))
	return nil
}

func (s *streamReader) ending(body []byte) error {
	var e runEnd
	if err := json.Unmarshal(body, &e); err != nil {
		return fmt.Errorf("end record: %w", err)
	}
	s.end = &e
	s.unchanged = e.SHA256 == hex.EncodeToString(s.before.Sum(nil))
	return nil
}

func (s *streamReader) note(p *Problem) {
	if p != nil {
		s.problems = append(s.problems, *p)
	}
}

func (s *streamReader) bad(reason, message string) {
	s.note(&Problem{Where: fmt.Sprintf("%s:%d", s.name, s.line), Reason: reason, Message: message, Lost: reason == BadRow})
}

// finish settles what the run was made from.
func (s *streamReader) finish(partial bool) (Info, []Record, error) {
	if !s.begun {
		return s.info, nil, fmt.Errorf("%s: %w", s.name, errors.Join(ErrTruncated, errors.New("it is empty")))
	}
	if s.end == nil {
		if !partial {
			return s.info, nil, fmt.Errorf("%s:%d: %w", s.name, s.line, ErrTruncated)
		}
		s.bad(truncated, "the stream ends before its end record; its whole articles count")
		s.dropLast()
	}
	recs := s.assembly.finish(s.name)
	if s.end != nil && s.unchanged && len(s.problems) == 0 {
		s.info.Intake = Intake{Inputs: s.end.Inputs, Found: s.end.Found, Problems: s.end.Problems, Codings: s.end.Codings, LeftOut: s.end.LeftOut}
		return s.info, recs, nil
	}
	self := Input{Path: s.name, SHA256: hex.EncodeToString(s.all.Sum(nil)), Size: s.size}
	s.info.Intake = Intake{Inputs: []Input{self}, Found: s.found, Problems: s.problems}
	s.info.Reading = Reading{From: FromStream}
	if s.end != nil {
		s.info.Found, s.info.Codings, s.info.LeftOut = max(s.found, s.end.Found), s.end.Codings, s.end.LeftOut
		s.info.Problems = append(s.info.Problems, s.end.Problems...)
	}
	return s.info, recs, nil
}

// dropLast leaves out the last article if its rows are not all there.
func (s *streamReader) dropLast() {
	if n := len(s.recs); n > 0 && !whole(&s.recs[n-1]) {
		s.recs = s.recs[:n-1]
	}
}

// fill reads the values of a row from the pairs of its record.
func fill[T any](row *T, fields []Field[T], pairs pairs) error {
	for i := range fields {
		f := &fields[i]
		raw, ok := pairs.get(f.Name, i+1)
		if !ok {
			return fmt.Errorf("%s: is missing", f.Name)
		}
		if err := f.scanJSON(row, raw); err != nil {
			return err
		}
	}
	return nil
}
