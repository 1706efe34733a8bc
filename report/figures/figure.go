package figures

import (
	"bytes"
	"encoding/csv"
	"html"
	"io"
	"strconv"
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

	"github.com/seed-7a84ba5f/dyad/report/table"
)

// Figure is a figure that can be written.
type Figure struct {
	Name string // of the file, without ending
	// Data are the numbers that are drawn, as the tables have them.
	Data []Datum
	// Left says what the figure does not show for want of room; "" for nothing.
	Left    string
	title   string
	note    []string // lines
	text    plottext.Handler
	panels  [][]*plot.Plot // by row
	Lacking []string       // texts that the PDF cannot show, in the order in which they were drawn

	body vg.Length // height of the panels
	pad  vg.Length // between columns
}

// Datum is one number of a figure.
type Datum struct {
	Panel, Name string // Name: of the source, period, name, frame, stage or choice
	Series      string // own, quoted, curve, or what else is told apart
	X           table.Num
	Value       table.Num
	Low, High   table.Num // of its interval
	N           int       // articles; labels and frames: sentences
}

// The sizes of a figure: the width of a page of a paper.
const (
	pageWidth  = 18 * vg.Centimeter
	titleSpace = vg.Length(22)
	noteSize   = vg.Length(6.5)
	noteLine   = vg.Length(8.5)
	edgeSpace  = vg.Length(4)
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
func newPanel(title string, h plottext.Handler) *plot.Plot {
	p := plot.New()
	p.TextHandler = h
	p.Title.Text = title
	p.Title.TextStyle.Font, p.Title.TextStyle.Handler = face(8.5), p.TextHandler
	p.Title.Padding = 3
	for _, a := range []*plot.Axis{&p.X, &p.Y} {
		a.Label.TextStyle.Font, a.Label.TextStyle.Handler = face(7), p.TextHandler
		a.Label.TextStyle.Color = softInk()
		a.Tick.Label.Font, a.Tick.Label.Handler = face(7), p.TextHandler
		a.LineStyle.Color, a.LineStyle.Width = lineInk(), vg.Points(0.5)
		a.Tick.LineStyle.Color, a.Tick.LineStyle.Width, a.Tick.Length = lineInk(), vg.Points(0.5), 0
		a.Padding = 0
	}
	return p
}

// SVG writes the figure as SVG, with its title and note for those who hear it.
func (f *Figure) SVG(w io.Writer) error {
	c := vgsvg.New(pageWidth, f.height())
	f.draw(c)
	var b bytes.Buffer
	if _, err := c.WriteTo(&b); err != nil {
		return err
	}
	s := b.String()
	// Arial and Helvetica have the widths of Liberation, where that is not there.
	s = strings.ReplaceAll(s, "font-family:Liberation Sans;", "font-family:'Liberation Sans',Arial,Helvetica,sans-serif;")
	if at := strings.Index(s, "<g "); at >= 0 {
		s = s[:at] + "<title>" + html.EscapeString(f.title) + "</title>\n<desc>" + html.EscapeString(strings.Join(f.note, " ")) + "</desc>\n" + s[at:]
	}
	_, err := io.WriteString(w, s)
	return err
}

// PDF writes the figure as PDF, with its fonts and without a date. Lacking
// then holds the texts in scripts that its fonts do not have; SVG leaves the
// letters to whoever shows it.
func (f *Figure) PDF(w io.Writer) error {
	epoch := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	fpdf.SetDefaultCreationDate(epoch)
	fpdf.SetDefaultModificationDate(epoch)
	fpdf.SetDefaultCatalogSort(true)
	c := vgpdf.New(pageWidth, f.height())
	f.Lacking = nil
	f.draw(pdfCanvas{c, &f.Lacking})
	var b bytes.Buffer
	if _, err := c.WriteTo(&b); err != nil {
		return err
	}
	_, err := w.Write(b.Bytes())
	return err
}

// CSV writes the numbers that the figure draws.
func (f *Figure) CSV(w io.Writer) error {
	rows := [][]string{{"panel", "name", "series", "x", "value", "low", "high", "n"}}
	for _, d := range f.Data {
		rows = append(rows, []string{table.Guard(d.Panel), table.Guard(d.Name), table.Guard(d.Series), printed(d.X), printed(d.Value), printed(d.Low), printed(d.High), strconv.Itoa(d.N)})
	}
	return csv.NewWriter(w).WriteAll(rows)
}

func printed(x table.Num) string {
	if !x.Known {
		return ""
	}
	return strconv.FormatFloat(x.Value, 'f', -1, 64)
}

// height is that of the whole figure.
func (f *Figure) height() vg.Length {
	return titleSpace + f.body + f.noteHeight()
}

func (f *Figure) noteHeight() vg.Length {
	return vg.Length(len(f.note))*noteLine + 2*edgeSpace
}

// draw lays the panels out under the title.
func (f *Figure) draw(canvas vg.CanvasSizer) {
	c := draw.New(canvas)
	title := draw.TextStyle{Color: ownInk(), Font: face(11), XAlign: draw.XLeft, YAlign: draw.YTop, Handler: f.text}
	c.FillText(title, vg.Point{X: c.Min.X + edgeSpace, Y: c.Max.Y - 5}, f.title)
	note := draw.TextStyle{Color: softInk(), Font: face(noteSize), XAlign: draw.XLeft, YAlign: draw.YBottom, Handler: f.text}
	for i, line := range f.note {
		c.FillText(note, vg.Point{X: c.Min.X + edgeSpace, Y: c.Min.Y + edgeSpace + vg.Length(len(f.note)-1-i)*noteLine}, line)
	}
	body := draw.Crop(c, edgeSpace, -8, f.noteHeight(), -titleSpace)
	tiles := draw.Tiles{Rows: len(f.panels), Cols: len(f.panels[0]), PadX: f.pad, PadY: 8}
	for i, row := range plot.Align(f.panels, tiles, body) {
		for j, part := range row {
			if p := f.panels[i][j]; p != nil {
				p.Draw(part)
			}
		}
	}
}

// textWidth is how wide a line of text is.
func textWidth(h plottext.Handler, s string, size vg.Length) vg.Length {
	w, _, _ := h.Box(s, face(size))
	return w
}

// wrap breaks a text into lines that are no wider than most.
func wrap(h plottext.Handler, s string, size, most vg.Length) []string {
	var lines []string
	line := ""
	for word := range strings.FieldsSeq(s) {
		longer := strings.TrimPrefix(line+" "+word, " ")
		if line != "" && textWidth(h, longer, size) > most {
			lines, line = append(lines, line), word
			continue
		}
		line = longer
	}
	return append(lines, line)
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

// Absence says why a run in the folder dir has no figure that was asked for.
func Absence(name, dir string) string {
	switch name {
	case "multiverse":
		return "there is no detail/multiverse.csv in " + dir + "; dyad multiverse " + dir + " writes it"
	case "trends":
		return "there are too few periods for a curve in detail/trends.csv"
	case "contrasts":
		return "detail/contrasts.csv has no row: there are no two sources with enough articles to compare"
	}
	return "the tables have no row for it"
}
