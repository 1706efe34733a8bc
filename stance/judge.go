package stance

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate"
)

// Judge asks the scorers what a view of two actors wants to know of a
// document, and gives the rows.
func Judge(doc *annotate.Document, view View, scorers []Scorer) Scored {
	j := &judge{doc: doc, view: view, bySentence: make([][]int, len(doc.Sentences))}
	for id, m := range doc.Mentions {
		j.bySentence[m.Sentence] = append(j.bySentence[m.Sentence], id)
	}
	out := j.count()
	for _, s := range scorers {
		d := s.Describe()
		first := len(out.Judgments)
		out.Judgments = append(out.Judgments, j.judgments(s, d)...)
		if rs, ok := s.(RelationScorer); ok {
			out.Relations = append(out.Relations, j.relations(rs, d, out.Judgments[first:])...)
		}
	}
	return out
}

// judge holds what is known of a document under a view.
type judge struct {
	doc        *annotate.Document
	view       View
	bySentence [][]int // sentence -> its mentions
	scopes     []Scope // "" where neither actor is mentioned
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
		has := map[Side]bool{}
		for _, id := range j.bySentence[s] {
			if side := j.side(id); side != "" {
				has[side] = true
			}
		}
		j.scopes[s] = j.scope(s, has)
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
		for i := range j.doc.Sentences {
			if s := &j.doc.Sentences[i]; s.Concerned && s.Overlaps(c) {
				parts = append(parts, annotate.Span{Start: max(s.Start, c.Start), End: min(s.End, c.End)})
			}
		}
	}
	return parts
}

// scope of a sentence with the given sides: dyad where both are mentioned,
// or where one is and the sentence before in the paragraph was dyad.
func (j *judge) scope(s int, has map[Side]bool) Scope {
	switch {
	case has[Actor1] && has[Actor2]:
		return DyadScope
	case !has[Actor1] && !has[Actor2]:
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

// judgments asks one scorer about every sentence.
func (j *judge) judgments(s Scorer, d Description) []Judgment {
	var questions []Question
	type place struct {
		sentence int
		target   target
	}
	var places []place // of every question
	for i := range j.doc.Sentences {
		for _, t := range j.targets(i) {
			for _, id := range t.mentions {
				for _, h := range append([]int{Narrator}, j.holders(i, t.side)...) {
					questions = append(questions, Question{Sentence: i, Holder: h, Target: id})
					places = append(places, place{i, t})
				}
			}
		}
	}
	answers := s.Score(j.doc, questions)
	var rows []Judgment
	for k := 0; k < len(questions); {
		e := k
		for e < len(questions) && places[e].sentence == places[k].sentence && places[e].target.side == places[k].target.side {
			e++
		}
		rows = append(rows, j.rows(places[k].sentence, places[k].target, questions[k:e], answers[k:e], d)...)
		k = e
	}
	return rows
}

// holders gives one mention for everybody who may hold an attitude in a
// sentence: who is mentioned there, and who speaks there.
func (j *judge) holders(s int, side Side) []int {
	type who struct{ actor, name string }
	seen := map[who]bool{}
	var ids []int
	consider := func(id int) {
		m := &j.doc.Mentions[id]
		w := who{m.Actor, m.Name}
		if m.Dealing || seen[w] || m.Relation == annotate.Proxy && j.side(id) == "" || side != Relationship && j.side(id) == side {
			return
		}
		seen[w] = true
		ids = append(ids, id)
	}
	for _, id := range j.bySentence[s] {
		consider(id)
	}
	sent := &j.doc.Sentences[s]
	for _, a := range j.doc.Attributions {
		if a.Mention < 0 || a.Phrase && a.Type == annotate.Indirect {
			continue
		}
		for _, c := range a.Content {
			if c.Overlaps(sent.Span) {
				consider(a.Mention)
			}
		}
	}
	return ids
}

// rows turns the answers about one target in one sentence into judgments:
// one of the narrator, its labels, and one of everybody else who has an
// attitude.
func (j *judge) rows(s int, t target, questions []Question, answers [][]Answer, d Description) []Judgment {
	type key struct {
		holder int
		kind   Kind
	}
	best := map[key]Judgment{}
	var order []key
	var labels []string
	for k, q := range questions {
		for _, a := range answers[k] {
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
			row := j.row(s, t.side, q, a, d)
			old, ok := best[key]
			if !ok {
				order = append(order, key)
			}
			if !ok || stronger(row, old) {
				best[key] = row
			}
		}
	}
	narrator := key{Narrator, ""}
	if _, ok := best[narrator]; !ok {
		best[narrator] = j.neutral(s, t, d)
		order = append(order, narrator)
	}
	rows := make([]Judgment, 0, len(order))
	for _, k := range order {
		row := best[k]
		if k.holder == Narrator {
			row.Labels = labels
		}
		rows = append(rows, row)
	}
	slices.SortStableFunc(rows, func(a, b Judgment) int {
		return cmp.Or(cmp.Compare(holderRank(a.Holder), holderRank(b.Holder)), cmp.Compare(a.HolderName, b.HolderName), cmp.Compare(a.Kind, b.Kind))
	})
	return rows
}

func holderRank(s Side) int {
	return slices.Index([]Side{HolderNarrator, Actor1, Actor2, HolderOther}, s)
}

// stronger prefers the surer and then the stronger of two judgments.
func stronger(a, b Judgment) bool {
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

func (j *judge) neutral(s int, t target, d Description) Judgment {
	row := j.base(s, t.side, t.mentions[0], d)
	row.Holder, row.ActorRelation = HolderNarrator, row.TargetRelation
	row.Modality, row.Confidence, row.RuleID = Asserted, 1, "none"
	row.Explanation = "nothing in the sentence rates it in the source's own words"
	return row
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
			// "they" in a spokesman's mouth is he and his: his name is kept
			if by := j.mouth(at, m.Actor); by != nil {
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
		for _, m := range j.doc.Mentions {
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

// mouth gives the member of the actor who utters the words of attribution at
// or of one around it, nil where it is nobody of the actor's.
func (j *judge) mouth(at int, actor string) *annotate.Mention {
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

// isThought reports whether an attribution reports a hope, wish or belief
// rather than speech.
func (j *judge) isThought(at int) bool {
	a := &j.doc.Attributions[at]
	if len(a.Cue) == 0 {
		return false
	}
	switch strings.ToLower(j.doc.Text[a.Cue[0].Start:a.Cue[0].End]) {
	case "hope", "hopes", "hoped", "want", "wants", "wanted", "expect", "expects", "expected", "wish", "wishes", "fear", "fears", "think", "thinks", "believe", "believes", "know":
		return true
	}
	return false
}
