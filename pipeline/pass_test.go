package pipeline

import (
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/report"
	"github.com/seed-7a84ba5f/dyad/stance"
	"github.com/seed-7a84ba5f/dyad/study"
)

// An article that breaks its scoring keeps its row, with the reason, and is
// told of with its doc_id in the same words every time.
func TestScoreSurvivesPanic(t *testing.T) {
	s := study.Default()
	p := &Scoring{Study: s, View: View(s), names: Names(s)} // without an annotator: scoring panics
	a := &corpus.Article{ID: "a/b.txt", File: "b.txt", Line: 1, Text: "Trump met the Taliban."}
	first, again := p.score(a), p.score(a)
	if first.problem == nil || first.record.Article.ExclusionReason != InternalError {
		t.Fatalf("got %+v", first)
	}
	if first.record.Article.DocID != "a/b.txt" || len(first.record.Judgments) != 0 {
		t.Errorf("record %+v", first.record)
	}
	if *first.problem != *again.problem {
		t.Errorf("told differently: %v, then %v", first.problem, again.problem)
	}
	if msg := first.problem.String(); !strings.HasPrefix(msg, "b.txt:1: article a/b.txt") || strings.Contains(msg, "0x") {
		t.Errorf("message %q", msg)
	}
}

// patient is a scorer that answers when it is told to.
type patient chan string

func (patient) Describe() stance.Description { return stance.Description{Name: "patient"} }

func (c patient) Score(_ *annotate.Document, questions []stance.Question) [][]stance.Answer {
	<-c
	return make([][]stance.Answer, len(questions))
}

// An article that is at work for long is told of while it is.
func TestSlowArticleIsTold(t *testing.T) {
	told, goOn := make(chan string, 1), make(patient)
	p, err := NewScoring(t.Context(), Options{SlowAfter: 1, Slow: func(m string) { told <- m; close(goOn) }})
	if err != nil {
		t.Fatal(err)
	}
	p.Scorers = []stance.Scorer{goOn}
	a := &corpus.Article{ID: "a", File: "b.txt", Line: 1}
	a.SetText("", "Trump met the Taliban.")
	a.Regions = []corpus.Region{{Start: 0, End: len(a.Text), Kind: corpus.Body}}
	if _, problem := p.Article(a); problem != nil {
		t.Fatal(problem)
	}
	if m := <-told; !strings.HasPrefix(m, "b.txt:1: article a is being scored for 1ns now") {
		t.Errorf("told %q", m)
	}
}

// An article that is left out keeps its row and its reason, unscored.
func TestScoreLeavesOut(t *testing.T) {
	s := study.Default()
	p := &Scoring{Study: s, View: View(s), names: Names(s)}
	got := p.score(&corpus.Article{ID: "a", Text: "Die Taliban.", Exclusion: corpus.ExcludedLanguage})
	if got.problem != nil || got.record.Article.ExclusionReason != corpus.ExcludedLanguage {
		t.Errorf("got %+v", got)
	}
}

// What the study file says reaches the annotator: every name of the default
// study, with its dates.
func TestActorsOf(t *testing.T) {
	s := study.Default()
	actors := Actors(s)
	if len(actors) != len(s.Actors) {
		t.Fatalf("%d actors of %d", len(actors), len(s.Actors))
	}
	for i := range actors {
		a, from := &actors[i], &s.Actors[i]
		if err := a.Validate(); err != nil {
			t.Error(err)
		}
		if len(a.Aliases) != len(from.Aliases)+1 || len(a.Members) != len(from.Members) ||
			len(a.Offices) != len(from.Roles) || len(a.Nominals) != len(from.Nominals) || len(a.Not) != len(from.Not) {
			t.Errorf("%s lost something on the way", a.ID)
		}
	}
	for _, m := range actors[1].Members {
		if m.Name == "Tim Murtaugh" && (m.From.IsZero() || m.To.Hour() != 23) {
			t.Errorf("Tim Murtaugh from %v to %v", m.From, m.To)
		}
	}
}

// The exit codes and the values of the study agree with the packages behind.
func TestValuesAgree(t *testing.T) {
	s := study.Default()
	if err := Estimates(s, 1).Rule.Validate(); err != nil {
		t.Error(err)
	}
	for _, p := range []report.Period{report.Day, report.Week, report.Month, report.Quarter, report.Year} {
		s.Period = string(p)
		if bad := s.Validate(); len(bad) > 0 {
			t.Error(bad)
		}
	}
	for _, scope := range []annotate.Scope{annotate.ScopeAll, annotate.ScopeActors} {
		s.Scope = string(scope)
		if bad := s.Validate(); len(bad) > 0 {
			t.Error(bad)
		}
	}
	for _, kind := range []annotate.Kind{annotate.Person, annotate.Organization, annotate.Country} {
		s.Actors[0].Kind = string(kind)
		if bad := s.Validate(); len(bad) > 0 {
			t.Error(bad)
		}
	}
	for _, name := range []string{"lexical", "bayes"} {
		scorer, err := NewScorer(name)
		if err != nil {
			t.Fatal(err)
		}
		if d := scorer.Describe(); d.Name != name || d.Version == "" || d.Hash == "" || d.Doc == "" {
			t.Errorf("scorer %s describes itself as %+v", name, d)
		}
	}
	if corpus.ExcludedLanguage != report.ExcludedLanguage {
		t.Error("corpus and report name the excluded language differently")
	}
	var _ stance.View = View(s)
}
