package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"maps"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/pipeline"
	"github.com/seed-7a84ba5f/dyad/study"
)

// tryFlags are the flags of study try.
type tryFlags struct {
	scoreFlags
	draw int // mentions of each actor to be read by people
	top  int // lines of each list
}

func newStudyTryCmd() *cobra.Command {
	f := tryFlags{scoreFlags: scoreFlags{workers: runtime.NumCPU(), seedSet: func() bool { return false }}}
	cmd := &cobra.Command{
		Use:   "try [flags] STUDY PATH...",
		Short: "Show what each name of a study finds in articles, and what it may miss or mistake, before anything is scored",
		Long: `Read articles, look for the actors of a study and score nothing. Written are, for
each actor, what every alias, title, nominal and member found with an example, and
what found nothing; names near the actors that belong to nobody in the study; other
people who share a last name with an actor; and titles that the articles use at a
time at which nobody in the study has them.`,
		Example: `  dyad study try my-study.yaml articles/
  dyad study try --draw 30 my-study.yaml articles/ > to-read.txt`,
		Args: usage(cobra.MinimumNArgs(2)),
		RunE: func(cmd *cobra.Command, args []string) error {
			f.study = args[0]
			return tryStudy(cmd.Context(), &f, args[1:], cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	fs := cmd.Flags()
	f.addReading(fs)
	fs.Lookup("study").Hidden = true // it is the first argument
	fs.IntVar(&f.workers, "workers", runtime.NumCPU(), "articles at a time; changes no result")
	fs.IntVar(&f.draw, "draw", 0, "draw `N` mentions of each actor at random, with their sentences, to be read by you")
	fs.IntVar(&f.top, "top", 20, "lines of each list at most")
	return cmd
}

func tryStudy(ctx context.Context, f *tryFlags, paths []string, stdout, stderr io.Writer) error {
	if f.top < 1 || f.draw < 0 {
		return usagef("--top %d, --draw %d: at least 1 and 0", f.top, f.draw)
	}
	s, err := f.loadStudy()
	if err != nil {
		return err
	}
	a, err := annotate.New(annotate.Options{Actors: pipeline.Actors(s), Scope: annotate.ScopeActors, Proxies: s.CountProxies})
	if err != nil {
		return err
	}
	articles, err := f.articles(ctx, s, paths)
	if err != nil {
		return err
	}
	defer articles.Close()
	_, warnings := pipeline.Intake(articles)
	tell(stderr, warnings)
	if articles.Len() == 0 {
		return errors.New("no article could be read; nothing was written")
	}
	t := newTrial(s, f)
	work := func(art *corpus.Article) *triedArticle {
		if art.Exclusion != "" {
			return nil
		}
		return t.article(a.Annotate(art))
	}
	for found, err := range pipeline.Each(ctx, f.workers, articles, work) {
		if err != nil {
			return err
		}
		t.add(found)
	}
	_, err = io.WriteString(stdout, t.report())
	return err
}

// word is a text as the matching of names sees it: small letters, no full
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

// triedArticle is what one article holds.
type triedArticle struct {
	found     map[triedKey]tally
	near      map[string]tally            // names of nobody's in sentences about an actor
	shared    map[string]map[string]tally // last name -> other bearer
	bare      map[string]bool             // last names that alone were taken for somebody of the study
	titles    map[string]bool
	day       string // "" where it is not known
	drawn     []triedMention
	mentioned []bool // by actor
}

// trial gathers what all articles hold.
type trial struct {
	flags  *tryFlags
	study  *study.Study
	terms  [][]namedTerm       // by actor, longest first
	owners map[string][]string // last name -> who of the study has it
	titles []triedTitle

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

func newTrial(s *study.Study, f *tryFlags) *trial {
	t := &trial{flags: f, study: s, terms: make([][]namedTerm, len(s.Actors)), owners: map[string][]string{}, with: make([]int, len(s.Actors)),
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
func (t *trial) title(all map[string]*triedTitle, r study.Role) {
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
func (t *trial) isOwner(last, name string) bool {
	return slices.ContainsFunc(t.owners[last], func(o string) bool { return strings.Contains(padded(name), padded(o)) })
}

// article looks through one article. It reads the trial and changes nothing.
func (t *trial) article(doc *annotate.Document) *triedArticle {
	out := &triedArticle{found: map[triedKey]tally{}, near: map[string]tally{}, shared: map[string]map[string]tally{}, bare: map[string]bool{},
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
func (t *trial) actorIndex(id string) int {
	return slices.IndexFunc(t.study.Actors, func(a study.Actor) bool { return a.ID == id })
}

// mention counts the term by which an actor is mentioned, and may draw it.
func (t *trial) mention(out *triedArticle, doc *annotate.Document, m *annotate.Mention, actor int, counts bool) {
	text := padded(doc.Text[m.Start:m.End])
	key := t.term(actor, m, text)
	line := inContext(doc, m)
	bump(out.found, key, line)
	if last := strings.TrimSpace(text); m.Type == annotate.Name && len(t.owners[last]) > 0 {
		out.bare[last] = true
	}
	if t.flags.draw > 0 && counts {
		h := fnv.New64a()
		fmt.Fprintf(h, "%d %s %d %d", t.study.Seed, doc.Article.ID, m.Start, m.End)
		out.drawn = append(out.drawn, triedMention{mix(h.Sum64()), actor,
			fmt.Sprintf("%s\t%s\t%s\t%s %s\t%s", t.study.Actors[actor].Name, m.Relation, m.Name, key.kind, key.text, line)})
	}
}

// otherName counts the name of nobody in the study, where it stands beside an
// actor and where it shares a last name with one.
func (t *trial) otherName(out *triedArticle, m *annotate.Mention, line string, beside bool) {
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
