package main

import (
	"encoding/json"
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

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
	cmd := &cobra.Command{
		Use:   "version",
		Short: "Say which dyad this is, and how it was built",
		Example: `  dyad version
  dyad version --json`,
		Args: usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			b := thisBuild()
			if asJSON {
				enc := json.NewEncoder(cmd.OutOrStdout())
				enc.SetIndent("", "  ")
				return enc.Encode(b)
			}
			commit := b.Commit
			if commit != "" {
				commit = " (" + strings.Trim(commit+" "+b.Time, " ") + ")"
			}
			_, err := fmt.Fprintf(cmd.OutOrStdout(), "%s %s%s %s %s\ntables: schema %d; study file: version %d\n",
				toolName, b.Version, commit, b.Go, b.Platform, b.Schema, b.Study)
			return err
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "as JSON, with the modules that the program is built from")
	return cmd
}

// build is how the program was built.
type build struct {
	Version  string            `json:"version"`
	Commit   string            `json:"commit,omitempty"`
	Time     string            `json:"commit_time,omitempty"`
	Go       string            `json:"go"`
	Platform string            `json:"platform"`
	Schema   int               `json:"schema_version"` // of the tables
	Study    int               `json:"study_version"`  // of the study file
	Modules  map[string]string `json:"modules"`
}

func thisBuild() build {
	b := build{Version: toolVersion, Commit: revision(), Go: runtime.Version(), Platform: runtime.GOOS + "/" + runtime.GOARCH,
		Schema: table.SchemaVersion, Study: study.Version, Modules: map[string]string{}}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, m := range info.Deps {
			b.Modules[m.Path] = m.Version
		}
		for _, s := range info.Settings {
			if s.Key == "vcs.time" {
				b.Time = s.Value
			}
		}
	}
	return b
}

// revision is the commit that the program was built from, where it is known.
func revision() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	var commit, changed string
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			commit = s.Value[:min(12, len(s.Value))]
		case s.Key == "vcs.modified" && s.Value == "true":
			changed = ", changed"
		}
	}
	if commit == "" {
		return ""
	}
	return commit + changed
}
