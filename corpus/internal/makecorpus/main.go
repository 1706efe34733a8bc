// Command makecorpus writes made-up articles as JSON Lines, for measuring time
// and memory at sizes that no collection at hand has. The same flags give the
// same bytes.
//
//	go run ./corpus/internal/makecorpus -bytes 2000000000 > big.jsonl
//	go run ./corpus/internal/makecorpus -bytes 9000000000 -articles 1000000 -words 150 -pair 0.02 > million.jsonl
package main

import (
	"bufio"
	_ "embed"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/seed-7a84ba5f/dyad/internal/words"
)

func main() {
	size := flag.Int64("bytes", 200_000_000, "bytes to write, about")
	articles := flag.Int("articles", math.MaxInt, "articles to write, at most")
	pair := flag.Float64("pair", 0, "share of articles that tell of the two actors of the built-in study")
	length := flag.Int("words", 1000, "words of an article, on average")
	copies := flag.Float64("copies", 0.1, "share of articles that copy one before")
	seed := flag.Uint64("seed", 1, "seed of all that is drawn")
	flag.Parse()
	w := bufio.NewWriterSize(os.Stdout, 1<<20)
	err := write(w, *size, *articles, *length, *copies, *pair, *seed)
	if err == nil {
		err = w.Flush()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "makecorpus:", err)
		os.Exit(1)
	}
}

// article is a record as exports have it.
type article struct {
	ID     string `json:"id"`
	Source string `json:"source"`
	Date   string `json:"date"`
	Title  string `json:"title"`
	Text   string `json:"text"`
}

func write(w io.Writer, size int64, articles, words int, copies, pair float64, seed uint64) error {
	m := newMaker(seed)
	enc := json.NewEncoder(&counting{w: w, left: &size})
	var recent []article // what may be copied
	first := time.Date(2015, 1, 1, 0, 0, 0, 0, time.UTC)
	for n := 0; size > 0 && n < articles; n++ {
		a := article{ID: fmt.Sprintf("made-%07d", n), Source: fmt.Sprintf("Outlet %d", m.IntN(200)),
			Date: first.AddDate(0, 0, n/150).Format(time.DateOnly), Title: m.title()}
		if len(recent) > 0 && m.Float64() < copies {
			a.Text = m.changed(recent[m.IntN(len(recent))].Text)
		} else {
			a.Text = m.text(int(float64(words)*math.Exp(m.NormFloat64()*0.5-0.125)), pair > 0 && m.Float64() < pair)
		}
		if err := enc.Encode(a); err != nil {
			return err
		}
		if recent = append(recent, a); len(recent) > 300 {
			recent = recent[1:]
		}
	}
	return nil
}

// counting takes what is written off what is left.
type counting struct {
	w    io.Writer
	left *int64
}

func (c *counting) Write(b []byte) (int, error) {
	*c.left -= int64(len(b))
	return c.w.Write(b)
}

//go:embed words.csv
var wordsCSV []byte

var (
	parts     = words.New("words.csv", wordsCSV)
	small     = parts.Class("small")
	syllables = parts.Class("syllable")
	about     = parts.Class("pair")
)

// maker draws texts. Words are as rare as in a language (Zipf's law).
type maker struct {
	*rand.Rand
	vocabulary []string
	zipf       *rand.Zipf
}

func newMaker(seed uint64) *maker {
	m := &maker{Rand: rand.New(rand.NewPCG(seed, 0))}
	m.vocabulary = slices.Clone(small.List())
	for len(m.vocabulary) < 30_000 {
		w := ""
		for range 2 + m.IntN(3) {
			w += syllables.List()[m.IntN(len(syllables.List()))]
		}
		m.vocabulary = append(m.vocabulary, w)
	}
	m.zipf = rand.NewZipf(m.Rand, 1.1, 8, uint64(len(m.vocabulary)-1))
	return m
}

func (m *maker) word() string { return m.vocabulary[m.zipf.Uint64()] }

func (m *maker) title() string {
	var ws []string
	for range 5 + m.IntN(5) {
		ws = append(ws, m.word())
	}
	return capital(strings.Join(ws, " "))
}

// text gives about n words in sentences and paragraphs, some of them quoted and, where it
// is about the pair, one in three about the two.
func (m *maker) text(n int, pair bool) string {
	var sb strings.Builder
	for said := 0; said < n; {
		if pair && (said == 0 || m.IntN(3) == 0) {
			sb.WriteString(about.List()[m.IntN(len(about.List()))] + " ")
			said += 10
			continue
		}
		length := 8 + m.IntN(22)
		var ws []string
		for range length {
			ws = append(ws, m.word())
		}
		sentence := capital(strings.Join(ws, " "))
		if m.IntN(5) == 0 {
			sb.WriteString("“" + sentence + ",” said " + capital(m.word()) + ". ")
		} else {
			sb.WriteString(sentence + ". ")
		}
		if m.IntN(4) == 0 {
			sb.WriteString("\n\n")
		}
		said += length
	}
	return strings.TrimSpace(sb.String())
}

// changed is a text with a tenth of its words exchanged and, at times, cut.
func (m *maker) changed(text string) string {
	ws := strings.SplitAfter(text, " ")
	for i := range ws {
		if m.IntN(10) == 0 && !strings.ContainsAny(ws[i], "“”.\n") {
			ws[i] = m.word() + " "
		}
	}
	if m.IntN(3) == 0 {
		ws = ws[:len(ws)*3/4]
	}
	return strings.TrimSpace(strings.Join(ws, ""))
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
