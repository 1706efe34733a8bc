// Package golden compares what a test made with a file that holds what it
// should make. `go test ./PACKAGE -update` writes the files anew; the diff in
// version control is then read like any other change.
package golden

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// update is the flag of test binaries that import this package.
var update = flag.Bool("update", false, "write golden files anew")

// Updating reports whether golden files are being written.
func Updating() bool { return *update }

// Check fails the test where got is not what the file at path holds. The
// file's line ends are taken as they are.
func Check(t testing.TB, path string, got []byte) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v (run the test with -update to write it)", err)
	}
	if !bytes.Equal(want, got) {
		t.Errorf("%s differs (-want +got; -update writes it anew):\n%s", path, cmp.Diff(string(want), string(got)))
	}
}

// FixDraws gives the property tests of a package one seed, so that the suite
// says the same of the same code each time. Called from an init of the
// package's tests; -rapid.seed=0 draws anew, -rapid.checks=20000 looks longer.
func FixDraws() {
	if err := flag.Set("rapid.seed", "1"); err != nil {
		panic("golden: the tests of this package do not use rapid: " + err.Error())
	}
}
