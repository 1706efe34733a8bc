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

// Flatten makes the rows of one article. An article that was not scored has
// only its article row; the caller says why in its ExclusionReason. One that
// mentions less than both actors is excluded.
func Flatten(s stance.Scored, view Names) Record {
	rec := Record{Article: articleRow(s)}
	chars := &charIndex{text: s.Article.Text}
	rec.Portrayals = portrayalRows(s, chars)
	rec.Relations = relationRows(s, chars)
	rec.Judgments = judgmentRows(s, rec.Relations, chars)
	a := &rec.Article
	a.Portrayals, a.Judgments, a.Relations = len(rec.Portrayals), len(rec.Judgments), len(rec.Relations)
	a.PrimaryFrame = primaryFrame(rec.Portrayals)
	a.ExclusionReason = missingActors(a)
	h := headlineOf([]Record{rec}, view.Scorer)
	h.count(&rec)
	h.means(a, &rec)
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

// numbered makes rows in an order, each with its number in its sentence.
func numbered[S, R any](list []S, order func(a, b S) int, no func(*S) int, row func(item *S, number int) R) []R {
	list = slices.SortedStableFunc(slices.Values(list), order)
	rows := slices.Grow([]R(nil), len(list))
	number := 0
	for i := range list {
		if i == 0 || no(&list[i]) != no(&list[i-1]) {
			number = 0
		}
		number++
		rows = append(rows, row(&list[i], number))
	}
	return rows
}

func portrayalRows(s stance.Scored, chars *charIndex) []PortrayalRow {
	order := func(a, b stance.Portrayal) int {
		return cmp.Or(cmp.Compare(a.SentenceNo, b.SentenceNo), cmp.Compare(a.Scorer, b.Scorer), cmp.Compare(a.Target, b.Target))
	}
	return numbered(s.Portrayals, order, func(p *stance.Portrayal) int { return p.SentenceNo }, func(p *stance.Portrayal, number int) PortrayalRow {
		row := portrayalRow(s.Article, p, chars)
		row.PortrayalID = rowID(row.DocID, "p", row.SentenceNo, number)
		return row
	})
}

// evidenceShares writes what each word of the evidence adds, in the order of the
// evidence; "" without a reader.
func evidenceShares(p *stance.Portrayal) string {
	if len(p.Shares) == 0 {
		return ""
	}
	out := make([]string, len(p.Evidence))
	for i, e := range p.Evidence {
		sum := 0.0
		for _, s := range p.Shares {
			if s.Start >= e.Start && s.End <= e.End {
				sum += s.Value
			}
		}
		out[i] = strconv.FormatFloat(num(sum, evidenceDecimals).Value, 'f', evidenceDecimals, 64)
	}
	return strings.Join(out, ";")
}

// evidenceDecimals are the printed decimals of a word's share.
const evidenceDecimals = 2

func portrayalRow(a *corpus.Article, p *stance.Portrayal, chars *charIndex) PortrayalRow {
	row := PortrayalRow{
		Detail: detailOf(a, p.SentenceNo, p.Region, p.Span.Start, p.Span.End, chars),
		Scope:  string(p.Scope), Voice: string(p.Voice), Speaker: clean(p.Speaker),
		Target: string(p.Target), TargetMention: clean(p.TargetMention), TargetSpan: span(p.TargetSpan), MentionType: string(p.MentionType),
		ActorRelation: string(p.ActorRelation), LexicalPortrayal: p.Lexical,
		Labels: clean(strings.Join(p.Labels, "; ")), Frames: frameNames(p.Frames), FrameEvidence: frameEvidence(p.Frames),
		Evidence: spans(p.Evidence), Shares: evidenceShares(p), Explanation: clean(p.Explanation), Scorer: clean(p.Scorer), ScorerVersion: clean(p.ScorerVersion),
	}
	if q := p.Portrayal; q.Known() {
		row.PNegative, row.PNeutral, row.PPositive = num(q[0], shareDecimals), num(q[1], shareDecimals), num(q[2], shareDecimals)
		row.Portrayal = less(row.PPositive, row.PNegative)
		row.PortrayalLabel = signName(p.Label)
	}
	if q := p.Own; q.Known() && p.Voice == stance.NarratorVoice {
		row.OwnAgainst, row.OwnFor = num(q[0], shareDecimals), num(q[2], shareDecimals)
		row.OwnStance = less(row.OwnFor, row.OwnAgainst)
		row.OwnLabel = [3]string{ownAgainst, ownNeither, ownFor}[p.OwnLabel+1]
	}
	if p.Reader.Known() {
		row.ReaderPortrayal = num(p.Reader.Expected(), scoreDecimals)
		row.Disagreement = disagreement(p.Disagreement, p.Reader.Known() && p.Lexical != "" && p.Lexical != "mixed")
	}
	return row
}

// less is the difference of two numbers as they are printed.
func less(a, b Num) Num { return num(a.Value-b.Value, scoreDecimals) }

// disagreement is that of the reader and the rules, where these say something.
func disagreement(x float64, known bool) Num {
	if !known {
		return Num{}
	}
	return num(x, shareDecimals)
}

// judgmentRows leaves out what judges nothing.
func judgmentRows(s stance.Scored, relations []RelationRow, chars *charIndex) []JudgmentRow {
	order := func(a, b stance.Judgment) int {
		return cmp.Or(cmp.Compare(a.SentenceNo, b.SentenceNo), cmp.Compare(a.Scorer, b.Scorer),
			cmp.Compare(a.Target, b.Target), cmp.Compare(a.Holder, b.Holder))
	}
	judged := slices.DeleteFunc(slices.Clone(s.Judgments), func(j stance.Judgment) bool { return !j.Evaluated || j.Missing })
	return numbered(judged, order, func(j *stance.Judgment) int { return j.SentenceNo }, func(j *stance.Judgment, number int) JudgmentRow {
		row := judgmentRow(s.Article, j, chars)
		row.JudgmentID = rowID(row.DocID, "s", row.SentenceNo, number)
		row.RelationID = sharedEvidence(row, relations)
		return row
	})
}

func judgmentRow(a *corpus.Article, j *stance.Judgment, chars *charIndex) JudgmentRow {
	row := JudgmentRow{
		Detail: detailOf(a, j.SentenceNo, j.Region, j.Span.Start, j.Span.End, chars),
		Scope:  string(j.Scope), Voice: string(j.Voice), Speaker: clean(j.Speaker), Cue: clean(j.Cue),
		AttributionType: string(j.AttributionType), HolderClass: string(j.Holder), HolderName: clean(j.HolderName),
		Target: string(j.Target), TargetMention: clean(j.TargetMention), TargetSpan: span(j.TargetSpan), MentionType: string(j.MentionType),
		ActorRelation: string(j.ActorRelation), HolderActorRelation: string(j.HolderRelation),
		TargetActorRelation: string(j.TargetRelation),
		Polarity:            num(j.Polarity, scoreDecimals), EvaluationKind: string(j.Kind), Predicate: clean(j.Predicate),
		Frames: frameNames(j.Frames), Labels: clean(strings.Join(j.Labels, "; ")), Negated: j.Negated, Modality: string(j.Modality),
		Evidence: spans(j.Evidence), RuleID: clean(j.RuleID), Explanation: clean(j.Explanation),
		Scorer: clean(j.Scorer), ScorerVersion: clean(j.ScorerVersion),
		PolarityProb: positive(j.Prob), Confidence: positive(j.Confidence),
	}
	if j.PFor+j.PAgainst > 0 {
		row.PFor, row.PAgainst = num(j.PFor, shareDecimals), num(j.PAgainst, shareDecimals)
	}
	row.PolarityLabel = label(row.Polarity)
	return row
}

func relationRows(s stance.Scored, chars *charIndex) []RelationRow {
	order := func(a, b stance.Relation) int {
		return cmp.Or(cmp.Compare(a.SentenceNo, b.SentenceNo), cmp.Compare(a.Scorer, b.Scorer),
			cmp.Compare(a.Agent, b.Agent), cmp.Compare(a.Theme, b.Theme))
	}
	return numbered(s.Relations, order, func(r *stance.Relation) int { return r.SentenceNo }, func(r *stance.Relation, number int) RelationRow {
		row := relationRow(s.Article, r, chars)
		row.RelationID = rowID(row.DocID, "r", row.SentenceNo, number)
		return row
	})
}

func relationRow(a *corpus.Article, r *stance.Relation, chars *charIndex) RelationRow {
	row := RelationRow{
		Detail:    detailOf(a, r.SentenceNo, r.Region, r.Span.Start, r.Span.End, chars),
		AgentSpan: span(r.AgentSpan), ThemeSpan: span(r.ThemeSpan), Scope: string(r.Scope),
		Agent: string(r.Agent), Theme: string(r.Theme), ActorRelation: string(r.ActorRelation),
		QuadClass: r.QuadClass, RootCode: r.RootCode,
		Cooperation: num(r.Cooperation, scoreDecimals),
		Mutual:      r.Mutual, Predicate: clean(r.Predicate), Modality: string(r.Modality), Status: string(r.Standing()),
		Voice: string(r.Voice), Speaker: clean(r.Speaker), LexicalLabel: r.Lexical,
		Evidence: spans(r.Evidence), RuleID: clean(r.RuleID), Explanation: clean(r.Explanation),
		Scorer: clean(r.Scorer), ScorerVersion: clean(r.ScorerVersion), Confidence: positive(r.Confidence),
	}
	row.Label = dealingsLabel(r.Dealings, row.Cooperation)
	if r.RootCode != "" { // else there is no event with a score
		row.Goldstein = num(r.Goldstein, scaleDecimals)
	}
	if d := r.Dealings; d.Known() {
		if row.Label == mixedLabel {
			row.Cooperation = Num{Known: true}
		}
		row.Conflict, row.None, row.Mixed, row.Coop = num(d[0], shareDecimals), num(d[1], shareDecimals), num(d[2], shareDecimals), num(d[3], shareDecimals)
	}
	if r.Reader.Known() {
		row.ReaderCooperation = num(r.Reader.Expected(), scoreDecimals)
		row.Disagreement = disagreement(r.Disagreement, r.Reader.Known() && r.Lexical != "")
	}
	if !r.Dealings.Known() && !r.Reader.Known() && row.LexicalLabel == "" { // the rules alone
		row.LexicalLabel = row.Label
	}
	return row
}

// dealingsLabel is the likeliest label of a relation; without probabilities it
// is that of the number.
func dealingsLabel(d stance.Dealings, cooperation Num) string {
	conflict, mixed, cooperative := d[0], d[2], d[3]
	if !d.Known() {
		switch label(cooperation) {
		case "":
			return ""
		case negative:
			conflict = 1
		case neutral:
			mixed = 1
		default:
			cooperative = 1
		}
	}
	switch {
	case mixed >= conflict && mixed >= cooperative:
		return mixedLabel
	case conflict > cooperative:
		return conflictLabel
	}
	return cooperationLabel
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

// placeOf says where a sentence of an article lies.
func placeOf(a *corpus.Article, no, start, end int, chars *charIndex) Place {
	return Place{DocID: clean(a.ID), Source: clean(a.Source.Value), PublishDate: a.Date.ISO(), SentenceNo: no,
		ByteStart: start, ByteEnd: end, CharStart: chars.at(start), CharEnd: chars.at(end)}
}

// detailOf says where a row of a detail table stands.
func detailOf(a *corpus.Article, no int, region corpus.RegionKind, start, end int, chars *charIndex) Detail {
	return Detail{Place: placeOf(a, no, start, end, chars), StoryClusterID: clean(a.ClusterID), Region: string(region),
		Sentence: valid(cut(a.Text, start, end))}
}
