package read

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/text/encoding/charmap"
	"pgregory.net/rapid"

	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/internal/golden"

	"github.com/seed-7a84ba5f/dyad/internal/decode"
)

// untagged is what a stretch of a page says: its text, with entities resolved.
func untagged(page string) string {
	z := html.NewTokenizer(strings.NewReader(page))
	var sb strings.Builder
	for z.Next() != html.ErrorToken {
		if t := z.Token(); t.Type == html.TextToken {
			sb.WriteString(t.Data)
		}
	}
	return sb.String()
}

// checkOrigin checks that the bytes of every run, decoded, are its stretch of
// the canonical text, and gives the share of the body's words that are traced.
func checkOrigin(t testing.TB, a *corpus.Article, file []byte, decode func([]byte) string) float64 {
	t.Helper()
	pos := 0
	for _, r := range a.Original {
		if r.Start < pos || r.End <= r.Start || r.End > len(a.Text) || r.From < 0 || r.To <= r.From || r.To > len(file) {
			t.Fatalf("%s: run %+v behind %d; text has %d bytes, file %d", a.ID, r, pos, len(a.Text), len(file))
		}
		pos = r.End
		want, raw := a.Text[r.Start:r.End], file[r.From:r.To]
		if got := decode(raw); got != want || r.Same != (string(raw) == want) && r.Same {
			t.Fatalf("%s: run %+v is %q in the text, and %q in the file", a.ID, r, want, got)
		}
	}
	words, traced := 0, 0
	for _, w := range fieldSpans(a.Body()) {
		words++
		from, to, ok := a.OriginalSpan(a.BodyStart+w.start, a.BodyStart+w.end)
		if !ok {
			continue
		}
		traced++
		if got := decode(file[from:to]); !strings.Contains(got, w.text) {
			t.Fatalf("%s: word %q is traced to %q", a.ID, w.text, got)
		}
	}
	return float64(traced) / float64(max(words, 1))
}

func plainOf(b []byte) string { return string(b) }

// Texts are traced whole, with a mark, a title line, front matter or none.
func TestOriginOfText(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		body := rapid.StringMatching(`[A-Z][a-zé’“ ,]{0,40}( [a-z中🙂]{1,9}){3,30}\.(\r?\n\r?\n[A-Z][a-z ]{5,60}\.){0,3}`).Draw(rt, "body")
		head := rapid.SampledFrom([]string{"", bomUTF8, "---\ntitle: A day\n---\n", "The Envoy Returns to Doha\n\n", "+++\ntitle = \"x\"\n+++\n"}).Draw(rt, "head")
		name := rapid.SampledFrom([]string{"a.txt", "a.md"}).Draw(rt, "name")
		file := head + body
		a := one(t, name, file)
		if share := checkOrigin(t, a, []byte(file), plainOf); share != 1 {
			rt.Fatalf("%.2f of the words are traced in %q", share, file)
		}
		if a.Title.Method == corpus.ByFirstLine {
			if from, to, ok := a.OriginalSpan(0, len(a.Title.Value)); !ok || file[from:to] != a.Title.Value {
				rt.Fatalf("the title is traced to %d..%d in %q", from, to, file)
			}
		}
		if _, _, ok := a.OriginalSpan(len(a.Text)-1, len(a.Text)+1); ok {
			rt.Fatal("what is not there is traced")
		}
	})
}

// Texts in other encodings are traced line by line.
func TestOriginOfOtherEncodings(t *testing.T) {
	text := "The envoy’s café – open\n\n" + prose + "\nThe crowd said “naïve” – and left.\n"
	western := func(b []byte) string { s, _ := decode.Windows1252(b); return s }
	b, err := charmap.Windows1252.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	a := one(t, "a.txt", string(b))
	if share := checkOrigin(t, a, b, western); share != 1 || !strings.Contains(a.Text, "naïve") {
		t.Errorf("Windows-1252: %.2f traced", share)
	}
	text = "中文 🙂 and more\n" + text
	b = []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(text)) {
		b = append(b, byte(u), byte(u>>8))
	}
	a = one(t, "a.txt", string(b))
	wide := func(b []byte) string {
		s, _ := decode.UTF16(append([]byte{0xff, 0xfe}, b...))
		return s
	}
	if share := checkOrigin(t, a, b, wide); share != 1 {
		t.Errorf("UTF-16: %.2f traced", share)
	}
	if a := one(t, "a.jsonl", `{"text":"`+prose+`"}`); len(a.Original) != 0 {
		t.Error("a JSON record is traced")
	}
}

// Pages are traced word by word: whatever stands in them, what is traced is
// right, and of an article's own words nearly all are.
func TestOriginOfPage(t *testing.T) {
	for _, name := range []string{"page_jsonld.html", "page_western.html", "page_conflict.html"} {
		file, err := os.ReadFile(filepath.Join("..", "..", "testdata", "formats", name))
		if err != nil {
			t.Fatal(err)
		}
		plain := func(b []byte) string { return untagged(string(b)) }
		if !utf8.Valid(file) {
			plain = func(b []byte) string { s, _ := decode.Windows1252(b); return untagged(s) }
		}
		a := readSample(t, name, Options{}).Articles[0]
		if share := checkOrigin(t, a, file, plain); share < .95 {
			t.Errorf("%s: %.2f of the words are traced", name, share)
		}
	}
	word := rapid.SampledFrom([]string{"envoy", "caf&eacute;", "na&#239;ve", "<b>bo</b>ld", "A&amp;B", "the", "&ldquo;peace&rdquo;", "&notit", "it&#8217;s", "x &lt; y", "<a href=\"x?a=1&copy=2\">here</a>", "R&D"})
	rapid.Check(t, func(rt *rapid.T) {
		var sb strings.Builder
		sb.WriteString("<!DOCTYPE html><html><head><title>the envoy</title><script>var the = 'envoy here';</script></head><body><nav><a href=/>the envoy here</a></nav><article><h1>Envoy</h1>\n")
		for range rapid.IntRange(3, 6).Draw(rt, "paragraphs") {
			sb.WriteString("<p>" + strings.Join(rapid.SliceOfN(word, 15, 40).Draw(rt, "words"), rapid.SampledFrom([]string{" ", "\n", " \r\n "}).Draw(rt, "space")) + ".</p>\n<!-- the envoy -->")
		}
		sb.WriteString("</article></body></html>")
		c := collect(t, map[string]string{"a.html": sb.String()}, Options{})
		if len(c.Articles) == 0 {
			return
		}
		if share := checkOrigin(t, c.Articles[0], []byte(sb.String()), func(b []byte) string { return untagged(string(b)) }); share < .95 {
			rt.Fatalf("%.2f of the words are traced:\n%s\n%s", share, sb.String(), c.Articles[0].Text)
		}
	})
}

func init() { golden.FixDraws() }
