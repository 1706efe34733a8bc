package corpus

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

const bomUTF8 = "\ufeff"

// decoded is the text of a file and how its bytes were read.
type decoded struct {
	text     string
	encoding string // "" for UTF-8
}

// textProblem is what keeps bytes from being text.
type textProblem struct {
	reason    string
	line, col int
	msg       string
}

// decodeText turns the bytes of a file into text: UTF-8, UTF-16 with its mark,
// Windows-1252 where the bytes cannot be anything else that is sound, or the
// encoding of another script where a detector is sure of it.
func decodeText(b []byte) (decoded, *textProblem) {
	if text, ok := decodeUTF16(b); ok {
		return decoded{text: text, encoding: "UTF-16"}, nil
	}
	b = bytes.TrimPrefix(b, []byte(bomUTF8))
	if i := firstBinary(b); i >= 0 {
		line, col := place(b, i)
		return decoded{}, &textProblem{ReasonBinary, line, col, fmt.Sprintf("is not text: byte 0x%02X", b[i])}
	}
	if utf8.Valid(b) {
		return decoded{text: string(b)}, nil
	}
	i := firstInvalid(b)
	if text, ok := decodeWindows1252(b); ok {
		return decoded{text: text, encoding: "Windows-1252"}, nil
	}
	if d, ok := decodeOther(b); ok {
		return d, nil
	}
	line, col := place(b, i)
	return decoded{}, &textProblem{ReasonInvalidUTF8, line, col, fmt.Sprintf("is not UTF-8: byte 0x%02X", b[i])}
}

// decodeUTF16 decodes bytes that begin with a UTF-16 byte order mark and are
// whole and sound.
func decodeUTF16(b []byte) (string, bool) {
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

// firstBinary gives the place of the first byte that no text holds, or -1.
func firstBinary(b []byte) int {
	return bytes.IndexFunc(b, func(r rune) bool {
		return r < ' ' && r != '\t' && r != '\n' && r != '\r' && r != '\f' && r != '\v' && r != 0x1A && r != 0x1B
	})
}

func firstInvalid(b []byte) int {
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

// decodeWindows1252 decodes bytes as Windows-1252 where that is believable:
// no undefined byte, no sign of UTF-8 (a damaged file is not to be turned into
// another text), and high bytes that are few, as in Western languages.
func decodeWindows1252(b []byte) (string, bool) {
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

// decodeOther decodes bytes in another script's encoding (Windows-1251, KOI8-R,
// GB 18030, Shift JIS and the like) where a detector is sure of it. Bytes that
// hold UTF-8 are a damaged file and no such text.
func decodeOther(b []byte) (decoded, bool) {
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
		return decoded{}, false
	}
	best, err := chardet.NewTextDetector().DetectBest(b)
	if err != nil || best.Confidence < otherSure || strings.HasPrefix(best.Charset, "UTF-") {
		return decoded{}, false
	}
	e, name := charset.Lookup(best.Charset)
	if e == nil {
		return decoded{}, false
	}
	text, err := e.NewDecoder().Bytes(b)
	if err != nil || bytes.ContainsRune(text, utf8.RuneError) {
		return decoded{}, false
	}
	return decoded{text: string(text), encoding: name}, true
}

// place gives line and column of byte i, from 1.
func place(b []byte, i int) (line, col int) {
	line = 1 + bytes.Count(b[:i], []byte{'\n'})
	return line, i - bytes.LastIndexByte(b[:i], '\n')
}
