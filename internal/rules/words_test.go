package rules

import (
	_ "embed"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

//go:embed words.csv
var exceptions string

// maxNamed is the number of words that may stand in named lists, all folders
// together.
const maxNamed = 80

// ceilings are the words in lists that a folder may still have beside those
// named. They are lowered as lists become data, and never raised.
var ceilings = map[string]int{"stance": 51, "annotate": 0, "corpus": 0}

// English words in lists are data with a codebook line, not Go code.
func TestWordLists(t *testing.T) {
	named, err := Exceptions(exceptions)
	if err != nil {
		t.Fatal("words.csv: ", err)
	}
	total := 0
	for _, n := range named {
		total += n
	}
	if total > maxNamed {
		t.Errorf("words.csv names %d words, more than %d", total, maxNamed)
	}
	for folder, ceiling := range ceilings {
		lists, err := WordLists(os.DirFS("../.."), folder)
		if err != nil {
			t.Fatal(err)
		}
		var over []string
		n := 0
		left := map[string]int{}
		for file, words := range named {
			left[file] = words
		}
		for _, l := range lists {
			if left[l.File] >= len(l.Words) {
				left[l.File] -= len(l.Words)
				continue
			}
			n += len(l.Words)
			over = append(over, l.At+": "+strings.Join(l.Words, " "))
		}
		for file, words := range left {
			if strings.HasPrefix(file, folder+"/") && words > 0 {
				t.Errorf("words.csv names %d words more in %s than it has", words, file)
			}
		}
		if n > ceiling {
			t.Errorf("%s has %d words in lists, %d are allowed; make them data:\n%s", folder, n, ceiling, strings.Join(over, "\n"))
		} else if n < ceiling {
			t.Logf("%s has %d words in lists: lower its ceiling of %d", folder, n, ceiling)
		}
	}
}

// Every form in which a list can stand is seen, and what is no list is not.
func TestWordListsAreFound(t *testing.T) {
	src := "package x\n\nimport (\n\t\"a\"\n\t\"b\"\n\t\"c\"\n)\n" + `
type s struct{ A, B, C string }

var one = []string{"red", "green", "blue"}
var two = map[string]bool{"red": true, "green": true, "blue": true}
var three = []s{{"red", "x-1", ""}, {"green", "", "blue"}}
var four = strings.Fields(` + "`red green\n\tblue`" + `)
var five = regexp.MustCompile(` + "`^(?:red|green|blue)\\b`" + `)
var columns = []string{"doc_id", "a_b", "red", "green"}

func f(w string) bool {
	switch w {
	case "red", "green", "blue":
		return g(w, "red", "green", "blue")
	case "red", "green":
		return w == "red" || w == "green" || (w == "blue" && !(w == "white"))
	}
	fmt.Errorf("no red, green or blue in %q: %s", w, "red")
	return w != "red" && w != "green"
}
`
	lists, err := WordLists(fstest.MapFS{"x/a.go": {Data: []byte(src)}, "x/a_test.go": {Data: []byte(src)}}, "x")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, l := range lists {
		got = append(got, l.At+" "+strings.Join(l.Words, " "))
	}
	want := []string{
		"x/a.go:11 red green blue", "x/a.go:12 red green blue", "x/a.go:13 red green blue", "x/a.go:14 red green blue",
		"x/a.go:16 red green blue", "x/a.go:21 red green blue", "x/a.go:22 red green blue", "x/a.go:24 red green blue white",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for _, bad := range []string{"a.go,3", "a.go,x,reason", "a.go,3, "} {
		if _, err := Exceptions(bad); err == nil {
			t.Errorf("%q passes", bad)
		}
	}
}
