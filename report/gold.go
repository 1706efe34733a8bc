package report

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-7a84ba5f/dyad/stance"
)

// Reasons of problems of a gold table.
const (
	goldTrained   = "gold_trained"   // the scorer learned from the row: it says nothing about its error
	goldUnmatched = "gold_unmatched" // no judgment that counts has the row's sentence, holder, voice and target
)

// Gold is a table of human codes of judgments, made ready to be held against
// those of scorers.
type Gold struct {
	Input    Input
	Problems []Problem // rows left out: bad ones, and those trained on

	codes         map[goldKey]*goldCode
	unequal       bool               // sampled with different probabilities
	probability   float64            // of the last code; NaN where the table does not say
	probabilities map[stratum]goldOf // of being coded, where the table does not say
	confusion     map[string]*confusion
}

// goldKey is what a code is of: one holder's evaluation of one target in one
// sentence.
type goldKey struct {
	doc                   string
	sentence              int
	holder, voice, target string
}

// goldCode is the mean of the codes of one key.
type goldCode struct {
	polarity    mean
	probability float64 // NaN where the table has none
	where       string
}

// stratum is judgments of one sort, of which the coded ones are taken as drawn
// with one probability.
type stratum struct{ scorer, holder, voice, target string }

type goldOf struct{ coded, all int }

// confusion counts coded rows by the label of the human and of the scorer.
type confusion [3][3]int

var goldColumns = []string{"doc_id", "sentence_no", "holder_class", "voice", "target", "polarity"}

// ReadGold reads a CSV table of human codes: doc_id, sentence_no, holder_class,
// voice, target and polarity; probability, where rows were sampled for coding
// with probabilities of their own, and trained, true where the scorer learned
// from the row. Other columns are passed over. Several codes of one judgment
// are averaged. Rows that cannot be read, and rows trained on, are Problems
// with file and line, and are left out; that no row is left is an error. Places
// name the file without its folder, so that a manifest is the same wherever the
// table lies.
func ReadGold(path string) (*Gold, error) {
	name := filepath.Base(path)
	in, err := HashFile(path, name)
	if err != nil {
		return nil, err
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	g := &Gold{Input: in, codes: map[goldKey]*goldCode{}}
	if err := g.read(file, name); err != nil {
		return nil, err
	}
	if len(g.codes) == 0 {
		if len(g.Problems) > 0 {
			return nil, fmt.Errorf("%s: no row can serve as gold; the first: %s", path, g.Problems[0])
		}
		return nil, fmt.Errorf("%s: the table has no rows", path)
	}
	return g, nil
}

func (g *Gold) read(r io.Reader, path string) error {
	in := csv.NewReader(r)
	in.FieldsPerRecord = -1
	header, err := in.Read()
	if err != nil {
		return fmt.Errorf("%s:1: header: %w", path, err)
	}
	at := map[string]int{}
	for i, name := range header {
		at[strings.TrimSpace(strings.TrimPrefix(name, byteOrderMark))] = i
	}
	for _, name := range goldColumns {
		if _, ok := at[name]; !ok {
			return fmt.Errorf("%s:1: column %q is missing", path, name)
		}
	}
	for {
		cells, err := in.Read()
		if err == io.EOF {
			return nil
		}
		var parse *csv.ParseError
		if err != nil && !errors.As(err, &parse) {
			return fmt.Errorf("%s: %w", path, err)
		}
		line, _ := in.FieldPos(0)
		where := fmt.Sprintf("%s:%d", path, line)
		if err != nil {
			g.bad(fmt.Sprintf("%s:%d", path, parse.Line), badRow, parse.Err.Error())
			continue
		}
		cell := func(name string) string {
			if i, ok := at[name]; ok && i < len(cells) {
				return unguard(strings.TrimSpace(cells[i]))
			}
			return ""
		}
		g.row(cell, where)
	}
}

func (g *Gold) bad(where, reason, message string) {
	g.Problems = append(g.Problems, Problem{Where: where, Reason: reason, Message: message, Lost: reason == badRow})
}

// row takes one row.
func (g *Gold) row(cell func(string) string, where string) {
	key := goldKey{doc: cell("doc_id"), holder: cell("holder_class"), voice: cell("voice"), target: cell("target")}
	var err error
	if key.sentence, err = strconv.Atoi(cell("sentence_no")); err != nil || key.sentence < 0 {
		g.bad(where, badRow, fmt.Sprintf("sentence_no: %q is no whole number from 0 up", cell("sentence_no")))
		return
	}
	if message := key.check(); message != "" {
		g.bad(where, badRow, message)
		return
	}
	polarity, err := strconv.ParseFloat(cell("polarity"), 64)
	if err != nil || !(polarity >= -1 && polarity <= 1) {
		g.bad(where, badRow, fmt.Sprintf("polarity: %q is no number from -1 to 1", cell("polarity")))
		return
	}
	probability := math.NaN()
	if p := cell("probability"); p != "" {
		if probability, err = strconv.ParseFloat(p, 64); err != nil || !(probability > 0 && probability <= 1) {
			g.bad(where, badRow, fmt.Sprintf("probability: %q is no number above 0, at most 1", p))
			return
		}
	}
	switch t := strings.ToLower(cell("trained")); t {
	case "true", "1", "yes":
		g.bad(where, goldTrained, "the scorer was trained on this row: it is no gold, and is left out")
		return
	case "", "false", "0", "no":
	default:
		g.bad(where, badRow, fmt.Sprintf("trained: %q is neither true nor false", t))
		return
	}
	g.sampledWith(probability)
	c := g.codes[key]
	if c == nil {
		c = &goldCode{probability: probability, where: where}
		g.codes[key] = c
	}
	c.polarity.add(polarity)
}

// sampledWith notes whether codes were sampled with different probabilities.
func (g *Gold) sampledWith(probability float64) {
	same := probability == g.probability || math.IsNaN(probability) && math.IsNaN(g.probability)
	g.unequal = g.unequal || len(g.codes) > 0 && !same
	g.probability = probability
}

func (k goldKey) check() string {
	holders := append([]string{narratorHolder}, string(stance.Actor1), string(stance.Actor2), string(stance.HolderOther))
	targets := Targets()
	switch {
	case k.doc == "":
		return "doc_id: is empty"
	case !slices.Contains(holders, k.holder):
		return fmt.Sprintf("holder_class: %q is none of %s", k.holder, strings.Join(holders, ", "))
	case k.voice != narratorVoice && k.voice != quotedVoice:
		return fmt.Sprintf("voice: %q is none of %s", k.voice, voiceRange)
	case !slices.Contains(targets[:], k.target):
		return fmt.Sprintf("target: %q is none of %s", k.target, targetRange)
	}
	return ""
}

// Match holds the codes against the judgments of records: how many of each
// sort were coded, and how scorers err. It gives a problem for each code that
// no judgment of an article that counts has, and must be called before Build.
func (g *Gold) Match(recs []Record) []Problem {
	g.probabilities, g.confusion = map[stratum]goldOf{}, map[string]*confusion{}
	matched := map[goldKey]bool{}
	for i := range recs {
		if recs[i].Article.ExclusionReason != "" {
			continue
		}
		for key, p := range predictions(recs[i].Judgments) {
			s := stratum{p.scorer, key.holder, key.voice, key.target}
			n := g.probabilities[s]
			n.all++
			if code := g.codes[key.goldKey]; code != nil {
				n.coded++
				matched[key.goldKey] = true
				g.confuse(p.scorer, code.value(), p.value())
			}
			g.probabilities[s] = n
		}
	}
	var out []Problem
	for key, c := range g.codes {
		if !matched[key] {
			out = append(out, Problem{Where: c.where, Reason: goldUnmatched, Message: fmt.Sprintf(
				"no judgment of %s, sentence %d, has holder %s, voice %s, target %s: the code is not used", key.doc, key.sentence, key.holder, key.voice, key.target)})
		}
	}
	slices.SortFunc(out, func(a, b Problem) int { return strings.Compare(a.Where+a.Message, b.Where+b.Message) })
	return out
}

// Coded is how many codes there are, after several of one judgment were put
// together.
func (g *Gold) Coded() int { return len(g.codes) }

func (c *goldCode) value() float64 { return c.polarity.sum / float64(c.polarity.n) }

func (g *Gold) confuse(scorer string, human, predicted float64) {
	c := g.confusion[scorer]
	if c == nil {
		c = &confusion{}
		g.confusion[scorer] = c
	}
	c[labelIndex(human)][labelIndex(predicted)]++
}

// labelIndex is 0, 1 or 2 for negative, neutral and positive.
func labelIndex(polarity float64) int {
	switch label(Num{Value: polarity, Known: true}) {
	case negative:
		return 0
	case neutral:
		return 1
	}
	return 2
}

// scoredKey is a goldKey of one scorer.
type scoredKey struct {
	goldKey
	scorer string
}

// prediction is what one scorer says of a key: the mean of its rows without
// labels, which are coded apart.
type prediction struct {
	mean
	scorer, scope string
}

func (p *prediction) value() float64 { return p.sum / float64(p.n) }

func predictions(js []JudgmentRow) map[scoredKey]*prediction {
	out := map[scoredKey]*prediction{}
	for i := range js {
		j := &js[i]
		if !j.Polarity.Known || j.EvaluationKind == labelKind {
			continue
		}
		key := scoredKey{goldKey{j.DocID, j.SentenceNo, j.HolderClass, j.Voice, j.Target}, j.Scorer}
		if out[key] == nil {
			out[key] = &prediction{scorer: j.Scorer, scope: j.Scope}
		}
		out[key].add(j.Polarity.Value)
	}
	return out
}
