package report

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-7a84ba5f/dyad/stats"
)

// words is a sentence of the page; names in it are kept apart, since they may
// run from right to left.
type words []word

type word struct {
	Text   string
	IsName bool
}

// name is a name within a sentence.
type name string

// say makes a sentence of strings, numbers and names.
func say(parts ...any) words {
	var out words
	for _, p := range parts {
		switch p := p.(type) {
		case name:
			out = append(out, word{string(p), true})
		case words:
			out = append(out, p...)
		default:
			out = append(out, word{Text: fmt.Sprint(p)})
		}
	}
	return out
}

// answer is a part of the answer: what it is about, and its sentences.
type answer struct {
	About string
	Say   []words
}

// all gives the estimate over all sources.
func (m *pageMaker) all(q question) *EstimateRow {
	return m.sources[cellKey{level: levelAll, question: q}]
}

// short is the answer in one line: a verdict for each target, and for their
// dealings.
func (m *pageMaker) short() words {
	out := say("Over all sources, in their own words – ")
	for i, t := range Targets() {
		out = append(out, say("toward ", name(m.names[i]), ": ", m.verdict(m.all(m.own(t, tone)), "favourable", "unfavourable"), "; ")...)
	}
	return append(out, say("the dealings of the two: ", m.verdict(m.all(m.dealings()), "more cooperation than conflict", "more conflict than cooperation"), ".")...)
}

// verdict says no more than the interval does.
func (m *pageMaker) verdict(e *EstimateRow, above, below string) string {
	switch {
	case e == nil || !e.Mean.Known:
		return "nothing to go by"
	case hasWarning(e, string(stats.WarnNoVariation)):
		return "the same in every article, " + byLabel(label(e.Mean), above, below)
	case !e.Low.Known || !e.High.Known:
		return "too few articles to say"
	case e.Low.Value > 0:
		return above
	case e.High.Value < 0:
		return below
	}
	return "no clear direction"
}

// byLabel is the word for a mean that needs no interval.
func byLabel(l, above, below string) string {
	switch l {
	case negative:
		return below
	case neutral:
		return "neutral"
	}
	return above
}

func hasWarning(e *EstimateRow, code string) bool {
	return slices.Contains(strings.Split(e.Warnings, "; "), code)
}

// answers are the parts of the answer in words.
func (m *pageMaker) answers() []answer {
	return []answer{
		{"What was read", []words{m.coverage()}},
		{"In the sources’ own words", m.ownWords()},
		{"What the two do or say to each other", m.cooperationWords()},
		{"In the words they quote", m.quotedWords()},
	}
}

// coverage says how much the run rests on.
func (m *pageMaker) coverage() words {
	first, last := "", ""
	n, undated, aboutPair, named := 0, 0, 0, 0
	for i := range m.run.Articles {
		a := &m.run.Articles[i]
		if a.ExclusionReason != "" {
			continue
		}
		n++
		if a.DyadSentences > 0 {
			aboutPair++
		}
		if a.PublishDate == "" {
			undated++
			continue
		}
		if first == "" || a.PublishDate < first {
			first = a.PublishDate
		}
		last = max(last, a.PublishDate)
	}
	for _, s := range m.summary.sources() {
		if s.name != "" {
			named++
		}
	}
	out := say(counted(n, "article"), " from ", counted(named, "source"))
	if first != "" {
		out = append(out, say(", published between ", first, " and ", last)...)
	}
	if undated > 0 {
		out = append(out, say(" (", undated, " without a date)")...)
	}
	return append(out, say("; ", aboutPair, " of them with a sentence about the two together. Only such sentences enter the figures.")...)
}

// counted counts things in English.
func counted(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return strconv.Itoa(n) + " " + thing + "s"
}

// ownWords says the own tone toward each target, and how little of it there
// is.
func (m *pageMaker) ownWords() []words {
	out := []words{m.list(func(t string) question { return m.own(t, tone) }, "Average tone on the scale from −1 to +1: ", "no judgment of ")}
	shares := func(t string) question { return m.own(t, evaluatedShare) }
	s, known := say("Something evaluates the target in "), 0
	for i, t := range Targets() {
		if e := m.all(shares(t)); e != nil && e.Mean.Known {
			s = append(s, say(comma(known), percent(e.Mean.Value), " of the sentences about ", name(m.names[i]))...)
			known++
		}
	}
	if known > 0 {
		out = append(out, append(s, say("; the others count as 0.")...))
	}
	return out
}

func comma(before int) string {
	if before == 0 {
		return ""
	}
	return ", "
}

// list says an estimate for each target, and then those that have none.
func (m *pageMaker) list(ask func(target string) question, begin, without string) words {
	out, silent := say(begin), words(nil)
	known := 0
	for i, t := range Targets() {
		e := m.all(ask(t))
		if e == nil || !e.Mean.Known {
			silent = append(silent, say("; ", without, name(m.names[i]))...)
			continue
		}
		if known > 0 {
			out = append(out, say("; ")...)
		}
		out = append(out, say("toward ", name(m.names[i]), " ", signed(e.Mean.Value), m.certainty(e))...)
		known++
	}
	if known == 0 {
		return append(out, say("none of either or of their relationship.")...)
	}
	return append(append(out, silent...), say(".")...)
}

// certainty says the interval of an estimate, or why there is none.
func (m *pageMaker) certainty(e *EstimateRow) string {
	rule := m.run.Options.Rule
	switch {
	case !e.Low.Known && e.Clusters < rule.MinClusters:
		return fmt.Sprintf(" (too few articles for an interval: %d, and %d are needed)", e.Clusters, rule.MinClusters)
	case hasWarning(e, string(stats.WarnNoVariation)):
		return " (no interval: the same in all " + counted(e.Clusters, "article") + ")"
	case !e.Low.Known || !e.High.Known:
		return " (no interval)"
	}
	few := ""
	if e.SmallN {
		few = " only"
	}
	return fmt.Sprintf(" (%s interval %s to %s, %s%s)", percent(rule.Level), signed(e.Low.Value), signed(e.High.Value), counted(e.Articles, "article"), few)
}

// cooperationWords says how cooperative their dealings are.
func (m *pageMaker) cooperationWords() []words {
	e := m.all(m.dealings())
	if e == nil || !e.Mean.Known {
		return []words{say("No sentence about the two says what one does to the other.")}
	}
	return []words{
		say("Average on the scale from −1 (violence) to +1 (an agreement carried out): ", signed(e.Mean.Value), m.certainty(e), "."),
		say("This is apart from approval: a deal that everybody attacks is still cooperation."),
	}
}

// quotedWords says how much is quoted, its tone, and how the own tone differs.
func (m *pageMaker) quotedWords() []words {
	var out []words
	if e := m.all(question{measure: quotedShare}); e != nil && e.Mean.Known {
		s := say("On average ", percent(e.Mean.Value), " of an article stands in direct or indirect speech")
		if e.Low.Known && e.High.Known && !hasWarning(e, string(stats.WarnNoVariation)) {
			s = append(s, say(" (", percent(m.run.Options.Rule.Level), " interval ", percent(e.Low.Value), " to ", percent(e.High.Value), ")")...)
		}
		out = append(out, append(s, say(".")...))
	}
	out = append(out, m.list(func(t string) question { return m.quoted(t, tone) }, "Average tone of what is quoted: ", "nobody quoted judges "))
	if m.hasGap() {
		out = append(out, m.list(m.gap, "Own tone minus quoted tone, in articles that have both: ", "no such article for "))
	}
	return out
}

func (m *pageMaker) hasGap() bool {
	targets := Targets()
	return slices.ContainsFunc(targets[:], func(t string) bool { return m.all(m.gap(t)) != nil })
}

// cautions are the warnings of the run in plain words.
func (m *pageMaker) cautions() []words {
	out := []words{say("All judgments were made by a program (", name(shown(m.summary.scorer())), ") and were not checked against human codes in this run. Read the sentences behind a number before you rely on it.")}
	sources := m.warned()
	total := len(m.summary.sources())
	for _, code := range sortedCodes(sources) {
		out = append(out, say("In ", sources[code], " of ", counted(total, "source"), " ", m.warningWords(code)))
	}
	return append(out, m.articleCautions()...)
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
	delete(n, warnSourceUnknown) // counted in articles
	return n
}

// isOnPage says whether an estimate stands in the table of sources.
func (m *pageMaker) isOnPage(e *EstimateRow) bool {
	if e.Scope != dyadScope {
		return false
	}
	if e.Measure == cooperation {
		return e.Scorer == m.summary.relationScorer()
	}
	own := e.Voice == narratorVoice && e.HolderClass == narratorHolder
	return e.Measure == tone && e.Scorer == m.summary.scorer() && (own || e.Voice == quotedVoice && e.HolderClass == anyHolder)
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

// warningWords ends the sentence "In n of m sources …".
func (m *pageMaker) warningWords(code string) string {
	rule := m.run.Options.Rule
	switch code {
	case string(stats.WarnTooFew):
		return fmt.Sprintf("some figure rests on fewer than %d independent articles: it has no interval and should not be compared with others.", rule.MinClusters)
	case string(stats.WarnSmallN):
		return fmt.Sprintf("some figure rests on %d to %d independent articles: its interval is wide, assumes much, and can reach beyond the scale.", rule.MinClusters, rule.SmallClusters-1)
	case string(stats.WarnNoVariation):
		return "all articles give the same value to some figure: it has no interval, since they do not show how much others would differ."
	case string(stats.WarnLittleVariation):
		return "only a few articles differ from all others in some figure: it rests on those few."
	case string(stats.WarnDegenerateDraws):
		return "the articles of some figure hardly differ, so that its interval rests on a t distribution in place of the bootstrap."
	case string(stats.WarnFewDraws):
		return "some interval reaches less than the level asked for, since there were too few draws."
	case string(stats.WarnDominantCluster):
		return "one story carries at least half of some figure."
	case warnCopies:
		return "copies of one story were found; each counts once per source."
	case warnAllCopies:
		return "copies of one story were found; each counts as an article, as the study asks."
	case warnHeads:
		return "only the first article of each story counts, as the study asks: a source loses what others printed before it, so that sources should not be compared."
	case warnWeighted:
		return "copies of one story share the weight of one article in figures of all sources, as the study asks."
	case warnProxies:
		return "some judgments count a country or a capital for its actor, as the study asks."
	case warnDates:
		return "some dates are not reliable."
	}
	return "some figure has the warning " + shown(code) + " (see sources.csv)."
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
	add(unknown, "without a known source: counted over all, and listed as one source of no name.")
	add(undated, "without a date: counted, but not in the timeline.")
	add(unsure, "with a date that was guessed or can be read in two ways.")
	if n := len(m.run.Info.Problems); n > 0 {
		out = append(out, say(counted(n, "problem"), " with the inputs, listed below."))
	}
	if len(m.run.Info.Scorers) > 1 {
		out = append(out, say("The figures are those of the scorer ", name(shown(m.summary.scorer())), "; the judgments of others stand under the sentences and in the tables."))
	}
	return out
}

// flowView is a stage of the flow of articles.
type flowView struct {
	ID, Stage string
	N         int
	Bar       int // of 100
	IsFilter  bool
	Lost      int
	Reasons   []reasonView
}

type reasonView struct {
	Why words
	N   int
}

// flow puts the stages into words.
func (m *pageMaker) flow() []flowView {
	var out []flowView
	most := 1
	for _, row := range m.run.Flow {
		if row.Reason != "" {
			last := &out[len(out)-1]
			last.Reasons = append(last.Reasons, reasonView{m.reasonWords(row.Reason), row.NReason})
			continue
		}
		most = max(most, row.N)
		out = append(out, flowView{ID: "flow-" + row.Stage, Stage: stageWords(row.Stage), N: row.N,
			Bar: row.N * 100 / most, IsFilter: row.IsFilter, Lost: row.Lost})
	}
	return out
}

func stageWords(stage string) string {
	switch stage {
	case "found":
		return "Found in the inputs"
	case "read":
		return "Could be read"
	case "in_language":
		return "In a language of the study"
	case "dated":
		return "with a date"
	case "sourced":
		return "with a known source"
	case "distinct":
		return "no copy within its source"
	case "mentions_both":
		return "mention both actors"
	case "has_dyad_sentence":
		return "with a sentence about the two"
	case "scored":
		return "Scored: count in the figures"
	}
	return shown(stage)
}

func (m *pageMaker) reasonWords(reason string) words {
	switch reason {
	case "undated":
		return say("no date")
	case "date_unreliable":
		return say("date not reliable")
	case "source_unknown":
		return say("source not known")
	case "copy_in_source":
		return say("copy of another article of its source")
	case "neither_actor":
		return say("mentions neither")
	case "no_actor1":
		return say("does not mention ", name(m.names[0]))
	case "no_actor2":
		return say("does not mention ", name(m.names[1]))
	case "no_dyad_sentence":
		return say("the two never meet in a sentence")
	case "nothing_to_judge":
		return say("nothing to judge")
	}
	return say(strings.ReplaceAll(shown(reason), "_", " "))
}
