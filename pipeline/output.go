package pipeline

import (
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/coding"
	"github.com/seed-7a84ba5f/dyad/report"
	"github.com/seed-7a84ba5f/dyad/report/repeat"
	"github.com/seed-7a84ba5f/dyad/report/table"
)

// Output is a run folder that is to be written, and what its figures need beside the
// rows of articles.
type Output struct {
	Dir        string
	Formats    []table.Format  // nil is CSV
	Force      bool            // an earlier run in the folder may be replaced
	Work       *repeat.Work    // that took the folder; nil takes it for the writing alone
	NoGuard    bool            // CSV without spreadsheet guard
	Excel      bool            // CSV with a byte order mark
	Gold       string          // file of human codes that correct the estimates, "" for none
	Validation []string        // tables of dyad validate, shown beside the answers
	Multiverse *report.Choices // under which the question is asked again, nil for none
	// Texts gives the canonical text of an article, for texts/; nil writes none.
	Texts       func(docID string) (string, error)
	Environment repeat.Environment
	Step        func(name string, parts int) func(n int) // as in Options

	// Codes says, once a run was built, what became of the human codes.
	Codes struct {
		Problems  []table.Problem // rows of no use, placed by the file's name
		All, Used int             // codes
		LeftOut   int             // rows
	}
	codes    *report.Gold
	measured *table.Validation
}

// Open reads the gold table and the tables of validate, and reports early, before
// articles are scored, that the folder cannot be written; Write looks again.
func (o *Output) Open(ctx context.Context) (err error) {
	if o.Gold != "" {
		in, err := coding.Open(ctx, o.Gold)
		if err != nil {
			return err
		}
		defer in.Close()
		if o.codes, err = report.ReadGold(in, o.Gold); err != nil {
			return err
		}
	}
	if len(o.Validation) > 0 {
		if o.measured, err = table.ReadValidation(o.Validation); err != nil {
			return err
		}
	}
	if err := repeat.Replaceable(o.Dir, false, o.Force); err != nil || !repeat.IsFinished(o.Dir, false) {
		return err
	}
	return o.clash()
}

// clash finds early a file of the folder that a table asked for would replace.
func (o *Output) clash() error {
	names, err := repeat.Foreign(o.Dir)
	for _, name := range names {
		stem, _, _ := strings.Cut(path.Base(name), ".")
		if path.Dir(name) == "detail" && (o.Multiverse != nil && strings.HasPrefix(stem, "multiverse") || o.measured != nil && stem == "validation") {
			return fmt.Errorf("%s: %s %w", o.Dir, name, repeat.ErrForeign)
		}
	}
	return err
}

// Inputs are the gold table and the tables of validate.
func (o *Output) Inputs() []table.Input {
	var out []table.Input
	if o.codes != nil {
		out = append(out, o.codes.Input)
	}
	if o.measured != nil {
		out = append(out, o.measured.Inputs...)
	}
	return out
}

// Problems are what was wrong with the tables of validate.
func (o *Output) Problems() []table.Problem {
	if o.measured == nil {
		return nil
	}
	return o.measured.Problems
}

// Build makes the run of the rows of articles, which must stay readable until it is
// written.
func (o *Output) Build(info table.Info, all table.Records, e report.Options) (*report.Run, error) {
	done := (&Options{Step: o.Step}).step("estimating", 0)
	defer done(0)
	e, err := o.estimates(all, e)
	if err != nil {
		return nil, err
	}
	info.Inputs = slices.Concat(info.Inputs, o.Inputs())
	info.Problems = slices.Concat(info.Problems, o.Codes.Problems, o.Problems())
	return report.BuildFrom(info, all, e)
}

// estimates holds the codes against the records, and adds to the options what the
// figures need beside them.
func (o *Output) estimates(all table.Records, e report.Options) (report.Options, error) {
	if o.codes != nil {
		unmatched, err := o.codes.Match(all)
		if err != nil {
			return e, err
		}
		o.Codes.Problems = slices.Concat(o.codes.Problems, unmatched)
		o.Codes.All, o.Codes.LeftOut = o.codes.Coded(), len(o.codes.Problems)
		o.Codes.Used = o.Codes.All - len(unmatched)
		e.Gold = o.codes
	}
	if o.measured != nil {
		e.Validation = o.measured.Rows
	}
	e.Multiverse = o.Multiverse
	return e, nil
}

// Write writes the run folder, whole or not at all. The notes say what a reader of
// the folder should know of how it was written.
func (o *Output) Write(run *report.Run) (notes []table.Problem, err error) {
	done := (&Options{Step: o.Step}).step("writing", 0)
	defer done(0)
	w := repeat.WriteOptions{Force: o.Force, Work: o.Work, Formats: o.Formats, NoGuard: o.NoGuard, Excel: o.Excel, Environment: o.Environment,
		Note: func(message string) { notes = append(notes, table.Problem{Message: message}) }}
	var broken error
	if o.Texts != nil {
		w.Texts = func(id string) (string, bool) {
			text, err := o.Texts(id)
			if err != nil {
				broken = err
			}
			return text, err == nil
		}
	}
	err = repeat.Write(o.Dir, run, w)
	return notes, errors.Join(err, broken)
}
