package parse

import (
	"bufio"
	"bytes"
	"cmp"
	"crypto/sha256"
	_ "embed"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"sync"

	"github.com/klauspost/compress/zstd"

	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
)

// Token is one word of a parsed sentence.
type Token = syntax.Token

// Parser gives each word of a sentence its tags, lemma, head and relation. It
// may be used by any number of goroutines, and the same words give the same
// tokens. A Model is one.
type Parser interface {
	// Parse analyses the words of one sentence. It appends to dst[:0] and
	// returns one token for each word.
	Parse(words []string, dst []Token) []Token
	// Knows reports whether a word, in lower case, stood in what the parser
	// was trained on.
	Knows(word string) bool
	// WriteTo writes all that the parses depend on: its hash names the parser.
	WriteTo(w io.Writer) (int64, error)
}

// Model tags, lemmatises and parses. It does not change after it is made and
// may be used by any number of goroutines at once.
type Model struct {
	grammar
	parser
	builtin bool      // it is what unpacked gives
	pool    sync.Pool // of *work
}

// work is what one call of Parse needs.
type work struct {
	feats []wordFeats
	tags  []uint8
	keys  []uint32
	state state
	memo  [1 << memoBits]known
}

// memoBits is the logarithm of the number of words that are kept in mind: most
// words of a text are among a few hundred.
const memoBits = 10

// known is what was found of a word by itself.
type known struct {
	word  string
	feats wordFeats
	class uint8
	lemma string // of the word in that class, empty if not looked up
}

// of gives the place of a word in memory, which another word may hold.
func (k *work) of(word string) *known { return &k.memo[hashString(word)>>(64-memoBits)] }

// The file is packed: that makes the program 3 MB smaller and costs 20 ms where
// the model is needed.
//
//go:embed model/en_ewt.model.zst
var embedded []byte

//go:embed model/card.json
var card string

// Load returns the model that comes with the package.
func Load() (*Model, error) {
	data, err := unpacked()
	if err != nil {
		return nil, err
	}
	m, err := ReadModel(bytes.NewReader(data))
	if err == nil {
		m.builtin = true
	}
	return m, err
}

func unpacked() ([]byte, error) {
	d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))
	if err != nil {
		return nil, err
	}
	defer d.Close()
	return d.DecodeAll(embedded, nil)
}

// Hash is the SHA-256, in hex, of the model that comes with the package, as
// WriteTo writes it.
var Hash = sync.OnceValue(func() string {
	data, err := unpacked()
	if err != nil {
		panic(fmt.Sprintf("parse: the built-in model cannot be unpacked: %v", err))
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
})

// Card says in JSON what the model that comes with the package was made from,
// under which licence it stands and how good it is: the content of
// model/card.json.
func Card() string { return card }

// Parse tags, lemmatises and parses one sentence. The tokens are appended to
// dst[:0], so that a caller can hand back the slice of the sentence before.
// There is one token for each word, whatever the words are; exactly one has
// head -1, and the heads form a tree.
func (m *Model) Parse(words []string, dst []Token) []Token {
	dst = dst[:0]
	if len(words) == 0 {
		return dst
	}
	k, _ := m.pool.Get().(*work)
	if k == nil {
		k = &work{}
	}
	defer m.pool.Put(k)
	k.analyse(words, &m.grammar)
	k.tags, k.keys = m.tag(k.feats, k.tags, k.keys, &k.state.find)
	st := &k.state
	st.reset(k.feats, k.tags, &m.grammar)
	k.keys = m.parse(st, &m.grammar, k.tags, k.keys)
	for i, w := range words {
		cl := m.classes[k.tags[i]]
		h := int(st.head[i+1]) - 1
		if h == len(words) {
			h = -1
		}
		dst = append(dst, Token{
			Text: w, Lemma: k.lemma(w, k.tags[i], &m.grammar), Tag: cl.Tag, Fine: cl.Fine, Rel: syntax.Rel(st.rel[i+1]), Head: h,
		})
	}
	return dst
}

func (k *work) analyse(words []string, g *grammar) {
	if cap(k.feats) < len(words) {
		k.feats = make([]wordFeats, len(words), 2*len(words))
	}
	k.feats = k.feats[:len(words)]
	for i, w := range words {
		e := k.of(w)
		if e.word != w || w == "" {
			*e = known{word: strings.Clone(w)} // a part of the article would keep all of it
			e.feats.fill(e.word, &g.lex)
		}
		k.feats[i] = e.feats
	}
}

// lemma is that of the grammar.
func (k *work) lemma(word string, class uint8, g *grammar) string {
	e := k.of(word)
	if e.word != word {
		return g.lemma(word, class)
	}
	if e.lemma == "" || e.class != class {
		e.class, e.lemma = class, g.lemma(e.word, class)
	}
	return e.lemma
}

// The file: a magic line, then sections in a fixed order. Numbers are
// unsigned varints, weights single bytes; keys are sorted and written as
// differences.

const magic = "dyad syntax model 2\n"

var errFormat = errors.New("syntax: not a model file of this version")

// WriteTo writes the model. The same model gives the same bytes.
func (m *Model) WriteTo(w io.Writer) (int64, error) {
	if m.builtin { // its bytes are at hand
		data, err := unpacked()
		if err != nil {
			return 0, err
		}
		n, err := w.Write(data)
		return int64(n), err
	}
	var b bytes.Buffer
	b.WriteString(magic)
	e := encoder{&b}
	e.num(len(m.classes))
	for _, c := range m.classes {
		e.num(int(c.Tag))
		e.num(int(c.Fine))
	}
	e.bytes(m.open)
	e.num(len(m.lex.words))
	for _, lw := range m.lex.words {
		e.str(lw.Key)
		e.num(int(lw.Ambiguity))
		e.num(int(lw.Cluster))
		e.num(int(lw.Group))
		e.num(int(lw.Net))
		e.bytes(lw.Classes)
	}
	e.num(len(m.lemmas.Rules))
	for _, r := range m.lemmas.Rules {
		e.num(int(r.Cut))
		e.str(r.Add)
	}
	e.num(len(m.lemmas.ByKey))
	last := uint32(0)
	for _, k := range m.lemmas.sortedKeys() {
		e.num(int(k - last))
		e.num(int(m.lemmas.ByKey[k]))
		last = k
	}
	e.linear(m.quick)
	e.linear(m.tags)
	e.linear(m.acts)
	e.linear(m.parser.rels)
	for _, rs := range m.relsFor {
		e.bytes(rs)
	}
	e.float(m.wide)
	e.float(m.wideRel)
	e.net(m.net)
	return b.WriteTo(w)
}

type encoder struct{ b *bytes.Buffer }

func (e encoder) num(n int) { e.b.Write(binary.AppendUvarint(nil, uint64(n))) }

func (e encoder) str(s string) {
	e.num(len(s))
	e.b.WriteString(s)
}

func (e encoder) bytes(s []byte) {
	e.num(len(s))
	e.b.Write(s)
}

func (e encoder) float(x float32) { e.num(int(math.Float32bits(x))) }

func (e encoder) ints(xs []int32) {
	for _, x := range xs {
		e.b.Write(binary.AppendVarint(nil, int64(x)))
	}
}

func (e encoder) net(nt *net) {
	for _, n := range []int{nt.hidden, nt.shape.words, nt.shape.tags, nt.shape.groups, nt.shape.clus} {
		e.num(n)
	}
	e.float(nt.step)
	e.float(nt.outTop)
	e.ints(nt.bias)
	e.ints(nt.outB)
	for _, w := range nt.out {
		e.b.WriteByte(byte(w))
	}
	// rows that say nothing are left out: each row is led by their number
	gap := 0
	for i := range nt.inputs {
		r := nt.rows[i*nt.hidden : (i+1)*nt.hidden]
		if !slices.ContainsFunc(r, func(x uint8) bool { return x != zeroByte }) {
			gap++
			continue
		}
		e.num(gap)
		gap = 0
		e.b.Write(r)
	}
	e.num(gap)
}

func (e encoder) linear(l *linear) {
	e.float(float32(l.top))
	rows := make([]slot, 0, len(l.slots))
	for _, s := range l.slots {
		if s.key != 0 {
			rows = append(rows, s)
		}
	}
	slices.SortFunc(rows, func(a, b slot) int { return cmp.Compare(a.key, b.key) })
	e.num(len(rows))
	e.num(len(l.entries))
	last := uint32(0)
	for _, s := range rows {
		e.num(int(s.key - last))
		last = s.key
	}
	for _, s := range rows {
		e.b.WriteByte(byte(s.pos))
	}
	for _, s := range rows {
		for _, x := range l.entries[s.pos>>8 : s.pos>>8+s.pos&0xff] {
			e.b.WriteByte(x.class)
		}
	}
	for _, s := range rows {
		for _, x := range l.entries[s.pos>>8 : s.pos>>8+s.pos&0xff] {
			e.b.WriteByte(byte(x.weight))
		}
	}
}

// ReadModel reads a model that WriteTo wrote. Bytes that are not a whole
// model are an error.
func ReadModel(r io.Reader) (*Model, error) {
	data, err := io.ReadAll(bufio.NewReader(r))
	if err != nil {
		return nil, err
	}
	if len(data) < len(magic) || string(data[:len(magic)]) != magic {
		return nil, errFormat
	}
	d := &decoder{data: data[len(magic):]}
	m := &Model{}
	m.classes = make([]Class, d.count(2))
	for i := range m.classes {
		m.classes[i] = Class{syntax.Tag(d.below(syntax.NumTags)), syntax.Fine(d.below(syntax.NumFines))}
	}
	nc := len(m.classes)
	m.open = d.classes(nc)
	m.lex.words = make([]Word, d.count(6))
	m.lex.index = make(map[string]int32, len(m.lex.words))
	for i := range m.lex.words {
		lw := &m.lex.words[i]
		lw.Key = d.str()
		lw.Ambiguity = uint16(d.below(1 << 16))
		lw.Cluster = uint16(d.below(1 << 16))
		lw.Group = uint16(d.below(1 << 16))
		lw.Net = uint16(d.below(1 << 16))
		lw.Classes = d.classes(nc)
		m.lex.index[lw.Key] = int32(i)
	}
	m.lemmas.ByKey = map[uint32]uint16{}
	m.lemmas.Rules = make([]LemmaRule, d.count(2))
	for i := range m.lemmas.Rules {
		m.lemmas.Rules[i] = LemmaRule{uint8(d.below(256)), d.str()}
	}
	n := d.count(2)
	last := uint32(0)
	for range n {
		last += uint32(d.num())
		m.lemmas.ByKey[last] = uint16(d.below(len(m.lemmas.Rules)))
	}
	m.quick = d.linear(nc)
	m.tags = d.linear(nc)
	m.acts = d.linear(numActs)
	m.parser.rels = d.linear(syntax.NumRels)
	for i := range m.relsFor {
		m.relsFor[i] = d.classes(syntax.NumRels)
		if len(m.relsFor[i]) == 0 {
			m.relsFor[i] = []byte{byte(syntax.Dep)}
		}
	}
	m.wide, m.wideRel = d.float(), d.float()
	m.net = d.net(nc)
	if m.net != nil {
		for _, lw := range m.lex.words {
			if int(lw.Net) >= m.net.shape.words || int(lw.Cluster)+1 >= m.net.shape.clus || int(lw.Group)+1 >= m.net.shape.groups {
				d.bad = true
			}
		}
	}
	if nc == 0 || nc > maxClasses || len(m.open) == 0 {
		d.bad = true
	}
	if d.bad || len(d.data) != 0 {
		return nil, errFormat
	}
	return m, nil
}

// decoder reads the parts of a file; after a part that does not fit, bad is
// set and all that follows is zero.
type decoder struct {
	data []byte
	bad  bool
}

func (d *decoder) num() uint64 {
	v, n := binary.Uvarint(d.data)
	if n <= 0 {
		d.bad = true
		d.data = nil
		return 0
	}
	d.data = d.data[n:]
	return v
}

// below reads a number that must be under limit.
func (d *decoder) below(limit int) int {
	v := d.num()
	if v >= uint64(limit) {
		d.bad = true
		return 0
	}
	return int(v)
}

// count reads the number of items to come, each of at least size bytes.
func (d *decoder) count(size int) int {
	v := d.num()
	if v > uint64(len(d.data)/size) {
		d.bad = true
		return 0
	}
	return int(v)
}

func (d *decoder) bytes() []byte {
	n := d.count(1)
	s := d.data[:n:n]
	d.data = d.data[n:]
	return s
}

func (d *decoder) str() string { return string(d.bytes()) }

// classes reads a set of classes, nil where it is empty.
func (d *decoder) classes(limit int) []uint8 {
	s := d.bytes()
	for _, c := range s {
		if int(c) >= limit {
			d.bad = true
			return nil
		}
	}
	if len(s) == 0 {
		return nil
	}
	return slices.Clone(s)
}

func (d *decoder) float() float32 { return math.Float32frombits(uint32(d.below(1 << 32))) }

func (d *decoder) ints(n int) []int32 {
	out := make([]int32, n)
	for i := range out {
		v, k := binary.Varint(d.data)
		if k <= 0 || v != int64(int32(v)) {
			d.bad = true
			d.data = nil
			return out
		}
		out[i] = int32(v)
		d.data = d.data[k:]
	}
	return out
}

// take reads n bytes.
func (d *decoder) take(n int) []byte {
	if len(d.data) < n {
		d.bad = true
		d.data = nil
		return make([]byte, n)
	}
	s := d.data[:n:n]
	d.data = d.data[n:]
	return s
}

func (d *decoder) net(classes int) *net {
	nt := &net{hidden: d.below(1 << 10)}
	nt.shape = netShape{
		words: d.below(1 << 16), tags: d.below(1 << 8), groups: d.below(1 << 12), clus: d.below(1 << 12),
	}
	nt.inputs = nt.shape.inputs()
	if d.bad || nt.hidden%4 != 0 || nt.shape.tags != classes+2 || nt.shape.words < 2 ||
		nt.shape.clus != FineClusters+16 || nt.shape.groups != CoarseClusters+16 {
		d.bad = true
		return nil
	}
	nt.step, nt.outTop = d.float(), d.float()
	nt.unit = nt.step * nt.outTop / 127
	nt.bias, nt.outB = d.ints(nt.hidden), d.ints(numOuts)
	nt.out = make([]int8, numOuts*nt.hidden)
	for i, b := range d.take(len(nt.out)) {
		nt.out[i] = int8(b)
	}
	if slices.ContainsFunc(nt.bias, func(b int32) bool { return b < -maxBias || b > maxBias }) {
		d.bad = true
		return nil
	}
	nt.rows = make([]uint8, nt.inputs*nt.hidden)
	for i := range nt.rows {
		nt.rows[i] = zeroByte
	}
	for i := 0; ; i++ {
		i += d.below(nt.inputs - i + 1)
		if i >= nt.inputs || d.bad {
			break
		}
		copy(nt.rows[i*nt.hidden:], d.take(nt.hidden))
	}
	nt.ready()
	return nt
}

func (d *decoder) linear(classes int) *linear {
	top := float64(d.float())
	n := d.count(2)
	total := d.count(2)
	keys := make([]uint32, n)
	last := uint32(0)
	for i := range keys {
		last += uint32(d.num())
		keys[i] = last
	}
	if d.bad || len(d.data) < n+2*total || !(top > 0 && top < 1e6) {
		d.bad = true
		return nil
	}
	sizes, cls, weights := d.data[:n], d.data[n:n+total], d.data[n+total:n+2*total]
	d.data = d.data[n+2*total:]
	sum := 0
	for _, s := range sizes {
		if s == 0 {
			d.bad = true
		}
		sum += int(s)
	}
	if sum != total || total >= 1<<24 {
		d.bad = true
		return nil
	}
	l := emptyLinear(n, total, top)
	for i := range total {
		if int(cls[i]) >= classes {
			d.bad = true
			return nil
		}
		l.entries[i] = entry{cls[i], int8(weights[i])}
	}
	off := 0
	for i, k := range keys {
		if k == 0 {
			d.bad = true
			return nil
		}
		l.insert(k, off, int(sizes[i]))
		off += int(sizes[i])
	}
	return l
}
