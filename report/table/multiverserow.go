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
		gridOf(runID, "multiverse", "the same question under every combination of choices: one answer a row, by size", "level, source, target, measure, run, scorer, answer, threshold, weights, dedup, voice, scope, period", Fields[SpecificationRow](), m.Rows).byUnit(by).in(folder).when(asked),
		gridOf(runID, "multiverse_summary", "how far the answers to one question agree", "level, source, target, measure", Fields[MultiverseRow](), m.Summary).byUnit(by).in(folder).when(asked),
	}
}
