package methods

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-7a84ba5f/dyad/coding"
	"github.com/seed-7a84ba5f/dyad/internal/say"
	"github.com/seed-7a84ba5f/dyad/stats"
	"github.com/seed-7a84ba5f/dyad/validate"
)

// AddSample tells how the sentences of a coding set were drawn, who coded them, and
// how far coders agree.
func (m *Methods) AddSample(ctx context.Context, path string) error {
	set, err := coding.OpenSet(ctx, path)
	if err != nil {
		return err
	}
	defer set.Close()
	d, err := set.Design(ctx)
	if err != nil {
		return err
	}
	units, err := set.Units(ctx)
	if err != nil {
		return err
	}
	training := map[int]bool{}
	for _, u := range units {
		training[u.ID] = u.Training
	}
	// Training rounds are no part of the sample, and no figure rests on them.
	units = slices.DeleteFunc(units, func(u coding.Unit) bool { return u.Training })
	m.sampled = paragraph("Sample of sentences for coding", designOf(d, units, m.m.RunID)...)
	codes, err := set.Codes(ctx)
	if err != nil {
		return err
	}
	codes = slices.DeleteFunc(codes, func(c coding.Code) bool { return training[c.Unit] || c.Stale })
	settled, err := set.Adjudications(ctx)
	if err != nil {
		return err
	}
	settled = slices.DeleteFunc(settled, func(a coding.Adjudication) bool { return training[a.Unit] })
	book, version, err := set.Codebook(ctx)
	if err != nil {
		return err
	}
	coded, coders := map[int]map[string]bool{}, map[string]bool{}
	for _, c := range codes {
		if coded[c.Unit] == nil {
			coded[c.Unit] = map[string]bool{}
		}
		coded[c.Unit][c.Coder], coders[c.Coder] = true, true
	}
	several := 0
	for _, by := range coded {
		several += one(len(by) > 1)
	}
	text := []string{fmt.Sprintf("%s coded %d of them by version %d of the codebook%s, blind to the scorers and to each other; %d were coded by more than one.",
		say.Count(len(coders), "coder"), len(coded), version, map[bool]string{true: " “" + book.Title + "”"}[book.Title != ""], several)}
	if n := len(training) - len(units); n > 0 {
		text = append(text, fmt.Sprintf("Before that they coded %s for training, which are no part of the sample.", say.Count(n, "other sentence")))
	}
	if len(settled) > 0 {
		text = append(text, fmt.Sprintf("%s on which they differed were settled by a lead, who gave a reason.", say.Count(len(settled), "code")))
	}
	alphas, err := alphaOf(codes)
	if err != nil {
		return err
	}
	if len(alphas) > 0 {
		text = append(text, "Krippendorff's alpha before that (interval for numbers, else nominal), with its 95 % interval over sentences: "+strings.Join(alphas, "; ")+".")
	}
	m.sampled = append(m.sampled, paragraph("Coders and their agreement", text...)...)
	return nil
}

// designOf tells of the design of a sample.
func designOf(d coding.Design, units []coding.Unit, run string) []string {
	if d.Frame == 0 { // the codes come from elsewhere
		return []string{fmt.Sprintf("%s were coded; the set does not say how they were drawn (%s).", say.Count(len(units), "sentence"), d.Tool)}
	}
	text := fmt.Sprintf("Of the %s of the run that could be drawn, %d were drawn at random (seed %d)", say.Count(d.Frame, "sentence"), len(units), d.Seed)
	if len(d.By) > 0 {
		text += fmt.Sprintf(", from %s by %s", say.Plural(len(d.Strata), "stratum", "strata"), strings.Join(d.By, ", "))
	}
	if d.Focus > 0 {
		text += fmt.Sprintf("; %.0f %% of the draw went by how far the scorers disagree or are unsure", 100*d.Focus)
	}
	out := []string{text + ".", "Each has a known probability of having been drawn."}
	if d.Effective > 0 {
		out = append(out, fmt.Sprintf("They tell as much as %.0f drawn with one probability.", d.Effective))
	}
	if d.RunID != run {
		out = append(out, fmt.Sprintf("The sample was drawn from run %s, not from this one.", d.RunID))
	}
	return out
}

// alphaOf gives the alpha of each field that two coders coded.
func alphaOf(codes []coding.Code) ([]string, error) {
	fields := map[string][][]string{}
	for _, c := range codes {
		if !c.Stale && c.Value != "" {
			fields[c.Field] = append(fields[c.Field], []string{strconv.Itoa(c.Unit) + " " + c.Target, c.Coder, c.Value})
		}
	}
	var out []string
	for _, f := range slices.Sorted(maps.Keys(fields)) {
		var b bytes.Buffer
		if err := csv.NewWriter(&b).WriteAll(append([][]string{{"item", "coder", "code"}}, fields[f]...)); err != nil {
			return nil, err
		}
		variables, _, err := validate.ReadCodes(&b, f, validate.CodesOptions{})
		if err != nil || len(variables) != 1 || len(variables[0].Coders) < 2 {
			continue // one coder alone, or no item in common
		}
		rows, err := validate.Agree(variables[0], validate.AgreeOptions{Rule: stats.DefaultRule(), Seed: 1})
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			if strings.HasPrefix(r.Name, "alpha") && r.Category == "" && r.Coders == "all" {
				words := "too few sentences for an interval"
				if !math.IsNaN(r.Low) && !math.IsNaN(r.High) {
					words = fmt.Sprintf("%.2f to %.2f", r.Low, r.High)
				}
				out = append(out, fmt.Sprintf("%s %.2f (%s)", strings.ReplaceAll(f, "_", " "), r.Value, words))
			}
		}
	}
	return out, nil
}
