package coding_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/seed-7a84ba5f/dyad/coding"
)

// served is a set behind its page.
type served struct {
	t   *testing.T
	set *coding.Set
	url string
	key map[string]string // tokens by coder
}

func serveSet(t *testing.T, n int) *served {
	t.Helper()
	s, _ := aSet(t, n)
	web := httptest.NewServer((&coding.Server{Set: s, Hosts: []string{"127.0.0.1"}, Now: func() time.Time { return noon }}).Handler())
	t.Cleanup(web.Close)
	return &served{t: t, set: s, url: web.URL, key: keysOf(t, s)}
}

func keysOf(t *testing.T, s *coding.Set) map[string]string {
	t.Helper()
	coders, err := s.Coders(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, c := range coders {
		out[c.Name] = c.Token
	}
	return out
}

// ask sends a request; edit may change it.
func (v *served) ask(method, path, token string, body any, edit ...func(*http.Request)) (status int, text string, h http.Header) {
	v.t.Helper()
	var in io.Reader
	if body != nil {
		b, err := json.Marshal(body)
		if err != nil {
			v.t.Fatal(err)
		}
		in = bytes.NewReader(b)
	}
	r, err := http.NewRequestWithContext(v.t.Context(), method, v.url+path, in)
	if err != nil {
		v.t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+token)
	r.Header.Set("Content-Type", "application/json")
	for _, e := range edit {
		e(r)
	}
	got, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0, err.Error(), nil
	}
	defer got.Body.Close()
	out, _ := io.ReadAll(got.Body)
	return got.StatusCode, string(out), got.Header
}

func message(unit int, comment string) coding.Post {
	return coding.Post{ID: "message-1", Unit: unit, Codes: []coding.Answer{{Field: "relation", Value: "1"}}, Notes: []coding.Remark{{Kind: coding.Comment, Text: comment}}}
}

func TestAttacks(t *testing.T) {
	v := serveSet(t, 3)
	anna := v.key["anna"]
	header := func(k, val string) func(*http.Request) { return func(r *http.Request) { r.Header.Set(k, val) } }
	host := func(h string) func(*http.Request) { return func(r *http.Request) { r.Host = h } }
	for name, c := range map[string]struct {
		method, path, token string
		body                any
		edit                func(*http.Request)
		want                int
	}{
		"no token":                {"POST", "/api/save", "", message(1, ""), nil, 401},
		"a token that is none":    {"POST", "/api/save", anna + "x", message(1, ""), nil, 401},
		"a shorter token":         {"POST", "/api/save", anna[:5], message(1, ""), nil, 401},
		"events without token":    {"GET", "/api/events", "", nil, nil, 401},
		"a unit of somebody else": {"POST", "/api/save", v.key["lea"], message(1, ""), nil, 422},
		"DNS rebinding":           {"GET", "/api/state", anna, nil, host("evil.example"), 403},
		"a host that begins so":   {"GET", "/", anna, nil, host("127.0.0.1.evil.example"), 403},
		"no host":                 {"GET", "/", anna, nil, host("[::]"), 403},
		"form of another site":    {"POST", "/api/save", anna, message(1, ""), header("Content-Type", "text/plain"), 422},
		"another site":            {"POST", "/api/save", anna, message(1, ""), header("Sec-Fetch-Site", "cross-site"), 403},
		"cookies are no key":      {"POST", "/api/save", "", message(1, ""), header("Cookie", "token="+anna), 401},
		"10 MB comment":           {"POST", "/api/save", anna, message(1, strings.Repeat("x", 10<<20)), nil, 413},
		"NUL in a comment":        {"POST", "/api/save", anna, message(1, "a\x00b"), nil, 422},
		"long comment":            {"POST", "/api/save", anna, message(1, strings.Repeat("x", 5000)), nil, 422},
		"coder edits codebook":    {"POST", "/api/codebook", anna, map[string]any{"base": 1, "text": coding.DefaultCodebook(), "note": "mine"}, nil, 403},
		"coder reads disputes":    {"GET", "/api/disputes", anna, nil, nil, 403},
		"coder settles":           {"POST", "/api/adjudicate", anna, map[string]any{"unit": 1}, nil, 403},
		"unknown keys":            {"POST", "/api/save", anna, map[string]any{"post": "12345678", "unit": 1, "coder": "ben"}, nil, 422},
		"path up":                 {"GET", "/../set.go", anna, nil, nil, 404},
		"path up, encoded":        {"GET", "/%2e%2e/set.go", anna, nil, nil, 404},
		"the folder":              {"GET", "/page/", anna, nil, nil, 404},
		"SQL in a unit":           {"GET", "/api/unit/1%20OR%201=1", anna, nil, nil, 422},
		"SQL in a value":          {"POST", "/api/save", anna, coding.Post{ID: "12345678", Unit: 1, Codes: []coding.Answer{{Field: "relation", Value: "1'); DROP TABLE codes;--"}}}, nil, 422},
		"wrong method":            {"GET", "/api/save", anna, nil, nil, 405},
		"a number of its own":     {"POST", "/api/save", anna, coding.Post{ID: "x", Unit: 1}, nil, 422},
		"what is no JSON at all":  {"POST", "/api/save", anna, "<form>", nil, 422},
		"a version that is ahead": {"POST", "/api/save", anna, coding.Post{ID: "12345678", Unit: 1, Version: 99}, nil, 422},
	} {
		edit := c.edit
		if edit == nil {
			edit = func(*http.Request) {}
		}
		status, text, _ := v.ask(c.method, c.path, c.token, c.body, edit)
		// A server that refuses a body may close before all of it is sent.
		if status != c.want && !(c.want == 413 && status == 0) {
			t.Errorf("%s: %d %s; want %d", name, status, text, c.want)
		}
	}
	if all, err := v.set.History(t.Context()); err != nil || len(all) > 0 {
		t.Errorf("an attack left codes: %+v, %v", all, err)
	}
	if n, err := v.set.Notes(t.Context()); err != nil || len(n) > 0 {
		t.Errorf("an attack left notes, %v", err)
	}
}

// Script in a comment or in an article is text; the policy lets none run.
func TestScriptIsText(t *testing.T) {
	v := serveSet(t, 2)
	const evil = `</script><img src=x onerror=alert(1)>`
	if status, text, _ := v.ask("POST", "/api/save", v.key["anna"], message(1, evil)); status != 200 {
		t.Fatal(status, text)
	}
	status, text, h := v.ask("GET", "/api/unit/1", v.key["anna"], nil)
	if status != 200 || strings.Contains(text, "<img") || !strings.Contains(text, `\u003cimg`) || !strings.HasPrefix(h.Get("Content-Type"), "application/json") {
		t.Errorf("%d %s", status, text)
	}
	for _, path := range []string{"/", "/app.js", "/api/unit/1"} {
		_, _, h := v.ask("GET", path, v.key["anna"], nil)
		policy := h.Get("Content-Security-Policy")
		if !strings.Contains(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") || h.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: policy %q", path, policy)
		}
	}
	for _, file := range []string{"page/app.js", "page/lead.js"} {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, way := range []string{"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("} {
			if strings.Contains(string(text), way) {
				t.Errorf("%s uses %s", file, way)
			}
		}
	}
}

// A coder is told nothing of what scorers say or other coders coded.
func TestBlind(t *testing.T) {
	v := serveSet(t, 2)
	for i, coder := range []string{"anna", "ben"} {
		p := coding.Post{ID: "message-1", Unit: 1, Codes: []coding.Answer{{Field: "relation", Value: []string{"-1", "0.5"}[i]}}, Notes: []coding.Remark{{Kind: coding.Comment, Text: "by " + coder}}}
		if status, text, _ := v.ask("POST", "/api/save", v.key[coder], p); status != 200 {
			t.Fatal(text)
		}
	}
	for _, path := range []string{"/api/state", "/api/unit/1"} {
		_, text, _ := v.ask("GET", path, v.key["anna"], nil)
		for _, secret := range []string{"ben", "0.25", "zebra", "machine", "Paper", v.key["ben"]} {
			if strings.Contains(text, secret) && !(path == "/api/state" && secret == "0.25") {
				t.Errorf("%s tells %q: %s", path, secret, text)
			}
		}
	}
	_, text, _ := v.ask("GET", "/api/disputes", v.key["lea"], nil)
	if !strings.Contains(text, "ben") || strings.Contains(text, "zebra") {
		t.Errorf("the lead sees %s", text)
	}
}

// childVariable tells the test binary to be a server: set, address.
const childVariable = "DYAD_TEST_CODING_SERVER"

func TestMain(m *testing.M) {
	if of := os.Getenv(childVariable); of != "" {
		path, address, _ := strings.Cut(of, "\n")
		fmt.Fprintln(os.Stderr, beServer(path, address))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

func beServer(path, address string) error {
	s, err := coding.OpenSet(context.Background(), path)
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	return http.Serve(l, (&coding.Server{Set: s, Hosts: []string{"127.0.0.1"}, Now: time.Now}).Handler())
}

// Coders post while the server is killed and started again: no code is lost, none
// is there twice. DYAD_CODING_LONG=1 runs the whole form.
func TestKilledServer(t *testing.T) {
	coders, posts, kills := 4, 40, 2
	if os.Getenv("DYAD_CODING_LONG") != "" {
		coders, posts, kills = 20, 5000, 20
	}
	each := posts / coders
	path := t.TempDir() + "/set.sqlite"
	var units []coding.Unit
	var ids []int
	for i := range each {
		units = append(units, coding.Unit{DocID: fmt.Sprint(i), Sentence: "They met.", Stratum: "all"})
		ids = append(ids, i+1)
	}
	var who []coding.Coder
	for i := range coders {
		who = append(who, coding.Coder{Name: fmt.Sprintf("coder%d", i), Role: coding.RoleCoder, Token: fmt.Sprintf("token-%d-%d", i, i), Units: ids})
	}
	if err := coding.Create(t.Context(), path, coding.Design{}, units, who, "", noon); err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	l.Close()
	start := func() *exec.Cmd {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), childVariable+"="+path+"\n"+address)
		if err := cmd.Start(); err != nil {
			t.Error(err)
		}
		return cmd
	}
	server := start()
	values := []string{"-1", "-0.5", "0", "0.5", "1"}
	var saved, tries int
	var mu sync.Mutex
	var group sync.WaitGroup
	for c := range coders {
		group.Go(func() {
			for u := range each {
				body, _ := json.Marshal(coding.Post{ID: fmt.Sprintf("post-%d-%d", c, u), Unit: u + 1, Codes: []coding.Answer{{Field: "relation", Value: values[(c+u)%5]}}})
				for again := u%7 == 0; ; { // every seventh is sent once more though it was acknowledged
					status := postOnce(t.Context(), "http://"+address+"/api/save", who[c].Token, body)
					mu.Lock()
					tries++
					mu.Unlock()
					if status != 200 {
						if t.Context().Err() != nil || status != 0 && status != 500 {
							t.Errorf("status %d", status)
							return
						}
						time.Sleep(20 * time.Millisecond)
						continue
					}
					if !again {
						break
					}
					again = false
				}
				mu.Lock()
				saved++
				mu.Unlock()
			}
		})
	}
	for k := range kills {
		for { // kill after each further share of the work
			mu.Lock()
			n := saved
			mu.Unlock()
			if n >= (k+1)*posts/(kills+2) {
				break
			}
			time.Sleep(time.Millisecond)
		}
		if err := server.Process.Kill(); err != nil {
			t.Error(err)
		}
		_ = server.Wait() // says that it was killed
		server = start()
	}
	group.Wait()
	_ = server.Process.Kill()
	_ = server.Wait()
	s, err := coding.OpenSet(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	all, err := s.History(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(all) != posts {
		t.Errorf("%d codes of %d posts", len(all), posts)
	}
	seen := map[string]bool{}
	for _, code := range all {
		var c int
		fmt.Sscanf(code.Coder, "coder%d", &c)
		if want := values[(c+code.Unit-1)%5]; code.Value != want || seen[code.Post] {
			t.Errorf("%+v; want %s, once", code, want)
		}
		seen[code.Post] = true
	}
	t.Logf("%d coders, %d posts, %d tries, %d kills: %d codes", coders, posts, tries, kills, len(all))
}

func postOnce(ctx context.Context, url, token string, body []byte) int {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, "POST", url, bytes.NewReader(body))
	if err != nil {
		return 0
	}
	r.Header.Set("Authorization", "Bearer "+token)
	r.Header.Set("Content-Type", "application/json")
	got, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0
	}
	defer got.Body.Close()
	_, _ = io.Copy(io.Discard, got.Body)
	return got.StatusCode
}

// A training unit shows what was settled only when it is done.
func TestTrainingShowsWhatWasSettled(t *testing.T) {
	units := []coding.Unit{{DocID: "a", Sentence: "They met.", Training: true}}
	path := t.TempDir() + "/set.sqlite"
	coders := []coding.Coder{{Name: "anna", Role: coding.RoleCoder, Token: "token-anna", Units: []int{1}}, {Name: "lea", Role: coding.RoleLead, Token: "token-lea"}}
	if err := coding.Create(t.Context(), path, coding.Design{}, units, coders, "", noon); err != nil {
		t.Fatal(err)
	}
	s, err := coding.OpenSet(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	web := httptest.NewServer((&coding.Server{Set: s, Hosts: []string{"127.0.0.1"}, Now: time.Now}).Handler())
	defer web.Close()
	v := &served{t: t, set: s, url: web.URL}
	settle := map[string]any{"post": "message-1", "unit": 1, "field": "relation", "target": "", "value": "0.5", "reason": "a meeting"}
	if status, text, _ := v.ask("POST", "/api/adjudicate", "token-lea", settle); status != 200 {
		t.Fatal(text)
	}
	shows := func() bool {
		_, text, _ := v.ask("GET", "/api/unit/1", "token-anna", nil)
		return strings.Contains(text, "a meeting")
	}
	before := shows()
	p := coding.Post{ID: "message-2", Unit: 1, Codes: []coding.Answer{{Field: "relation", Value: "1"}}, Notes: []coding.Remark{{Kind: coding.Done, Text: "3.5"}}}
	if status, text, _ := v.ask("POST", "/api/save", "token-anna", p); status != 200 {
		t.Fatal(text)
	}
	if after := shows(); before || !after {
		t.Errorf("shown before it is done: %v, after: %v", before, after)
	}
	st, err := s.Read(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	trained := st.Trained()
	if len(trained) != 1 || trained[0].N != 1 || trained[0].Right != 0 || trained[0].Distance != 0.5 {
		t.Errorf("%+v", trained)
	}
	if d := st.Decisions(); len(d) > 0 {
		t.Errorf("a training unit is among the decisions: %+v", d)
	}
}
