package figures

import (
	"bytes"
	"io"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/font/liberation"
	plottext "gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgpdf"
	"gonum.org/v1/plot/vg/vgsvg"
)

// Figure is a figure that can be written.
type Figure struct {
	Name   string // of the file, without ending
	title  string
	note   string
	panels [][]*plot.Plot // by row
	w, h   vg.Length
	pad    vg.Length // between columns
}

// The sizes of a figure: the width of a page of a paper.
const (
	pageWidth  = 18 * vg.Centimeter
	titleSpace = vg.Length(22)
	noteSpace  = vg.Length(16)
)

// handler sets text in the Liberation faces that come with gonum/plot, so that
// a figure looks the same everywhere.
func handler() plottext.Handler {
	return plottext.Plain{Fonts: font.NewCache(liberation.Collection())}
}

// face is the one face of a figure: the PDF writer gives the bold and the plain
// face of a family the same name, so that one would stand for the other.
func face(size vg.Length) font.Font {
	return font.Font{Typeface: "Liberation", Variant: "Sans", Size: size}
}

// newPanel is an empty panel in the style of the figures.
func newPanel(title string) *plot.Plot {
	p := plot.New()
	p.TextHandler = handler()
	p.Title.Text = title
	p.Title.TextStyle.Font, p.Title.TextStyle.Handler = face(8.5), p.TextHandler
	p.Title.Padding = 3
	for _, a := range []*plot.Axis{&p.X, &p.Y} {
		a.Label.TextStyle.Font, a.Label.TextStyle.Handler = face(7.5), p.TextHandler
		a.Tick.Label.Font, a.Tick.Label.Handler = face(7), p.TextHandler
		a.LineStyle.Color, a.LineStyle.Width = lineInk(), vg.Points(0.5)
		a.Tick.LineStyle.Color, a.Tick.LineStyle.Width, a.Tick.Length = lineInk(), vg.Points(0.5), 0
		a.Padding = 0
	}
	return p
}

// SVG writes the figure as SVG.
func (f *Figure) SVG(w io.Writer) error {
	c := vgsvg.New(f.w, f.h)
	f.draw(c)
	_, err := c.WriteTo(w)
	return err
}

// PDF writes the figure as PDF, with its fonts and without a date.
func (f *Figure) PDF(w io.Writer) error {
	epoch := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	fpdf.SetDefaultCreationDate(epoch)
	fpdf.SetDefaultModificationDate(epoch)
	fpdf.SetDefaultCatalogSort(true)
	c := vgpdf.New(f.w, f.h)
	f.draw(c)
	var b bytes.Buffer
	if _, err := c.WriteTo(&b); err != nil {
		return err
	}
	_, err := w.Write(b.Bytes())
	return err
}

// draw lays the panels out under the title.
func (f *Figure) draw(canvas vg.CanvasSizer) {
	c := draw.New(canvas)
	h := handler()
	title := draw.TextStyle{Color: softInk(), Font: face(11), XAlign: draw.XLeft, YAlign: draw.YTop, Handler: h}
	title.Color = ownInk()
	c.FillText(title, vg.Point{X: c.Min.X + 4, Y: c.Max.Y - 5}, f.title)
	note := draw.TextStyle{Color: softInk(), Font: face(6.5), XAlign: draw.XLeft, YAlign: draw.YBottom, Handler: h}
	c.FillText(note, vg.Point{X: c.Min.X + 4, Y: c.Min.Y + 4}, f.note)
	body := draw.Crop(c, 4, -6, noteSpace, -titleSpace)
	tiles := draw.Tiles{Rows: len(f.panels), Cols: len(f.panels[0]), PadX: f.pad, PadY: 8}
	for i, row := range plot.Align(f.panels, tiles, body) {
		for j, part := range row {
			if p := f.panels[i][j]; p != nil {
				p.Draw(part)
			}
		}
	}
}

// short cuts a name to so many characters and takes out what is no text.
func short(s string, most int) string {
	s = strings.Map(func(r rune) rune {
		if r < 0x20 || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r == 0xfffe || r == 0xffff {
			return '\uFFFD'
		}
		return r
	}, s)
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}
