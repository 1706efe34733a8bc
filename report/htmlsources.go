package report

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"github.com/seed-7a84ba5f/dyad/stance"
	"github.com/seed-7a84ba5f/dyad/stats"
)

// sourceView is a source: its row in the table and what stands under it.
type sourceView struct {
	ID, Name    string
	Articles    int
	Sentences   int // with an actor
	Cells       []cellView
	Relation    estimateView
	Figures     []figureView
	QuotedShare string
}

// periodView is a row of the timeline.
type periodView struct {
	ID, Name string
	Articles int
	Cells    []cellView
}

// cellView is a cell of the table of sources: one actor, or the two together, with
// a line for each figure.
type cellView struct {
	Head  string
	Lines []lineView
}

// lineView is a named figure.
type lineView struct {
	Name string
	estimateView
}

// figureView is a row of the figures of a source.
type figureView struct {
	Name  string
	Cells [2]estimateView
}

// estimateView is an estimate as text and as a picture.
type estimateView struct {
	ID, Link string // "" is none
	Known    bool
	Mean     string
	Interval string // "" where there is none
	Why      string // why there is no interval
	Sign     string // negative, neutral, positive
	Quoted   bool
	Glyph    glyph
}

// glyph is where the marks of an estimate stand on an axis from -1 at axisLow
// to +1 at axisHigh.
type glyph struct {
	At, Low, High     int
	CutsLow, CutsHigh bool // the interval goes on beyond the scale
	HasInterval       bool
}

// The ends of the axis in units of the drawing.
const (
	axisLow  = 10
	axisHigh = 210
)

// place is where a value stands, and whether it lies beyond the axis.
func place(x float64) (at int, beyond bool) {
	at = axisLow + int(math.Round((x+1)/2*(axisHigh-axisLow)))
	return min(max(at, axisLow), axisHigh), math.Abs(x) > 1
}

// view makes an estimate readable. The id is that of the cell.
func (m *pageMaker) view(e *EstimateRow, id, link string, format func(float64) string) estimateView {
	v := estimateView{ID: id}
	if e == nil || !e.Mean.Known {
		return v
	}
	v.Known, v.Link, v.Mean, v.Sign, v.Quoted = true, link, format(e.Mean.Value), label(e.Mean), e.Voice == quotedVoice
	v.Glyph.At, _ = place(e.Mean.Value)
	if hasWarning(e, string(stats.WarnNoVariation)) {
		v.Why = "same in all " + strconv.Itoa(e.Clusters)
		return v
	}
	if e.Low.Known && e.High.Known {
		v.Interval = "[" + format(e.Low.Value) + ", " + format(e.High.Value) + "]"
		v.Glyph.HasInterval = true
		v.Glyph.Low, v.Glyph.CutsLow = place(e.Low.Value)
		v.Glyph.High, v.Glyph.CutsHigh = place(e.High.Value)
		return v
	}
	v.Why = "too little data (" + strconv.Itoa(e.Clusters) + ")"
	return v
}

// signed writes a number on the scale from -1 to +1.
func signed(x float64) string {
	switch s := strconv.FormatFloat(math.Abs(x), 'f', 2, 64); {
	case s == "0.00":
		return s
	case x < 0:
		return "−" + s
	default:
		return "+" + s
	}
}

// percent writes a share.
func percent(x float64) string { return strconv.FormatFloat(x*100, 'f', 0, 64) + "\u00a0%" }

// cells are the cells of a row: either actor, and the two together; detail makes
// the link behind a number.
func (m *pageMaker) cells(in map[cellKey]*EstimateRow, at cellKey, id string, detail func(string) string) []cellView {
	line := func(name string, q question, anchor, link string) lineView {
		at.question = q
		return lineView{name, m.view(in[at], "t-"+id+"-"+anchor, detail(link), signed)}
	}
	actors := Actors()
	var out []cellView
	for i, t := range actors {
		out = append(out, cellView{m.names[i], []lineView{
			line("own stance", m.asks.own[i], "own_stance-"+t, "own_stance-"+t),
			line("portrayal", m.asks.portrayal[i], "portrayal-"+t, "portrayal-"+t),
			line("quoted", m.asks.quoted[i], "quoted-"+t, "quoted-"+t)}})
	}
	return append(out, cellView{betweenThem, []lineView{
		line("relation", m.asks.relation, relation, relation),
		line("1 → 2", m.asks.directed[0], "stance-"+actors[0], "stance-"+actors[1]),
		line("2 → 1", m.asks.directed[1], "stance-"+actors[1], "stance-"+actors[0])}})
}

// betweenThem is the head of the figures of the two together.
const betweenThem = "Between the two"

// noLink is for rows that have no sentences of their own on the page.
func noLink(string) string { return "" }

// allSources is the row over all sources.
func (m *pageMaker) allSources() sourceView {
	all := m.run.Summary[0]
	return sourceView{ID: "all", Articles: all.Articles, Sentences: all.Sentences, Cells: m.cells(m.sources, cellKey{level: levelAll}, "all", noLink)}
}

// sourceViews are the sources, those with the most articles first.
func (m *pageMaker) sourceViews() []sourceView {
	var out []sourceView
	for i := range m.run.Summary[1:] {
		out = append(out, m.sourceView(&m.run.Summary[1+i]))
	}
	return out
}

func (m *pageMaker) sourceView(s *SummaryRow) sourceView {
	id, at := anchor("s", s.Source), cellKey{level: levelSource, source: s.Source}
	detail := func(cell string) string { return "#d-" + id + "-" + cell }
	v := sourceView{ID: id, Name: cutTo(cmp.Or(shown(s.Source), "(source not known)"), 120), Articles: s.Articles, Sentences: s.Sentences,
		Cells: m.cells(m.sources, at, id, detail), Figures: m.figures(at, id)}
	at.question = m.asks.relation
	v.Relation = m.view(m.sources[at], "", "", signed)
	if s.QuotedShare.Known {
		v.QuotedShare = percent(s.QuotedShare.Value)
	}
	return v
}

// figures are the estimates of a source, a row for each that it has.
func (m *pageMaker) figures(at cellKey, id string) []figureView {
	held := func(holder, measure string) func(int) question {
		return func(i int) question {
			q := m.asks.directed[1-i] // toward actor i
			q.measure = measure
			if holder != "" {
				q.holder = holder
			}
			return q
		}
	}
	rows := []struct {
		name, id string
		ask      func(actor int) question
	}{
		{"Own stance", ownStance, func(i int) question { return m.asks.own[i] }},
		{"Portrayal in own words", portrayal, func(i int) question { return m.asks.portrayal[i] }},
		{"Portrayal in quoted words", "quoted", func(i int) question { return m.asks.quoted[i] }},
		{"Stance of the other actor", directed, held("", directed)},
		{"Stance of others", "others", held(string(stance.HolderOther), directed)},
		{"Names given in own words", labelling, func(i int) question {
			q := m.asks.own[i]
			q.scorer, q.measure = m.run.ScorerOf(labelling), labelling
			return q
		}},
	}
	var out []figureView
	for _, row := range rows {
		for _, scope := range []string{anyScope, dyadScope} {
			f, known := figureView{Name: row.name}, false
			anchor := "d-" + id + "-" + row.id + "-"
			if scope == dyadScope {
				f.Name += ", sentences about both"
				anchor = "d-" + id + "-dyad-" + row.id + "-"
			}
			for i, t := range Actors() {
				at.question = row.ask(i)
				at.scope = scope
				f.Cells[i] = m.view(m.sources[at], anchor+t, "", signed)
				known = known || f.Cells[i].Known
			}
			if known {
				out = append(out, f)
			}
		}
	}
	return out
}

// periods are the rows of the timeline in order, and how many are left out.
func (m *pageMaker) periods() ([]periodView, int) {
	articles := map[string]int{}
	for i := range m.run.Articles {
		a := &m.run.Articles[i]
		if p := m.run.Options.periodOf(a.PublishDate); a.ExclusionReason == "" && p != "" {
			articles[p]++
		}
	}
	var names []string
	for p := range articles {
		names = append(names, p)
	}
	slices.Sort(names)
	left := max(len(names)-htmlPeriods, 0)
	var out []periodView
	for _, p := range names[:len(names)-left] {
		id, at := "p"+p, cellKey{level: levelAll, period: p}
		out = append(out, periodView{ID: id, Name: p, Articles: articles[p],
			Cells: m.cells(m.timeline, at, id, noLink)})
	}
	return out, left
}
