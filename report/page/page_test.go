package page

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"

	"github.com/seed-7a84ba5f/dyad/internal/golden"
	"github.com/seed-7a84ba5f/dyad/report"
	"github.com/seed-7a84ba5f/dyad/report/internal/built"
	"github.com/seed-7a84ba5f/dyad/report/internal/fixture"
	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/seed-7a84ba5f/dyad/stance"
	"github.com/seed-7a84ba5f/dyad/stats"
)

// element is an element of a page with what stands in it.
type element struct {
	name  string
	attrs map[string]string
	text  string // of all that stands in it
	start int    // of that in the text of the page
	kids  []*element
}

// find gives the elements below for which is holds, in order.
func (e *element) find(is func(*element) bool) []*element {
	var out []*element
	for _, k := range e.kids {
		if is(k) {
			out = append(out, k)
		}
		out = append(out, k.find(is)...)
	}
	return out
}

func named(name string) func(*element) bool {
	return func(e *element) bool { return e.name == name }
}

func classed(class string) func(*element) bool {
	return func(e *element) bool { return strings.Contains(" "+e.attrs["class"]+" ", " "+class+" ") }
}

// scriptBody is a script of the page's own.
var scriptBody = regexp.MustCompile(`(?s)<script>(.*?)</script>`)

// parsePage reads a page, which is written so that it is XML too, but for its
// own scripts. Each way in which text from an article could break out of its
// place is an error here.
func parsePage(t *testing.T, html string) *element {
	t.Helper()
	html = scriptBody.ReplaceAllString(html, "<script></script>")
	d := xml.NewDecoder(strings.NewReader(html))
	d.Entity = xml.HTMLEntity
	root := &element{name: "page"}
	open := []*element{root}
	var text strings.Builder
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			root.text = text.String()
			return root
		} else if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			e := &element{name: token.Name.Local, start: text.Len(), attrs: map[string]string{}}
			for _, a := range token.Attr {
				e.attrs[a.Name.Local] = a.Value
			}
			last := open[len(open)-1]
			last.kids = append(last.kids, e)
			open = append(open, e)
		case xml.EndElement:
			last := open[len(open)-1]
			last.text = text.String()[last.start:]
			open = open[:len(open)-1]
		case xml.CharData:
			text.Write(token)
		}
	}
}

func htmlOf(t *testing.T, run *report.Run) string {
	t.Helper()
	var b strings.Builder
	if err := Write(&b, run); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// readable gives the text of a page, a line for each block.
func readable(e *element, b *strings.Builder) {
	switch e.name {
	case "style", "svg", "script":
		return
	case "tr", "p", "h1", "h2", "h4", "li", "dt", "dd", "caption", "summary", "pre":
		b.WriteString(e.name + ": " + strings.Join(strings.Fields(e.text), " ") + "\n")
	}
	for _, k := range e.kids {
		readable(k, b)
	}
}

func TestPageText(t *testing.T) {
	var b strings.Builder
	readable(parsePage(t, htmlOf(t, built.Run(t))), &b)
	golden.Check(t, filepath.Join("testdata", "golden", "report.txt"), []byte(b.String()))
}

func TestPageIsWhole(t *testing.T) {
	html := htmlOf(t, built.Run(t))
	page := parsePage(t, html)
	style := page.find(named("style"))
	if len(style) != 1 {
		t.Fatalf("%d style elements", len(style))
	}
	scripts := scriptBody.FindAllStringSubmatch(html, -1)
	if len(scripts) != 2 {
		t.Fatalf("%d scripts", len(scripts))
	}
	metas := page.find(func(e *element) bool { return e.attrs["http-equiv"] == "Content-Security-Policy" })
	if len(metas) != 1 {
		t.Fatalf("%d policies", len(metas))
	}
	for _, part := range []string{style[0].text, scripts[0][1], scripts[1][1]} {
		if !strings.Contains(metas[0].attrs["content"], sourceHash(part)) {
			t.Errorf("the policy does not allow %.60q", part)
		}
	}
	if !strings.Contains(plotScript, "--plot-background: white;") || strings.Contains(metas[0].attrs["content"], "unsafe") {
		t.Error("the policy allows more than it should, or the charts have another style")
	}
	ids := map[string]bool{}
	for _, e := range page.find(func(e *element) bool { return e.attrs["id"] != "" }) {
		if ids[e.attrs["id"]] {
			t.Errorf("two elements have the id %q", e.attrs["id"])
		}
		ids[e.attrs["id"]] = true
	}
	links := 0
	for _, e := range page.find(named("a")) {
		if to, ok := strings.CutPrefix(e.attrs["href"], "#"); ok && !ids[to] {
			t.Errorf("a link leads to %q, which is not there", to)
		} else if ok {
			links++
		}
	}
	if links < 10 {
		t.Errorf("only %d links within the page", links)
	}
	for _, e := range page.find(func(*element) bool { return true }) {
		for _, a := range []string{"src", "style", "srcset", "action", "onclick", "onload", "onerror"} {
			if e.attrs[a] != "" {
				t.Errorf("<%s %s=%q>", e.name, a, e.attrs[a])
			}
		}
	}
	if again := htmlOf(t, built.Build(t, fixture.Info(), built.Records(), report.Options{Workers: 7})); again != html {
		t.Error("the same run gives another page")
	}
}

func TestOneArticleHasNoInterval(t *testing.T) {
	page := parsePage(t, htmlOf(t, built.Run(t)))
	for source, want := range map[string]string{"The Héron": "+0.25 too little data; n 2", "+Plus News": "−0.22 −0.57 to +0.01; n "} {
		row := page.find(func(e *element) bool { return e.attrs["id"] == "t-"+anchor("s", source) })
		if len(row) != 1 {
			t.Fatalf("%d rows of %s", len(row), source)
		}
		cell := row[0].find(named("td"))[2] // own stance toward the second actor
		if !strings.HasPrefix(strings.TrimSpace(cell.text), want) {
			t.Errorf("%s: %q, want %q", source, cell.text, want)
		}
	}
}

// What is not measured, what is balanced and what has too little data are told in
// different words, on the page as in the tables.
func TestAbsenceIsSaid(t *testing.T) {
	run := built.Run(t)
	page := parsePage(t, htmlOf(t, run))
	said := map[string]int{}
	for _, cell := range page.find(classed("estimates"))[0].find(named("td")) {
		text := strings.TrimSpace(cell.text)
		for _, phrase := range []string{report.NothingMeasured, "too little data; n ", "the same in all; n "} {
			if strings.Contains(text, phrase) {
				said[phrase]++
			}
		}
		if strings.HasPrefix(text, "0.00") && strings.Contains(text, report.NothingMeasured) {
			t.Errorf("%q says 0 of what was not measured", text)
		}
	}
	if said[report.NothingMeasured] == 0 || said["too little data; n "] == 0 {
		t.Errorf("said is %v", said)
	}
}

// hostile are texts that would do harm if they were not escaped.
func hostile() []string {
	return []string{
		`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `' onmouseover='x`, `</style><script>x</script>`,
		"\u202egnp.exe\u2066", "a\x00b\x08c\x1b[31m", `{{.RunID}}`, `<!--`, `]]>`, `&lt;b&gt;`, `javascript:alert(1)`,
		strings.Repeat("W", 10000), "😀\u200d\u0301", "\xff\xfe",
	}
}

// hostileRun has hostile text in every place that an article or a study fills.
func hostileRun(t *testing.T, bad string) *report.Run {
	t.Helper()
	a := fixture.Article("id "+bad, "Source "+bad, "2020-10-10", table.Valid(bad)+" said it was good.")
	a.Title.Value, a.URL.Value = bad, bad
	a.Language.Code = bad
	j := fixture.Judged(a, stance.QuotedVoice, stance.HolderOther, stance.Actor1, 0.5)
	j.Speaker, j.HolderName, j.TargetMention, j.Explanation, j.RuleID, j.Scorer = bad, bad, bad, bad, bad, bad
	r := stance.Relation{Row: j.Row, Agent: stance.Actor1, Theme: stance.Actor2}
	r.ActorRelation, r.ScorerVersion = "", ""
	j.Modality, j.Kind, j.MentionType = stance.Modality(bad), stance.Kind(bad), "name"
	r.Modality = stance.Modality(bad)
	r.Span, r.QuadClass, r.RootCode, r.Explanation, r.RuleID = fixture.At{3, len(a.Text)}, bad, bad, bad, bad
	info := fixture.Info()
	info.Names, info.Version = table.Names{Actor1: bad, Actor2: bad, Scorer: table.Clean(bad)}, bad
	info.Problems = []table.Problem{{Where: bad, Reason: "x " + bad, Message: bad}}
	p := fixture.Portrayed(a, stance.QuotedVoice, stance.Actor1, 0.5)
	p.Speaker, p.TargetMention, p.Explanation, p.Lexical, p.Labels, p.Scorer, p.ScorerVersion = bad, bad, bad, bad, []string{bad}, bad, bad
	s := fixture.Both(a, p)
	s.Judgments, s.Relations = []stance.Judgment{j}, []stance.Relation{r}
	rec := report.Flatten(s, info.Names)
	return built.Build(t, info, []table.Record{rec}, report.Options{})
}

func TestHostileTextIsHarmless(t *testing.T) {
	calm := map[string]int{}
	for _, e := range parsePage(t, htmlOf(t, hostileRun(t, "calm"))).find(func(*element) bool { return true }) {
		calm[e.name]++
	}
	for _, bad := range hostile() {
		page := parsePage(t, htmlOf(t, hostileRun(t, bad)))
		got := map[string]int{}
		for _, e := range page.find(func(*element) bool { return true }) {
			got[e.name]++
			for a := range e.attrs {
				if strings.HasPrefix(a, "on") {
					t.Errorf("%.40q: <%s %s>", bad, e.name, a)
				}
			}
		}
		fixture.Diff(t, "elements with "+table.CutTo(bad, 40), calm, got)
		for _, r := range page.text {
			if r < 0x20 && r != '\n' || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
				t.Errorf("%.40q: the page holds %U", bad, r)
			}
		}
	}
}

// unpacked reads the data of a page back.
func unpacked(t *testing.T, page *element, id string) map[string]map[string][]string {
	t.Helper()
	nodes := page.find(func(e *element) bool { return e.attrs["id"] == id })
	if len(nodes) != 1 {
		t.Fatalf("%d elements %s", len(nodes), id)
	}
	raw, err := base64.StdEncoding.DecodeString(nodes[0].text)
	if err != nil {
		t.Fatal(err)
	}
	z, err := gzip.NewReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	var data struct {
		Tables []struct {
			Name    string
			Rows    int
			Columns []struct {
				Name, Type string
				Decimals   int
				Keys       []string
				Values     []any
			}
		}
	}
	if err := json.NewDecoder(z).Decode(&data); err != nil {
		t.Fatal(err)
	}
	out := map[string]map[string][]string{}
	for _, table := range data.Tables {
		out[table.Name] = map[string][]string{}
		for _, c := range table.Columns {
			if len(c.Values) != table.Rows {
				t.Fatalf("%s.%s has %d values in %d rows", table.Name, c.Name, len(c.Values), table.Rows)
			}
			out[table.Name][c.Name] = cellsOf(c.Keys, c.Values, c.Type, c.Decimals)
		}
	}
	return out
}

// cellsOf gives the values of a column as they stand in the cells of a table.
func cellsOf(keys []string, values []any, kind string, decimals int) []string {
	out := make([]string, len(values))
	for i, v := range values {
		switch v := v.(type) {
		case nil:
		case bool:
			out[i] = strconv.FormatBool(v)
		case float64:
			switch {
			case keys != nil:
				out[i] = keys[int(v)]
			case kind == string(table.Float):
				out[i] = strconv.FormatFloat(v, 'f', decimals, 64)
			default:
				out[i] = strconv.FormatFloat(v, 'f', -1, 64)
			}
		}
	}
	return out
}

// The data in the page say what the tables say, to the last decimal, and hold
// each sentence once.
func TestPageDataAreTheTables(t *testing.T) {
	run := built.Run(t)
	page := parsePage(t, htmlOf(t, run))
	figures, rows := unpacked(t, page, "data-figures"), unpacked(t, page, "data-rows")
	sources := figures["sources"]
	at := 0
	fields := table.Fields[table.EstimateRow]()
	for i := range run.Sources {
		e := &run.Sources[i]
		if e.Scorer == "bayes" || !slices.Contains(chartedMeasures(), e.Measure) {
			continue
		}
		for k := range fields {
			if got, there := sources[fields[k].Name]; there && got[at] != fields[k].Format(e) {
				t.Errorf("row %d, %s: %q, want %q", i, fields[k].Name, got[at], fields[k].Format(e))
			}
		}
		at++
	}
	if at == 0 || at != len(sources["mean"]) {
		t.Errorf("%d rows of sources, want %d", len(sources["mean"]), at)
	}
	judgments, sentences, all := rows["judgments"], rows["sentences"], fixture.RowsOf(t, run.Rows)
	if len(rows["portrayals"]["portrayal"]) != len(all.Portrayals) || len(judgments["polarity"]) != len(all.Judgments) || len(rows["relations"]["cooperation"]) != len(all.Relations) {
		t.Fatalf("%d judgments", len(judgments["polarity"]))
	}
	seen := map[string]bool{}
	for i := range sentences["sentence"] {
		key := sentences["doc"][i] + " " + sentences["sentence_no"][i]
		if seen[key] {
			t.Errorf("sentence %s stands there twice", key)
		}
		seen[key] = true
	}
	for i := range all.Judgments {
		j := &all.Judgments[i]
		place, err := strconv.Atoi(judgments["place"][i])
		if err != nil {
			t.Fatal(err)
		}
		doc, err := strconv.Atoi(sentences["doc"][place])
		if err != nil {
			t.Fatal(err)
		}
		if rows["articles"]["doc_id"][doc] != j.DocID || sentences["sentence"][place] != table.Shown(table.OneLine(j.Sentence)) {
			t.Errorf("judgment %s stands at %q of %s", j.JudgmentID, sentences["sentence"][place], rows["articles"]["doc_id"][doc])
		}
		fixture.Diff(t, "evidence of "+j.JudgmentID, wordsOf(j), cutOut(t, sentences["sentence"][place], judgments["evidence"][i]))
	}
}

// wordsOf gives the words of a judgment's evidence by its bytes.
func wordsOf(j *table.JudgmentRow) []string {
	p := newPassage(j.Sentence, j.ByteStart, j.ByteEnd)
	var out []string
	for _, s := range p.within(j.Evidence) {
		out = append(out, table.Shown(p.text[s.Start:s.End]))
	}
	return out
}

// A large run is one page too, and not a large one.
func TestALargeRunIsOnePage(t *testing.T) {
	if testing.Short() {
		t.Skip("a large run is not for -short")
	}
	var recs []table.Record
	for _, s := range fixture.Many(520) {
		recs = append(recs, report.Flatten(s, table.Names{}))
	}
	run := built.Build(t, fixture.Info(), recs, report.Options{Rule: stats.Rule{Level: 0.95, Draws: 50, MinClusters: 5, SmallClusters: 10}})
	html := htmlOf(t, run)
	rows := unpacked(t, parsePage(t, html), "data-rows")
	if n := len(rows["portrayals"]["portrayal"]); n != run.Counts.Portrayals || n < 20000 {
		t.Errorf("%d portrayals of %d", n, run.Counts.Portrayals)
	}
	if len(html) > 3<<20 {
		t.Errorf("%d bytes", len(html))
	}
	if strings.Count(html, `data-to="#judgments?`) == 0 {
		t.Error("no number leads to what is behind it")
	}
}

// What was vendored is what its script says it made.
func TestVendoredScriptIsPinned(t *testing.T) {
	sums, err := os.ReadFile(filepath.Join("vendor", "SHA256SUMS"))
	if err != nil {
		t.Fatal(err)
	}
	if want := table.Hash([]byte(plotScript)) + "  plot.js"; !strings.Contains(string(sums), want) {
		t.Errorf("vendor/SHA256SUMS does not say %s", want)
	}
}

func TestOnlyWebAddressesAreLinks(t *testing.T) {
	for address, want := range map[string]bool{
		"https://a.example/x?y=1&z": true, "http://a.example": true, "javascript:alert(1)": false, "data:text/html,x": false,
		"//a.example": false, "file:///etc/passwd": false, "https:": false, "": false, "JAVASCRIPT:x": false, "a.html": false,
	} {
		if got := webAddress(address); (got != "") != want {
			t.Errorf("webAddress(%q) = %q", address, got)
		}
	}
}

func TestWordsClaimNoMoreThanTheNumbers(t *testing.T) {
	m := newPageMaker(built.Run(t))
	hidden := table.EstimateRow{Mean: table.Num{Value: 0.02, Known: true}, Low: table.Num{Value: 0.004, Known: true}, High: table.Num{Value: 0.05, Known: true}} // printed as 0.00 to +0.05
	if got := m.verdict(&hidden, "above", "below"); got != "balanced: the interval covers 0" {
		t.Errorf("an interval printed from 0.00 is %q", got)
	}
	for want, e := range map[string]*table.EstimateRow{
		"nothing measured":                   nil,
		"too little data":                    {Mean: table.Num{Value: -1, Known: true}, Clusters: 4},
		"above":                              {Mean: table.Num{Value: 0.5, Known: true}, Low: table.Num{Value: 0.1, Known: true}, High: table.Num{Value: 0.9, Known: true}},
		"below":                              {Mean: table.Num{Value: -0.5, Known: true}, Low: table.Num{Value: -0.9, Known: true}, High: table.Num{Value: -0.1, Known: true}},
		"slightly above":                     {Mean: table.Num{Value: 0.05, Known: true}, Low: table.Num{Value: 0.02, Known: true}, High: table.Num{Value: 0.08, Known: true}},
		"balanced: the interval covers 0":    {Mean: table.Num{Value: 0.5, Known: true}, Low: table.Num{Value: 0, Known: true}, High: table.Num{Value: 1, Known: true}},
		"the same in every article, neutral": {Mean: table.Num{Value: 0, Known: true}, Warnings: "small_n; no_variation"},
	} {
		if got := m.verdict(e, "above", "below"); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
