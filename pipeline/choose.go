package pipeline

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/corpus"
)

// maxListed is how many ids are named where one must be chosen.
const maxListed = 20

// ChooseArticle gives the article of that id, or the only one.
func ChooseArticle(articles iter.Seq2[*corpus.Article, error], id, path string) (*corpus.Article, error) {
	var first *corpus.Article
	var ids []string
	n := 0
	for a, err := range articles {
		if err != nil {
			return nil, err
		}
		if id != "" && a.ID == id {
			return a, nil
		}
		if first == nil {
			first = a
		}
		if n++; n <= maxListed {
			ids = append(ids, a.ID)
		}
	}
	slices.Sort(ids)
	list := strings.Join(ids, ", ")
	if n > maxListed {
		list += fmt.Sprintf(" and %d more", n-maxListed)
	}
	switch {
	case n == 0:
		return nil, fmt.Errorf("%s: holds no article", path)
	case id != "":
		return nil, choice("--doc %s: %s holds no such article; it holds %s", id, path, list)
	case n > 1:
		return nil, choice("%s holds %d articles; choose one by --doc: %s", path, n, list)
	}
	return first, nil
}

// choice is a wrong choice of the caller's.
func choice(format string, args ...any) error { return &ChoiceError{fmt.Errorf(format, args...)} }
