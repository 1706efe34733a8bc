package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

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
