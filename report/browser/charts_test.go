package browser

import (
	"encoding/json"
	"fmt"
	"math"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// mark is a mark of a chart as it is drawn: its place is turned back into values
// by the scales of the drawing, so that a wrong place is seen.
type mark struct {
	Label string
	Href  string
	X, Y  *float64 // where it stands; null on a scale that has no numbers
	Wide  *float64 // of a bar
	Said  bool     // a sentence in place of a mark
}

// filter is what the mark leads to.
func (m mark) filter(t *testing.T) url.Values {
	t.Helper()
	_, query, _ := strings.Cut(m.Href, "?")
	v, err := url.ParseQuery(query)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// readMarks reads the marks of a figure.
const readMarks = `(id => [...document.querySelectorAll("#" + id + " svg a")].filter(a => !a.closest("[aria-hidden=true]")).map(a => {
	const s = a.firstElementChild, said = s.tagName === "text", svg = s.closest("svg"), moved = /translate\(([-0-9.]+)[, ]([-0-9.]+)\)/.exec(s.getAttribute("transform") || "");
	const at = (name, i) => moved ? +moved[i] : +s.getAttribute(name);
	const value = (axis, px) => { const back = svg.scale(axis)?.invert; const v = back ? back(px) : null; return typeof v === "number" ? v : null; };
	const bar = s.tagName === "rect";
	return {Label: a.getAttribute("aria-label"), Href: a.getAttribute("href"),
		X: bar || said ? null : value("x", at("cx", 1)), Y: bar || said ? null : value("y", at("cy", 2)), Wide: bar ? value("x", +s.getAttribute("x") + +s.getAttribute("width")) - value("x", +s.getAttribute("x")) : null, Said: said};
}))`

func (b *tab) marks(figure string) []mark {
	b.t.Helper()
	marks := eval[[]mark](b, readMarks+`(`+quote(figure)+`)`)
	if len(marks) == 0 {
		b.t.Fatalf("%s has no mark", figure)
	}
	return marks
}

// set chooses a value of a figure's list of choices.
func (b *tab) set(figure, label, value string) {
	b.t.Helper()
	ok := eval[bool](b, `(() => { const s = [...document.querySelectorAll("#`+figure+` .choices label")].find(l => l.firstChild.textContent === `+quote(label)+`)?.querySelector("select");
		if (!s || ![...s.options].some(o => o.value === `+quote(value)+`)) return false; s.value = `+quote(value)+`; s.dispatchEvent(new Event("change")); return true; })()`)
	if !ok {
		b.t.Fatalf("%s has no choice %s %s", figure, label, value)
	}
}

// row finds the one row of a table that has these values.
func row(t *testing.T, table []map[string]string, of string, want map[string]string) map[string]string {
	t.Helper()
	var found map[string]string
	for _, r := range table {
		fits := true
		for k, v := range want {
			fits = fits && r[k] == v
		}
		if fits && found != nil {
			t.Fatalf("%s: two rows have %v", of, want)
		} else if fits {
			found = r
		}
	}
	if found == nil {
		t.Fatalf("%s: no row has %v", of, want)
	}
	return found
}

// estimate finds the row of sources or timeline that a mark stands for, by what
// its filter keeps.
func estimate(t *testing.T, table []map[string]string, m mark, measure, period string) map[string]string {
	t.Helper()
	f := m.filter(t)
	scope := "any"
	if f.Get("scope") == "dyad" {
		scope = "dyad"
	}
	want := map[string]string{"level": "all", "source": "", "period": period, "measure": measure, "target": f.Get("target"), "scope": scope}
	if f.Has("source") {
		want["level"], want["source"] = "source", strings.ReplaceAll(f.Get("source"), "(source not known)", "")
	}
	if measure == "" {
		want["measure"] = map[string]string{"own": "own_stance", "portrayals": "portrayal", "events": "relation", "stance": "stance", "labels": "labelling_index"}[f.Get("kind")]
	}
	switch want["measure"] {
	case "portrayal":
		want["voice"] = map[string]string{"own": "narrator", "quoted": "quoted"}[f.Get("voice")]
	case "stance":
		want["holder_class"] = f.Get("holder")
	case "quoted_share", "speech_share":
		want["scope"] = ""
	}
	return row(t, table, m.Label, want)
}

func number(t *testing.T, text string) float64 {
	t.Helper()
	x, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// near asks that a place in a drawing is that of a number in a table, cut to the
// scale as the drawing does.
func near(t *testing.T, m mark, got *float64, want string) {
	t.Helper()
	if m.Said {
		if !strings.Contains(m.Label, "no interval") && !strings.Contains(m.Label, "too little data") {
			t.Errorf("%q is no mark, and does not say why", m.Label)
		}
		return
	}
	x := math.Min(math.Max(number(t, want), -1), 1)
	if got == nil || math.Abs(*got-x) > 0.001 {
		t.Errorf("%s: drawn at %v, want %v", m.Label, show(got), x)
	}
}

func show(x *float64) string {
	if x == nil {
		return "nowhere"
	}
	return fmt.Sprint(*x)
}

// says asks that a mark is told as its number is.
func says(t *testing.T, m mark, mean string) {
	t.Helper()
	x := number(t, mean)
	text := strconv.FormatFloat(math.Abs(x), 'f', 2, 64)
	if text != "0.00" {
		text = map[bool]string{true: "−", false: "+"}[x < 0] + text
	}
	if !strings.Contains(m.Label, text) {
		t.Errorf("%q does not say %s", m.Label, text)
	}
}

// leads follows marks, and gives what each shows: its count of rows and of
// articles.
func (b *tab) leads(marks []mark) [][2]int {
	b.t.Helper()
	hrefs := make([]string, len(marks))
	for i, m := range marks {
		hrefs[i] = m.Href
	}
	list, err := json.Marshal(hrefs)
	b.must(err)
	return eval[[][2]int](b, `(async () => {
		const out = [];
		for (const h of `+string(list)+`) {
			if (location.hash !== h) { const changed = new Promise(r => addEventListener("hashchange", r, {once: true})); location.hash = h; await changed; }
			const m = /^([0-9,]+) of .*, in ([0-9,]+) article/.exec(document.querySelector(".status").textContent);
			out.push([m ? +m[1].replaceAll(",", "") : -1, m ? +m[2].replaceAll(",", "") : -1]);
		}
		return out;
	})()`)
}

// leadTo asks that each mark leads to as many rows as its estimate rests on.
func leadTo(b *tab, marks []mark, want func(mark) string) {
	b.t.Helper()
	for i, got := range b.leads(marks) {
		if n := want(marks[i]); strconv.Itoa(got[0]) != n {
			b.t.Errorf("%q leads to %d rows, want %s", marks[i].Label, got[0], n)
		}
	}
}

// Every chart draws the numbers of its table where they belong, says them, and
// leads to the rows that they rest on.
func TestChartsAreTheTables(t *testing.T) {
	in, dir := newBrowser(t), ours(t)
	b := open(t, in, pageOf(dir), look{})
	sources := tableOf(t, dir, "sources")
	t.Run("answer", func(t *testing.T) {
		marks := b.marks("c-answer")
		for _, m := range marks {
			e := estimate(t, sources, m, "", "")
			near(t, m, m.X, e["mean"])
			says(t, m, e["mean"])
			if !strings.Contains(m.Label, "; "+e["n_articles"]+" article") {
				t.Errorf("%q does not say %s articles", m.Label, e["n_articles"])
			}
		}
		leadTo(b, marks, func(m mark) string { return estimate(t, sources, m, "", "")["n_rows"] })
	})
	t.Run("matrix", func(t *testing.T) {
		table := tableOf(t, dir, "stance_matrix")
		for _, voice := range []string{"narrator", "quoted", "any"} {
			b.set("c-matrix", "In whose words", voice)
			of := func(m mark) map[string]string {
				f := m.filter(t)
				return row(t, table, m.Label, map[string]string{"level": "all", "source": "", "voice": voice, "holder_class": f.Get("holder"), "target": f.Get("target")})
			}
			marks := b.marks("c-matrix")
			for _, m := range marks {
				near(t, m, m.X, of(m)["mean"])
				says(t, m, of(m)["mean"])
			}
			leadTo(b, marks, func(m mark) string { return of(m)["n_rows"] })
		}
	})
	t.Run("sources", func(t *testing.T) {
		b.set("c-sources", "Portrayal in", "both")
		for _, panel := range []string{"stance-actor1", "stance-actor2", "all"} {
			for _, scope := range []string{"dyad", "any"} {
				b.set("c-sources", "Figure", panel)
				b.set("c-sources", "Sentences", scope)
				marks := b.marks("c-sources")
				for _, m := range marks {
					e := estimate(t, sources, m, "", "")
					near(t, m, m.X, e["mean"])
					says(t, m, e["mean"])
				}
				if scope == "dyad" || panel != "all" { // the answer has led to the others
					leadTo(b, marks, func(m mark) string { return estimate(t, sources, m, "", "")["n_rows"] })
				}
			}
		}
	})
	t.Run("timeline", func(t *testing.T) {
		table := tableOf(t, dir, "timeline")
		of := func(m mark) map[string]string {
			period, _, _ := strings.Cut(m.Label, ", ")
			return estimate(t, table, m, "", period)
		}
		marks := b.marks("c-timeline")
		for _, m := range marks {
			near(t, m, m.Y, of(m)["mean"])
			says(t, m, of(m)["mean"])
		}
		leadTo(b, marks, func(m mark) string { return of(m)["n_rows"] })
	})
	t.Run("map", func(t *testing.T) {
		marks := b.marks("c-map")
		for _, m := range marks {
			f := m.filter(t)
			coop := row(t, sources, m.Label, map[string]string{"level": "source", "source": strings.ReplaceAll(f.Get("source"), "(source not known)", ""), "measure": "relation", "scope": "any"})
			e := estimate(t, sources, m, "portrayal", "")
			near(t, m, m.X, coop["mean"])
			near(t, m, m.Y, e["mean"])
			says(t, m, coop["mean"])
			says(t, m, e["mean"])
		}
		leadTo(b, marks, func(m mark) string { return estimate(t, sources, m, "portrayal", "")["n_rows"] })
	})
	t.Run("naming", func(t *testing.T) {
		for _, m := range b.marks("c-naming") {
			e := estimate(t, sources, m, "labelling_index", "")
			near(t, m, m.X, e["mean"])
			says(t, m, e["mean"])
		}
	})
	t.Run("voices", func(t *testing.T) {
		for _, m := range b.marks("c-voices") {
			f := m.filter(t)
			want := map[string]string{"level": "all", "source": "", "measure": "speech_share"}
			if f.Has("source") {
				want["level"], want["source"] = "source", strings.ReplaceAll(f.Get("source"), "(source not known)", "")
			}
			switch {
			case strings.Contains(m.Label, "text that is quoted"):
				want["measure"] = "quoted_share"
			case strings.Contains(m.Label, "of it: by others"):
				want["holder_class"] = "other"
			case strings.Contains(m.Label, "of it: by Taliban"):
				want["holder_class"] = "actor1"
			default:
				want["holder_class"] = "actor2"
			}
			near(t, m, m.X, row(t, sources, m.Label, want)["mean"])
		}
	})
	t.Run("corrected", func(t *testing.T) {
		marks := b.marks("c-corrected")
		seen := map[string]int{}
		for _, m := range marks {
			e := estimate(t, sources, m, "", "")
			column := "mean"
			for suffix, c := range map[string]string{"corrected by PPI++:": "mean_ppi", "corrected by DSL:": "mean_dsl"} {
				if strings.Contains(m.Label, suffix) {
					column = c
				}
			}
			seen[column]++
			near(t, m, m.X, e[column])
			says(t, m, e[column])
		}
		if len(seen) != 3 {
			t.Errorf("drawn are %v", seen)
		}
		leadTo(b, marks, func(m mark) string { return estimate(t, sources, m, "", "")["n_rows"] })
	})
	t.Run("words", func(t *testing.T) { wordsAreTheLabels(t, b, dir) })
	t.Run("frames", func(t *testing.T) { framesAreTheShares(t, b, dir) })
	t.Run("validation", func(t *testing.T) { validationIsShown(t, b, dir) })
	t.Run("multiverse", func(t *testing.T) { curveIsTheMultiverse(t, b, dir) })
	t.Run("flow", func(t *testing.T) {
		flow := tableOf(t, dir, "flow")
		for _, m := range b.marks("c-flow") {
			stage := strings.TrimPrefix(m.Href, "#flow-")
			near := row(t, flow, m.Label, map[string]string{"stage": stage, "reason": ""})["n"]
			if m.Wide == nil || math.Abs(*m.Wide-number(t, near)) > 0.01 {
				t.Errorf("%s: the bar is %s wide, want %s", m.Label, show(m.Wide), near)
			}
		}
		eval[any](b, `location.hash = "#flow-mentions_both"; 1`)
		b.waitFor(`document.getElementById("flow-mentions_both").getClientRects().length > 0`)
	})
	if text := eval[string](b, `(location.hash = "#judgments?kind=portrayals", document.getElementById("detail").textContent)`); !strings.Contains(text, "Scored by") || !strings.Contains(text, "Chances") || !strings.Contains(text, "Evidence") {
		t.Errorf("the detail says %.200q", text)
	}
	if n := eval[int](b, `document.querySelectorAll("#detail .text.chosen").length`); n != 1 {
		t.Errorf("%d sentences are chosen", n)
	}
	b.do(chromedp.NavigateBack())
	b.isCalm(pageOf(dir))
}

func wordsAreTheLabels(t *testing.T, b *tab, dir string) {
	labels := tableOf(t, dir, "labels")
	for _, target := range []string{"actor1", "actor2"} {
		b.set("c-words", "For", target)
		for _, m := range b.marks("c-words") {
			f := m.filter(t)
			want := map[string]string{"level": "all", "source": "", "target": target, "label": f.Get("label"), "voice": "narrator", "holder_class": "narrator"}
			if f.Has("source") {
				want["level"], want["source"] = "source", strings.ReplaceAll(f.Get("source"), "(source not known)", "")
			}
			r := row(t, labels, m.Label, want)
			near(t, m, m.Wide, r["share"])
			if !strings.Contains(m.Label, ": "+r["n_labels"]+" time") {
				t.Errorf("%q does not say %s", m.Label, r["n_labels"])
			}
		}
	}
}

func framesAreTheShares(t *testing.T, b *tab, dir string) {
	shares := tableOf(t, dir, "frame_shares")
	for _, m := range b.marks("c-frames") {
		f := m.filter(t)
		want := map[string]string{"level": "all", "source": "", "voice": "any", "frame": f.Get("frame"), "subframe": ""}
		if f.Has("source") {
			want["level"], want["source"] = "source", strings.ReplaceAll(f.Get("source"), "(source not known)", "")
		}
		r := row(t, shares, m.Label, want)
		near(t, m, m.Wide, r["share"])
		if !strings.Contains(m.Label, "; "+r["n_sentences"]+" of "+r["n_of"]+" sentence") {
			t.Errorf("%q does not say %s of %s", m.Label, r["n_sentences"], r["n_of"])
		}
	}
}

// validationIsShown compares the figure of dyad validate with its table.
func validationIsShown(t *testing.T, b *tab, dir string) {
	table := tableOf(t, dir, "validation")
	for _, m := range b.marks("c-validation") {
		scorer, rest, _ := strings.Cut(m.Label, ", ")
		metric, _, _ := strings.Cut(rest, ":")
		near(t, m, m.X, row(t, table, m.Label, map[string]string{"scorer": scorer, "metric": strings.ReplaceAll(metric, " ", "_"), "class": ""})["value"])
	}
	eval[any](b, `location.hash = "#c-validation-table"; 1`)
	b.waitFor(`document.querySelectorAll("#c-validation table tbody tr").length === ` + strconv.Itoa(len(table)))
}

// curveIsTheMultiverse compares the curve with what dyad multiverse writes of
// the same run.
func curveIsTheMultiverse(t *testing.T, b *tab, dir string) {
	out := filepath.Join(t.TempDir(), "multiverse")
	run(t, "multiverse", "--quiet", "--out", out, dir)
	table := tableOf(t, out, "multiverse")
	for _, target := range []string{"actor2", "actor1"} {
		b.set("c-multiverse", "Toward", target)
		of := func(m mark) map[string]string {
			f := m.filter(t)
			period, threshold := f.Get("time"), f.Get("threshold")
			if period == "" {
				period = "all"
			}
			if threshold == "" {
				threshold = "0"
			}
			answer := f.Get("answer")
			if answer == "" {
				answer = "expected"
			}
			scope := map[string]string{"dyad": "dyad"}[f.Get("scope")]
			if scope == "" {
				scope = "any"
			}
			return row(t, table, m.Label, map[string]string{"level": "all", "target": target, "scope": scope, "answer": answer,
				"dedup": f.Get("copies"), "weights": f.Get("weights"), "period": period, "threshold": strconv.FormatFloat(number(t, threshold), 'f', 4, 64)})
		}
		marks := b.marks("c-multiverse")
		once, seen := []mark(nil), map[string]bool{}
		for i, m := range marks {
			r := of(m)
			near(t, m, m.Y, r["mean"])
			says(t, m, r["mean"])
			if i > 0 && *m.Y < *marks[i-1].Y-1e-4 {
				t.Errorf("%q is not in order", m.Label)
			}
			if key := r["scope"] + r["dedup"] + r["period"]; !seen[key] { // answers, weights and thresholds choose no rows
				seen[key] = true
				once = append(once, m)
			}
		}
		if len(seen) != 24 && target == "actor1" {
			t.Errorf("%d selections", len(seen))
		}
		for i, got := range b.leads(once) {
			if r := of(once[i]); strconv.Itoa(got[0]) != r["n_portrayals"] || strconv.Itoa(got[1]) != r["n_articles"] {
				t.Errorf("%q leads to %d portrayals of %d articles, want %s of %s", once[i].Label, got[0], got[1], r["n_portrayals"], r["n_articles"])
			}
		}
	}
	status := eval[string](b, `document.querySelector(".status").textContent`)
	for _, words := range []string{"toward", "only what counts in the figures", "cop", "article"} {
		if !strings.Contains(status, words) {
			t.Errorf("the selection is told as %q", status)
		}
	}
}
