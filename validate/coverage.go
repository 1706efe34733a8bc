package validate

import (
	"cmp"
	"context"
	"encoding/csv"
	"fmt"
	"hash/fnv"
	"io"
	"slices"
	"strconv"
	"text/tabwriter"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/internal/par"
	"github.com/seed-7a84ba5f/dyad/stance"
)

// DrawnLink is the link of a drawn sentence.
type DrawnLink struct {
	doc, lemma, pos, known string
	no, start, end         int
}

// DrawLinks takes articles in an order made of the seed, and of each one sentence in
// which a predicate links two named actors, until there are so many.
func DrawLinks(ctx context.Context, a *annotate.Annotator, l *stance.Lexical, articles []*corpus.Article, sentences int, o Options) ([]DrawnLink, error) {
	order := slices.DeleteFunc(slices.Clone(articles), func(art *corpus.Article) bool { return art.Exclusion != "" })
	slices.SortFunc(order, func(x, y *corpus.Article) int {
		return cmp.Or(cmp.Compare(rankOf(o.Seed, x.ID, 0), rankOf(o.Seed, y.ID, 0)), cmp.Compare(x.ID, y.ID))
	})
	var out []DrawnLink
	for len(order) > 0 && len(out) < sentences {
		n := min(len(order), max(2*o.Workers, 32))
		drawn, err := par.Slice(ctx, o.Workers, order[:n], func(_ context.Context, art *corpus.Article) ([]DrawnLink, error) {
			return drawLink(a, l, art, o.Seed), nil
		})
		if err != nil {
			return nil, err
		}
		for _, d := range drawn {
			if len(out) < sentences {
				out = append(out, d...)
			}
		}
		order = order[n:]
	}
	return out, nil
}

// drawLink draws a sentence of an article, and one of its links.
func drawLink(a *annotate.Annotator, l *stance.Lexical, art *corpus.Article, seed uint64) []DrawnLink {
	doc := a.Annotate(art)
	var best *stance.Link
	var lowest uint64
	for s := range doc.Sentences {
		for i, link := range l.Links(doc, s) {
			if r := rankOf(seed, art.ID, s*1000+i+1); best == nil || r < lowest {
				best, lowest = &link, r
			}
		}
	}
	if best == nil {
		return nil
	}
	s := &doc.Sentences[best.Sentence]
	return []DrawnLink{{doc: art.ID, no: s.No, start: doc.Tokens[best.Token].Start, end: doc.Tokens[best.Token].End, lemma: best.Lemma, pos: best.POS, known: best.Known}}
}

// rankOf gives what an article or a sentence is drawn by.
func rankOf(seed uint64, id string, i int) uint64 {
	h := fnv.New64a()
	fmt.Fprintf(h, "%d\x00%s\x00%d", seed, id, i)
	x := h.Sum64() // mixed again: the last bytes hardly move the high bits of FNV
	x ^= x >> 33
	x *= 0xff51afd7ed558ccd
	return x ^ x>>33
}

// WriteLinksCSV writes each link for programs.
func WriteLinksCSV(w io.Writer, links []DrawnLink) error {
	rows := [][]string{{"doc_id", "sentence_no", "byte_start", "byte_end", "lemma", "pos", "known"}}
	for _, l := range links {
		rows = append(rows, []string{l.doc, strconv.Itoa(l.no), strconv.Itoa(l.start), strconv.Itoa(l.end), l.lemma, l.pos, l.known})
	}
	return csv.NewWriter(w).WriteAll(rows)
}

// WriteCoverage writes for people how many links which lists know, and the words that
// none knows.
func WriteCoverage(w io.Writer, links []DrawnLink) error {
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
