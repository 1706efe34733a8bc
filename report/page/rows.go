package page

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-7a84ba5f/dyad/report"
	"github.com/seed-7a84ba5f/dyad/report/table"
)

// rowData is what a reader follows a figure down to, as JSON: the articles,
// each sentence once, and the rows of the detail tables.
func (m *pageMaker) rowData() []byte {
	s := m.newSentences()
	portrayals, judgments, relations := s.portrayals(), s.judgments(), s.relations()
	b := []byte(`{"tables":[`)
	for i, t := range []dataTable{m.articleTable(), s.table(), portrayals, judgments, relations} {
		if i > 0 {
			b = append(b, ',')
		}
		b = t.appendJSON(b)
	}
	return append(b, "]}"...)
}

// articleTable holds every article, in the order of articles.csv. is_copy says
// that another article of its source stands for it in the figures, copy_within
// and copy_anywhere that one of its source or of any source would where the
// study asked for that; period is that of the timeline; a url is there only
// where it is that of a web page; group, in a run by group, is what the rows of
// estimates call source.
func (m *pageMaker) articleTable() dataTable {
	t := tableOf("articles", table.ArticleFields(nil), m.run.Articles, nil,
		"doc_id", "title", "source", "publish_date", "date_is_reliable", "language", "n_sentences", "exclusion_reason")
	url, period, isCopy := newColumn("url", table.Text, 0), newColumn("period", table.Text, 0), newColumn("is_copy", table.Bool, 0)
	within, anywhere := newColumn("copy_within", table.Bool, 0), newColumn("copy_anywhere", table.Bool, 0)
	recs := m.articleRecords()
	ofSource, ofAny := report.CopiesWithin(recs), report.CopiesAnywhere(recs)
	group := newColumn("group", table.Text, 0)
	for i := range m.run.Articles {
		a := &m.run.Articles[i]
		if m.run.Options.By != "" {
			name := ""
			if u, ok := m.run.Options.Unit(a); ok {
				name = u.Name
			}
			group.add(name)
		}
		url.add(webAddress(a.URL))
		period.add(m.run.Options.When(a.PublishDate).Period)
		isCopy.raw(strconv.FormatBool(m.copies[a.DocID]))
		within.raw(strconv.FormatBool(ofSource[i]))
		anywhere.raw(strconv.FormatBool(ofAny[i]))
	}
	t.columns = append(t.columns, url.dataColumn, period.dataColumn, isCopy.dataColumn, within.dataColumn, anywhere.dataColumn)
	if m.run.Options.By != "" {
		t.columns = append(t.columns, group.dataColumn)
	}
	return t
}

// sentences gives each sentence of the tables a place, in order of article
// and number.
type sentences struct {
	m        *pageMaker
	place    map[placeKey]int
	doc      *columnMaker // place of the article
	no       *columnMaker
	char     *columnMaker // where it begins in the canonical text, in code points
	end      *columnMaker // where it ends
	part     *columnMaker // region, as far as known
	text     *columnMaker
	passages []passage
}

type placeKey struct {
	doc string
	no  int
}

func (m *pageMaker) newSentences() *sentences {
	s := &sentences{m: m, place: map[placeKey]int{}, doc: newColumn("doc", table.Int, 0), no: newColumn("sentence_no", table.Int, 0),
		char: newColumn("char_start", table.Int, 0), end: newColumn("char_end", table.Int, 0), part: newColumn("region", table.Text, 0), text: newColumn("sentence", table.Text, 0)}
	for i := range m.run.Articles {
		rows := m.rows[m.run.Articles[i].DocID]
		var all []*table.Detail
		for k := range rows.portrayals {
			all = append(all, &rows.portrayals[k].Detail)
		}
		for k := range rows.judgments {
			all = append(all, &rows.judgments[k].Detail)
		}
		for k := range rows.relations {
			all = append(all, &rows.relations[k].Detail)
		}
		slices.SortStableFunc(all, func(a, b *table.Detail) int { return cmp.Compare(a.SentenceNo, b.SentenceNo) })
		for _, d := range all {
			s.add(i, placeKey{d.DocID, d.SentenceNo}, d.Region, newPassage(d.Sentence, d.ByteStart, d.ByteEnd), d.CharStart, d.CharEnd)
		}
	}
	return s
}

func (s *sentences) add(article int, key placeKey, region string, p passage, start, end int) {
	if _, ok := s.place[key]; ok {
		return
	}
	s.place[key] = len(s.passages)
	s.passages = append(s.passages, p)
	s.doc.number(article)
	s.no.number(key.no)
	s.char.number(start)
	s.end.number(end)
	s.part.add(region)
	s.text.add(p.text)
}

func (s *sentences) table() dataTable {
	return dataTable{name: "sentences", rows: len(s.passages), columns: []dataColumn{
		s.doc.dataColumn, s.no.dataColumn, s.char.dataColumn, s.end.dataColumn, s.part.dataColumn, s.text.dataColumn}}
}

// detailTable makes a table of rows without what the article and the sentence
// say; the columns named in spans are given as places in the sentence.
func detailTable[T any](s *sentences, name, id string, fields []table.Field[T], rows []T, of func(*T) *table.Detail, spans, columns []string) dataTable {
	t := tableOf(name, fields, rows, nil, append(columns, "counts")...)
	ids, place := newColumn(id, table.Text, 0), newColumn("place", table.Int, 0)
	placed := make([]*columnMaker, len(spans))
	at := map[string]*table.Field[T]{}
	for i := range fields {
		at[fields[i].Name] = &fields[i]
	}
	for i, column := range spans {
		placed[i] = newColumn(column, table.Text, 0)
	}
	for i := range rows {
		d := of(&rows[i])
		where := s.place[placeKey{d.DocID, d.SentenceNo}]
		ids.add(shortID(at[id].Format(&rows[i]), d.DocID))
		place.number(where)
		for k, column := range spans {
			placed[k].add(s.passages[where].places(at[column].Format(&rows[i])))
		}
	}
	t.columns = append(t.columns, ids.dataColumn, place.dataColumn)
	for _, c := range placed {
		t.columns = append(t.columns, c.dataColumn)
	}
	return t
}

func (s *sentences) portrayals() dataTable {
	return detailTable(s, "portrayals", "portrayal_id", table.PortrayalFields(), s.m.run.Portrayals, func(r *table.PortrayalRow) *table.Detail { return &r.Detail },
		[]string{"evidence", "target_span"}, []string{"scope", "voice", "speaker", "target", "target_mention", "actor_relation", "p_negative", "p_neutral", "p_positive",
			"portrayal", "portrayal_label", "own_p_for", "own_p_against", "own_stance", "reader_portrayal", "lexical_portrayal", "disagreement", "labels", "frames",
			"evidence_shares", "explanation", "scorer", "scorer_version"})
}

func (s *sentences) judgments() dataTable {
	return detailTable(s, "judgments", "judgment_id", table.JudgmentFields(), s.m.run.Judgments, func(r *table.JudgmentRow) *table.Detail { return &r.Detail },
		[]string{"evidence", "target_span"}, []string{"scope", "voice", "speaker", "cue", "attribution_type", "holder_class", "holder_name",
			"target", "target_mention", "actor_relation", "polarity", "polarity_label", "p_for", "p_against", "evaluation_kind", "predicate", "labels", "frames",
			"negated", "modality", "evidence_shares", "unsure", "rule_id", "explanation", "scorer", "scorer_version", "confidence", "relation_id"})
}

func (s *sentences) relations() dataTable {
	return detailTable(s, "relations", "relation_id", table.RelationFields(), s.m.run.Relations, func(r *table.RelationRow) *table.Detail { return &r.Detail },
		[]string{"evidence", "agent_span", "theme_span"}, []string{"scope", "agent", "theme", "actor_relation", "p_conflict", "p_none", "p_mixed", "p_cooperation",
			"relation_label", "cooperation", "status", "reader_cooperation", "lexical_label", "disagreement", "quad_class", "root_code",
			"goldstein", "mutual", "predicate", "modality", "voice", "speaker", "evidence_shares", "unsure", "rule_id", "explanation", "scorer", "scorer_version", "confidence"})
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
