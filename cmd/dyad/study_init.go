package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-7a84ba5f/dyad/study/actors"
)

// pairFlags say whose study is written.
type pairFlags struct {
	pair     []string
	from, to string
	skeleton bool
	second   bool // the second name stands among the arguments
}

// study gives the file of the study, and tells what is to be known of it.
func (f *pairFlags) study(stderr io.Writer) ([]byte, error) {
	c, err := actors.Load()
	if err != nil {
		return nil, err
	}
	text, notes, err := c.Study([2]string(f.pair), f.from, f.to, f.skeleton, schemaLine+schemaHere)
	for _, note := range notes {
		fmt.Fprintln(stderr, note)
	}
	if err != nil {
		return nil, &usageError{err}
	}
	return text, nil
}

func newStudyActorsCmd() *cobra.Command {
	return command("study-actors", nil, func(c *call) error {
		all, err := actors.Load()
		if err != nil {
			return err
		}
		found := all.Search(c.args...)
		var b strings.Builder
		for _, e := range found {
			titles := make([]string, 0, len(e.Offices))
			for _, o := range e.Offices {
				titles = append(titles, fmt.Sprintf("%s %s/%s", o.Title, o.From, o.To))
			}
			country := ""
			if e.Country != e.Name {
				country = e.Country
			}
			fmt.Fprintf(&b, "%s\t%s\t%s\t%s\t%s\n", e.Name, e.Sort, country, strings.Join(titles, "; "), e.Checked)
		}
		if _, err := io.WriteString(c.out, b.String()); err != nil {
			return err
		}
		if len(found) == 0 {
			return usagef("the catalogue has no actor with the words %s", strings.Join(c.args, " "))
		}
		return nil
	})
}
