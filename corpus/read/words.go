package read

import (
	_ "embed"

	"github.com/seed-7a84ba5f/dyad/internal/words"
)

//go:embed data/classes.csv
var classesCSV []byte

//go:embed data/patterns.csv
var patternsCSV []byte

var (
	classes  = words.New("corpus/read/data/classes.csv", classesCSV)
	patterns = words.New("corpus/read/data/patterns.csv", patternsCSV)
)

// The classes of words that readers ask for; data/classes.csv says what each
// of them is.
var (
	bannerIDs       = classes.Class("banner_id")
	docxSkipped     = classes.Class("docx_skipped")
	fileNames       = classes.Class("file_column")
	labelledNames   = classes.Class("labelled")
	layoutKeys      = classes.Class("layout_key")
	layoutParts     = classes.Class("layout")
	leadNames       = classes.Class("lead_column")
	leftNames       = classes.Class("left_name")
	linkedTypes     = classes.Class("linked_type")
	nexisColumns    = classes.Class("nexis_column")
	partNames       = classes.Class("part_name")
	skippedParts    = classes.Class("part_skipped")
	proquestForeign = classes.Class("proquest_translation")
	postFields      = classes.Class("post_field")
	proquestColumns = classes.Class("proquest_column")
	proquestHeads   = classes.Class("proquest_heading")
	proquestLabels  = classes.Class("proquest_label")
	valueNames      = classes.Class("value_name")
)

// What tells kinds of files apart, and their fields.
var (
	bibNames       = classes.Class("bib_name")
	bibOther       = classes.Class("bib_other")
	factivaColumns = classes.Class("factiva_column")
	factivaLabels  = classes.Class("factiva_label")
	otherMagic     = classes.Class("other_magic")
	otherText      = classes.Class("other_text")
	risNames       = classes.Class("ris_tag")
	rtfMarks       = classes.Class("rtf_mark")
	rtfEnds        = classes.Class("rtf_paragraph")
	rtfSkipped     = classes.Class("rtf_skipped")
	xmlBlocks      = classes.Class("xml_block")
	xmlEndings     = classes.Class("xml_ending")
	xmlKinds       = classes.Class("xml_kind")
	zipKinds       = classes.Class("zip_kind")
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
