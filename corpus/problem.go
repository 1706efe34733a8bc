package corpus

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Problem is something wrong with a file, a record or a row of the sheet,
// with its place. The run goes on.
type Problem struct {
	File   string // path relative to its argument, with "/"; the sheet's own path for a row of the sheet
	Path   string // the path as it was opened, for messages
	Line   int    // from 1; 0 where the whole file is meant
	Col    int    // byte in the line, from 1; 0 where the whole line is meant
	Reason string // one of the Reason constants
	Msg    string
	Lost   bool // the record is not among the articles
}

// The reasons of a Problem. They are fixed keys: tables may hold them.
const (
	ReasonUnreadable      = "unreadable"           // the file could not be opened or read
	ReasonEmpty           = "empty"                // a file without text
	ReasonBinary          = "binary"               // NUL or control bytes
	ReasonUnsupported     = "unsupported_format"   // a known format that is not read (yet)
	ReasonTooLarge        = "too_large"            // over Options.MaxBytes
	ReasonTooLong         = "too_long"             // an article whose text is too long to be scored
	ReasonInvalidUTF8     = "invalid_utf8"         // bytes that are no text
	ReasonEncoding        = "encoding_converted"   // read as another encoding than UTF-8
	ReasonInvalidJSON     = "invalid_json"         // a line or file that is no JSON
	ReasonNotObject       = "not_an_object"        // JSON, and no record
	ReasonNoText          = "no_text"              // a record without any text field
	ReasonFrontMatter     = "invalid_front_matter" // read line by line instead
	ReasonImpossibleDate  = "impossible_date"      // 31 February
	ReasonUnknownDate     = "unknown_date"         // a date that could not be read
	ReasonTableRow        = "table_bad_row"        // a row of a table of articles that is no CSV
	ReasonPage            = "page_not_extracted"   // an HTML page that the extractor could not read
	ReasonExport          = "export_not_read"      // a document of an archive's export of which no article could be made
	ReasonCover           = "list_of_documents"    // what an archive puts before the documents of a download, alone
	ReasonSeveral         = "several_in_one"       // articles that stand in one record
	ReasonBomb            = "decompression_bomb"   // grows beyond measure when it is unpacked
	ReasonNested          = "nested_too_deep"      // archives in archives, or values in values
	ReasonTrailing        = "trailing_bytes"       // something behind the end of a compressed file or a list
	ReasonLink            = "link_outside"         // a link or path out of the folder or archive
	ReasonNotRegular      = "not_a_file"           // a device, a pipe, a socket
	ReasonSheetNotUsed    = "sheet_not_used"       // a sheet beside the articles that nobody named
	ReasonTableSkipped    = "table_skipped"        // a table beside the articles
	ReasonSheetRow        = "sheet_bad_row"        // a row of the sheet that is no CSV
	ReasonSheetNoKey      = "sheet_no_key"         // a row that names no article
	ReasonSheetUnmatched  = "sheet_unmatched"      // a row that matches no article
	ReasonSheetTwice      = "sheet_matched_twice"  // an article that two rows match
	ReasonSheetDate       = "sheet_date"           // a date in the sheet that could not be used
	ReasonSheetManyTitles = "sheet_title_many"     // one title for many articles
)

// Error gives the place as editors understand it, and the message.
func (p *Problem) Error() string {
	name := p.Path
	if name == "" {
		name = p.File
	}
	switch {
	case p.Line > 0 && p.Col > 0:
		return fmt.Sprintf("%s:%d:%d: %s", name, p.Line, p.Col, p.Msg)
	case p.Line > 0:
		return fmt.Sprintf("%s:%d: %s", name, p.Line, p.Msg)
	}
	return fmt.Sprintf("%s: %s", name, p.Msg)
}

// PathError is a path that was named and cannot be read at all.
type PathError struct {
	Path string
	Err  error
}

// Error names the path and the cause.
func (e *PathError) Error() string { return fmt.Sprintf("%s: %v", e.Path, e.Err) }

// Unwrap gives the cause.
func (e *PathError) Unwrap() error { return e.Err }

// SortProblems brings problems into an order that depends on nothing else.
func SortProblems(ps []*Problem) {
	slices.SortStableFunc(ps, func(a, b *Problem) int {
		return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.Col, b.Col), strings.Compare(a.Reason, b.Reason), strings.Compare(a.Msg, b.Msg))
	})
}
