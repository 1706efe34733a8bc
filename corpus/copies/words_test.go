package copies

import "testing"

// Every class that the code asks for is in its file, and the other way round.
func TestWords(t *testing.T) {
	if err := classes.Check(); err != nil {
		t.Error(err)
	}
}
