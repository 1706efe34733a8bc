package corpus

import "errors"

// Sheet is the researcher's table of what is known of the articles.
type Sheet struct {
	Path     string     // as it was named
	SHA256   string     // of its bytes, in hex
	Size     int64      // in bytes
	Columns  []string   // the researcher's own columns, in order, without the known ones
	Problems []*Problem // rows that could not be read
}

// ReadSheet reads a CSV table with a header: any of doc_id, file and url as
// key, then source, date, title and url; every other column is kept as Meta
// in column order.
func ReadSheet(path string) (*Sheet, error) {
	return nil, errors.New("not yet")
}
