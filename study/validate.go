package study

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// The values that a key may have.
var (
	periods = []string{"day", "week", "month", "quarter", "year", "events"}
	weights = []string{"article", "sentence", "salience"}
	// of means, and of differences
	intervals         = []string{"default", "t", "percentile_expanded", "percentile", "bca", "outer_t"}
	contrastIntervals = []string{"default", "t", "percentile_expanded", "outer_t", "wild_t"}

	lexiconRoles   = []string{"frames", "valence", "rules", "scorer", "labels"}
	lexiconFormats = []string{"", "afinn", "cameo", "liwc", "nrc", "own", "quanteda", "riveter", "sentiwordnet", "tsv", "vader"}

	scorers = []string{"reader", "lexical", "bayes", "vader", "llm", "llm:all"}
	scopes  = []string{"actors", "all"}
	orders  = []string{"", "dmy", "mdy"}
	keeps   = []string{"cut_text", "no_article"}
	dedups  = []string{"within", "none", "head", "weight"}
	kinds   = []string{"person", "organization", "country"}
	genders = []string{"", "female", "male"}
	tongues = []string{"en"}

	labelOrders  = []string{"fixed", "reversed", "shuffled"}
	llmNetworks  = []string{"loopback", "remote"}
	execNetworks = []string{"none", "loopback", "remote"}
	// words that the tables use for something else
	reserved = []string{"actor1", "actor2", "relationship", "both", "narrator", "other", "all"}
)

var idPattern = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)

// Validate gives everything in the study that does not hold, with the path of
// its key and no place in a file; none where the study holds.
func (s *Study) Validate() Problems {
	c := &checker{}
	c.settings(s)
	c.pair(s)
	for i := range s.Actors {
		c.actor(fmt.Sprintf("actors[%d]", i), &s.Actors[i])
	}
	c.distinctActors(s.Actors)
	c.lexicons(s.Lexicons)
	c.sources(s.Sources)
	return c.problems
}

type checker struct{ problems Problems }

func (c *checker) add(path, format string, args ...any) {
	c.problems = append(c.problems, Problem{Path: path, Message: fmt.Sprintf(format, args...)})
}

func (c *checker) oneOf(path, value string, allowed []string) {
	if !slices.Contains(allowed, value) {
		c.add(path, "%q is not one of %s", value, strings.Join(quoteEmpty(allowed), ", "))
	}
}

func quoteEmpty(words []string) []string {
	out := slices.Clone(words)
	for i, w := range out {
		if w == "" {
			out[i] = `""`
		}
	}
	return out
}

// text reports a name that is empty or has blanks that nobody sees.
func (c *checker) text(path, value string) {
	switch {
	case strings.TrimSpace(value) == "":
		c.add(path, "must not be empty")
	case value != strings.Join(strings.Fields(value), " "):
		c.add(path, "%q has blanks at its ends, or more than one in a row", value)
	}
}

// texts is text for a list, in which nothing may stand twice.
func (c *checker) texts(path string, values []string) {
	seen := map[string]int{}
	for i, v := range values {
		at := fmt.Sprintf("%s[%d]", path, i)
		c.text(at, v)
		if first, ok := seen[v]; ok {
			c.add(at, "%q already stands at %s[%d]", v, path, first)
			continue
		}
		seen[v] = i
	}
}

func (c *checker) dates(path string, from, to Date) {
	f, okFrom := from.Time()
	t, okTo := to.Time()
	if from != "" && !okFrom {
		c.add(path+".from", "%q is no day of the calendar; write it as 2017-01-20", string(from))
	}
	if to != "" && !okTo {
		c.add(path+".to", "%q is no day of the calendar; write it as 2021-01-20", string(to))
	}
	if okFrom && okTo && t.Before(f) {
		c.add(path+".to", "the range ends on %s, before it begins on %s", to, from)
	}
}

func (c *checker) settings(s *Study) {
	if s.Version != Version {
		c.add("version", "this program reads study files of version %d, not %d", Version, s.Version)
	}
	c.text("name", s.Name)
	c.oneOf("period", s.Period, periods)
	c.oneOf("scope", s.Scope, scopes)
	c.oneOf("dedup", s.Dedup, dedups)
	c.oneOf("dates", s.Dates, orders)
	for i, k := range s.Keep {
		c.oneOf(fmt.Sprintf("keep[%d]", i), k, keeps)
	}
	if s.By != "" && (!strings.HasPrefix(s.By, "meta_") || s.By == "meta_") {
		c.add("by", "%q is no column of the researcher's own: those begin with meta_", s.By)
	}
	if s.CopyDays < 1 || s.CopyDays > 36_500 {
		c.add("copy_days", "%d days; from 1 to 36500", s.CopyDays)
	}
	c.oneOf("weights", s.Weights, weights)
	c.oneOf("interval", s.Interval, intervals)
	c.oneOf("contrast_interval", s.Contrasts, contrastIntervals)
	c.events(s)
	c.list("languages", s.Languages, tongues)
	c.scorers(s)
	t := s.Thresholds
	if t.MinClusters < 2 {
		c.add("thresholds.min_clusters", "%d is too few for an interval; at least 2", t.MinClusters)
	}
	if t.SmallClusters < t.MinClusters {
		c.add("thresholds.small_clusters", "%d is below min_clusters, which is %d", t.SmallClusters, t.MinClusters)
	}
	if t.Draws < 100 || t.Draws > 1_000_000 {
		c.add("thresholds.draws", "%d draws; from 100 to 1000000", t.Draws)
	}
	if !(t.Level > 0 && t.Level < 1) {
		c.add("thresholds.level", "%v is not between 0 and 1; 0.95 is usual", t.Level)
	}
}

// scorers checks that each is known, or a command, and that a language model is
// said where one is asked.
func (c *checker) scorers(s *Study) {
	c.texts("scorers", s.Scorers)
	if len(s.Scorers) == 0 {
		c.add("scorers", "must name at least one of %s", strings.Join(scorers, ", "))
	}
	for i, name := range s.Scorers {
		if name != "" && (!strings.HasPrefix(name, execPrefix) || name == execPrefix) {
			c.oneOf(fmt.Sprintf("scorers[%d]", i), name, scorers)
		}
	}
	asks := slices.ContainsFunc(s.Scorers, func(name string) bool { return name == "llm" || name == "llm:all" })
	if asks && s.LLM.IsZero() {
		c.add("scorers", "llm asks the model of the study, which says none: it takes a section llm with endpoint and model (docs/remote.md)")
	}
	if !s.LLM.IsZero() {
		c.llm(&s.LLM)
	}
	c.oneOf("exec.network", s.Exec.Network, execNetworks)
	if s.Exec.Timeout < 1 {
		c.add("exec.timeout", "%d seconds; at least 1", s.Exec.Timeout)
	}
}

// execPrefix begins the name of a scorer by command.
const execPrefix = "exec:"

func (c *checker) llm(l *LLM) {
	c.text("llm.endpoint", l.Endpoint)
	c.text("llm.model", l.Model)
	c.text("llm.prompt", l.Prompt)
	c.texts("llm.other_models", l.OtherModels)
	c.texts("llm.other_prompts", l.OtherPrompts)
	c.oneOf("llm.label_order", l.LabelOrder, labelOrders)
	c.oneOf("llm.network", l.Network, llmNetworks)
	for _, n := range [...]struct {
		path  string
		value int
	}{{"llm.votes", l.Votes}, {"llm.max_tokens", l.MaxTokens}, {"llm.timeout", l.Timeout}} {
		if n.value < 1 {
			c.add(n.path, "%d; at least 1", n.value)
		}
	}
	for _, n := range [...]struct {
		path  string
		value float64
	}{{"llm.temperature", l.Temperature}, {"llm.votes_temperature", l.VotesTemperature}} {
		if !(n.value >= 0 && n.value <= 2) {
			c.add(n.path, "%v is not from 0 to 2", n.value)
		}
	}
	if l.Votes > 1 && l.VotesTemperature == 0 {
		c.add("llm.votes_temperature", "votes at temperature 0 are one vote: take 0.7, or votes: 1")
	}
}

// events checks that they have names and dates of their own, in order, since
// they can cut time into periods.
func (c *checker) events(s *Study) {
	if s.EventDays < 1 || s.EventDays > 36_500 {
		c.add("event_days", "%d days; from 1 to 36500", s.EventDays)
	}
	if s.Period == "events" && len(s.Events) == 0 {
		c.add("period", "periods between events need events")
	}
	names := map[string]int{}
	var last Date
	for i, e := range s.Events {
		at := fmt.Sprintf("events[%d]", i)
		c.text(at+".name", e.Name)
		if first, ok := names[e.Name]; ok {
			c.add(at+".name", "%q is already the name of events[%d]", e.Name, first)
		} else {
			names[e.Name] = i
		}
		if _, ok := e.Date.Time(); !ok {
			c.add(at+".date", "%q is no day of the calendar; write it as 2020-02-29", string(e.Date))
			continue
		}
		if e.Date <= last {
			c.add(at+".date", "%s does not come after %s; events stand in order of their dates", e.Date, last)
		}
		last = e.Date
	}
}

// lexicons checks that each has a file and a role, and none stands twice in one.
func (c *checker) lexicons(all []Lexicon) {
	first := map[Lexicon]int{}
	for i, l := range all {
		at := fmt.Sprintf("lexicons[%d]", i)
		c.text(at+".path", l.Path)
		c.oneOf(at+".format", l.Format, lexiconFormats)
		c.oneOf(at+".role", l.Role, lexiconRoles)
		key := Lexicon{Path: l.Path, Role: l.Role}
		if k, ok := first[key]; ok {
			c.add(at+".path", "%q is already lexicons[%d]", l.Path, k)
		} else {
			first[key] = i
		}
	}
}

// list checks a list of words from a fixed set, which may not be empty.
func (c *checker) list(path string, values, allowed []string) {
	if len(values) == 0 {
		c.add(path, "must name at least one of %s", strings.Join(allowed, ", "))
	}
	c.texts(path, values)
	for i, v := range values {
		if v != "" {
			c.oneOf(fmt.Sprintf("%s[%d]", path, i), v, allowed)
		}
	}
}

func (c *checker) pair(s *Study) {
	if len(s.Actors) < 2 {
		c.add("actors", "a study needs at least two actors, and has %d", len(s.Actors))
	}
	if len(s.Pair) != 2 {
		c.add("pair", "must name two actors by their id, and names %d", len(s.Pair))
	} else if s.Pair[0] == s.Pair[1] {
		c.add("pair[1]", "%q is both actors of the pair", s.Pair[1])
	}
	c.actorIDs("pair", s.Pair, s)
	c.texts("count_proxies", s.CountProxies)
	c.actorIDs("count_proxies", s.CountProxies, s)
}

func (c *checker) actorIDs(path string, ids []string, s *Study) {
	for i, id := range ids {
		if s.Actor(id) == nil {
			c.add(fmt.Sprintf("%s[%d]", path, i), "no actor has the id %q", id)
		}
	}
}

func (c *checker) actor(path string, a *Actor) {
	switch {
	case !idPattern.MatchString(a.ID):
		c.add(path+".id", "%q must be small letters, digits and _, beginning with a letter", a.ID)
	case slices.Contains(reserved, a.ID):
		c.add(path+".id", "%q has a meaning of its own in the tables; take another id", a.ID)
	}
	c.text(path+".name", a.Name)
	c.oneOf(path+".kind", a.Kind, kinds)
	c.gender(path, a.Gender, a.Kind)
	c.texts(path+".aliases", a.Aliases)
	c.texts(path+".not", a.Not)
	c.texts(path+".nominals", a.Nominals)
	for i, r := range a.Roles {
		at := fmt.Sprintf("%s.roles[%d]", path, i)
		c.text(at+".title", r.Title)
		c.texts(at+".of", r.Of)
		c.dates(at, r.From, r.To)
	}
	for i, m := range a.Members {
		at := fmt.Sprintf("%s.members[%d]", path, i)
		c.text(at+".name", m.Name)
		c.texts(at+".aliases", m.Aliases)
		c.oneOf(at+".kind", m.Kind, append([]string{""}, kinds...))
		c.gender(at, m.Gender, m.Kind)
		c.dates(at, m.From, m.To)
	}
	for i, p := range a.Proxies {
		at := fmt.Sprintf("%s.proxies[%d]", path, i)
		c.text(at+".name", p.Name)
		c.texts(at+".aliases", p.Aliases)
		c.dates(at, p.From, p.To)
	}
}

func (c *checker) gender(path, gender, kind string) {
	c.oneOf(path+".gender", gender, genders)
	if gender != "" && kind != "person" && kind != "" {
		c.add(path+".gender", "only a person has a gender; the kind here is %q", kind)
	}
}

// distinctActors reports ids and names that stand for two actors.
func (c *checker) distinctActors(actors []Actor) {
	ids, names := map[string]int{}, map[string]string{}
	for i, a := range actors {
		at := fmt.Sprintf("actors[%d]", i)
		if first, ok := ids[a.ID]; ok {
			c.add(at+".id", "%q is already the id of actors[%d]", a.ID, first)
		} else {
			ids[a.ID] = i
		}
		c.owner(names, at+".name", a.Name, a.ID)
		for j, alias := range a.Aliases {
			c.owner(names, fmt.Sprintf("%s.aliases[%d]", at, j), alias, a.ID)
		}
	}
	for i, a := range actors {
		for j, m := range a.Members {
			at := fmt.Sprintf("actors[%d].members[%d]", i, j)
			for k, name := range append([]string{m.Name}, m.Aliases...) {
				where := at + ".name"
				if k > 0 {
					where = fmt.Sprintf("%s.aliases[%d]", at, k-1)
				}
				if owner, ok := names[name]; ok {
					c.add(where, "%q is already a name of the actor %q", name, owner)
				}
			}
		}
	}
}

func (c *checker) owner(names map[string]string, path, name, id string) {
	if other, ok := names[name]; ok && other != id {
		c.add(path, "%q is already a name of the actor %q", name, other)
		return
	}
	names[name] = id
}

// sources reports a name that stands for two outlets. Letter case makes no
// difference, as in the matching of sources.
func (c *checker) sources(sources []Source) {
	owners := map[string]int{}
	for i, s := range sources {
		at := fmt.Sprintf("sources[%d]", i)
		c.text(at+".name", s.Name)
		c.texts(at+".aliases", s.Aliases)
		for k, name := range append([]string{s.Name}, s.Aliases...) {
			where := at + ".name"
			if k > 0 {
				where = fmt.Sprintf("%s.aliases[%d]", at, k-1)
			}
			key := strings.ToLower(name)
			if first, ok := owners[key]; ok && first != i {
				c.add(where, "%q is already a name of the source %q", name, sources[first].Name)
				continue
			}
			owners[key] = i
		}
	}
}
