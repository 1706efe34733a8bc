package read

import (
	"encoding/binary"
	"errors"
	"math"
	"time"

	"github.com/seed-7a84ba5f/dyad/corpus"
)

// codec writes values to bytes, or reads them back. One list of the fields of
// a type serves both ways, so that they cannot come apart; what is read back
// are parts of the one string, without copying.
type codec struct {
	out     []byte
	in      string
	reading bool
	bad     bool
}

var errCodec = errors.New("what was kept beside the run is damaged")

func (c *codec) int64(v *int64) {
	if !c.reading {
		c.out = binary.AppendVarint(c.out, *v)
		return
	}
	*v = 0
	var u uint64
	for shift := 0; ; shift += 7 {
		if len(c.in) == 0 || shift > 63 {
			c.bad, c.in = true, ""
			return
		}
		b := c.in[0]
		c.in = c.in[1:]
		u |= uint64(b&0x7f) << shift
		if b < 0x80 {
			break
		}
	}
	*v = int64(u>>1) ^ -int64(u&1)
}

func (c *codec) int(v *int) {
	n := int64(*v)
	c.int64(&n)
	*v = int(n)
}

func (c *codec) bool(v *bool) {
	n := int64(0)
	if *v {
		n = 1
	}
	c.int64(&n)
	*v = n == 1
}

func (c *codec) float(v *float64) {
	n := int64(math.Float64bits(*v))
	c.int64(&n)
	*v = math.Float64frombits(uint64(n))
}

// str gives a string its length and its bytes.
func str[S ~string](c *codec, v *S) {
	n := len(*v)
	c.int(&n)
	if !c.reading {
		c.out = append(c.out, *v...)
		return
	}
	if n < 0 || n > len(c.in) {
		c.bad, c.in, *v = true, "", ""
		return
	}
	*v, c.in = S(c.in[:n]), c.in[n:]
}

// time keeps the name and the offset of the zone.
func (c *codec) time(t *time.Time) {
	known := !t.IsZero()
	if c.bool(&known); !known {
		*t = time.Time{}
		return
	}
	name, offset := t.Zone()
	sec, nano := t.Unix(), t.Nanosecond()
	c.int64(&sec)
	c.int(&nano)
	str(c, &name)
	c.int(&offset)
	if c.reading {
		zone := time.UTC
		if name != "UTC" || offset != 0 {
			zone = time.FixedZone(name, offset)
		}
		*t = time.Unix(sec, int64(nano)).In(zone)
	}
}

// list gives a slice its length and its values; nil and empty are one.
func list[T any](c *codec, v *[]T, each func(*T)) {
	n := len(*v)
	c.int(&n)
	if c.reading {
		*v = nil
		if n < 0 || n > len(c.in) { // each value takes a byte at least
			c.bad, c.in = true, ""
			return
		}
		if n > 0 {
			*v = make([]T, n)
		}
	}
	for i := range *v {
		each(&(*v)[i])
	}
}

func (c *codec) strings(v *[]string) { list(c, v, func(s *string) { str(c, s) }) }

func (c *codec) fact(f *corpus.Fact) {
	str(c, &f.Value)
	str(c, &f.Method)
	str(c, &f.Evidence)
}

func (c *codec) meta(m *corpus.MetaField) {
	str(c, &m.Name)
	str(c, &m.Value)
}

func (c *codec) sign(s *corpus.DateSign) {
	str(c, &s.Raw)
	str(c, &s.Method)
	str(c, &s.Evidence)
	c.int(&s.Line)
	c.bool(&s.Guess)
	c.bool(&s.Beside)
}

func (c *codec) run(r *corpus.OriginRun) {
	for _, v := range []*int{&r.Start, &r.End, &r.From, &r.To} {
		c.int(v)
	}
	c.bool(&r.Same)
}

func (c *codec) problem(p **corpus.Problem) {
	if c.reading {
		*p = &corpus.Problem{}
	}
	str(c, &(*p).File)
	str(c, &(*p).Path)
	c.int(&(*p).Line)
	c.int(&(*p).Col)
	str(c, &(*p).Reason)
	str(c, &(*p).Msg)
	c.bool(&(*p).Lost)
}

// record lists what is kept of a record; of its file, the names.
func (c *codec) record(r *corpus.Record) {
	str(c, &r.File)
	str(c, &r.Path)
	c.int(&r.Line)
	str(c, &r.OwnID)
	for _, f := range []*corpus.Fact{&r.Title, &r.URL, &r.Source} {
		c.fact(f)
	}
	list(c, &r.MoreSources, c.fact)
	list(c, &r.Dates, c.sign)
	str(c, &r.NoDate)
	str(c, &r.Language)
	c.strings(&r.Images)
	str(c, &r.Body)
	c.int(&r.BodyLine)
	str(c, &r.LineName)
	str(c, &r.Uncut)
	list(c, &r.Origin, c.run)
	c.int(&r.OriginLen)
	list(c, &r.Meta, c.meta)
	c.strings(&r.Warnings)
	list(c, &r.Problems, c.problem)
}

// article lists what is kept of an article before it has a cluster.
func (c *codec) article(a *corpus.Article) {
	for _, s := range []*string{&a.ID, &a.File, &a.OwnID, &a.WireService, &a.Text, &a.SHA256, &a.Exclusion} {
		str(c, s)
	}
	for _, f := range []*corpus.Fact{&a.Title, &a.URL, &a.Source} {
		c.fact(f)
	}
	c.int(&a.Line)
	c.int(&a.BodyStart)
	c.time(&a.Date.Time)
	str(c, &a.Date.Method)
	str(c, &a.Date.Evidence)
	c.bool(&a.Date.Reliable)
	str(c, &a.Date.Raw)
	str(c, &a.Language.Code)
	str(c, &a.Language.Method)
	c.float(&a.Language.Prob)
	list(c, &a.Meta, c.meta)
	c.strings(&a.Warnings)
	list(c, &a.Regions, func(r *corpus.Region) {
		c.int(&r.Start)
		c.int(&r.End)
		str(c, &r.Kind)
		str(c, &r.Speaker)
	})
	list(c, &a.Original, c.run)
}

// AppendArticle writes an article, but for its story cluster, behind b.
func AppendArticle(b []byte, a *corpus.Article) []byte {
	c := &codec{out: b}
	c.article(a)
	return c.out
}

// DecodeArticle reads back what AppendArticle has written.
func DecodeArticle(b string) (*corpus.Article, error) { return decoded(b, (*codec).article) }

// decoded reads back one value.
func decoded[T any](in string, fields func(*codec, *T)) (*T, error) {
	v := new(T)
	c := &codec{in: in, reading: true}
	fields(c, v)
	if c.bad || len(c.in) > 0 {
		return nil, errCodec
	}
	return v, nil
}

// keep writes what one of the lists above names to a spill.
func keep[T any](s *spill, v *T, fields func(*codec, *T)) (placed, error) {
	b, _ := s.buffers.Get().(*[]byte)
	if b == nil {
		b = new([]byte)
	}
	c := &codec{out: (*b)[:0]}
	fields(c, v)
	at, err := s.add(c.out)
	n := len(c.out)
	if *b = c.out; n <= spillWrite {
		s.buffers.Put(b)
	}
	return placed{at, n}, err
}

// load reads back what keep has written.
func load[T any](s *spill, p placed, fields func(*codec, *T)) (*T, error) {
	in, err := s.read(p.at, p.n)
	if err != nil {
		return nil, err
	}
	return decoded(in, fields)
}

// placed is where something lies in a spill.
type placed struct {
	at int64
	n  int
}
