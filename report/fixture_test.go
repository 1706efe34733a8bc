package report

import (
	"testing"
)

func fixtureRecords() []Record {
	var recs []Record
	for _, s := range fixture() {
		rec := Flatten(s, fixtureInfo().Names)
		if rec.Article.DocID == "fr" {
			rec.Article.ExclusionReason = ExcludedLanguage + " fr"
		}
		recs = append(recs, rec)
	}
	return recs
}

func build(t *testing.T, info Info, recs []Record, o Options) *Run {
	t.Helper()
	run, err := Build(info, recs, o)
	if err != nil {
		t.Fatal(err)
	}
	return run
}

func fixtureRun(t *testing.T) *Run {
	t.Helper()
	return build(t, fixtureInfo(), fixtureRecords(), Options{Workers: 2})
}

// quarrelRecords is three sources over two years, with quotations and weak words.
func quarrelRecords() []Record {
	var recs []Record
	for _, s := range quarrel() {
		recs = append(recs, Flatten(s, Names{}))
	}
	return recs
}
