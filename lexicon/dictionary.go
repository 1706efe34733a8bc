package lexicon

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Format names a file format of research lexicons.
type Format string

// The formats that Load reads.
const (
	VADER        Format = "vader"        // word TAB mean TAB deviation TAB [ratings] (Hutto and Gilbert 2014)
	AFINN        Format = "afinn"        // word or phrase TAB whole number from -5 to 5 (Nielsen 2011)
	LIWC         Format = "liwc"         // a .dic file: categories between two lines "%", then words (Pennebaker and others)
	NRC          Format = "nrc"          // word TAB category TAB number: EmoLex and its intensities (Mohammad and Turney 2013)
	TSV          Format = "tsv"          // a header, a word and a number for each further column (NRC VAD and the like)
	SentiWordNet Format = "sentiwordnet" // synsets with a positive and a negative score (Baccianella and others 2010)
	Quanteda     Format = "quanteda"     // YAML: keys, sub-keys and lists of patterns (Benoit and others 2018)
	Riveter      Format = "riveter"      // a header, a verb and its connotation frames (Rashkin 2016, Sap 2017, Antoniak 2023)
	CAMEO        Format = "cameo"        // verb patterns of TABARI and PETRARCH (Schrodt)
	Own          Format = "own"          // the format of the built-in lists
)

// Formats are all formats by name.
var Formats = []Format{AFINN, CAMEO, LIWC, NRC, Own, Quanteda, Riveter, SentiWordNet, TSV, VADER}

// Dictionary is a lexicon that a researcher brings: terms in categories, with
// weights.
type Dictionary struct {
	Name       string // the file's base name without its ending
	File       string
	Format     Format
	Hash       string   // SHA-256 of the file, in hex
	Categories []string // sorted
	Terms      []Term   // by pattern, category and line
	// Scale is the largest absolute weight that the format allows (4 for
	// VADER, 5 for AFINN), 1 where weights are shares or counts.
	Scale float64
}

// Term is one entry: a pattern that puts what it matches into a category.
type Term struct {
	// Pattern is in lower case, its words parted by one space. In a word, "*"
	// stands for any letters and "?" for one.
	Pattern  string
	Category string  // "valence" where the format has but one; nested keys are joined by "."
	Weight   float64 // 1 where the format has none
	POS      string  // noun, verb, adj, adv; "" for any
	Lemma    bool    // the words are compared with lemmas too, not only with the words of the text
	Gap      int     // how many words may stand between two words of the pattern
	Line     int     // of the file, from 1
}

// ValenceCategory is the category of formats that have but one.
const ValenceCategory = "valence"

// PlaceError is a fault in a research lexicon.
type PlaceError struct {
	File      string
	Line, Col int // from 1; Col counts characters
	Msg       string
}

// Error gives "file:line:col: message".
func (e *PlaceError) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Col, e.Msg)
}

// Load reads a lexicon in the given format; "" takes the one that Sniff finds.
// A line that is malformed is a problem and costs only itself. The error says
// why nothing could be read.
func Load(file string, data []byte, format Format) (d *Dictionary, problems []error, err error) {
	if format == "" {
		format = Sniff(data)
	}
	read, ok := loaders()[format]
	if !ok {
		return nil, nil, fmt.Errorf("%s: the format %q is none of %v", file, format, Formats)
	}
	sum := sha256.Sum256(data)
	l := &loader{d: &Dictionary{Name: baseName(file), File: file, Format: format, Hash: hex.EncodeToString(sum[:]), Scale: 1}}
	if !utf8.Valid(data) {
		line, col := placeOfBadByte(data)
		l.fail(line, col, "is not UTF-8; every byte that is none reads as a replacement character")
	}
	read(l, strings.ToValidUTF8(strings.TrimPrefix(string(data), "\ufeff"), "\ufffd"))
	l.finish()
	if len(l.d.Terms) == 0 {
		if len(l.problems) > 0 {
			return nil, l.problems, fmt.Errorf("%s: no entry could be read as %s", file, format)
		}
		return nil, nil, fmt.Errorf("%s: has no entries (read as %s)", file, format)
	}
	return l.d, l.problems, nil
}

func loaders() map[Format]func(*loader, string) {
	return map[Format]func(*loader, string){
		VADER: loadVader, AFINN: loadAfinn, LIWC: loadLIWC, NRC: loadNRC, TSV: loadTSV,
		SentiWordNet: loadSentiWordNet, Quanteda: loadQuanteda, Riveter: loadRiveter, CAMEO: loadCAMEO, Own: loadOwn,
	}
}

// baseName is the last part of a path without its ending.
func baseName(file string) string {
	if i := strings.LastIndexAny(file, `/\`); i >= 0 {
		file = file[i+1:]
	}
	if i := strings.LastIndexByte(file, '.'); i > 0 {
		file = file[:i]
	}
	return file
}

func placeOfBadByte(data []byte) (line, col int) {
	line, col = 1, 1
	for len(data) > 0 {
		r, n := utf8.DecodeRune(data)
		if r == utf8.RuneError && n == 1 {
			break
		}
		if col++; r == '\n' {
			line, col = line+1, 1
		}
		data = data[n:]
	}
	return line, col
}

// loader gathers what a format's reader finds.
type loader struct {
	d        *Dictionary
	problems []error
}

func (l *loader) fail(line, col int, format string, args ...any) {
	l.problems = append(l.problems, &PlaceError{l.d.File, line, col, fmt.Sprintf(format, args...)})
}

// add takes in a term, its pattern as written at the beginning of its line.
func (l *loader) add(t Term) { l.addAt(t, 1) }

func (l *loader) addAt(t Term, col int) {
	t.Pattern = fold(t.Pattern)
	if t.Pattern == "" || strings.Trim(t.Pattern, "*? ") == "" {
		l.fail(t.Line, col, "the pattern is empty or matches everything")
		return
	}
	l.d.Terms = append(l.d.Terms, t)
}

// fold gives a pattern in lower case with single spaces and plain apostrophes.
func fold(s string) string {
	return strings.ToLower(strings.Join(strings.Fields(strings.ReplaceAll(s, "’", "'")), " "))
}

// finish orders the terms and drops those that stand twice.
func (l *loader) finish() {
	slices.SortStableFunc(l.d.Terms, func(a, b Term) int {
		return cmp.Or(cmp.Compare(a.Pattern, b.Pattern), cmp.Compare(a.Category, b.Category), cmp.Compare(a.POS, b.POS), cmp.Compare(a.Line, b.Line))
	})
	kept := l.d.Terms[:0]
	for _, t := range l.d.Terms {
		if n := len(kept); n > 0 && kept[n-1].Pattern == t.Pattern && kept[n-1].Category == t.Category && kept[n-1].POS == t.POS {
			if kept[n-1].Weight != t.Weight {
				l.fail(t.Line, 1, "%q stands a second time in %s with another weight (line %d is kept)", t.Pattern, t.Category, kept[n-1].Line)
			}
			continue
		}
		kept = append(kept, t)
	}
	l.d.Terms = kept
	for _, t := range l.d.Terms {
		l.d.Categories = append(l.d.Categories, t.Category)
	}
	slices.Sort(l.d.Categories)
	l.d.Categories = slices.Compact(l.d.Categories)
	slices.SortStableFunc(l.problems, func(a, b error) int {
		x, y := a.(*PlaceError), b.(*PlaceError)
		return cmp.Or(cmp.Compare(x.Line, y.Line), cmp.Compare(x.Col, y.Col))
	})
}

// lines calls f with each line that is not blank, without its end.
func lines(text string, f func(n int, line string)) {
	n := 0
	for line := range strings.Lines(text) {
		n++
		if line = strings.TrimRight(line, "\r\n"); strings.TrimSpace(line) != "" {
			f(n, line)
		}
	}
}

// column gives the character column, from 1, where cell i of a line begins.
func column(cells []string, i int) int {
	n := 1
	for _, c := range cells[:min(i, len(cells))] {
		n += utf8.RuneCountInString(c) + 1
	}
	return n
}
