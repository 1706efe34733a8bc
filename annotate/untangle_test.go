package annotate

import "testing"

// Circles of heads are cut once each; what is a tree stays as it is.
func TestUntangle(t *testing.T) {
	for _, c := range []struct {
		heads []int
		roots int
	}{
		{[]int{-1, 10, 10}, 1},
		{[]int{11, 12, 10}, 1},         // a circle of three
		{[]int{10, 11}, 2},             // two that hang on themselves
		{[]int{11, 10, 13, 12, 12}, 2}, // two circles, and one that hangs on the second
		{[]int{-1, 12, 13, 11, 13}, 2},
		{[]int{3, 10, 99}, 0}, // heads elsewhere
	} {
		toks := make([]Token, len(c.heads))
		for i, h := range c.heads {
			toks[i].Head = h
		}
		untangle(toks, 10)
		roots := 0
		for i := range toks {
			if toks[i].Head < 0 {
				roots++
			}
		}
		if roots != c.roots || !isTree(toks, 10) {
			t.Errorf("%v: %d roots, a tree: %v", c.heads, roots, isTree(toks, 10))
		}
	}
}

// A mend may leave a circle to those behind it, which all must come to an end.
func TestOutwardEnds(t *testing.T) {
	toks := []Token{{Head: 1}, {Head: 2}, {Head: 0}, {Head: -1}}
	if i := outward(toks, 0, 3, 0); i < 0 || i > 2 {
		t.Errorf("outward in a circle ends at %d", i)
	}
}
