package table

import (
	"fmt"
	"slices"
)

// Levels of contrasts.
const (
	LevelOthers = "others" // a source against all others together
	LevelPair   = "pair"   // one source against another
)

// ContrastRow is a row of contrasts.csv; the columns are explained in Schema.
type ContrastRow struct {
	Level, Source, Other string
	Asked
	Articles, Clusters              int
	OtherArticles, OtherClusters    int
	Shared                          int
	Mean, OtherMean, Difference, SE Num
	Low, High, CILevel              Num
	Method                          string
	Draws                           int
	Seed                            uint64
	HedgesG, HedgesLow, HedgesHigh  Num
	Delta, DeltaLow, DeltaHigh      Num
	Welch, MannWhitney, Permutation Num // p-values
	PValue                          Num
	PMethod                         string
	Holm, QValue                    Num
	Tests                           int
	SmallN                          bool
	Warnings                        string
	ContrastCorrection
}

func contrastFields() []Field[ContrastRow] {
	type row = ContrastRow
	drawn := func(r *row) bool { return r.Draws > 0 }
	tested := func(r *row) bool { return r.PValue.Known }
	seed := seedField(func(r *row) *uint64 { return &r.Seed }, drawn)
	fields := slices.Concat([]Field[row]{
		text("level", "others, pair", fmt.Sprintf("others: the source against the articles of all other known sources; pair: against one other, for the %d sources with the most clusters of each question; comparisons for which there is too little data are no rows, nor are those with a source that does not vary, of whose mean nobody knows how sure it is", MaxPaired), func(r *row) *string { return &r.Level }),
		text("source", "", "the news outlet", func(r *row) *string { return &r.Source }),
		text("other", "", "the other one of a pair; empty at level others", func(r *row) *string { return &r.Other }),
	}, askedFields(func(r *row) *Asked { return &r.Asked }), []Field[row]{
		count("n_articles", "articles", "articles of the source that enter", func(r *row) *int { return &r.Articles }),
		count("n_clusters", "clusters", "their clusters of copies", func(r *row) *int { return &r.Clusters }),
		count("n_articles_other", "articles", "articles of the other side that enter", func(r *row) *int { return &r.OtherArticles }),
		count("n_clusters_other", "clusters", "their clusters of copies", func(r *row) *int { return &r.OtherClusters }),
		count("n_clusters_shared", "clusters", "clusters with articles on both sides, drawn for both at once", func(r *row) *int { return &r.Shared }),
		number("mean", ScoreDecimals, polarityRange(), "mean of the source", func(r *row) *Num { return &r.Mean }),
		number("mean_other", ScoreDecimals, polarityRange(), "mean of the other side", func(r *row) *Num { return &r.OtherMean }),
		number("difference", ScoreDecimals, differenceRange(), "mean less mean_other", func(r *row) *Num { return &r.Difference }),
		number("se", ScoreDecimals, spreadRange(), "standard error of the difference, by clusters", func(r *row) *Num { return &r.SE }),
		number("ci_low", ScoreDecimals, anyRange(), "lower end of the interval of the difference", func(r *row) *Num { return &r.Low }),
		number("ci_high", ScoreDecimals, anyRange(), "upper end", func(r *row) *Num { return &r.High }),
		number("ci_level", ShareDecimals, shareRange(), "confidence level that the interval reaches", func(r *row) *Num { return &r.CILevel }),
		text("ci_method", "none, outer_t, t, percentile_expanded, wild_t", "how the interval was made; t also where a bootstrap over very many clusters would only repeat it", func(r *row) *string { return &r.Method }),
		count("n_boot", "draws", "draws of the interval and the p-value", func(r *row) *int { return &r.Draws }),
		seed,
		number("hedges_g", ScoreDecimals, anyRange(), "difference in units of the pooled standard deviation of cluster means", func(r *row) *Num { return &r.HedgesG }),
		number("hedges_g_low", ScoreDecimals, anyRange(), "lower end of its interval", func(r *row) *Num { return &r.HedgesLow }),
		number("hedges_g_high", ScoreDecimals, anyRange(), "upper end", func(r *row) *Num { return &r.HedgesHigh }),
		number("cliffs_delta", ScoreDecimals, polarityRange(), "chance that a cluster of the source lies above one of the other side less the chance that it lies below", func(r *row) *Num { return &r.Delta }),
		number("cliffs_delta_low", ScoreDecimals, polarityRange(), "lower end of its interval", func(r *row) *Num { return &r.DeltaLow }),
		number("cliffs_delta_high", ScoreDecimals, polarityRange(), "upper end", func(r *row) *Num { return &r.DeltaHigh }),
		number("p_welch", PDecimals, shareRange(), "p-value of Welch's test of the cluster means, as if no cluster were on both sides; beside p_value, not in its place", func(r *row) *Num { return &r.Welch }),
		number("p_mann_whitney", PDecimals, shareRange(), "p-value of the Mann–Whitney test of the same", func(r *row) *Num { return &r.MannWhitney }),
		number("p_permutation", PDecimals, shareRange(), "level others: p-value of a test that permutes the source's name among the articles of each period, those without a date being one; copies in other sources count as articles", func(r *row) *Num { return &r.Permutation }),
		number("p_value", PDecimals, shareRange(), "two-sided, for no difference; empty where it cannot be tested", func(r *row) *Num { return &r.PValue }),
		text("p_method", "permutation_within_period, cluster_bootstrap, wild_cluster_bootstrap, t", "others: the source's name is permuted among the articles of each period, those without a date being one; below 50 clusters on a side the larger p-value of that and of the interval, and none where the interval has none; pair: as the interval of the difference is made", func(r *row) *string { return &r.PMethod }).when(tested),
		number("p_holm", PDecimals, shareRange(), "p_value adjusted by Holm over its family: the rows of the same level and question", func(r *row) *Num { return &r.Holm }),
		number("q_value", PDecimals, shareRange(), "p_value adjusted by Benjamini and Hochberg over the same family", func(r *row) *Num { return &r.QValue }),
		count("n_tests", "tests", "size of the family: rows of it that could be tested", func(r *row) *int { return &r.Tests }),
		truth("flag_small_n", "true where a side has too few clusters for the default interval", func(r *row) *bool { return &r.SmallN }),
		text("warnings", "a; b", "as in sources; periods_left_out (periods without another source take no part in the permutation)", func(r *row) *string { return &r.Warnings }),
	})
	return slices.Insert(fields, len(fields)-2, contrastCorrectionFields()...)
}

// PDecimals are the printed decimals of a p-value.
const PDecimals = 6

// ContrastCorrection is what human codes say of a difference.
type ContrastCorrection struct {
	Gold, OtherGold      int
	PPI, PPILow, PPIHigh Num
	DSL, DSLLow, DSLHigh Num
	DSLP                 Num
	Shares               [3]Num // differences of the shares of negative, neutral, positive
	SharesLow            [3]Num
	SharesHigh           [3]Num
}

func contrastCorrectionFields() []Field[ContrastRow] {
	type row = ContrastRow
	gold := func(r *row) bool { return r.Gold+r.OtherGold > 0 }
	out := []Field[row]{
		count("n_gold", "rows", "portrayals of the source with a human code, in rows of portrayal and own_stance", func(r *row) *int { return &r.Gold }).when(gold),
		count("n_gold_other", "rows", "judgments of the other side with a human code", func(r *row) *int { return &r.OtherGold }).when(gold),
		number("difference_ppi", ScoreDecimals, anyRange(), "difference corrected by the codes, prediction-powered (PPI++); empty where rows were sampled with different probabilities, and where warnings say why, as in sources", func(r *row) *Num { return &r.PPI }),
		number("ppi_low", ScoreDecimals, anyRange(), "lower end of its interval", func(r *row) *Num { return &r.PPILow }),
		number("ppi_high", ScoreDecimals, anyRange(), "upper end", func(r *row) *Num { return &r.PPIHigh }),
		number("difference_dsl", ScoreDecimals, anyRange(), "difference corrected by the codes, design-based (DSL)", func(r *row) *Num { return &r.DSL }),
		number("dsl_low", ScoreDecimals, anyRange(), "lower end of its interval", func(r *row) *Num { return &r.DSLLow }),
		number("dsl_high", ScoreDecimals, anyRange(), "upper end", func(r *row) *Num { return &r.DSLHigh }),
		number("dsl_p", PDecimals, shareRange(), "its p-value; of no family, and not adjusted", func(r *row) *Num { return &r.DSLP }),
	}
	for i, name := range []string{Negative, Neutral, PositiveName} {
		out = append(out,
			number("difference_"+name, ShareDecimals, polarityRange(), "share of "+name+" rows of the source less that of the other side, each corrected for how the scorer errs on all codes together", func(r *row) *Num { return &r.Shares[i] }),
			number("difference_"+name+"_low", ShareDecimals, polarityRange(), "lower end of its interval, by clusters", func(r *row) *Num { return &r.SharesLow[i] }),
			number("difference_"+name+"_high", ShareDecimals, polarityRange(), "upper end", func(r *row) *Num { return &r.SharesHigh[i] }))
	}
	return out
}

// Refused reports whether there is too little data for the comparison: its
// difference has no interval.
func (r *ContrastRow) Refused() bool { return !r.Low.Known }
