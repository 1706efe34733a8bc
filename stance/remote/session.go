package remote

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/seed-7a84ba5f/dyad/stance"
)

// Config says how a model is asked.
type Config struct {
	Endpoint         string
	Model            string
	OtherModels      []string
	Prompt           *Prompt
	OtherPrompts     []*Prompt
	BackfillModel    string // asked in place of Model about failed units; "" is Model
	Temperature      float64
	Seed             uint64
	LabelOrder       string // fixed, reversed or shuffled
	Votes            int    // answers a unit, where there are no logprobs
	VotesTemperature float64
	MaxTokens        int
	Context          int // sentences before
	Timeout          time.Duration
	Network          stance.Network // what the study grants
	Key              string         // from the environment
	Budget           Budget
	Price            [2]float64 // of a million tokens of prompts, and of answers
}

// Budget is what a run may take, with all that its recording holds; 0 is any.
type Budget struct {
	Requests, Tokens int
	Cost             float64
}

// Options say how a session goes on.
type Options struct {
	Recording   string            // path of the file
	Names       map[string]string // of actors by their ids
	AllowRemote bool              // the person who runs it grants the network
	Replay      bool              // nothing is asked
	Backfill    bool              // only failed units are asked, again
	Plan        bool              // units are counted; what is not recorded is not asked
	Warn        func(string)      // told what a person should know; nil tells nobody
	client      func(*server)     // changes how a test's server is reached
}

// Session opens the scorers of a run. They share its recording, its budget and
// what it was granted. It is safe for concurrent use.
type Session struct {
	Options
	ctx       context.Context
	recording *Recording
	models    []*Model

	mu     sync.Mutex
	fatal  error
	flying map[string]*flight
	lost   []*Entry // requests in a row that reached nobody: recorded once somebody is reached again
}

// flight is a request that is on its way.
type flight struct {
	done  chan struct{}
	reply *reply
}

// ErrBudget is a run that would take more than its budget.
var ErrBudget = errors.New("the budget is used up")

// Open begins a session.
func Open(ctx context.Context, o Options) (*Session, error) {
	r, err := OpenRecording(o.Recording, o.Replay)
	if err != nil {
		return nil, err
	}
	if o.Warn == nil {
		o.Warn = func(string) {}
	}
	return &Session{Options: o, ctx: ctx, recording: r, flying: map[string]*flight{}}, nil
}

// The names of scorers that ask a model.
const (
	LLM        = "llm"     // the model and prompt of the study
	LLMAll     = "llm:all" // every model with every prompt
	execPrefix = "exec:"   // followed by a command
)

// Is reports whether a name of a scorer is one of this package's.
func Is(name string) bool { return name == LLM || name == LLMAll || IsExec(name) }

// IsExec reports whether a scorer is a program of the researcher's.
func IsExec(name string) bool { return strings.HasPrefix(name, execPrefix) }

// Scorers opens the scorers of a name: one, of llm:all one for each model and
// prompt. The first of these is called llm, as alone.
func (s *Session) Scorers(name string, c Config) ([]stance.Scorer, error) {
	if IsExec(name) {
		m, err := s.openExec(name, c)
		return s.opened(m, err)
	}
	models, prompts := []string{c.Model}, []*Prompt{c.Prompt}
	if name == LLMAll {
		models, prompts = append(models, c.OtherModels...), append(prompts, c.OtherPrompts...)
	}
	var out []stance.Scorer
	for i, model := range models {
		for k, prompt := range prompts {
			called := LLM
			if i+k > 0 {
				called = fmt.Sprintf("%s:%s/%s", LLM, model, prompt.Name)
			}
			list, err := s.opened(s.openLLM(called, model, prompt, c))
			if err != nil {
				return nil, err
			}
			out = append(out, list...)
		}
	}
	return out, nil
}

func (s *Session) opened(m *Model, err error) ([]stance.Scorer, error) {
	if err != nil {
		return nil, err
	}
	s.models = append(s.models, m)
	return []stance.Scorer{&stance.Asked{Reader: m}}, nil
}

// Err is what ended the session early, nil while it goes on.
func (s *Session) Err() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.fatal
}

func (s *Session) fail(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fatal == nil {
		s.fatal = err
	}
}

// Codings say how each scorer was asked, in the order in which they were opened.
func (s *Session) Codings() []stance.Coding {
	out := make([]stance.Coding, len(s.models))
	for i, m := range s.models {
		out[i] = m.coding()
	}
	return out
}

// Close ends the recording and what was started. Added says how many answers the
// recording got.
func (s *Session) Close() error {
	if s.Err() == nil {
		s.settle()
	}
	var err error
	for _, m := range s.models {
		if m.asker != nil {
			err = errors.Join(err, m.asker.close())
		}
		if m.backfill != nil {
			err = errors.Join(err, m.backfill.close())
		}
	}
	return errors.Join(err, s.recording.Close())
}

// Added is how many entries the session has added to its recording.
func (s *Session) Added() int {
	s.recording.mu.Lock()
	defer s.recording.mu.Unlock()
	return s.recording.added
}

// maxSilent is after how many requests in a row that reach nobody a run ends: it
// can go on later, and nothing would be learned from failing every unit.
const maxSilent = 10

// ask sends a request of a model and records what comes back; the same request
// is sent once, however many units have it. nil is a session that has ended.
func (s *Session) ask(m *Model, by asker, key string, e *Entry) *reply {
	s.mu.Lock()
	if f := s.flying[key]; f != nil {
		s.mu.Unlock()
		<-f.done
		return f.reply
	}
	if s.fatal != nil || s.ctx.Err() != nil {
		s.mu.Unlock()
		return nil
	}
	if p := s.recording.get(key); p != nil { // meanwhile
		s.mu.Unlock()
		return p
	}
	f := &flight{done: make(chan struct{})}
	s.flying[key] = f
	s.mu.Unlock()
	f.reply = s.send(m, by, e)
	s.mu.Lock()
	delete(s.flying, key)
	s.mu.Unlock()
	close(f.done)
	return f.reply
}

func (s *Session) send(m *Model, by asker, e *Entry) *reply {
	if err := s.afford(&m.config); err != nil {
		s.fail(err)
		return nil
	}
	if m.hasChanged() {
		e.Failure = ModelChange
	} else if err := by.ask(s.ctx, e); err != nil {
		s.fail(err)
		return nil
	}
	if e.Failure == ModelChange {
		m.change()
	}
	if e.Failure == Unreachable {
		return s.unreached(m, e)
	}
	s.settle()
	p, err := s.recording.add(e)
	if err != nil {
		s.fail(err)
		return nil
	}
	return p
}

// unreached keeps a request that reached nobody. Too many in a row end the
// session, and leave nothing of themselves behind.
func (s *Session) unreached(m *Model, e *Entry) *reply {
	s.mu.Lock()
	s.lost = append(s.lost, e)
	n := len(s.lost)
	s.mu.Unlock()
	if n >= maxSilent {
		s.fail(fmt.Errorf("%s cannot be reached: %d requests in a row failed. What was answered is recorded; the same command goes on from there", m.name, n))
		return nil
	}
	return s.recording.hold(e)
}

// settle records the requests that reached nobody as failed.
func (s *Session) settle() {
	s.mu.Lock()
	lost := s.lost
	s.lost = nil
	s.mu.Unlock()
	for _, e := range lost {
		if err := s.recording.write(e); err != nil {
			s.fail(err)
		}
	}
}

// void takes back an answer.
func (s *Session) void(key string, e *Entry) {
	if p := s.recording.get(key); p != nil {
		e.Requests, e.Bytes = p.requests, p.bytes
		if _, err := s.recording.add(e); err != nil {
			s.fail(err)
		}
	}
}

// afford reports a budget that is used up.
func (s *Session) afford(c *Config) error {
	spent, b := s.recording.spending(), c.Budget
	cost := c.cost(spent.tokens)
	switch {
	case b.Requests > 0 && spent.requests >= b.Requests:
		return fmt.Errorf("%w: %d of %d requests", ErrBudget, spent.requests, b.Requests)
	case b.Tokens > 0 && spent.tokens[0]+spent.tokens[1] >= b.Tokens:
		return fmt.Errorf("%w: %d of %d tokens", ErrBudget, spent.tokens[0]+spent.tokens[1], b.Tokens)
	case b.Cost > 0 && cost >= b.Cost:
		return fmt.Errorf("%w: %.2f of %.2f", ErrBudget, cost, b.Cost)
	}
	return nil
}

func (c *Config) cost(tokens [2]int) float64 {
	return (float64(float64(tokens[0])*c.Price[0]) + float64(float64(tokens[1])*c.Price[1])) / 1e6
}

// counted gives counts in order of their names.
func counted(n map[string]int) []stance.Counted {
	var out []stance.Counted
	for what, k := range n {
		out = append(out, stance.Counted{What: what, N: k})
	}
	slices.SortFunc(out, func(a, b stance.Counted) int { return strings.Compare(a.What, b.What) })
	return out
}
