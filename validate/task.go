package validate

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/pipeline"
	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/seed-7a84ba5f/dyad/stance"
)

// Task is a measurement on one gold table.
type Task struct {
	Options
	Gold    string    // its file
	Scorer  string    // that is measured, beside the baselines
	Without []string  // rules of lexical that are switched off
	Bare    bool      // predictions have no guard against formulas
	Log     io.Writer // rows that are left out and what else is to know, a line each
}

// Result is what a task gives.
type Result struct {
	Gold    string // the file measured on
	Scorer  string // whose figures people are given in detail
	Metrics []Metric
	Task    string   // of Figures
	Figures []Figure // of dyad as a whole, in place of metrics
	// Uncoded says which columns of codes the table has not: then nothing is
	// measured, and there are only predictions.
	Uncoded string
	// Predictions writes what was predicted.
	Predictions func(w io.Writer) error
	text        func(w io.Writer) error // nil is the usual table
}

// WriteText writes the figures for people.
func (r *Result) WriteText(w io.Writer) error {
	switch {
	case r.text != nil:
		return r.text(w)
	case r.Figures != nil:
		return WriteText(w, r.Figures)
	}
	return WriteMetricsText(w, r.Metrics, r.Scorer)
}

// WriteCSV writes the figures for programs, with the gold table, the versions of the
// scorers and that of dyad.
func (r *Result) WriteCSV(w io.Writer, version string) error {
	if r.Figures != nil {
		from, err := OriginOf(r.Gold, version)
		if err != nil {
			return err
		}
		return WriteCSV(w, from, r.Task, r.Figures)
	}
	m, err := MeasuredOn(r.Gold, version, r.Metrics)
	if err != nil {
		return err
	}
	return WriteMetricsCSV(w, m)
}

// OriginOf names a gold table and what it is measured by: dyad of a version.
func OriginOf(gold, version string) (Origin, error) {
	in, err := table.HashFile(gold, filepath.Base(gold))
	return Origin{Gold: in.Path, SHA256: in.SHA256, Versions: map[string]string{"dyad": version}}, err
}

// MeasuredOn puts metrics together with what they were measured on.
func MeasuredOn(gold, version string, metrics []Metric) (Measurement, error) {
	from, err := OriginOf(gold, version)
	if err != nil {
		return Measurement{}, err
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
	return Measurement{From: from, Metrics: metrics}, nil
}

// ReadGoldFile reads a gold table, as ReadGold.
func ReadGoldFile(path string, need ...string) (*Gold, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return ReadGold(file, path, need...)
}

// TellBad names the rows that are left out, and says how many.
func (g *Gold) TellBad(log io.Writer) {
	bad := g.Problems()
	for _, p := range bad {
		fmt.Fprintf(log, "dyad: %v\n", p)
	}
	if len(bad) > 0 {
		fmt.Fprintf(log, "dyad: %d of %d rows of %s were left out\n", len(bad), len(g.Rows), g.Name)
	}
}

// predicted is the result of a table with one prediction a row.
func (t *Task) predicted(g *Gold, scorer string, found []Prediction) *Result {
	return &Result{Gold: t.Gold, Scorer: scorer, Predictions: func(w io.Writer) error { return WritePredictions(w, g, scorer, found, t.Bare) }}
}

// newScorer makes the scorer of a name without the rules that are switched off.
func (t *Task) newScorer(name string) (stance.Scorer, error) {
	scorer, err := pipeline.NewScorer(name)
	if err != nil {
		return nil, err
	}
	return WithoutRules(scorer, t.Without)
}

// WithoutRules gives a scorer without some rules of lexical; an unknown one is a
// *pipeline.ChoiceError.
func WithoutRules(scorer stance.Scorer, without []string) (_ stance.Scorer, err error) {
	if len(without) == 0 {
		return scorer, nil
	}
	switch s := scorer.(type) {
	case *stance.Lexical:
		scorer, err = s.Without(without...)
	case *stance.Combined:
		var rules *stance.Lexical
		rules, err = s.Lexical.Without(without...)
		scorer = &stance.Combined{Reader: s.Reader, Lexical: rules, Join: s.Join}
	}
	if err != nil {
		return nil, choice("--without: %v; dyad lexicon rules lists them", err)
	}
	return scorer, nil
}

// everySentence annotates all sentences of texts that no study is about.
func everySentence() (*annotate.Annotator, error) {
	return annotate.New(annotate.Options{Scope: annotate.ScopeAll})
}

// measured joins the metrics of several scorers.
func measured[F any](names []string, found []F, measure func(name string, found F) ([]Metric, error)) ([]Metric, error) {
	var out []Metric
	for i, name := range names {
		m, err := measure(name, found[i])
		if err != nil {
			return nil, err
		}
		out = append(out, m...)
	}
	return out, nil
}

// choice is a wrong choice of the caller's.
func choice(format string, args ...any) error {
	return &pipeline.ChoiceError{Err: fmt.Errorf(format, args...)}
}
