package main

import (
	"github.com/spf13/cobra"

	"github.com/seed-7a84ba5f/dyad/validate"
)

// stancesFlags are the flags of validate stances.
type stancesFlags struct {
	taskFlags
	codes codedFlags
	texts string
}

func newValidateStancesCmd() *cobra.Command {
	var f stancesFlags
	cmd := command("validate-stances", usage(cobra.NoArgs), func(c *call) error {
		if f.codes.codes != "" {
			return validateCoded(c, validate.CodedStances, &f.taskFlags, &f.codes, c.out, c.err)
		}
		if err := f.check(); err != nil {
			return err
		}
		if f.texts == "" {
			return usagef("--texts is needed")
		}
		r, err := validate.RunStances(c, f.task(c.err), f.texts)
		return f.write(c.out, r, err)
	})
	f.add(cmd, "reader")
	f.codes.add(cmd.Flags())
	cmd.Flags().StringVar(&f.texts, "texts", "", "JSON Lines `FILE` of the articles, with their sentences")
	return cmd
}
