package main

import (
	"cmp"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"

	"github.com/spf13/cobra"

	"github.com/seed-7a84ba5f/dyad/report/repeat"
	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/seed-7a84ba5f/dyad/stance"
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
	cmd := &cobra.Command{
		Use:   "aggregate [flags] [FILE]",
		Short: "Make all tables from what score wrote, or from edited tables",
		Long: `Read the JSON Lines of dyad score from FILE or stdin, or the tables articles.csv,
portrayals.csv, judgments.csv and relations.csv of a run, perhaps edited, and write
a run folder.
The study is the one that the articles were scored with; --study takes its place
(for its period, thresholds and seed: nothing is scored anew).`,
		Example: `  dyad score articles/ | dyad aggregate --out results
  dyad aggregate --articles a.csv --portrayals p.csv --judgments j.csv --relations r.csv --out recoded`,
		Args: usage(cobra.MaximumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return aggregate(&f, &out, args, cmd.InOrStdin(), cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
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

func aggregate(f *aggregateFlags, out *outputFlags, args []string, stdin io.Reader, stdout, stderr io.Writer) error {
	if err := f.check(args); err != nil {
		return err
	}
	if err := out.free(); err != nil {
		return err
	}
	reading := stepOn(stderr, "reading")
	info, recs, err := f.read(out, args, stdin)
	reading.done()
	if err != nil {
		return err
	}
	inputs := f.inputs(args)
	if info.Reading.From == "" { // the inputs are articles, and lie where nobody has said
		inputs = nil
	}
	out.places = placesOf(out, inputs, f.study, "", "")
	s, err := f.settings(&info, recs)
	if err != nil {
		return err
	}
	if !f.quiet {
		tell(stderr, info.Problems)
	}
	err = out.write(stdout, stderr, info, recs, estimatesOf(s, f.workers), nil, f.quiet)
	if err != nil && !isBrokenPipe(err) {
		return err
	}
	return errors.Join(err, strictly(f.strict, len(info.Problems)+out.goldTrouble))
}

func (f *aggregateFlags) check(args []string) error {
	tables := len(f.tables.Paths()) > 0
	switch {
	case f.workers < 1:
		return usagef("--workers %d: at least 1", f.workers)
	case tables && len(args) > 0:
		return usagef("either a stream (%s) or tables (--articles), not both", args[0])
	case tables && (f.tables.Articles == "" || f.tables.Judgments == ""):
		return usagef("--articles and --judgments belong together; --portrayals and --relations may be left out")
	}
	return nil
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
func (f *aggregateFlags) read(out *outputFlags, args []string, stdin io.Reader) (table.Info, []table.Record, error) {
	o := table.ReadOptions{Name: "stdin", NoGuard: out.noGuard, Partial: f.partial}
	if f.tables.Articles != "" {
		info, recs, err := repeat.ReadTables(f.tables, o)
		return info, recs, missing(err)
	}
	if len(args) == 0 || args[0] == "-" {
		return table.ReadStream(stdin, o)
	}
	file, err := os.Open(args[0])
	if err != nil {
		return table.Info{}, nil, missing(err)
	}
	defer file.Close()
	o.Name = filepath.Base(args[0])
	return table.ReadStream(file, o)
}

// missing makes a wrong use of a named path that is not there.
func missing(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return &usageError{err}
	}
	return err
}

// settings gives the study whose settings make the estimates, and completes
// what the rows cannot say of themselves.
func (f *aggregateFlags) settings(info *table.Info, recs []table.Record) (*study.Study, error) {
	var s *study.Study
	var err error
	switch {
	case f.study != "" || len(info.Study) == 0:
		s, err = loadStudy(f.study)
	default: // JSON is YAML
		s, err = study.Parse("the study of the stream", info.Study)
	}
	if err != nil {
		return nil, err
	}
	if f.dedup != "" || f.by != "" {
		s.Dedup, s.By = cmp.Or(f.dedup, s.Dedup), cmp.Or(f.by, s.By)
		if bad := s.Validate(); len(bad) > 0 {
			return nil, &usageError{bad[0]}
		}
	}
	if f.study != "" || f.dedup != "" || f.by != "" || info.Tool == "" {
		if info.Study, err = s.Resolved(); err != nil {
			return nil, err
		}
		info.Seed, info.Names = s.Seed, namesOf(s)
	}
	if info.Tool == "" {
		info.Tool, info.Version = toolName, toolVersion
		info.Scorers = scorersIn(recs)
	}
	return s, nil
}

// scorersIn gives the scorers that the rows name.
func scorersIn(recs []table.Record) []stance.Description {
	seen := map[stance.Description]bool{}
	var out []stance.Description
	add := func(name, version string) {
		if d := (stance.Description{Name: name, Version: version}); !seen[d] {
			seen[d] = true
			out = append(out, d)
		}
	}
	for _, rec := range recs {
		for i := range rec.Portrayals {
			add(rec.Portrayals[i].Scorer, rec.Portrayals[i].ScorerVersion)
		}
		for i := range rec.Judgments {
			add(rec.Judgments[i].Scorer, rec.Judgments[i].ScorerVersion)
		}
	}
	slices.SortFunc(out, func(a, b stance.Description) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Version, b.Version))
	})
	return out
}
