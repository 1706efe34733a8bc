package pipeline

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/corpus/read"
	"github.com/seed-7a84ba5f/dyad/internal/par"
	"github.com/seed-7a84ba5f/dyad/report/table"
)

// Score scores the articles, keeps their rows and joins copies. path is the file of the
// journal, "" for a temporary one: what an earlier pass of the same settings wrote there
// is taken, and not scored again. What breaks down is a warning.
func (p *Pass) Score(ctx context.Context, path string) (*Scored, error) {
	s, _, err := p.scoreAll(ctx, path, nil)
	if err != nil {
		return nil, err
	}
	if err := s.join(ctx, p.Study.CopyDays); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// scoreAll scores the articles, in order of the ids that they have so far. each is told
// where the frame of an article lies in the journal, nil for nobody.
func (p *Pass) scoreAll(ctx context.Context, path string, each func(place)) (*Scored, *journal, error) {
	if p.Asking != nil && path != "" { // their recording holds what they said, and what is counted of it is of all articles
		if err := removed(path); err != nil {
			return nil, nil, err
		}
	}
	j, err := openJournal(path, p.settings)
	if err != nil {
		return nil, nil, err
	}
	s, err := newScored(p.options.Workers)
	if err != nil {
		return nil, nil, errors.Join(err, j.close())
	}
	s.close, s.Discarded = append(s.close, j.close), j.other
	err = p.scoreInto(ctx, s, j, each)
	if err == nil {
		err = errors.Join(p.Asking.Finish(&p.info.Intake), j.flush())
	} else {
		err = errors.Join(err, p.Asking.End())
	}
	if err != nil {
		return nil, nil, errors.Join(err, s.Close())
	}
	s.Info = p.info
	s.Info.Problems = slices.Concat(p.info.Problems, s.broke)
	s.Warnings = slices.Concat(p.Warnings, s.broke)
	return s, j, nil
}

// scoreInto scores the articles into the journal.
func (p *Pass) scoreInto(ctx context.Context, s *Scored, j *journal, each func(place)) error {
	scoring := p.options.step("scoring", p.Articles.Len())
	defer scoring(0)
	one := func(_ context.Context, i int) (frameOf, error) { return p.frame(i, s.code, j) }
	for f, err := range par.Map(ctx, p.options.Workers, numbers(p.Articles.Len()), one) {
		scoring(1)
		if err = cmp.Or(err, p.Asking.Err()); err != nil {
			return err
		}
		p.Articles.Problems = append(p.Articles.Problems, f.problems...)
		if f.known {
			s.Resumed++
		} else if f.at, err = j.write(f.body); err != nil {
			return err
		}
		if each != nil {
			each(place{f.at, len(f.body)})
		}
		if err := s.take(&j.frames, f.at, &f.articleFrame); err != nil {
			return err
		}
	}
	p.TakeIn()
	return nil
}

// frameOf is the frame of an article.
type frameOf struct {
	articleFrame
	body     []byte
	at       int64 // in the journal, where it is known
	known    bool
	problems []*corpus.Problem // of reading
}

// frame makes the frame of the i-th article, or finds it in the journal.
func (p *Pass) frame(i int, code *frameCode, j *journal) (f frameOf, err error) {
	a, problems, err := p.Articles.At(i)
	if err != nil {
		return f, err
	}
	f.problems = problems
	text, err := read.AppendArticle(nil, a)
	if err != nil {
		return f, err
	}
	key := articleKey(text)
	if was, ok := j.done[key]; ok {
		f.at, f.known = was.at, true
		if f.body, err = j.read(was.at, was.n); err == nil {
			f.articleFrame, err = readFrame(f.body)
		}
		return f, err
	}
	scored := p.score(a)
	facts := articleFacts{ID: a.ID, Broke: scored.problem}
	for _, bad := range problems {
		facts.Problems = append(facts.Problems, table.Problem{Where: Place(bad.File, bad.Line, bad.Col), Reason: bad.Reason, Message: bad.Msg, Lost: bad.Lost})
	}
	if p.claims {
		claim := p.Articles.Claim(i)
		facts.Claim = &claim
	}
	var rows []byte
	if row := &scored.record.Article; row.Mentions1+row.Mentions2 == 0 {
		facts.Reason, facts.Source, facts.Language = cmp.Or(row.ExclusionReason, table.NoActor), row.Source, row.Language
		text = nil
	} else {
		m := code.member(a)
		facts.Member = m.Append(nil)
		rows, text = code.record(&scored.record), code.pack.EncodeAll(text, nil)
	}
	f.body, f.articleFrame, err = appendFrame(nil, key, &facts, rows, text)
	return f, err
}
