package explain

import (
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/seed-7a84ba5f/dyad/internal/csvin"
	"github.com/seed-7a84ba5f/dyad/pipeline"
	"github.com/seed-7a84ba5f/dyad/stance"
)

// RuleRows counts the rows of judgments.csv and relations.csv in a run by the rule they
// rest on.
func RuleRows(run string) (map[string]int, error) {
	fired := map[string]int{}
	for _, table := range []string{"judgments.csv", "relations.csv"} {
		path := filepath.Join(run, table)
		file, err := os.Open(path)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, &pipeline.ChoiceError{Err: fmt.Errorf("%s is no run: it has no %s", run, table)}
		} else if err != nil {
			return nil, err
		}
		err = eachRule(file, func(rule string) { fired[rule]++ })
		file.Close()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
	}
	return fired, nil
}

// eachRule gives the rule of each row of a table that rests on one.
func eachRule(in io.Reader, of func(rule string)) error {
	r, err := csvin.NewReader(in, csvin.Options{})
	if err != nil {
		return err
	}
	column := slices.Index(r.Header, "rule_id")
	if column < 0 {
		return &pipeline.ChoiceError{Err: errors.New("there is no column rule_id")}
	}
	var first error
	err = r.Each(func(bad *csvin.RowError) { first = cmp.Or(first, error(fmt.Errorf("line %d: %w", bad.Line, bad))) }, func(cells []string) {
		if cells[column] != "" {
			of(cells[column])
		}
	})
	return cmp.Or(first, err)
}

// WriteRules lists rules for people or as CSV, with the rows that rest on each where
// they have been counted. Rows that rest on an entry of a list stand at the end.
func WriteRules(w io.Writer, rules []stance.RuleInfo, fired map[string]int, asCSV bool) error {
	head := []string{"name", "sort", "kind", "doc", "place"}
	if fired != nil {
		head = slices.Insert(head, 1, "rows")
	}
	rows, left := [][]string{head}, maps.Clone(fired)
	for _, r := range rules {
		row := []string{r.Name, r.Sort, r.Kind, r.Doc, r.File + ":" + strconv.Itoa(r.Line)}
		if fired != nil {
			row = slices.Insert(row, 1, strconv.Itoa(fired[r.Name]))
			delete(left, r.Name)
		}
		rows = append(rows, row)
	}
	for _, name := range slices.Sorted(maps.Keys(left)) {
		rows = append(rows, []string{name, strconv.Itoa(left[name]), "entry", "", "", ""})
	}
	if asCSV {
		return csv.NewWriter(w).WriteAll(rows)
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, r := range rows {
		fmt.Fprintln(t, strings.Join(r[:len(r)-1], "\t"))
	}
	return t.Flush()
}

// WriteRule writes a rule for people, with its examples.
func WriteRule(w io.Writer, r *stance.RuleInfo) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s %s\n%s\n%s:%d\n", r.Sort, r.Name, r.Kind, r.Doc, r.File, r.Line)
	for _, e := range r.Examples {
		if e.Fires {
			fmt.Fprintf(&b, "  fires  %s => %s\n", e.Text, e.Want)
		} else {
			fmt.Fprintf(&b, "  quiet  %s\n", e.Text)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
