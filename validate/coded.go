package validate

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/stance"
)

// CodedSet is a folder of coded sentences about pairs of actors: the tables
// units.csv, codes.csv, stances.csv, split.csv and actors.csv. It holds no
// texts; Locate finds them in the articles.
type CodedSet struct {
	Dir      string
	Units    []CodedUnit
	Problems []Problem // rows that could not be used, in order of the tables
	actors   map[string]codedActor
}

// CodedUnit is one coded sentence.
type CodedUnit struct {
	ID, DocID string
	Region    corpus.RegionKind // title or body
	Start     int               // bytes of the record's field title or text; both 0 is all of it
	End       int
	Hash      string    // first 16 hex digits of the SHA-256 of the sentence
	Actors    [2]string // A and B, as named in actors.csv
	Stratum   string
	Inclusion float64 // probability with which the sentence was drawn; 0 where it is not known
	Part      string  // train, calibrate or test
	Line      int     // of units.csv
	Codes
	article *corpus.Article // set by Locate
	span    annotate.Span   // of the sentence in the article's canonical text
}

// Codes are what the coder said of a sentence.
type Codes struct {
	Portrayal [2]float64    // of A and B, from -1 to +1; NaN where the sentence does not mention the actor
	Voice     [2]string     // n, q, m (both) or "" where the portrayal is neutral
	Relation  float64       // from -1 to +1; NaN where the sentence tells of no dealings
	Agent     string        // A, B or both
	Status    stance.Status // "" where there is no relation
	Stances   []CodedStance // in order of the table
}

// CodedStance is an attitude that a sentence expresses.
type CodedStance struct {
	Holder   stance.Side // narrator, actor1 (A), actor2 (B) or other
	Target   stance.Side // actor1, actor2 or relationship
	Polarity float64     // -1 to +1, not 0
}

// codedActor is a row of actors.csv.
type codedActor struct {
	name, gender string
	kind         annotate.Kind
	aliases      []string
}

// ReadCoded reads the tables of a folder. Rows that cannot be used are
// problems of the set, and so are all units of barred articles, which are left
// out without a word: they must never be used.
func ReadCoded(dir string) (*CodedSet, error) {
	s := &CodedSet{Dir: dir, actors: map[string]codedActor{}}
	parts := map[string]string{}
	at := map[string]int{}
	for _, t := range []struct {
		name string
		need []string
		row  func(g *Gold, i int)
	}{
		{"actors.csv", []string{"name", "kind", "gender", "aliases"}, s.actor},
		{"split.csv", []string{"doc_id", "part"}, func(g *Gold, i int) { parts[g.Cell(i, "doc_id")] = g.Cell(i, "part") }},
		{"units.csv", []string{"id", "doc_id", "region", "byte_start", "byte_end", "sha256", "a", "b", "stratum", "inclusion_probability"},
			func(g *Gold, i int) { s.unit(g, i, parts, at) }},
		{"codes.csv", []string{"id", "portrayal_a", "voice_a", "portrayal_b", "voice_b", "relation", "agent", "status"},
			func(g *Gold, i int) { s.codes(g, i, at) }},
		{"stances.csv", []string{"id", "holder", "target", "polarity"}, func(g *Gold, i int) { s.stance(g, i, at) }},
	} {
		path := filepath.Join(dir, t.name)
		data, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		g, err := ReadGold(bytes.NewReader(data), path, t.need...)
		if err != nil {
			return nil, err
		}
		for i := range g.Rows {
			if g.Rows[i].Bad == "" {
				t.row(g, i)
			}
		}
		s.Problems = append(s.Problems, g.Problems()...)
	}
	s.Units = slices.DeleteFunc(s.Units, func(u CodedUnit) bool { return u.Line < 0 })
	return s, nil
}

// CodesTable gives the path of the table of codes, which names the set in
// output.
func (s *CodedSet) CodesTable() string { return filepath.Join(s.Dir, "codes.csv") }

// actor takes over a row of actors.csv.
func (s *CodedSet) actor(g *Gold, i int) {
	a := codedActor{name: g.Cell(i, "name"), gender: g.Cell(i, "gender"), kind: annotate.Kind(g.Cell(i, "kind"))}
	for alias := range strings.SplitSeq(g.Cell(i, "aliases"), ";") {
		if alias = strings.TrimSpace(alias); alias != "" {
			a.aliases = append(a.aliases, alias)
		}
	}
	switch a.kind {
	case annotate.Person, annotate.Organization, annotate.Country:
		s.actors[a.name] = a
	default:
		g.Refuse(i, fmt.Sprintf("kind %q is none of person, organization, country", a.kind))
	}
}

// unit takes over a row of units.csv. Its codes come later: until then Line is
// negative, so that a unit without codes is left out.
func (s *CodedSet) unit(g *Gold, i int, parts map[string]string, at map[string]int) {
	u := CodedUnit{ID: g.Cell(i, "id"), DocID: g.Cell(i, "doc_id"), Region: corpus.RegionKind(g.Cell(i, "region")), Hash: g.Cell(i, "sha256"),
		Actors: [2]string{g.Cell(i, "a"), g.Cell(i, "b")}, Stratum: g.Cell(i, "stratum"), Line: -g.Rows[i].Line}
	u.Part = parts[u.DocID]
	var err, noSpan error
	if g.Cell(i, "byte_start") != "" {
		u.Start, u.End, noSpan = offsets(g.Cell(i, "byte_start"), g.Cell(i, "byte_end"))
	}
	if p := g.Cell(i, "inclusion_probability"); p != "" {
		u.Inclusion, err = strconv.ParseFloat(p, 64)
	}
	_, oldA := s.actors[u.Actors[0]]
	_, oldB := s.actors[u.Actors[1]]
	_, twice := at[u.ID]
	switch {
	case u.Part == "barred":
		return
	case !slices.Contains(CodedParts(), u.Part):
		g.Refuse(i, fmt.Sprintf("split.csv has no part for %s", u.DocID))
	case noSpan != nil:
		g.Refuse(i, fmt.Sprintf("byte_start %q and byte_end %q are no span", g.Cell(i, "byte_start"), g.Cell(i, "byte_end")))
	case err != nil || u.Inclusion < 0 || u.Inclusion > 1:
		g.Refuse(i, fmt.Sprintf("inclusion_probability %q is no probability", g.Cell(i, "inclusion_probability")))
	case len(u.Hash) != 16:
		g.Refuse(i, fmt.Sprintf("sha256 %q is not 16 hex digits", u.Hash))
	case u.Region != corpus.Title && u.Region != corpus.Body:
		g.Refuse(i, fmt.Sprintf("region %q is neither title nor body", u.Region))
	case !oldA || !oldB || u.Actors[0] == u.Actors[1]:
		g.Refuse(i, fmt.Sprintf("%s and %s are no two actors of actors.csv", u.Actors[0], u.Actors[1]))
	case u.ID == "" || twice:
		g.Refuse(i, fmt.Sprintf("id %q is empty or stands twice", u.ID))
	}
	if g.Rows[i].Bad == "" {
		at[u.ID] = len(s.Units)
		s.Units = append(s.Units, u)
	}
}

// codedSides are the names of the actors and holders of stances in the tables.
var codedSides = map[string]stance.Side{"narrator": stance.HolderNarrator, "A": stance.Actor1, "B": stance.Actor2,
	"other": stance.HolderOther, "relationship": stance.Relationship}

// codes takes over a row of codes.csv; that of a unit which is left out is
// left out too.
func (s *CodedSet) codes(g *Gold, i int, at map[string]int) {
	k, ok := at[g.Cell(i, "id")]
	if !ok {
		return
	}
	statuses := map[string]stance.Status{"a": stance.StatusAsserted, "h": stance.StatusHypothetical, "d": stance.StatusDenied}
	c := Codes{Voice: [2]string{g.Cell(i, "voice_a"), g.Cell(i, "voice_b")}, Agent: g.Cell(i, "agent"), Status: statuses[g.Cell(i, "status")]}
	c.Portrayal = [2]float64{g.code(i, "portrayal_a"), g.code(i, "portrayal_b")}
	c.Relation = g.code(i, "relation")
	if g.Rows[i].Bad == "" {
		s.Units[k].Codes, s.Units[k].Line = c, max(s.Units[k].Line, -s.Units[k].Line)
	}
}

// code reads a code from -1 to +1, NaN where the cell is empty.
func (g *Gold) code(row int, column string) float64 {
	cell := g.Cell(row, column)
	if cell == "" {
		return math.NaN()
	}
	v, err := strconv.ParseFloat(cell, 64)
	if err != nil || !(v >= -1 && v <= 1) {
		g.Refuse(row, fmt.Sprintf("%s %q is no code from -1 to 1", column, cell))
	}
	return v
}

// stance takes over a row of stances.csv.
func (s *CodedSet) stance(g *Gold, i int, at map[string]int) {
	k, ok := at[g.Cell(i, "id")]
	if !ok {
		return
	}
	one := CodedStance{Holder: codedSides[g.Cell(i, "holder")], Target: codedSides[g.Cell(i, "target")], Polarity: g.code(i, "polarity")}
	switch {
	case one.Holder == "" || one.Holder == stance.Relationship:
		g.Refuse(i, fmt.Sprintf("holder %q is none of narrator, A, B, other", g.Cell(i, "holder")))
	case one.Target == "" || one.Target == stance.HolderNarrator || one.Target == stance.HolderOther:
		g.Refuse(i, fmt.Sprintf("target %q is none of A, B, relationship", g.Cell(i, "target")))
	case math.IsNaN(one.Polarity) || one.Polarity == 0:
		g.Refuse(i, fmt.Sprintf("polarity %q has no sign", g.Cell(i, "polarity")))
	}
	if g.Rows[i].Bad == "" {
		s.Units[k].Stances = append(s.Units[k].Stances, one)
	}
}

// Own gives the sum of the narrator's stances toward A (0) or B (1), kept
// within -1 and +1.
func (c *Codes) Own(side int) float64 {
	sum := 0.0
	for _, s := range c.Stances {
		if s.Holder == stance.HolderNarrator && s.Target == bothSides[side] {
			sum += s.Polarity
		}
	}
	return max(-1, min(1, sum))
}

// bothSides are the sides of A and B.
var bothSides = [2]stance.Side{stance.Actor1, stance.Actor2}

// CodedParts are the parts of a set: the reader's weights are trained on train,
// fitted on calibrate and measured on test.
func CodedParts() []string { return []string{"train", "calibrate", "test"} }

// Split gives the units of a part, or those of all.
func (s *CodedSet) Split(part string) *CodedSet {
	out := *s
	out.Units = nil
	for _, u := range s.Units {
		if part == "all" || u.Part == part {
			out.Units = append(out.Units, u)
		}
	}
	return &out
}

// Articles counts the articles that units are of.
func (s *CodedSet) Articles() int {
	ids := map[string]bool{}
	for i := range s.Units {
		ids[s.Units[i].DocID] = true
	}
	return len(ids)
}

// pairOf makes the two actors of a unit as a study would have them: with their
// aliases, and with the names of the set's other actors that hold an alias and
// mean somebody else.
func (s *CodedSet) pairOf(names [2]string, text string) []annotate.Actor {
	var out []annotate.Actor
	for _, name := range names {
		c := s.actors[name]
		a := newEntity(name, name, c.kind, text)
		a.Gender = c.gender
		for _, alias := range c.aliases {
			if alias != name {
				a.Aliases = append(a.Aliases, annotate.Term{Text: alias})
			}
		}
		for other := range s.actors {
			if !slices.Contains(names[:], other) && slices.ContainsFunc(c.aliases, func(alias string) bool {
				return other != alias && strings.Contains(" "+other+" ", " "+alias+" ")
			}) {
				a.Not = append(a.Not, other)
			}
		}
		slices.Sort(a.Not)
		out = append(out, a)
	}
	return out
}

// groups gathers the units of one article and pair, whose article is annotated
// once, in order of article and pair.
func (s *CodedSet) groups() [][]int {
	index := make([]int, len(s.Units))
	for i := range index {
		index[i] = i
	}
	order := func(a, b int) int {
		x, y := &s.Units[a], &s.Units[b]
		return cmp.Or(cmp.Compare(x.DocID, y.DocID), slices.Compare(x.Actors[:], y.Actors[:]))
	}
	slices.SortStableFunc(index, order)
	var out [][]int
	for k, i := range index {
		if k == 0 || order(index[k-1], i) != 0 {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], i)
	}
	return out
}

// Actors gives all actors of the set, as an annotator needs some.
func (s *CodedSet) Actors() []annotate.Actor {
	var out []annotate.Actor
	for _, name := range slices.Sorted(maps.Keys(s.actors)) {
		out = append(out, newEntity(name, name, s.actors[name].kind, ""))
	}
	return out
}
