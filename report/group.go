package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/report/table"
)

// minOutlets is the least number of outlets of a group for an interval.
const minOutlets = 5

// ColumnError says that a run is to be grouped by a column that no article has.
type ColumnError struct {
	Column string   // both without the prefix meta_
	Own    []string // the columns that there are
}

// Error names the column, and those that there are.
func (e *ColumnError) Error() string {
	own := "none"
	if len(e.Own) > 0 {
		own = table.MetaPrefix + strings.Join(e.Own, ", "+table.MetaPrefix)
	}
	return "no article has the column " + table.MetaPrefix + e.Column + "; of the researcher's own there are: " + own
}

// Unit is what an article counts for in estimates, and what is drawn with it.
type Unit struct {
	Name    string // its source, or its group; "" where that is not known
	cluster string // its copies, or its outlet
}

// Unit is that of an article. Where articles are grouped, one of an unknown outlet
// has none: nothing says which others are drawn with it.
func (o *Options) Unit(a *table.ArticleRow) (u Unit, ok bool) {
	if o.By == "" {
		return Unit{a.Source, cmp.Or(a.StoryClusterID, a.DocID)}, true
	}
	group, _ := a.MetaValue(o.By)
	return Unit{group, a.Source}, a.Source != ""
}

// Group is a group of outlets of a run with --by.
type Group struct {
	Name     string // "" where the column is empty
	Articles int    // that count
	Outlets  int
}

// refusal says why a group has no interval, "" where it can have one.
func (g Group) refusal() string {
	if g.Outlets >= minOutlets {
		return ""
	}
	return fmt.Sprintf("%s: no intervals and no contrasts, which need %d", table.Counted(g.Outlets, "outlet"), minOutlets)
}

// GroupNotes say which groups have too few outlets for an interval or a contrast,
// and which articles are in none; nothing for a run by source.
func (r *Run) GroupNotes() []table.Problem {
	var out []table.Problem
	groups, without := r.Groups()
	for _, g := range groups {
		name := fmt.Sprintf("%s%s %q", table.MetaPrefix, r.Options.By, g.Name)
		if why := g.refusal(); why != "" {
			out = append(out, table.Problem{Message: table.Clean(name + ": " + why)})
		}
		if g.Name == "" {
			out = append(out, table.Problem{Message: fmt.Sprintf("%s without %s%s: a group of no name, compared with none", table.Counted(g.Articles, "article"), table.MetaPrefix, r.Options.By)})
		}
	}
	if without > 0 {
		out = append(out, table.Problem{Message: table.Counted(without, "article") + " of no known outlet left out of all figures by group"})
	}
	return out
}

// Groups are those of the articles that count, by name, and how many of these
// articles are in none, since their outlet is not known; none for a run by source.
func (r *Run) Groups() (groups []Group, without int) {
	if r.Options.By == "" {
		return nil, 0
	}
	outlets := map[string]map[string]int{}
	for i := range r.state.list {
		a := &r.state.list[i]
		u, ok := r.state.unit(a)
		switch {
		case !a.counts:
		case !ok:
			without++
		default:
			if outlets[u.Name] == nil {
				outlets[u.Name] = map[string]int{}
			}
			outlets[u.Name][u.cluster]++
		}
	}
	for name, of := range outlets {
		g := Group{Name: name, Outlets: len(of)}
		for _, n := range of {
			g.Articles += n
		}
		groups = append(groups, g)
	}
	slices.SortFunc(groups, func(a, b Group) int { return strings.Compare(a.Name, b.Name) })
	return groups, without
}
