package table

import (
	"slices"
	"strings"
)

// Levels of sources and timeline.
const (
	LevelAll    = "all"
	LevelSource = "source"
)

// Correction is what human codes say of an estimate; all missing without them.
type Correction struct {
	Gold                  int
	GoldEffective         Num
	PPI, PPILow           Num
	PPIHigh               Num
	DSL, DSLLow           Num
	DSLHigh               Num
	Shares                [3]Num // negative, neutral, positive
	SharesLow, SharesHigh [3]Num
	SharesMethod          string
}

// Why human codes do not correct a mean.
const (
	WarnFewGold      = "gold_too_few"      // fewer coded clusters than the default interval needs
	WarnSameGold     = "gold_no_variation" // all codes are the same
	WarnGoldSampling = "gold_probability"  // with these probabilities other numbers of rows would have been coded
	WarnGoldScale    = "gold_out_of_scale" // the corrected mean lies outside the scale
)

func (r *EstimateRow) has(what string) bool {
	switch what {
	case "rows":
		return !OfProse(r.Measure)
	case "draws":
		return r.Draws > 0
	}
	return r.Gold > 0 || r.Shares[0].Known
}

// HasWarning reports whether a row carries the warning of that code.
func HasWarning(e *EstimateRow, code string) bool {
	return slices.Contains(strings.Split(e.Warnings, "; "), code)
}
