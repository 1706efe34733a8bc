package parse_test

import (
	"fmt"
	"log"

	"github.com/seed-7a84ba5f/dyad/annotate/parse"
)

func ExampleModel_Parse() {
	m, err := parse.Load()
	if err != nil {
		log.Fatal(err)
	}
	words := []string{"The", "Taliban", "rejected", "Trump", "’s", "offer", "."}
	toks := m.Parse(words, nil)
	for _, t := range toks {
		head := "-"
		if t.Head >= 0 {
			head = toks[t.Head].Text
		}
		fmt.Println(t.Text, t.Lemma, t.Tag, t.Fine, t.Rel, head)
	}
	// Output:
	// The the DET DT det Taliban
	// Taliban Taliban PROPN NNP nsubj rejected
	// rejected reject VERB VBD root -
	// Trump Trump PROPN NNP nmod:poss offer
	// ’s 's PART POS case Trump
	// offer offer NOUN NN obj rejected
	// . . PUNCT . punct rejected
}
