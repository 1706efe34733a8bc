package remote

import (
	"bytes"
	std "cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/gzip"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/internal/toyllm"
	"github.com/seed-7a84ba5f/dyad/stance"
)

// docOf makes a document of sentences, the first the title. A and B are mentions
// of the pair.
func docOf(sentences ...string) (*annotate.Document, []stance.ReadRequest) {
	doc := &annotate.Document{}
	var requests []stance.ReadRequest
	for no, s := range sentences {
		at := len(doc.Text)
		doc.Text += s
		doc.Sentences = append(doc.Sentences, annotate.Sentence{Span: annotate.Span{Start: at, End: len(doc.Text)}, No: no})
		doc.Text += "\n"
		q := stance.ReadRequest{Sentence: no}
		for side, name := range [2]string{"Alder", "Birch"} {
			if i := strings.Index(s, name); i >= 0 {
				q.Mentions[side] = []int{len(doc.Mentions)}
				doc.Mentions = append(doc.Mentions, annotate.Mention{Span: annotate.Span{Start: at + i, End: at + i + len(name)}, Sentence: no, Actor: strings.ToLower(name)})
			}
		}
		if len(q.Mentions[0])+len(q.Mentions[1]) > 0 {
			requests = append(requests, q)
		}
	}
	return doc, requests
}

func promptNamed(t testing.TB, name string) *Prompt {
	t.Helper()
	p, err := ReadPrompt(name, ".")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func configOf(t testing.TB, endpoint string) Config {
	t.Helper()
	return Config{Endpoint: endpoint, Model: "toy", Prompt: promptNamed(t, "codebook"), Votes: 1, VotesTemperature: 0.7, MaxTokens: 300,
		LabelOrder: OrderFixed, Context: 1, Timeout: time.Minute, Network: stance.NetworkLoopback}
}

// bench is a server with a session's options.
type bench struct {
	toy     *toyllm.Server
	config  Config
	options Options
	waits   []time.Duration
}

func newBench(t *testing.T, toy *toyllm.Server) *bench {
	t.Helper()
	web := httptest.NewServer(toy)
	t.Cleanup(web.Close)
	b := &bench{toy: toy, config: configOf(t, web.URL+"/v1"),
		options: Options{Recording: filepath.Join(t.TempDir(), "r.jsonl.gz"), Names: map[string]string{"alder": "Alder", "birch": "Birch"}}}
	b.options.client = func(s *server) {
		s.sleep = func(_ context.Context, d time.Duration) error {
			b.waits = append(b.waits, d)
			return nil
		}
	}
	return b
}

// read opens a session and asks about sentences.
func (b *bench) read(t *testing.T, sentences ...string) ([]stance.Reading, stance.Coding, error) {
	t.Helper()
	s, err := Open(t.Context(), b.options)
	if err != nil {
		return nil, stance.Coding{}, err
	}
	scorers, err := s.Scorers(LLM, b.config)
	if err != nil {
		return nil, stance.Coding{}, errors.Join(err, s.Close())
	}
	doc, requests := docOf(sentences...)
	out, err := scorers[0].(*stance.Asked).Reader.Read(doc, requests)
	return out, s.Codings()[0], errors.Join(err, s.Err(), s.Close())
}

func (b *bench) must(t *testing.T, sentences ...string) ([]stance.Reading, stance.Coding) {
	t.Helper()
	out, c, err := b.read(t, sentences...)
	if err != nil {
		t.Fatal(err)
	}
	return out, c
}

// Every way in which a server misbehaves ends in an outcome that is counted, and
// the sentence beside it is answered. A replay says the same without a server.
func TestOutcomes(t *testing.T) {
	for how, want := range map[string]Outcome{
		"truncate": Truncated, "filter": Refused, "refuse": Refused, "tool": Unfinished, "empty": Empty, "text": NotJSON, "schema": WrongSchema,
		"more": WrongSchema, "unknown": UnknownValue, "invent": FalseEvidence, "no evidence": NoEvidence, "no logprobs": NoLogprobs,
		"slow": TimedOut, "429": RateLimited, "500": ServerError, "400": Rejected, "half": HalfAnswer, "half json": HalfAnswer,
		"hang up": Unreachable, "other model": ModelChange,
	} {
		t.Run(how, func(t *testing.T) {
			t.Parallel()
			toy := &toyllm.Server{Logprobs: true, Hold: time.Minute, Behave: func(s string, _ int) string {
				if strings.Contains(s, "rain") {
					return how
				}
				return ""
			}}
			b := newBench(t, toy)
			if how == "slow" {
				b.config.Timeout = 3 * time.Second
			}
			got, c := b.must(t, "Weather", "Alder praised Birch.", "Alder spoke of rain.")
			if got[0].Failed != "" || got[0].Sides[0].Portrayal.Sign() != 1 {
				t.Errorf("the good sentence: %+v", got[0])
			}
			if got[1].Failed != string(want) || got[1].Sides[0].Portrayal.Known() {
				t.Errorf("got %q, want %q: %+v", got[1].Failed, want, got[1])
			}
			if c.Units != 2 || c.Answered != 1 || len(c.Failed) != 1 || c.Failed[0] != (stance.Counted{What: string(want), N: 1}) {
				t.Errorf("counted %+v", c)
			}
			b.options.Replay, b.config.Endpoint = true, "http://127.0.0.1:9/v1"
			again, c2 := b.must(t, "Weather", "Alder praised Birch.", "Alder spoke of rain.")
			if diff := cmp.Diff(got, again) + cmp.Diff(c, c2); diff != "" {
				t.Errorf("replayed (-was +is):\n%s", diff)
			}
		})
	}
}

// What passes by itself is tried again, after the time that the server asks for.
func TestTries(t *testing.T) {
	b := newBench(t, &toyllm.Server{Behave: func(s string, n int) string {
		if strings.Contains(s, "rain") {
			return [...]string{"429", "500", "half", ""}[min(n-1, 3)]
		}
		return ""
	}})
	got, c := b.must(t, "Alder spoke of much rain.")
	if got[0].Failed != "" || c.Requests != 4 {
		t.Errorf("%+v %+v", got[0], c)
	}
	if c.Twice.Units > 0 {
		t.Fatal("the sentence is one of those that are asked twice: take another")
	}
	if len(b.waits) != 3 || b.waits[0] != 7*time.Second || b.waits[1] != 2*firstWait {
		t.Errorf("waited %v", b.waits)
	}
}

// A model that is another one after the answers than before them takes them back.
func TestChangedDigest(t *testing.T) {
	toy := &toyllm.Server{}
	toy.SetBuild("one")
	toy.Behave = func(s string, _ int) string {
		if strings.Contains(s, "rain") {
			go toy.SetBuild("two")
			return "slow"
		}
		return ""
	}
	toy.Hold = 50 * time.Millisecond
	b := newBench(t, toy)
	got, c := b.must(t, "Alder praised Birch.", "Alder spoke of rain.", "Birch slept.")
	for i := range got {
		if got[i].Failed != string(ModelChange) {
			t.Errorf("%d: %q", i, got[i].Failed)
		}
	}
	if c.Failed[0] != (stance.Counted{What: "model_changed", N: 3}) {
		t.Errorf("%+v", c)
	}
	// the failed units are asked again, and each says who coded it
	toy.Behave, b.options.Backfill = nil, true
	filled, c2 := b.must(t, "Alder praised Birch.", "Alder spoke of rain.", "Birch slept.")
	if filled[0].Failed != "" || filled[0].Version == "" || c2.Answered != 3 {
		t.Errorf("%+v %+v", filled[0], c2)
	}
	n := len(toy.Requests())
	b.options.Backfill, b.options.Replay = false, true
	again, c3 := b.must(t, "Alder praised Birch.", "Alder spoke of rain.", "Birch slept.")
	if diff := cmp.Diff(filled, again) + cmp.Diff(c2, c3); diff != "" || len(toy.Requests()) != n {
		t.Errorf("replayed (-was +is):\n%s", diff)
	}
}

// A run that is killed goes on from the last whole line of its recording, and
// asks nothing twice. One byte of the prompt is another key.
func TestResume(t *testing.T) {
	b := newBench(t, &toyllm.Server{})
	first, _ := b.must(t, "Alder praised Birch.", "Birch attacked Alder.")
	data, err := os.ReadFile(b.options.Recording)
	if err != nil {
		t.Fatal(err)
	}
	asked := len(b.toy.Requests())
	for cut := 1; cut < 30; cut += 5 { // somewhere in the last answer, or in the end mark
		if err := os.WriteFile(b.options.Recording, data[:len(data)-cut], 0o600); err != nil {
			t.Fatal(err)
		}
		got, _ := b.must(t, "Alder praised Birch.", "Birch attacked Alder.", fmt.Sprintf("Alder waited %d days.", cut))
		if diff := cmp.Diff(first, got[:2]); diff != "" {
			t.Fatal(diff)
		}
		seen := b.toy.Requests()[asked:]
		praised := 0
		for _, r := range seen {
			if strings.Contains(r.Sentence, "praised Birch") {
				praised++
			}
		}
		if praised > 0 {
			t.Fatalf("cut by %d: asked %d times again", cut, praised)
		}
		asked += len(seen)
		if r, err := OpenRecording(b.options.Recording, true); err != nil || r.damaged {
			t.Fatalf("cut by %d: the recording is not whole afterwards: %v", cut, err)
		}
	}
	file := filepath.Join(t.TempDir(), "p.txt")
	text, err := BuiltinPrompt("codebook")
	if err != nil {
		t.Fatal(err)
	}
	keys := map[string]bool{}
	for i, data := range [][]byte{text, append(bytes.Clone(text), ' '), bytes.Replace(text, []byte("version 1"), []byte("version 2"), 1)} {
		if err := os.WriteFile(file, data, 0o600); err != nil {
			t.Fatal(err)
		}
		p, err := ReadPrompt(file, "")
		if err != nil {
			t.Fatal(err)
		}
		keys[keyOf([]byte("{}"), p.Hash, "d", 0)] = true
		if len(keys) != i+1 {
			t.Errorf("prompt %d has the key of another", i)
		}
	}
}

// A server that is down ends the run before it fails every unit, and nothing of
// that is recorded: the run goes on later.
func TestServerGone(t *testing.T) {
	down := atomic.Bool{}
	b := newBench(t, &toyllm.Server{Behave: func(string, int) string {
		if down.Load() {
			return "hang up"
		}
		return ""
	}})
	var many []string
	for i := range 30 {
		many = append(many, fmt.Sprintf("Alder waited %d days.", i))
	}
	b.must(t, many[0])
	down.Store(true)
	if _, _, err := b.read(t, many...); err == nil {
		t.Fatal("no error of a server that is down")
	}
	down.Store(false)
	got, c := b.must(t, many...)
	if c.Answered != 30 || got[29].Failed != "" {
		t.Errorf("%+v", c)
	}
}

// Where tokens have probabilities they are read off the label's token; where they
// have none, several votes are asked for.
func TestProbabilities(t *testing.T) {
	b := newBench(t, &toyllm.Server{Logprobs: true})
	got, c := b.must(t, "Alder praised Birch.")
	// the token of "good" has .7, "ne" .2: neutral
	want := stance.Probs{0, 0.2 / 0.9, 0.7 / 0.9}
	if p := got[0].Sides[0].Portrayal; math.Abs(p[1]-want[1]) > 1e-9 || math.Abs(p[2]-want[2]) > 1e-9 {
		t.Errorf("portrayal %v, want %v", p, want)
	}
	if !strings.Contains(c.Probabilities, "label's token") || c.Votes != 0 {
		t.Error(c.Probabilities)
	}
	// the words of evidence hold a letter that is parted between two tokens
	for _, word := range []string{"Norðrlandsmaður", "xNorðrlandsmaður", "Alder’s-and-other’s", "xAlder’s-and-other’s", "xxAlder’s-and-other’s"} {
		if got, _ = b.must(t, "Alder praised Birch and a "+word+"."); got[0].Failed != "" || math.Abs(got[0].Sides[0].Portrayal[2]-want[2]) > 1e-9 {
			t.Errorf("parted letters of %s: %+v", word, got[0])
		}
	}
	n := 0
	b = newBench(t, &toyllm.Server{Behave: func(s string, _ int) string {
		if strings.Contains(s, "praised") {
			n++
			return [...]string{"", "unknown", "", "", "text"}[(n-1)%5]
		}
		return ""
	}})
	b.config.Votes = 5
	got, c = b.must(t, "Alder praised Birch.")
	seeds := map[uint64]bool{}
	for _, r := range b.toy.Requests()[1:] {
		seeds[r.Seed] = true
		if r.Temperature == nil || *r.Temperature != 0.7 {
			t.Errorf("temperature %v", r.Temperature)
		}
	}
	if got[0].Failed != "" || c.Lost != 2 || c.Votes != 5 || len(seeds) != 5 {
		t.Errorf("%+v, %d seeds", c, len(seeds))
	}
	if r := b.toy.Requests()[0]; r.Temperature == nil {
		t.Error("a temperature of 0 is left out, and the server takes its own")
	}
}

// One unit in twenty is asked twice, and in another order of labels.
func TestSteadiness(t *testing.T) {
	b := newBench(t, &toyllm.Server{Behave: func(s string, n int) string {
		if n == 2 && strings.Contains(s, "7") {
			return "unknown"
		}
		return ""
	}})
	var many []string
	for i := range 300 {
		many = append(many, fmt.Sprintf("Alder praised %d days of rain.", i))
	}
	_, c := b.must(t, many...)
	if c.Twice.Units < 7 || c.Twice.Units > 25 || c.Reordered.Units != c.Twice.Units || c.Twice.Failed == 0 {
		t.Errorf("%+v %+v", c.Twice, c.Reordered)
	}
	if want := c.Twice.Units*2 + 300; c.Requests != want {
		t.Errorf("%d requests, want %d", c.Requests, want)
	}
	forward, backward := 0, 0
	for _, r := range b.toy.Requests() {
		if strings.Contains(r.Messages[0].Content, "bad, neutral, good") {
			forward++
		} else if strings.Contains(r.Messages[0].Content, "good, neutral, bad") {
			backward++
		}
	}
	if backward != c.Reordered.Units || forward+backward != len(b.toy.Requests()) {
		t.Errorf("%d forward, %d backward", forward, backward)
	}
}

// Many recorded units replay, which is logged: 2,000 of them where
// DYAD_REPLAY_UNITS says so.
func TestReplayMany(t *testing.T) {
	b := newBench(t, &toyllm.Server{Logprobs: true})
	units, err := strconv.Atoi(std.Or(os.Getenv("DYAD_REPLAY_UNITS"), "100"))
	if err != nil {
		t.Fatal(err)
	}
	doc := func() []string {
		var many []string
		for i := range units {
			many = append(many, fmt.Sprintf("Alder praised Birch on day %d for what it did in the north of the country.", i))
		}
		return many
	}()
	first, c := b.must(t, doc...)
	b.options.Replay = true
	began := time.Now()
	again, c2 := b.must(t, doc...)
	info, err := os.Stat(b.options.Recording)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d units replayed in %v; the recording has %d requests in %d bytes", c2.Units, time.Since(began), c2.Requests, info.Size())
	if !reflect.DeepEqual(first, again) || !reflect.DeepEqual(c, c2) {
		t.Error("the replay differs")
	}
}

// The budget ends a run, also one that goes on from a recording.
func TestBudget(t *testing.T) {
	b := newBench(t, &toyllm.Server{})
	b.config.Budget.Requests = 3
	many := []string{"Alder sat.", "Alder ran.", "Alder fell.", "Alder rose.", "Alder left."}
	for range 2 {
		if _, _, err := b.read(t, many...); !errors.Is(err, ErrBudget) {
			t.Fatalf("got %v", err)
		}
	}
	if n := len(b.toy.Requests()) - 2; n != 3 { // and a first question each time
		t.Errorf("%d requests", n)
	}
	b.config.Budget = Budget{Cost: 0.0001}
	b.config.Price = [2]float64{1, 1}
	if _, _, err := b.read(t, many...); !errors.Is(err, ErrBudget) {
		t.Errorf("got %v", err)
	}
}

// A plan sends twenty requests and says what the others take.
func TestPlan(t *testing.T) {
	b := newBench(t, &toyllm.Server{})
	b.options.Plan, b.config.Price = true, [2]float64{1000, 1000}
	var many []string
	for i := range 100 {
		many = append(many, fmt.Sprintf("Alder praised %d days.", i))
	}
	s, err := Open(t.Context(), b.options)
	if err != nil {
		t.Fatal(err)
	}
	scorers, err := s.Scorers(LLM, b.config)
	if err != nil {
		t.Fatal(err)
	}
	doc, requests := docOf(many...)
	if _, err := scorers[0].(*stance.Asked).Reader.Read(doc, requests); err != nil {
		t.Fatal(err)
	}
	got, err := s.Estimate()
	if err := errors.Join(err, s.Close()); err != nil {
		t.Fatal(err)
	}
	e := got[0]
	if e.Units != 100 || e.Probes != 20 || len(b.toy.Requests()) != 21 || e.Tokens[0] == 0 || e.Cost == 0 {
		t.Errorf("%+v after %d requests", e, len(b.toy.Requests()))
	}
	b.options.Plan = false
	b.must(t, many...)
	if n := len(b.toy.Requests()) - 22; n != e.Requests-20 {
		t.Errorf("%d requests followed, %d were planned of which 20 were sent", n, e.Requests)
	}
}

// beyond is an address of this machine that is not the loopback's, as one beyond
// it would be.
func beyond(t *testing.T) string {
	t.Helper()
	all, err := net.InterfaceAddrs()
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range all {
		if ip, ok := a.(*net.IPNet); ok && !ip.IP.IsLoopback() && ip.IP.To4() != nil {
			return ip.IP.String()
		}
	}
	t.Skip("this machine has no address but the loopback's: that no request leaves it is not tested here")
	return ""
}

// No request leaves the machine without both grants, by whatever way.
func TestNothingLeaves(t *testing.T) {
	host := beyond(t)
	var reached atomic.Int32
	lis, err := net.Listen("tcp", net.JoinHostPort(host, "0"))
	if err != nil {
		t.Skip("cannot listen on ", host, ": ", err)
	}
	defer lis.Close()
	go func() {
		for {
			c, err := lis.Accept()
			if err != nil {
				return
			}
			reached.Add(1)
			_ = c.Close()
		}
	}()
	b := newBench(t, &toyllm.Server{})
	try := func(endpoint string, study stance.Network, allow bool) error {
		b.config.Endpoint, b.config.Network, b.options.AllowRemote = endpoint, study, allow
		_, _, err := b.read(t, "Alder praised Birch.")
		return err
	}
	there := "https://" + lis.Addr().String() + "/v1"
	for _, c := range []struct {
		study stance.Network
		allow bool
	}{{"", false}, {stance.NetworkNone, true}, {stance.NetworkLoopback, false}, {stance.NetworkLoopback, true}, {stance.NetworkRemote, false}} {
		var refused *NetworkError
		if err := try(there, c.study, c.allow); !errors.As(err, &refused) {
			t.Errorf("study %q, flag %v: %v", c.study, c.allow, err)
		}
	}
	// a server on this machine that sends one elsewhere
	redirect := httptest.NewServer(http.RedirectHandler("http://"+lis.Addr().String()+"/v1", http.StatusTemporaryRedirect))
	defer redirect.Close()
	if err := try(redirect.URL+"/v1", stance.NetworkLoopback, false); err == nil {
		t.Error("a redirection is followed")
	}
	// a name that resolves to elsewhere, and a proxy
	client := newClient(stance.NetworkLoopback)
	if _, err := client.Get("http://" + lis.Addr().String()); !errors.Is(err, errBeyond) {
		t.Errorf("dialled: %v", err)
	}
	t.Setenv("HTTP_PROXY", "http://"+lis.Addr().String())
	if err := try(redirect.URL+"/v1", stance.NetworkLoopback, false); err == nil {
		t.Error("asked by a proxy")
	}
	if n := reached.Load(); n != 0 {
		t.Fatalf("%d connections left the machine", n)
	}
	if err := try(there, stance.NetworkRemote, true); err == nil || reached.Load() == 0 {
		t.Errorf("with both grants nothing leaves: %v", err)
	}
	for _, bad := range []string{"http://" + lis.Addr().String(), "https://me:secret@x/v1", "https://x/v1?key=secret", "ftp://x", "x"} {
		if err := try(bad, stance.NetworkRemote, true); err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v", bad, err)
		}
	}
}

// The key is sent, and stands in nothing that is written or told, even where the
// server gives it back.
func TestNoKey(t *testing.T) {
	const key = `sk-"quite"&secret`
	b := newBench(t, &toyllm.Server{Echo: "Authorization", Behave: func(s string, n int) string {
		for _, how := range []string{"echo", "500", "400"} {
			if strings.Contains(s, how) {
				return how
			}
		}
		return ""
	}})
	b.config.Key = key
	got, c := b.must(t, "Alder had an echo.", "Alder had 500.", "Alder had 400.")
	for _, r := range got {
		if r.Failed == "" {
			t.Errorf("%+v", r)
		}
	}
	f, err := os.Open(b.options.Recording)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	zip, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(zip)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(data), "[key]") {
		t.Error("the key was not cut out of anything")
	}
	said, err := json.Marshal([]any{got, c})
	if err != nil {
		t.Fatal(err)
	}
	for _, form := range []string{"quite", "secret"} {
		if bytes.Contains(data, []byte(form)) || bytes.Contains(said, []byte(form)) {
			t.Errorf("%q is in the output", form)
		}
	}
	b.toy.Behave = func(string, int) string { return "400" }
	if _, _, err := b.read(t, "Alder sat."); err == nil || strings.Contains(err.Error(), "secret") {
		t.Errorf("told: %v", err)
	}
}

// A server that knows no schema is asked in other ways, and told the schema in words.
func TestOlderServer(t *testing.T) {
	b := newBench(t, &toyllm.Server{NoSchema: true})
	got, _ := b.must(t, "Alder praised Birch.")
	last := b.toy.Requests()[len(b.toy.Requests())-1]
	if got[0].Failed != "" || last.Format.Type != formObject || !strings.Contains(last.Messages[0].Content, "additionalProperties") {
		t.Errorf("%+v %+v", got[0], last)
	}
}

// Every model is asked with every prompt where that is asked for.
func TestAllModels(t *testing.T) {
	b := newBench(t, &toyllm.Server{})
	b.config.OtherModels = []string{"toy-b"}
	b.config.OtherPrompts = []*Prompt{promptNamed(t, "brief"), promptNamed(t, "steps")}
	s, err := Open(t.Context(), b.options)
	if err != nil {
		t.Fatal(err)
	}
	scorers, err := s.Scorers(LLMAll, b.config)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	doc, requests := docOf("Alder praised Birch.")
	for _, sc := range scorers {
		d := sc.Describe()
		names = append(names, d.Name)
		if d.Needs != stance.NetworkLoopback || d.Hash == "" {
			t.Errorf("%+v", d)
		}
		if got, err := sc.(*stance.Asked).Reader.Read(doc, requests); err != nil || got[0].Failed != "" {
			t.Errorf("%s: %v %+v", d.Name, err, got)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	want := []string{"llm", "llm:toy/brief", "llm:toy/steps", "llm:toy-b/codebook", "llm:toy-b/brief", "llm:toy-b/steps"}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Error(diff)
	}
}

// Quoted words are found in the bytes of the sentence: exactly, or with other
// marks, blanks and capitals; never within a word.
func TestLocate(t *testing.T) {
	const s = "He said “the so-called\ndeal” was  good – for goodness’ sake."
	for words, want := range map[string]string{
		"good": "good", "GOOD": "good", "so-called deal": "so-called\ndeal", `"the so-called deal"`: "“the so-called\ndeal”", "'the so-called": "“the so-called",
		"was good - for": "was  good – for", "goodness' sake": "goodness’ sake", "goodn": "", "": "", "bad": "", "He": "He", " sake. ": "sake.",
	} {
		span, ok := locate(s, words)
		if ok != (want != "") || ok && s[span.Start:span.End] != want {
			t.Errorf("%q: %v %q", words, ok, s[span.Start:span.End])
		}
	}
}
