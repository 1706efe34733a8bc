package stats

import (
	"errors"
	"fmt"
	"math"
)

// ErrTrained says that a row that the scorer was trained on was given as gold.
var ErrTrained = errors.New("used for training, so no gold")

// Corrected is a mean corrected by gold data. NaN means missing.
type Corrected struct {
	// Gold and Predicted count the rows with and without a human's value.
	Gold, Predicted int
	// Value is the corrected mean.
	Value float64
	// Lambda is the trust in the predictions, from 0 (the mean of the gold
	// alone) to 1.
	Lambda float64
	// SE is the standard error; Low and High are the ends of the interval at
	// Level, missing where Method is none.
	SE, Low, High, Level float64
	Method               Method
	Warnings             []Warning
}

// Sampled is a row that was, or could have been, sampled for human coding.
type Sampled struct {
	Cluster   string
	Predicted float64
	// Human is the human's value, NaN where the row was not coded.
	Human float64
	// Probability is that with which the row was sampled for coding, known from
	// the design, in (0, 1]; needed for coded rows only.
	Probability float64
	// Weight is as in Unit.
	Weight  float64
	Trained bool
}

// DesignBased turns rows into units whose mean is without bias whatever the
// scorer does, by design-based supervised learning (Egami, Hinck, Stewart and
// Wei 2023, NeurIPS 36): a coded row's prediction is moved by its error over
// the probability with which it was sampled. Give the units to Mean or
// Contrast; their intervals then hold for the corrected means and respect
// clusters.
//
// It supposes that the probabilities are the true ones. Small ones make wide
// intervals: single units can lie far outside the scale. A coded row without a
// probability in (0, 1], or trained on (ErrTrained), and values not finite are
// errors that name the index. The units are in the order of the rows.
func DesignBased(rows []Sampled) ([]Unit, error) {
	units := make([]Unit, len(rows))
	for i, r := range rows {
		coded := !math.IsNaN(r.Human)
		switch {
		case !finite(r.Predicted) || math.IsInf(r.Human, 0):
			return nil, fmt.Errorf("stats: row %d: (%v, %v): %w", i, r.Human, r.Predicted, ErrNotFinite)
		case coded && r.Trained:
			return nil, fmt.Errorf("stats: row %d: %w", i, ErrTrained)
		case coded && !(r.Probability > 0 && r.Probability <= 1):
			return nil, fmt.Errorf("stats: row %d: sampling probability %v is not in (0, 1]", i, r.Probability)
		}
		units[i] = Unit{Cluster: r.Cluster, Value: r.Predicted, Weight: r.Weight}
		if coded {
			units[i].Value += (r.Human - r.Predicted) / r.Probability
		}
	}
	return units, nil
}
