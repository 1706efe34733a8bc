package figures

import (
	"fmt"
	"image/color"
	"slices"
	"strconv"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/seed-7a84ba5f/dyad/internal/say"
	"github.com/seed-7a84ba5f/dyad/report/table"
)

// curves are the specification curves: the answers of all sources to one
// question, by size, and below them the choices that each was made with
// (Simonsohn, Simmons & Nelson 2020).
func (m *maker) curves() []*Figure {
	var out []*Figure
	if m.run.Multiverse == nil {
		return nil
	}
	for _, target := range table.Actors() {
		var rows []table.SpecificationRow
		for _, r := range m.run.Multiverse.Rows {
			if r.Level == "all" && r.Target == target && r.Mean.Known {
				rows = append(rows, r)
			}
		}
		if len(rows) > 0 {
			out = append(out, m.curve(target, rows))
		}
	}
	return out
}

func (m *maker) curve(target string, rows []table.SpecificationRow) *Figure {
	slices.SortStableFunc(rows, func(a, b table.SpecificationRow) int { return a.Rank - b.Rank })
	means, choices := newPanel("", m.text), newPanel("", m.text)
	var data []Datum
	var drawn []estimate
	usual, sides := "The study's own choice gives no answer.", map[string]int{}
	for _, r := range rows {
		sides[r.Side]++
		d := Datum{Panel: target, Name: choiceName(&r), Series: "answer", X: table.Num{Value: float64(r.Rank), Known: true}, Value: r.Mean, Low: r.Low, High: r.High, N: r.Articles}
		if r.Default {
			d.Series = "default"
			usual = "The large ringed mark is the study's own choice."
		}
		data = append(data, d)
		drawn = append(drawn, estimate{mark: interval(r.Mean, r.Low, r.High, ownVoice), method: r.Method})
	}
	least, most, ticks := scaleOf(rows)
	means.Add(grid{ys: valuesOf(ticks)}, answers{rows, least, most})
	lines := choiceLines(rows)
	var names []plot.Tick
	for i, l := range lines {
		names = append(names, plot.Tick{Value: float64(len(lines) - 1 - i), Label: l.name})
	}
	choices.Add(choiceMarks{rows, lines})
	for _, p := range []*plot.Plot{means, choices} {
		p.X.Min, p.X.Max, p.X.Tick.Marker = 0.5, float64(len(rows))+0.5, plot.ConstantTicks([]plot.Tick{})
	}
	means.Y.Min, means.Y.Max, means.Y.Tick.Marker, means.Y.Label.Text = least, most, plot.ConstantTicks(ticks), "mean "+strings.ReplaceAll(rows[0].Measure, "_", " ")
	choices.Y.Min, choices.Y.Max, choices.Y.Tick.Marker = -0.5, float64(max(len(lines), 1))-0.5, plot.ConstantTicks(names)
	choices.X.Label.Text = "answers, by size"
	half := vg.Length(max(len(lines), 12)) * 10
	return m.figure("multiverse_"+target, "The same question under every choice: "+strings.ReplaceAll(rows[0].Measure, "_", " ")+" toward "+short(m.names[target], 30),
		[][]*plot.Plot{{means}, {choices}}, 2*half+40, data,
		fmt.Sprintf("n = %s of all sources, from –1 to +1. Triangle down: its whole interval lies below 0 (%d); triangle up: above 0 (%d); grey circle: it holds 0 (%d), or there is none (%d).",
			say.Count(len(rows), "answer"), sides["below"], sides["above"], sides["across"], sides[""]),
		usual, intervals(drawn))
}

// choiceName says the choices of an answer.
func choiceName(r *table.SpecificationRow) string {
	return fmt.Sprintf("%s %s %s threshold %s, %s, %s, %s, %s, %s", r.Run, r.Scorer, r.Answer, strconv.FormatFloat(r.Threshold.Value, 'f', -1, 64), r.Weights, r.Dedup, r.Voice, r.Scope, r.Period)
}

// scaleOf holds the means and their intervals, within -1 and +1.
func scaleOf(rows []table.SpecificationRow) (least, most float64, ticks []plot.Tick) {
	least, most = -0.1, 0.1
	for _, r := range rows {
		least, most = min(least, r.Mean.Value), max(most, r.Mean.Value)
		if r.Low.Known && r.High.Known {
			least, most = min(least, max(r.Low.Value, -1)), max(most, min(r.High.Value, 1))
		}
	}
	step := 0.05
	if most-least > 0.4 {
		step = 0.1
	}
	if most-least > 0.9 {
		step = 0.5
	}
	down, up := int((-least)/step+0.999), int(most/step+0.999)
	for k := -down; k <= up; k++ {
		v := float64(k) * step
		label := signedShort(v)
		ticks = append(ticks, plot.Tick{Value: v, Label: label})
	}
	return -float64(down) * step, float64(up) * step, ticks
}

// signedShort writes a tick with its sign.
func signedShort(v float64) string {
	s := strconv.FormatFloat(v, 'f', 2, 64)
	switch {
	case s == "0.00" || s == "-0.00":
		return "0"
	case v > 0:
		return "+" + s
	}
	return "–" + s[1:]
}

// side says where the interval of an answer lies: 1 above 0, -1 below, 0
// where it holds 0 or there is none.
func side(r *table.SpecificationRow) int { return map[string]int{"above": 1, "below": -1}[r.Side] }

// sideInk is blue above 0, orange below (told apart without red and green), grey
// else.
func sideInk(side int) color.Color {
	switch side {
	case 1:
		return color.NRGBA{0x1f, 0x5f, 0xa8, 0xff}
	case -1:
		return color.NRGBA{0xb8, 0x55, 0x00, 0xff}
	}
	return plainInk()
}

// answers draws the answers with their intervals.
type answers struct {
	rows        []table.SpecificationRow
	least, most float64
}

// Plot draws the answers into a panel.
func (a answers) Plot(c draw.Canvas, p *plot.Plot) {
	toX, toY := p.Transforms(&c)
	inside := func(v float64) float64 { return min(max(v, a.least), a.most) }
	step := toX(2) - toX(1)
	for i, r := range a.rows {
		if x := toX(float64(i + 1)); r.Low.Known && r.High.Known {
			light := draw.LineStyle{Color: faint(sideInk(side(&r))), Width: min(max(step*0.6, 0.4), 1.5)}
			c.StrokeLine2(light, x, toY(inside(r.Low.Value)), x, toY(inside(r.High.Value)))
		}
	}
	size := min(max(step*0.45, 1.1), 2.4)
	for i, r := range a.rows {
		at := vg.Point{X: toX(float64(i + 1)), Y: toY(inside(r.Mean.Value))}
		if r.Default {
			var ring vg.Path
			circle(&ring, at, 5)
			c.SetLineStyle(draw.LineStyle{Color: ownInk(), Width: vg.Points(1)})
			c.Stroke(ring)
			answer(c, at, side(&r), 2.6)
			continue
		}
		answer(c, at, side(&r), size)
	}
}

// answer draws the mark of an answer.
func answer(c draw.Canvas, at vg.Point, side int, size vg.Length) {
	var path vg.Path
	if s := vg.Length(side) * size * 1.2; side != 0 {
		path.Move(vg.Point{X: at.X, Y: at.Y + s})
		path.Line(vg.Point{X: at.X + size*1.2, Y: at.Y - s*0.8})
		path.Line(vg.Point{X: at.X - size*1.2, Y: at.Y - s*0.8})
		path.Close()
	} else {
		circle(&path, at, size)
	}
	c.SetColor(sideInk(side))
	c.Fill(path)
}

// faint is a colour on its way to white.
func faint(ink color.Color) color.Color {
	r, g, b, _ := ink.RGBA()
	mix := func(v uint32) uint8 { return uint8(255 - (255-v>>8)*2/5) }
	return color.NRGBA{mix(r), mix(g), mix(b), 0xff}
}

// choiceLine is one value of one choice.
type choiceLine struct {
	name string
	of   func(*table.SpecificationRow) bool
}

// choiceLines are the values of the choices that differ between answers.
func choiceLines(rows []table.SpecificationRow) []choiceLine {
	var out []choiceLine
	for _, c := range []struct {
		name string
		of   func(*table.SpecificationRow) string
	}{
		{"run", func(r *table.SpecificationRow) string { return r.Run }},
		{"scorer", func(r *table.SpecificationRow) string { return r.Scorer }},
		{"answer", func(r *table.SpecificationRow) string { return r.Answer }},
		{"threshold", func(r *table.SpecificationRow) string { return strconv.FormatFloat(r.Threshold.Value, 'f', -1, 64) }},
		{"weights", func(r *table.SpecificationRow) string { return r.Weights }},
		{"copies", func(r *table.SpecificationRow) string { return r.Dedup }},
		{"voice", func(r *table.SpecificationRow) string { return r.Voice }},
		{"scope", func(r *table.SpecificationRow) string { return r.Scope }},
		{"time", func(r *table.SpecificationRow) string { return r.Period }},
	} {
		var values []string
		for i := range rows {
			if v := c.of(&rows[i]); !slices.Contains(values, v) {
				values = append(values, v)
			}
		}
		if len(values) < 2 {
			continue
		}
		slices.Sort(values)
		for _, v := range values {
			out = append(out, choiceLine{c.name + ": " + short(v, 24), func(r *table.SpecificationRow) bool { return c.of(r) == v }})
		}
	}
	return out
}

// choiceMarks draws which choices each answer was made with.
type choiceMarks struct {
	rows  []table.SpecificationRow
	lines []choiceLine
}

// Plot draws a stroke for each choice of each answer.
func (m choiceMarks) Plot(c draw.Canvas, p *plot.Plot) {
	toX, toY := p.Transforms(&c)
	width := min(max((toX(2)-toX(1))*0.7, 0.5), 2.5)
	for k, l := range m.lines {
		y := float64(len(m.lines) - 1 - k)
		for i := range m.rows {
			if l.of(&m.rows[i]) {
				c.StrokeLine2(draw.LineStyle{Color: sideInk(side(&m.rows[i])), Width: width}, toX(float64(i+1)), toY(y-0.32), toX(float64(i+1)), toY(y+0.32))
			}
		}
	}
}
