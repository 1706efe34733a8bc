package stance

import (
	"cmp"
	"math"

	"github.com/seed-7a84ba5f/dyad/annotate"
)

// combine makes the rows of one document by a reader and the rules beside it.
type combine struct {
	*judge
	join      *Join
	by        Description
	model     string       // RuleID of what the reader says alone
	trained   bool         // it is the trained reader, whose own answers have columns
	judged    [][]Judgment // sentence -> judgments of the rules; none without rules
	related   [][]Relation
	portrayed []Portrayal
	stances   []Judgment
	relations []Relation
}

// apart gives the rows of each sentence, of rows in order of their sentences.
func apart[R any](sentences int, rows []R, of func(*R) int) [][]R {
	out := make([][]R, sentences)
	for i := 0; i < len(rows); {
		s, k := of(&rows[i]), i
		for k < len(rows) && of(&rows[k]) == s {
			k++
		}
		out[s], i = rows[i:k], k
	}
	return out
}

// combining begins the rows of a scorer, with what the rules find.
func (j *judge) combining(join *Join, by Description, judged []Judgment, related []Relation) *combine {
	n := len(j.doc.Sentences)
	return &combine{judge: j, join: join, by: by, model: by.Name,
		judged:  apart(n, judged, func(r *Judgment) int { return r.Sentence }),
		related: apart(n, related, func(r *Relation) int { return r.Sentence })}
}

// combined appends the rows of a Combined scorer.
func (j *judge) combined(out *Scored, c *Combined) error {
	l := &lexicalReading{Lexical: c.Lexical, reading: newFinder(c.Lexical, j.doc)}
	d := l.Describe()
	rules := j.judgments(nil, l, d)
	k := j.combining(&c.Join, c.Describe(), rules, j.relations(l, d, rules))
	k.trained, k.model = true, trainedReader
	if err := k.read(c.Reader, func(q *ReadRequest, m *impression, all *around) impression { return c.lean(k.doc, q, m, all) }); err != nil {
		return err
	}
	for i := range rules { // what only the rules see: labels, and what is said of the dealings of the pair as such
		if r := rules[i]; r.Kind == Label || r.Target == Relationship {
			r.Scorer, r.ScorerVersion = k.by.Name, k.by.Version
			k.stances = append(k.stances, r)
		}
	}
	k.write(out)
	return nil
}

// trainedReader is the rule of what the trained reader says alone.
const trainedReader = "reader"

// read makes the rows of what a reader says of all sentences that mention an
// actor, each as its article moves it.
func (k *combine) read(r Reader, lean func(*ReadRequest, *impression, *around) impression) error {
	requests := k.requests()
	readings, err := r.Read(k.doc, requests)
	if err != nil {
		return err
	}
	var all around
	alone := make([]impression, len(requests))
	for i := range requests {
		alone[i] = k.impression(&requests[i], &readings[i])
		all.add(&alone[i])
	}
	version := k.by.Version
	for i := range requests {
		k.by.Version = cmp.Or(readings[i].Version, version)
		k.sentence(&requests[i], &readings[i], &alone[i], lean(&requests[i], &alone[i], &all))
	}
	k.by.Version = version
	return nil
}

// write appends the rows.
func (k *combine) write(out *Scored) {
	out.Portrayals = append(out.Portrayals, k.portrayed...)
	out.Judgments = append(out.Judgments, k.stances...)
	out.Relations = append(out.Relations, k.relations...)
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
	k := j.combining(&Join{}, d, rules, nil)
	for _, q := range j.requests() {
		var r Reading
		for i, side := range bothActors {
			vote, rule := k.vote(q.Sentence, side)
			own := voteOf(k.ruleRow(q.Sentence, HolderNarrator, side, -1) != nil, k.ruleRow(q.Sentence, HolderNarrator, side, 1) != nil)
			r.Sides[i] = SideReading{Portrayal: voteProbs[vote], Own: voteProbs[own]}
			if rule != nil {
				for _, e := range rule.Evidence {
					r.Sides[i].Shares = append(r.Sides[i].Shares, Share{Span: e, Value: float64(cmp.Compare(rule.Polarity, 0))})
				}
			}
		}
		m := k.impression(&q, &r)
		for i := range bothActors {
			if m.answers[2*i] != nil {
				k.portrayed = append(k.portrayed, k.portrayal(&q, i, &r, &m, &m))
			}
		}
	}
	return k.portrayed
}

// impression asks what a sentence says by itself.
func (k *combine) impression(q *ReadRequest, r *Reading) (m impression) {
	for i, side := range bothActors {
		if !r.Sides[i].Portrayal.Known() || len(q.Mentions[i]) == 0 {
			continue
		}
		m.votes[i], m.rules[i] = k.vote(q.Sentence, side)
		p := k.join.JoinPortrayal(r.Sides[i].Portrayal, m.votes[i])
		m.answers[2*i] = p[:]
		way := p.SignAt(k.join.Neutral.Portrayal)
		if own := r.Sides[i].Own; own.Known() && k.spoken(way, &r.Sides[i], k.doc.Mentions[q.Mentions[i][0]].Span) < 0 {
			m.answers[2*i+1] = own[:]
		}
	}
	if r.Relation.Known() {
		m.dealings, m.event = k.relationVote(q.Sentence)
		d := k.join.JoinDealings(r.Relation, m.dealings)
		m.answers[4] = d[:]
	}
	return m
}

// lean gives the impression of a sentence as moved by the article.
func (c *Combined) lean(doc *annotate.Document, q *ReadRequest, m *impression, all *around) impression {
	out := *m
	contexts := map[string]*Context{OfPortrayal: &c.Join.Context.Portrayal, OfOwn: &c.Join.Context.Own, OfRelation: &c.Join.Context.Relation}
	for k, l := range all.leanings(m) {
		if c.Told != nil {
			c.Told(doc.Sentences[q.Sentence].Span, l)
		}
		out.answers[k] = contexts[l.Question].Lean(l.Probs, l.Same, l.Cross)
	}
	return out
}

var bothActors = [2]Side{Actor1, Actor2}

// sentence makes the rows of one sentence, of which m is what it says by itself and now
// what it says in its article.
func (k *combine) sentence(q *ReadRequest, r *Reading, m *impression, now impression) {
	for i, side := range bothActors {
		if m.answers[2*i] == nil && (r.Failed == "" || len(q.Mentions[i]) == 0) {
			continue
		}
		p := k.portrayal(q, i, r, m, &now)
		if k.portrayed = append(k.portrayed, p); r.Failed != "" {
			continue // who is mentioned, in whose words, and why nothing is said of it
		}
		id, other := q.Mentions[i][0], 1-i
		k.own(id, &p, &r.Sides[i])
		k.directed(q.Sentence, side, id, bothActors[other], q.Mentions[other], r.Directed[other], r.DirectedShares[other])
		k.other(q.Sentence, side, id, &r.Sides[i])
	}
	if r.Relation.Known() {
		k.relation(q, r, m, now.relation())
	}
}

// vote is what the rules say of an actor in a sentence, whoever holds it, and the
// strongest rule that does.
func (k *combine) vote(s int, side Side) (vote string, best *Judgment) {
	if k.judged[s] == nil {
		return "", nil
	}
	var sum float64
	var against, inFavour bool
	for i := range k.judged[s] {
		r := &k.judged[s][i]
		if r.Target != side || r.Missing || r.Polarity == 0 {
			continue
		}
		against, inFavour = against || r.Polarity < 0, inFavour || r.Polarity > 0
		sum += r.Polarity
		if best == nil || stronger(r, best) {
			best = r
		}
	}
	return voteOf(against, inFavour), best
}

// voteOf says what rules of either sign say together.
func voteOf(against, inFavour bool) string {
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

// portrayal makes the row of one actor in one sentence.
func (k *combine) portrayal(q *ReadRequest, i int, in *Reading, m, now *impression) Portrayal {
	r, vote, rule, target := &in.Sides[i], m.votes[i], m.rules[i], &k.doc.Mentions[q.Mentions[i][0]]
	p := Portrayal{Row: k.place(q.Sentence, k.by), Aim: k.aim(bothActors[i], q.Mentions[i][0]), Portrayal: now.portrayal(i), Lexical: vote, Answers: r.Answers, Failed: in.Failed}
	p.ActorRelation, p.Context = target.Relation, p.Portrayal.Expected()-m.portrayal(i).Expected()
	if k.trained {
		p.Reader, p.Shares, p.Disagreement = r.Portrayal, r.Shares, disagreement(r.Portrayal[:], map[string]int{"negative": 0, "positive": 2}, vote)
	}
	p.Label = p.Portrayal.SignAt(k.join.Neutral.Portrayal)
	p.Evidence = Strongest(r.Shares, p.Label, evidenceWords)
	if rule != nil && (vote == "mixed" || cmp.Compare(rule.Polarity, 0) == p.Label) {
		p.Explanation = rule.Explanation
	}
	if at := k.spoken(p.Label, r, target.Span); at >= 0 {
		p.Voice, p.Speaker = QuotedVoice, k.doc.Attributions[at].SpeakerName
		return p
	}
	if p.Own = now.own(i); p.Own.Known() {
		p.OwnContext = p.Own.Expected() - m.own(i).Expected()
	} else { // by itself it would have been somebody else's
		p.Own = r.Own
	}
	p.OwnLabel = p.Own.SignAt(k.join.Neutral.Own)
	return p
}

// disagreement is the total variation distance between probabilities and a
// vote for one class, 0 where there is no such vote.
func disagreement(p []float64, class map[string]int, vote string) float64 {
	if c, ok := class[vote]; ok {
		return 1 - p[c]
	}
	return 0
}

// spoken gives the attribution in whose content a portrayal stands, -1 where
// the words are the narrator's. A neutral one stands where its mention does; of
// others the evidence decides, together with the reader's head for voice.
func (k *combine) spoken(way int, r *SideReading, mention annotate.Span) int {
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
		if r.Holder == holder && r.Target == target && r.Kind != Label && !r.Missing && cmp.Compare(r.Polarity, 0) == way {
			return r
		}
	}
	return nil
}

// stance makes a judgment that is sure enough; voted is whether a rule says the same.
func (k *combine) stance(s int, holder, target Side, id int, p Probs, shares []Share, t Threshold) (row Judgment, voted, ok bool) {
	way := 1
	if p[0] > p[2] {
		way = -1
	}
	rule := k.ruleRow(s, holder, target, way)
	voted = rule != nil
	if !p.Known() || !t.Reaches(p[1+way], voted) {
		return row, voted, false
	}
	if voted {
		row = *rule
		row.Scorer, row.ScorerVersion = k.by.Name, k.by.Version
	} else {
		row = Judgment{Row: k.place(s, k.by), Aim: k.aim(target, id), TargetRelation: k.doc.Mentions[id].Relation, Holder: holder, Answer: modelAnswer(p, way, shares, k.model)}
		row.ActorRelation = row.TargetRelation
	}
	row.Evaluated, row.PFor, row.PAgainst = true, p[2], p[0]
	row.Polarity, row.Prob, row.Confidence, row.Shares = p.Expected(), p[1+way], p[1+way], shares
	row.Unsure = !t.Sure(p[1+way], voted)
	return row, voted, true
}

// own is the source's judgment of an actor, only where the words are its own.
func (k *combine) own(id int, p *Portrayal, r *SideReading) {
	if p.Voice != NarratorVoice {
		return
	}
	row, voted, ok := k.stance(p.Sentence, HolderNarrator, p.Target, id, p.Own, r.OwnShares, k.join.Own)
	if !ok || !voted && len(row.Evidence) > 0 && k.doc.SpokenIn(row.Evidence[0]) >= 0 { // its strongest word is somebody else's
		return
	}
	row.Confidence = float64(row.Prob * p.Portrayal[1+cmp.Compare(row.Polarity, 0)]) // who takes a side shows it
	row.Unsure = !k.join.Own.Sure(row.Confidence, voted)
	k.stances = append(k.stances, row)
}

// directed is the judgment of an actor by the other one, whom the mentions are.
func (k *combine) directed(s int, target Side, id int, holder Side, by []int, p Probs, shares []Share) {
	if len(by) == 0 {
		return
	}
	row, voted, ok := k.stance(s, holder, target, id, p, shares, k.join.Directed)
	if !ok {
		return
	}
	if !voted {
		m := &k.doc.Mentions[by[0]]
		row.HolderName, row.HolderRelation, row.ActorRelation = m.Name, m.Relation, farther(row.TargetRelation, m.Relation)
		k.speak(&row, func(a *annotate.Attribution) bool { return a.Mention >= 0 && k.side(a.Mention) == holder })
	}
	k.stances = append(k.stances, row)
}

// other is the judgment of an actor by somebody who is not of the pair.
func (k *combine) other(s int, target Side, id int, r *SideReading) {
	row, voted, ok := k.stance(s, HolderOther, target, id, r.Other, r.OtherShares, k.join.Other)
	if !ok {
		return
	}
	if !voted {
		k.speak(&row, func(a *annotate.Attribution) bool {
			return a.SpeakerName != "" && (a.Mention < 0 || k.side(a.Mention) == "")
		})
		row.HolderName = row.Speaker
	}
	k.stances = append(k.stances, row)
}

// speak gives a judgment of the reader the speech in which it stands: that of
// the first attribution in the sentence whose speaker is the holder.
func (k *combine) speak(row *Judgment, is func(*annotate.Attribution) bool) {
	for _, at := range k.speech[row.Sentence] {
		if is(&k.doc.Attributions[at]) {
			row.attribute(k.doc, at)
			return
		}
	}
}

// relation makes the row of the dealings that a sentence tells of.
func (k *combine) relation(q *ReadRequest, r *Reading, m *impression, p Dealings) {
	way, sure := p.Likeliest()
	voted := m.dealings == votes[1+way]
	if !k.join.Dealings.Reaches(sure, voted) {
		return
	}
	one, two := &k.doc.Mentions[q.Mentions[0][0]], &k.doc.Mentions[q.Mentions[1][0]]
	row := Relation{
		Row: k.place(q.Sentence, k.by), Agent: Actor1, Theme: Actor2, AgentSpan: one.Span, ThemeSpan: two.Span,
		Dealings: p, Lexical: m.dealings, Context: p.leaning() - m.relation().leaning(),
		Shares: r.RelationShares, Unsure: !k.join.Dealings.Sure(sure, voted),
	}
	row.ActorRelation = farther(one.Relation, two.Relation)
	if k.trained {
		row.Reader = r.Relation
		row.Disagreement = disagreement(r.Relation[:], map[string]int{conflictVote: 0, mixedVote: 2, cooperationVote: 3}, m.dealings)
	}
	switch largest(r.Agent) {
	case 1:
		row.Agent, row.Theme, row.AgentSpan, row.ThemeSpan = Actor2, Actor1, two.Span, one.Span
	case 2:
		row.Agent, row.Theme = Both, Both
	}
	as := largest(r.Status)
	row.Status = [...]Status{StatusAsserted, StatusHypothetical, StatusDenied}[as]
	row.Deed = Deed{Cooperation: p.Expected(), Modality: [...]Modality{Asserted, Hypothetical, Denied}[as], Confidence: p.Any(), RuleID: k.model,
		Evidence: Strongest(r.RelationShares, way, evidenceWords)}
	if way == 0 {
		row.Cooperation = 0
	}
	if m.event != nil && cmp.Compare(m.event.Cooperation, 0) == way {
		// what only a rule can say: the codes of the event, its reason, and that it was violence or an agreement carried out
		own := row.Deed
		row.Deed = m.event.Deed
		row.Confidence, row.Modality = own.Confidence, own.Modality
		if math.Abs(row.Cooperation) != 1 {
			row.Cooperation = own.Cooperation
		}
	}
	if len(row.Evidence) > 0 {
		k.quote(&row.Row, row.Evidence[0])
	}
	k.relations = append(k.relations, row)
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

// relationVote is what the rules say of the dealings in a sentence, and the surest
// rule that does.
func (k *combine) relationVote(s int) (vote string, best *Relation) {
	var conflict, cooperation bool
	for i := range k.related[s] {
		r := &k.related[s][i]
		conflict, cooperation = conflict || r.Cooperation < 0, cooperation || r.Cooperation > 0
		if best == nil || r.Confidence > best.Confidence || r.Confidence == best.Confidence && math.Abs(r.Cooperation) > math.Abs(best.Cooperation) {
			best = r
		}
	}
	switch {
	case best == nil:
		return "", nil
	case conflict == cooperation:
		return mixedVote, best
	case conflict:
		return conflictVote, best
	}
	return cooperationVote, best
}

// largest gives the index of the largest of three values, the first of equals.
func largest(p [3]float64) int {
	best := 0
	for i, v := range p {
		if v > p[best] {
			best = i
		}
	}
	return best
}
