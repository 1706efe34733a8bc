// Package toyllm is a server of the OpenAI form for tests: it answers questions
// about sentences by a handful of words, and misbehaves as it is told. It is no
// model of anything.
package toyllm

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"math"
	"net/http"
	"strings"
	"sync"
	"time"
)

// Server is the handler. Its fields are set before it serves; SetBuild may be
// called at any time. Behave may be called by several requests at a time.
type Server struct {
	Logprobs bool // it returns those of tokens
	NoSchema bool // it refuses response_format json_schema, as older servers do
	// Behave says how it answers a request about a sentence, the nth about it from
	// 1; nil and "" are as it should. See complete, fails and spoilt for the words.
	Behave func(sentence string, n int) string
	Hold   time.Duration // how long "slow" takes
	Echo   string        // header whose value it puts into its answers and errors, as a careless server might

	mu    sync.Mutex
	build string
	Seen  []Request // requests for completions, in their order
	asked map[string]int
}

// Request is a request for a completion.
type Request struct {
	Model    string `json:"model"`
	Messages []struct {
		Role    string `json:"role"`
		Content string `json:"content"`
	} `json:"messages"`
	Temperature *float64 `json:"temperature"`
	Seed        uint64   `json:"seed"`
	Logprobs    bool     `json:"logprobs"`
	Format      struct {
		Type   string `json:"type"`
		Schema struct {
			Schema struct {
				Required []string `json:"required"`
			} `json:"schema"`
		} `json:"json_schema"`
	} `json:"response_format"`
	Sentence string `json:"-"`
}

// SetBuild changes what it says of its model.
func (s *Server) SetBuild(build string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.build = build
}

// Requests are those for completions so far.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Request{}, s.Seen...)
}

// ServeHTTP answers /v1/models and /v1/chat/completions.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch r.URL.Path {
	case "/v1/models":
		s.mu.Lock()
		defer s.mu.Unlock()
		write(w, map[string]any{"data": []any{map[string]any{"id": "toy", "meta": map[string]any{"size": 7, "build": s.build}, "created": time.Now().UnixNano()}}})
	case "/v1/chat/completions":
		s.complete(w, r)
	default:
		http.NotFound(w, r)
	}
}

func write(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(v)
}

func (s *Server) complete(w http.ResponseWriter, r *http.Request) {
	var q Request
	if err := json.NewDecoder(r.Body).Decode(&q); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	user := q.Messages[len(q.Messages)-1].Content
	q.Sentence = sentenceIn(user)
	s.mu.Lock()
	if s.asked == nil {
		s.asked = map[string]int{}
	}
	s.Seen = append(s.Seen, q)
	s.asked[q.Sentence]++
	n, how := s.asked[q.Sentence], ""
	s.mu.Unlock()
	if s.Behave != nil {
		how = s.Behave(q.Sentence, n)
	}
	if s.NoSchema && q.Format.Type == "json_schema" {
		http.Error(w, `{"error":{"message":"unknown response_format"}}`, http.StatusBadRequest)
		return
	}
	if s.fails(w, r, how) {
		return
	}
	content, finish, model, refusal := codes(&q, user), "stop", q.Model, ""
	if spoil := spoilt()[how]; spoil != nil {
		content = spoil(content)
	}
	switch how {
	case "truncate":
		finish = "length"
	case "filter":
		finish = "content_filter"
	case "refuse":
		refusal = "no"
	case "tool":
		finish = "tool_calls"
	case "other model":
		model = "toy-2"
	case "echo":
		content = r.Header.Get(s.Echo)
	}
	choice := map[string]any{"index": 0, "finish_reason": finish, "message": map[string]any{"role": "assistant", "content": content}}
	if refusal != "" {
		choice["message"].(map[string]any)["refusal"] = refusal
	}
	if s.Logprobs && q.Logprobs && how != "no logprobs" {
		choice["logprobs"] = map[string]any{"content": tokens(content)}
	}
	write(w, map[string]any{"id": "x", "object": "chat.completion", "model": model, "choices": []any{choice},
		"usage": map[string]any{"prompt_tokens": len(user) / 4, "completion_tokens": len(content) / 4}})
}

// spoilt are the ways in which a content is spoilt.
func spoilt() map[string]func(string) string {
	is := func(content string) func(string) string { return func(string) string { return content } }
	instead := func(old, with string) func(string) string {
		return func(content string) string { return strings.Replace(content, old, with, 1) }
	}
	return map[string]func(string) string{
		"truncate": func(content string) string { return content[:len(content)/2] },
		"filter":   is(""), "refuse": is(""), "empty": is(""),
		"text":        is("It depends."),
		"schema":      is(`{"portrayal":"bad"}`),
		"more":        func(content string) string { return strings.TrimSuffix(content, "}") + `,"note":"x"}` },
		"unknown":     instead(`"portrayal":"`, `"portrayal":"very `),
		"invent":      instead(`"evidence":[]`, `"evidence":["words that are not there"]`),
		"no evidence": instead(`"own":"neither"`, `"own":"for"`),
	}
}

// fails answers in ways that are no completion, and reports whether it did.
func (s *Server) fails(w http.ResponseWriter, r *http.Request, how string) bool {
	switch how {
	case "429":
		w.Header().Set("Retry-After", "7")
		http.Error(w, `{"error":{"message":"slow down"}}`, http.StatusTooManyRequests)
	case "500":
		http.Error(w, "oh no "+r.Header.Get(s.Echo), http.StatusInternalServerError)
	case "400":
		http.Error(w, "bad "+r.Header.Get(s.Echo), http.StatusBadRequest)
	case "hang up":
		panic(http.ErrAbortHandler)
	case "half":
		w.Header().Set("Content-Length", "5000")
		fmt.Fprint(w, `{"choices":[{"message":{"content":"{\"act`)
	case "half json":
		fmt.Fprint(w, `{"choices":[{"message":{"content":"{\"act`)
	case "slow":
		select {
		case <-r.Context().Done():
		case <-time.After(s.Hold):
		}
		return false
	default:
		return false
	}
	return true
}

// sentenceIn finds the sentence in a message of one of the built-in prompts.
func sentenceIn(user string) string {
	if _, rest, ok := strings.Cut(user, ">>> "); ok {
		s, _, _ := strings.Cut(rest, " <<<")
		return s
	}
	_, rest, ok := strings.Cut("\n"+user, "\nSentence: ")
	if !ok {
		return ""
	}
	s, _, _ := strings.Cut(rest, "\n")
	return s
}

// codes answers by words: good where somebody praises, bad where somebody
// attacks; a model of another name than toy leaves every other sentence neutral.
func codes(q *Request, user string) string {
	sentence := q.Sentence
	portrayal, own, label := "neutral", "neither", "none"
	for words, as := range map[string][3]string{"prais welcom success great": {"good", "for", "cooperative"}, "attack kill accus reject fail": {"bad", "against", "hostile"}} {
		for word := range strings.FieldsSeq(words) {
			if strings.Contains(strings.ToLower(sentence), word) {
				portrayal, own, label = as[0], as[1], as[2]
			}
		}
	}
	h := fnv.New32a()
	_, _ = h.Write([]byte(sentence + q.Model + q.Messages[0].Content))
	if q.Model != "toy" && h.Sum32()%2 == 0 || portrayal == "neutral" {
		portrayal, own, label = "neutral", "neither", "none"
	}
	if h.Sum32()%3 > 0 {
		own = "neither"
	}
	evidence := []string{}
	if portrayal != "neutral" {
		for w := range strings.FieldsSeq(sentence) {
			if w = strings.Trim(w, `.,;:!?"“”'’()`); len(w) > len(strings.Join(evidence, "")) {
				evidence = []string{w}
			}
		}
	}
	out := map[string]any{}
	both := 0
	for _, key := range [2]string{"actor1", "actor2"} {
		if strings.Contains(user, key) {
			both++
			out[key] = map[string]any{"portrayal": portrayal, "own": own, "other": "neither", "voice": "narrator", "evidence": evidence}
		}
	}
	if both == 2 {
		out["relation"] = map[string]any{"label": label, "agent": "both", "status": "asserted", "evidence": evidence}
		out["actor1_to_actor2"], out["actor2_to_actor1"] = "neither", "neither"
	}
	raw, _ := json.Marshal(out)
	return string(raw)
}

// tokens cuts a content into tokens of three bytes and fewer, with 0.7 for each
// and the rest for another that begins a label.
func tokens(content string) []map[string]any {
	var out []map[string]any
	for at := 0; at < len(content); {
		n := min(3, len(content)-at)
		if quote := strings.IndexByte(content[at:at+n], '"'); quote >= 0 {
			n = quote + 1
		}
		token := content[at : at+n]
		top := []map[string]any{{"token": token, "logprob": math.Log(0.7)}, {"token": "ne", "logprob": math.Log(0.2)}, {"token": "zz", "logprob": math.Log(0.1)}}
		out = append(out, map[string]any{"token": token, "logprob": math.Log(0.7), "top_logprobs": top})
		at += n
	}
	return out
}
