package corpus

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Finisher turns records into articles.
type Finisher struct {
	Outlets   *outlets
	Languages []string
	URLDates  bool // the day in its address dates a record that leaves its date empty
	Dates     DateOrder
	Today     time.Time // no article is from a later day; zero = not known
	Keep      []string  // reasons of exclusion that leave nothing out: ExcludedCut, ExcludedNoArticle
}

// maxText is how many bytes the text of an article may have, some 180,000 words. As no
// step takes more than linear time, it bounds the time of an article too; a clock would
// give other tables on another machine.
const maxText = 1 << 20

// finished is an article and what was wrong with it.
type finished struct {
	Article  *Article
	Problems []*Problem
}

// Finish decides everything about one record. It looks at nothing else, so
// that records can be finished in any order.
func (f *Finisher) Finish(id string, r *Record, row *Row) finished {
	r.plain()
	a := &Article{ID: id, File: r.File, Line: r.Line, OwnID: r.OwnID, URL: r.URL}
	f.title(a, r, row)
	if row != nil && row.URL != "" {
		a.URL = row.fact("url", row.URL)
		r.URL = a.URL
	}
	l := lay(a.Title.Value, r.Body, f.Outlets)
	r.tellComposed()
	r.tellSeveral()
	f.source(a, r, row, l)
	f.date(a, r, row, l)
	a.SetText(a.Title.Value, r.Body)
	a.Original = r.traced(a)
	a.Regions = l.regions(a.BodyStart)
	a.WireService = l.facts.agency
	prose := l.proseText(a.Regions, a.BodyStart)
	var foreign bool
	a.Language, foreign = r.decideLanguage(prose, f.Languages)
	switch {
	case len(a.Text) > maxText:
		a.Exclusion = ExcludedTooLong
		r.Problem(r.Line, ReasonTooLong, "the text has %d bytes, and one of more than %d is not scored: part it into articles", len(a.Text), maxText)
	case !HasWords(prose):
		a.Exclusion = ExcludedEmpty
	case foreign:
		a.Exclusion = ExcludedLanguage
	default:
		a.Exclusion = f.incomplete(r, a, l, prose)
	}
	a.Meta = mergeMeta(row, r.Meta)
	a.Warnings = r.Warnings
	return finished{a, r.Problems}
}

// SourceOf returns the source that the article of a record would have, "" where it is
// not known.
func (f *Finisher) SourceOf(r *Record) string {
	r.plain()
	return r.decideSource(lay(OneLine(r.Title.Value), r.Body, f.Outlets), f.Outlets).Value
}

// incomplete says why a text is no whole article, or "".
func (f *Finisher) incomplete(r *Record, a *Article, l *layout, prose string) string {
	reason := ""
	if sign := cmp.Or(r.NoArticle, noArticle(a.Title.Value, r.Body)); sign != "" {
		reason = ExcludedNoArticle
		r.Warn("is no article: %q", sign)
	} else if sign := cutShort(l, prose); sign != "" {
		reason = ExcludedCut
		r.Warn("the text is cut: %q", sign)
	}
	if slices.Contains(f.Keep, reason) {
		return ""
	}
	return reason
}

// title takes the sheet's title, else the record's. A first line that was
// taken for the title goes back to the body where the sheet knows another.
func (f *Finisher) title(a *Article, r *Record, row *Row) {
	a.Title = r.Title
	if row == nil || row.Title == "" {
		return
	}
	a.Title = row.fact("title", OneLine(row.Title))
	if same := foldWords(r.Title.Value) == foldWords(row.Title); r.Uncut != "" && !same {
		r.keepFirstLine()
	} else if r.Title.Known() && !same {
		r.Warn("the sheet's title %q is taken, and the article's %q is not", a.Title.Value, r.Title.Value)
	}
}

func (f *Finisher) source(a *Article, r *Record, row *Row, l *layout) {
	own := r.decideSource(l, f.Outlets)
	if row == nil || row.Source == "" {
		a.Source = own
		return
	}
	a.Source = f.Outlets.normalised(row.fact("source", row.Source))
	if own.Known() && !f.Outlets.same(own.Value, a.Source.Value) {
		r.Warn("the sheet's source %q is taken, and the article says %q (%s, %s)", a.Source.Value, own.Value, own.Method, own.Evidence)
	}
}

func (f *Finisher) date(a *Article, r *Record, row *Row, l *layout) {
	signs := f.inOrder(append(r.Dates, f.asideDates(r, l)...))
	signs = r.completeYears(signs, row, r.NoDate == "" || f.URLDates)
	given, hasRow := row.dateSign()
	if hasRow {
		given = f.inOrder([]DateSign{given})[0]
	}
	if hasRow && readDate(given.Raw).usable() {
		signs = append([]DateSign{given}, signs...)
	}
	if day, ok := r.fileDay(); ok && len(signs) == 0 {
		signs = append(signs, day)
	}
	date, warnings, troubles := decideDate(signs, f.Today)
	if !date.Known() && len(signs) == 0 {
		r.explainOpenDate()
	}
	if a.Date = date; !date.Known() && date.Evidence == "" {
		a.Date.Evidence = r.NoDate
	}
	r.Warnings = append(r.Warnings, warnings...)
	for _, t := range troubles {
		r.Problems = append(r.Problems, &Problem{File: r.File, Path: r.Path, Line: max(t.sign.Line, 1),
			Reason: t.reason, Msg: t.msg})
	}
	if hasRow && !readDate(given.Raw).usable() {
		why, _ := complain(given, readDate(given.Raw), date)
		r.Warn("the sheet's %s", why)
		r.Problems = append(r.Problems, &Problem{File: filepath.Base(row.Sheet), Path: row.Sheet, Line: row.Line, Reason: ReasonSheetDate, Msg: why})
	}
}

// asideDates gives the days that stand elsewhere than in what the article
// gives as its date. A record that says that it has none is not dated by its
// address: who made it knew the address too.
func (f *Finisher) asideDates(r *Record, l *layout) []DateSign {
	signs := r.textDates(l)
	if r.NoDate == "" || f.URLDates {
		return signs
	}
	return slices.DeleteFunc(signs, func(s DateSign) bool {
		if s.Method == ByURL {
			r.Warn("no date: %s; the address names %s (%s), which was not taken (url_dates in the study takes it)", r.NoDate, s.Raw, s.Evidence)
			r.NoDate += fmt.Sprintf("; %s names %s, not taken", s.Evidence, s.Raw)
		}
		return s.Method == ByURL
	})
}

// usable reports whether a reading gives a day, if not a sure one.
func (d dateReading) usable() bool {
	return d.kind == dateOK || d.kind == dateAmbiguous && d.alt.IsZero()
}

// mergeMeta puts the sheet's columns before those of the record; a name in
// both is the sheet's.
func mergeMeta(row *Row, own []MetaField) []MetaField {
	var out []MetaField
	seen := map[string]bool{}
	if row != nil {
		out = append(out, row.Meta...)
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
