package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/seed-7a84ba5f/dyad/pipeline"
	"github.com/seed-7a84ba5f/dyad/report/repeat"
)

// runFlags are the flags of run beside those of scoring and of the output.
type runFlags struct {
	scoreFlags
	out     outputFlags
	texts   bool
	resume  bool
	shard   string
	located bool
}

func newRunCmd() *cobra.Command {
	var f runFlags
	cmd := command("run", needPaths, func(c *call) error {
		if f.shard != "" {
			return f.runShard(c, c.cmd.Flags(), c.args, c.err)
		}
		return f.run(c, c.args, c.out, c.err)
	})
	fs := cmd.Flags()
	f.add(fs)
	f.out.add(fs)
	fs.BoolVar(&f.remote.DryRun, "dry-run", false, "say how much would be asked of models of others, and what twenty requests say it would take; write no run")
	fs.BoolVar(&f.texts, "texts", false, "write the text that the spans point into, as texts/DOC_ID.txt")
	fs.BoolVar(&f.resume, "resume", false, "leave a folder alone that holds a finished run, and go on with one that was cut")
	fs.StringVar(&f.shard, "shard", "", "write shard `I/N` of a run, for dyad merge: the I-th of N, from 1")
	fs.BoolVar(&f.located, "located", false, "with --shard: the files (- is standard input) hold the shard's records with their places: a line {\"dyad_file\": ..., \"dyad_line\": ..., \"record\": {...}} each")
	return cmd
}

func (f *runFlags) run(ctx context.Context, paths []string, stdout, stderr io.Writer) error {
	if f.located {
		return usagef("--located goes with --shard")
	}
	if f.remote.DryRun {
		return f.dryRun(ctx, paths, stdout, stderr)
	}
	return f.out.taking(stderr, f.resume, false, func() error { return f.runInto(ctx, paths, stdout, stderr) })
}

// dryRun says what asking models of others would take.
func (f *runFlags) dryRun(ctx context.Context, paths []string, stdout, stderr io.Writer) error {
	p, err := f.open(ctx, paths, stderr)
	if err != nil {
		return err
	}
	defer p.Close()
	list, err := p.Plan(ctx)
	for _, e := range list {
		fmt.Fprintln(stdout, e)
	}
	return err
}

func (f *runFlags) runInto(ctx context.Context, paths []string, stdout, stderr io.Writer) error {
	out := &f.out
	if err := out.open(ctx, stderr); err != nil {
		return err
	}
	p, err := f.open(ctx, paths, stderr)
	if err != nil {
		return err
	}
	defer p.Close()
	recording := ""
	if p.Asking != nil {
		recording = p.Asking.Path
	}
	out.SetPlaces(paths, f.study, f.reading.Metadata, recording)
	s, err := p.Score(ctx, out.Work.Journal())
	if err != nil {
		return err
	}
	defer s.Close()
	p.Close() // its temporary file is as large as the corpus
	if !f.quiet {
		tellResumed(stderr, s, out.Work)
		tellScored(stderr, s, p.Study)
	}
	if f.texts {
		out.Texts = s.Text
	}
	err = out.write(stdout, stderr, s.Info, s.Records(ctx), pipeline.Estimates(p.Study, f.workers), f.quiet)
	if err != nil && !isBrokenPipe(err) {
		return err
	}
	return errors.Join(err, strictly(f.strict, len(s.Warnings)+len(out.Codes.Problems)))
}

// runShard writes a shard.
func (f *runFlags) runShard(ctx context.Context, flags *pflag.FlagSet, paths []string, stderr io.Writer) error {
	part, err := pipeline.ParsePart(f.shard)
	if err != nil {
		return usagef("--shard: %w", err)
	}
	for _, name := range []string{"format", "no-guard", "gold", "validation", "multiverse", "excel", "texts", "dry-run"} {
		if flags.Changed(name) {
			return usagef("--%s decides how tables are written: give it to dyad merge", name)
		}
	}
	if f.located && f.reading.Metadata != "" {
		return usagef("--located goes without --metadata: who divides the records joins the sheet")
	}
	f.reading.Part, f.reading.Located = part, f.located
	return f.out.taking(stderr, f.resume, true, func() error {
		work := f.out.Work
		if err := repeat.Replaceable(work.Dir, true, f.out.Force); err != nil {
			return err
		}
		p, err := f.open(ctx, paths, stderr)
		if err != nil {
			return err
		}
		defer p.Close()
		if p.Asking != nil {
			return errors.Join(usagef("--shard goes without scorers that ask models of others: their recording is of one run"), p.Asking.End())
		}
		f.out.SetPlaces(paths, f.study, f.reading.Metadata, "")
		s, err := p.WriteShard(ctx, work, part, f.out.Environment.Places)
		if err != nil {
			return err
		}
		defer s.Close()
		if !f.quiet {
			tellResumed(stderr, s, work)
			tellScored(stderr, s, p.Study)
			fmt.Fprintf(stderr, "wrote shard %s (%s) into %s\n", f.shard, count(s.Read, "article"), f.out.Dir)
		}
		return strictly(f.strict, len(s.Warnings))
	})
}

// tellResumed says what was taken of a run that was cut.
func tellResumed(stderr io.Writer, s *pipeline.Scored, work *repeat.Work) {
	switch {
	case s.Resumed > 0:
		fmt.Fprintf(stderr, "took %d of %s from %s, where a run that was cut had scored them\n", s.Resumed, count(s.Read, "article"), work.Path)
	case s.Discarded:
		fmt.Fprintf(stderr, "%s was of a run with other settings, and was begun anew\n", work.Path)
	}
}

// taking takes the folder of the output for as long as do makes it. Where that fails, what
// was scored stays beside the folder. With resume a finished run is left alone.
func (f *outputFlags) taking(stderr io.Writer, resume, shard bool, do func() error) error {
	work, err := repeat.Begin(f.Dir)
	if err != nil {
		return err
	}
	f.Work = work
	if resume && repeat.IsFinished(work.Dir, shard) {
		fmt.Fprintf(stderr, "%s holds a finished run, and was left as it is\n", f.Dir)
		return work.End(false)
	}
	err = do()
	_, none := os.Stat(work.Journal())
	unfinished := err != nil && !isBrokenPipe(err) && !isCheck(err) && none == nil
	if other := work.End(unfinished); other != nil {
		return errors.Join(err, other)
	}
	if unfinished {
		return &cutError{err, work.Path}
	}
	return err
}

// cutError is a run that came to no end; what it scored is kept.
type cutError struct {
	err  error
	path string
}

func (e *cutError) Error() string {
	why := plain(e.err)
	if errors.Is(e.err, context.Canceled) {
		why = "interrupted"
	}
	return fmt.Sprintf("%s; no tables were written. What was scored so far is in %s: the same command goes on from there", why, e.path)
}

func (e *cutError) Unwrap() error { return e.err }

// isCheck reports whether a run was written all the same.
func isCheck(err error) bool {
	var check *checkError
	return errors.As(err, &check)
}
