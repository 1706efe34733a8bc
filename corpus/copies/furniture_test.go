package copies

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/seed-7a84ba5f/dyad/corpus"
)

// heads joins articles and says which are copies of another.
func joinedTexts(t *testing.T, arts []*corpus.Article) (copies int) {
	t.Helper()
	var s Sketcher
	members := make([]Member, len(arts))
	for i, a := range arts {
		members[i] = s.Member(a.ID, a)
	}
	if _, err := Join(context.Background(), members, 0, func(i int) (*corpus.Article, error) { return arts[i], nil }); err != nil {
		t.Fatal(err)
	}
	for i, m := range members {
		if int(m.Head) != i {
			copies++
		}
	}
	return copies
}

func articleOn(i int, source, date, text string) *corpus.Article {
	a := &corpus.Article{ID: fmt.Sprintf("a%02d", i), Source: corpus.Fact{Value: source}, Text: text,
		Regions: []corpus.Region{{End: len(text), Kind: corpus.Body}}}
	if date != "" {
		d, err := time.Parse(time.DateOnly, date)
		if err != nil {
			panic(err)
		}
		a.Date = corpus.DateFact{Time: d, Reliable: true}
	}
	return a
}

const shellTop = "This is the weekly count of the dead that the Ledger has kept since 2016. It is made from reports of hospitals, of the police and of the two sides, and it is never complete. Numbers are revised when the province sends its own. Readers who know of a death that is missing may write to the desk at the address below."
const shellEnd = "The Ledger counts each death once, in the week in which it is reported. It does not count those who die of wounds later, nor those of whom no name is known. The count is kept by two reporters and read by an editor."

// A shell that comes every week joins nothing; versions of one report and texts
// that are brought again stay copies.
func TestFurnitureIsDiscounted(t *testing.T) {
	places := strings.Fields("Helmand Kunduz Zabul Logar Herat Farah Ghor Balkh Kabul Khost Nimruz Paktia Takhar Wardak Kapisa Baghlan Badghis Faryab Jowzjan Samangan Laghman")
	fact := func(i int) string {
		return fmt.Sprintf("%s: %d people were killed in %s this week, officials said, when %s fell. The governor of %s condemned it.", places[i], 3+2*i, places[i], strings.ToLower(places[len(places)-1-i]), places[i])
	}
	day := func(i int) string { return time.Date(2020, 3, 3+i, 0, 0, 0, 0, time.UTC).Format(time.DateOnly) }
	own := func(i int) string {
		var sb strings.Builder
		for k := range 4 {
			fmt.Fprintf(&sb, "%s On the %dth of its days the council of %s heard %d speakers about the bridge number %d and closed the hall at %d.\n\n", fact((i+k)%len(places)), i*k+2, places[(i*5+k)%len(places)], i+7*k, i*11+k, 3+i*k)
		}
		return sb.String()
	}
	for _, c := range []struct {
		name   string
		n      int
		source string
		date   func(i int) string
		text   func(i int) string
		want   int
	}{
		{"a weekly count", 4, "Ledger", func(i int) string { return day(7 * i) }, func(i int) string { return shellTop + "\n\n" + fact(i) + "\n\n" + shellEnd }, 0},
		{"a weekly count of an unknown source", 4, "", func(i int) string { return day(7 * i) }, func(i int) string { return shellTop + "\n\n" + fact(i) + "\n\n" + shellEnd }, 0},
		{"a letter to the reader in 21 articles of one day", 21, "Ledger", func(int) string { return day(0) }, func(i int) string { return fact(i) + "\n\n" + shellTop + " " + shellEnd }, 0},
		{"a letter in 21 undated articles", 21, "Ledger", func(int) string { return "" }, func(i int) string { return fact(i) + "\n\n" + shellTop + " " + shellEnd }, 0},
		{"versions of one report", 3, "Ledger", func(i int) string { return day(i / 2) }, func(i int) string { return own(2) + "Updated at " + fmt.Sprint(10+i) + " o'clock with a word." }, 2},
		{"a text brought again each week", 4, "Ledger", func(i int) string { return day(7 * i) }, func(int) string { return own(2) }, 3},
		{"a text of an agency in five sources", 5, "", func(i int) string { return day(i / 3) }, func(i int) string { return own(2) + fact(i)[:40] }, 4},
	} {
		var arts []*corpus.Article
		for i := range c.n {
			source := c.source
			if strings.HasPrefix(c.name, "a text of an agency") {
				source = places[i]
			}
			arts = append(arts, articleOn(i, source, c.date(i), c.text(i)))
		}
		if got := joinedTexts(t, arts); got != c.want {
			t.Errorf("%s: %d copies, want %d", c.name, got, c.want)
		}
	}
}
