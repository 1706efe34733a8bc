// Package built makes records and runs of the invented articles of fixture, for the tests
// of what is written of a run. It stands apart from fixture because report's own tests
// use that, and this imports report.
package built

import (
	"testing"

	"github.com/seed-7a84ba5f/dyad/report"
	"github.com/seed-7a84ba5f/dyad/report/internal/fixture"
	"github.com/seed-7a84ba5f/dyad/report/table"
)

// Records are those of the invented articles; the French one is left out for its language.
func Records() []table.Record {
	var recs []table.Record
	for _, s := range fixture.Scored() {
		rec := report.Flatten(s, fixture.Info().Names)
		if rec.Article.DocID == "fr" {
			rec.Article.ExclusionReason = report.ExcludedLanguage + " fr"
		}
		recs = append(recs, rec)
	}
	return recs
}

// Build makes a run of records, or ends the test.
func Build(t *testing.T, info table.Info, recs []table.Record, o report.Options) *report.Run {
	t.Helper()
	run, err := report.Build(info, recs, o)
	if err != nil {
		t.Fatal(err)
	}
	return run
}

// Run is the run of Records.
func Run(t *testing.T) *report.Run {
	t.Helper()
	return Build(t, fixture.Info(), Records(), report.Options{Workers: 2})
}

// Quarrel is three sources over two years, with quotations and weak words.
func Quarrel() []table.Record {
	var recs []table.Record
	for _, s := range fixture.Quarrel() {
		recs = append(recs, report.Flatten(s, table.Names{}))
	}
	return recs
}
