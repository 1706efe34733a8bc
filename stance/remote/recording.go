package remote

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime"
	"sync"

	"github.com/klauspost/compress/gzip"
	"github.com/tidwall/gjson"

	"github.com/seed-7a84ba5f/dyad/internal/atomicfile"
	"github.com/seed-7a84ba5f/dyad/internal/par"
	"github.com/seed-7a84ba5f/dyad/stance"
)

// Entry is a line of a recording: a server as it was found, or an answer.
type Entry struct {
	Kind     string          `json:"kind"`              // server or answer
	Key      string          `json:"key,omitempty"`     // of the request; see the package comment
	For      string          `json:"for,omitempty"`     // the key of the failed answer in whose place this one stands
	Scorer   string          `json:"scorer"`            // as in the tables
	Model    string          `json:"model"`             // as it was asked for
	Digest   string          `json:"digest"`            // of the model, as far as its server tells
	Request  json.RawMessage `json:"request,omitempty"` // canonical
	Raw      string          `json:"raw,omitempty"`     // what came back, byte for byte but for keys
	Failure  Outcome         `json:"failure,omitempty"` // where nothing that can be used came back
	Status   int             `json:"status,omitempty"`  // of HTTP
	Requests int             `json:"requests"`          // sent, tries that failed among them
	Bytes    int64           `json:"bytes"`             // sent in all of them
	Millis   int64           `json:"ms"`                // until the answer was there, waiting between tries left out
	Void     bool            `json:"void,omitempty"`    // it takes back an answer that was recorded before
	Server   *Server         `json:"server,omitempty"`
}

// Server is what is known of who answers.
type Server struct {
	Network      stance.Network `json:"network"`
	Host         string         `json:"host,omitempty"`
	Build        string         `json:"build,omitempty"`         // of the program that serves
	Answers      string         `json:"answers,omitempty"`       // the name of the model in its answers
	Fingerprint  string         `json:"fingerprint,omitempty"`   // system_fingerprint in its answers
	DigestFrom   string         `json:"digest_from"`             // what the digest was made of
	Form         string         `json:"form,omitempty"`          // response_format that it takes: json_schema, json_object or none
	Logprobs     bool           `json:"logprobs,omitempty"`      // it returns those of tokens
	TopLogprobs  int            `json:"top_logprobs,omitempty"`  // and as many others
	Extra        map[string]any `json:"extra,omitempty"`         // what it says of its model
	Probe        string         `json:"probe,omitempty"`         // its answer to the first question, raw
	ProbeRequest string         `json:"probe_request,omitempty"` // that question
}

// The kinds of entries.
const (
	kindServer = "server"
	kindAnswer = "answer"
)

// Recording is a file of entries, JSON Lines compressed by gzip: one entry a
// line, in the order in which they came, flushed one by one, so that a run that
// is killed loses none. It may be read by any number of programs and written by
// one. It is safe for concurrent use.
type Recording struct {
	path    string
	reading bool // nothing is written

	mu      sync.Mutex
	answers map[string]*reply // by key
	instead map[string]*reply // by the key in whose place they stand; the last that holds an answer
	servers map[string]*Entry // by scorer and model; the last
	spent   spending
	file    *os.File
	zip     *gzip.Writer
	damaged bool // its end is missing: a run was killed
	added   int
}

// spending is what all requests of a recording took.
type spending struct {
	requests int
	tokens   [2]int
}

// ErrNoRecording is a recording that is to be replayed and is not there.
var ErrNoRecording = errors.New("there is no recording to replay")

// OpenRecording reads a recording. Where replay is set it must be there, and
// nothing is added to it.
func OpenRecording(path string, replay bool) (*Recording, error) {
	r := &Recording{path: path, reading: replay, answers: map[string]*reply{}, instead: map[string]*reply{}, servers: map[string]*Entry{}}
	f, err := os.Open(path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && !replay:
		return r, nil
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("%w: %w", ErrNoRecording, err)
	case err != nil:
		return nil, err
	}
	defer f.Close()
	return r, r.read(f)
}

// read takes in all whole lines. What a killed run left half-written at the end
// is left out; a line in the middle that cannot be read is an error.
func (r *Recording) read(f io.Reader) error {
	in, err := gzip.NewReader(f)
	if errors.Is(err, io.EOF) { // an empty file
		r.damaged = true
		return nil
	}
	if err != nil {
		return fmt.Errorf("%s: is no recording: %w", r.path, err)
	}
	type numbered struct {
		no   int
		line []byte
	}
	lines := func(yield func(numbered) bool) {
		from := bufio.NewReaderSize(in, 1<<16)
		for no := 1; ; no++ {
			line, err := from.ReadBytes('\n')
			if err != nil {
				r.damaged = !errors.Is(err, io.EOF) || len(line) > 0 // the end is missing
				return
			}
			if !yield(numbered{no, line}) {
				return
			}
		}
	}
	decode := func(_ context.Context, l numbered) (filed, error) {
		e, err := entryOf(l.line)
		if err != nil {
			return filed{}, fmt.Errorf("%s:%d: %w", r.path, l.no, err)
		}
		return filed{e, replyOf(e)}, nil
	}
	for f, err := range par.Map(context.Background(), runtime.NumCPU(), lines, decode) {
		if err != nil {
			return err
		}
		r.take(f)
	}
	return nil
}

// entryOf reads a line of a recording. Its two longest fields, which most of a
// replay's time would go into, are passed over and taken as they stand.
func entryOf(line []byte) (*Entry, error) {
	if !gjson.ValidBytes(line) {
		return nil, errors.New("is no JSON")
	}
	e, rest, raw := &Entry{}, []byte{'{'}, ""
	gjson.ParseBytes(line).ForEach(func(key, value gjson.Result) bool {
		switch key.Str {
		case "request":
		case "raw":
			raw = value.Str
		default:
			if len(rest) > 1 {
				rest = append(rest, ',')
			}
			rest = append(append(append(rest, key.Raw...), ':'), value.Raw...)
		}
		return true
	})
	err := json.Unmarshal(append(rest, '}'), e)
	e.Raw = raw
	return e, err
}

// filed is an entry with what is kept of it.
type filed struct {
	*Entry
	reply *reply
}

// take files an entry; its request and the raw text are not kept.
func (r *Recording) take(e filed) *reply {
	if e.Kind == kindServer {
		r.servers[serverKey(e.Scorer, e.Model)] = e.Entry
		return nil
	}
	p := e.reply
	r.answers[e.Key] = p
	if e.For != "" && (p.failure == "" || r.instead[e.For] == nil) {
		r.instead[e.For] = p
	}
	if e.Void {
		return p
	}
	r.spent.requests += e.Requests
	r.spent.tokens[0] += p.tokens[0]
	r.spent.tokens[1] += p.tokens[1]
	return p
}

func serverKey(scorer, model string) string { return scorer + "\x00" + model }

// get returns what is recorded of a request, nil where nothing is.
func (r *Recording) get(key string) *reply {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.answers[key]
}

// insteadOf returns the answer that stands in the place of a failed one, or nil.
func (r *Recording) insteadOf(key string) *reply {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.instead[key]
}

// server returns what is recorded of who answers as a scorer, or nil.
func (r *Recording) server(scorer, model string) *Entry {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.servers[serverKey(scorer, model)]
}

func (r *Recording) spending() spending {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.spent
}

// add writes an entry and files it.
func (r *Recording) add(e *Entry) (*reply, error) {
	if err := r.write(e); err != nil {
		return nil, err
	}
	return r.hold(e), nil
}

// hold files an entry that is not written, or not yet.
func (r *Recording) hold(e *Entry) *reply {
	f := filed{e, replyOf(e)}
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.take(f)
}

// write writes an entry down.
func (r *Recording) write(e *Entry) error {
	line, err := canonical(e)
	if err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.reading {
		return errors.New("a recording that is replayed cannot be added to")
	}
	if err := r.open(); err != nil {
		return err
	}
	if _, err := r.zip.Write(append(line, '\n')); err != nil {
		return err
	}
	r.added++
	return r.zip.Flush()
}

// open makes the file ready for more: whole, with a new part of gzip at its end.
func (r *Recording) open() error {
	if r.zip != nil {
		return nil
	}
	if r.damaged {
		if err := r.mend(); err != nil {
			return err
		}
	}
	f, err := os.OpenFile(r.path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	r.file, r.zip = f, gzip.NewWriter(f)
	return nil
}

// mend writes the whole lines of a recording anew.
func (r *Recording) mend() error {
	from, err := os.Open(r.path)
	if err != nil {
		return err
	}
	defer from.Close()
	return atomicfile.Write(r.path, func(w io.Writer) error {
		in, err := gzip.NewReader(from)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		out, lines := gzip.NewWriter(w), bufio.NewReaderSize(in, 1<<16)
		for {
			line, err := lines.ReadBytes('\n')
			if err != nil { // what is half-written stays away
				return out.Close()
			}
			if _, err := out.Write(line); err != nil {
				return err
			}
		}
	})
}

// Close ends the file. A recording to which nothing was added is left as it was.
func (r *Recording) Close() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.zip == nil {
		return nil
	}
	err := errors.Join(r.zip.Close(), r.file.Sync(), r.file.Close())
	r.zip, r.file = nil, nil
	return err
}
