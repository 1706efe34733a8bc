package report

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/internal/golden"
	"github.com/seed-7a84ba5f/dyad/stance"
)

// at is a span of the canonical text.
type at = struct{ Start, End int }

// article is an invented article whose body is its only sentence after the
// title.
func article(id, source, day, body string) *corpus.Article {
	a := &corpus.Article{ID: id, File: id + ".txt", SHA256: hashOf([]byte("T\n\n" + body)), Text: "T\n\n" + body, BodyStart: 3,
		Title: corpus.Fact{Value: "T", Method: corpus.ByFirstLine}, ClusterID: id, IsClusterHead: true,
		Language: corpus.Language{Code: "en", Method: corpus.ByDetection, Prob: 0.98765}}
	if source != "" {
		a.Source = corpus.Fact{Value: source, Method: corpus.ByMetadata}
	}
	if day != "" {
		t, err := time.Parse(time.DateOnly, day)
		if err != nil {
			panic(err)
		}
		a.Date = corpus.DateFact{Time: t, Method: corpus.ByMetadata, Reliable: true}
	}
	return a
}

// judged is a judgment of the body sentence.
func judged(a *corpus.Article, voice stance.Voice, holder, target stance.Side, polarity float64) stance.Judgment {
	j := stance.Judgment{SentenceNo: 1, Region: corpus.Body, Scope: stance.DyadScope, Voice: voice, Holder: holder,
		Target: target, MentionType: "name", TargetRelation: "self", ActorRelation: "self", Evaluated: true,
		Scorer: "lexical", ScorerVersion: "1"}
	j.Span = at{3, len(a.Text)}
	j.Polarity, j.Confidence, j.Kind, j.Modality = polarity, 1, stance.Predicate, stance.Asserted
	j.Evidence = append(j.Evidence, at{5, 9})
	return j
}

// chances are probabilities with an expected value; only near 0 neutral is the
// likeliest.
func chances(value float64) stance.Probs {
	if value < -neutralBand || value > neutralBand {
		return stance.Probs{(1 - value) / 2, 0, (1 + value) / 2}
	}
	return stance.Probs{max(0, -value), 1 - max(value, -value), max(0, value)}
}

// portrayed is a portrayal of the body sentence; in the narrator's voice the own
// stance has the same value.
func portrayed(a *corpus.Article, voice stance.Voice, target stance.Side, value float64) stance.Portrayal {
	p := stance.Portrayal{SentenceNo: 1, Region: corpus.Body, Span: at{3, len(a.Text)}, Scope: stance.DyadScope, Voice: voice, Target: target,
		TargetMention: "they", TargetSpan: at{3, 5}, MentionType: "pronoun", ActorRelation: "self", Portrayal: chances(value),
		Scorer: "lexical", ScorerVersion: "1"}
	p.Label = p.Portrayal.Sign()
	if voice == stance.NarratorVoice {
		p.Own, p.OwnLabel = p.Portrayal, p.Label
	}
	p.Evidence = append(p.Evidence, at{5, 9})
	return p
}

// said is a quoted portrayal in the title.
func said(a *corpus.Article, target stance.Side, value float64) stance.Portrayal {
	p := portrayed(a, stance.QuotedVoice, target, value)
	p.SentenceNo, p.Region, p.Span, p.TargetSpan, p.Evidence, p.Speaker = 0, corpus.Title, at{0, 1}, at{0, 1}, nil, "a spokesman"
	return p
}

// scoredArticle is an article that mentions both actors, with its portrayals.
func scoredArticle(a *corpus.Article, ps ...stance.Portrayal) stance.Scored {
	return stance.Scored{Article: a, Sentences: 2, DyadSentences: 1, Mentions1: 1, Mentions2: 1, Portrayals: ps}
}

// fixture is a small set that has every case once: copies, unknown source,
// unknown date, labels, two scorers, a missing answer, an article that does
// not count, one that mentions a single actor and one that mentions none, text
// that a spreadsheet would run.
func fixture() []stance.Scored {
	n, q := stance.NarratorVoice, stance.QuotedVoice
	var out []stance.Scored
	add := func(a *corpus.Article, ps ...stance.Portrayal) *stance.Scored {
		out = append(out, stance.Scored{Article: a, Sentences: 2, Tokens: 12, DyadSentences: 1, Quotations: 1,
			QuotedBytes: 1, ProseBytes: 3, Mentions1: 2, Mentions2: 1, Portrayals: ps})
		return &out[len(out)-1]
	}
	richArticle(add)
	twin := article("b/3.txt", "The Héron", "2020-10-12", "The same again.")
	twin.ClusterID, twin.IsClusterHead, twin.CopyOf = "b/2.txt", false, "b/2.txt"
	add(twin, portrayed(twin, n, stance.Actor2, -1))

	for i, p := range []float64{-0.25, -0.5, -0.1, -0.25, 0} {
		a := article("a/"+string(rune('1'+i))+".txt", "+Plus News", "2020-11-0"+string(rune('1'+i)), "He met them; they frowned.")
		s := add(a, portrayed(a, n, stance.Actor2, p), said(a, stance.Actor2, -0.5))
		s.Judgments = append(s.Judgments, judged(a, q, stance.HolderOther, stance.Actor2, -0.5))
	}
	lone := article("nowhere", "", "", "Nobody knows when.")
	s := add(lone, said(lone, stance.Actor1, 0.2))
	s.Judgments = append(s.Judgments, judged(lone, q, stance.HolderOther, stance.Relationship, -0.5))
	one := article("one", "The Héron", "2020-10-20", "The group slept.")
	s = add(one, portrayed(one, n, stance.Actor1, 0.5))
	s.Mentions2, s.DyadSentences, s.Portrayals[0].Scope = 0, 0, stance.ActorScope
	out = append(out, stance.Scored{Article: article("fr", "Le Jour", "2021-01-01", "Il n'a rien dit.")},
		stance.Scored{Article: article("wheat", "+Plus News", "2021-01-02", "Wheat was dear.")})
	return out
}

// richArticle adds an article with rows of every sort.
func richArticle(add func(a *corpus.Article, ps ...stance.Portrayal) *stance.Scored) {
	n, q := stance.NarratorVoice, stance.QuotedVoice
	a := article("b/2.txt", "The Héron", "2020-10-10", "The grüp praised\nhim, \"loudly\", it said.")
	a.Meta = []corpus.MetaField{{Name: "country", Value: "=1+1"}, {Name: "bias", Value: "-3"}}
	label := judged(a, n, stance.HolderNarrator, stance.Actor1, -1)
	label.Kind, label.Predicate, label.Labels = stance.Label, "militants", []string{"militants", "fighters"}
	bayes := judged(a, n, stance.HolderNarrator, stance.Actor2, 0)
	bayes.Scorer, bayes.Missing, bayes.Evaluated = "bayes", true, false
	model := judged(a, q, stance.Actor1, stance.Actor2, 0.75)
	model.Kind, model.PFor, model.PAgainst, model.Prob = stance.ByModel, 0.8, 0.05, 0.8
	s := add(a, portrayed(a, n, stance.Actor1, 0), portrayed(a, n, stance.Actor2, 0.25))
	s.Judgments = append(s.Judgments, label, model, bayes)
	s.Portrayals[0].Labels = label.Labels
	read := &s.Portrayals[1]
	read.Reader, read.Lexical, read.Disagreement, read.Explanation = chances(0.2), "positive", 0.4, "“praised” is praise"
	for i := range s.Portrayals { // frames are those of the sentence
		s.Portrayals[i].Frames = []stance.Framing{{Frame: "morality", Subframe: "trust", Weight: 1.5}, {Frame: "mine:war", Weight: 1}}
		s.Portrayals[i].Frames[0].Evidence = append(s.Portrayals[i].Frames[0].Evidence, at{3, 6}, at{8, 12})
		s.Portrayals[i].Frames[1].Evidence = append(s.Portrayals[i].Frames[1].Evidence, at{8, 12})
	}
	r := stance.Relation{SentenceNo: 1, Region: corpus.Body, Scope: stance.DyadScope, Voice: n, Agent: stance.Actor1,
		Theme: stance.Actor2, ActorRelation: "self", Scorer: "lexical", ScorerVersion: "1"}
	r.Span, r.AgentSpan, r.ThemeSpan = at{3, len(a.Text)}, at{3, 12}, at{21, 24}
	r.QuadClass, r.RootCode, r.Cooperation, r.Goldstein, r.Confidence = "verbal_cooperation", "SUPPORT", 0.5, 3.4, 1
	r.Modality, r.Predicate = stance.Asserted, "praise"
	r.Evidence = append(r.Evidence, at{8, 12}, at{14, 20})
	hypothetical, denied, read4 := r, r, r
	hypothetical.Modality, hypothetical.Cooperation = stance.Hypothetical, -1
	denied.Status, denied.Modality, denied.Cooperation = stance.StatusDenied, stance.Denied, 1
	read4.Dealings, read4.Reader, read4.Lexical, read4.Disagreement = stance.Dealings{0.2, 0.1, 0.6, 0.1}, stance.Dealings{0.3, 0.1, 0.5, 0.1}, "mixed", 0.5
	read4.Cooperation, read4.RootCode, read4.QuadClass, read4.Goldstein = -0.1111, "", "", 0
	s.Relations = append(s.Relations, r, hypothetical, denied, read4)
}

func fixtureInfo() Info {
	return Info{Tool: "dyad", Version: "v0.1.0", Study: json.RawMessage(`{"seed": 7, "actors": ["a", "b"]}`), Seed: 7,
		Scorers: []stance.Description{{Name: "lexical", Version: "1", Doc: "lists", Hash: "ab"}, {Name: "bayes", Version: "1"}},
		Names:   Names{Actor1: "the group", Actor2: "the president", Scorer: "lexical"},
		Intake: Intake{Found: 13, Inputs: []Input{{Path: "x", SHA256: "11", Size: 4}, {Path: "a", SHA256: "22", Size: 5}},
			Problems: []Problem{{Where: "z:3", Reason: "invalid_json", Message: "no JSON", Lost: true}, {Where: "a:1", Reason: "impossible_date", Message: "31 February"}}}}
}

func fixtureRecords() []Record {
	var recs []Record
	for _, s := range fixture() {
		rec := Flatten(s, fixtureInfo().Names)
		if rec.Article.DocID == "fr" {
			rec.Article.ExclusionReason = ExcludedLanguage + " fr"
		}
		recs = append(recs, rec)
	}
	return recs
}

func build(t *testing.T, info Info, recs []Record, o Options) *Run {
	t.Helper()
	run, err := Build(info, recs, o)
	if err != nil {
		t.Fatal(err)
	}
	return run
}

func fixtureRun(t *testing.T) *Run {
	t.Helper()
	return build(t, fixtureInfo(), fixtureRecords(), Options{Workers: 2})
}

// files reads a run folder.
func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		rel, _ := filepath.Rel(dir, path)
		out[filepath.ToSlash(rel)] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func write(t *testing.T, run *Run, o WriteOptions) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "run")
	if err := Write(dir, run, o); err != nil {
		t.Fatal(err)
	}
	return dir
}

func diff(t *testing.T, what string, want, got any) {
	t.Helper()
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("%s (-want +got):\n%s", what, d)
	}
}

// ofPage are the hash and the size of the page in a manifest, which change
// with every change of its looks.
var ofPage = regexp.MustCompile(`("file": "report.html",\s+"sha256": )"[0-9a-f]+",(\s+)"size": \d+`)

func TestGoldenTables(t *testing.T) {
	run := fixtureRun(t)
	got := files(t, write(t, run, WriteOptions{Environment: Environment{Time: "2020-01-01T00:00:00Z"}}))
	var b strings.Builder
	if err := run.WriteSummary(&b, 0); err != nil {
		t.Fatal(err)
	}
	got["summary.txt"] = b.String()
	delete(got, htmlFile) // see html_test.go
	got[manifestFile] = ofPage.ReplaceAllString(got[manifestFile], `$1"…",$2"size": 0`)
	for name, text := range got {
		golden.Check(t, filepath.Join("testdata", "golden", name), []byte(text))
	}
}
