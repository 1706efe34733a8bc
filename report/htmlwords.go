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

// short is the answer in one line: a verdict for each actor, those with the
// same one together, and one for their dealings.
func (m *pageMaker) short() words {
	about := map[string][]string{}
	var verdicts []string
	for i := range 2 {
		v := m.verdict(m.all(m.asks.own[i]), "for", "against")
		verdicts, about[v] = with(verdicts, v), append(about[v], m.names[i])
	}
	out := say("Do the sources take sides in their own words? ")
	for i, v := range verdicts {
		if i > 0 {
			out = append(out, say("; ")...)
		}
		out = append(append(out, say("toward ")...), listed(about[v])...)
		out = append(out, say(": ", v)...)
	}
	return append(out, say(". The dealings of the two, as told: ", m.verdict(m.all(m.asks.relation), "more cooperation than conflict", "more conflict than cooperation"), ".")...)
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
		return nothingMeasured
	case hasWarning(e, string(stats.WarnNoVariation)):
		return "the same in every article, " + byLabel(label(e.Mean), above, below)
	case !e.Low.Known || !e.High.Known:
		return "too little data to say"
	}
	word := "balanced: the interval covers 0"
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
		{"Own stance: whose side the sources take themselves", m.ownWords()},
		{"Portrayal: how their sentences make the two look", m.portrayalWords()},
		{"Relation: the dealings of the two", m.relationWords()},
		{"Stance: who is for or against whom", m.stanceWords()},
		{"Voice: whose words they are", m.quotedWords()},
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
	for _, s := range m.run.Summary[1:] {
		if s.Source != "" {
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
	return append(out, say("; ", aboutPair, " of them with a sentence about the two together. The figures are of all sentences of these articles, which mention both.")...)
}

// counted counts things in English.
func counted(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return strconv.Itoa(n) + " " + thing + "s"
}

// ownWords says the own stance toward each actor.
func (m *pageMaker) ownWords() []words {
	return []words{
		m.list(func(i int) question { return m.asks.own[i] }, "Expected value on the scale from −1 (against) to +1 (for): ", "nothing measured of "),
		say("Most sentences of news take no side, so that small figures are to be expected."),
	}
}

// portrayalWords says the portrayal of each actor in own and in quoted words.
func (m *pageMaker) portrayalWords() []words {
	out := []words{m.list(func(i int) question { return m.asks.portrayal[i] }, "In own words, from −1 (bad) to +1 (good): ", "nothing measured of ")}
	out = append(out, m.counts(narratorVoice)...)
	out = append(out, m.list(func(i int) question { return m.asks.quoted[i] }, "In quoted words: ", "nothing measured of "))
	return append(out, m.counts(quotedVoice)...)
}

// stanceWords says the stance of each actor toward the other.
func (m *pageMaker) stanceWords() []words {
	out := say("Mean of what is explicit, from −1 to +1: ")
	for i := range 2 {
		if i > 0 {
			out = append(out, say("; ")...)
		}
		out = append(out, say(name(m.names[i]), " toward ", name(m.names[1-i]), " ")...)
		if e := m.all(m.asks.directed[i]); e != nil && e.Mean.Known {
			out = append(out, say(signed(e.Mean.Value), m.certainty(e))...)
		} else {
			out = append(out, say(nothingMeasured)...)
		}
	}
	return []words{append(out, say(".")...)}
}

// balance counts the portrayals of one actor.
type balance struct{ all, above, below int }

// counts says how many portrayals of a voice are behind the figures, and where
// to read them.
func (m *pageMaker) counts(voice string) []words {
	var by [2]balance
	actors := Actors()
	for _, a := range m.run.Articles {
		if a.ExclusionReason != "" || m.copies[a.DocID] {
			continue
		}
		for _, p := range m.rows[a.DocID].portrayals {
			if at := slices.Index(actors[:], p.Target); p.Counts && p.Voice == voice && at >= 0 {
				by[at].add(p.PortrayalLabel)
			}
		}
	}
	out, known := say("Behind this: "), 0
	for i, t := range actors {
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
			return leading{text, url.Values{"kind": {"portrayals"}, "counted": {"1"}, "target": {t}, "voice": {view}, "label_sign": {sign}}}
		}
		out = append(out, say("of ", name(m.names[i]), " ", to(b.above, "favourable", positiveName), " and ", to(b.below, "unfavourable", negative), " of ", counted(b.all, "sentence"))...)
	}
	if known == 0 {
		return nil
	}
	return []words{append(out, say(".")...)}
}

func (b *balance) add(label string) {
	b.all++
	switch label {
	case negative:
		b.below++
	case positiveName:
		b.above++
	}
}

// list says an estimate for each actor, and then those that have none.
func (m *pageMaker) list(ask func(actor int) question, begin, without string) words {
	out, silent := say(begin), words(nil)
	known := 0
	for i := range 2 {
		e := m.all(ask(i))
		if e == nil || !e.Mean.Known {
			silent = append(silent, say("; ", without, name(m.names[i]))...)
			continue
		}
		if known > 0 {
			out = append(out, say("; ")...)
		}
		out = append(out, say(name(m.names[i]), " ", signed(e.Mean.Value), m.certainty(e))...)
		known++
	}
	if known == 0 {
		return append(out, say("nothing measured of either.")...)
	}
	return append(append(out, silent...), say(".")...)
}

// certainty says the interval of an estimate, or why there is none.
func (m *pageMaker) certainty(e *EstimateRow) string {
	rule := m.run.Options.Rule
	switch {
	case hasWarning(e, string(stats.WarnNoVariation)):
		return " (no interval: the same in all " + counted(e.Clusters, "article") + ")"
	case !e.Low.Known || !e.High.Known:
		return " (too little data for an interval: " + counted(e.Clusters, "article") + ")"
	}
	few := ""
	if e.SmallN {
		few = " only"
	}
	return fmt.Sprintf(" (%s interval %s to %s, %s%s)", percent(rule.Level), signed(e.Low.Value), signed(e.High.Value), counted(e.Articles, "article"), few)
}

// relationWords says how cooperative their dealings are.
func (m *pageMaker) relationWords() []words {
	e := m.all(m.asks.relation)
	if e == nil || !e.Mean.Known {
		return []words{say("Nothing measured: no sentence tells of dealings of the two as having taken place.")}
	}
	return []words{
		say("Average on the scale from −1 (violence) to +1 (an agreement carried out): ", signed(e.Mean.Value), m.certainty(e), "."),
		say("This is apart from approval: a deal that everybody attacks is still cooperation. What only might happen is measured apart, and what is denied counts nowhere."),
	}
}

// quotedWords says how much is quoted.
func (m *pageMaker) quotedWords() []words {
	e := m.all(m.asks.quotedShare)
	if e == nil || !e.Mean.Known {
		return []words{say("Nothing measured.")}
	}
	s := say("On average ", percent(e.Mean.Value), " of an article’s prose about an actor stands in direct or indirect speech")
	if e.Low.Known && e.High.Known && !hasWarning(e, string(stats.WarnNoVariation)) {
		s = append(s, say(" (", percent(m.run.Options.Rule.Level), " interval ", percent(e.Low.Value), " to ", percent(e.High.Value), ")")...)
	}
	return []words{append(s, say(".")...)}
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
	before := ""
	for _, row := range m.run.Flow {
		if row.Reason != "" {
			last := &out[len(out)-1]
			if k := len(last.Reasons); k > 0 && before == row.Reason { // of another source
				last.Reasons[k-1].N += row.NReason
				continue
			}
			before = row.Reason
			last.Reasons = append(last.Reasons, reasonView{m.reasonWords(row.Reason), row.NReason})
			continue
		}
		before = ""
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
	case "mentions_actor":
		return "mention an actor"
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
