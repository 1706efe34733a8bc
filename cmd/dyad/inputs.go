package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/corpus/read"
	"github.com/seed-7a84ba5f/dyad/study"
)

// scoreFlags are the flags of everything that scores articles.
type scoreFlags struct {
	study    string
	metadata string
	columns  []string
	ignore   []string
	dates    string
	keep     []string
	workers  int
	seed     uint64
	seedSet  func() bool
	scorers  []string
	without  []string
	dedup    string
	by       string
	lock     string
	strict   bool
	quiet    bool
	remoteFlags
}

// addReading adds the flags of everything that reads articles.
func (f *scoreFlags) addReading(fs *pflag.FlagSet) {
	fs.StringVar(&f.study, "study", "", "study `FILE` (default: the built-in study of the Taliban and Donald Trump)")
	fs.StringVar(&f.metadata, "metadata", "", "CSV `FILE` with source, date and other columns by doc_id, file or url")
	fs.StringSliceVar(&f.columns, "map", nil, "names of columns or fields of yours, as in `source=media_name,date=day`")
	fs.StringVar(&f.dates, "dates", "", "`ORDER` of dates in numbers that can be read two ways: dmy (4/5/2017 is in May) or mdy (in April); default: as the study says")
	fs.StringSliceVar(&f.keep, "keep", nil, "keep what is no whole article: cut_text (only the beginning is there), no_article (what a site says in place of one); default: as the study says")
	fs.StringArrayVar(&f.ignore, "ignore", nil, "leave out files that match `PATTERN`, as in .gitignore (repeat for several; .dyadignore holds such patterns too)")
}

func (f *scoreFlags) add(fs *pflag.FlagSet) {
	f.addReading(fs)
	fs.StringSliceVar(&f.scorers, "scorer", nil, "what judges the sentences: reader, lexical, bayes, vader; llm, llm:all or exec:COMMAND ask others (repeat for several; default: those of the study)")
	fs.StringSliceVar(&f.without, "without", nil, "switch the `RULE` of lexical off (repeat for several; dyad lexicon rules lists them)")
	fs.StringVar(&f.dedup, "dedup", "", dedupHelp)
	fs.StringVar(&f.by, "by", "", byHelp)
	fs.StringVar(&f.lock, "lock", "", "score only if lexicons, models and scorers are those of `FILE` (dyad.lock.json of an earlier run)")
	fs.Uint64Var(&f.seed, "seed", 0, "take the place of the study's seed")
	fs.IntVar(&f.workers, "workers", runtime.NumCPU(), "articles at a time; changes no result")
	fs.BoolVar(&f.strict, "strict", false, "exit with 3 where anything was warned of")
	fs.BoolVar(&f.quiet, "quiet", false, "tell of errors only")
	f.remoteFlags.add(fs)
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
	if f.seedSet() {
		s.Seed = f.seed
	}
	if len(f.scorers) > 0 {
		s.Scorers = f.scorers
	}
	if len(f.without) > 0 {
		s.WithoutRules = ordered(append(slices.Clone(s.WithoutRules), f.without...))
	}
	if f.dedup != "" {
		s.Dedup = f.dedup
	}
	if f.by != "" {
		s.By = f.by
	}
	if f.dates != "" {
		s.Dates = f.dates
	}
	if len(f.keep) > 0 {
		s.Keep = f.keep
	}
	if bad := s.Validate(); len(bad) > 0 {
		p := bad[0] // only the flags can have brought it
		flag, _, _ := strings.Cut(strings.TrimSuffix(p.Path, "]"), "[")
		if flag != "dates" {
			flag = strings.TrimSuffix(flag, "s")
		}
		return nil, usagef("--%s: %s", flag, p.Message)
	}
	return s, nil
}

// loadStudy reads a study file, or gives the built-in study for no name.
func loadStudy(file string) (*study.Study, error) {
	if file == "" {
		return study.Default(), nil
	}
	s, err := study.Load(file)
	if err != nil {
		return nil, &studyError{err}
	}
	return s, nil
}

// readOptions says how the articles of a study are read.
func (f *scoreFlags) readOptions(s *study.Study) (read.Options, error) {
	columns, err := read.ParseColumns(f.columns)
	if err != nil {
		return read.Options{}, usagef("--map: %v", err)
	}
	sheet, err := f.loadSheet(columns)
	if err != nil {
		return read.Options{}, err
	}
	return read.Options{
		Metadata:  sheet,
		Aliases:   aliasesOf(s),
		Languages: s.Languages,
		Columns:   columns,
		CopyDays:  s.CopyDays,
		URLDates:  s.URLDates,
		Dates:     corpus.DateOrder(s.Dates),
		Keep:      s.Keep,
		Today:     time.Now(),
		Ignore:    f.ignore,
		Stdin:     os.Stdin,
	}, nil
}

// loadSheet reads the researcher's sheet, nil where there is none.
func (f *scoreFlags) loadSheet(columns read.Columns) (*read.Sheet, error) {
	if f.metadata == "" {
		return nil, nil
	}
	sheet, err := read.ReadMappedSheet(f.metadata, columns)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &usageError{err}
	}
	return sheet, err
}

// count writes a number with its noun.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

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
