package reader_test

import (
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/stance/reader"
)

func theReader(t testing.TB) *reader.Reader {
	t.Helper()
	r, err := reader.New()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// dataDir is the folder of gold data; a test that needs it says so and is skipped.
func dataDir(t testing.TB) string {
	t.Helper()
	dir := os.Getenv("DYAD_DATA")
	if dir == "" {
		dir = "../../../shared/data"
	}
	if _, err := os.Stat(dir); err != nil {
		t.Skip("the gold data is not there: set DYAD_DATA")
	}
	return dir
}

// TestInputsEqualTraining holds the inputs against those that the weights were
// trained on, by the hashes that training/reader/parity.py writes.
func TestInputsEqualTraining(t *testing.T) {
	dir := dataDir(t)
	want, err := os.ReadFile("testdata/inputs.sha256")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(want)), "\n")
	for i, set := range []struct {
		name       string
		spans      []string
		rows, step int
	}{{"target", []string{"target"}, 2000, 1}, {"directed", []string{"holder", "target"}, 4000, 2}} {
		h := sha256.New()
		n := 0
		for k, row := range table(t, filepath.Join(dir, set.name, "train.csv")) {
			if k >= set.rows {
				break
			}
			if k%set.step != 0 {
				continue
			}
			n++
			var ms []reader.Mention
			for a, s := range set.spans {
				ms = append(ms, reader.Mention{Start: atoi(t, row[s+"_start"]), End: atoi(t, row[s+"_end"]), Actor: a})
			}
			in := theReader(t).Input(row["text"], ms, len(set.spans))
			fmt.Fprintf(h, "%s|", join(in.IDs))
			for a, p := range in.Places {
				if a > 0 {
					fmt.Fprint(h, ";")
				}
				fmt.Fprint(h, join(p))
			}
			fmt.Fprint(h, "\n")
		}
		if got := fmt.Sprintf("%s %s %d", hex.EncodeToString(h.Sum(nil)), set.name, n); got != lines[i] {
			t.Errorf("inputs differ from those of training:\n got %s\nwant %s", got, lines[i])
		}
	}
}

func join[T int | int32](x []T) string {
	s := make([]string, len(x))
	for i, v := range x {
		s[i] = strconv.Itoa(int(v))
	}
	return strings.Join(s, " ")
}

func atoi(t *testing.T, s string) int {
	t.Helper()
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func table(t *testing.T, file string) []map[string]string {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, r := range rows[1:] {
		m := map[string]string{}
		for i, c := range r {
			m[rows[0][i]] = c
		}
		out = append(out, m)
	}
	return out
}

func TestInputMasksNamesTitlesAndPronouns(t *testing.T) {
	r := theReader(t)
	same := [][2]string{ // each pair must read the same once its actor is masked
		{"<President Trump> praised the deal.", "<Mrs. Clinton> praised the deal."},
		{"Critics said <he> lied.", "Critics said <she> lied."},
		{"Critics attacked <his> record.", "Critics attacked <her> record."},
		{"Critics attacked <him>.", "Critics attacked <her>."},
		{"<Trump's> record is poor.", "<Warren's> record is poor."},
	}
	for _, pair := range same {
		var ids [2]string
		for i, text := range pair {
			start, end := strings.Index(text, "<"), strings.Index(text, ">")
			text = strings.NewReplacer("<", "", ">", "").Replace(text)
			in := r.Input(text, []reader.Mention{{Start: start, End: end - 1}}, 1)
			ids[i] = join(in.IDs)
		}
		if ids[0] != ids[1] {
			t.Errorf("%q and %q are read differently:\n%s\n%s", pair[0], pair[1], ids[0], ids[1])
		}
	}
}
