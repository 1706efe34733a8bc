package lexicon_test

import (
	"bytes"
	"errors"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-7a84ba5f/dyad/lexicon"
)

func TestFormatsAreSniffed(t *testing.T) {
	for name, want := range map[string]lexicon.Format{
		"valence.vader.txt": lexicon.VADER, "words.afinn.tsv": lexicon.AFINN, "feelings.dic": lexicon.LIWC,
		"emotions.nrc.txt": lexicon.NRC, "intensity.nrc.txt": lexicon.NRC, "dimensions.tsv": lexicon.TSV,
		"senses.sentiwordnet.txt": lexicon.SentiWordNet, "tone.quanteda.yml": lexicon.Quanteda,
		"frames.riveter.tsv": lexicon.Riveter, "verbs.cameo.txt": lexicon.CAMEO,
	} {
		d := load(t, name, "")
		if d.Format != want {
			t.Errorf("%s is read as %s, want %s", name, d.Format, want)
		}
		if len(d.Hash) != 64 || len(d.Categories) == 0 || d.Name == "" {
			t.Errorf("%s: %+v", name, d)
		}
	}
	data, err := os.ReadFile(filepath.Join("builtin", "labels.csv"))
	if err != nil {
		t.Fatal(err)
	}
	if d, problems, err := lexicon.Load("labels.csv", data, ""); err != nil || len(problems) > 0 || d.Format != lexicon.Own {
		t.Errorf("our own format: %v, %v, %v", d, problems, err)
	}
}

func TestTerms(t *testing.T) {
	terms := func(name string) map[string]float64 {
		out := map[string]float64{}
		for _, term := range load(t, name, "").Terms {
			out[term.Pattern+">"+term.Category] = math.Round(term.Weight*1000) / 1000
		}
		return out
	}
	for name, want := range map[string]map[string]float64{
		"valence.vader.txt": {"good>valence": 1.9, "awful>valence": -2, "con man>valence": -2.2, ":(>valence": -1.9},
		"words.afinn.tsv":   {"glad>valence": 3, "can't stand>valence": -3, "slimy>valence": -4},
		"feelings.dic":      {"abandon*>negemo": 1, "angr*>negemo": 1, "angr*>anger": 1, "happy>posemo": 1, "kind of>posemo": 1},
		"emotions.nrc.txt":  {"envoy>trust": 1, "ambush>fear": 1, "ambush>anger": 1},
		"intensity.nrc.txt": {"ambush>fear": .844, "raid>fear": .711, "gift>joy": .625},
		"dimensions.tsv":    {"siege>Valence": .15, "siege>Arousal": .79, "siege>Dominance": .45, "treaty>Valence": .74, "treaty>Arousal": .31, "treaty>Dominance": .66},
		// kind: (0.75 - 0.25/2) / (1 + 1/2); gentle stands in its second sense only
		"senses.sentiwordnet.txt": {"kind>valence": .417, "gentle>valence": .75, "grudge>valence": -.5, "hard feeling>valence": -.5},
		"tone.quanteda.yml": {"awful>negative": -1, "betray*>negative": -1, "sell out>negative": -1, "brave>positive": 1, "*worthy>positive": 1,
			"not brave>neg_positive": -1, "not awful>neg_negative": 1, "siege>topics.war": 1, "air strike*>topics.war": 1, "truce>topics.peace": 1, "talk?>topics.peace": 1},
		"frames.riveter.tsv": {"beg>power": -1, "beg>agency": -1, "beg>perspective(wo)": .1, "beg>sentiment": -.2, "order>power": 1, "order>agency": 1, "order>sentiment": 0,
			"greet>power": 0, "greet>agency": 1, "greet>perspective(wo)": .4, "greet>sentiment": .6},
		"verbs.cameo.txt": {"condemn>111": 1, "decry>111": 1, "condemn offer>120": 1, "decry offer>120": 1, "cut aid>162": 1, "cut ties with>161": 1,
			"break off talk>164": 1, "provide>070": 1, "provide missile>072": 1, "provide rifles>072": 1, "provide tank parts>072": 1},
	} {
		if diff := cmp.Diff(want, terms(name)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// A fault costs one line and is told with its place.
func TestFaultsOfDictionaries(t *testing.T) {
	for _, c := range []struct {
		format lexicon.Format
		data   string
		want   string
		terms  int
	}{
		{lexicon.VADER, "good\t1.9\t1\t[1]\nbad\tlow\t1\t[1]\n", `x:2:5: "low" is no number from -4 to 4`, 1},
		{lexicon.AFINN, "good\t3\nbad\t-9\n", `x:2:5: "-9" is no number from -5 to 5`, 1},
		{lexicon.AFINN, "good\t3\nbad\t-1.5\n", `x:2:5: "-1.5" is no whole number`, 1},
		{lexicon.LIWC, "%\n1\ta\n%\ngood\t1\nbad\t7\n", `x:5:5: "7" is no category of the head`, 1},
		{lexicon.LIWC, "%\n1\ta\ngood\t1\n", `x:1:1: no second line "%" closes the categories`, 0},
		{lexicon.NRC, "raid\tfear\t0.7\nraid\tfear\n", `x:2:1: has 2 cells, not three`, 1},
		{lexicon.TSV, "word\tv\nraid\t0.7\nsiege\tx\n", `x:3:7: "x" is no number`, 1},
		{lexicon.SentiWordNet, "q\t1\t0\t1\tgood#1\tx\na\t1\t1\t0\tgood#1\tx\n", `x:1:1: "q" is no part of speech`, 1},
		{lexicon.SentiWordNet, "a\t1\t1\t0\tgood#1 bad\tx\n", `x:1:9: "bad" has no rank`, 1},
		{lexicon.Quanteda, "a:\n  - good\n  - *\n", `x:3:5: the pattern`, 1},
		{lexicon.Quanteda, "a: [good\n", `x:1:`, 0},
		{lexicon.Riveter, "verb\tpower\nbeg\tpower_theme\norder\tmuch\n", `x:3:7: "much" is no number`, 1},
		{lexicon.CAMEO, "--- CUT [---] ---\nCUT\n- * AID\n- * TIE [161]\n", `x:3:1: a pattern without a [code]`, 1},
		{lexicon.Own, "# name: x\nphrase,kind,polarity\nrebels,organization,-7\nheroes,organization,1\n", `x:3:21: "-7" is no number from -1 to 1`, 1},
		{lexicon.VADER, "good\t1.9\t1\t[1]\ngood\t2\t1\t[1]\n", `x:2:1: "good" stands a second time in valence with another weight (line 1 is kept)`, 1},
		{lexicon.AFINN, "good\t3\nb\xffd\t-2\n", `x:2:2: is not UTF-8`, 2},
	} {
		d, problems, err := lexicon.Load("x", []byte(c.data), c.format)
		n := 0
		if err == nil {
			n = len(d.Terms)
		}
		if n != c.terms {
			t.Errorf("%s %q: %d terms, want %d (%v)", c.format, c.data, n, c.terms, problems)
		}
		if len(problems) == 0 {
			t.Errorf("%s %q: no problem told", c.format, c.data)
			continue
		}
		var place *lexicon.PlaceError
		hit := ""
		for _, p := range problems {
			if strings.HasPrefix(p.Error(), c.want) && errors.As(p, &place) {
				hit = p.Error()
			}
		}
		if hit == "" {
			t.Errorf("%s %q: %v, want %s", c.format, c.data, problems, c.want)
		}
	}
	if _, _, err := lexicon.Load("x", nil, ""); err == nil {
		t.Error("an empty file is a lexicon")
	}
	if _, _, err := lexicon.Load("x", []byte("a\t1"), "moods"); err == nil || !strings.Contains(err.Error(), "vader") {
		t.Errorf("an unknown format: %v", err)
	}
}

func FuzzLoad(f *testing.F) {
	files, err := filepath.Glob(filepath.Join("..", "testdata", "lexicons", "*"))
	if err != nil || len(files) == 0 {
		f.Fatal(files, err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for k := range lexicon.Formats {
			f.Add(data, uint8(k))
		}
		f.Add(data, uint8(len(lexicon.Formats)))
	}
	f.Fuzz(func(t *testing.T, data []byte, k uint8) {
		var format lexicon.Format
		if int(k) < len(lexicon.Formats) {
			format = lexicon.Formats[k]
		}
		d, problems, err := lexicon.Load("f", data, format)
		for _, p := range problems {
			var place *lexicon.PlaceError
			lines := bytes.Count(data, []byte("\n")) + bytes.Count(data, []byte("\r")) // YAML ends a line at either
			if !errors.As(p, &place) || place.Line < 1 || place.Col < 1 || place.Line > lines+2 {
				t.Fatalf("a problem without a place: %#v", p)
			}
		}
		if err != nil {
			return
		}
		if len(d.Terms) == 0 {
			t.Fatal("no terms and no error")
		}
		for _, term := range d.Terms {
			if term.Pattern == "" || math.IsNaN(term.Weight) || math.IsInf(term.Weight, 0) || term.Line < 1 {
				t.Fatalf("%+v", term)
			}
		}
		lexicon.NewMatcher(d).Find(words("the good deal was not good for the group"))
	})
}
