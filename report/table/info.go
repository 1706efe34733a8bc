package table

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/stance"
)

// Input is a file that the run read.
type Input struct {
	Path   string `json:"path"`
	SHA256 string `json:"sha256"`
	Size   int64  `json:"size"`
}

// Problem is something wrong with an input.
type Problem struct {
	Where   string `json:"where"`  // file:line:column as far as known
	Reason  string `json:"reason"` // a short code, counted in flow.csv
	Message string `json:"message"`
	Lost    bool   `json:"lost"` // an article, or a row of it, was lost by it
}

// String gives the problem as a line for stderr.
func (p Problem) String() string {
	if p.Where == "" {
		return p.Message
	}
	return p.Where + ": " + p.Message
}

// Intake is what is known of the inputs once all are read.
type Intake struct {
	Inputs   []Input   // with the metadata sheet
	Found    int       // articles found, also those that could not be read
	Problems []Problem // in any order
	// Codings say how models of others were asked; nil where none was.
	Codings []stance.Coding
	// LeftOut counts the articles that mention no actor, where the records do not
	// hold them. It is a part of the run's rows and not of its name.
	LeftOut []LeftOut
}

// Info is what a run is made from, apart from the rows.
type Info struct {
	Tool    string // "dyad"
	Version string
	Study   json.RawMessage // as resolved
	Seed    uint64
	Scorers []stance.Description
	Names   Names
	// Resources are the lexicons, models and scorers that the run was made with,
	// for people and for the lockfile: the hashes of Scorers cover them.
	Resources []Resource
	Reading   Reading
	Intake
}

// OwnScorer is the scorer that the study names first.
func (i *Info) OwnScorer() string {
	if i.Names.Scorer != "" || len(i.Scorers) == 0 {
		return i.Names.Scorer
	}
	return i.Scorers[0].Name
}

// Reading says how the inputs were read, as far as the study does not say it.
type Reading struct {
	Columns  []string `json:"columns,omitempty"`  // source=media_name, as --map has it
	Ignore   []string `json:"ignore,omitempty"`   // patterns of files that were left out
	Metadata string   `json:"metadata,omitempty"` // the name of the sheet among the inputs
	From     string   `json:"from,omitempty"`     // what the inputs are where they are no articles: tables, stream
}

// What the inputs of a run can be beside articles.
const (
	FromTables = "tables" // articles, portrayals, judgments and relations, perhaps edited
	FromStream = "stream" // a stream that was changed or cut
)

// Resource is a lexicon, a model or a scorer with its hash.
type Resource struct {
	Kind    string `json:"kind"` // lexicon, own_lexicon, model, scorer
	Name    string `json:"name"`
	Version string `json:"version"`
	SHA256  string `json:"sha256"`
}

// RunID names the run: "r" and the first 16 hexadecimal digits of a hash of all
// that its figures depend on. Order, paths, workers and time play no part; the
// letter keeps a spreadsheet from reading the name as a number.
func (i Info) RunID() (string, error) {
	study, err := Canonical(i.Study)
	if err != nil {
		return "", fmt.Errorf("study: %w", err)
	}
	hashes := make([]string, 0, len(i.Inputs))
	for _, in := range i.Inputs {
		hashes = append(hashes, in.SHA256)
	}
	slices.Sort(hashes)
	var reading *Reading // what two runs over the same files may read differently
	if len(i.Reading.Columns)+len(i.Reading.Ignore) > 0 {
		reading = &Reading{Columns: i.Reading.Columns, Ignore: i.Reading.Ignore}
	}
	b, err := json.Marshal(struct {
		Version string          `json:"version"`
		Study   json.RawMessage `json:"study"`
		Scorers []Scorer        `json:"scorers"`
		Seed    uint64          `json:"seed"`
		Inputs  []string        `json:"inputs"`
		Reading *Reading        `json:"reading,omitempty"`
	}{i.Version, study, scorersID(i.Scorers), i.Seed, hashes, reading})
	if err != nil {
		return "", err
	}
	return "r" + Hash(b)[:16], nil
}

// StudyHash is the hash of the resolved study, whatever the order of its keys.
func (i Info) StudyHash() (string, error) {
	study, err := Canonical(i.Study)
	if err != nil {
		return "", fmt.Errorf("study: %w", err)
	}
	return Hash(study), nil
}

// Canonical writes JSON with sorted keys and without spaces.
func Canonical(raw json.RawMessage) (json.RawMessage, error) {
	if len(raw) == 0 {
		return json.RawMessage("null"), nil
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	var v any
	if err := dec.Decode(&v); err != nil {
		return nil, err
	}
	return json.Marshal(v)
}

// Hash gives the SHA-256 of b in hexadecimal digits.
func Hash(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// Scorer is a scorer as written in manifest and stream.
type Scorer struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	Doc     string `json:"doc"`
	Hash    string `json:"hash"`
	Asked   bool   `json:"asked,omitempty"` // a model of somebody else, which may give no answer
}

// ScorersOf gives scorers as they are written, ordered by name and version.
func ScorersOf(ds []stance.Description) []Scorer {
	out := []Scorer{}
	for _, d := range ds {
		out = append(out, Scorer{Name: d.Name, Version: d.Version, Doc: d.Doc, Hash: d.Hash, Asked: d.Asked})
	}
	slices.SortStableFunc(out, func(a, b Scorer) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Version, b.Version))
	})
	return out
}

// scorersID leaves out what a scorer says of itself for people.
func scorersID(ds []stance.Description) []Scorer {
	out := ScorersOf(ds)
	for i := range out {
		out[i].Doc = ""
	}
	return out
}

// Descriptions gives written scorers as stance describes them.
func Descriptions(ss []Scorer) []stance.Description {
	var out []stance.Description
	for _, s := range ss {
		out = append(out, stance.Description{Name: s.Name, Version: s.Version, Doc: s.Doc, Hash: s.Hash, Asked: s.Asked})
	}
	return out
}

// Sorted gives the intake in a fixed order; its lists are never nil.
func (in Intake) Sorted() Intake {
	inputs, problems := append([]Input{}, in.Inputs...), append([]Problem{}, in.Problems...)
	slices.SortFunc(inputs, func(a, b Input) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.SHA256, b.SHA256))
	})
	slices.SortFunc(problems, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Where, b.Where), cmp.Compare(a.Reason, b.Reason), cmp.Compare(a.Message, b.Message))
	})
	return Intake{Inputs: inputs, Found: in.Found, Problems: problems, Codings: in.Codings, LeftOut: in.LeftOut}
}

// LeftOut counts articles that mention no actor, and have no row in articles.csv.
type LeftOut struct {
	Reason string `json:"reason"`
	Source string `json:"source"`
	N      int    `json:"n"`
}

// Names says what the two actors are called, for people to read, and which
// scorer the headline is made of; "" is the first by name that has rows.
type Names struct {
	Actor1 string `json:"actor1"`
	Actor2 string `json:"actor2"`
	Scorer string `json:"scorer"`
}

// GroupedBy is the column that the study groups by, without its prefix.
func (i *Info) GroupedBy() string {
	var s struct {
		By string `json:"by"`
	}
	_ = json.Unmarshal(i.Study, &s) // a study that cannot be read has none; others say so
	return strings.TrimPrefix(s.By, MetaPrefix)
}
