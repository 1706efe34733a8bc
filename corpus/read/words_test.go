package read

import "testing"

// Every class and pattern that the code asks for is in its file, and the other
// way round; every pattern compiles, and every signature is one.
func TestWords(t *testing.T) {
	for _, err := range []error{classes.Check(), patterns.Check()} {
		if err != nil {
			t.Error(err)
		}
	}
	for _, m := range magic() {
		if len(m.bytes) < 2 || m.name == "" {
			t.Errorf("%+v", m)
		}
	}
}
