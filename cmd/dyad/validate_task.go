package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/internal/atomicfile"
	"github.com/seed-7a84ba5f/dyad/pipeline"
	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/seed-7a84ba5f/dyad/stance"
	"github.com/seed-7a84ba5f/dyad/stance/reader"
	"github.com/seed-7a84ba5f/dyad/validate"
)

// taskFlags are the flags that all tasks of validate share but attribution.
type taskFlags struct {
	gold, predictions, scorer, format string
	without                           []string
	workers                           int
	seed                              uint64
	bare                              bool
}

func (f *taskFlags) add(cmd *cobra.Command, recommended string) {
	fs := cmd.Flags()
	fs.StringVar(&f.gold, "gold", "", "CSV `FILE` coded by people")
	fs.StringVar(&f.predictions, "predictions", "", "write the gold rows with what was predicted to `FILE`")
	fs.StringVar(&f.scorer, "scorer", recommended, "scorer to measure beside the baselines; the default is the one recommended for the task")
	if recommended != "" { // the task measures a scorer
		f.addWithout(fs)
	}
	fs.StringVar(&f.format, "format", "text", "text or csv")
	fs.IntVar(&f.workers, "workers", runtime.NumCPU(), "texts at a time; changes no result")
	fs.Uint64Var(&f.seed, "seed", 1, "of the intervals")
	fs.BoolVar(&f.bare, "no-guard", false, "write text that a spreadsheet would run as a formula as it is")
}

func (f *taskFlags) addWithout(fs *pflag.FlagSet) {
	fs.StringSliceVar(&f.without, "without", nil, "measure with the `RULE` of lexical switched off (repeat for several; dyad lexicon rules lists them)")
}

// newScorer makes the scorer of a name without the rules that are switched off.
func (f *taskFlags) newScorer(name string) (stance.Scorer, error) {
	scorer, err := pipeline.NewScorer(name)
	if err != nil {
		return nil, err
	}
	return f.leaveOut(scorer)
}

// leaveOut gives a scorer without the rules that are switched off.
func (f *taskFlags) leaveOut(scorer stance.Scorer) (_ stance.Scorer, err error) {
	if len(f.without) == 0 {
		return scorer, nil
	}
	switch s := scorer.(type) {
	case *stance.Lexical:
		scorer, err = s.Without(f.without...)
	case *stance.Combined:
		var rules *stance.Lexical
		rules, err = s.Lexical.Without(f.without...)
		scorer = &stance.Combined{Reader: s.Reader, Lexical: rules, Join: s.Join}
	}
	if err != nil {
		return nil, usagef("--without: %v; dyad lexicon rules lists them", err)
	}
	return scorer, nil
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
		return nil, err
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
	m, err := measuredOn(gold, metrics)
	if err != nil {
		return err
	}
	return validate.WriteMetricsCSV(stdout, m)
}

// measuredOn puts metrics together with what they were measured on.
func measuredOn(gold string, metrics []validate.Metric) (validate.Measurement, error) {
	from, err := originOf(gold)
	if err != nil {
		return validate.Measurement{}, err
	}
	for i := range metrics {
		name := metrics[i].Scorer
		kind, _, _ := strings.Cut(name, "/") // a head of the reader
		if _, known := from.Versions[name]; known {
			continue
		}
		from.Versions[name] = "" // of a floor, such as the most frequent class
		if s, err := pipeline.NewScorer(kind); err == nil {
			from.Versions[name] = s.Describe().Version
		}
	}
	return validate.Measurement{From: from, Metrics: metrics}, nil
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
	in, err := table.HashFile(gold, filepath.Base(gold))
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
func (f *taskFlags) taskScorers() ([]stance.Scorer, error) {
	first, err := f.newScorer(f.scorer)
	if err != nil {
		return nil, err
	}
	out := []stance.Scorer{first}
	for _, base := range []string{"vader", "bayes"} {
		if base == f.scorer {
			continue
		}
		s, err := pipeline.NewScorer(base)
		if err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, nil
}

// signFlags are the flags of the tasks whose code is a sign.
type signFlags struct {
	taskFlags
	refit          bool
	train, factors string
}

func newValidateSignCmd(task validate.SignTask, short, long string) *cobra.Command {
	var f signFlags
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
	f.add(cmd, "reader")
	if heads := task.ReaderHeads(); len(heads) > 0 {
		cmd.Long += fmt.Sprintf(`

The reader is asked twice: its head %s was trained on a gold set of this kind,
its head %s is the one that a run uses. Where a head calls too many or too few
rows neutral for this kind of code, the probability of neutral is multiplied by a
factor, which was found on the set's training part and is told on stderr.
--refit finds the factors again, on --train.`, heads[0], heads[1])
		fs := cmd.Flags()
		fs.BoolVar(&f.refit, "refit", false, "find the reader's factors again, and write them to --factors if it is named")
		fs.StringVar(&f.train, "train", "", "coded `FILE` to find them on (default: "+string(task)+"/train.csv in DYAD_DATA, or ../shared/data)")
		fs.StringVar(&f.factors, "factors", "", "JSON `FILE` of factors (default: those built in, validate/neutral.json)")
	}
	return cmd
}

func validateSigns(ctx context.Context, task validate.SignTask, f *signFlags, stdout, stderr io.Writer) error {
	if err := f.check(); err != nil {
		return err
	}
	g, err := f.readGold(task.Columns())
	if err != nil {
		return err
	}
	task.Check(g)
	names, found, err := f.predict(ctx, task, g, stderr)
	if err != nil {
		return err
	}
	tellBad(stderr, g)
	if err := f.write(g, names[0], found[0]); err != nil {
		return err
	}
	if !g.Has("label") {
		if f.predictions == "" {
			return errors.New("the gold table has no column label: name a file with --predictions")
		}
		return nil
	}
	names, found = append(names, "majority"), append(found, validate.Majority(g, "label"))
	metrics, err := measureSigns(task, g, names, found, f.options())
	if err != nil {
		return err
	}
	return f.print(stdout, metrics, names[0])
}

// measureSigns measures the predictions of several scorers.
func measureSigns(task validate.SignTask, g *validate.Gold, names []string, found [][]validate.Prediction, o validate.Options) ([]validate.Metric, error) {
	var metrics []validate.Metric
	for i, name := range names {
		m, err := task.Measure(g, name, found[i], o)
		if err != nil {
			return nil, err
		}
		metrics = append(metrics, m...)
	}
	return metrics, nil
}

// predict gives the predictions of the scorer asked for and after them, where
// there is something to measure, those of the baselines. The reader has those
// of two heads, by the names of scorer and head.
func (f *signFlags) predict(ctx context.Context, task validate.SignTask, g *validate.Gold, stderr io.Writer) ([]string, [][]validate.Prediction, error) {
	scorers, err := f.taskScorers()
	if err != nil {
		return nil, nil, err
	}
	var names []string
	var found [][]validate.Prediction
	if f.scorer == "reader" && task != validate.DocumentTask {
		if names, found, err = f.predictHeads(ctx, task, g, stderr); err != nil {
			return nil, nil, err
		}
		scorers = scorers[1:]
	}
	if !g.Has("label") {
		scorers = scorers[:max(0, 1-len(names))]
	}
	a, err := annotate.New(annotate.Options{Scope: annotate.ScopeAll})
	if err != nil {
		return nil, nil, err
	}
	more, err := task.Predict(ctx, a, g, scorers, f.options())
	for _, s := range scorers {
		names = append(names, s.Describe().Name)
	}
	return names, append(found, more...), err
}

// predictHeads asks the reader's heads.
func (f *signFlags) predictHeads(ctx context.Context, task validate.SignTask, g *validate.Gold, stderr io.Writer) ([]string, [][]validate.Prediction, error) {
	r, err := reader.New()
	if err != nil {
		return nil, nil, err
	}
	factors, err := f.neutral(ctx, task, r)
	if err != nil {
		return nil, nil, err
	}
	if factors.Reader != r.Hash() {
		fmt.Fprintln(stderr, "dyad: the factors of the neutral class were not found with these weights; --refit finds them again")
	}
	var names []string
	for _, head := range task.ReaderHeads() {
		names = append(names, "reader/"+head)
		if v := factors.Of(task, head); v != 1 {
			fmt.Fprintf(stderr, "dyad: head %s: neutral times %g, found on %d rows of the training part\n", head, v, factors.Rows)
		}
	}
	found, err := task.PredictReader(ctx, r, g, &factors, f.options())
	return names, found, err
}

// neutral gives the factors of the neutral class, found again if that is asked
// for.
func (f *signFlags) neutral(ctx context.Context, task validate.SignTask, r *reader.Reader) (validate.NeutralFactors, error) {
	out, err := validate.BuiltinNeutral()
	if f.factors != "" && err == nil {
		var data []byte
		if data, err = os.ReadFile(f.factors); err == nil {
			out, err = validate.ParseNeutral(data)
		} else if f.refit && errors.Is(err, os.ErrNotExist) {
			err = nil
		}
	}
	if err != nil || !f.refit {
		return out, err
	}
	train := taskFlags{gold: cmp.Or(f.train, filepath.Join(dataFolder(), string(task), "train.csv"))}
	g, err := train.readGold(append(task.Columns(), "label"))
	if err != nil {
		return out, err
	}
	task.Check(g)
	if err := out.FitNeutral(ctx, task, r, g, f.seed, f.options()); err != nil || f.factors == "" {
		return out, err
	}
	data, err := json.MarshalIndent(out, "", "  ")
	if err != nil {
		return out, err
	}
	return out, atomicfile.Write(f.factors, func(w io.Writer) error { _, err := w.Write(append(data, '\n')); return err })
}
