package main

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"

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

// reasonInternal counts the articles whose scoring broke down. There should
// be none; a run over a thousand articles is not lost for one.
const reasonInternal = "internal_error"

// pipeline takes articles from paths to rows. Both `run` and `score` are made
// of it, so that `run` is `score | aggregate`.
type pipeline struct {
	study     *study.Study
	workers   int
	view      stance.View
	names     table.Names
	annotator *annotate.Annotator
	scorers   []stance.Scorer
	lexicons  lexicons   // the researcher's
	info      table.Info // without the intake

	articles *read.Store
	warnings []table.Problem // as told to people: with paths as they were named
	foreign  map[string]int  // articles left out for their language, by language
	asking   *asking         // nil where no scorer asks a model of others
}

// newPipeline prepares everything that can fail before an article is scored,
// and reads the articles. Close it.
func newPipeline(ctx context.Context, f *scoreFlags, paths []string) (*pipeline, error) {
	s, err := f.loadStudy()
	if err != nil {
		return nil, err
	}
	return openPipeline(ctx, f, s, paths)
}

// openPipeline is newPipeline for a study that is there; of the flags it uses
// those that say how articles are read.
func openPipeline(ctx context.Context, f *scoreFlags, s *study.Study, paths []string) (*pipeline, error) {
	opts, err := f.readOptions(s)
	if err != nil {
		return nil, err
	}
	resolved, err := s.Resolved()
	if err != nil {
		return nil, err
	}
	p := &pipeline{study: s, workers: f.workers, view: viewOf(s), names: namesOf(s), foreign: map[string]int{}}
	if p.lexicons, err = readLexicons(s, filepath.Dir(f.study)); err != nil {
		return nil, err
	}
	p.info = table.Info{Tool: toolName, Version: toolVersion, Study: resolved, Seed: s.Seed, Names: p.names, Reading: f.reading()}
	if p.asking, err = openAsking(ctx, &f.remoteFlags, s, f.study, actorNames(s), s.Scorers, f.scorers, consoleOf(ctx)); err != nil {
		return nil, err
	}
	if err := p.prepare(); err != nil {
		return nil, errors.Join(err, p.asking.end())
	}
	if err := f.checkLock(p.info.Resources); err != nil {
		return nil, err
	}
	reading := stepOf(ctx, "reading", 0)
	p.articles, err = read.Open(ctx, paths, opts)
	reading.done()
	if err != nil {
		return nil, err
	}
	if err := p.groups(); err != nil {
		p.close()
		return nil, err
	}
	p.intake()
	return p, nil
}

// groups finds early that no article has the column that the study groups by.
func (p *pipeline) groups() error {
	by := strings.TrimPrefix(p.study.By, table.MetaPrefix)
	if by == "" || p.articles.Len() == 0 {
		return nil
	}
	missing := &report.ColumnError{Column: by}
	for a, err := range p.articles.All() {
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
	return &usageError{missing}
}

// close lets go of the articles.
func (p *pipeline) close() { _ = p.articles.Close() }

// prepare makes what scores the articles.
func (p *pipeline) prepare() (err error) {
	s := p.study
	p.annotator, err = annotate.New(annotate.Options{Actors: actorsOf(s), Scope: annotate.Scope(s.Scope), Proxies: s.CountProxies})
	if err != nil {
		return err
	}
	if err := p.addScorers(p.lexicons); err != nil {
		return err
	}
	p.info.Resources, err = p.resources()
	return err
}

// describe is the scorer's description with the annotation and the frames in
// its hash: a row depends on all of them.
func describe(s stance.Scorer, a *annotate.Annotator, frames string) stance.Description {
	d := s.Describe()
	sum := sha256.Sum256([]byte(d.Hash + "\n" + a.Hash() + frames))
	d.Hash = hex.EncodeToString(sum[:])
	return d
}

func newScorer(name string) (stance.Scorer, error) {
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
	return nil, usagef("there is no scorer %q", name)
}

// intake takes over what was found and what was wrong with it.
func (p *pipeline) intake() {
	in := table.Intake{Found: p.articles.Found}
	for _, i := range p.articles.Inputs {
		in.Inputs = append(in.Inputs, table.Input{Path: i.Path, SHA256: i.SHA256, Size: i.Size})
	}
	for _, bad := range p.articles.Problems {
		in.Problems = append(in.Problems, table.Problem{
			Where: place(bad.File, bad.Line, bad.Col), Reason: bad.Reason, Message: bad.Msg, Lost: bad.Lost})
		p.warnings = append(p.warnings, table.Problem{ // as people named the path
			Where: place(cmp.Or(bad.Path, bad.File), bad.Line, bad.Col), Reason: bad.Reason, Message: bad.Msg, Lost: bad.Lost})
	}
	if p.asking != nil && p.asking.replay {
		if file, err := p.asking.input(); err == nil { // it was read a moment ago
			in.Inputs = append(in.Inputs, file)
		}
	}
	p.info.Intake = in
	p.info.Problems = append(p.info.Problems, p.lexicons.problems...)
	p.warnings = append(p.warnings, p.lexicons.problems...)
}

func place(file string, line, col int) string {
	switch {
	case line > 0 && col > 0:
		return fmt.Sprintf("%s:%d:%d", file, line, col)
	case line > 0:
		return fmt.Sprintf("%s:%d", file, line)
	}
	return file
}

// scored is an article's rows, and what went wrong in making them.
type scored struct {
	record  table.Record
	problem *table.Problem
}

// run scores all articles and hands their records to sink in order of doc_id.
// The intake afterwards is in p.info.
func (p *pipeline) run(ctx context.Context, sink func(table.Record) error) error {
	work := func(_ context.Context, a *corpus.Article) (scored, error) { return p.score(a), nil }
	var broken error
	scoring := stepOf(ctx, "scoring", p.articles.Len())
	defer scoring.done()
	for s, err := range par.Map(ctx, p.workers, each(p.articles, &broken), work) {
		scoring.add(1)
		if err == nil {
			err = p.asking.err()
		}
		if err != nil {
			return errors.Join(err, p.asking.end())
		}
		if s.problem != nil {
			p.info.Problems = append(p.info.Problems, *s.problem)
			p.warnings = append(p.warnings, *s.problem)
		}
		if a := &s.record.Article; a.ExclusionReason == corpus.ExcludedLanguage {
			p.foreign[cmp.Or(a.Language, "not known")]++
		}
		if err := sink(s.record); err != nil {
			return err
		}
	}
	return errors.Join(broken, p.asking.finish(&p.info.Intake))
}

// tell tells what was wrong with the inputs, and what was left out for its language.
func (p *pipeline) tell(stderr io.Writer) {
	tell(stderr, p.warnings)
	tellCodings(stderr, p.info.Codings)
	if len(p.foreign) == 0 {
		return
	}
	n, parts := 0, []string(nil)
	for _, code := range slices.Sorted(maps.Keys(p.foreign)) {
		n += p.foreign[code]
		parts = append(parts, fmt.Sprintf("%s %d", code, p.foreign[code]))
	}
	fmt.Fprintf(stderr, "left out for the language: %s of %d (%s); the study's: %s\n", count(n, "article"), p.articles.Len(),
		strings.Join(parts, ", "), strings.Join(p.study.Languages, ", "))
}

// nothing is the error of inputs of which nothing could be read, told with its
// causes.
func (p *pipeline) nothing(stderr io.Writer) error {
	if p.articles.Len() > 0 {
		return nil
	}
	p.tell(stderr)
	return errors.New("no article could be read; nothing was written")
}

// each gives the articles of a store; what ends them early is left in broken.
func each(s *read.Store, broken *error) iter.Seq[*corpus.Article] {
	return func(yield func(*corpus.Article) bool) {
		for a, err := range s.All() {
			if err != nil {
				*broken = err
				return
			}
			if !yield(a) {
				return
			}
		}
	}
}

// score judges one article. Should that break down, the article keeps its row
// with the reason, and the run goes on.
func (p *pipeline) score(a *corpus.Article) (out scored) {
	bare := func(reason string) table.Record {
		rec := report.Flatten(stance.Scored{Article: a}, p.names)
		rec.Article.ExclusionReason = reason
		return rec
	}
	if a.Exclusion != "" {
		return scored{record: bare(a.Exclusion)}
	}
	defer func() {
		if cause := recover(); cause != nil {
			out = scored{record: bare(reasonInternal), problem: &table.Problem{
				Where:   place(a.File, a.Line, 0),
				Reason:  reasonInternal,
				Message: fmt.Sprintf("article %s could not be scored; please report this: %v at %s", a.ID, cause, broke(debug.Stack())),
				Lost:    true,
			}}
		}
	}()
	return scored{record: report.Flatten(stance.Judge(p.annotator.Annotate(a), p.view, p.scorers), p.names)}
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
