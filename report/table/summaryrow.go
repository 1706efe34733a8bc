package table

// SummaryAll is the source of the row over all sources.
const SummaryAll = "all"

// SummaryRow is a row of summary.csv: the headline of one source, or of all. The
// columns are explained in Schema. Of the arrays the first is actor1's, the second
// actor2's.
type SummaryRow struct {
	Source                                 string
	Articles, Sentences                    int
	Own, OwnLow, OwnHigh                   [2]Num
	OwnArticles                            [2]int
	Portrayal, PortrayalLow, PortrayalHigh [2]Num
	PortrayalArticles                      [2]int
	Quoted                                 [2]Num
	Relation, RelationLow, RelationHigh    Num
	RelationArticles                       int
	Directed                               [2]Num // actor1 toward actor2, actor2 toward actor1
	DirectedArticles                       [2]int
	QuotedShare                            Num
	Note                                   string
}

func summaryFields() []Field[SummaryRow] {
	type row = SummaryRow
	fields := []Field[row]{
		text("source", "", "the news outlet; all for the row over all articles that count; empty where it is not known", func(r *row) *string { return &r.Source }),
		count("n_articles", "articles", "articles that count: they mention both actors and are not excluded", func(r *row) *int { return &r.Articles }),
		count("n_sentences", "sentences", "their sentences that mention an actor", func(r *row) *int { return &r.Sentences }),
	}
	for i, x := range []string{"a", "b"} {
		actor := Actors()[i]
		fields = append(fields,
			number("own_stance_"+x, ScoreDecimals, polarityRange(), "own stance: does the source itself take sides for or against "+actor+" in its own words; expected value, mean over articles; empty where nothing was measured", func(r *row) *Num { return &r.Own[i] }),
			number("own_stance_"+x+"_low", ScoreDecimals, polarityRange(), "lower end of its interval; empty where there is too little data for one", func(r *row) *Num { return &r.OwnLow[i] }),
			number("own_stance_"+x+"_high", ScoreDecimals, polarityRange(), "upper end", func(r *row) *Num { return &r.OwnHigh[i] }),
			count("own_stance_"+x+"_n", "articles", "articles that it rests on", func(r *row) *int { return &r.OwnArticles[i] }),
			number("portrayal_"+x, ScoreDecimals, polarityRange(), "portrayal in the source's own words: how its sentences make "+actor+" look to a general reader; expected value, mean over articles", func(r *row) *Num { return &r.Portrayal[i] }),
			number("portrayal_"+x+"_low", ScoreDecimals, polarityRange(), "lower end of its interval", func(r *row) *Num { return &r.PortrayalLow[i] }),
			number("portrayal_"+x+"_high", ScoreDecimals, polarityRange(), "upper end", func(r *row) *Num { return &r.PortrayalHigh[i] }),
			count("portrayal_"+x+"_n", "articles", "articles that it rests on", func(r *row) *int { return &r.PortrayalArticles[i] }),
			number("portrayal_"+x+"_quoted", ScoreDecimals, polarityRange(), "portrayal in quoted words", func(r *row) *Num { return &r.Quoted[i] }))
	}
	fields = append(fields,
		number("relation", ScoreDecimals, polarityRange(), "dealings of the two as told, from conflict to cooperation; asserted ones, mean over articles", func(r *row) *Num { return &r.Relation }),
		number("relation_low", ScoreDecimals, polarityRange(), "lower end of its interval", func(r *row) *Num { return &r.RelationLow }),
		number("relation_high", ScoreDecimals, polarityRange(), "upper end", func(r *row) *Num { return &r.RelationHigh }),
		count("relation_n", "articles", "articles that it rests on", func(r *row) *int { return &r.RelationArticles }))
	for i, x := range []string{"a_to_b", "b_to_a"} {
		actors := Actors()
		fields = append(fields,
			number("stance_"+x, ScoreDecimals, polarityRange(), "stance of "+actors[i]+" toward "+actors[1-i]+", labels left out; mean over articles", func(r *row) *Num { return &r.Directed[i] }),
			count("stance_"+x+"_n", "articles", "articles that it rests on", func(r *row) *int { return &r.DirectedArticles[i] }))
	}
	return append(fields,
		number("quoted_share", ShareDecimals, shareRange(), "share of the prose about an actor that stands in direct or indirect speech, mean over articles", func(r *row) *Num { return &r.QuotedShare }),
		text("note", "", "what the figures do not say: nothing measured; too little data for an interval, with the articles there are; balanced, where the interval covers 0", func(r *row) *string { return &r.Note }))
}
