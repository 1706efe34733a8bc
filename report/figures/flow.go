package figures

import (
	"fmt"
	"image/color"
	"strconv"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"

	"github.com/seed-7a84ba5f/dyad/report/table"
)

// flow is the figure of the articles from stage to stage.
func (m *maker) flow() *Figure {
	b, p := bars{}, newPanel("", m.text)
	var ticks []plot.Tick
	var data []Datum
	most := 1
	for i := len(m.run.Flow) - 1; i >= 0; i-- {
		r := &m.run.Flow[i]
		if r.Reason != "" {
			continue
		}
		label, ink := strconv.Itoa(r.N), plainInk()
		if r.IsFilter || r.Stage == "found" {
			ink = color.Color(ownInk())
		}
		if r.IsFilter && r.Lost > 0 {
			label += fmt.Sprintf("  (–%d)", r.Lost)
		}
		ticks = append(ticks, plot.Tick{Value: float64(len(b.values)), Label: stageName(r.Stage)})
		b.values, b.labels, b.inks = append(b.values, float64(r.N)), append(b.labels, label), append(b.inks, ink)
		data = append(data, Datum{Panel: "flow", Name: r.Stage, Series: "articles", Value: table.Num{Value: float64(r.N), Known: true}, N: r.N})
		most = max(most, r.N)
	}
	if len(ticks) == 0 {
		return nil
	}
	p.Add(b)
	p.X.Min, p.X.Max, p.X.Tick.Marker = 0, float64(most)*1.12, plot.ConstantTicks([]plot.Tick{})
	p.Y.Min, p.Y.Max, p.Y.Tick.Marker = -0.6, float64(len(ticks))-0.4, plot.ConstantTicks(ticks)
	return m.figure("flow", "The flow of articles", [][]*plot.Plot{{p}}, vg.Length(len(ticks))*16, data,
		"Articles at each stage. Dark bars leave articles out, and say how many; light ones count a fact and leave none out.")
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
	case "mentions_actor":
		return "mention an actor"
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
