package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-7a84ba5f/dyad/pipeline"
	"github.com/seed-7a84ba5f/dyad/validate"
)

// readerEval are the flags of model eval reader.
type readerEval struct {
	codes   codedFlags
	data    string
	format  string
	workers int
	seed    uint64
}

func newModelEvalReaderCmd() *cobra.Command {
	var f readerEval
	cmd := &cobra.Command{
		Use:   "reader",
		Short: "Measure the reader on coded sentences and on all gold sets",
		Long: `Measure the reader, and the rules beside it, on everything there is: portrayal, own
stance, relation and stances on coded sentences (see "dyad validate portrayal"),
target on NewsMTSC, directed on DSE, events on PLV, and stances of whole articles
on SEESAW. A gold set that is not in the folder of data is named and left out.

Given are the main figures; --format csv gives all of them, as the card of the
reader keeps them (stance/reader/model/figures.csv), and --format markdown the
table of docs/methods.md.`,
		Example: `  dyad model eval reader
  dyad model eval reader --format markdown
  dyad model eval reader --format csv > stance/reader/model/figures.csv`,
		Args: usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return f.run(cmd.Context(), cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	fs := cmd.Flags()
	f.codes.add(fs)
	fs.StringVar(&f.data, "data", "", "folder `DIR` of gold sets (default: DYAD_DATA, or ../shared/data)")
	fs.StringVar(&f.format, "format", "text", "text, csv or markdown")
	fs.IntVar(&f.workers, "workers", runtime.NumCPU(), "texts at a time; changes no result")
	fs.Uint64Var(&f.seed, "seed", 1, "of the intervals")
	return cmd
}

func (f *readerEval) run(ctx context.Context, stdout, stderr io.Writer) error {
	if !slices.Contains([]string{"text", "csv", "markdown"}, f.format) {
		return usagef("--format %q is none of text, csv, markdown", f.format)
	}
	f.data = cmp.Or(f.data, dataFolder())
	f.codes.codes = cmp.Or(f.codes.codes, filepath.Join("training", "codes"))
	var all []validate.Measurement
	for _, part := range []func(context.Context, io.Writer) ([]validate.Measurement, error){f.coded, f.signs, f.relation, f.stances} {
		m, err := part(ctx, stderr)
		if err != nil {
			return err
		}
		all = append(all, m...)
	}
	switch f.format {
	case "csv":
		return validate.WriteMetricsCSV(stdout, all...)
	case "markdown":
		return validate.WriteMeasuresMarkdown(stdout, all)
	}
	return validate.WriteMeasuresText(stdout, all)
}

// flags are those of one task on one gold table.
func (f *readerEval) flags(gold, scorer string) taskFlags {
	return taskFlags{gold: gold, scorer: scorer, workers: f.workers, seed: f.seed}
}

// table gives the path of a gold table, "" where it is not there, which is told.
func (f *readerEval) table(stderr io.Writer, parts ...string) (string, error) {
	path := filepath.Join(append([]string{f.data}, parts...)...)
	_, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		fmt.Fprintf(stderr, "dyad: %s is not there, and nothing is measured on it\n", path)
		return "", nil
	}
	return path, err
}

// coded measures the coded sentences by the reader and by the rules.
func (f *readerEval) coded(ctx context.Context, stderr io.Writer) ([]validate.Measurement, error) {
	set, err := f.codes.read(ctx, stderr)
	if err != nil {
		return nil, err
	}
	o := validate.Options{Workers: f.workers, Seed: f.seed}
	var metrics []validate.Metric
	for _, name := range []string{"reader", "lexical"} {
		scorer, err := pipeline.NewScorer(name)
		if err != nil {
			return nil, err
		}
		if name == "reader" {
			fmt.Fprintf(stderr, "dyad: codes, split %s: %s\n", f.codes.split, seenBy(scorer, f.codes.split))
		}
		rows, err := predictCoded(ctx, set, scorer, o)
		if err != nil {
			return nil, err
		}
		for _, task := range []validate.CodedTask{validate.CodedPortrayal, validate.CodedOwn, validate.CodedRelation, validate.CodedStances} {
			m, err := validate.MeasureCoded(task, name, set, rows, o)
			if err != nil {
				return nil, err
			}
			metrics = append(metrics, onSet(m, " "+f.codes.split)...)
		}
	}
	slices.SortStableFunc(metrics, func(a, b validate.Metric) int { return cmp.Compare(taskOrder(a.Task), taskOrder(b.Task)) })
	one, err := measuredOn(set.CodesTable(), metrics)
	return []validate.Measurement{one}, err
}

// taskOrder is the place of a task on coded sentences among the others.
func taskOrder(task string) int {
	first, _, _ := strings.Cut(task, " ")
	return slices.Index([]string{string(validate.CodedPortrayal), string(validate.CodedOwn), string(validate.CodedRelation), string(validate.CodedStances)}, first)
}

// onSet adds to the task's name of metrics what they were measured on.
func onSet(metrics []validate.Metric, more string) []validate.Metric {
	for i := range metrics {
		metrics[i].Task += more
	}
	return metrics
}

// signs measures the reader's heads on NewsMTSC and DSE, beside the baselines
// and the rules.
func (f *readerEval) signs(ctx context.Context, stderr io.Writer) ([]validate.Measurement, error) {
	var out []validate.Measurement
	for _, set := range []struct {
		task validate.SignTask
		name string
	}{{validate.Target, "dev_rw"}, {validate.Target, "dev_mt"}, {validate.Directed, "valid"}} {
		path, err := f.table(stderr, string(set.task), set.name+".csv")
		if err != nil {
			return nil, err
		}
		if path == "" {
			continue
		}
		var metrics []validate.Metric
		for _, scorer := range []string{"reader", "lexical"} {
			flags := signFlags{taskFlags: f.flags(path, scorer)}
			g, err := flags.readGold(append(set.task.Columns(), "label"))
			if err != nil {
				return nil, err
			}
			set.task.Check(g)
			names, found, err := flags.predict(ctx, set.task, g, stderr)
			if err != nil {
				return nil, err
			}
			if scorer == "lexical" { // its baselines are there already
				names, found = names[:1], found[:1]
			}
			m, err := measureSigns(set.task, g, names, found, flags.options())
			if err != nil {
				return nil, err
			}
			metrics = append(metrics, m...)
		}
		one, err := measuredOn(path, onSet(metrics, " "+set.name))
		if err != nil {
			return nil, err
		}
		out = append(out, one)
	}
	return out, nil
}

// relation measures events on PLV.
func (f *readerEval) relation(ctx context.Context, stderr io.Writer) ([]validate.Measurement, error) {
	path, err := f.table(stderr, "relation", "dev.csv")
	if err != nil || path == "" {
		return nil, err
	}
	flags := relationFlags{taskFlags: f.flags(path, "reader")}
	g, names, found, err := flags.predict(ctx, stderr)
	if err != nil {
		return nil, err
	}
	var metrics []validate.Metric
	for i, name := range names {
		m, err := validate.MeasureRelations(g, name, found[i], validate.RelationParts(g, 0)[0], flags.options())
		if err != nil {
			return nil, err
		}
		metrics = append(metrics, m...)
	}
	one, err := measuredOn(path, onSet(metrics, " dev"))
	return []validate.Measurement{one}, err
}

// stances measures who is for or against whom on SEESAW.
func (f *readerEval) stances(ctx context.Context, stderr io.Writer) ([]validate.Measurement, error) {
	path, err := f.table(stderr, "stances", "dev", "stances.csv")
	if err != nil || path == "" {
		return nil, err
	}
	var metrics []validate.Metric
	for _, scorer := range []string{"reader", "lexical"} {
		flags := stancesFlags{taskFlags: f.flags(path, scorer), texts: filepath.Join(filepath.Dir(path), "articles.jsonl")}
		_, articles, found, err := flags.predict(ctx, stderr)
		if err != nil {
			return nil, err
		}
		m, err := flags.measure(articles, found)
		if err != nil {
			return nil, err
		}
		if scorer != "reader" { // the floors are those of the reader's pairs
			m = slices.DeleteFunc(m, func(x validate.Metric) bool { return x.Scorer != scorer })
		}
		metrics = append(metrics, m...)
	}
	one, err := measuredOn(path, onSet(metrics, " dev"))
	return []validate.Measurement{one}, err
}
