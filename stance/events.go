package stance

// relations asks a scorer for the events between the two actors, and adds
// what one of them is quoted as saying of the other.
func (j *judge) relations(s RelationScorer, d Description, judged []Judgment) []Relation {
	var searches []Search // two for each sentence that has a party, one for either direction
	for i := range j.doc.Sentences {
		if ones, twos := j.parties(i); len(ones)+len(twos) > 0 {
			searches = append(searches, Search{i, ones, twos}, Search{i, twos, ones})
		}
	}
	deeds := s.Deeds(j.doc, searches)
	var rows []Relation
	next := 0 // judgments come in order of their sentences
	for n := 0; n < len(searches); n += 2 {
		i, first := searches[n].Sentence, len(rows)
		for _, deed := range append(deeds[n], deeds[n+1]...) {
			rows = j.addRelation(rows, first, i, deed, d)
		}
		for next < len(judged) && judged[next].Span.Start < j.doc.Sentences[i].Start {
			next++
		}
		for ; next < len(judged) && judged[next].Span == j.doc.Sentences[i].Span; next++ {
			if deed, agent, theme, ok := j.said(i, &judged[next]); ok {
				rows = j.addSaid(rows, first, i, deed, agent, theme, &judged[next], d)
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
	if !row.Told && (row.Voice != QuotedVoice || !j.ownWords(row)) {
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
	switch row.Class {
	case "violence":
		deed.RootCode = "THREATEN"
	case "reject", "tolerate":
		if row.Polarity < 0 {
			deed.RootCode = "REJECT"
		}
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
