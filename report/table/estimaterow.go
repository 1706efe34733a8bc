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

// correctionFields are the columns that human codes fill.
func correctionFields() []Field[EstimateRow] {
	type row = EstimateRow
	gold := func(r *row) bool { return r.Gold > 0 || r.Shares[0].Known }
	out := []Field[row]{
		count("n_gold", "rows", "portrayals with a human code, in rows of portrayal and own_stance; empty without --gold", func(r *row) *int { return &r.Gold }).when(gold),
		number("n_gold_effective", ScoreDecimals, spreadRange(), "as many codes drawn with one probability would tell as much (Kish 1965); empty without --gold", func(r *row) *Num { return &r.GoldEffective }),
		number("mean_ppi", ScoreDecimals, anyRange(), "mean corrected by the codes, prediction-powered (PPI++); empty where rows were sampled for coding with different probabilities, and where warnings say why: "+goldReasons, func(r *row) *Num { return &r.PPI }),
		number("ppi_low", ScoreDecimals, anyRange(), "lower end of its interval, by clusters", func(r *row) *Num { return &r.PPILow }),
		number("ppi_high", ScoreDecimals, anyRange(), "upper end", func(r *row) *Num { return &r.PPIHigh }),
		number("mean_dsl", ScoreDecimals, anyRange(), "mean corrected by the codes, design-based (DSL): without bias whatever the scorer does; empty where warnings say why", func(r *row) *Num { return &r.DSL }),
		number("dsl_low", ScoreDecimals, anyRange(), "lower end of its interval, by clusters", func(r *row) *Num { return &r.DSLLow }),
		number("dsl_high", ScoreDecimals, anyRange(), "upper end", func(r *row) *Num { return &r.DSLHigh }),
	}
	for i, name := range []string{Negative, Neutral, PositiveName} {
		out = append(out,
			number("share_"+name+"_corrected", ShareDecimals, shareRange(), "share_"+name+" corrected for how the scorer errs on all codes together; empty where these were sampled with different probabilities", func(r *row) *Num { return &r.Shares[i] }),
			number("share_"+name+"_low", ShareDecimals, shareRange(), "lower end of its interval", func(r *row) *Num { return &r.SharesLow[i] }),
			number("share_"+name+"_high", ShareDecimals, shareRange(), "upper end", func(r *row) *Num { return &r.SharesHigh[i] }))
	}
	return append(out, text("shares_method", "reclassified, rogan_gladen", "how the shares were corrected: all labels together, by clusters; or each against the rest, over rows, where humans never used one of the labels", func(r *row) *string { return &r.SharesMethod }))
}

// Why human codes do not correct a mean.
const (
	WarnFewGold      = "gold_too_few"      // fewer coded clusters than the default interval needs
	WarnSameGold     = "gold_no_variation" // all codes are the same
	WarnGoldSampling = "gold_probability"  // with these probabilities other numbers of rows would have been coded
	WarnGoldScale    = "gold_out_of_scale" // the corrected mean lies outside the scale
	goldReasons      = "gold_too_few (fewer coded clusters than the default interval needs), gold_no_variation (all codes are the same), gold_probability (with the probabilities given, the coded rows stand for more than five times as many rows as there are), gold_out_of_scale (the corrected mean lies outside the scale)"
)

// HasWarning reports whether a row carries the warning of that code.
func HasWarning(e *EstimateRow, code string) bool {
	return slices.Contains(strings.Split(e.Warnings, "; "), code)
}
