package table

// Multiverse is one question under every combination of choices.
type Multiverse struct {
	Rows    []SpecificationRow
	Summary []MultiverseRow
}

// SpecificationRow is a row of multiverse.csv: one answer under one
// combination. The rows behind it are the portrayals of its target by its scorer,
// in its voice and scope, of articles that count (of its source, at level source)
// and are none of the copies that its dedup leaves out. Period reliable takes
// articles with a reliable date, even_periods those that lie in a period. A value
// below the threshold stays and counts as 0. Portrayals is how many there are.
type SpecificationRow struct {
	Level, Source, Target  string
	Measure                string
	Run, Scorer, Answer    string
	Threshold              Num
	Weights, Dedup         string
	Voice                  string
	Scope, Period          string
	Rank                   int
	Default                bool
	Articles, Clusters     int
	Portrayals             int
	Mean, Low, High        Num
	Method, Side, Warnings string // Side is where the interval lies: below, above, across 0; "" without one
}

// MultiverseRow is a row of multiverse_summary.csv: one question. That an answer
// lies on a side of 0 is said of it only where its whole interval does.
type MultiverseRow struct {
	Level, Source, Target, Measure string
	Specifications, Intervals      int
	Default, Least, Median, Most   Num
	Below, Above, Across           int
	Side                           string // of the study's own choice
	ShareAgree                     Num
}

// SpecificationFields are the columns of multiverse.csv: a row for each specification.
func SpecificationFields() []Field[SpecificationRow] {
	type row = SpecificationRow
	return []Field[row]{
		text("level", "all, source", "over all articles, or those of one source", func(r *row) *string { return &r.Level }),
		text("source", "", "the news outlet; empty at level all", func(r *row) *string { return &r.Source }),
		text("target", ActorRange, "toward whom", func(r *row) *string { return &r.Target }),
		text("measure", measureChoices, "what is averaged, as in sources", func(r *row) *string { return &r.Measure }),
		text("run", "", "the run or stream whose rows were used, where several were given; empty for one alone", func(r *row) *string { return &r.Run }),
		text("scorer", "", "who scored", func(r *row) *string { return &r.Scorer }),
		text("answer", "expected, label, judgments, reader_only, rules_only", "what of a row is averaged: expected: the scorer's expected value, as in sources; label: its likeliest label as -1, 0, +1; judgments: of own_stance, the sign of the source's own rows in judgments, 0 where it has none; reader_only, rules_only: of portrayal, what reader and rules say before they are joined, the rules as -1, 0, +1", func(r *row) *string { return &r.Answer }),
		number("threshold", ScoreDecimals, shareRange(), "values nearer to 0 than this count as 0", func(r *row) *Num { return &r.Threshold }),
		text("weights", "article, sentence, salience", "what an article weighs, as in sources", func(r *row) *string { return &r.Weights }),
		text("dedup", "within, none, head, weight", "how copies count, as in the study", func(r *row) *string { return &r.Dedup }),
		text("voice", voiceRange, "as in portrayals", func(r *row) *string { return &r.Voice }),
		text("scope", extentRange, "as in sources", func(r *row) *string { return &r.Scope }),
		text("period", "all, reliable, even_periods", "all: every article; reliable: those with a reliable date; even_periods: every period of the study weighs the same", func(r *row) *string { return &r.Period }),
		count("rank", "", "place among the answers to the same question, by mean: the specification curve", func(r *row) *int { return &r.Rank }),
		truth("is_default", "true for the study's own choice", func(r *row) *bool { return &r.Default }),
		count("n_articles", "articles", "articles that enter; left-out copies are not counted", func(r *row) *int { return &r.Articles }),
		count("n_clusters", "clusters", "their clusters of copies", func(r *row) *int { return &r.Clusters }),
		count("n_portrayals", "rows", "portrayals that enter, those below the threshold among them (as 0)", func(r *row) *int { return &r.Portrayals }),
		number("mean", ScoreDecimals, polarityRange(), "mean of article means, by the weights", func(r *row) *Num { return &r.Mean }),
		number("ci_low", ScoreDecimals, anyRange(), "lower end of the interval", func(r *row) *Num { return &r.Low }),
		number("ci_high", ScoreDecimals, anyRange(), "upper end", func(r *row) *Num { return &r.High }),
		text("ci_method", methodRange, "how the interval was made, as in sources", func(r *row) *string { return &r.Method }),
		text("side", "below, above, across", "where the whole interval lies: below 0, above 0 or across it; empty where there is none", func(r *row) *string { return &r.Side }),
		text("warnings", "a; b", "as in sources", func(r *row) *string { return &r.Warnings }),
	}
}

// MultiverseFields are the columns of multiverse_summary.csv: a row for each question.
func MultiverseFields() []Field[MultiverseRow] {
	type row = MultiverseRow
	return []Field[row]{
		text("level", "all, source", "over all articles, or those of one source", func(r *row) *string { return &r.Level }),
		text("source", "", "the news outlet; empty at level all", func(r *row) *string { return &r.Source }),
		text("target", ActorRange, "toward whom", func(r *row) *string { return &r.Target }),
		text("measure", measureChoices, "what is averaged", func(r *row) *string { return &r.Measure }),
		count("n_specifications", "", "combinations of choices that give an answer", func(r *row) *int { return &r.Specifications }),
		count("n_intervals", "", "those with an interval", func(r *row) *int { return &r.Intervals }),
		number("mean_default", ScoreDecimals, polarityRange(), "answer of the study's own choice, of its first scorer", func(r *row) *Num { return &r.Default }),
		number("mean_least", ScoreDecimals, polarityRange(), "smallest answer", func(r *row) *Num { return &r.Least }),
		number("mean_median", ScoreDecimals, polarityRange(), "median answer", func(r *row) *Num { return &r.Median }),
		number("mean_most", ScoreDecimals, polarityRange(), "largest answer", func(r *row) *Num { return &r.Most }),
		count("n_below", "", "answers whose whole interval lies below 0", func(r *row) *int { return &r.Below }),
		count("n_above", "", "those whose whole interval lies above 0", func(r *row) *int { return &r.Above }),
		count("n_across", "", "those whose interval holds 0", func(r *row) *int { return &r.Across }),
		text("side", "below, above, across", "where the interval of the study's own choice lies; empty where it has none", func(r *row) *string { return &r.Side }),
		number("share_agree", ShareDecimals, shareRange(), "share of all answers whose interval lies there too", func(r *row) *Num { return &r.ShareAgree }),
	}
}

// measureChoices are the measures that the question can be asked of.
const measureChoices = "own_stance, portrayal"

// The sides of 0 on which an interval can lie.
const (
	SideBelow  = "below"
	SideAbove  = "above"
	SideAcross = "across"
)

// Grids are the tables of a multiverse, in a folder of the run folder.
func (m *Multiverse) Grids(runID, by, folder string) []Grid {
	const asked = "with dyad multiverse or --multiverse"
	return []Grid{
		gridOf(runID, "multiverse", "the same question under every combination of choices: one answer a row, by size", "level, source, target, measure, run, scorer, answer, threshold, weights, dedup, voice, scope, period", SpecificationFields(), m.Rows).byUnit(by).in(folder).when(asked),
		gridOf(runID, "multiverse_summary", "how far the answers to one question agree", "level, source, target, measure", MultiverseFields(), m.Summary).byUnit(by).in(folder).when(asked),
	}
}
