package page

import (
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"strings"

	lists "github.com/seed-7a84ba5f/dyad/internal/words"
)

//go:embed page.tmpl
var htmlTemplate string

//go:embed page.css
var htmlStyle string

// plotScript is the part of Observable Plot that the charts use, made by
// page/vendor/vendor.sh.
//
//go:embed vendor/plot.js
var plotScript string

// referenceMarks are own stances by kind of outlet, as docs/codebook.md says how
// they were measured.
//
//go:embed reference.csv
var referenceMarks string

//go:embed words.csv
var wordsCSV []byte

// What the page says for the codes of tables: warnings, which end the sentence "some
// figure …", stages of the flow, and reasons why articles do not come to one.
var (
	classes    = lists.New("report/page/words.csv", wordsCSV)
	ofWarnings = classes.Class("warning")
	ofStages   = classes.Class("stage")
	ofReasons  = classes.Class("reason")
)

//go:embed *.js
var appFiles embed.FS

// appScript is the page's own script: its files in the order in which they
// build on each other, in a scope of their own.
func appScript() (string, error) {
	var b strings.Builder
	b.WriteString("(() => {\n\"use strict\";\n")
	for _, name := range []string{"data", "dom", "find", "say", "figure", "panels", "sources", "matrix", "labels", "timeline", "map", "profiles", "multiples", "checks", "multiverse", "validation", "list", "detail", "main"} {
		text, err := appFiles.ReadFile(name + ".js")
		if err != nil {
			return "", fmt.Errorf("the page's script: %w", err)
		}
		b.WriteString("\n")
		b.Write(text)
	}
	b.WriteString("})();\n")
	return b.String(), nil
}

// chartLibrary says what the charts are drawn with: the heading of the bundle.
func chartLibrary() string {
	heading, _, _ := strings.Cut(strings.TrimPrefix(plotScript, "/* "), ";")
	return heading
}

// plotStyle is the style that Observable Plot puts into each chart of the
// class "plot"; its bytes are part of what the policy allows.
const plotStyle = `:where(.plot) {
  --plot-background: white;
  display: block;
  height: auto;
  height: intrinsic;
  max-width: 100%;
}
:where(.plot text),
:where(.plot tspan) {
  white-space: pre;
}`

// policy lets the page run its two scripts, use its own style and that of its
// charts, and show a picture that it made itself; nothing else, and nothing
// from anywhere. Text becomes markup or a script nowhere.
func policy(app string) string {
	return "default-src 'none'; script-src " + sourceHash(plotScript) + " " + sourceHash(app) + "; style-src " + sourceHash(htmlStyle) + " " +
		sourceHash(plotStyle) + "; img-src data:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
}

// sourceHash names a script or a style in a policy.
func sourceHash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}
