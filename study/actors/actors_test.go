package actors

import (
	"bytes"
	"cmp"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/seed-7a84ba5f/dyad/study"
)

func load(t *testing.T) *Catalogue {
	t.Helper()
	c, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func find(t *testing.T, c *Catalogue, name string) *Entry {
	t.Helper()
	e, err := c.Find(name)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// Every entry, put beside another, makes a study that is read again as it was
// written.
func TestEveryEntryMakesAStudy(t *testing.T) {
	c := load(t)
	ids := map[string]*Entry{}
	for i, e := range c.Entries {
		if old := ids[e.ID()]; old != nil {
			t.Errorf("%s: the id %s is that of %s, %s", e.Where, e.ID(), old.Name, old.Where)
		}
		ids[e.ID()] = e
		p := c.Pair([2]*Entry{e, c.Entries[(i+7)%len(c.Entries)]}, [2]string{})
		s, err := study.Parse(e.Where, p.YAML("#", "test"))
		if err != nil {
			t.Errorf("%s and %s: %v", p.Actors[0].Name, p.Actors[1].Name, err)
			continue
		}
		for k, a := range s.Actors {
			want := p.Actors[k]
			if a.Name != want.Name || !slices.Equal(a.Aliases, want.Aliases) || !slices.Equal(a.Not, want.Not) || len(a.Members) != len(want.Members) || len(a.Roles) != len(want.Roles) {
				t.Errorf("%s: read again as another actor", e.Where)
			}
		}
	}
}

// The catalogue is as large as it is said to be, and every line says how it
// was checked.
func TestCoverage(t *testing.T) {
	people, women, groups, twice := 0, 0, 0, 0
	continents := map[string]bool{}
	for _, e := range load(t).Entries {
		if e.place != nil {
			continue
		}
		if basis := strings.TrimSuffix(e.Checked, "; read twice"); basis != "general knowledge" && basis != "shared data" {
			t.Errorf("%s: %s: checked %q", e.Where, e.Name, e.Checked)
		}
		file, _, _ := strings.Cut(e.Where, ":")
		continents[file] = true
		switch {
		case e.Person():
			people++
			if strings.HasSuffix(e.Checked, "; read twice") {
				twice++
			} else if e.Sort == "female" {
				t.Errorf("%s: %s was read once", e.Where, e.Name)
			}
		default:
			groups++
		}
		if e.Sort == "female" {
			women++
		}
	}
	if people+groups < 400 || women < 100 || groups < 100 || twice < 250 || len(continents) < 7 {
		t.Errorf("%d people, %d of them women, %d read twice, %d groups, in %d files", people, women, twice, groups, len(continents))
	}
}

// Countries of offices and people named as members are known by one spelling.
func TestMembersHaveAGender(t *testing.T) {
	c := load(t)
	for _, e := range c.Entries {
		for _, m := range e.Members {
			if c.named(m.Name) == nil && m.Gender == "" && !m.Body {
				t.Errorf("%s: member %q of %s is neither in the catalogue nor marked (f), (m) or (b)", e.Where, m.Name, e.Name)
			}
		}
	}
}

// An alias that ends where the whole name begins ("Chairman Kim") would hide it
// in "Chairman Kim Jong Un": titles are found without being listed.
func TestNoAliasHidesTheName(t *testing.T) {
	for _, e := range load(t).Entries {
		first, _, more := strings.Cut(e.Name, " ")
		for _, a := range e.Aliases {
			if more && e.Person() && strings.HasSuffix(a, " "+first) && !strings.HasPrefix(a, first) {
				t.Errorf("%s: %q hides %q", e.Where, a, e.Name)
			}
		}
	}
}

// Titles alone mean a leader of the United States, of others only with the
// country.
func TestTitlesAlone(t *testing.T) {
	c := load(t)
	titles := func(name string) (out []string) {
		for _, r := range c.Actor(find(t, c, name)).Roles {
			out = append(out, r.Title)
		}
		return out
	}
	for name, want := range map[string]string{"Barack Obama": "president", "Recep Tayyip Erdogan": "Turkish president", "Nicolas Sarkozy": "former French president", "Jens Stoltenberg": "secretary-general of NATO"} {
		if !slices.Contains(titles(name), want) {
			t.Errorf("%s: %v", name, titles(name))
		}
	}
	if slices.Contains(titles("Recep Tayyip Erdogan"), "president") {
		t.Error("the president is not Erdogan")
	}
	if n := c.Actor(find(t, c, "Angela Merkel")).Nominals; !slices.Contains(n, "chancellor") || slices.Contains(c.Actor(find(t, c, "Vladimir Putin")).Nominals, "president") {
		t.Errorf("nominals of Merkel: %v", n)
	}
}

// A line marked "shared data" agrees with the public lists of US officials.
func TestSharedData(t *testing.T) {
	dir := os.Getenv("DYAD_DATA")
	if dir == "" {
		t.Skip("DYAD_DATA is not set")
	}
	type official struct {
		Name struct {
			First, Middle, Last, Nickname string
			Full                          string `yaml:"official_full"`
		}
		Bio   struct{ Gender string }
		Terms []struct{ Type, Start, End string }
	}
	var all []official
	for _, name := range []string{"executive.yaml", "legislators-current.yaml"} {
		data, err := os.ReadFile(filepath.Join(dir, "actors", name))
		if err != nil {
			t.Skip(err)
		}
		var part []official
		if err := yaml.Unmarshal(data, &part); err != nil {
			t.Fatal(err)
		}
		all = append(all, part...)
	}
	title := map[string]string{"president": "prez", "vice president": "viceprez"}
	checked := 0
	for _, e := range load(t).Entries {
		if !strings.HasPrefix(e.Checked, "shared data") {
			continue
		}
		var same []official
		for _, o := range all {
			given := []string{o.Name.Full, o.Name.First + " " + o.Name.Last, o.Name.First + " " + o.Name.Middle + " " + o.Name.Last, o.Name.Nickname + " " + o.Name.Last}
			if slices.ContainsFunc(append([]string{e.Name}, e.Aliases...), func(n string) bool { return slices.Contains(given, n) }) &&
				o.Terms[len(o.Terms)-1].End > "1990" {
				same = append(same, o)
			}
		}
		if len(same) == 0 {
			t.Errorf("%s: %s is in neither list", e.Where, e.Name)
			continue
		}
		checked++
		if g := map[string]string{"M": "male", "F": "female"}[same[0].Bio.Gender]; g != e.Sort {
			t.Errorf("%s: %s is %s, in the list %s", e.Where, e.Name, e.Sort, g)
		}
		for _, office := range e.Offices {
			kind := title[office.Title]
			if kind == "" {
				continue
			}
			start, end := false, office.To == ""
			for _, o := range same {
				for _, term := range o.Terms {
					start = start || term.Type == kind && term.Start == string(office.From)
					end = end || term.Type == kind && term.End == string(office.To)
				}
			}
			if !start || !end {
				t.Errorf("%s: %s: %s %s/%s is not so in the list", e.Where, e.Name, office.Title, office.From, office.To)
			}
		}
	}
	if checked < 25 {
		t.Errorf("only %d lines are marked so", checked)
	}
}

func TestFind(t *testing.T) {
	c := load(t)
	for name, want := range map[string]string{
		"kim jong-un": "Kim Jong Un", "KIM JONG UN": "Kim Jong Un", "donald_trump": "Donald Trump", "Merkel": "Angela Merkel",
		"Recep Tayyip Erdoğan": "Recep Tayyip Erdogan", "the Taliban": "Taliban", "GOP": "Republicans", "U.S.": "United States", "US": "United States",
	} {
		if e, err := c.Find(name); err != nil || e.Name != want {
			t.Errorf("%s: %v, %v", name, e, err)
		}
	}
	for name, want := range map[string]string{"Angela Merkl": "Angela Merkel", "Jong Un": "Kim Jong Un", "Barak Obama": "Barack Obama", "Bill Clinten": "Bill Clinton"} {
		_, err := c.Find(name)
		if missing, ok := err.(*NotFound); !ok || !slices.Contains(missing.Near, want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := c.Find("Liberal Party"); err == nil || !err.(*NotFound).Many {
		t.Errorf("two parties have that name: %v", err)
	}
}

func TestPeriod(t *testing.T) {
	for in, want := range map[string][2]study.Date{
		"1999/2000": {"1999-01-01", "2000-12-31"}, "1999-02/2000-02": {"1999-02-01", "2000-02-29"}, "/2001-03-04": {"", "2001-03-04"}, "1999-05-06/": {"1999-05-06", ""},
	} {
		from, to, _ := strings.Cut(in, "/")
		if f, l, err := period(from, to); f != want[0] || l != want[1] || err != nil {
			t.Errorf("%s: %s %s %v", in, f, l, err)
		}
	}
	for _, bad := range []string{"1999-13/", "2001/1999", "x/", "19990102/", "2001-02-30/"} {
		from, to, _ := strings.Cut(bad, "/")
		if _, _, err := period(from, to); err == nil {
			t.Errorf("%s was taken", bad)
		}
	}
}

// Who leads, who serves, what a title is of: by date.
func TestDerived(t *testing.T) {
	c := load(t)
	obama := c.Actor(find(t, c, "Barack Obama"))
	i := slices.IndexFunc(obama.Members, func(m study.Member) bool { return m.Name == "John Kerry" })
	if i < 0 || obama.Members[i].From != "2013-02-01" || obama.Members[i].To != "2017-01-20" {
		t.Errorf("Kerry under Obama: %+v", obama.Members)
	}
	if slices.ContainsFunc(obama.Members, func(m study.Member) bool { return m.Name == "Rex Tillerson" || m.Name == "Condoleezza Rice" }) {
		t.Error("Obama has ministers of others")
	}
	if !slices.ContainsFunc(obama.Roles, func(r study.Role) bool { return r.Title == "president" && slices.Contains(r.Of, "U.S.") }) {
		t.Errorf("offices of Obama: %+v", obama.Roles)
	}
	for name, want := range map[string]string{"Joe Biden": "U.S. vice president; former U.S. vice president; former U.S. president", "Jacob Zuma": "South African deputy president; former South African president",
		"Xi Jinping": "Chinese vice president; Chinese president", "Goodluck Jonathan": "acting Nigerian president", "Mike Pence": "former American vice president"} {
		a := c.Actor(find(t, c, name))
		for title := range strings.SplitSeq(want, "; ") {
			if !slices.ContainsFunc(a.Roles, func(r study.Role) bool { return r.Title == title }) {
				t.Errorf("%s has no title %q: %+v", name, title, a.Roles)
			}
		}
	}
	clinton := c.Actor(find(t, c, "Hillary Clinton"))
	if !slices.Contains(clinton.Not, "Bill Clinton") {
		t.Error("Bill Clinton would be Hillary Clinton")
	}
	michelle := c.Actor(find(t, c, "Michelle Obama"))
	for _, name := range []string{"Barack Obama", "President Obama"} {
		if !slices.Contains(michelle.Not, name) {
			t.Errorf("%s would be Michelle Obama", name)
		}
	}
	if slices.Contains(michelle.Not, "First Lady Michelle Obama") {
		t.Error("Michelle Obama would not be herself")
	}
	germany := c.Actor(find(t, c, "Germany"))
	if germany.Kind != "country" || !slices.ContainsFunc(germany.Members, func(m study.Member) bool { return m.Name == "Angela Merkel" && m.From == "2005-11-22" }) {
		t.Errorf("members of Germany: %+v", germany.Members)
	}
	p := c.Pair([2]*Entry{find(t, c, "Donald Trump"), find(t, c, "Republicans")}, [2]string{})
	if slices.ContainsFunc(p.Actors[1].Members, func(m study.Member) bool { return m.Name == "Donald Trump" }) {
		t.Error("an actor of the pair is a member of the other")
	}
}

// The study of any pair of the catalogue is a file of 20 to 40 lines that reads
// as the pair: of 30 pairs drawn from it, and of those with the longest lists.
func TestLength(t *testing.T) {
	c := load(t)
	size := map[*Entry]int{}
	for _, e := range c.Entries {
		a := c.Actor(e)
		size[e] = len(a.Not) + 4*(len(a.Roles)+len(a.Members))
	}
	longest := slices.SortedFunc(maps.Keys(size), func(a, b *Entry) int { return cmp.Or(cmp.Compare(size[b], size[a]), cmp.Compare(a.Name, b.Name)) })[:4]
	var pairs [][2]*Entry
	for i, a := range longest {
		for _, b := range longest[:i] {
			pairs = append(pairs, [2]*Entry{a, b})
		}
	}
	draw := rand.New(rand.NewPCG(1, 2))
	for len(pairs) < 6+30 {
		a, b := draw.IntN(len(c.Entries)), draw.IntN(len(c.Entries))
		if a != b {
			pairs = append(pairs, [2]*Entry{c.Entries[a], c.Entries[b]})
		}
	}
	for _, pair := range pairs {
		p := c.Pair(pair, [2]string{})
		text := p.YAML("#", "test")
		if n := bytes.Count(text, []byte("\n")); n < 20 || n > 40 {
			t.Errorf("%s and %s: %d lines", pair[0].Name, pair[1].Name, n)
		}
		s, err := study.Parse("pair.yaml", text)
		if err != nil {
			t.Error(err)
			continue
		}
		if diff := gocmp.Diff(p.Actors[:], s.Actors, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s and %s: written and read again (-pair +file):\n%s", pair[0].Name, pair[1].Name, diff)
		}
	}
}

// No two people hold one office of one country on a day, but for those who
// shared or contested it.
func TestOneHolderAtATime(t *testing.T) {
	shared := []string{"F. W. de Klerk", "Laurent Gbagbo", "Yahya Jammeh"}
	c := load(t)
	for _, a := range c.Entries {
		for _, b := range c.Entries {
			if a == b || a.Country == "" || a.Country != b.Country || slices.Contains(shared, a.Name) || slices.Contains(shared, b.Name) {
				continue
			}
			for _, x := range a.Offices {
				for _, y := range b.Offices {
					if x.Own || y.Own || x.Title != y.Title || !x.Leads && !x.Serves || x.From > y.From {
						continue
					}
					if x.To == "" || y.From < x.To {
						t.Errorf("%s and %s: both %s of %s on %s", a.Where, b.Where, x.Title, a.Country, y.From)
					}
				}
			}
		}
	}
}
