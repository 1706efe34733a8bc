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

// ownAnswers gives the rows of answers.csv from the portrayals of all articles, in
// their order: a question that is asked of the sentence has one row, whomever it
// portrays. A cell that somebody has written over gives none.
func ownAnswers(recs []table.Record) []table.AnswerRow {
	var out []table.AnswerRow
	for i := range recs {
		type asked struct {
			no               int
			question, target string
		}
		seen := map[asked]bool{}
		for k := range recs[i].Portrayals {
			p := &recs[i].Portrayals[k]
			rows, err := table.ParseAnswers(p.Answers)
			if err != nil {
				continue
			}
			for _, r := range rows {
				if at := (asked{p.SentenceNo, r.Question, r.Target}); !seen[at] {
					seen[at] = true
					r.Place, r.Counts = p.Place, recs[i].Article.ExclusionReason == "" && p.IsProse()
					out = append(out, r)
				}
			}
		}
	}
	return out
}

// ownAnswer names the draws of the means.
const ownAnswer = "own_answer"

// answerScale is what is asked, with the ends of its scale.
type answerScale struct{ low, high float64 }

// answerMeans gives the rows of answer_means.csv, with the weights, copies and
// intervals of sources. Means are taken on a scale from 0 to 1 and put back.
func answerMeans(recs []table.Record, rows []table.AnswerRow, seed uint64, o Options) ([]table.AnswerMeanRow, error) {
	scales := map[string]answerScale{}
	cs := cells{}
	weights := Weigh(recs, o.Dedup)
	for i := range recs {
		a := &recs[i].Article
		sums := map[[2]string]*mean{}
		for len(rows) > 0 && rows[0].DocID == a.DocID {
			r := &rows[0]
			rows = rows[1:]
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
		u, ok := o.Unit(a)
		if !ok {
			continue
		}
		for key, m := range sums {
			s := scales[key[0]]
			// The question stands in the place of the voice.
			obs := observation{Question: Question{Scope: table.AnyScope, voice: key[0], Target: key[1], Measure: ownAnswer},
				value: (m.sum/float64(m.n) - s.low) / (s.high - s.low), rows: m.n}
			if err := cs.add(a, u, "", When{}, obs, weights[i].times(o.Weights.of(a, &obs))); err != nil {
				return nil, err
			}
		}
	}
	estimates, err := cs.estimate(seed, o)
	if err != nil {
		return nil, err
	}
	out := make([]table.AnswerMeanRow, len(estimates))
	for i := range estimates {
		out[i] = answerMeanRow(&estimates[i], scales[estimates[i].Voice])
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
