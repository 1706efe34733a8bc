package stats

import (
	"math"
	"slices"
	"testing"
)

func TestFitSoftmaxAgreesWithReference(t *testing.T) {
	for _, c := range reference[struct {
		Name         string
		Logits       []floats
		Label, Group []int
		Weight       floats
		Groups       int
		Ridge        float64
		Scale, Loss  float64
		Offset       floats
		ByGroup      []floats `json:"by_group"`
	}](t, "softmax") {
		var logits [][]float64
		for _, l := range c.Logits {
			logits = append(logits, l.values())
		}
		scale, offset, byGroup, err := FitSoftmax(logits, c.Label, c.Weight.values(), c.Group, c.Groups, c.Ridge)
		if err != nil {
			t.Fatal(err)
		}
		// Scipy goes without a gradient, so its minimum is less exact than ours.
		const far = 2e-4
		if math.Abs(scale-c.Scale) > far {
			t.Errorf("%s: scale %.6f, want %.6f", c.Name, scale, c.Scale)
		}
		check := func(what string, got []float64, want floats) {
			t.Helper()
			for i := range want {
				if math.Abs(got[i]-float64(want[i])) > far {
					t.Errorf("%s: %s %v, want %v", c.Name, what, got, want)
				}
			}
		}
		check("offsets", offset, c.Offset)
		if len(byGroup) != c.Groups {
			t.Fatalf("%s: %d groups, want %d", c.Name, len(byGroup), c.Groups)
		}
		for g := range byGroup {
			check("offsets of a group", byGroup[g], c.ByGroup[g])
		}
		f, err := newSoftmaxFit(logits, c.Label, c.Weight.values(), c.Group, c.Groups, c.Ridge)
		if err != nil {
			t.Fatal(err)
		}
		x := append([]float64{math.Log(scale)}, offset...)
		if got := f.total * f.loss(append(x, slices.Concat(byGroup...)...), nil); got > c.Loss+1e-9 {
			t.Errorf("%s: loss %.12f, scipy has %.12f", c.Name, got, c.Loss)
		}
	}
}

// With equal logits the probabilities of two classes are their shares of the
// weight: offsets of ±log(odds)/2.
func TestFitSoftmaxOfShares(t *testing.T) {
	logits := slices.Repeat([][]float64{{0, 0}}, 3)
	scale, offset, byGroup, err := FitSoftmax(logits, []int{0, 1, 1}, []float64{3, 0.5, 0.5}, nil, 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	if want := math.Log(3) / 2; scale != 1 || math.Abs(offset[0]-want) > 1e-8 || math.Abs(offset[1]+want) > 1e-8 || byGroup != nil {
		t.Errorf("scale %g, offsets %v, want 1 and ±%g", scale, offset, want)
	}
}

func TestFitSoftmaxOrderAndInputs(t *testing.T) {
	logits := [][]float64{{1, 0.3}, {-0.4, 0.7}, {0.2, 0.1}, {0.9, -1}, {-1, -0.2}}
	label, weight, group := []int{0, 1, 1, 0, 0}, []float64{1, 2, 0.1, 0.7, 3}, []int{-1, 0, 0, -1, 0}
	scale, offset, byGroup, err := FitSoftmax(logits, label, weight, group, 1, 1)
	if err != nil {
		t.Fatal(err)
	}
	slices.Reverse(weight)
	slices.Reverse(logits)
	slices.Reverse(label)
	slices.Reverse(group)
	again, offset2, byGroup2, err := FitSoftmax(logits, label, weight, group, 1, 1)
	if err != nil || again != scale || !slices.Equal(offset, offset2) || !slices.Equal(byGroup[0], byGroup2[0]) {
		t.Errorf("in the other order %v %v %v, %v; was %v %v %v", again, offset2, byGroup2, err, scale, offset, byGroup)
	}
	for name, bad := range map[string]func() error{
		"no rows": func() error { _, _, _, err := FitSoftmax(nil, nil, nil, nil, 0, 1); return err },
		"label":   func() error { _, _, _, err := FitSoftmax(logits, []int{0, 1, 2, 0, 0}, nil, nil, 0, 1); return err },
		"group":   func() error { _, _, _, err := FitSoftmax(logits, label, nil, group, 0, 1); return err },
		"weight": func() error {
			_, _, _, err := FitSoftmax(logits, label, []float64{1, 1, 1, 1, -1}, nil, 0, 1)
			return err
		},
		"NaN": func() error {
			_, _, _, err := FitSoftmax([][]float64{{math.NaN(), 1}}, []int{0}, nil, nil, 0, 1)
			return err
		},
		"ragged": func() error {
			_, _, _, err := FitSoftmax([][]float64{{1, 1}, {1}}, []int{0, 0}, nil, nil, 0, 1)
			return err
		},
		"lengths":   func() error { _, _, _, err := FitSoftmax(logits, label[:2], nil, nil, 0, 1); return err },
		"ridge":     func() error { _, _, _, err := FitSoftmax(logits, label, nil, nil, 0, -1); return err },
		"one class": func() error { _, _, _, err := FitSoftmax([][]float64{{1}}, []int{0}, nil, nil, 0, 1); return err },
		"no weight": func() error { _, _, _, err := FitSoftmax(logits, label, make([]float64, 5), nil, 0, 1); return err },
	} {
		if bad() == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
