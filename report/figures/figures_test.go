package figures

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/report"
)

func known(x float64) report.Num { return report.Num{Value: x, Known: true} }

// sample is a run with a source of each sort.
func sample(name string) *report.Run {
	run := &report.Run{ID: "r0", Info: report.Info{Names: report.Names{Actor1: "the group", Actor2: name, Scorer: "lexical"}}}
	add := func(level, source string, e report.EstimateRow) {
		e.Level, e.Source, e.Scorer, e.Articles = level, source, "lexical", 7
		run.Sources = append(run.Sources, e)
		e.Period = "2020-03"
		run.Timeline = append(run.Timeline, e)
	}
	for _, at := range [][2]string{{"all", ""}, {"source", name}, {"source", "Ledger"}, {"source", ""}} {
		own := report.EstimateRow{Measure: "tone", Scope: "dyad", Target: "actor2", Voice: "narrator", HolderClass: "narrator", Mean: known(0.25), Low: known(-0.5), High: known(1.2)}
		add(at[0], at[1], own)
		own.Voice, own.HolderClass, own.Mean, own.Low, own.High = "quoted", "any", known(-0.5), report.Num{}, report.Num{}
		add(at[0], at[1], own)
		add(at[0], at[1], report.EstimateRow{Measure: "cooperation", Scope: "dyad", Mean: known(0.5)})
		add(at[0], at[1], report.EstimateRow{Measure: "quoted_share", Mean: known(0.4), Low: known(0.3), High: known(0.5)})
	}
	run.Flow = []report.FlowRow{{Stage: "found", N: 9}, {Stage: "read", N: 8, Lost: 1, IsFilter: true}, {Stage: "read", Reason: "no_text", NReason: 1}, {Stage: "scored", N: 8, IsFilter: true}}
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
	figures := Draw(sample("The Herald"))
	if len(figures) != 5 {
		t.Fatalf("%d figures", len(figures))
	}
	for i, f := range figures {
		svg, pdf := both(t, f)
		for range 10 { // what hangs on the order of a map differs now and then
			svg2, pdf2 := both(t, Draw(sample("The Herald"))[i])
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
		for _, f := range Draw(sample(bad)) {
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

// A mark stands where the table says, hollow where there is no interval.
func TestMarksAreTheEstimates(t *testing.T) {
	run := sample("The Herald")
	got := estimate(&run.Sources[0], "own")
	if want := (mark{x: 0.25, low: -0.5, high: 1.2, known: true}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if got := estimate(&run.Sources[1], "quoted"); got.known || got.x != -0.5 || !got.quoted {
		t.Errorf("got %+v", got)
	}
}

func TestAnEmptyRunHasNoFigure(t *testing.T) {
	if got := Draw(&report.Run{}); len(got) != 0 {
		t.Errorf("%d figures", len(got))
	}
}
