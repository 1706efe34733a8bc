package stance_test

import (
	"errors"
	"testing"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/stance"
)

// mute is a reader that reads nothing, or not all.
type mute struct {
	err  error
	read []stance.Reading
}

func (m mute) Describe() stance.Description { return stance.Description{Name: "mute"} }

func (m mute) Read(*annotate.Document, []stance.ReadRequest) ([]stance.Reading, error) {
	return m.read, m.err
}

// What a reader could not read is told of each question, and is no answer that
// judges nothing.
func TestUnanswered(t *testing.T) {
	doc := read(t, "Trump praised the Taliban.")
	qs := []stance.Question{{Holder: stance.Narrator, Target: 1}, {Holder: 0, Target: 1}}
	bad := stance.Reading{}
	bad.Sides[1].Own = stance.Probs{0.9, 0.1, 0}
	for _, c := range []struct {
		name   string
		reader mute
		want   [2]string
	}{
		{"no reader", mute{err: errors.New("no weights")}, [2]string{"no weights", "no weights"}},
		{"one sentence", mute{read: []stance.Reading{bad, {Failed: "truncated"}}}, [2]string{"", "truncated"}},
	} {
		asked, combined := &stance.Asked{Reader: c.reader}, &stance.Combined{Reader: c.reader, Lexical: theLexical(t)}
		for _, s := range []stance.Scorer{asked, combined} {
			for i, a := range s.Score(doc, qs) {
				if len(a) != 1 || a[0].Failed != c.want[i] || c.want[i] != "" && stance.SignOf(a) != 0 || c.want[i] == "" && stance.SignOf(a) != -1 {
					t.Errorf("%s, %T, question %d: %+v, want %q", c.name, s, i, a, c.want[i])
				}
			}
		}
	}
}
