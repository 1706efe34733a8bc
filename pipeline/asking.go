package pipeline

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/seed-7a84ba5f/dyad/stance"
	"github.com/seed-7a84ba5f/dyad/stance/remote"
	"github.com/seed-7a84ba5f/dyad/study"
)

// Asking is what scorers ask models of others with; nil asks none.
type Asking struct {
	*remote.Session
	study  *study.Study
	folder string // of the study file
	Path   string // of the recording
	replay bool
}

// Remote says how models of others are asked.
type Remote struct {
	Recording string   // of what they answered; "" is RecordingName beside the study
	Allow     bool     // texts may leave this machine, where the study says so too
	Replay    bool     // take the answers from the recording, and ask nothing
	Backfill  bool     // ask only about units that the recording has without an answer
	DryRun    bool     // count what would be asked
	Commands  []string // scorers that a person named: a study alone starts no program
	Warn      func(message string)
}

// RecordingName is the usual name of a recording.
const RecordingName = "llm.jsonl.gz"

// Path is where the recording of a study lies; file is the study's.
func (f *Remote) Path(file string) string {
	if f.Recording != "" {
		return f.Recording
	}
	return filepath.Join(filepath.Dir(file), RecordingName)
}

// Open begins to ask, where one of the scorers asks; names are what the actors are
// called, by id. A *ChoiceError says what does not go together.
func (f *Remote) Open(ctx context.Context, s *study.Study, file string, names map[string]string, scorers []string) (*Asking, error) {
	if !slices.ContainsFunc(scorers, remote.Is) {
		if f.Replay || f.Backfill || f.DryRun || f.Allow {
			return nil, &ChoiceError{fmt.Errorf("--replay, --backfill, --dry-run and --allow-remote are for scorers that ask: llm, llm:all, exec:COMMAND")}
		}
		return nil, nil
	}
	if f.Replay && (f.Backfill || f.DryRun) {
		return nil, &ChoiceError{fmt.Errorf("--replay asks nothing: it goes with neither --backfill nor --dry-run")}
	}
	for _, name := range scorers {
		if remote.IsExec(name) && !f.Replay && !slices.Contains(f.Commands, name) {
			return nil, &ChoiceError{fmt.Errorf("the study names %q: a study starts no program, say --scorer %[1]q to do so", name)}
		}
	}
	a := &Asking{study: s, folder: filepath.Dir(file), Path: f.Path(file), replay: f.Replay}
	session, err := remote.Open(ctx, remote.Options{Recording: a.Path, Names: names, AllowRemote: f.Allow, Replay: f.Replay, Backfill: f.Backfill, Plan: f.DryRun,
		Warn: f.warn})
	if errors.Is(err, remote.ErrNoRecording) {
		return nil, &ChoiceError{err}
	}
	if err != nil {
		return nil, err
	}
	a.Session = session
	return a, nil
}

func (f *Remote) warn(message string) {
	if f.Warn != nil {
		f.Warn(message)
	}
}

// Scorers opens the scorers of a name.
func (a *Asking) Scorers(name string) ([]stance.Scorer, error) {
	c := remote.Config{Network: stance.Network(a.study.Exec.Network), Timeout: time.Duration(a.study.Exec.Timeout) * time.Second, Seed: a.study.Seed, Context: 2}
	if !remote.IsExec(name) {
		var err error
		if c, err = a.config(); err != nil {
			return nil, err
		}
	}
	out, err := a.Session.Scorers(name, c)
	var refused *remote.NetworkError
	if errors.As(err, &refused) {
		return nil, &ChoiceError{err}
	}
	return out, err
}

// config says how the language model of the study is asked.
func (a *Asking) config() (remote.Config, error) {
	l := &a.study.LLM
	c := remote.Config{Endpoint: l.Endpoint, Model: l.Model, OtherModels: l.OtherModels, BackfillModel: l.BackfillModel, Temperature: l.Temperature,
		Seed: a.study.Seed, LabelOrder: l.LabelOrder, Votes: l.Votes, VotesTemperature: l.VotesTemperature, MaxTokens: l.MaxTokens, Context: l.Context,
		Timeout: time.Duration(l.Timeout) * time.Second, Network: stance.Network(l.Network), Price: [2]float64{l.PriceIn, l.PriceOut},
		Budget: remote.Budget{Requests: l.Budget.Requests, Tokens: l.Budget.Tokens, Cost: l.Budget.Cost}}
	var err error
	if c.Prompt, err = remote.ReadPrompt(l.Prompt, a.folder); err != nil {
		return c, &StudyError{fmt.Errorf("llm.prompt: %w", err)}
	}
	for i, name := range l.OtherPrompts {
		p, err := remote.ReadPrompt(name, a.folder)
		if err != nil {
			return c, &StudyError{fmt.Errorf("llm.other_prompts[%d]: %w", i, err)}
		}
		c.OtherPrompts = append(c.OtherPrompts, p)
	}
	if l.KeyEnv != "" && !a.replay {
		if c.Key = os.Getenv(l.KeyEnv); c.Key == "" {
			return c, &ChoiceError{fmt.Errorf("the environment variable %s, which the study names for the key (llm.key_env), is empty", l.KeyEnv)}
		}
	}
	return c, nil
}

// input is the recording as an input of a run.
func (a *Asking) input() (table.Input, error) {
	return table.HashFile(a.Path, filepath.Base(a.Path))
}

// Finish ends the asking of a run and puts what it was asked into the intake: the
// recording is an input of the run.
func (a *Asking) Finish(in *table.Intake) error {
	if a == nil {
		return nil
	}
	if err := errors.Join(a.Err(), a.Close()); err != nil {
		return err
	}
	in.Codings = a.Codings()
	for i := range in.Codings {
		c := &in.Codings[i]
		if a.replay && c.Units > 0 && len(c.Failed) == 1 && c.Failed[0] == (stance.Counted{What: string(remote.NotRecorded), N: c.Units}) {
			return fmt.Errorf("%s has none of the %d answers that %s needs: prompt, model, articles or settings are others than when it was recorded", a.Path, c.Units, c.Scorer)
		}
	}
	if a.replay { // it is one already
		return nil
	}
	file, err := a.input()
	if err != nil {
		return err
	}
	in.Inputs = append(in.Inputs, file)
	return nil
}

// Err is what ended the asking early, nil while it goes on.
func (a *Asking) Err() error {
	if a == nil {
		return nil
	}
	return a.Session.Err()
}

// End ends the asking of a run that comes to nothing: what was answered stays.
func (a *Asking) End() error {
	if a == nil {
		return nil
	}
	return a.Close()
}

// ActorNames are what the actors of a study are called, by their ids.
func ActorNames(s *study.Study) map[string]string {
	out := map[string]string{}
	for i := range s.Actors {
		out[s.Actors[i].ID] = s.Actors[i].Name
	}
	return out
}

// Plan goes over the articles and says what asking the models of others would take.
func (p *Pass) Plan(ctx context.Context) ([]remote.Estimate, error) {
	if p.Asking == nil {
		return nil, &ChoiceError{errors.New("--dry-run is for scorers that ask: llm, llm:all, exec:COMMAND")}
	}
	for s, err := range Each(ctx, p.options.Workers, p.Articles, p.score) {
		if err == nil && s.problem != nil {
			err = errors.New(s.problem.String())
		}
		if err != nil {
			return nil, errors.Join(err, p.Asking.End())
		}
	}
	list, err := p.Asking.Estimate()
	return list, errors.Join(err, p.Asking.End())
}

// Scorer makes one scorer that asks models of others, as a study says that they are
// asked, about actors with these names.
func (f *Remote) Scorer(ctx context.Context, s *study.Study, file string, names map[string]string, name string) (stance.Scorer, *Asking, error) {
	s.Scorers = []string{name}
	if bad := s.Validate(); len(bad) > 0 {
		return nil, nil, &ChoiceError{bad[0]}
	}
	f.Commands = s.Scorers
	a, err := f.Open(ctx, s, file, names, s.Scorers)
	if err != nil {
		return nil, nil, err
	}
	list, err := a.Scorers(name)
	if err != nil {
		return nil, nil, errors.Join(err, a.End())
	}
	return list[0], a, nil
}
