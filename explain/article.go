package explain

import (
	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/pipeline"
	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/seed-7a84ba5f/dyad/stance"
)

// Article is an article in a reader's words: each sentence that says something of an actor.
type Article struct {
	ID, Title, Source, Date string
	Excluded                string // why nothing of it is scored
	Silent                  int    // sentences that mention an actor and evaluate nothing
	Differ, Voted           int    // notes in which reader and rules differ, and in which both speak
	Sentences               []Sentence
	Problem                 *table.Problem // why nothing is explained; nil where nothing broke down
}

// Sentence is a sentence with what is said of it.
type Sentence struct {
	No    int
	Text  []Piece
	Notes []Note
}

// Piece is a stretch of a sentence with the numbers of the notes it carries.
type Piece struct {
	Text  string
	Notes []int
	Sign  string // for, against, mixed or "" where no judgment rests on it
}

// Note is a judgment or a relation in a reader's words.
type Note struct {
	No       int
	Sign     string // for, against or "" of a relation that is neither
	Heading  string // "Taliban is for Donald Trump"
	Facts    []string
	Evidence string
	Why      string
	Rule     string
	Voted    bool // reader and rules both speak
	Differs  bool // the reader and the rules do not see the same
	spans    []annotate.Span
	shades   []Shade
}

// Judge judges one article by the scorers of a pass and puts the rows into words.
// Should that break down, the article says so, and the others go on.
func Judge(p *pipeline.Pass, a *corpus.Article) (out Article) {
	out = Article{ID: a.ID, Title: a.Title.Value, Source: a.Source.Value, Excluded: a.Exclusion}
	if !a.Date.Time.IsZero() {
		out.Date = a.Date.Time.Format("2006-01-02")
	}
	if a.Exclusion != "" {
		return out
	}
	names := p.Info().Names
	out.Problem = pipeline.Guarded(a, "explained", func() error {
		doc := p.Annotator.Annotate(a)
		x := explainer{doc: doc, view: p.View, asked: map[string]bool{}, names: map[stance.Side]string{stance.Actor1: names.Actor1, stance.Actor2: names.Actor2, stance.Relationship: "their relationship"}}
		for _, s := range p.Scorers {
			d := s.Describe()
			x.asked[d.Name] = d.Asked
		}
		judged, err := stance.Judge(doc, p.View, p.Scorers)
		if err != nil {
			return err
		}
		out.Sentences, out.Silent = x.sentences(judged, len(p.Scorers) > 1)
		out.compare()
		return nil
	})
	if out.Problem != nil {
		out.Excluded, out.Sentences = pipeline.InternalError, nil
	}
	return out
}

// compare counts where reader and rules both speak, and where they differ.
func (e *Article) compare() {
	for _, s := range e.Sentences {
		for _, n := range s.Notes {
			if n.Voted {
				e.Voted++
			}
			if n.Differs {
				e.Differ++
			}
		}
	}
}
