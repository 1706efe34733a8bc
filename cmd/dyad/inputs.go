package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"

	"github.com/spf13/pflag"

	"github.com/seed-7a84ba5f/dyad/corpus/read"
	"github.com/seed-7a84ba5f/dyad/internal/say"
	"github.com/seed-7a84ba5f/dyad/pipeline"
	"github.com/seed-7a84ba5f/dyad/report/repeat"
	"github.com/seed-7a84ba5f/dyad/study"
)

// scoreFlags are the flags of everything that scores articles.
type scoreFlags struct {
	study   string
	reading pipeline.Reading
	remote  pipeline.Remote
	choices pipeline.Choices
	workers int
	seed    uint64
	seedSet func() bool
	lock    string
	strict  bool
	quiet   bool
}

// addReading adds the flags of everything that reads articles.
func (f *scoreFlags) addReading(fs *pflag.FlagSet) {
	fs.StringVar(&f.study, "study", "", "study `FILE` (default: the built-in study of the Taliban and Donald Trump)")
	fs.StringVar(&f.reading.Metadata, "metadata", "", "CSV `FILE` with source, date and other columns by doc_id, file or url")
	fs.StringSliceVar(&f.reading.Columns, "map", nil, "names of columns or fields of yours, as in `source=media_name,date=day`")
	fs.StringVar(&f.choices.Dates, "dates", "", "`ORDER` of dates in numbers that can be read two ways: dmy (4/5/2017 is in May) or mdy (in April); default: as the study says")
	fs.StringSliceVar(&f.choices.Keep, "keep", nil, "keep what is no whole article: cut_text (only the beginning is there), no_article (what a site says in place of one); default: as the study says")
	fs.StringArrayVar(&f.reading.Ignore, "ignore", nil, "leave out files that match `PATTERN`, as in .gitignore (repeat for several; .dyadignore holds such patterns too)")
}

func (f *scoreFlags) add(fs *pflag.FlagSet) {
	f.addReading(fs)
	fs.StringSliceVar(&f.choices.Scorers, "scorer", nil, "what judges the sentences: reader, lexical, bayes, vader; llm, llm:all or exec:COMMAND ask others (repeat for several; default: those of the study)")
	fs.StringSliceVar(&f.choices.Without, "without", nil, "switch the `RULE` of lexical off (repeat for several; dyad lexicon rules lists them)")
	fs.StringVar(&f.choices.Dedup, "dedup", "", dedupHelp)
	fs.StringVar(&f.choices.By, "by", "", byHelp)
	fs.StringVar(&f.lock, "lock", "", "score only if lexicons, models and scorers are those of `FILE` (dyad.lock.json of an earlier run)")
	fs.Uint64Var(&f.seed, "seed", 0, "take the place of the study's seed")
	fs.IntVar(&f.workers, "workers", runtime.NumCPU(), "articles at a time; changes no result")
	fs.BoolVar(&f.strict, "strict", false, "exit with 3 where anything was warned of")
	fs.BoolVar(&f.quiet, "quiet", false, "tell of errors only")
	addRemote(&f.remote, fs)
	f.seedSet = func() bool { return fs.Changed("seed") }
}

const dedupHelp = "how copies count: within (those inside one source once), none (all), head (only the first of each text) or weight (by the number of copies, in rows of all sources); default: as the study says"

const byHelp = "`COLUMN` of your own, such as meta_bias, whose values are groups of outlets: estimates by group in place of source, with outlets as clusters; default: as the study says"

// loadStudy gives the study as the flags leave it.
func (f *scoreFlags) loadStudy() (*study.Study, error) {
	if f.workers < 1 {
		return nil, usagef("--workers %d: at least 1", f.workers)
	}
	s, err := loadStudy(f.study)
	if err != nil {
		return nil, err
	}
	c := f.choices
	if f.seedSet() {
		c.Seed = &f.seed
	}
	return s, c.Apply(s)
}

// loadStudy reads a study file, or gives the built-in study for no name.
func loadStudy(file string) (*study.Study, error) {
	if file == "" {
		return study.Default(), nil
	}
	s, err := study.Load(file)
	if err != nil {
		return nil, &pipeline.StudyError{Err: err}
	}
	return s, nil
}

// scoring makes what scores articles by a study, with the resources of the lockfile if
// one is named.
func (f *scoreFlags) scoring(ctx context.Context) (*pipeline.Scoring, error) {
	s, err := f.loadStudy()
	if err != nil {
		return nil, err
	}
	f.remote.Commands, f.remote.Warn = f.choices.Scorers, warnOn(consoleOf(ctx))
	p, err := pipeline.NewScoring(ctx, pipeline.Options{Study: s, File: f.study, Remote: f.remote, Version: toolVersion, Workers: f.workers, Step: stepsOf(ctx), Slow: f.remote.Warn})
	if err != nil || f.lock == "" {
		return p, err
	}
	locked, err := repeat.ReadLock(f.lock)
	if err != nil {
		return nil, errors.Join(err, p.Asking.End())
	}
	if d := repeat.LockDifferences(locked, p.Info().Resources); len(d) > 0 {
		return nil, &checkError{"--lock " + f.lock + ": " + strings.Join(d, "\n  ")}
	}
	return p, nil
}

// open reads the articles of paths, to be scored. Where nothing can be read, it tells
// why, and that is an error.
func (f *scoreFlags) open(ctx context.Context, paths []string, stderr io.Writer) (*pipeline.Pass, error) {
	scoring, err := f.scoring(ctx)
	if err != nil {
		return nil, err
	}
	f.reading.Stdin = os.Stdin
	p, err := scoring.Open(ctx, paths, f.reading)
	if err != nil {
		return nil, err
	}
	if p.Articles.Len() == 0 && len(p.Articles.Unnamed) == 0 && f.reading.Part.N == 0 { // a shard may be empty
		tell(stderr, p.Warnings)
		p.Close()
		return nil, errNothingRead
	}
	return p, nil
}

// articles reads the articles of paths for a study, for commands that do not score.
func (f *scoreFlags) articles(ctx context.Context, s *study.Study, paths []string) (*read.Store, error) {
	f.reading.Stdin = os.Stdin
	opts, err := f.reading.Options(s)
	if err != nil {
		return nil, err
	}
	return read.Open(ctx, paths, opts)
}

// errNothingRead says that there is nothing to make a run of.
var errNothingRead = errors.New("no article could be read; nothing was written")

// tellScored tells what was wrong with the inputs, and what was left out for its language.
func tellScored(stderr io.Writer, s *pipeline.Scored, st *study.Study) {
	tell(stderr, s.Warnings)
	tellCodings(stderr, s.Info.Codings)
	if foreign := s.ForeignText(st.Languages); foreign != "" {
		fmt.Fprintln(stderr, foreign)
	}
}

// count writes a number with its noun.
func count(n int, noun string) string { return say.Count(n, noun) }

// strictly makes an exit code of warnings where that was asked for.
func strictly(strict bool, warnings int) error {
	if strict && warnings > 0 {
		return &checkError{"--strict: " + count(warnings, "warning")}
	}
	return nil
}

// maxTold is how many problems are written out; the rest are only counted.
const maxTold = 50

// tell writes problems to stderr, one a line with its place.
func tell[P fmt.Stringer](stderr io.Writer, problems []P) {
	for i, p := range problems {
		if i == maxTold {
			fmt.Fprintf(stderr, "... and %d more; flow.csv counts them, manifest.json lists them\n", len(problems)-maxTold)
			return
		}
		warn(stderr, p)
	}
}
