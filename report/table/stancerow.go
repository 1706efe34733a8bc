package table

// StanceRow is a row of stance_matrix.csv: who is how far for or against whom,
// by voice. The columns are explained in Schema.
type StanceRow struct {
	Level, Source            string
	Holder, Target, Voice    string
	Scorer                   string
	Articles, Clusters, Rows int
	For, Against             int // rows
	Mean, Low, High, CILevel Num
	Method                   string
	SmallN                   bool
	Note, Warnings           string
}

// StanceFields are the columns of detail/stance_matrix.csv.
func StanceFields() []Field[StanceRow] {
	type row = StanceRow
	measured := func(r *row) bool { return r.Mean.Known }
	return []Field[row]{
		text("level", "all, source", "over all articles, or those of one source", func(r *row) *string { return &r.Level }),
		text("source", "", "the news outlet; empty at level all, and where it is not known", func(r *row) *string { return &r.Source }),
		text("holder_class", holderRange, "whose attitude; narrator is the source itself", func(r *row) *string { return &r.Holder }),
		text("target", ActorRange, "toward whom", func(r *row) *string { return &r.Target }),
		text("voice", "any, narrator, quoted", "in whose words it is told; any pools both, and stands for every pair of holder and target, also where nothing was measured", func(r *row) *string { return &r.Voice }),
		text("scorer", "", "who scored; empty where nothing was measured", func(r *row) *string { return &r.Scorer }),
		count("n_articles", "articles", "articles with such a judgment", func(r *row) *int { return &r.Articles }),
		count("n_clusters", "clusters", "their clusters of copies that enter the estimate", func(r *row) *int { return &r.Clusters }),
		count("n_rows", "rows", "rows of judgments that enter, labels left out", func(r *row) *int { return &r.Rows }),
		count("n_for", "rows", "those of them that are for the target", func(r *row) *int { return &r.For }),
		count("n_against", "rows", "those that are against it", func(r *row) *int { return &r.Against }),
		number("mean", ScoreDecimals, polarityRange(), "mean of article means of polarity; empty where nothing was measured", func(r *row) *Num { return &r.Mean }),
		number("ci_low", ScoreDecimals, polarityRange(), "lower end of its interval; empty where there is none, and note says why", func(r *row) *Num { return &r.Low }),
		number("ci_high", ScoreDecimals, polarityRange(), "upper end", func(r *row) *Num { return &r.High }),
		number("ci_level", ShareDecimals, shareRange(), "confidence level that the interval reaches", func(r *row) *Num { return &r.CILevel }),
		text("ci_method", methodRange, "how the interval was made", func(r *row) *string { return &r.Method }),
		truth("flag_small_n", "true where there are too few clusters for the default interval", func(r *row) *bool { return &r.SmallN }).when(measured),
		text("note", "", "nothing measured; too little data for an interval, with the articles there are; balanced, where the interval covers 0; empty where the figure speaks for itself", func(r *row) *string { return &r.Note }),
		text("warnings", "a; b", "as in sources", func(r *row) *string { return &r.Warnings }),
	}
}
