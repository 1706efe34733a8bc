package pipeline

import (
	"path/filepath"

	"github.com/seed-7a84ba5f/dyad/report"
	"github.com/seed-7a84ba5f/dyad/report/table"
)

// ReadRuns reads several runs, each with a name of its own where there are several;
// first has the info of the first. Tell gets what is wrong with each.
func ReadRuns(paths []string, noGuard bool, tell func([]table.Problem)) (first Rows, runs []report.ScoredRun, err error) {
	names := map[string]bool{}
	for i, path := range paths {
		name := filepath.Base(path)
		switch {
		case len(paths) == 1:
			name = ""
		case names[name]:
			name = filepath.ToSlash(path)
		}
		names[name] = true
		rows, err := ReadRun(path, table.ReadOptions{Name: path, NoGuard: noGuard})
		if err != nil {
			return first, nil, err
		}
		tell(rows.Info.Problems)
		if i == 0 {
			first = rows
		}
		runs = append(runs, report.ScoredRun{Name: name, Records: table.RecordsOf(rows.Records)})
	}
	return first, runs, nil
}
