package figures

import (
	"slices"
	"unicode"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/encoding/charmap"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/vgpdf"
)

// pdfCanvas writes text as a PDF needs it: its fonts know the characters of
// Windows code page 1252 only. A text with others is drawn by its outlines, as
// far as the face has them; such text can be read but not searched. A text with
// letters that the face does not have is noted.
type pdfCanvas struct {
	*vgpdf.Canvas
	lacking *[]string
}

// FillString writes a text.
func (c pdfCanvas) FillString(f font.Face, at vg.Point, s string) {
	if encoded := encodeText(s); encoded != nil {
		c.Canvas.FillString(f, at, string(encoded))
		return
	}
	c.outline(f, at, s)
}

// encodeText gives a text in code page 1252, nil where it has other characters.
func encodeText(s string) []byte {
	encoded := make([]byte, 0, len(s))
	for _, r := range s {
		b, ok := charmap.Windows1252.EncodeRune(r)
		if !ok {
			return nil
		}
		encoded = append(encoded, b)
	}
	return encoded
}

// outline draws a text glyph by glyph, with the empty box of the face for a
// character that it does not have.
func (c pdfCanvas) outline(f font.Face, at vg.Point, s string) {
	const grid = 1 << 10 // units in which the outlines are asked for
	var buf sfnt.Buffer
	scale := f.Font.Size / grid
	for _, r := range s {
		glyph, err := f.Face.GlyphIndex(&buf, r)
		if err != nil {
			glyph = 0
		}
		if (glyph == 0 || unicode.In(r, unicode.Hebrew, unicode.Arabic)) && !slices.Contains(*c.lacking, s) { // right to left is not set
			*c.lacking = append(*c.lacking, s)
		}
		segments, err := f.Face.LoadGlyph(&buf, glyph, fixed.I(grid), nil)
		if err != nil {
			continue
		}
		if path := glyphPath(segments, at, scale); len(path) > 0 {
			c.Fill(path)
		}
		if wide, err := f.Face.GlyphAdvance(&buf, glyph, fixed.I(grid), 0); err == nil {
			at.X += vg.Length(wide) / 64 * scale
		}
	}
}

// glyphPath puts the outline of a glyph at a place; its y grows downwards.
func glyphPath(segments sfnt.Segments, at vg.Point, scale vg.Length) vg.Path {
	var path vg.Path
	to := func(p fixed.Point26_6) vg.Point {
		return vg.Point{X: at.X + vg.Length(p.X)/64*scale, Y: at.Y - vg.Length(p.Y)/64*scale}
	}
	for _, s := range segments {
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			path.Move(to(s.Args[0]))
		case sfnt.SegmentOpLineTo:
			path.Line(to(s.Args[0]))
		case sfnt.SegmentOpQuadTo:
			path.QuadTo(to(s.Args[0]), to(s.Args[1]))
		case sfnt.SegmentOpCubeTo:
			path.CubeTo(to(s.Args[0]), to(s.Args[1]), to(s.Args[2]))
		}
	}
	return path
}
