package samefloat

import (
	"math"
	"testing"
)

func TestLogAndExp(t *testing.T) {
	for _, x := range []float64{1e-12, 1e-4, 0.1, 0.5, math.Sqrt2 / 2, 0.7072, 1, 1.5, 2, 3, 1e6} {
		if got, want := Log(x), math.Log(x); math.Abs(got-want) > 1e-14*max(1, math.Abs(want)) {
			t.Errorf("Log(%g) = %.17g, want %.17g", x, got, want)
		}
	}
	for _, x := range []float64{-59, -10, -1, -1e-3, 0} {
		if got, want := Exp(x), math.Exp(x); math.Abs(got-want) > 1e-11*want {
			t.Errorf("Exp(%g) = %.17g, want %.17g", x, got, want)
		}
	}
}

func TestSoftmax(t *testing.T) {
	x := []float64{Log(0.2), Log(0.5), Log(0.3)}
	Softmax(x)
	for i, want := range []float64{0.2, 0.5, 0.3} {
		if math.Abs(x[i]-want) > 1e-14 {
			t.Errorf("class %d has %g, want %g", i, x[i], want)
		}
	}
}
