// Package decode turns the bytes of files into text: UTF-8, UTF-16 with its mark,
// Windows-1252 where the bytes can be nothing else that is sound, and the
// encodings of other scripts where a detector is sure of them. It never guesses
// silently: the caller is told of any encoding but UTF-8.
package decode

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/gogs/chardet"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// Mark is the byte order mark in UTF-8.
const Mark = "\ufeff"

// Fault is what keeps bytes from being text.
type Fault struct {
	Binary    bool // no text at all; else text in no encoding that is known
	Line, Col int  // of the first bad byte, from 1; Col in bytes
	Msg       string
}

// Text turns the bytes of a file into text and names their encoding, "" for UTF-8.
func Text(b []byte) (text, encoding string, bad *Fault) {
	if text, ok := UTF16(b); ok {
		return text, "UTF-16", nil
	}
	b = bytes.TrimPrefix(b, []byte(Mark))
	if i := Binary(b); i >= 0 {
		line, col := Place(b, i)
		return "", "", &Fault{true, line, col, fmt.Sprintf("is not text: byte 0x%02X", b[i])}
	}
	if utf8.Valid(b) {
		return string(b), "", nil
	}
	i := Invalid(b)
	if text, ok := Windows1252(b); ok {
		return text, "Windows-1252", nil
	}
	if text, encoding, ok := other(b); ok {
		return text, encoding, nil
	}
	line, col := Place(b, i)
	return "", "", &Fault{false, line, col, fmt.Sprintf("is not UTF-8: byte 0x%02X", b[i])}
}

// UTF16 decodes bytes that are whole and sound UTF-16, with its byte order mark or,
// as some programs write it, without.
func UTF16(b []byte) (string, bool) {
	order, ok := UTF16Order(b)
	if !ok || len(b) < 4 || len(b)%2 != 0 {
		return "", false
	}
	units := make([]uint16, 0, len(b)/2)
	for i := 0; i < len(b); i += 2 {
		units = append(units, order.Uint16(b[i:]))
	}
	marked := units[0] == 0xFEFF
	if marked {
		units = units[1:]
	}
	text := string(utf16.Decode(units))
	if strings.ContainsAny(text, "\x00\uFFFD") || !marked && Binary([]byte(text)) >= 0 {
		return "", false
	}
	return text, true
}

// UTF16Order tells UTF-16 by its mark, or by zeros in every second byte.
func UTF16Order(head []byte) (binary.ByteOrder, bool) {
	if bytes.HasPrefix(head, []byte("\xff\xfe")) {
		return binary.LittleEndian, true
	}
	if bytes.HasPrefix(head, []byte("\xfe\xff")) {
		return binary.BigEndian, true
	}
	var zeros [2]int
	n := min(len(head), 512) / 2
	for i, b := range head[:2*n] {
		if b == 0 {
			zeros[i%2]++
		}
	}
	switch {
	case n <= 1:
	case zeros[0] == 0 && zeros[1] >= n*3/4:
		return binary.LittleEndian, true
	case zeros[1] == 0 && zeros[0] >= n*3/4:
		return binary.BigEndian, true
	}
	return nil, false
}

// FromUTF16 gives what a stream of UTF-16 holds as UTF-8, without its mark.
func FromUTF16(r io.Reader, order binary.ByteOrder) io.Reader {
	endian := unicode.LittleEndian
	if order == binary.BigEndian {
		endian = unicode.BigEndian
	}
	return transform.NewReader(r, unicode.UTF16(endian, unicode.UseBOM).NewDecoder())
}

// Binary gives the place of the first byte that no text holds, or -1.
func Binary(b []byte) int {
	return bytes.IndexFunc(b, func(r rune) bool {
		return r < ' ' && r != '\t' && r != '\n' && r != '\r' && r != '\f' && r != '\v' && r != 0x1A && r != 0x1B
	})
}

// Invalid gives the place of the first byte that is no part of UTF-8, or -1.
func Invalid(b []byte) int {
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}

// windows1252 holds what bytes 0x80 to 0x9F mean; 0 is undefined.
var windows1252 = [32]rune{
	'€', 0, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', 0, 'Ž', 0,
	0, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', 0, 'ž', 'Ÿ',
}

// Windows1252 decodes bytes as Windows-1252 where that is believable:
// no undefined byte, no sign of UTF-8 (a damaged file is not to be turned into
// another text), and high bytes that are few, as in Western languages.
func Windows1252(b []byte) (string, bool) {
	var sb strings.Builder
	high := 0
	for i := 0; i < len(b); {
		c := b[i]
		if c < utf8.RuneSelf {
			sb.WriteByte(c)
			i++
			continue
		}
		if _, n := utf8.DecodeRune(b[i:]); n > 1 {
			return "", false
		}
		r := rune(c)
		if c < 0xA0 {
			r = windows1252[c-0x80]
		}
		if r == 0 {
			return "", false
		}
		sb.WriteRune(r)
		high++
		i++
	}
	return sb.String(), high*4 <= len(b)
}

const otherSure = 40 // of 100: from here the detector's word is taken; it gives 42 to ten short Russian sentences

// other decodes bytes in another script's encoding (Windows-1251, KOI8-R,
// GB 18030, Shift JIS and the like) where a detector is sure of it. Bytes that
// hold UTF-8 are a damaged file and no such text.
func other(b []byte) (text, encoding string, ok bool) {
	high, utf := 0, 0
	for i := 0; i < len(b); {
		_, n := utf8.DecodeRune(b[i:])
		if b[i] >= utf8.RuneSelf {
			high += n
			if n > 1 {
				utf += n
			}
		}
		i += n
	}
	if high*5 < len(b) || utf*4 > high*3 || high < 40 {
		return "", "", false
	}
	best, err := chardet.NewTextDetector().DetectBest(b)
	if err != nil || best.Confidence < otherSure || strings.HasPrefix(best.Charset, "UTF-") {
		return "", "", false
	}
	e, name := charset.Lookup(best.Charset)
	if e == nil {
		return "", "", false
	}
	plain, err := e.NewDecoder().Bytes(b)
	if err != nil || bytes.ContainsRune(plain, utf8.RuneError) {
		return "", "", false
	}
	return string(plain), name, true
}

// Place gives line and column of byte i, from 1.
func Place(b []byte, i int) (line, col int) {
	line = 1 + bytes.Count(b[:i], []byte{'\n'})
	return line, i - bytes.LastIndexByte(b[:i], '\n')
}
