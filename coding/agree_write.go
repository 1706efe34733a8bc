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
)

// Report is a table of what is said of coders: for people or as CSV.
type Report struct {
	Name, Title string
	Header      []string
	Rows        [][]string
}

// figure writes a number with three decimals, and nothing where it is missing.
func figure(x float64) string {
	if math.IsNaN(x) {
		return ""
	}
	return strconv.FormatFloat(x, 'f', 3, 64)
}

// SpanReport is the table of unitizing agreement.
func SpanReport(list []SpanAgreement) Report {
	r := Report{Name: "spans", Title: "Spans: unitizing alpha, units against gaps", Header: []string{"field", "units", "alpha", "ci_low", "ci_high"}}
	for _, a := range list {
		r.Rows = append(r.Rows, []string{a.Field, strconv.Itoa(a.Units), figure(a.Alpha), figure(a.Low), figure(a.High)})
	}
	return r
}

// AltReport is the table of the alt-test.
func AltReport(list []Substitute) Report {
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

// DriftReport is the table of blocks of work.
func DriftReport(list []Block) Report {
	r := Report{Name: "drift", Title: "Drift: agreement and pace in the order of work",
		Header: []string{"coder", "block", "units", "from", "to", "shared_answers", "agree", "median_seconds"}}
	for _, b := range list {
		r.Rows = append(r.Rows, []string{b.Coder, strconv.Itoa(b.No), strconv.Itoa(b.Units), dayOf(b.From), dayOf(b.To), strconv.Itoa(b.Shared), figure(b.Agree), figure(b.Seconds)})
	}
	return r
}

// TrainingReport is the table of training rounds.
func TrainingReport(list []Training) Report {
	r := Report{Name: "training", Title: "Training units against what was settled", Header: []string{"coder", "field", "answers", "right", "mean_distance"}}
	for _, t := range list {
		r.Rows = append(r.Rows, []string{t.Coder, t.Field, strconv.Itoa(t.N), strconv.Itoa(t.Right), figure(t.Distance)})
	}
	return r
}

// DisputedReport is the table of the most disputed units.
func DisputedReport(list []Disputed) Report {
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
