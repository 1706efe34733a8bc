package lexicon

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// number reads cell i of a line as a number from lo to hi.
func (l *loader) number(line int, cells []string, i int, lo, hi float64) (float64, bool) {
	v, err := strconv.ParseFloat(strings.TrimSpace(cells[i]), 64)
	if err != nil || math.IsNaN(v) || v < lo || v > hi {
		l.fail(line, column(cells, i), "%q is no number from %g to %g", cells[i], lo, hi)
		return 0, false
	}
	return v, true
}

func loadVader(l *loader, text string) {
	l.d.Scale = 4
	lines(text, func(n int, line string) {
		cells := strings.Split(line, "\t")
		if len(cells) < 2 {
			l.fail(n, 1, "wants a word, a tab and its mean")
			return
		}
		if v, ok := l.number(n, cells, 1, -4, 4); ok {
			l.add(Term{Pattern: literal(cells[0]), Category: ValenceCategory, Weight: v, Line: n})
		}
	})
}

func loadAfinn(l *loader, text string) {
	l.d.Scale = 5
	lines(text, func(n int, line string) {
		cells := strings.Split(line, "\t")
		if len(cells) != 2 {
			l.fail(n, 1, "wants a word, a tab and a whole number")
			return
		}
		v, ok := l.number(n, cells, 1, -5, 5)
		if ok && v != math.Trunc(v) {
			l.fail(n, column(cells, 1), "%q is no whole number", cells[1])
		} else if ok {
			l.add(Term{Pattern: literal(cells[0]), Category: ValenceCategory, Weight: v, Line: n})
		}
	})
}

// literal takes the meaning from the characters that are wildcards in a
// pattern: a format without wildcards means them ("f**k", "?"), and a word
// with one is matched by any letter there.
func literal(s string) string { return strings.ReplaceAll(s, "*", "?") }

// loadLIWC reads a .dic file. A word may be a stem with "*" at its end and be
// in many categories; the conditions of LIWC2007 ("(02 134)125/464") are told
// as problems.
func loadLIWC(l *loader, text string) {
	names := map[string]string{}
	marks := 0
	lines(text, func(n int, line string) {
		if strings.TrimSpace(line) == "%" {
			marks++
			return
		}
		cells := strings.Split(strings.TrimSpace(line), "\t")
		if len(cells) < 2 {
			cells = strings.Fields(line)
		}
		switch {
		case marks == 0:
			l.fail(n, 1, "stands before the line \"%%\" that opens the categories")
		case marks == 1 && len(cells) < 2:
			l.fail(n, 1, "wants a number, a tab and a category")
		case marks == 1:
			names[strings.TrimSpace(cells[0])] = strings.TrimSpace(cells[1])
		default:
			l.liwcWord(n, cells, names)
		}
	})
	if marks == 1 {
		l.fail(1, 1, "no second line \"%%\" closes the categories")
	}
}

func (l *loader) liwcWord(n int, cells []string, names map[string]string) {
	if len(cells) < 2 {
		l.fail(n, 1, "%q is in no category", cells[0])
	}
	for i := 1; i < len(cells); i++ {
		number := strings.TrimSpace(cells[i])
		if number == "" {
			continue
		}
		name, ok := names[number]
		if !ok {
			l.fail(n, column(cells, i), "%q is no category of the head", number)
			continue
		}
		l.add(Term{Pattern: cells[0], Category: name, Weight: 1, Line: n})
	}
}

// loadNRC reads EmoLex (word, emotion, 0 or 1) and the intensities (word,
// emotion, score; in older files word, score, emotion). A weight of 0 says
// that the word is not of the category, and is left out.
func loadNRC(l *loader, text string) {
	lines(text, func(n int, line string) {
		cells := strings.Split(line, "\t")
		if len(cells) != 3 {
			if n > 1 {
				l.fail(n, 1, "has %d cells, not three", len(cells))
			}
			return
		}
		category, score := 1, 2
		if _, err := strconv.ParseFloat(cells[1], 64); err == nil {
			category, score = 2, 1
		} else if _, err := strconv.ParseFloat(cells[2], 64); err != nil && n == 1 {
			return // a header
		}
		if v, ok := l.number(n, cells, score, -1, 1); ok && v != 0 {
			l.add(Term{Pattern: literal(cells[0]), Category: strings.TrimSpace(cells[category]), Weight: v, Line: n})
		}
	})
}

// loadTSV reads a table with a header: the first column is the word, each
// other one whose cells are numbers a category.
func loadTSV(l *loader, text string) {
	var head []string
	lines(text, func(n int, line string) {
		if strings.HasPrefix(line, "#") && head == nil {
			return
		}
		cells := splitCells(line)
		if head == nil {
			if head = cells; len(head) < 2 {
				l.fail(n, 1, "the header has no column beside the word")
			}
			return
		}
		if len(cells) != len(head) {
			l.fail(n, 1, "has %d cells, the header has %d", len(cells), len(head))
			return
		}
		for i := 1; i < len(cells); i++ {
			if strings.TrimSpace(cells[i]) == "" {
				continue
			}
			if v, ok := l.number(n, cells, i, -math.MaxFloat64, math.MaxFloat64); ok {
				l.d.Scale = max(l.d.Scale, math.Abs(v))
				l.add(Term{Pattern: cells[0], Category: strings.TrimSpace(head[i]), Weight: v, Line: n})
			}
		}
	})
}

// senses adds up the scores of a word over its senses.
type senses struct {
	sum, of float64
	line    int
}

// loadSentiWordNet gives each word and part of speech one weight: positive
// less negative, over its senses in order of frequency, each by the inverse of
// its rank.
func loadSentiWordNet(l *loader, text string) {
	type key struct{ word, pos string }
	words := map[key]*senses{}
	var order []key
	lines(text, func(n int, line string) {
		if strings.HasPrefix(line, "#") {
			return
		}
		cells := strings.Split(line, "\t")
		if len(cells) < 5 {
			l.fail(n, 1, "has %d cells, not at least five", len(cells))
			return
		}
		pos, ok := map[string]string{"n": "noun", "v": "verb", "a": "adj", "s": "adj", "r": "adv"}[cells[0]]
		if !ok {
			l.fail(n, 1, "%q is no part of speech", cells[0])
			return
		}
		p, ok1 := l.number(n, cells, 2, 0, 1)
		m, ok2 := l.number(n, cells, 3, 0, 1)
		if !ok1 || !ok2 {
			return
		}
		for _, term := range strings.Fields(cells[4]) {
			word, rank, _ := strings.Cut(term, "#")
			r, err := strconv.Atoi(rank)
			if err != nil || r < 1 {
				l.fail(n, column(cells, 4), "%q has no rank", term)
				continue
			}
			k := key{strings.ReplaceAll(word, "_", " "), pos}
			if words[k] == nil {
				words[k] = &senses{line: n}
				order = append(order, k)
			}
			words[k].sum += (p - m) / float64(r)
			words[k].of += 1 / float64(r)
		}
	})
	for _, k := range order {
		if s := words[k]; s.sum != 0 {
			l.add(Term{Pattern: k.word, Category: ValenceCategory, Weight: s.sum / s.of, POS: k.pos, Lemma: true, Line: s.line})
		}
	}
}

// frameValues are what connotation frames say in words.
var frameValues = map[string]float64{
	"power_agent": 1, "power_theme": -1, "power_equal": 0, "power_equals": 0,
	"agency_pos": 1, "agency_neg": -1, "agency_equal": 0,
	"agent": 1, "theme": -1, "equal": 0, "positive": 1, "negative": -1, "neutral": 0, "pos": 1, "neg": -1, "+": 1, "-": -1, "=": 0,
}

// loadRiveter reads connotation frames: a verb and, by column, its power and
// agency (Sap and others 2017), the perspectives of writer, agent and theme,
// its effects, values and states (Rashkin and others 2016). A category is a
// column's name; power is +1 where the agent has it and -1 where the theme has.
func loadRiveter(l *loader, text string) {
	var head []string
	lines(text, func(n int, line string) {
		if strings.HasPrefix(line, "#") && head == nil {
			return
		}
		cells := splitCells(line)
		if head == nil {
			head = cells
			return
		}
		if len(cells) != len(head) {
			l.fail(n, 1, "has %d cells, the header has %d", len(cells), len(head))
			return
		}
		for i := 1; i < len(cells); i++ {
			cell := strings.ToLower(strings.TrimSpace(cells[i]))
			if cell == "" {
				continue
			}
			v, ok := frameValues[cell]
			if !ok {
				if v, ok = l.number(n, cells, i, -math.MaxFloat64, math.MaxFloat64); !ok {
					continue
				}
				l.d.Scale = max(l.d.Scale, math.Abs(v))
			}
			l.add(Term{Pattern: literal(cells[0]), Category: strings.ToLower(strings.TrimSpace(head[i])), Weight: v, POS: "verb", Lemma: true, Line: n})
		}
	})
}

// loadOwn reads a list in the format of the built-in ones: of its columns the
// first is the pattern; polarity, or else cooperation, is the weight, and
// class, kind or root the category.
func loadOwn(l *loader, text string) {
	list, err := Parse(l.d.File, []byte(text))
	if err != nil {
		if e, ok := err.(*Error); ok {
			l.fail(e.Line, 1, "%s", e.Msg)
		} else {
			l.fail(1, 1, "%v", err)
		}
		return
	}
	at := func(names ...string) int {
		for _, n := range names {
			if i := slices.Index(list.header, n); i >= 0 {
				return i
			}
		}
		return -1
	}
	weight, category, pos := at("polarity", "weight", "cooperation"), at("subframe", "frame", "class", "kind", "root", "effect"), at("pos")
	for _, r := range list.rows {
		t := Term{Pattern: r.cells[0], Category: ValenceCategory, Weight: 1, Line: r.line}
		if category > 0 {
			t.Category = r.cells[category]
		}
		if pos > 0 && r.cells[pos] != "any" {
			t.POS = r.cells[pos]
		}
		if weight > 0 && r.cells[weight] != "" {
			v, ok := l.number(r.line, r.cells, weight, -1, 1)
			if !ok {
				continue
			}
			t.Weight = v
		}
		l.add(t)
	}
}
