package parser

import (
	"fmt"
	"io"

	"github.com/seed-7a84ba5f/dyad/annotate/parse"
)

// Files is Train on a treebank in CoNLL-U, with the column text of CSV tables to
// learn clusters of words from, and the trees of a teacher, "" for none; files are
// unpacked where their names end in .gz.
func Files(treebank, silver string, texts []string, o Options) (*parse.Model, error) {
	if silver != "" {
		r, err := parse.OpenData(silver)
		if err != nil {
			return nil, err
		}
		defer r.Close()
		o.Silver = r
	}
	if len(texts) > 0 {
		var tables []io.Reader
		for _, name := range texts {
			r, err := parse.OpenData(name)
			if err != nil {
				return nil, err
			}
			defer r.Close()
			tables = append(tables, r)
		}
		text, err := TextColumn(tables...)
		if err != nil {
			return nil, fmt.Errorf("texts: %w", err)
		}
		o.Text = text
	}
	r, err := parse.OpenData(treebank)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	m, err := Train(r, o)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", treebank, err)
	}
	return m, nil
}
