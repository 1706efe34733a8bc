package report

import (
	"encoding/binary"
	"math"
	"slices"
)

// column is the answers of all articles to one question, about 20 bytes each.
type column struct {
	log
	n       int
	buf     []byte
	sampled map[uint32][]sampledRow // by article; with human codes only
}

// Marks of an answer in a column.
const (
	markProxies = 1 << iota
	markSigns
	markProbs
)

func (c *column) add(article uint32, o *Observation) error {
	marks := byte(0)
	for mark, has := range map[byte]bool{markProxies: o.Proxies, markSigns: o.HasSigns, markProbs: o.HasProbs} {
		if has {
			marks |= mark
		}
	}
	b := binary.AppendUvarint(c.buf[:0], uint64(article))
	b = binary.AppendUvarint(append(b, marks), uint64(o.Rows))
	b = appendFloat(b, o.Value)
	if o.HasSigns {
		for _, n := range o.Signs {
			b = binary.AppendUvarint(b, uint64(n))
		}
	}
	if o.HasProbs {
		b = appendFloat(appendFloat(b, o.Expected[0]), o.Expected[1])
	}
	c.buf = b
	c.n++
	if len(o.sampled) > 0 {
		if c.sampled == nil {
			c.sampled = map[uint32][]sampledRow{}
		}
		c.sampled[article] = o.sampled
	}
	return c.log.add(b)
}

func appendFloat(b []byte, x float64) []byte {
	return binary.LittleEndian.AppendUint64(b, math.Float64bits(x))
}

// answered is an article's answer in a column.
type answered struct {
	article uint32
	Observation
}

// all gives the answers in the order of rank, the places of the articles; nil is that
// in which they came. The question is not filled in.
func (c *column) all(rank []uint32, take func(*answered) error) error {
	if rank == nil {
		return c.each(func(b []byte) error {
			for len(b) > 0 {
				a := answered{}
				b = a.read(b)
				a.sampled = c.sampled[a.article]
				if err := take(&a); err != nil {
					return err
				}
			}
			return nil
		})
	}
	list := make([]answered, 0, c.n)
	if err := c.all(nil, func(a *answered) error {
		list = append(list, *a)
		return nil
	}); err != nil {
		return err
	}
	for i := range list {
		list[i].article = rank[list[i].article]
	}
	slices.SortFunc(list, func(a, b answered) int { return int(a.article) - int(b.article) })
	for i := range list {
		if err := take(&list[i]); err != nil {
			return err
		}
	}
	return nil
}

// read reads an answer, and gives what stands behind it.
func (a *answered) read(b []byte) []byte {
	number := func() int {
		x, n := binary.Uvarint(b)
		b = b[n:]
		return int(x)
	}
	float := func() float64 {
		x := math.Float64frombits(binary.LittleEndian.Uint64(b))
		b = b[8:]
		return x
	}
	a.article = uint32(number())
	marks := b[0]
	b = b[1:]
	a.Proxies, a.HasSigns, a.HasProbs = marks&markProxies != 0, marks&markSigns != 0, marks&markProbs != 0
	a.Rows, a.Value = number(), float()
	if a.HasSigns {
		a.Signs = [3]int{number(), number(), number()}
	}
	if a.HasProbs {
		a.Expected = [2]float64{float(), float()}
	}
	return b
}
