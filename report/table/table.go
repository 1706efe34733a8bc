package table

import (
	"cmp"
	"iter"
	"slices"
	"strings"
)

// Tables are the tables of a run, in their order of rows.
type Tables struct {
	ID   string
	By   string   // the column whose groups stand in the place of sources, without the prefix meta_; "" for sources
	Meta []string // the researcher's own columns, without the prefix meta_
	// Summary is the headline: a row over all sources, and one for each.
	Summary []SummaryRow
	// Rows are the articles with their rows, and Counts how many there are: what
	// articles, portrayals, judgments, relations, frames and answers hold. They are
	// read anew for each table, and never all in memory. nil is none.
	Rows      Records
	Counts    RowCounts
	Sources   []EstimateRow
	Timeline  *Packed[EstimateRow]
	Contrasts []ContrastRow
	Trends    *Packed[TrendRow]
	Variance  []VarianceRow
	Stances   []StanceRow // who is for or against whom, by voice
	Labels    []LabelRow
	Flow      []FlowRow
	// FrameShares counts the rows of frames.
	FrameShares []FrameShareRow
	AnswerMeans []AnswerMeanRow // to questions of the study's own
	Multiverse  *Multiverse     // nil where nobody asked for it
	Validation  []ValidationRow // nil where none was given
}

// RowCounts are how many rows the tables have that are written row by row.
type RowCounts struct {
	Articles, Portrayals, Judgments, Relations, Frames int
	// Answers are to questions of the study's own; where there are none, a run has no
	// table of them.
	Answers int
}

// Grids lists every table of a run with its rows: its name, what a row is,
// the columns that tell one row from another, and its columns. All that is
// written of tables (CSV, XLSX, Parquet, JSON Lines, the codebook, the data
// package, docs/tables.md) is made from this list: a new table is one line.
func (r *Tables) Grids() []Grid {
	const question = "scorer, scope, voice, holder_class, target, measure"
	by := r.By
	list := []Grid{
		gridOf(r.ID, "summary", "the headline: one row over all sources, and one for each; what was not measured is empty", "source", Fields[SummaryRow](), r.Summary).byUnit(by),
		gridOf(r.ID, "articles", "one row per article that mentions an actor, also for those that do not count", "doc_id", ArticleFields(r.Meta), nil).of(r.Counts.Articles, rowsOf(r.Rows, func(rec *Record) []ArticleRow { return []ArticleRow{rec.Article} })),
		gridOf(r.ID, "portrayals", "one row per sentence and actor mentioned in it: how it makes the actor look, and whose side the source takes", "portrayal_id", Fields[PortrayalRow](), nil).of(r.Counts.Portrayals, rowsOf(r.Rows, func(rec *Record) []PortrayalRow { return rec.Portrayals })),
		gridOf(r.ID, "judgments", "one row per judgment: one holder's attitude to one target in one sentence", "judgment_id", Fields[JudgmentRow](), nil).of(r.Counts.Judgments, rowsOf(r.Rows, func(rec *Record) []JudgmentRow { return rec.Judgments })),
		gridOf(r.ID, "relations", "one row per sentence, or event in it, that tells of dealings of the two", "relation_id", Fields[RelationRow](), nil).of(r.Counts.Relations, rowsOf(r.Rows, func(rec *Record) []RelationRow { return rec.Relations })),
		gridOf(r.ID, "flow", "how many articles reach each stage, and why the others do not", "stage, reason, source", Fields[FlowRow](), r.Flow),
		gridOf(r.ID, "sources", "one row per cell and measure, over all articles and for each source", "level, source, "+question, Fields[EstimateRow](), r.Sources).byUnit(by).in(DetailFolder),
		gridOf(r.ID, "stance_matrix", "who is for or against whom: each holder toward each actor, by voice, over all articles and in each source", "level, source, holder_class, target, voice", Fields[StanceRow](), r.Stances).byUnit(by).in(DetailFolder),
		gridOf(r.ID, "timeline", "the same for each period", "level, source, period, "+question, Fields[EstimateRow](), nil).of(r.Timeline.Len(), unpacked(r.Timeline)).byUnit(by).in(DetailFolder),
		gridOf(r.ID, "contrasts", "each source against the others, and pairs of sources, where there is enough to compare", "level, source, other, "+question, Fields[ContrastRow](), r.Contrasts).byUnit(by).in(DetailFolder),
		gridOf(r.ID, "trends", "each cell of sources over time: slope, tests, smooth, change points and events", "level, source, "+question+", kind, period, date, event", Fields[TrendRow](), nil).of(r.Trends.Len(), unpacked(r.Trends)).byUnit(by).in(DetailFolder),
		gridOf(r.ID, "variance", "what the differences between articles go with: source, period, story or neither", question, Fields[VarianceRow](), r.Variance).byUnit(by).in(DetailFolder),
		gridOf(r.ID, "frames", "one row per frame of a sentence that mentions an actor, by seed words; unvalidated", "doc_id, sentence_no, frame, subframe", Fields[FrameRow](), nil).of(r.Counts.Frames, rowsOf(r.Rows, FramesOf)).in(DetailFolder),
		gridOf(r.ID, "labels", "how often each actor is called something, by voice and source", "level, source, target, voice, holder_class, scorer, label", Fields[LabelRow](), r.Labels).byUnit(by).in(DetailFolder),
		gridOf(r.ID, "frame_shares", "how often the sentences about the two have each frame, over all articles and in each source; unvalidated", "level, source, voice, frame, subframe", Fields[FrameShareRow](), r.FrameShares).byUnit(by).in(DetailFolder),
	}
	if r.Counts.Answers > 0 {
		const withHeads = "where the study has heads"
		list = append(list,
			gridOf(r.ID, "answers", "one row per sentence, or actor in it, and question of the study's own", "doc_id, sentence_no, question, target", Fields[AnswerRow](), nil).of(r.Counts.Answers, rowsOf(r.Rows, AnswersOf)).in(DetailFolder).when(withHeads),
			gridOf(r.ID, "answer_means", "the mean answer to each question of the study's own, over all articles and in each source", "level, source, question, target", Fields[AnswerMeanRow](), r.AnswerMeans).byUnit(by).in(DetailFolder).when(withHeads))
	}
	if r.Multiverse != nil {
		list = append(list, r.Multiverse.Grids(r.ID, by, DetailFolder)...)
	}
	if r.Validation != nil {
		list = append(list, gridOf(r.ID, "validation", "how well scorers agree with human codes: the rows of the tables that dyad validate wrote", "file, scorer, task, metric, class", Fields[ValidationRow](), r.Validation).
			in(DetailFolder).when("with --validation"))
	}
	return append(list, bookOf(r.ID, list))
}

// DetailFolder is the folder of a run folder for the tables that one looks into
// after the first ones.
const DetailFolder = "detail"

// TableFile is the CSV file of a table, as a path below the run folder with /.
func TableFile(name string) string {
	for _, t := range Schema(nil) {
		if t.Name == name {
			return t.File(CSV)
		}
	}
	return name + "." + string(CSV)
}

// bookOf is the codebook of tables, with its own columns.
func bookOf(runID string, tables []Grid) Grid {
	book := gridOf(runID, "codebook", "every column of every table", "table, column", Fields[CodebookRow](), nil)
	rows := codebook(append(slices.Clone(tables), book))
	return book.of(len(rows), pointers(rows))
}

// Schema lists the tables that a run can have with their columns in order; meta
// names the researcher's own columns, without the prefix meta_.
func Schema(meta []string) []Table { return SchemaBy(meta, "") }

// SchemaBy is Schema for a run by the groups of a column, "" for sources.
func SchemaBy(meta []string, by string) []Table {
	var out []Table
	for _, g := range (&Tables{Meta: meta, By: by, Multiverse: &Multiverse{}, Validation: []ValidationRow{}, Counts: RowCounts{Answers: 1}}).Grids() {
		out = append(out, g.Table())
	}
	return out
}

// codebook gives the rows of the codebook: the columns of tables.
func codebook(tables []Grid) []CodebookRow {
	var rows []CodebookRow
	for _, g := range tables {
		t := g.Table()
		for _, c := range t.Columns {
			rows = append(rows, CodebookRow{Table: t.Name, Column: c.Name, Type: string(c.Type), Decimals: c.Decimals,
				Unit: c.Unit, Range: c.Range, IsKey: slices.Contains(t.Key, c.Name), Meaning: c.Meaning, Schema: SchemaVersion})
		}
	}
	return rows
}

// Grid is a table with its rows, whatever their type.
type Grid interface {
	Table() Table
	Len() int
	// Rows are those of the table, as often as they are asked for; each stays good.
	Rows() iter.Seq2[Row, error]
}

// Row is a row of a Grid.
type Row interface {
	// Text is the value of a cell as it is printed, "" where it is missing.
	Text(column int) string
	// Value is the value of a cell: a string (also of a date), int64, uint64,
	// float64 or bool, or nil where it is missing.
	Value(column int) any
}

// typedGrid is a table of rows of type T. Its first column is the run_id,
// which the rows do not hold.
type typedGrid[T any] struct {
	schema Table
	runID  string
	fields []Field[T]
	n      int
	rows   iter.Seq2[*T, error]
}

// of gives the table its rows, of which there are n.
func (g *typedGrid[T]) of(n int, rows iter.Seq2[*T, error]) *typedGrid[T] {
	g.n, g.rows = n, rows
	return g
}

// pointers are rows that lie in memory.
func pointers[T any](rows []T) iter.Seq2[*T, error] {
	return func(yield func(*T, error) bool) {
		for i := range rows {
			if !yield(&rows[i], nil) {
				return
			}
		}
	}
}

// unpacked are rows that lie packed.
func unpacked[T any](rows *Packed[T]) iter.Seq2[*T, error] {
	return func(yield func(*T, error) bool) {
		for row := range rows.All() {
			if !yield(row, nil) {
				return
			}
		}
	}
}

// rowsOf are the rows that each record has in a table.
func rowsOf[T any](all Records, in func(*Record) []T) iter.Seq2[*T, error] {
	return func(yield func(*T, error) bool) {
		if all == nil {
			return
		}
		for rec, err := range all {
			if err != nil {
				yield(nil, err)
				return
			}
			for row := range pointers(in(&rec)) {
				if !yield(row, nil) {
					return
				}
			}
		}
	}
}

func gridOf[T any](runID, name, meaning, key string, fields []Field[T], rows []T) *typedGrid[T] {
	g := &typedGrid[T]{schema: Table{Name: name, Meaning: meaning, Key: strings.Split(key, ", "), Columns: []Column{runIDColumn()}},
		runID: runID, fields: fields, n: len(rows), rows: pointers(rows)}
	for _, f := range fields {
		g.schema.Columns = append(g.schema.Columns, f.Column)
	}
	return g
}

// in says in which folder of the run folder the table's files lie.
func (g *typedGrid[T]) in(folder string) *typedGrid[T] {
	g.schema.Folder = folder
	return g
}

// when says when a run has the table.
func (g *typedGrid[T]) when(optional string) *typedGrid[T] {
	g.schema.Optional = optional
	return g
}

func (g *typedGrid[T]) Table() Table { return g.schema }
func (g *typedGrid[T]) Len() int     { return g.n }

func (g *typedGrid[T]) Rows() iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		for row, err := range g.rows {
			if !yield(typedRow[T]{g, row}, err) || err != nil {
				return
			}
		}
	}
}

// typedRow is a row of a typedGrid.
type typedRow[T any] struct {
	g   *typedGrid[T]
	row *T
}

func (r typedRow[T]) Text(column int) string {
	if column == 0 {
		return r.g.runID
	}
	return r.g.fields[column-1].Format(r.row)
}

func (r typedRow[T]) Value(column int) any {
	if column == 0 {
		return r.g.runID
	}
	return r.g.fields[column-1].value(r.row)
}

// byUnit gives a table whose rows are of sources the columns of one whose rows are
// of groups, where by is not "".
func (g *typedGrid[T]) byUnit(by string) *typedGrid[T] {
	if by == "" {
		return g
	}
	grouped := gridOf(g.runID, g.schema.Name, strings.NewReplacer("sources", "groups", "source", "group").Replace(g.schema.Meaning), "", groupedFields(g.fields), nil).of(g.n, g.rows)
	for _, k := range g.schema.Key {
		grouped.schema.Key = append(grouped.schema.Key, cmp.Or(map[string]string{"source": "group"}[k], k))
	}
	grouped.schema.Key = grouped.schema.Key[1:]
	return grouped
}
