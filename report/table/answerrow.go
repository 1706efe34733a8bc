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

func (r *AnswerMeanRow) has(string) bool { return r.Draws > 0 }

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
