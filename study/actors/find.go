package actors

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/internal/near"
)

// NotFound is a name that the catalogue does not have, or has twice.
type NotFound struct {
	Name string
	Near []string // the nearest names; where Many, all that are meant by it
	Many bool
}

// Error names the nearest entries.
func (n *NotFound) Error() string {
	switch {
	case n.Many:
		return fmt.Sprintf("%q may be %s: write the whole name", n.Name, strings.Join(n.Near, " or "))
	case len(n.Near) == 0:
		return fmt.Sprintf("the catalogue has no actor %q, and none with a name like it", n.Name)
	}
	return fmt.Sprintf("the catalogue has no actor %q; the nearest are %s", n.Name, strings.Join(n.Near, ", "))
}

// Find gives the entry with a name, an alias or an id; capitals, accents, full
// stops and hyphens make no difference. An error is of type *NotFound.
func (c *Catalogue) Find(name string) (*Entry, error) {
	key := fold(name)
	found := c.byName[key]
	for _, e := range found {
		if fold(e.Name) == key {
			return e, nil
		}
	}
	if len(found) == 1 {
		return found[0], nil
	}
	missing := &NotFound{Name: name, Many: len(found) > 1}
	for _, e := range found {
		missing.Near = append(missing.Near, e.Name)
	}
	if !missing.Many {
		missing.Near = c.nearest(key)
	}
	return nil, missing
}

// maxNear is how many names are offered for one that is not there.
const maxNear = 6

// nearest gives the names that share most words with a folded one, then those
// of which a word differs by a slip.
func (c *Catalogue) nearest(key string) []string {
	type scored struct {
		name  string
		score int
	}
	var all []scored
	words := strings.Fields(key)
	for _, e := range c.Entries {
		score := 0
		for _, n := range append([]string{e.Name}, e.Aliases...) {
			own, sum := strings.Fields(fold(n)), 0
			for _, w := range words {
				switch {
				case slices.Contains(own, w):
					sum += 3
				case len(w) > 3 && near.Name(w, own) != "":
					sum += 2
				}
			}
			if len(own) > 0 && len(words) > 0 {
				score = max(score, 60*sum/(len(own)+len(words)))
			}
		}
		if score >= 40 {
			all = append(all, scored{e.Name, score})
		}
	}
	slices.SortStableFunc(all, func(a, b scored) int { return cmp.Compare(b.score, a.score) })
	var out []string
	for _, s := range all[:min(len(all), maxNear)] {
		out = append(out, s.name)
	}
	return out
}

// Search gives the entries whose name or alias holds all words.
func (c *Catalogue) Search(words ...string) []*Entry {
	var out []*Entry
	for _, e := range c.Entries {
		all := fold(strings.Join(append([]string{e.Name, e.Sort, e.Country}, e.Aliases...), " "))
		if !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(all, fold(w)) }) {
			out = append(out, e)
		}
	}
	return out
}
