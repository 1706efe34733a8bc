package golden

import (
	"os"
	"path/filepath"
	"testing"
)

// Data gives the path of a file or folder of the measuring data, which is not
// part of the project: in $DYAD_DATA, else in shared/data beside the
// repository. Where it is not there the test is skipped, but fails in CI (the
// variable CI is set). Tests on real data take long and are left out by
// -short; benchmarks are not.
func Data(t testing.TB, parts ...string) string {
	t.Helper()
	path := filepath.Join(append([]string{dataFolder(t)}, parts...)...)
	if _, err := os.Stat(path); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("measuring data is missing: %v (set DYAD_DATA)", err)
		}
		t.Skipf("no measuring data: %v (set DYAD_DATA)", err)
	}
	if _, bench := t.(*testing.B); !bench && testing.Short() {
		t.Skip("tests on measuring data are left out by -short")
	}
	return path
}

func dataFolder(t testing.TB) string {
	t.Helper()
	if dir := os.Getenv("DYAD_DATA"); dir != "" {
		return dir
	}
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return filepath.Join(dir, "..", "shared", "data")
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the test")
		}
	}
}
