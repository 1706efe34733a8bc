package table

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/internal/csvin"
)

// ValidationRow is a row of validation.csv: one figure of how well a scorer, or
// dyad as a whole, agrees with human codes. dyad validate measured it, on texts of
// its own; the run only shows it beside its answers.
type ValidationRow struct {
	File          string // the table that it stands in, without folders
	Scorer, Task  string
	Metric        string
	Class         string
	Value         Num
	Low, High     Num
	N             int
	ScorerVersion string
	Gold          string // the gold table, without folders
	GoldSHA256    string
}

// metricDecimals are those that dyad validate prints.
const metricDecimals = 6

// ValidationFields are the columns of validation.csv: figures of dyad validate beside a run.
func ValidationFields() []Field[ValidationRow] {
	type row = ValidationRow
	file := text("file", "", "the table of dyad validate, an input of the run", func(r *row) *string { return &r.File })
	file.Required = true
	return slices.Concat([]Field[row]{file}, metricFields(), []Field[row]{
		text("scorer_version", "", "version of the scorer, or of dyad; empty for a floor such as majority, and where the table does not say it", func(r *row) *string { return &r.ScorerVersion }),
		text("gold", "", "the gold table, without folders; empty where the table does not say it", func(r *row) *string { return &r.Gold }),
		text("gold_sha256", "64 hexadecimal digits", "hash of the gold table", func(r *row) *string { return &r.GoldSHA256 }),
	})
}

// originFields are columns that a table of dyad validate may lack; version is
// what it calls the version.
func originFields(header []string, version string) []Field[ValidationRow] {
	type row = ValidationRow
	all := []Field[row]{
		text(version, "", "", func(r *row) *string { return &r.ScorerVersion }),
		text("gold", "", "", func(r *row) *string { return &r.Gold }),
		text("gold_sha256", "", "", func(r *row) *string { return &r.GoldSHA256 }),
	}
	return slices.DeleteFunc(all, func(f Field[row]) bool { return !slices.Contains(header, f.Name) })
}

// metricFields are the columns of dyad validate target, directed, document,
// relation and stances.
func metricFields() []Field[ValidationRow] {
	type row = ValidationRow
	return append([]Field[row]{
		text("scorer", "", "what was measured; majority: always the most frequent class, as a floor; dyad: what scorers have in common", func(r *row) *string { return &r.Scorer }),
		text("task", "", "what was asked: target, directed, document, relation, stances, attribution, mentions, sentences", func(r *row) *string { return &r.Task }),
		text("metric", "", "accuracy, macro_f1, f1, precision, recall (perhaps behind the name of a code: quad_class_macro_f1), confusion, ece, ece_if_calibrated, brier, reliability_probability and reliability_right; for attribution, mentions and sentences as dyad validate names it", func(r *row) *string { return &r.Metric }),
		text("class", "", "the class that the figure is of; gold>predicted for confusion, the number of the bin for reliability, overlap 0.3 or overlap 0.8 for attribution; empty where it is of all", func(r *row) *string { return &r.Class }),
	}, metricNumbers()...)
}

// metricNumbers are the columns that all tables of dyad validate share.
func metricNumbers() []Field[ValidationRow] {
	type row = ValidationRow
	return []Field[row]{
		number("value", metricDecimals, spreadRange(), "the figure: from 0 to 1, but a count for confusion", func(r *row) *Num { return &r.Value }),
		number("ci_low", metricDecimals, anyRange(), "lower end of its interval, over documents; empty where there is none", func(r *row) *Num { return &r.Low }),
		number("ci_high", metricDecimals, anyRange(), "upper end", func(r *row) *Num { return &r.High }),
		count("n", "rows", "gold rows (or predictions, for precision) that the figure is over", func(r *row) *int { return &r.N }),
	}
}

// figureFields are the columns of dyad validate attribution, mentions and
// sentences. An overlap becomes the class.
func figureFields() []Field[ValidationRow] {
	type row = ValidationRow
	return append([]Field[row]{
		text("task", "", "", func(r *row) *string { return &r.Task }),
		text("measure", "", "", func(r *row) *string { return &r.Metric }),
		text("overlap", "", "", func(r *row) *string { return &r.Class }),
	}, metricNumbers()...)
}

// Validation are tables that dyad validate --format csv wrote.
type Validation struct {
	Inputs   []Input
	Rows     []ValidationRow // in the order of the files' names, then as they stand
	Problems []Problem       // rows that cannot be read, left out
}

// ReadValidation reads tables of dyad validate. Two files of one name are an
// error, as is one that is no such table.
func ReadValidation(paths []string) (*Validation, error) {
	v := &Validation{Rows: []ValidationRow{}}
	for _, path := range paths {
		in, err := HashFile(path, filepath.Base(path))
		if err != nil {
			return nil, err
		}
		for _, other := range v.Inputs {
			if other.Path == in.Path {
				return nil, fmt.Errorf("%s: another table of dyad validate has this name", path)
			}
		}
		v.Inputs = append(v.Inputs, in)
	}
	byName := func(a, b string) int { return strings.Compare(filepath.Base(a), filepath.Base(b)) }
	for _, path := range slices.SortedFunc(slices.Values(paths), byName) {
		if err := v.read(path); err != nil {
			return nil, err
		}
	}
	return v, nil
}

// read adds the rows of a table; the header says of which sort it is.
func (v *Validation) read(path string) error {
	header, err := headerOf(path)
	if err != nil {
		return err
	}
	isFigures := slices.Contains(header, "measure") && slices.Contains(header, "overlap")
	fields := func() []Field[ValidationRow] {
		return append(metricFields(), originFields(header, "scorer_version")...)
	}
	if isFigures {
		fields = func() []Field[ValidationRow] { return append(figureFields(), originFields(header, "version")...) }
	}
	var a assembly
	seen := map[ValidationRow]bool{}
	keep := func(row ValidationRow, where string) *Problem {
		row.File = filepath.Base(path)
		if isFigures {
			row.Scorer = "dyad"
			if row.Class != "" {
				row.Class = "overlap " + row.Class
			}
		}
		if row.Task == "" || row.Metric == "" {
			return &Problem{Where: where, Reason: BadRow, Message: "task or metric is empty", Lost: true}
		}
		key := row
		key.Value, key.Low, key.High, key.N, key.ScorerVersion, key.Gold, key.GoldSHA256 = Num{}, Num{}, Num{}, 0, "", "", ""
		if seen[key] {
			return &Problem{Where: where, Reason: BadRow, Message: fmt.Sprintf("%s %s of %s stands there twice", row.Metric, row.Class, row.Scorer), Lost: true}
		}
		seen[key] = true
		v.Rows = append(v.Rows, row)
		return nil
	}
	if _, err := readTable(path, false, without(fields), &a, keep); err != nil {
		return fmt.Errorf("%s is no table of dyad validate --format csv: %w", path, err)
	}
	for _, p := range slices.Concat(a.faults, a.problems) {
		if p.Lost { // columns beside these are of no use here
			v.Problems = append(v.Problems, p)
		}
	}
	return nil
}

// headerOf is the first row of a CSV file, nil where there is none.
func headerOf(path string) ([]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r, err := csvin.NewReader(f, csvin.Options{})
	if errors.Is(err, csvin.ErrEmpty) {
		return nil, nil
	} else if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return r.Header, nil
}
