package figures

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"

	"github.com/seed-7a84ba5f/dyad/internal/say"
	"github.com/seed-7a84ba5f/dyad/report/table"
)

// panel is a panel of estimates with the unit of its scale.
type panel struct {
	title, unit string
	list        []estimate
	zoomed      bool // shows the part of the scale on which its marks are
}

// rowHeight is that of a source.
const rowHeight = vg.Length(14)

// pick takes the rows of sources or timeline that a panel shows.
func pick(rows []table.EstimateRow, takes func(e *table.EstimateRow) (voice string, ok bool)) []estimate {
	var out []estimate
	for k := range rows {
		e := &rows[k]
		if voice, ok := takes(e); ok && e.Mean.Known {
			out = append(out, estimateOf(e, voice))
		}
	}
	return out
}

// question is what a panel asks of rows of any table.
type question struct {
	title, unit string
	takes       func(a *table.Asked) (series string, ok bool)
}

// questions are own stance and portrayal of each actor, and the relation, in all
// sentences of articles that mention both.
func (m *maker) questions() []question {
	own := m.of("own_stance")
	var out []question
	for _, target := range table.Actors() {
		out = append(out, question{"own stance: " + short(m.names[target], 20), "expected value", func(a *table.Asked) (string, bool) {
			return ownVoice, own(a) && a.Target == target
		}})
	}
	out = append(out, m.portrayals()...)
	related := m.of("relation")
	return append(out, question{relationTitle, "mean", func(a *table.Asked) (string, bool) { return ownVoice, related(a) }})
}

// portrayals ask for the portrayal of each actor in own and in quoted words.
func (m *maker) portrayals() []question {
	portrayed := m.of("portrayal")
	var out []question
	for _, target := range table.Actors() {
		out = append(out, question{"portrayal: " + short(m.names[target], 20), "expected value", func(a *table.Asked) (string, bool) {
			series := ownVoice
			if a.Voice == "quoted" {
				series = quotedVoice
			}
			return series, portrayed(a) && a.Target == target
		}})
	}
	return out
}

// relationTitle is the panel of the relation.
const relationTitle = "Relation"

// of takes the rows of a measure that the run is about.
func (m *maker) of(measure string) func(*table.Asked) bool {
	scorer := m.run.ScorerOf(measure)
	return func(a *table.Asked) bool { return a.Measure == measure && a.Scope == "any" && a.Scorer == scorer }
}

// of asks a question of a row of sources or timeline.
func (q question) of(e *table.EstimateRow) (string, bool) { return q.takes(&e.Asked) }

// forest is the figure of the sources.
func (m *maker) forest() *Figure {
	var panels []panel
	for _, q := range m.questions() {
		panels = append(panels, panel{title: q.title, unit: q.unit, list: pick(m.run.Sources, q.of), zoomed: true})
	}
	return m.rows("sources", "Own stance, portrayal and relation, source by source", panels, -1, 1, scoreTicks(),
		"All from –1 to +1, means over articles that mention both actors. Circle: own words, and the relation, whoever tells of it; diamond: quoted words.")
}

// voices is the figure of who is quoted.
func (m *maker) voices() *Figure {
	of := func(measure, holder string) []estimate {
		return pick(m.run.Sources, func(e *table.EstimateRow) (string, bool) {
			return quotedVoice, e.Measure == measure && e.HolderClass == holder
		})
	}
	return m.rows("voices", "Who speaks: share of the text that is quoted, and whose speech it is",
		[]panel{{title: "quoted", unit: "share of the prose", list: of("quoted_share", "")}, {title: "of it: " + short(m.names["actor1"], 16), unit: "share of the speech", list: of("speech_share", "actor1")},
			{title: "of it: " + short(m.names["actor2"], 16), unit: "share of the speech", list: of("speech_share", "actor2")}, {title: "of it: others", unit: "share of the speech", list: of("speech_share", "other")}},
		0, 1, []plot.Tick{{Value: 0, Label: "0"}, {Value: 0.5, Label: "50 %"}, {Value: 1, Label: "100 %"}}, "Shares are means over articles.")
}

// labelling is the figure of how sources name the actors in their own words.
func (m *maker) labelling() *Figure {
	labelled := m.of("labelling_index")
	var panels []panel
	for _, target := range []string{"actor1", "actor2"} {
		panels = append(panels, panel{title: "names given to " + short(m.names[target], 24), unit: "labelling index", list: pick(m.run.Sources, func(e *table.EstimateRow) (string, bool) {
			return ownVoice, labelled(&e.Asked) && e.Target == target
		})})
	}
	return m.rows("labelling", "How each source names the actors in its own words", panels, -1, 1, scoreTicks(),
		"Mean polarity, from –1 to +1, of the names that a source gives in its own words in articles that mention both actors; a source that gives none has no mark.")
}

// contrasts is the figure of each source against all others.
func (m *maker) contrasts() *Figure {
	most, tests := 0.5, 0
	var panels []panel
	for _, q := range m.questions() {
		p := panel{title: q.title, unit: "difference"}
		for k := range m.run.Contrasts {
			c := &m.run.Contrasts[k]
			voice, ok := q.takes(&c.Asked)
			if !ok || c.Level != "others" || !c.Difference.Known {
				continue
			}
			e := estimate{mark: interval(c.Difference, c.Low, c.High, voice), level: "source", source: c.Source, n: c.Articles, method: c.Method, reaches: c.CILevel}
			e.starred = c.QValue.Known && c.QValue.Value <= 0.05
			tests = max(tests, c.Tests)
			most = max(most, math.Abs(c.Difference.Value))
			if e.known && slices.Contains(m.sources, c.Source) {
				most = max(most, math.Abs(c.Low.Value), math.Abs(c.High.Value))
			}
			p.list = append(p.list, e)
		}
		panels = append(panels, p)
	}
	most = min(math.Ceil(most*2)/2, 2)
	end := strconv.FormatFloat(most, 'f', -1, 64)
	tested := "None could be tested."
	if tests > 0 {
		tested = fmt.Sprintf("Star: q at most .05 (Benjamini and Hochberg over up to %s of one panel and voice).", say.Count(tests, "test"))
	}
	return m.rows("contrasts", "Each source less all others", panels, -most, most,
		[]plot.Tick{{Value: -most, Label: "–" + end}, {Value: -most / 2}, {Value: 0, Label: "0"}, {Value: most / 2}, {Value: most, Label: "+" + end}},
		"Mean of the source less that of the articles of all other known sources, in points of a scale from –1 to +1. Circle: own words; diamond: quoted words.", tested)
}

// rows draws panels of estimates with a line for each source.
func (m *maker) rows(name, title string, panels []panel, least, most float64, ticks []plot.Tick, note ...string) *Figure {
	var row []*plot.Plot
	var drawn []estimate
	var data []Datum
	total := slices.ContainsFunc(panels, func(p panel) bool {
		return slices.ContainsFunc(p.list, func(e estimate) bool { return e.level == "all" })
	})
	for i, pan := range panels {
		p := newPanel(pan.title, m.text)
		shift := 0.0 // two voices stand one above the other
		if slices.ContainsFunc(pan.list, func(e estimate) bool { return e.quoted }) && slices.ContainsFunc(pan.list, func(e estimate) bool { return !e.quoted }) {
			shift = 0.2
		}
		var list []mark
		for _, e := range pan.list {
			at, name, shown := m.rowOf(&e)
			if !shown {
				continue
			}
			e.y = at + map[bool]float64{false: shift, true: -shift}[e.quoted]
			list, drawn, data = append(list, e.starredMark()), append(drawn, e), append(data, e.datum(pan.title, name))
		}
		least, most, ticks := least, most, ticks
		if pan.zoomed {
			least, most, ticks = zoom(list)
		}
		p.Add(grid{xs: valuesOf(ticks), ys: m.lines(total)}, marks{list: list, least: least, most: most})
		margin := (most - least) * 0.03 // for marks at the ends
		p.X.Min, p.X.Max, p.X.Tick.Marker, p.X.Label.Text = least-margin, most+margin, plot.ConstantTicks(ticks), pan.unit
		p.Y.Min, p.Y.Max = -0.5, float64(m.rowCount(total))-0.5
		p.Y.Tick.Marker = plot.ConstantTicks(m.rowTicks(i == 0, total))
		row = append(row, p)
	}
	if len(drawn) == 0 {
		return nil
	}
	note = append(note, intervals(drawn), hollow(drawn), m.ofSources())
	return m.left(m.figure(name, title, [][]*plot.Plot{row}, vg.Length(m.rowCount(total))*rowHeight+38, data, note...))
}

// zoom is the part of the scale from -1 to +1 that shows all means and nine of ten
// intervals; an arrow says that another goes on.
func zoom(list []mark) (least, most float64, ticks []plot.Tick) {
	least, most = -0.2, 0.2
	var lows, highs []float64
	for _, k := range list {
		least, most = min(least, k.x), max(most, k.x)
		if k.known {
			lows, highs = append(lows, k.low), append(highs, k.high)
		}
	}
	if len(lows) > 0 {
		slices.Sort(lows)
		slices.Sort(highs)
		least, most = min(least, lows[(len(lows)-1)/10]), max(most, highs[len(highs)-1-(len(highs)-1)/10])
	}
	least, most = max(math.Floor(least*10)/10, -1), min(math.Ceil(most*10)/10, 1)
	for _, v := range []float64{least, 0, most} {
		ticks = append(ticks, plot.Tick{Value: v, Label: signedTick(v)})
	}
	return least, most, ticks
}

// signedTick writes the number of a tick.
func signedTick(v float64) string {
	s := strconv.FormatFloat(math.Abs(v), 'f', -1, 64)
	switch {
	case v < 0:
		return "–" + s
	case v > 0:
		return "+" + s
	}
	return s
}

// stances is the figure of who is explicitly for or against whom.
func (m *maker) stances() *Figure {
	var panels []panel
	for _, pair := range [][2]string{{"actor1", "actor2"}, {"actor2", "actor1"}, {"other", "actor1"}, {"other", "actor2"}} {
		holder := "others"
		if pair[0] != "other" {
			holder = short(m.names[pair[0]], 12)
		}
		p := panel{title: holder + " → " + short(m.names[pair[1]], 12), unit: "mean"}
		for k := range m.run.Stances {
			r := &m.run.Stances[k]
			if r.Holder == pair[0] && r.Target == pair[1] && r.Voice == "any" && r.Mean.Known {
				p.list = append(p.list, estimate{mark: interval(r.Mean, r.Low, r.High, ownVoice), level: r.Level, source: r.Source, n: r.Articles, method: r.Method, reaches: r.CILevel})
			}
		}
		panels = append(panels, p)
	}
	return m.rows("stances", "Who is explicitly for or against whom", panels, -1, 1, scoreTicks(),
		"Mean polarity, from –1 against to +1 for, of the sentences that say so outright, in anybody's words; means over articles. Where nothing was measured there is no mark.")
}

// starredMark is the mark with its star.
func (e *estimate) starredMark() mark {
	d := e.mark
	d.star = e.starred
	return d
}

// rowOf is the line of an estimate: all sources stand at the top.
func (m *maker) rowOf(e *estimate) (at float64, name string, shown bool) {
	if e.level == "all" {
		return float64(len(m.sources)), m.words("All sources"), true
	}
	i := slices.Index(m.sources, e.source)
	return float64(len(m.sources) - 1 - i), e.source, i >= 0
}

// rowCount is how many lines there are, with one for all sources where it has
// figures.
func (m *maker) rowCount(total bool) int {
	if total {
		return len(m.sources) + 1
	}
	return len(m.sources)
}

// lines are those between rows; no row is at 0.5 above another's.
func (m *maker) lines(total bool) []float64 {
	var out []float64
	for i := range m.rowCount(total) {
		out = append(out, float64(i)-0.5)
	}
	return out
}

func (m *maker) rowTicks(named, total bool) []plot.Tick {
	ticks := []plot.Tick{}
	if !named {
		return ticks
	}
	if total {
		ticks = append(ticks, plot.Tick{Value: float64(len(m.sources)), Label: m.words("All sources") + fmt.Sprintf("%s%d", gap, m.total)})
	}
	for i, s := range m.sources {
		ticks = append(ticks, plot.Tick{Value: float64(len(m.sources) - 1 - i), Label: m.sourceName(s) + gap + strconv.Itoa(m.counts[s])})
	}
	return ticks
}
