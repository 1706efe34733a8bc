package report

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/stance"
)

// Names says what the two actors are called, for people to read, and which
// scorer the means in articles.csv are made of; "" is the scorer of the
// article's first judgment.
type Names struct {
	Actor1 string `json:"actor1"`
	Actor2 string `json:"actor2"`
	Scorer string `json:"scorer"`
}

// Flatten makes the rows of one article. An article that was not scored has
// only its article row; the caller says why in its ExclusionReason.
func Flatten(s stance.Scored, view Names) Record {
	rec := Record{Article: articleRow(s)}
	chars := &charIndex{text: s.Article.Text}
	rec.Relations = relationRows(s, chars)
	rec.Judgments = judgmentRows(s, rec.Relations, chars)
	a := &rec.Article
	a.Judgments, a.Relations = len(rec.Judgments), len(rec.Relations)
	a.PrimaryFrame = primaryFrame(rec.Judgments)
	articleMeans(a, rec, view.Scorer)
	return rec
}

func articleRow(s stance.Scored) ArticleRow {
	a := s.Article
	row := ArticleRow{
		DocID: clean(a.ID), File: clean(a.File), SHA256: a.SHA256, Title: clean(a.Title.Value), URL: clean(a.URL.Value),
		Source: clean(a.Source.Value), SourceMethod: string(a.Source.Method),
		PublishDate: a.Date.ISO(), DateMethod: string(a.Date.Method), DateIsReliable: a.Date.Known() && a.Date.Reliable,
		Language: a.Language.Code, LanguageMethod: string(a.Language.Method),
		WireService: clean(a.WireService), StoryClusterID: clean(a.ClusterID),
		Skipped:       skipped(a.Regions),
		IsClusterHead: a.ClusterID != "" && a.IsClusterHead, CopyOf: clean(a.CopyOf), SameEvent: clean(strings.Join(a.SameEvent, "; ")),
		Sentences: s.Sentences, Tokens: s.Tokens, DyadSentences: s.DyadSentences,
		Mentions1: s.Mentions1, Mentions2: s.Mentions2, Quotes: s.Quotations,
	}
	if a.Language.Code != "" {
		row.LanguageProb = num(a.Language.Prob, shareDecimals)
	}
	if s.ProseBytes > 0 {
		row.QuotedShare = num(float64(s.QuotedBytes)/float64(s.ProseBytes), shareDecimals)
	}
	if all := s.SpokenBytes[0] + s.SpokenBytes[1] + s.SpokenBytes[2]; all > 0 {
		for i, n := range s.SpokenBytes {
			row.Speech[i] = num(float64(n)/float64(all), shareDecimals)
		}
	}
	for _, m := range a.Meta {
		row.Meta = append(row.Meta, MetaCell{Name: clean(m.Name), Value: clean(m.Value)})
	}
	return row
}

// skipped counts the regions that are not scored, by kind in order of name.
func skipped(regions []corpus.Region) string {
	counts := map[string]int{}
	for _, r := range regions {
		if !r.Kind.Scored() {
			counts[string(r.Kind)]++
		}
	}
	var out []string
	for _, kind := range slices.Sorted(maps.Keys(counts)) {
		out = append(out, kind+" "+strconv.Itoa(counts[kind]))
	}
	return strings.Join(out, "; ")
}

func judgmentRows(s stance.Scored, relations []RelationRow, chars *charIndex) []JudgmentRow {
	order := func(a, b stance.Judgment) int {
		return cmp.Or(cmp.Compare(a.SentenceNo, b.SentenceNo), cmp.Compare(a.Scorer, b.Scorer),
			cmp.Compare(a.Target, b.Target), cmp.Compare(a.Holder, b.Holder))
	}
	js := slices.SortedStableFunc(slices.Values(s.Judgments), order)
	rows := slices.Grow([]JudgmentRow(nil), len(js))
	number := 0
	for i := range js {
		if i == 0 || js[i].SentenceNo != js[i-1].SentenceNo {
			number = 0
		}
		number++
		row := judgmentRow(s.Article, &js[i], chars)
		row.JudgmentID = rowID(row.DocID, "s", row.SentenceNo, number)
		row.RelationID = sharedEvidence(row, relations)
		rows = append(rows, row)
	}
	return rows
}

func judgmentRow(a *corpus.Article, j *stance.Judgment, chars *charIndex) JudgmentRow {
	row := JudgmentRow{
		Place:          placeOf(a, j.SentenceNo, j.Span.Start, j.Span.End, chars),
		StoryClusterID: clean(a.ClusterID), Region: string(j.Region),
		Sentence: valid(cut(a.Text, j.Span.Start, j.Span.End)),
		Scope:    string(j.Scope), Voice: string(j.Voice), Speaker: clean(j.Speaker), Cue: clean(j.Cue),
		AttributionType: string(j.AttributionType), HolderClass: string(j.Holder), HolderName: clean(j.HolderName),
		Target: string(j.Target), TargetMention: clean(j.TargetMention), TargetSpan: span(j.TargetSpan), MentionType: string(j.MentionType),
		ActorRelation: string(j.ActorRelation), HolderActorRelation: string(j.HolderRelation),
		TargetActorRelation: string(j.TargetRelation),
		Evaluated:           j.Evaluated, EvaluationKind: string(j.Kind), Predicate: clean(j.Predicate),
		Frames: frameNames(j.Frames), FrameEvidence: frameEvidence(j.Frames),
		Labels: clean(strings.Join(j.Labels, "; ")), Negated: j.Negated, Modality: string(j.Modality),
		Evidence: spans(j.Evidence), RuleID: clean(j.RuleID), Explanation: clean(j.Explanation),
		Scorer: clean(j.Scorer), ScorerVersion: clean(j.ScorerVersion),
		PolarityProb: positive(j.Prob), Confidence: positive(j.Confidence),
	}
	switch {
	case j.Missing:
		row.Evaluated = false
	case !j.Evaluated:
		row.Polarity = Num{Known: true}
	default:
		row.Polarity = num(j.Polarity, scoreDecimals)
	}
	row.PolarityLabel = label(row.Polarity)
	return row
}

func relationRows(s stance.Scored, chars *charIndex) []RelationRow {
	order := func(a, b stance.Relation) int {
		return cmp.Or(cmp.Compare(a.SentenceNo, b.SentenceNo), cmp.Compare(a.Scorer, b.Scorer),
			cmp.Compare(a.Agent, b.Agent), cmp.Compare(a.Theme, b.Theme))
	}
	rs := slices.SortedStableFunc(slices.Values(s.Relations), order)
	rows := slices.Grow([]RelationRow(nil), len(rs))
	number := 0
	for i := range rs {
		if i == 0 || rs[i].SentenceNo != rs[i-1].SentenceNo {
			number = 0
		}
		number++
		row := relationRow(s.Article, &rs[i], chars)
		row.RelationID = rowID(row.DocID, "r", row.SentenceNo, number)
		rows = append(rows, row)
	}
	return rows
}

func relationRow(a *corpus.Article, r *stance.Relation, chars *charIndex) RelationRow {
	return RelationRow{
		Place:     placeOf(a, r.SentenceNo, r.Span.Start, r.Span.End, chars),
		Sentence:  valid(cut(a.Text, r.Span.Start, r.Span.End)),
		AgentSpan: span(r.AgentSpan), ThemeSpan: span(r.ThemeSpan), Scope: string(r.Scope),
		Agent: string(r.Agent), Theme: string(r.Theme), ActorRelation: string(r.ActorRelation),
		QuadClass: r.QuadClass, RootCode: r.RootCode,
		Cooperation: num(r.Cooperation, scoreDecimals), Goldstein: num(r.Goldstein, scaleDecimals),
		Mutual: r.Mutual, Predicate: clean(r.Predicate), Modality: string(r.Modality),
		Voice: string(r.Voice), Speaker: clean(r.Speaker),
		Evidence: spans(r.Evidence), RuleID: clean(r.RuleID), Explanation: clean(r.Explanation),
		Scorer: clean(r.Scorer), ScorerVersion: clean(r.ScorerVersion), Confidence: positive(r.Confidence),
	}
}

// Labels of polarity, and how far from 0 neutral reaches.
const (
	negative     = "negative"
	neutral      = "neutral"
	positiveName = "positive"
	neutralBand  = 0.05
)

func label(p Num) string {
	switch {
	case !p.Known:
		return ""
	case p.Value < -neutralBand:
		return negative
	case p.Value > neutralBand:
		return positiveName
	}
	return neutral
}

// positive is a probability or confidence; 0 says that there is none.
func positive(x float64) Num {
	if x == 0 {
		return Num{}
	}
	return num(x, shareDecimals)
}

func rowID(doc, kind string, sentence, number int) string {
	return doc + ":" + kind + strconv.Itoa(sentence) + ":" + strconv.Itoa(number)
}

// sharedEvidence is the id of the first relation of the judgment's sentence
// whose evidence overlaps the judgment's.
func sharedEvidence(j JudgmentRow, relations []RelationRow) string {
	if j.Evidence == "" {
		return ""
	}
	mine, err := ParseSpans(j.Evidence)
	if err != nil {
		return ""
	}
	for i := range relations {
		r := &relations[i]
		if r.SentenceNo != j.SentenceNo {
			continue
		}
		theirs, err := ParseSpans(r.Evidence)
		if err == nil && overlap(mine, theirs) {
			return r.RelationID
		}
	}
	return ""
}

// clean makes a text fit for a cell: valid UTF-8 without NUL, on one line.
func clean(s string) string { return oneLine(valid(s)) }

// valid puts U+FFFD for each NUL and for each byte that is no UTF-8.
func valid(s string) string {
	if utf8.ValidString(s) && strings.IndexByte(s, 0) < 0 {
		return s
	}
	var b strings.Builder
	for _, r := range s { // a bad byte reads as U+FFFD
		if r == 0 {
			r = utf8.RuneError
		}
		b.WriteRune(r)
	}
	return b.String()
}

// oneLine writes each line break as a space, one for one.
func oneLine(s string) string {
	if strings.IndexByte(s, '\n') < 0 && strings.IndexByte(s, '\r') < 0 {
		return s
	}
	return strings.NewReplacer("\n", " ", "\r", " ").Replace(s)
}

// cut is text[start:end] within its bounds.
func cut(text string, start, end int) string {
	start = min(max(start, 0), len(text))
	return text[start:min(max(end, start), len(text))]
}

// charIndex turns byte offsets into code-point offsets; it is quick where
// offsets come in rising order.
type charIndex struct {
	text        string
	bytes, char int
}

func (c *charIndex) at(offset int) int {
	offset = min(max(offset, 0), len(c.text))
	if offset < c.bytes {
		c.bytes, c.char = 0, 0
	}
	c.char += utf8.RuneCountInString(c.text[c.bytes:offset])
	c.bytes = offset
	return c.char
}
