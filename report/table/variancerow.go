package table

import "slices"

// VarianceRow is a row of variance.csv; the columns are explained in Schema.
type VarianceRow struct {
	Asked
	Articles, Sources, Periods    int
	Stories                       int
	SD                            Num
	ShareSource, SharePeriod      Num
	ShareStory, ShareRest         Num
	KruskalH, KruskalDF, KruskalP Num
	Warnings                      string
}

func varianceFields() []Field[VarianceRow] {
	type row = VarianceRow
	return slices.Concat(askedFields(func(r *row) *Asked { return &r.Asked }), []Field[row]{
		count("n_articles", "articles", "dated articles of known sources that enter", func(r *row) *int { return &r.Articles }),
		count("n_sources", "sources", "their sources", func(r *row) *int { return &r.Sources }),
		count("n_periods", "periods", "their periods", func(r *row) *int { return &r.Periods }),
		count("n_clusters", "clusters", "their clusters of copies", func(r *row) *int { return &r.Stories }),
		number("sd", ScoreDecimals, spreadRange(), "standard deviation of article means", func(r *row) *Num { return &r.SD }),
		number("share_source", ShareDecimals, shareRange(), "share of the variance of article means that goes with the source", func(r *row) *Num { return &r.ShareSource }),
		number("share_period", ShareDecimals, shareRange(), "share that goes with the period; empty where it was left out", func(r *row) *Num { return &r.SharePeriod }),
		number("share_story", ShareDecimals, shareRange(), "share that goes with the story; empty where it was left out: stories are told from single articles only where several articles share one", func(r *row) *Num { return &r.ShareStory }),
		number("share_rest", ShareDecimals, shareRange(), "share of single articles", func(r *row) *Num { return &r.ShareRest }),
		number("kruskal_h", ScoreDecimals, spreadRange(), "Kruskal–Wallis statistic over the sources' cluster means; sources with fewer clusters than an interval needs are left out", func(r *row) *Num { return &r.KruskalH }),
		number("kruskal_df", 0, spreadRange(), "its degrees of freedom: sources less one", func(r *row) *Num { return &r.KruskalDF }),
		number("kruskal_p", PDecimals, shareRange(), "its p-value, for no difference between the sources; takes clusters in two sources as independent", func(r *row) *Num { return &r.KruskalP }),
		text("warnings", "a; b", "too_few, no_variation, not_computable, story_left_out, period_left_out", func(r *row) *string { return &r.Warnings }),
	})
}
