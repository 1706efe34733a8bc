package pipeline

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/seed-7a84ba5f/dyad/lexicon"
	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/seed-7a84ba5f/dyad/stance"
	"github.com/seed-7a84ba5f/dyad/stance/pattern"
	"github.com/seed-7a84ba5f/dyad/stance/remote"
	"github.com/seed-7a84ba5f/dyad/study"
)

// lexicons are the researcher's lexicons of a study, by their role.
type lexicons struct {
	frames, valence, scorers []*lexicon.Dictionary
	labels                   []*lexicon.List
	rules                    []pattern.Source
	problems                 []table.Problem
}

// readLexicons reads the lexicon files of a study; a relative path is taken
// from the folder of the study file. A line that is malformed is a problem.
func readLexicons(s *study.Study, folder string) (l lexicons, err error) {
	for i, own := range s.Lexicons {
		path := own.Path
		if !filepath.IsAbs(path) {
			path = filepath.Join(folder, path)
		}
		data, err := os.ReadFile(path)
		if err != nil {
			if errors.Is(err, os.ErrNotExist) {
				return l, &StudyError{&LexiconError{i, path}}
			}
			return l, err
		}
		if own.Role == "labels" {
			list, err := lexicon.Parse(own.Path, data)
			if err == nil {
				_, err = lexicon.Labels(list)
			}
			if err != nil {
				return l, &StudyError{fmt.Errorf("lexicons[%d]: %w", i, err)}
			}
			l.labels = append(l.labels, list)
			continue
		}
		if own.Role == "rules" {
			l.rules = append(l.rules, pattern.Source{File: filepath.ToSlash(own.Path), Text: string(data)})
			continue
		}
		d, problems, err := lexicon.Load(own.Path, data, lexicon.Format(own.Format))
		if err != nil {
			return l, &StudyError{fmt.Errorf("lexicons[%d]: %w", i, err)}
		}
		for _, p := range problems {
			l.problems = append(l.problems, table.Problem{Reason: reasonLexicon, Message: p.Error()})
		}
		switch own.Role {
		case "frames":
			l.frames = append(l.frames, d)
		case "valence":
			l.valence = append(l.valence, d)
		default:
			l.scorers = append(l.scorers, d)
		}
	}
	return l, nil
}

// LexiconError is a lexicon of a study whose file is not there.
type LexiconError struct {
	index int
	path  string
}

// Error names the place in the study, and the file.
func (e *LexiconError) Error() string {
	return fmt.Sprintf("lexicons[%d].path: there is no file %s", e.index, e.path)
}

// Unwrap lets it be told from other faults of a study.
func (e *LexiconError) Unwrap() error { return os.ErrNotExist }

// reasonLexicon counts the lines of lexicons that could not be read.
const reasonLexicon = "bad_lexicon_line"

// lexical gives the lexical scorer with what a study adds and leaves out.
func (l lexicons) lexical(s *study.Study, scorer *stance.Lexical) (_ *stance.Lexical, err error) {
	if scorer, err = scorer.WithValence(l.valence...).WithLabels(l.labels...); err != nil {
		return nil, err
	}
	if len(l.rules) > 0 {
		if scorer, err = scorer.WithRules(l.rules...); err != nil {
			return nil, &StudyError{err}
		}
	}
	if len(s.WithoutRules) > 0 {
		if scorer, err = scorer.Without(s.WithoutRules...); err != nil {
			return nil, &StudyError{fmt.Errorf("without_rules: %w; dyad lexicon rules lists them", err)}
		}
	}
	return scorer, nil
}

// addScorers makes the scorers of a study: those it names, with its lexicons
// of valence, and those made of its lexicons.
func (p *Scoring) addScorers(l lexicons) error {
	var all []stance.Scorer
	for _, name := range p.Study.Scorers {
		if remote.Is(name) {
			asked, err := p.Asking.Scorers(name)
			if err != nil {
				return err
			}
			all = append(all, asked...)
			continue
		}
		scorer, err := NewScorer(name)
		if err != nil {
			return fmt.Errorf("scorer %s: %w", name, err)
		}
		switch s := scorer.(type) {
		case *stance.Lexical:
			scorer, err = l.lexical(p.Study, s)
		case *stance.Combined:
			var rules *stance.Lexical
			rules, err = l.lexical(p.Study, s.Lexical)
			if err == nil {
				scorer, err = p.heads.adapt(&stance.Combined{Reader: s.Reader, Lexical: rules, Join: s.Join})
			}
		}
		if err != nil {
			return err
		}
		all = append(all, scorer)
	}
	for _, d := range l.scorers {
		all = append(all, stance.NewDictionary(d))
	}
	frames := ""
	if p.Study.Frames || len(l.frames) > 0 {
		f, err := stance.NewFramer(p.Study.Frames, l.frames...)
		if err != nil {
			return err
		}
		p.View.Framer, frames = f, f.Hash()
	}
	for _, s := range all {
		p.Scorers = append(p.Scorers, s)
		p.info.Scorers = append(p.info.Scorers, describe(s, p.Annotator, frames))
	}
	return nil
}

// StudyError is a study that cannot be used as it stands.
type StudyError struct{ Err error }

// Error is that of the cause.
func (e *StudyError) Error() string { return e.Err.Error() }

// Unwrap gives the cause.
func (e *StudyError) Unwrap() error { return e.Err }
