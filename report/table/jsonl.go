package table

import (
	"bufio"
	"io"
)

// writeJSONL writes a table as JSON Lines: an object a row, with every column
// in order, and null where a value is missing. Numbers have their printed
// decimals; texts are as they are, without guard.
func writeJSONL(w io.Writer, g Grid) error {
	buf := bufio.NewWriterSize(w, 1<<16)
	columns := g.Table().Columns
	keys := make([][]byte, len(columns))
	before := "{"
	for i, c := range columns {
		keys[i] = append(AppendString([]byte(before), c.Name), ':')
		before = ","
	}
	var line []byte
	for row, err := range g.Rows() {
		if err != nil {
			return err
		}
		line = line[:0]
		for i := range columns {
			line = append(line, keys[i]...)
			line = appendCell(line, row, i)
		}
		if _, err := buf.Write(append(line, '}', '\n')); err != nil {
			return err
		}
	}
	return buf.Flush()
}

func appendCell(line []byte, row Row, column int) []byte {
	switch v := row.Value(column).(type) {
	case nil:
		return append(line, "null"...)
	case string:
		return AppendString(line, v)
	}
	return append(line, row.Text(column)...)
}
