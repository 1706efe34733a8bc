package encoder

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
)

// rawTensor is a tensor of a file that a test writes.
type rawTensor struct {
	kind  string
	shape []int
	data  []byte
}

func floatTensor(v []float32, shape ...int) rawTensor {
	t := rawTensor{kind: "F32", shape: shape}
	for _, f := range v {
		t.data = binary.LittleEndian.AppendUint32(t.data, math.Float32bits(f))
	}
	return t
}

// randomFile returns the tensors of a model with random weights, a head
// "head" of three outputs and a vector "extra".
func randomFile(c Config) map[string]rawTensor {
	rnd := rand.New(rand.NewPCG(7, uint64(c.Hidden)))
	out := map[string]rawTensor{}
	// Halves of small integers: every Go release makes the same values.
	vector := func(name string, n int, mid, step float32) {
		v := make([]float32, n)
		for i := range v {
			v[i] = mid + step*float32(rnd.IntN(65)-32)
		}
		out[name] = floatTensor(v, n)
	}
	matrix := func(name string, rows, cols int, size float32) {
		t := rawTensor{kind: "I8", shape: []int{rows, cols}, data: make([]byte, rows*cols)}
		for i := range t.data {
			t.data[i] = byte(int8(rnd.IntN(255) - 127))
		}
		out[name] = t
		vector(name+".scale", rows, size/128, size/8192)
	}
	matrix("embeddings.word.weight", c.Vocab, c.Hidden, 1)
	matrix("embeddings.position.weight", c.MaxPosition, c.Hidden, 0.25)
	norm := func(name string) {
		vector(name+".weight", c.Hidden, 1, 1./64)
		vector(name+".bias", c.Hidden, 0, 1./64)
	}
	norm("embeddings.norm")
	for i := range c.Layers {
		p := fmt.Sprintf("layer.%d.", i)
		matrix(p+"attention.qkv.weight", 3*c.Hidden, c.Hidden, 0.25)
		vector(p+"attention.qkv.bias", 3*c.Hidden, 0, 1./64)
		vector(p+"attention.qkv.columns", c.Hidden, 1, 1./64)
		matrix(p+"attention.output.weight", c.Hidden, c.Hidden, 0.25)
		vector(p+"attention.output.bias", c.Hidden, 0, 1./64)
		norm(p + "attention.norm")
		matrix(p+"ffn.in.weight", c.Intermediate, c.Hidden, 0.25)
		vector(p+"ffn.in.bias", c.Intermediate, 0, 1./64)
		matrix(p+"ffn.out.weight", c.Hidden, c.Intermediate, 0.125)
		vector(p+"ffn.out.bias", c.Hidden, 0, 1./64)
		norm(p + "ffn.norm")
	}
	matrix("head.weight", 3, c.Hidden, 1)
	vector("head.bias", 3, 0, 1)
	vector("extra", 5, 0, 1)
	vocab := []byte("[UNK]\n[CLS]\n[SEP]\n")
	for i := 3; i < c.Vocab; i++ {
		vocab = fmt.Appendf(vocab, "w%d\n", i)
	}
	out["vocab"] = rawTensor{"U8", []int{len(vocab)}, vocab}
	return out
}

// smallConfig has sizes that are no multiples of the tiles.
func smallConfig() Config {
	return Config{Vocab: 50, Hidden: 80, Layers: 2, Heads: 4, Intermediate: 200, MaxPosition: 40, NormEpsilon: 1e-12}
}

// encodeFile writes tensors in the safetensors layout.
func encodeFile(c Config, tensors map[string]rawTensor) []byte {
	config, _ := json.Marshal(c)
	header := map[string]any{"__metadata__": map[string]string{"format": Format, "config": string(config), "note": "test"}}
	var body []byte
	for _, name := range slices.Sorted(maps.Keys(tensors)) {
		t := tensors[name]
		from := len(body)
		body = append(body, t.data...)
		header[name] = map[string]any{"dtype": t.kind, "shape": t.shape, "data_offsets": [2]int{from, len(body)}}
	}
	text, _ := json.Marshal(header)
	out := binary.LittleEndian.AppendUint64(nil, uint64(len(text)))
	return append(append(out, text...), body...)
}

// randomIDs returns sequences of the lengths.
func randomIDs(c Config, lengths ...int) [][]int32 {
	rnd := rand.New(rand.NewPCG(3, 4))
	out := make([][]int32, len(lengths))
	for i, n := range lengths {
		out[i] = make([]int32, n)
		for j := range out[i] {
			out[i][j] = int32(rnd.IntN(c.Vocab))
		}
	}
	return out
}
