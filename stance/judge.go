package stance

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate"
)

// Judge asks the scorers what a view of two actors wants to know of a
// document, and gives the rows. A scorer that fails is an error, with its name:
// rows of the others alone would look like those of all.
func Judge(doc *annotate.Document, view View, scorers []Scorer) (Scored, error) {
	j := &judge{doc: doc, view: view, labels: map[named][]string{}}
	j.bySentence = bySentence(len(doc.Sentences), len(doc.Mentions), func(id int) int { return doc.Mentions[id].Sentence })
	j.speech = speechIn(doc)
	out := j.count()
	for _, s := range scorers {
		var err error
		switch s := s.(type) {
		case *Combined:
			err = j.combined(&out, s)
		case *Asked:
			err = j.asked(&out, s)
		default:
			j.scored(&out, s)
		}
		if err != nil {
			return Scored{}, fmt.Errorf("scorer %s: %w", s.Describe().Name, err)
		}
	}
	j.name(out.Portrayals)
	j.frame(out)
	return out, nil
}

// scored appends the rows of a scorer that answers question by question.
func (j *judge) scored(out *Scored, s Scorer) {
	d := s.Describe()
	if l, ok := s.(*Lexical); ok { // its questions and searches share one reading of the document
		s = &lexicalReading{Lexical: l, reading: newFinder(l, j.doc)}
	}
	first := len(out.Judgments)
	out.Judgments = j.judgments(out.Judgments, s, d)
	if _, rules := s.(*lexicalReading); rules {
		out.Portrayals = append(out.Portrayals, j.rulePortrayals(out.Judgments[first:], d)...)
	}
	if rs, ok := s.(RelationScorer); ok {
		out.Relations = append(out.Relations, j.relations(rs, d, out.Judgments[first:])...)
	}
}

// lexicalReading is Lexical for one document, which it has read already.
type lexicalReading struct {
	*Lexical
	reading *finder
}

func (l *lexicalReading) Score(_ *annotate.Document, questions []Question) [][]Answer {
	return l.reading.answers(questions)
}

func (l *lexicalReading) Deeds(_ *annotate.Document, searches []Search) [][]Deed {
	out := make([][]Deed, len(searches))
	l.reading.deeds(searches, out)
	return out
}

// frame gives every judgment and portrayal the frames of its sentence.
func (j *judge) frame(out Scored) {
	if j.view.Framer == nil {
		return
	}
	byStart := make(map[int]int, len(j.doc.Sentences))
	for s := range j.doc.Sentences {
		byStart[j.doc.Sentences[s].Start] = s
	}
	known := map[int][]Framing{}
	of := func(start int) []Framing {
		s, ok := byStart[start]
		if !ok {
			return nil
		}
		if _, done := known[s]; !done {
			known[s] = j.view.Framer.Frames(j.doc, s)
		}
		return known[s]
	}
	for i := range out.Judgments {
		out.Judgments[i].Frames = of(out.Judgments[i].Span.Start)
	}
	for i := range out.Portrayals {
		out.Portrayals[i].Frames = of(out.Portrayals[i].Span.Start)
	}
}

// named is one actor in one sentence, by where the sentence begins.
type named struct {
	start int
	side  Side
}

// name gives every portrayal the labels of its actor in its sentence, neutral
// ones among them, whichever scorer found them.
func (j *judge) name(rows []Portrayal) {
	for i := range rows {
		rows[i].Labels = j.labels[named{rows[i].Span.Start, rows[i].Target}]
	}
}

// label keeps the labels that a scorer finds for an actor in a sentence.
func (j *judge) label(s int, side Side, labels []string) {
	at := named{j.doc.Sentences[s].Start, side}
	for _, l := range labels {
		if !slices.Contains(j.labels[at], l) {
			j.labels[at] = append(j.labels[at], l)
		}
	}
}

// judge holds what is known of a document under a view.
type judge struct {
	doc        *annotate.Document
	view       View
	bySentence [][]int // sentence -> its mentions
	speech     [][]int // sentence -> the attributions whose content reaches into it
	scopes     []Scope // "" where neither actor is mentioned
	labels     map[named][]string
}

// speechIn gives, for each sentence, the attributions whose content reaches
// into it, in their order.
func speechIn(doc *annotate.Document) [][]int {
	out := make([][]int, len(doc.Sentences))
	for at := range doc.Attributions {
		a := &doc.Attributions[at]
		for _, c := range a.Content {
			first, last := doc.SentencesIn(c)
			for s := first; s < last; s++ {
				if n := len(out[s]); n == 0 || out[s][n-1] != at {
					out[s] = append(out[s], at)
				}
			}
		}
	}
	return out
}

// side gives the place of a mention in the view, "" for none.
func (j *judge) side(id int) Side {
	m := &j.doc.Mentions[id]
	if m.Actor == "" || m.Relation == annotate.Proxy && !j.view.Proxies[m.Actor] {
		return ""
	}
	switch m.Actor {
	case j.view.Actor1:
		return Actor1
	case j.view.Actor2:
		return Actor2
	}
	return ""
}

// count gives what the tables say of the article as a whole, and settles the
// scope of every sentence.
func (j *judge) count() Scored {
	doc := j.doc
	out := Scored{Article: doc.Article, Sentences: len(doc.Sentences), Tokens: len(doc.Tokens)}
	j.scopes = make([]Scope, len(doc.Sentences))
	for s := range doc.Sentences {
		var one, two bool
		for _, id := range j.bySentence[s] {
			side := j.side(id)
			one, two = one || side == Actor1, two || side == Actor2
		}
		j.scopes[s] = j.scope(s, one, two)
		if j.scopes[s] == DyadScope {
			out.DyadSentences++
		}
		if doc.Sentences[s].Concerned {
			out.ProseBytes += doc.Sentences[s].Len()
		}
	}
	for id := range doc.Mentions {
		switch j.side(id) {
		case Actor1:
			out.Mentions1++
		case Actor2:
			out.Mentions2++
		}
	}
	var quoted []annotate.Span
	for _, a := range doc.Attributions {
		if a.Phrase && a.Type == annotate.Indirect || a.Kind == "seem" {
			continue // nobody's words
		}
		if !doc.Sentences[a.Sentence].Concerned {
			continue // the scope of the study may leave it out
		}
		if a.Type != annotate.Indirect {
			out.Quotations++
		}
		quoted = append(quoted, j.concerned(a.Content)...)
	}
	out.QuotedBytes = covered(quoted)
	out.SpokenBytes = j.spoken()
	return out
}

// spoken gives how much speech is reported of either actor and of others.
func (j *judge) spoken() (bytes [3]int) {
	var by [3][]annotate.Span
	for _, a := range j.doc.Attributions {
		if a.Parent >= 0 || !j.doc.Sentences[a.Sentence].Concerned {
			continue
		}
		side := 2
		if a.Mention >= 0 {
			switch j.side(a.Mention) {
			case Actor1:
				side = 0
			case Actor2:
				side = 1
			}
		}
		by[side] = append(by[side], j.concerned(a.Content)...)
	}
	for i := range by {
		bytes[i] = covered(by[i])
	}
	return bytes
}

// concerned gives the parts of spans in sentences that concern an actor.
func (j *judge) concerned(spans []annotate.Span) (parts []annotate.Span) {
	for _, c := range spans {
		first, last := j.doc.SentencesIn(c)
		for i := first; i < last; i++ {
			if s := &j.doc.Sentences[i]; s.Concerned {
				parts = append(parts, annotate.Span{Start: max(s.Start, c.Start), End: min(s.End, c.End)})
			}
		}
	}
	return parts
}

// scope of a sentence with the given sides: dyad where both are mentioned,
// or where one is and the sentence before in the paragraph was dyad.
func (j *judge) scope(s int, one, two bool) Scope {
	switch {
	case one && two:
		return DyadScope
	case !one && !two:
		return ""
	case s > 0 && j.scopes[s-1] == DyadScope && j.doc.Sentences[s-1].Paragraph == j.doc.Sentences[s].Paragraph && j.doc.Sentences[s-1].Region == j.doc.Sentences[s].Region:
		return DyadScope
	}
	return ActorScope
}

// covered gives the number of bytes in a union of spans.
func covered(spans []annotate.Span) int {
	slices.SortFunc(spans, func(a, b annotate.Span) int { return cmp.Compare(a.Start, b.Start) })
	n, at := 0, 0
	for _, s := range spans {
		if s.End > at {
			n += s.End - max(s.Start, at)
			at = s.End
		}
	}
	return n
}

// asked is the questions about one target in one sentence.
type asked struct {
	sentence    int
	target      target
	first, last int // of the questions
}

// judgments asks one scorer about every sentence, and appends the rows.
func (j *judge) judgments(rows []Judgment, s Scorer, d Description) []Judgment {
	var questions []Question
	var groups []asked
	var holders []int
	for i := range j.doc.Sentences {
		for _, t := range j.targets(i) {
			g := asked{sentence: i, target: t, first: len(questions)}
			holders = j.holders(append(holders[:0], Narrator), i, t.side)
			for _, id := range t.mentions {
				for _, h := range holders {
					questions = append(questions, Question{Sentence: i, Holder: h, Target: id})
				}
			}
			g.last = len(questions)
			groups = append(groups, g)
		}
	}
	answers := s.Score(j.doc, questions)
	rows = slices.Grow(rows, len(groups)/2)
	for i := range groups {
		g := &groups[i]
		rows = j.rows(rows, g, questions[g.first:g.last], answers[g.first:g.last], d)
	}
	return rows
}

// holders appends one mention for everybody who may hold an attitude in a
// sentence: who is mentioned there, and who speaks there.
func (j *judge) holders(ids []int, s int, side Side) []int {
	consider := func(id int) {
		m := &j.doc.Mentions[id]
		if m.Dealing || m.Relation == annotate.Proxy && j.side(id) == "" || side != Relationship && j.side(id) == side {
			return
		}
		for _, old := range ids {
			if old >= 0 && j.doc.Mentions[old].Actor == m.Actor && j.doc.Mentions[old].Name == m.Name {
				return
			}
		}
		ids = append(ids, id)
	}
	for _, id := range j.bySentence[s] {
		consider(id)
	}
	for _, at := range j.speech[s] {
		if m := j.doc.Attributions[at].Mention; m >= 0 {
			consider(m)
		}
	}
	return ids
}

// rows turns the answers about one target in one sentence into judgments, and
// appends them: one of everybody who has an attitude, and those of its labels.
func (j *judge) rows(rows []Judgment, g *asked, questions []Question, answers [][]Answer, d Description) []Judgment {
	type key struct {
		holder int
		kind   Kind
	}
	first := len(rows)
	var keys []key // of the rows from first on
	var labels []string
	for k, q := range questions {
		for i := range answers[k] {
			a := &answers[k][i]
			if a.Kind == Label {
				if !slices.Contains(labels, a.Predicate) && q.Holder == Narrator {
					labels = append(labels, a.Predicate)
				}
				if a.Polarity == 0 {
					continue
				}
			}
			key := key{q.Holder, ""}
			if a.Kind == Label {
				key.kind = Label
			}
			row := j.row(g.sentence, g.target.side, q, *a, d)
			at := slices.Index(keys, key)
			switch {
			case at < 0:
				keys, rows = append(keys, key), append(rows, row)
			case stronger(&row, &rows[first+at]):
				rows[first+at] = row
			}
		}
	}
	j.label(g.sentence, g.target.side, labels)
	for i, k := range keys {
		if k.holder == Narrator {
			rows[first+i].Labels = labels
		}
	}
	if len(keys) > 1 {
		slices.SortStableFunc(rows[first:], func(a, b Judgment) int {
			return cmp.Or(cmp.Compare(holderRank(a.Holder), holderRank(b.Holder)), cmp.Compare(a.HolderName, b.HolderName), cmp.Compare(a.Kind, b.Kind))
		})
	}
	return rows
}

func holderRank(s Side) int {
	return slices.Index([]Side{HolderNarrator, Actor1, Actor2, HolderOther}, s)
}

// stronger prefers the surer and then the stronger of two judgments.
func stronger(a, b *Judgment) bool {
	if a.Confidence != b.Confidence {
		return a.Confidence > b.Confidence
	}
	return math.Abs(a.Polarity) > math.Abs(b.Polarity)
}

// base fills what every row of a sentence and target has.
func (j *judge) base(s int, side Side, id int, d Description) Judgment {
	doc := j.doc
	sent, m := &doc.Sentences[s], &doc.Mentions[id]
	scope := j.scopes[s]
	if scope == "" {
		scope = ActorScope // a dealing of the pair without either actor
	}
	return Judgment{
		SentenceNo: sent.No, Region: sent.Region, Span: sent.Span, Scope: scope,
		Voice: NarratorVoice, Target: side,
		TargetMention: strings.Join(strings.Fields(doc.Text[m.Start:m.End]), " "),
		TargetSpan:    m.Span, MentionType: m.Type, TargetRelation: m.Relation,
		Scorer: d.Name, ScorerVersion: d.Version,
	}
}

// row makes the judgment of an answer.
func (j *judge) row(s int, side Side, q Question, a Answer, d Description) Judgment {
	doc := j.doc
	row := j.base(s, side, q.Target, d)
	row.Missing = math.IsNaN(a.Polarity)
	row.Answer, row.Evaluated = a, !row.Missing
	if row.Missing {
		row.Polarity = 0
	}
	if len(a.Evidence) > 0 {
		if at := doc.SpokenIn(a.At); at >= 0 {
			said := &doc.Attributions[at]
			row.Voice, row.Speaker, row.AttributionType = QuotedVoice, said.SpeakerName, said.Type
			if len(said.Cue) > 0 {
				row.Cue = doc.Text[said.Cue[0].Start:said.Cue[0].End]
			}
			j.outermost(&row, at)
		}
	}
	switch {
	case q.Holder < 0:
		row.Holder, row.Voice = HolderNarrator, NarratorVoice
		row.Speaker, row.Cue, row.AttributionType = "", "", ""
	default:
		m := &doc.Mentions[q.Holder]
		row.HolderName, row.HolderRelation = m.Name, m.Relation
		row.Holder = j.side(q.Holder)
		if at := doc.SpokenIn(a.At); at >= 0 && m.Relation == annotate.Self && j.onlyPronouns(at, m.Actor) {
			// "they" said by a spokesman is he and his: his name is kept
			if by := j.utteringMember(at, m.Actor); by != nil {
				row.HolderName, row.HolderRelation = by.Name, by.Relation
			}
		}
		if row.Holder == "" {
			row.Holder, row.HolderRelation = HolderOther, ""
		}
	}
	row.ActorRelation = farther(row.TargetRelation, row.HolderRelation)
	return row
}

// onlyPronouns reports whether the words of an attribution mention an actor
// itself by pronouns alone.
func (j *judge) onlyPronouns(at int, actor string) bool {
	pronouns := false
	for _, c := range j.doc.Attributions[at].Content {
		first, last := j.doc.SentencesIn(c)
		for _, id := range slices.Concat(j.bySentence[first:last]...) {
			m := &j.doc.Mentions[id]
			if m.Actor != actor || m.Relation != annotate.Self || !c.Contains(m.Span) {
				continue
			}
			if m.Type != annotate.Pronoun {
				return false
			}
			pronouns = true
		}
	}
	return pronouns
}

// utteringMember gives the member of the actor who utters the words of attribution at
// or of one around it, nil where it is nobody of the actor's.
func (j *judge) utteringMember(at int, actor string) *annotate.Mention {
	for ; at >= 0; at = j.doc.Attributions[at].Parent {
		if id := j.doc.Attributions[at].Mention; id >= 0 {
			if m := &j.doc.Mentions[id]; m.Actor == actor && m.Relation == annotate.Member && m.Body != m.Name {
				return m
			}
		}
	}
	return nil
}

// outermost keeps as the speaker of a thought within speech ("the group said
// it hopes") the one who speaks, not the one who thinks.
func (j *judge) outermost(row *Judgment, at int) {
	doc := j.doc
	for p := doc.Attributions[at].Parent; p >= 0; p = doc.Attributions[p].Parent {
		if said := &doc.Attributions[p]; said.SpeakerName != "" && doc.Attributions[at].SpeakerName == row.Speaker && j.isThought(at) {
			row.Speaker, row.AttributionType = said.SpeakerName, said.Type
			if len(said.Cue) > 0 {
				row.Cue = doc.Text[said.Cue[0].Start:said.Cue[0].End]
			}
			at = p
			continue
		}
		break
	}
}

// isThought reports whether an attribution reports a hope, fear or belief
// rather than speech.
func (j *judge) isThought(at int) bool {
	return ofClass(j.doc.Attributions[at].Kind, "thought_kinds")
}
