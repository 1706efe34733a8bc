package remote

import (
	"encoding/json"
	"errors"
	"io"
	"math"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/tidwall/gjson"

	"github.com/seed-7a84ba5f/dyad/stance"
)

// Outcomes of asking: nothing that can be used came back.
const (
	TimedOut    Outcome = "timeout"
	RateLimited Outcome = "rate_limited" // 429 to every try
	ServerError Outcome = "server_error" // 5xx to every try
	Rejected    Outcome = "rejected"     // another status than 200
	Unreachable Outcome = "unreachable"  // no connection
	HalfAnswer  Outcome = "half_answer"  // a body that ends early or is no JSON of the form
	ModelChange Outcome = "model_changed"
	Stopped     Outcome = "program_ended" // a scorer by command ended in the middle
	NotRecorded Outcome = "not_recorded"  // a replay has no answer to the request
)

// reply is what is kept of an entry while articles are scored.
type reply struct {
	failure       Outcome
	content       string
	probs         map[string][]float64 // of labels by their path, nil without logprobs
	model, digest string
	requests      int
	bytes         int64
	tokens        [2]int
	millis        int64
}

// completion is the answer of a server of the OpenAI form, as far as it is read.
type completion struct {
	Model       string `json:"model"`
	Fingerprint string `json:"system_fingerprint"`
	Choices     []struct {
		Message struct {
			Content *string `json:"content"`
			Refusal *string `json:"refusal"`
		} `json:"message"`
		FinishReason string `json:"finish_reason"`
	} `json:"choices"`
	Usage struct {
		Prompt     int `json:"prompt_tokens"`
		Completion int `json:"completion_tokens"`
	} `json:"usage"`
}

// tokenOf is a token of an answer with the others that could have stood there,
// which are read where a label begins only.
type tokenOf struct {
	tokenProb
	top string // JSON
}

type tokenProb struct {
	Token   string  `json:"token"`
	Logprob float64 `json:"logprob"`
}

// The reasons for which a server says that an answer ends.
const (
	finishStop   = "stop"
	finishLength = "length"
	finishFilter = "content_filter"
)

// replyOf reads an entry. A program's answer is its content; of a server's the
// reason for which it ended is read first.
func replyOf(e *Entry) *reply {
	p := &reply{failure: e.Failure, model: e.Model, digest: e.Digest, requests: e.Requests, bytes: e.Bytes, millis: e.Millis}
	if e.Failure != "" {
		return p
	}
	if e.Status == 0 { // of a program
		p.content = e.Raw
		return p
	}
	c, tokens, err := completionOf(e.Raw)
	if err != nil || len(c.Choices) == 0 {
		p.failure = HalfAnswer
		return p
	}
	p.tokens = [2]int{c.Usage.Prompt, c.Usage.Completion}
	choice := &c.Choices[0]
	if choice.Message.Content != nil {
		p.content = *choice.Message.Content
	}
	switch {
	case choice.Message.Refusal != nil && *choice.Message.Refusal != "" || choice.FinishReason == finishFilter:
		p.failure = Refused
	case choice.FinishReason == finishLength:
		p.failure = Truncated
	case choice.FinishReason != finishStop:
		p.failure = Unfinished
	}
	if len(tokens) > 0 {
		p.probs = labelProbs(p.content, tokens)
	}
	return p
}

// completionOf reads an answer and the tokens of its first choice. Tokens are by
// far the most of it, and are looked through without being decoded.
func completionOf(raw string) (c completion, tokens []tokenOf, err error) {
	if !gjson.Valid(raw) {
		return c, nil, errors.New("is no JSON")
	}
	const where = "choices.0.logprobs"
	said := gjson.Get(raw, where)
	rest := raw
	if said.Index > 0 && said.IsObject() {
		rest = raw[:said.Index] + "null" + raw[said.Index+len(said.Raw):]
		said.Get("content").ForEach(func(_, t gjson.Result) bool {
			var one tokenOf
			t.ForEach(func(key, value gjson.Result) bool {
				switch key.Str {
				case "token":
					one.Token = value.Str
				case "logprob":
					one.Logprob = value.Num
				case "top_logprobs":
					one.top = value.Raw
				}
				return true
			})
			tokens = append(tokens, one)
			return true
		})
	}
	return c, tokens, json.Unmarshal([]byte(rest), &c)
}

// labelProbs gives the probabilities of the labels in a content: at the token in
// which a label begins, what the token and the others that the server names say of
// each class. Classes of one question begin with different letters, so that one
// token tells them apart; of those that do not (the agent) nothing is given. A
// letter that is no ASCII may be parted between tokens, and is told as no letter
// then: places are counted without those, which no label holds.
func labelProbs(content string, tokens []tokenOf) map[string][]float64 {
	var said strings.Builder
	starts := make([]int, len(tokens))
	for i := range tokens {
		starts[i] = said.Len()
		said.WriteString(ascii(tokens[i].Token))
	}
	shift := strings.Index(said.String(), ascii(content))
	if shift < 0 || content == "" {
		return nil
	}
	classes := tellable()
	out, at := map[string][]float64{}, 0
	for _, l := range labelsIn(content) {
		names := classes[l.path]
		if names == nil {
			continue
		}
		start := len(ascii(content[:l.start])) + shift
		for at+1 < len(starts) && starts[at+1] <= start {
			at++
		}
		before := said.String()[starts[at]:start]
		var list []tokenProb
		if err := json.Unmarshal([]byte(tokens[at].top), &list); err != nil {
			continue
		}
		if !hasToken(list, tokens[at].Token) {
			list = append([]tokenProb{tokens[at].tokenProb}, list...)
		}
		if p, ok := classProbs(list, before, names); ok {
			out[l.path] = p
		}
	}
	return out
}

// ascii gives a text without all letters that are none.
func ascii(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= utf8.RuneSelf {
			return -1
		}
		return r
	}, s)
}

// tellable are the classes of the labels that one token tells apart, by path.
var tellable = sync.OnceValue(func() map[string][]string {
	out := map[string][]string{}
	for _, q := range askedOf(shapes()[2]) {
		if distinct(q.classes) {
			out[q.path] = q.classes
		}
	}
	return out
})

func hasToken(list []tokenProb, token string) bool {
	for _, t := range list {
		if t.Token == token {
			return true
		}
	}
	return false
}

// classProbs adds up the probabilities of the tokens that begin a class, and makes
// them a distribution.
func classProbs(list []tokenProb, before string, classes []string) ([]float64, bool) {
	p, sum := make([]float64, len(classes)), 0.0
	for _, t := range list {
		rest, ok := strings.CutPrefix(ascii(t.Token), before)
		if !ok || rest == "" {
			continue
		}
		for i, c := range classes {
			if strings.HasPrefix(c, rest) || strings.HasPrefix(rest, c) {
				x := math.Exp(t.Logprob)
				p[i] += x
				sum += x
			}
		}
	}
	if !(sum > 0) || math.IsInf(sum, 1) {
		return nil, false
	}
	for i := range p {
		p[i] /= sum
	}
	return p, true
}

// distinct reports whether classes begin with different letters.
func distinct(classes []string) bool {
	seen := map[byte]bool{}
	for _, c := range classes {
		if seen[c[0]] {
			return false
		}
		seen[c[0]] = true
	}
	return true
}

// placed is a text in a JSON object, with where it begins, after its quotation
// mark.
type placed struct {
	path  string
	start int
}

// labelsIn finds the texts of a JSON object and of the objects in it.
func labelsIn(content string) []placed {
	var out []placed
	dec := json.NewDecoder(strings.NewReader(content))
	var path []string // keys of the objects that are open
	key, depth := "", 0
	isKey := false
	for {
		t, err := dec.Token()
		if err == io.EOF || err != nil {
			return out
		}
		switch v := t.(type) {
		case json.Delim:
			switch v {
			case '{':
				path, isKey = append(path, key), true
			case '}':
				if len(path) > 0 {
					path = path[:len(path)-1]
				}
				isKey = true
			case '[':
				depth++
			case ']':
				depth--
				isKey = true
			}
			continue
		case string:
			if depth > 0 {
				continue
			}
			if isKey {
				key, isKey = v, false
				continue
			}
			name := key
			if len(path) > 1 {
				name = strings.Join(append(append([]string{}, path[1:]...), key), ".")
			}
			out = append(out, placed{name, int(dec.InputOffset()) - 1 - len(v)})
		}
		isKey = depth == 0
	}
}

// network of an entry's server; a program is on this machine.
func (e *Entry) network() stance.Network {
	if e.Server == nil || e.Server.Network == "" {
		return stance.NetworkNone
	}
	return e.Server.Network
}
