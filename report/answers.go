package report

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/seed-7a84ba5f/dyad/stance"
)

// answersCell writes the answers of a portrayal: the column answers.
func answersCell(p *stance.Portrayal) string {
	var out []string
	for i := range p.Answers {
		a := &p.Answers[i]
		name := a.Name
		if a.Per != "" {
			name += table.AnswerOf + string(p.Target)
		}
		var probs []string
		for k, v := range a.Values {
			probs = append(probs, v.Value+table.AnswerProb+strconv.FormatFloat(table.Round(a.Probs[k], table.ShareDecimals), 'f', table.ShareDecimals, 64))
		}
		out = append(out, name+table.AnswerIs+a.Values[a.Said].Value+table.AnswerAt+strings.Join(probs, table.AnswerMore)+table.AnswerAt+table.FormatSpans(a.Evidence))
	}
	return table.Clean(strings.Join(out, table.FrameNext))
}

// OwnAnswer is an article's answer to a question of the study's own.
type OwnAnswer struct {
	Question, Target string
	Value            float64 // on a scale from 0 to 1
	Rows             int
	Low, High        float64 // the ends of the question's scale
}

// ownAnswers gives the mean of an article's answers to each question that it has rows
// for. Means are taken on a scale from 0 to 1 and put back.
func ownAnswers(rows []table.AnswerRow) []OwnAnswer {
	var out []OwnAnswer
	sums := map[[2]string]*mean{}
	scales := map[string]answerScale{}
	for i := range rows {
		r := &rows[i]
		numbers, _, err := r.Scale()
		if err != nil || !r.Counts {
			continue
		}
		key := [2]string{r.Question, r.Target}
		if sums[key] == nil {
			sums[key] = &mean{}
		}
		sums[key].add(r.Expected.Value)
		scales[r.Question] = answerScale{slices.Min(numbers), slices.Max(numbers)}
	}
	for key, m := range sums {
		s := scales[key[0]]
		out = append(out, OwnAnswer{key[0], key[1], (m.sum/float64(m.n) - s.low) / (s.high - s.low), m.n, s.low, s.high})
	}
	slices.SortFunc(out, func(a, b OwnAnswer) int {
		return cmp.Or(strings.Compare(a.Question, b.Question), strings.Compare(a.Target, b.Target))
	})
	return out
}

// ownAnswer names the draws of the means.
const ownAnswer = "own_answer"

// answerScale is what is asked, with the ends of its scale.
type answerScale struct{ low, high float64 }

// answerMeans gives the rows of answer_means.csv, with the weights, copies and
// intervals of sources.
func (s *State) answerMeans(seed uint64, o Options) ([]table.AnswerMeanRow, error) {
	estimates, err := s.estimate(s.own, seed, o)
	if err != nil {
		return nil, err
	}
	out := make([]table.AnswerMeanRow, len(estimates))
	for i := range estimates {
		out[i] = answerMeanRow(&estimates[i], s.scales[estimates[i].Voice])
	}
	slices.SortFunc(out, func(a, b table.AnswerMeanRow) int {
		return cmp.Or(strings.Compare(a.Level, b.Level), strings.Compare(a.Source, b.Source), strings.Compare(a.Question, b.Question), strings.Compare(a.Target, b.Target))
	})
	return out, nil
}

func answerMeanRow(e *table.EstimateRow, s answerScale) table.AnswerMeanRow {
	back := func(n table.Num) table.Num {
		if !n.Known {
			return n
		}
		return table.Rounded(s.low+n.Value*(s.high-s.low), table.ShareDecimals)
	}
	r := table.AnswerMeanRow{Level: e.Level, Source: e.Source, Question: e.Voice, Target: e.Target, Articles: e.Articles, Clusters: e.Clusters, Sentences: e.Rows,
		Weights: e.Weights, Mean: back(e.Mean), Low: back(e.Low), High: back(e.High), CILevel: e.CILevel, Method: e.Method, Draws: e.Draws,
		SmallN: e.SmallN, Warnings: e.Warnings}
	if e.SE.Known {
		r.SE = table.Rounded(math.Abs(s.high-s.low)*e.SE.Value, table.ScoreDecimals)
	}
	if e.Draws > 0 {
		r.Seed = e.Seed
	}
	return r
}
