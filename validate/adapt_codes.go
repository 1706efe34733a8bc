package validate

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/coding"
	"github.com/seed-7a84ba5f/dyad/corpus/read"
	"github.com/seed-7a84ba5f/dyad/internal/csvin"
	"github.com/seed-7a84ba5f/dyad/pipeline"
	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/seed-7a84ba5f/dyad/stance"
	"github.com/seed-7a84ba5f/dyad/stance/reader"
	"github.com/seed-7a84ba5f/dyad/study"
)

// CodedTable are coded sentences, as they are read from a table or a set.
type CodedTable struct {
	Name, Hash string // of the file
	Problems   []table.Problem
	book       *coding.Codebook
	columns    []string
	rows       []codedRow
}

// codedRow is a row of the table, and the sentence that it is of.
type codedRow struct {
	where      string
	cell       func(column string) string
	unit       AdaptUnit
	start, end int // of the sentence in the canonical text; -1: by its number
	no         int
	known      bool // the sentence is there
}

// OpenCodes reads a table of codes or a set; book is a file with the codebook,
// or a set that has it, and is not needed where the codes are a set.
func OpenCodes(ctx context.Context, path, book string) (*CodedTable, error) {
	t := &CodedTable{Name: filepath.Base(path)}
	file, err := table.HashFile(path, t.Name)
	if err != nil {
		return nil, err
	}
	t.Hash = file.SHA256
	units := map[string]*coding.Unit{}
	if coding.IsSet(path) {
		set, err := coding.OpenSet(ctx, path)
		if err != nil {
			return nil, err
		}
		defer set.Close()
		list, err := set.Units(ctx)
		if err != nil {
			return nil, err
		}
		for i := range list {
			units[strconv.Itoa(list[i].ID)] = &list[i]
		}
		if t.book, _, err = set.Codebook(ctx); err != nil {
			return nil, err
		}
	} else if t.book, err = bookOf(ctx, book); err != nil {
		return nil, err
	}
	in, err := coding.Open(ctx, path)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	return t, t.read(in, units)
}

// bookOf reads a codebook; without a name it is that of the coding page.
func bookOf(ctx context.Context, name string) (*coding.Codebook, error) {
	switch {
	case name == "":
		return coding.ParseCodebook(coding.DefaultCodebook())
	case coding.IsSet(name):
		set, err := coding.OpenSet(ctx, name)
		if err != nil {
			return nil, err
		}
		defer set.Close()
		book, _, err := set.Codebook(ctx)
		return book, err
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	book, err := coding.ParseCodebook(string(data))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return book, nil
}

func (t *CodedTable) problem(where, format string, args ...any) {
	t.Problems = append(t.Problems, table.Problem{Where: where, Reason: "bad_row", Message: fmt.Sprintf(format, args...), Lost: true})
}

// read takes the rows of the table.
func (t *CodedTable) read(r io.Reader, units map[string]*coding.Unit) error {
	in, err := csvin.NewReader(r, csvin.Options{})
	if err != nil {
		return fmt.Errorf("%s:1: header: %w", t.Name, err)
	}
	t.columns = in.Header
	err = in.Each(func(bad *csvin.RowError) {
		t.problem(fmt.Sprintf("%s:%d", t.Name, bad.Line), "%s", bad.Error())
	}, func(cells []string) {
		where := fmt.Sprintf("%s:%d", t.Name, in.Line())
		row := codedRow{where: where, cell: func(column string) string {
			if i := slices.Index(t.columns, column); i >= 0 && i < len(cells) {
				return csvin.Unguard(strings.TrimSpace(cells[i]))
			}
			return ""
		}}
		if err := row.place(units); err != nil {
			t.problem(where, "%v", err)
			return
		}
		t.rows = append(t.rows, row)
	})
	if err != nil {
		return fmt.Errorf("%s: %w", t.Name, err)
	}
	return nil
}

// place finds out which sentence a row is of.
func (r *codedRow) place(units map[string]*coding.Unit) error {
	r.unit = AdaptUnit{Article: r.cell("doc_id"), Cluster: r.cell("doc_id"), Weight: 1}
	if p := r.cell("inclusion_probability"); p != "" {
		x, err := strconv.ParseFloat(p, 64)
		if err != nil || !(x > 0 && x <= 1) {
			return fmt.Errorf("inclusion_probability: %q is no number above 0, at most 1", p)
		}
		r.unit.Weight = 1 / x
	}
	var err, err2 error
	r.start, r.end, r.no = -1, -1, -1
	if r.cell("byte_start") != "" {
		r.start, err = strconv.Atoi(r.cell("byte_start"))
		r.end, err2 = strconv.Atoi(r.cell("byte_end"))
	} else if r.cell("sentence_no") != "" {
		r.no, err = strconv.Atoi(r.cell("sentence_no"))
	}
	r.unit.Sentence = r.cell("sentence")
	if u := units[r.cell("unit")]; u != nil {
		r.unit.Sentence = u.Sentence
		if u.Cluster != "" {
			r.unit.Cluster = u.Cluster
		}
		for _, m := range u.Mentions {
			r.unit.Mentions = append(r.unit.Mentions, reader.Mention{Start: m.Start, End: m.End, Actor: actorIndex(m.Target)})
		}
	}
	r.known = r.unit.Sentence != ""
	switch {
	case r.unit.Article == "":
		return errors.New("doc_id is empty")
	case err != nil || err2 != nil || r.end < r.start || !r.known && r.start < 0 && r.no < 0:
		return errors.New("neither byte_start with byte_end nor sentence_no says which sentence it is")
	}
	return nil
}

// actorIndex is 0 for actor1, 1 for actor2, -1 for none.
func actorIndex(target string) int {
	return slices.Index([]string{coding.Actor1, coding.Actor2}, target)
}

// LocateCodes finds the sentences that are not in the tables themselves, and takes
// over the codes of the fields. The articles are opened where they are needed: for a
// sentence that is not in its table, and, with framed, for the frames of the seed words.
func LocateCodes(list []*CodedTable, fields []AdaptField, framed bool, open func() (*study.Study, *read.Store, error)) error {
	wanted := map[string][]*codedRow{}
	for _, t := range list {
		for i := range t.rows {
			r := &t.rows[i]
			r.code(fields)
			if !r.known || framed {
				wanted[r.unit.Article] = append(wanted[r.unit.Article], r)
			}
		}
	}
	if len(wanted) == 0 {
		return nil
	}
	s, articles, err := open()
	if err != nil {
		return err
	}
	defer articles.Close()
	annotator, err := annotate.New(annotate.Options{Actors: pipeline.Actors(s), Scope: annotate.ScopeAll, Proxies: s.CountProxies})
	if err != nil {
		return err
	}
	framer, err := stance.NewFramer(true)
	if err != nil {
		return err
	}
	for a, err := range articles.All() {
		if err != nil {
			return err
		}
		rows := wanted[a.ID]
		if len(rows) == 0 {
			continue
		}
		doc := annotator.Annotate(a)
		for _, r := range rows {
			r.find(doc, pipeline.View(s), framer)
		}
	}
	for _, t := range list {
		for i := range t.rows {
			if r := &t.rows[i]; !r.known {
				t.problem(r.where, "the sentence is not found in article %s as it is read", r.unit.Article)
			}
		}
	}
	return nil
}

// code takes over the codes of a row.
func (r *codedRow) code(fields []AdaptField) {
	for i := range fields {
		f := &fields[i]
		c := AdaptCode{Field: f.Name, Actor: -1, Value: r.cell(f.Name)}
		if f.Per != "" {
			c.Actor = actorIndex(r.cell("target"))
		}
		if f.Column != "" {
			c.Value = ""
			if all := r.cell(f.Column); all != "" {
				c.Value = map[bool]string{true: "yes", false: "no"}[slices.Contains(strings.Split(all, ";"), f.Name)]
			}
		}
		if c.Value != "" && (f.Per == "") == (c.Actor < 0) {
			r.unit.Codes = append(r.unit.Codes, c)
		}
	}
}

// span gives the place of a row's sentence in its article; ok is false where there is none.
func (r *codedRow) span(doc *annotate.Document) (span annotate.Span, ok bool) {
	span = annotate.Span{Start: r.start, End: r.end}
	inside := func() bool { return span.Start >= 0 && span.End <= len(doc.Text) && span.Start < span.End }
	hash := r.cell("sha256")
	if !r.known && hash != "" && !(inside() && coding.Hash(doc.Text[span.Start:span.End]) == hash) {
		// The text was read otherwise when it was coded, so that places have moved: the hash says which sentence it was.
		i := slices.IndexFunc(doc.Sentences, func(s annotate.Sentence) bool { return coding.Hash(doc.Text[s.Start:s.End]) == hash })
		if i < 0 {
			return span, false
		}
		span = doc.Sentences[i].Span
	}
	for i := range doc.Sentences {
		if r.no >= 0 && r.start < 0 && doc.Sentences[i].No == r.no {
			span = doc.Sentences[i].Span
		}
	}
	return span, inside()
}

// find finds the sentence of a row in its article.
func (r *codedRow) find(doc *annotate.Document, view stance.View, framer *stance.Framer) {
	span, ok := r.span(doc)
	if !ok {
		return
	}
	hash := r.cell("sha256")
	if !r.known {
		text := doc.Text[span.Start:span.End]
		if hash != "" && hash != coding.Hash(text) {
			return
		}
		r.known, r.unit.Sentence = true, text
		if doc.Article.ClusterID != "" {
			r.unit.Cluster = doc.Article.ClusterID
		}
		var ids [2][]int
		for id := range doc.Mentions {
			m := &doc.Mentions[id]
			if side := slices.Index([]string{view.Actor1, view.Actor2}, m.Actor); side >= 0 && (m.Relation != annotate.Proxy || view.Proxies[m.Actor]) {
				ids[side] = append(ids[side], id)
			}
		}
		r.unit.Mentions = reader.MentionsIn(doc, span, ids)
	}
	for i := range doc.Sentences {
		if s := &doc.Sentences[i]; s.Start < span.End && span.Start < s.End {
			for _, f := range framer.Frames(doc, i) {
				r.unit.Frames = append(r.unit.Frames, f.Frame, f.Frame+"/"+f.Subframe)
			}
		}
	}
}

// Found are the coded sentences, those of one sentence put together.
func (t *CodedTable) Found() []AdaptUnit {
	at := map[string]int{}
	var out []AdaptUnit
	for i := range t.rows {
		r := &t.rows[i]
		if !r.known || len(r.unit.Codes) == 0 {
			continue
		}
		key := r.unit.Article + "\x00" + r.unit.Sentence
		if k, ok := at[key]; ok {
			out[k].Codes = append(out[k].Codes, r.unit.Codes...)
			continue
		}
		at[key] = len(out)
		out = append(out, r.unit)
	}
	return out
}

// Fields are the questions of these names, FIELD or FIELD=VALUE, all that can be for
// none. The frame of the seed words beside stands beside a question of yes and no.
// What is no question is a *pipeline.ChoiceError.
func (t *CodedTable) Fields(names []string, beside string) ([]AdaptField, error) {
	if len(names) == 0 {
		for _, c := range t.book.Fields {
			if _, err := adaptField(t.book, c.Name); err == nil && c.Name != "sure" && slices.Contains(t.columns, c.Name) {
				names = append(names, c.Name)
			}
		}
	}
	var out []AdaptField
	for _, name := range names {
		one, err := adaptField(t.book, name)
		if err != nil {
			return nil, choice("--field %s: %v", name, err)
		}
		if column, _, _ := strings.Cut(name, "="); !slices.Contains(t.columns, column) {
			return nil, choice("--field %s: %s has no such column", name, t.Name)
		}
		if one.Head == "" && len(one.Values) == 2 {
			one.Seeds = beside
		}
		out = append(out, one)
	}
	if len(out) == 0 {
		return nil, choice("%s has no field to which the reader can be adapted", t.Name)
	}
	return out, nil
}

// adaptField makes a question of a field of the codebook, or of FIELD=VALUE.
func adaptField(book *coding.Codebook, name string) (AdaptField, error) {
	if f, ok := StandardField(name); ok {
		return f, nil
	}
	name, value, one := strings.Cut(name, "=")
	c := book.Field(name)
	switch {
	case c == nil:
		return AdaptField{}, fmt.Errorf("the codebook has no such field")
	case one && (c.Type != coding.Many || !slices.ContainsFunc(c.Values, func(v coding.Value) bool { return v.Value == value })):
		return AdaptField{}, fmt.Errorf("%s takes no several values of which %q is one", name, value)
	case one:
		return AdaptField{Column: name, OwnQuestion: stance.OwnQuestion{Name: value, Per: c.Per, Question: c.Question + " " + value,
			Values: []stance.OwnValue{{Value: "no"}, {Value: "yes", Number: 1}}}}, nil
	case c.Type != coding.One:
		return AdaptField{}, fmt.Errorf("only fields with one answer, or FIELD=VALUE of those with several")
	}
	f := AdaptField{OwnQuestion: stance.OwnQuestion{Name: c.Name, Per: c.Per, Question: c.Question}}
	for _, v := range c.Values {
		if v.Value == "x" { // the actor is not mentioned
			continue
		}
		number, err := strconv.ParseFloat(v.Value, 64)
		if at := slices.Index([]string{"no", "yes"}, v.Value); err != nil && at >= 0 {
			number = float64(at)
		} else if err != nil {
			return f, fmt.Errorf("%q is neither a number nor no or yes", v.Value)
		}
		f.Values = append(f.Values, stance.OwnValue{Value: v.Value, Label: v.Label, Number: number})
	}
	slices.SortStableFunc(f.Values, func(a, b stance.OwnValue) int { return cmp.Compare(a.Number, b.Number) })
	return f, nil
}
