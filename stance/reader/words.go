package reader

import (
	_ "embed"
	"encoding/csv"
	"regexp"
	"strings"
	"sync"
)

//go:embed words.csv
var wordsCSV string

// words are the word classes that inputs are built with; the training code
// reads the same file.
type words struct {
	pronoun, possessive map[string]bool
	titles              *regexp.Regexp // titles at the end of what stands before a name
}

var loadWords = sync.OnceValues(func() (*words, error) {
	r := csv.NewReader(strings.NewReader(wordsCSV))
	r.Comment = '#'
	rows, err := r.ReadAll()
	if err != nil {
		return nil, err
	}
	w := &words{pronoun: map[string]bool{}, possessive: map[string]bool{}}
	var titles, modifiers []string
	for _, row := range rows[1:] {
		switch word := row[0]; row[1] {
		case "title":
			titles = append(titles, regexp.QuoteMeta(word))
		case "title_modifier":
			modifiers = append(modifiers, regexp.QuoteMeta(word))
		case "pronoun":
			w.pronoun[word] = true
		case "possessive":
			w.possessive[word] = true
		}
	}
	w.titles, err = regexp.Compile(`(?i)(?:\b(?:(?:` + strings.Join(modifiers, "|") + `)[ -])*(?:` + strings.Join(titles, "|") + `)\.?\s+)+$`)
	return w, err
})
