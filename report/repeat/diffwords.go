package repeat

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/report/table"
)

// headlines are the figures that a run is looked at for first, over all sources:
// own stance, portrayal and relation, and the stance of either actor. They are
// given from both runs, whether they moved or not.
func headlines(was, now *cellTable) []CellDiff {
	var out []CellDiff
	for _, key := range both(was, now) {
		t := now
		if t.rows[key] == nil {
			t = was
		}
		get := func(column string) string { return t.get(key, column) }
		actors := table.Actors()
		asked := slices.Contains([]string{table.OwnStance, table.Portrayal, table.Relation}, get("measure")) ||
			get("measure") == table.Directed && slices.Contains(actors[:], get("holder_class")) && slices.Contains(actors[:], get("target"))
		if get("level") != table.LevelAll || get("scope") != table.AnyScope || !asked {
			continue
		}
		of := func(t *cellTable) string {
			mean, low, high := t.get(key, "mean"), t.get(key, "ci_low"), t.get(key, "ci_high")
			switch {
			case mean == "":
				return "–"
			case low == "" || high == "":
				return fmt.Sprintf("%s (n %s)", mean, t.get(key, "n_articles"))
			}
			return fmt.Sprintf("%s [%s, %s] (n %s)", mean, low, high, t.get(key, "n_articles"))
		}
		out = append(out, CellDiff{Table: t.schema.Name, Key: key, Name: t.words(key, scorersIn(was, now) > 1), Column: "mean",
			Was: of(was), Now: of(now), Change: changeOf(was.get(key, "mean"), now.get(key, "mean"))})
	}
	return out
}

// scorersIn counts the scorers of two tables.
func scorersIn(tables ...*cellTable) int {
	seen := map[string]bool{}
	for _, t := range tables {
		for key := range t.rows {
			if s := t.get(key, "scorer"); s != "" {
				seen[s] = true
			}
		}
	}
	return len(seen)
}

// words says for people which row a key means: "The Ledger, own stance toward
// actor2". Of a table with other keys it is the key.
func (c *cellTable) words(key string, ofScorer bool) string {
	if !slices.Contains(c.schema.Key, "measure") {
		return strings.TrimPrefix(strings.TrimPrefix(key, "level=source "), "level=all ")
	}
	get := func(column string) string { return c.get(key, column) }
	subject := cmp.Or(get("source"), "all sources")
	switch get("level") {
	case table.LevelOthers:
		subject += " against the others"
	case table.LevelPair:
		subject += " against " + get("other")
	}
	parts := []string{subject}
	if p := get("period"); p != "" && get("kind") == "" {
		parts = append(parts, p)
	}
	what := measureWords(get("measure"))
	switch voice, holder := get("voice"), get("holder_class"); {
	case get("measure") == table.Portrayal:
		what = map[string]string{table.NarratorVoice: "own-word ", table.QuotedVoice: "quoted "}[voice] + what + " of " + get("target")
	case get("measure") != table.OwnStance && holder != "":
		what += " of " + holder
	}
	if target := get("target"); target != "" && get("measure") != table.Portrayal {
		what += " toward " + target
	}
	if get("scope") == table.DyadScope {
		what += " in sentences about both"
	}
	parts = append(parts, what)
	for _, column := range []string{"kind", "event", "date", "weights", "dedup", "threshold", "run"} {
		if v := get(column); v != "" && slices.Contains(c.schema.Key, column) {
			parts = append(parts, v)
		}
	}
	if s := get("scorer"); ofScorer && s != "" {
		parts = append(parts, "scorer "+s)
	}
	return strings.Join(parts, ", ")
}

// measureWords is a measure as people read it.
func measureWords(measure string) string { return strings.ReplaceAll(measure, "_", " ") }

// ofArticles says how many articles are others, as a reason.
func (d *differ) ofArticles(was, now *cellTable) {
	added, gone, other := 0, 0, 0
	for _, key := range both(was, now) {
		switch {
		case was.rows[key] == nil:
			added++
		case now.rows[key] == nil:
			gone++
		case was.get(key, "sha256") != now.get(key, "sha256"):
			other++
		}
	}
	if added+gone+other > 0 {
		d.notes = append(d.notes, fmt.Sprintf("articles: %d new, %d gone, %d of another text, of %s", added, gone, other, table.Counted(len(d.sources), "source")))
	}
}
