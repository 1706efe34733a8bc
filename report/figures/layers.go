package figures

import (
	"image/color"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// curvePoint is a point of a smooth curve with its band.
type curvePoint struct {
	x, y, low, high float64
	band            bool
}

// curve draws a smooth line with the band about it, and a hair where it leads over
// periods without articles; what is quoted is dashed.
type curve struct {
	pieces      [][]curvePoint
	quoted      bool
	least, most float64
}

// Plot draws the curve into a panel.
func (k curve) Plot(c draw.Canvas, p *plot.Plot) {
	toX, toY := p.Transforms(&c)
	inside := func(y float64) float64 { return min(max(y, k.least), k.most) }
	line := draw.LineStyle{Color: ownInk(), Width: vg.Points(1.1)}
	shade := color.NRGBA{0xd3, 0xd9, 0xe0, 0xff}
	if k.quoted {
		line.Color, line.Dashes = quotedInk(), []vg.Length{3, 2}
		shade = color.NRGBA{0xee, 0xdc, 0xea, 0xff}
	}
	hair, last := draw.LineStyle{Color: line.Color, Width: vg.Points(0.35)}, []curvePoint(nil)
	for _, piece := range k.pieces {
		if len(piece) == 0 {
			continue
		}
		if len(last) > 0 {
			from := last[len(last)-1]
			c.StrokeLine2(hair, toX(from.x), toY(inside(from.y)), toX(piece[0].x), toY(inside(piece[0].y)))
		}
		last = piece
		var band, points []vg.Point
		for _, q := range piece {
			points = append(points, vg.Point{X: toX(q.x), Y: toY(inside(q.y))})
			if q.band {
				band = append(band, vg.Point{X: toX(q.x), Y: toY(inside(q.high))})
			}
		}
		for i := len(piece) - 1; i >= 0; i-- {
			if piece[i].band {
				band = append(band, vg.Point{X: toX(piece[i].x), Y: toY(inside(piece[i].low))})
			}
		}
		switch {
		case len(band) > 2:
			c.FillPolygon(shade, band)
		case len(band) == 2: // a period that stands alone
			c.StrokeLine2(draw.LineStyle{Color: shade, Width: 4}, band[0].X, band[0].Y, band[1].X, band[1].Y)
		}
		if len(points) > 1 {
			c.StrokeLines(line, points)
		}
	}
}

// moment is a day that is marked over the whole height of a panel.
type moment struct {
	x     float64
	label string
	solid bool // a break that was found, not an event that was named
}

// moments draws days as upright lines with their letters at the top.
type moments []moment

// Plot draws the lines into a panel.
func (m moments) Plot(c draw.Canvas, p *plot.Plot) {
	toX, _ := p.Transforms(&c)
	text := p.X.Tick.Label
	text.Font.Size, text.Color, text.XAlign, text.YAlign = 6.5, softInk(), draw.XLeft, draw.YTop
	for _, d := range m {
		line := draw.LineStyle{Color: softInk(), Width: vg.Points(0.6), Dashes: []vg.Length{1, 2}}
		if d.solid {
			line.Dashes, line.Width = nil, vg.Points(1)
		}
		c.StrokeLine2(line, toX(d.x), c.Min.Y, toX(d.x), c.Max.Y)
		c.FillText(text, vg.Point{X: toX(d.x) + 1.5, Y: c.Max.Y}, d.label)
	}
}

// counts draws upright bars from 0, for how many articles a period has.
type counts struct {
	xs, ns []float64
	width  vg.Length
}

// Plot draws the bars into a panel.
func (b counts) Plot(c draw.Canvas, p *plot.Plot) {
	toX, toY := p.Transforms(&c)
	for i, x := range b.xs {
		l, r := toX(x)-b.width/2, toX(x)+b.width/2
		c.FillPolygon(plainInk(), []vg.Point{{X: l, Y: toY(0)}, {X: r, Y: toY(0)}, {X: r, Y: toY(b.ns[i])}, {X: l, Y: toY(b.ns[i])}})
	}
}

// plainInk is for what is counted and has no voice.
func plainInk() color.Color { return color.NRGBA{0x8c, 0x97, 0xa3, 0xff} }

// rules draws lines from 0 to marks, for counts.
type rules struct{ list []mark }

// Plot draws the lines into a panel.
func (r rules) Plot(c draw.Canvas, p *plot.Plot) {
	toX, toY := p.Transforms(&c)
	for _, m := range r.list {
		ink := ownInk()
		if m.quoted {
			ink = quotedInk()
		}
		c.StrokeLine2(draw.LineStyle{Color: ink, Width: vg.Points(0.8)}, toX(0), toY(m.y), toX(m.x), toY(m.y))
	}
}
