package golden_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/internal/golden"
)

// recorder is a test that notes its failures.
type recorder struct {
	testing.TB
	said []string
}

func (r *recorder) Helper() {}
func (r *recorder) Errorf(format string, args ...any) {
	r.said = append(r.said, fmt.Sprintf(format, args...))
}
func (r *recorder) Fatalf(format string, args ...any) {
	r.Errorf(format, args...)
	panic(r)
}

func TestCheck(t *testing.T) {
	if golden.Updating() {
		t.Skip("with -update nothing is compared")
	}
	path := filepath.Join(t.TempDir(), "a.golden")
	if err := os.WriteFile(path, []byte("one\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	r := &recorder{TB: t}
	golden.Check(r, path, []byte("one\n"))
	if len(r.said) > 0 {
		t.Errorf("equal, and yet: %v", r.said)
	}
	golden.Check(r, path, []byte("two\n"))
	if len(r.said) != 1 || !strings.Contains(r.said[0], "differs") {
		t.Errorf("different: %v", r.said)
	}
	func() {
		defer func() { _ = recover() }()
		golden.Check(r, path+".none", nil)
	}()
	if len(r.said) != 2 || !strings.Contains(r.said[1], "-update") {
		t.Errorf("missing: %v", r.said)
	}
}
