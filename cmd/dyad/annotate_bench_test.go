//go:build unix

package main

import (
	"runtime"
	"testing"
	"time"

	"github.com/jdkato/prose/v3/segment"
	"github.com/jdkato/prose/v3/tag"
	"github.com/jdkato/prose/v3/tokenize"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/corpus/read"
	"github.com/seed-7a84ba5f/dyad/internal/cputime"
	"github.com/seed-7a84ba5f/dyad/internal/golden"
	"github.com/seed-7a84ba5f/dyad/pipeline"
	"github.com/seed-7a84ba5f/dyad/study"
)

// actorArticles reads the real articles that mention an actor of the built-in
// study, and says how many bytes they hold.
func actorArticles(tb testing.TB) (articles []*corpus.Article, size int64) {
	tb.Helper()
	c, err := read.Collect(tb.Context(), []string{golden.Data(tb, "news/taliban_trump.jsonl")}, read.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	a := annotator(tb, annotate.ScopeActors)
	for _, art := range c.Articles {
		if art.Exclusion != "" {
			continue
		}
		for _, m := range a.Annotate(art).Mentions {
			if m.Actor != "" {
				articles = append(articles, art)
				size += int64(len(art.Text))
				break
			}
		}
	}
	if len(articles) == 0 {
		tb.Fatal("no article mentions an actor")
	}
	return articles, size
}

func annotator(tb testing.TB, scope annotate.Scope) *annotate.Annotator {
	tb.Helper()
	a, err := annotate.New(annotate.Options{Actors: pipeline.Actors(study.Default()), Scope: scope})
	if err != nil {
		tb.Fatal(err)
	}
	return a
}

// BenchmarkAnnotate measures, on one core and over whole articles, what prose
// takes to cut sentences and tag words, and what we take to annotate in either
// scope. x-prose is the ratio of the speeds, ours to prose's, by the time that
// the processor worked for us: other programs do not change it.
func BenchmarkAnnotate(b *testing.B) {
	articles, size := actorArticles(b)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	seg, err := segment.New()
	if err != nil {
		b.Fatal(err)
	}
	tagger, err := tag.New()
	if err != nil {
		b.Fatal(err)
	}
	tok := tokenize.New()
	var peer time.Duration // for all articles
	b.Run("prose", func(b *testing.B) {
		peer = worked(b, size, func() {
			for _, art := range articles {
				seg.Segment(art.Text)
				tagger.TagTokens(tok.Tokenize(art.Text))
			}
		})
	})
	for _, scope := range []annotate.Scope{annotate.ScopeActors, annotate.ScopeAll} {
		a := annotator(b, scope)
		b.Run(string(scope), func(b *testing.B) {
			parsed, sentences := 0, 0
			ours := worked(b, size, func() {
				for _, art := range articles {
					for _, s := range a.Annotate(art).Sentences {
						sentences++
						if s.Parsed {
							parsed++
						}
					}
				}
			})
			b.ReportMetric(float64(parsed)/float64(sentences), "parsed/sentence")
			if peer > 0 {
				b.ReportMetric(float64(peer)/float64(ours), "x-prose")
			}
		})
	}
}

// worked runs a benchmark over size bytes and gives the processor's time for
// one round of it.
func worked(b *testing.B, size int64, round func()) time.Duration {
	rounds := 0
	runtime.GC()
	start := cputime.Spent()
	for b.Loop() {
		round()
		rounds++
	}
	each := (cputime.Spent() - start) / time.Duration(rounds)
	b.ReportMetric(float64(size)/1e6/each.Seconds(), "MB/cpu-s")
	return each
}
