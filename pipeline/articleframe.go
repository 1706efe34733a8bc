package pipeline

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"sync"

	"github.com/klauspost/compress/zstd"

	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/corpus/copies"
	"github.com/seed-7a84ba5f/dyad/corpus/read"
	"github.com/seed-7a84ba5f/dyad/report/table"
)

// keyBytes are the bytes of the key of an article: the head of a SHA-256 of all that its
// rows can depend on, but for the settings.
const keyBytes = 16

// articleKey is the key of an article as read.AppendArticle wrote it.
func articleKey(text []byte) [keyBytes]byte {
	sum := sha256.Sum256(text)
	return [keyBytes]byte(sum[:])
}

// articleFacts are what a frame says of an article beside its rows and its text.
type articleFacts struct {
	ID       string          `json:"id"`
	Claim    *read.Claim     `json:"claim,omitempty"`    // where the merge settles the id
	Reason   string          `json:"reason,omitempty"`   // why it has no rows, "" where it has
	Source   string          `json:"source,omitempty"`   // of one without rows
	Language string          `json:"language,omitempty"` // of one left out for it
	Problems []table.Problem `json:"problems,omitempty"` // of reading it
	Broke    *table.Problem  `json:"broke,omitempty"`    // what broke down in scoring it
	Member   []byte          `json:"member,omitempty"`   // copies.Member
}

// articleFrame is a frame, taken apart. What is scored is an article with its rows.
type articleFrame struct {
	articleFacts
	rowsAt, rows, text int // where the rows begin in the body, and the bytes of both
}

// appendFrame writes a frame: the key, what is said about the article, its rows, its text.
func appendFrame(b []byte, key [keyBytes]byte, a *articleFacts, rows, text []byte) ([]byte, articleFrame, error) {
	head, err := json.Marshal(a)
	if err != nil {
		return nil, articleFrame{}, err
	}
	b = append(b, key[:]...)
	b = append(binary.AppendUvarint(b, uint64(len(head))), head...)
	b = binary.AppendUvarint(b, uint64(len(rows)))
	f := articleFrame{articleFacts: *a, rowsAt: len(b), rows: len(rows), text: len(text)}
	return append(append(b, rows...), text...), f, nil
}

// readFrame takes a frame apart.
func readFrame(body []byte) (f articleFrame, err error) {
	if len(body) < keyBytes {
		return f, errFrame
	}
	rest := body[keyBytes:]
	n, k := binary.Uvarint(rest)
	if k <= 0 || n > uint64(len(rest)-k) {
		return f, errFrame
	}
	head := rest[k : k+int(n)]
	rest = rest[k+int(n):]
	rows, k := binary.Uvarint(rest)
	if k <= 0 || rows > uint64(len(rest)-k) {
		return f, errFrame
	}
	f.rowsAt, f.rows = len(body)-len(rest)+k, int(rows)
	f.text = len(rest) - k - f.rows
	if err := json.Unmarshal(head, &f.articleFacts); err != nil {
		return f, fmt.Errorf("%w: %w", errFrame, err)
	}
	return f, nil
}

// frameCode writes and reads rows and texts. It is for many goroutines at a time.
type frameCode struct {
	pack    *zstd.Encoder
	unpack  *zstd.Decoder
	records sync.Pool // *table.RecordCode
	sketch  sync.Pool // *copies.Sketcher
}

func newFrameCode(workers int) (*frameCode, error) {
	pack, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(workers), zstd.WithLowerEncoderMem(true), zstd.WithWindowSize(1<<20))
	if err != nil {
		return nil, err
	}
	unpack, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(workers), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxMemory(frameMost))
	if err != nil {
		return nil, err
	}
	return &frameCode{pack: pack, unpack: unpack, records: sync.Pool{New: func() any { return table.NewRecordCode() }},
		sketch: sync.Pool{New: func() any { return new(copies.Sketcher) }}}, nil
}

func (c *frameCode) close() {
	_ = c.pack.Close()
	c.unpack.Close()
}

// record packs the rows of an article.
func (c *frameCode) record(rec *table.Record) []byte {
	code := c.records.Get().(*table.RecordCode)
	defer c.records.Put(code)
	return c.pack.EncodeAll(code.Append(nil, rec), nil)
}

// member is what an article is compared by.
func (c *frameCode) member(a *corpus.Article) copies.Member {
	sketcher := c.sketch.Get().(*copies.Sketcher)
	defer c.sketch.Put(sketcher)
	return sketcher.Member(a.ID, a)
}

// rows unpacks the rows of an article.
func (c *frameCode) rows(b []byte) (table.Record, error) {
	raw, err := c.unpack.DecodeAll(b, nil)
	if err != nil {
		return table.Record{}, err
	}
	code := c.records.Get().(*table.RecordCode)
	defer c.records.Put(code)
	return code.Decode(raw)
}

// article unpacks an article.
func (c *frameCode) article(b []byte) (*corpus.Article, error) {
	raw, err := c.unpack.DecodeAll(b, nil)
	if err != nil {
		return nil, err
	}
	return read.DecodeArticle(raw)
}
