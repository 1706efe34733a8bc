package figures

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"

	"github.com/seed-7a84ba5f/dyad/internal/say"
	"github.com/seed-7a84ba5f/dyad/report/table"
)

// maxLabels is how many names of an actor a figure shows: those with the most
// sentences.
const maxLabels = 15

// label is a name for an actor with its uses.
type label struct {
	name        string
	own, quoted int
	polarity    table.Num
}

// labels is the figure of what the actors are called.
func (m *maker) labels() *Figure {
	var row []*plot.Plot
	var data []Datum
	var cut []string
	lines, uses := 0, 0
	var lists [][]label
	for _, target := range []string{"actor1", "actor2"} {
		list := m.labelsOf(target)
		for _, l := range list {
			uses += l.own + l.quoted
		}
		if n := len(list); n > maxLabels {
			cut = append(cut, fmt.Sprintf("%d of %d names of %s", maxLabels, n, short(m.names[target], 24)))
			list = list[:maxLabels]
		}
		lines, lists = max(lines, len(list)), append(lists, list)
	}
	if lines == 0 {
		return nil
	}
	for i, list := range lists {
		title := "names of " + short(m.names[[]string{"actor1", "actor2"}[i]], 24)
		p, d := m.labelPanel(title, list, lines)
		row, data = append(row, p), append(data, d...)
	}
	note := ""
	if len(cut) > 0 {
		note = "Shown: the most frequent, " + strings.Join(cut, " and ") + "."
	}
	f := m.figure("labels", "What the actors are called", [][]*plot.Plot{row}, vg.Length(lines)*rowHeight+38, data,
		"Sentences in which the name is used. Circle: in the source's own words; diamond: in words it quotes. Behind a name: its mean polarity from –1 to +1, where it is rated. Counts have no interval.",
		fmt.Sprintf("n = %s of %s.", say.Count(uses, "use"), say.Count(m.total, "article")), note)
	f.Left = strings.Join(cut, " and ")
	return f
}

// labelsOf are the names of an actor over all sources, the most used first.
func (m *maker) labelsOf(target string) []label {
	at := map[string]int{}
	var out []label
	for k := range m.run.Labels {
		r := &m.run.Labels[k]
		if r.Level != "all" || r.Target != target {
			continue
		}
		i, ok := at[r.Label]
		if !ok {
			i = len(out)
			at[r.Label], out = i, append(out, label{name: r.Label})
		}
		if r.Voice == "quoted" {
			out[i].quoted += r.Uses
		} else {
			out[i].own += r.Uses
		}
		if r.Polarity.Known && (!out[i].polarity.Known || r.Voice != "quoted") {
			out[i].polarity = r.Polarity
		}
	}
	slices.SortFunc(out, func(a, b label) int {
		return cmp.Or(cmp.Compare(b.own+b.quoted, a.own+a.quoted), strings.Compare(a.name, b.name))
	})
	return out
}

// labelPanel draws the names of one actor.
func (m *maker) labelPanel(title string, list []label, lines int) (*plot.Plot, []Datum) {
	p := newPanel(title, m.text)
	var marked []mark
	var data []Datum
	var ticks []plot.Tick
	var ys []float64
	most := 1
	for i, l := range list {
		most = max(most, l.own, l.quoted)
		y := float64(lines - 1 - i)
		name := short(l.name, 30)
		if l.polarity.Known {
			name += gap + signed(l.polarity.Value)
		}
		ticks, ys = append(ticks, plot.Tick{Value: y, Label: name}), append(ys, y-0.5)
		for _, v := range []struct {
			n      int
			quoted bool
			series string
		}{{l.own, false, ownVoice}, {l.quoted, true, quotedVoice}} {
			if v.n == 0 {
				continue
			}
			marked = append(marked, mark{x: float64(v.n), y: y + map[bool]float64{false: 0.2, true: -0.2}[v.quoted], quoted: v.quoted, low: float64(v.n), high: float64(v.n), known: true})
			data = append(data, Datum{Panel: title, Name: l.name, Series: v.series, Value: table.Num{Value: float64(v.n), Known: true}, N: v.n})
		}
	}
	scale := countTicks(most)
	p.Add(grid{xs: valuesOf(scale), ys: ys}, rules{marked}, marks{list: marked, most: float64(most)})
	p.X.Min, p.X.Max, p.X.Tick.Marker, p.X.Label.Text = 0, float64(most)*1.04, plot.ConstantTicks(scale), "sentences"
	p.Y.Min, p.Y.Max, p.Y.Tick.Marker = -0.5, float64(lines)-0.5, plot.ConstantTicks(ticks)
	return p, data
}

// countTicks are round numbers from 0 up.
func countTicks(most int) []plot.Tick {
	step := 1
	for k := 0; most/step > 5; k++ {
		step = step * []int{2, 5, 2}[k%3] / []int{1, 2, 1}[k%3]
	}
	var out []plot.Tick
	for n := 0; n <= most; n += step {
		out = append(out, plot.Tick{Value: float64(n), Label: strconv.Itoa(n)})
	}
	return out
}
