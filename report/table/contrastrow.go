package table

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

func (r *ContrastRow) has(what string) bool {
	switch what {
	case "draws":
		return r.Draws > 0
	case "p":
		return r.PValue.Known
	}
	return r.Gold+r.OtherGold > 0
}

// Refused reports whether there is too little data for the comparison: its
// difference has no interval.
func (r *ContrastRow) Refused() bool { return !r.Low.Known }
