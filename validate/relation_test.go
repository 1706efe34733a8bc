package validate

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/internal/golden"
	"github.com/seed-7a84ba5f/dyad/stance"
)

const events = `id,text,agent_start,agent_end,theme_start,theme_end,quad_class,root_code,note
1,Norland condemned Sudria.,0,7,18,24,verbal_conflict,ACCUSE,a
2,Norland held talks with Sudria.,0,7,24,30,verbal_cooperation,CONSULT,b
700,Norland bombed Sudria.,0,7,15,21,material_conflict,ASSAULT,=c
3,Norland bombed Sudria.,0,7,15,99,material_conflict,ASSAULT,d
4,Norland bombed Sudria.,0,7,15,21,war,ASSAULT,e
`

func coders(t *testing.T) []stance.EventCoder {
	t.Helper()
	l, err := stance.NewLexical()
	if err != nil {
		t.Fatal(err)
	}
	return []stance.EventCoder{l, stance.NewVader()}
}

func TestRelations(t *testing.T) {
	g, err := ReadGold(strings.NewReader(events), "events.csv", RelationColumns...)
	if err != nil {
		t.Fatal(err)
	}
	CheckRelations(g)
	var bad []string
	for _, p := range g.Problems() {
		bad = append(bad, p.Error())
	}
	if len(bad) != 2 || !strings.HasPrefix(bad[0], "events.csv:5: theme_end 99") || !strings.HasPrefix(bad[1], `events.csv:6: quad_class "war"`) {
		t.Errorf("problems %q", bad)
	}
	found, err := PredictRelations(context.Background(), annotator(t), g, coders(t), Options{Workers: 3, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := WritePredictions(&b, g, "lexical", Predictions(found[0]), false); err != nil {
		t.Fatal(err)
	}
	rows := strings.Split(strings.TrimSpace(b.String()), "\n")
	if len(rows) != 6 || !strings.Contains(rows[1], ",lexical,verbal_conflict,0.") || !strings.Contains(rows[1], "ACCUSE: ") ||
		!strings.Contains(rows[3], ",'=c,lexical,material_conflict,") || !strings.Contains(rows[4], "not scored: theme_end 99") {
		t.Errorf("predictions\n%s", b.String())
	}
	value := map[string]float64{}
	for _, part := range RelationParts(g, 500) {
		metrics, err := MeasureRelations(g, "lexical", found[0], part, Options{Workers: 1, Seed: 1})
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range metrics {
			value[m.Task+" "+m.Name+" "+m.Class] = m.Value
			if m.Name == "quad_class_accuracy" && m.N != map[string]int{"relation": 3, "relation id<500": 2, "relation id>=500": 1}[m.Task] {
				t.Errorf("%s over %d rows", m.Task, m.N)
			}
		}
	}
	for name, want := range map[string]float64{
		"relation quad_class_macro_f1 ":                                        1,
		"relation cooperation_f1 conflict":                                     1,
		"relation root_code_f1 CONSULT":                                        1,
		"relation id<500 quad_class_confusion verbal_conflict>verbal_conflict": 1,
	} {
		if value[name] != want {
			t.Errorf("%s: %v, want %v", name, value[name], want)
		}
	}
}

func TestRelationsWithoutCodes(t *testing.T) {
	g, err := ReadGold(strings.NewReader("id,text,agent_start,agent_end,theme_start,theme_end\n1,Ann met Bo.,0,3,8,10\n"), "x.csv", RelationColumns...)
	if err != nil {
		t.Fatal(err)
	}
	CheckRelations(g)
	found, err := PredictRelations(context.Background(), annotator(t), g, coders(t), Options{Workers: 1})
	if err != nil || found[0][0].RootCode != "CONSULT" {
		t.Fatalf("%+v, %v", found, err)
	}
	if m, err := MeasureRelations(g, "lexical", found[0], RelationParts(g, 0)[0], Options{}); err != nil || len(m) != 0 {
		t.Errorf("%v, %v: there is nothing to measure with", m, err)
	}
}

// The development part of PLV (Hu et al. 2024, ACL), which is not part of the
// project: measured, never trained on. The floors are a little under what is
// reached.
func TestPLV(t *testing.T) {
	file, err := os.Open(golden.Data(t, "relation", "dev.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	g, err := ReadGold(file, "dev.csv", RelationColumns...)
	if err != nil {
		t.Fatal(err)
	}
	CheckRelations(g)
	if p := g.Problems(); len(p) > 0 {
		t.Errorf("%d problems, first %v", len(p), p[0])
	}
	found, err := PredictRelations(context.Background(), annotator(t), g, coders(t), Options{Workers: 2})
	if err != nil {
		t.Fatal(err)
	}
	floors := map[string]float64{"relation quad_class": .84, "relation cooperation": .90, "relation id>=500 quad_class": .79, "relation id>=500 cooperation": .86}
	for _, part := range RelationParts(g, 500) {
		metrics, err := MeasureRelations(g, "lexical", found[0], part, Options{Seed: 1})
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range metrics {
			name, macro := strings.CutSuffix(m.Task+" "+m.Name, "_macro_f1")
			if macro {
				t.Logf("%s: %.3f (%.3f to %.3f)", name, m.Value, m.Low, m.High)
			}
			if floor, ok := floors[name]; ok && macro && m.Value < floor {
				t.Errorf("%s: macro-F1 %.3f is below %.2f", name, m.Value, floor)
			}
		}
	}
}
