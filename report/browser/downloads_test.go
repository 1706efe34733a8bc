package browser

import (
	"bytes"
	"encoding/xml"
	"errors"
	"image/png"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Every chart can be taken away: its data as rows of the table that it is drawn
// from, and the drawing as SVG and PNG.
func TestDownloads(t *testing.T) {
	in, dir := newBrowser(t), ours(t)
	b := open(t, in, pageOf(dir), look{})
	folder, more := b.downloads(), filepath.Join(t.TempDir(), "multiverse")
	run(t, "multiverse", "--quiet", "--out", more, dir)
	tables := map[string]string{"c-answer": "sources", "c-matrix": "stance_matrix", "c-sources": "sources", "c-timeline": "timeline", "c-map": "sources", "c-naming": "sources", "c-words": "labels", "c-frames": "frame_shares", "c-validation": "validation",
		"c-voices": "sources", "c-multiverse": "multiverse", "c-corrected": "sources", "c-flow": "flow"}
	figures := eval[[]string](b, `[...document.querySelectorAll("figure")].map(f => f.id)`)
	if want := slices.Sorted(maps.Keys(tables)); !slices.Equal(slices.Sorted(slices.Values(figures)), want) {
		t.Fatalf("the charts are %q, want %q", figures, want)
	}
	for _, figure := range figures {
		take := func(kind, ending string) []byte {
			return b.downloaded(folder, figure, ending, func() {
				eval[any](b, `[...document.querySelectorAll("#`+figure+` button.tool")].find(x => x.textContent === "`+kind+`").click()`)
			})
		}
		from, in := tables[figure], dir
		got := records(t, bytes.NewReader(take("CSV", ".csv")))
		if len(got) == 0 {
			t.Errorf("%s offers no row", figure)
		}
		if figure == "c-multiverse" { // the page has t intervals, and one run
			in = more
			for _, r := range got {
				for _, name := range []string{"run", "ci_low", "ci_high", "ci_method", "warnings"} {
					delete(r, name)
				}
			}
		}
		whole := tableOf(t, in, from)
		for _, r := range got {
			if !inTable(whole, r) {
				t.Errorf("%s: no such row in %s.csv: %v", figure, from, r)
			}
		}
		isDrawing(t, figure, take("SVG", ".svg"))
		isPicture(t, figure, take("PNG", ".png"))
	}
	b.isCalm(pageOf(dir))
}

// inTable says whether a table has a row with these values.
func inTable(table []map[string]string, r map[string]string) bool {
	for _, row := range table {
		part := map[string]string{}
		for k := range r {
			part[k] = row[k]
		}
		if maps.Equal(part, r) {
			return true
		}
	}
	return false
}

// isDrawing asks that an SVG stands alone: it is XML, has a title and marks, no
// link, no script, and no colour that only the page knows.
func isDrawing(t *testing.T, figure string, svg []byte) {
	t.Helper()
	elements, text := map[string]int{}, ""
	for d := xml.NewDecoder(bytes.NewReader(svg)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Errorf("%s: the SVG is no XML: %v", figure, err)
			return
		}
		switch token := token.(type) {
		case xml.StartElement:
			elements[token.Name.Local]++
		case xml.CharData:
			text += string(token) + " "
		}
	}
	if elements["a"]+elements["script"]+elements["image"] > 0 || elements["svg"] == 0 || elements["text"] < 5 || elements["path"]+elements["rect"]+elements["circle"]+elements["line"] < 5 {
		t.Errorf("%s: the SVG has %v", figure, elements)
	}
	if !strings.Contains(text, "dyad, run r") {
		t.Errorf("%s: the SVG does not say of which run it is", figure)
	}
	if strings.Contains(string(svg), "var(--") || strings.Contains(string(svg), "currentColor") || len(strings.Fields(text)) < 5 {
		t.Errorf("%s: the SVG needs the page: %.300q", figure, svg)
	}
}

// isPicture asks that a PNG shows something.
func isPicture(t *testing.T, figure string, data []byte) {
	t.Helper()
	p, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Errorf("%s: %v", figure, err)
		return
	}
	size, colours := p.Bounds(), map[[3]uint32]bool{}
	for y := size.Min.Y; y < size.Max.Y; y += 2 {
		for x := size.Min.X; x < size.Max.X; x += 2 {
			r, g, b, _ := p.At(x, y).RGBA()
			colours[[3]uint32{r, g, b}] = true
		}
	}
	if size.Dx() < 700 || size.Dy() < 300 || len(colours) < 10 {
		t.Errorf("%s: %v with %d colours is no picture", figure, size, len(colours))
	}
}
