package report

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/seed-7a84ba5f/dyad/report/table"
)

// WriteFlowText writes the flow for people: the stages, and below each of what
// its articles are made up.
func WriteFlowText(w io.Writer, rows []table.FlowRow) error {
	var sb strings.Builder
	line := func(name, n, lost string) {
		sb.WriteString(strings.TrimRight(fmt.Sprintf("%-30s %9s %9s", name, n, lost), " ") + "\n")
	}
	line("stage", "articles", "lost")
	for _, r := range rows {
		lost := ""
		if r.IsFilter {
			lost = strconv.Itoa(r.Lost)
		}
		if r.Reason == "" {
			line(r.Stage, strconv.Itoa(r.N), lost)
		} else {
			line("    "+r.Reason, strconv.Itoa(r.NReason), "")
		}
	}
	_, err := io.WriteString(w, sb.String())
	return err
}

// WriteFlowCSV writes the flow as flow.csv has it, but for the run_id: there is no
// run.
func WriteFlowCSV(w io.Writer, rows []table.FlowRow) error {
	out := csv.NewWriter(w)
	out.Write([]string{"stage", "n", "n_lost", "is_filter", "reason", "n_reason", "meaning"})
	for _, r := range rows {
		cells := []string{r.Stage, "", "", strconv.FormatBool(r.IsFilter), r.Reason, "", r.Meaning}
		if r.Reason != "" {
			cells[5] = strconv.Itoa(r.NReason)
		} else {
			cells[1] = strconv.Itoa(r.N)
			if r.IsFilter {
				cells[2] = strconv.Itoa(r.Lost)
			}
		}
		out.Write(cells)
	}
	out.Flush()
	return out.Error()
}
