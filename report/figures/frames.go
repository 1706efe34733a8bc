package figures

import (
	"cmp"
	"fmt"
	"image/color"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/seed-7a84ba5f/dyad/internal/say"
	"github.com/seed-7a84ba5f/dyad/report/table"
)

// maxFrames is how many frames a figure shows: those with the largest shares.
const maxFrames = 18

// frameCell is a frame of a source, or of all sources at level all.
type frameCell struct{ level, source, frame string }

// frames is the figure of the frames: their share of the sentences about the
// two, source by source.
func (m *maker) frames() *Figure {
	cells, sentences := map[frameCell]*table.FrameShareRow{}, map[string]int{}
	var all []*table.FrameShareRow
	for k := range m.run.FrameShares {
		r := &m.run.FrameShares[k]
		if r.Voice != "any" || r.Subframe != "" || !r.Share.Known {
			continue
		}
		cells[frameCell{r.Level, r.Source, r.Frame}] = r
		if r.Level == "all" {
			all = append(all, r)
			continue
		}
		sentences[r.Source] = r.Of
	}
	if len(all) == 0 {
		return nil
	}
	slices.SortStableFunc(all, func(a, b *table.FrameShareRow) int {
		return cmp.Or(cmp.Compare(b.Share.Value, a.Share.Value), cmp.Compare(a.Frame, b.Frame))
	})
	var left []string
	if len(all) > maxFrames {
		left = append(left, fmt.Sprintf("the %d of %d frames with the largest shares", maxFrames, len(all)))
		all = all[:maxFrames]
	}
	with := m.framed(sentences)
	if len(with) < len(sentences) {
		left = append(left, fmt.Sprintf("the %d of %d sources with the most articles", len(with), len(sentences)))
	}
	t := frameTable{list: all}
	for _, s := range slices.Backward(with) {
		t.add(m.sourceName(s), s, sentences[s], func(frame string) *table.FrameShareRow { return cells[frameCell{"source", s, frame}] })
	}
	t.intervals()
	t.add(m.words("All sources"), m.words("All sources"), all[0].Of, func(frame string) *table.FrameShareRow { return cells[frameCell{"all", "", frame}] })
	return m.frameFigure(&t, len(sentences), left)
}

// framed are the sources that have sentences about the two, those with the most
// articles, in order.
func (m *maker) framed(sentences map[string]int) []string {
	var list []string
	for s := range sentences {
		list = append(list, s)
	}
	slices.SortFunc(list, func(a, b string) int { return cmp.Or(cmp.Compare(m.counts[b], m.counts[a]), cmp.Compare(a, b)) })
	if m.room > 0 {
		list = list[:min(len(list), m.room)]
	}
	return list
}

// frameTable is the table that the figure draws, from its last row upwards.
type frameTable struct {
	heatmap
	list  []*table.FrameShareRow // of all sources, by column
	ticks []plot.Tick
	data  []Datum
	drawn []estimate // of all sources
}

// add adds the row of a source.
func (t *frameTable) add(shown, name string, n int, of func(frame string) *table.FrameShareRow) {
	var cells []heatCell
	for _, column := range t.list {
		c := heatCell{value: -1, text: "–"}
		if r := of(column.Frame); r != nil {
			c = heatCell{value: r.Share.Value, text: percent(r.Share.Value)}
			switch {
			case r.Share.Value == 0:
				c.text = ""
			case c.text == "0":
				c.text = "<1"
			}
			t.most = max(t.most, c.value)
			t.data = append(t.data, Datum{Panel: "frames", Name: name, Series: r.Frame, Value: r.Share, Low: r.Low, High: r.High, N: r.Of})
		}
		cells = append(cells, c)
	}
	t.ticks = append(t.ticks, plot.Tick{Value: float64(len(t.rows)), Label: fmt.Sprintf("%s%s%d", shown, gap, n)})
	t.rows = append(t.rows, cells)
}

// intervals adds a row with the intervals of the shares of all sources.
func (t *frameTable) intervals() {
	var cells []heatCell
	for _, r := range t.list {
		c := heatCell{value: -1, text: "–"}
		if r.Low.Known && r.High.Known {
			c.text = fmt.Sprintf("%s–%s", percent(math.Max(r.Low.Value, 0)), percent(math.Min(r.High.Value, 1)))
			c.small = true
		}
		t.drawn = append(t.drawn, estimate{mark: interval(r.Share, r.Low, r.High, ownVoice), method: r.Method, reaches: r.CILevel})
		cells = append(cells, c)
	}
	t.ticks = append(t.ticks, plot.Tick{Value: float64(len(t.rows)), Label: "interval"})
	t.rows = append(t.rows, cells)
}

// frameFigure draws the table.
func (m *maker) frameFigure(t *frameTable, sources int, left []string) *Figure {
	p := newPanel("", m.text)
	var columns []plot.Tick
	for j, r := range t.list {
		columns = append(columns, plot.Tick{Value: float64(j), Label: short(strings.ReplaceAll(r.Frame, "_", " "), 34)})
	}
	p.Add(t.heatmap)
	p.X.Min, p.X.Max, p.X.Tick.Marker = -0.5, float64(len(t.list))-0.5, plot.ConstantTicks(columns)
	p.X.Tick.Label.Rotation, p.X.Tick.Label.XAlign, p.X.Tick.Label.YAlign = 1, draw.XRight, draw.YCenter
	p.X.Padding = 6
	p.Y.Min, p.Y.Max, p.Y.Tick.Marker = -0.5, float64(len(t.rows))-0.5, plot.ConstantTicks(t.ticks)
	cut := strings.Join(left, " and ")
	note := ""
	if cut != "" {
		note = "Shown: " + cut + "."
	}
	made := strings.Replace(intervals(t.drawn), "Bars: ", "Under all sources: ", 1)
	f := m.figure("frames", "Frames of the sentences about the two, in per cent", [][]*plot.Plot{{p}}, vg.Length(len(t.rows))*rowHeight+130, t.data,
		"Per cent of an article's sentences about both actors that have the frame, means over articles; a sentence may have several; an empty cell: none. Frames rest on seed words and have not been held against human codes.",
		made, fmt.Sprintf("n = %s of %s; behind a name: its sentences about both.", say.Count(t.list[0].Of, "sentence"), say.Count(sources, "source")), note)
	f.Left = cut
	return f
}

// heatmap is a table of shares: the darker, the larger; each with its number.
type heatmap struct {
	rows [][]heatCell // from the bottom, then by column
	most float64      // the darkest
}

type heatCell struct {
	value float64 // below 0: nothing is filled
	text  string
	small bool
}

// Plot draws the cells into a panel.
func (h heatmap) Plot(c draw.Canvas, p *plot.Plot) {
	toX, toY := p.Transforms(&c)
	text := p.X.Tick.Label
	text.Rotation, text.XAlign, text.YAlign = 0, draw.XCenter, draw.YCenter
	for i, row := range h.rows {
		for j, cell := range row {
			x, y := float64(j), float64(i)
			text.Color, text.Font.Size = softInk(), 6.5
			if cell.small {
				text.Font.Size = 5.5
			}
			if cell.value >= 0 {
				l, r, b, t := toX(x-0.5)+0.4, toX(x+0.5)-0.4, toY(y-0.5)+0.4, toY(y+0.5)-0.4
				c.FillPolygon(h.shade(cell.value), []vg.Point{{X: l, Y: b}, {X: r, Y: b}, {X: r, Y: t}, {X: l, Y: t}})
				text.Color = ownInk()
				if cell.value > 0.55*h.most {
					text.Color = color.White
				}
			}
			if cell.text != "" {
				c.FillText(text, vg.Point{X: toX(x), Y: toY(y)}, cell.text)
			}
		}
	}
}

// shade goes from near white to dark in one hue, so that it can be printed
// without colour.
func (h heatmap) shade(v float64) color.Color {
	f := 0.0
	if h.most > 0 {
		f = v / h.most
	}
	mix := func(from, to float64) uint8 { return uint8(from + (to-from)*f + 0.5) }
	return color.NRGBA{mix(0xf4, 0x1f), mix(0xf6, 0x2d), mix(0xf8, 0x3d), 0xff}
}
