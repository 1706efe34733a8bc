package table

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// AnswerRow is a row of answers.csv: what the reader answers to a question of
// the study's own about a sentence, or about an actor in it.
type AnswerRow struct {
	Place
	Question, Target string // Target is "" where the question is asked of the sentence
	Answer           string
	Expected         Num
	Probs            string
	Evidence         string
	Counts           bool
}

// The signs of the column answers, beside FrameNext.
const (
	AnswerOf   = "@"
	AnswerIs   = "="
	AnswerProb = ":"
	AnswerMore = ","
	AnswerAt   = " "
)

func answerFields() []Field[AnswerRow] {
	type row = AnswerRow
	place := func(r *row) *Place { return &r.Place }
	return slices.Concat(articlePlace(place), []Field[row]{sentenceNo(place)}, sentenceSpan(place), []Field[row]{
		text("question", "", "name of the question, as in the file that dyad model adapt wrote", func(r *row) *string { return &r.Question }),
		text("target", "actor1, actor2", "the actor asked about; empty where the question is asked of the sentence", func(r *row) *string { return &r.Target }),
		text("answer", "", "the value that is chosen", func(r *row) *string { return &r.Answer }),
		number("expected", ShareDecimals, anyRange(), "expected value: of a yes or no the probability of yes, of a scale the mean of its numbers", func(r *row) *Num { return &r.Expected }),
		text("probabilities", "value:p,value:p", "of each value, calibrated on the codes", func(r *row) *string { return &r.Probs }),
		text("evidence", spansForm, "the words that speak most for the answer, as bytes of the canonical text, end exclusive", func(r *row) *string { return &r.Evidence }),
		truth("counts", "true where the row counts in answer_means", func(r *row) *bool { return &r.Counts }),
	})
}

// ParseAnswers reads a cell of the column answers.
func ParseAnswers(cell string) ([]AnswerRow, error) {
	if cell == "" {
		return nil, nil
	}
	var out []AnswerRow
	for part := range strings.SplitSeq(cell, FrameNext) {
		head, evidence, ok := cutLast(part, AnswerAt)
		said, probs, ok2 := cutLast(head, AnswerAt)
		r := AnswerRow{Probs: probs, Evidence: evidence}
		var ok3 bool
		r.Question, r.Answer, ok3 = strings.Cut(said, AnswerIs)
		r.Question, r.Target, _ = strings.Cut(r.Question, AnswerOf)
		numbers, ps, err := r.Scale()
		if _, bad := ParseSpans(evidence); !ok || !ok2 || !ok3 || err != nil || bad != nil || r.Question == "" {
			return nil, fmt.Errorf("answer %q is not of the form question=value value:p,value:p start..end", part)
		}
		sum := 0.0
		for i, p := range ps {
			sum += float64(p * numbers[i])
		}
		r.Expected = Rounded(sum, ShareDecimals)
		out = append(out, r)
	}
	return out, nil
}

// Scale gives the numbers of the values and their probabilities.
func (r *AnswerRow) Scale() (numbers, probs []float64, err error) {
	for part := range strings.SplitSeq(r.Probs, AnswerMore) {
		value, p, _ := cutLast(part, AnswerProb)
		number, err := strconv.ParseFloat(value, 64)
		if at := slices.Index([]string{"no", "yes"}, value); err != nil && at >= 0 {
			number, err = float64(at), nil
		}
		prob, err2 := strconv.ParseFloat(p, 64)
		if err != nil || err2 != nil || !(prob >= 0 && prob <= 1) {
			return nil, nil, fmt.Errorf("%q is no value with its probability", part)
		}
		numbers, probs = append(numbers, number), append(probs, prob)
	}
	return numbers, probs, nil
}

// AnswerMeanRow is a row of answer_means.csv: the mean answer to a question, over
// all articles that count or in one source.
type AnswerMeanRow struct {
	Level, Source, Question, Target string
	Articles, Clusters, Sentences   int
	Weights                         string
	Mean, SE, Low, High, CILevel    Num
	Method                          string
	Draws                           int
	Seed                            uint64
	SmallN                          bool
	Warnings                        string
}

func answerMeanFields() []Field[AnswerMeanRow] {
	type row = AnswerMeanRow
	return []Field[row]{
		text("level", "all, source", "over all articles that count, or those of one source", func(r *row) *string { return &r.Level }),
		text("source", "", "the news outlet; empty at level all, and where it is not known (warning source_unknown)", func(r *row) *string { return &r.Source }),
		text("question", "", "as in answers", func(r *row) *string { return &r.Question }),
		text("target", "actor1, actor2", "as in answers", func(r *row) *string { return &r.Target }),
		count("n_articles", "articles", "articles with an answer, copies counted", func(r *row) *int { return &r.Articles }),
		count("n_clusters", "clusters", "clusters of copies among the articles that enter the estimate", func(r *row) *int { return &r.Clusters }),
		count("n_sentences", "sentences", "answers of the articles that enter", func(r *row) *int { return &r.Sentences }),
		text("weights", "article, sentence, salience", "what an article weighs in the mean, as in sources", func(r *row) *string { return &r.Weights }),
		number("mean", ShareDecimals, anyRange(), "mean over articles of the article's mean expected value", func(r *row) *Num { return &r.Mean }),
		number("se", ScoreDecimals, spreadRange(), "standard error of the mean, by clusters", func(r *row) *Num { return &r.SE }),
		number("ci_low", ShareDecimals, anyRange(), "lower end of the interval; empty where there are too few clusters or all are equal", func(r *row) *Num { return &r.Low }),
		number("ci_high", ShareDecimals, anyRange(), "upper end of the interval", func(r *row) *Num { return &r.High }),
		number("ci_level", ShareDecimals, shareRange(), "confidence level that the interval reaches", func(r *row) *Num { return &r.CILevel }),
		text("ci_method", methodRange, "how the interval was made, as in sources; it is for the sampling of articles and says nothing of whether the answers are right", func(r *row) *string { return &r.Method }),
		count("n_boot", "draws", "bootstrap draws", func(r *row) *int { return &r.Draws }),
		seedField(func(r *row) *uint64 { return &r.Seed }, func(r *row) bool { return r.Draws > 0 }),
		truth("flag_small_n", "true where there are too few clusters for the default interval", func(r *row) *bool { return &r.SmallN }),
		text("warnings", "a; b", "as in sources", func(r *row) *string { return &r.Warnings }),
	}
}

// AnswersOf gives the rows of answers.csv of an article from its portrayals, in their
// order: a question that is asked of the sentence has one row, whomever it portrays. A
// cell that somebody has written over gives none.
func AnswersOf(rec *Record) []AnswerRow {
	type asked struct {
		no               int
		question, target string
	}
	var out []AnswerRow
	seen := map[asked]bool{}
	for i := range rec.Portrayals {
		p := &rec.Portrayals[i]
		rows, err := ParseAnswers(p.Answers)
		if err != nil {
			continue
		}
		for _, r := range rows {
			if at := (asked{p.SentenceNo, r.Question, r.Target}); !seen[at] {
				seen[at] = true
				r.Place, r.Counts = p.Place, rec.Article.ExclusionReason == "" && p.IsProse()
				out = append(out, r)
			}
		}
	}
	return out
}
