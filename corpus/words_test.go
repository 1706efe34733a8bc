package corpus

import "testing"

// Every class and pattern that the code asks for is in its file, and the other
// way round; every pattern compiles.
func TestWords(t *testing.T) {
	for _, err := range []error{classes.Check(), patterns.Check()} {
		if err != nil {
			t.Error(err)
		}
	}
	if n := len(builtinOutlets()); n < 80 {
		t.Errorf("%d outlets", n)
	}
}
