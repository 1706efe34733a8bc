package main

import (
	"cmp"
	"context"
	"encoding/csv"
	"fmt"
	"hash/fnv"
	"io"
	"runtime"
	"slices"
	"strconv"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/corpus/read"
	"github.com/seed-7a84ba5f/dyad/internal/par"
	"github.com/seed-7a84ba5f/dyad/stance"
)

// coverageFlags are the flags of lexicon coverage.
type coverageFlags struct {
	sentences, workers int
	seed               uint64
	format             string
}

func newLexiconCoverageCmd() *cobra.Command {
	var f coverageFlags
	cmd := &cobra.Command{
		Use:   "coverage PATH...",
		Short: "Tell what share of the predicates that link two named actors the lists know",
		Long: `Draw sentences by seed from articles, at most one an article, in which two named
actors are linked by a predicate, and tell which lists know it.

The predicate is the word of the tree where the ways from the two names meet. Of
a copula it is the noun or adjective beside it, of a light verb ("have", "make",
"hold") the noun it carries, and of a verb that only reports ("said that X
attacked Y") the highest verb on the way to the second name. Names of days and
places that something only happens in are no actors; a name within another, or
joined to it by "and", is not linked to it.

It is known as an event (events, predicates with a code), an attitude (predicates
without), an operator (it turns an event it governs), a cue (it reports speech, and
nothing else links the two) or neutral (the word alone says nothing of how the two
stand). Covered is what any list knows; the share without cues and neutral words
stands beside it. --format csv lists each link.`,
		Example: "  dyad lexicon coverage allsides_sample.jsonl.gz --sentences 300 --seed 1",
		Args:    usage(cobra.MinimumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return lexiconCoverage(cmd.Context(), args, &f, cmd.OutOrStdout())
		},
	}
	fs := cmd.Flags()
	fs.IntVar(&f.sentences, "sentences", 300, "how many sentences are drawn")
	fs.Uint64Var(&f.seed, "seed", 1, "of the draw")
	fs.StringVar(&f.format, "format", "text", "text or csv")
	fs.IntVar(&f.workers, "workers", runtime.NumCPU(), "articles at a time; changes no result")
	return cmd
}

// drawnLink is the link of a drawn sentence.
type drawnLink struct {
	doc, lemma, pos, known string
	no, start, end         int
}

func lexiconCoverage(ctx context.Context, paths []string, f *coverageFlags, stdout io.Writer) error {
	switch {
	case f.sentences < 1 || f.workers < 1:
		return usagef("--sentences and --workers are at least 1")
	case f.format != "text" && f.format != "csv":
		return usagef("--format %q is neither text nor csv", f.format)
	}
	found, err := read.Collect(ctx, paths, read.Options{})
	if err != nil {
		return err
	}
	a, err := annotate.New(annotate.Options{Scope: annotate.ScopeAll})
	if err != nil {
		return err
	}
	l, err := stance.NewLexical()
	if err != nil {
		return err
	}
	links, err := f.draw(ctx, a, l, found.Articles)
	if err != nil {
		return err
	}
	if f.format == "csv" {
		return writeLinks(stdout, links)
	}
	return writeCoverage(stdout, links)
}

// draw takes articles in an order made of the seed, and of each one sentence
// with a link, until there are enough.
func (f *coverageFlags) draw(ctx context.Context, a *annotate.Annotator, l *stance.Lexical, articles []*corpus.Article) ([]drawnLink, error) {
	order := slices.DeleteFunc(slices.Clone(articles), func(art *corpus.Article) bool { return art.Exclusion != "" })
	slices.SortFunc(order, func(x, y *corpus.Article) int {
		return cmp.Or(cmp.Compare(f.rank(x.ID, 0), f.rank(y.ID, 0)), cmp.Compare(x.ID, y.ID))
	})
	var out []drawnLink
	for len(order) > 0 && len(out) < f.sentences {
		n := min(len(order), max(2*f.workers, 32))
		drawn, err := par.Slice(ctx, f.workers, order[:n], func(_ context.Context, art *corpus.Article) ([]drawnLink, error) {
			return f.one(a, l, art), nil
		})
		if err != nil {
			return nil, err
		}
		for _, d := range drawn {
			if len(out) < f.sentences {
				out = append(out, d...)
			}
		}
		order = order[n:]
	}
	return out, nil
}

// one draws a sentence of an article, and one of its links.
func (f *coverageFlags) one(a *annotate.Annotator, l *stance.Lexical, art *corpus.Article) []drawnLink {
	doc := a.Annotate(art)
	var best *stance.Link
	var lowest uint64
	for s := range doc.Sentences {
		for i, link := range l.Links(doc, s) {
			if r := f.rank(art.ID, s*1000+i+1); best == nil || r < lowest {
				best, lowest = &link, r
			}
		}
	}
	if best == nil {
		return nil
	}
	s := &doc.Sentences[best.Sentence]
	return []drawnLink{{doc: art.ID, no: s.No, start: doc.Tokens[best.Token].Start, end: doc.Tokens[best.Token].End, lemma: best.Lemma, pos: best.POS, known: best.Known}}
}

// rank gives what an article or a sentence is drawn by.
func (f *coverageFlags) rank(id string, i int) uint64 {
	h := fnv.New64a()
	fmt.Fprintf(h, "%d\x00%s\x00%d", f.seed, id, i)
	x := h.Sum64() // mixed again: the last bytes hardly move the high bits of FNV
	x ^= x >> 33
	x *= 0xff51afd7ed558ccd
	return x ^ x>>33
}

func writeLinks(w io.Writer, links []drawnLink) error {
	rows := [][]string{{"doc_id", "sentence_no", "byte_start", "byte_end", "lemma", "pos", "known"}}
	for _, l := range links {
		rows = append(rows, []string{l.doc, strconv.Itoa(l.no), strconv.Itoa(l.start), strconv.Itoa(l.end), l.lemma, l.pos, l.known})
	}
	return csv.NewWriter(w).WriteAll(rows)
}

func writeCoverage(w io.Writer, links []drawnLink) error {
	n := map[string]int{}
	unknown := map[string]int{}
	for _, l := range links {
		n[l.known]++
		if l.known == "" {
			unknown[l.lemma+" ("+l.pos+")"]++
		}
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	share := func(name string, k int) {
		fmt.Fprintf(t, "%s\t%d\t%.1f %%\n", name, k, 100*float64(k)/float64(max(1, len(links))))
	}
	share("sentences", len(links))
	for _, known := range []string{"event", "attitude", "operator", "cue", "neutral"} {
		share(known, n[known])
	}
	share("event, attitude or operator", n["event"]+n["attitude"]+n["operator"])
	share("covered", len(links)-n[""])
	if err := t.Flush(); err != nil {
		return err
	}
	var words []string
	for u := range unknown {
		words = append(words, u)
	}
	slices.SortFunc(words, func(a, b string) int { return cmp.Or(cmp.Compare(unknown[b], unknown[a]), cmp.Compare(a, b)) })
	if len(words) > 0 {
		fmt.Fprintln(w, "\nunknown:")
	}
	for _, u := range words {
		if _, err := fmt.Fprintf(w, "  %d %s\n", unknown[u], u); err != nil {
			return err
		}
	}
	return nil
}
