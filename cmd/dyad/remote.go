package main

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/pflag"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/pipeline"
	"github.com/seed-7a84ba5f/dyad/stance"
	"github.com/seed-7a84ba5f/dyad/stance/remote"
)

// addRemote adds the flags of what asks models of others.
func addRemote(f *pipeline.Remote, fs *pflag.FlagSet) {
	fs.StringVar(&f.Recording, "recording", "", "`FILE` of what models of others answered (default: "+pipeline.RecordingName+" beside the study)")
	fs.BoolVar(&f.Allow, "allow-remote", false, "let texts leave this machine, where the study says so too")
	fs.BoolVar(&f.Replay, "replay", false, "take the answers of models of others from the recording, and ask nothing")
	fs.BoolVar(&f.Backfill, "backfill", false, "ask only about units that the recording has without an answer, again")
}

// warnOn tells messages on stderr; nil tells nobody.
func warnOn(stderr io.Writer) func(string) {
	return func(message string) {
		if stderr != nil {
			fmt.Fprintln(stderr, "dyad: "+message)
		}
	}
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
	pipeline.Remote
}

func (f *askFlags) add(fs *pflag.FlagSet) {
	fs.StringVar(&f.study, "study", "", "study `FILE` that says which model --scorer llm asks, and how")
	addRemote(&f.Remote, fs)
}

// scorer makes the scorer of a name; what it asks with is nil where it asks nobody.
func (f *askFlags) scorer(ctx context.Context, name string, actors []annotate.Actor, stderr io.Writer) (stance.Scorer, *pipeline.Asking, error) {
	if !remote.Is(name) {
		s, err := pipeline.NewScorer(name)
		return s, nil, err
	}
	if name == remote.LLMAll {
		return nil, nil, usagef("--scorer %s is several: measure one at a time, as llm with a study that names it", name)
	}
	st, err := loadStudy(f.study)
	if err != nil {
		return nil, nil, err
	}
	names := map[string]string{}
	for i := range actors {
		names[actors[i].ID] = actors[i].Name
	}
	f.Warn = warnOn(stderr)
	return f.Scorer(ctx, st, f.study, names, name)
}
