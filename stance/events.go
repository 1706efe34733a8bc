package stance

import "slices"

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
	said := apart(len(j.doc.Sentences), judged, func(r *Judgment) int { return r.Sentence })
	var rows []Relation
	for n := 0; n < len(searches); n += 2 {
		i, first := searches[n].Sentence, len(rows)
		// add keeps a row unless the sentence has one of the same kind between the same parties
		add := func(row Relation, same func(old *Relation) bool) {
			for k := range rows[first:] {
				if old := &rows[first+k]; old.Agent == row.Agent && old.Theme == row.Theme && (old.Agent == Both || same(old)) {
					return
				}
			}
			rows = append(rows, row)
		}
		for _, deed := range append(deeds[n], deeds[n+1]...) {
			add(j.told(i, deed, d), func(old *Relation) bool { return old.RootCode == deed.RootCode || old.Evidence[0] == deed.Evidence[0] })
		}
		for k := range said[i] {
			row, ok := j.said(&said[i][k])
			mutual := func(old Relation) bool { // "accused each other" is one row
				return old.Agent == Both && old.Predicate == row.Predicate && old.Cooperation*row.Cooperation > 0
			}
			if ok && !slices.ContainsFunc(rows[first:], mutual) {
				add(row, func(*Relation) bool { return true })
			}
		}
	}
	return rows
}

// parties gives the mentions of either actor in a sentence; where only one is
// there, the last one of the other in the two sentences before stands in, in
// case a dealing implies it.
func (j *judge) parties(s int) (ones, twos []int) {
	ones, twos = j.actors[s][0], j.actors[s][1]
	if (len(ones) == 0) == (len(twos) == 0) {
		return ones, twos
	}
	absent := 0
	if len(ones) > 0 {
		absent = 1
	}
	both := [2][]int{ones, twos}
	for k := s - 1; k >= 0 && k >= s-2 && len(both[absent]) == 0; k-- {
		if a := j.actors[k][absent]; len(a) > 0 {
			both[absent] = a[len(a)-1:]
		}
	}
	return both[0], both[1]
}

// told is the row of a deed.
func (j *judge) told(s int, deed Deed, d Description) Relation {
	agent, theme := &j.doc.Mentions[deed.Agent], &j.doc.Mentions[deed.Theme]
	row := Relation{Row: j.place(s, d), Agent: j.side(deed.Agent), Theme: j.side(deed.Theme), AgentSpan: agent.Span, ThemeSpan: theme.Span, Deed: deed}
	row.ActorRelation = farther(agent.Relation, theme.Relation)
	if deed.Mutual {
		row.Agent, row.Theme = Both, Both
	}
	j.quote(&row.Row, deed.Evidence[0])
	return row
}

// said is the row of a judgment in which one actor is quoted on the other: to
// praise or blame somebody in public is something one does to them.
func (j *judge) said(by *Judgment) (row Relation, ok bool) {
	switch {
	case by.Kind == Label || !by.Evaluated || by.Missing:
		return row, false
	case !by.Told && (by.Voice != QuotedVoice || !j.ownWords(by)):
		return row, false // "drew praise from" tells of praise that was given
	case by.Holder == by.Target || !slices.Contains(bothActors[:], by.Holder) || !slices.Contains(bothActors[:], by.Target):
		return row, false
	}
	mode := by.Modality
	if mode == Denied { // whom somebody says he does not trust he does attack
		mode = Asserted
	}
	deed := Deed{
		QuadClass: "verbal_cooperation", RootCode: "SUPPORT", Cooperation: 0.5,
		Modality: mode, Predicate: by.Predicate, Evidence: by.Evidence,
		RuleID: "said.attitude", Confidence: 0.5,
		Explanation: "what one actor is quoted as saying of the other: " + by.Explanation,
	}
	if by.Polarity < 0 {
		deed.QuadClass, deed.RootCode, deed.Cooperation = "verbal_conflict", "ACCUSE", -0.5
	}
	switch {
	case by.Class == "violence" || by.Class == "threaten":
		deed.RootCode = "THREATEN"
	case by.Polarity < 0 && (by.Class == "reject" || by.Class == "tolerate"):
		deed.RootCode = "REJECT"
	}
	deed.Goldstein = goldstein(deed.RootCode)
	return Relation{Row: by.Row, Agent: by.Holder, Theme: by.Target, AgentSpan: by.Evidence[0], ThemeSpan: by.TargetSpan, Deed: deed}, true
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
