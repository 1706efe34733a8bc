package annotate_test

import (
	"fmt"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/corpus"
)

func ExampleAnnotator() {
	a, err := annotate.New(annotate.Options{Actors: []annotate.Actor{{
		ID: "north", Name: "Northland", Kind: annotate.Country, MemberNouns: true,
		Aliases: []annotate.Term{{Text: "Northland"}},
	}}})
	if err != nil {
		fmt.Println(err)
		return
	}
	text := "The treaty is dead. “We will sign nothing,” a Northland spokesman said."
	doc := a.Annotate(&corpus.Article{Text: text, Regions: []corpus.Region{{Start: 0, End: len(text), Kind: corpus.Body}}})
	for _, m := range doc.Mentions {
		if m.Actor != "" {
			fmt.Printf("%q in sentence %d: %s, %s of %s\n", doc.Text[m.Start:m.End], doc.Sentences[m.Sentence].No, m.Type, m.Relation, m.Actor)
		}
	}
	for _, at := range doc.Attributions {
		fmt.Printf("%s (%s): %s\n", at.SpeakerName, at.Type, doc.Text[at.Content[0].Start:at.Content[0].End])
	}
	// Output:
	// "We" in sentence 2: pronoun, member of north
	// "a Northland spokesman" in sentence 2: nominal, member of north
	// "Northland" in sentence 2: name, self of north
	// Northland spokesman (direct): “We will sign nothing,”
}
