package lexicon

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"text/tabwriter"
)

// WriteCatalogue lists the built-in lists, for people (with the beginning of the hash
// and without the reference) or as CSV.
func WriteCatalogue(w io.Writer, asCSV bool) error {
	rows := [][]string{{"name", "version", "licence", "entries", "sha256", "doc", "reference"}}
	for _, name := range Names() {
		l, err := Builtin(name)
		if err != nil {
			return err
		}
		rows = append(rows, []string{l.Name, l.Version, l.Licence, strconv.Itoa(l.Len()), l.Hash, l.Doc, l.Reference})
	}
	if asCSV {
		return csv.NewWriter(w).WriteAll(rows)
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for i, r := range rows {
		if i > 0 {
			r[4] = r[4][:12]
		}
		fmt.Fprintln(t, strings.Join(r[:6], "\t"))
	}
	return t.Flush()
}
