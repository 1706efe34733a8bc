package pipeline

import (
	"context"
	"encoding/binary"
	"os"
	"path/filepath"
	"testing"

	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/seed-7a84ba5f/dyad/study"
)

// FuzzScoring scores any text by the rules: nothing breaks down.
func FuzzScoring(f *testing.F) {
	s := study.Default()
	s.Scorers = []string{"lexical"}
	p, err := NewScoring(context.Background(), Options{Study: s})
	if err != nil {
		f.Fatal(err)
	}
	for _, text := range []string{"Trump praised the Taliban.", `"We hope he will win," a Taliban spokesman said of Mr. Trump.`, "Neither Trump nor the Taliban would", "\x00“’ the president"} {
		f.Add("A title", text)
	}
	f.Fuzz(func(t *testing.T, title, body string) {
		r := &corpus.Record{File: "a.txt", Line: 1, Body: body, Title: corpus.Fact{Value: corpus.OneLine(title)}}
		a := (&corpus.Finisher{Outlets: corpus.NewOutlets(nil)}).Finish("a", r, nil).Article
		if _, problem := p.Article(a); problem != nil {
			t.Errorf("%+v", problem)
		}
	})
}

// FuzzMerge takes the articles of a shard of which somebody wrote the bytes: they are
// taken, or the shard is refused.
func FuzzMerge(f *testing.F) {
	frame := func(b []byte) []byte {
		out := binary.LittleEndian.AppendUint32(nil, uint32(len(b)))
		return append(binary.LittleEndian.AppendUint32(out, frameSum(b)), b...)
	}
	s := study.Default()
	s.Scorers = []string{"lexical"}
	p, err := NewScoring(context.Background(), Options{Study: s})
	if err != nil {
		f.Fatal(err)
	}
	code, err := newFrameCode(1)
	if err != nil {
		f.Fatal(err)
	}
	a := &corpus.Article{ID: "a"}
	a.SetText("", "Trump praised the Taliban.")
	a.Regions = []corpus.Region{{Start: 0, End: len(a.Text), Kind: corpus.Body}}
	rec, _ := p.Article(a)
	m := code.member(a)
	whole, _, err := appendFrame(nil, [keyBytes]byte{}, &articleFacts{ID: "a", Member: m.Append(nil)}, code.record(&rec), code.pack.EncodeAll([]byte(a.Text), nil))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(whole)
	f.Add([]byte{})
	f.Add(whole[:len(whole)/2])
	f.Fuzz(func(t *testing.T, body []byte) {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, shardFrames), frame(body), 0o644); err != nil {
			t.Fatal(err)
		}
		scored, err := newScored(1)
		if err != nil {
			t.Fatal(err)
		}
		defer scored.Close()
		scored.Info = table.Info{Study: p.Info().Study, Names: p.Info().Names}
		if scored.takeShard(&opened{dir: dir}) != nil {
			return
		}
		if scored.join(context.Background(), 30) != nil {
			return
		}
		for _, err := range scored.Records(context.Background()) {
			if err != nil {
				return
			}
		}
	})
}
