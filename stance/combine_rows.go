package stance

import (
	"math"
	"slices"

	"github.com/seed-7a84ba5f/dyad/annotate"
)

// combine makes the rows of one document by a reader and the rules.
type combine struct {
	*judge
	join      *Join
	by        Description
	judged    map[int][]Judgment // sentence -> judgments of the rules
	related   map[int][]Relation
	portrayed []Portrayal
	stances   []Judgment
	relations []Relation
}

// combined appends the rows of a Combined scorer.
func (j *judge) combined(out *Scored, c *Combined) error {
	l := &lexicalReading{Lexical: c.Lexical, reading: newFinder(c.Lexical, j.doc)}
	d := l.Describe()
	k := &combine{judge: j, join: &c.Join, by: c.Describe(), judged: map[int][]Judgment{}, related: map[int][]Relation{}}
	at := j.sentenceAt()
	rules := j.judgments(nil, l, d)
	for _, r := range j.relations(l, d, rules) {
		s := at[r.Span.Start]
		k.related[s] = append(k.related[s], r)
	}
	for _, r := range rules {
		s := at[r.Span.Start]
		k.judged[s] = append(k.judged[s], r)
	}
	requests := j.requests()
	readings, err := c.Reader.Read(j.doc, requests)
	if err != nil {
		return err
	}
	var all around
	first := make([]impression, len(requests))
	for i := range requests {
		first[i] = k.impression(&requests[i], &readings[i])
		all.add(&first[i])
	}
	for i := range requests {
		k.sentence(&requests[i], &readings[i], &first[i], c.lean(k.doc, &requests[i], &first[i], &all))
	}
	k.rulesAlone()
	out.Portrayals = append(out.Portrayals, k.portrayed...)
	out.Judgments = append(out.Judgments, k.stances...)
	out.Relations = append(out.Relations, k.relations...)
	return nil
}

// requests asks about every sentence that mentions an actor.
func (j *judge) requests() []ReadRequest {
	var out []ReadRequest
	for s := range j.doc.Sentences {
		q := ReadRequest{Sentence: s}
		for _, t := range j.targets(s) {
			switch t.side {
			case Actor1:
				q.Mentions[0] = t.mentions
			case Actor2:
				q.Mentions[1] = t.mentions
			}
		}
		if len(q.Mentions[0])+len(q.Mentions[1]) > 0 {
			out = append(out, q)
		}
	}
	return out
}

// The probabilities that stand for a vote of the rules where no reader is: a
// rule that speaks is right in some eight of ten cases (docs/judgments.md), and
// silence says that nothing is known against neutral.
var voteProbs = map[string]Probs{
	"":         {0, 1, 0},
	"negative": {0.8, 0.15, 0.05},
	"positive": {0.05, 0.15, 0.8},
	"mixed":    {0.4, 0.2, 0.4},
}

// rulePortrayals makes portrayals of the votes of the rules alone.
func (j *judge) rulePortrayals(rules []Judgment, d Description) []Portrayal {
	k := &combine{judge: j, join: &Join{}, by: d, judged: map[int][]Judgment{}}
	at := j.sentenceAt()
	for _, r := range rules {
		s := at[r.Span.Start]
		k.judged[s] = append(k.judged[s], r)
	}
	for _, q := range j.requests() {
		var r Reading
		for i, side := range bothActors {
			vote, rule := k.vote(q.Sentence, side)
			r.Sides[i] = SideReading{Portrayal: voteProbs[vote], Own: voteProbs[k.ownVote(q.Sentence, side)]}
			if rule != nil {
				for _, e := range rule.Evidence {
					r.Sides[i].Shares = append(r.Sides[i].Shares, Share{Span: e, Value: signOf(rule.Polarity)})
				}
			}
		}
		m := k.impression(&q, &r)
		for i := range bothActors {
			if m.portrayal[i].Known() {
				p := k.portrayal(&q, i, &r, &m, &m)
				p.Reader, p.Disagreement, p.Shares = Probs{}, 0, nil
				k.portrayed = append(k.portrayed, p)
			}
		}
	}
	return k.portrayed
}

// ownVote is what the rules say of the source's own stance.
func (k *combine) ownVote(s int, side Side) string {
	against, inFavour := k.ruleRow(s, HolderNarrator, side, -1) != nil, k.ruleRow(s, HolderNarrator, side, 1) != nil
	switch {
	case against && inFavour:
		return "mixed"
	case against:
		return "negative"
	case inFavour:
		return "positive"
	}
	return ""
}

// sentenceAt gives the index of the sentence that begins at a byte.
func (j *judge) sentenceAt() map[int]int {
	at := make(map[int]int, len(j.doc.Sentences))
	for s := range j.doc.Sentences {
		at[j.doc.Sentences[s].Start] = s
	}
	return at
}

// rulesAlone keeps what only the rules see: labels, and what is said of the
// dealings of the pair as such.
func (k *combine) rulesAlone() {
	for s := range k.doc.Sentences {
		for _, r := range k.judged[s] {
			if r.Kind == Label || r.Target == Relationship {
				r.Scorer, r.ScorerVersion = k.by.Name, k.by.Version
				k.stances = append(k.stances, r)
			}
		}
	}
}

// impression asks what a sentence says by itself.
func (k *combine) impression(q *ReadRequest, r *Reading) (m impression) {
	for i, side := range bothActors {
		if !r.Sides[i].Portrayal.Known() || len(q.Mentions[i]) == 0 {
			continue
		}
		m.votes[i], m.rules[i] = k.vote(q.Sentence, side)
		m.portrayal[i] = k.join.JoinPortrayal(r.Sides[i].Portrayal, m.votes[i])
		way := m.portrayal[i].SignAt(k.join.Neutral.Portrayal)
		if k.spoken(q.Sentence, way, &r.Sides[i], k.doc.Mentions[q.Mentions[i][0]].Span) < 0 {
			m.own[i] = r.Sides[i].Own
		}
	}
	if r.Relation.Known() {
		m.dealings, m.event = k.relationVote(q.Sentence)
		m.relation = k.join.JoinDealings(r.Relation, m.dealings)
	}
	return m
}

// lean gives the impression of a sentence as moved by the article.
func (c *Combined) lean(doc *annotate.Document, q *ReadRequest, m *impression, all *around) impression {
	out := *m
	for _, l := range all.leanings(m) {
		if c.Told != nil {
			c.Told(doc.Sentences[q.Sentence].Span, l)
		}
		switch l.Question {
		case "portrayal":
			out.portrayal[l.Side] = Probs(c.Join.Context.Portrayal.Lean(l.Probs, l.Same, l.Cross))
		case "own":
			out.own[l.Side] = Probs(c.Join.Context.Own.Lean(l.Probs, l.Same, l.Cross))
		case "relation":
			out.relation = Dealings(c.Join.Context.Relation.Lean(l.Probs, l.Same, l.Cross))
		}
	}
	return out
}

var bothActors = [2]Side{Actor1, Actor2}

// sentence makes the rows of one sentence, of which m is what it says by itself and now
// what it says in its article.
func (k *combine) sentence(q *ReadRequest, r *Reading, m *impression, now impression) {
	for i, side := range bothActors {
		if !m.portrayal[i].Known() {
			continue
		}
		p := k.portrayal(q, i, r, m, &now)
		k.portrayed = append(k.portrayed, p)
		k.own(q.Sentence, q.Mentions[i][0], &p, &r.Sides[i])
		other := 1 - i
		k.directed(q.Sentence, side, q.Mentions[i][0], bothActors[other], q.Mentions[other], r.Directed[other], r.DirectedShares[other])
		k.other(q.Sentence, side, q.Mentions[i][0], &r.Sides[i])
	}
	if r.Relation.Known() {
		k.relation(q, r, m, now.relation)
	}
}

// vote is what the rules say of an actor in a sentence, whoever holds it.
func (k *combine) vote(s int, side Side) (string, *Judgment) {
	var sum float64
	var best *Judgment
	signs := map[float64]bool{}
	for i := range k.judged[s] {
		r := &k.judged[s][i]
		if r.Target != side || r.Missing || r.Polarity == 0 {
			continue
		}
		signs[signOf(r.Polarity)] = true
		sum += r.Polarity
		if best == nil || stronger(r, best) {
			best = r
		}
	}
	switch {
	case len(signs) == 0:
		return "", nil
	case len(signs) == 2:
		return "mixed", best
	case sum < 0:
		return "negative", best
	}
	return "positive", best
}

func signOf(x float64) float64 {
	switch {
	case x < 0:
		return -1
	case x > 0:
		return 1
	}
	return 0
}

// portrayal makes the row of one actor in one sentence.
func (k *combine) portrayal(q *ReadRequest, i int, in *Reading, m, now *impression) Portrayal {
	side, r, vote, rule := bothActors[i], &in.Sides[i], m.votes[i], m.rules[i]
	base := k.base(q.Sentence, side, q.Mentions[i][0], k.by)
	p := Portrayal{
		SentenceNo: base.SentenceNo, Region: base.Region, Span: base.Span, Scope: base.Scope, Voice: NarratorVoice,
		Target: side, TargetMention: base.TargetMention, TargetSpan: base.TargetSpan, MentionType: base.MentionType,
		ActorRelation: base.TargetRelation, Reader: r.Portrayal, Portrayal: now.portrayal[i], Lexical: vote,
		Context:      now.portrayal[i].Expected() - m.portrayal[i].Expected(),
		Disagreement: disagreement(r.Portrayal[:], map[string]int{"negative": 0, "positive": 2}, vote), Shares: r.Shares,
		Scorer: k.by.Name, ScorerVersion: k.by.Version, Answers: r.Answers,
	}
	p.Label = p.Portrayal.SignAt(k.join.Neutral.Portrayal)
	way := p.Label
	p.Evidence = strongest(r.Shares, way, evidenceWords)
	if rule != nil && (vote == "mixed" || int(signOf(rule.Polarity)) == way) {
		p.Explanation = rule.Explanation
	}
	if at := k.spoken(q.Sentence, way, r, base.TargetSpan); at >= 0 {
		p.Voice, p.Speaker = QuotedVoice, k.doc.Attributions[at].SpeakerName
		return p
	}
	if p.Own = now.own[i]; p.Own.Known() {
		p.OwnContext = p.Own.Expected() - m.own[i].Expected()
	} else { // by itself it would have been somebody else's
		p.Own = r.Own
	}
	p.OwnLabel = p.Own.SignAt(k.join.Neutral.Own)
	return p
}

// disagreement is the total variation distance between probabilities and a
// vote for one class, 0 where there is no such vote.
func disagreement(p []float64, class map[string]int, vote string) float64 {
	c, ok := class[vote]
	if !ok {
		return 0
	}
	return 1 - p[c]
}

// spoken gives the attribution in whose content a portrayal stands, -1 where
// the words are the narrator's. A neutral one stands where its mention does; of
// others the evidence decides, together with the reader's head for voice.
func (k *combine) spoken(s, way int, r *SideReading, mention annotate.Span) int {
	if way == 0 {
		return k.doc.SpokenIn(mention)
	}
	at, share := SpokenEvidence(k.doc, r.Shares, way)
	if at >= 0 && !k.join.Quoted(r.Voice, share) {
		return -1
	}
	return at
}

// SpokenEvidence gives how much of the evidence for a sign stands in reported
// words, as a share of all of it, and the attribution in whose content its
// strongest such word stands, -1 where nothing of it is reported.
func SpokenEvidence(doc *annotate.Document, shares []Share, way int) (at int, share float64) {
	var in, all, most float64
	at = -1
	for _, w := range shares {
		v := w.Value * float64(way)
		if v <= 0 {
			continue
		}
		all += v
		if a := doc.SpokenIn(w.Span); a >= 0 {
			in += v
			if v > most {
				at, most = a, v
			}
		}
	}
	if at < 0 {
		return -1, 0
	}
	return at, in / all
}

// ruleRow gives the rules' judgment of a target by a class of holder, of a sign.
func (k *combine) ruleRow(s int, holder, target Side, way int) *Judgment {
	for i := range k.judged[s] {
		r := &k.judged[s][i]
		if r.Holder == holder && r.Target == target && r.Kind != Label && !r.Missing && int(signOf(r.Polarity)) == way {
			return r
		}
	}
	return nil
}

// stance appends a judgment if it is sure enough.
func (k *combine) stance(s int, holder, target Side, id int, p Probs, shares []Share, t Threshold) *Judgment {
	way := 1
	if p[0] > p[2] {
		way = -1
	}
	rule := k.ruleRow(s, holder, target, way)
	if !p.Known() || !t.Reaches(p[1+way], rule != nil) {
		return nil
	}
	row := k.base(s, target, id, k.by)
	if rule != nil {
		row = *rule
		row.Scorer, row.ScorerVersion = k.by.Name, k.by.Version
	} else {
		row.Answer = modelAnswer(p, way, shares)
		row.Holder, row.HolderRelation, row.ActorRelation = holder, "", row.TargetRelation
	}
	row.Evaluated, row.PFor, row.PAgainst = true, p[2], p[0]
	row.Polarity, row.Prob, row.Confidence, row.Shares = p.Expected(), p[1+way], p[1+way], shares
	row.Unsure = !t.Sure(p[1+way], rule != nil)
	k.stances = append(k.stances, row)
	return &k.stances[len(k.stances)-1]
}

// own is the source's judgment of an actor, only where the words are its own.
func (k *combine) own(s, id int, p *Portrayal, r *SideReading) {
	if p.Voice != NarratorVoice {
		return
	}
	row := k.stance(s, HolderNarrator, p.Target, id, p.Own, r.OwnShares, k.join.Own)
	if row == nil {
		return
	}
	row.Confidence = float64(row.Prob * p.Portrayal[1+int(signOf(row.Polarity))]) // who takes a side shows it
	row.Unsure = !k.join.Own.Sure(row.Confidence, row.Kind != ByModel)
	if row.Kind != ByModel {
		return
	}
	for _, e := range row.Evidence[:min(1, len(row.Evidence))] {
		if k.doc.SpokenIn(e) >= 0 { // its strongest word is somebody else's
			k.stances = k.stances[:len(k.stances)-1]
		}
	}
}

// directed is the judgment of one actor by the other.
func (k *combine) directed(s int, target Side, id int, holder Side, ids []int, p Probs, shares []Share) {
	if len(ids) == 0 {
		return
	}
	row := k.stance(s, holder, target, id, p, shares, k.join.Directed)
	if row == nil || row.Kind != ByModel {
		return
	}
	m := &k.doc.Mentions[ids[0]]
	row.HolderName, row.HolderRelation = m.Name, m.Relation
	row.ActorRelation = farther(row.TargetRelation, m.Relation)
	k.speak(row, s, func(a *annotate.Attribution) bool {
		return a.Mention >= 0 && k.side(a.Mention) == holder
	})
}

// other is the judgment of an actor by somebody who is not of the pair.
func (k *combine) other(s int, target Side, id int, r *SideReading) {
	row := k.stance(s, HolderOther, target, id, r.Other, r.OtherShares, k.join.Other)
	if row == nil || row.Kind != ByModel {
		return
	}
	k.speak(row, s, func(a *annotate.Attribution) bool {
		return a.SpeakerName != "" && (a.Mention < 0 || k.side(a.Mention) == "")
	})
	row.HolderName = row.Speaker
}

// speak gives a judgment of the reader the speech in which it stands: that of
// the first attribution in the sentence whose speaker is the holder.
func (k *combine) speak(row *Judgment, s int, is func(*annotate.Attribution) bool) {
	at := slices.IndexFunc(k.speech[s], func(i int) bool { return is(&k.doc.Attributions[i]) })
	if at < 0 {
		return
	}
	a := &k.doc.Attributions[k.speech[s][at]]
	row.Voice, row.Speaker, row.AttributionType = QuotedVoice, a.SpeakerName, a.Type
	if len(a.Cue) > 0 {
		row.Cue = k.doc.Text[a.Cue[0].Start:a.Cue[0].End]
	}
}

// relation makes the row of the dealings that a sentence tells of.
func (k *combine) relation(q *ReadRequest, r *Reading, m *impression, p Dealings) {
	vote, rule := m.dealings, m.event
	way, sure := p.Likeliest()
	if !k.join.Dealings.Reaches(sure, vote == votes[1+way]) {
		return
	}
	one, two := &k.doc.Mentions[q.Mentions[0][0]], &k.doc.Mentions[q.Mentions[1][0]]
	sent := &k.doc.Sentences[q.Sentence]
	row := Relation{
		SentenceNo: sent.No, Region: sent.Region, Span: sent.Span, Scope: k.scopes[q.Sentence], Voice: NarratorVoice,
		ActorRelation: farther(one.Relation, two.Relation),
		Dealings:      p, Reader: r.Relation, Lexical: vote, Context: p.leaning() - m.relation.leaning(),
		Disagreement: disagreement(r.Relation[:], map[string]int{conflictVote: 0, mixedVote: 2, cooperationVote: 3}, vote),
		Shares:       r.RelationShares, Unsure: !k.join.Dealings.Sure(sure, vote == votes[1+way]),
		Scorer: k.by.Name, ScorerVersion: k.by.Version,
	}
	row.Agent, row.Theme, row.AgentSpan, row.ThemeSpan = Actor1, Actor2, one.Span, two.Span
	switch largest(r.Agent[:]) {
	case 1:
		row.Agent, row.Theme, row.AgentSpan, row.ThemeSpan = Actor2, Actor1, two.Span, one.Span
	case 2:
		row.Agent, row.Theme = Both, Both
	}
	row.Status = [...]Status{StatusAsserted, StatusHypothetical, StatusDenied}[largest(r.Status[:])]
	row.Deed = Deed{Cooperation: p.Expected(), Modality: modalityOf(row.Status), Confidence: p.Any(), RuleID: "reader",
		Evidence: strongest(r.RelationShares, way, evidenceWords)}
	if way == 0 {
		row.Cooperation = 0
	}
	if rule != nil && int(signOf(rule.Cooperation)) == way {
		k.deed(&row, rule)
	}
	if len(row.Evidence) > 0 {
		if at := k.doc.SpokenIn(row.Evidence[0]); at >= 0 {
			row.Voice, row.Speaker = QuotedVoice, k.doc.Attributions[at].SpeakerName
		}
	}
	k.relations = append(k.relations, row)
}

// deed takes over what only a rule can say: the codes of the event, its reason,
// and that it was violence or an agreement carried out.
func (k *combine) deed(row *Relation, rule *Relation) {
	cooperation := row.Cooperation
	if math.Abs(rule.Cooperation) == 1 {
		cooperation = rule.Cooperation
	}
	confidence, modality := row.Confidence, row.Modality
	row.Deed = rule.Deed
	row.Cooperation, row.Confidence, row.Modality = cooperation, confidence, modality
}

func modalityOf(s Status) Modality {
	switch s {
	case StatusHypothetical:
		return Hypothetical
	case StatusDenied:
		return Denied
	}
	return Asserted
}

// What the rules may say of dealings.
const (
	conflictVote    = "conflict"
	mixedVote       = "mixed"
	cooperationVote = "cooperation"
)

// votes are those of a sign.
var votes = [3]string{conflictVote, mixedVote, cooperationVote}

// Backed reports whether the rules say of the dealings what the reader says.
func (r *Relation) Backed() bool {
	way, _ := r.Dealings.Likeliest()
	return r.Lexical == votes[1+way]
}

// relationVote is what the rules say of the dealings in a sentence.
func (k *combine) relationVote(s int) (string, *Relation) {
	var best *Relation
	signs := map[float64]bool{}
	for i := range k.related[s] {
		r := &k.related[s][i]
		signs[signOf(r.Cooperation)] = true
		if best == nil || r.Confidence > best.Confidence || r.Confidence == best.Confidence && math.Abs(r.Cooperation) > math.Abs(best.Cooperation) {
			best = r
		}
	}
	switch {
	case best == nil:
		return "", nil
	case signs[-1] && signs[1] || !signs[-1] && !signs[1]:
		return mixedVote, best
	case signs[-1]:
		return conflictVote, best
	}
	return cooperationVote, best
}

// largest gives the index of the largest value, the first of equals.
func largest(p []float64) int {
	best := 0
	for i, v := range p {
		if v > p[best] {
			best = i
		}
	}
	return best
}
