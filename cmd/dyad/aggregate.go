package main

import (
	"cmp"
	"context"
	"errors"
	"io"
	"runtime"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-7a84ba5f/dyad/pipeline"
	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/seed-7a84ba5f/dyad/study"
)

// aggregateFlags are the flags of aggregate beside those of the output.
type aggregateFlags struct {
	study                  string
	tables                 table.TableFiles
	workers                int
	dedup, by              string
	partial, strict, quiet bool
}

func newAggregateCmd() *cobra.Command {
	var (
		f   aggregateFlags
		out outputFlags
	)
	cmd := command("aggregate", usage(cobra.MaximumNArgs(1)), func(c *call) error {
		return out.taking(c.err, false, false, func() error {
			return aggregate(c, &f, &out, c.args, c.in, c.out, c.err)
		})
	})
	fs := cmd.Flags()
	fs.StringVar(&f.study, "study", "", "study `FILE` whose period, thresholds and seed are used")
	fs.StringVar(&f.tables.Articles, "articles", "", "articles.csv `FILE`, in place of a stream")
	fs.StringVar(&f.tables.Portrayals, "portrayals", "", "portrayals.csv `FILE`")
	fs.StringVar(&f.tables.Judgments, "judgments", "", "judgments.csv `FILE`")
	fs.StringVar(&f.tables.Relations, "relations", "", "relations.csv `FILE`")
	fs.StringVar(&f.dedup, "dedup", "", dedupHelp)
	fs.StringVar(&f.by, "by", "", byHelp)
	fs.IntVar(&f.workers, "workers", runtime.NumCPU(), "estimates at a time; changes no result")
	fs.BoolVar(&f.partial, "partial", false, "take a stream that was cut: its whole articles count")
	fs.BoolVar(&f.strict, "strict", false, "exit with 3 where anything was warned of")
	fs.BoolVar(&f.quiet, "quiet", false, "tell of errors only")
	out.add(fs)
	return cmd
}

func aggregate(ctx context.Context, f *aggregateFlags, out *outputFlags, args []string, stdin io.Reader, stdout, stderr io.Writer) error {
	if err := f.check(args); err != nil {
		return err
	}
	if err := out.open(ctx, stderr); err != nil {
		return err
	}
	reading := stepsOn(stderr)("reading", 0)
	rows, err := f.read(out.NoGuard, args, stdin)
	reading(0)
	if err != nil {
		return err
	}
	inputs := f.inputs(args)
	if rows.Info.Reading.From == "" { // the inputs are articles, and lie where nobody has said
		inputs = nil
	}
	out.SetPlaces(inputs, f.study, "", "")
	s, err := settings(&rows, f.study, f.dedup, f.by)
	if err != nil {
		return err
	}
	if !f.quiet {
		tell(stderr, rows.Info.Problems)
	}
	err = out.write(stdout, stderr, rows.Info, table.RecordsOf(rows.Records), pipeline.Estimates(s, f.workers), f.quiet)
	if err != nil && !isBrokenPipe(err) {
		return err
	}
	return errors.Join(err, strictly(f.strict, len(rows.Info.Problems)+len(out.Codes.Problems)))
}

func (f *aggregateFlags) check(args []string) error {
	tables := len(f.tables.Paths()) > 0
	return cmp.Or(
		wrong(f.workers < 1, "--workers %d: at least 1", f.workers),
		wrong(tables && len(args) > 0, "either a stream (%s) or tables (--articles), not both", strings.Join(args, " ")),
		wrong(tables && (f.tables.Articles == "" || f.tables.Judgments == ""), "--articles and --judgments belong together; --portrayals and --relations may be left out"))
}

// inputs names what is read: tables, a file, or - for standard input.
func (f *aggregateFlags) inputs(args []string) []string {
	switch {
	case f.tables.Articles != "":
		return f.tables.Paths()
	case len(args) > 0:
		return args
	}
	return []string{"-"}
}

// read reads the records from the tables, the file or stdin.
func (f *aggregateFlags) read(noGuard bool, args []string, stdin io.Reader) (pipeline.Rows, error) {
	o := table.ReadOptions{NoGuard: noGuard, Partial: f.partial}
	if f.tables.Articles != "" {
		return pipeline.ReadTables(f.tables, o)
	}
	return pipeline.ReadStream(f.inputs(args)[0], stdin, o)
}

// settings gives the study whose settings make the estimates of rows: that of a file,
// or else their own.
func settings(rows *pipeline.Rows, file, dedup, by string) (s *study.Study, err error) {
	if file != "" {
		if s, err = loadStudy(file); err != nil {
			return nil, err
		}
	}
	return rows.Settings(s, dedup, by, toolVersion)
}
