package report

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"github.com/seed-7a84ba5f/dyad/stats"
)

// sourceView is a source: its row in the table and what stands under it.
type sourceView struct {
	ID, Name    string
	Articles    int
	Judgments   int // of the scorer shown
	Evaluated   int // of these
	Cells       [3]cellView
	Cooperation estimateView
	Figures     []figureView
	QuotedShare string
}

// periodView is a row of the timeline.
type periodView struct {
	ID, Name    string
	Articles    int
	Cells       [3]cellView
	Cooperation estimateView
}

// cellView is what a source says of one target, in its own words and in those
// that it quotes.
type cellView struct {
	Target      string
	Own, Quoted estimateView
}

// figureView is a row of the figures of a source.
type figureView struct {
	Name  string
	Cells [3]estimateView
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
	v.Why = "no interval"
	if few := m.run.Options.Rule.MinClusters; e.Clusters < few {
		v.Why = "too few (" + strconv.Itoa(e.Clusters) + " < " + strconv.Itoa(few) + ")"
	}
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

// own asks for the source's own stance, quoted for what it quotes.
func (m *pageMaker) own(target, measure string) question {
	return question{scorer: m.summary.scorer(), scope: dyadScope, voice: narratorVoice, holder: narratorHolder, target: target, measure: measure}
}

func (m *pageMaker) quoted(target, measure string) question {
	return question{scorer: m.summary.scorer(), scope: dyadScope, voice: quotedVoice, holder: anyHolder, target: target, measure: measure}
}

func (m *pageMaker) gap(target string) question {
	return question{scorer: m.summary.scorer(), scope: dyadScope, target: target, measure: voiceGap}
}

func (m *pageMaker) dealings() question {
	return question{scorer: m.summary.relationScorer(), scope: dyadScope, measure: cooperation}
}

// cells are the three targets of a row; detail makes the link behind a number.
func (m *pageMaker) cells(in map[cellKey]*EstimateRow, at cellKey, id string, detail func(string) string) (out [3]cellView) {
	for i, t := range Targets() {
		get := func(q question, name string) estimateView {
			key := at
			key.question = q
			return m.view(in[key], "t-"+id+"-"+name+"-"+t, detail(name+"-"+tone+"-"+t), signed)
		}
		out[i] = cellView{Target: m.names[i], Own: get(m.own(t, tone), "own"), Quoted: get(m.quoted(t, tone), "quoted")}
	}
	return out
}

func (m *pageMaker) cooperation(in map[cellKey]*EstimateRow, at cellKey, id, link string) estimateView {
	at.question = m.dealings()
	return m.view(in[at], "t-"+id+"-cooperation", link, signed)
}

// noLink is for rows that have no sentences of their own on the page.
func noLink(string) string { return "" }

// allSources is the row over all sources.
func (m *pageMaker) allSources() sourceView {
	at := cellKey{level: levelAll}
	v := sourceView{ID: "all", Cells: m.cells(m.sources, at, "all", noLink), Cooperation: m.cooperation(m.sources, at, "all", "")}
	for i := range m.run.Articles {
		v.count(m, &m.run.Articles[i])
	}
	return v
}

// count adds an article to the numbers of a source.
func (v *sourceView) count(m *pageMaker, a *ArticleRow) {
	if a.ExclusionReason != "" {
		return
	}
	v.Articles++
	rows := m.rows[a.DocID].judgments
	for i := range rows {
		if rows[i].Scorer != m.summary.scorer() {
			continue
		}
		v.Judgments++
		if rows[i].Evaluated {
			v.Evaluated++
		}
	}
}

// sourceViews are the sources, those with the most articles first.
func (m *pageMaker) sourceViews() []sourceView {
	articles := map[string][]*ArticleRow{}
	for i := range m.run.Articles {
		if a := &m.run.Articles[i]; a.ExclusionReason == "" {
			articles[a.Source] = append(articles[a.Source], a)
		}
	}
	var out []sourceView
	for _, s := range m.summary.sources() {
		out = append(out, m.sourceView(s.name, articles[s.name]))
	}
	return out
}

func (m *pageMaker) sourceView(name string, articles []*ArticleRow) sourceView {
	id, at := anchor("s", name), cellKey{level: levelSource, source: name}
	detail := func(cell string) string { return "#d-" + id + "-" + cell }
	v := sourceView{ID: id, Name: cutTo(cmp.Or(shown(name), "(source not known)"), 120),
		Cells:       m.cells(m.sources, at, id, detail),
		Cooperation: m.cooperation(m.sources, at, id, detail(cooperation)),
		Figures:     m.figures(at, id)}
	at.question = question{measure: quotedShare}
	if e := m.sources[at]; e != nil && e.Mean.Known {
		v.QuotedShare = percent(e.Mean.Value)
	}
	for _, a := range articles {
		v.count(m, a)
	}
	return v
}

// figures are the estimates of a source, a row for each that it has.
func (m *pageMaker) figures(at cellKey, id string) []figureView {
	rows := []struct {
		name, id string
		ask      func(target, measure string) question
		measure  string
	}{
		{"Own tone", "own-" + tone, m.own, tone},
		{"Own direction", "own-" + direction, m.own, direction},
		{"Own tone with labels", "own-" + toneWithLabels, m.own, toneWithLabels},
		{"Own share evaluated", "own-" + evaluatedShare, m.own, evaluatedShare},
		{"Quoted tone", "quoted-" + tone, m.quoted, tone},
		{"Quoted direction", "quoted-" + direction, m.quoted, direction},
		{"Voice gap: own − quoted", voiceGap, func(t, _ string) question { return m.gap(t) }, voiceGap},
	}
	var out []figureView
	for _, row := range rows {
		format := signed
		if row.measure == evaluatedShare {
			format = func(x float64) string { return percent(min(max(x, 0), 1)) }
		}
		f, known := figureView{Name: row.name}, false
		for i, t := range Targets() {
			at.question = row.ask(t, row.measure)
			f.Cells[i] = m.view(m.sources[at], "d-"+id+"-"+row.id+"-"+t, "", format)
			known = known || f.Cells[i].Known
		}
		if known {
			out = append(out, f)
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
			Cells: m.cells(m.timeline, at, id, noLink), Cooperation: m.cooperation(m.timeline, at, id, "")})
	}
	return out, left
}
