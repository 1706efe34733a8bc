package lexicon

import (
	_ "embed"

	"github.com/seed-7a84ba5f/dyad/internal/words"
)

//go:embed grammar.csv
var grammar []byte

// Grammar holds the closed classes of words that annotation asks for:
// abbreviations, pronouns, prepositions and the like, each with its codebook
// line.
var Grammar = words.New("lexicon/grammar.csv", grammar)
