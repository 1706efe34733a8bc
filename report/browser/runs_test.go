package browser

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

const root = "../.."

func TestMain(m *testing.M) {
	code := m.Run()
	if made.Load() {
		if name, err := program(); err == nil {
			os.RemoveAll(filepath.Dir(name))
		}
	}
	os.Exit(code)
}

// made says whether the program was built.
var made atomic.Bool

// program builds dyad once.
var program = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "dyad-browser") // TestMain removes it
	if err != nil {
		return "", err
	}
	name := filepath.Join(dir, "dyad")
	made.Store(true)
	cmd := exec.Command("go", "build", "-o", name, "./cmd/dyad")
	cmd.Dir = root
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w: %s", err, out)
	}
	return name, nil
})

// run runs the program.
func run(t testing.TB, args ...string) {
	t.Helper()
	name, err := program()
	if err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
}

// dyad scores articles and gives the folder of the run.
func dyad(t testing.TB, args ...string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "run")
	run(t, append([]string{"run", "--quiet", "--out", dir}, args...)...)
	return dir
}

// ours is a run over the invented articles of testdata, made once, with invented
// human codes of half of its portrayals and invented figures of a validation, so
// that every chart has something to show.
func ours(t testing.TB) string {
	t.Helper()
	dir, err := oursOnce()
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

var oursOnce = sync.OnceValues(func() (string, error) {
	name, err := program()
	if err != nil {
		return "", err
	}
	dir, gold := filepath.Join(filepath.Dir(name), "ours"), filepath.Join(filepath.Dir(name), "gold.csv")
	args := []string{"run", "--quiet", "--force", "--out", dir, "--metadata", filepath.Join(root, "testdata/articles/metadata.csv"), filepath.Join(root, "testdata/articles")}
	checked := filepath.Join(filepath.Dir(name), "checked.csv")
	if err := os.WriteFile(checked, []byte(inventedValidation), 0o666); err != nil {
		return "", err
	}
	for _, more := range [][]string{nil, {"--gold", gold, "--validation", checked}} {
		if out, err := exec.Command(name, append(args, more...)...).CombinedOutput(); err != nil {
			return "", fmt.Errorf("%w: %s", err, out)
		}
		if more == nil {
			if err := inventGold(filepath.Join(dir, "portrayals.csv"), gold); err != nil {
				return "", err
			}
		}
	}
	return dir, nil
})

const inventedValidation = `scorer,task,metric,class,value,ci_low,ci_high,n
lexical,target,macro_f1,,0.512000,0.441000,0.583000,343
lexical,target,accuracy,,0.603000,,,343
lexical,target,recall,negative,0.410000,,,134
majority,target,macro_f1,,0.215000,0.190000,0.240000,343
majority,target,accuracy,,0.480000,,,343
`

// inventGold writes codes for the portrayals of every second article: what the
// program says, and something else now and then.
func inventGold(portrayals, gold string) error {
	in, err := os.Open(portrayals)
	if err != nil {
		return err
	}
	defer in.Close()
	rows, err := csv.NewReader(in).ReadAll()
	if err != nil {
		return err
	}
	columns := []string{"doc_id", "sentence_no", "target", "portrayal", "own_stance"}
	out := [][]string{columns}
	seen, docs := map[string]bool{}, map[string]bool{}
	for _, row := range rows[1:] {
		r := map[string]string{}
		for i, name := range rows[0] {
			r[name] = row[i]
		}
		docs[r["doc_id"]] = true
		code := []string{r["doc_id"], r["sentence_no"], r["target"], r["portrayal"], r["own_stance"]}
		if key := strings.Join(code[:3], "|"); len(docs)%2 == 0 && !seen[key] {
			seen[key] = true
			if len(out)%7 == 0 {
				code[3] = "-0.5"
			}
			out = append(out, code)
		}
	}
	f, err := os.Create(gold)
	if err != nil {
		return err
	}
	defer f.Close()
	return csv.NewWriter(f).WriteAll(out)
}

// news is a run over the 208 real articles beside the repository.
func news(t testing.TB) string {
	t.Helper()
	data := os.Getenv("DYAD_DATA")
	if data == "" {
		data = filepath.Join(root, "../shared/data")
	}
	file := filepath.Join(data, "news/taliban_trump.jsonl")
	if _, err := os.Stat(file); err != nil || testing.Short() {
		t.Skip("the real articles are not here (DYAD_DATA), or the test is short")
	}
	return dyad(t, file)
}

// large is a run of at least so many portrayals: the tables of ours again and
// again, under other names and with words of their own, so that no two
// sentences are the same.
func large(t testing.TB, atLeast int) string {
	t.Helper()
	of, dir := ours(t), t.TempDir()
	per := len(tableOf(t, of, "portrayals"))
	args := []string{"aggregate", "--quiet", "--out", filepath.Join(dir, "large")}
	for _, name := range []string{"articles", "portrayals", "judgments", "relations"} {
		file := filepath.Join(dir, name+".csv")
		repeat(t, filepath.Join(of, name+".csv"), file, (atLeast+per-1)/per)
		args = append(args, "--"+name, file)
	}
	run(t, args...)
	return filepath.Join(dir, "large")
}

// repeat writes a table so many times, each time under other names.
func repeat(t testing.TB, from, to string, times int) {
	t.Helper()
	in, err := os.Open(from)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	rows, err := csv.NewReader(in).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	out, err := os.Create(to)
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	w := csv.NewWriter(out)
	if err := w.Write(rows[0]); err != nil {
		t.Fatal(err)
	}
	for k := range times {
		for _, row := range rows[1:] {
			if err := w.Write(again(rows[0], row, k)); err != nil {
				t.Fatal(err)
			}
		}
	}
	w.Flush()
	if err := w.Error(); err != nil {
		t.Fatal(err)
	}
}

// again is a row under another name.
func again(header, row []string, k int) []string {
	row = append([]string(nil), row...)
	for i, name := range header {
		switch {
		case row[i] == "":
		case name == "doc_id" || name == "portrayal_id" || name == "judgment_id" || name == "relation_id" || name == "story_cluster_id" || name == "copy_of":
			row[i] = fmt.Sprintf("%d/%s", k, row[i])
		case name == "same_event":
			row[i] = ""
		case name == "source":
			row[i] = fmt.Sprintf("%s %d", row[i], k%4)
		case name == "sentence":
			row[i] = changed(row[i], k)
		}
	}
	return row
}

// changed gives a sentence of the same length with some other letters.
func changed(s string, k int) string {
	b := []byte(s)
	seed := uint32(k)*2654435761 + uint32(len(s))
	for i := range b {
		seed = seed*1664525 + 1013904223
		if b[i] >= 'a' && b[i] <= 'z' && seed>>28 < 4 {
			b[i] = 'a' + byte(seed>>20)%26
		}
	}
	return string(b)
}

// records reads a table of a run.
func records(t testing.TB, r io.Reader) []map[string]string {
	t.Helper()
	rows, err := csv.NewReader(r).ReadAll()
	if err != nil || len(rows) == 0 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	var out []map[string]string
	for _, row := range rows[1:] {
		m := map[string]string{}
		for i, name := range rows[0] {
			m[name] = row[i]
		}
		out = append(out, m)
	}
	return out
}

// tableOf reads a table of a run, which may lie in detail/.
func tableOf(t testing.TB, dir, name string) []map[string]string {
	t.Helper()
	f, err := os.Open(filepath.Join(dir, name+".csv"))
	if err != nil {
		f, err = os.Open(filepath.Join(dir, "detail", name+".csv"))
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	return records(t, f)
}

// hostileRun is a run over articles whose every field would do harm if it
// became markup or a script.
func hostileRun(t testing.TB) string {
	t.Helper()
	var b strings.Builder
	enc := json.NewEncoder(&b)
	for i, bad := range []string{
		`<script>window.hacked=1</script>`, `"><img src=x onerror="window.hacked=1">`, `' autofocus onfocus='window.hacked=1`, `</script><script>window.hacked=1</script>`,
		`</style><svg onload="window.hacked=1">`, "<iframe srcdoc=\"<script>parent.hacked=1</script>\">", `javascript:window.hacked=1`, "=HYPERLINK(\"http://x.example\")",
		"\u202egnp.exe\u2066 \u05d0\u05d1", "<a href=javascript:window.hacked=1>x</a>", `{{constructor.constructor("window.hacked=1")()}}`, "${window.hacked=1}", `<!-- <script>`, "😀\u200d\u0301",
		`<form action=https://evil.example><button>x</button></form>`, `<link rel=stylesheet href=https://evil.example/x.css>`, `<meta http-equiv=refresh content="0;url=https://evil.example">`, strings.Repeat("W", 10000),
	} {
		source := bad
		if len(source) > 200 {
			source = source[:200]
		}
		if err := enc.Encode(map[string]string{"id": fmt.Sprintf("%d %s", i, source), "source": source, "title": "Taliban " + bad, "url": "javascript:window.hacked=1", "date": "2020-03-01",
			"text": fmt.Sprintf("%s Taliban spokesman %s said Donald Trump was a liar %s. The Taliban praised Donald Trump, said “%s”. Donald Trump condemned the Taliban terrorists %s on Friday in Kabul after the talks in Doha had been called off.", bad, bad, bad, bad, bad)}); err != nil {
			t.Fatal(err)
		}
	}
	file := filepath.Join(t.TempDir(), "hostile.jsonl")
	if err := os.WriteFile(file, []byte(b.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	return dyad(t, file)
}
