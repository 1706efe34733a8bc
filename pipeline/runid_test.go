package pipeline

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/seed-7a84ba5f/dyad/stance"
	"github.com/seed-7a84ba5f/dyad/stance/pattern"
)

// One character of a rule is another run_id, and so is a rule that is switched
// off.
func TestOneCharacterOfARuleIsAnotherRun(t *testing.T) {
	const rule = `rule own.praised predicate
  doc    Somebody lauds another.
  fires  The Taliban lauded Trump. => actor1 Taliban > actor2 +
  quiet  The Taliban lauded the film.
  v VERB "laud"
  o v.object actor
  h v.agent
  => h > o = 0.5 at v: {v}
`
	a, err := annotate.New(annotate.Options{Scope: annotate.ScopeAll})
	if err != nil {
		t.Fatal(err)
	}
	l, err := stance.NewLexical()
	if err != nil {
		t.Fatal(err)
	}
	id := func(rules string, without ...string) string {
		own, err := l.WithRules(pattern.Source{File: "own.rules", Text: rules})
		if err == nil {
			own, err = own.Without(without...)
		}
		if err != nil {
			t.Fatal(err)
		}
		info := table.Info{Study: json.RawMessage(`{}`), Scorers: []stance.Description{describe(own, a, "")}}
		run, err := info.RunID()
		if err != nil {
			t.Fatal(err)
		}
		return run
	}
	want := id(rule)
	if got := id(rule); got != want {
		t.Errorf("the same rules give %s and %s", want, got)
	}
	if got := id(strings.Replace(rule, "0.5", "0.4", 1)); got == want {
		t.Errorf("another character of a rule leaves the run_id %s", want)
	}
	if got := id(rule, "own.praised"); got == want {
		t.Errorf("a rule switched off leaves the run_id %s", want)
	}
}
