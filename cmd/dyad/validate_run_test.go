package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// TestRunMeasuresAsTheCodedSentences measures the same sentences in two ways:
// scored anew beside their codes (validate portrayal and the like), and as the rows
// of a finished run (validate run). The figures must be the same: what is
// published of a scorer holds for the rows that dyad run writes.
func TestRunMeasuresAsTheCodedSentences(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		return path
	}
	sentences := []string{
		"Helen Marsh condemned Daniel Rowe on Monday.", "Daniel Rowe, the corrupt mayor, lied to voters again.", "Helen Marsh thanked Daniel Rowe for his brilliant work.",
		"The disgraceful Helen Marsh fled the town.", "Daniel Rowe and Helen Marsh signed an agreement.", "Helen Marsh arrived at noon.",
		"The heroic Daniel Rowe saved three children.", "\"Helen Marsh is a liar,\" Daniel Rowe said.", "Police arrested Helen Marsh after the attack.",
		"Daniel Rowe attacked Helen Marsh in a furious speech.", "Observers praised Helen Marsh.", "Daniel Rowe met Helen Marsh on Friday.",
	}
	const articles = 12
	var lines, units, codes, stances, split, gold strings.Builder
	units.WriteString("id,doc_id,region,byte_start,byte_end,sha256,a,b,a_span,b_span,stratum,inclusion_probability\n")
	codes.WriteString("id,portrayal_a,voice_a,portrayal_b,voice_b,relation,agent,status,sure\n")
	stances.WriteString("id,holder,holder_name,target,polarity,voice\n")
	split.WriteString("doc_id,part\n")
	gold.WriteString("doc_id,sentence_no,target,portrayal,own_stance,relation,holder_class,stance\n")
	for d := range articles {
		id, text := fmt.Sprintf("d%02d", d), ""
		for n := range 5 {
			s := sentences[(d*5+n*7)%len(sentences)]
			unit, start := fmt.Sprintf("%s-%d", id, n), len(text)
			text += s + " "
			sum := sha256.Sum256([]byte(s))
			fmt.Fprintf(&units, "%s,%s,body,%d,%d,%s,Helen Marsh,Daniel Rowe,,,pairs,\n", unit, id, start, start+len(s), hex.EncodeToString(sum[:])[:16])
			a, b, relation, none := "", "", "", "none"
			if strings.Contains(s, "Marsh") {
				a = fmt.Sprint((d+n)%3 - 1)
			}
			if strings.Contains(s, "Rowe") {
				b = fmt.Sprint((d+2*n)%3 - 1)
			}
			if a != "" && b != "" && (d+n)%4 > 0 {
				relation = []string{"", "-0.5", "0.5", "0"}[(d+n)%4]
				none = relation
			}
			fmt.Fprintf(&codes, "%s,%s,,%s,,%s,,,1\n", unit, a, b, relation)
			for side, code := range []string{a, b} {
				if code == "" {
					continue
				}
				own, target, letter := 0, []string{"actor1", "actor2"}[side], []string{"A", "B"}[side]
				holder, stance := "", "0"
				switch (d + n + side) % 5 {
				case 0:
					own, holder, stance = -1, "narrator", "-1"
					fmt.Fprintf(&stances, "%s,narrator,,%s,-1,narrator\n", unit, letter)
				case 1:
					holder, stance = []string{"actor2", "actor1"}[side], "1"
					fmt.Fprintf(&stances, "%s,%s,,%s,1,quoted\n", unit, []string{"B", "A"}[side], letter)
				}
				fmt.Fprintf(&gold, "%s,%d,%s,%s,%d,%s,%s,%s\n", id, n+1, target, code, own, none, holder, stance)
			}
		}
		line, err := json.Marshal(map[string]string{"id": id, "source": "The Ledger", "date": "2020-03-05", "title": "News of the day", "text": strings.TrimSpace(text)})
		if err != nil {
			t.Fatal(err)
		}
		lines.Write(append(line, '\n'))
		fmt.Fprintf(&split, "%s,test\n", id)
	}
	news := write("in/articles.jsonl", lines.String())
	write("codes/actors.csv", "name,kind,gender,aliases\nHelen Marsh,person,female,Helen Marsh; Marsh\nDaniel Rowe,person,male,Daniel Rowe; Rowe\n")
	write("codes/units.csv", units.String())
	write("codes/codes.csv", codes.String())
	write("codes/stances.csv", stances.String())
	write("codes/split.csv", split.String())
	table := write("gold.csv", gold.String())
	study := write("study.yaml", `version: 1
name: marsh-rowe
pair: [marsh, rowe]
languages: [en]
seed: 1
actors:
  - {id: marsh, name: Helen Marsh, kind: person, gender: female, aliases: [Marsh]}
  - {id: rowe, name: Daniel Rowe, kind: person, gender: male, aliases: [Rowe]}
`)
	type measured struct{ value, n string }
	figures := func(args ...string) map[string]measured {
		var out, msg bytes.Buffer
		if code := execute(context.Background(), append(args, "--format", "csv"), strings.NewReader(""), &out, &msg); code != 0 {
			t.Fatalf("%v: exit %d\n%s", args, code, msg.String())
		}
		found := map[string]measured{}
		for line := range strings.Lines(out.String()) {
			cells := strings.Split(line, ",")
			task, _, _ := strings.Cut(cells[1], " ")
			if !strings.HasSuffix(cells[1], " codes test") && !strings.HasSuffix(cells[1], " run") {
				continue
			}
			task = map[string]string{"own_stance": "own", "stance": "stances"}[task] + map[bool]string{true: task}[task != "own_stance" && task != "stance"]
			class := map[string]string{"negative": "against", "neutral": "neither", "positive": "for"}[cells[3]]
			if task != "own" || class == "" {
				class = cells[3]
			}
			found[task+" "+cells[2]+" "+class] = measured{cells[4], cells[7]}
		}
		return found
	}
	run := runOn(t, "--study", study, news)
	got := figures("validate", "run", run, "--codes", table)
	same := 0
	for _, task := range []string{"portrayal", "own", "relation", "stances"} {
		for name, want := range figures("validate", task, "--codes", filepath.Join(dir, "codes"), "--articles", news) {
			// Rows of own stance in judgments.csv are stances there; voices, agents
			// and statuses are coded in the folder alone.
			if task == "own" && strings.Contains(name, "row_") || strings.Contains(name, "confusion") || strings.Contains(name, "_accuracy") || strings.Contains(name, "ece") ||
				strings.Contains(name, "brier") || task == "stances" && !strings.HasSuffix(name, " ") {
				continue
			}
			// The tables of a run print four decimals, so correlations differ by some 1e-5.
			x, _ := strconv.ParseFloat(want.value, 64)
			y, err := strconv.ParseFloat(got[name].value, 64)
			if want.n != got[name].n || (want.value == "") != (got[name].value == "") || err != nil && want.value != "" || math.Abs(x-y) > 1e-4 {
				t.Errorf("%s: the coded sentences %v, the run %v", name, want, got[name])
			}
			same++
		}
	}
	if same < 30 {
		t.Errorf("only %d figures compared", same)
	}
}
