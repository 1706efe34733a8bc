package main

import (
	"bytes"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/seed-7a84ba5f/dyad/internal/toyllm"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"dyad": main})
}

// TestScripts runs the command line as users do: one readable file per case.
// `UPDATE_SCRIPTS=1 go test ./cmd/dyad` writes changed expectations back.
// With -short only those run that work on articles at several workers: under
// the race detector the others would take minutes and find nothing more.
func TestScripts(t *testing.T) {
	const dir = "../../testdata/script"
	scripts := []string{dir + "/bad_input.txtar", dir + "/dedup.txtar", dir + "/run_folder.txtar", dir + "/run_is_score_aggregate.txtar"}
	if !testing.Short() {
		all, err := filepath.Glob(dir + "/*.txtar")
		if err != nil || len(all) <= len(scripts) {
			t.Fatalf("%d scripts in %s: %v", len(all), dir, err)
		}
		scripts = all
	}
	testscript.Run(t, testscript.Params{
		Files:               scripts,
		UpdateScripts:       os.Getenv("UPDATE_SCRIPTS") != "",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Condition: func(cond string) (bool, error) {
			if cond == "root" {
				return os.Getuid() == 0, nil
			}
			return false, errors.New("unknown condition")
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"hex":       writeHex,
			"code":      exitsWith,
			"sametable": sameTables,
			"toyllm":    serveToy,
		},
	})
}

// toyllm STUDY serves the language model of the tests, and writes its address into
// the study in place of ENDPOINT.
func serveToy(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: toyllm STUDY")
	}
	server := httptest.NewServer(&toyllm.Server{Echo: "Authorization", Behave: func(sentence string, _ int) string {
		switch {
		case strings.Contains(sentence, "promise"):
			return "truncate"
		case strings.Contains(sentence, "statement"):
			return "400"
		}
		return ""
	}})
	ts.Defer(server.Close)
	path := ts.MkAbs(args[0])
	data, err := os.ReadFile(path)
	ts.Check(err)
	ts.Check(os.WriteFile(path, bytes.ReplaceAll(data, []byte("ENDPOINT"), []byte(server.URL+"/v1")), 0o666))
}

// hex FILE 6361e9... writes bytes that a text file cannot hold.
func writeHex(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: hex FILE HEX")
	}
	data, err := hex.DecodeString(args[1])
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), data, 0o666))
}

// code N dyad ARGS... runs a command that must end with exit code N.
func exitsWith(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 || len(args[0]) != 1 {
		ts.Fatalf("usage: code N COMMAND [ARG...]")
	}
	err := ts.Exec(args[1], args[2:]...)
	got := 0
	var exit interface{ ExitCode() int }
	if errors.As(err, &exit) {
		got = exit.ExitCode()
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if want := int(args[0][0] - '0'); got != want {
		ts.Fatalf("exit code %d, not %d", got, want)
	}
}

// sametable DIR1 DIR2 compares every table of two run folders, byte for byte.
func sameTables(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: sametable DIR1 DIR2")
	}
	tables := 0
	dir := ts.MkAbs(args[0])
	ts.Check(filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(e.Name(), ".csv") {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		tables++
		if ts.ReadFile(filepath.Join(args[0], name)) != ts.ReadFile(filepath.Join(args[1], name)) {
			ts.Fatalf("%s differs between %s and %s", name, args[0], args[1])
		}
		return nil
	}))
	if tables < 14 {
		ts.Fatalf("%s has only %d tables", args[0], tables)
	}
}

// A reader of our stdout that has had enough is no error.
func TestBrokenPipe(t *testing.T) {
	for _, args := range [][]string{{"study", "schema"}, {"study", "init", "-"}, {"version"}} {
		var stderr strings.Builder
		code := execute(t.Context(), args, strings.NewReader(""), brokenPipe{}, &stderr)
		if code != 0 || stderr.Len() > 0 {
			t.Errorf("%v: exit code %d, stderr %q", args, code, stderr.String())
		}
	}
	var stderr strings.Builder
	if code := execute(t.Context(), []string{"version"}, strings.NewReader(""), fullDisk{}, &stderr); code != exitFailed {
		t.Errorf("a full disk: exit code %d", code)
	}
}

type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) {
	return 0, &os.PathError{Op: "write", Path: "|1", Err: syscall.EPIPE}
}

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, io.ErrShortWrite }

// Every command explains itself, with an example where it takes a path.
func TestHelp(t *testing.T) {
	root := newRootCmd()
	for _, cmd := range append(root.Commands(), root) {
		if cmd.Short == "" {
			t.Errorf("%s has no short help", cmd.Name())
		}
		if strings.Contains(cmd.Use, "PATH") && cmd.Example == "" {
			t.Errorf("%s has no example", cmd.Name())
		}
	}
}
