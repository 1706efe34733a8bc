package page

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"html/template"
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-7a84ba5f/dyad/report"
	"github.com/seed-7a84ba5f/dyad/report/table"
)

// htmlRows is how many rows of the detail tables a page holds, about; beyond it those of
// a part of the articles, which a hash of their ids draws.
const htmlRows = 100_000

// held says of a run which articles the page holds: a share of them, 1 for all.
func (m *pageMaker) held() float64 {
	n := m.run.Counts
	return min(1, float64(htmlRows)/float64(max(n.Portrayals+n.Judgments+n.Relations, 1)))
}

// holds reports whether an article is among a share of all.
func holds(id string, share float64) bool {
	sum := sha256.Sum256([]byte(id))
	return share >= 1 || float64(binary.BigEndian.Uint64(sum[:])) < share*math.MaxUint64
}

// rowData is what a reader follows a figure down to, packed: the articles,
// each sentence once, and the rows of the detail tables.
func (m *pageMaker) rowData() (template.HTML, error) {
	d, at, share := m.newRowMaker(), -1, m.held()
	if m.run.Rows != nil {
		for rec, err := range m.run.Rows {
			if err != nil {
				return "", err
			}
			if at++; holds(rec.Article.DocID, share) {
				d.add(&rec, m.run.Standing(at))
			}
		}
	}
	return packed([]byte("{"), []dataTable{d.articles.table(), d.sentences(), d.portrayals.table(), d.judgments.table(), d.relations.table()})
}

// rowMaker gathers the articles and their rows, in the order of articles.csv.
type rowMaker struct {
	m        *pageMaker
	articles *tableMaker[table.ArticleRow]
	// Of the articles: is_copy says that another article of its source stands for it in
	// the figures, copy_within and copy_anywhere that one of its source or of any source
	// would where the study asked for that; period is that of the timeline; a url is there
	// only where it is that of a web page; group, in a run by group, is what the rows of
	// estimates call source.
	url, period, isCopy, within, anywhere, group *columnMaker

	places                         int          // sentences so far
	doc, no, char, end, part, text *columnMaker // of them: place of the article, number, where it lies in code points, region, text
	portrayals                     *detailMaker[table.PortrayalRow]
	judgments                      *detailMaker[table.JudgmentRow]
	relations                      *detailMaker[table.RelationRow]
}

func (m *pageMaker) newRowMaker() *rowMaker {
	d := &rowMaker{m: m, doc: newColumn("doc", table.Int, 0), no: newColumn("sentence_no", table.Int, 0),
		char: newColumn("char_start", table.Int, 0), end: newColumn("char_end", table.Int, 0), part: newColumn("region", table.Text, 0), text: newColumn("sentence", table.Text, 0)}
	d.articles = newTable("articles", table.ArticleFields(nil), "doc_id", "title", "source", "publish_date", "date_is_reliable", "language", "n_sentences", "exclusion_reason")
	d.url, d.period, d.isCopy = d.articles.column("url", table.Text), d.articles.column("period", table.Text), d.articles.column("is_copy", table.Bool)
	d.within, d.anywhere = d.articles.column("copy_within", table.Bool), d.articles.column("copy_anywhere", table.Bool)
	if m.run.Options.By != "" {
		d.group = d.articles.column("group", table.Text)
	}
	d.portrayals = newDetail("portrayals", "portrayal_id", table.Fields[table.PortrayalRow](),
		[]string{"evidence", "target_span"}, []string{"scope", "voice", "speaker", "target", "target_mention", "actor_relation", "p_negative", "p_neutral", "p_positive",
			"portrayal", "portrayal_label", "own_p_for", "own_p_against", "own_stance", "reader_portrayal", "portrayal_context", "own_context", "lexical_portrayal", "disagreement", "labels", "frames",
			"evidence_shares", "explanation", "scorer", "scorer_version"})
	d.judgments = newDetail("judgments", "judgment_id", table.Fields[table.JudgmentRow](),
		[]string{"evidence", "target_span"}, []string{"scope", "voice", "speaker", "cue", "attribution_type", "holder_class", "holder_name",
			"target", "target_mention", "actor_relation", "polarity", "polarity_label", "p_for", "p_against", "evaluation_kind", "predicate", "labels", "frames",
			"negated", "modality", "evidence_shares", "unsure", "rule_id", "explanation", "scorer", "scorer_version", "confidence", "relation_id"})
	d.relations = newDetail("relations", "relation_id", table.Fields[table.RelationRow](),
		[]string{"evidence", "agent_span", "theme_span"}, []string{"scope", "agent", "theme", "actor_relation", "p_conflict", "p_none", "p_mixed", "p_cooperation",
			"relation_label", "cooperation", "status", "reader_cooperation", "relation_context", "lexical_label", "disagreement", "quad_class", "root_code",
			"goldstein", "mutual", "predicate", "modality", "voice", "speaker", "evidence_shares", "unsure", "rule_id", "explanation", "scorer", "scorer_version", "confidence"})
	return d
}

func (d *rowMaker) add(rec *table.Record, standing report.Standing) {
	a, o := &rec.Article, &d.m.run.Options
	article := d.articles.rows
	d.articles.add(a)
	d.url.add(webAddress(a.URL))
	d.period.add(o.When(a.PublishDate).Period)
	d.isCopy.raw(strconv.FormatBool(standing.IsCopy))
	d.within.raw(strconv.FormatBool(standing.InSource))
	d.anywhere.raw(strconv.FormatBool(standing.Anywhere))
	if d.group != nil {
		name := ""
		if u, ok := o.Unit(a); ok {
			name = u.Name
		}
		d.group.add(name)
	}
	at := d.place(article, rec)
	for i := range rec.Portrayals {
		d.portrayals.add(&rec.Portrayals[i], &rec.Portrayals[i].Detail, at)
	}
	for i := range rec.Judgments {
		d.judgments.add(&rec.Judgments[i], &rec.Judgments[i].Detail, at)
	}
	for i := range rec.Relations {
		d.relations.add(&rec.Relations[i], &rec.Relations[i].Detail, at)
	}
}

// placed is a sentence, and its place among all.
type placed struct {
	place int
	passage
}

// place gives each sentence of an article's rows a place, in order of number.
func (d *rowMaker) place(article int, rec *table.Record) map[int]placed {
	var all []*table.Detail
	for i := range rec.Portrayals {
		all = append(all, &rec.Portrayals[i].Detail)
	}
	for i := range rec.Judgments {
		all = append(all, &rec.Judgments[i].Detail)
	}
	for i := range rec.Relations {
		all = append(all, &rec.Relations[i].Detail)
	}
	slices.SortStableFunc(all, func(a, b *table.Detail) int { return cmp.Compare(a.SentenceNo, b.SentenceNo) })
	out := map[int]placed{}
	for _, s := range all {
		if _, ok := out[s.SentenceNo]; ok {
			continue
		}
		p := newPassage(s.Sentence, s.ByteStart, s.ByteEnd)
		out[s.SentenceNo] = placed{d.places, p}
		d.places++
		d.doc.number(article)
		d.no.number(s.SentenceNo)
		d.char.number(s.CharStart)
		d.end.number(s.CharEnd)
		d.part.add(s.Region)
		d.text.add(p.text)
	}
	return out
}

func (d *rowMaker) sentences() dataTable {
	return dataTable{name: "sentences", rows: d.places, columns: []dataColumn{
		d.doc.dataColumn, d.no.dataColumn, d.char.dataColumn, d.end.dataColumn, d.part.dataColumn, d.text.dataColumn}}
}

// detailMaker gathers rows without what the article and the sentence say; spans are
// given as places in the sentence.
type detailMaker[T any] struct {
	*tableMaker[T]
	id, place *columnMaker
	idOf      *table.Field[T]
	spans     []*columnMaker
	spansOf   []*table.Field[T]
}

func newDetail[T any](name, id string, fields []table.Field[T], spans, columns []string) *detailMaker[T] {
	d := &detailMaker[T]{tableMaker: newTable(name, fields, append(columns, "counts")...)}
	field := func(name string) *table.Field[T] {
		return &fields[slices.IndexFunc(fields, func(f table.Field[T]) bool { return f.Name == name })]
	}
	d.id, d.place, d.idOf = d.column(id, table.Text), d.column("place", table.Int), field(id)
	for _, name := range spans {
		d.spans, d.spansOf = append(d.spans, d.column(name, table.Text)), append(d.spansOf, field(name))
	}
	return d
}

func (d *detailMaker[T]) add(row *T, of *table.Detail, at map[int]placed) {
	d.tableMaker.add(row)
	sentence := at[of.SentenceNo]
	d.id.add(shortID(d.idOf.Format(row), of.DocID))
	d.place.number(sentence.place)
	for i, f := range d.spansOf {
		d.spans[i].add(sentence.places(f.Format(row)))
	}
}

// shortID leaves out of a row's id the article, which the page knows; an id
// of another form stands whole behind "!".
func shortID(id, doc string) string {
	if rest, ok := strings.CutPrefix(id, doc+":"); ok {
		return rest
	}
	return "!" + id
}

// webAddress is the address of a page on the web, "" for anything else.
func webAddress(s string) string {
	u, err := url.Parse(s)
	if err != nil || s != table.Shown(s) || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return s
}
