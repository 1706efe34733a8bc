package page

import (
	"cmp"
	"math"
	"net/url"
	"strconv"
	"strings"

	"github.com/seed-7a84ba5f/dyad/report"
	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/seed-7a84ba5f/dyad/stance"
	"github.com/seed-7a84ba5f/dyad/stats"
)

// card is one of the four questions with its answer over all rows.
type card struct {
	ID, Question string
	Says         []verdictView
}

// verdictView is an answer in few words, and the figures behind it.
type verdictView struct {
	Verdict words
	Lines   []words
}

// unit is what a row of the page is.
func (m *pageMaker) unit() string { return table.UnitWord(m.run.Options.By) }

// cards are the four questions and their answers.
func (m *pageMaker) cards() []card {
	h := &m.asks
	related := verdictView{say(capital(m.inShort(h.Relation, "more cooperation than conflict", "more conflict than cooperation"))),
		[]words{say("from −1 conflict to +1 cooperation: ", m.figure(h.Relation))}}
	stances := make([]verdictView, 2)
	for i, q := range h.Directed {
		stances[i] = verdictView{say(name(m.names[i]), " → ", name(m.names[1-i]), ": ", m.inShort(q, "for", "against")), []words{say(m.figure(q))}}
	}
	return []card{
		{"own", "Whose side do the " + m.unit() + "s take?", m.ofBoth(h.Own, "against", "for")},
		{"portrayal", "How do they make the two look?", m.ofBoth(h.Portrayal, "bad", "good")},
		{"relation", "Partners or enemies?", []verdictView{related}},
		{"stance", "Who is for or against whom?", stances},
	}
}

// ofBoth is the verdict on each actor, one where it is the same, with the figures on a
// scale that needs no statistics: so many sentences in a hundred, by their probabilities.
func (m *pageMaker) ofBoth(ask [2]report.Question, below, above string) []verdictView {
	both := m.inShort(ask[0], above, below) == m.inShort(ask[1], above, below)
	var out []verdictView
	for i, q := range ask {
		line := say(m.figure(q))
		if e := m.all(q); e != nil && e.ExpectedNegative.Known {
			line = append(say(hundred(e.ExpectedNegative), " ", below, ", ", hundred(e.ExpectedPositive), " ", above, " in 100 sentences; "), line...)
		}
		if both {
			line = append(say(name(m.names[i]), ": "), line...)
		}
		out = append(out, verdictView{say(name(m.names[i]), ": ", m.inShort(q, above, below)), []words{line}})
	}
	if both {
		return []verdictView{{say("Both: ", m.inShort(ask[0], above, below)), append(out[0].Lines, out[1].Lines...)}}
	}
	return out
}

// inShort is a verdict without its reason, which the figure beside it gives.
func (m *pageMaker) inShort(q report.Question, above, below string) string {
	short, _, _ := strings.Cut(m.verdict(m.all(q), above, below), ":")
	return short
}

// hundred is a share as so many in a hundred.
func hundred(x table.Num) string {
	return strconv.FormatFloat(math.RoundToEven(x.Value*100), 'f', 0, 64)
}

// figure is a mean over all rows with its interval and its articles.
func (m *pageMaker) figure(q report.Question) string {
	e := m.all(q)
	if e == nil || !e.Mean.Known {
		return report.NothingMeasured
	}
	return table.Signed(e.Mean.Value) + " (" + cmp.Or(interval(e), "no interval") + "; " + table.Counted(e.Articles, "article") + ")"
}

// interval writes the interval of an estimate, "" where there is none.
func interval(e *table.EstimateRow) string {
	if !e.Low.Known || !e.High.Known {
		return ""
	}
	return table.Signed(e.Low.Value) + " to " + table.Signed(e.High.Value)
}

// capital begins a sentence.
func capital(s string) string { return string(s[0]-'a'+'A') + s[1:] }

// sourceView is a row of the table of sources.
type sourceView struct {
	ID, Name            string
	Articles, Sentences int
	Cells               []cellView
	Quoted              string
}

// cellView is a figure with what it rests on.
type cellView struct {
	Mean, Rest, Sign string // Rest: interval and articles, or why there is none
	To               string // address of its sentences
}

// sourceViews are the rows of summary.csv.
func (m *pageMaker) sourceViews() []sourceView {
	var out []sourceView
	for i := range m.run.Summary {
		s := &m.run.Summary[i]
		v := sourceView{ID: anchor("s", s.Source), Name: table.CutTo(cmp.Or(table.Shown(s.Source), "(source not known)"), 120), Articles: s.Articles, Sentences: s.Sentences}
		at := report.CellKey{Level: table.LevelSource, Source: s.Source}
		if i == 0 {
			v.ID, v.Name, at = "all", "All", report.CellKey{Level: table.LevelAll}
		}
		for _, q := range m.columns() {
			at.Question = q
			v.Cells = append(v.Cells, m.cell(m.sources[at]))
		}
		if s.QuotedShare.Known {
			v.Quoted = table.Percent(s.QuotedShare.Value)
		}
		out = append(out, v)
	}
	return out
}

// columns are the questions of the table of sources.
func (m *pageMaker) columns() []report.Question {
	h := &m.asks
	return []report.Question{h.Own[0], h.Own[1], h.Portrayal[0], h.Portrayal[1], h.Relation, h.Directed[0], h.Directed[1]}
}

// cell makes an estimate readable; it leads to its sentences.
func (m *pageMaker) cell(e *table.EstimateRow) cellView {
	if e == nil || !e.Mean.Known {
		return cellView{Rest: report.NothingMeasured}
	}
	v := cellView{Mean: table.Signed(e.Mean.Value), To: "#judgments?" + m.behind(e).Encode()}
	if at := interval(e); at != "" {
		v.Rest = at + "; n " + strconv.Itoa(e.Articles)
		switch zero := table.Signed(0); {
		case e.Low.Value > 0 && table.Signed(e.Low.Value) != zero:
			v.Sign = table.PositiveName
		case e.High.Value < 0 && table.Signed(e.High.Value) != zero:
			v.Sign = table.Negative
		}
		return v
	}
	v.Rest = "too little data; n " + strconv.Itoa(e.Articles)
	if table.HasWarning(e, string(stats.WarnNoVariation)) {
		v.Rest = "the same in all; n " + strconv.Itoa(e.Articles)
	}
	return v
}

// behind is the filter of the page's search whose rows an estimate rests on.
func (m *pageMaker) behind(e *table.EstimateRow) url.Values {
	f := url.Values{"counted": {"1"}}
	if e.Level == table.LevelSource {
		f.Set("source", cmp.Or(table.Shown(e.Source), "(source not known)"))
	}
	switch e.Measure {
	case table.OwnStance, table.Portrayal:
		f.Set("kind", map[string]string{table.OwnStance: "own", table.Portrayal: "portrayals"}[e.Measure])
		f.Set("target", e.Target)
		f.Set("voice", "own")
	case table.Relation:
		f.Set("kind", "events")
	case table.Directed:
		f.Set("kind", "stance")
		f.Set("target", e.Target)
		f.Set("holder", e.HolderClass)
	}
	return f
}

// pairView is a pair of holder and target in the static table of stances.
type pairView struct {
	Who, Whom    string
	For, Against int
	cellView
}

// pairs are the stances over all articles, whoever tells of them.
func (m *pageMaker) pairs() []pairView {
	names := map[string]string{string(stance.Actor1): m.names[0], string(stance.Actor2): m.names[1], string(stance.HolderOther): "others", table.NarratorHolder: "the " + m.unit() + " itself"}
	var out []pairView
	for i := range m.run.Stances {
		r := &m.run.Stances[i]
		if r.Level != table.LevelAll || r.Voice != table.AnyVoice {
			continue
		}
		q := report.Question{Scorer: r.Scorer, Scope: table.AnyScope, Holder: r.Holder, Target: r.Target, Measure: table.Directed}
		out = append(out, pairView{names[r.Holder], names[r.Target], r.For, r.Against, m.cell(m.all(q))})
	}
	return out
}
