package validate

import (
	"cmp"
	"path/filepath"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/pipeline"
	"github.com/seed-7a84ba5f/dyad/report"
	"github.com/seed-7a84ba5f/dyad/report/repeat"
	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/seed-7a84ba5f/dyad/study"
)

func sortedNames(set map[string]bool) string {
	var names []string
	for n := range set {
		names = append(names, n)
	}
	slices.Sort(names)
	return cmp.Or(strings.Join(names, ", "), "none")
}

// ReadRun reads the articles of a run folder with their groups: all that mention an
// actor, or with both those that mention both. Bare counts those without a group, which
// are left out. A column that the articles have not is a *pipeline.ChoiceError.
func (g Groups) ReadRun(dir string, both bool) (out GroupedRun, bare int, err error) {
	m, recs, err := repeat.ReadArticles(dir)
	if err != nil {
		return out, 0, err
	}
	s, err := study.Parse("the study of "+dir, m.Verified.Study)
	if err != nil {
		return out, 0, err
	}
	o := pipeline.Estimates(s, 1)
	out = GroupedRun{Name: cmp.Or(s.Name, filepath.Base(dir)), ID: m.Verified.RunID, Seed: m.Verified.Seed, Rule: o.Rule, Method: o.Differences}
	names := map[string]string{}
	for i, target := range table.Actors() {
		names[target] = cmp.Or([]string{m.Verified.Names.Actor1, m.Verified.Names.Actor2}[i], target)
	}
	column := strings.TrimPrefix(g.By, table.MetaPrefix)
	without := map[string]bool{}
	for _, a := range report.ArticleMeans(recs, o.Dedup, !both) {
		group, ok := a.Article.MetaValue(column)
		if !ok {
			return out, 0, choice("the articles of %s have no column %s; of the researcher's own they have: %s", dir, g.By, ownColumns(a.Article))
		}
		if group == "" {
			without[a.Article.DocID] = true
			continue
		}
		out.Articles = append(out.Articles, GroupedArticle{Actor: names[a.Target], Measure: a.Measure, Scorer: a.Scorer,
			Group: group, Source: a.Article.Source, Cluster: a.Cluster(), Story: a.Story, Value: a.Value, Weight: a.Weight})
	}
	return out, len(without), nil
}

// ownColumns names the researcher's own columns.
func ownColumns(a *table.ArticleRow) string {
	set := map[string]bool{}
	for _, m := range a.Meta {
		set[table.MetaPrefix+m.Name] = true
	}
	return sortedNames(set)
}
