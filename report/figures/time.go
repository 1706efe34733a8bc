package figures

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"

	"github.com/seed-7a84ba5f/dyad/internal/say"
	"github.com/seed-7a84ba5f/dyad/report"
	"github.com/seed-7a84ba5f/dyad/report/table"
)

// timeline is the figure of all sources over time.
func (m *maker) timeline() *Figure {
	t := timePanels{first: math.Inf(1), last: math.Inf(-1)}
	var drawn []estimate
	var data []Datum
	for _, q := range m.questions() {
		var list []mark
		for _, e := range pick(m.run.Timeline.Slice(), q.of) {
			day, ok := dayOf(report.PeriodStart(e.period))
			if e.level != "all" || !ok {
				continue
			}
			d := e.datum(q.title, e.period)
			e.x, e.y, e.upright = day, e.x, true
			t.see(day)
			list, drawn, data = append(list, e.mark), append(drawn, e), append(data, d)
		}
		p := m.scorePanel(q.title)
		p.Add(marks{list: list, least: -1, most: 1})
		t.add(p)
	}
	if len(drawn) == 0 {
		return nil
	}
	b := counts{width: 2}
	for _, e := range pick(m.run.Timeline.Slice(), func(e *table.EstimateRow) (string, bool) {
		return ownVoice, e.Level == "all" && e.Measure == "quoted_share"
	}) {
		if day, ok := dayOf(report.PeriodStart(e.period)); ok {
			t.see(day)
			b.xs, b.ns = append(b.xs, day), append(b.ns, float64(e.n))
			data = append(data, Datum{Panel: "articles", Name: e.period, Series: "articles", Value: table.Num{Value: float64(e.n), Known: true}, N: e.n})
		}
	}
	t.add(m.countPanel("Articles", b))
	days, named := m.events(&t)
	t.finish(days)
	return m.figure("timeline", "All sources over time, by the first day of each period", t.rows, 17*vg.Centimeter, data,
		"All from –1 to +1, means over articles of a period. Circle: own words; diamond: quoted words.", intervals(drawn), hollow(drawn),
		fmt.Sprintf("n = %s; a period without articles has no mark.", say.Count(m.total, "article")), named)
}

// trends is the figure of the courses over time: means, smooth curves, breaks.
func (m *maker) trends() *Figure {
	t := timePanels{first: math.Inf(1), last: math.Inf(-1)}
	var data []Datum
	curved := false
	var slopes []string
	for _, q := range m.questions() {
		p := m.scorePanel(q.title)
		s := m.course(q, &t)
		data, curved = append(data, s.data...), curved || s.curved
		p.Add(s.breaks, curve{s.own, false, -1, 1}, curve{s.quoted, true, -1, 1}, marks{list: s.points, least: -1, most: 1})
		slopes = append(slopes, s.slopes...)
		t.add(p)
	}
	if !curved {
		return nil
	}
	days, named := m.events(&t)
	t.finish(days)
	if len(slopes) > 0 {
		named = strings.TrimSpace("Slopes in a year (Theil and Sen; p of Hamed and Rao): " + strings.Join(slopes, "; ") + ". " + named)
	}
	return m.figure("trends", "Trends of all sources", t.rows, 16*vg.Centimeter, data,
		"All from –1 to +1. Marks: means of periods, circle own and diamond quoted words. Lines: LOESS through them, solid own and dashed quoted, with t bands at each period by itself, a hair where periods have no articles; too few periods have no line. A solid upright line: a break in the mean of own words.",
		fmt.Sprintf("n = %s.", say.Count(m.total, "article")), named)
}

// course is what one panel of the trends shows.
type course struct {
	points      []mark
	own, quoted [][]curvePoint
	breaks      moments
	slopes      []string
	data        []Datum
	curved      bool
}

// course reads a panel from the rows of trends, which are in order of time.
func (m *maker) course(q question, t *timePanels) course {
	var s course
	slope := map[string]table.TrendRow{}
	for r := range m.run.Trends.All() {
		voice, ok := q.takes(&r.Asked)
		day, dated := dayOf(r.Date)
		if !ok || r.Level != "all" {
			continue
		}
		pieces := &s.own
		if voice == quotedVoice {
			pieces = &s.quoted
		}
		switch {
		case r.Kind == "gap":
			*pieces = append(*pieces, nil)
		case r.Kind == "smooth" && dated:
			s.smooth(r, q.title, voice, day, pieces)
			t.see(day)
		case r.Kind == "change_point" && dated && voice == ownVoice:
			s.breaks = append(s.breaks, moment{x: day, solid: true})
			s.data = append(s.data, Datum{Panel: q.title, Name: r.Period, Series: "break", Value: r.Estimate, N: r.Articles})
		case r.Kind == "theil_sen" && r.Estimate.Known:
			slope[voice] = *r
		case r.Kind == "hamed_rao" && slope[voice].Estimate.Known:
			e := slope[voice]
			text := fmt.Sprintf("%s, %s words %s", q.title, voice, signed(e.Estimate.Value))
			if q.title == relationTitle {
				text = "relation " + signed(e.Estimate.Value)
			}
			if e.Low.Known && e.High.Known {
				text += fmt.Sprintf(" [%s, %s]", signed(e.Low.Value), signed(e.High.Value))
			}
			if r.PValue.Known {
				text += fmt.Sprintf(", p = %.2f", r.PValue.Value)
			}
			s.slopes = append(s.slopes, text)
			s.data = append(s.data, Datum{Panel: q.title, Series: voice + " slope", Value: e.Estimate, Low: e.Low, High: e.High, N: e.Articles})
		}
	}
	return s
}

// smooth takes a point of a curve, with the mean of its period.
func (s *course) smooth(r *table.TrendRow, panel, voice string, day float64, pieces *[][]curvePoint) {
	if r.Value.Known {
		s.points = append(s.points, mark{x: day, y: r.Value.Value, quoted: voice == quotedVoice, upright: true, small: true})
		s.data = append(s.data, Datum{Panel: panel, Name: r.Period, Series: voice, Value: r.Value, N: r.Articles})
	}
	if !r.Estimate.Known {
		return
	}
	if len(*pieces) == 0 {
		*pieces = append(*pieces, nil)
	}
	last := len(*pieces) - 1
	s.curved = true
	(*pieces)[last] = append((*pieces)[last], curvePoint{day, r.Estimate.Value, r.Low.Value, r.High.Value, r.Low.Known && r.High.Known})
	s.data = append(s.data, Datum{Panel: panel, Name: r.Period, Series: voice + " curve", Value: r.Estimate, Low: r.Low, High: r.High, N: r.Articles})
}

// signed writes a number with its sign.
func signed(x float64) string {
	s := fmt.Sprintf("%+.2f", x)
	if s == "-0.00" {
		s = "+0.00"
	}
	return strings.Replace(s, "-", "–", 1)
}

// events are the events of the study within the time that is shown, and the
// words that name them.
func (m *maker) events(t *timePanels) (moments, string) {
	names := map[string]string{}
	for r := range m.run.Trends.All() {
		if r.Kind == "event" {
			names[r.Date+" "+r.Event] = r.Date
		}
	}
	keys := make([]string, 0, len(names))
	for k := range names {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	var out moments
	var words []string
	for _, k := range keys {
		day, ok := dayOf(names[k])
		if !ok || day < t.first || day > t.last {
			continue
		}
		letter := eventLetter(len(out))
		out = append(out, moment{x: day, label: letter})
		words = append(words, fmt.Sprintf("%s %s, %s", letter, short(strings.TrimPrefix(k, names[k]+" "), 40), names[k]))
	}
	if len(out) == 0 {
		return nil, ""
	}
	return out, "Dotted lines: " + strings.Join(words, "; ") + "."
}

// eventLetter is a, b, … z, a1, b1, …
func eventLetter(i int) string {
	s := string(rune('a' + i%26))
	if i >= 26 {
		s += fmt.Sprint(i / 26)
	}
	return s
}

// timePanels are panels with one axis of time, one below the other.
type timePanels struct {
	rows        [][]*plot.Plot
	first, last float64
}

func (t *timePanels) see(day float64) {
	t.first, t.last = min(t.first, day), max(t.last, day)
}

func (t *timePanels) add(p *plot.Plot) { t.rows = append(t.rows, []*plot.Plot{p}) }

// finish gives the panels their axis; it is named under the last.
func (t *timePanels) finish(days moments) {
	edge := max((t.last-t.first)*0.02, 15)
	for i, row := range t.rows {
		ticks := []plot.Tick{}
		if i == len(t.rows)-1 {
			ticks = years(t.first-edge, t.last+edge)
			row[0].X.Padding = 5
		}
		unlettered := slices.Clone(days)
		for k := range unlettered {
			if i > 0 {
				unlettered[k].label = ""
			}
		}
		row[0].Add(unlettered)
		row[0].X.Min, row[0].X.Max, row[0].X.Tick.Marker = t.first-edge, t.last+edge, plot.ConstantTicks(ticks)
	}
}

// scorePanel is a panel over time with a scale from -1 to +1.
func (m *maker) scorePanel(title string) *plot.Plot {
	p := newPanel(title, m.text)
	p.Add(grid{ys: []float64{-1, -0.5, 0, 0.5, 1}})
	p.Y.Min, p.Y.Max, p.Y.Tick.Marker = -1, 1, plot.ConstantTicks(scoreTicks())
	return p
}

// countPanel is a panel of counts over time.
func (m *maker) countPanel(title string, b counts) *plot.Plot {
	p := newPanel(title, m.text)
	most := 1.0
	for _, n := range b.ns {
		most = max(most, n)
	}
	p.Add(grid{ys: []float64{0, most}}, b)
	p.Y.Min, p.Y.Max, p.Y.Tick.Marker = 0, most, plot.ConstantTicks([]plot.Tick{{Value: 0, Label: "0"}, {Value: most, Label: fmt.Sprint(most)}})
	return p
}

// dayOf gives a date as days since 1970.
func dayOf(date string) (float64, bool) {
	t, err := time.Parse(time.DateOnly, date)
	return float64(t.Unix()) / 86400, err == nil
}

// years are ticks at the beginning of years, or of months where there is less
// than a year and a half.
func years(first, last float64) []plot.Tick {
	var out []plot.Tick
	at := time.Unix(int64(first)*86400, 0).UTC()
	step, layout := 12, "2006"
	switch span := last - first; {
	case span > 40*365:
		step = 120
	case span > 16*365:
		step = 24
	case span < 200:
		step, layout = 1, "2006-01"
	case span < 550:
		step, layout = 3, "2006-01"
	}
	for t := time.Date(at.Year(), 1, 1, 0, 0, 0, 0, time.UTC); float64(t.Unix())/86400 <= last; t = t.AddDate(0, step, 0) {
		if day := float64(t.Unix()) / 86400; day >= first {
			out = append(out, plot.Tick{Value: day, Label: t.Format(layout)})
		}
	}
	return out
}
