package page

import (
	"cmp"
	"fmt"
	"math"
	"strings"

	"github.com/seed-7a84ba5f/dyad/report"
	"github.com/seed-7a84ba5f/dyad/report/table"
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
			out = append(out, word{Text: string(p), IsName: true})
		case words:
			out = append(out, p...)
		default:
			out = append(out, word{Text: fmt.Sprint(p)})
		}
	}
	return out
}

// all gives the estimate over all sources.
func (m *pageMaker) all(q report.Question) *table.EstimateRow {
	return m.sources[report.CellKey{Level: table.LevelAll, Question: q}]
}

// slight is how near to 0 a mean is called slight.
const slight = 0.1

// verdict says no more than the interval does, as it is printed.
func (m *pageMaker) verdict(e *table.EstimateRow, above, below string) string {
	switch {
	case e == nil || !e.Mean.Known:
		return report.NothingMeasured
	case table.HasWarning(e, string(stats.WarnNoVariation)):
		return "the same in every article, " + byLabel(table.Label(e.Mean), above, below)
	case !e.Low.Known || !e.High.Known:
		return "too little data"
	}
	word := "balanced: the interval covers 0"
	switch zero := table.Signed(0); {
	case e.Low.Value > 0 && table.Signed(e.Low.Value) != zero:
		word = above
	case e.High.Value < 0 && table.Signed(e.High.Value) != zero:
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
	case table.Negative:
		return below
	case table.Neutral:
		return "neutral"
	}
	return above
}

// coverage says in a line how much the run rests on.
func (m *pageMaker) coverage() words {
	facts := m.run.Facts()
	out := say(table.Counted(m.run.Summary[0].Articles, "article"), " that mention both, from ", table.Counted(len(m.run.Summary)-1, m.unit()))
	if facts.First != "" {
		out = append(out, say(", ", facts.First, " to ", facts.Last)...)
	}
	return out
}

// flowView is a stage of the flow of articles.
type flowView struct {
	ID, Stage string
	N         int
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
		out = append(out, flowView{ID: "flow-" + row.Stage, Stage: stageWords(row.Stage), N: row.N,
			IsFilter: row.IsFilter, Lost: row.Lost})
	}
	return out
}

// stageWords is a stage as the page calls it.
func stageWords(stage string) string {
	return cmp.Or(ofStages.Value(stage), table.Shown(stage))
}

// reasonWords says why articles do not come to a stage.
func (m *pageMaker) reasonWords(reason string) words {
	text := ofReasons.Value(reason)
	if text == "" {
		return say(strings.ReplaceAll(table.Shown(reason), "_", " "))
	}
	for i, actor := range table.Actors() {
		if before, isNamed := strings.CutSuffix(text, "{"+actor+"}"); isNamed {
			return say(before, name(m.names[i]))
		}
	}
	return say(text)
}
