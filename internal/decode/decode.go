// Package decode turns the bytes of files into text: UTF-8, UTF-16 with its mark,
// Windows-1252 where the bytes can be nothing else that is sound, and the
// encodings of other scripts where a detector is sure of them. It never guesses
// silently: the caller is told of any encoding but UTF-8.
package decode

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/gogs/chardet"
	"golang.org/x/net/html/charset"
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

// UTF16 decodes bytes that begin with a UTF-16 byte order mark and are
// whole and sound.
func UTF16(b []byte) (string, bool) {
	if len(b) < 4 || len(b)%2 != 0 {
		return "", false
	}
	var order binary.ByteOrder
	switch {
	case b[0] == 0xFF && b[1] == 0xFE:
		order = binary.LittleEndian
	case b[0] == 0xFE && b[1] == 0xFF:
		order = binary.BigEndian
	default:
		return "", false
	}
	units := make([]uint16, 0, len(b)/2-1)
	for i := 2; i < len(b); i += 2 {
		units = append(units, order.Uint16(b[i:]))
	}
	text := string(utf16.Decode(units))
	if strings.ContainsAny(text, "\x00\uFFFD") {
		return "", false
	}
	return text, true
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
