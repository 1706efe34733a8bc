package read

import (
	"bytes"
	"compress/zlib"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/corpus"
)

// pdfOf makes a PDF of one page from what draws it and the table of letters of
// its font.
func pdfOf(contents, letters string) []byte {
	stream := func(s string) string {
		var b bytes.Buffer
		z := zlib.NewWriter(&b)
		_, _ = z.Write([]byte(s))
		_ = z.Close()
		return fmt.Sprintf("<</Length %d/Filter/FlateDecode>>\nstream\n%s\nendstream", b.Len(), b.String())
	}
	objects := []string{
		"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/Resources<</Font<</F1 5 0 R>>>>/Contents 4 0 R>>", stream(contents),
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>", stream(letters),
	}
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	var at []int
	for i, o := range objects {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, xref)
	return b.Bytes()
}

// A PDF of some kilobytes that would unfold to gigabytes is told and costs
// itself alone.
func TestPDFIsBounded(t *testing.T) {
	const text = "BT /F1 12 Tf 72 700 Td (The council met on Monday to speak about the bridge and its toll.) Tj ET\n"
	cmap := func(to string) string {
		return "1 begincodespacerange <00> <ff> endcodespacerange\n1 beginbfrange\n<20> <7e> <0020>\nendbfrange\n1 beginbfchar <01> <" + to + "> endbfchar\n"
	}
	for _, c := range []struct{ name, contents, letters, want string }{
		{"sound", text, cmap("0041"), ""},
		{"page of spaces", text + strings.Repeat(" ", 2*maxPageBytes), cmap("0041"), "more than 8388608 bytes"},
		{"table of spaces", text, cmap("0041") + strings.Repeat(" ", 2*maxPageBytes), "more than 8388608 bytes"},
		{"letters", text + "(" + strings.Repeat("x", maxPageLetters+1) + ") Tj", cmap("0041"), "more than 4194304 letters"},
		{"escaped letters", text + "(" + strings.Repeat("\\)", maxPageLetters/4) + strings.Repeat("y", maxPageLetters*4/5) + ") Tj", cmap("0041"), "more than 4194304 letters"},
		{"letters that unfold", text + "(" + strings.Repeat("\x01", 10_000) + ") Tj", cmap(strings.Repeat("0041", 10_000)), "more than 4194304 letters"},
	} {
		name := filepath.Join(t.TempDir(), "a.pdf")
		if err := os.WriteFile(name, pdfOf(c.contents, c.letters), 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := Collect(context.Background(), []string{name}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		var told strings.Builder
		for _, p := range got.Problems {
			told.WriteString(p.Error() + "\n")
		}
		if c.want == "" && (len(got.Articles) != 1 || !strings.Contains(got.Articles[0].Text, "about the bridge")) || c.want != "" && (len(got.Articles) != 0 || !strings.Contains(told.String(), c.want)) {
			t.Errorf("%s: %d articles, told %q", c.name, len(got.Articles), told.String())
		}
	}
}

// A PDF whose parts are read over and over is left, whatever the library makes
// of it.
func TestPDFReadingIsBounded(t *testing.T) {
	data := pdfOf("BT /F1 12 Tf (The council met) Tj ET", "")
	for left := range int64(len(data)) / 16 {
		in := &input{limit: 1 << 20}
		_, _, _, err := in.pdfLines(&sectionOf{pdfReaderAt: bytes.NewReader(data), left: left * 16}, int64(len(data)))
		p, ok := err.(*corpus.Problem)
		if !ok || p.Reason != corpus.ReasonTooLarge {
			t.Fatalf("with %d bytes to read: %v", left*16, err)
		}
	}
}
