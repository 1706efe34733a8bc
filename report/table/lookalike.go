package table

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// looksLike matches texts that a program which guesses types, a spreadsheet
// first, takes for a number, a day, a time of day or a truth value, and then
// shows or keeps as something else: 007, 1e5, 2020-10, 3/4, Mar 5, TRUE. A number
// that is written as a program writes it loses nothing: keepsValue.
const looksLike = `(?i)^(?:true|false|` +
	`[-+]?(?:\d+(?:,\d{3})*\.?\d*|\.\d+)(?:e[-+]?\d+)?\s?%?|` +
	`\d{1,4}[-/.]\d{1,2}(?:[-/.]\d{1,4})?|\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]m)?|` +
	monthName + `[- .]*\d{1,4}|\d{1,2}[- .]*` + monthName + `(?:[- .]*\d{2,4})?)$`

const monthName = `(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)`

// Lookalikes counts, by column, the texts of the articles that the researcher
// gave and that a program which guesses types would change; example is the first
// of each column. Nothing in a CSV can forbid the guess.
func (r *Tables) Lookalikes() (counts map[string]int, example map[string]string, err error) {
	is := regexp.MustCompile(looksLike)
	counts, example = map[string]int{}, map[string]string{}
	fields := slices.DeleteFunc(ArticleFields(r.Meta), func(f Field[ArticleRow]) bool {
		return !strings.HasPrefix(f.Name, "meta_") && !slices.Contains([]string{"doc_id", "file", "title", "source"}, f.Name)
	})
	if r.Rows == nil {
		return counts, example, nil
	}
	for rec, err := range r.Rows {
		if err != nil {
			return nil, nil, err
		}
		for i := range fields {
			f := &fields[i]
			cell := strings.TrimSpace(f.Format(&rec.Article))
			if !is.MatchString(cell) || keepsValue(cell) {
				continue
			}
			if counts[f.Name]++; counts[f.Name] == 1 {
				example[f.Name] = cell
			}
		}
	}
	return counts, example, nil
}

// keepsValue says whether a text loses nothing by being taken for something
// else: a number as a program writes it back, or a whole day of ISO 8601.
func keepsValue(s string) bool {
	if _, err := time.Parse(time.DateOnly, s); err == nil {
		return true
	}
	x, err := strconv.ParseFloat(s, 64)
	return err == nil && len(s) <= 15 && strconv.FormatFloat(x+0, 'f', -1, 64) == s
}

// tellLookalikes puts the count of look-alikes beside articles.csv in the
// manifest, and tells which columns they stand in.
func (r *Tables) tellLookalikes(f *Folder, o Style) {
	at := slices.IndexFunc(f.Outputs, func(out Output) bool { return out.File == "articles.csv" })
	if at < 0 || f.Err != nil {
		return
	}
	counts, example, err := r.Lookalikes()
	if f.Err = err; len(counts) == 0 {
		return
	}
	f.Outputs[at].Lookalikes = counts
	var columns []string
	for _, c := range slices.Sorted(maps.Keys(counts)) {
		columns = append(columns, fmt.Sprintf("%s (%d, such as %s)", c, counts[c], CutTo(Shown(example[c]), 20)))
	}
	instead := "--format xlsx, parquet or jsonl keep them"
	if slices.Contains(o.Formats, XLSX) {
		instead = workbookFile + " keeps them"
	}
	o.note("articles.csv: a spreadsheet, and other programs that guess types, take texts for numbers, days or truth values in " +
		strings.Join(columns, ", ") + ": " + instead + ", or read these columns as text")
}
