package main

import (
	"github.com/spf13/cobra"

	"github.com/seed-7a84ba5f/dyad/validate"
)

// relationFlags are the flags of validate relation.
type relationFlags struct {
	taskFlags
	codes codedFlags
	below int
}

func newValidateRelationCmd() *cobra.Command {
	var f relationFlags
	cmd := command("validate-relation", usage(cobra.NoArgs), func(c *call) error {
		if f.codes.codes != "" {
			return validateCoded(c, validate.CodedRelation, &f.taskFlags, &f.codes, c.out, c.err)
		}
		if err := f.check(); err != nil {
			return err
		}
		r, err := validate.RunRelations(c, f.task(c.err), f.below)
		return f.write(c.out, r, err)
	})
	f.add(cmd, "reader")
	f.codes.add(cmd.Flags())
	cmd.Flags().IntVar(&f.below, "below", 0, "with --gold, measure rows with an id below `N` and the others apart as well")
	return cmd
}
