package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/seed-7a84ba5f/dyad/coding"
	"github.com/seed-7a84ba5f/dyad/internal/say"
	"github.com/seed-7a84ba5f/dyad/pipeline"
	"github.com/seed-7a84ba5f/dyad/report/repeat"
	"github.com/seed-7a84ba5f/dyad/study"
)

// sampleFlags are the flags of sample.
type sampleFlags struct {
	n, training, perUnit          int
	by                            []string
	coders                        string
	overlap, focus, width         float64
	allocate, out, inputs, format string
	codebook                      string
	seed                          uint64
	sheets                        bool
}

func newSampleCmd() *cobra.Command {
	var f sampleFlags
	cmd := command("sample", usage(cobra.ExactArgs(1)), func(c *call) error {
		if !c.cmd.Flags().Changed("n") && f.width > 0 {
			f.n = 0
		}
		return f.sample(c, c.args[0], c.cmd.Flags().Changed("seed"), c.out, c.err)
	})
	fs := cmd.Flags()
	fs.IntVar(&f.n, "n", 400, "units of the sample")
	fs.StringSliceVar(&f.by, "by", []string{"source", "period", "label"}, "`COLUMNS` that strata are made of, the most important first")
	fs.StringVar(&f.coders, "coders", "2", "their number or `NAMES`, by comma")
	fs.Float64Var(&f.overlap, "overlap", 0.25, "share of units that several coders code")
	fs.IntVar(&f.perUnit, "per-unit", 0, "coders of such a unit (default all, at most 3)")
	fs.IntVar(&f.training, "training", 0, "units for training, beside the sample")
	fs.Float64Var(&f.focus, "focus", 0.5, "share of the draw that goes by disagreement and uncertainty, from 0 to below 1")
	fs.StringVar(&f.allocate, "allocate", coding.Proportional, "among strata: proportional, root or equal")
	fs.Float64Var(&f.width, "width", 0, "say how many codes an interval this wide needs")
	fs.Uint64Var(&f.seed, "seed", 0, "of the draw (default the run's)")
	fs.StringVar(&f.codebook, "codebook", "", "YAML `FILE` of a codebook of your own (default that of portrayals, relations and stances)")
	fs.StringVar(&f.out, "out", "", "`FILE` for the set (default RUN-codes.sqlite)")
	fs.BoolVar(&f.sheets, "sheets", true, "write a CSV sheet for each coder beside the set, for those who code in a spreadsheet")
	fs.StringVar(&f.inputs, "inputs", "", "`DIR` (or file) of the articles, where they were moved")
	fs.StringVar(&f.format, "format", "text", "of what --width says: text or csv")
	return cmd
}

func (f *sampleFlags) check() error {
	return cmp.Or(
		wrong(f.n < 0 || f.n == 0 && f.width == 0, "--n %d: at least 1", f.n),
		wrong(f.training < 0 || f.perUnit < 0, "--training and --per-unit are no negative numbers"),
		wrong(!(f.overlap >= 0 && f.overlap <= 1), "--overlap %v: from 0 to 1", f.overlap),
		wrong(!(f.focus >= 0 && f.focus < 1), "--focus %v: from 0 to below 1", f.focus),
		wrong(!(f.width >= 0 && f.width < 2), "--width %v: above 0 and below 2", f.width),
		oneOf("--format", f.format, "text", "csv"),
		wrong(!slices.Contains([]string{coding.Proportional, coding.Root, coding.Equal}, f.allocate), "--allocate %q: proportional, root or equal", f.allocate))
}

func (f *sampleFlags) sample(ctx context.Context, dir string, seeded bool, stdout, stderr io.Writer) error {
	if err := f.check(); err != nil {
		return err
	}
	names, err := coding.CoderNames(f.coders)
	if err != nil {
		return usagef("--coders %w", err)
	}
	book := ""
	if f.codebook != "" {
		text, err := os.ReadFile(f.codebook)
		if err != nil {
			return err
		}
		if _, err := coding.ParseCodebook(string(text)); err != nil {
			return usagef("%s: %v", f.codebook, err)
		}
		book = string(text)
	}
	m, err := repeat.ReadManifest(dir)
	if err != nil {
		return err
	}
	if err := m.CheckSchema(dir); err != nil {
		return err
	}
	if !seeded {
		f.seed = m.Verified.Seed
	}
	all, err := f.candidates(dir, m, stderr)
	if err != nil {
		return err
	}
	options := coding.DrawOptions{N: f.n, Focus: f.focus, Allocate: f.allocate, Seed: f.seed}
	if f.width > 0 {
		if err := coding.WriteNeeds(stdout, all, options, f.width, f.format == "csv"); err != nil || f.n == 0 {
			return err
		}
	}
	set, err := coding.DrawSample(all, options, f.training)
	if err != nil {
		return err
	}
	articles := pipeline.Verification{Dir: dir, Manifest: m, Inputs: f.inputs, Options: pipeline.Options{Version: toolVersion, Workers: runtime.NumCPU()}}
	if err := articles.Surround(ctx, set.Units); err != nil {
		return err
	}
	plan := coding.Plan{Coders: names, Overlap: f.overlap, PerUnit: f.perUnit, Seed: f.seed}
	coders := append(plan.Assign(set.Sampled, len(set.Units)-set.Sampled), coding.Coder{Name: coding.Lead, Role: coding.RoleLead})
	d, v := &set.Design, m.Verified
	d.RunID, d.Tool, d.Actors = v.RunID, toolName+" "+toolVersion, [2]string{v.Names.Actor1, v.Names.Actor2}
	d.By, d.Overlap, d.PerUnit, d.Coders = f.by, f.overlap, f.perUnit, len(names)
	if f.out == "" {
		f.out = filepath.Clean(dir) + "-codes.sqlite"
	}
	if err := coding.Create(ctx, f.out, set.Design, set.Units, coders, book, time.Now()); err != nil {
		return err
	}
	if f.sheets {
		if err := coding.WriteSheets(ctx, f.out, names); err != nil {
			return err
		}
	}
	fmt.Fprintf(stderr, "%s: %s of %d drawn in %s; weighted, they tell as much as %.0f of one probability\n", f.out, count(set.Sampled, "unit"), d.Frame,
		say.Plural(len(d.Strata), "stratum", "strata"), d.Effective)
	for _, c := range coders[:len(names)] {
		fmt.Fprintf(stderr, "  %s: %s\n", c.Name, count(len(c.Units), "unit"))
	}
	fmt.Fprintf(stderr, "dyad code %s serves them\n", f.out)
	return nil
}

// candidates are the sentences of the run that can be drawn.
func (f *sampleFlags) candidates(dir string, m repeat.Manifest, stderr io.Writer) ([]coding.Candidate, error) {
	s, err := study.Parse("the study of "+dir, m.Verified.Study)
	if err != nil {
		return nil, err
	}
	recs, err := tablesOf(dir, stderr)
	if err != nil {
		return nil, err
	}
	period := pipeline.Estimates(s, 1)
	all, err := coding.Candidates(recs, coding.FrameOptions{By: f.by, Period: period.PeriodOf, Scorer: m.Verified.Names.Scorer})
	if err != nil {
		return nil, &usageError{err}
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("%s has no sentence that counts and mentions an actor", dir)
	}
	return all, nil
}
