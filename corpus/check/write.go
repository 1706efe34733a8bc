package check

import (
	"fmt"
	"io"
	"strings"

	"github.com/seed-7a84ba5f/dyad/internal/say"
)

// maxFindings is how many kinds of problems are written out.
const maxFindings = 10

// WriteText writes what was found for people, the first kinds in full.
func WriteText(w io.Writer, found []Finding) error {
	var sb strings.Builder
	for i, f := range found {
		if i == 0 {
			sb.WriteString("\nWhat to mend, most useful first:\n")
		}
		if i == maxFindings {
			rest := make([]string, 0, len(found)-i)
			for _, f := range found[i:] {
				rest = append(rest, fmt.Sprintf("%s (%d)", f.Reason, f.Articles))
			}
			fmt.Fprintf(&sb, "\nand %s\n", strings.Join(rest, ", "))
			break
		}
		if f.Lost == f.Articles {
			fmt.Fprintf(&sb, "\n%2d. %s: %s lost", i+1, f.Reason, say.Count(f.Lost, "record"))
		} else {
			fmt.Fprintf(&sb, "\n%2d. %s: %s", i+1, f.Reason, say.Count(f.Articles, f.Noun))
			if f.Lost > 0 {
				fmt.Fprintf(&sb, ", %s lost", say.Count(f.Lost, "record"))
			}
		}
		fmt.Fprintf(&sb, "\n    for example %s\n    mend: %s\n", f.Example, f.Mend)
	}
	_, err := io.WriteString(w, sb.String())
	return err
}
