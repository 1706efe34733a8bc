package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/pflag"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/internal/par"
	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/seed-7a84ba5f/dyad/stance"
	"github.com/seed-7a84ba5f/dyad/stance/remote"
	"github.com/seed-7a84ba5f/dyad/study"
)

// remoteFlags are the flags of what asks models of others.
type remoteFlags struct {
	recording                       string
	allow, replay, backfill, dryRun bool
}

func (f *remoteFlags) add(fs *pflag.FlagSet) {
	fs.StringVar(&f.recording, "recording", "", "`FILE` of what models of others answered (default: "+recordingName+" beside the study)")
	fs.BoolVar(&f.allow, "allow-remote", false, "let texts leave this machine, where the study says so too")
	fs.BoolVar(&f.replay, "replay", false, "take the answers of models of others from the recording, and ask nothing")
	fs.BoolVar(&f.backfill, "backfill", false, "ask only about units that the recording has without an answer, again")
}

// recordingName is the usual name of a recording.
const recordingName = "llm.jsonl.gz"

// path is where the recording of a study lies.
func (f *remoteFlags) path(study string) string {
	if f.recording != "" {
		return f.recording
	}
	return filepath.Join(filepath.Dir(study), recordingName)
}

// asking is what a pipeline or a measurement asks models of others with; nil asks
// none.
type asking struct {
	*remote.Session
	study  *study.Study
	folder string // of the study file
	path   string
	replay bool
}

// openAsking begins to ask, where one of the scorers asks. file is the study's, and
// commands are the scorers that a person named on the command line: a study alone
// starts no program.
func openAsking(ctx context.Context, f *remoteFlags, s *study.Study, file string, names map[string]string, scorers, commands []string, stderr io.Writer) (*asking, error) {
	if !slices.ContainsFunc(scorers, remote.Is) {
		if f.replay || f.backfill || f.dryRun || f.allow {
			return nil, usagef("--replay, --backfill, --dry-run and --allow-remote are for scorers that ask: llm, llm:all, exec:COMMAND")
		}
		return nil, nil
	}
	if f.replay && (f.backfill || f.dryRun) {
		return nil, usagef("--replay asks nothing: it goes with neither --backfill nor --dry-run")
	}
	for _, name := range scorers {
		if remote.IsExec(name) && !f.replay && !slices.Contains(commands, name) {
			return nil, usagef("the study names %q: a study starts no program, say --scorer %[1]q to do so", name)
		}
	}
	a := &asking{study: s, folder: filepath.Dir(file), path: f.path(file), replay: f.replay}
	session, err := remote.Open(ctx, remote.Options{Recording: a.path, Names: names, AllowRemote: f.allow, Replay: f.replay, Backfill: f.backfill, Plan: f.dryRun,
		Warn: func(message string) {
			if stderr != nil {
				fmt.Fprintln(stderr, "dyad: "+message)
			}
		}})
	if errors.Is(err, remote.ErrNoRecording) {
		return nil, &usageError{err}
	}
	if err != nil {
		return nil, err
	}
	a.Session = session
	return a, nil
}

// scorers opens the scorers of a name.
func (a *asking) scorers(name string) ([]stance.Scorer, error) {
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
		return nil, &usageError{err}
	}
	return out, err
}

// config says how the language model of the study is asked.
func (a *asking) config() (remote.Config, error) {
	l := &a.study.LLM
	c := remote.Config{Endpoint: l.Endpoint, Model: l.Model, OtherModels: l.OtherModels, BackfillModel: l.BackfillModel, Temperature: l.Temperature,
		Seed: a.study.Seed, LabelOrder: l.LabelOrder, Votes: l.Votes, VotesTemperature: l.VotesTemperature, MaxTokens: l.MaxTokens, Context: l.Context,
		Timeout: time.Duration(l.Timeout) * time.Second, Network: stance.Network(l.Network), Price: [2]float64{l.PriceIn, l.PriceOut},
		Budget: remote.Budget{Requests: l.Budget.Requests, Tokens: l.Budget.Tokens, Cost: l.Budget.Cost}}
	var err error
	if c.Prompt, err = remote.ReadPrompt(l.Prompt, a.folder); err != nil {
		return c, &studyError{fmt.Errorf("llm.prompt: %w", err)}
	}
	for i, name := range l.OtherPrompts {
		p, err := remote.ReadPrompt(name, a.folder)
		if err != nil {
			return c, &studyError{fmt.Errorf("llm.other_prompts[%d]: %w", i, err)}
		}
		c.OtherPrompts = append(c.OtherPrompts, p)
	}
	if l.KeyEnv != "" && !a.replay {
		if c.Key = os.Getenv(l.KeyEnv); c.Key == "" {
			return c, usagef("the environment variable %s, which the study names for the key (llm.key_env), is empty", l.KeyEnv)
		}
	}
	return c, nil
}

// input is the recording as an input of a run.
func (a *asking) input() (table.Input, error) {
	return table.HashFile(a.path, filepath.Base(a.path))
}

// estimates writes what a run would take.
func (a *asking) estimates(stdout io.Writer) error {
	list, err := a.Estimate()
	if err != nil {
		return err
	}
	for _, e := range list {
		fmt.Fprintln(stdout, e)
	}
	return nil
}

// finish ends the asking of a run and puts what it was asked into the intake: the
// recording is an input of the run.
func (a *asking) finish(in *table.Intake) error {
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
			return fmt.Errorf("%s has none of the %d answers that %s needs: prompt, model, articles or settings are others than when it was recorded", a.path, c.Units, c.Scorer)
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

// err is what ended the asking early.
func (a *asking) err() error {
	if a == nil {
		return nil
	}
	return a.Err()
}

// end ends the asking of a run that comes to nothing: what was answered stays.
func (a *asking) end() error {
	if a == nil {
		return nil
	}
	return a.Close()
}

// plan counts what would be asked, and estimates it.
func (p *pipeline) plan(ctx context.Context, stdout io.Writer) error {
	if p.asking == nil {
		return usagef("--dry-run is for scorers that ask: llm, llm:all, exec:COMMAND")
	}
	for s, err := range par.Map(ctx, p.workers, each(p.articles, new(error)), func(_ context.Context, a *corpus.Article) (scored, error) { return p.score(a), nil }) {
		if err == nil && s.problem != nil {
			err = errors.New(s.problem.String())
		}
		if err != nil {
			return errors.Join(err, p.asking.end())
		}
	}
	return errors.Join(p.asking.estimates(stdout), p.asking.end())
}

// actorNames are the names of a study's actors by their ids.
func actorNames(s *study.Study) map[string]string {
	out := map[string]string{}
	for i := range s.Actors {
		out[s.Actors[i].ID] = s.Actors[i].Name
	}
	return out
}

// tellCodings says how models of others were asked.
func tellCodings(stderr io.Writer, list []stance.Coding) {
	for i := range list {
		for _, line := range list[i].Lines() {
			fmt.Fprintln(stderr, line)
		}
	}
}

// askFlags are the flags of a measurement that can ask models of others.
type askFlags struct {
	study string
	remoteFlags
}

func (f *askFlags) add(fs *pflag.FlagSet) {
	fs.StringVar(&f.study, "study", "", "study `FILE` that says which model --scorer llm asks, and how")
	f.remoteFlags.add(fs)
}

// scorer makes the scorer of a name; what it asks with is nil where it asks nobody.
func (f *askFlags) scorer(ctx context.Context, name string, actors []annotate.Actor, stderr io.Writer) (stance.Scorer, *asking, error) {
	if !remote.Is(name) {
		s, err := newScorer(name)
		return s, nil, err
	}
	if name == remote.LLMAll {
		return nil, nil, usagef("--scorer %s is several: measure one at a time, as llm with a study that names it", name)
	}
	st, err := loadStudy(f.study)
	if err != nil {
		return nil, nil, err
	}
	st.Scorers = []string{name}
	if bad := st.Validate(); len(bad) > 0 {
		return nil, nil, &usageError{bad[0]}
	}
	names := map[string]string{}
	for i := range actors {
		names[actors[i].ID] = actors[i].Name
	}
	a, err := openAsking(ctx, &f.remoteFlags, st, f.study, names, st.Scorers, st.Scorers, stderr)
	if err != nil {
		return nil, nil, err
	}
	list, err := a.scorers(name)
	if err != nil {
		return nil, nil, errors.Join(err, a.end())
	}
	return list[0], a, nil
}
