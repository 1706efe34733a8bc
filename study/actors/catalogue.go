package actors

import (
	"cmp"
	"embed"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/seed-7a84ba5f/dyad/study"
)

//go:embed data/*.csv
var files embed.FS

// Entry is an actor of the catalogue.
type Entry struct {
	Name     string
	Sort     string // female, male, party, movement, body or country
	Country  string // "" for none
	Aliases  []string
	Offices  []Office
	Not      []string
	Nominals []string
	Members  []Member
	Checked  string // how the entry was checked
	Where    string // file:line

	place *country // of a country, what is known of it
}

// Office is a title with its time.
type Office struct {
	Title    string
	Of       []string // what it is of, where that is not the country
	Own      bool     // Of is given, perhaps as nothing
	Leads    bool     // a government
	Serves   bool     // whoever leads the country then
	From, To study.Date
}

// Member is somebody who speaks for an actor.
type Member struct {
	Name     string
	Aliases  []string
	Gender   string // female, male or ""
	Body     bool
	From, To study.Date
}

type country struct {
	adjectives []string
	capital    string
	seats      []string
}

// of is what an office of the country may be joined with.
func (c *country) of(name string) []string { return unique(append(slices.Clone(c.adjectives), name)) }

// Catalogue is all actors, in order of their names.
type Catalogue struct {
	Entries   []*Entry
	countries map[string]*country
	byName    map[string][]*Entry // by folded name, alias and id

	homeTitles map[string]bool // by which somebody led home
	ranks      map[string]bool // titles by which somebody led, or served who led
}

// Load gives the built-in catalogue.
var Load = sync.OnceValues(func() (*Catalogue, error) {
	list, err := files.ReadDir("data")
	if err != nil {
		return nil, err
	}
	c := &Catalogue{countries: map[string]*country{}, byName: map[string][]*Entry{}, homeTitles: map[string]bool{}, ranks: map[string]bool{}}
	var problems study.Problems
	for _, countries := range []bool{true, false} { // countries first: the others name them
		for _, f := range list {
			if (f.Name() == "countries.csv") == countries {
				problems = append(problems, c.read(f.Name())...)
			}
		}
	}
	if len(problems) > 0 {
		return nil, problems
	}
	slices.SortFunc(c.Entries, func(a, b *Entry) int { return cmp.Compare(a.Name, b.Name) })
	for _, e := range c.Entries {
		for _, o := range e.Offices {
			c.ranks[o.Title] = c.ranks[o.Title] || o.Leads || o.Serves
			if o.Leads && e.Country == home {
				c.homeTitles[o.Title] = true
			}
		}
		for _, key := range unique(mapped(append([]string{e.Name, e.ID()}, e.Aliases...), fold)) {
			c.byName[key] = append(c.byName[key], e)
		}
	}
	return c, nil
})

var columns = map[bool][]string{
	true:  {"name", "adjectives", "capital", "aliases", "seats"},
	false: {"name", "sort", "country", "aliases", "offices", "not", "nominals", "members", "checked"},
}

// read adds the lines of a file, and tells of all that are faulty.
func (c *Catalogue) read(file string) (bad study.Problems) {
	data, err := files.Open("data/" + file)
	if err != nil {
		return study.Problems{{File: file, Message: err.Error()}}
	}
	defer data.Close()
	r := csv.NewReader(data)
	r.Comment = '#'
	countries := file == "countries.csv"
	r.FieldsPerRecord = len(columns[countries])
	for first := true; ; first = false {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return bad
		}
		line, _ := r.FieldPos(0)
		problem := func(what error) {
			bad = append(bad, study.Problem{File: file, Line: line, Column: 1, Message: what.Error()})
		}
		switch {
		case err != nil:
			problem(err)
		case first && !slices.Equal(row, columns[countries]):
			problem(fmt.Errorf("the columns are %s", strings.Join(columns[countries], ",")))
		case first:
		case countries:
			c.addCountry(row, fmt.Sprintf("%s:%d", file, line))
		default:
			e, err := c.entry(row)
			if err != nil {
				problem(fmt.Errorf("%s: %w", row[0], err))
				continue
			}
			e.Where = fmt.Sprintf("%s:%d", file, line)
			c.Entries = append(c.Entries, e)
		}
	}
}

func (c *Catalogue) addCountry(row []string, where string) {
	p := &country{adjectives: split(row[1]), capital: row[2], seats: split(row[4])}
	e := &Entry{Name: row[0], Sort: "country", Country: row[0], Aliases: split(row[3]), Where: where, place: p, Checked: "general knowledge"}
	for _, adj := range p.adjectives {
		e.Aliases = append(e.Aliases, adj+" government")
	}
	e.Aliases = unique(e.Aliases)
	c.countries[e.Name] = p
	c.Entries = append(c.Entries, e)
}

var sorts = []string{"female", "male", "party", "movement", "body"}

func (c *Catalogue) entry(row []string) (*Entry, error) {
	e := &Entry{Name: row[0], Sort: row[1], Country: row[2], Aliases: split(row[3]), Not: split(row[5]), Nominals: split(row[6]), Checked: row[8]}
	if !slices.Contains(sorts, e.Sort) {
		return nil, fmt.Errorf("sort %q is none of %s", e.Sort, strings.Join(sorts, ", "))
	}
	if e.Country != "" && c.countries[e.Country] == nil {
		return nil, fmt.Errorf("no country %q", e.Country)
	}
	for _, s := range split(row[4]) {
		o, err := parseOffice(s)
		if err != nil {
			return nil, err
		}
		e.Offices = append(e.Offices, o)
	}
	for _, s := range split(row[7]) {
		m, err := parseMember(s)
		if err != nil {
			return nil, err
		}
		e.Members = append(e.Members, m)
	}
	return e, nil
}

var (
	officePattern = regexp.MustCompile(`^(.+?)([*+]?)(?: \((.*)\))? (\S*)/(\S*)$`)
	memberPattern = regexp.MustCompile(`^(.+?)(?: \(([fmb])\))?(?: ([\d-]*)/([\d-]*))?$`)
)

func parseOffice(s string) (Office, error) {
	m := officePattern.FindStringSubmatch(s)
	if m == nil {
		return Office{}, fmt.Errorf("office %q is not written as TITLE FROM/TO", s)
	}
	from, to, err := period(m[4], m[5])
	o := Office{Title: m[1], Leads: m[2] == "*", Serves: m[2] == "+", From: from, To: to, Own: strings.Contains(s, "(")}
	if m[3] != "" {
		o.Of = strings.Split(m[3], "|")
	}
	return o, err
}

func parseMember(s string) (Member, error) {
	m := memberPattern.FindStringSubmatch(s)
	if m == nil {
		return Member{}, fmt.Errorf("member %q is not written as NAME|ALIAS (f) FROM/TO", s)
	}
	from, to, err := period(m[3], m[4])
	names := strings.Split(m[1], "|")
	return Member{Name: names[0], Aliases: names[1:], Gender: map[string]string{"f": "female", "m": "male"}[m[2]],
		Body: m[2] == "b", From: from, To: to}, err
}

// period reads two dates of which the month or the day may be left out.
func period(from, to string) (study.Date, study.Date, error) {
	var out [2]study.Date
	for i, s := range []string{from, to} {
		if s == "" {
			continue
		}
		layout := "2006-01-02"
		if len(s) > len(layout) {
			return "", "", fmt.Errorf("%q is no date", s)
		}
		layout = layout[:len(s)]
		t, err := time.Parse(layout, s)
		if err != nil {
			return "", "", fmt.Errorf("%q is no date", s)
		}
		if i == 1 {
			switch layout {
			case "2006":
				t = t.AddDate(1, 0, -1)
			case "2006-01":
				t = t.AddDate(0, 1, -1)
			}
		}
		out[i] = study.Date(t.Format(time.DateOnly))
	}
	if out[0] != "" && out[1] != "" && out[1] < out[0] {
		return "", "", fmt.Errorf("%s/%s ends before it begins", from, to)
	}
	return out[0], out[1], nil
}

func split(cell string) []string {
	var out []string
	for s := range strings.SplitSeq(cell, ";") {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

func unique(in []string) []string {
	var out []string
	for _, s := range in {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

func mapped(in []string, f func(string) string) []string {
	out := make([]string, len(in))
	for i, s := range in {
		out[i] = f(s)
	}
	return out
}

// fold makes spellings of a name equal: without case, accents, full stops,
// and with blanks for hyphens and underscores.
func fold(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r) || r == '.' || r == '\'' || r == '’':
			return -1
		case r == '-' || r == '_':
			return ' '
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(s))
	return strings.Join(strings.Fields(strings.TrimPrefix(s, "the ")), " ")
}

// Person reports whether the entry is one.
func (e *Entry) Person() bool { return e.Sort == "female" || e.Sort == "male" }

// ID is the entry's id in a study.
func (e *Entry) ID() string {
	var b strings.Builder
	for _, r := range fold(e.Name) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "_"):
			b.WriteByte('_')
		}
	}
	id := strings.Trim(b.String(), "_")
	if id != "" && id[0] <= '9' {
		id = "n" + id
	}
	return id
}
