package report

import (
	"errors"
	"path/filepath"
	"slices"

	"github.com/seed-7a84ba5f/dyad/internal/csvin"
)

// ReadEstimates reads what figures are drawn from: the manifest of a run folder
// and its tables but for those of single sentences, articles and variance;
// multiverse and validation where it has them. A row that cannot be
// read is an error, with its place: a figure must not leave it out silently.
func ReadEstimates(dir string) (*Run, error) {
	m, err := ReadManifest(dir)
	if err != nil {
		return nil, err
	}
	if err := m.CheckSchema(dir); err != nil {
		return nil, err
	}
	run, guarded := &Run{ID: m.Verified.RunID, Info: m.Verified.info()}, m.Verified.Writing.Guard
	by := run.Info.by()
	run.Options.By = by
	err = errors.Join(
		readRows(&run.Sources, dir, "sources", guarded, readAs(estimateFields, by)),
		readRows(&run.Timeline, dir, "timeline", guarded, readAs(estimateFields, by)),
		readRows(&run.Contrasts, dir, "contrasts", guarded, readAs(contrastFields, by)),
		readRows(&run.Trends, dir, "trends", guarded, readAs(trendFields, by)),
		readRows(&run.Labels, dir, "labels", guarded, readAs(labelFields, by)),
		readRows(&run.FrameShares, dir, "frame_shares", guarded, readAs(frameShareFields, by)),
		readRows(&run.Flow, dir, "flow", guarded, flowFields))
	if err != nil {
		return nil, err
	}
	has := func(table string) bool {
		return slices.ContainsFunc(m.Verified.Outputs, func(o Output) bool { return o.File == tableFile(table) })
	}
	if has("stance_matrix") {
		if err := readRows(&run.Stances, dir, "stance_matrix", guarded, readAs(stanceFields, by)); err != nil {
			return nil, err
		}
	}
	if has("validation") {
		if err := readRows(&run.Validation, dir, "validation", guarded, validationFields); err != nil {
			return nil, err
		}
	}
	if has("multiverse") {
		run.Multiverse = &Multiverse{}
		err = errors.Join(
			readRows(&run.Multiverse.Rows, dir, "multiverse", guarded, readAs(specificationFields, by)),
			readRows(&run.Multiverse.Summary, dir, "multiverse_summary", guarded, readAs(multiverseFields, by)))
	}
	return run, err
}

// Guard is a text as it stands in a CSV cell: with an apostrophe before it where
// a spreadsheet would run it as a formula.
func Guard(s string) string { return csvin.Guard(s) }

// readRows reads a table of a run.
func readRows[T any](rows *[]T, dir, name string, guarded bool, fields func() []field[T]) error {
	var a assembly
	keep := func(row T, _ string) *Problem {
		ungrouped(fields(), &row)
		*rows = append(*rows, row)
		return nil
	}
	_, err := readTable(filepath.Join(dir, filepath.FromSlash(tableFile(name))), guarded, without(fields), &a, keep)
	if err != nil {
		return err
	}
	for _, p := range slices.Concat(a.faults, a.problems) {
		if p.Lost {
			return &rowError{p}
		}
	}
	return nil
}

// rowError is a row that cannot be read.
type rowError struct{ Problem }

func (e *rowError) Error() string { return e.String() }

// ScorerOf is the scorer whose figures of a measure the run is about: the
// study's own where it has any, else the first by name that has.
func (r *Run) ScorerOf(measure string) string {
	var scorers []string
	for i := range r.Sources {
		if r.Sources[i].Measure == measure {
			scorers = with(scorers, r.Sources[i].Scorer)
		}
	}
	return firstScorer(scorers, r.Info.ownScorer())
}

// PeriodStart gives the first day of a period of the timeline, "" where its
// name holds none.
func PeriodStart(period string) string { return periodStart(period) }
