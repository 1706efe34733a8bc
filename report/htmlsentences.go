package report

import (
	"cmp"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-7a84ba5f/dyad/stance"
)

// articleView is an article under its source.
type articleView struct {
	ID, Title, Date, DocID, URL, Language string
	IsUnsure                              bool // of its date
	IsCopy                                bool
	Sentences                             []sentenceView
	Neutral                               int // sentences that mention an actor and evaluate nothing
	Hidden                                int // sentences that the limit leaves out
}

// sentenceView is a sentence with what was found in it.
type sentenceView struct {
	ID        string
	No        int
	Text      []segment // none where the tables do not hold the sentence
	Outside   bool      // scope actor: only one of the two
	Judgments []judgmentView
	Relations []relationView
}

// judgmentView is a judgment in words.
type judgmentView struct {
	Sign, Label, Value     string
	Target, Mention        string
	IsLabel                bool
	Holder, Voice, Speaker string // Holder is "" for the source itself
	Evidence, Why, Facts   string
	Counts                 string // in which figures
	Counted                bool   // in any
}

// relationView is a relation in words.
type relationView struct {
	Sign, Value, Class   string
	Agent, Theme         string
	Mutual               bool
	Speaker              string
	IsQuoted             bool
	Evidence, Why, Facts string
}

// articleView lists the sentences of an article that evaluate or relate, at
// most room of them where the run is limited.
func (m *pageMaker) articleView(a *ArticleRow, room int) articleView {
	v := articleView{ID: anchor("a", a.DocID), Title: cutTo(cmp.Or(shown(a.Title), shown(a.DocID)), 300), Date: a.PublishDate,
		DocID: cutTo(shown(a.DocID), 300), URL: webAddress(a.URL), Language: shown(a.Language),
		IsUnsure: a.PublishDate != "" && !a.DateIsReliable, IsCopy: m.copies[a.DocID]}
	rows := m.rows[a.DocID]
	bySentence := sentenceRows(rows)
	for _, no := range slices.Sorted(maps.Keys(bySentence)) {
		s := bySentence[no]
		switch {
		case !s.counts():
			v.Neutral++
		case m.limit > 0 && len(v.Sentences) >= room:
			v.Hidden++
		default:
			v.Sentences = append(v.Sentences, m.sentenceView(a.DocID, no, s, v.IsCopy))
		}
	}
	return v
}

// webAddress is the address of a page on the web, "" for anything else.
func webAddress(s string) string {
	u, err := url.Parse(s)
	if err != nil || s != shown(s) || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return s
}

// sentenceRows are the rows of an article by sentence.
func sentenceRows(rows articleRows) map[int]*sentenceGroup {
	out := map[int]*sentenceGroup{}
	at := func(no int) *sentenceGroup {
		if out[no] == nil {
			out[no] = &sentenceGroup{}
		}
		return out[no]
	}
	for i := range rows.judgments {
		s := at(rows.judgments[i].SentenceNo)
		s.judgments = append(s.judgments, &rows.judgments[i])
	}
	for i := range rows.relations {
		s := at(rows.relations[i].SentenceNo)
		s.relations = append(s.relations, &rows.relations[i])
	}
	return out
}

// sentenceGroup is the rows of one sentence.
type sentenceGroup struct {
	judgments []*JudgmentRow
	relations []*RelationRow
}

// counts says whether the sentence is listed.
func (s *sentenceGroup) counts() bool {
	return len(s.relations) > 0 || slices.ContainsFunc(s.judgments, func(j *JudgmentRow) bool { return j.Evaluated })
}

func (m *pageMaker) sentenceView(doc string, no int, s *sentenceGroup, isCopy bool) sentenceView {
	v := sentenceView{ID: anchor("x", doc) + "-" + strconv.Itoa(no), No: no}
	var p passage
	if len(s.judgments) > 0 {
		j := s.judgments[0]
		p = newPassage(j.Sentence, j.ByteStart, j.ByteEnd)
		v.Outside = j.Scope != dyadScope
	} else {
		r := s.relations[0]
		p = newPassage(r.Sentence, r.ByteStart, r.ByteEnd)
		v.Outside = r.Scope != dyadScope
	}
	for _, j := range s.judgments {
		if j.Evaluated {
			v.Judgments = append(v.Judgments, m.judgmentView(j, &p, isCopy))
		}
	}
	for _, r := range s.relations {
		v.Relations = append(v.Relations, m.relationView(r, &p))
	}
	v.Text = p.segments()
	return v
}

// judgmentView puts a judgment into words and marks its evidence.
func (m *pageMaker) judgmentView(j *JudgmentRow, p *passage, isCopy bool) judgmentView {
	evidence := p.markEvidence(j.Evidence)
	p.markSpan(j.TargetSpan)
	v := judgmentView{Sign: label(j.Polarity), Label: shown(j.PolarityLabel), Target: m.sideName(j.Target), Mention: shown(j.TargetMention),
		IsLabel: j.EvaluationKind == labelKind, Evidence: p.quote(evidence), Why: shown(j.Explanation),
		Voice: j.Voice, Speaker: shown(j.Speaker)}
	if j.Polarity.Known {
		v.Value = signed(j.Polarity.Value)
	}
	if j.HolderClass != narratorHolder {
		v.Holder = m.holder(j)
	}
	v.Counts, v.Counted = m.counts(j, isCopy)
	v.Facts = facts(shown(j.EvaluationKind), shown(j.Modality), negated(j.Negated), proxied(j.ActorRelation), unsure(j.Confidence),
		"rule "+shown(j.RuleID), shown(j.Scorer))
	return v
}

// counts says in which figures a judgment counts.
func (m *pageMaker) counts(j *JudgmentRow, isCopy bool) (which string, counted bool) {
	own := j.HolderClass == narratorHolder && j.Voice == narratorVoice
	switch {
	case isCopy:
		return "a copy, not counted again", false
	case j.Scorer != m.summary.scorer():
		return "another scorer, not in the figures above", false
	case j.Scope != dyadScope:
		return "", false // said of the sentence
	case !own && j.Voice != quotedVoice:
		return "not in the figures above", false
	case j.EvaluationKind == labelKind && own:
		return "counts in own tone with labels", true
	case j.EvaluationKind == labelKind:
		return "counts in the voice gap", true
	case own:
		return "counts in own tone", true
	}
	return "counts in quoted tone", true
}

// holder names who holds a judgment, with the class.
func (m *pageMaker) holder(j *JudgmentRow) string {
	class := j.HolderClass
	if class != string(stance.HolderOther) {
		class = m.sideName(class)
	}
	name := shown(j.HolderName)
	if name == "" || name == class {
		return class
	}
	return name + " (" + class + ")"
}

// relationView puts a relation into words and marks its evidence.
func (m *pageMaker) relationView(r *RelationRow, p *passage) relationView {
	evidence := p.markEvidence(r.Evidence)
	p.markSpan(r.AgentSpan)
	p.markSpan(r.ThemeSpan)
	v := relationView{Sign: label(r.Cooperation), Class: strings.ReplaceAll(shown(r.QuadClass), "_", " "),
		Agent: m.sideName(r.Agent), Theme: m.sideName(r.Theme), Mutual: r.Mutual || r.Agent == r.Theme,
		Speaker: shown(r.Speaker), IsQuoted: r.Voice == quotedVoice, Evidence: p.quote(evidence), Why: shown(r.Explanation)}
	if r.Cooperation.Known {
		v.Value = signed(r.Cooperation.Value)
	}
	v.Facts = facts(shown(r.RootCode), shown(r.Modality), proxied(r.ActorRelation), unsure(r.Confidence), "rule "+shown(r.RuleID), shown(r.Scorer))
	return v
}

// facts joins what there is.
func facts(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" || s == "rule " }), " · ")
}

func negated(is bool) string {
	if is {
		return "negated"
	}
	return ""
}

func proxied(relation string) string {
	if relation == proxyRelation {
		return "through a proxy"
	}
	return ""
}

func unsure(confidence Num) string {
	if confidence.Known && confidence.Value < 1 {
		return "confidence " + strconv.FormatFloat(confidence.Value, 'f', -1, 64)
	}
	return ""
}
