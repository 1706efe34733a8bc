package reader

import _ "embed" // the figures

//go:embed model/figures.csv
var figuresCSV []byte

// Figures returns the measures of the built-in weights as `dyad model eval
// reader --format csv` wrote them: scorer, task, metric, class, value, ci_low,
// ci_high, n, scorer_version, gold, gold_sha256. It has no rows before they are
// measured.
func Figures() []byte { return figuresCSV }
