package table

// LabelRow is a row of labels.csv: how often an actor is called something.
type LabelRow struct {
	Level, Source        string
	Target               string
	Voice, HolderClass   string
	Scorer               string
	Label                string
	Polarity             Num
	Articles, Uses       int
	Share, SentenceShare Num
}

// LabelFields are the columns of detail/labels.csv.
func LabelFields() []Field[LabelRow] {
	type row = LabelRow
	return []Field[row]{
		text("level", "all, source", "over all articles that count, or those of one source", func(r *row) *string { return &r.Level }),
		text("source", "", "the news outlet; empty at level all, and where it is not known", func(r *row) *string { return &r.Source }),
		text("target", ActorRange, "who is called so", func(r *row) *string { return &r.Target }),
		text("voice", voiceRange, "in whose words", func(r *row) *string { return &r.Voice }),
		text("holder_class", holderRange, "who calls them so", func(r *row) *string { return &r.HolderClass }),
		text("scorer", "", "who found the label", func(r *row) *string { return &r.Scorer }),
		text("label", "", "the words by which the actor is named", func(r *row) *string { return &r.Label }),
		number("polarity", ScoreDecimals, polarityRange(), "of the label, mean over the uses in which it is rated; empty for a neutral label, and where only a stronger one of the same sentence was rated", func(r *row) *Num { return &r.Polarity }),
		count("n_articles", "articles", "articles with the label in the cell, copies counted", func(r *row) *int { return &r.Articles }),
		count("n_labels", "uses", "sentences in which it is used", func(r *row) *int { return &r.Uses }),
		number("share", ShareDecimals, shareRange(), "of all labels that the target is given in the same level, source, voice, holder_class and scorer", func(r *row) *Num { return &r.Share }),
		number("sentence_share", ShareDecimals, shareRange(), "of the sentences of the same level, source and scorer that mention the target", func(r *row) *Num { return &r.SentenceShare }),
	}
}
