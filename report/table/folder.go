package table

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// Folder writes files and keeps their hashes; after an error it does nothing.
type Folder struct {
	Dir     string
	Outputs []Output
	Err     error
}

// Add writes the file of that name, with what write gives, and keeps its hash and number of rows.
func (f *Folder) Add(name string, rows int, write func(io.Writer) error) {
	if f.Err != nil {
		return
	}
	out := Output{File: name, Rows: rows}
	if err := f.write(&out, write); err != nil {
		f.Err = fmt.Errorf("%s: %w", name, err)
		return
	}
	f.Outputs = append(f.Outputs, out)
}

func (f *Folder) write(out *Output, write func(io.Writer) error) error {
	path := filepath.Join(f.Dir, filepath.FromSlash(out.File))
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return err
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	h, n := sha256.New(), &counter{}
	buf := bufio.NewWriterSize(file, 1<<16)
	err = write(io.MultiWriter(buf, h, n))
	if err == nil {
		err = buf.Flush()
	}
	out.SHA256, out.Size = hex.EncodeToString(h.Sum(nil)), n.n
	return errors.Join(err, file.Close())
}

type counter struct{ n int64 }

func (c *counter) Write(p []byte) (int, error) {
	c.n += int64(len(p))
	return len(p), nil
}

// Output is a file of the run folder.
type Output struct {
	File   string `json:"file"`
	SHA256 string `json:"sha256"`
	Size   int64  `json:"size"`
	Rows   int    `json:"rows"` // of a table, without its header; else 0
	// Guarded counts, by column, the cells of a CSV table that got the
	// spreadsheet guard.
	Guarded map[string]int `json:"guarded,omitempty"`
	// Lookalikes counts, by column of articles.csv, the texts of the researcher
	// that a program which guesses types takes for a number, a day or a truth
	// value.
	Lookalikes map[string]int `json:"lookalikes,omitempty"`
	// CutCells counts the texts that were too long for a cell of a workbook.
	CutCells int `json:"cut_cells,omitempty"`
}
