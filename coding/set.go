package coding

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	_ "embed"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	_ "modernc.org/sqlite" // the driver "sqlite", without cgo
)

// Version of the tables of a set.
const Version = "1"

//go:embed schema.sql
var schema string

// Design is how the units of a set were drawn.
type Design struct {
	RunID     string    `json:"run_id"`
	Tool      string    `json:"tool"` // name and version of the program
	Seed      uint64    `json:"seed"`
	N         int       `json:"n"`
	By        []string  `json:"by"`
	Focus     float64   `json:"focus"`    // share of the draw that goes by disagreement and uncertainty
	Allocate  string    `json:"allocate"` // proportional, root or equal among strata
	Overlap   float64   `json:"overlap"`  // share of units that several coders code
	Coders    int       `json:"coders"`
	PerUnit   int       `json:"per_unit"` // coders of such a unit
	Actors    [2]string `json:"actors"`
	Frame     int       `json:"frame"` // units of the run that could be drawn
	Effective float64   `json:"effective_n"`
	Strata    []Stratum `json:"-"` // a table of its own
}

// Stratum is a cell of the design.
type Stratum struct {
	Name       string
	Population int
	Expected   float64
	Drawn      int
}

// Unit is a sentence to code.
type Unit struct {
	ID                             int
	DocID                          string
	SentenceNo                     int
	Region                         string
	ByteStart, ByteEnd             int
	SHA256                         string
	Sentence, Title, Before, After string
	Mentions                       []Mention
	Source, PublishDate            string
	Voice, Speaker                 string
	Cluster, Stratum               string
	InclusionProbability           float64 // 0 where it is not known
	QuestionSet                    string  // of actor1, actor2 and pair, by comma; empty: all
	Training                       bool
	Machine                        []MachineCode
}

// Mention is a place in the sentence that refers to an actor.
type Mention struct {
	Target string
	Span
}

// MachineCode is what a scorer says of a unit, as a coder would have coded it.
type MachineCode struct{ Scorer, Field, Target, Value string }

// Coder is who codes.
type Coder struct {
	Name  string
	Token string // in the coder's link; empty: Create draws one
	Role  string // RoleCoder or RoleLead
	Units []int  // that the coder is to code, in order
}

// Roles of coders.
const (
	RoleCoder = "coder"
	RoleLead  = "lead"
)

// Code is an answer of a coder; what holds now, or a row of the history.
type Code struct {
	ID                          int64
	Unit                        int
	Coder, Field, Target, Value string
	Version                     int  // of the codebook
	Stale                       bool // the field's meaning was changed since
	Time, Post                  string
}

// Set is an open coding set. Its methods may be called from any number of
// goroutines.
type Set struct {
	db   *sql.DB
	Path string
}

// magic begins every SQLite file.
const magic = "SQLite format 3\x00"

// IsSet reports whether the file is an SQLite file, and so no CSV table.
func IsSet(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	head := make([]byte, len(magic))
	n, _ := f.Read(head)
	return string(head[:n]) == magic
}

// Hash returns the first 16 hex digits of the SHA-256 of a sentence.
func Hash(sentence string) string {
	h := sha256.Sum256([]byte(sentence))
	return hex.EncodeToString(h[:8])
}

// NewToken returns a random token of 128 bits.
func NewToken() string {
	b := make([]byte, 16)
	rand.Read(b) // never fails, as documented
	return base64.RawURLEncoding.EncodeToString(b)
}

// Create writes a new set. A file that is there already is an error, and so are
// two units of one sentence. Units are numbered from 1 in their order; codebook
// is YAML, empty for the default one.
func Create(ctx context.Context, path string, d Design, units []Unit, coders []Coder, codebook string, now time.Time) error {
	if codebook == "" {
		codebook = DefaultCodebook()
	}
	if _, err := ParseCodebook(codebook); err != nil {
		return err
	}
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s is there already: a set with codes is never written over", path)
	}
	part := path + ".part"
	if err := errors.Join(remove(part), remove(part+"-journal")); err != nil {
		return err
	}
	s, err := open(part, "rwc")
	if err != nil {
		return err
	}
	err = s.fill(ctx, d, units, coders, codebook, now)
	if err = errors.Join(err, s.Close()); err != nil {
		return errors.Join(fmt.Errorf("%s: %w", path, err), remove(part))
	}
	return os.Rename(part, path)
}

func remove(path string) error {
	if err := os.Remove(path); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

func (s *Set) fill(ctx context.Context, d Design, units []Unit, coders []Coder, codebook string, now time.Time) error {
	return s.write(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, schema); err != nil {
			return err
		}
		design, err := json.Marshal(d)
		if err != nil {
			return err
		}
		in := inserter{ctx: ctx, tx: tx}
		in.add("meta", "set_version", Version)
		in.add("meta", "design", string(design))
		in.add("codebooks", 1, codebook, "", "the first version", "", stamp(now))
		for _, t := range d.Strata {
			in.add("strata", t.Name, t.Population, t.Expected, t.Drawn)
		}
		for i := range units {
			in.unit(i+1, &units[i])
		}
		for _, c := range coders {
			in.coder(c)
		}
		return in.err
	})
}

// inserter adds rows until the first error.
type inserter struct {
	ctx context.Context
	tx  *sql.Tx
	err error
}

func (in *inserter) add(table string, values ...any) {
	if in.err != nil {
		return
	}
	_, in.err = in.tx.ExecContext(in.ctx, "INSERT INTO "+table+" VALUES (?"+strings.Repeat(",?", len(values)-1)+")", values...)
}

func (in *inserter) unit(id int, u *Unit) {
	var p any
	if u.InclusionProbability > 0 {
		p = u.InclusionProbability
	}
	in.add("units", id, u.DocID, u.SentenceNo, u.Region, u.ByteStart, u.ByteEnd, Hash(u.Sentence), u.Sentence, u.Title, u.Before, u.After,
		FormatMentions(u.Mentions), u.Source, u.PublishDate, u.Voice, u.Speaker, u.Cluster, u.Stratum, p, u.QuestionSet, u.Training)
	for _, m := range u.Machine {
		in.add("machine", id, m.Scorer, m.Field, m.Target, m.Value)
	}
}

func (in *inserter) coder(c Coder) {
	if c.Token == "" {
		c.Token = NewToken()
	}
	if c.Role != RoleCoder && c.Role != RoleLead || c.Name == "" || len(c.Name) > 60 || strings.ContainsAny(c.Name, "\n\t/") {
		in.err = errors.Join(in.err, fmt.Errorf("coder %q with role %q: a name of at most 60 bytes, and coder or lead", c.Name, c.Role))
	}
	in.add("coders", c.Name, c.Token, c.Role)
	for i, unit := range c.Units {
		in.add("assignments", c.Name, i+1, unit)
	}
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// FormatMentions writes places as target:start-end, by semicolon.
func FormatMentions(ms []Mention) string {
	var parts []string
	for _, m := range ms {
		parts = append(parts, fmt.Sprintf("%s:%d-%d", m.Target, m.Start, m.End))
	}
	return strings.Join(parts, ";")
}

func parseMentions(text string) []Mention {
	var out []Mention
	for part := range strings.SplitSeq(text, ";") {
		target, span, _ := strings.Cut(part, ":")
		a, b, _ := strings.Cut(span, "-")
		start, err := strconv.Atoi(a)
		end, err2 := strconv.Atoi(b)
		if err == nil && err2 == nil {
			out = append(out, Mention{target, Span{start, end}})
		}
	}
	return out
}

// OpenSet opens a set for reading and writing. What was committed before the
// program or the machine stopped is there.
func OpenSet(ctx context.Context, path string) (*Set, error) {
	if _, err := os.Stat(path); err != nil {
		return nil, err
	}
	if !IsSet(path) {
		return nil, fmt.Errorf("%s is no coding set (an SQLite file that dyad sample wrote)", path)
	}
	s, err := open(path, "rw")
	if err != nil {
		return nil, err
	}
	var version string
	if err := s.db.QueryRowContext(ctx, "SELECT value FROM meta WHERE key = 'set_version'").Scan(&version); err != nil {
		return nil, errors.Join(fmt.Errorf("%s is no coding set that dyad sample wrote: %w", path, err), s.Close())
	}
	if version != Version {
		return nil, errors.Join(fmt.Errorf("%s is a coding set of version %s, and this dyad reads version %s", path, version, Version), s.Close())
	}
	return s, nil
}

// open opens a file. A rollback journal and full syncs: a set stands in one
// file that can be copied when nobody writes, also on a network's drive, and a
// committed code outlives a power failure. One connection: writers queue here.
func open(path, mode string) (*Set, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	q := url.Values{"mode": {mode}, "_pragma": {"busy_timeout(10000)", "journal_mode(DELETE)", "synchronous(FULL)", "foreign_keys(1)", "trusted_schema(0)"},
		"_txlock": {"immediate"}}
	dsn := (&url.URL{Scheme: "file", Path: filepath.ToSlash(abs), RawQuery: q.Encode()}).String()
	db, err := sql.Open("sqlite", dsn)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	return &Set{db: db, Path: path}, nil
}

// Close closes the set.
func (s *Set) Close() error { return s.db.Close() }

// write runs f in one transaction.
func (s *Set) write(ctx context.Context, f func(*sql.Tx) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := f(tx); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

// rowScanner is a row of a query's answer.
type rowScanner interface{ Scan(to ...any) error }

// rows reads what a query gives, one value a row.
func rows[T any](ctx context.Context, s *Set, scan func(rowScanner, *T) error, query string, args ...any) ([]T, error) {
	r, err := s.db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	out := []T{} // a list in JSON too where there is none
	for r.Next() {
		var v T
		if err := scan(r, &v); err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, r.Err()
}

// Design returns how the units were drawn.
func (s *Set) Design(ctx context.Context) (Design, error) {
	var d Design
	var text string
	if err := s.db.QueryRowContext(ctx, "SELECT value FROM meta WHERE key = 'design'").Scan(&text); err != nil {
		return d, err
	}
	if err := json.Unmarshal([]byte(text), &d); err != nil {
		return d, fmt.Errorf("%s: design: %w", s.Path, err)
	}
	var err error
	d.Strata, err = rows(ctx, s, func(r rowScanner, t *Stratum) error { return r.Scan(&t.Name, &t.Population, &t.Expected, &t.Drawn) },
		"SELECT stratum, population, expected, drawn FROM strata ORDER BY stratum")
	return d, err
}

// Units returns all units in order of their numbers; without what scorers say.
func (s *Set) Units(ctx context.Context) ([]Unit, error) {
	return s.units(ctx, "")
}

func (s *Set) units(ctx context.Context, where string, args ...any) ([]Unit, error) {
	return rows(ctx, s, func(r rowScanner, u *Unit) error {
		var mentions string
		var p sql.NullFloat64
		err := r.Scan(&u.ID, &u.DocID, &u.SentenceNo, &u.Region, &u.ByteStart, &u.ByteEnd, &u.SHA256, &u.Sentence, &u.Title, &u.Before, &u.After,
			&mentions, &u.Source, &u.PublishDate, &u.Voice, &u.Speaker, &u.Cluster, &u.Stratum, &p, &u.QuestionSet, &u.Training)
		u.Mentions, u.InclusionProbability = parseMentions(mentions), p.Float64
		return err
	}, "SELECT * FROM units "+where+" ORDER BY id", args...)
}

// Machine returns what scorers say, by unit. Whoever codes must not see it.
func (s *Set) Machine(ctx context.Context) (map[int][]MachineCode, error) {
	type row struct {
		unit int
		MachineCode
	}
	list, err := rows(ctx, s, func(r rowScanner, m *row) error { return r.Scan(&m.unit, &m.Scorer, &m.Field, &m.Target, &m.Value) },
		"SELECT unit, scorer, field, target, value FROM machine ORDER BY unit, scorer, field, target")
	out := map[int][]MachineCode{}
	for _, m := range list {
		out[m.unit] = append(out[m.unit], m.MachineCode)
	}
	return out, err
}

// Coders returns who codes, with their tokens and units, in order of names.
func (s *Set) Coders(ctx context.Context) ([]Coder, error) {
	list, err := rows(ctx, s, scanCoder,
		"SELECT name, token, role FROM coders ORDER BY name")
	if err != nil {
		return nil, err
	}
	for i := range list {
		list[i].Units, err = rows(ctx, s, scanInt,
			"SELECT unit FROM assignments WHERE coder = ? ORDER BY position", list[i].Name)
		if err != nil {
			return nil, err
		}
	}
	return list, nil
}

func scanCoder(r rowScanner, c *Coder) error { return r.Scan(&c.Name, &c.Token, &c.Role) }

func scanInt(r rowScanner, n *int) error { return r.Scan(n) }

// AddCoder adds a coder.
func (s *Set) AddCoder(ctx context.Context, c Coder) error {
	return s.write(ctx, func(tx *sql.Tx) error {
		in := inserter{ctx: ctx, tx: tx}
		in.coder(c)
		return in.err
	})
}

// ErrCoderThere says that a set has a coder already.
var ErrCoderThere = errors.New("the set has this coder")

// AddCoderOfAll adds a coder who codes all units.
func (s *Set) AddCoderOfAll(ctx context.Context, name string) error {
	units, err := s.Units(ctx)
	if err != nil {
		return err
	}
	coders, err := s.Coders(ctx)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(coders, func(c Coder) bool { return c.Name == name }) {
		return fmt.Errorf("%s: %w", name, ErrCoderThere)
	}
	c := Coder{Name: name, Role: RoleCoder}
	for _, u := range units {
		c.Units = append(c.Units, u.ID)
	}
	return s.AddCoder(ctx, c)
}

// Codes returns the codes that hold now, in order of unit, coder, field and
// target.
func (s *Set) Codes(ctx context.Context) ([]Code, error) {
	return s.codes(ctx, "current_codes", "ORDER BY unit, coder, field, target")
}

// History returns every code that was ever given, in order of arrival; an empty
// value takes one back.
func (s *Set) History(ctx context.Context) ([]Code, error) {
	return s.codes(ctx, "codes", "ORDER BY id")
}

func (s *Set) codes(ctx context.Context, table, rest string, args ...any) ([]Code, error) {
	books, err := s.Codebooks(ctx)
	if err != nil {
		return nil, err
	}
	changed := map[string]int{} // field: the last version that changed its meaning
	for _, b := range books {
		for _, f := range b.Touched {
			changed[f] = b.Version
		}
	}
	return rows(ctx, s, func(r rowScanner, c *Code) error {
		err := r.Scan(&c.ID, &c.Unit, &c.Coder, &c.Field, &c.Target, &c.Value, &c.Version, &c.Time, &c.Post)
		c.Stale = c.Version < changed[c.Field]
		return err
	}, "SELECT id, unit, coder, field, target, value, version, time, post FROM "+table+" "+rest, args...)
}

// CodebookVersion is a codebook as it was for a time.
type CodebookVersion struct {
	Version           int
	Text              string   // YAML
	Touched           []string // fields whose meaning changed with it
	Note, Coder, Time string
}

// Codebooks returns all versions in order; there is at least one.
func (s *Set) Codebooks(ctx context.Context) ([]CodebookVersion, error) {
	return rows(ctx, s, func(r rowScanner, b *CodebookVersion) error {
		var touched string
		err := r.Scan(&b.Version, &b.Text, &touched, &b.Note, &b.Coder, &b.Time)
		b.Touched = slices.DeleteFunc(strings.Split(touched, ","), func(f string) bool { return f == "" })
		return err
	}, "SELECT version, text, touched, note, coder, time FROM codebooks ORDER BY version")
}

// Codebook returns the newest codebook and its version.
func (s *Set) Codebook(ctx context.Context) (*Codebook, int, error) {
	books, err := s.Codebooks(ctx)
	if err != nil {
		return nil, 0, err
	}
	if len(books) == 0 {
		return nil, 0, fmt.Errorf("%s has no codebook", s.Path)
	}
	last := books[len(books)-1]
	b, err := ParseCodebook(last.Text)
	return b, last.Version, err
}

// Adjudication is a code that a lead settled.
type Adjudication struct {
	Unit                         int
	Field, Target, Value, Reason string
	Coder, Time                  string
}

// Adjudications returns those that hold now, in order of unit, field, target.
func (s *Set) Adjudications(ctx context.Context) ([]Adjudication, error) {
	return rows(ctx, s, func(r rowScanner, a *Adjudication) error {
		return r.Scan(&a.Unit, &a.Field, &a.Target, &a.Value, &a.Reason, &a.Coder, &a.Time)
	}, "SELECT unit, field, target, value, reason, coder, time FROM current_adjudications ORDER BY unit, field, target")
}

// Note is a flag, a comment, a skip with its reason, or that a unit is done
// (with the seconds spent).
type Note struct {
	Unit                    int
	Coder, Kind, Text, Time string
}

// Kinds of notes.
const (
	Flag    = "flag"
	Comment = "comment"
	Skip    = "skip"
	Done    = "done"
)

// Notes returns those that hold now, in order of unit, coder and kind.
func (s *Set) Notes(ctx context.Context) ([]Note, error) {
	return rows(ctx, s, scanNote, "SELECT unit, coder, kind, text, time FROM current_notes ORDER BY unit, coder, kind")
}

func scanNote(r rowScanner, n *Note) error {
	return r.Scan(&n.Unit, &n.Coder, &n.Kind, &n.Text, &n.Time)
}
