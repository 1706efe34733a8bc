package browser

import (
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// simple is a codebook of two questions: fewer keys for many units.
const simple = `title: Test
guide: Code what the words do.
fields:
  - name: relation
    question: What does the sentence tell of {actor1} and {actor2}?
    values:
      - {value: "-1", label: bad, key: "1"}
      - {value: "0", label: nothing, key: "2"}
      - {value: "1", label: good, key: "3"}
  - name: frame
    type: many
    question: Which frames?
    values:
      - {value: war, label: war, key: w}
      - {value: talks, label: talks, key: t}
`

// coded is a set of the run's sentences behind its page.
type coded struct {
	set   string
	links map[string]string
	who   int // how many links there are
	stop  func()
	in    context.Context // the browser
}

// serveSet draws a set from our run and serves it.
func serveSet(t testing.TB, args ...string) *coded {
	t.Helper()
	return serveSetOf(t, ours(t), filepath.Join(root, "testdata", "articles"), args...)
}

// serveSetOf draws a set from a run of articles and serves it.
func serveSetOf(t testing.TB, dir, articles string, args ...string) *coded {
	t.Helper()
	coders := args[slices.Index(args, "--coders")+1]
	c := &coded{set: filepath.Join(t.TempDir(), "set.sqlite"), in: newBrowser(t), who: strings.Count(coders, ",") + 2}
	run(t, append([]string{"sample", dir, "--inputs", articles, "--out", c.set, "--sheets=false"}, args...)...)
	c.start(t)
	return c
}

func (c *coded) start(t testing.TB) {
	t.Helper()
	name, err := program()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(name, "code", "--no-browser", "--port", "0", c.set)
	if c.links != nil { // again at the same port, so that the links hold
		for _, link := range c.links {
			_, rest, _ := strings.Cut(link, "127.0.0.1:")
			port, _, _ := strings.Cut(rest, "/")
			cmd.Args[4] = port
		}
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	c.stop = func() { _ = cmd.Process.Kill(); _ = cmd.Wait() }
	t.Cleanup(c.stop)
	c.links = map[string]string{}
	lines := bufio.NewScanner(out)
	for len(c.links) < c.who && lines.Scan() {
		coder, link, _ := strings.Cut(lines.Text(), "\t")
		c.links[coder] = link
	}
}

// openLink opens a coder's page.
func openLink(t testing.TB, c *coded, coder string, l look) *tab {
	t.Helper()
	ctx, done := chromedp.NewContext(c.in)
	t.Cleanup(done)
	b := &tab{t: t, ctx: ctx}
	b.do(chromedp.Steps())
	b.must(chromedp.Listen(ctx, b.hear))
	call(b, network.Enable, network.EnableParams{})
	call(b, cdplog.Enable, cdp.Empty{})
	call(b, page.Enable, page.EnableParams{})
	scheme := "light"
	if l.dark {
		scheme = "dark"
	}
	call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
	b.do(chromedp.EmulateViewport(l.width, 900), chromedp.Navigate(c.links[coder]))
	if coder == "lead" {
		b.waitFor(`!document.getElementById("lead").hidden && !!document.querySelector("#lead h2")`)
	} else {
		b.waitFor(`!document.getElementById("code").hidden`)
	}
	return b
}

// typeKeys presses keys one after the other, as a keyboard does: a key whose
// pressing the page takes for itself writes no character.
func (b *tab) typeKeys(keys ...string) {
	b.t.Helper()
	for _, k := range keys {
		for _, r := range k {
			events := kb.Encode(r)
			for _, e := range events {
				if e.Type == kb.KeyChar {
					events[0].Text, events[0].UnmodifiedText = e.Text, e.UnmodifiedText
				}
			}
			for _, e := range events {
				if e.Type != kb.KeyChar {
					call(b, input.DispatchKeyEvent, *e)
				}
			}
		}
	}
}

func (b *tab) unit() int {
	b.t.Helper()
	return eval[int](b, `U.id`)
}

// saved waits until everything is on disk.
func (b *tab) saved() {
	b.t.Helper()
	// Keys that a program presses run ahead of a disk that others use: while fewer answers wait, it goes on.
	for left := math.MaxInt; ; {
		n := eval[int](b, `outbox().length`)
		if n == 0 || n >= left {
			break
		}
		left = n
		time.Sleep(2 * time.Second)
	}
	b.waitFor(`document.getElementById("saved").textContent === "All saved" && outbox().length === 0`)
}

// manyArticles writes articles of at least n sentences that mention both actors.
func manyArticles(t testing.TB, n int) string {
	t.Helper()
	deeds := []string{"praised", "blamed", "met", "threatened", "thanked", "mocked", "called"}
	places := []string{"Doha", "Kabul", "Washington", "Moscow", "Islamabad"}
	days := []string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday"}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	for i := 0; i*2 < n; i++ { // some more than are needed: what says the same twice counts once
		var text []string
		for k := range 5 {
			text = append(text, fmt.Sprintf("The Taliban %s Donald Trump in %s on %s, for the %dth time.", deeds[(i+k)%7], places[k], days[(i*3+k)%5], i*5+k+4))
		}
		if err := enc.Encode(map[string]string{"id": strconv.Itoa(i), "source": "Paper " + strconv.Itoa(i%4), "date": fmt.Sprintf("2020-03-%02d", i%28+1),
			"title": fmt.Sprintf("Talks, part %d", i), "text": strings.Join(text, " ")}); err != nil {
			t.Fatal(err)
		}
	}
	file := filepath.Join(t.TempDir(), "many.jsonl")
	if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// Two coders with known error rates code 40 units in two browsers, by keyboard, and 200
// with DYAD_CODING_LONG=1: what dyad agree says is what was computed of the keys.
func TestTwoCodersAgree(t *testing.T) {
	n := 40
	if os.Getenv("DYAD_CODING_LONG") != "" {
		n = 200
	}
	book := filepath.Join(t.TempDir(), "book.yaml")
	if err := os.WriteFile(book, []byte(simple), 0o600); err != nil {
		t.Fatal(err)
	}
	articles := manyArticles(t, n)
	c := serveSetOf(t, dyad(t, articles), articles, "--n", strconv.Itoa(n), "--coders", "anna,ben", "--overlap", "1", "--codebook", book)
	src := rand.New(rand.NewPCG(5, 6))
	errors := map[string]float64{"anna": 0.1, "ben": 0.25}
	truth := map[int]int{}
	given := map[string]map[int]int{}
	for _, coder := range []string{"anna", "ben"} {
		b := openLink(t, c, coder, look{width: 1280})
		total := eval[int](b, `S.units.length`)
		given[coder] = map[int]int{}
		for i := range total {
			b.waitFor(fmt.Sprintf(`U.id === S.units[%d].id && document.getElementById("question").textContent.startsWith("What")`, i))
			id := b.unit()
			if _, known := truth[id]; !known {
				truth[id] = src.IntN(3)
			}
			code := truth[id]
			if src.Float64() < errors[coder] {
				code = (code + 1 + src.IntN(2)) % 3
			}
			given[coder][id] = code
			b.typeKeys(strconv.Itoa(code+1), []string{"w", "t"}[id%2], "\r", "\r")
		}
		b.waitFor(`document.getElementById("question").textContent.startsWith("That was the last unit")`)
		b.saved()
		if len(b.complaints) > 0 {
			t.Errorf("the page complains: %q", b.complaints)
		}
	}
	var same int
	var pairs [3][3]float64
	for id, a := range given["anna"] {
		o := given["ben"][id]
		if a == o {
			same++
		}
		pairs[a][o]++
	}
	units := len(given["anna"])
	if units != n {
		t.Errorf("%d units of %d", units, n)
	}
	// Cohen's kappa and nominal alpha, from the table of the two.
	observed, expected, alphaExpected := float64(same)/float64(units), 0.0, 0.0
	total := float64(2 * units)
	for k := range 3 {
		var row, column float64
		for j := range 3 {
			row, column = row+pairs[k][j], column+pairs[j][k]
		}
		expected += row * column / float64(units*units)
		alphaExpected += (row + column) * (row + column - 1) / total / (total - 1)
	}
	want := map[string]float64{"percent": observed, "cohen_kappa": (observed - expected) / (1 - expected), "alpha_nominal": (observed - alphaExpected) / (1 - alphaExpected)}
	name, _ := program()
	out, err := exec.Command(name, "agree", "--draws", "50", "--show", "agreement", "--format", "csv", c.set).Output()
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(out)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, r := range rows {
		for coefficient, value := range want {
			if r[0] == "relation_sign" && r[1] == "" && r[2] == "all" && strings.HasPrefix(r[3], coefficient) {
				found++
				if got, _ := strconv.ParseFloat(r[4], 64); math.Abs(got-value) > 1e-6 || r[13] != strconv.Itoa(units) {
					t.Errorf("%s %s of %s items, by hand %.6f of %d", r[3], r[4], r[13], value, units)
				}
			}
		}
		if strings.HasPrefix(r[0], "frame=") && r[3] == "percent" && r[4] != "1.000000" {
			t.Errorf("%v: they gave the same frames", r)
		}
	}
	if found != len(want) {
		t.Errorf("%d of %d coefficients in\n%s", found, len(want), out)
	}
	t.Logf("%d units: agreement %.3f, kappa %.3f, alpha %.3f", units, want["percent"], want["cohen_kappa"], want["alpha_nominal"])
}

// One coder codes with the whole codebook by keyboard alone: an answer, undo, flag,
// comment, skip, several answers, stances; the server is killed under way, and
// nothing is lost. DYAD_CODING_UNITS says how many units.
func TestKeyboardCoding(t *testing.T) {
	n := 6
	if s := os.Getenv("DYAD_CODING_UNITS"); s != "" {
		n, _ = strconv.Atoi(s)
	}
	c := serveSet(t, "--n", strconv.Itoa(n), "--coders", "anna")
	b := openLink(t, c, "anna", look{width: 1280})
	began := time.Now()
	keys := 0
	press := func(k string) { b.typeKeys(k); keys++ }
	units := eval[int](b, `S.units.length`)
	src := rand.New(rand.NewPCG(7, 8))
	for i := range units {
		b.waitFor(fmt.Sprintf(`U.id === S.units[%d].id && document.getElementById("question").textContent !== "All answered"`, i))
		if i == 1 {
			c.stop() // answers go on into the browser's storage
		}
		for range 60 {
			q := eval[string](b, `current() ? current().field.name + "/" + current().field.type : ""`)
			if q == "" {
				break
			}
			switch {
			case strings.HasSuffix(q, "/stances"):
				for _, k := range []string{"n", []string{"a", "b"}[src.IntN(2)], "2", "\r"} {
					press(k)
				}
			case strings.HasSuffix(q, "/many"):
				press("s")
				press("t")
				press("\r")
			default:
				choices := eval[[]string](b, `[...document.querySelectorAll("#choices [data-key]")].map(e => e.dataset.key)`)
				press(choices[src.IntN(len(choices))])
			}
		}
		if i == 0 {
			before := eval[string](b, `JSON.stringify(answers)`)
			press("u")
			press("1")
			b.waitFor(`document.getElementById("question").textContent === "All answered"`)
			if after := eval[string](b, `JSON.stringify(Object.keys(answers).sort())`); !strings.Contains(before, "sure") || !strings.Contains(after, "sure") {
				t.Errorf("undo: %s, then %s", before, after)
			}
			press("g")
			press("/")
			b.waitFor(`!!document.querySelector("dialog[open]")`)
			for _, k := range `<b>odd</b>` {
				press(string(k))
			}
			press("\r")
			b.waitFor(`!document.querySelector("dialog[open]") && document.getElementById("marks").textContent.endsWith("Comment: <b>odd</b>")`)
		}
		if i == 1 {
			b.waitFor(`document.getElementById("saved").className === "waiting"`)
			c.start(t)
		}
		if i == 1 {
			b.saved()
		}
		press("\r")
	}
	b.waitFor(`document.getElementById("question").textContent.startsWith("That was the last unit")`)
	b.saved()
	t.Logf("%d units, %.1f keys and %.2f s a unit (a program presses them)", units, float64(keys)/float64(units), time.Since(began).Seconds()/float64(units))
	// A browser that is opened anew shows what is on disk.
	again := openLink(t, c, "anna", look{width: 1280})
	if got := eval[string](again, `document.getElementById("progress-text").textContent`); got != fmt.Sprintf("%d of %d done", units, units) {
		t.Error(got)
	}
	if eval[bool](b, `document.querySelector("#marks b") !== null`) {
		t.Error("a comment became markup")
	}
}

// An edit of the codebook by the lead asks the questions it touches anew, and
// what coders differ on can be settled, by page.
func TestLead(t *testing.T) {
	book := filepath.Join(t.TempDir(), "book.yaml")
	if err := os.WriteFile(book, []byte(simple), 0o600); err != nil {
		t.Fatal(err)
	}
	c := serveSet(t, "--n", "2", "--coders", "anna,ben", "--overlap", "1", "--codebook", book)
	for i, coder := range []string{"anna", "ben"} {
		b := openLink(t, c, coder, look{width: 1280})
		b.waitFor(`document.getElementById("question").textContent.startsWith("What")`)
		b.typeKeys([]string{"1", "3"}[i], "w", "\r", "\r")
		b.saved()
	}
	lead := openLink(t, c, "lead", look{width: 1280})
	lead.accessible("settling")
	b := openLink(t, c, "anna", look{width: 1280})
	b.saved()
	eval[any](lead, `[...document.querySelectorAll("#tabs button")].find(x => x.textContent === "Codebook").click(); 1`)
	lead.waitFor(`!!document.getElementById("yaml")`)
	lead.accessible("the codebook")
	eval[any](lead, `yaml.value = yaml.value.replace("What does", "What exactly does"); document.getElementById("edit-note").value = "clearer"; [...document.querySelectorAll("#lead button")].find(x => x.textContent === "What does this change?").click(); 1`)
	lead.waitFor(`document.querySelector("#lead fieldset input:checked")?.value === "relation"`)
	eval[any](lead, `[...document.querySelectorAll("#lead button")].find(x => x.textContent === "Save as a new version").click(); 1`)
	// The coder's page hears of it by itself.
	b.waitFor(`S.version === 2 && document.getElementById("message").textContent.includes("new version")`)
	b.waitFor(`document.getElementById("question").textContent.startsWith("What exactly")`)
}

// axe-core finds nothing serious on the coding page, and it fits its width.
// DYAD_CODING_SHOTS names a folder for pictures.
func TestCodingLooks(t *testing.T) {
	c := serveSet(t, "--n", "2", "--coders", "desktop,dark,phone,phone-dark", "--overlap", "1", "--per-unit", "4")
	for name, l := range map[string]look{"desktop": {width: 1360}, "dark": {width: 1360, dark: true}, "phone": {width: 390}, "phone-dark": {width: 390, dark: true}} {
		b := openLink(t, c, name, l)
		seen := func(what string) {
			b.accessible(name + ", " + what)
			if wide := eval[int](b, `document.documentElement.scrollWidth`); wide > int(l.width) {
				t.Errorf("%s, %s: the page is %d wide", name, what, wide)
			}
			if dir := os.Getenv("DYAD_CODING_SHOTS"); dir != "" {
				shot := call(b, page.CaptureScreenshot, page.CaptureScreenshotParams{})
				if err := os.WriteFile(filepath.Join(dir, name+"-"+what+".png"), shot.Data, 0o600); err != nil {
					t.Error(err)
				}
			}
		}
		seen("first")
		for range 12 {
			switch q := eval[string](b, `current() ? current().field.type : ""`); q {
			case "one":
				b.typeKeys(eval[string](b, `document.querySelector("#choices [data-key]").dataset.key`))
				continue
			case "stances":
				b.typeKeys("n", "b", "2")
				seen("stances")
				b.typeKeys("\r")
				continue
			case "many":
				b.typeKeys("s")
				seen("frames")
				b.typeKeys("\r")
				continue
			}
			break
		}
		b.saved()
		seen("answered")
		b.typeKeys("?")
		seen("keys")
	}
}
