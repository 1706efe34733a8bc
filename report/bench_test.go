package report

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/stance"
)

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

// BenchmarkBuild is 200,000 portrayals: rows, stream, tables.
func BenchmarkBuild(b *testing.B) {
	scored := many(5000)
	recs := make([]Record, len(scored))
	b.Run("flatten", func(b *testing.B) {
		for b.Loop() {
			for i, s := range scored {
				recs[i] = Flatten(s, Names{})
			}
		}
	})
	var run *Run
	for _, workers := range []int{1, 2} {
		b.Run(fmt.Sprintf("build/workers=%d", workers), func(b *testing.B) {
			for b.Loop() {
				var err error
				if run, err = Build(Info{}, recs, Options{Workers: workers}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("csv", func(b *testing.B) {
		for b.Loop() {
			if err := writeTable(io.Discard, run.ID, portrayalFields(), run.Portrayals, Style{}); err != nil {
				b.Fatal(err)
			}
		}
	})
	var text strings.Builder
	b.Run("stream", func(b *testing.B) {
		for b.Loop() {
			text.Reset()
			w, err := NewStreamWriter(&text, Info{})
			if err != nil {
				b.Fatal(err)
			}
			for _, r := range recs {
				if err := w.Write(r); err != nil {
					b.Fatal(err)
				}
			}
			if err := w.Close(Intake{}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("read stream", func(b *testing.B) {
		for b.Loop() {
			if _, _, err := ReadStream(strings.NewReader(text.String()), ReadOptions{}); err != nil {
				b.Fatal(err)
			}
		}
	})
}
