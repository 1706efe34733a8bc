package encoder

import (
	"fmt"
	"strings"
)

// Model is an encoder with its tokenizer and any further tensors of its file.
// It is immutable and safe for concurrent use; each goroutine needs a
// Workspace of its own.
type Model struct {
	config    Config
	tokenizer *Tokenizer
	kernel    *kernel
	archive   *archive

	words         []int8    // [vocab][hidden]
	wordScale     []float32 // [vocab]
	positions     []float32 // [position][hidden], with the type embedding
	embeddingNorm normalisation
	layers        []layer
}

// normalisation holds the parameters of a layer normalisation.
type normalisation struct{ gamma, beta []float32 }

// layer is one block of the encoder.
type layer struct {
	qkv, attended, inner, outer *Linear
	attentionNorm, outputNorm   normalisation
}

// Load reads a model from the bytes of a weights file (see the package
// comment). It takes the fastest kernel that the processor has. The model
// keeps data, which must not change.
func Load(data []byte) (*Model, error) { return load(data, bestKernel()) }

func load(data []byte, k *kernel) (*Model, error) {
	m, err := newModel(data, k)
	if err != nil {
		return nil, fmt.Errorf("encoder: %w", err)
	}
	return m, nil
}

func newModel(data []byte, k *kernel) (*Model, error) {
	a, err := parseArchive(data)
	if err != nil {
		return nil, err
	}
	m := &Model{archive: a, kernel: k}
	if m.config, err = a.config(); err != nil {
		return nil, err
	}
	vocab, err := a.vocab(m.config.Vocab)
	if err != nil {
		return nil, err
	}
	if m.tokenizer, err = NewTokenizer(vocab); err != nil {
		return nil, err
	}
	if err := m.readEmbeddings(); err != nil {
		return nil, err
	}
	for i := range m.config.Layers {
		l, err := m.readLayer(fmt.Sprintf("layer.%d.", i))
		if err != nil {
			return nil, err
		}
		m.layers = append(m.layers, l)
	}
	return m, nil
}

func (m *Model) readEmbeddings() error {
	c, a := m.config, m.archive
	var err error
	if m.words, m.wordScale, err = a.matrix("embeddings.word.weight", c.Vocab, c.Hidden); err != nil {
		return err
	}
	w, scale, err := a.matrix("embeddings.position.weight", c.MaxPosition, c.Hidden)
	if err != nil {
		return err
	}
	m.positions = make([]float32, len(w))
	for i, v := range w {
		m.positions[i] = float32(v) * scale[i/c.Hidden]
	}
	m.embeddingNorm, err = m.readNorm("embeddings.norm")
	return err
}

func (m *Model) readLayer(prefix string) (l layer, err error) {
	h, f := m.config.Hidden, m.config.Intermediate
	for _, p := range []struct {
		to      **Linear
		name    string
		out, in int
	}{
		{&l.qkv, "attention.qkv", 3 * h, h},
		{&l.attended, "attention.output", h, h},
		{&l.inner, "ffn.in", f, h},
		{&l.outer, "ffn.out", h, f},
	} {
		if *p.to, err = m.archive.linear(m.kernel, prefix+p.name, p.out, p.in); err != nil {
			return l, err
		}
	}
	if l.attentionNorm, err = m.readNorm(prefix + "attention.norm"); err != nil {
		return l, err
	}
	l.outputNorm, err = m.readNorm(prefix + "ffn.norm")
	return l, err
}

func (m *Model) readNorm(name string) (n normalisation, err error) {
	if n.gamma, err = m.archive.floats(name+".weight", m.config.Hidden); err != nil {
		return n, err
	}
	n.beta, err = m.archive.floats(name+".bias", m.config.Hidden)
	return n, err
}

// Config returns the model's sizes.
func (m *Model) Config() Config { return m.config }

// Tokenizer returns the tokenizer of the model's vocabulary.
func (m *Model) Tokenizer() *Tokenizer { return m.tokenizer }

// Kernel names the inner loops in use: "portable", "avx2", "avx512vnni" ….
// The results do not depend on it.
func (m *Model) Kernel() string { return m.kernel.name }

// Meta returns a value of the file's metadata, "" if there is none.
func (m *Model) Meta(key string) string { return m.archive.meta[key] }

// Linear returns a further layer of the file, for example a head: the matrix
// name+".weight" of any size with the scales of its rows, and the bias
// name+".bias" if there is one.
func (m *Model) Linear(name string) (*Linear, error) {
	l, err := m.archive.linear(m.kernel, name, -1, -1)
	if err != nil {
		return nil, fmt.Errorf("encoder: %w", err)
	}
	return l, nil
}

// Extra returns a tensor of the file in float32; a quantised matrix is
// multiplied by the scales of its rows. It reports false if the file has no
// such tensor or if it is not of numbers.
func (m *Model) Extra(name string) (Tensor, bool) {
	e, ok := m.archive.entries[name]
	switch {
	case ok && e.Type == "F32":
		v, err := m.archive.floats(name, e.Shape...)
		return Tensor{Shape: append([]int(nil), e.Shape...), Data: v}, err == nil
	case ok && e.Type == "I8" && len(e.Shape) == 2 && strings.HasSuffix(name, "weight"):
		w, scale, err := m.archive.matrix(name, e.Shape[0], e.Shape[1])
		if err != nil {
			return Tensor{}, false
		}
		t := Tensor{Shape: append([]int(nil), e.Shape...), Data: make([]float32, len(w))}
		for i, v := range w {
			t.Data[i] = float32(v) * scale[i/e.Shape[1]]
		}
		return t, true
	}
	return Tensor{}, false
}
