package coding

import (
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/seed-7a84ba5f/dyad/internal/csvin"
	"github.com/seed-7a84ba5f/dyad/stats"
)

// Report is a table of what is said of coders: for people or as CSV.
type Report struct {
	Name, Title string
	Header      []string
	Rows        [][]string
}

// Reports are the names of what can be said of a set: agreement, which is made of its
// LongTable, and those that Study.Report makes.
func Reports() []string {
	return []string{"agreement", "spans", "disputed", "alt", "drift", "training"}
}

// ReportOptions are the choices of Study.Report.
type ReportOptions struct {
	Draws   int // resamples for the intervals of spans
	Seed    uint64
	Epsilon float64 // of the alt-test, what a human's work is worth
	Block   int     // units of a block of drift
	Most    int     // disputed units
}

// Report makes one of the Reports but agreement.
func (st *Study) Report(name string, o ReportOptions) (Report, error) {
	switch name {
	case "spans":
		rule := stats.DefaultRule()
		rule.Draws = o.Draws
		list, err := st.Spans(rule, o.Seed)
		return spanReport(list), err
	case "alt":
		list, err := st.Alternatives(o.Epsilon, 0.05)
		return altReport(list), err
	case "drift":
		return driftReport(st.Drift(o.Block)), nil
	case "training":
		return trainingReport(st.Trained()), nil
	}
	return disputedReport(st.MostDisputed(o.Most)), nil
}

// figure writes a number with three decimals, and nothing where it is missing.
func figure(x float64) string {
	if math.IsNaN(x) {
		return ""
	}
	return strconv.FormatFloat(x, 'f', 3, 64)
}

// spanReport is the table of unitizing agreement.
func spanReport(list []SpanAgreement) Report {
	r := Report{Name: "spans", Title: "Spans: unitizing alpha, units against gaps", Header: []string{"field", "units", "alpha", "ci_low", "ci_high"}}
	for _, a := range list {
		r.Rows = append(r.Rows, []string{a.Field, strconv.Itoa(a.Units), figure(a.Alpha), figure(a.Low), figure(a.High)})
	}
	return r
}

// altReport is the table of the alt-test.
func altReport(list []Substitute) Report {
	r := Report{Name: "alt", Title: "Alt-test: may the scorer stand in for a coder?",
		Header: []string{"field", "scorer", "coder", "items", "scorer_as_near", "coder_as_near", "p_adjusted", "stands_in", "items_needed", "no_answer", "warnings"}}
	for _, s := range list {
		var warnings []string
		for _, w := range s.Warnings {
			warnings = append(warnings, string(w))
		}
		for i, c := range s.Alternative.Coders {
			needed := "none would do"
			if c.Needed > 0 {
				needed = strconv.Itoa(c.Needed)
			}
			r.Rows = append(r.Rows, []string{s.Field, s.Scorer, s.Coders[i], strconv.Itoa(c.Items), figure(c.Scorer), figure(c.Human), figure(c.Adjusted),
				strconv.FormatBool(c.Better), needed, "", ""})
		}
		r.Rows = append(r.Rows, []string{s.Field, s.Scorer, "all", "", figure(s.Advantage), "", "", strconv.FormatBool(s.Passed), "",
			strconv.Itoa(s.Unanswered), strings.Join(warnings, ";")})
	}
	return r
}

// driftReport is the table of blocks of work.
func driftReport(list []Block) Report {
	r := Report{Name: "drift", Title: "Drift: agreement and pace in the order of work",
		Header: []string{"coder", "block", "units", "from", "to", "shared_answers", "agree", "median_seconds"}}
	for _, b := range list {
		r.Rows = append(r.Rows, []string{b.Coder, strconv.Itoa(b.No), strconv.Itoa(b.Units), dayOf(b.From), dayOf(b.To), strconv.Itoa(b.Shared), figure(b.Agree), figure(b.Seconds)})
	}
	return r
}

// trainingReport is the table of training rounds.
func trainingReport(list []Training) Report {
	r := Report{Name: "training", Title: "Training units against what was settled", Header: []string{"coder", "field", "answers", "right", "mean_distance"}}
	for _, t := range list {
		r.Rows = append(r.Rows, []string{t.Coder, t.Field, strconv.Itoa(t.N), strconv.Itoa(t.Right), figure(t.Distance)})
	}
	return r
}

// disputedReport is the table of the most disputed units.
func disputedReport(list []Disputed) Report {
	r := Report{Name: "disputed", Title: "Most disputed units", Header: []string{"unit", "doc_id", "sentence_no", "questions", "differ", "not_settled", "distance", "answers"}}
	for _, d := range list {
		r.Rows = append(r.Rows, []string{strconv.Itoa(d.Unit.ID), csvin.Guard(d.Unit.DocID), strconv.Itoa(d.Unit.SentenceNo), strconv.Itoa(d.Questions), strconv.Itoa(d.Differ),
			strconv.Itoa(d.Open), figure(d.Distance), csvin.Guard(d.Where)})
	}
	return r
}

// NeedReport is the table of how many codes an interval needs.
func NeedReport(list []Need, width float64) Report {
	r := Report{Name: "width", Title: fmt.Sprintf("Codes that a 95 %% interval %v wide needs", width),
		Header: []string{"question", "group", "sentences", "sd", "codes_alone", "codes_with_correction", "story_factor"}}
	for _, n := range list {
		r.Rows = append(r.Rows, []string{n.Question, csvin.Guard(n.Group), strconv.Itoa(n.Sentences), figure(n.SD), strconv.Itoa(n.Alone), strconv.Itoa(n.Corrected), figure(n.Design)})
	}
	return r
}

// WriteCSV writes the table for programs.
func (r *Report) WriteCSV(w io.Writer) error {
	return csv.NewWriter(w).WriteAll(append([][]string{r.Header}, r.Rows...))
}

// WriteText writes the table for people; one without rows is left out.
func (r *Report) WriteText(w io.Writer) error {
	if len(r.Rows) == 0 {
		return nil
	}
	fmt.Fprintf(w, "\n%s\n", r.Title)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, strings.Join(r.Header, "\t"))
	for _, row := range r.Rows {
		fmt.Fprintln(t, strings.Join(row, "\t"))
	}
	return t.Flush()
}
