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

// against gives the weight of a class against the mean of the others.
func against(class int, w func(c int) float64) float64 {
	sum := 0.0
	for c := range signClasses {
		if c != class {
			sum += w(c) / (signClasses - 1)
		}
	}
	return w(class) - sum
}

// contributions gives what each feature adds in the linear model.
func (m *Model) contributions(features []sign.Feature, class int) []float64 {
	out := make([]float64, len(features))
	for i, f := range features {
		if at, ok := m.names[featureNames].index[f.Key]; ok && m.Groups&(1<<f.Group) != 0 {
			out[i] = float64(f.Value) * against(class, func(c int) float64 { return m.linear.Weights[int(at)*signClasses+c] })
		}
	}
	return out
}

// shares gives what each word adds in the networks, on average.
func (m *Model) shares(words []sign.Word, class int) []float64 {
	out := make([]float64, len(words))
	row := m.see(nil, words).words
	for _, n := range m.nets {
		for i, v := range n.Shares(row, func(w func(c int) float64) float64 { return against(class, w) }) {
			out[i] += v / float64(len(m.nets))
		}
	}
	return out
}

// shown is how many words an explanation names.
const shown = 3

// explain names the words that speak most for the class.
func (m *Model) explain(doc *annotate.Document, q Question, b *sign.Bag, class int, prob float64) ([]annotate.Span, string) {
	names := []string{"negative", "neutral", "positive"}
	byToken := map[int]float64{}
	first := doc.Sentences[q.Sentence].First
	for i, w := range m.contributions(b.Features, class) {
		if t := b.Features[i].Token; t >= 0 {
			byToken[first+int(t)] += w
		}
	}
	for i, w := range m.shares(b.Words, class) {
		if t := b.Words[i].Token; t >= 0 {
			byToken[first+int(t)] += w
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

// Explain gives what speaks for the verdict of a question, by feature and, of
// the networks, by word, the heaviest first.
func (m *Model) Explain(doc *annotate.Document, q Question) (Verdict, []Weight) {
	v := m.verdict(doc, q, &m.alone, nil)
	b := bag(m.x, doc, q, m.Groups, true)
	first := doc.Sentences[q.Sentence].First
	var out []Weight
	add := func(name string, token int32, w float64) {
		at := -1
		if token >= 0 {
			at = first + int(token)
		}
		if w != 0 {
			out = append(out, Weight{name, at, w})
		}
	}
	for i, w := range m.contributions(b.Features, v.Sign+1) {
		f := b.Features[i]
		add(f.Group.String()+": "+f.Name, f.Token, w)
	}
	for i, w := range m.shares(b.Words, v.Sign+1) {
		name := "networks: target and holder"
		if t := b.Words[i].Token; t >= 0 {
			name = "networks: " + strings.ToLower(doc.Tokens[first+int(t)].Text)
		}
		add(name, b.Words[i].Token, w)
	}
	slices.SortStableFunc(out, func(a, b Weight) int {
		return cmp.Or(cmp.Compare(max(b.Value, -b.Value), max(a.Value, -a.Value)), cmp.Compare(a.Name, b.Name))
	})
	return v, out
}
