package stats

import "testing"

func TestClusterErrorsAgreeWithReference(t *testing.T) {
	for _, c := range reference[struct {
		Name                       string
		Y                          floats
		Cluster                    []string
		Mean, SD, CR2, CR0, Median number
	}](t, "clusters") {
		var units []Unit
		for i, y := range c.Y.values() {
			units = append(units, Unit{Cluster: c.Cluster[i], Value: y})
		}
		e := mustMean(t, units)
		agree(t, c.Name+" mean", e.Mean, c.Mean)
		agree(t, c.Name+" sd", e.SD, c.SD)
		agree(t, c.Name+" se", e.SE, c.CR2)
		agree(t, c.Name+" median", e.Median, c.Median)
	}
}
