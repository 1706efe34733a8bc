package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/seed-7a84ba5f/dyad/internal/atomicfile"
	"github.com/seed-7a84ba5f/dyad/study"
)

// The first line of default.yaml tells editors where its schema is.
const (
	schemaLine = "# yaml-language-server: $schema="
	schemaHere = "schema.json"
	schemaURL  = "https://raw.githubusercontent.com/seed-7a84ba5f/dyad/main/study/schema.json"
	schemaFile = "dyad-study.schema.json"
)

func newStudyCmd() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "study",
		Short: "Write, check or describe a study file",
		Long: `A study file says which actors a study looks at, under what names, who speaks
for them and when, and how articles are scored and counted.`,
		Args: noCommand,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newStudyInitCmd(), newStudyCheckCmd(), newStudySchemaCmd())
	return cmd
}

func newStudyInitCmd() *cobra.Command {
	var schema, force bool
	cmd := &cobra.Command{
		Use:   "init [FILE]",
		Short: "Write the default study with comments, to be changed (FILE: study.yaml; - is stdout)",
		Example: `  dyad study init
  dyad study init --schema my-study.yaml`,
		Args: usage(cobra.MaximumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			file := "study.yaml"
			if len(args) == 1 {
				file = args[0]
			}
			return studyInit(cmd.OutOrStdout(), cmd.ErrOrStderr(), file, schema, force)
		},
	}
	cmd.Flags().BoolVar(&schema, "schema", false, "write the JSON Schema beside it, for editors without a network")
	cmd.Flags().BoolVar(&force, "force", false, "replace files that are there")
	return cmd
}

func studyInit(stdout, stderr io.Writer, file string, schema, force bool) error {
	at := schemaURL
	if schema {
		at = schemaFile
	}
	text := bytes.Replace(study.DefaultYAML(), []byte(schemaLine+schemaHere), []byte(schemaLine+at), 1)
	if file == "-" {
		if schema {
			return usagef("--schema writes a file beside the study: name a file for the study")
		}
		_, err := stdout.Write(text)
		return err
	}
	if err := writeNew(file, text, force); err != nil {
		return err
	}
	fmt.Fprintf(stderr, "wrote %s\n", file)
	if !schema {
		return nil
	}
	beside := filepath.Join(filepath.Dir(file), schemaFile)
	if err := writeNew(beside, study.Schema(), force); err != nil {
		return err
	}
	fmt.Fprintf(stderr, "wrote %s\n", beside)
	return nil
}

// writeNew writes a file that is not there yet, or any file with force.
func writeNew(file string, data []byte, force bool) error {
	if _, err := os.Lstat(file); !force && !errors.Is(err, fs.ErrNotExist) {
		if err != nil {
			return err
		}
		return usagef("%s is there already; --force replaces it", file)
	}
	return atomicfile.Write(file, func(w io.Writer) error { _, err := w.Write(data); return err })
}

func newStudyCheckCmd() *cobra.Command {
	return &cobra.Command{
		Use:     "check FILE...",
		Short:   "Tell every error of a study file with file:line:column",
		Example: `  dyad study check my-study.yaml`,
		Args:    usage(cobra.MinimumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			problems := 0
			for _, file := range args {
				n, err := checkStudy(cmd.ErrOrStderr(), file)
				if err != nil {
					return err
				}
				problems += n
			}
			if problems > 0 {
				return &checkError{count(problems, "problem") + " found"}
			}
			return nil
		},
	}
}

// checkStudy tells what is wrong with one file, and how much.
func checkStudy(stderr io.Writer, file string) (int, error) {
	s, err := study.Load(file)
	var bad study.Problems
	switch {
	case errors.As(err, &bad):
		failure(stderr, bad)
		return len(bad), nil
	case err != nil:
		return 0, &studyError{err}
	}
	fmt.Fprintf(stderr, "%s: ok: %s, %d actors, %d sources named\n", file, s.Name, len(s.Actors), len(s.Sources))
	return 0, nil
}

func newStudySchemaCmd() *cobra.Command {
	return &cobra.Command{
		Use:   "schema",
		Short: "Write the JSON Schema of the study file to stdout",
		Args:  usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, err := cmd.OutOrStdout().Write(study.Schema())
			return err
		},
	}
}
