package figures

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/recorder"

	"github.com/seed-7a84ba5f/dyad/report"
	"github.com/seed-7a84ba5f/dyad/report/table"
)

func known(x float64) table.Num { return table.Num{Value: x, Known: true} }

// sample is a run with a source of each sort, and a row of each sort for each
// figure.
func sample(name string) *report.Run {
	run := &report.Run{Tables: table.Tables{ID: "r0", Timeline: table.NewPacked(table.Fields[table.EstimateRow](), nil), Trends: table.NewPacked(table.Fields[table.TrendRow](), nil)}, Info: table.Info{Names: table.Names{Actor1: "the group", Actor2: name, Scorer: "lexical"}}}
	add := func(level, source string, e table.EstimateRow) {
		e.Level, e.Source, e.Articles, e.Method, e.CILevel = level, source, 7, "t", known(0.95)
		run.Sources = append(run.Sources, e)
		e.Period = "2020-03"
		run.Timeline.Add(&e)
	}
	for _, at := range [][2]string{{"all", ""}, {"source", name}, {"source", "Ledger"}, {"source", ""}} {
		asked := func(measure, voice string) table.Asked {
			return table.Asked{Measure: measure, Scope: "any", Target: "actor2", Voice: voice, Scorer: "lexical"}
		}
		figure := table.EstimateRow{Mean: known(0.25), Low: known(-0.5), High: known(1.2)}
		for _, measure := range []string{"own_stance", "portrayal", "labelling_index"} {
			figure.Asked = asked(measure, "narrator")
			add(at[0], at[1], figure)
		}
		add(at[0], at[1], table.EstimateRow{Asked: asked("portrayal", "quoted"), Mean: known(-0.5)})
		add(at[0], at[1], table.EstimateRow{Asked: table.Asked{Measure: "relation", Scope: "any", Scorer: "lexical"}, Mean: known(0.5)})
		add(at[0], at[1], table.EstimateRow{Asked: table.Asked{Measure: "quoted_share", Scorer: "lexical"}, Mean: known(0.4), Low: known(0.3), High: known(0.5)})
	}
	own := table.Asked{Measure: "own_stance", Scope: "any", Target: "actor2", Voice: "narrator", HolderClass: "narrator", Scorer: "lexical"}
	for i, kind := range []string{"theil_sen", "hamed_rao", "smooth", "smooth", "gap", "smooth", "change_point", "event"} {
		r := table.TrendRow{Level: "all", Asked: own, Articles: 7}
		r.Kind, r.Date, r.Period, r.Event = kind, fmt.Sprintf("2020-0%d-15", i+1), fmt.Sprintf("2020-0%d", i+1), name
		r.Value, r.Estimate, r.Low, r.High, r.PValue = known(0.1), known(0.2), known(-0.1), known(0.4), known(0.03)
		run.Trends.Add(&r)
	}
	run.Contrasts = []table.ContrastRow{{Level: "others", Source: name, Asked: own,
		Articles: 7, Difference: known(0.75), Low: known(0.25), High: known(1.3), QValue: known(0.01), Tests: 3, Method: "t", CILevel: known(0.95)}}
	run.Labels = []table.LabelRow{{Level: "all", Target: "actor1", Voice: "narrator", HolderClass: "narrator", Scorer: "lexical", Label: name, Uses: 4, Polarity: known(-0.5)},
		{Level: "all", Target: "actor1", Voice: "quoted", HolderClass: "actor2", Scorer: "lexical", Label: name, Uses: 2},
		{Level: "all", Target: "actor1", Voice: "quoted", HolderClass: "other", Scorer: "lexical", Label: name, Uses: 1}}
	for _, r := range []table.FrameShareRow{{Level: "all", Share: known(0.25), Low: known(0.125), High: known(0.5), Method: "t", CILevel: known(0.95)}, {Level: "source", Source: "Ledger", Share: known(0.5)}} {
		r.Voice, r.Frame, r.Sentences, r.Of = "any", "political", 3, 12
		run.FrameShares = append(run.FrameShares, r)
		r.Voice, r.Share = "quoted", known(0.75)
		run.FrameShares = append(run.FrameShares, r)
	}
	for _, at := range [][2]string{{"all", ""}, {"source", name}} {
		run.Stances = append(run.Stances, table.StanceRow{Level: at[0], Source: at[1], Holder: "actor1", Target: "actor2", Voice: "any", Articles: 7, Mean: known(-0.25), Low: known(-0.5), High: known(0.25), Method: "t", CILevel: known(0.95)})
	}
	run.Multiverse = &table.Multiverse{}
	for i, threshold := range []float64{0, 0.25, 0.75} {
		run.Multiverse.Rows = append(run.Multiverse.Rows, table.SpecificationRow{Level: "all", Target: "actor1", Measure: "own_stance", Run: name, Scorer: "lexical", Threshold: known(threshold),
			Weights: "article", Dedup: "within", Voice: "narrator", Scope: "any", Period: "all", Rank: i + 1, Default: i == 1, Articles: 7, Mean: known(float64(i) * 0.25), Low: known(float64(i)*0.25 - 0.1), High: known(1), Method: "t", Answer: "expected", Side: map[bool]string{true: "above", false: "across"}[i > 0]})
	}
	run.Flow = []table.FlowRow{{Stage: "found", N: 9}, {Stage: "read", N: 8, Lost: 1, IsFilter: true}, {Stage: "read", Reason: "no_text", NReason: 1}, {Stage: "scored", N: 8, IsFilter: true}}
	return run
}

// both writes a figure in both formats.
func both(t *testing.T, f *Figure) (svg, pdf []byte) {
	t.Helper()
	var s, p bytes.Buffer
	if err := errors.Join(f.SVG(&s), f.PDF(&p)); err != nil {
		t.Fatal(err)
	}
	return s.Bytes(), p.Bytes()
}

func TestTheSameRunGivesTheSameBytes(t *testing.T) {
	figures := Draw(sample("The Herald"), Options{})
	var names []string
	for _, f := range figures {
		kind, _, _ := strings.Cut(f.Name, "_")
		names = append(names, kind)
	}
	if diff := cmp.Diff(Names(), names); diff != "" {
		t.Fatal(diff)
	}
	for i, f := range figures {
		svg, pdf := both(t, f)
		for range 10 { // what hangs on the order of a map differs now and then
			svg2, pdf2 := both(t, Draw(sample("The Herald"), Options{})[i])
			if !bytes.Equal(svg, svg2) || !bytes.Equal(pdf, pdf2) {
				t.Errorf("%s is drawn in two ways", f.Name)
			}
		}
		if !bytes.HasPrefix(pdf, []byte("%PDF")) {
			t.Errorf("%s.pdf begins %.20q", f.Name, pdf)
		}
	}
}

// Names of any sort are text in the figures.
func TestNamesAreText(t *testing.T) {
	for _, bad := range []string{`</text><script>alert(1)</script>`, `"><a href="javascript:x">`, "a\x00b\u202e", "الجزيرة", "😀", "$x^2$ \\frac{a}{b}", strings.Repeat("W", 10000), "&amp;"} {
		for _, f := range Draw(sample(bad), Options{}) {
			svg, _ := both(t, f)
			d := xml.NewDecoder(bytes.NewReader(svg))
			for {
				token, err := d.Token()
				if errors.Is(err, io.EOF) {
					break
				} else if err != nil {
					t.Fatalf("%.20q, %s: %v", bad, f.Name, err)
				}
				if e, ok := token.(xml.StartElement); ok && (e.Name.Local == "script" || e.Name.Local == "a") {
					t.Errorf("%.20q, %s: <%s>", bad, f.Name, e.Name.Local)
				}
			}
		}
	}
}

// What a figure draws is what the tables say: the value, its interval, its n.
func TestTheNumbersAreThoseOfTheTables(t *testing.T) {
	byName := map[string]*Figure{}
	for _, f := range Draw(sample("The Herald"), Options{}) {
		byName[f.Name] = f
	}
	for figure, want := range map[string][]Datum{
		"sources": {{Panel: "own stance: The Herald", Name: "The Herald", Series: "own", Value: known(0.25), Low: known(-0.5), High: known(1.2), N: 7},
			{Panel: "portrayal: The Herald", Name: "All sources", Series: "quoted", Value: known(-0.5), N: 7}, {Panel: "Relation", Name: "", Series: "own", Value: known(0.5), N: 7}},
		"contrasts":   {{Panel: "own stance: The Herald", Name: "The Herald", Series: "own", Value: known(0.75), Low: known(0.25), High: known(1.3), N: 7}},
		"timeline":    {{Panel: "articles", Name: "2020-03", Series: "articles", Value: known(7), N: 7}, {Panel: "Relation", Name: "2020-03", Series: "own", Value: known(0.5), N: 7}},
		"trends":      {{Panel: "own stance: The Herald", Name: "2020-03", Series: "own curve", Value: known(0.2), Low: known(-0.1), High: known(0.4), N: 7}, {Panel: "own stance: The Herald", Name: "2020-07", Series: "break", Value: known(0.2), N: 7}},
		"cooperation": {{Panel: "portrayal: The Herald", Name: "Ledger", Series: "quoted", X: known(0.5), Value: known(-0.5), N: 7}},
		"labels":      {{Panel: "names of the group", Name: "The Herald", Series: "own", Value: known(4), N: 4}, {Panel: "names of the group", Name: "The Herald", Series: "quoted", Value: known(3), N: 3}},
		"labelling":   {{Panel: "names given to The Herald", Name: "Ledger", Series: "own", Value: known(0.25), Low: known(-0.5), High: known(1.2), N: 7}},
		"frames":      {{Panel: "frames", Name: "All sources", Series: "political", Value: known(0.25), Low: known(0.125), High: known(0.5), N: 12}, {Panel: "frames", Name: "Ledger", Series: "political", Value: known(0.5), N: 12}},
		"voices":      {{Panel: "quoted", Name: "Ledger", Series: "quoted", Value: known(0.4), Low: known(0.3), High: known(0.5), N: 7}},
		"multiverse_actor1": {{Panel: "actor1", Name: "The Herald lexical expected threshold 0.25, article, within, narrator, any, all", Series: "default", X: known(2),
			Value: known(0.25), Low: known(0.15), High: known(1), N: 7}},
		"flow": {{Panel: "flow", Name: "read", Series: "articles", Value: known(8), N: 8}},
	} {
		f := byName[figure]
		if f == nil {
			t.Errorf("%s is not drawn", figure)
			continue
		}
		for _, d := range want {
			if !slices.Contains(f.Data, d) {
				t.Errorf("%s: no %+v in %+v", figure, d, f.Data)
			}
		}
	}
}

// A mark stands at its value on the page, with its interval to both sides.
func TestMarksStandAtTheirValues(t *testing.T) {
	p := newPanel("", handler())
	p.X.Min, p.X.Max, p.Y.Min, p.Y.Max = -1, 1, 0, 10
	var r recorder.Canvas
	c := draw.NewCanvas(&r, 200, 100)
	toX, toY := p.Transforms(&c)
	marks{[]mark{{x: 0.25, y: 5, low: -0.5, high: 1.2, known: true}}, -1, 1, false}.Plot(c, p)
	var xs []vg.Length
	for _, a := range r.Actions {
		if s, ok := a.(*recorder.Stroke); ok {
			for _, part := range s.Path {
				xs = append(xs, part.Pos.X)
			}
		}
	}
	for _, x := range []float64{0.25, -0.5, 1} { // the high end lies beyond the scale
		if !slices.Contains(xs, toX(x)) {
			t.Errorf("nothing is drawn at %v (%v): %v", x, toX(x), xs)
		}
	}
	if slices.Contains(xs, toX(1)+endSize) || toY(5) != 50 {
		t.Errorf("an end mark beyond the scale: %v", xs)
	}
}

// With more sources than there is room for, those with the most articles are
// shown, and the figure says so.
func TestWhatIsNotShownIsSaid(t *testing.T) {
	run := sample("The Herald")
	for i := range 500 {
		for _, e := range run.Sources[6:12] {
			e.Source, e.Articles = fmt.Sprintf("Source %03d", i), 10+i
			run.Sources = append(run.Sources, e)
		}
	}
	for _, f := range Draw(run, Options{Sources: DefaultSources}) {
		switch f.Name {
		case "sources", "voices", "labelling", "cooperation":
		default:
			continue
		}
		if !strings.Contains(f.Left, "30 of 503") || !strings.Contains(strings.Join(f.note, " "), "the 30") {
			t.Errorf("%s: left %q, note %q", f.Name, f.Left, f.note)
		}
		names := map[string]bool{}
		for _, d := range f.Data {
			names[d.Name] = true
		}
		if !names["Source 499"] || names["Source 469"] || names["Ledger"] {
			t.Errorf("%s shows %v", f.Name, slices.Sorted(maps.Keys(names)))
		}
	}
	all := Draw(run, Options{})[0]
	if all.Left != "" || len(all.Data) < 1500 {
		t.Errorf("all: left %q, %d numbers", all.Left, len(all.Data))
	}
}

// Names in the figure of cooperation overlap neither one another nor a mark.
func TestNamesDoNotOverlap(t *testing.T) {
	p := newPanel("", handler())
	p.X.Min, p.X.Max, p.Y.Min, p.Y.Max = -1.06, 1.06, -1.1, 1.1
	var r recorder.Canvas
	c := draw.NewCanvas(&r, 480, 180)
	var g tagged
	src := rand.New(rand.NewPCG(1, 2))
	for i := range 60 { // many at the same place
		x, y := float64(src.IntN(9))/4-1, float64(src.IntN(3)-1)/2
		g.marks = append(g.marks, mark{x: x, y: y})
		g.tags = append(g.tags, tag{name: fmt.Sprintf("The Source No. %d", i), x: x, y: y})
	}
	list, without := g.place(c, p)
	if len(list)+len(without) != 60 || len(list) < 40 {
		t.Errorf("%d names have room, %d have none", len(list), len(without))
	}
	toX, toY := p.Transforms(&c)
	for i, a := range list {
		for _, b := range list[i+1:] {
			if a.meets(b.box) {
				t.Errorf("%s and %s overlap", a.name, b.name)
			}
		}
		for _, m := range g.marks {
			if x, y := toX(m.x), toY(m.y); a.meets(box{x - markSize, y - markSize, x + markSize, y + markSize}) {
				t.Errorf("%s lies on a mark", a.name)
			}
		}
		if a.left < 0 || a.right > 480 || a.bottom < 0 || a.top > 180 {
			t.Errorf("%s leaves the panel: %+v", a.name, a.box)
		}
	}
}

// A PDF holds what its fonts cannot encode as outlines, and the rest as text.
func TestTextOfAPDF(t *testing.T) {
	name := func(name string) string {
		_, pdf := both(t, Draw(sample(name), Options{})[0])
		return string(pdf)
	}
	if a, b := name("Café"), name("Правда"); strings.Contains(a, "CafÃ©") || len(b) <= len(a) {
		t.Errorf("%d and %d bytes", len(a), len(b))
	}
	pdfText := encodeText("Café – “x”…")
	if string(pdfText) != "Caf\xe9 \x96 \x93x\x94\x85" || encodeText("Правда") != nil {
		t.Errorf("encoded %q, %q", pdfText, encodeText("Правда"))
	}
}

// A figure says which texts its PDF cannot show: the face has no letters for
// them, or they run from right to left.
func TestAPDFSaysWhatItLacks(t *testing.T) {
	for name, want := range map[string]bool{"Harbor Ledger": false, "Правда": false, "朝日新聞": true, "조선일보": true, "ข่าวสด": true, "दैनिक जागरण": true, "הארץ": true, "طلوع نیوز": true} {
		f := Draw(sample(name), Options{})[0]
		both(t, f)
		told := slices.ContainsFunc(f.Lacking, func(s string) bool { return strings.Contains(s, name) })
		if told != want || !want && len(f.Lacking) > 0 {
			t.Errorf("%s: %q", name, f.Lacking)
		}
	}
}

// The numbers of a figure are safe in a spreadsheet.
func TestCSVIsGuarded(t *testing.T) {
	var b bytes.Buffer
	if err := Draw(sample("=1+1"), Options{})[0].CSV(&b); err != nil || !strings.Contains(b.String(), "'=1+1,own,,0.25,-0.5,1.2,7") {
		t.Errorf("%v in\n%s", err, b.String())
	}
}

func TestAnEmptyRunHasNoFigure(t *testing.T) {
	if got := Draw(&report.Run{}, Options{}); len(got) != 0 {
		t.Errorf("%d figures", len(got))
	}
}
