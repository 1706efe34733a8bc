package report

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
)

// measureChoices are the measures that the question can be asked of.
const measureChoices = "own_stance, portrayal"

func specificationFields() []field[SpecificationRow] {
	type row = SpecificationRow
	return []field[row]{
		text("level", "all, source", "over all articles, or those of one source", func(r *row) *string { return &r.Level }),
		text("source", "", "the news outlet; empty at level all", func(r *row) *string { return &r.Source }),
		text("target", actorRange, "toward whom", func(r *row) *string { return &r.Target }),
		text("measure", measureChoices, "what is averaged, as in sources", func(r *row) *string { return &r.Measure }),
		text("run", "", "the run or stream whose rows were used, where several were given; empty for one alone", func(r *row) *string { return &r.Run }),
		text("scorer", "", "who scored", func(r *row) *string { return &r.Scorer }),
		text("answer", "expected, label, judgments, reader_only, rules_only", "what of a row is averaged: expected: the scorer's expected value, as in sources; label: its likeliest label as -1, 0, +1; judgments: of own_stance, the sign of the source's own rows in judgments, 0 where it has none; reader_only, rules_only: of portrayal, what reader and rules say before they are joined, the rules as -1, 0, +1", func(r *row) *string { return &r.Answer }),
		number("threshold", scoreDecimals, shareRange(), "values nearer to 0 than this count as 0", func(r *row) *Num { return &r.Threshold }),
		text("weights", "article, sentence, salience", "what an article weighs, as in sources", func(r *row) *string { return &r.Weights }),
		text("dedup", "within, none, head, weight", "how copies count, as in the study", func(r *row) *string { return &r.Dedup }),
		text("voice", voiceRange, "as in portrayals", func(r *row) *string { return &r.Voice }),
		text("scope", extentRange, "as in sources", func(r *row) *string { return &r.Scope }),
		text("period", "all, reliable, even_periods", "all: every article; reliable: those with a reliable date; even_periods: every period of the study weighs the same", func(r *row) *string { return &r.Period }),
		count("rank", "", "place among the answers to the same question, by mean: the specification curve", func(r *row) *int { return &r.Rank }),
		truth("is_default", "true for the study's own choice", func(r *row) *bool { return &r.Default }),
		count("n_articles", "articles", "articles that enter; left-out copies are not counted", func(r *row) *int { return &r.Articles }),
		count("n_clusters", "clusters", "their clusters of copies", func(r *row) *int { return &r.Clusters }),
		count("n_portrayals", "rows", "portrayals that enter, those below the threshold among them (as 0)", func(r *row) *int { return &r.Portrayals }),
		number("mean", scoreDecimals, polarityRange(), "mean of article means, by the weights", func(r *row) *Num { return &r.Mean }),
		number("ci_low", scoreDecimals, anyRange(), "lower end of the interval", func(r *row) *Num { return &r.Low }),
		number("ci_high", scoreDecimals, anyRange(), "upper end", func(r *row) *Num { return &r.High }),
		text("ci_method", methodRange, "how the interval was made, as in sources", func(r *row) *string { return &r.Method }),
		text("side", "below, above, across", "where the whole interval lies: below 0, above 0 or across it; empty where there is none", func(r *row) *string { return &r.Side }),
		text("warnings", "a; b", "as in sources", func(r *row) *string { return &r.Warnings }),
	}
}

func multiverseFields() []field[MultiverseRow] {
	type row = MultiverseRow
	return []field[row]{
		text("level", "all, source", "over all articles, or those of one source", func(r *row) *string { return &r.Level }),
		text("source", "", "the news outlet; empty at level all", func(r *row) *string { return &r.Source }),
		text("target", actorRange, "toward whom", func(r *row) *string { return &r.Target }),
		text("measure", measureChoices, "what is averaged", func(r *row) *string { return &r.Measure }),
		count("n_specifications", "", "combinations of choices that give an answer", func(r *row) *int { return &r.Specifications }),
		count("n_intervals", "", "those with an interval", func(r *row) *int { return &r.Intervals }),
		number("mean_default", scoreDecimals, polarityRange(), "answer of the study's own choice, of its first scorer", func(r *row) *Num { return &r.Default }),
		number("mean_least", scoreDecimals, polarityRange(), "smallest answer", func(r *row) *Num { return &r.Least }),
		number("mean_median", scoreDecimals, polarityRange(), "median answer", func(r *row) *Num { return &r.Median }),
		number("mean_most", scoreDecimals, polarityRange(), "largest answer", func(r *row) *Num { return &r.Most }),
		count("n_below", "", "answers whose whole interval lies below 0", func(r *row) *int { return &r.Below }),
		count("n_above", "", "those whose whole interval lies above 0", func(r *row) *int { return &r.Above }),
		count("n_across", "", "those whose interval holds 0", func(r *row) *int { return &r.Across }),
		text("side", "below, above, across", "where the interval of the study's own choice lies; empty where it has none", func(r *row) *string { return &r.Side }),
		number("share_agree", shareDecimals, shareRange(), "share of all answers whose interval lies there too", func(r *row) *Num { return &r.ShareAgree }),
	}
}

// tables are the tables of a multiverse, in a folder of the run folder.
func (m *Multiverse) tables(runID, by, folder string) []grid {
	const asked = "with dyad multiverse or --multiverse"
	r := &Run{ID: runID}
	return []grid{
		gridOf(r, "multiverse", "the same question under every combination of choices: one answer a row, by size", "level, source, target, measure, run, scorer, answer, threshold, weights, dedup, voice, scope, period", specificationFields(), m.Rows).byUnit(by).in(folder).when(asked),
		gridOf(r, "multiverse_summary", "how far the answers to one question agree", "level, source, target, measure", multiverseFields(), m.Summary).byUnit(by).in(folder).when(asked),
	}
}

// Write writes multiverse and multiverse_summary in each format, their codebook
// and datapackage.json, and for each target the specification curve over all
// sources as multiverse_TARGET.svg, into a folder that is no run's; it is made
// where it is not there, and files of these names are replaced.
func (m *Multiverse) Write(dir, runID string, o WriteOptions) error {
	if _, err := os.Stat(filepath.Join(dir, manifestFile)); err == nil {
		return fmt.Errorf("%s: %w; these tables go into a folder of their own", dir, ErrExists)
	}
	var err error
	if o.Formats, err = formats(o.Formats); err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	temp, err := beside(filepath.Clean(dir), "new")
	if err != nil {
		return err
	}
	return errors.Join(m.writeFiles(dir, temp, runID, o), os.RemoveAll(temp))
}

// writeFiles writes into an empty folder and, when all is there, moves the files
// to their own.
func (m *Multiverse) writeFiles(dir, temp, runID string, o WriteOptions) error {
	f, tables := folder{dir: temp}, m.tables(runID, o.By, "")
	tables = append(tables, bookOf(&Run{ID: runID}, tables))
	for _, format := range o.Formats {
		format.writer().write(&f, tables, o)
	}
	f.addPackage(&Run{ID: runID}, tables)
	m.addCurves(&f, "")
	for _, out := range f.outputs {
		if f.err == nil {
			f.err = os.Rename(filepath.Join(temp, out.File), filepath.Join(dir, out.File))
		}
	}
	return f.err
}

// addCurves adds the specification curves of the targets, in a folder.
func (m *Multiverse) addCurves(f *folder, in string) {
	for _, target := range Actors() {
		if rows := m.curve(target); len(rows) > 0 {
			f.add(path.Join(in, "multiverse_"+target+".svg"), 0, func(w io.Writer) error { _, err := io.WriteString(w, curveSVG(rows)); return err })
		}
	}
}

// curve is the specifications of a target over all sources.
func (m *Multiverse) curve(target string) []SpecificationRow {
	var out []SpecificationRow
	for _, r := range m.Rows {
		if r.Level == levelAll && r.Target == target {
			out = append(out, r)
		}
	}
	return out
}

// WriteText writes how far the answers over all sources agree.
func (m *Multiverse) WriteText(w io.Writer) error {
	lines := [][]string{{"toward", "answers", "default", "from", "median", "to", "intervals", "below 0", "above 0", "holding 0", "as the default"}}
	for _, s := range m.Summary {
		if s.Level != levelAll {
			continue
		}
		lines = append(lines, []string{s.Target, fmt.Sprint(s.Specifications), orDash(s.Default, signed), orDash(s.Least, signed), orDash(s.Median, signed), orDash(s.Most, signed),
			fmt.Sprint(s.Intervals), fmt.Sprint(s.Below), fmt.Sprint(s.Above), fmt.Sprint(s.Across), orDash(s.ShareAgree, percent)})
	}
	writeAligned(w, lines)
	return nil
}

// orDash writes a number, or a dash where it is missing.
func orDash(x Num, write func(float64) string) string {
	if !x.Known {
		return "–"
	}
	return write(x.Value)
}
