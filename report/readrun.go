package report

import (
	"errors"
	"path/filepath"
	"slices"
)

// ReadEstimates reads what figures are drawn from: the manifest of a run folder
// and its tables but for the rows of articles, judgments, relations, frames and
// variance; multiverse and validation where it has them. A row that cannot be
// read is an error, with its place: a figure must not leave it out silently.
func ReadEstimates(dir string) (*Run, error) {
	m, err := ReadManifest(dir)
	if err != nil {
		return nil, err
	}
	run, guarded := &Run{ID: m.Verified.RunID, Info: m.Verified.info()}, m.Verified.Writing.Guard
	err = errors.Join(
		readRows(&run.Sources, dir, "sources", guarded, estimateFields),
		readRows(&run.Timeline, dir, "timeline", guarded, estimateFields),
		readRows(&run.Contrasts, dir, "contrasts", guarded, contrastFields),
		readRows(&run.Trends, dir, "trends", guarded, trendFields),
		readRows(&run.Labels, dir, "labels", guarded, labelFields),
		readRows(&run.FrameShares, dir, "frame_shares", guarded, frameShareFields),
		readRows(&run.Flow, dir, "flow", guarded, flowFields))
	if err != nil {
		return nil, err
	}
	has := func(table string) bool {
		return slices.ContainsFunc(m.Verified.Outputs, func(o Output) bool { return o.File == table+".csv" })
	}
	if has("validation") {
		if err := readRows(&run.Validation, dir, "validation", guarded, validationFields); err != nil {
			return nil, err
		}
	}
	if has("multiverse") {
		run.Multiverse = &Multiverse{}
		err = errors.Join(
			readRows(&run.Multiverse.Rows, dir, "multiverse", guarded, specificationFields),
			readRows(&run.Multiverse.Summary, dir, "multiverse_summary", guarded, multiverseFields))
	}
	return run, err
}

// Guard is a text as it stands in a CSV cell: with an apostrophe before it where
// a spreadsheet would run it as a formula.
func Guard(s string) string { return guard(s) }

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
