package check

import (
	"cmp"
	_ "embed"

	"github.com/seed-7a84ba5f/dyad/internal/words"
)

//go:embed data/mend.csv
var mendCSV []byte

var (
	classes       = words.New("corpus/check/data/mend.csv", mendCSV)
	steps         = classes.Class("step")
	lostLigatures = classes.Class("lost_ligature")
)

// mend says how a kind of fault is mended.
func mend(reason string) string {
	return cmp.Or(steps.Value(reason), "look at the place that is named")
}
