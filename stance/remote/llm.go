package remote

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/seed-7a84ba5f/dyad/stance"
)

// asker asks who answers. A program and a server are askers.
type asker interface {
	// identify finds out who answers: its server entry, without kind and scorer.
	identify(ctx context.Context) (*Entry, error)
	// digest is that of the model now.
	digest(ctx context.Context) (string, error)
	// request is what is sent about a unit; vote 0 is the first.
	request(u *Unit, o order, vote int) (json.RawMessage, error)
	// ask sends a request and fills the entry in with what came back. An error is
	// one after which no more can be asked.
	ask(ctx context.Context, e *Entry) error
	close() error
}

// server is a server of the OpenAI form.
type server struct {
	*Config
	prompt *Prompt
	model  string
	base   *url.URL
	key    string
	client *http.Client
	found  *Server // how requests are put; set by identify or from a recording
	sleep  func(context.Context, time.Duration) error
}

// The tries of a request, and how long is waited between them at least and at most.
const (
	maxTries  = 4
	firstWait = 500 * time.Millisecond
	longest   = 60 * time.Second
	maxBody   = 16 << 20
)

// The forms in which a server can be asked for JSON, the strictest first.
const (
	formSchema = "json_schema"
	formObject = "json_object"
	formNone   = "none"
)

// topLogprobs is how many other tokens are asked for.
const topLogprobs = 10

func newServer(c *Config, model string, prompt *Prompt, base *url.URL, granted stance.Network) *server {
	return &server{Config: c, prompt: prompt, model: model, base: base, key: c.Key, client: newClient(granted), sleep: sleep}
}

func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

func (s *server) close() error {
	s.client.CloseIdleConnections()
	return nil
}

// made is the sentence of the first question, which is asked to find out what a
// server can do: ours, so that no text of the researcher's is in it.
func made() *Unit {
	return &Unit{Actors: []Actor{{"actor1", "the council", []string{"The council"}}, {"actor2", "the mayor", []string{"the mayor"}}},
		Title: "Council meets", Before: []string{}, Sentence: "The council praised the mayor.", After: "It will meet again in May."}
}

// identify asks a made-up question, with less and less that a server may not
// know, until one is answered.
func (s *server) identify(ctx context.Context) (*Entry, error) {
	e := &Entry{Model: s.model, Server: &Server{Network: needsOf(s.base), Host: s.base.Host}}
	var err error
	if e.Digest, err = s.describe(ctx, e.Server); err != nil {
		return nil, err
	}
	var last Entry
	for _, form := range [3]string{formSchema, formObject, formNone} {
		for _, lp := range [2]bool{true, false} {
			s.found = &Server{Form: form, Logprobs: lp}
			request, err := s.request(made(), nil, 0)
			if err != nil {
				return nil, err
			}
			last = Entry{Request: request}
			if err := s.ask(ctx, &last); err != nil {
				return nil, err
			}
			if last.Failure == Rejected && last.Status != http.StatusUnauthorized && last.Status != http.StatusForbidden && last.Status != http.StatusNotFound {
				continue // it may not know the form
			}
			return s.able(e, &last, form, lp)
		}
	}
	return s.able(e, &last, formNone, false)
}

// able reads from the answer to the made-up question what a server can do.
func (s *server) able(e, probe *Entry, form string, lp bool) (*Entry, error) {
	if probe.Failure != "" {
		return nil, fmt.Errorf("%s does not answer a first question: %s%s", s.base.Redacted(), probe.Failure, told(probe))
	}
	c, tokens, err := completionOf(probe.Raw)
	if err != nil || len(c.Choices) == 0 {
		return nil, fmt.Errorf("%s does not answer in the form of OpenAI: %s", s.base.Redacted(), HalfAnswer)
	}
	e.Server.Form, e.Server.Answers, e.Server.Fingerprint = form, c.Model, c.Fingerprint
	e.Server.Probe, e.Server.ProbeRequest = probe.Raw, string(probe.Request)
	if lp && len(tokens) > 0 {
		var top []tokenProb
		if err := json.Unmarshal([]byte(tokens[0].top), &top); err == nil {
			e.Server.Logprobs, e.Server.TopLogprobs = len(top) > 1, len(top)
		}
	}
	if e.Digest == "" {
		e.Digest, e.Server.DigestFrom = hashOf([]byte(s.model), []byte(c.Model), []byte(c.Fingerprint)), "the names in its answers: the server tells no more of its weights"
	}
	s.found = e.Server
	return e, nil
}

// told is the beginning of what a server said.
func told(e *Entry) string {
	text := strings.Join(strings.Fields(e.Raw), " ")
	if e.Status > 0 {
		text = fmt.Sprintf("status %d: %s", e.Status, text)
	}
	if len(text) > 300 {
		text = strings.ToValidUTF8(text[:300], "") + " ..."
	}
	if text != "" {
		text = ": " + text
	}
	return text
}

func (s *server) digest(ctx context.Context) (string, error) { return s.describe(ctx, &Server{}) }

// describe makes a digest of what a server tells of its model: Ollama the hash of
// its weights, llama.cpp their file and size, others a name. It is "" where a
// server tells nothing.
func (s *server) describe(ctx context.Context, to *Server) (string, error) {
	said := map[string]any{}
	var models struct {
		Data []map[string]any `json:"data"`
	}
	if err := s.get(ctx, s.base.String()+"/models", &models); err != nil {
		return "", err
	}
	for _, m := range models.Data {
		if m["id"] == s.model || len(models.Data) == 1 {
			for key := range strings.FieldsSeq("id root meta max_model_len owned_by") {
				if v, ok := m[key]; ok {
					said[key] = v
				}
			}
			to.DigestFrom = "what /models says"
		}
	}
	if needsOf(s.base) == stance.NetworkLoopback {
		if err := s.describeLocal(ctx, to, said); err != nil {
			return "", err
		}
	}
	if len(said) == 0 {
		return "", nil
	}
	to.Extra = said
	raw, err := canonical(said)
	return hashOf(raw), err
}

// describeLocal asks what servers on this machine tell in their own ways.
func (s *server) describeLocal(ctx context.Context, to *Server, said map[string]any) error {
	root := *s.base
	root.Path = ""
	var tags struct {
		Models []struct{ Name, Model, Digest string }
	}
	if err := s.get(ctx, root.String()+"/api/tags", &tags); err != nil {
		return err
	}
	for _, m := range tags.Models {
		if m.Digest != "" && (m.Name == s.model || m.Model == s.model || m.Name == s.model+":latest") {
			said["weights"], to.DigestFrom = m.Digest, "the hash of the weights (/api/tags)"
		}
	}
	var props struct {
		Path  string `json:"model_path"`
		Build string `json:"build_info"`
		Chat  string `json:"chat_template"`
	}
	if err := s.get(ctx, root.String()+"/props", &props); err != nil {
		return err
	}
	if props.Path != "" {
		said["path"], said["chat_template"] = props.Path, hashOf([]byte(props.Chat))
		to.Build, to.DigestFrom = props.Build, "the model's file, size and template (/models and /props)"
	}
	return nil
}

// get reads JSON where there is some; what a server does not have is nothing. An
// error is a server that cannot be reached.
func (s *server) get(ctx context.Context, address string, to any) error {
	ctx, cancel := context.WithTimeout(ctx, s.Timeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	s.authorize(req)
	res, err := s.client.Do(req)
	if err != nil {
		return s.hide(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(io.LimitReader(res.Body, maxBody))
	if err != nil || res.StatusCode != http.StatusOK {
		return nil
	}
	_ = json.Unmarshal(body, to) // another form says nothing
	return nil
}

func (s *server) authorize(req *http.Request) {
	if s.key != "" {
		req.Header.Set("Authorization", "Bearer "+s.key)
	}
}

// hide cuts the key out of an error.
func (s *server) hide(err error) error {
	if s.key != "" && strings.Contains(err.Error(), s.key) {
		return errors.New(s.redact(err.Error()))
	}
	return err
}

// redact cuts the key out of a text, in the forms in which one could come back.
func (s *server) redact(text string) string {
	if s.key == "" {
		return text
	}
	quoted, _ := json.Marshal(s.key) // a string can always be written
	return strings.NewReplacer(s.key, "[key]", strings.Trim(string(quoted), `"`), "[key]", url.QueryEscape(s.key), "[key]").Replace(text)
}

// request is the body that is sent about a unit: the temperature is there even
// where it is 0, and the answer's form as the server takes it.
func (s *server) request(u *Unit, o order, vote int) (json.RawMessage, error) {
	system, user, err := s.prompt.messages(u, o)
	if err != nil {
		return nil, err
	}
	type message struct {
		Role    string `json:"role"`
		Content string `json:"content"`
	}
	body := map[string]any{
		"model":       s.model,
		"messages":    []message{{"system", system}, {"user", user}},
		"temperature": s.Temperature,
		"seed":        s.Seed + uint64(vote),
		"max_tokens":  s.MaxTokens,
	}
	if s.found.Logprobs {
		body["logprobs"], body["top_logprobs"] = true, topLogprobs
	} else if s.Votes > 1 {
		body["temperature"] = s.VotesTemperature
	}
	schema, err := schemaText(u, o)
	if err != nil {
		return nil, err
	}
	switch s.found.Form {
	case formSchema:
		body["response_format"] = map[string]any{"type": formSchema,
			"json_schema": map[string]any{"name": "codes", "strict": true, "schema": schema}}
	case formObject:
		body["response_format"] = map[string]any{"type": formObject}
	}
	if s.found.Form != formSchema { // it must be told what to write
		body["messages"] = []message{{"system", system + "\n\nThe object fits this JSON schema:\n" + string(schema)}, {"user", user}}
	}
	return canonical(body)
}

// ask sends a request up to maxTries times.
func (s *server) ask(ctx context.Context, e *Entry) error {
	wait := firstWait
	for try := 1; ; try++ {
		began := time.Now()
		after, err := s.once(ctx, e)
		e.Millis = time.Since(began).Milliseconds()
		switch {
		case err != nil:
			return err
		case try == maxTries || e.Failure == "" || e.Failure == Rejected || e.Failure == TimedOut:
			return nil
		}
		if err := s.sleep(ctx, min(longest, max(wait, after))); err != nil {
			return err
		}
		wait *= 2
	}
}

// once sends a request once. after is how long the server wants to be left alone.
func (s *server) once(parent context.Context, e *Entry) (after time.Duration, err error) {
	ctx, cancel := context.WithTimeout(parent, s.Timeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.base.String()+"/chat/completions", bytes.NewReader(e.Request))
	if err != nil {
		return 0, err
	}
	req.Header.Set("Content-Type", "application/json")
	s.authorize(req)
	e.Failure, e.Raw, e.Status = "", "", 0
	e.Requests++
	e.Bytes += int64(len(e.Request))
	res, err := s.client.Do(req)
	if err != nil {
		return 0, s.broken(parent, ctx, e, err, Unreachable)
	}
	defer res.Body.Close()
	e.Status = res.StatusCode
	body, err := io.ReadAll(io.LimitReader(res.Body, maxBody))
	e.Raw = s.redact(strings.ToValidUTF8(string(body), "�"))
	if err != nil {
		return 0, s.broken(parent, ctx, e, err, HalfAnswer)
	}
	switch {
	case res.StatusCode == http.StatusTooManyRequests:
		e.Failure = RateLimited
	case res.StatusCode >= 500:
		e.Failure = ServerError
	case res.StatusCode != http.StatusOK:
		e.Failure = Rejected
	default:
		e.Failure = s.check(body)
	}
	if seconds, err := strconv.Atoi(res.Header.Get("Retry-After")); err == nil && seconds > 0 {
		after = time.Duration(min(seconds, 3600)) * time.Second
	}
	return after, nil
}

// broken files a connection that failed. That the run was interrupted is an
// error, and no outcome of the unit.
func (s *server) broken(parent, ctx context.Context, e *Entry, err error, otherwise Outcome) error {
	switch {
	case parent.Err() != nil:
		return parent.Err()
	case errors.Is(err, errBeyond):
		return fmt.Errorf("%s: %w", s.base.Redacted(), errBeyond)
	case ctx.Err() != nil:
		e.Failure = TimedOut
	default:
		e.Failure = otherwise
	}
	return nil
}

// check reads an answer of status 200: whole, and by the model of the start.
func (s *server) check(body []byte) Outcome {
	var c completion
	if err := json.Unmarshal(body, &c); err != nil || len(c.Choices) == 0 {
		return HalfAnswer
	}
	was := s.found
	if was.Answers != "" && cmp.Or(c.Model, was.Answers) != was.Answers || was.Fingerprint != "" && cmp.Or(c.Fingerprint, was.Fingerprint) != was.Fingerprint {
		return ModelChange
	}
	return ""
}
