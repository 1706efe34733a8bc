package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-7a84ba5f/dyad/pipeline"
	"github.com/seed-7a84ba5f/dyad/report"
	"github.com/seed-7a84ba5f/dyad/report/repeat"
	"github.com/seed-7a84ba5f/dyad/report/table"
)

// multiverseFlags are the flags of multiverse.
type multiverseFlags struct {
	study, out, measure                     string
	thresholds                              []float64
	answers                                 []string
	weights, dedup, scopes, voices, periods []string
	formats                                 []string
	workers                                 int
	noGuard, excel, quiet                   bool
}

func newMultiverseCmd() *cobra.Command {
	var f multiverseFlags
	cmd := command("multiverse", needPaths, func(c *call) error { return multiverse(c, &f, c.args, c.out, c.err) })
	usual := report.DefaultChoices()
	fs := cmd.Flags()
	fs.StringVar(&f.study, "study", "", "study `FILE` whose period, interval and seed are used (default: that of the first run)")
	fs.StringVar(&f.out, "out", "", "`FOLDER` of their own for the tables (default: they become part of the run)")
	fs.StringVar(&f.measure, "measure", usual.Measure, "own_stance or portrayal")
	fs.StringSliceVar(&f.answers, "answer", usual.Answers, "what of a row is averaged; those that a measure or a scorer has not are passed over")
	fs.Float64SliceVar(&f.thresholds, "threshold", usual.Thresholds, "values nearer to 0 than this count as 0")
	fs.StringSliceVar(&f.weights, "weights", words(usual.Weights), "what an article weighs")
	fs.StringSliceVar(&f.dedup, "dedup", words(usual.Dedup), "how copies count")
	fs.StringSliceVar(&f.scopes, "scope", usual.Scopes, "all sentences of articles that mention both actors, or those about both")
	fs.StringSliceVar(&f.voices, "voice", usual.Voices, "the source's own words, or those that it quotes (portrayal only)")
	fs.StringSliceVar(&f.periods, "period", usual.Periods, "all articles, those with reliable dates, or all periods of the study with one weight")
	fs.IntVar(&f.workers, "workers", runtime.NumCPU(), "estimates at a time; changes no result")
	fs.StringSliceVar(&f.formats, "format", []string{"csv"}, "with --out: formats of the tables: "+formatNames()+" (several by comma)")
	fs.BoolVar(&f.noGuard, "no-guard", false, "leave out the apostrophe before text that a spreadsheet would run as a formula")
	fs.BoolVar(&f.excel, "excel", false, "begin each table with a byte order mark, for Excel")
	fs.BoolVar(&f.quiet, "quiet", false, "write the tables only")
	return cmd
}

func words[S ~string](values []S) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = string(v)
	}
	return out
}

func named[S ~string](values []string) []S {
	out := make([]S, len(values))
	for i, v := range values {
		out[i] = S(v)
	}
	return out
}

func multiverse(ctx context.Context, f *multiverseFlags, args []string, stdout, stderr io.Writer) error {
	choices := report.Choices{Answers: f.answers, Thresholds: f.thresholds, Weights: named[report.Weights](f.weights), Dedup: named[report.Dedup](f.dedup),
		Scopes: f.scopes, Voices: f.voices, Periods: f.periods, Measure: f.measure}
	if err := choices.Validate(); err != nil {
		return &usageError{err}
	}
	if f.workers < 1 {
		return usagef("--workers %d: at least 1", f.workers)
	}
	formats, err := formatsOf(f.formats)
	if err != nil {
		return err
	}
	if f.out == "" {
		run, err := f.ofRun(args)
		if err != nil {
			return err
		}
		m, err := pipeline.AddMultiverse(ctx, run, choices, pipeline.Options{Version: toolVersion, Workers: f.workers}, environment())
		if err != nil {
			return err
		}
		return f.tell(m, run, stdout, stderr)
	}
	first, runs, err := pipeline.ReadRuns(args, f.noGuard, func(problems []table.Problem) {
		if !f.quiet {
			tell(stderr, problems)
		}
	})
	if err != nil {
		return err
	}
	s, err := settings(&first, f.study, "", "")
	if err != nil {
		return err
	}
	id, err := first.Info.RunID()
	if err != nil {
		return err
	}
	choices.Scorer = report.PortrayalScorer(first.Records, s.Scorers[0])
	m, err := report.NewMultiverse(runs, choices, s.Seed, pipeline.Estimates(s, f.workers))
	if err != nil {
		return err
	}
	if err := repeat.WriteMultiverse(f.out, id, m, repeat.WriteOptions{Formats: formats, NoGuard: f.noGuard, Excel: f.excel, By: strings.TrimPrefix(s.By, table.MetaPrefix)}); err != nil {
		return err
	}
	return f.tell(m, f.out, stdout, stderr)
}

// tell says what was written and how far the answers agree.
func (f *multiverseFlags) tell(m *table.Multiverse, dir string, stdout, stderr io.Writer) error {
	if f.quiet {
		return nil
	}
	fmt.Fprintf(stderr, "wrote %d answers to %s\n", len(m.Rows), dir)
	return report.WriteMultiverseText(stdout, m)
}

// ofRun is the run folder that the tables can become part of.
func (f *multiverseFlags) ofRun(args []string) (string, error) {
	info, err := os.Stat(args[0])
	switch {
	case err != nil:
		return "", err
	case len(args) > 1 || !info.IsDir() || f.study != "":
		return "", usagef("several runs, a file or another study are no part of one run: say with --out where the tables go")
	case f.noGuard || f.excel || !slices.Equal(f.formats, []string{"csv"}):
		return "", usagef("tables of a run are written as the others of it are: --format, --excel and --no-guard belong to --out")
	}
	return args[0], nil
}
