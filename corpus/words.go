package corpus

import (
	_ "embed"

	"github.com/seed-7a84ba5f/dyad/internal/words"
)

//go:embed data/classes.csv
var classesCSV []byte

//go:embed data/patterns.csv
var patternsCSV []byte

var (
	classes  = words.New("corpus/data/classes.csv", classesCSV)
	patterns = words.New("corpus/data/patterns.csv", patternsCSV)
)

// The classes of words that reading articles asks for; data/classes.csv says
// what each of them is.
var (
	agencies      = classes.Class("agency")
	bylineWords   = classes.Class("byline_word")
	carriers      = classes.Class("carrier")
	commonWords   = classes.Class("common_word")
	desks         = classes.Class("desk")
	galleryWords  = classes.Class("gallery_word")
	languageNamed = classes.Class("language_name")
	missingValues = classes.Class("missing_value")
	monthNames    = classes.Class("month_name")
	weekdayNames  = classes.Class("weekday_name")
	noPlaces      = classes.Class("no_place")
	outletFillers = classes.Class("outlet_filler")
	outletWords   = classes.Class("outlet_word")
	plainWords    = classes.Class("plain_word")
	timeZones     = classes.Class("time_zone")
	wireWords     = classes.Class("wire_word")
)
