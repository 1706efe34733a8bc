package report

import (
	"net/url"
	"strconv"
	"strings"
)

// rowData is what a reader follows a figure down to, as JSON: the articles,
// each sentence once, the judgments and the relations.
func (m *pageMaker) rowData() []byte {
	s := m.newSentences()
	judgments, relations := s.judgments(), s.relations()
	b := []byte(`{"tables":[`)
	for i, t := range []dataTable{m.articleTable(), s.table(), judgments, relations} {
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
// where it is that of a web page.
func (m *pageMaker) articleTable() dataTable {
	t := tableOf("articles", articleFields(nil), m.run.Articles, nil,
		"doc_id", "title", "source", "publish_date", "date_is_reliable", "language", "n_sentences", "exclusion_reason")
	url, period, isCopy := newColumn("url", Text, 0), newColumn("period", Text, 0), newColumn("is_copy", Bool, 0)
	within, anywhere := newColumn("copy_within", Bool, 0), newColumn("copy_anywhere", Bool, 0)
	recs := m.articleRecords()
	ofSource, ofAny := copiesWithin(recs), copiesAnywhere(recs)
	for i := range m.run.Articles {
		a := &m.run.Articles[i]
		url.add(webAddress(a.URL))
		period.add(m.run.Options.when(a.PublishDate).period)
		isCopy.raw(strconv.FormatBool(m.copies[a.DocID]))
		within.raw(strconv.FormatBool(ofSource[i]))
		anywhere.raw(strconv.FormatBool(ofAny[i]))
	}
	t.columns = append(t.columns, url.dataColumn, period.dataColumn, isCopy.dataColumn, within.dataColumn, anywhere.dataColumn)
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
	s := &sentences{m: m, place: map[placeKey]int{}, doc: newColumn("doc", Int, 0), no: newColumn("sentence_no", Int, 0),
		char: newColumn("char_start", Int, 0), end: newColumn("char_end", Int, 0), part: newColumn("region", Text, 0), text: newColumn("sentence", Text, 0)}
	for i := range m.run.Articles {
		rows := m.rows[m.run.Articles[i].DocID]
		js, rs := rows.judgments, rows.relations
		for len(js)+len(rs) > 0 { // both are in order of sentences
			if len(rs) == 0 || len(js) > 0 && js[0].SentenceNo <= rs[0].SentenceNo {
				j := &js[0]
				s.add(i, placeKey{j.DocID, j.SentenceNo}, j.Region, newPassage(j.Sentence, j.ByteStart, j.ByteEnd), j.CharStart, j.CharEnd)
				js = js[1:]
				continue
			}
			r := &rs[0]
			s.add(i, placeKey{r.DocID, r.SentenceNo}, "", newPassage(r.Sentence, r.ByteStart, r.ByteEnd), r.CharStart, r.CharEnd)
			rs = rs[1:]
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

// judgments are the rows of judgments.csv without what the article and the
// sentence say; spans are places in the sentence.
func (s *sentences) judgments() dataTable {
	rows := s.m.run.Judgments
	t := tableOf("judgments", judgmentFields(), rows, nil, "scope", "voice", "speaker", "cue", "attribution_type", "holder_class", "holder_name",
		"target", "target_mention", "actor_relation", "polarity", "polarity_label", "evaluated", "evaluation_kind", "predicate", "labels", "frames",
		"negated", "modality", "rule_id", "explanation", "scorer", "scorer_version", "confidence", "relation_id")
	id, place := newColumn("judgment_id", Text, 0), newColumn("place", Int, 0)
	evidence, target := newColumn("evidence", Text, 0), newColumn("target_span", Text, 0)
	for i := range rows {
		j := &rows[i]
		at := s.place[placeKey{j.DocID, j.SentenceNo}]
		id.add(shortID(j.JudgmentID, j.DocID))
		place.number(at)
		evidence.add(s.passages[at].places(j.Evidence))
		target.add(s.passages[at].places(j.TargetSpan))
	}
	t.columns = append(t.columns, id.dataColumn, place.dataColumn, evidence.dataColumn, target.dataColumn)
	return t
}

// relations are the same for relations.csv.
func (s *sentences) relations() dataTable {
	rows := s.m.run.Relations
	t := tableOf("relations", relationFields(), rows, nil, "scope", "agent", "theme", "actor_relation", "quad_class", "root_code", "cooperation",
		"goldstein", "mutual", "predicate", "modality", "voice", "speaker", "rule_id", "explanation", "scorer", "scorer_version", "confidence")
	id, place := newColumn("relation_id", Text, 0), newColumn("place", Int, 0)
	evidence, agent, theme := newColumn("evidence", Text, 0), newColumn("agent_span", Text, 0), newColumn("theme_span", Text, 0)
	for i := range rows {
		r := &rows[i]
		at := s.place[placeKey{r.DocID, r.SentenceNo}]
		id.add(shortID(r.RelationID, r.DocID))
		place.number(at)
		evidence.add(s.passages[at].places(r.Evidence))
		agent.add(s.passages[at].places(r.AgentSpan))
		theme.add(s.passages[at].places(r.ThemeSpan))
	}
	t.columns = append(t.columns, id.dataColumn, place.dataColumn, evidence.dataColumn, agent.dataColumn, theme.dataColumn)
	return t
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
	if err != nil || s != shown(s) || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return s
}
