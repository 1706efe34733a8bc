package stance_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/lexicon"
	"github.com/seed-7a84ba5f/dyad/stance"
)

// The examples of the lists are judged as their entries say. Where one is not,
// the tagger or parser errs, a more specific entry comes first, or the rules
// miss something: -v names each.
func TestExamplesAreJudgedAsTheirEntriesSay(t *testing.T) {
	for name, c := range map[string]struct {
		judge func(*testing.T) (int, []string)
		least float64
	}{"events": {eventExamples, .96}, "attitudes": {attitudeExamples, .8}} {
		n, missed := c.judge(t)
		right := 1 - float64(len(missed))/float64(n)
		t.Logf("%s: %.3f of %d; missed:\n%s", name, right, n, strings.Join(missed, "\n"))
		if right < c.least {
			t.Errorf("%s: %.3f of the examples are judged as their entries say, want %.2f and more", name, right, c.least)
		}
	}
}

// eventExamples codes the examples of the list events: the first noun is the
// agent, "the movement" the theme.
func eventExamples(t *testing.T) (n int, missed []string) {
	a, err := annotate.New(annotate.Options{Scope: annotate.ScopeAll})
	if err != nil {
		t.Fatal(err)
	}
	list, err := lexicon.Builtin("events")
	if err != nil {
		t.Fatal(err)
	}
	events, err := lexicon.Events(list)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range events {
		words := strings.SplitN(e.Example, " ", 3)
		agent, owner := strings.CutSuffix(words[1], "'s")
		s := "[The " + agent + "]"
		if owner {
			s += "'s"
		}
		s += " " + strings.Replace(words[2], "the movement", "{the movement}", 1) + "."
		if got := code(t, theLexical(t), a, s); got.RootCode != e.Root {
			missed = append(missed, fmt.Sprintf("event %s (%s) %s, not %s: %s", e.Lemma, e.POS, e.Root, got.RootCode, e.Example))
		}
	}
	return len(events), missed
}

// attitudeExamples judges the examples of the list predicates in which the
// group or the president is rated.
func attitudeExamples(t *testing.T) (n int, missed []string) {
	list, err := lexicon.Builtin("predicates")
	if err != nil {
		t.Fatal(err)
	}
	predicates, err := lexicon.Predicates(list)
	if err != nil {
		t.Fatal(err)
	}
	named := strings.NewReplacer("the group's", "the Taliban's", "the group", "the Taliban", "the president", "Trump")
	for _, p := range predicates {
		if !p.HasPolarity {
			continue
		}
		text := named.Replace(p.Example)
		text = strings.ToUpper(text[:1]) + text[1:] + "."
		n++
		if got := signs(judge(t, text)); !strings.Contains(got, fmt.Sprintf("%+g", p.Polarity)[:1]) {
			missed = append(missed, fmt.Sprintf("attitude %s (%s, %s) %+g, found %q: %s", p.Lemma, p.POS, p.Class, p.Polarity, got, p.Example))
		}
	}
	return n, missed
}

// signs gives the signs of all evaluated judgments.
func signs(s stance.Scored) string {
	out := ""
	for _, j := range s.Judgments {
		if j.Evaluated && j.Polarity != 0 {
			out += fmt.Sprintf("%+g", j.Polarity)[:1]
		}
	}
	return out
}
