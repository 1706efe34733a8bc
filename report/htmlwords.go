package report

import (
	"fmt"
	"math"
	"net/url"
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
	To     string // address of the judgments it is about, "" for none
}

// name is a name within a sentence.
type name string

// leading is text within a sentence that leads to judgments.
type leading struct {
	text string
	to   url.Values // filter of the page's search
}

// say makes a sentence of strings, numbers and names.
func say(parts ...any) words {
	var out words
	for _, p := range parts {
		switch p := p.(type) {
		case name:
			out = append(out, word{Text: string(p), IsName: true})
		case leading:
			out = append(out, word{Text: p.text, To: "#judgments?" + p.to.Encode()})
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

// short is the answer in one line: a verdict for each target, those with the
// same one together, and one for their dealings.
func (m *pageMaker) short() words {
	about := map[string][]string{}
	var verdicts []string
	for i, t := range Targets() {
		v := m.verdict(m.all(m.own(t, tone)), "favourable", "unfavourable")
		if about[v] == nil {
			verdicts = append(verdicts, v)
		}
		about[v] = append(about[v], m.names[i])
	}
	out := say("Over all sources, in their own words: ")
	for i, v := range verdicts {
		if i > 0 {
			out = append(out, say("; ")...)
		}
		out = append(out, say(v, " toward ")...)
		out = append(out, listed(about[v])...)
	}
	return append(out, say(". The dealings of the two, as told: ", m.verdict(m.all(m.dealings()), "more cooperation than conflict", "more conflict than cooperation"), ".")...)
}

// listed puts names into a row.
func listed(names []string) words {
	out := say(name(names[0]))
	for i, n := range names[1:] {
		between := ", "
		if i+2 == len(names) {
			between = " and "
		}
		out = append(out, say(between, name(n))...)
	}
	return out
}

// slight is how near to 0 a mean is called slight.
const slight = 0.1

// verdict says no more than the interval does, as it is printed.
func (m *pageMaker) verdict(e *EstimateRow, above, below string) string {
	switch {
	case e == nil || !e.Mean.Known:
		return "nothing to go by"
	case hasWarning(e, string(stats.WarnNoVariation)):
		return "the same in every article, " + byLabel(label(e.Mean), above, below)
	case !e.Low.Known || !e.High.Known:
		return "too few articles to say"
	}
	word := "no clear direction"
	switch zero := signed(0); {
	case e.Low.Value > 0 && signed(e.Low.Value) != zero:
		word = above
	case e.High.Value < 0 && signed(e.High.Value) != zero:
		word = below
	default:
		return word
	}
	if math.Abs(e.Mean.Value) < slight {
		return "slightly " + word
	}
	return word
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
	return append(out, m.counts(narratorVoice)...)
}

// balance counts judgments toward one target.
type balance struct{ all, above, below int }

// counts says how many judgments of a voice are behind the figures, and where
// to read them.
func (m *pageMaker) counts(voice string) []words {
	var by [3]balance
	for _, a := range m.run.Articles {
		if a.ExclusionReason != "" || m.copies[a.DocID] {
			continue
		}
		js := m.rows[a.DocID].judgments
		for i := range js {
			if j := &js[i]; j.Scorer == m.summary.scorer() && j.Polarity.Known && inView(j, voice, tone) {
				by[targetPlace(j.Target)].add(j.Polarity.Value)
			}
		}
	}
	out, known := say("Behind this: "), 0
	for i, t := range Targets() {
		b := by[i]
		if b.all == 0 {
			continue
		}
		if known++; known > 1 {
			out = append(out, say("; ")...)
		}
		to := func(n int, what, sign string) any {
			text := strconv.Itoa(n) + " " + what
			if n == 0 {
				return text
			}
			view := map[string]string{narratorVoice: "own", quotedVoice: "quoted"}[voice]
			return leading{text, url.Values{"kind": {tone}, "counted": {"1"}, "target": {t}, "voice": {view}, "sign": {sign}}}
		}
		out = append(out, say("toward ", name(m.names[i]), " ", to(b.above, "favourable", positiveName), " and ", to(b.below, "unfavourable", negative), " of ", counted(b.all, "judgment"))...)
	}
	if known == 0 {
		return nil
	}
	if voice == narratorVoice {
		out = append(out, say(". The others count as 0")...)
	}
	return []words{append(out, say(".")...)}
}

func (b *balance) add(polarity float64) {
	b.all++
	switch label(num(polarity, scoreDecimals)) {
	case negative:
		b.below++
	case neutral:
	default:
		b.above++
	}
}

// targetPlace is the place of a target among Targets.
func targetPlace(target string) int {
	targets := Targets()
	return max(slices.Index(targets[:], target), 0)
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
	out = append(out, m.counts(quotedVoice)...)
	if m.hasGap() {
		out = append(out, m.list(m.gap, "Own tone minus quoted tone, in articles that have both: ", "no such article for "))
	}
	return out
}

func (m *pageMaker) hasGap() bool {
	targets := Targets()
	return slices.ContainsFunc(targets[:], func(t string) bool { return m.all(m.gap(t)) != nil })
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
