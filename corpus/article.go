package corpus

import (
	"crypto/sha256"
	"encoding/hex"
	"time"
)

// Method says how a field of an article became known. The empty method means
// that it is not known.
type Method string

// The methods, from what the researcher says to what the text lets one see.
const (
	ByMetadata    Method = "metadata"          // the researcher's sheet
	ByRecord      Method = "record"            // a field of a JSON record
	ByFrontMatter Method = "front_matter"      // the block at the head of a Markdown file
	ByExport      Method = "export_header"     // the header of an article in an export of Nexis or ProQuest
	ByLinkedData  Method = "json_ld"           // JSON-LD of a page
	ByMetaTag     Method = "meta_tag"          // OpenGraph or another tag of a page
	ByGuess       Method = "page_guess"        // anything on a page that looks like a date; never reliable
	ByYear        Method = "completed_year"    // a day without a year, with the year of another sign; reliable where weekday or month agree
	ByAmbiguous   Method = "ambiguous_numeric" // a date in numbers that can be read two ways, wherever it stands; never reliable
	ByMarker      Method = "marker"            // a leading " date 2020-10-11"
	ByPrefix      Method = "prefix"            // "RASC News Agency:" before the first sentence
	ByURL         Method = "url"               // host or path of a web address
	ByFileName    Method = "file_name"         // a day in the name of a file, where nothing else dates its article; never reliable
	ByText        Method = "text"              // a sentence of the article
	ByDetection   Method = "detected"          // computed from the text (language)
	ByFirstLine   Method = "first_line"        // the first line of a text (title)
)

// Fact is a value together with how it is known.
type Fact struct {
	Value    string
	Method   Method
	Evidence string // what was seen, and where: `line 1: "RASC News Agency:"`
}

// Known reports whether there is a value.
func (f Fact) Known() bool { return f.Value != "" }

// DateFact is a publication date together with how it is known. The zero
// Time means that no date is known.
type DateFact struct {
	Time     time.Time // midnight UTC of the day where only a day is known
	Method   Method
	Evidence string
	Reliable bool   // false where the date was guessed or can be read two ways
	Raw      string // the text that could not be read, or could be read two ways
}

// Known reports whether there is a date.
func (d DateFact) Known() bool { return !d.Time.IsZero() }

// ISO gives the day as 2006-01-02, or "" where it is not known.
func (d DateFact) ISO() string {
	if !d.Known() {
		return ""
	}
	return d.Time.Format(time.DateOnly)
}

// Language is the language of an article's text.
type Language struct {
	Code   string // ISO 639-1, "" where it could not be told
	Method Method
	Prob   float64 // confidence of the detector, 0 to 1
}

// RegionKind names what a stretch of the canonical text is.
type RegionKind string

// The kinds of region. Title and Body are scored, every other kind is not.
const (
	Title         RegionKind = "title"
	Body          RegionKind = "body"
	RepeatedTitle RegionKind = "repeated_title" // the body's first line says the title again
	Repetition    RegionKind = "repetition"     // a paragraph, or a teaser that breaks off, said again in the body
	Newsletter    RegionKind = "newsletter"     // "Get Breaking News Delivered to Your Inbox"
	Navigation    RegionKind = "navigation"     // "Home | World | Asia", the titles under "Most read"
	Caption       RegionKind = "caption"        // "FILE - The envoy arrives. (AP Photo/Jane Roe)"
	Byline        RegionKind = "byline"         // "Contributing: A, B"
	Dateline      RegionKind = "dateline"       // "KABUL, AFGHANISTAN –", "RASC News Agency:"
	WireCredit    RegionKind = "wire_credit"    // "(Reuters) -" of a dateline, "The Associated Press contributed to this report."
	Subheading    RegionKind = "subheading"     // scored as a sentence of its own, kept apart from its neighbours
	Tweet         RegionKind = "tweet"          // an embedded post with handle and date
	Marker        RegionKind = "marker"         // " date 2020-10-11"
)

// Scored reports whether sentences of the region are scored. An embedded
// post is scored as quoted speech; sub-headings are the source's own words.
func (k RegionKind) Scored() bool {
	switch k {
	case Title, Body, Subheading, Tweet:
		return true
	}
	return false
}

// Region is a stretch of the canonical text and what it is. Regions of an
// article are in order, do not overlap and leave no byte out but the blank
// line between title and body.
type Region struct {
	Start, End int // bytes of the canonical text, end exclusive
	Kind       RegionKind
	Speaker    string // who posted a tweet, where it is said
}

// MetaField is a column of the researcher's own that dyad does not know.
type MetaField struct {
	Name  string // without the prefix meta_
	Value string
}

// Article is one article and what is known of it. Readers fill it, Collect
// completes it; nothing later changes it.
type Article struct {
	ID     string // doc_id: unique in a collection
	File   string // path relative to the argument it was found under, with "/"
	Line   int    // first line of the record in the file, from 1
	OwnID  string // the id the record gave itself, if any
	Title  Fact
	URL    Fact
	Source Fact
	Date   DateFact

	Language    Language
	WireService string // the agency a text is credited to, if it says so

	ClusterID     string // story_cluster_id: doc_id of the cluster's head
	IsClusterHead bool
	CopyOf        string   // doc_id of the article that this one is a copy of, or ""
	SameEvent     []string // doc_ids of reports of the same event, sorted; they are no copies

	Meta     []MetaField // in the order of the sheet's columns
	Warnings []string    // what a careful reader should know of this article

	Text      string // canonical text
	BodyStart int    // where the body begins in Text: 0 when there is no title
	SHA256    string // of Text, in hex
	Regions   []Region
	Original  []OriginRun // where the text stands in the file, in order; of text, Markdown and HTML only

	Exclusion string // why the article is left out of every measure: one of the Excluded constants; "" = kept
}

// The reasons for which an article is read and then left out.
const (
	ExcludedLanguage = "language"   // its language is not one of the study's
	ExcludedEmpty    = "empty_text" // it has no words

	ExcludedCut       = "cut_text"   // only its beginning is there; Options.Keep keeps it
	ExcludedTooLong   = "too_long"   // its text has more than maxText bytes
	ExcludedNoArticle = "no_article" // what a site says in place of an article; Options.Keep keeps it
)

// Body gives the part of the canonical text after the title.
func (a *Article) Body() string { return a.Text[a.BodyStart:] }

// SetText fixes the canonical text of title and body and its hash.
func (a *Article) SetText(title, body string) {
	if title == "" {
		a.Text, a.BodyStart = body, 0
	} else {
		a.Text, a.BodyStart = title+"\n\n"+body, len(title)+2
	}
	sum := sha256.Sum256([]byte(a.Text))
	a.SHA256 = hex.EncodeToString(sum[:])
}
