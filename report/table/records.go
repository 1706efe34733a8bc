package table

import (
	"fmt"
	"iter"
	"slices"
	"strings"
)

// Records are articles with their rows in order of doc_id, each doc_id once, as often
// as they are asked for. An error is the last that they give. Who asks may not change
// the rows.
type Records = iter.Seq2[Record, error]

// RecordsOf puts records into order; they stay as they are.
func RecordsOf(recs []Record) Records {
	return func(yield func(Record, error) bool) {
		order := slices.SortedFunc(slices.Values(recs), func(a, b Record) int { return strings.Compare(a.Article.DocID, b.Article.DocID) })
		for i := range order {
			if i > 0 && order[i].Article.DocID == order[i-1].Article.DocID {
				yield(Record{}, &DoubledError{order[i].Article.DocID})
				return
			}
			if !yield(order[i], nil) {
				return
			}
		}
	}
}

// DoubledError says that two articles have one doc_id.
type DoubledError struct{ DocID string }

// Error names the doc_id.
func (e *DoubledError) Error() string { return fmt.Sprintf("two articles have the doc_id %q", e.DocID) }
