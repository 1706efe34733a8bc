package validate

import (
	"strings"
	"unicode"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/stance"
)

// askDocuments asks, for each row, about every mention of what the row names
// as target: by its whole name, by the last word of a name of several, and by
// the pronouns and nominals that annotation finds for it. The article's own
// attitude is asked for with Anyone, since a gold code of a whole document
// leaves open who evaluates.
func askDocuments(a *annotate.Annotator, g *Gold, rows []int) ([]asked, error) {
	var out []asked
	for _, row := range rows {
		own, err := a.WithActors([]annotate.Actor{named(g.Cell(row, "target"))})
		if err != nil {
			g.Refuse(row, err.Error())
			out = append(out, asked{})
			continue
		}
		doc := own.Annotate(whole(g.Cell(row, "id"), g.Cell(row, "title"), g.Cell(row, "text")))
		one := asked{doc: doc}
		for id, m := range doc.Mentions {
			if m.Actor != "" {
				one.questions = append(one.questions, stance.Question{Sentence: m.Sentence, Holder: stance.Anyone, Target: id})
			}
		}
		out = append(out, one)
	}
	return out, nil
}

// named makes an actor of nothing but a name. Two or three words that are all
// capitalised are taken for a person's name.
func named(name string) annotate.Actor {
	name = strings.Join(strings.Fields(name), " ")
	actor := annotate.Actor{ID: "target", Name: name, Kind: annotate.Organization, Aliases: []annotate.Term{{Text: name}}}
	words := strings.Fields(name)
	capitals := 0
	for _, w := range words {
		if unicode.IsUpper([]rune(w)[0]) {
			capitals++
		}
	}
	if len(words) >= 2 && len(words) <= 3 && capitals == len(words) {
		actor.Kind = annotate.Person
		actor.Aliases = append(actor.Aliases, annotate.Term{Text: words[len(words)-1]})
	}
	return actor
}

// whole is an article of title and text.
func whole(id, title, text string) *corpus.Article {
	if strings.TrimSpace(title) == "" {
		return plain(id, text)
	}
	full := title + "\n\n" + text
	start := len(title) + 2
	return &corpus.Article{ID: id, Text: full, BodyStart: start, Regions: []corpus.Region{
		{End: len(title), Kind: corpus.Title}, {Start: start, End: len(full), Kind: corpus.Body}}}
}
