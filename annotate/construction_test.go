package annotate_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/annotate"
)

// reports lists what is found as outermost: speaker | cue | content, the
// stretches of one speech joined.
func reports(doc *annotate.Document) []string {
	rows := map[int][]string{}
	var order []int
	for i, at := range doc.Attributions {
		if at.Parent >= 0 {
			continue
		}
		lead := i
		if at.Continues >= 0 {
			lead = at.Continues
		} else {
			order = append(order, i)
		}
		for _, c := range at.Content {
			rows[lead] = append(rows[lead], doc.Text[c.Start:c.End])
		}
	}
	var out []string
	for _, i := range order {
		at, cue := doc.Attributions[i], "-"
		if len(at.Cue) > 0 {
			cue = doc.Text[at.Cue[0].Start:at.Cue[0].End]
		}
		var who []string
		for _, s := range at.Speaker {
			who = append(who, doc.Text[s.Start:s.End])
		}
		out = append(out, fmt.Sprintf("%s | %s | %s", strings.Join(who, " + "), cue, strings.Join(rows[i], " ... ")))
	}
	return out
}

// Each construction that a cue or a pair of marks can stand in, once.
func TestConstructions(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
		known      string
	}{
		{"a speech on both sides of its cue", "“The bridge is safe,” Ann Bell said. “We tested every bolt.”",
			[]string{"Ann Bell | said | “The bridge is safe,” ... “We tested every bolt.”"}, ""},
		{"two cues, two speeches", "“The bridge is safe,” Ann Bell said. “We tested every bolt,” she added.",
			[]string{"Ann Bell | said | “The bridge is safe,”", "she | added | “We tested every bolt,”"}, ""},
		{"inverted, with a relative clause between", "“The bridge is safe,” said Ann Bell, who runs the port. “We tested it.”",
			[]string{"Ann Bell | said | “The bridge is safe,” ... “We tested it.”"}, ""},
		{"a speech that goes on in the next paragraph", "“The bridge is safe,” Ann Bell told the council.\n\n“We tested every bolt in the spring.”",
			[]string{"Ann Bell | told | “The bridge is safe,” ... “We tested every bolt in the spring.”"}, ""},
		{"the cue in front", "Ann Bell said, “The bridge is safe. We tested every bolt.”",
			[]string{"Ann Bell | said | “The bridge is safe. ... We tested every bolt.”"}, ""},
		{"the cue breaks the clause", "The bridge, Ann Bell said, “is as safe as a church.”",
			[]string{"Ann Bell | said | The bridge ... “is as safe as a church.”"}, ""},
		{"only a part is quoted, the cue behind", "The bridge “is as safe as a church,” Ann Bell said.",
			[]string{"Ann Bell | said | The bridge “is as safe as a church,”"}, ""},
		{"marks of two apostrophes", "''The bridge is safe,'' Ann Bell said. ''We tested it.''",
			[]string{"Ann Bell | said | ''The bridge is safe,'' ... ''We tested it.''"}, ""},
		{"a verb that is in no list", "“The bridge is safe,” thundered Ann Bell.",
			[]string{"Ann Bell | thundered | “The bridge is safe,”"}, ""},
		{"a question", "“Is the bridge safe?” asked Ann Bell.", []string{"Ann Bell | asked | “Is the bridge safe?”"}, ""},
		{"went on with a colon", "Ann Bell spoke for an hour. She went on: “The bridge is safe and the road is safe.”",
			[]string{"She | went | “The bridge is safe and the road is safe.”"}, ""},
		{"according to, behind a quotation", "“The bridge is safe,” according to Ann Bell.",
			[]string{"Ann Bell | according | “The bridge is safe,”"}, ""},
		{"goes on with what was told indirectly", "Ann Bell called the toll a scandal. “It is far too high for us.”",
			[]string{"Ann Bell | called | the toll a scandal ... “It is far too high for us.”"}, ""},
		{"a title is no speech", "Ann Bell spoke on “Face the Town” on Sunday.", nil, ""},
		{"commas around the cue", "The bridge, Ann Bell said, is safe.", []string{"Ann Bell | said | The bridge ... is safe"}, ""},
		{"the cue at the end", "The bridge is safe, Ann Bell said.", []string{"Ann Bell | said | The bridge is safe"}, ""},
		{"the cue at the end, inverted", "The bridge is safe, said Ann Bell, the mayor.", []string{"Ann Bell | said | The bridge is safe"}, ""},
		{"a day before that", "Ann Bell said Friday that the bridge is safe.", []string{"Ann Bell | said | that the bridge is safe"}, ""},
		{"a hearer", "Ann Bell told the council that the bridge is safe.", []string{"Ann Bell | told | that the bridge is safe"}, ""},
		{"a question to a hearer", "Ann Bell asked the council whether the bridge is safe.", []string{"Ann Bell | asked | whether the bridge is safe"}, ""},
		{"a participle ends it", "Ann Bell said the bridge is safe, adding that the road is not.",
			[]string{"Ann Bell | said | the bridge is safe", "Ann Bell | adding | that the road is not"}, ""},
		{"said and added", "Ann Bell said the bridge is safe and added that the road is not.",
			[]string{"Ann Bell | said | the bridge is safe", "Ann Bell | added | that the road is not"}, ""},
		{"an infinitive", "Ann Bell hopes to rebuild the bridge.", []string{"Ann Bell | hopes | to rebuild the bridge"}, ""},
		{"a person and an infinitive", "Ann Bell urged the council to rebuild the bridge.",
			[]string{"Ann Bell | urged | the council to rebuild the bridge"}, ""},
		{"what is judged", "Ann Bell criticized the new toll on Monday.", []string{"Ann Bell | criticized | the new toll"}, ""},
		{"accused of", "Ann Bell accused the council of hiding the report.", []string{"Ann Bell | accused | the council of hiding the report"}, ""},
		{"seen as", "Ann Bell sees the toll as a scandal.", []string{"Ann Bell | sees | the toll as a scandal"}, ""},
		{"a preposition", "Ann Bell called for a new bridge.", []string{"Ann Bell | called | a new bridge"}, ""},
		{"a noun that reports", "Ann Bell voiced her hope that the bridge is safe.", []string{"Ann Bell | voiced | that the bridge is safe", "her | hope | that the bridge is safe"}, ""},
		{"a fear that is", "Her fear is that the bridge leaks.", []string{"Her | fear | that the bridge leaks"}, ""},
		{"an adjective", "Ann Bell is sure that the bridge is safe.", []string{"Ann Bell | sure | that the bridge is safe"}, ""},
		{"passive, with it", "It was reported that the bridge is safe.", []string{" | reported | that the bridge is safe"}, ""},
		{"passive, with a subject", "The bridge is expected to open in May.", []string{" | expected | The bridge ... to open in May"}, ""},
		{"so it seems", "The bridge seems to lean.", []string{" | seems | The bridge ... to lean"}, ""},
		{"as reported by", "As reported by the Herald, the bridge is safe.", []string{"Herald | As | the bridge is safe"}, ""},
		{"as X put it", "As Ann Bell put it, the bridge is safe.", []string{"Ann Bell | put | the bridge is safe"}, ""},
		{"in somebody's view", "In the mayor's view, the bridge is safe.", []string{"the mayor | In | the bridge is safe"}, ""},
		{"a block of its own", "Ann Bell said:\n\nThe bridge is safe. We tested it.\n\nThe road was closed.",
			[]string{"Ann Bell | said | The bridge is safe. ... We tested it."}, ""},
		{"a headline", "Bell: Bridge is safe\n\nThe road was closed on Monday.", []string{"Bell | : | Bridge is safe"}, ""},
		{"a transcript", "BELL: Well, look. The bridge is fine.\n\nThe road was closed on Monday.",
			[]string{"BELL | : | Well, look ... The bridge is fine."}, ""},
		{"who says it in a relative clause", "We met a man who said that the bridge is safe.", []string{"a man + who | said | that the bridge is safe"}, ""},
		{"so-called is nobody's", "The so-called bridge fell.", nil, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc := read(t, c.text)
			checkDocument(t, doc)
			expect(t, c.known, reports(doc), c.want)
		})
	}
}

// What a cue in a quotation reports stays in it, and stands within the speech.
func TestToldWithinASpeech(t *testing.T) {
	doc := read(t, "“I hope that the bridge is safe,” Ann Bell said, and the council left.")
	checkDocument(t, doc)
	outer, inner := -1, -1
	for i, at := range doc.Attributions {
		switch doc.Text[at.Cue[0].Start:at.Cue[0].End] {
		case "said":
			outer = i
		case "hope":
			inner = i
		}
	}
	if outer < 0 || inner < 0 || doc.Attributions[inner].Parent != outer {
		t.Fatalf("attributions %q: %+v", attributions(doc), doc.Attributions)
	}
}

// Where a judgment's object is named, nothing but what is quoted of it is in
// the speaker's words.
func TestAPhraseIsNobodysWords(t *testing.T) {
	doc := read(t, "Noor Shah called the deal “a gift” on Monday.")
	deal, gift := strings.Index(doc.Text, "deal"), strings.Index(doc.Text, "gift")
	if at := doc.SpokenIn(annotate.Span{Start: deal, End: deal + 4}); at >= 0 {
		t.Errorf("the deal is spoken in %d, want the narrator's own", at)
	}
	if at := doc.SpokenIn(annotate.Span{Start: gift, End: gift + 4}); at < 0 {
		t.Error("what is quoted is the narrator's")
	}
}

// FuzzSpeech throws cues, marks and breaks together in any order.
func FuzzSpeech(f *testing.F) {
	a, err := everything()
	if err != nil {
		f.Fatal(err)
	}
	parts := []string{"“", "”", `"`, "''", "``", "‘", "’", "Ann Bell", "said", "told", "the council", "that", ",", ".", ":", "?", "—", "\n\n", "according to", "she",
		"who", "the bridge", "is safe", "called", "accused", "of", "to go", "hopes", "and", "but", "adding", "as", "by", "was", "expected", "(", ")", "BELL", "Q", "seems", "no", "=", "It", "fear"}
	f.Add([]byte{0, 21, 22, 12, 1, 7, 8, 13, 0, 21, 22, 13, 1})
	f.Add([]byte{7, 8, 12, 2, 21, 12, 2, 17, 3, 21, 3, 36, 14, 22})
	f.Add([]byte{3, 12, 3, 8, 7, 12, 20, 8, 14, 4, 21, 42})
	f.Fuzz(func(t *testing.T, picks []byte) {
		var b strings.Builder
		for _, p := range picks[:min(len(picks), 80)] {
			b.WriteString(parts[int(p)%len(parts)])
			if p < 128 {
				b.WriteByte(' ')
			}
		}
		checkDocument(t, a.Annotate(article("", b.String(), "")))
	})
}
