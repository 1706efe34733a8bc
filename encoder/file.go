package encoder

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strings"
)

// Format is the value of the metadata key "format" of a weights file.
const Format = "dyad-encoder/1"

// maxHeader bounds the JSON header of a file, in bytes.
const maxHeader = 16 << 20

// Config gives the sizes of a model.
type Config struct {
	Vocab        int     `json:"vocab_size"`
	Hidden       int     `json:"hidden_size"`
	Layers       int     `json:"num_hidden_layers"`
	Heads        int     `json:"num_attention_heads"`
	Intermediate int     `json:"intermediate_size"`
	MaxPosition  int     `json:"max_position_embeddings"`
	NormEpsilon  float32 `json:"layer_norm_eps"`
}

// check reports sizes that no model has.
func (c Config) check() error {
	switch {
	case c.Vocab < 1 || c.Layers < 1 || c.Layers > 1000 || c.MaxPosition < 3:
		return fmt.Errorf("vocabulary of %d, %d layers, %d positions: out of range", c.Vocab, c.Layers, c.MaxPosition)
	case c.Hidden < 1 || c.Hidden > maxInput || c.Intermediate < 1 || c.Intermediate > maxInput:
		return fmt.Errorf("%d hidden and %d intermediate values: out of range", c.Hidden, c.Intermediate)
	case c.Heads < 1 || c.Hidden%c.Heads != 0:
		return fmt.Errorf("%d heads do not divide %d hidden values", c.Heads, c.Hidden)
	case !(c.NormEpsilon > 0 && c.NormEpsilon < 1):
		return fmt.Errorf("layer_norm_eps is %g, want a small positive number", c.NormEpsilon)
	}
	return nil
}

// Tensor is a float32 tensor of a weights file, in row-major order.
type Tensor struct {
	Shape []int
	Data  []float32
}

// entry is one tensor of the header.
type entry struct {
	Type    string `json:"dtype"`
	Shape   []int  `json:"shape"`
	Offsets [2]int `json:"data_offsets"`
	data    []byte
}

// archive is a parsed file: the safetensors layout, which is the length of
// the header in eight bytes, little-endian, a JSON header and the data.
type archive struct {
	meta    map[string]string
	entries map[string]entry
}

// parseArchive reads the header and checks that every tensor lies inside the
// data and has the size that its type and shape say.
func parseArchive(data []byte) (*archive, error) {
	if len(data) < 8 {
		return nil, fmt.Errorf("a file of %d bytes has no header", len(data))
	}
	n := binary.LittleEndian.Uint64(data)
	if n > maxHeader || n > uint64(len(data)-8) {
		return nil, fmt.Errorf("the header of %d bytes is longer than the file of %d or than %d", n, len(data), maxHeader)
	}
	var raw map[string]json.RawMessage
	if err := json.Unmarshal(data[8:8+n], &raw); err != nil {
		return nil, fmt.Errorf("header: %w", err)
	}
	a := &archive{entries: make(map[string]entry, len(raw))}
	body := data[8+n:]
	for name, msg := range raw {
		if name == "__metadata__" {
			if err := json.Unmarshal(msg, &a.meta); err != nil {
				return nil, fmt.Errorf("metadata: %w", err)
			}
			continue
		}
		var e entry
		if err := json.Unmarshal(msg, &e); err != nil {
			return nil, fmt.Errorf("tensor %q: %w", name, err)
		}
		if err := e.bind(body); err != nil {
			return nil, fmt.Errorf("tensor %q: %w", name, err)
		}
		a.entries[name] = e
	}
	return a, nil
}

// bind sets the entry's data.
func (e *entry) bind(body []byte) error {
	from, to := e.Offsets[0], e.Offsets[1]
	if from < 0 || to < from || to > len(body) {
		return fmt.Errorf("bytes %d to %d lie outside the data of %d bytes", from, to, len(body))
	}
	size := map[string]int{"I8": 1, "U8": 1, "F32": 4}[e.Type]
	if size == 0 {
		return fmt.Errorf("type %q is not I8, U8 or F32", e.Type)
	}
	for _, d := range e.Shape {
		if d < 0 || d > 0 && size > math.MaxInt32/d {
			return fmt.Errorf("shape %v is out of range", e.Shape)
		}
		size *= d
	}
	if size != to-from {
		return fmt.Errorf("shape %v of %s needs %d bytes, has %d", e.Shape, e.Type, size, to-from)
	}
	e.data = body[from:to]
	return nil
}

// get returns a tensor of the type with that shape; a size of -1 fits any.
func (a *archive) get(name, kind string, shape ...int) (entry, error) {
	e, ok := a.entries[name]
	if !ok {
		return entry{}, fmt.Errorf("the file has no tensor %q", name)
	}
	good := e.Type == kind && len(e.Shape) == len(shape)
	for i := 0; good && i < len(shape); i++ {
		good = shape[i] == -1 || shape[i] == e.Shape[i]
	}
	if !good {
		return entry{}, fmt.Errorf("tensor %q is %s %v, want %s %v", name, e.Type, e.Shape, kind, shape)
	}
	return e, nil
}

// floats returns a tensor of finite float32 values.
func (a *archive) floats(name string, shape ...int) ([]float32, error) {
	e, err := a.get(name, "F32", shape...)
	if err != nil {
		return nil, err
	}
	out := make([]float32, len(e.data)/4)
	for i := range out {
		out[i] = math.Float32frombits(binary.LittleEndian.Uint32(e.data[4*i:]))
		if v := float64(out[i]); math.IsNaN(v) || math.IsInf(v, 0) {
			return nil, fmt.Errorf("tensor %q: value %d is %g", name, i, v)
		}
	}
	return out, nil
}

// matrix returns a quantised matrix and the scales of its rows, which stand
// in the tensor of the name with ".scale".
func (a *archive) matrix(name string, rows, cols int) ([]int8, []float32, error) {
	e, err := a.get(name, "I8", rows, cols)
	if err != nil {
		return nil, nil, err
	}
	scale, err := a.floats(name+".scale", e.Shape[0])
	if err != nil {
		return nil, nil, err
	}
	out := make([]int8, len(e.data))
	for i, b := range e.data {
		out[i] = int8(b)
	}
	return out, scale, nil
}

// linear returns a layer: a matrix and, where they exist, its bias and the
// factors of its inputs.
func (a *archive) linear(k *kernel, name string, out, in int) (*Linear, error) {
	w, scale, err := a.matrix(name+".weight", out, in)
	if err != nil {
		return nil, err
	}
	var bias, columns []float32
	if _, ok := a.entries[name+".bias"]; ok {
		if bias, err = a.floats(name+".bias", len(scale)); err != nil {
			return nil, err
		}
	}
	in = a.entries[name+".weight"].Shape[1]
	if _, ok := a.entries[name+".columns"]; ok {
		if columns, err = a.floats(name+".columns", in); err != nil {
			return nil, err
		}
	}
	l, err := newLinear(k, in, len(scale), w, scale, bias, columns)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return l, nil
}

// config returns the model's sizes.
func (a *archive) config() (Config, error) {
	var c Config
	if f := a.meta["format"]; f != Format {
		return c, fmt.Errorf("format is %q, want %q", f, Format)
	}
	if err := json.Unmarshal([]byte(a.meta["config"]), &c); err != nil {
		return c, fmt.Errorf("config: %w", err)
	}
	if err := c.check(); err != nil {
		return c, fmt.Errorf("config: %w", err)
	}
	return c, nil
}

// vocab returns the vocabulary: entries separated by line feeds.
func (a *archive) vocab(size int) ([]string, error) {
	e, err := a.get("vocab", "U8", -1)
	if err != nil {
		return nil, err
	}
	if len(e.data) == 0 {
		return nil, errors.New("the vocabulary is empty")
	}
	words := strings.Split(strings.TrimSuffix(string(e.data), "\n"), "\n")
	if len(words) != size {
		return nil, fmt.Errorf("the vocabulary has %d entries, the config says %d", len(words), size)
	}
	return words, nil
}
