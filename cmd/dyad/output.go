package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"github.com/seed-7a84ba5f/dyad/internal/build"
	"github.com/seed-7a84ba5f/dyad/pipeline"
	"github.com/seed-7a84ba5f/dyad/report"
	"github.com/seed-7a84ba5f/dyad/report/repeat"
	"github.com/seed-7a84ba5f/dyad/report/table"
)

// outputFlags are the flags of everything that writes a run folder.
type outputFlags struct {
	pipeline.Output
	formats    []string
	multiverse bool
}

func (f *outputFlags) add(fs *pflag.FlagSet) {
	fs.StringVar(&f.Dir, "out", "dyad-run", "`FOLDER` for the tables")
	fs.BoolVar(&f.Force, "force", false, "replace an earlier run in the folder")
	fs.StringSliceVar(&f.formats, "format", []string{"csv"}, "formats of the tables: "+formatNames()+" (several by comma)")
	fs.BoolVar(&f.NoGuard, "no-guard", false, "leave out the apostrophe before text that a spreadsheet would run as a formula")
	fs.StringVar(&f.Gold, "gold", "", "coding set or CSV `FILE` of human codes of portrayals (doc_id, sentence_no, target, portrayal or own_stance or both and, where known, probability, trained) that correct the estimates")
	fs.StringSliceVar(&f.Validation, "validation", nil, "CSV `FILE` that dyad validate --format csv wrote, shown beside the answers (several by comma, or the flag again)")
	fs.BoolVar(&f.multiverse, "multiverse", false, "ask the question under the usual other choices too: detail/multiverse.csv (dyad multiverse makes it of others)")
	fs.BoolVar(&f.Excel, "excel", false, "begin each table with a byte order mark, for Excel")
}

// open reads what the tables need beside the articles, and reports early that the
// folder cannot be written.
func (f *outputFlags) open(ctx context.Context, stderr io.Writer) (err error) {
	if f.Formats, err = formatsOf(f.formats); err != nil {
		return err
	}
	if f.multiverse {
		usual := report.DefaultChoices()
		f.Multiverse = &usual
	}
	f.Environment, f.Step = environment(), stepsOn(stderr)
	return f.Open(ctx)
}

// environment is what a run's figures do not depend on.
func environment() repeat.Environment {
	return repeat.Environment{Revision: build.Revision(), Time: time.Now().UTC().Format(time.RFC3339), OS: runtime.GOOS, Arch: runtime.GOARCH,
		Go: runtime.Version(), Arguments: os.Args[1:]}
}

func formatNames() string {
	var names []string
	for _, f := range table.Formats() {
		names = append(names, string(f))
	}
	return strings.Join(names, ", ")
}

// formatsOf gives the formats of these names.
func formatsOf(names []string) ([]table.Format, error) {
	out := make([]table.Format, 0, len(names))
	for _, name := range names {
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
func (f *outputFlags) write(stdout, stderr io.Writer, info table.Info, all table.Records, o report.Options, quiet bool) error {
	f.Environment.Workers = o.Workers
	run, err := f.Build(info, all, o)
	if !quiet && err == nil {
		f.tell(stderr)
	}
	if err != nil {
		return err
	}
	notes, err := f.Write(run)
	if err != nil || quiet {
		return err
	}
	tell(stderr, notes)
	tell(stderr, run.GroupNotes())
	fmt.Fprintf(stderr, "wrote %s; to look at it: dyad open %s\n", f.Dir, f.Dir)
	return run.WriteSummary(stdout, widthOf(stdout))
}

// tell tells what is wrong with the human codes and with the tables of validate.
func (f *outputFlags) tell(stderr io.Writer) {
	if f.Gold != "" {
		problems := slices.Clone(f.Codes.Problems)
		for i := range problems {
			problems[i].Where = filepath.Join(filepath.Dir(f.Gold), problems[i].Where)
		}
		tell(stderr, problems)
		fmt.Fprintf(stderr, "gold: %d of %s used, %d rows left out\n", f.Codes.Used, table.Counted(f.Codes.All, "code"), f.Codes.LeftOut)
	}
	tell(stderr, f.Problems())
}
