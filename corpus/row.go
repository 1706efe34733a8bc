package corpus

import (
	"fmt"
	"strings"
)

// Row is one row of the researcher's sheet: its keys, what it says, and
// the other columns.
type Row struct {
	Sheet            string // its path, as it was named
	Line             int
	DocID, File, URL string
	Source, Date     string
	Title            string
	Meta             []MetaField
}

// Keys names what the row is joined by, for a message.
func (row *Row) Keys() string {
	var parts []string
	for _, k := range []struct{ name, value string }{{"doc_id", row.DocID}, {"file", row.File}, {"url", row.URL}} {
		if k.value != "" {
			parts = append(parts, fmt.Sprintf("%s %q", k.name, k.value))
		}
	}
	return strings.Join(parts, ", ")
}

// fact makes a Fact of a cell.
func (row *Row) fact(column, value string) Fact {
	return Fact{Value: value, Method: ByMetadata, Evidence: fmt.Sprintf("sheet line %d: column %q", row.Line, column)}
}

// dateSign gives the sheet's date, if there is one.
func (row *Row) dateSign() (DateSign, bool) {
	if row == nil || Missing(row.Date) {
		return DateSign{}, false
	}
	return DateSign{Raw: row.Date, Method: ByMetadata, Line: row.Line,
		Evidence: fmt.Sprintf("sheet line %d: column %q", row.Line, "date")}, true
}
