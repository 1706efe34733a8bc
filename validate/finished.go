package validate

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"

	"github.com/seed-7a84ba5f/dyad/coding"
	"github.com/seed-7a84ba5f/dyad/pipeline"
	"github.com/seed-7a84ba5f/dyad/report"
	"github.com/seed-7a84ba5f/dyad/report/repeat"
	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/seed-7a84ba5f/dyad/study"
)

// Finished is a finished run measured against codes of its sentences.
type Finished struct {
	From                 Origin
	RunID                string
	Used, Coded, LeftOut int  // codes that are of a sentence of the run, all codes, and rows that could not be used
	Weighted             bool // by the inverse of the probability of being drawn
	Metrics              []Metric
	Records              []table.Record
	Warnings             []table.Problem // of the run's tables
	Problems             []table.Problem // of the codes
}

// MeasureFinished measures the run in the folder dir against a coding set or a table
// of codes, as MeasureRun does, by the run's own seed and thresholds. What was found
// wrong is given with an error too. Codes of which none is of a sentence of the run
// are an error.
func MeasureFinished(ctx context.Context, dir, codes string) (out Finished, err error) {
	m, err := repeat.ReadManifest(dir)
	if err != nil {
		return out, err
	}
	s, err := study.Parse("the study of "+dir, m.Verified.Study)
	if err != nil {
		return out, err
	}
	in, err := coding.Open(ctx, codes)
	if err != nil {
		return out, err
	}
	defer in.Close()
	gold, err := report.ReadCodes(in, codes)
	if err != nil {
		return out, err
	}
	info, recs, err := repeat.ReadTables(table.TablesIn(dir), table.ReadOptions{Name: dir, NoGuard: !m.Verified.Writing.Guard})
	if err != nil {
		return out, err
	}
	out.Records, out.Warnings = recs, info.Problems
	answers, problems, unused := gold.Compare(recs, m.Verified.Names.Scorer)
	out.Problems = slices.Concat(gold.Problems, problems)
	for i := range out.Problems {
		out.Problems[i].Where = filepath.Join(filepath.Dir(codes), out.Problems[i].Where)
	}
	out.RunID, out.Coded, out.LeftOut = m.Verified.RunID, gold.AllCoded(), len(gold.Problems)
	if out.Used = out.Coded - unused; out.Used == 0 {
		return out, fmt.Errorf("%s: no code is of a sentence of %s: nothing can be measured", codes, dir)
	}
	out.From = Origin{Gold: gold.Input.Path, SHA256: gold.Input.SHA256, Versions: map[string]string{}}
	for _, d := range m.Verified.Scorers {
		out.From.Versions[d.Name] = d.Version
	}
	out.Weighted = slices.ContainsFunc(answers, func(a report.CodedAnswer) bool { return a.Weight != 1 })
	out.Metrics, err = MeasureRun(answers, Options{Seed: m.Verified.Seed, Rule: pipeline.Estimates(s, 1).Rule})
	return out, err
}
