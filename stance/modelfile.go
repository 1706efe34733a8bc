package stance

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"math"
	"slices"

	"github.com/seed-7a84ba5f/dyad/stance/internal/learn"
)

// The file of a model: a magic line, then its parts in a fixed order. Numbers
// are unsigned varints, keys are sorted and written as differences, weights of
// features are single bytes with one factor for all of a part.

const modelMagic = "dyad sign model 2\n"

var errModelFormat = errors.New("stance: not a model file of this version")

// maxWeight is the largest weight in bytes.
const maxWeight = 127

// quantise rounds the weights to what a file holds, so that a trained model
// and the one read back from its file judge alike.
func (m *Model) quantise() {
	for _, w := range m.quantised() {
		step := stepOf(w)
		for i, v := range w {
			w[i] = float32(byteOf(v, step)) * step
		}
	}
	for i, v := range m.linear.Weights {
		m.linear.Weights[i] = float64(float32(v))
	}
	step := stepOf64(m.linear.Weights)
	for i, v := range m.linear.Weights {
		m.linear.Weights[i] = float64(byteOf(float32(v), step)) * float64(step)
	}
	for _, d := range []*decision{&m.alone, &m.together} {
		for i, v := range d.stack.Weights {
			d.stack.Weights[i] = float64(float32(v))
		}
		for i, v := range d.tilt {
			d.tilt[i] = float64(float32(v))
		}
		d.sure = float64(float32(d.sure))
	}
	m.setHash(m.encode())
}

// quantised gives the large tables of the networks.
func (m *Model) quantised() [][]float32 {
	var out [][]float32
	for _, n := range m.nets {
		out = append(out, n.Is, n.At)
	}
	return out
}

func stepOf(w []float32) float32 {
	top := float32(1e-9)
	for _, v := range w {
		top = max(top, max(v, -v))
	}
	return top / maxWeight
}

func stepOf64(w []float64) float32 {
	top := 1e-9
	for _, v := range w {
		top = max(top, math.Abs(v))
	}
	return float32(top / maxWeight)
}

func byteOf(v, step float32) int8 {
	return int8(max(-maxWeight, min(maxWeight, math.RoundToEven(float64(v/step)))))
}

// WriteTo writes the model. The same model gives the same bytes.
func (m *Model) WriteTo(w io.Writer) (int64, error) { return bytes.NewReader(m.encode()).WriteTo(w) }

func (m *Model) encode() []byte {
	var b bytes.Buffer
	b.WriteString(modelMagic)
	e := modelEncoder{&b}
	e.str(string(m.Task))
	e.num(m.Seed)
	e.num(uint64(m.Rows))
	e.str(m.Data)
	e.num(uint64(m.Groups))
	for _, n := range m.names {
		e.num(uint64(len(n.keys)))
		last := uint32(0)
		for _, k := range n.keys {
			e.num(uint64(k - last))
			last = k
		}
	}
	step := stepOf64(m.linear.Weights)
	e.float(step)
	for _, v := range m.linear.Weights {
		b.WriteByte(byte(byteOf(float32(v), step)))
	}
	e.num(uint64(len(m.nets)))
	for _, n := range m.nets {
		e.num(uint64(n.Hidden))
		e.table(n.Is)
		e.table(n.At)
		e.floats(n.Out)
	}
	e.decision(&m.alone)
	e.decision(&m.together)
	return b.Bytes()
}

func (e modelEncoder) decision(d *decision) {
	e.num(uint64(len(d.voters)))
	for _, v := range d.voters {
		e.str(v)
	}
	for _, v := range d.stack.Weights {
		e.float(float32(v))
	}
	for _, v := range d.tilt {
		e.float(float32(v))
	}
	e.float(float32(d.sure))
}

type modelEncoder struct{ b *bytes.Buffer }

func (e modelEncoder) num(n uint64) { e.b.Write(binary.AppendUvarint(nil, n)) }

func (e modelEncoder) str(s string) {
	e.num(uint64(len(s)))
	e.b.WriteString(s)
}

func (e modelEncoder) float(x float32) {
	e.b.Write(binary.LittleEndian.AppendUint32(nil, math.Float32bits(x)))
}

func (e modelEncoder) floats(xs []float32) {
	for _, x := range xs {
		e.float(x)
	}
}

// table writes weights as bytes, with their common factor.
func (e modelEncoder) table(w []float32) {
	step := stepOf(w)
	e.float(step)
	for _, v := range w {
		e.b.WriteByte(byte(byteOf(v, step)))
	}
}

// ReadModel reads a model that WriteTo wrote. Bytes that are not a whole model
// are an error.
func ReadModel(r io.Reader) (*Model, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	if !bytes.HasPrefix(data, []byte(modelMagic)) {
		return nil, errModelFormat
	}
	x, err := extractor()
	if err != nil {
		return nil, err
	}
	d := &modelDecoder{data: data[len(modelMagic):]}
	m := &Model{x: x}
	d.model(m)
	if d.bad || len(d.data) > 0 {
		return nil, errModelFormat
	}
	m.setHash(data)
	return m, nil
}

// modelDecoder reads the parts of a file; after a part that does not fit, bad
// is set and all that follows is zero.
type modelDecoder struct {
	data []byte
	bad  bool
}

func (d *modelDecoder) model(m *Model) {
	m.Task = ModelTask(d.take(d.count(1)))
	m.Seed, m.Rows = d.num(), int(d.num())
	m.Data = string(d.take(d.count(1)))
	m.Groups = uint32(d.num())
	for k := range m.names {
		keys := make([]uint32, d.count(1))
		last := uint32(0)
		for i := range keys {
			last += uint32(d.num())
			keys[i] = last
		}
		m.names[k] = newNames(keys)
	}
	step := d.float()
	m.linear = &learn.Softmax{Classes: signClasses, Weights: make([]float64, signClasses*len(m.names[featureNames].keys))}
	for i, c := range d.take(len(m.linear.Weights)) {
		m.linear.Weights[i] = float64(int8(c)) * float64(step)
	}
	for range d.below(64) {
		n := &learn.Net{Classes: signClasses, Hidden: d.below(1 << 12)}
		n.Is, n.At = d.table(n.Hidden*len(m.names[wordNames].keys)), d.table(n.Hidden*len(m.names[placeNames].keys))
		n.Out = d.floats((n.Hidden + 1) * signClasses)
		m.nets = append(m.nets, n)
	}
	parts := 1 + min(len(m.nets), 1)
	if m.Task == DirectedModel {
		parts *= 2
	}
	d.decision(&m.alone, parts)
	d.decision(&m.together, parts)
	if m.Task != TargetModel && m.Task != DirectedModel {
		d.bad = true
	}
}

// table reads n weights that table wrote, none where there are not so many.
func (d *modelDecoder) table(n int) []float32 {
	step := d.float()
	raw := d.take(n)
	out := make([]float32, len(raw))
	for i, c := range raw {
		out[i] = float32(int8(c)) * step
	}
	return out
}

func (d *modelDecoder) decision(x *decision, parts int) {
	for range d.below(len(voterNames()) + 1) {
		v := string(d.take(d.count(1)))
		if !slices.Contains(voterNames(), v) {
			d.bad = true
		}
		x.voters = append(x.voters, v)
	}
	x.stack = &learn.Calibrator{Softmax: &learn.Softmax{Classes: signClasses}}
	for _, v := range d.floats(learn.CalibratorSize(signClasses, parts, len(x.voters))) {
		x.stack.Weights = append(x.stack.Weights, float64(v))
	}
	for i, v := range d.floats(signClasses) {
		x.tilt[i] = float64(v)
	}
	x.sure = float64(d.float())
}

func (d *modelDecoder) num() uint64 {
	v, n := binary.Uvarint(d.data)
	if n <= 0 {
		d.bad, d.data = true, nil
		return 0
	}
	d.data = d.data[n:]
	return v
}

// below reads a number that must be under limit.
func (d *modelDecoder) below(limit int) int {
	v := d.num()
	if v >= uint64(limit) {
		d.bad = true
		return 0
	}
	return int(v)
}

// count reads the number of items to come, each of at least size bytes.
func (d *modelDecoder) count(size int) int {
	v := d.num()
	if v > uint64(len(d.data)/size) {
		d.bad = true
		return 0
	}
	return int(v)
}

// take reads n bytes, none where there are not so many.
func (d *modelDecoder) take(n int) []byte {
	if len(d.data) < n {
		d.bad = true
		return nil
	}
	s := d.data[:n]
	d.data = d.data[n:]
	return s
}

func (d *modelDecoder) float() float32 {
	b := d.take(4)
	if b == nil {
		return 0
	}
	return math.Float32frombits(binary.LittleEndian.Uint32(b))
}

func (d *modelDecoder) floats(n int) []float32 {
	out := make([]float32, n)
	for i := range out {
		out[i] = d.float()
	}
	return out
}
