package report

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/seed-7a84ba5f/dyad/stance"
)

// Flatten makes the rows of one article. An article that was not scored has
// only its article row; the caller says why in its ExclusionReason. One that
// mentions less than both actors is excluded.
func Flatten(s stance.Scored, view table.Names) table.Record {
	rec := table.Record{Article: articleRow(s)}
	chars := &charIndex{text: s.Article.Text}
	rec.Portrayals = portrayalRows(s, chars)
	rec.Relations = relationRows(s, chars)
	rec.Judgments = judgmentRows(s, rec.Relations, chars)
	a := &rec.Article
	a.Portrayals, a.Judgments, a.Relations = len(rec.Portrayals), len(rec.Judgments), len(rec.Relations)
	a.PrimaryFrame = primaryFrame(rec.Portrayals)
	a.ExclusionReason = table.MissingActors(a)
	h := headlineOf([]table.Record{rec}, view.Scorer)
	h.count(&rec)
	h.means(a, &rec)
	return rec
}

func articleRow(s stance.Scored) table.ArticleRow {
	a := s.Article
	row := table.ArticleRow{
		DocID: table.Clean(a.ID), File: table.Clean(a.File), SHA256: a.SHA256, Title: table.Clean(a.Title.Value), URL: table.Clean(a.URL.Value),
		Source: table.Clean(a.Source.Value), SourceMethod: string(a.Source.Method),
		PublishDate: a.Date.ISO(), DateMethod: string(a.Date.Method), DateIsReliable: a.Date.Known() && a.Date.Reliable,
		Language: a.Language.Code, LanguageMethod: string(a.Language.Method),
		WireService: table.Clean(a.WireService), StoryClusterID: table.Clean(a.ClusterID),
		Skipped:       skipped(a.Regions),
		IsClusterHead: a.ClusterID != "" && a.IsClusterHead, CopyOf: table.Clean(a.CopyOf), SameEvent: table.Clean(strings.Join(a.SameEvent, "; ")),
		Sentences: s.Sentences, Tokens: s.Tokens, DyadSentences: s.DyadSentences,
		Mentions1: s.Mentions1, Mentions2: s.Mentions2, Quotes: s.Quotations,
	}
	if a.Language.Code != "" {
		row.LanguageProb = table.Rounded(a.Language.Prob, table.ShareDecimals)
	}
	if s.ProseBytes > 0 {
		row.QuotedShare = table.Rounded(float64(s.QuotedBytes)/float64(s.ProseBytes), table.ShareDecimals)
	}
	if all := s.SpokenBytes[0] + s.SpokenBytes[1] + s.SpokenBytes[2]; all > 0 {
		for i, n := range s.SpokenBytes {
			row.Speech[i] = table.Rounded(float64(n)/float64(all), table.ShareDecimals)
		}
	}
	for _, m := range a.Meta {
		row.Meta = append(row.Meta, table.MetaCell{Name: table.Clean(m.Name), Value: table.Clean(m.Value)})
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

func portrayalRows(s stance.Scored, chars *charIndex) []table.PortrayalRow {
	order := func(a, b stance.Portrayal) int {
		return cmp.Or(cmp.Compare(a.SentenceNo, b.SentenceNo), cmp.Compare(a.Scorer, b.Scorer), cmp.Compare(a.Target, b.Target))
	}
	return numbered(s.Portrayals, order, func(p *stance.Portrayal) int { return p.SentenceNo }, func(p *stance.Portrayal, number int) table.PortrayalRow {
		row := portrayalRow(s.Article, p, chars)
		row.PortrayalID = rowID(row.DocID, "p", row.SentenceNo, number)
		return row
	})
}

// sharesCell writes what each word of the evidence adds, in the order of the
// evidence; "" without a reader.
func sharesCell(shares []float64) string {
	out := make([]string, len(shares))
	for i, v := range shares {
		out[i] = strconv.FormatFloat(table.Rounded(v, evidenceDecimals).Value, 'f', evidenceDecimals, 64)
	}
	return strings.Join(out, ";")
}

// evidenceDecimals are the printed decimals of a word's share.
const evidenceDecimals = 2

func portrayalRow(a *corpus.Article, p *stance.Portrayal, chars *charIndex) table.PortrayalRow {
	row := table.PortrayalRow{
		Detail: detailOf(a, p.SentenceNo, p.Region, p.Span.Start, p.Span.End, chars),
		Scope:  string(p.Scope), Voice: string(p.Voice), Speaker: table.Clean(p.Speaker),
		Target: string(p.Target), TargetMention: table.Clean(p.TargetMention), TargetSpan: table.FormatSpan(p.TargetSpan), MentionType: string(p.MentionType),
		ActorRelation: string(p.ActorRelation), LexicalPortrayal: p.Lexical,
		Labels: table.Clean(strings.Join(p.Labels, "; ")), Frames: frameNames(p.Frames), FrameEvidence: frameEvidence(p.Frames), Answers: answersCell(p),
		Evidence: table.FormatSpans(p.Evidence), Shares: sharesCell(stance.SharesOf(p.Evidence, p.Shares)), Explanation: table.Clean(p.Explanation), Scorer: table.Clean(p.Scorer), ScorerVersion: table.Clean(p.ScorerVersion),
		Failure: table.Clean(p.Failed),
	}
	if q := p.Portrayal; q.Known() {
		row.PNegative, row.PNeutral, row.PPositive = table.Rounded(q[0], table.ShareDecimals), table.Rounded(q[1], table.ShareDecimals), table.Rounded(q[2], table.ShareDecimals)
		row.Portrayal = less(row.PPositive, row.PNegative)
		row.PortrayalLabel = table.SignName(p.Label)
	}
	if q := p.Own; q.Known() && p.Voice == stance.NarratorVoice {
		row.OwnAgainst, row.OwnFor = table.Rounded(q[0], table.ShareDecimals), table.Rounded(q[2], table.ShareDecimals)
		row.OwnStance = less(row.OwnFor, row.OwnAgainst)
		row.OwnLabel = [3]string{table.OwnAgainst, table.OwnNeither, table.OwnFor}[p.OwnLabel+1]
	}
	if p.Reader.Known() {
		row.ReaderPortrayal = table.Rounded(p.Reader.Expected(), table.ScoreDecimals)
		row.PortrayalContext = table.Rounded(p.Context, table.ShareDecimals)
		if row.OwnStance.Known {
			row.OwnContext = table.Rounded(p.OwnContext, table.ShareDecimals)
		}
		row.Disagreement = disagreement(p.Disagreement, p.Reader.Known() && p.Lexical != "" && p.Lexical != "mixed")
	}
	return row
}

// less is the difference of two numbers as they are printed.
func less(a, b table.Num) table.Num { return table.Rounded(a.Value-b.Value, table.ScoreDecimals) }

// disagreement is that of the reader and the rules, where these say something.
func disagreement(x float64, known bool) table.Num {
	if !known {
		return table.Num{}
	}
	return table.Rounded(x, table.ShareDecimals)
}

// judgmentRows leaves out what judges nothing.
func judgmentRows(s stance.Scored, relations []table.RelationRow, chars *charIndex) []table.JudgmentRow {
	order := func(a, b stance.Judgment) int {
		return cmp.Or(cmp.Compare(a.SentenceNo, b.SentenceNo), cmp.Compare(a.Scorer, b.Scorer),
			cmp.Compare(a.Target, b.Target), cmp.Compare(a.Holder, b.Holder))
	}
	judged := slices.DeleteFunc(slices.Clone(s.Judgments), func(j stance.Judgment) bool { return !j.Evaluated || j.Missing })
	return numbered(judged, order, func(j *stance.Judgment) int { return j.SentenceNo }, func(j *stance.Judgment, number int) table.JudgmentRow {
		row := judgmentRow(s.Article, j, chars)
		row.JudgmentID = rowID(row.DocID, "s", row.SentenceNo, number)
		row.RelationID = sharedEvidence(row, relations)
		return row
	})
}

func judgmentRow(a *corpus.Article, j *stance.Judgment, chars *charIndex) table.JudgmentRow {
	row := table.JudgmentRow{
		Detail: detailOf(a, j.SentenceNo, j.Region, j.Span.Start, j.Span.End, chars),
		Scope:  string(j.Scope), Voice: string(j.Voice), Speaker: table.Clean(j.Speaker), Cue: table.Clean(j.Cue),
		AttributionType: string(j.AttributionType), HolderClass: string(j.Holder), HolderName: table.Clean(j.HolderName),
		Target: string(j.Target), TargetMention: table.Clean(j.TargetMention), TargetSpan: table.FormatSpan(j.TargetSpan), MentionType: string(j.MentionType),
		ActorRelation: string(j.ActorRelation), HolderActorRelation: string(j.HolderRelation),
		TargetActorRelation: string(j.TargetRelation),
		Polarity:            table.Rounded(j.Polarity, table.ScoreDecimals), EvaluationKind: string(j.Kind), Predicate: table.Clean(j.Predicate),
		Frames: frameNames(j.Frames), Labels: table.Clean(strings.Join(j.Labels, "; ")), Negated: j.Negated, Modality: string(j.Modality),
		Evidence: table.FormatSpans(j.Evidence), Shares: sharesCell(stance.SharesOf(j.Evidence, j.Shares)), Unsure: j.Unsure, RuleID: table.Clean(j.RuleID), Explanation: table.Clean(j.Explanation),
		Scorer: table.Clean(j.Scorer), ScorerVersion: table.Clean(j.ScorerVersion),
		PolarityProb: positive(j.Prob), Confidence: positive(j.Confidence),
	}
	if j.PFor+j.PAgainst > 0 {
		row.PFor, row.PAgainst = table.Rounded(j.PFor, table.ShareDecimals), table.Rounded(j.PAgainst, table.ShareDecimals)
	}
	row.PolarityLabel = table.Label(row.Polarity)
	return row
}

func relationRows(s stance.Scored, chars *charIndex) []table.RelationRow {
	order := func(a, b stance.Relation) int {
		return cmp.Or(cmp.Compare(a.SentenceNo, b.SentenceNo), cmp.Compare(a.Scorer, b.Scorer),
			cmp.Compare(a.Agent, b.Agent), cmp.Compare(a.Theme, b.Theme))
	}
	return numbered(s.Relations, order, func(r *stance.Relation) int { return r.SentenceNo }, func(r *stance.Relation, number int) table.RelationRow {
		row := relationRow(s.Article, r, chars)
		row.RelationID = rowID(row.DocID, "r", row.SentenceNo, number)
		return row
	})
}

func relationRow(a *corpus.Article, r *stance.Relation, chars *charIndex) table.RelationRow {
	row := table.RelationRow{
		Detail:    detailOf(a, r.SentenceNo, r.Region, r.Span.Start, r.Span.End, chars),
		AgentSpan: table.FormatSpan(r.AgentSpan), ThemeSpan: table.FormatSpan(r.ThemeSpan), Scope: string(r.Scope),
		Agent: string(r.Agent), Theme: string(r.Theme), ActorRelation: string(r.ActorRelation),
		QuadClass: r.QuadClass, RootCode: r.RootCode,
		Cooperation: table.Rounded(r.Cooperation, table.ScoreDecimals),
		Mutual:      r.Mutual, Predicate: table.Clean(r.Predicate), Modality: string(r.Modality), Status: string(r.Standing()),
		Voice: string(r.Voice), Speaker: table.Clean(r.Speaker), LexicalLabel: r.Lexical,
		Evidence: table.FormatSpans(r.Evidence), Shares: sharesCell(stance.SharesOf(r.Evidence, r.Shares)), Unsure: r.Unsure, RuleID: table.Clean(r.RuleID), Explanation: table.Clean(r.Explanation),
		Scorer: table.Clean(r.Scorer), ScorerVersion: table.Clean(r.ScorerVersion), Confidence: positive(r.Confidence),
	}
	row.Label = dealingsLabel(r.Dealings, row.Cooperation)
	if r.RootCode != "" { // else there is no event with a score
		row.Goldstein = table.Rounded(r.Goldstein, table.ScaleDecimals)
	}
	if d := r.Dealings; d.Known() {
		if row.Label == table.MixedLabel {
			row.Cooperation = table.Num{Known: true}
		}
		row.Conflict, row.None, row.Mixed, row.Coop = table.Rounded(d[0], table.ShareDecimals), table.Rounded(d[1], table.ShareDecimals), table.Rounded(d[2], table.ShareDecimals), table.Rounded(d[3], table.ShareDecimals)
	}
	if r.Reader.Known() {
		row.ReaderCooperation = table.Rounded(r.Reader.Expected(), table.ScoreDecimals)
		row.Context = table.Rounded(r.Context, table.ShareDecimals)
		row.Disagreement = disagreement(r.Disagreement, r.Reader.Known() && r.Lexical != "")
	}
	if !r.Dealings.Known() && !r.Reader.Known() && row.LexicalLabel == "" { // the rules alone
		row.LexicalLabel = row.Label
	}
	return row
}

// dealingsLabel is the likeliest label of a relation; without probabilities it
// is that of the number.
func dealingsLabel(d stance.Dealings, cooperation table.Num) string {
	conflict, mixed, cooperative := d[0], d[2], d[3]
	if !d.Known() {
		switch table.Label(cooperation) {
		case "":
			return ""
		case table.Negative:
			conflict = 1
		case table.Neutral:
			mixed = 1
		default:
			cooperative = 1
		}
	}
	switch {
	case mixed >= conflict && mixed >= cooperative:
		return table.MixedLabel
	case conflict > cooperative:
		return table.ConflictLabel
	}
	return table.CooperationLabel
}

// positive is a probability or confidence; 0 says that there is none.
func positive(x float64) table.Num {
	if x == 0 {
		return table.Num{}
	}
	return table.Rounded(x, table.ShareDecimals)
}

func rowID(doc, kind string, sentence, number int) string {
	return doc + ":" + kind + strconv.Itoa(sentence) + ":" + strconv.Itoa(number)
}

// sharedEvidence is the id of the first relation of the judgment's sentence
// whose evidence overlaps the judgment's.
func sharedEvidence(j table.JudgmentRow, relations []table.RelationRow) string {
	if j.Evidence == "" {
		return ""
	}
	mine, err := table.ParseSpans(j.Evidence)
	if err != nil {
		return ""
	}
	for i := range relations {
		r := &relations[i]
		if r.SentenceNo != j.SentenceNo {
			continue
		}
		theirs, err := table.ParseSpans(r.Evidence)
		if err == nil && table.Overlap(mine, theirs) {
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
func placeOf(a *corpus.Article, no, start, end int, chars *charIndex) table.Place {
	return table.Place{DocID: table.Clean(a.ID), Source: table.Clean(a.Source.Value), PublishDate: a.Date.ISO(), SentenceNo: no,
		ByteStart: start, ByteEnd: end, CharStart: chars.at(start), CharEnd: chars.at(end)}
}

// detailOf says where a row of a detail table stands.
func detailOf(a *corpus.Article, no int, region corpus.RegionKind, start, end int, chars *charIndex) table.Detail {
	return table.Detail{Place: placeOf(a, no, start, end, chars), StoryClusterID: table.Clean(a.ClusterID), Region: string(region),
		Sentence: table.Valid(table.Cut(a.Text, start, end))}
}
