package copies

import (
	_ "embed"

	"github.com/seed-7a84ba5f/dyad/internal/words"
)

//go:embed data/classes.csv
var classesCSV []byte

var classes = words.New("corpus/copies/data/classes.csv", classesCSV)

// The classes of words that joining copies asks for; data/classes.csv says
// what each of them is.
var (
	commonWords  = classes.Class("common_word")
	creditAfter  = classes.Class("credit_after")
	creditBefore = classes.Class("credit_before")
	nameFillers  = classes.Class("name_filler")
)
