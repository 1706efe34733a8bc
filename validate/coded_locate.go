package validate

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/corpus/read"
	form "github.com/seed-7a84ba5f/dyad/internal/plain"
)

// codedRecord is what Locate needs of a record: the fields that the offsets
// are of, and the line, which is read again as `dyad run` reads it.
type codedRecord struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Text  string `json:"text"`
	line  []byte
}

// Locate finds the sentences in the records of JSON Lines files (.gz or not),
// of several records with one id in the first. The articles are read from
// those records exactly as a run reads them. A unit whose article is not there,
// or whose text is not the one that was coded, becomes a problem and is left
// out.
func (s *CodedSet) Locate(ctx context.Context, files []string) error {
	want := map[string]*codedRecord{}
	for i := range s.Units {
		want[s.Units[i].DocID] = nil
	}
	for _, file := range files {
		if err := readCodedRecords(file, want); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
	}
	var lines bytes.Buffer
	seen := map[string]bool{}
	for i := range s.Units {
		if id := s.Units[i].DocID; want[id] != nil && !seen[id] {
			seen[id] = true
			lines.Write(want[id].line)
			lines.WriteByte('\n')
		}
	}
	articles := map[string]*corpus.Article{}
	if lines.Len() > 0 {
		c, err := read.Collect(ctx, []string{"-"}, read.Options{Stdin: &lines})
		if err != nil {
			return err
		}
		for _, a := range c.Articles {
			articles[a.ID] = a
		}
	}
	name := filepath.Join(s.Dir, "units.csv")
	for i := range s.Units {
		if err := s.Units[i].locate(want[s.Units[i].DocID], articles[s.Units[i].DocID]); err != nil {
			s.Problems = append(s.Problems, Problem{File: name, Line: s.Units[i].Line, Message: s.Units[i].ID + ": " + err.Error()})
		}
	}
	s.Units = slices.DeleteFunc(s.Units, func(u CodedUnit) bool { return u.article == nil })
	return nil
}

// readCodedRecords keeps the records that are wanted and not there yet.
func readCodedRecords(name string, want map[string]*codedRecord) error {
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	var from io.Reader = file
	if strings.HasSuffix(name, ".gz") {
		if from, err = gzip.NewReader(file); err != nil {
			return err
		}
	}
	in := bufio.NewReaderSize(from, 1<<20)
	for n := 1; ; n++ {
		line, err := in.ReadBytes('\n')
		if line = bytes.TrimSpace(line); len(line) > 0 {
			var r codedRecord
			if bad := json.Unmarshal(line, &r); bad != nil {
				return fmt.Errorf("line %d: %w", n, bad)
			}
			if old, ok := want[r.ID]; ok && old == nil {
				r.line = line
				want[r.ID] = &r
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// locate finds the sentence in the record, checks that it is the coded one, and
// finds it again in the canonical text.
func (u *CodedUnit) locate(r *codedRecord, a *corpus.Article) error {
	if r == nil || a == nil {
		return fmt.Errorf("there is no article %s", u.DocID)
	}
	field, region := r.Text, annotate.Span{Start: a.BodyStart, End: len(a.Text)}
	if u.Region == corpus.Title {
		field, region = r.Title, annotate.Span{End: max(0, a.BodyStart-len("\n\n"))}
	}
	start, end := u.Start, u.End
	if end == 0 {
		end = len(field)
	}
	if end > len(field) {
		return fmt.Errorf("%d-%d ends after the %s, which has %d bytes", start, end, u.Region, len(field))
	}
	sum := sha256.Sum256([]byte(field[start:end]))
	if hex.EncodeToString(sum[:])[:len(u.Hash)] != u.Hash {
		return fmt.Errorf("the text at %d-%d of %s is not the one that was coded: its SHA-256 differs", start, end, u.DocID)
	}
	span, ok := findSentence(a.Text, region, field[start:end], start)
	if !ok {
		return fmt.Errorf("the sentence at %d-%d is not found in %s as it is read", start, end, u.DocID)
	}
	u.article, u.span = a, span
	return nil
}

// findSentence finds a sentence in a region of a text: at the offset it has in the
// record, else, where reading has changed what stands before it, its white space
// or its form, at the only place where its words stand.
func findSentence(text string, region annotate.Span, sentence string, offset int) (annotate.Span, bool) {
	part := text[region.Start:region.End]
	if offset <= len(part) && strings.HasPrefix(part[offset:], sentence) {
		return annotate.Span{Start: region.Start + offset, End: region.Start + offset + len(sentence)}, true
	}
	sentence = strings.Join(strings.Fields(form.Text(sentence)), " ")
	at := strings.Index(part, sentence)
	if sentence == "" || at < 0 || strings.Contains(part[at+len(sentence):], sentence) {
		return annotate.Span{}, false
	}
	return annotate.Span{Start: region.Start + at, End: region.Start + at + len(sentence)}, true
}
