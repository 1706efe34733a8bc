package progress

import (
	"strings"
	"testing"
	"time"
)

// A step shows parts, rate and time left, after its delay, and leaves nothing
// behind; one that is shorter shows nothing.
func TestProgress(t *testing.T) {
	var long, short, unknown strings.Builder
	s := Steps{On: true, After: time.Millisecond}
	st := s.Start(&long, "scoring", 40)
	for range 10 {
		time.Sleep(50 * time.Millisecond)
		st.Add(1)
	}
	st.Done()
	for _, want := range []string{"scoring ", " of 40", "/s, ", " left"} {
		if !strings.Contains(long.String(), want) {
			t.Errorf("no %q in %q", want, long.String())
		}
	}
	st = s.Start(&unknown, "reading", 0)
	time.Sleep(300 * time.Millisecond)
	st.Done()
	if !strings.Contains(unknown.String(), "reading ") {
		t.Errorf("of unknown length: %q", unknown.String())
	}
	s.After = 0
	s.Start(&short, "scoring", 2).Done()
	(&Steps{}).Start(&short, "scoring", 2).Done()
	if strings.Contains(short.String(), "scoring") {
		t.Errorf("a short step shows %q", short.String())
	}
}
