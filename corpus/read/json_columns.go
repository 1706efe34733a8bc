package read

import (
	"encoding/json"
	"slices"

	"github.com/tidwall/gjson"

	"github.com/seed-7a84ba5f/dyad/corpus"
)

// column is a column of a table in JSON.
type column struct {
	name  string
	cells []gjson.Result
}

// rowsByColumn gives the rows of a table that is kept column by column, {"title": {"0": ...}, "text":
// {"0": ...}} or with lists in place of objects, or apart from the names of its columns; nil where the
// object is no such table. odd is a column that has not as many values as the texts, and was not used.
func (in *input) rowsByColumn(b []byte, line int) (rows []fields, odd string) {
	columns := in.columnsOf(gjson.ParseBytes(b))
	i := slices.IndexFunc(columns, func(c column) bool { return corpus.IsName(textNames.List(), c.name) })
	if i < 0 {
		return nil, ""
	}
	n, known := len(columns[i].cells), false
	for _, c := range columns {
		if named := knownOf([]string{c.name}) > 0; named && len(c.cells) == n {
			known = true
		} else if named {
			odd = c.name
		}
	}
	if n == 0 || !known || !json.Valid(b) {
		return nil, ""
	}
	rows = make([]fields, n)
	for _, c := range columns {
		for k := 0; k < n && len(c.cells) == n; k++ {
			if value, ok := jsonScalar(json.RawMessage(c.cells[k].Raw)); ok {
				rows[k] = append(rows[k], field{name: c.name, value: value, line: line})
			}
		}
	}
	return rows, odd
}

// columnsOf gives the members of an object that hold single values, each under the name by which it is
// known; nil where a member that is known is a single value itself: then it is the record of one article.
func (in *input) columnsOf(v gjson.Result) (columns []column) {
	single := false
	v.ForEach(func(name, m gjson.Result) bool {
		if c := (column{name: in.columns.nameOf(name.Str)}); m.Type != gjson.JSON {
			single = in.columns.hasText([]string{c.name}) || knownOf([]string{c.name}) > 0
		} else {
			m.ForEach(func(_, cell gjson.Result) bool { c.cells = append(c.cells, cell); return cell.Type != gjson.JSON })
			if n := len(c.cells); n > 0 && c.cells[n-1].Type != gjson.JSON {
				columns = append(columns, c)
			}
		}
		return !single
	})
	if single {
		return nil
	}
	if i := slices.IndexFunc(columns, func(c column) bool { return c.name == "columns" }); i >= 0 && v.Get("data.0").IsArray() {
		return in.splitColumns(columns[i].cells, v.Get("data").Array())
	}
	return columns
}

// splitColumns gives the columns of a table whose names stand apart from its rows.
func (in *input) splitColumns(names, rows []gjson.Result) []column {
	columns := make([]column, len(names))
	for i, name := range names {
		columns[i].name = in.columns.nameOf(name.String())
	}
	for _, row := range rows {
		for i, cell := range row.Array()[:min(len(row.Array()), len(names))] {
			columns[i].cells = append(columns[i].cells, cell)
		}
	}
	return columns
}
