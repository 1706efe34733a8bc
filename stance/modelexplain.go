package stance

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/stance/internal/learn"
	"github.com/seed-7a84ba5f/dyad/stance/internal/sign"
)

// Weight is how much something speaks for the class given against the mean of
// the others, in units of log odds before calibration.
type Weight struct {
	Name  string
	Token int // index in the document, -1 for what stems from no single word
	Value float64
}

// contributions gives what each feature adds: its weight in the linear model,
// and its part of the networks' scores with the units that are at work.
func (m *Model) contributions(features []sign.Feature, class int) []float64 {
	out := make([]float64, len(features))
	row := m.entries(features)
	against := func(w func(c int) float64) float64 {
		sum := 0.0
		for c := range signClasses {
			if c != class {
				sum += w(c) / (signClasses - 1)
			}
		}
		return w(class) - sum
	}
	var through [][]float32
	for _, n := range m.nets {
		through = append(through, n.Through(row, func(scores func(c int) float64) float64 { return against(scores) }))
	}
	for i, f := range features {
		at, ok := m.index[f.Key]
		if !ok {
			continue
		}
		v := float64(f.Value)
		out[i] = v * against(func(c int) float64 { return m.linear.Weights[int(at)*signClasses+c] })
		for k, n := range m.nets {
			sum := float32(0)
			for j, w := range n.In[int(at)*n.Hidden : int(at+1)*n.Hidden] {
				sum += w * through[k][j]
			}
			out[i] += v * float64(sum) / float64(len(m.nets))
		}
	}
	return out
}

// shown is how many words an explanation names.
const shown = 3

// explain names the words that speak most for the class.
func (m *Model) explain(doc *annotate.Document, q Question, features []sign.Feature, class int, prob float64) ([]annotate.Span, string) {
	names := []string{"negative", "neutral", "positive"}
	weights := m.contributions(features, class)
	byToken := map[int]float64{}
	first := doc.Sentences[q.Sentence].First
	for i, f := range features {
		if f.Token >= 0 {
			byToken[first+int(f.Token)] += weights[i]
		}
	}
	var tokens []int
	for t, w := range byToken {
		if w > 0 && telling(doc, q, t) {
			tokens = append(tokens, t)
		}
	}
	slices.SortFunc(tokens, func(a, b int) int { return cmp.Or(cmp.Compare(byToken[b], byToken[a]), cmp.Compare(a, b)) })
	tokens = tokens[:min(len(tokens), shown)]
	var spans []annotate.Span
	var words []string
	for _, t := range tokens {
		spans = append(spans, doc.Tokens[t].Span)
		words = append(words, "“"+doc.Tokens[t].Text+"”")
	}
	text := fmt.Sprintf("the model finds the sentence %s toward “%s” (probability %.2f)", names[class],
		strings.Join(strings.Fields(doc.Text[doc.Mentions[q.Target].Start:doc.Mentions[q.Target].End]), " "), prob)
	if q.Holder >= 0 {
		h := &doc.Mentions[q.Holder]
		text = fmt.Sprintf("the model finds “%s” %s toward “%s” (probability %.2f)", strings.Join(strings.Fields(doc.Text[h.Start:h.End]), " "), names[class],
			strings.Join(strings.Fields(doc.Text[doc.Mentions[q.Target].Start:doc.Mentions[q.Target].End]), " "), prob)
	}
	if len(words) > 0 {
		text += ", most of all by " + strings.Join(words, ", ")
	}
	return spans, text
}

// explainParts keeps what each part said before they were put together: the
// probabilities of negative, neutral and positive, in the order of Model.parts,
// and the sign that each voter found.
func (m *Model) explainParts(said learn.Said, voters []string) string {
	names := []string{"linear"}
	if len(m.nets) > 0 {
		names = append(names, "networks")
	}
	if m.Task == DirectedModel {
		for _, name := range slices.Clone(names) {
			names = append(names, name+" turned round")
		}
	}
	parts := make([]string, 0, len(names)+len(voters))
	for i, p := range said.Probs {
		parts = append(parts, fmt.Sprintf("%s %.2f/%.2f/%.2f", names[i], p[0], p[1], p[2]))
	}
	for i, vote := range said.Votes {
		parts = append(parts, voters[i]+" "+[]string{"silent", "−1", "0", "+1"}[vote+1])
	}
	return "; parts (−/0/+): " + strings.Join(parts, ", ")
}

// telling reports whether a reader learns something from a word: not from the
// target itself, nor from marks.
func telling(doc *annotate.Document, q Question, t int) bool {
	tok := &doc.Tokens[t]
	return !doc.Mentions[q.Target].Overlaps(tok.Span) && strings.ContainsFunc(tok.Text, isLetter)
}

func isLetter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r > 0x7f }

// Explain gives what speaks for the verdict of a question, by feature, the
// heaviest first.
func (m *Model) Explain(doc *annotate.Document, q Question) (Verdict, []Weight) {
	v := m.verdict(doc, q, &m.alone, nil)
	features := bag(m.x, doc, q, m.Groups, true)
	first := doc.Sentences[q.Sentence].First
	var out []Weight
	for i, w := range m.contributions(features, v.Sign+1) {
		if w == 0 {
			continue
		}
		f := features[i]
		at := -1
		if f.Token >= 0 {
			at = first + int(f.Token)
		}
		out = append(out, Weight{f.Group.String() + ": " + f.Name, at, w})
	}
	slices.SortStableFunc(out, func(a, b Weight) int {
		return cmp.Or(cmp.Compare(max(b.Value, -b.Value), max(a.Value, -a.Value)), cmp.Compare(a.Name, b.Name))
	})
	return v, out
}
