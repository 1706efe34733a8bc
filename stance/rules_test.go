package stance_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/stance"
	"github.com/seed-7a84ba5f/dyad/stance/pattern"
)

// saidOf gives what a scorer finds in a sentence, as examples of rules say it:
// "narrator > actor2 -" of an attitude, "actor2 > actor1 YIELD" of an event.
func saidOf(t *testing.T, l *stance.Lexical, text string) (out, rules []string) {
	t.Helper()
	return foundIn(l, read(t, text))
}

func foundIn(l *stance.Lexical, doc *annotate.Document) (out, rules []string) {
	side := func(id int) string {
		switch m := &doc.Mentions[id]; {
		case m.Dealing:
			return "relationship"
		case m.Actor == "taliban":
			return "actor1"
		case m.Actor == "trump":
			return "actor2"
		}
		return "other " + doc.Mentions[id].Name
	}
	add := func(holder string, target int, answers []stance.Answer) {
		for _, a := range answers {
			sign := "+"
			if a.Polarity < 0 {
				sign = "-"
			}
			out, rules = append(out, holder+" > "+side(target)+" "+sign), append(rules, a.RuleID)
		}
	}
	qs := everyQuestion(doc)
	for i, answers := range l.Score(doc, qs) {
		switch q := qs[i]; {
		case q.Holder >= 0:
			name := side(q.Holder)
			if !strings.HasPrefix(name, "other") {
				name += " " + doc.Mentions[q.Holder].Name
			}
			add(name, q.Target, answers)
		case q.Holder == stance.Narrator:
			add("narrator", q.Target, answers)
		default:
			add("anyone", q.Target, answers)
		}
	}
	for s := range doc.Sentences {
		var ids [2][]int
		for id := range doc.Mentions {
			k := slices.Index([]string{"taliban", "trump"}, doc.Mentions[id].Actor)
			switch in := doc.Mentions[id].Sentence; {
			case k < 0 || in > s:
			case in < s: // a dealing may imply it
				ids[k] = []int{id}
			case len(ids[k]) > 0 && doc.Mentions[ids[k][0]].Sentence == s:
				ids[k] = append(ids[k], id)
			default:
				ids[k] = []int{id}
			}
		}
		for _, found := range l.Deeds(doc, []stance.Search{{Sentence: s, Agents: ids[0], Themes: ids[1]}, {Sentence: s, Agents: ids[1], Themes: ids[0]}}) {
			for _, d := range found {
				what := side(d.Agent) + " > " + side(d.Theme) + " " + d.RootCode
				if d.Modality != stance.Asserted {
					what += " " + string(d.Modality)
				}
				out, rules = append(out, what), append(rules, d.RuleID)
			}
		}
	}
	return out, rules
}

// fails says which examples of a rule a scorer gets wrong.
func fails(t *testing.T, l *stance.Lexical, rule stance.RuleInfo) (wrong []string) {
	t.Helper()
	for _, e := range rule.Examples {
		got, by := saidOf(t, l, e.Text)
		switch {
		case e.Fires && !slices.Contains(got, e.Want):
			wrong = append(wrong, "wants "+e.Want+", finds "+strings.Join(got, "; ")+": "+e.Text)
		case !e.Fires && e.Want != "":
			if slices.Contains(got, e.Want) {
				wrong = append(wrong, "must not find "+e.Want+": "+e.Text)
			}
		case !e.Fires && (slices.Contains(by, rule.Name) || rule.Sort == string(pattern.Vetoes) && slices.ContainsFunc(got, isAttitude)):
			wrong = append(wrong, "must be quiet, finds "+strings.Join(got, "; ")+": "+e.Text)
		}
	}
	return wrong
}

func isAttitude(found string) bool {
	return strings.HasSuffix(found, "+") || strings.HasSuffix(found, "-")
}

// The examples beside a rule are its tests.
func TestRulesDoWhatTheirExamplesSay(t *testing.T) {
	l := theLexical(t)
	rules := l.Rules()
	if len(rules) < 30 {
		t.Fatalf("%d rules", len(rules))
	}
	for _, r := range rules {
		if w := fails(t, l, r); len(w) > 0 {
			t.Errorf("%s:%d: %s:\n\t%s", r.File, r.Line, r.Name, strings.Join(w, "\n\t"))
		}
	}
}

// A rule that is switched off is missed by its own examples, so that none is
// there for nothing and none can be lost unnoticed.
func TestEachRuleIsMissedWhenItIsOff(t *testing.T) {
	l := theLexical(t)
	for _, r := range l.Rules() {
		if len(r.Examples) == 0 {
			continue // a define that a rule with examples needs
		}
		off, err := l.Without(r.Name)
		if err != nil {
			t.Fatal(err)
		}
		if len(fails(t, off, r)) == 0 {
			t.Errorf("%s:%d: the examples of %s hold without it", r.File, r.Line, r.Name)
		}
		if off.Describe().Hash == l.Describe().Hash {
			t.Errorf("%s is off and the hash is the same", r.Name)
		}
	}
	if _, err := l.Without("no.such.rule"); err == nil {
		t.Error("a rule that is not there can be left out")
	}
}
