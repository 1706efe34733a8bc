package page

import (
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-7a84ba5f/dyad/report"
	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/seed-7a84ba5f/dyad/stats"
)

// cautions say what the figures do not allow, and what to do about it.
func (m *pageMaker) cautions() []words {
	out := []words{m.whoJudged()}
	out = append(out, m.comparable()...)
	out = append(out, m.silent()...)
	sources := m.warned()
	for _, code := range sortedCodes(sources) {
		out = append(out, say("In ", sources[code], " of ", table.Counted(len(m.run.Summary)-1, m.unit()), " some figure ", warningWords(code, m.run.Options.Rule), "."))
	}
	return append(append(out, m.drawn()...), m.articleCautions()...)
}

// drawn says that the page holds the rows of some articles only.
func (m *pageMaker) drawn() []words {
	share := m.held()
	if share >= 1 {
		return nil
	}
	return []words{say("This page lets you read the sentences of about ", strconv.FormatFloat(share*100, 'f', 1, 64), " in 100 articles, drawn by a hash of their ids: all would be too much for a browser. Its figures rest on all articles, and every row stands in portrayals, judgments and relations beside this page.")}
}

// comparable says which sources have figures that can be compared.
func (m *pageMaker) comparable() []words {
	rule, total := m.run.Options.Rule, len(m.run.Summary)-1
	advice := fmt.Sprintf("Add articles of those that matter: %d or more of each that mention both.", rule.SmallClusters)
	var out []words
	for _, part := range []struct {
		topic string
		asks  []report.Question
	}{{"own stance", m.asks.Own[:]}, {"the dealings that they tell of", []report.Question{m.asks.Relation}}} {
		whole, small := 0, 0
		for _, s := range m.run.Summary[1:] {
			known, few := 0, false
			for _, q := range part.asks {
				if e := m.sources[report.CellKey{Level: table.LevelSource, Source: s.Source, Question: q}]; e != nil && e.Low.Known {
					known, few = known+1, few || e.SmallN
				}
			}
			if known == len(part.asks) {
				if whole++; few {
					small++
				}
			}
		}
		switch {
		case total < 2:
			return []words{say("With this corpus you cannot compare ", m.unit(), "s: there is only one. Add articles of others.")}
		case whole < 2:
			out = append(out, say("With this corpus you cannot compare ", m.unit(), "s in ", part.topic, ": ", whole, " of ", total, " have enough articles with a figure for an interval. ", advice))
			continue
		case whole < total:
			out = append(out, say("In ", part.topic, " you can compare ", whole, " of ", table.Counted(total, m.unit()), ": the others have too little data for an interval. ", advice))
		}
		if small > 0 {
			out = append(out, say("In ", part.topic, " ", small, " of the ", whole, " that can be compared rest on ", rule.MinClusters, " to ", rule.SmallClusters-1, " articles: their intervals are wide. Do not rank them."))
		}
	}
	return out
}

// silent says of whose stance toward whom there is too little.
func (m *pageMaker) silent() []words {
	var out []words
	for i := range 2 {
		if e := m.all(m.asks.Directed[i]); e == nil || !e.Low.Known {
			n := 0
			if e != nil {
				n = e.Articles
			}
			out = append(out, say("This corpus does not tell how ", name(m.names[i]), " stands toward ", name(m.names[1-i]), ": ", table.Counted(n, "article"), " with an explicit stance. Read the sentences, or add articles in which the one speaks of the other."))
		}
	}
	return out
}

// warned counts by warning the sources with a figure on this page that has it.
func (m *pageMaker) warned() map[string]int {
	seen, n := map[[2]string]bool{}, map[string]int{}
	for i := range m.run.Sources {
		e := &m.run.Sources[i]
		if e.Level != table.LevelSource || !m.isOnPage(e) || e.Warnings == "" {
			continue
		}
		for code := range strings.SplitSeq(e.Warnings, "; ") {
			if k := [2]string{e.Source, code}; !seen[k] {
				seen[k] = true
				n[code]++
			}
		}
	}
	for _, told := range []string{report.WarnSourceUnknown, report.WarnGroupUnknown, string(stats.WarnTooFew), string(stats.WarnSmallN), report.WarnWide} {
		delete(n, told) // in words of their own
	}
	return n
}

// isOnPage says whether an estimate stands in the table of sources.
func (m *pageMaker) isOnPage(e *table.EstimateRow) bool {
	h := &m.asks
	return slices.Contains([]report.Question{h.Own[0], h.Own[1], h.Portrayal[0], h.Portrayal[1], h.Quoted[0], h.Quoted[1], h.Relation, h.Directed[0], h.Directed[1]}, report.QuestionOf(&e.Asked))
}

// sortedCodes puts what concerns most sources first.
func sortedCodes(n map[string]int) []string {
	var codes []string
	for c := range n {
		codes = append(codes, c)
	}
	slices.SortFunc(codes, func(a, b string) int {
		if n[a] != n[b] {
			return n[b] - n[a]
		}
		return strings.Compare(a, b)
	})
	return codes
}

// whoJudged says who made the judgments, and whether people checked them.
func (m *pageMaker) whoJudged() words {
	by := say("All that is said of sentences was said by a program (", name(table.Shown(m.scorer())), ")")
	if len(m.run.Validation) > 0 {
		by = append(by, say(", whose agreement with human codes of other texts stands under “How right the program was on texts that people coded”;")...)
		if m.coded() == 0 {
			return append(by, say(" those of this run were not checked. Read the sentences behind a number before you rely on it, and code some by hand (dyad sample, dyad code; dyad run --gold).")...)
		}
		return append(by, say(" people coded ", table.Counted(m.coded(), "portrayal"), " of this run as well. What their codes change stands under “What human codes change”: the other figures of this page are as scored.")...)
	}
	if n := m.coded(); n > 0 {
		return append(by, say("; people coded ", table.Counted(n, "portrayal"), " of them. What their codes change stands under “What human codes change”: the other figures of this page are as scored.")...)
	}
	return append(by, say(" and was not checked against human codes in this run. Read the sentences behind a number before you rely on it; code some by hand (dyad sample, dyad code) and give the codes to dyad run --gold.")...)
}

// coded counts the portrayals of the page's scorer that have a human code.
func (m *pageMaker) coded() int {
	own, portrayed := 0, 0
	for i := range m.run.Sources {
		e := &m.run.Sources[i]
		switch {
		case e.Level != table.LevelAll || e.Scope != table.AnyScope:
		case e.Measure == table.Portrayal && e.Scorer == m.asks.Portrayal[0].Scorer:
			portrayed += e.Gold
		case e.Measure == table.OwnStance && e.Scorer == m.asks.Own[0].Scorer:
			own += e.Gold
		}
	}
	return max(own, portrayed) // a sentence may be coded for both
}

// warningWords ends the sentence "some figure …": what a warning of a table
// means for who reads the figure. Every code that a table can hold has its words.
func warningWords(code string, rule stats.Rule) string {
	text := ofWarnings.Value(code)
	if text == "" {
		return "has the warning " + table.Shown(code)
	}
	return strings.NewReplacer("{few}", strconv.Itoa(rule.MinClusters), "{small}", strconv.Itoa(rule.SmallClusters),
		"{below_small}", strconv.Itoa(rule.SmallClusters-1)).Replace(text)
}

// warningView is a warning as the page explains it.
type warningView struct {
	Code, Words string
	Where       []string // tables with the number of rows that have it
}

// each gives what of says of each of a sequence.
func each[T any](all iter.Seq[T], of func(T) string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for x := range all {
			if !yield(of(x)) {
				return
			}
		}
	}
}

// warnings are all codes in the tables of the run, in their order of letters,
// with their words and where they stand.
func (m *pageMaker) warnings() []warningView {
	r := m.run
	where := map[string][]string{}
	note := func(table string, cells iter.Seq[string]) {
		rows := map[string]int{}
		for cell := range cells {
			for code := range strings.SplitSeq(cell, "; ") {
				rows[code]++
			}
		}
		delete(rows, "")
		for code, k := range rows {
			where[code] = append(where[code], table+" ("+strconv.Itoa(k)+")")
		}
	}
	note("sources", each(slices.Values(r.Sources), func(e table.EstimateRow) string { return e.Warnings }))
	note("timeline", each(r.Timeline.All(), func(e *table.EstimateRow) string { return e.Warnings }))
	note("contrasts", each(slices.Values(r.Contrasts), func(c table.ContrastRow) string { return c.Warnings }))
	note("trends", each(r.Trends.All(), func(t *table.TrendRow) string { return t.Warnings }))
	note("variance", each(slices.Values(r.Variance), func(v table.VarianceRow) string { return v.Warnings }))
	note("frame_shares", each(slices.Values(r.FrameShares), func(f table.FrameShareRow) string { return f.Warnings }))
	if r.Multiverse != nil {
		note("multiverse", each(slices.Values(r.Multiverse.Rows), func(s table.SpecificationRow) string { return s.Warnings }))
	}
	var out []warningView
	for code, tables := range where {
		out = append(out, warningView{table.Shown(code), warningWords(code, r.Options.Rule), tables})
	}
	slices.SortFunc(out, func(a, b warningView) int { return strings.Compare(a.Code, b.Code) })
	return out
}

// articleCautions are about sources, dates, scorers and inputs.
func (m *pageMaker) articleCautions() []words {
	facts := m.run.Facts()
	var out []words
	add := func(n int, what string) {
		if n > 0 {
			out = append(out, say(table.Counted(n, "article"), " ", what))
		}
	}
	if by := m.run.Options.By; by == "" {
		add(facts.NoSource, "without a known source: counted over all, and listed as one of no name. Name their sources in a sheet (dyad run --metadata).")
	} else {
		out = append(out, say("Figures are by the groups of ", name(table.Shown(table.MetaPrefix+by)), ", in place of sources; intervals are over outlets."))
		for _, note := range m.run.GroupNotes() {
			out = append(out, say(table.Shown(note.Message), "."))
		}
	}
	add(facts.Undated, "without a date: counted, but not in the timeline. Date them in a sheet (dyad run --metadata).")
	add(facts.Unsure, "with a date that was guessed or can be read in two ways. Check them in articles.csv (date_method) before you read the timeline.")
	if n := len(m.run.Info.Problems); n > 0 {
		out = append(out, say(table.Counted(n, "problem"), " with the inputs, listed below."))
	}
	for i := range m.run.Info.Codings {
		for _, line := range m.run.Info.Codings[i].Lines() {
			out = append(out, say(table.Shown(line), "."))
		}
	}
	if len(m.run.Info.Scorers) > 1 {
		out = append(out, say("The figures are those of the scorer ", name(table.Shown(m.scorer())), "; the rows of others stand under the sentences and in the tables."))
	}
	return out
}
