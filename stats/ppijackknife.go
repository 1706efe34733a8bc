package stats

import "slices"

// tuned is what one cluster adds to the sums from which Lambda follows: the
// weighted deviations of its humans' values (0), of its predictions with gold
// (1) and of those without (2), and the weights of its rows with gold (3) and
// without (4).
type tuned [5]float64

// tuningBias is the jackknife estimate of the bias that a prediction-powered
// mean has because Lambda was chosen on the same rows: how far, without each
// cluster in turn, the other Lambda moves the mean.
func tuningBias(gold, open []Sampled, human, scored, rest, lambda float64) float64 {
	by := map[string]tuned{}
	for _, r := range gold {
		c, w := by[r.Cluster], r.weight()
		c[0], c[1], c[3] = c[0]+w*(r.Human-human), c[1]+w*(r.Predicted-scored), c[3]+w
		by[r.Cluster] = c
	}
	for _, r := range open {
		c, w := by[r.Cluster], r.weight()
		c[2], c[4] = c[2]+w*(r.Predicted-rest), c[4]+w
		by[r.Cluster] = c
	}
	var clusters []tuned
	for _, c := range by {
		clusters = append(clusters, c)
	}
	slices.SortFunc(clusters, func(a, b tuned) int { return slices.Compare(a[:], b[:]) })
	var products [5][5]float64
	var weightGold, weightOpen float64
	for _, c := range clusters {
		weightGold, weightOpen = weightGold+c[3], weightOpen+c[4]
		for i := range c {
			for j := range c {
				products[i][j] += c[i] * c[j]
			}
		}
	}
	n, sum := float64(len(clusters)), 0.0
	for _, c := range clusters {
		if w, v := weightGold-c[3], weightOpen-c[4]; w > 0 && v > 0 {
			sum += (lambdaWithout(c, products, w, v) - lambda) * (rest - scored + c[1]/w - c[2]/v)
		}
	}
	return (n - 1) / n * sum
}

// lambdaWithout is Lambda without a cluster; gold and open are the weights that
// are left.
func lambdaWithout(c tuned, products [5][5]float64, gold, open float64) float64 {
	// The means move by -c[0]/gold and so on, and the influences with them.
	human := tuned{0: 1 / gold, 3: c[0] / (gold * gold)}
	predicted := tuned{1: -1 / gold, 2: 1 / open, 3: -c[1] / (gold * gold), 4: c[2] / (open * open)}
	var cross, square, scale float64
	for i := range c {
		scale += predicted[i] * predicted[i] * products[i][i]
		for j := range c {
			left := products[i][j] - c[i]*c[j]
			cross += human[i] * left * predicted[j]
			square += predicted[i] * left * predicted[j]
		}
	}
	if !(square > 1e-9*scale) { // what is left does not vary, but for rounding
		return 0
	}
	return min(max(-cross/square, 0), 1)
}
