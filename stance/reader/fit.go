package reader

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"regexp"
	"slices"
	"sync"

	"github.com/seed-7a84ba5f/dyad/stance"
)

//go:embed model/fit.json
var fitJSON []byte

// Fit is how the answers of a reader become probabilities and rows, as the module
// training (cmd/fit) fits it on coded sentences that the weights were not trained on.
type Fit struct {
	Weights     string                 `json:"weights"` // Hash of the reader that it is for
	Part        string                 `json:"part"`    // of the coded sentences
	N           int                    `json:"n"`       // sentences
	Calibration map[string]Calibration `json:"calibration"`
	Join        stance.Join            `json:"join"`
}

// BuiltinFit returns the fit of the built-in weights.
func BuiltinFit() (Fit, error) {
	f, err := ReadFit(fitJSON)
	if err != nil {
		return f, fmt.Errorf("reader: model/fit.json: %w", err)
	}
	return f, nil
}

// ReadFit reads what Fit.JSON writes.
func ReadFit(data []byte) (Fit, error) {
	var f Fit
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	err := d.Decode(&f)
	return f, err
}

// numberList is a list of numbers as the encoder writes it, one a line.
var numberList = regexp.MustCompile(`\[\s+[-+0-9.eE]+(,\s+[-+0-9.eE]+)*\s+\]`)

// JSON gives the fit as its file has it: the same bytes for the same fit.
func (f Fit) JSON() ([]byte, error) {
	data, err := json.MarshalIndent(f, "", "  ")
	if err != nil {
		return nil, err
	}
	return inLines(data), nil
}

// inLines writes each list of numbers of an indented text in one line.
func inLines(data []byte) []byte {
	data = numberList.ReplaceAllFunc(data, func(list []byte) []byte {
		return slices.Concat([]byte("["), bytes.Join(bytes.Fields(list[1:len(list)-1]), []byte(" ")), []byte("]"))
	})
	return append(data, '\n')
}

var unfitted = sync.OnceValues(func() (*Reader, error) { return load(weights) })

// Unfitted returns the reader with the built-in weights and without a fit: its
// probabilities are plain softmax. Fits are made with it.
func Unfitted() (*Reader, error) { return unfitted() }

// With returns the reader as fitted. A fit that was made for other weights is
// an error.
func (r *Reader) With(f Fit) (*Reader, error) {
	if f.Weights != r.hash {
		return nil, fmt.Errorf("reader: the fit is for the weights %.12s, and these are %.12s: run training/cmd/fit, then build again", f.Weights, r.hash)
	}
	for _, name := range slices.Sorted(maps.Keys(f.Calibration)) {
		c := f.Calibration[name]
		h := r.heads[name]
		switch {
		case h == nil:
			return nil, fmt.Errorf("reader: the fit has a calibration of %q, and there is no such head", name)
		case !(c.Scale >= 0) || math.IsInf(c.Scale, 1) || c.Offset != nil && len(c.Offset) != h.classes:
			return nil, fmt.Errorf("reader: the fit's calibration of %s has scale %g and %d offsets for %d classes", name, c.Scale, len(c.Offset), h.classes)
		}
	}
	return newReader(r.model, r.inputs, r.heads, r.absent, r.hash, f.Calibration), nil
}

// NewScorer returns the default scorer: the reader with the rules beside it.
func NewScorer() (*stance.Combined, error) {
	r, err := New()
	if err != nil {
		return nil, err
	}
	l, err := stance.NewLexical()
	if err != nil {
		return nil, err
	}
	f, err := BuiltinFit()
	if err != nil {
		return nil, err
	}
	return &stance.Combined{Reader: r, Lexical: l, Join: f.Join}, nil
}
