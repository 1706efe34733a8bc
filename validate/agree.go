package validate

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/seed-7a84ba5f/dyad/stats"

	"github.com/seed-7a84ba5f/dyad/internal/csvin"
)

// AgreeOptions say how agreement is computed.
type AgreeOptions struct {
	// Metric of Krippendorff's alpha. Empty takes interval for codes that are
	// numbers and nominal for others.
	Metric stats.Metric
	// Scale lists all codes that could be given, for Gwet's coefficients; nil
	// takes those that were.
	Scale []string
	Rule  stats.Rule
	Seed  uint64
}

// AgreementRow is a coefficient of agreement on a variable.
type AgreementRow struct {
	Variable string
	// Category is the one that was set against all others, or "" for all codes
	// as they are.
	Category string
	// Coders are the names of two coders, or "all".
	Coders string
	stats.Agreement
}

// Agree computes how far the coders of a variable agree: percent agreement,
// Krippendorff's alpha, Fleiss' kappa and Gwet's AC1, for two coders also
// Cohen's kappa; for numbers also Gwet's AC2 and, for two coders, weighted
// kappa, both with quadratic weights; alpha and percent for each category
// against all others; and, for three coders or more, alpha of each pair.
// Intervals resample items.
func Agree(v Variable, o AgreeOptions) ([]AgreementRow, error) {
	metric := o.Metric
	if metric == "" {
		metric = stats.Nominal
		if v.Numeric {
			metric = stats.Interval
		}
	}
	if metric != stats.Nominal && !v.Numeric {
		return nil, fmt.Errorf("%s: the codes are no numbers (%s), so the metric %s has no meaning for them", v.Name, strings.Join(v.Labels[:min(3, len(v.Labels))], ", "), metric)
	}
	scale, err := v.scale(o.Scale)
	if err != nil {
		return nil, err
	}
	a := agreeing{variable: v, metric: metric, scale: scale, options: o}
	a.all()
	if metric == stats.Nominal {
		a.categories()
	}
	if len(v.Coders) > 2 {
		a.pairs()
	}
	return a.rows, a.err
}

// scale gives the codes that could be used as numbers.
func (v *Variable) scale(labels []string) ([]float64, error) {
	if labels == nil {
		return nil, nil
	}
	if !v.Numeric {
		for _, l := range v.Labels {
			if !slices.Contains(labels, l) {
				return nil, fmt.Errorf("%s: the code %s is not on the scale", v.Name, l)
			}
		}
		// The codes used have the first numbers; the others need any other ones.
		out := make([]float64, len(labels))
		for i := range out {
			out[i] = float64(i)
		}
		return out, nil
	}
	var out []float64
	for _, l := range labels {
		x, err := strconv.ParseFloat(l, 64)
		if err != nil {
			return nil, fmt.Errorf("%s: %q on the scale is no number, as the codes are", v.Name, l)
		}
		out = append(out, x)
	}
	return out, nil
}

// agreeing gathers the rows of one variable.
type agreeing struct {
	variable Variable
	metric   stats.Metric
	scale    []float64
	options  AgreeOptions
	rows     []AgreementRow
	err      error
}

// coefficient computes one measure of agreement.
type coefficient struct {
	name    string
	compute func(stats.Coding, *rand.Rand) (stats.Agreement, error)
}

// put adds a row for each coefficient; the first error ends the gathering.
func (a *agreeing) put(category, coders string, codes stats.Coding, list ...coefficient) {
	for _, c := range list {
		if a.err != nil {
			return
		}
		src := stats.NewStream(a.options.Seed, "agree", a.variable.Name, category, coders, c.name)
		g, err := c.compute(codes, src)
		if err != nil {
			a.err = fmt.Errorf("%s: %w", a.variable.Name, err)
			return
		}
		a.rows = append(a.rows, AgreementRow{Variable: a.variable.Name, Category: category, Coders: coders, Agreement: g})
	}
}

func (a *agreeing) percent() coefficient {
	return coefficient{"percent", func(c stats.Coding, src *rand.Rand) (stats.Agreement, error) {
		return stats.Percent(c, a.options.Rule, src)
	}}
}

func (a *agreeing) alpha(metric stats.Metric) coefficient {
	return coefficient{"alpha " + string(metric), func(c stats.Coding, src *rand.Rand) (stats.Agreement, error) {
		return stats.Alpha(c, metric, a.options.Rule, src)
	}}
}

// all computes the coefficients over all codes and coders.
func (a *agreeing) all() {
	rule := a.options.Rule
	kappa := func(w stats.Weighting) coefficient {
		return coefficient{"kappa " + string(w), func(c stats.Coding, src *rand.Rand) (stats.Agreement, error) {
			return stats.CohenKappa(c, w, rule, src)
		}}
	}
	gwet := func(w stats.Weighting) coefficient {
		return coefficient{"gwet " + string(w), func(c stats.Coding, src *rand.Rand) (stats.Agreement, error) {
			return stats.GwetAC(c, w, a.scale, rule, src)
		}}
	}
	list := []coefficient{a.percent(), a.alpha(a.metric),
		{"fleiss", func(c stats.Coding, src *rand.Rand) (stats.Agreement, error) { return stats.FleissKappa(c, rule, src) }},
		gwet(stats.Identity)}
	weighted := a.variable.Numeric && a.metric != stats.Nominal
	if weighted {
		list = append(list, gwet(stats.Quadratic))
	}
	if len(a.variable.Coders) == 2 {
		list = append(list, kappa(stats.Identity))
		if weighted {
			list = append(list, kappa(stats.Quadratic))
		}
	}
	a.put("", "all", a.variable.Codes, list...)
}

// categories computes the agreement on each category against all others.
func (a *agreeing) categories() {
	for i, label := range a.variable.Labels {
		code := float64(i)
		if a.variable.Numeric {
			code = a.variable.Codes.Categories()[i]
		}
		a.put(label, "all", a.variable.Codes.Binary(code), a.percent(), a.alpha(stats.Nominal))
	}
}

// pairs computes alpha for each two coders.
func (a *agreeing) pairs() {
	for i, one := range a.variable.Coders {
		for j := i + 1; j < len(a.variable.Coders); j++ {
			codes := make(stats.Coding, len(a.variable.Codes))
			for k, row := range a.variable.Codes {
				codes[k] = []float64{row[i], row[j]}
			}
			a.put("", one+" / "+a.variable.Coders[j], codes, a.alpha(a.metric))
		}
	}
}

// WriteAgreementText writes coefficients as a table for people.
func WriteAgreementText(w io.Writer, rows []AgreementRow) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "variable\tcategory\tcoders\tcoefficient\tvalue\tinterval\titems\tcodes\tnotes")
	for i := range rows {
		r := &rows[i]
		value, interval := "not computable", "none"
		if !math.IsNaN(r.Value) {
			value = formatNumber(r.Value, 3)
		}
		if !math.IsNaN(r.Low) {
			interval = fmt.Sprintf("%.3f to %.3f", r.Low, r.High)
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\t%s\t%d\t%d\t%s\n", r.Variable, cmp.Or(r.Category, "all"), r.Coders, r.Name,
			value, interval, r.Items, r.Codes, joinWarnings(r.Warnings))
	}
	return t.Flush()
}

// WriteAgreementSummary writes one line a variable: percent agreement, alpha with its
// interval, Gwet's coefficient, and the two coders who agree least. Variables that
// were always coded the same, or by one coder each, are named below.
func WriteAgreementSummary(w io.Writer, rows []AgreementRow) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "variable\titems\tpercent\talpha\tinterval\tgwet_ac1\tlowest pair")
	var same, once []string
	for len(rows) > 0 {
		n := 1
		for n < len(rows) && rows[n].Variable == rows[0].Variable {
			n++
		}
		percent, alpha, gwet, pair := summaryOf(rows[:n])
		switch name := rows[0].Variable; {
		case percent == nil || math.IsNaN(percent.Value):
			once = append(once, name)
		case alpha == nil || math.IsNaN(alpha.Value):
			same = append(same, name)
		default:
			lowest, interval := "", "none"
			if pair != nil {
				lowest = fmt.Sprintf("%s %.3f", pair.Coders, pair.Value)
			}
			if !math.IsNaN(alpha.Low) {
				interval = fmt.Sprintf("%.3f to %.3f", alpha.Low, alpha.High)
			}
			fmt.Fprintf(t, "%s\t%d\t%.3f\t%.3f\t%s\t%s\t%s\n", name, alpha.Items, percent.Value, alpha.Value, interval, formatNumber(gwet.Value, 3), lowest)
		}
		rows = rows[n:]
	}
	if err := t.Flush(); err != nil {
		return err
	}
	for _, left := range []struct {
		what  string
		names []string
	}{{"always coded the same", same}, {"coded by nobody twice", once}} {
		if len(left.names) == 0 {
			continue
		}
		if _, err := fmt.Fprintf(w, "%s: %s\n", left.what, strings.Join(left.names, ", ")); err != nil {
			return err
		}
	}
	return nil
}

// summaryOf finds the coefficients that stand for a variable, nil where it has
// none; pair is the alpha of the two coders who agree least.
func summaryOf(rows []AgreementRow) (percent, alpha, gwet, pair *AgreementRow) {
	for i := range rows {
		r := &rows[i]
		switch ofAll := r.Coders == "all"; {
		case r.Category != "":
		case ofAll && r.Name == "percent":
			percent = r
		case ofAll && strings.HasPrefix(r.Name, "alpha"):
			alpha = r
		case ofAll && r.Name == "gwet_ac1":
			gwet = r
		case !ofAll && strings.HasPrefix(r.Name, "alpha") && !math.IsNaN(r.Value) && (pair == nil || r.Value < pair.Value):
			pair = r
		}
	}
	return percent, alpha, gwet, pair
}

// WriteAgreementCSV writes coefficients as a table for programs. An empty cell
// is a figure that there is not.
func WriteAgreementCSV(w io.Writer, rows []AgreementRow, seed uint64) error {
	out := [][]string{{"variable", "category", "coders", "coefficient", "value", "observed", "expected", "ci_low", "ci_high", "ci_level",
		"ci_method", "n_boot", "seed", "n_items", "n_codes", "flag_small_n", "warnings"}}
	for i := range rows {
		r := &rows[i]
		out = append(out, []string{csvin.Guard(r.Variable), csvin.Guard(r.Category), csvin.Guard(r.Coders), r.Name, formatNumber(r.Value, 6), formatNumber(r.Observed, 6),
			formatNumber(r.Expected, 6), formatNumber(r.Low, 6), formatNumber(r.High, 6), formatNumber(r.Level, 4), string(r.Method),
			strconv.Itoa(r.Draws), strconv.FormatUint(seed, 10), strconv.Itoa(r.Items), strconv.Itoa(r.Codes),
			strconv.FormatBool(r.SmallN), joinWarnings(r.Warnings)})
	}
	return csv.NewWriter(w).WriteAll(out)
}
