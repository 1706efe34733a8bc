package lexicon_test

import (
	"fmt"

	"github.com/seed-7a84ba5f/dyad/lexicon"
)

// A list is read in two steps: its lines, then its entries. A fault has file,
// line and column.
func Example() {
	list := func(polarity string) string {
		return "# name: greetings\n# version: 1\nphrase,kind,polarity\nrebels,organization,-0.5\nknight,person," + polarity + "\n"
	}
	for _, polarity := range []string{"0.5", "good"} {
		l, err := lexicon.Parse("greetings.csv", []byte(list(polarity)))
		if err != nil {
			fmt.Println(err)
			return
		}
		labels, err := lexicon.Labels(l)
		fmt.Println(l.Name, l.Version, labels, err)
	}
	// Output:
	// greetings 1 [{rebels organization -0.5 true} {knight person 0.5 true}] <nil>
	// greetings 1 [] greetings.csv:5: polarity: "good" is no number from -1 to 1
}
