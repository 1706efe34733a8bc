package main

import (
	"context"
	"fmt"
	"io"
	"math"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/internal/atomicfile"
	"github.com/seed-7a84ba5f/dyad/stance"
	"github.com/seed-7a84ba5f/dyad/validate"
)

// signModelFlags are the flags of model train and model eval for the models
// that judge signs.
type signModelFlags struct {
	task         validate.SignTask
	train, signs string
	out          string
	gold         []string
	format       string
	ablate       bool
	options      stance.TrainOptions
}

func (f *signModelFlags) add(cmd *cobra.Command) {
	fs := cmd.Flags()
	fs.StringVar(&f.train, "train", "", "coded CSV `FILE` to train on, as of validate "+string(f.task))
	fs.StringVar(&f.signs, "signs", "", "CSV `FILE` of the other task, whose signs are learned too")
	fs.Uint64Var(&f.options.Seed, "seed", 1, "of the random numbers")
	fs.IntVar(&f.options.Nets, "nets", 0, "networks (0: default, -1: none)")
	fs.IntVar(&f.options.Hidden, "hidden", 0, "hidden units of each network (0: default)")
	fs.IntVar(&f.options.Epochs, "epochs", 0, "passes over the data for the networks (0: default)")
	fs.IntVar(&f.options.MinRows, "min-rows", 0, "rows that a feature must be in (0: default)")
	fs.Float64Var(&f.options.L2, "l2", 0, "penalty of the linear model (0: default)")
	fs.Float64Var(&f.options.Extra, "extra", 0, "weight of the rows of --signs (0: default)")
	fs.IntVar(&f.options.Workers, "workers", runtime.NumCPU(), "parts fitted at a time; changes no result")
}

func newModelTrainSignCmd(task validate.SignTask) *cobra.Command {
	f := signModelFlags{task: task}
	cmd := &cobra.Command{
		Use:   string(task) + " --train FILE --signs FILE --out FILE",
		Short: "Rebuild the model of validate " + string(task),
		Long: `Train the model on coded rows. The rows of --signs, coded for the other task, teach
for against against and nothing of neutral. The same data, options and seed give
the same bytes on machines of one architecture, as long as annotation and word
lists are the same.`,
		Example: "  dyad model train target --train target/train.csv --signs directed/train.csv --out target.model",
		Args:    usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return f.runTrain(cmd.Context(), cmd.ErrOrStderr())
		},
	}
	f.add(cmd)
	cmd.Flags().StringVar(&f.out, "out", "", "model `FILE` to write")
	return cmd
}

func (f *signModelFlags) runTrain(ctx context.Context, stderr io.Writer) error {
	if f.train == "" || f.out == "" {
		return usagef("--train and --out are needed")
	}
	a, err := annotate.New(annotate.Options{Scope: annotate.ScopeAll})
	if err != nil {
		return err
	}
	examples, err := f.examples(ctx, a, stderr)
	if err != nil {
		return err
	}
	f.options.Task = stance.ModelTask(f.task)
	t, err := stance.Train(ctx, examples, f.options)
	if err != nil {
		return err
	}
	return f.write(t.Model)
}

// write writes the model file.
func (f *signModelFlags) write(m *stance.Model) error {
	return atomicfile.Write(f.out, func(w io.Writer) error {
		_, err := m.WriteTo(w)
		return err
	})
}

// examples reads what a model is trained on.
func (f *signModelFlags) examples(ctx context.Context, a *annotate.Annotator, stderr io.Writer) ([]stance.Example, error) {
	out, err := f.read(ctx, a, f.task, f.train, stderr)
	if err != nil {
		return nil, err
	}
	if out = stance.Distinct(out); f.signs == "" {
		return out, nil
	}
	other := validate.Directed
	if f.task == validate.Directed {
		other = validate.Target
	}
	more, err := f.read(ctx, a, other, f.signs, stderr)
	for _, e := range stance.Distinct(more) {
		if e.Sign != 0 {
			e.SignOnly = true
			out = append(out, e)
		}
	}
	return out, err
}

// read makes examples of a coded table.
func (f *signModelFlags) read(ctx context.Context, a *annotate.Annotator, task validate.SignTask, name string, stderr io.Writer) ([]stance.Example, error) {
	g, err := readTable(name, append(task.Columns(), "label"))
	if err != nil {
		return nil, err
	}
	task.Check(g)
	voters, err := stance.Voters()
	if err != nil {
		return nil, err
	}
	out, err := task.Examples(ctx, a, g, voters, validate.Options{Workers: f.options.Workers})
	tellBad(stderr, g)
	return out, err
}

// readTable reads a gold table by name.
func readTable(name string, columns []string) (*validate.Gold, error) {
	f := taskFlags{gold: name}
	return f.readGold(columns)
}

func newModelEvalSignCmd(task validate.SignTask) *cobra.Command {
	f := signModelFlags{task: task}
	cmd := &cobra.Command{
		Use:   string(task) + " --train FILE --signs FILE --gold FILE...",
		Short: "Measure the model of validate " + string(task) + " as it is trained, by folds and on other rows",
		Long: `Train the model as "dyad model train" does, and beside it in the same run a linear
model of nothing but words and pairs of words. Given are both models' macro-F1 over
five folds (by article or text) of the training rows with mean and spread, their
figures on each gold table, and over all gold tables together the difference in
macro-F1 with a paired bootstrap interval. With --ablate each group of features is
left out in turn.`,
		Example: "  dyad model eval target --train target/train.csv --signs directed/train.csv --gold target/dev_rw.csv,target/dev_mt.csv",
		Args:    usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return f.runEval(cmd.Context(), cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	f.add(cmd)
	cmd.Flags().StringSliceVar(&f.gold, "gold", nil, "coded CSV `FILES` to measure on")
	cmd.Flags().StringVar(&f.format, "format", "text", "text or csv")
	cmd.Flags().StringVar(&f.out, "out", "", "write the model to `FILE` too, as model train does")
	cmd.Flags().BoolVar(&f.ablate, "ablate", false, "measure what each group of features adds")
	return cmd
}

// variant is a way to train that is measured.
type variant struct {
	name    string
	options stance.TrainOptions
	signs   bool // whether the rows of the other task are used
}

// variants gives the model, the n-gram model and, if asked for, the model
// without each of its groups and parts.
func (f *signModelFlags) variants() []variant {
	f.options.Task = stance.ModelTask(f.task)
	ngram := f.options
	names := stance.GroupNames()
	ngram.Groups, ngram.Nets, ngram.MinRows = 1<<slices.Index(names, "ngrams"), -1, 2
	out := []variant{{"model", f.options, true}, {"ngram", ngram, false}}
	if !f.ablate {
		return out
	}
	if linear := f.options; linear.Nets >= 0 {
		linear.Nets = -1
		out = append(out, variant{"without networks", linear, true})
	}
	out = append(out, variant{"without the other task", f.options, false})
	for g, name := range names {
		if name == "ngrams" || name == "holder" && f.task == validate.Target {
			continue
		}
		o := f.options
		o.Groups = 1<<slices.Index(names, "ngrams") - 1
		o.Groups &^= 1 << g
		out = append(out, variant{"without " + name, o, true})
	}
	return out
}

func (f *signModelFlags) runEval(ctx context.Context, stdout, stderr io.Writer) error {
	if f.train == "" {
		return usagef("--train is needed")
	}
	if f.format != "text" && f.format != "csv" {
		return usagef("--format %q is neither text nor csv", f.format)
	}
	a, err := annotate.New(annotate.Options{Scope: annotate.ScopeAll})
	if err != nil {
		return err
	}
	examples, err := f.examples(ctx, a, stderr)
	if err != nil {
		return err
	}
	var dev [][]stance.Example
	for _, name := range f.gold {
		d, err := f.read(ctx, a, f.task, name, stderr)
		if err != nil {
			return err
		}
		dev = append(dev, d)
	}
	e := evaluation{flags: f, dev: dev}
	for _, v := range f.variants() {
		if err := e.measure(ctx, v, examples); err != nil {
			return err
		}
	}
	return e.write(stdout)
}

// evaluation gathers the figures of variants.
type evaluation struct {
	flags *signModelFlags
	dev   [][]stance.Example
	rows  map[string][]validate.Rated // variant -> rated rows of all gold tables
	order []string                    // of variants
	tasks []string
	found map[string][]validate.Metric // task -> metrics
}

// train trains a variant. The n-gram model gets the penalty that does best on
// held-out rows, so that it is no straw man.
func (v variant) train(ctx context.Context, examples []stance.Example) (*stance.Trained, error) {
	if v.name != "ngram" {
		return stance.Train(ctx, examples, v.options)
	}
	var best *stance.Trained
	top := -1.0
	for _, l2 := range []float64{0.1, 0.3, 1, 3} {
		v.options.L2 = l2
		t, err := stance.Train(ctx, examples, v.options)
		if err != nil {
			return nil, err
		}
		if f := validate.MacroF1(rate(examples, t.Held)); f > top {
			best, top = t, f
		}
	}
	return best, nil
}

// measure trains a variant and takes its figures.
func (e *evaluation) measure(ctx context.Context, v variant, examples []stance.Example) error {
	if !v.signs {
		examples = slices.DeleteFunc(slices.Clone(examples), func(x stance.Example) bool { return x.SignOnly })
	}
	t, err := v.train(ctx, examples)
	if err != nil {
		return err
	}
	main := slices.DeleteFunc(slices.Clone(examples), func(x stance.Example) bool { return x.SignOnly })
	if err := e.take(v.name, main, t.Held, func(x stance.Example) stance.Verdict { return t.Judge(x, false) }); err != nil {
		return err
	}
	if v.name != "model" {
		return nil
	}
	if e.flags.out != "" {
		if err := e.flags.write(t.Model); err != nil {
			return err
		}
	}
	name := "ensemble"
	if len(t.Voters()) > 0 {
		name += " (" + strings.Join(t.Voters(), ", ") + ")"
	}
	return e.take(name, main, t.Together, func(x stance.Example) stance.Verdict { return t.Judge(x, true) })
}

// take takes the figures of held-out verdicts, and of those on the gold tables.
func (e *evaluation) take(name string, main []stance.Example, held []stance.Verdict, judge func(stance.Example) stance.Verdict) error {
	if err := e.folds(name, main, held); err != nil {
		return err
	}
	var all []validate.Rated
	for i, d := range e.dev {
		var verdicts []stance.Verdict
		for _, x := range d {
			verdicts = append(verdicts, judge(x))
		}
		rated := rate(d, verdicts)
		all = append(all, rated...)
		if err := e.add(name, strings.TrimSuffix(filepath.Base(e.flags.gold[i]), ".csv"), rated); err != nil {
			return err
		}
	}
	if e.rows == nil {
		e.rows = map[string][]validate.Rated{}
	}
	e.rows[name] = all
	e.order = append(e.order, name)
	if len(e.dev) > 1 {
		return e.add(name, "pooled", all)
	}
	return nil
}

// folds takes the figures of cross-validation: of all rows together, and the
// mean and spread of macro-F1 over the folds.
func (e *evaluation) folds(name string, main []stance.Example, held []stance.Verdict) error {
	const n = 5
	if err := e.add(name, "train, held out", rate(main, held)); err != nil {
		return err
	}
	var f1 []float64
	for k := range n {
		var part []stance.Example
		var said []stance.Verdict
		for i, x := range main {
			if stance.Fold(x.Cluster, n) == k {
				part, said = append(part, x), append(said, held[i])
			}
		}
		f1 = append(f1, validate.MacroF1(rate(part, said)))
	}
	mean, sd := 0.0, 0.0
	for _, v := range f1 {
		mean += v / n
	}
	for _, v := range f1 {
		sd += (v - mean) * (v - mean) / (n - 1)
	}
	task := e.task("train, held out")
	figure := func(metric string, v float64) {
		e.found[task] = append(e.found[task], validate.Metric{Scorer: name, Task: task, Name: metric, Value: v, Low: math.NaN(), High: math.NaN(), N: len(main)})
	}
	figure("fold_mean_macro_f1", mean)
	figure("fold_sd_macro_f1", math.Sqrt(sd))
	return nil
}

func (e *evaluation) task(on string) string { return string(e.flags.task) + ": " + on }

func (e *evaluation) add(scorer, on string, rated []validate.Rated) error {
	task := e.task(on)
	m, err := validate.MeasureSigns(scorer, task, rated, validate.Options{Seed: e.flags.options.Seed})
	if err != nil {
		return err
	}
	if e.found == nil {
		e.found = map[string][]validate.Metric{}
	}
	if !slices.Contains(e.tasks, task) {
		e.tasks = append(e.tasks, task)
	}
	e.found[task] = append(e.found[task], m...)
	return nil
}

func rate(examples []stance.Example, verdicts []stance.Verdict) []validate.Rated {
	var out []validate.Rated
	for i, x := range examples {
		out = append(out, validate.RateVerdict(x.Cluster, x.Sign, verdicts[i]))
	}
	return out
}

// write writes all figures, and the paired differences from the n-gram model.
func (e *evaluation) write(stdout io.Writer) error {
	var pairs []validate.Metric
	for _, v := range e.order {
		if v == "ngram" || len(e.dev) == 0 {
			continue
		}
		m, err := validate.PairedSigns(v, "ngram", e.task("gold tables together"), e.rows[v], e.rows["ngram"], validate.Options{Seed: e.flags.options.Seed})
		if err != nil {
			return err
		}
		pairs = append(pairs, m)
	}
	if e.flags.format == "csv" {
		var all []validate.Metric
		for _, t := range e.tasks {
			all = append(all, e.found[t]...)
		}
		return validate.WriteMetricsCSV(stdout, validate.Origin{}, append(all, pairs...))
	}
	for _, t := range e.tasks {
		fmt.Fprintf(stdout, "%s\n", t)
		detail := ""
		if t == e.tasks[len(e.tasks)-1] {
			detail = "model"
		}
		if err := validate.WriteMetricsText(stdout, e.found[t], detail); err != nil {
			return err
		}
		fmt.Fprintln(stdout)
	}
	return validate.WriteMetricsText(stdout, pairs, "")
}
