package report

import (
	"path/filepath"
)

// ReadEstimates reads what figures are drawn from: the manifest, sources.csv,
// timeline.csv and flow.csv of a run folder. The rows of articles and
// judgments are not read. A row that cannot be read is an error, with its
// place: a figure must not leave it out silently.
func ReadEstimates(dir string) (*Run, error) {
	m, err := ReadManifest(dir)
	if err != nil {
		return nil, err
	}
	run := &Run{ID: m.Verified.RunID, Info: m.Verified.info()}
	if err := readRows(&run.Sources, dir, "sources", m.Verified.Writing.Guard, estimateFields); err != nil {
		return nil, err
	}
	if err := readRows(&run.Timeline, dir, "timeline", m.Verified.Writing.Guard, estimateFields); err != nil {
		return nil, err
	}
	return run, readRows(&run.Flow, dir, "flow", m.Verified.Writing.Guard, flowFields)
}

// readRows reads a table of a run.
func readRows[T any](rows *[]T, dir, name string, guarded bool, fields func() []field[T]) error {
	var a assembly
	keep := func(row T, _ string) *Problem {
		*rows = append(*rows, row)
		return nil
	}
	_, err := readTable(filepath.Join(dir, name+".csv"), guarded, without(fields), &a, keep)
	if err != nil {
		return err
	}
	for _, p := range a.problems {
		if p.Lost {
			return &rowError{p}
		}
	}
	return nil
}

// rowError is a row that cannot be read.
type rowError struct{ Problem }

func (e *rowError) Error() string { return e.String() }

// OwnScorer is the scorer whose figures the run is about.
func (r *Run) OwnScorer() string {
	if r.Info.Names.Scorer != "" || len(r.Info.Scorers) == 0 {
		return r.Info.Names.Scorer
	}
	return r.Info.Scorers[0].Name
}

// PeriodStart gives the first day of a period of the timeline, "" where its
// name holds none.
func PeriodStart(period string) string { return periodStart(period) }
