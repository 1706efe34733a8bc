package reader

import (
	"bytes"
	"reflect"
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/stance"
)

// placeholder reports whether the weights are not those of a net: the file that
// stands in for them has a few bytes.
func placeholder() bool { return len(weights) < 1<<20 }

func TestBuiltinFitIsForTheWeights(t *testing.T) {
	if placeholder() {
		t.Skip("model/reader.safetensors is the placeholder and not the weights")
	}
	f, err := BuiltinFit()
	if err != nil {
		t.Fatal(err)
	}
	plain, err := load(weights)
	if err != nil {
		t.Fatal(err)
	}
	r, err := plain.With(f)
	if err != nil {
		t.Fatal(err)
	}
	for _, head := range []string{"portrayal", "own", "voice", "other", "relation", "agent", "status", "directed"} {
		if _, ok := f.Calibration[head]; !ok {
			t.Errorf("the fit has no calibration of %s", head)
		}
	}
	for name, at := range map[string]stance.Threshold{"own": f.Join.Own, "directed": f.Join.Directed, "other": f.Join.Other, "dealings": f.Join.Dealings} {
		if at.Alone < 0 || at.Alone > 1 || at.Voted < 0 || at.Voted > 1 {
			t.Errorf("thresholds of %s: %+v", name, at)
		}
	}
	plain, err = Unfitted()
	if err != nil {
		t.Fatal(err)
	}
	if plain.Hash() != r.Hash() || plain.Describe().Hash == r.Describe().Hash {
		t.Error("a fit must leave the hash of the weights as it is, and change that of the reader")
	}
	data, err := f.JSON()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(data, fitJSON) {
		t.Errorf("model/fit.json is not as it is written:\n%s\nwant\n%s", fitJSON, data)
	}
}

func TestFitOfOtherWeights(t *testing.T) {
	if placeholder() {
		t.Skip("model/reader.safetensors is the placeholder and not the weights")
	}
	plain, err := Unfitted()
	if err != nil {
		t.Fatal(err)
	}
	_, err = plain.With(Fit{Weights: strings.Repeat("0", 64)})
	if err == nil || !strings.Contains(err.Error(), "training/cmd/fit") {
		t.Errorf("error %v, want one that says to run training/cmd/fit", err)
	}
	for name, c := range map[string]map[string]Calibration{
		"no such head":   {"mood": {}},
		"offsets":        {"own": {Scale: 1, Offset: []float64{1, 2}}},
		"negative scale": {"own": {Scale: -1}},
	} {
		if _, err := plain.With(Fit{Weights: plain.Hash(), Calibration: c}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestFitRoundTrip(t *testing.T) {
	f := Fit{Weights: "abc", Part: "calibrate", N: 3,
		Calibration: map[string]Calibration{"own": {Scale: 1.25, Offset: []float64{-0.5, 0, 1e-4}}},
		Join: stance.Join{Portrayal: map[string][3]float64{"mixed": {1, 0.5, 2}}, Relation: map[string][4]float64{"conflict": {2, 1, 1, 0.25}},
			Own: stance.Threshold{Alone: 0.5, Voted: 0.42}, Voice: 0.3}}
	data, err := f.JSON()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(data, []byte("\"offset\": [-0.5, 0, 0.0001]")) {
		t.Errorf("lists of numbers are not on one line:\n%s", data)
	}
	got, err := ReadFit(data)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, f) {
		t.Errorf("read %+v, want %+v", got, f)
	}
	if _, err := ReadFit([]byte(`{"weight": "abc"}`)); err == nil {
		t.Error("a field that is not known is no error")
	}
}
