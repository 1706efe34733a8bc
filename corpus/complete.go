package corpus

import (
	"fmt"
	"slices"
	"strings"
)

// finisher turns records into articles.
type finisher struct {
	outlets   *outlets
	languages []string
	urlDates  bool // the day in its address dates a record that leaves its date empty
}

// finished is an article and what was wrong with it.
type finished struct {
	article  *Article
	problems []*Problem
}

// finish decides everything about one record. It looks at nothing else, so
// that records can be finished in any order.
func (f *finisher) finish(id string, r *record, row *sheetRow) finished {
	a := &Article{ID: id, File: r.file.rel, Line: r.line, OwnID: r.ownID, URL: r.url}
	f.title(a, r, row)
	if row != nil && row.url != "" {
		a.URL = row.fact("url", row.url)
		r.url = a.URL
	}
	l := lay(a.Title.Value, r.body, f.outlets)
	f.source(a, r, row, l)
	f.date(a, r, row, l)
	a.setText(a.Title.Value, r.body)
	a.Original = r.traced(a)
	a.Regions = l.regions(a.BodyStart)
	a.WireService = l.facts.agency
	prose := l.proseText(a.Regions, a.BodyStart)
	var foreign bool
	a.Language, foreign = r.decideLanguage(prose, f.languages)
	switch {
	case !hasWords(prose):
		a.Exclusion = ExcludedEmpty
	case foreign:
		a.Exclusion = ExcludedLanguage
	}
	a.Meta = mergeMeta(row, r.meta)
	a.Warnings = r.warnings
	return finished{a, r.problems}
}

// title takes the sheet's title, else the record's. A first line that was
// taken for the title goes back to the body where the sheet knows another.
func (f *finisher) title(a *Article, r *record, row *sheetRow) {
	a.Title = r.title
	if row == nil || row.title == "" {
		return
	}
	a.Title = row.fact("title", oneLine(row.title))
	if same := foldWords(r.title.Value) == foldWords(row.title); r.uncut != "" && !same {
		r.keepFirstLine()
	} else if r.title.Known() && !same {
		r.warn("the sheet's title %q is taken, and the article's %q is not", a.Title.Value, r.title.Value)
	}
}

func (f *finisher) source(a *Article, r *record, row *sheetRow, l *layout) {
	own := r.decideSource(l, f.outlets)
	if row == nil || row.source == "" {
		a.Source = own
		return
	}
	a.Source = f.outlets.normalised(row.fact("source", row.source))
	if own.Known() && !f.outlets.same(own.Value, a.Source.Value) {
		r.warn("the sheet's source %q is taken, and the article says %q (%s, %s)", a.Source.Value, own.Value, own.Method, own.Evidence)
	}
}

func (f *finisher) date(a *Article, r *record, row *sheetRow, l *layout) {
	signs := append(r.dates, f.asideDates(r, l)...)
	signs = r.completeYears(signs, row, r.noDate == "" || f.urlDates)
	given, hasRow := row.dateSign()
	if hasRow && readDate(given.raw).usable() {
		signs = append([]dateSign{given}, signs...)
	}
	date, warnings, troubles := decideDate(signs)
	if !date.Known() && len(signs) == 0 {
		r.explainOpenDate()
	}
	if a.Date = date; !date.Known() && date.Evidence == "" {
		a.Date.Evidence = r.noDate
	}
	r.warnings = append(r.warnings, warnings...)
	for _, t := range troubles {
		r.problems = append(r.problems, &Problem{File: r.file.rel, Path: r.file.path, Line: max(t.sign.line, 1),
			Reason: t.reason, Msg: t.msg})
	}
	if hasRow && !readDate(given.raw).usable() {
		why, _ := complain(given, readDate(given.raw), date)
		r.warn("the sheet's %s", why)
		r.problems = append(r.problems, row.sheet.note(row.line, ReasonSheetDate, "%s", why))
	}
}

// asideDates gives the days that stand elsewhere than in what the article
// gives as its date. A record that says that it has none is not dated by its
// address: who made it knew the address too.
func (f *finisher) asideDates(r *record, l *layout) []dateSign {
	signs := r.textDates(l)
	if r.noDate == "" || f.urlDates {
		return signs
	}
	return slices.DeleteFunc(signs, func(s dateSign) bool {
		if s.method == ByURL {
			r.warn("no date: %s; the address names %s (%s), which was not taken (url_dates in the study takes it)", r.noDate, s.raw, s.evidence)
			r.noDate += fmt.Sprintf("; %s names %s, not taken", s.evidence, s.raw)
		}
		return s.method == ByURL
	})
}

// usable reports whether a reading gives a day, if not a sure one.
func (d dateReading) usable() bool {
	return d.kind == dateOK || d.kind == dateAmbiguous && d.alt.IsZero()
}

// mergeMeta puts the sheet's columns before those of the record; a name in
// both is the sheet's.
func mergeMeta(row *sheetRow, own []MetaField) []MetaField {
	var out []MetaField
	seen := map[string]bool{}
	if row != nil {
		out = append(out, row.meta...)
	}
	for _, m := range out {
		seen[strings.ToLower(m.Name)] = true
	}
	for _, m := range own {
		if name := strings.ToLower(m.Name); !seen[name] {
			seen[name] = true
			out = append(out, m)
		}
	}
	return out
}

// fact makes a Fact of a cell.
func (row *sheetRow) fact(column, value string) Fact {
	return Fact{Value: value, Method: ByMetadata, Evidence: fmt.Sprintf("sheet line %d: column %q", row.line, column)}
}

// dateSign gives the sheet's date, if there is one.
func (row *sheetRow) dateSign() (dateSign, bool) {
	if row == nil || missing(row.date) {
		return dateSign{}, false
	}
	return dateSign{raw: row.date, method: ByMetadata, line: row.line,
		evidence: fmt.Sprintf("sheet line %d: column %q", row.line, "date")}, true
}
