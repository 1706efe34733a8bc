package report

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"fmt"
	"io"
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-7a84ba5f/dyad/internal/csvin"
	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/seed-7a84ba5f/dyad/stance"
)

// Reasons of problems of a gold table.
const (
	goldTrained   = "gold_trained"   // the scorer learned from the row: it says nothing about its error
	goldUnmatched = "gold_unmatched" // no portrayal that counts has the row's sentence and target
)

// Gold is a table of human codes of portrayals, made ready to be held against
// what scorers say.
type Gold struct {
	Input    table.Input
	Problems []table.Problem // rows left out: bad ones, and those trained on

	codes         map[goldKey]*goldCode
	unequal       bool               // sampled with different probabilities
	probability   float64            // of the last code that corrects; NaN where the table does not say, 0 before the first
	probabilities map[stratum]goldOf // of being coded, where the table does not say
	confusion     map[confused]*confusion
}

// goldKey is what a code is of: portrayal or own stance of one actor in one
// sentence, the dealings in it (of no target), or all stances toward a target.
type goldKey struct {
	doc             string
	sentence        int
	target, measure string
}

// corrects reports whether a code of the key can correct estimates.
func (k goldKey) corrects() bool { return slices.Contains(goldMeasures(), k.measure) }

// goldCode is the codes of one key.
type goldCode struct {
	codes       mean            // of numbers; of stances none
	none        int             // of a relation: how often it was coded that there are no dealings
	holders     map[string]mean // of stances, by holder class
	probability float64         // NaN where the table has none
	where       string
}

// stratum is rows of one sort, of which the coded ones are taken as drawn with
// one probability.
type stratum struct{ scorer, voice, target, measure string }

// confused is what a table of confusion is of.
type confused struct{ scorer, measure string }

type goldOf struct{ coded, all int }

// confusion counts coded rows by the label of the human and of the scorer.
type confusion [3][3]int

// goldColumns are those that a gold table must have; of goldMeasures it must have
// one. ReadCodes takes furtherMeasures instead of them too.
func goldColumns() []string     { return []string{"doc_id", "sentence_no", "target"} }
func goldMeasures() []string    { return []string{table.Portrayal, table.OwnStance} }
func furtherMeasures() []string { return []string{table.Relation, table.Directed} }

// ReadGold reads a CSV table of human codes, which path names in messages: doc_id, sentence_no, target, and
// portrayal or own_stance or both, from -1 to 1, empty where it was not coded;
// probability, where rows were sampled for coding with probabilities of their
// own (inclusion_probability does as well), and trained, true where the scorer
// learned from the row. Codes of relations and stances (see ReadCodes) are read
// and correct nothing; other columns are passed over. Several codes of one
// sentence and target are averaged. Rows that cannot be read, and rows trained on,
// are Problems with file and line, and are left out; that no row is left is an
// error. Places name the file without its folder, so that a manifest is the same
// wherever the table lies.
func ReadGold(in io.Reader, path string) (*Gold, error) { return newGold(in, path, goldMeasures()) }

// ReadCodes reads the same table for Compare, also one that codes nothing but
// relations or stances:
//
//   - relation, from -1 (conflict) to 1 (cooperation), 0 for both, "none" where the
//     sentence tells of no dealings; it is of the sentence, so that the row's target
//     may be empty;
//   - stance, from -1 to 1, of the holder_class of the row (narrator, actor1,
//     actor2, other) toward its target, which may be relationship. All holders with
//     an attitude to the target in the sentence are to be coded; where there is none,
//     a row has stance 0 and no holder_class.
func ReadCodes(in io.Reader, path string) (*Gold, error) {
	return newGold(in, path, slices.Concat(goldMeasures(), furtherMeasures()))
}

// newGold reads a table that has one of the measures.
func newGold(in io.Reader, path string, measures []string) (*Gold, error) {
	name := filepath.Base(path)
	data, err := io.ReadAll(in)
	if err != nil {
		return nil, err
	}
	g := &Gold{Input: table.Input{Path: name, SHA256: fmt.Sprintf("%x", sha256.Sum256(data)), Size: int64(len(data))},
		codes: map[goldKey]*goldCode{}}
	if err := g.read(bytes.NewReader(data), name, measures); err != nil {
		return nil, err
	}
	if g.Coded() == 0 && (len(measures) == len(goldMeasures()) || g.AllCoded() == 0) {
		if len(g.Problems) > 0 {
			return nil, fmt.Errorf("%s: no row can serve as gold; the first: %s", path, g.Problems[0])
		}
		return nil, fmt.Errorf("%s: the table has no rows", path)
	}
	return g, nil
}

func (g *Gold) read(r io.Reader, path string, measures []string) error {
	in, err := csvin.NewReader(r, csvin.Options{})
	if err != nil {
		return fmt.Errorf("%s:1: header: %w", path, err)
	}
	at := map[string]int{}
	for i, name := range in.Header {
		if _, twice := at[name]; twice && name != "" {
			return fmt.Errorf("%s:1: column %q stands there twice", path, name)
		}
		at[name] = i
	}
	for _, name := range goldColumns() {
		if _, ok := at[name]; !ok {
			return fmt.Errorf("%s:1: column %q is missing", path, name)
		}
	}
	if !slices.ContainsFunc(measures, func(name string) bool { _, ok := at[name]; return ok }) {
		return fmt.Errorf("%s:1: there is no column %s", path, strings.Join(measures, " or "))
	}
	err = in.Each(func(bad *csvin.RowError) {
		g.bad(fmt.Sprintf("%s:%d", path, bad.Line), table.BadRow, bad.Error())
	}, func(cells []string) {
		cell := func(name string) string {
			i, ok := at[name]
			switch {
			case !ok || i >= len(cells):
				return ""
			case slices.Contains(goldColumns(), name):
				return csvin.Unguard(strings.TrimSpace(cells[i]))
			case csvin.Missing(cells[i]):
				return ""
			}
			return in.Decimal(strings.TrimSpace(cells[i]))
		}
		g.row(cell, fmt.Sprintf("%s:%d", path, in.Line()))
	})
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

func (g *Gold) bad(where, reason, message string) {
	g.Problems = append(g.Problems, table.Problem{Where: where, Reason: reason, Message: message, Lost: reason == table.BadRow})
}

// row takes one row.
func (g *Gold) row(cell func(string) string, where string) {
	key := goldKey{doc: cell("doc_id"), target: cell("target")}
	var err error
	if key.sentence, err = strconv.Atoi(cell("sentence_no")); err != nil || key.sentence < 0 {
		g.bad(where, table.BadRow, fmt.Sprintf("sentence_no: %q is no whole number from 0 up", cell("sentence_no")))
		return
	}
	codes, message := codesOf(cell, key.target)
	if len(codes) == 0 && message == "" && cell("unit") != "" {
		return // of a coding set: a row for other fields, as where the relation alone was settled
	}
	corrects := slices.ContainsFunc(codes, func(c rowCode) bool { return goldKey{measure: c.measure}.corrects() })
	if message = cmp.Or(message, key.check(len(codes) > 0 && !corrects)); message != "" {
		g.bad(where, table.BadRow, message)
		return
	}
	if len(codes) == 0 {
		g.bad(where, table.BadRow, "portrayal and own_stance are empty")
		return
	}
	probability := math.NaN()
	if p := cmp.Or(cell("probability"), cell("inclusion_probability")); p != "" {
		if probability, err = strconv.ParseFloat(p, 64); err != nil || !(probability > 0 && probability <= 1) {
			g.bad(where, table.BadRow, fmt.Sprintf("probability: %q is no number above 0, at most 1", p))
			return
		}
	}
	switch t := strings.ToLower(cell("trained")); t {
	case "true", "1", "yes":
		g.bad(where, goldTrained, "the scorer was trained on this row: it is no gold, and is left out")
		return
	case "", "false", "0", "no":
	default:
		g.bad(where, table.BadRow, fmt.Sprintf("trained: %q is neither true nor false", t))
		return
	}
	if corrects {
		g.sampledWith(probability)
	}
	for _, c := range codes {
		g.add(key, c, probability, where)
	}
}

// rowCode is what a row says of a measure.
type rowCode struct {
	measure string
	value   float64 // NaN: that there are no dealings
	holder  string  // of a stance; "" that nobody has one
}

// noDealings is the code of a sentence that tells of no dealings.
const noDealings = "none"

// codesOf reads what a row codes, or says what is wrong with it.
func codesOf(cell func(string) string, target string) (out []rowCode, message string) {
	for _, measure := range slices.Concat(goldMeasures(), furtherMeasures()) {
		written := cell(measure)
		if written == "" {
			continue
		}
		c := rowCode{measure: measure, value: math.NaN()}
		if measure != table.Relation || written != noDealings {
			x, err := strconv.ParseFloat(written, 64)
			switch bad := err != nil || !(x >= -1 && x <= 1); {
			case bad && measure == table.Relation:
				return nil, fmt.Sprintf("%s: %q is no number from -1 to 1 and not %s", measure, written, noDealings)
			case bad:
				return nil, fmt.Sprintf("%s: %q is no number from -1 to 1", measure, written)
			}
			c.value = x
		}
		if measure == table.Directed {
			c.holder = cell("holder_class")
			if message := c.check(target); message != "" {
				return nil, message
			}
		}
		out = append(out, c)
	}
	return out, ""
}

// check says what is wrong with a stance toward a target.
func (c *rowCode) check(target string) string {
	actors := table.Actors()
	switch {
	case !slices.Contains(append(actors[:], string(stance.Relationship)), target):
		return fmt.Sprintf("target: %q is none of %s", target, table.TargetRange)
	case c.holder == "" && c.value != 0:
		return "holder_class: is empty, and the row has a stance"
	case c.holder != "" && (!slices.Contains(stanceHolders(), c.holder) || c.holder == target):
		return fmt.Sprintf("holder_class: %q is none of %s, or is the target itself", c.holder, strings.Join(stanceHolders(), ", "))
	}
	return ""
}

// add puts a code of a row to those of its key.
func (g *Gold) add(key goldKey, row rowCode, probability float64, where string) {
	if key.measure = row.measure; row.measure == table.Relation {
		key.target = ""
	}
	c := g.codes[key]
	if c == nil {
		c = &goldCode{probability: probability, where: where, holders: map[string]mean{}}
		g.codes[key] = c
	}
	switch {
	case row.holder != "":
		m := c.holders[row.holder]
		m.add(row.value)
		c.holders[row.holder] = m
	case math.IsNaN(row.value):
		c.none++
	case row.measure != table.Directed:
		c.codes.add(row.value)
	}
}

// sampledWith notes whether codes were sampled with different probabilities.
func (g *Gold) sampledWith(probability float64) {
	same := probability == g.probability || math.IsNaN(probability) && math.IsNaN(g.probability)
	g.unequal = g.unequal || g.probability != 0 && !same
	g.probability = probability
}

// check says what is wrong with a key; free is that of a row which codes no
// actor's portrayal or own stance, so that codesOf has looked at the target.
func (k goldKey) check(free bool) string {
	actors := table.Actors()
	switch {
	case k.doc == "":
		return "doc_id: is empty"
	case free:
	case !slices.Contains(actors[:], k.target):
		return fmt.Sprintf("target: %q is none of %s", k.target, table.ActorRange)
	}
	return ""
}

// Match holds the codes against the portrayals of records: how many of each
// sort were coded, and how scorers err. It gives a problem for each code that
// no portrayal of an article that counts has, and must be called before Build.
func (g *Gold) Match(all table.Records) ([]table.Problem, error) {
	g.probabilities, g.confusion = map[stratum]goldOf{}, map[confused]*confusion{}
	matched := map[goldKey]bool{}
	for rec, err := range all {
		if err != nil {
			return nil, err
		}
		if rec.Article.ExclusionReason != "" {
			continue
		}
		for _, p := range predictions(rec.Portrayals) {
			n := g.probabilities[p.stratum]
			n.all++
			if code := g.codes[p.goldKey]; code != nil {
				n.coded++
				matched[p.goldKey] = true
				g.confuse(confused{p.stratum.scorer, p.goldKey.measure}, labelIndex(code.value()), p.sign)
			}
			g.probabilities[p.stratum] = n
		}
	}
	var out []table.Problem
	for key, c := range g.codes {
		if key.corrects() && !matched[key] {
			out = append(out, table.Problem{Where: c.where, Reason: goldUnmatched, Message: fmt.Sprintf(
				"no portrayal of %s, sentence %d, target %s, has a value for %s: the code is not used", key.doc, key.sentence, key.target, key.measure)})
		}
	}
	slices.SortFunc(out, func(a, b table.Problem) int { return strings.Compare(a.Where+a.Message, b.Where+b.Message) })
	return out, nil
}

// Coded is how many codes can correct estimates, after several of one sentence and
// target were put together.
func (g *Gold) Coded() (n int) {
	for key := range g.codes {
		if key.corrects() {
			n++
		}
	}
	return n
}

func (c *goldCode) value() float64 { return c.codes.value() }

func (g *Gold) confuse(of confused, human, predicted int) {
	c := g.confusion[of]
	if c == nil {
		c = &confusion{}
		g.confusion[of] = c
	}
	c[human][predicted]++
}

// labelIndex is 0, 1 or 2 for negative, neutral and positive.
func labelIndex(value float64) int {
	return signIndex(table.Label(table.Num{Value: value, Known: true}))
}

// prediction is what a scorer says that humans can have coded.
type prediction struct {
	goldKey
	stratum
	scope string
	value float64
	sign  int // its place among negative, neutral, positive
}

// predictions are those of the portrayals of an article, in their order.
func predictions(ps []table.PortrayalRow) []prediction {
	var out []prediction
	for i := range ps {
		p := &ps[i]
		if !p.IsProse() {
			continue
		}
		add := func(measure string, value table.Num, sign string) {
			if value.Known {
				out = append(out, prediction{goldKey{p.DocID, p.SentenceNo, p.Target, measure}, stratum{p.Scorer, p.Voice, p.Target, measure},
					p.Scope, value.Value, signIndex(sign)})
			}
		}
		add(table.Portrayal, p.Portrayal, p.PortrayalLabel)
		add(table.OwnStance, p.OwnStance, p.OwnSign())
	}
	return out
}
