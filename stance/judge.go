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
		out.ProseBytes += doc.Sentences[s].Len()
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
		if a.Type != annotate.Indirect {
			out.Quotations++
		}
		quoted = append(quoted, a.Content...)
	}
	out.QuotedBytes = covered(quoted)
	return out
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

// target is a side that a sentence mentions, with its mentions.
type target struct {
	side     Side
	mentions []int
}

// targets gives the sides that a sentence mentions, in order.
func (j *judge) targets(s int) []target {
	byside := map[Side][]int{}
	for _, id := range j.bySentence[s] {
		m := &j.doc.Mentions[id]
		if side := j.side(id); side != "" {
			byside[side] = append(byside[side], id)
		} else if m.Dealing && j.ofThePair(s, id) {
			byside[Relationship] = append(byside[Relationship], id)
		}
	}
	var ts []target
	for _, side := range []Side{Actor1, Actor2, Relationship} {
		ids := byside[side]
		if len(ids) == 0 {
			continue
		}
		slices.SortStableFunc(ids, func(a, b int) int { // self before member
			return cmp.Compare(distance(j.doc.Mentions[a].Relation), distance(j.doc.Mentions[b].Relation))
		})
		ts = append(ts, target{side, ids})
	}
	return ts
}

// ofThePair reports whether a dealing in sentence s is one of the pair: an
// actor is mentioned with it, the other one there or shortly before, and no
// third party is named as its partner.
func (j *judge) ofThePair(s, id int) bool {
	has := map[Side]bool{}
	for k := max(0, s-3); k <= s; k++ {
		for _, other := range j.bySentence[k] {
			if side := j.side(other); side != "" {
				has[side] = true
			}
		}
		if k == s && j.scopes[s] == "" && !(has[Actor1] && has[Actor2]) {
			return false
		}
	}
	if !has[Actor1] || !has[Actor2] {
		return false
	}
	m := &j.doc.Mentions[id]
	if j.scopes[s] == "" && j.doc.Sentences[s].Paragraph-j.doc.Sentences[max(0, s-1)].Paragraph > 1 {
		return false
	}
	return !j.withThird(m.Head)
}

// withThird reports whether the dealing at token h names a partner that is
// neither actor: "talks with the Afghan government".
func (j *judge) withThird(h int) bool {
	doc := j.doc
	for _, c := range doc.Children(h) {
		switch doc.Preposition(int(c)) {
		case "with", "between", "against", "among", "in":
		default:
			continue
		}
		first, last := doc.Subtree(int(c))
		third := false
		for _, id := range j.bySentence[doc.Tokens[h].Sentence] {
			m := &doc.Mentions[id]
			if m.Head < first || m.Head >= last || m.Dealing {
				continue
			}
			if j.side(id) != "" || m.Relation == annotate.Proxy {
				return false
			}
			if m.Type == annotate.Name || m.Type == annotate.Nominal && doc.Preposition(int(c)) != "in" {
				third = true
			}
		}
		if third {
			return true
		}
	}
	return false
}

func distance(r annotate.ActorRelation) int {
	switch r {
	case annotate.Proxy:
		return 2
	case annotate.Member:
		return 1
	}
	return 0
}

func farther(a, b annotate.ActorRelation) annotate.ActorRelation {
	if distance(b) > distance(a) {
		return b
	}
	return a
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
		if a.Mention < 0 {
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

// relations asks a scorer for the events between the two actors, and adds
// what one of them is quoted as saying of the other.
func (j *judge) relations(s RelationScorer, d Description, judged []Judgment) []Relation {
	var rows []Relation
	for i := range j.doc.Sentences {
		first := len(rows)
		ones, twos := j.parties(i)
		if len(ones)+len(twos) == 0 {
			continue
		}
		deeds := append(s.Deeds(j.doc, i, ones, twos), s.Deeds(j.doc, i, twos, ones)...)
		for _, deed := range deeds {
			rows = j.addRelation(rows, first, i, deed, d)
		}
		for k := range judged {
			if judged[k].Span == j.doc.Sentences[i].Span {
				if deed, agent, theme, ok := j.said(i, &judged[k]); ok {
					rows = j.addSaid(rows, first, i, deed, agent, theme, &judged[k], d)
				}
			}
		}
	}
	return rows
}

// parties gives the mentions of either actor in a sentence; where only one is
// there, the last one of the other in the two sentences before stands in, in
// case a dealing implies it.
func (j *judge) parties(s int) (ones, twos []int) {
	collect := func(k int) (a, b []int) {
		for _, id := range j.bySentence[k] {
			switch j.side(id) {
			case Actor1:
				a = append(a, id)
			case Actor2:
				b = append(b, id)
			}
		}
		return a, b
	}
	ones, twos = collect(s)
	for k := s - 1; k >= 0 && k >= s-2; k-- {
		a, b := collect(k)
		if len(ones) == 0 && len(twos) > 0 && len(a) > 0 {
			ones = a[len(a)-1:]
		}
		if len(twos) == 0 && len(ones) > 0 && len(b) > 0 && j.doc.Mentions[ones[0]].Sentence == s {
			twos = b[len(b)-1:]
		}
	}
	return ones, twos
}

// addRelation appends the row of a deed unless the sentence has one of the
// same kind between the same parties.
func (j *judge) addRelation(rows []Relation, first, s int, deed Deed, d Description) []Relation {
	doc := j.doc
	agent, theme := &doc.Mentions[deed.Agent], &doc.Mentions[deed.Theme]
	row := Relation{
		SentenceNo: doc.Sentences[s].No, Region: doc.Sentences[s].Region, Span: doc.Sentences[s].Span,
		Scope: j.scopes[s], Voice: NarratorVoice,
		Agent: j.side(deed.Agent), Theme: j.side(deed.Theme),
		AgentSpan: agent.Span, ThemeSpan: theme.Span,
		ActorRelation: farther(agent.Relation, theme.Relation),
		Deed:          deed, Scorer: d.Name, ScorerVersion: d.Version,
	}
	if deed.Mutual {
		row.Agent, row.Theme = Both, Both
	}
	if at := doc.SpokenIn(deed.Evidence[0]); at >= 0 {
		row.Voice, row.Speaker = QuotedVoice, doc.Attributions[at].SpeakerName
	}
	for k := first; k < len(rows); k++ {
		old := &rows[k]
		if old.Agent == row.Agent && old.Theme == row.Theme && (old.RootCode == row.RootCode || old.Evidence[0] == row.Evidence[0]) || old.Agent == Both && row.Agent == Both {
			return rows
		}
	}
	return append(rows, row)
}

// said makes a deed of a judgment in which one actor is quoted on the other:
// to praise or blame somebody in public is something one does to them.
func (j *judge) said(s int, row *Judgment) (deed Deed, agent, theme Side, ok bool) {
	if row.Kind == Label || !row.Evaluated || row.Missing {
		return deed, "", "", false
	}
	if row.RuleID != "light.received" && (row.Voice != QuotedVoice || !j.ownWords(row)) {
		return deed, "", "", false // "drew praise from" tells of praise that was given
	}
	switch {
	case row.Holder == Actor1 && row.Target == Actor2, row.Holder == Actor2 && row.Target == Actor1:
	default:
		return deed, "", "", false
	}
	deed = Deed{
		QuadClass: "verbal_cooperation", RootCode: "SUPPORT", Cooperation: 0.5,
		Modality: row.Modality, Predicate: row.Predicate, Evidence: row.Evidence,
		RuleID: "said.attitude", Confidence: 0.5,
		Explanation: "what one actor is quoted as saying of the other: " + row.Explanation,
	}
	if row.Polarity < 0 {
		deed.QuadClass, deed.RootCode, deed.Cooperation = "verbal_conflict", "ACCUSE", -0.5
	}
	if row.RuleID == "verb.violence" {
		deed.RootCode = "THREATEN"
	}
	return deed, row.Holder, row.Target, true
}

// ownWords reports whether the holder of a judgment is the one who utters it,
// and to the public: what others say that somebody thinks, or was told in
// private, is nothing that he does.
func (j *judge) ownWords(row *Judgment) bool {
	at := j.doc.SpokenIn(row.At)
	for steps := 0; at >= 0 && steps < 4; steps++ {
		a := &j.doc.Attributions[at]
		if a.Mention < 0 || j.side(a.Mention) != row.Holder || a.Kind == "believe" {
			return false
		}
		at = a.Parent
	}
	return true
}

func (j *judge) addSaid(rows []Relation, first, s int, deed Deed, agent, theme Side, judged *Judgment, d Description) []Relation {
	for k := first; k < len(rows); k++ {
		if rows[k].Agent == agent && rows[k].Theme == theme {
			return rows
		}
	}
	deed.Goldstein = goldstein(deed.RootCode)
	return append(rows, Relation{
		SentenceNo: judged.SentenceNo, Region: judged.Region, Span: judged.Span, Scope: judged.Scope,
		Voice: judged.Voice, Speaker: judged.Speaker, Agent: agent, Theme: theme,
		AgentSpan: judged.Evidence[0], ThemeSpan: judged.TargetSpan, ActorRelation: judged.ActorRelation,
		Deed: deed, Scorer: d.Name, ScorerVersion: d.Version,
	})
}
