package figures

import (
	"image/color"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// mark is an estimate in a panel.
type mark struct {
	x, y, low, high float64
	known           bool // has an interval
	quoted          bool
	upright         bool // the interval runs along y
	small           bool
	star            bool
}

// marks draws estimates; it is a plot.Plotter.
type marks struct {
	list        []mark
	least, most float64 // ends of the scale
	light       bool    // intervals are there to be seen behind names
}

func ownInk() color.Color    { return color.NRGBA{0x1f, 0x2d, 0x3d, 0xff} }
func quotedInk() color.Color { return color.NRGBA{0xa1, 0x37, 0x8b, 0xff} }
func lineInk() color.Color   { return color.NRGBA{0xd9, 0xde, 0xe4, 0xff} }
func softInk() color.Color   { return color.NRGBA{0x56, 0x60, 0x6b, 0xff} }

const (
	markSize = vg.Length(2.3)
	endSize  = vg.Length(1.8)
)

// circle adds a circle to a path, of four curves: the PDF writer makes corners
// of an arc.
func circle(path *vg.Path, at vg.Point, r vg.Length) {
	const k = 0.5523 // of the radius, how far the control points lie
	to := func(x, y vg.Length) vg.Point { return vg.Point{X: at.X + r*x, Y: at.Y + r*y} }
	path.Move(to(1, 0))
	path.CubeTo(to(1, k), to(k, 1), to(0, 1))
	path.CubeTo(to(-k, 1), to(-1, k), to(-1, 0))
	path.CubeTo(to(-1, -k), to(-k, -1), to(0, -1))
	path.CubeTo(to(k, -1), to(1, -k), to(1, 0)) // closed by hand would leave a corner
}

// Plot draws the marks into a panel.
func (m marks) Plot(c draw.Canvas, p *plot.Plot) {
	toX, toY := p.Transforms(&c)
	inside := func(x float64) float64 { return math.Min(math.Max(x, m.least), m.most) }
	for _, k := range m.list {
		ink := ownInk()
		if k.quoted {
			ink = quotedInk()
		}
		line := draw.LineStyle{Color: ink, Width: vg.Points(1)}
		if m.light {
			line = draw.LineStyle{Color: faint(ink), Width: vg.Points(0.6)}
		}
		if k.known {
			for _, end := range []struct {
				at   float64
				ends bool
			}{{k.low, k.low >= m.least}, {k.high, k.high <= m.most}} {
				if k.upright {
					x, y := toX(k.x), toY(inside(end.at))
					c.StrokeLine2(line, x, toY(inside(k.y)), x, y)
					if end.ends {
						c.StrokeLine2(line, x-endSize, y, x+endSize, y)
					} else {
						tip := y + endSize*vg.Length(math.Copysign(1.4, end.at))
						c.FillPolygon(line.Color, []vg.Point{{X: x, Y: tip}, {X: x - endSize, Y: y}, {X: x + endSize, Y: y}})
					}
					continue
				}
				x, y := toX(inside(end.at)), toY(k.y)
				c.StrokeLine2(line, toX(inside(k.x)), y, x, y)
				if end.ends {
					c.StrokeLine2(line, x, y-endSize, x, y+endSize)
				} else {
					tip := x + endSize*vg.Length(math.Copysign(1.4, end.at))
					c.FillPolygon(line.Color, []vg.Point{{X: tip, Y: y}, {X: x, Y: y + endSize}, {X: x, Y: y - endSize}})
				}
			}
		}
		at := vg.Point{X: toX(inside(k.x)), Y: toY(k.y)}
		if k.upright {
			at = vg.Point{X: toX(k.x), Y: toY(inside(k.y))}
		}
		shape(c, at, ink, k)
		if k.star {
			text := p.X.Tick.Label
			text.Font.Size, text.XAlign, text.YAlign = 8, draw.XCenter, draw.YBottom
			c.FillText(text, vg.Point{X: at.X, Y: at.Y + markSize - 2}, "*")
		}
	}
}

// shape draws the mark itself.
func shape(c draw.Canvas, at vg.Point, ink color.Color, k mark) {
	var path vg.Path
	size := markSize
	if k.small {
		size *= 0.7
	}
	if k.quoted {
		s := size * 1.25
		path.Move(vg.Point{X: at.X, Y: at.Y + s})
		path.Line(vg.Point{X: at.X + s, Y: at.Y})
		path.Line(vg.Point{X: at.X, Y: at.Y - s})
		path.Line(vg.Point{X: at.X - s, Y: at.Y})
		path.Close()
	} else {
		circle(&path, at, size)
	}
	c.SetColor(color.White)
	if k.known {
		c.SetColor(ink)
	}
	c.Fill(path)
	c.SetLineStyle(draw.LineStyle{Color: ink, Width: vg.Points(0.9)})
	c.Stroke(path)
}

// grid draws faint lines at values of x and y, and a stronger one at 0.
type grid struct{ xs, ys []float64 }

// Plot draws the lines into a panel.
func (g grid) Plot(c draw.Canvas, p *plot.Plot) {
	toX, toY := p.Transforms(&c)
	style := func(v float64) draw.LineStyle {
		if v == 0 {
			return draw.LineStyle{Color: softInk(), Width: vg.Points(0.6)}
		}
		return draw.LineStyle{Color: lineInk(), Width: vg.Points(0.5)}
	}
	for _, x := range g.xs {
		c.StrokeLine2(style(x), toX(x), c.Min.Y, toX(x), c.Max.Y)
	}
	for _, y := range g.ys {
		c.StrokeLine2(style(y), c.Min.X, toY(y), c.Max.X, toY(y))
	}
}

// bars draws horizontal bars from 0 with their numbers.
type bars struct {
	values []float64 // by row, the last row at the top
	labels []string
	inks   []color.Color
}

// Plot draws the bars into a panel.
func (b bars) Plot(c draw.Canvas, p *plot.Plot) {
	toX, toY := p.Transforms(&c)
	text := p.X.Tick.Label
	text.XAlign, text.YAlign = draw.XLeft, draw.YCenter
	for i, v := range b.values {
		low, high := toY(float64(i)-0.32), toY(float64(i)+0.32)
		c.FillPolygon(b.inks[i], []vg.Point{{X: toX(0), Y: low}, {X: toX(v), Y: low}, {X: toX(v), Y: high}, {X: toX(0), Y: high}})
		c.FillText(text, vg.Point{X: toX(v) + 4, Y: (low + high) / 2}, b.labels[i])
	}
}
