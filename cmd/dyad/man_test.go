package main

import (
	"os"
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/internal/golden"
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
