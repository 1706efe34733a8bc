package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"

	"github.com/spf13/cobra"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/internal/atomicfile"
	"github.com/seed-7a84ba5f/dyad/report"
	"github.com/seed-7a84ba5f/dyad/stance"
	"github.com/seed-7a84ba5f/dyad/validate"
)

// taskFlags are the flags that all tasks of validate share but attribution.
type taskFlags struct {
	gold, predictions, scorer, format string
	workers                           int
	seed                              uint64
	bare                              bool
}

func (f *taskFlags) add(cmd *cobra.Command, recommended string) {
	fs := cmd.Flags()
	fs.StringVar(&f.gold, "gold", "", "CSV `FILE` coded by people")
	fs.StringVar(&f.predictions, "predictions", "", "write the gold rows with what was predicted to `FILE`")
	fs.StringVar(&f.scorer, "scorer", recommended, "scorer to measure beside the baselines; the default is the one recommended for the task")
	fs.StringVar(&f.format, "format", "text", "text or csv")
	fs.IntVar(&f.workers, "workers", runtime.NumCPU(), "texts at a time; changes no result")
	fs.Uint64Var(&f.seed, "seed", 1, "of the intervals")
	fs.BoolVar(&f.bare, "no-guard", false, "write text that a spreadsheet would run as a formula as it is")
}

func (f *taskFlags) check() error {
	switch {
	case f.gold == "":
		return usagef("--gold is needed")
	case f.format != "text" && f.format != "csv":
		return usagef("--format %q is neither text nor csv", f.format)
	case f.workers < 1:
		return usagef("--workers %d: at least 1", f.workers)
	}
	return nil
}

// options are those of the measures.
func (f *taskFlags) options() validate.Options {
	return validate.Options{Workers: f.workers, Seed: f.seed}
}

// readGold reads the gold table.
func (f *taskFlags) readGold(columns []string) (*validate.Gold, error) {
	file, err := os.Open(f.gold)
	if err != nil {
		return nil, missing(err)
	}
	defer file.Close()
	return validate.ReadGold(file, f.gold, columns...)
}

// write writes the predictions of the scorer, if they are asked for.
func (f *taskFlags) write(g *validate.Gold, scorer string, found []validate.Prediction) error {
	if f.predictions == "" {
		return nil
	}
	return atomicfile.Write(f.predictions, func(w io.Writer) error {
		return validate.WritePredictions(w, g, scorer, found, f.bare)
	})
}

// print writes the metrics; those of the scorer asked for in detail.
func (f *taskFlags) print(stdout io.Writer, metrics []validate.Metric, scorer string) error {
	if f.format == "csv" {
		return writeMetrics(stdout, f.gold, metrics)
	}
	return validate.WriteMetricsText(stdout, metrics, scorer)
}

// writeMetrics writes metrics as CSV, with the versions of their scorers and the
// gold table.
func writeMetrics(stdout io.Writer, gold string, metrics []validate.Metric) error {
	from, err := originOf(gold)
	if err != nil {
		return err
	}
	for i := range metrics {
		name := metrics[i].Scorer
		if _, known := from.Versions[name]; known {
			continue
		}
		from.Versions[name] = "" // of a floor, such as the most frequent class
		if s, err := newScorer(name); err == nil {
			from.Versions[name] = s.Describe().Version
		}
	}
	return validate.WriteMetricsCSV(stdout, from, metrics)
}

// writeFigures writes figures of dyad as a whole as CSV.
func writeFigures(stdout io.Writer, gold, task string, figures []validate.Figure) error {
	from, err := originOf(gold)
	if err != nil {
		return err
	}
	return validate.WriteCSV(stdout, from, task, figures)
}

func originOf(gold string) (validate.Origin, error) {
	in, err := report.HashFile(gold, filepath.Base(gold))
	return validate.Origin{Gold: in.Path, SHA256: in.SHA256, Versions: map[string]string{toolName: toolVersion}}, err
}

// tellBad writes the rows that were left out to stderr, and how many.
func tellBad(stderr io.Writer, g *validate.Gold) {
	bad := g.Problems()
	for _, p := range bad {
		fmt.Fprintf(stderr, "dyad: %v\n", p)
	}
	if len(bad) > 0 {
		fmt.Fprintf(stderr, "dyad: %d of %d rows of %s were left out\n", len(bad), len(g.Rows), g.Name)
	}
}

// taskScorers gives the scorer asked for, and after it the baselines.
func taskScorers(name string) ([]stance.Scorer, error) {
	first, err := newScorer(name)
	if err != nil {
		return nil, err
	}
	out := []stance.Scorer{first}
	for _, base := range []string{"vader", "bayes"} {
		if base == name {
			continue
		}
		s, err := newScorer(base)
		if err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, nil
}

func newValidateSignCmd(task validate.SignTask, short, long string) *cobra.Command {
	var f taskFlags
	cmd := &cobra.Command{
		Use:   string(task) + " --gold FILE",
		Short: short,
		Long: long + `

Given are accuracy, macro-F1 with the F1 of each class, the confusion counts and,
for scorers that give probabilities, calibration. Beside the scorer stand the most
frequent class, VADER and cdipaolo/sentiment. Intervals resample documents: by a
column doc_id, by the article in an id of NewsMTSC, else by text. Without a column
label there are predictions and no figures. Rows that cannot be scored are named
on stderr and left out.`,
		Example: fmt.Sprintf("  dyad validate %s --gold %s.csv\n  dyad validate %s --gold mine.csv --scorer lexical --predictions found.csv --format csv", task, task, task),
		Args:    usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return validateSigns(cmd.Context(), task, &f, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	f.add(cmd, "ensemble")
	return cmd
}

func validateSigns(ctx context.Context, task validate.SignTask, f *taskFlags, stdout, stderr io.Writer) error {
	if err := f.check(); err != nil {
		return err
	}
	g, err := f.readGold(task.Columns())
	if err != nil {
		return err
	}
	task.Check(g)
	scorers, err := taskScorers(f.scorer)
	if err != nil {
		return err
	}
	if !g.Has("label") {
		scorers = scorers[:1]
	}
	a, err := annotate.New(annotate.Options{Scope: annotate.ScopeAll})
	if err != nil {
		return err
	}
	found, err := task.Predict(ctx, a, g, scorers, f.options())
	if err != nil {
		return err
	}
	tellBad(stderr, g)
	if err := f.write(g, f.scorer, found[0]); err != nil {
		return err
	}
	if !g.Has("label") {
		if f.predictions == "" {
			return errors.New("the gold table has no column label: name a file with --predictions")
		}
		return nil
	}
	var metrics []validate.Metric
	names := []string{f.scorer}
	for _, s := range scorers[1:] {
		names = append(names, s.Describe().Name)
	}
	names, found = append(names, "majority"), append(found, validate.Majority(g, "label"))
	for i, name := range names {
		m, err := task.Measure(g, name, found[i], f.options())
		if err != nil {
			return err
		}
		metrics = append(metrics, m...)
	}
	return f.print(stdout, metrics, f.scorer)
}
