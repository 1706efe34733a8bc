package main

import (
	"bytes"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/internal/golden"
	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

// docs/commands.md is what the commands say of themselves.
func TestCommandReference(t *testing.T) {
	got, err := commandReference(newRootCmd())
	if err != nil {
		t.Fatal(err)
	}
	golden.Check(t, "../../docs/commands.md", []byte(got))
	for _, c := range commands(newRootCmd()) {
		if !strings.Contains(got, "## "+c.CommandPath()+"\n") {
			t.Errorf("%s is missing", c.CommandPath())
		}
	}
}

// CITATION.cff names the version of the program.
func TestCitationFileHasTheVersion(t *testing.T) {
	data, err := os.ReadFile("../../CITATION.cff")
	if err != nil || !strings.Contains(string(data), "version: "+toolVersion+"\n") {
		t.Errorf("CITATION.cff is not of version %s: %v", toolVersion, err)
	}
}

// commandReference is docs/commands.md: the help of every command.
func commandReference(root *cobra.Command) (string, error) {
	var b bytes.Buffer
	b.WriteString("# Commands\n\nMade from the program (`go test ./cmd/dyad -run TestCommandReference -update`); `dyad help COMMAND` says the same. `dyad man DIR` writes\n" +
		"manual pages, `dyad completion bash|zsh|fish|powershell` a script that completes commands, flags and their values.\n\n")
	for _, c := range commands(root) {
		if err := doc.GenMarkdownCustom(c, &b, func(name string) string { return "#" + strings.ReplaceAll(strings.TrimSuffix(name, ".md"), "_", "-") }); err != nil {
			return "", err
		}
	}
	// What --workers takes by default is the number of processors.
	text := regexp.MustCompile(`(--workers int .*) \(default \d+\)`).ReplaceAllString(b.String(), "$1 (default: the number of processors)")
	return text, nil
}
