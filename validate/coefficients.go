package validate

import (
	"fmt"
	"io"

	"github.com/seed-7a84ba5f/dyad/internal/say"
	"github.com/seed-7a84ba5f/dyad/stats"
)

// Coefficients say how those of a table of codes are computed.
type Coefficients struct {
	CodesOptions
	Metric string   // of alpha; empty is interval for numbers, else nominal
	Mixed  bool     // the table has fields of both sorts: those that are no numbers are nominal
	Scale  []string // all codes that could be given; empty is those that were
	Draws  int
	Seed   uint64
}

// Of gives the coefficients of each variable of a table; what is wrong with the table
// is told and left out.
func (c *Coefficients) Of(in io.Reader, name string, log io.Writer) ([]AgreementRow, error) {
	variables, problems, err := ReadCodes(in, name, c.CodesOptions)
	for _, p := range problems {
		fmt.Fprintf(log, "dyad: %v\n", p)
	}
	if err != nil {
		return nil, err
	}
	rule := stats.DefaultRule()
	rule.Draws = c.Draws
	var rows []AgreementRow
	for _, v := range variables {
		metric := stats.Metric(c.Metric)
		if !v.Numeric && c.Mixed {
			metric = stats.Nominal
		}
		r, err := Agree(v, AgreeOptions{Metric: metric, Scale: c.Scale, Rule: rule, Seed: c.Seed})
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		rows = append(rows, r...)
	}
	if len(problems) > 0 {
		fmt.Fprintf(log, "dyad: %s: %s, each left out\n", name, say.Count(len(problems), "fault"))
	}
	return rows, nil
}
