package figures

import (
	"cmp"
	"fmt"
	"image/color"
	"math"
	"slices"
	"strconv"
	"time"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"

	"github.com/seed-7a84ba5f/dyad/report"
)

// maxSources is how many sources a figure shows: those with the most articles.
const maxSources = 30

// maker holds what the figures share.
type maker struct {
	run     *report.Run
	names   map[string]string // of the targets
	sources []string
	counts  map[string]int // articles by source
}

// Draw makes the figures of a run. Only its estimates and its flow are used.
func Draw(run *report.Run) []*Figure {
	m := &maker{run: run, counts: map[string]int{}, names: map[string]string{"relationship": "their relationship",
		"actor1": cmp.Or(run.Info.Names.Actor1, "actor1"), "actor2": cmp.Or(run.Info.Names.Actor2, "actor2")}}
	for i := range run.Sources {
		if e := &run.Sources[i]; e.Level == "source" && e.Measure == "quoted_share" {
			m.counts[e.Source] = e.Articles
			m.sources = append(m.sources, e.Source)
		}
	}
	slices.SortFunc(m.sources, func(a, b string) int { return cmp.Or(cmp.Compare(m.counts[b], m.counts[a]), cmp.Compare(a, b)) })
	m.sources = m.sources[:min(len(m.sources), maxSources)]
	var out []*Figure
	for _, f := range []*Figure{m.forest(), m.timeline(), m.cooperation(), m.voices(), m.flow()} {
		if f != nil {
			out = append(out, f)
		}
	}
	return out
}

// panel is a panel of estimates: which rows it takes.
type panel struct {
	title string
	takes func(e *report.EstimateRow) (voice string, ok bool) // own, quoted
}

// targetPanels are tone toward each target, and cooperation.
func (m *maker) targetPanels() []panel {
	scorer := m.run.OwnScorer()
	var out []panel
	for _, target := range []string{"actor1", "actor2", "relationship"} {
		out = append(out, panel{"toward " + short(m.names[target], 24), func(e *report.EstimateRow) (string, bool) {
			if e.Measure != "tone" || e.Scope != "dyad" || e.Target != target || scorer != "" && e.Scorer != scorer {
				return "", false
			}
			switch {
			case e.Voice == "narrator" && e.HolderClass == "narrator":
				return "own", true
			case e.Voice == "quoted" && e.HolderClass == "any":
				return "quoted", true
			}
			return "", false
		}})
	}
	return append(out, panel{"Cooperation", func(e *report.EstimateRow) (string, bool) {
		return "own", e.Measure == "cooperation" && e.Scope == "dyad"
	}})
}

// estimate makes a mark of a row.
func estimate(e *report.EstimateRow, voice string) mark {
	return mark{x: e.Mean.Value, low: e.Low.Value, high: e.High.Value, known: e.Low.Known && e.High.Known && e.Low.Value < e.High.Value, quoted: voice == "quoted"}
}

// rows draws panels of estimates with a line for each source.
func (m *maker) rows(panels []panel, least, most float64, ticks []plot.Tick) ([]*plot.Plot, int) {
	drawn := 0
	var out []*plot.Plot
	for i, pan := range panels {
		p := newPanel(pan.title)
		var list []mark
		for k := range m.run.Sources {
			e := &m.run.Sources[k]
			voice, ok := pan.takes(e)
			row, shown := m.rowOf(e)
			if !ok || !shown || !e.Mean.Known {
				continue
			}
			d := estimate(e, voice)
			d.y = row + map[bool]float64{false: 0.18, true: -0.18}[d.quoted]
			list = append(list, d)
		}
		drawn += len(list)
		var lines []float64
		for _, t := range ticks {
			lines = append(lines, t.Value)
		}
		p.Add(grid{xs: lines, ys: m.between()}, marks{list, least, most})
		p.X.Min, p.X.Max, p.X.Tick.Marker = least, most, plot.ConstantTicks(ticks)
		p.Y.Min, p.Y.Max = -0.6, float64(len(m.sources))+0.6
		p.Y.Tick.Marker = plot.ConstantTicks(m.rowTicks(i == 0))
		out = append(out, p)
	}
	return out, drawn
}

// rowOf is the line of an estimate: all sources stand at the top.
func (m *maker) rowOf(e *report.EstimateRow) (float64, bool) {
	if e.Level == "all" {
		return float64(len(m.sources)), true
	}
	i := slices.Index(m.sources, e.Source)
	return float64(len(m.sources) - 1 - i), i >= 0
}

// between are the lines between rows; no row is at 0.5 above another's.
func (m *maker) between() []float64 {
	var out []float64
	for i := range len(m.sources) + 1 {
		out = append(out, float64(i)-0.5)
	}
	return out
}

func (m *maker) rowTicks(named bool) []plot.Tick {
	if !named {
		return []plot.Tick{}
	}
	ticks := []plot.Tick{{Value: float64(len(m.sources)), Label: "All sources"}}
	for i, s := range m.sources {
		ticks = append(ticks, plot.Tick{Value: float64(len(m.sources) - 1 - i), Label: fmt.Sprintf("%s  %d", short(cmp.Or(s, "(source not known)"), 26), m.counts[s])})
	}
	return ticks
}

func scoreTicks() []plot.Tick {
	return []plot.Tick{{Value: -1, Label: "-1"}, {Value: -0.5}, {Value: 0, Label: "0"}, {Value: 0.5}, {Value: 1, Label: "+1"}}
}

const howToRead = "Circle: own words; diamond: quoted words; hollow: no interval, too few stories or no variation. Behind a name: its articles. Run "

// forest is the figure of the sources.
func (m *maker) forest() *Figure {
	panels, n := m.rows(m.targetPanels(), -1, 1, scoreTicks())
	if n == 0 {
		return nil
	}
	return &Figure{Name: "sources", title: "Tone of each source in its own and in quoted words", note: howToRead + m.run.ID,
		panels: [][]*plot.Plot{panels}, w: pageWidth, h: m.height(), pad: 6}
}

// height is that of a figure with a line for each source.
func (m *maker) height() vg.Length { return vg.Length(len(m.sources)+1)*13 + 62 }

// voices is the figure of who is quoted.
func (m *maker) voices() *Figure {
	of := func(measure, holder string) func(e *report.EstimateRow) (string, bool) {
		return func(e *report.EstimateRow) (string, bool) {
			return "quoted", e.Measure == measure && e.HolderClass == holder
		}
	}
	panels, n := m.rows([]panel{{"quoted share", of("quoted_share", "")}, {"of it: " + short(m.names["actor1"], 16), of("speech_share", "actor1")},
		{"of it: " + short(m.names["actor2"], 16), of("speech_share", "actor2")}, {"of it: others", of("speech_share", "other")}}, 0, 1,
		[]plot.Tick{{Value: 0, Label: "0"}, {Value: 0.5, Label: "50 %"}, {Value: 1}})
	if n == 0 {
		return nil
	}
	return &Figure{Name: "voices", title: "Who speaks: share of the text that is quoted, and whose speech it is",
		note: "Hollow: no interval, too few stories or no variation. Behind a name: its articles. Run " + m.run.ID, panels: [][]*plot.Plot{panels}, w: pageWidth, h: m.height(), pad: 6}
}

// timeline is the figure of all sources over time.
func (m *maker) timeline() *Figure {
	var rows [][]*plot.Plot
	first, last := math.Inf(1), math.Inf(-1)
	for _, pan := range m.targetPanels() {
		p := newPanel(pan.title)
		var list []mark
		for k := range m.run.Timeline {
			e := &m.run.Timeline[k]
			voice, ok := pan.takes(e)
			day, err := time.Parse(time.DateOnly, report.PeriodStart(e.Period))
			if !ok || e.Level != "all" || !e.Mean.Known || err != nil {
				continue
			}
			d := estimate(e, voice)
			d.x, d.y, d.upright = float64(day.Unix())/86400, d.x, true
			first, last = min(first, d.x), max(last, d.x)
			list = append(list, d)
		}
		p.Add(grid{ys: []float64{-1, -0.5, 0, 0.5, 1}}, marks{list, -1, 1})
		p.Y.Min, p.Y.Max, p.Y.Tick.Marker = -1, 1, plot.ConstantTicks(scoreTicks())
		rows = append(rows, []*plot.Plot{p})
	}
	if first > last {
		return nil
	}
	edge := max((last-first)*0.02, 15)
	for i, row := range rows {
		ticks := []plot.Tick{} // named under the last panel
		if i == len(rows)-1 {
			ticks, row[0].X.Padding = years(first-edge, last+edge), 5
		}
		row[0].X.Min, row[0].X.Max, row[0].X.Tick.Marker = first-edge, last+edge, plot.ConstantTicks(ticks)
	}
	return &Figure{Name: "timeline", title: "All sources over time, by the first day of each period",
		note:   "Circle: own words; diamond: quoted words; hollow: no interval, too few stories or no variation. A period without articles has no mark. Run " + m.run.ID,
		panels: rows, w: pageWidth, h: 16 * vg.Centimeter}
}

// years are ticks at the beginning of years, or of months where there is less
// than a year and a half.
func years(first, last float64) []plot.Tick {
	var out []plot.Tick
	at := time.Unix(int64(first)*86400, 0).UTC()
	step, layout := 12, "2006"
	if last-first < 550 {
		step, layout = 1, "2006-01"
		if last-first > 200 {
			step = 3
		}
	}
	for t := time.Date(at.Year(), 1, 1, 0, 0, 0, 0, time.UTC); float64(t.Unix())/86400 <= last; t = t.AddDate(0, step, 0) {
		if day := float64(t.Unix()) / 86400; day >= first {
			out = append(out, plot.Tick{Value: day, Label: t.Format(layout)})
		}
	}
	return out
}

// cooperation is the figure of cooperation against tone toward the
// relationship, source by source.
func (m *maker) cooperation() *Figure {
	panels := m.targetPanels()
	coop := map[string]*report.EstimateRow{}
	for k := range m.run.Sources {
		if e := &m.run.Sources[k]; e.Level == "source" && e.Mean.Known {
			if _, ok := panels[3].takes(e); ok {
				coop[e.Source] = e
			}
		}
	}
	var row []*plot.Plot
	drawn := 0
	for _, pan := range panels[:3] {
		p := newPanel(pan.title)
		var list []mark
		for k := range m.run.Sources {
			e := &m.run.Sources[k]
			voice, ok := pan.takes(e)
			c := coop[e.Source]
			if !ok || e.Level != "source" || !e.Mean.Known || c == nil {
				continue
			}
			d := estimate(e, voice)
			d.x, d.y, d.upright = c.Mean.Value, e.Mean.Value, true
			list = append(list, d)
		}
		drawn += len(list)
		p.Add(grid{xs: []float64{-1, -0.5, 0, 0.5, 1}, ys: []float64{-1, -0.5, 0, 0.5, 1}}, marks{list, -1, 1})
		p.X.Min, p.X.Max, p.X.Tick.Marker, p.X.Label.Text = -1.04, 1.04, plot.ConstantTicks(scoreTicks()), "cooperation"
		p.Y.Min, p.Y.Max, p.Y.Tick.Marker = -1.04, 1.04, plot.ConstantTicks(scoreTicks())
		row = append(row, p)
	}
	if drawn == 0 {
		return nil
	}
	row[0].Y.Label.Text = "tone"
	return &Figure{Name: "cooperation", title: "Cooperation and tone, a mark for each source",
		note: "Circle: own words; diamond: quoted words; upright line: interval of tone; hollow: none. Run " + m.run.ID, panels: [][]*plot.Plot{row}, w: pageWidth, h: 8 * vg.Centimeter, pad: 8}
}

// flow is the figure of the articles from stage to stage.
func (m *maker) flow() *Figure {
	b, p := bars{}, newPanel("")
	var ticks []plot.Tick
	most := 1
	for i := len(m.run.Flow) - 1; i >= 0; i-- {
		r := &m.run.Flow[i]
		if r.Reason != "" {
			continue
		}
		label, ink := strconv.Itoa(r.N), color.Color(color.NRGBA{0xb5, 0xbe, 0xc8, 0xff})
		if r.IsFilter || r.Stage == "found" {
			ink = ownInk()
		}
		if r.IsFilter && r.Lost > 0 {
			label += fmt.Sprintf("  (-%d)", r.Lost)
		}
		ticks = append(ticks, plot.Tick{Value: float64(len(b.values)), Label: stageName(r.Stage)})
		b.values, b.labels, b.inks = append(b.values, float64(r.N)), append(b.labels, label), append(b.inks, ink)
		most = max(most, r.N)
	}
	if len(ticks) == 0 {
		return nil
	}
	p.Add(b)
	p.X.Min, p.X.Max, p.X.Tick.Marker = 0, float64(most)*1.12, plot.ConstantTicks([]plot.Tick{})
	p.Y.Min, p.Y.Max, p.Y.Tick.Marker = -0.6, float64(len(ticks))-0.4, plot.ConstantTicks(ticks)
	return &Figure{Name: "flow", title: "The flow of articles", note: "Dark bars leave articles out; light ones count a fact and leave none out. Run " + m.run.ID,
		panels: [][]*plot.Plot{{p}}, w: pageWidth, h: vg.Length(len(ticks))*16 + 50}
}

// stageName is a stage of flow.csv in words.
func stageName(stage string) string {
	switch stage {
	case "found":
		return "found in the inputs"
	case "read":
		return "could be read"
	case "in_language":
		return "in a language of the study"
	case "dated":
		return "with a date"
	case "sourced":
		return "with a known source"
	case "distinct":
		return "no copy within their source"
	case "mentions_both":
		return "mention both actors"
	case "has_dyad_sentence":
		return "with a sentence about the two"
	case "scored":
		return "scored: count in the figures"
	}
	return stage
}
