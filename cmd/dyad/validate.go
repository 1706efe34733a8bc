package main

import (
	"runtime"

	"github.com/spf13/cobra"

	"github.com/seed-7a84ba5f/dyad/validate"
)

func newValidateCmd() *cobra.Command {
	return group("validate", newValidateAttributionCmd(), newValidateMentionsCmd(), newValidateSentencesCmd(),
		newValidateSignCmd(validate.Target), newValidateSignCmd(validate.Directed), newValidateSignCmd(validate.DocumentTask),
		newValidateCodedCmd(validate.CodedPortrayal), newValidateCodedCmd(validate.CodedOwn),
		newValidateRelationCmd(), newValidateStancesCmd(), newValidateRunCmd(), newValidateGroupsCmd())
}

// attributionFlags are the flags of validate attribution.
type attributionFlags struct {
	taskFlags
	texts  string
	nested bool
}

func newValidateAttributionCmd() *cobra.Command {
	var f attributionFlags
	cmd := command("validate-attribution", usage(cobra.NoArgs), func(c *call) error {
		if f.gold == "" || f.texts == "" {
			return usagef("--gold and --texts are needed")
		}
		if err := f.check(); err != nil {
			return err
		}
		task := f.task(c.err)
		task.Nested = f.nested
		r, err := validate.RunAttributions(c, task, f.texts)
		return f.write(c.out, r, err)
	})
	fs := cmd.Flags()
	fs.StringVar(&f.gold, "gold", "", "CSV `FILE` of attributions coded by people")
	fs.StringVar(&f.texts, "texts", "", "folder `DIR` with DOC_ID.txt for each document")
	fs.StringVar(&f.predictions, "predictions", "", "write what was found to `FILE`, with the columns of the gold table")
	fs.StringVar(&f.format, "format", "text", "text or csv")
	fs.IntVar(&f.workers, "workers", runtime.NumCPU(), "documents at a time; changes no result")
	fs.Uint64Var(&f.seed, "seed", 1, "of the intervals")
	fs.BoolVar(&f.nested, "nested", false, "predict also what is told within another's words")
	return cmd
}
