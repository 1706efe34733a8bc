package report

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/seed-7a84ba5f/dyad/stance"
	"github.com/seed-7a84ba5f/dyad/stats"
)

// summarySources is how many sources the summary shows.
const summarySources = 20

// Summary writes a short table for the terminal: per source its articles, its
// own and the quoted tone toward each actor with the interval, and the mean
// cooperation. Sources with the most articles come first.
func (r *Run) Summary(w io.Writer) error {
	s := summary{run: r, cells: cellIndex(r.Sources)}
	buf := bufio.NewWriter(w)
	s.write(buf)
	return buf.Flush()
}

// cellIndex finds the rows of a table of estimates by what they estimate.
func cellIndex(rows []EstimateRow) map[cellKey]*EstimateRow {
	cells := make(map[cellKey]*EstimateRow, len(rows))
	for i := range rows {
		e := &rows[i]
		q := question{scorer: e.Scorer, scope: e.Scope, voice: e.Voice, holder: e.HolderClass, target: e.Target, measure: e.Measure}
		cells[cellKey{level: e.Level, source: e.Source, period: e.Period, question: q}] = e
	}
	return cells
}

type summary struct {
	run   *Run
	cells map[cellKey]*EstimateRow
}

func (s *summary) write(w io.Writer) {
	r := s.run
	one, two := cmp.Or(r.Info.Names.Actor1, "actor1"), cmp.Or(r.Info.Names.Actor2, "actor2")
	sources := s.sources()
	shown := sources[:min(len(sources), summarySources)]
	lines := [][]string{{"source", "articles", "own: " + one, "own: " + two, "quoted: " + one, "quoted: " + two, "cooperation"}}
	for _, src := range shown {
		lines = append(lines, s.line(levelSource, src.name, cmp.Or(src.name, "(unknown)"), src.articles))
	}
	total := 0
	for _, src := range sources {
		total += src.articles
	}
	lines = append(lines, s.line(levelAll, "", "all", total))
	writeAligned(w, lines)
	if more := len(sources) - len(shown); more > 0 {
		fmt.Fprintf(w, "… and %d more: see sources.csv\n", more)
	}
}

// line is the figures of one source.
func (s *summary) line(level, source, name string, articles int) []string {
	get := func(voice, holder string, target stance.Side) string {
		return interval(s.cells[cellKey{level: level, source: source, question: question{scorer: s.scorer(), scope: dyadScope,
			voice: voice, holder: holder, target: string(target), measure: tone}}])
	}
	coop := s.cells[cellKey{level: level, source: source, question: question{scorer: s.relationScorer(), scope: dyadScope, measure: cooperation}}]
	return []string{oneLine(name), fmt.Sprint(articles),
		get(narratorVoice, narratorHolder, stance.Actor1), get(narratorVoice, narratorHolder, stance.Actor2),
		get(quotedVoice, anyHolder, stance.Actor1), get(quotedVoice, anyHolder, stance.Actor2), interval(coop)}
}

// interval is a mean with its interval, or why there is none.
func interval(e *EstimateRow) string {
	switch {
	case e == nil || !e.Mean.Known:
		return "–"
	case hasWarning(e, string(stats.WarnNoVariation)):
		return fmt.Sprintf("%+.2f all equal", e.Mean.Value)
	case !e.Low.Known || !e.High.Known:
		return fmt.Sprintf("%+.2f too few", e.Mean.Value)
	}
	return fmt.Sprintf("%+.2f [%+.2f, %+.2f]", e.Mean.Value, e.Low.Value, e.High.Value)
}

// scorer is the one that the summary shows.
func (s *summary) scorer() string {
	if s.run.Info.Names.Scorer != "" || len(s.run.Judgments) == 0 {
		return s.run.Info.Names.Scorer
	}
	return s.run.Judgments[0].Scorer
}

func (s *summary) relationScorer() string {
	if len(s.run.Relations) == 0 {
		return ""
	}
	return s.run.Relations[0].Scorer
}

type sourceCount struct {
	name     string
	articles int
}

// sources are those of the articles that count, the largest first.
func (s *summary) sources() []sourceCount {
	n := map[string]int{}
	for i := range s.run.Articles {
		if a := &s.run.Articles[i]; a.ExclusionReason == "" {
			n[a.Source]++
		}
	}
	var out []sourceCount
	for name, articles := range n {
		out = append(out, sourceCount{name, articles})
	}
	slices.SortFunc(out, func(a, b sourceCount) int {
		return cmp.Or(cmp.Compare(b.articles, a.articles), cmp.Compare(a.name, b.name))
	})
	return out
}

// writeAligned writes lines with columns two spaces apart; the second is a
// number and stands to the right.
func writeAligned(w io.Writer, lines [][]string) {
	width := make([]int, len(lines[0]))
	for _, l := range lines {
		for i, c := range l {
			width[i] = max(width[i], utf8.RuneCountInString(c))
		}
	}
	for _, l := range lines {
		var b strings.Builder
		for i, c := range l {
			pad := strings.Repeat(" ", width[i]-utf8.RuneCountInString(c))
			if i == 1 {
				c, pad = pad+c, ""
			}
			b.WriteString(c + pad + "  ")
		}
		fmt.Fprintln(w, strings.TrimRight(b.String(), " "))
	}
}
