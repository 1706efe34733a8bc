package report

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/seed-7a84ba5f/dyad/corpus"
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

func diff(t *testing.T, what string, want, got any) {
	t.Helper()
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("%s (-want +got):\n%s", what, d)
	}
}

// months gives n days, one a month, from January 2019.
func months(n int) []string {
	var out []string
	for i := range n {
		out = append(out, fmt.Sprintf("%d-%02d-%02d", 2019+i/12, 1+i%12, 5+i%20))
	}
	return out
}

// quarrel is three sources over two years, with quotations and weak words.
func quarrel() []stance.Scored {
	var out []stance.Scored
	for i, day := range append(append(months(24), months(24)...), months(24)...) {
		a := article(fmt.Sprintf("%03d", i), fmt.Sprint("S", i%3), day, "The Taliban were here, they said.")
		s := scoredArticle(a, portrayed(a, stance.NarratorVoice, stance.Actor1, []float64{-0.5, 0.05, -0.8}[i%3]+float64(i%5)/20))
		s.Sentences = 2 + i%4
		if i%2 == 0 {
			s.Portrayals = append(s.Portrayals, said(a, stance.Actor1, 0.2))
		}
		if i%7 == 0 && i > 0 {
			a.ClusterID, a.IsClusterHead = fmt.Sprintf("%03d", i-1), false
		}
		out = append(out, s)
	}
	return out
}

// groupedRecords are articles of outlets in groups, by the column side: five outlets of
// the left and of the right, four far ones, one of no group; an article of no outlet.
func groupedRecords() []Record {
	var recs []Record
	add := func(group, source string, value float64) {
		rec := Record{Article: ArticleRow{DocID: fmt.Sprint("d", len(recs)), Source: source, Mentions1: 1, Mentions2: 1, Portrayals: 1, Meta: []MetaCell{{"side", group}}}}
		p := PortrayalRow{PortrayalID: rec.Article.DocID + ":1", Voice: narratorVoice, Scorer: "reader", Target: "actor1", Scope: dyadScope,
			Portrayal: num(value, 4), OwnStance: num(value, 4), PortrayalLabel: neutral}
		p.DocID, p.Region, p.Source = rec.Article.DocID, "body", source
		rec.Portrayals = []PortrayalRow{p}
		recs = append(recs, rec)
	}
	for k := range 5 {
		for i := range 3 { // of one outlet: one cluster
			add("left", fmt.Sprint("L", k), -0.1*float64(k)+0.01*float64(i))
			add("right", fmt.Sprint("R", k), 0.1*float64(k)+0.01*float64(i))
		}
	}
	for k := range 4 {
		add("far", fmt.Sprint("F", k), 0.1*float64(k))
	}
	add("left", "", 1)
	add("", "Blog", 0.5)
	return recs
}

const (
	metricTable = "scorer,task,metric,class,value,ci_low,ci_high,n\nensemble,target,macro_f1,,0.743544,0.695369,0.791507,343\n" +
		"ensemble,target,recall,negative,0.828358,,,134\nensemble,target,recall,negative,0.8,,,134\nensemble,,recall,negative,0.8,,,134\n" +
		"vader,target,macro_f1,,0.5x,,,343\n"
	figureTable = "task,measure,overlap,value,ci_low,ci_high,ci_method,n_boot,seed,n_right,n,n_documents,warnings,version,gold,gold_sha256\n" +
		"attribution,content_f1,0.3,0.750000,0.700000,0.800000,outer_t,2000,1,6,8,84,,v1,g.csv,ab\nmentions,right_actor,,,,,none,0,1,0,0,0,too_few,v1,g.csv,ab\n"
)

// folderOf is a folder with files of these texts.
func folderOf(t *testing.T, texts map[string]string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	for name, text := range texts {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// many makes articles with 40 portrayals and 8 judgments each, over 60 sources
// and 4 years.
func many(articles int) []stance.Scored {
	body := strings.Repeat("The group said that “it hopes” for him. ", 100)
	sides := [2]stance.Side{stance.Actor1, stance.Actor2}
	out := make([]stance.Scored, articles)
	for n := range out {
		day := fmt.Sprintf("%d-%02d-%02d", 2017+n%4, 1+n%12, 1+n%28)
		a := article(fmt.Sprintf("%06d", n), fmt.Sprintf("Outlet %d", n%60), day, body)
		s := stance.Scored{Article: a, Sentences: 100, ProseBytes: 4, QuotedBytes: n % 4, Mentions1: 1, Mentions2: 1, DyadSentences: 40}
		for k := range 40 {
			voice := stance.NarratorVoice
			if k%3 == 0 {
				voice = stance.QuotedVoice
			}
			value := float64((n*7+k*3)%5-2) / 2
			p := portrayed(a, voice, sides[k%2], value)
			p.SentenceNo, p.Span = k+1, at{3 + k*44, 47 + k*44}
			s.Portrayals = append(s.Portrayals, p)
			if k%5 == 0 {
				j := judged(a, voice, stance.HolderOther, sides[k%2], value)
				j.SentenceNo, j.Span = k+1, p.Span
				s.Judgments = append(s.Judgments, j)
			}
		}
		out[n] = s
	}
	return out
}
