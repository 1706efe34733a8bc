package browser

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"io"
	"strings"
	"sync"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/css"
	"github.com/chromedp/cdproto/dom"
)

//go:embed axe.min.js.gz
var axePacked []byte

var axe = sync.OnceValues(func() (string, error) {
	z, err := gzip.NewReader(bytes.NewReader(axePacked))
	if err != nil {
		return "", err
	}
	script, err := io.ReadAll(z)
	return string(script), err
})

// accessible fails where axe-core finds something serious, in the page as it is and
// with the pointer over, the focus on, and a finger on all of its controls. A colour
// that moves is refused: on its way it may have any contrast.
func (b *tab) accessible(where string) {
	b.t.Helper()
	script, err := axe()
	b.must(err)
	eval[any](b, script+"; 1")
	const moving = `[...document.querySelectorAll("*")].filter(e => getComputedStyle(e).transitionDuration.split(",").some(d => parseFloat(d) > 0) || getComputedStyle(e).animationName !== "none").map(e => e.outerHTML.slice(0, 120))`
	if m := eval[[]string](b, moving); len(m) > 0 {
		b.t.Errorf("%s: %d elements move, as %s", where, len(m), m[0])
	}
	b.axe(where, `document, {resultTypes: ["violations"]}`)
	if eval[int](b, "innerWidth") < 700 {
		return // colours of controls are those of the wide page
	}
	// Controls of one kind look alike: the first of each class that is in sight stands for them.
	eval[any](b, `{const seen = new Set(); for (const e of document.querySelectorAll("button, a, input, select, textarea, summary, [tabindex]")) {
		const kind = e.tagName + e.className?.toString() + e.getAttribute("aria-pressed") + e.parentElement.id;
		if (e.getClientRects().length && !seen.has(kind)) { seen.add(kind); e.dataset.control = ""; }
	}} 1`)
	call(b, dom.Enable, dom.EnableParams{})
	call(b, css.Enable, cdp.Empty{})
	root := call(b, dom.GetDocument, dom.GetDocumentParams{}).Root.NodeID
	controls := call(b, dom.QuerySelectorAll, dom.QuerySelectorAllParams{NodeID: root, Selector: "[data-control]"}).NodeIDs
	for _, states := range [][]string{{"hover"}, {"hover", "active", "focus", "focus-visible"}, {}} {
		for _, c := range controls {
			call(b, css.ForcePseudoState, css.ForcePseudoStateParams{NodeID: c, ForcedPseudoClasses: states})
		}
		if len(states) > 0 {
			b.axe(where+", all "+strings.Join(states, " "), `{include: "[data-control]"}, {resultTypes: ["violations"], runOnly: ["color-contrast"]}`)
		}
	}
	eval[any](b, `for (const e of document.querySelectorAll("[data-control]")) delete e.dataset.control; 1`)
}

// axe runs axe-core on a part of the page.
func (b *tab) axe(where, arguments string) {
	b.t.Helper()
	found := eval[[]struct{ ID, Impact, Help, HTML string }](b, `axe.run(`+arguments+`).then(r => r.violations.map(v => ({ID: v.id, Impact: v.impact, Help: v.help, HTML: v.nodes.slice(0, 3).map(n => n.html.slice(0, 150) + " " + n.failureSummary).join(" | ")})))`)
	for _, v := range found {
		if v.Impact == "serious" || v.Impact == "critical" {
			b.t.Errorf("%s: %s (%s, %s): %s", where, v.ID, v.Impact, v.Help, v.HTML)
		} else {
			b.t.Logf("%s: %s (%s, %s): %s", where, v.ID, v.Impact, v.Help, v.HTML)
		}
	}
}
