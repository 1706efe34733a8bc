package stats

import (
	"math"
	"math/rand/v2"
	"testing"
)

// A coder of ten items, by hand: the scorer is as near on 8, the coder on 6 (4
// ties); d has mean -.2, variance 6/9 - 10/9·.04 = .6222; with epsilon .1 the
// t value is -.3/sqrt(.06222) = -1.2027, p of 9 degrees of freedom .1299 (R: pt(-1.2027, 9)).
func TestAltTestByHand(t *testing.T) {
	c := AltCoder{Scorer: []float64{1, 1, 1, 1, 1, 1, 1, 1, 0, 0}, Human: []float64{1, 1, 1, 1, 0, 0, 0, 0, 1, 1}}
	a, err := AltTest([]AltCoder{c}, 0.1, 0.05)
	if err != nil {
		t.Fatal(err)
	}
	r := a.Coders[0]
	if math.Abs(r.Scorer-0.8) > 1e-12 || math.Abs(r.Human-0.6) > 1e-12 || math.Abs(r.P-0.1299) > 0.0005 || r.Adjusted != r.P || r.Better || a.Passed {
		t.Errorf("%+v", a)
	}
	// ((1.6449 + .8416) · .7888 / .3)² = 42.7
	if r.Needed != 43 {
		t.Errorf("%d items are needed", r.Needed)
	}
}

// A scorer as good as a coder passes, one that guesses does not; what is said to
// be needed is enough in four of five tries.
func TestAltTestPower(t *testing.T) {
	src := rand.New(rand.NewPCG(1, 1))
	try := func(n int, scorer, human float64) (Alternative, error) {
		var coders []AltCoder
		for range 3 {
			c := AltCoder{}
			for range n {
				near := func(p float64) float64 { return float64(b2f(src.Float64() < p)) }
				c.Scorer, c.Human = append(c.Scorer, near(scorer)), append(c.Human, near(human))
			}
			coders = append(coders, c)
		}
		return AltTest(coders, 0.15, 0.05)
	}
	if a, _ := try(400, 0.8, 0.8); !a.Passed || a.Winning != 1 {
		t.Errorf("as good as a coder: %+v", a)
	}
	if a, _ := try(400, 0.5, 0.8); a.Passed {
		t.Errorf("a guesser: %+v", a)
	}
	big, _ := try(20000, 0.8, 0.85)
	needed, won := big.Coders[0].Needed, 0
	for range 300 {
		a, err := try(needed, 0.8, 0.85)
		if err != nil {
			t.Fatal(err)
		}
		won += b2f(a.Coders[0].P <= 0.05)
	}
	if share := float64(won) / 300; share < 0.72 || share > 0.88 {
		t.Errorf("%d items have a power of %.2f", needed, share)
	}
}

func b2f(b bool) int {
	if b {
		return 1
	}
	return 0
}

func TestAltTestRefuses(t *testing.T) {
	one := []float64{1, 2}
	for _, c := range [][]AltCoder{nil, {{one, one[:1]}}, {{one[:1], one[:1]}}, {{one, []float64{1, math.NaN()}}}} {
		if _, err := AltTest(c, 0.1, 0.05); err == nil {
			t.Errorf("%v is taken", c)
		}
	}
	if a, err := AltTest([]AltCoder{{one, one}}, 0.1, 0.05); err != nil || a.Coders[0].P != 0 || !a.Passed {
		t.Errorf("all the same: %+v, %v", a, err)
	}
}
