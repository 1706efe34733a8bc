package corpus

import (
	_ "embed"
	"regexp"
	"sync"

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
	agencies        = classes.Class("agency")
	bylineWords     = classes.Class("byline_word")
	carriers        = classes.Class("carrier")
	commonWords     = classes.Class("common_word")
	creditAfter     = classes.Class("credit_after")
	creditBefore    = classes.Class("credit_before")
	desks           = classes.Class("desk")
	docxSkipped     = classes.Class("docx_skipped")
	fileNames       = classes.Class("file_column")
	languageNamed   = classes.Class("language_name")
	layoutKeys      = classes.Class("layout_key")
	linkedTypes     = classes.Class("linked_type")
	missingValues   = classes.Class("missing_value")
	nameFillers     = classes.Class("name_filler")
	nexisColumns    = classes.Class("nexis_column")
	noPlaces        = classes.Class("no_place")
	outletFillers   = classes.Class("outlet_filler")
	outletWords     = classes.Class("outlet_word")
	plainWords      = classes.Class("plain_word")
	proquestColumns = classes.Class("proquest_column")
	proquestLabels  = classes.Class("proquest_label")
	timeZones       = classes.Class("time_zone")
	wireWords       = classes.Class("wire_word")
)

// The names under which exports keep what dyad knows, best first: those of
// Media Cloud (stories_id, media_name, publish_date), GDELT DOC (seendate,
// domain, sourcecountry), NewsAPI (publishedAt, urlToImage), the Guardian's
// API (webTitle), and data sets such as All the News, NELA-GT, CC-News and
// AllSides.
var (
	idNames       = classes.Class("id_column")
	titleNames    = classes.Class("title_column")
	urlNames      = classes.Class("url_column")
	sourceNames   = classes.Class("source_column")
	dateNames     = classes.Class("date_column")
	textNames     = classes.Class("text_column")
	languageNames = classes.Class("language_column")
)

// The meta tags of a page that are read, by property or name, best first.
var (
	metaTitles    = classes.Class("meta_title")
	metaSources   = classes.Class("meta_source")
	metaURLs      = classes.Class("meta_url")
	metaLanguages = classes.Class("meta_language")
	metaDates     = classes.Class("meta_date")
	metaImages    = classes.Class("meta_image")
	metaAuthors   = classes.Class("meta_author")
	metaSections  = classes.Class("meta_section")
)

// lazily returns a pattern that is compiled when it is first asked for.
func lazily(pattern string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(pattern) })
}
