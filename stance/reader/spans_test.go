package reader_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/stance/reader"
)

// TestSpansInputEqualsTraining holds the inputs of rows of the gold sets
// against those that training/reader/data.py builds (functions target and
// directed, the first 2,000 texts, without a limit of length), by their hashes.
func TestSpansInputEqualsTraining(t *testing.T) {
	dir := dataDir(t)
	want, err := os.ReadFile("testdata/spans.sha256")
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for _, name := range []string{"target", "directed"} {
		rows := table(t, filepath.Join(dir, name, "train.csv"))
		h := sha256.New()
		texts := texts(rows, name)
		for _, x := range texts[:2000] {
			in := theReader(t).SpansInput(x.text, x.spans)
			fmt.Fprintf(h, "%s|", join(in.IDs))
			for a, p := range in.Places {
				if a > 0 {
					fmt.Fprint(h, ";")
				}
				fmt.Fprint(h, join(p))
			}
			fmt.Fprint(h, "\n")
		}
		fmt.Fprintf(&got, "%s %s %d\n", hex.EncodeToString(h.Sum(nil)), name, 2000)
	}
	if got.String() != string(want) {
		t.Errorf("inputs differ from those of training:\n got %s\nwant %s", got.String(), want)
	}
}

type spansOf struct {
	text  string
	spans []annotate.Span
}

// texts gathers the spans of a text's rows, at most eight; a row of the set
// target is a text of its own.
func texts(rows []map[string]string, set string) []spansOf {
	var out []spansOf
	at := map[string]int{}
	for _, row := range rows {
		k, ok := at[row["text"]]
		if !ok || set == "target" {
			k = len(out)
			at[row["text"]] = k
			out = append(out, spansOf{text: row["text"]})
		}
		for _, name := range []string{"holder", "target"} {
			if row[name+"_start"] == "" {
				continue
			}
			var s annotate.Span
			fmt.Sscan(row[name+"_start"]+" "+row[name+"_end"], &s.Start, &s.End)
			if x := &out[k]; !slices.Contains(x.spans, s) && len(x.spans) < reader.MaxActors {
				x.spans = append(x.spans, s)
			}
		}
	}
	return out
}

func TestSpansInputFindsTheNameAgain(t *testing.T) {
	r := theReader(t)
	for _, c := range []struct {
		text   string
		span   annotate.Span
		places int // groups of tokens that stand for the actor
	}{
		{"Jane Roe won. Critics of Roe cheered Roe's rival.", annotate.Span{Start: 0, End: 8}, 3},
		{"Roe won; Roeburg did not.", annotate.Span{Start: 0, End: 3}, 1},
		{"the group won; the group left.", annotate.Span{Start: 0, End: 9}, 3}, // a nominal: placeholder and words, not looked for again
		{"Li won. Li left.", annotate.Span{Start: 0, End: 2}, 1},               // too short a name
	} {
		if got := len(r.SpansInput(c.text, []annotate.Span{c.span}).Places[0]); got != c.places {
			t.Errorf("%q: %d tokens stand for the actor, want %d", c.text, got, c.places)
		}
	}
}
