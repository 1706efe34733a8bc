package repeat

import (
	"fmt"
	"html"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/report/table"
)

// The measures of a specification curve, in pixels.
const (
	curveLeft, curveTop   = 190, 30
	curveWidth            = 760
	curveHeight           = 220
	choiceHeight          = 14
	curveBetween          = 24
	tickSize, pointRadius = 4, 2
)

// curveSVG draws the answers by size with their intervals, and below them which
// choice each was made with. Colours need no legend: what lies above 0 is blue,
// below 0 red, and where the interval holds 0 grey.
func curveSVG(rows []table.SpecificationRow) string {
	low, high := -0.1, 0.1
	for _, r := range rows {
		low, high = min(low, r.Mean.Value), max(high, r.Mean.Value)
		if r.Low.Known {
			low, high = min(low, max(r.Low.Value, -1)), max(high, min(r.High.Value, 1))
		}
	}
	x := func(i int) float64 { return curveLeft + (float64(i)+0.5)*curveWidth/float64(len(rows)) }
	y := func(v float64) float64 {
		return curveTop + (high-min(max(v, low), high))/(high-low)*curveHeight
	}
	choices := choiceLines(rows)
	bottom := curveTop + curveHeight + curveBetween
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="11">`+"\n",
		curveLeft+curveWidth+20, bottom+len(choices)*choiceHeight+20)
	fmt.Fprintf(&b, "<title>%s toward %s under %d combinations of choices</title>\n", html.EscapeString(rows[0].Measure), rows[0].Target, len(rows))
	for _, v := range []float64{low, 0, high} {
		fmt.Fprintf(&b, `<line x1="%d" x2="%d" y1="%.1f" y2="%.1f" stroke="#ccc"/><text x="%d" y="%.1f" text-anchor="end">%+.2f</text>`+"\n",
			curveLeft, curveLeft+curveWidth, y(v), y(v), curveLeft-tickSize, y(v)+tickSize, v)
	}
	for i, r := range rows {
		colour := colourOf(&r)
		if r.Low.Known {
			fmt.Fprintf(&b, `<line x1="%.1f" x2="%.1f" y1="%.1f" y2="%.1f" stroke="%s" stroke-opacity="0.35"/>`+"\n", x(i), x(i), y(r.Low.Value), y(r.High.Value), colour)
		}
		fmt.Fprintf(&b, `<circle cx="%.1f" cy="%.1f" r="%d" fill="%s"/>`+"\n", x(i), y(r.Mean.Value), pointRadius+b2i(r.Default), colour)
	}
	for k, c := range choices {
		at := bottom + k*choiceHeight
		fmt.Fprintf(&b, `<text x="%d" y="%d" text-anchor="end">%s</text>`+"\n", curveLeft-tickSize, at+tickSize, html.EscapeString(c.name))
		for i := range rows {
			if c.of(&rows[i]) {
				fmt.Fprintf(&b, `<rect x="%.1f" y="%d" width="1.5" height="8" fill="%s"/>`+"\n", x(i)-0.75, at-tickSize, colourOf(&rows[i]))
			}
		}
	}
	b.WriteString("</svg>\n")
	return b.String()
}

func b2i(b bool) int {
	if b {
		return 2
	}
	return 0
}

func colourOf(r *table.SpecificationRow) string {
	switch r.Side {
	case table.SideAbove:
		return "#1f5fa8"
	case table.SideBelow:
		return "#b3261e"
	}
	return "#777"
}

// choiceLine is one value of one choice.
type choiceLine struct {
	name string
	of   func(*table.SpecificationRow) bool
}

// choiceLines are the values of the choices that differ between rows.
func choiceLines(rows []table.SpecificationRow) []choiceLine {
	var out []choiceLine
	for _, c := range []struct {
		name string
		of   func(*table.SpecificationRow) string
	}{
		{"run", func(r *table.SpecificationRow) string { return r.Run }},
		{"scorer", func(r *table.SpecificationRow) string { return r.Scorer }},
		{"answer", func(r *table.SpecificationRow) string { return r.Answer }},
		{"threshold", func(r *table.SpecificationRow) string { return fmt.Sprint(r.Threshold.Value) }},
		{"weights", func(r *table.SpecificationRow) string { return r.Weights }},
		{"dedup", func(r *table.SpecificationRow) string { return r.Dedup }},
		{"voice", func(r *table.SpecificationRow) string { return r.Voice }},
		{"scope", func(r *table.SpecificationRow) string { return r.Scope }},
		{"period", func(r *table.SpecificationRow) string { return r.Period }},
	} {
		values := map[string]bool{}
		var order []string
		for i := range rows {
			if v := c.of(&rows[i]); !values[v] {
				values[v] = true
				order = append(order, v)
			}
		}
		if len(order) < 2 {
			continue
		}
		slices.Sort(order)
		for _, v := range order {
			out = append(out, choiceLine{c.name + " " + v, func(r *table.SpecificationRow) bool { return c.of(r) == v }})
		}
	}
	return out
}
