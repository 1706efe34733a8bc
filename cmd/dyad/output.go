package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"github.com/seed-7a84ba5f/dyad/coding"
	"github.com/seed-7a84ba5f/dyad/report"
	"github.com/seed-7a84ba5f/dyad/report/repeat"
	"github.com/seed-7a84ba5f/dyad/report/table"
)

// outputFlags are the flags of everything that writes a run folder.
type outputFlags struct {
	out     string
	force   bool
	noGuard bool
	excel   bool
	formats []string
	gold    string
	// validation are tables of dyad validate; multiverse asks for more tables.
	validation []string
	multiverse bool
	choices    *report.Choices // of a run that is repeated; nil are the usual ones

	places      repeat.Places // of the inputs
	codes       *report.Gold  // of the gold table
	goldTrouble int           // rows of it that could not be used
	measured    *table.Validation
}

func (f *outputFlags) add(fs *pflag.FlagSet) {
	fs.StringVar(&f.out, "out", "dyad-run", "`FOLDER` for the tables")
	fs.BoolVar(&f.force, "force", false, "replace an earlier run in the folder")
	fs.StringSliceVar(&f.formats, "format", []string{"csv"}, "formats of the tables: "+formatNames()+" (several by comma)")
	fs.BoolVar(&f.noGuard, "no-guard", false, "leave out the apostrophe before text that a spreadsheet would run as a formula")
	fs.StringVar(&f.gold, "gold", "", "coding set or CSV `FILE` of human codes of portrayals (doc_id, sentence_no, target, portrayal or own_stance or both and, where known, probability, trained) that correct the estimates")
	fs.StringSliceVar(&f.validation, "validation", nil, "CSV `FILE` that dyad validate --format csv wrote, shown beside the answers (several by comma, or the flag again)")
	fs.BoolVar(&f.multiverse, "multiverse", false, "ask the question under the usual other choices too: detail/multiverse.csv (dyad multiverse makes it of others)")
	fs.BoolVar(&f.excel, "excel", false, "begin each table with a byte order mark, for Excel")
}

// free reports early that the folder cannot be written or that the gold table or
// one of validate cannot be read, before an hour of scoring; report.Write looks
// again.
func (f *outputFlags) free() (err error) {
	if _, err := f.formatsOf(); err != nil {
		return err
	}
	if f.gold != "" {
		in, err := coding.Open(context.Background(), f.gold)
		if err != nil {
			return missing(err)
		}
		defer in.Close()
		if f.codes, err = report.ReadGold(in, f.gold); err != nil {
			return err
		}
	}
	if len(f.validation) > 0 {
		if f.measured, err = table.ReadValidation(f.validation); err != nil {
			return missing(err)
		}
	}
	entries, err := os.ReadDir(f.out)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case len(entries) == 0:
		return nil
	}
	if _, err := repeat.ReadManifest(f.out); err != nil {
		return fmt.Errorf("%s: %w", f.out, repeat.ErrNotRun)
	}
	if !f.force {
		return fmt.Errorf("%s: %w; --force replaces it", f.out, repeat.ErrExists)
	}
	return f.clash()
}

// clash finds early a file of the folder that a table asked for would replace.
func (f *outputFlags) clash() error {
	names, err := repeat.Foreign(f.out)
	for _, name := range names {
		table, _, _ := strings.Cut(path.Base(name), ".")
		if path.Dir(name) == "detail" && (f.asked() != nil && strings.HasPrefix(table, "multiverse") || f.measured != nil && table == "validation") {
			return fmt.Errorf("%s: %s %w", f.out, name, repeat.ErrForeign)
		}
	}
	return err
}

// match holds the gold table against the records and tells which of its rows
// are of no use.
func (f *outputFlags) match(stderr io.Writer, info *table.Info, recs []table.Record, quiet bool) {
	unmatched := f.codes.Match(recs)
	problems := append(slices.Clone(f.codes.Problems), unmatched...)
	f.goldTrouble = len(problems)
	info.Inputs = append(slices.Clone(info.Inputs), f.codes.Input)
	info.Problems = append(slices.Clone(info.Problems), problems...)
	if quiet {
		return
	}
	for i := range problems {
		problems[i].Where = filepath.Join(filepath.Dir(f.gold), problems[i].Where)
	}
	tell(stderr, problems)
	coded := f.codes.Coded()
	fmt.Fprintf(stderr, "gold: %d of %s used, %d rows left out\n", coded-len(unmatched), count(coded, "code"), len(f.codes.Problems))
}

// asked are the choices of the multiverse, nil where nobody asked for it.
func (f *outputFlags) asked() *report.Choices {
	if !f.multiverse || f.choices != nil {
		return f.choices
	}
	usual := report.DefaultChoices()
	return &usual
}

func formatNames() string {
	var names []string
	for _, f := range table.Formats() {
		names = append(names, string(f))
	}
	return strings.Join(names, ", ")
}

// formatsOf gives the formats that are asked for.
func (f *outputFlags) formatsOf() ([]table.Format, error) {
	out := make([]table.Format, 0, len(f.formats))
	for _, name := range f.formats {
		format := table.Format(strings.ToLower(strings.TrimSpace(name)))
		if !slices.Contains(table.Formats(), format) {
			return nil, usagef("--format %q is none of %s", name, formatNames())
		}
		out = append(out, format)
	}
	return out, nil
}

// write builds the tables and writes the run folder and, unless quiet, the
// summary to stdout.
func (f *outputFlags) write(stdout, stderr io.Writer, info table.Info, recs []table.Record, o report.Options, texts func(string) (string, bool), quiet bool) error {
	formats, err := f.formatsOf()
	if err != nil {
		return err
	}
	if f.codes != nil {
		f.match(stderr, &info, recs, quiet)
		o.Gold = f.codes
	}
	if f.measured != nil {
		info.Inputs = append(slices.Clone(info.Inputs), f.measured.Inputs...)
		info.Problems = append(slices.Clone(info.Problems), f.measured.Problems...)
		o.Validation = f.measured.Rows
		if !quiet {
			tell(stderr, f.measured.Problems)
		}
	}
	o.Multiverse = f.asked()
	estimating := stepOn(stderr, "estimating")
	run, err := report.Build(info, recs, o)
	estimating.done()
	var column *report.ColumnError
	if errors.As(err, &column) {
		return &usageError{column}
	}
	if err != nil {
		return err
	}
	var notes []table.Problem
	writing := stepOn(stderr, "writing")
	err = repeat.Write(f.out, run, repeat.WriteOptions{
		Force:   f.force,
		Formats: formats,
		NoGuard: f.noGuard,
		Excel:   f.excel,
		Texts:   texts,
		Note:    func(message string) { notes = append(notes, table.Problem{Message: message}) },
		Environment: repeat.Environment{
			Revision:  revision(),
			Places:    f.places,
			Time:      time.Now().UTC().Format(time.RFC3339),
			OS:        runtime.GOOS,
			Arch:      runtime.GOARCH,
			Go:        runtime.Version(),
			Arguments: os.Args[1:],
			Workers:   o.Workers,
		},
	})
	writing.done()
	if err != nil || quiet {
		return err
	}
	tell(stderr, notes)
	tell(stderr, run.GroupNotes())
	fmt.Fprintf(stderr, "wrote %s; to look at it: dyad open %s\n", f.out, f.out)
	return run.WriteSummary(stdout, widthOf(stdout))
}
