package encoder

import (
	"encoding/binary"
	"math"
	"strings"
	"testing"
)

// TestLoadErrors breaks a good file in one way at a time.
func TestLoadErrors(t *testing.T) {
	for _, c := range []struct {
		name, want string
		change     func(c *Config, f map[string]rawTensor)
	}{
		{"no vocabulary", `no tensor "vocab"`, func(_ *Config, f map[string]rawTensor) { delete(f, "vocab") }},
		{"short vocabulary", "entries", func(c *Config, f map[string]rawTensor) {
			f["vocab"] = rawTensor{"U8", []int{6}, []byte("[UNK]\n")}
		}},
		{"empty vocabulary", "empty", func(c *Config, f map[string]rawTensor) { f["vocab"] = rawTensor{"U8", []int{0}, nil} }},
		{"no unknown", "[UNK]", func(_ *Config, f map[string]rawTensor) { f["vocab"].data[1] = 'u' }},
		{"no layer", "layer.1.ffn.out.weight", func(_ *Config, f map[string]rawTensor) { delete(f, "layer.1.ffn.out.weight") }},
		{"no scales", "layer.0.ffn.in.weight.scale", func(_ *Config, f map[string]rawTensor) {
			delete(f, "layer.0.ffn.in.weight.scale")
		}},
		{"wrong shape", "want F32 [80]", func(_ *Config, f map[string]rawTensor) {
			f["embeddings.norm.bias"] = floatTensor(make([]float32, 79), 79)
		}},
		{"wrong type", "want I8", func(_ *Config, f map[string]rawTensor) {
			f["embeddings.word.weight"] = floatTensor(make([]float32, 4000), 50, 80)
		}},
		{"unknown type", `"F16"`, func(_ *Config, f map[string]rawTensor) { f["x"] = rawTensor{"F16", []int{1}, []byte{0, 0}} }},
		{"size", "needs 8 bytes", func(_ *Config, f map[string]rawTensor) { f["x"] = rawTensor{"F32", []int{2}, []byte{0}} }},
		{"negative shape", "out of range", func(_ *Config, f map[string]rawTensor) { f["x"] = rawTensor{"I8", []int{-1}, nil} }},
		{"huge shape", "out of range", func(_ *Config, f map[string]rawTensor) {
			f["x"] = rawTensor{"I8", []int{1 << 30, 1 << 30, 1 << 30}, nil}
		}},
		{"not a number", "NaN", func(_ *Config, f map[string]rawTensor) {
			f["layer.0.ffn.in.bias"] = floatTensor(append(make([]float32, 199), float32(math.NaN())), 200)
		}},
		{"heads", "heads", func(c *Config, _ map[string]rawTensor) { c.Heads = 7 }},
		{"no heads", "heads", func(c *Config, _ map[string]rawTensor) { c.Heads = 0 }},
		{"layers", "layers", func(c *Config, _ map[string]rawTensor) { c.Layers = -1 }},
		{"more layers", `layer.2.`, func(c *Config, _ map[string]rawTensor) { c.Layers = 3 }},
		{"hidden", "hidden", func(c *Config, _ map[string]rawTensor) { c.Hidden = 1 << 30 }},
		{"epsilon", "layer_norm_eps", func(c *Config, _ map[string]rawTensor) { c.NormEpsilon = 0 }},
		{"positions", "positions", func(c *Config, _ map[string]rawTensor) { c.MaxPosition = 2 }},
	} {
		config := smallConfig()
		f := randomFile(config)
		c.change(&config, f)
		_, err := Load(encodeFile(config, f))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with %q", c.name, err, c.want)
		}
	}
}

// TestLoadBroken cuts a good file and breaks its header.
func TestLoadBroken(t *testing.T) {
	c := smallConfig()
	good := encodeFile(c, randomFile(c))
	for n := 0; n < len(good); n += 1 + n/7 {
		if _, err := Load(good[:n]); err == nil {
			t.Fatalf("a file cut to %d of %d bytes loads", n, len(good))
		}
	}
	for _, header := range []string{``, `[]`, `{`, `null`, `{"__metadata__":1}`, `{"x":1}`, `{"x":{}}`,
		`{"__metadata__":{"format":"dyad-encoder/1"}}`, `{"__metadata__":{"format":"other"}}`,
		`{"x":{"dtype":"I8","shape":[1],"data_offsets":[5,2]}}`, `{"x":{"dtype":"I8","shape":[1],"data_offsets":[-5,-4]}}`} {
		data := append(binary.LittleEndian.AppendUint64(nil, uint64(len(header))), header...)
		if _, err := Load(data); err == nil {
			t.Errorf("header %s loads", header)
		}
	}
	if _, err := Load(binary.LittleEndian.AppendUint64(nil, math.MaxUint64)); err == nil {
		t.Error("an endless header loads")
	}
}

func FuzzLoad(f *testing.F) {
	c := Config{Vocab: 4, Hidden: 8, Layers: 1, Heads: 2, Intermediate: 8, MaxPosition: 4, NormEpsilon: 1e-12}
	good := encodeFile(c, randomFile(c))
	f.Add(good)
	f.Add(good[:len(good)/2])
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := Load(data)
		if err != nil {
			return
		}
		ids := [][]int32{{0, 0}, {0}, make([]int32, min(50, 3*m.Config().MaxPosition))}
		if _, err := m.Hidden(ids); err != nil {
			t.Fatal(err)
		}
	})
}
