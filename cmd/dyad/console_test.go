package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// A step shows parts, rate and time left, after its delay, and leaves nothing
// behind; one that is shorter shows nothing.
func TestProgress(t *testing.T) {
	var long, short, unknown strings.Builder
	s := stepper{on: true, after: time.Millisecond}
	st := s.start(&long, "scoring", 40)
	for range 10 {
		time.Sleep(50 * time.Millisecond)
		st.add(1)
	}
	st.done()
	for _, want := range []string{"scoring ", " of 40", "/s, ", " left"} {
		if !strings.Contains(long.String(), want) {
			t.Errorf("no %q in %q", want, long.String())
		}
	}
	st = s.start(&unknown, "reading", 0)
	time.Sleep(300 * time.Millisecond)
	st.done()
	if !strings.Contains(unknown.String(), "reading ") {
		t.Errorf("of unknown length: %q", unknown.String())
	}
	s.after = 0
	s.start(&short, "scoring", 2).done()
	(&stepper{}).start(&short, "scoring", 2).done()
	if strings.Contains(short.String(), "scoring") {
		t.Errorf("a short step shows %q", short.String())
	}
}

// Messages as JSON are records of slog, with place and reason; quiet leaves the
// errors.
func TestLogFormat(t *testing.T) {
	dir := t.TempDir()
	in := filepath.Join(dir, "a.jsonl")
	text := `{"id": "a", "source": "Heron", "text": "The Taliban praised President Trump."}` + "\n{bad\n"
	if err := os.WriteFile(in, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	run := func(want int, args ...string) string {
		t.Helper()
		var out, msg strings.Builder
		if code := execute(t.Context(), args, strings.NewReader(""), &out, &msg); code != want {
			t.Fatalf("%v: exit code %d\n%s", args, code, msg.String())
		}
		return msg.String()
	}
	messages := run(exitProblems, "run", "--log-format", "json", "--strict", "--out", filepath.Join(dir, "run"), in)
	var levels []string
	for line := range strings.Lines(messages) {
		var r struct{ Level, Msg, Time, Reason string }
		if err := json.Unmarshal([]byte(line), &r); err != nil || r.Msg == "" || r.Time == "" {
			t.Fatalf("no record: %s", line)
		}
		levels = append(levels, r.Level)
	}
	if got := strings.Join(levels, " "); got != "WARN INFO ERROR" {
		t.Errorf("levels %q of\n%s", got, messages)
	}
	if got := run(exitProblems, "run", "--quiet", "--strict", "--out", filepath.Join(dir, "quiet"), in); got != "dyad: --strict: 1 warning\n" {
		t.Errorf("quiet: %q", got)
	}
	if got := run(exitUsage, "run", "--log-format", "xml", in); !strings.Contains(got, "neither text nor json") {
		t.Errorf("xml: %q", got)
	}
}
