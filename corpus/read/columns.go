package read

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
)

// Columns says which column or field of the researcher's holds what dyad
// knows by another name: "source" -> "media_name".
type Columns map[string]string

// columnNames are the names that Columns may map to.
var columnNames = []string{"date", "doc_id", "file", "language", "source", "text", "title", "url"}

// ParseColumns reads "source=media_name,date=pub_day".
func ParseColumns(list []string) (Columns, error) {
	c := Columns{}
	for _, item := range list {
		name, column, ok := strings.Cut(item, "=")
		name, column = strings.ToLower(strings.TrimSpace(name)), strings.TrimSpace(column)
		if name == "id" {
			name = "doc_id"
		}
		switch {
		case !ok || column == "":
			return nil, fmt.Errorf("%q: want NAME=COLUMN", item)
		case !slices.Contains(columnNames, name):
			return nil, fmt.Errorf("%q: there is no %q; known are %s", item, name, strings.Join(columnNames, ", "))
		case c[name] != "":
			return nil, fmt.Errorf("%q: %s is mapped twice", item, name)
		}
		c[name] = column
	}
	return c, nil
}

// nameOf gives the name under which a column is known: the one it is mapped
// to, or its own. A column that has the name of a mapped one steps back.
func (c Columns) nameOf(column string) string {
	for _, name := range columnNames {
		if to := c[name]; to != "" && strings.EqualFold(to, column) {
			return name
		}
	}
	for _, name := range columnNames {
		if c[name] != "" && strings.EqualFold(name, column) {
			return "original_" + name
		}
	}
	return column
}

// rename gives the fields the names under which they are known.
func (c Columns) rename(fs fields) fields {
	if len(c) == 0 {
		return fs
	}
	for i := range fs {
		if name := c.nameOf(fs[i].name); name != fs[i].name {
			fs[i].own, fs[i].name = fs[i].name, name
		}
	}
	return fs
}

// input stands for the columns among the inputs: another mapping of the same
// files is another run.
func (c Columns) input() Input {
	var sb strings.Builder
	for _, name := range columnNames {
		if c[name] != "" {
			fmt.Fprintf(&sb, "%s=%s\n", name, c[name])
		}
	}
	sum := sha256.Sum256([]byte(sb.String()))
	return Input{Path: "columns", SHA256: hex.EncodeToString(sum[:]), Size: int64(sb.Len()), Role: RoleColumns}
}
