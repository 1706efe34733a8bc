package parse

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"strings"
)

// EvaluateFile is Evaluate of a model file, or of the built-in model for "", on a
// treebank.
func EvaluateFile(treebank, model string) (Scores, error) {
	m, err := loadFile(model)
	if err != nil {
		return Scores{}, err
	}
	r, err := OpenData(treebank)
	if err != nil {
		return Scores{}, err
	}
	defer r.Close()
	scores, err := Evaluate(m, r)
	if err != nil {
		return scores, fmt.Errorf("%s: %w", treebank, err)
	}
	return scores, nil
}

func loadFile(name string) (*Model, error) {
	if name == "" {
		return Load()
	}
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	m, err := ReadModel(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return m, nil
}

// gunzipped is a file that is unpacked as it is read.
type gunzipped struct {
	io.Reader
	file *os.File
}

func (f gunzipped) Close() error { return f.file.Close() }

// OpenData opens a file of training data, unpacked where its name ends in .gz.
func OpenData(name string) (io.ReadCloser, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	if !strings.HasSuffix(name, ".gz") {
		return gunzipped{bufio.NewReader(file), file}, nil
	}
	z, err := gzip.NewReader(file)
	if err != nil {
		file.Close()
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return gunzipped{z, file}, nil
}
