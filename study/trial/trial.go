package trial

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/study"
)

// Options say how much a trial tells.
type Options struct {
	Draw int // mentions of each actor to be read by people
	Top  int // lines of each list
}

// padded is a text as the matching of names sees it: small letters, no full
// stops of abbreviations, straight apostrophes, one blank around each word.
func padded(text string) string {
	text = strings.ToLower(strings.NewReplacer("’", "'", ".", "").Replace(text))
	return " " + strings.Join(strings.FieldsFunc(text, func(r rune) bool {
		return r == ' ' || r == '\n' || r == '\t' || r == '\u00a0' || r == ',' || r == '"' || r == '“' || r == '”' || r == '(' || r == ')'
	}), " ") + " "
}

// namedTerm is a term of the study with what it is for.
type namedTerm struct{ kind, text, key string }

// triedKey is one line of an actor's list.
type triedKey struct {
	actor      int
	kind, text string
}

// tally counts mentions and the articles they stand in, with an example.
type tally struct {
	n, articles int
	example     string
}

func (t *tally) add(n int, example string) {
	t.n += n
	t.articles++
	if t.example == "" {
		t.example = example
	}
}

// triedMention is a mention that may be drawn.
type triedMention struct {
	rank  uint64
	actor int
	line  string
}

// Article is what one article holds.
type Article struct {
	found     map[triedKey]tally
	near      map[string]tally            // names of nobody's in sentences about an actor
	shared    map[string]map[string]tally // last name -> other bearer
	bare      map[string]bool             // last names that alone were taken for somebody of the study
	titles    map[string]bool
	day       string // "" where it is not known
	drawn     []triedMention
	mentioned []bool // by actor
}

// Trial gathers what all articles hold.
// It is used by one goroutine, but that Article may be called from any number.
type Trial struct {
	options Options
	study   *study.Study
	terms   [][]namedTerm       // by actor, longest first
	owners  map[string][]string // last name -> who of the study has it
	titles  []triedTitle

	read   int
	with   []int // articles by actor
	both   int
	found  map[triedKey]*tally
	near   map[string]*tally
	shared map[string]map[string]*tally
	beside map[string]map[string]int // articles in which the last name alone was taken for the study's
	gaps   map[string]*gap
	drawn  []triedMention
}

// triedTitle is a title that the study knows, with the times of all its holders.
type triedTitle struct {
	name    string
	pattern *regexp.Regexp
	held    []study.Role
}

// gap is a title used where nobody has it.
type gap struct {
	articles, undated int
	first, last       string
}

// New makes a trial of a study.
func New(s *study.Study, o Options) *Trial {
	t := &Trial{options: o, study: s, terms: make([][]namedTerm, len(s.Actors)), owners: map[string][]string{}, with: make([]int, len(s.Actors)),
		found: map[triedKey]*tally{}, near: map[string]*tally{}, shared: map[string]map[string]*tally{}, beside: map[string]map[string]int{}, gaps: map[string]*gap{}}
	byTitle := map[string]*triedTitle{}
	for i, a := range s.Actors {
		add := func(kind string, texts ...string) {
			for _, text := range texts {
				t.terms[i] = append(t.terms[i], namedTerm{kind, text, padded(text)})
				t.found[triedKey{i, kind, text}] = &tally{}
			}
		}
		owner := func(names ...string) {
			for _, n := range names {
				last := n[strings.LastIndexByte(n, ' ')+1:]
				if key := strings.TrimSpace(padded(last)); !slices.Contains(t.owners[key], names[0]) {
					t.owners[key] = append(t.owners[key], names[0])
				}
			}
		}
		add("name", append([]string{a.Name}, a.Aliases...)...)
		if a.Kind == "person" {
			owner(append([]string{a.Name}, a.Aliases...)...)
		}
		for _, m := range a.Members {
			add("member", append([]string{m.Name}, m.Aliases...)...)
			if m.Kind == "" || m.Kind == "person" {
				owner(append([]string{m.Name}, m.Aliases...)...)
			}
		}
		add("nominal", a.Nominals...)
		for _, r := range a.Roles {
			add("title", r.Title)
			t.title(byTitle, r)
		}
		for _, p := range a.Proxies {
			add("proxy", append([]string{p.Name}, p.Aliases...)...)
		}
		slices.SortStableFunc(t.terms[i], func(x, y namedTerm) int { return cmp.Compare(len(y.key), len(x.key)) })
	}
	for _, name := range slices.Sorted(maps.Keys(byTitle)) {
		t.titles = append(t.titles, *byTitle[name])
	}
	return t
}

// title notes who has a title, by title and what it is of.
func (t *Trial) title(all map[string]*triedTitle, r study.Role) {
	if r.From == "" && r.To == "" {
		return
	}
	name := r.Title
	if len(r.Of) > 0 {
		name = r.Of[0] + " " + r.Title
	}
	tt := all[name]
	if tt == nil {
		title := regexp.QuoteMeta(r.Title)
		pattern := `(?i)\bthe ` + title + `\b`
		if len(r.Of) > 0 {
			of := make([]string, len(r.Of))
			for i, o := range r.Of {
				of[i] = regexp.QuoteMeta(o)
			}
			either := "(?:" + strings.Join(of, "|") + ")"
			pattern = `(?i)\bthe ` + either + ` ` + title + `\b|\bthe ` + title + ` of (?:the )?` + either
		}
		tt = &triedTitle{name: name, pattern: regexp.MustCompile(pattern)}
		all[name] = tt
	}
	tt.held = append(tt.held, r)
}

// heldOn reports whether anybody has the title on a day.
func (t *triedTitle) heldOn(day string) bool {
	return slices.ContainsFunc(t.held, func(r study.Role) bool {
		return (r.From == "" || string(r.From) <= day) && (r.To == "" || day <= string(r.To))
	})
}

// isTime reports whether a name is that of a day or a month.
func isTime(name string) bool {
	for i := range 12 {
		if name == time.Month(i+1).String() || name == time.Weekday(i%7).String() {
			return true
		}
	}
	return false
}

// isOwner reports whether a name has that of a bearer of the last name in it:
// a member outside of its time, or a name with a title.
func (t *Trial) isOwner(last, name string) bool {
	return slices.ContainsFunc(t.owners[last], func(o string) bool { return strings.Contains(padded(name), padded(o)) })
}

// Article looks through one article. It reads the trial and changes nothing.
func (t *Trial) Article(doc *annotate.Document) *Article {
	out := &Article{found: map[triedKey]tally{}, near: map[string]tally{}, shared: map[string]map[string]tally{}, bare: map[string]bool{},
		titles: map[string]bool{}, mentioned: make([]bool, len(t.study.Actors))}
	counted := map[int]bool{} // sentences with a mention that counts
	for i := range doc.Mentions {
		m := &doc.Mentions[i]
		if actor := t.actorIndex(m.Actor); actor >= 0 && !m.Apart {
			counts := m.Relation != annotate.Proxy || slices.Contains(t.study.CountProxies, m.Actor)
			counted[m.Sentence] = counted[m.Sentence] || counts
			out.mentioned[actor] = out.mentioned[actor] || counts
			t.mention(out, doc, m, actor, counts)
		}
	}
	for i := range doc.Mentions {
		m := &doc.Mentions[i]
		if m.Actor == "" && m.Type == annotate.Name && doc.Sentences[m.Sentence].No != 0 { // in titles every word may begin with a capital
			t.otherName(out, m, inContext(doc, m), counted[m.Sentence])
		}
	}
	if !slices.Contains(out.mentioned, true) {
		return out
	}
	if doc.Article.Date.Known() {
		out.day = doc.Article.Date.Time.Format("2006-01-02")
	}
	for i := range t.titles {
		if tt := &t.titles[i]; (out.day == "" || !tt.heldOn(out.day)) && tt.pattern.MatchString(doc.Text) {
			out.titles[tt.name] = true
		}
	}
	return out
}

// actorIndex returns the place of an actor in the study, -1 for none.
func (t *Trial) actorIndex(id string) int {
	return slices.IndexFunc(t.study.Actors, func(a study.Actor) bool { return a.ID == id })
}

// mention counts the term by which an actor is mentioned, and may draw it.
func (t *Trial) mention(out *Article, doc *annotate.Document, m *annotate.Mention, actor int, counts bool) {
	text := padded(doc.Text[m.Start:m.End])
	key := t.term(actor, m, text)
	line := inContext(doc, m)
	bump(out.found, key, line)
	if last := strings.TrimSpace(text); m.Type == annotate.Name && len(t.owners[last]) > 0 {
		out.bare[last] = true
	}
	if t.options.Draw > 0 && counts {
		h := fnv.New64a()
		fmt.Fprintf(h, "%d %s %d %d", t.study.Seed, doc.Article.ID, m.Start, m.End)
		out.drawn = append(out.drawn, triedMention{mix(h.Sum64()), actor,
			fmt.Sprintf("%s\t%s\t%s\t%s %s\t%s", t.study.Actors[actor].Name, m.Relation, m.Name, key.kind, key.text, line)})
	}
}

// otherName counts the name of nobody in the study, where it stands beside an
// actor and where it shares a last name with one.
func (t *Trial) otherName(out *Article, m *annotate.Mention, line string, beside bool) {
	if beside && !isTime(m.Name) {
		bump(out.near, m.Name, line)
	}
	words := strings.Fields(padded(m.Name))
	if len(words) < 2 {
		return
	}
	for _, w := range words {
		if len(t.owners[w]) > 0 && !t.isOwner(w, m.Name) {
			if out.shared[w] == nil {
				out.shared[w] = map[string]tally{}
			}
			bump(out.shared[w], m.Name, line)
		}
	}
}
