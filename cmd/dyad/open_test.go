package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/seed-7a84ba5f/dyad/report/table"
)

// open serves the files of the run, to this machine, for reading, and ends when
// it is told to.
func TestOpen(t *testing.T) {
	temp := t.TempDir()
	dir, outside := filepath.Join(temp, "run"), filepath.Join(temp, "outside.txt")
	if err := os.WriteFile(outside, []byte("not of the run"), 0o666); err != nil {
		t.Fatal(err)
	}
	manifest := fmt.Sprintf(`{"verified": {"schema_version": %d, "outputs": [{"file": "report.html"}, {"file": "texts/a b.txt"},
		{"file": "../outside.txt"}, {"file": %q}, {"file": "link.txt"}, {"file": "texts"}]}}`, table.SchemaVersion, filepath.ToSlash(outside))
	for name, text := range map[string]string{"manifest.json": manifest, "report.html": "<p>the report", "texts/a b.txt": "text", "secret.txt": "no"} {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(outside, filepath.Join(dir, "link.txt")); err != nil && runtime.GOOS != "windows" {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	out, in := io.Pipe()
	ended := make(chan int, 1)
	go func() {
		ended <- execute(ctx, []string{"open", "--no-browser", dir}, strings.NewReader(""), in, io.Discard)
	}()
	address, err := bufio.NewReader(out).ReadString('\n')
	address = strings.TrimSpace(address)
	if err != nil || !strings.HasPrefix(address, "http://127.0.0.1:") {
		t.Fatalf("address %q, %v", address, err)
	}
	get := func(method, path, host string) (int, string) {
		t.Helper()
		r, err := http.NewRequestWithContext(ctx, method, address+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Host, r.URL.Path, r.URL.RawPath = host, "/"+strings.ReplaceAll(path, "%20", " "), "" // as it stands: a client would clean it
		answer, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		b, err := io.ReadAll(answer.Body)
		if err != nil {
			t.Fatal(err)
		}
		if policy := answer.Header.Get("Content-Security-Policy"); answer.StatusCode == http.StatusOK && !strings.HasPrefix(policy, "default-src 'none'") {
			t.Errorf("%s: policy %q", path, policy)
		}
		return answer.StatusCode, string(b)
	}
	for _, c := range []struct {
		method, path, host string
		code               int
		text               string
	}{
		{"GET", "", "", 200, "<p>the report"},
		{"GET", "texts/a%20b.txt", "", 200, "text"},
		{"GET", "manifest.json", "", 200, manifest},
		{"GET", "secret.txt", "", 404, ""},
		{"GET", "../secret.txt", "", 404, ""},
		{"GET", "../outside.txt", "", 404, ""},
		{"GET", filepath.ToSlash(outside), "", 404, ""},
		{"GET", "link.txt", "", 404, ""},
		{"GET", "texts", "", 404, ""},
		{"GET", "texts/", "", 404, ""},
		{"POST", "", "", 405, ""},
		{"GET", "", "evil.example", 403, ""},
	} {
		code, text := get(c.method, c.path, c.host)
		if code != c.code || c.text != "" && text != c.text {
			t.Errorf("%s %s at %q: %d %q", c.method, c.path, c.host, code, text)
		}
	}
	stop()
	select {
	case code := <-ended:
		if code != exitOK {
			t.Errorf("exit code %d", code)
		}
	case <-time.After(30 * time.Second):
		t.Fatal("it did not end")
	}
}
