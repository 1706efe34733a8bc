package pipeline

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"iter"
	"maps"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/corpus/read"
	"github.com/seed-7a84ba5f/dyad/internal/par"
	"github.com/seed-7a84ba5f/dyad/report"
	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/seed-7a84ba5f/dyad/stance"
	"github.com/seed-7a84ba5f/dyad/stance/reader"
	"github.com/seed-7a84ba5f/dyad/study"
)

// InternalError is the reason of articles whose scoring broke down. There should
// be none; a run over a thousand articles is not lost for one.
const InternalError = "internal_error"

// Options says what articles are scored by.
type Options struct {
	Study   *study.Study // nil is the built-in study
	File    string       // of the study: lexicons and prompts are looked for in its folder
	Remote  Remote       // how models of others are asked, where the study has such scorers
	Version string       // of the program, for the manifest
	Workers int          // articles at a time; changes no result; 0 is 1
	// Step is told when something begins that takes time, in so many parts, 0 where
	// that is not known; what it returns is called with each n parts done, and with 0
	// at the end. nil tells nobody.
	Step func(name string, parts int) func(n int)
	// Slow is told of an article that is being scored for SlowAfter (0 is a minute), where
	// no model of others is asked: there is no clock that ends it, since a slow machine
	// would then have other tables. nil tells nobody.
	Slow      func(message string)
	SlowAfter time.Duration
}

// step begins a step.
func (o *Options) step(name string, parts int) func(n int) {
	if o.Step == nil {
		return func(int) {}
	}
	return o.Step(name, parts)
}

// Tool is the name of the program in manifests and streams.
const Tool = "dyad"

// Scoring is what scores the articles of a study.
type Scoring struct {
	Study     *study.Study
	View      stance.View
	Annotator *annotate.Annotator
	Scorers   []stance.Scorer
	Asking    *Asking // nil where no scorer asks a model of others

	options  Options
	names    table.Names
	lexicons lexicons   // the researcher's
	heads    heads      // of the reader, fitted on the researcher's codes
	info     table.Info // without the intake
}

// NewScoring makes what scores the articles of a study. A fault of the study is a
// *StudyError.
func NewScoring(ctx context.Context, o Options) (_ *Scoring, err error) {
	if o.Study == nil {
		o.Study = study.Default()
	}
	o.Workers = max(o.Workers, 1)
	s := o.Study
	resolved, err := s.Resolved()
	if err != nil {
		return nil, err
	}
	p := &Scoring{Study: s, View: View(s), options: o, names: Names(s)}
	if p.lexicons, err = readLexicons(s, filepath.Dir(o.File)); err != nil {
		return nil, err
	}
	if p.heads, err = readHeads(s, filepath.Dir(o.File)); err != nil {
		return nil, err
	}
	p.info = table.Info{Tool: Tool, Version: o.Version, Study: resolved, Seed: s.Seed, Names: p.names}
	p.Annotator, err = annotate.New(annotate.Options{Actors: Actors(s), Scope: annotate.Scope(s.Scope), Proxies: s.CountProxies})
	if err != nil {
		return nil, err
	}
	if p.Asking, err = o.Remote.Open(ctx, s, o.File, ActorNames(s), s.Scorers); err != nil {
		return nil, err
	}
	if err := p.addScorers(p.lexicons); err != nil {
		return nil, errors.Join(err, p.Asking.End())
	}
	p.info.Resources, err = p.resources()
	return p, err
}

// Info is what the rows are made from, without any inputs.
func (p *Scoring) Info() table.Info { return p.info }

// Pass is one pass over articles: they have been read, and are to be scored.
type Pass struct {
	*Scoring
	Articles *read.Store
	Warnings []table.Problem // as told to people: with paths as they were named

	settings string       // hash of what decides the rows of an article
	claims   bool         // ids are to be settled by a merge
	scanned  table.Intake // before articles were made
}

// Open reads the articles in files and folders. What cannot be read is among the
// warnings; it is an error where a path does not exist, and where no article has the
// column that the study groups by (*report.ColumnError). Close the pass.
func (p *Scoring) Open(ctx context.Context, paths []string, r Reading) (*Pass, error) {
	opts, err := r.Options(p.Study)
	if err != nil {
		return nil, err
	}
	out := &Pass{Scoring: p, claims: r.Located}
	opts.Named = read.NewNames(p.Annotator.Names())
	p.info.Reading = r.table()
	if out.settings, err = settingsHash(p.info, r.Located); err != nil {
		return nil, err
	}
	reading := p.options.step("reading", 0)
	out.Articles, err = read.Scan(ctx, paths, opts)
	reading(0)
	if err != nil {
		return nil, err
	}
	if err := out.groups(); err != nil {
		out.Close()
		return nil, err
	}
	out.TakeIn()
	out.scanned = p.info.Intake
	return out, nil
}

// groups finds early that no article has the column that the study groups by.
func (p *Pass) groups() error {
	by := strings.TrimPrefix(p.Study.By, table.MetaPrefix)
	if by == "" || p.Articles.Len() == 0 {
		return nil
	}
	missing := &report.ColumnError{Column: by}
	for a, err := range p.Articles.All() {
		if err != nil {
			return err
		}
		for _, m := range a.Meta {
			if m.Name == by {
				return nil
			}
			if !slices.Contains(missing.Own, m.Name) {
				missing.Own = append(missing.Own, m.Name)
			}
		}
	}
	return missing
}

// Close lets go of the articles.
func (p *Pass) Close() { _ = p.Articles.Close() }

// describe is the scorer's description with the annotation and the frames in
// its hash: a row depends on all of them.
func describe(s stance.Scorer, a *annotate.Annotator, frames string) stance.Description {
	d := s.Describe()
	sum := sha256.Sum256([]byte(d.Hash + "\n" + a.Hash() + frames))
	d.Hash = hex.EncodeToString(sum[:])
	return d
}

// NewScorer makes a scorer that is built in.
func NewScorer(name string) (stance.Scorer, error) {
	switch name {
	case "reader":
		return reader.NewScorer()
	case "lexical":
		return stance.NewLexical()
	case "bayes":
		return stance.NewBayes()
	case "vader":
		return stance.NewVader(), nil
	}
	return nil, &ChoiceError{fmt.Errorf("there is no scorer %q", name)}
}

// TakeIn takes over what was found and what was wrong with it, as far as articles have
// been made.
func (p *Pass) TakeIn() {
	corpus.SortProblems(p.Articles.Problems)
	p.info.Intake, p.Warnings = Intake(p.Articles)
	if p.Asking != nil && p.Asking.replay {
		if file, err := p.Asking.input(); err == nil { // it was read a moment ago
			p.info.Inputs = append(p.info.Inputs, file)
		}
	}
	p.info.Problems = append(p.info.Problems, p.lexicons.problems...)
	p.Warnings = append(p.Warnings, p.lexicons.problems...)
}

// Intake is what was read, and the problems as people named the paths.
func Intake(s *read.Store) (table.Intake, []table.Problem) {
	in := table.Intake{Found: s.Found}
	for _, source := range slices.Sorted(maps.Keys(s.Unnamed)) {
		in.LeftOut = append(in.LeftOut, table.LeftOut{Reason: table.NoActor, Source: table.Clean(source), N: s.Unnamed[source]})
	}
	for _, i := range s.Inputs {
		in.Inputs = append(in.Inputs, table.Input{Path: i.Path, SHA256: i.SHA256, Size: i.Size})
	}
	var warnings []table.Problem
	for _, bad := range s.Problems {
		p := table.Problem{Where: Place(bad.File, bad.Line, bad.Col), Reason: bad.Reason, Message: bad.Msg, Lost: bad.Lost}
		in.Problems = append(in.Problems, p)
		p.Where = Place(cmp.Or(bad.Path, bad.File), bad.Line, bad.Col)
		warnings = append(warnings, p)
	}
	return in, warnings
}

// Place is a place in a file, as far as it is known; 0 is not known.
func Place(file string, line, col int) string {
	switch {
	case line > 0 && col > 0:
		return fmt.Sprintf("%s:%d:%d", file, line, col)
	case line > 0:
		return fmt.Sprintf("%s:%d", file, line)
	}
	return file
}

// Each hands each article of a store to work, so many at a time, and gives what it
// returns in order of doc_id. What was wrong with articles that were made for it is then
// among the problems of the store. An error ends the sequence.
func Each[T any](ctx context.Context, workers int, s *read.Store, work func(*corpus.Article) T) iter.Seq2[T, error] {
	type made struct {
		result   T
		problems []*corpus.Problem
	}
	one := func(_ context.Context, i int) (m made, err error) {
		a, problems, err := s.At(i)
		if err == nil {
			m = made{work(a), problems}
		}
		return m, err
	}
	return func(yield func(T, error) bool) {
		for m, err := range par.Map(ctx, workers, numbers(s.Len()), one) {
			s.Problems = append(s.Problems, m.problems...)
			if !yield(m.result, err) || err != nil {
				return
			}
		}
		corpus.SortProblems(s.Problems)
	}
}

// scored is an article's rows, and what went wrong in making them.
type scored struct {
	record  table.Record
	problem *table.Problem
}

// Article scores one article and gives its rows; problem is what broke down, nil for
// nothing: the article then has no rows, and says why.
func (p *Scoring) Article(a *corpus.Article) (rec table.Record, problem *table.Problem) {
	s := p.score(a)
	return s.record, s.problem
}

func (p *Scoring) score(a *corpus.Article) (out scored) {
	flat := func(s stance.Scored, excluded string) scored {
		rec := report.Flatten(s, p.names)
		rec.Article.ExclusionReason = cmp.Or(excluded, rec.Article.ExclusionReason)
		return scored{record: rec}
	}
	if a.Exclusion != "" {
		return flat(stance.Scored{Article: a}, a.Exclusion)
	}
	defer p.watch(a)()
	problem := Guarded(a, "scored", func() error {
		judged, err := stance.Judge(p.Annotator.Annotate(a), p.View, p.Scorers)
		out = flat(judged, "")
		return err
	})
	if problem != nil {
		out = flat(stance.Scored{Article: a}, InternalError)
		out.problem = problem
	}
	return out
}

// watch tells of an article that is at work for long, until what it gives is called.
func (p *Scoring) watch(a *corpus.Article) (done func()) {
	if p.options.Slow == nil || p.Asking != nil {
		return func() {}
	}
	after := cmp.Or(p.options.SlowAfter, time.Minute)
	t := time.AfterFunc(after, func() {
		p.options.Slow(fmt.Sprintf("%s: article %s is being scored for %v now; if it never ends, please report it, and run without this article",
			Place(a.File, a.Line, 0), a.ID, after))
	})
	return func() { t.Stop() }
}

// Guarded does something with an article. Should that fail or break down, it gives a
// problem that says what could not be done and, of a break-down, where in the program,
// the same every time.
func Guarded(a *corpus.Article, what string, do func() error) (problem *table.Problem) {
	lost := func(why string) *table.Problem {
		return &table.Problem{Where: Place(a.File, a.Line, 0), Reason: InternalError, Lost: true,
			Message: fmt.Sprintf("article %s could not be %s%s", a.ID, what, why)}
	}
	defer func() {
		if cause := recover(); cause != nil {
			problem = lost(fmt.Sprintf("; please report this: %v at %s", cause, broke(debug.Stack())))
		}
	}()
	if err := do(); err != nil {
		return lost(": " + err.Error())
	}
	return nil
}

// broke finds in a stack the first place of ours below the panic, without
// addresses, so that the message is the same every time.
func broke(stack []byte) string {
	lines := strings.Split(string(stack), "\n")
	after := false
	for _, line := range lines {
		if strings.HasPrefix(line, "panic(") {
			after = true
		}
		file, ok := strings.CutPrefix(line, "\t")
		if !after || !ok || strings.Contains(file, "/runtime/") {
			continue
		}
		file, _, _ = strings.Cut(file, " +0x")
		return file[strings.LastIndexByte(file, '/')+1:]
	}
	return "an unknown place"
}
