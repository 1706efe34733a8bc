package main

import (
	"fmt"
	"io"
	"os"
	"strings"
)

// style writes marks in colours where on is set, and in plain characters
// where it is not.
type style struct{ on bool }

// paint decides whether to write colours: always, never, or on a terminal
// that has not asked for none (https://no-color.org).
func paint(w io.Writer, mode string) style {
	switch mode {
	case "always":
		return style{true}
	case "never":
		return style{}
	}
	file, ok := w.(*os.File)
	return style{ok && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" && draws(file)}
}

func (s style) with(code, text string) string {
	if !s.on || text == "" {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

func (s style) bold(text string) string { return s.with("1", text) }
func (s style) dim(text string) string  { return s.with("2", text) }

// sign colours text by which side it is on: for, against, mixed.
func (s style) sign(text, sign string) string {
	switch sign {
	case "for":
		return s.with("32", text)
	case "against":
		return s.with("31", text)
	case "mixed":
		return s.with("33", text)
	}
	return text
}

// differs sets off where reader and rules do not see the same.
func (s style) differs(text string, on bool) string {
	if on {
		return s.with("33", text)
	}
	return text
}

// mark sets off words that carry the notes of the given numbers.
func (s style) mark(text string, notes []int, sign string) string {
	numbers := strings.Trim(strings.ReplaceAll(fmt.Sprint(notes), " ", ","), "[]")
	if s.on {
		return s.bold(s.sign(text, sign)) + s.dim("["+numbers+"]")
	}
	return "[" + text + "]" + numbers
}
