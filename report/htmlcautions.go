package report

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-7a84ba5f/dyad/stats"
)

// cautions say what the figures do not allow, and what to do about it.
func (m *pageMaker) cautions() []words {
	out := []words{m.whoJudged()}
	out = append(out, m.comparable()...)
	out = append(out, m.silent()...)
	sources := m.warned()
	for _, code := range sortedCodes(sources) {
		out = append(out, say("In ", sources[code], " of ", counted(len(m.run.Summary)-1, m.unit()), " some figure ", warningWords(code, m.run.Options.Rule), "."))
	}
	return append(out, m.articleCautions()...)
}

// comparable says which sources have figures that can be compared.
func (m *pageMaker) comparable() []words {
	rule, total := m.run.Options.Rule, len(m.run.Summary)-1
	advice := fmt.Sprintf("Add articles of those that matter: %d or more of each that mention both.", rule.SmallClusters)
	var out []words
	for _, part := range []struct {
		about string
		asks  []question
	}{{"own stance", m.asks.own[:]}, {"the dealings that they tell of", []question{m.asks.relation}}} {
		whole, small := 0, 0
		for _, s := range m.run.Summary[1:] {
			known, few := 0, false
			for _, q := range part.asks {
				if e := m.sources[cellKey{level: levelSource, source: s.Source, question: q}]; e != nil && e.Low.Known {
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
			out = append(out, say("With this corpus you cannot compare ", m.unit(), "s in ", part.about, ": ", whole, " of ", total, " have enough articles with a figure for an interval. ", advice))
			continue
		case whole < total:
			out = append(out, say("In ", part.about, " you can compare ", whole, " of ", counted(total, m.unit()), ": the others have too little data for an interval. ", advice))
		}
		if small > 0 {
			out = append(out, say("In ", part.about, " ", small, " of the ", whole, " that can be compared rest on ", rule.MinClusters, " to ", rule.SmallClusters-1, " articles: their intervals are wide. Do not rank them."))
		}
	}
	return out
}

// silent says of whose stance toward whom there is too little.
func (m *pageMaker) silent() []words {
	var out []words
	for i := range 2 {
		if e := m.all(m.asks.directed[i]); e == nil || !e.Low.Known {
			n := 0
			if e != nil {
				n = e.Articles
			}
			out = append(out, say("This corpus does not tell how ", name(m.names[i]), " stands toward ", name(m.names[1-i]), ": ", counted(n, "article"), " with an explicit stance. Read the sentences, or add articles in which the one speaks of the other."))
		}
	}
	return out
}

// warned counts by warning the sources with a figure on this page that has it.
func (m *pageMaker) warned() map[string]int {
	seen, n := map[[2]string]bool{}, map[string]int{}
	for i := range m.run.Sources {
		e := &m.run.Sources[i]
		if e.Level != levelSource || !m.isOnPage(e) || e.Warnings == "" {
			continue
		}
		for code := range strings.SplitSeq(e.Warnings, "; ") {
			if k := [2]string{e.Source, code}; !seen[k] {
				seen[k] = true
				n[code]++
			}
		}
	}
	for _, told := range []string{warnSourceUnknown, warnGroupUnknown, string(stats.WarnTooFew), string(stats.WarnSmallN), warnWide} {
		delete(n, told) // in words of their own
	}
	return n
}

// isOnPage says whether an estimate stands in the table of sources.
func (m *pageMaker) isOnPage(e *EstimateRow) bool {
	h := &m.asks
	return slices.Contains([]question{h.own[0], h.own[1], h.portrayal[0], h.portrayal[1], h.quoted[0], h.quoted[1], h.relation, h.directed[0], h.directed[1]}, questionOf(&e.Asked))
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
	by := say("All that is said of sentences was said by a program (", name(shown(m.scorer())), ")")
	if len(m.run.Validation) > 0 {
		by = append(by, say(", whose agreement with human codes of other texts stands under “How right the program was on texts that people coded”;")...)
		if m.coded() == 0 {
			return append(by, say(" those of this run were not checked. Read the sentences behind a number before you rely on it, and code some by hand (dyad annotate; dyad run --gold).")...)
		}
		return append(by, say(" people coded ", counted(m.coded(), "portrayal"), " of this run as well. What their codes change stands under “What human codes change”: the other figures of this page are as scored.")...)
	}
	if n := m.coded(); n > 0 {
		return append(by, say("; people coded ", counted(n, "portrayal"), " of them. What their codes change stands under “What human codes change”: the other figures of this page are as scored.")...)
	}
	return append(by, say(" and was not checked against human codes in this run. Read the sentences behind a number before you rely on it; code some by hand (dyad annotate) and give the codes to dyad run --gold.")...)
}

// coded counts the portrayals of the page's scorer that have a human code.
func (m *pageMaker) coded() int {
	own, portrayed := 0, 0
	for i := range m.run.Sources {
		e := &m.run.Sources[i]
		switch {
		case e.Level != levelAll || e.Scope != anyScope:
		case e.Measure == portrayal && e.Scorer == m.asks.portrayal[0].scorer:
			portrayed += e.Gold
		case e.Measure == ownStance && e.Scorer == m.asks.own[0].scorer:
			own += e.Gold
		}
	}
	return max(own, portrayed) // a sentence may be coded for both
}

// warningWords ends the sentence "some figure …": what a warning of a table
// means for who reads the figure. Every code that a table can hold is here.
func warningWords(code string, rule stats.Rule) string {
	switch code {
	case string(stats.WarnTooFew):
		return fmt.Sprintf("rests on fewer than %d independent articles: it has no interval and should not be compared with others", rule.MinClusters)
	case string(stats.WarnSmallN):
		return fmt.Sprintf("rests on %d to %d independent articles: its interval is wide and assumes much", rule.MinClusters, rule.SmallClusters-1)
	case warnFewGold:
		return fmt.Sprintf("has human codes from fewer than %d independent articles: it is not corrected by them", rule.SmallClusters)
	}
	if text, ok := warningTexts()[code]; ok {
		return text
	}
	return "has the warning " + shown(code)
}

// warningTexts are the warnings whose words need no number.
func warningTexts() map[string]string {
	return map[string]string{
		string(stats.WarnNoVariation):     "is the same in all its articles: it has no interval, since they do not show how much others would differ",
		string(stats.WarnLittleVariation): "rests on the few articles that differ from all others",
		string(stats.WarnFewDraws):        "has an interval of less than the level asked for, since there were too few draws",
		string(stats.WarnDegenerateDraws): "hardly varies between articles: its interval rests on a t distribution in place of the bootstrap",
		string(stats.WarnNotComputable):   "cannot be computed: what would be compared does not overlap",
		string(stats.WarnOutOfRange):      "lay outside its range and was cut to it",
		string(stats.WarnUnbounded):       "has no interval, since one would have no end",
		string(stats.WarnDominantCluster): "owes at least half of its weight to one story",
		warnGroupUnknown:                  "is that of articles without a group",
		warnSourceUnknown:                 "is that of articles without a known source",
		warnCopies:                        "leaves copies of a story out: each story counts once per source",
		warnAllCopies:                     "counts copies of a story as articles of their own, as the study asks",
		warnHeads:                         "counts only the first article of each story, as the study asks: a source loses what others printed before it, so that sources should not be compared",
		warnWeighted:                      "gives copies of a story the weight of one article together, as the study asks",
		warnProxies:                       "counts a country or a capital for its actor, as the study asks",
		warnWide:                          "has too little data: its interval would cover more than half of the scale",
		warnDates:                         "holds articles with a date that is not reliable, which may belong elsewhere in time",
		warnSameGold:                      "has human codes that are all the same, which cannot correct it",
		warnGoldSampling:                  "has human codes whose sampling probabilities do not fit the rows",
		warnGoldScale:                     "cannot be corrected: the human codes with their probabilities would take it off the scale",
		warnPeriodsAlone:                  "leaves periods out in which no other source wrote",
		warnFewPeriods:                    "rests on fewer periods with articles than it needs",
		warnManyPeriods:                   "is over more periods than are looked at: take longer ones",
		warnOtherEvent:                    "has another event of the study close by, to which a change may belong",
		warnNoStory:                       "could not tell stories from single articles: what stories add is in the rest",
		warnNoPeriod:                      "could not tell periods from what else differs: what they add is in the rest",
	}
}

// warningView is a warning as the page explains it.
type warningView struct {
	Code, Words string
	Where       []string // tables with the number of rows that have it
}

// warnings are all codes in the tables of the run, in their order of letters,
// with their words and where they stand.
func (m *pageMaker) warnings() []warningView {
	r := m.run
	where := map[string][]string{}
	note := func(table string, n int, cell func(int) string) {
		rows := map[string]int{}
		for i := range n {
			for code := range strings.SplitSeq(cell(i), "; ") {
				rows[code]++
			}
		}
		delete(rows, "")
		for code, k := range rows {
			where[code] = append(where[code], table+" ("+strconv.Itoa(k)+")")
		}
	}
	note("sources", len(r.Sources), func(i int) string { return r.Sources[i].Warnings })
	note("timeline", len(r.Timeline), func(i int) string { return r.Timeline[i].Warnings })
	note("contrasts", len(r.Contrasts), func(i int) string { return r.Contrasts[i].Warnings })
	note("trends", len(r.Trends), func(i int) string { return r.Trends[i].Warnings })
	note("variance", len(r.Variance), func(i int) string { return r.Variance[i].Warnings })
	note("frame_shares", len(r.FrameShares), func(i int) string { return r.FrameShares[i].Warnings })
	if r.Multiverse != nil {
		note("multiverse", len(r.Multiverse.Rows), func(i int) string { return r.Multiverse.Rows[i].Warnings })
	}
	var out []warningView
	for code, tables := range where {
		out = append(out, warningView{shown(code), warningWords(code, r.Options.Rule), tables})
	}
	slices.SortFunc(out, func(a, b warningView) int { return strings.Compare(a.Code, b.Code) })
	return out
}

// articleCautions are about sources, dates, scorers and inputs.
func (m *pageMaker) articleCautions() []words {
	unknown, undated, unsure := 0, 0, 0
	for i := range m.run.Articles {
		a := &m.run.Articles[i]
		switch {
		case a.ExclusionReason != "":
			continue
		case a.PublishDate == "":
			undated++
		case !a.DateIsReliable:
			unsure++
		}
		if a.Source == "" {
			unknown++
		}
	}
	var out []words
	add := func(n int, what string) {
		if n > 0 {
			out = append(out, say(counted(n, "article"), " ", what))
		}
	}
	if by := m.run.Options.By; by == "" {
		add(unknown, "without a known source: counted over all, and listed as one of no name. Name their sources in a sheet (dyad run --metadata).")
	} else {
		out = append(out, say("Figures are by the groups of ", name(shown(MetaPrefix+by)), ", in place of sources; intervals are over outlets."))
		for _, note := range m.run.GroupNotes() {
			out = append(out, say(shown(note.Message), "."))
		}
	}
	add(undated, "without a date: counted, but not in the timeline. Date them in a sheet (dyad run --metadata).")
	add(unsure, "with a date that was guessed or can be read in two ways. Check them in articles.csv (date_method) before you read the timeline.")
	if n := len(m.run.Info.Problems); n > 0 {
		out = append(out, say(counted(n, "problem"), " with the inputs, listed below."))
	}
	if len(m.run.Info.Scorers) > 1 {
		out = append(out, say("The figures are those of the scorer ", name(shown(m.scorer())), "; the rows of others stand under the sentences and in the tables."))
	}
	return out
}
