package actors

import (
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/study"
)

// Actor gives an entry as an actor of a study.
func (c *Catalogue) Actor(e *Entry) study.Actor {
	a := study.Actor{ID: e.ID(), Name: e.Name, Kind: "organization", Plural: true, MemberNouns: true, Nominals: c.nominals(e)}
	switch {
	case e.Person():
		a.Kind, a.Plural, a.Gender = "person", false, e.Sort
	case e.place != nil:
		a.Kind = "country"
	}
	a.Aliases = slices.DeleteFunc(unique(e.Aliases), func(s string) bool { return s == e.Name })
	a.Not = c.others(e)
	a.Roles = c.roles(e)
	a.Members = c.members(e, append([]string{e.Name}, e.Aliases...))
	a.Proxies = c.proxies(e)
	return a
}

// holds reports whether a name has the words of another in it, and more.
func holds(name, part string) bool {
	return len(name) > len(part) && strings.Contains(" "+name+" ", " "+part+" ")
}

// others gives the longer names that are no mention of an entry: its own list,
// and the names of others that have one of its names in them, of people its last
// name too ("President Obama" in a study of Michelle Obama). A name that a
// hyphen makes part of another word ("pro-Trump") is never a mention.
func (c *Catalogue) others(e *Entry) []string {
	own := append([]string{e.Name}, e.Aliases...)
	out := slices.DeleteFunc(slices.Clone(e.Not), func(s string) bool {
		return slices.ContainsFunc(own, func(n string) bool {
			return strings.HasPrefix(s, n+"-") || s == "pro-"+n || s == "anti-"+n || s == "post-"+n
		})
	})
	for _, o := range c.Entries {
		if o == e {
			continue
		}
		parts := own
		if e.Person() && o.Person() {
			parts = append(slices.Clone(own), e.Name[strings.LastIndexByte(e.Name, ' ')+1:])
		}
		for _, name := range append([]string{o.Name}, o.Aliases...) {
			if !slices.Contains(own, name) && strings.Contains(name, " ") && o.place == nil &&
				slices.ContainsFunc(parts, func(s string) bool { return holds(name, s) }) {
				out = append(out, name)
			}
		}
	}
	return unique(out)
}

// of is what an office may be joined with.
func (c *Catalogue) of(e *Entry, o Office) []string {
	if o.Own || e.Country == "" {
		return o.Of
	}
	return c.countries[e.Country].of(e.Country)
}

// roles gives the titles by which an entry is meant. Alone ("the president") a
// title stands only of who leads the country that leads the English press, or
// where the catalogue says so; else it must be joined with its country.
func (c *Catalogue) roles(e *Entry) []study.Role {
	var out []study.Role
	for _, o := range e.Offices {
		role := func(title string, of []string) {
			out = append(out, study.Role{Title: title, Of: of, From: o.From, To: o.To})
		}
		of := c.of(e, o)
		if alone := o.Own && len(o.Of) == 0 || o.Leads && e.Country == home; alone {
			role(o.Title, of)
		} else {
			added, core := c.parted(e, o.Title)
			joined := of
			if !o.Own && e.Country != "" {
				joined = c.countries[e.Country].adjectives
			}
			for _, adj := range joined {
				role(added+adj+" "+core, nil)
			}
			if len(of) > 0 {
				role(o.Title+" of "+of[len(of)-1], nil)
			}
		}
		if o.Leads && !o.Own && e.Country != "" {
			for _, adj := range c.countries[e.Country].adjectives { // "the leader" alone may be anybody
				role(adj+" leader", nil)
			}
		}
	}
	return out
}

// parted parts what a title adds to another office of the entry from that, before
// which the country stands: "former French president". A rank is whole: "U.S. vice
// president". Of several the longest counts.
func (c *Catalogue) parted(e *Entry, title string) (added, rank string) {
	rank = title
	for _, o := range e.Offices {
		if before, ok := strings.CutSuffix(title, o.Title); ok && strings.HasSuffix(before, " ") && c.ranks[o.Title] && !c.ranks[title] && (added == "" || len(before) < len(added)) {
			added, rank = before, o.Title
		}
	}
	return added, rank
}

// home is the country whose leader's title alone ("the president") means that
// leader in most of the English press.
const home = "United States"

// nominals adds to those listed the titles by which an entry led a country, as
// far as no leader of home has them: "the chancellor", once she was named.
func (c *Catalogue) nominals(e *Entry) []string {
	out := slices.Clone(e.Nominals)
	for _, o := range e.Offices {
		if o.Leads && !o.Own && e.Country != home && !c.homeTitles[o.Title] {
			out = append(out, o.Title)
		}
	}
	return unique(out)
}

// within gives the part of a range in which another lies; false for none.
func within(from, to, low, high study.Date) (study.Date, study.Date, bool) {
	from = max(from, low)
	if to == "" || high != "" && high < to {
		to = high
	}
	return from, to, to == "" || from < to // a day of handing over is not served together
}

// members gives those that are listed, and by offices: ministers of whoever
// leads, and of a country all who have an office of it.
func (c *Catalogue) members(e *Entry, own []string) []study.Member {
	list := memberList{own: own}
	for _, m := range e.Members {
		if known := c.named(m.Name); known != nil {
			m = known.member(m.From, m.To, m.Aliases)
		}
		list.add(m)
	}
	if e.Country == "" || !e.Person() && e.place == nil {
		return list.members
	}
	for _, o := range c.Entries {
		if o == e || o.Country != e.Country || !o.Person() {
			continue
		}
		for _, held := range o.Offices {
			e.serving(held, func(from, to study.Date) { list.add(o.member(from, to, nil)) })
		}
	}
	return list.members
}

// serving yields the times in which whoever holds an office of the country
// speaks for the entry: always for a country, and for a person while he leads.
func (e *Entry) serving(held Office, yield func(from, to study.Date)) {
	switch {
	case held.Own:
	case e.place != nil:
		yield(held.From, held.To)
	case held.Serves:
		for _, led := range e.Offices {
			if from, to, ok := within(held.From, held.To, led.From, led.To); ok && led.Leads {
				yield(from, to)
			}
		}
	}
}

// memberList collects members, one for an unbroken time; own are the names and
// aliases of the actor himself, which no member has.
type memberList struct {
	members []study.Member
	own     []string
}

func (l *memberList) add(m Member) {
	if i := slices.IndexFunc(l.members, func(old study.Member) bool { return old.Name == m.Name }); i >= 0 {
		old := &l.members[i]
		old.From = min(old.From, m.From)
		if old.To != "" && (m.To == "" || m.To > old.To) {
			old.To = m.To
		}
		return
	}
	if slices.Contains(l.own, m.Name) {
		return
	}
	sm := study.Member{Name: m.Name, Gender: m.Gender, From: m.From, To: m.To}
	for _, alias := range m.Aliases {
		// a last name is found by itself once the whole name was given
		if !slices.Contains(l.own, alias) && (m.Body || !strings.HasSuffix(m.Name, " "+alias)) {
			sm.Aliases = append(sm.Aliases, alias)
		}
	}
	if m.Body {
		sm.Kind = "organization"
	}
	l.members = append(l.members, sm)
}

// named gives the entry of that very name, nil for none.
func (c *Catalogue) named(name string) *Entry {
	for _, e := range c.byName[fold(name)] {
		if e.Name == name {
			return e
		}
	}
	return nil
}

func (e *Entry) member(from, to study.Date, more []string) Member {
	m := Member{Name: e.Name, Aliases: unique(append(slices.Clone(more), e.Aliases...)), Body: !e.Person(), From: from, To: to}
	if e.Person() {
		m.Gender = e.Sort
	}
	return m
}

// proxies gives the country, its capital and its seats of government while the
// entry leads it.
func (c *Catalogue) proxies(e *Entry) []study.Proxy {
	p := c.countries[e.Country]
	if p == nil || !e.Person() && e.place == nil {
		return nil
	}
	names := slices.Clone(p.seats)
	if p.capital != "" {
		names = append([]string{p.capital}, names...)
	}
	if e.place != nil {
		if len(names) == 0 {
			return nil
		}
		return []study.Proxy{{Name: names[0], Aliases: names[1:]}}
	}
	var out []study.Proxy
	for _, o := range e.Offices {
		if o.Leads && !o.Own {
			out = append(out, study.Proxy{Name: e.Country, Aliases: names, From: o.From, To: o.To})
		}
	}
	return out
}
