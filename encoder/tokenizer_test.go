package encoder

import (
	"bufio"
	"compress/gzip"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
)

// testVocab is a small vocabulary for tests that need no file.
var testVocab = []string{
	"[PAD]", "[unused1]", "[unused2]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", // 0 …
	"the", "taliban", "tal", "##iban", "##s", "un", "##aff", "##able", "cafe", // 7 …
	"!", "'", ".", ",", "$", "-", "[", "]", "sep", "a", "##a", "中", "国", "ss", "i", "##i", "1", "##0", "##", "σ", "—", "¿", // 16 …
}

func testTokenizer(t testing.TB) *Tokenizer {
	t.Helper()
	tok, err := NewTokenizer(testVocab)
	if err != nil {
		t.Fatal(err)
	}
	return tok
}

func TestEncode(t *testing.T) {
	tok := testTokenizer(t)
	for _, c := range []struct {
		text string
		want []Token
	}{
		{"", nil},
		{" \t\r\n\u00a0\u2003\u3000", nil},
		{"The Talibans!", []Token{{7, 0, 3}, {8, 4, 11}, {11, 11, 12}, {16, 12, 13}}},
		{"UNAFFABLE", []Token{{12, 0, 2}, {13, 2, 5}, {14, 5, 9}}},
		{"café", []Token{{15, 0, 5}}},
		{"cafe\u0301.", []Token{{15, 0, 4}, {18, 6, 7}}}, // the accent belongs to no token
		{"\u0301", nil},
		{"ta\u00adli\u200bban", []Token{{8, 0, 12}}},
		{"a\x00a\x01\ufffd\x7fa", []Token{{25, 0, 1}, {26, 2, 3}, {26, 8, 9}}},
		{"a\xffa\xc3", []Token{{25, 0, 1}, {26, 2, 3}}},
		{"a\x85a\x0ba", []Token{{25, 0, 1}, {26, 2, 3}, {26, 4, 5}}},
		{"a\u2028a", []Token{{25, 0, 1}, {25, 4, 5}}},
		{"the中国a", []Token{{7, 0, 3}, {27, 3, 6}, {28, 6, 9}, {25, 9, 10}}},
		{"ſs", []Token{{3, 0, 3}}}, // long s has no lower case of its own
		{"İi", []Token{{30, 0, 2}, {31, 2, 3}}},
		{"Σ", []Token{{35, 0, 2}}},
		{"$10-", []Token{{20, 0, 1}, {32, 1, 2}, {33, 2, 3}, {21, 3, 4}}},
		{"[SEP]", []Token{{22, 0, 1}, {24, 1, 4}, {23, 4, 5}}}, // a text places no marker
		{"the’s", []Token{{7, 0, 3}, {3, 3, 6}, {3, 6, 7}}},
		{"a—a¿", []Token{{25, 0, 1}, {36, 1, 4}, {25, 4, 5}, {37, 5, 7}}},
		{"##", []Token{{3, 0, 1}, {3, 1, 2}}},
		{"thezzz", []Token{{3, 0, 6}}},
		{strings.Repeat("a", 101), []Token{{3, 0, 101}}},
		{"한", []Token{{3, 0, 3}}},
		{"😀a", []Token{{3, 0, 5}}},
	} {
		if got := tok.Encode(c.text); !reflect.DeepEqual(got, c.want) {
			t.Errorf("Encode(%q) = %v, want %v", c.text, got, c.want)
		}
	}
	if got := tok.Encode(strings.Repeat("a", 100)); len(got) != 100 || got[99] != (Token{26, 99, 100}) {
		t.Errorf("a word of 100 characters gives %d tokens", len(got))
	}
	if id, ok := tok.ID("[unused2]"); id != 2 || !ok {
		t.Errorf("ID([unused2]) = %d, %v", id, ok)
	}
	if _, ok := tok.ID("zzz"); ok {
		t.Error("ID(zzz) is found")
	}
}

func TestNewTokenizerErrors(t *testing.T) {
	for name, v := range map[string][]string{
		"no [UNK]": {"a"}, "empty entry": {"[UNK]", ""}, "double entry": {"[UNK]", "a", "a"}, "nothing": nil,
	} {
		if _, err := NewTokenizer(v); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// TestEncodeIsLinear reads texts that would make a quadratic tokenizer hang.
func TestEncodeIsLinear(t *testing.T) {
	tok := testTokenizer(t)
	for _, unit := range []string{"a", "\u0301", "中", "!", " ", "\x00", "\u1d165", "é", "a ", "[", "\xff", "🏳"} {
		start := time.Now()
		tok.Encode(strings.Repeat(unit, 200_000))
		if d := time.Since(start); d > 5*time.Second {
			t.Errorf("200,000 times %q took %v", unit, d)
		}
	}
}

func FuzzEncode(f *testing.F) {
	for _, s := range []string{"The Talibans!", "cafe\u0301 中国", "a\xff\x00", strings.Repeat("a", 120), "İΣ \u2028"} {
		f.Add(s)
	}
	tok := testTokenizer(f)
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		for i, k := range tok.Encode(text) {
			// A character that decomposes into several gives its place to each.
			if k.Start < 0 || k.End > len(text) || k.Start >= k.End || k.End < end || int(k.ID) >= len(testVocab) {
				t.Fatalf("token %d of %q is %v", i, text, k)
			}
			end = k.End
		}
	})
}

// TestEncodeReference compares ids and byte spans of 10,000 texts with the
// hashes of training/reference_tokens.py, which says how they are drawn.
func TestEncodeReference(t *testing.T) {
	data := os.Getenv("DYAD_DATA")
	if data == "" {
		data = filepath.Join("..", "..", "shared", "data")
	}
	if _, err := os.Stat(filepath.Join(data, "target", "train.csv")); err != nil {
		t.Skipf("SKIPPED: no data folder (set DYAD_DATA): %v", err)
	}
	want, err := os.ReadFile(filepath.Join("testdata", "tokens.sha256"))
	if err != nil {
		t.Fatal(err)
	}
	texts := readTexts(t, filepath.Join(data, "target", "train.csv"), 4000)
	texts = append(texts, readTexts(t, filepath.Join(data, "directed", "train.csv"), 4000)...)
	texts = append(texts, readTreebank(t, filepath.Join(data, "treebank", "en_ewt-train.conllu.gz"), 2000)...)
	tok, hashes := realModel(t, portableKernel()).Tokenizer(), strings.Fields(string(want))
	if len(texts) != 10_000 || len(hashes) != 100 {
		t.Fatalf("%d texts and %d hashes", len(texts), len(hashes))
	}
	for i, h := range hashes {
		sum := sha256.New()
		for _, text := range texts[i*100 : (i+1)*100] {
			var b strings.Builder
			for _, k := range tok.Encode(text) {
				fmt.Fprintf(&b, " %d:%d:%d", k.ID, k.Start, k.End)
			}
			io.WriteString(sum, strings.TrimPrefix(b.String(), " ")+"\n")
		}
		if got := hex.EncodeToString(sum.Sum(nil)); got != h {
			t.Errorf("texts %d to %d: %s, want %s", i*100, i*100+99, got, h)
		}
	}
}

// readTexts returns the first distinct texts of a table, at most limit.
func readTexts(t *testing.T, path string, limit int) []string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	seen := map[string]bool{}
	for _, r := range rows[1:] {
		if !seen[r[1]] && len(out) < limit {
			seen[r[1]] = true
			out = append(out, r[1])
		}
	}
	return out
}

// readTreebank returns the first distinct sentences of a CoNLL-U file.
func readTreebank(t *testing.T, path string, limit int) []string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	seen := map[string]bool{}
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		if s, ok := strings.CutPrefix(lines.Text(), "# text = "); ok && !seen[s] && len(out) < limit {
			seen[s] = true
			out = append(out, s)
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}
