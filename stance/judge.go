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
	j := newJudge(doc, view)
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
	for i := range out.Portrayals {
		p := &out.Portrayals[i]
		p.Labels, p.Frames = j.labels[named{p.Sentence, p.Target}], j.framesOf(p.Sentence)
	}
	for i := range out.Judgments {
		out.Judgments[i].Frames = j.framesOf(out.Judgments[i].Sentence)
	}
	return out, nil
}

// scored appends the rows of a scorer that answers question by question.
func (j *judge) scored(out *Scored, s Scorer) {
	d := s.Describe()
	l, rules := s.(*Lexical)
	if rules { // its questions and searches share one reading of the document
		s = &lexicalReading{Lexical: l, reading: newFinder(l, j.doc)}
	}
	first := len(out.Judgments)
	out.Judgments = j.judgments(out.Judgments, s, d)
	judged := out.Judgments[first:]
	if rules {
		out.Portrayals = append(out.Portrayals, j.rulePortrayals(judged, d)...)
	}
	if rs, ok := s.(RelationScorer); ok {
		out.Relations = append(out.Relations, j.relations(rs, d, judged)...)
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

// named is one actor in one sentence.
type named struct {
	sentence int
	side     Side
}

// judge holds what is known of a document under a view.
type judge struct {
	doc        *annotate.Document
	view       View
	bySentence [][]int            // sentence -> its mentions
	actors     [][2][]int         // sentence -> the mentions of either actor
	speech     [][]int            // sentence -> the attributions whose content reaches into it
	scopes     []Scope            // "" where neither actor is mentioned
	labels     map[named][]string // that any scorer finds, neutral ones among them
	frames     map[int][]Framing  // of the sentences that were asked for
}

func newJudge(doc *annotate.Document, view View) *judge {
	j := &judge{doc: doc, view: view, speech: speechIn(doc), actors: make([][2][]int, len(doc.Sentences)), scopes: make([]Scope, len(doc.Sentences)),
		labels: map[named][]string{}, frames: map[int][]Framing{}}
	j.bySentence = bySentence(len(doc.Sentences), len(doc.Mentions), func(id int) int { return doc.Mentions[id].Sentence })
	for s, ids := range j.bySentence {
		for _, id := range ids {
			if k := slices.Index(bothActors[:], j.side(id)); k >= 0 {
				j.actors[s][k] = append(j.actors[s][k], id)
			}
		}
		j.scopes[s] = j.scope(s)
	}
	return j
}

// framesOf gives the frames of a sentence.
func (j *judge) framesOf(s int) []Framing {
	if _, known := j.frames[s]; !known && j.view.Framer != nil {
		j.frames[s] = j.view.Framer.Frames(j.doc, s)
	}
	return j.frames[s]
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
	switch {
	case m.Actor == "" || m.Relation == annotate.Proxy && !j.view.Proxies[m.Actor]:
		return ""
	case m.Actor == j.view.Actor1:
		return Actor1
	case m.Actor == j.view.Actor2:
		return Actor2
	}
	return ""
}

// count gives what the tables say of the article as a whole.
func (j *judge) count() Scored {
	doc := j.doc
	out := Scored{Article: doc.Article, Sentences: len(doc.Sentences), Tokens: len(doc.Tokens)}
	for s := range doc.Sentences {
		if j.scopes[s] == DyadScope {
			out.DyadSentences++
		}
		if doc.Sentences[s].Concerned {
			out.ProseBytes += doc.Sentences[s].Len()
		}
		out.Mentions1 += len(j.actors[s][0])
		out.Mentions2 += len(j.actors[s][1])
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
			if k := slices.Index(bothActors[:], j.side(a.Mention)); k >= 0 {
				side = k
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

// scope of a sentence: dyad where both actors are mentioned, or where one is and
// the sentence before in the paragraph was dyad.
func (j *judge) scope(s int) Scope {
	sents := j.doc.Sentences
	switch one, two := len(j.actors[s][0]) > 0, len(j.actors[s][1]) > 0; {
	case one && two:
		return DyadScope
	case !one && !two:
		return ""
	case s > 0 && j.scopes[s-1] == DyadScope && sents[s-1].Paragraph == sents[s].Paragraph && sents[s-1].Region == sents[s].Region:
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
		if m.Dealing || side != Relationship && j.side(id) == side {
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
			if j.onlyWishes(q.Holder, a) {
				continue
			}
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
	at := named{g.sentence, g.target.side}
	for _, l := range labels {
		if !slices.Contains(j.labels[at], l) {
			j.labels[at] = append(j.labels[at], l)
		}
	}
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

// onlyWishes reports whether an answer is what a country or a capital wants done, whose
// view no word of praise or blame tells: that is its policy.
func (j *judge) onlyWishes(holder int, a *Answer) bool {
	if holder < 0 || j.doc.Mentions[holder].Relation != annotate.Proxy || j.side(holder) != "" {
		return false
	}
	return a.Kind != Predicate && a.Kind != Attribute || a.Modality != Asserted && a.Modality != Denied
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

// place fills what every row of a sentence has.
func (j *judge) place(s int, d Description) Row {
	sent := &j.doc.Sentences[s]
	scope := cmp.Or(j.scopes[s], ActorScope) // a dealing of the pair may be told without either actor
	return Row{Sentence: s, SentenceNo: sent.No, Region: sent.Region, Span: sent.Span, Scope: scope, Voice: NarratorVoice, Scorer: d.Name, ScorerVersion: d.Version}
}

// quote gives a row the voice in which a stretch of text stands, the narrator's
// unless it is reported.
func (j *judge) quote(row *Row, at annotate.Span) {
	if a := j.doc.SpokenIn(at); a >= 0 {
		row.Voice, row.Speaker = QuotedVoice, j.doc.Attributions[a].SpeakerName
	}
}

// aim is a mention as the target of a row.
func (j *judge) aim(side Side, id int) Aim {
	m := &j.doc.Mentions[id]
	return Aim{Target: side, TargetMention: wordsIn(j.doc, m.Span), TargetSpan: m.Span, MentionType: m.Type}
}

// wordsIn gives a stretch of text with single spaces.
func wordsIn(doc *annotate.Document, s annotate.Span) string {
	return strings.Join(strings.Fields(doc.Text[s.Start:s.End]), " ")
}

// row makes the judgment of an answer.
func (j *judge) row(s int, side Side, q Question, a Answer, d Description) Judgment {
	doc := j.doc
	row := Judgment{Row: j.place(s, d), Aim: j.aim(side, q.Target), TargetRelation: doc.Mentions[q.Target].Relation, Answer: a, Missing: math.IsNaN(a.Polarity)}
	if row.Evaluated = !row.Missing; row.Missing {
		row.Polarity = 0
	}
	if q.Holder < 0 {
		row.Holder, row.ActorRelation = HolderNarrator, row.TargetRelation
		return row
	}
	at := doc.SpokenIn(a.At)
	if len(a.Evidence) > 0 && at >= 0 {
		row.attribute(doc, at)
		// the speaker of a thought within speech ("the group said it hopes") is the one who speaks
		for in := at; ofClass(doc.Attributions[in].Kind, "thought_kinds"); {
			if in = doc.Attributions[in].Parent; in < 0 || doc.Attributions[in].SpeakerName == "" {
				break
			}
			row.attribute(doc, in)
		}
	}
	m := &doc.Mentions[q.Holder]
	row.HolderName, row.HolderRelation = m.Name, m.Relation
	if at >= 0 && m.Relation == annotate.Self && j.onlyPronouns(at, m.Actor) {
		// "they" said by a spokesman is he and his: his name is kept
		if by := j.utteringMember(at, m.Actor); by != nil {
			row.HolderName, row.HolderRelation = by.Name, by.Relation
		}
	}
	if row.Holder = j.side(q.Holder); row.Holder == "" {
		row.Holder, row.HolderRelation = HolderOther, ""
	}
	row.ActorRelation = farther(row.TargetRelation, row.HolderRelation)
	return row
}

// attribute gives a judgment the voice of an attribution.
func (row *Judgment) attribute(doc *annotate.Document, at int) {
	a := &doc.Attributions[at]
	row.Voice, row.Speaker, row.AttributionType = QuotedVoice, a.SpeakerName, a.Type
	if len(a.Cue) > 0 {
		row.Cue = doc.Text[a.Cue[0].Start:a.Cue[0].End]
	}
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
