package validate

import (
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/seed-7a84ba5f/dyad/stance"
)

// WriteMetricsList writes metrics for people, one a line: for tasks with many
// measures. Confusion counts follow as tables, and reliability.
func WriteMetricsList(w io.Writer, metrics []Metric, detail string) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "measure\tclass\tvalue\tinterval\tn")
	for _, m := range metrics {
		if m.Scorer != detail || strings.HasSuffix(m.Name, "confusion") || strings.HasPrefix(m.Name, "reliability") {
			continue
		}
		value, interval := m.cells()
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%d\n", m.Name, m.Class, value, interval, m.N)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	if err := writeConfusion(w, metrics, detail); err != nil {
		return err
	}
	return writeReliability(w, metrics, detail)
}

// WriteCoded writes one row for each coded actor (portrayal and own), sentence
// (relation) or stance, with the code and what a run writes.
func WriteCoded(w io.Writer, task CodedTask, s *CodedSet, rows []CodedRows) error {
	out := csv.NewWriter(w)
	var table [][]string
	switch task {
	case CodedPortrayal, CodedOwn:
		table = codedSideTable(s, rows)
	case CodedRelation:
		table = codedRelationTable(s, rows)
	default:
		table = codedStanceTable(s, rows)
	}
	return out.WriteAll(table)
}

// unitColumns are the first columns of each of these tables.
var unitColumns = []string{"id", "doc_id", "part", "stratum", "inclusion_probability"}

func (u *CodedUnit) cells() []string {
	p := ""
	if u.Inclusion > 0 {
		p = strconv.FormatFloat(u.Inclusion, 'f', -1, 64)
	}
	return []string{u.ID, u.DocID, u.Part, u.Stratum, p}
}

// numbers writes probabilities, empty cells where there are none.
func numbers(p []float64, known bool) []string {
	out := make([]string, len(p))
	for i, v := range p {
		if known {
			out[i] = formatNumber(v, 6)
		}
	}
	return out
}

func codedSideTable(s *CodedSet, rows []CodedRows) [][]string {
	table := [][]string{slices.Concat(unitColumns, []string{"target", "code", "code_voice", "code_own", "found", "voice", "lexical",
		"p_negative", "p_neutral", "p_positive", "reader_negative", "reader_neutral", "reader_positive", "own_against", "own_neither", "own_for"})}
	for i := range rows {
		u := &s.Units[i]
		for side, name := range []string{"A", "B"} {
			if math.IsNaN(u.Portrayal[side]) {
				continue
			}
			p := rows[i].Sides[side].Row
			lexical := ""
			if p != nil {
				lexical = p.Lexical
			} else {
				p = &stance.Portrayal{}
			}
			table = append(table, slices.Concat(u.cells(),
				[]string{name, formatNumber(u.Portrayal[side], 1), u.Voice[side], formatNumber(u.Own(side), 1),
					strconv.FormatBool(rows[i].Sides[side].Found), string(rows[i].voice(side)), lexical},
				numbers(p.Portrayal[:], p.Portrayal.Known()), numbers(p.Reader[:], p.Reader.Known()), numbers(p.Own[:], p.Own.Known())))
		}
	}
	return table
}

func codedRelationTable(s *CodedSet, rows []CodedRows) [][]string {
	table := [][]string{slices.Concat(unitColumns, []string{"code", "code_agent", "code_status", "label", "agent", "status", "cooperation", "lexical",
		"p_conflict", "p_none", "p_mixed", "p_cooperation", "reader_conflict", "reader_none", "reader_mixed", "reader_cooperation"})}
	for i := range rows {
		u := &s.Units[i]
		label, row, _ := rows[i].relation()
		cells := []string{formatNumber(u.Relation, 1), u.Agent, string(u.Status), label, "", "", "", ""}
		if row == nil {
			row = &stance.Relation{}
		} else {
			cells[4], cells[5], cells[6], cells[7] = string(row.Agent), string(row.Standing()), formatNumber(row.Cooperation, 3), row.Lexical
		}
		table = append(table, slices.Concat(u.cells(), cells, numbers(row.Dealings[:], row.Dealings.Known()), numbers(row.Reader[:], row.Reader.Known())))
	}
	return table
}

func codedStanceTable(s *CodedSet, rows []CodedRows) [][]string {
	table := [][]string{slices.Concat(unitColumns, []string{"holder", "target", "sign", "coded", "found"})}
	c := codedMeter{set: s, rows: rows}
	for i := range rows {
		gold, found := c.triples(i)
		all := slices.Clone(gold)
		for _, t := range found {
			if !slices.Contains(all, t) {
				all = append(all, t)
			}
		}
		for _, t := range all {
			table = append(table, slices.Concat(s.Units[i].cells(), []string{string(t.holder), string(t.target), strconv.Itoa(t.sign),
				strconv.FormatBool(slices.Contains(gold, t)), strconv.FormatBool(slices.Contains(found, t))}))
		}
	}
	return table
}
