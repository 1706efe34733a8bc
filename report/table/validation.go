package table

import (
	"cmp"
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

// fieldsIn are the columns of a table of dyad validate, which may lack those that say what
// was measured on. One of figures (attribution, mentions, sentences) is of dyad as a whole,
// calls metric measure and scorer_version version, and has an overlap in place of a class.
func fieldsIn(header []string, isFigures bool) []Field[ValidationRow] {
	fields := slices.DeleteFunc(Fields[ValidationRow](), func(f Field[ValidationRow]) bool {
		return f.Name == "file" || isFigures && f.Name == "scorer"
	})
	if isFigures {
		for i := range fields {
			f := &fields[i]
			f.Name = cmp.Or(map[string]string{"metric": "measure", "class": "overlap", "scorer_version": "version"}[f.Name], f.Name)
		}
	}
	may := []string{"scorer_version", "version", "gold", "gold_sha256"}
	return slices.DeleteFunc(fields, func(f Field[ValidationRow]) bool {
		return slices.Contains(may, f.Name) && !slices.Contains(header, f.Name)
	})
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
	fields := func([]string) []Field[ValidationRow] { return fieldsIn(header, isFigures) }
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
	if _, err := readTable(path, false, fields, &a, keep); err != nil {
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
