package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
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
	cmd := &cobra.Command{
		Use:   "sample [flags] RUN",
		Short: "Draw sentences of a run for human coders",
		Long: `Draw sentences of a finished run for coding, and write a coding set: one SQLite
file with the sentences and their context, the design, who codes what, the codebook,
and later all codes. dyad code serves it, dyad agree measures its coders, and
wherever dyad takes a table of codes it takes a set.

Sentences that count and mention an actor can be drawn. Each has a known probability
of being drawn, which stands in the set (inclusion_probability): the share --focus
of the draw goes by how far the scorers disagree and how unsure they are, the rest
is the same for all sentences of a stratum. --by names what strata are made of:
source, period (of the study), label (as the scorer portrays), scope, voice, or a
meta column; each stratum gets its share, rounded up or down, or with --allocate
root or equal more of small ones. The same seed draws the same sentences.

--coders is a number or names. The share --overlap of the units goes to several
coders (--per-unit), the rest to one each. --training draws units beside the sample
that everybody codes first, for a lead to settle and coders to compare with; they are
part of no estimate. The set has one lead, who settles what coders differ on.

--width says how many codes an interval of that width needs, for each question and
the largest groups of the first --by column: from codes alone, and where the codes
correct the scorer's answers of all sentences (both for this --focus). Without --n
nothing is drawn then.

The articles are read again for the sentences around; --inputs says where they
are now.`,
		Example: `  dyad sample dyad-run --n 400 --by source,period,label --coders 3 --overlap 0.25
  dyad sample dyad-run --width 0.1
  dyad sample dyad-run --n 200 --coders anna,ben --training 20 --out study.sqlite`,
		Args: usage(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if !cmd.Flags().Changed("n") && f.width > 0 {
				f.n = 0
			}
			return f.sample(cmd.Context(), args[0], cmd.Flags().Changed("seed"), cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
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

// names are the coders.
func (f *sampleFlags) names() ([]string, error) {
	if k, err := strconv.Atoi(f.coders); err == nil {
		if k < 1 || k > 500 {
			return nil, usagef("--coders %d: from 1 to 500", k)
		}
		var out []string
		for i := range k {
			out = append(out, fmt.Sprintf("coder%d", i+1))
		}
		return out, nil
	}
	var out []string
	for name := range strings.SplitSeq(f.coders, ",") {
		if name = strings.TrimSpace(name); name == "" || name == leadName || slices.Contains(out, name) {
			return nil, usagef("--coders %q: names that differ, and none is %q", f.coders, leadName)
		}
		out = append(out, name)
	}
	return out, nil
}

// leadName is the coder of a set who settles and edits the codebook.
const leadName = "lead"

func (f *sampleFlags) check() error {
	switch {
	case f.n < 0 || f.n == 0 && f.width == 0:
		return usagef("--n %d: at least 1", f.n)
	case f.training < 0 || f.perUnit < 0:
		return usagef("--training and --per-unit are no negative numbers")
	case !(f.overlap >= 0 && f.overlap <= 1):
		return usagef("--overlap %v: from 0 to 1", f.overlap)
	case !(f.focus >= 0 && f.focus < 1):
		return usagef("--focus %v: from 0 to below 1", f.focus)
	case !(f.width >= 0 && f.width < 2):
		return usagef("--width %v: above 0 and below 2", f.width)
	case f.format != "text" && f.format != "csv":
		return usagef("--format %q is neither text nor csv", f.format)
	case !slices.Contains([]string{coding.Proportional, coding.Root, coding.Equal}, f.allocate):
		return usagef("--allocate %q: proportional, root or equal", f.allocate)
	}
	return nil
}

func (f *sampleFlags) sample(ctx context.Context, dir string, seeded bool, stdout, stderr io.Writer) error {
	if err := f.check(); err != nil {
		return err
	}
	names, err := f.names()
	if err != nil {
		return err
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
		if err := f.needs(all, options, stdout); err != nil || f.n == 0 {
			return err
		}
	}
	set, err := coding.DrawSample(all, options, f.training)
	if err != nil {
		return err
	}
	if err := f.contexts(ctx, dir, m, set.Units); err != nil {
		return err
	}
	plan := coding.Plan{Coders: names, Overlap: f.overlap, PerUnit: f.perUnit, Seed: f.seed}
	coders := append(plan.Assign(set.Sampled, len(set.Units)-set.Sampled), coding.Coder{Name: leadName, Role: coding.RoleLead})
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

// needs prints how many codes intervals of the width need.
func (f *sampleFlags) needs(all []coding.Candidate, o coding.DrawOptions, stdout io.Writer) error {
	o.N = max(1, min(o.N, len(all)/10+1)) // any draw without certain units has the same proportions
	p, err := coding.Probabilities(all, o)
	if err != nil {
		return err
	}
	r := coding.NeedReport(coding.Needs(all, p, f.width), f.width)
	if f.format == "csv" {
		return r.WriteCSV(stdout)
	}
	const groups = 8 // the largest of each question, and all
	seen := map[string]int{}
	r.Rows = slices.DeleteFunc(r.Rows, func(row []string) bool {
		seen[row[0]]++
		return seen[row[0]] > groups+1
	})
	return r.WriteText(stdout)
}

// contexts puts the sentences around into the units, from the articles. An
// article that is not the one that was scored is an error: its sentences are
// others.
func (f *sampleFlags) contexts(ctx context.Context, dir string, m repeat.Manifest, units []coding.Unit) error {
	v := pipeline.Verification{Dir: dir, Manifest: m, Inputs: f.inputs, Options: pipeline.Options{Version: toolVersion, Workers: runtime.NumCPU()}}
	p, err := v.Open(ctx)
	if err != nil {
		return fmt.Errorf("the articles of %s, for the sentences around each unit (--inputs says where they are): %w", dir, err)
	}
	defer p.Close()
	of := map[string][]*coding.Unit{}
	for i := range units {
		of[units[i].DocID] = append(of[units[i].DocID], &units[i])
	}
	for a, err := range p.Articles.All() {
		if err != nil {
			return err
		}
		if of[a.ID] == nil {
			continue
		}
		doc := p.Annotator.Annotate(a)
		for _, u := range of[a.ID] {
			if err := coding.Surround(u, doc); err != nil {
				return err
			}
		}
		delete(of, a.ID)
	}
	for id := range of {
		return fmt.Errorf("article %s of %s is not where its articles were read", id, dir)
	}
	return nil
}
