package coding

import (
	"bytes"
	"cmp"
	"context"
	"encoding/csv"
	"io"
	"maps"
	"os"
	"slices"
	"strconv"

	"github.com/seed-7a84ba5f/dyad/internal/csvin"
)

// tableColumns are the columns of the table of codes beside the codebook's
// fields; no field may have such a name.
var tableColumns = []string{"doc_id", "sentence_no", "target", "holder_class", "coder", "stance", "inclusion_probability",
	"unit", "byte_start", "byte_end", "sha256", "source", "item", "variable", "code", "trained", "probability"}

// Open opens a table of codes: a CSV file as it is, or the codes of a coding set
// as such a table (see Table).
func Open(ctx context.Context, path string) (io.ReadCloser, error) {
	if !IsSet(path) {
		return os.Open(path)
	}
	s, err := OpenSet(ctx, path)
	if err != nil {
		return nil, err
	}
	defer s.Close()
	var b bytes.Buffer
	if err := s.Table(ctx, &b); err != nil {
		return nil, err
	}
	return io.NopCloser(&b), nil
}

// Decision is what counts as the code of a field of a unit: one row where it
// was settled, else one for each coder.
type Decision struct {
	Unit          int
	Field, Target string
	Value         string
	Coder         string // "adjudicated", or the coder's name
}

// Adjudicated stands as the coder of a decision that was settled.
const Adjudicated = "adjudicated"

// Decisions returns the codes that count, in order of unit, field, target and
// coder. Units of training rounds, units that a coder skipped, and codes whose
// field has changed its meaning since are left out; what is settled counts
// also of these.
func (st *Study) Decisions() []Decision {
	type key struct {
		unit          int
		field, target string
	}
	var out []Decision
	done := map[key]bool{}
	for _, a := range st.Settled {
		done[key{a.Unit, a.Field, a.Target}] = true
		out = append(out, Decision{a.Unit, a.Field, a.Target, a.Value, Adjudicated})
	}
	for _, c := range st.Codes {
		if !done[key{c.Unit, c.Field, c.Target}] {
			out = append(out, Decision{c.Unit, c.Field, c.Target, c.Value, c.Coder})
		}
	}
	out = slices.DeleteFunc(out, func(d Decision) bool { return st.Unit(d.Unit).Training })
	slices.SortFunc(out, func(a, b Decision) int {
		return cmp.Or(cmp.Compare(a.Unit, b.Unit), cmp.Compare(a.Field, b.Field), cmp.Compare(a.Target, b.Target), cmp.Compare(a.Coder, b.Coder))
	})
	return out
}

// Table writes the codes that count as the table that dyad run --gold and
// validate run --codes take: a row for each unit, coder and target, with a
// column for each field of the codebook, and rows of their own for stances
// (holder_class, target, stance). An actor that a coder does not see in the
// sentence (x) has an empty cell.
func (s *Set) Table(ctx context.Context, w io.Writer) error {
	st, err := s.Read(ctx)
	if err != nil {
		return err
	}
	t := newLongTable(st.Book, st.Units)
	for _, d := range st.Decisions() {
		if err := t.add(d); err != nil {
			return err
		}
	}
	all := [][]string{t.header}
	for _, k := range slices.SortedFunc(maps.Keys(t.rows), compareRows) {
		all = append(all, t.rows[k])
	}
	return csv.NewWriter(w).WriteAll(all)
}

// rowKey is what a row of the table is of; n numbers the stances.
type rowKey struct {
	unit          int
	coder, target string
	n             int
}

func compareRows(a, b rowKey) int {
	return cmp.Or(cmp.Compare(a.unit, b.unit), cmp.Compare(a.coder, b.coder), cmp.Compare(a.target, b.target), cmp.Compare(a.n, b.n))
}

// longTable is the table of codes while it is filled.
type longTable struct {
	book   *Codebook
	units  map[int]*Unit
	header []string
	at     map[string]int
	rows   map[rowKey][]string
}

func newLongTable(book *Codebook, units []Unit) *longTable {
	t := &longTable{book: book, units: map[int]*Unit{}, at: map[string]int{}, rows: map[rowKey][]string{},
		header: []string{"doc_id", "sentence_no", "target", "holder_class", "coder", "stance"}}
	for _, f := range book.Fields {
		if f.Type != Stances {
			t.header = append(t.header, f.Name)
		}
	}
	t.header = append(t.header, "inclusion_probability", "unit", "byte_start", "byte_end", "sha256", "source")
	for i, h := range t.header {
		t.at[h] = i
	}
	for i := range units {
		t.units[units[i].ID] = &units[i]
	}
	return t
}

func (t *longTable) row(k rowKey) []string {
	if r := t.rows[k]; r != nil {
		return r
	}
	u := t.units[k.unit]
	r := make([]string, len(t.header))
	put := func(column, value string) { r[t.at[column]] = csvin.Guard(value) }
	put("doc_id", u.DocID)
	put("sentence_no", strconv.Itoa(u.SentenceNo))
	put("target", k.target)
	put("coder", k.coder)
	if u.InclusionProbability > 0 {
		put("inclusion_probability", strconv.FormatFloat(u.InclusionProbability, 'g', -1, 64))
	}
	put("unit", strconv.Itoa(u.ID))
	put("byte_start", strconv.Itoa(u.ByteStart))
	put("byte_end", strconv.Itoa(u.ByteEnd))
	put("sha256", u.SHA256)
	put("source", u.Source)
	t.rows[k] = r
	return r
}

// notMentioned is the code of an actor that a coder does not see.
const notMentioned = "x"

func (t *longTable) add(d Decision) error {
	f := t.book.Field(d.Field)
	switch {
	case f == nil: // of a field that the codebook no longer has
		return nil
	case f.Type == Stances:
		return t.addStances(d)
	case f.Per != "" && d.Value == notMentioned:
		return nil
	}
	value := d.Value
	if f.Type == Text {
		value = csvin.Guard(value)
	}
	t.row(rowKey{unit: d.Unit, coder: d.Coder, target: d.Target})[t.at[d.Field]] = value
	return nil
}

// addStances adds a row for each stance, and one with 0 and no holder for each
// target that nobody is for or against.
func (t *longTable) addStances(d Decision) error {
	list, err := ParseStances(d.Value)
	if err != nil {
		return err
	}
	for _, target := range []string{Actor1, Actor2, "relationship"} {
		n := 0
		put := func(holder, value string) {
			n++
			r := t.row(rowKey{d.Unit, d.Coder, target, n})
			r[t.at["holder_class"]], r[t.at["stance"]] = holder, value
		}
		for _, s := range list {
			if s.Target == target {
				put(s.Holder, strconv.FormatFloat(s.Polarity, 'g', -1, 64))
			}
		}
		if n == 0 {
			put("", "0")
		}
	}
	return nil
}
