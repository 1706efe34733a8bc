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

// streamPDF makes a PDF whose table of objects is a stream: 1 the catalogue, 2
// and 3 object streams, 4 the table. entries are those of 1 to 3: "2 3" for in
// stream 3, "1" for where the object stands.
func streamPDF(entries [3]string, extra, header string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.5\n")
	at := [5]int{}
	for i, o := range []string{
		"<</Type/Catalog/Pages 1 0 R>>",
		"<</Type/ObjStm/N 1/First 4" + extra + ">>\nstream\n1 0 <</Type/Catalog>>\nendstream",
		"<</Type/ObjStm/N 1/First 4/Length 22>>\nstream\n1 0 <</Type/Catalog>>\nendstream",
	} {
		at[i+1] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	at[4] = b.Len()
	table := []byte{0, 0, 0, 0}
	for i, e := range append(entries[:], "1") {
		kind, stream := 1, at[i+1]
		_, _ = fmt.Sscan(e, &kind, &stream)
		table = append(table, byte(kind), byte(stream>>8), byte(stream), 0)
	}
	fmt.Fprintf(&b, "4 0 obj\n<</Type/XRef/Root 1 0 R/W[1 2 1]/Length %d%s>>\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n", len(table), header, table, at[4])
	return b.Bytes()
}

// What would fill the library's stack, or ask for more memory than there is,
// ends no program: no recover would catch it.
func TestPDFInCircles(t *testing.T) {
	const sound, size = "/Length 22", "/Size 5"
	for _, c := range []struct {
		name, want string
		file       []byte
	}{
		{"in a stream, as many files have it", "without text", streamPDF([3]string{"2 3", "1", "1"}, sound, size)},
		{"a stream that stands in itself", "said to stand in a stream", streamPDF([3]string{"2 2", "2 2", "1"}, sound, size)},
		{"two that stand in each other", "said to stand in a stream", streamPDF([3]string{"2 2", "2 3", "2 2"}, sound, size)},
		{"the key stands in itself", "said to stand in a stream", streamPDF([3]string{"1", "2 2", "1"}, sound, size+"/Encrypt 2 0 R")},
		{"the key, written by number", "said to stand in a stream", streamPDF([3]string{"1", "2 2", "1"}, sound, size+"/#45ncr#79pt 2 0 R")},
		{"its length stands in itself", "said to stand in a stream", streamPDF([3]string{"2 2", "1", "1"}, "/Length 1 0 R", size)},
		{"its filter stands in itself", "said to stand in a stream", streamPDF([3]string{"2 2", "1", "1"}, sound+"/Filter 1 0 R", size)},
		{"goes on in itself", "over and over", streamPDF([3]string{"2 2", "1", "1"}, sound[:len(sound)-2]+"3/Extends 2 0 R/N 0", size)},
		{"a thousand million objects", "thousand million", streamPDF([3]string{"1", "1", "1"}, sound, "/Size 999999999999")},
		{"an object of a high number", "thousand million", streamPDF([3]string{"1", "1", "1"}, sound, size+"/Index[4000000000 1]")},
		{"wide columns", "thousand million", streamPDF([3]string{"1", "1", "1"}, sound, size+"/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 99999999999>>")},
		{"a table of high numbers", "thousand million", []byte("%PDF-1.4\nxref\n4000000000 1\n0000000000 00000 n \ntrailer\n<</Size 5/Root 1 0 R>>" + strings.Repeat("\n", 80) + "startxref\n9\n%%EOF\n")},
	} {
		name := filepath.Join(t.TempDir(), "a.pdf")
		if err := os.WriteFile(name, c.file, 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := Collect(context.Background(), []string{name}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if len(got.Articles) != 0 || len(got.Problems) != 1 || !strings.Contains(got.Problems[0].Error(), c.want) {
			t.Errorf("%s: %d articles, told %v; want %q", c.name, len(got.Articles), got.Problems, c.want)
		}
	}
}
