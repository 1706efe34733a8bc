package actors

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/study"
)

// Pair is a study of two actors, and what its file should tell of them.
type Pair struct {
	Actors [2]study.Actor
	Notes  []string // what was left out, for people
	Basis  [2]string
}

// Pair puts two entries together: a name that both have is neither's, and who
// is an actor is no member. For an entry that is nil there is a skeleton of the
// name given for it.
func (c *Catalogue) Pair(entries [2]*Entry, names [2]string) Pair {
	var p Pair
	for i, e := range entries {
		if e == nil {
			p.Actors[i] = skeleton(strings.Join(strings.Fields(names[i]), " "), fmt.Sprintf("actor_%c", 'a'+i))
			p.Basis[i] = p.Actors[i].Name + ": not in the catalogue; give its kind (person, organization, country), gender, aliases, not, nominals, roles, members"
			continue
		}
		p.Actors[i], p.Basis[i] = c.Actor(e), e.Name+": "+e.Checked
	}
	p.settle()
	return p
}

// skeleton is an actor of whom only the name is known.
func skeleton(name, otherwise string) study.Actor {
	e := Entry{Name: name}
	return study.Actor{ID: cmp.Or(e.ID(), otherwise), Name: name, Kind: "person", MemberNouns: true}
}

// Between leaves out titles, members and proxies of other times; an empty date
// leaves that side open.
func (p *Pair) Between(from, to study.Date) {
	gone := func(f, t study.Date) bool {
		return to != "" && f > to || from != "" && t != "" && t < from
	}
	for i := range p.Actors {
		a := &p.Actors[i]
		a.Roles = slices.DeleteFunc(a.Roles, func(r study.Role) bool { return gone(r.From, r.To) })
		a.Members = slices.DeleteFunc(a.Members, func(m study.Member) bool { return gone(m.From, m.To) })
		a.Proxies = slices.DeleteFunc(a.Proxies, func(x study.Proxy) bool { return gone(x.From, x.To) })
	}
}

// Period reads two dates of which the month or the day may be left out: the
// whole of it is meant.
func Period(from, to string) (study.Date, study.Date, error) { return period(from, to) }

// settle takes from both actors what only one can have.
func (p *Pair) settle() {
	names := func(a *study.Actor) []string { return append([]string{a.Name}, a.Aliases...) }
	one, two := &p.Actors[0], &p.Actors[1]
	shared := map[string]bool{}
	for _, n := range names(one) {
		if slices.Contains(names(two), n) {
			shared[n] = true
			p.Notes = append(p.Notes, fmt.Sprintf("%q is a name of both and was left out", n))
		}
	}
	taken := append(names(one), names(two)...)
	for i, a := range []*study.Actor{one, two} {
		a.Aliases = slices.DeleteFunc(a.Aliases, func(s string) bool { return shared[s] })
		other := names(&p.Actors[1-i])
		a.Not = slices.DeleteFunc(a.Not, func(s string) bool { return slices.Contains(taken, s) })
		a.Members = slices.DeleteFunc(a.Members, func(m study.Member) bool {
			return slices.Contains(taken, m.Name) || slices.ContainsFunc(m.Aliases, func(s string) bool { return s == p.Actors[1-i].Name })
		})
		for k := range a.Members {
			m := &a.Members[k]
			m.Aliases = slices.DeleteFunc(m.Aliases, func(s string) bool { return slices.Contains(taken, s) || slices.Contains(other, s) })
		}
		// a title or nominal that both have at one time cannot tell them apart
		a.Nominals = slices.DeleteFunc(slices.Clone(a.Nominals), func(s string) bool { return slices.Contains(taken, s) })
	}
	both := func(s string) bool {
		return slices.Contains(one.Nominals, s) && slices.Contains(two.Nominals, s)
	}
	var drop []string
	for _, s := range one.Nominals {
		if both(s) {
			drop = append(drop, s)
			p.Notes = append(p.Notes, fmt.Sprintf("%q may stand for both and was left out", s))
		}
	}
	for _, a := range []*study.Actor{one, two} {
		a.Nominals = slices.DeleteFunc(a.Nominals, func(s string) bool { return slices.Contains(drop, s) })
	}
}

// A file of a pair that goes on for pages is not read, so where lines of width
// bytes make more than maxLines of it, the lists of names get wider lines.
const (
	width    = 190
	maxLines = 40
)

// YAML writes the study file of a pair, in at most maxLines lines; comment is
// the first line under the one that tells editors where the schema is.
func (p *Pair) YAML(schema, comment string) []byte {
	head := fmt.Sprintf("%s\n# %s\n# %s\n# Look at what it finds in your articles: dyad study try FILE PATH\nversion: 1\nname: %s-%s\npair: [%s, %s]\nactors:\n",
		schema, comment, strings.Join(p.Basis[:], " | "),
		strings.ReplaceAll(p.Actors[0].ID, "_", "-"), strings.ReplaceAll(p.Actors[1].ID, "_", "-"), p.Actors[0].ID, p.Actors[1].ID)
	for w := width; ; w += 30 {
		f := file{width: w}
		f.WriteString(head)
		for i := range p.Actors {
			f.actor(&p.Actors[i])
		}
		if strings.Count(f.String(), "\n") <= maxLines || f.folds == 0 {
			return []byte(f.String())
		}
	}
}

// file is a study file as it is written.
type file struct {
	strings.Builder
	width int // where a list is folded, in bytes
	folds int // how often one was
}

func (b *file) actor(a *study.Actor) {
	fmt.Fprintf(b, "  - id: %s\n    name: %s\n", a.ID, scalar(a.Name))
	fmt.Fprintf(b, "    kind: %s\n", a.Kind)
	if a.Gender != "" {
		fmt.Fprintf(b, "    gender: %s\n", a.Gender)
	}
	if a.Plural {
		b.WriteString("    plural: true\n")
	}
	b.list("aliases", mapped(a.Aliases, scalar))
	b.list("not", mapped(a.Not, scalar))
	b.list("nominals", mapped(a.Nominals, scalar))
	var roles, members, proxies []string
	anchors := map[string]string{} // what titles are of is written once
	for i, r := range a.Roles {
		list := strings.Join(mapped(r.Of, scalar), ", ")
		of := "[" + list + "]"
		if name, ok := anchors[list]; ok {
			of = "*" + name
		} else if i+1 < len(a.Roles) && len(r.Of) > 1 {
			anchors[list] = fmt.Sprintf("%s%d", a.ID, len(anchors)+1)
			of = "&" + anchors[list] + " " + of
		}
		if len(r.Of) == 0 {
			of = ""
		}
		roles = append(roles, flow("title", r.Title, "of", of, "", "", r.From, r.To))
	}
	for _, m := range a.Members {
		members = append(members, flow("name", m.Name, "aliases", list(m.Aliases), m.Kind, m.Gender, m.From, m.To))
	}
	for _, x := range a.Proxies {
		proxies = append(proxies, flow("name", x.Name, "aliases", list(x.Aliases), "", "", x.From, x.To))
	}
	b.list("roles", roles)
	b.list("members", members)
	if a.MemberNouns {
		b.WriteString("    member_nouns: true\n")
	}
	b.list("proxies", proxies)
}

// list writes names between brackets, "" for none.
func list(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return "[" + strings.Join(mapped(names, scalar), ", ") + "]"
}

// flow writes one role, member or proxy.
func flow(key, name, listKey, list, kind, gender string, from, to study.Date) string {
	parts := []string{key + ": " + scalar(name)}
	for _, kv := range [][2]string{{listKey, list}, {"kind", kind}, {"gender", gender}, {"from", string(from)}, {"to", string(to)}} {
		if kv[1] != "" {
			parts = append(parts, kv[0]+": "+kv[1])
		}
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// list writes a list between brackets over as many lines as it needs.
func (b *file) list(key string, items []string) {
	if len(items) == 0 {
		return
	}
	line := "    " + key + ": ["
	for i, item := range items {
		if i < len(items)-1 {
			item += ","
		} else {
			item += "]"
		}
		if len(line)+len(item) >= b.width && !strings.HasSuffix(line, "[") {
			b.WriteString(strings.TrimRight(line, " ") + "\n")
			b.folds++
			line = "      "
		}
		line += item
		if i < len(items)-1 {
			line += " "
		}
	}
	b.WriteString(line + "\n")
}

var plain = regexp.MustCompile(`^[\p{L}][\p{L}\p{N} .’'&/()-]*[\p{L}\p{N}.)’]$`)

// scalar writes a text so that YAML reads it as that text.
func scalar(s string) string {
	switch strings.ToLower(s) {
	case "yes", "no", "on", "off", "true", "false", "null", "y", "n":
		return `"` + s + `"`
	}
	if plain.MatchString(s) {
		return s
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}

// Study gives the file of a study of two actors of the catalogue, without titles and
// members that ended before from or began after to, and what is to be known of it. A
// name that is not there is an error, or with unknown an actor to be filled in.
func (c *Catalogue) Study(names [2]string, from, to string, unknown bool, schema string) (file []byte, notes []string, err error) {
	first, last, err := Period(from, to)
	if err != nil {
		return nil, nil, fmt.Errorf("--from, --to: %w", err)
	}
	var entries [2]*Entry
	var missing []string
	for i, name := range names {
		entries[i], err = c.Find(name)
		var not *NotFound
		switch {
		case errors.As(err, &not) && unknown && !not.Many:
			notes = append(notes, err.Error()+"; its part of the file is for you to fill in")
		case err != nil:
			missing = append(missing, err.Error())
		}
	}
	if len(missing) > 0 {
		return nil, notes, fmt.Errorf("%s\n--skeleton writes an actor without names for you to fill in; dyad study actors lists the catalogue", strings.Join(missing, "\n"))
	}
	if entries[0] != nil && entries[0] == entries[1] {
		return nil, notes, fmt.Errorf("%q and %q are one actor, %s", names[0], names[1], entries[0].Name)
	}
	p := c.Pair(entries, names)
	p.Between(first, last)
	return p.YAML(schema, fmt.Sprintf("A study of %s and %s, from the catalogue of actors: look it over before you trust it.", p.Actors[0].Name, p.Actors[1].Name)), append(notes, p.Notes...), nil
}
