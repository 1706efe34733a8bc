package figures

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/seed-7a84ba5f/dyad/internal/say"
	"github.com/seed-7a84ba5f/dyad/report/table"
)

// cooperation is the figure of the relation against portrayal, source by source.
func (m *maker) cooperation() *Figure {
	questions := m.portrayals()
	coop, all := m.withRelation(questions)
	var rows [][]*plot.Plot
	var drawn []estimate
	var data []Datum
	body, ticks := 9*vg.Centimeter, quarters(coop)
	for i, q := range questions {
		p := newPanel(q.title, m.text)
		var list []mark
		var tags []tag
		for _, e := range pick(m.run.Sources, q.of) {
			c, ok := coop[e.source]
			if !ok || e.level != "source" {
				continue
			}
			d := e.datum(q.title, e.source)
			d.X = table.Num{Value: c.x, Known: true}
			e.y, e.x, e.upright = e.x, c.x, true
			list, drawn, data = append(list, e.mark), append(drawn, e), append(data, d)
			tags = append(tags, tag{name: m.sourceName(e.source), weight: m.counts[e.source], x: e.x, y: e.y, second: e.quoted})
		}
		slices.SortStableFunc(tags, tag.compare)
		p.Add(grid{xs: valuesOf(ticks), ys: []float64{-1, -0.5, 0, 0.5, 1}}, stems{list}, marks{list, -1, 1, true}, tagged{tags, list})
		edge := (ticks[len(ticks)-1].Value - ticks[0].Value) * 0.03
		p.X.Min, p.X.Max, p.X.Tick.Marker = ticks[0].Value-edge, ticks[len(ticks)-1].Value+edge, plot.ConstantTicks(ticks)
		p.Y.Min, p.Y.Max, p.Y.Tick.Marker, p.Y.Label.Text = -1.1, 1.1, plot.ConstantTicks(scoreTicks()), "mean portrayal"
		if i == len(questions)-1 {
			p.X.Label.Text = "mean relation"
		}
		rows = append(rows, []*plot.Plot{p})
	}
	if len(drawn) == 0 {
		return nil
	}
	f := m.figure("cooperation", "Relation and portrayal, source by source", rows, vg.Length(len(rows))*body, data,
		"Both from –1 to +1, means over articles; the axis of the relation ends where the marks do. Circle: own words; diamond: quoted words; upright: interval of the portrayal.", intervals(drawn), hollow(drawn),
		fmt.Sprintf("n = %s of %d: those that tell of something the two do to each other.", say.Count(all, "source"), m.all), shown(len(coop), all))
	if len(coop) < all {
		f.Left = fmt.Sprintf("%d of %d sources, those with the most articles", len(coop), all)
	}
	return f
}

// withRelation are the sources that have a place in the figure, those with
// the most articles, and how many there are.
func (m *maker) withRelation(questions []question) (coop map[string]estimate, all int) {
	portrayed := map[string]bool{}
	for _, q := range questions {
		for _, e := range pick(m.run.Sources, q.of) {
			portrayed[e.source] = true
		}
	}
	var list []estimate
	related := m.of("relation")
	for _, e := range pick(m.run.Sources, func(e *table.EstimateRow) (string, bool) { return ownVoice, related(&e.Asked) }) {
		if e.level == "source" && portrayed[e.source] {
			list = append(list, e)
		}
	}
	all = len(list)
	slices.SortStableFunc(list, func(a, b estimate) int {
		return cmp.Or(cmp.Compare(m.counts[b.source], m.counts[a.source]), cmp.Compare(a.source, b.source))
	})
	if m.room > 0 {
		list = list[:min(len(list), m.room)]
	}
	coop = map[string]estimate{}
	for _, e := range list {
		coop[e.source] = e
	}
	return coop, all
}

// quarters are ticks from -1 to +1 as far as there are marks, so that sources that
// lie close together can be told apart.
func quarters(coop map[string]estimate) []plot.Tick {
	least, most := 0.0, 0.0
	for _, e := range coop {
		least, most = min(least, e.x), max(most, e.x)
	}
	var ticks []plot.Tick
	for k := min(math.Floor(least*4), -1); k <= max(math.Ceil(most*4), 1); k++ {
		ticks = append(ticks, plot.Tick{Value: k / 4, Label: signedShort(k / 4)})
	}
	return ticks
}

// shown says that there are sources that are not shown.
func shown(n, of int) string {
	if n == of {
		return ""
	}
	return fmt.Sprintf("Shown: the %d of them with the most articles.", n)
}

// stems join the own and the quoted mark of a source, which lie one above the
// other.
type stems struct{ list []mark }

// Plot draws the lines into a panel.
func (s stems) Plot(c draw.Canvas, p *plot.Plot) {
	toX, toY := p.Transforms(&c)
	for i, a := range s.list {
		for _, b := range s.list[i+1:] {
			if a.x == b.x && a.quoted != b.quoted {
				c.StrokeLine2(draw.LineStyle{Color: lineInk(), Width: vg.Points(0.8), Dashes: []vg.Length{1, 1.5}}, toX(a.x), toY(a.y), toX(b.x), toY(b.y))
			}
		}
	}
}

// tag is a name that is written beside a mark.
type tag struct {
	name   string
	weight int
	second bool // its source has another mark
	x, y   float64
}

// compare puts the most important names first.
func (t tag) compare(o tag) int {
	second := map[bool]int{true: 1}
	return cmp.Or(cmp.Compare(second[t.second], second[o.second]), cmp.Compare(o.weight, t.weight), cmp.Compare(t.name, o.name))
}

// tagged writes the names of marks where there is room, the most important
// first, each with a fine line to its mark, so that no two overlap.
type tagged struct {
	tags  []tag
	marks []mark
}

const tagSize = vg.Length(6)

// box is a rectangle on the page.
type box struct{ left, bottom, right, top vg.Length }

func (b box) meets(o box) bool {
	return b.left < o.right && o.left < b.right && b.bottom < o.top && o.bottom < b.top
}

// crosses says whether a line enters the box.
func (b box) crosses(p, q vg.Point) bool {
	const steps = 24
	for i := range steps + 1 {
		f := vg.Length(i) / steps
		x, y := p.X+(q.X-p.X)*f, p.Y+(q.Y-p.Y)*f
		if b.left < x && x < b.right && b.bottom < y && y < b.top {
			return true
		}
	}
	return false
}

// placed is a name with its place on the page.
type placed struct {
	tag
	box
	from, to vg.Point // of its line
}

// place finds room for the names, and gives those for which there is none.
func (t tagged) place(c draw.Canvas, p *plot.Plot) (out []placed, without []tag) {
	toX, toY := p.Transforms(&c)
	page := box{c.Min.X, c.Min.Y, c.Max.X, c.Max.Y}
	// The lines at 0 are to be seen, and no name stands on them.
	taken := []box{{page.left, toY(0) - 0.5, page.right, toY(0) + 0.5}, {toX(0) - 0.5, page.bottom, toX(0) + 0.5, page.top}}
	for _, m := range t.marks {
		if m.known {
			taken = append(taken, box{toX(m.x) - 0.5, toY(max(m.low, -1)), toX(m.x) + 0.5, toY(min(m.high, 1))})
		}
		x, y := toX(m.x), toY(min(max(m.y, -1), 1))
		taken = append(taken, box{x - 3.2, y - 3.2, x + 3.2, y + 3.2})
	}
	for _, g := range t.tags {
		at := vg.Point{X: toX(g.x), Y: toY(g.y)}
		width := textWidth(p.TextHandler, g.name, tagSize)
		found, ok := findRoom(page, taken, out, at, width)
		if !ok {
			without = append(without, g)
			continue
		}
		found.tag = g
		taken, out = append(taken, found.box), append(out, found)
	}
	return out, without
}

// findRoom looks about a mark, the nearest places first.
func findRoom(page box, taken []box, others []placed, at vg.Point, width vg.Length) (placed, bool) {
	const around = 20
	for _, r := range []vg.Length{6, 11, 17, 24, 32, 41, 52, 64} {
		for k := range around {
			angle := 2 * math.Pi * float64(k) / around
			end := vg.Point{X: at.X + r*vg.Length(math.Cos(angle)), Y: at.Y + r*vg.Length(math.Sin(angle))}
			b := box{end.X, end.Y - tagSize/2, end.X + width, end.Y + tagSize/2}
			switch {
			case math.Abs(math.Cos(angle)) < 0.3:
				b.left, b.right = end.X-width/2, end.X+width/2
			case math.Cos(angle) < 0:
				b.left, b.right = end.X-width, end.X
			}
			if page.left <= b.left && b.right <= page.right && page.bottom <= b.bottom && b.top <= page.top && isFree(b, taken, others, at, end) {
				return placed{box: b, from: at, to: end}, true
			}
		}
	}
	return placed{}, false
}

// isFree says whether a name fits, and neither its line nor those of others
// run through a name.
func isFree(b box, taken []box, others []placed, from, to vg.Point) bool {
	if slices.ContainsFunc(taken, b.meets) {
		return false
	}
	return !slices.ContainsFunc(others, func(o placed) bool { return o.crosses(from, to) || b.crosses(o.from, o.to) })
}

// Plot writes the names into a panel; the names for which there is no room are
// counted in the corner.
func (t tagged) Plot(c draw.Canvas, p *plot.Plot) {
	text := p.X.Tick.Label
	text.Font.Size, text.XAlign, text.YAlign, text.Color = tagSize, draw.XLeft, draw.YCenter, ownInk()
	list, without := t.place(c, p)
	for _, g := range list {
		c.StrokeLine2(draw.LineStyle{Color: plainInk(), Width: vg.Points(0.3)}, g.from.X, g.from.Y, g.to.X, g.to.Y)
		c.FillText(text, vg.Point{X: g.left, Y: (g.bottom + g.top) / 2}, g.name)
	}
	if len(without) > 0 {
		text.XAlign, text.YAlign, text.Color = draw.XRight, draw.YBottom, softInk()
		c.FillText(text, vg.Point{X: c.Max.X - 2, Y: c.Min.Y + 2}, say.Count(len(without), "mark")+" without room for a name")
	}
}
