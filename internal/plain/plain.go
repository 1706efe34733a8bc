// Package plain brings text to the one form in which it is compared, matched
// and scored: letters composed (NFC), invisible characters left out, every
// kind of space a space, ligatures spelled, entities resolved. Texts, names
// in a study, sheets and file names all pass through it once, at reading, so
// that "Peña" is one word however it was typed.
package plain

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/text/unicode/norm"
)

// Run says from which bytes of the original a stretch of the plain text was
// made. Where they are not the same byte for byte, the stretch answers to the
// bytes as a whole.
type Run struct {
	Start, End int // bytes of the plain text
	From, To   int // bytes of the original
	Same       bool
}

// Text returns the plain form of s, s itself where it is plain. Plain text
// stays as it is.
func Text(s string) string {
	s, _ = Traced(s)
	return s
}

// Traced returns the plain form of s with the runs that lead back to s, in
// order; runs is nil where nothing was changed. What was left out is in no run.
func Traced(s string) (text string, runs []Run) {
	text, runs = s, nil
	for range 3 { // "&amp;nbsp;" is two layers, and a mark may close on a letter before it
		next, more := once(text)
		if more == nil {
			break
		}
		if runs == nil {
			runs = more
		} else {
			runs = Through(more, runs)
		}
		text = next
	}
	return text, runs
}

func once(s string) (string, []Run) {
	text, runs := replaced(s)
	if norm.NFC.IsNormalString(text) {
		return text, runs
	}
	text, more := composed(text)
	if runs == nil {
		return text, more
	}
	return text, Through(more, runs)
}

// builder gathers a text with its runs.
type builder struct {
	sb   strings.Builder
	runs []Run
}

// add appends what the bytes from to to of the original became.
func (b *builder) add(text string, from, to int, same bool) {
	if text == "" {
		return
	}
	start := b.sb.Len()
	b.sb.WriteString(text)
	if n := len(b.runs); same && n > 0 && b.runs[n-1].Same && b.runs[n-1].To == from {
		b.runs[n-1].End, b.runs[n-1].To = b.sb.Len(), to
		return
	}
	b.runs = append(b.runs, Run{start, b.sb.Len(), from, to, same})
}

// replaced resolves entities, leaves out what cannot be seen, and spells
// spaces and ligatures.
func replaced(s string) (string, []Run) {
	var b builder
	kept := 0
	for i := 0; i < len(s); {
		as, n := "", 1
		switch c := s[i]; {
		case c == '&':
			as, n = entity(s[i:])
		case c >= utf8.RuneSelf:
			var r rune
			r, n = utf8.DecodeRuneInString(s[i:])
			as = seen(r, s, i, n)
		default:
			as = s[i : i+1]
		}
		if as != s[i:i+n] {
			b.add(s[kept:i], kept, i, true)
			b.add(as, i, i+n, false)
			kept = i + n
		}
		i += n
	}
	if kept == 0 {
		return s, nil
	}
	b.add(s[kept:], kept, len(s), true)
	return b.sb.String(), slices.Clip(b.runs)
}

// longestEntity is "&CounterClockwiseContourIntegral;".
const longestEntity = 33

// entity returns what the entity at the head of s stands for and its bytes. It
// must end with a semicolon: "AT&T" and "?a=1&lt=2" are none.
func entity(s string) (as string, n int) {
	end := strings.IndexByte(s[:min(len(s), longestEntity)], ';')
	if end < 2 {
		return "&", 1
	}
	as = html.UnescapeString(s[:end+1])
	if as == s[:end+1] || strings.ContainsAny(as, ";&") && as != "&" || as == "<" || as == "\x00" {
		return "&", 1 // no entity, or one whose letter would begin a tag
	}
	return as, end + 1
}

// unseenRunes cannot be seen: soft hyphens, zero widths, marks of direction,
// invisible operators.
var unseenRunes = &unicode.RangeTable{R16: []unicode.Range16{
	{Lo: 0x00ad, Hi: 0x00ad, Stride: 1}, {Lo: 0x180e, Hi: 0x180e, Stride: 1}, {Lo: 0x200b, Hi: 0x200b, Stride: 1},
	{Lo: 0x200e, Hi: 0x200f, Stride: 1}, {Lo: 0x202a, Hi: 0x202e, Stride: 1}, {Lo: 0x2060, Hi: 0x2064, Stride: 1},
	{Lo: 0x2066, Hi: 0x2069, Stride: 1}, {Lo: 0xfeff, Hi: 0xfeff, Stride: 1},
}, LatinOffset: 1}

// wideSpaces are blanks of another width, or that do not break.
var wideSpaces = &unicode.RangeTable{R16: []unicode.Range16{
	{Lo: 0x00a0, Hi: 0x00a0, Stride: 1}, {Lo: 0x1680, Hi: 0x1680, Stride: 1}, {Lo: 0x2000, Hi: 0x200a, Stride: 1},
	{Lo: 0x202f, Hi: 0x202f, Stride: 1}, {Lo: 0x205f, Hi: 0x205f, Stride: 1}, {Lo: 0x3000, Hi: 0x3000, Stride: 1},
}, LatinOffset: 1}

// seen returns what a letter is written as, "" for one that cannot be seen.
func seen(r rune, s string, at, n int) string {
	switch {
	case unicode.Is(unseenRunes, r):
		return ""
	case (r == '\u200c' || r == '\u200d') && latinAround(s, at, n): // other scripts need joiners to spell
		return ""
	case unicode.Is(wideSpaces, r):
		return " "
	case r == '\u2028' || r == '\u2029' || r == '\u0085':
		return "\n"
	case '\ufb00' <= r && r <= '\ufb06':
		return norm.NFKC.String(string(r))
	}
	return s[at : at+n]
}

// Joins reports whether a letter may go, or be spelled in ASCII letters, where a text
// is made plain, so that letters apart in the original come to stand side by side.
func Joins(r rune) bool {
	switch {
	case r < 0x00ad || '\u2010' <= r && r <= '\u2027':
		return false
	case r == '\u200c' || r == '\u200d' || '\ufb00' <= r && r <= '\ufb06' || r == '\u212a':
		return true
	}
	return unicode.Is(unseenRunes, r)
}

// latinAround reports whether the letters beside a joiner need none.
func latinAround(s string, at, n int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:at])
	after, _ := utf8.DecodeRuneInString(s[at+n:])
	return (at == 0 || before < 0x590) && (at+n == len(s) || after < 0x590)
}

// composed brings a text to NFC.
func composed(s string) (string, []Run) {
	var b builder
	var it norm.Iter
	it.InitString(norm.NFC, s)
	for from := 0; !it.Done(); {
		piece := string(it.Next())
		for it.Pos() == from && !it.Done() { // a letter may come apart in several pieces
			piece += string(it.Next())
		}
		to := it.Pos()
		b.add(piece, from, to, piece == s[from:to])
		from = to
	}
	return b.sb.String(), slices.Clip(b.runs)
}

// Through joins two maps: second leads from a text to one in the middle, first
// from there to the original. Stretches that first does not know stay out.
func Through(second, first []Run) []Run {
	var out []Run
	k := 0
	for _, s := range second {
		for k > 0 && first[k-1].End > s.From {
			k--
		}
		for k < len(first) && first[k].End <= s.From {
			k++
		}
		if !s.Same {
			if k < len(first) && first[k].Start <= s.From {
				last := k
				for last+1 < len(first) && first[last+1].Start < s.To {
					last++
				}
				if first[last].End >= s.To {
					from, to := first[k].From, first[last].To
					if first[k].Same {
						from += s.From - first[k].Start
					}
					if first[last].Same {
						to = first[last].From + s.To - first[last].Start
					}
					out = append(out, Run{s.Start, s.End, from, to, false})
				}
			}
			continue
		}
		for ; k < len(first) && first[k].Start < s.To; k++ {
			f := first[k]
			start, end := max(f.Start, s.From), min(f.End, s.To)
			run := Run{Start: s.Start + start - s.From, End: s.Start + end - s.From, From: f.From, To: f.To, Same: f.Same}
			if f.Same {
				run.From, run.To = f.From+start-f.Start, f.From+end-f.Start
			}
			out = append(out, run)
		}
	}
	return out
}
