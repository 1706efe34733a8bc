package parser

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed-7a84ba5f/dyad/annotate/parse"
)

// readText splits running text into words roughly as the treebank has them,
// one slice for each line. It serves the learning of clusters and of the quick
// tagger, where a rare slip does no harm.
func readText(r io.Reader) ([][]string, error) {
	sc := bufio.NewScanner(r)
	sc.Buffer(make([]byte, 1<<16), 1<<26)
	intern := map[string]string{}
	var out [][]string
	for sc.Scan() {
		var line []string
		for _, chunk := range strings.Fields(sc.Text()) {
			line = appendWords(line, chunk)
		}
		for i, w := range line {
			s, ok := intern[w]
			if !ok {
				s = strings.Clone(w)
				intern[s] = s
			}
			line[i] = s
		}
		if len(line) > 0 {
			out = append(out, line)
		}
	}
	return out, sc.Err()
}

// keysOf gives the words of a text as keys of the lexicon.
func keysOf(text [][]string) [][]string {
	out := make([][]string, len(text))
	for i, line := range text {
		out[i] = make([]string, len(line))
		for k, w := range line {
			out[i][k] = parse.Key(w)
		}
	}
	return out
}

func appendWords(dst []string, chunk string) []string {
	for chunk != "" {
		r, n := utf8.DecodeRuneInString(chunk)
		if inWord(r) || r == '$' {
			break
		}
		dst = append(dst, chunk[:n])
		chunk = chunk[n:]
	}
	if strings.HasPrefix(chunk, "$") {
		dst, chunk = append(dst, "$"), chunk[1:]
	}
	end := len(chunk)
	for end > 0 {
		r, n := utf8.DecodeLastRuneInString(chunk[:end])
		if inWord(r) || r == '%' || r == '.' && strings.Count(chunk[:end], ".") > 1 {
			break
		}
		end -= n
	}
	if word := chunk[:end]; word != "" {
		dst = appendClitics(dst, word)
	}
	for chunk = chunk[end:]; chunk != ""; {
		_, n := utf8.DecodeRuneInString(chunk)
		dst = append(dst, chunk[:n])
		chunk = chunk[n:]
	}
	return dst
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func appendClitics(dst []string, word string) []string {
	low := strings.ReplaceAll(word, "’", "'")
	cut := -1
	if strings.HasSuffix(low, "n't") && len(low) > 3 {
		cut = len(low) - 3
	} else if i := strings.LastIndexByte(low, '\''); i > 0 && len(low)-i <= 3 {
		cut = i
	}
	if cut > 0 {
		return append(dst, low[:cut], low[cut:])
	}
	return append(dst, low)
}

// TextColumn gives the column text of CSV tables as running text for
// Options.Text: each text once over all tables, a line each.
func TextColumn(tables ...io.Reader) (io.Reader, error) {
	var dst bytes.Buffer
	seen := map[string]bool{}
	for i, r := range tables {
		rows := csv.NewReader(r)
		header, err := rows.Read()
		if err != nil {
			return nil, fmt.Errorf("table %d: %w", i+1, err)
		}
		column := slices.Index(header, "text")
		if column < 0 {
			return nil, fmt.Errorf("table %d: no column text", i+1)
		}
		for {
			row, err := rows.Read()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				return nil, fmt.Errorf("table %d: %w", i+1, err)
			}
			if text := strings.Join(strings.Fields(row[column]), " "); !seen[text] {
				seen[text] = true
				dst.WriteString(text)
				dst.WriteByte('\n')
			}
		}
	}
	return &dst, nil
}
