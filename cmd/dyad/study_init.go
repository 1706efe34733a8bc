package main

import (
	"errors"
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

// pairStudy gives the file of a study of two actors of the catalogue. A name
// that is not there is an error, or with skeleton an actor to be filled in.
func pairStudy(f *pairFlags, schema string, stderr io.Writer) ([]byte, error) {
	c, err := actors.Load()
	if err != nil {
		return nil, err
	}
	from, to, err := actors.Period(f.from, f.to)
	if err != nil {
		return nil, usagef("--from, --to: %v", err)
	}
	var entries [2]*actors.Entry
	var missing []string
	for i, name := range f.pair {
		entries[i], err = c.Find(name)
		var not *actors.NotFound
		switch {
		case errors.As(err, &not) && f.skeleton && !not.Many:
			fmt.Fprintf(stderr, "%v; its part of the file is for you to fill in\n", err)
		case err != nil:
			missing = append(missing, err.Error())
		}
	}
	if len(missing) > 0 {
		return nil, usagef("%s\n--skeleton writes an actor without names for you to fill in; dyad study actors lists the catalogue", strings.Join(missing, "\n"))
	}
	if entries[0] != nil && entries[0] == entries[1] {
		return nil, usagef("%q and %q are one actor, %s", f.pair[0], f.pair[1], entries[0].Name)
	}
	p := c.Pair(entries, [2]string(f.pair))
	p.Between(from, to)
	for _, note := range p.Notes {
		fmt.Fprintln(stderr, note)
	}
	return p.YAML(schema, fmt.Sprintf("A study of %s and %s, from the catalogue of actors: look it over before you trust it.", p.Actors[0].Name, p.Actors[1].Name)), nil
}

func newStudyActorsCmd() *cobra.Command {
	return &cobra.Command{
		Use:   "actors [WORD...]",
		Short: "List the catalogue of actors, or those whose name, sort or country holds all words",
		Example: `  dyad study actors merkel
  dyad study actors party Israel`,
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := actors.Load()
			if err != nil {
				return err
			}
			found := c.Search(args...)
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
			if _, err := io.WriteString(cmd.OutOrStdout(), b.String()); err != nil {
				return err
			}
			if len(found) == 0 {
				return usagef("the catalogue has no actor with the words %s", strings.Join(args, " "))
			}
			return nil
		},
	}
}
