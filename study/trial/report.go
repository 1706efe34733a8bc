package trial

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/internal/say"
	"github.com/seed-7a84ba5f/dyad/study"
)

// bump counts something in one article.
func bump[K comparable](in map[K]tally, key K, example string) {
	t := in[key]
	t.n++
	t.articles = 1
	t.example = cmp.Or(t.example, example)
	in[key] = t
}

// mix spreads the bits of a hash, so that neighbours are drawn alike.
func mix(h uint64) uint64 {
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	h ^= h >> 33
	h *= 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}

// term gives what of the study a mention came from.
func (t *Trial) term(actor int, m *annotate.Mention, text string) triedKey {
	if m.Type == annotate.Pronoun {
		return triedKey{actor, "pronoun", strings.TrimSpace(text)}
	}
	fits := func(kind string) bool {
		switch m.Relation {
		case annotate.Member:
			return kind == "member"
		case annotate.Proxy:
			return kind == "proxy"
		}
		return kind == "name" || m.Type == annotate.Nominal && (kind == "nominal" || kind == "title")
	}
	for _, term := range t.terms[actor] {
		if fits(term.kind) && strings.Contains(strings.ReplaceAll(text, "'s ", " "), strings.ReplaceAll(term.key, "'s ", " ")) {
			return triedKey{actor, term.kind, term.text}
		}
	}
	switch {
	case m.Relation == annotate.Member && m.Type == annotate.Name:
		return triedKey{actor, "member by last name or role", m.Name}
	case m.Relation == annotate.Member:
		return triedKey{actor, "member by noun", strings.TrimSpace(text)}
	case m.Type == annotate.Name:
		return triedKey{actor, "last name", strings.TrimSpace(text)}
	}
	return triedKey{actor, "other noun", strings.TrimSpace(text)}
}

// contextBytes is how much of a sentence stands on each side of a mention.
const contextBytes = 110

// inContext gives a mention between brackets in its sentence.
func inContext(doc *annotate.Document, m *annotate.Mention) string {
	s := doc.Sentences[m.Sentence]
	start, end := max(s.Start, m.Start-contextBytes), min(s.End, m.End+contextBytes)
	for start > s.Start && !utf8.RuneStart(doc.Text[start]) {
		start--
	}
	for end < s.End && !utf8.RuneStart(doc.Text[end]) {
		end++
	}
	text := doc.Text[start:m.Start] + "[" + doc.Text[m.Start:m.End] + "]" + doc.Text[m.End:end]
	return strings.Join(strings.Fields(text), " ")
}

// Add takes in one article; articles come in order.
func (t *Trial) Add(a *Article) {
	t.read++
	if a == nil {
		return
	}
	all := len(a.mentioned) > 0
	for i, yes := range a.mentioned {
		if yes {
			t.with[i]++
		}
	}
	for _, id := range t.study.Pair {
		all = all && a.mentioned[t.actorIndex(id)]
	}
	if all {
		t.both++
	}
	sum(t.found, a.found)
	sum(t.near, a.near)
	for last, names := range a.shared {
		if t.shared[last] == nil {
			t.shared[last], t.beside[last] = map[string]*tally{}, map[string]int{}
		}
		sum(t.shared[last], names)
		if a.bare[last] {
			for name := range names {
				t.beside[last][name]++
			}
		}
	}
	for title := range a.titles {
		if t.gaps[title] == nil {
			t.gaps[title] = &gap{}
		}
		t.gaps[title].add(a.day)
	}
	t.drawn = append(t.drawn, a.drawn...)
	if len(t.drawn) > 4*(t.options.Draw+1)*len(t.study.Actors)+1000 {
		t.drawn = t.lowest()
	}
}

// sum adds the counts of an article to those of all.
func sum[K comparable](all map[K]*tally, of map[K]tally) {
	for key, found := range of {
		if all[key] == nil {
			all[key] = &tally{}
		}
		all[key].add(found.n, found.example)
	}
}

// add counts an article of a day, "" for one without a date.
func (g *gap) add(day string) {
	g.articles++
	if day == "" {
		g.undated++
		return
	}
	if g.first == "" || day < g.first {
		g.first = day
	}
	g.last = max(g.last, day)
}

// lowest keeps of each actor the mentions of the lowest ranks, as many as are
// to be drawn.
func (t *Trial) lowest() []triedMention {
	slices.SortFunc(t.drawn, func(a, b triedMention) int {
		return cmp.Or(cmp.Compare(a.actor, b.actor), cmp.Compare(a.rank, b.rank), strings.Compare(a.line, b.line))
	})
	kept, of := t.drawn[:0], make([]int, len(t.study.Actors))
	for _, d := range t.drawn {
		if of[d.actor]++; of[d.actor] <= t.options.Draw {
			kept = append(kept, d)
		}
	}
	return kept
}

// most gives the keys of a table by their counts.
func most[K cmp.Ordered](in map[K]*tally) []K {
	keys := slices.Sorted(maps.Keys(in))
	slices.SortStableFunc(keys, func(a, b K) int {
		return cmp.Or(cmp.Compare(in[b].articles, in[a].articles), cmp.Compare(in[b].n, in[a].n))
	})
	return keys
}

// Report writes all that was found, for people.
func (t *Trial) Report() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s read; both of the pair are in %d\n", say.Count(t.read, "article"), t.both)
	for i, a := range t.study.Actors {
		fmt.Fprintf(&b, "\n%s: in %s\n", a.Name, say.Count(t.with[i], "article"))
		t.actor(&b, i)
	}
	t.ambiguous(&b)
	t.gapsText(&b)
	fmt.Fprintf(&b, "\nNames beside an actor that are nobody of the study: should one be an alias, a member or a \"not\"?\n")
	names := most(t.near)
	for _, name := range names[:min(len(names), t.options.Top)] {
		tellTally(&b, name, t.near[name])
	}
	if len(names) == 0 {
		b.WriteString("  none\n")
	}
	if t.options.Draw > 0 {
		b.WriteString("\nDrawn at random, to be read: is it who it is said to be? (actor, relation, name, term, sentence)\n")
		for _, d := range t.lowest() {
			b.WriteString(d.line + "\n")
		}
	}
	return b.String()
}

func tellTally(b *strings.Builder, what string, t *tally) {
	fmt.Fprintf(b, "  %6d in %5d  %s: %s\n", t.n, t.articles, what, t.example)
}

func (t *Trial) actor(b *strings.Builder, i int) {
	mine, idle := map[string]*tally{}, []string{}
	for key, found := range t.found {
		if key.actor == i && found.n > 0 {
			mine[key.kind+" "+key.text] = found
		}
	}
	for _, key := range slices.SortedFunc(maps.Keys(t.found), func(x, y triedKey) int {
		return cmp.Or(cmp.Compare(x.kind, y.kind), cmp.Compare(x.text, y.text))
	}) {
		if key.actor == i && t.found[key].n == 0 && key.kind != "proxy" {
			idle = append(idle, key.kind+" "+key.text)
		}
	}
	keys := most(mine)
	for _, key := range keys[:min(len(keys), 2*t.options.Top)] {
		tellTally(b, key, mine[key])
	}
	if len(keys) > 2*t.options.Top {
		fmt.Fprintf(b, "  and %d kinds more; --top shows more\n", len(keys)-2*t.options.Top)
	}
	if len(idle) > 0 {
		fmt.Fprintf(b, "  found nothing: %s\n", strings.Join(idle, "; "))
	}
}

// ambiguous tells of other bearers of a last name.
func (t *Trial) ambiguous(b *strings.Builder) {
	type other struct {
		last, name string
		*tally
	}
	var all []other
	for last, names := range t.shared {
		for name, found := range names {
			all = append(all, other{last, name, found})
		}
	}
	slices.SortFunc(all, func(x, y other) int {
		return cmp.Or(cmp.Compare(t.beside[y.last][y.name], t.beside[x.last][x.name]), cmp.Compare(y.articles, x.articles), cmp.Compare(x.last, y.last), cmp.Compare(x.name, y.name))
	})
	b.WriteString("\nOthers who share a last name or a one-word alias: should the longer name stand in \"not\", or the alias go?\n")
	for _, o := range all[:min(len(all), t.options.Top)] {
		known := ""
		if slices.ContainsFunc(t.study.Actors, func(a study.Actor) bool { return slices.Contains(a.Not, o.name) }) {
			known = " (already in not)"
		}
		fmt.Fprintf(b, "  %6d in %5d  %s%s is not %s; in %d of these articles %q alone was taken for the study's: %s\n", o.n, o.articles, o.name, known,
			strings.Join(t.owners[o.last], ", "), t.beside[o.last][o.name], o.last, o.example)
	}
	if len(all) == 0 {
		b.WriteString("  none\n")
	}
}

// gapsText tells of titles used when nobody of the study has them.
func (t *Trial) gapsText(b *strings.Builder) {
	b.WriteString("\nTitles that articles use at a time when nobody of the study has them:\n")
	for _, title := range slices.Sorted(maps.Keys(t.gaps)) {
		g := t.gaps[title]
		when := ""
		if g.first != "" {
			when = ", from " + g.first + " to " + g.last
		}
		undated := ""
		if g.undated > 0 {
			undated = fmt.Sprintf(", %d of them without a date", g.undated)
		}
		fmt.Fprintf(b, "  %s: in %s%s%s\n", title, say.Count(g.articles, "article"), undated, when)
	}
	if len(t.gaps) == 0 {
		b.WriteString("  none\n")
	}
}
