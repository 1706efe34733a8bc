package validate

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Names in a table of stances that are of nobody in the article's list.
const (
	noHolder  = "None"            // the narrator
	notListed = "Not in the list" // somebody else
)

// Triple is a row of a table of stances: in a sentence of an article a holder
// is for or against a target.
type Triple struct {
	DocID       string
	Sentence    int    // sentence_no, from 0, without the title
	Holder      string // "None" is the narrator
	Polarity    string // negative or positive
	Target      string
	Probability float64 // of a prediction, NaN for none
	Explanation string
}

// StanceArticle is an article whose sentences are given.
type StanceArticle struct {
	ID        string   `json:"id"`
	Date      string   `json:"date"`
	Title     string   `json:"title"`
	Sentences []string `json:"sentences"`
	Entities  []string `json:"entities"` // who may be holder or target; filled from the gold table where it is empty
	Gold      []Triple `json:"-"`
	LeftOut   int      `json:"-"` // gold rows with somebody who is not in the list
}

// ReadStances reads the gold table and the articles, JSON Lines. Rows with
// somebody who is not in the article's list are counted and left out; rows
// that cannot be used are marked in the table.
func ReadStances(g *Gold, texts io.Reader, name string) ([]StanceArticle, error) {
	var out []StanceArticle
	at := map[string]int{}
	in := bufio.NewReaderSize(texts, 1<<20)
	for line := 1; ; line++ {
		data, err := in.ReadBytes('\n')
		if len(strings.TrimSpace(string(data))) > 0 {
			var a StanceArticle
			if bad := json.Unmarshal(data, &a); bad != nil {
				return nil, fmt.Errorf("%s:%d: %w", name, line, bad)
			}
			if _, twice := at[a.ID]; twice || a.ID == "" {
				return nil, fmt.Errorf("%s:%d: id %q is empty or stands twice", name, line, a.ID)
			}
			at[a.ID] = len(out)
			out = append(out, a)
		}
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	g.stances(out, at)
	return out, nil
}

// stances gives the rows of the table to their articles.
func (g *Gold) stances(articles []StanceArticle, at map[string]int) {
	listed := make([]bool, len(articles)) // their entities are given by the articles themselves
	for i := range articles {
		listed[i] = len(articles[i].Entities) > 0
	}
	for i := range g.Rows {
		t, k, ok := g.triple(i, articles, at)
		if !ok {
			continue
		}
		a := &articles[k]
		for _, name := range []string{t.Holder, t.Target} {
			if !listed[k] && name != "" && name != noHolder && name != notListed && !slices.Contains(a.Entities, name) {
				a.Entities = append(a.Entities, name)
			}
		}
		if t.Holder == notListed || t.Target == notListed {
			a.LeftOut++
			continue
		}
		if !slices.ContainsFunc(a.Gold, func(o Triple) bool {
			return o.Sentence == t.Sentence && o.Holder == t.Holder && o.Target == t.Target && o.Polarity == t.Polarity
		}) {
			a.Gold = append(a.Gold, t)
		}
	}
	for i := range articles {
		slices.Sort(articles[i].Entities) // what is found must not depend on the order of the gold rows
	}
}

// triple returns the stance of a row and the place of its article; a row that
// is wrong is refused.
func (g *Gold) triple(i int, articles []StanceArticle, at map[string]int) (t Triple, k int, ok bool) {
	k, known := at[g.Cell(i, "doc_id")]
	no, err := strconv.Atoi(g.Cell(i, "sentence_no"))
	t = Triple{g.Cell(i, "doc_id"), no, strings.TrimSpace(g.Cell(i, "holder")), g.Cell(i, "polarity"), strings.TrimSpace(g.Cell(i, "target")), math.NaN(), ""}
	switch {
	case g.Rows[i].Bad != "":
	case !known:
		g.Refuse(i, fmt.Sprintf("there is no article %q", t.DocID))
	case err != nil || no < 0 || no >= len(articles[k].Sentences):
		g.Refuse(i, fmt.Sprintf("sentence_no %q: the article has sentences 0 to %d", g.Cell(i, "sentence_no"), len(articles[k].Sentences)-1))
	case g.Has("polarity") && t.Polarity != signs[0] && t.Polarity != signs[2]:
		g.Refuse(i, fmt.Sprintf("polarity %q is neither negative nor positive", t.Polarity))
	default:
		return t, k, true
	}
	return t, k, false
}

// WriteStances writes triples as the table has them, and the probability of
// each. Text that a spreadsheet would run as a formula gets a leading
// apostrophe unless bare is set.
func WriteStances(w io.Writer, found [][]Triple, bare bool) error {
	out := csv.NewWriter(w)
	rows := [][]string{{"doc_id", "sentence_no", "holder", "polarity", "target", "probability"}}
	for _, ts := range found {
		for _, t := range ts {
			cells := []string{t.DocID, strconv.Itoa(t.Sentence), t.Holder, t.Polarity, t.Target, formatNumber(t.Probability, 6)}
			for k := range cells {
				if !bare {
					cells[k] = guardText(cells[k])
				}
			}
			rows = append(rows, cells)
		}
	}
	return out.WriteAll(rows)
}
