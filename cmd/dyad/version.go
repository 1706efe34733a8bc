package main

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-7a84ba5f/dyad/internal/build"
	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/seed-7a84ba5f/dyad/study"
)

// The name and version that stand in every manifest and enter the run_id.
const (
	toolName    = "dyad"
	toolVersion = "0.1.0-dev"
)

func newVersionCmd() *cobra.Command {
	var asJSON bool
	cmd := command("version", usage(cobra.NoArgs), func(c *call) error {
		b := build.Of(toolVersion)
		b.Schema, b.Study = table.SchemaVersion, study.Version
		if asJSON {
			enc := json.NewEncoder(c.out)
			enc.SetIndent("", "  ")
			return enc.Encode(b)
		}
		commit := b.Commit
		if commit != "" {
			commit = " (" + strings.Trim(commit+" "+b.Time, " ") + ")"
		}
		_, err := fmt.Fprintf(c.out, "%s %s%s %s %s\ntables: schema %d; study file: version %d\n",
			toolName, b.Version, commit, b.Go, b.Platform, b.Schema, b.Study)
		return err
	})
	cmd.Flags().BoolVar(&asJSON, "json", false, "as JSON, with the modules that the program is built from")
	return cmd
}
