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
	"github.com/seed-7a84ba5f/dyad/pipeline"
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
	return group("study",
		newStudyInitCmd(), newStudyTryCmd(), newStudyCheckCmd(), newStudyActorsCmd(), newStudySchemaCmd())
}

func newStudyInitCmd() *cobra.Command {
	var schema, force bool
	var pair pairFlags
	cmd := command("study-init", func(_ *cobra.Command, args []string) error { return pair.names(args) }, func(c *call) error {
		file := "study.yaml"
		if rest := pair.rest(c.args); len(rest) == 1 {
			file = rest[0]
		}
		text := study.DefaultYAML()
		if len(pair.pair) > 0 {
			var err error
			if text, err = pair.study(c.err); err != nil {
				return err
			}
		}
		return studyInit(c.out, c.err, text, file, schema, force)
	})
	cmd.Flags().BoolVar(&schema, "schema", false, "write the JSON Schema beside it, for editors without a network")
	cmd.Flags().BoolVar(&force, "force", false, "replace files that are there")
	cmd.Flags().StringArrayVar(&pair.pair, "pair", nil, "the two actors: `NAME` NAME, by name, alias or id; dyad study actors lists them")
	cmd.Flags().StringVar(&pair.from, "from", "", "leave out titles and members that ended before `DATE` (2017, 2017-01 or 2017-01-20)")
	cmd.Flags().StringVar(&pair.to, "to", "", "leave out titles and members that began after `DATE`")
	cmd.Flags().BoolVar(&pair.skeleton, "skeleton", false, "with --pair: write an actor that the catalogue does not have with its name alone, to be filled in")
	return cmd
}

// names completes the pair: the second name after --pair stands among the
// arguments.
func (f *pairFlags) names(args []string) error {
	switch n := len(f.pair); {
	case n > 2:
		return usagef("--pair takes two names, not %d", n)
	case n == 1 && len(args) == 0:
		return usagef("--pair takes two names, and has one")
	case n == 0 && (f.skeleton || f.from != "" || f.to != ""):
		return usagef("--from, --to and --skeleton go with --pair")
	}
	if extra := len(f.rest(args)) - 1; extra > 0 {
		return usagef("one file at most; %q is too many", args[len(args)-1])
	}
	if len(f.pair) == 1 {
		f.pair = append(f.pair, args[0])
		f.second = true
	}
	return nil
}

// rest gives the arguments without the second name of the pair.
func (f *pairFlags) rest(args []string) []string {
	if len(f.pair) == 1 || f.second {
		return args[1:]
	}
	return args
}

func studyInit(stdout, stderr io.Writer, text []byte, file string, schema, force bool) error {
	at := schemaURL
	if schema {
		at = schemaFile
	}
	text = bytes.Replace(text, []byte(schemaLine+schemaHere), []byte(schemaLine+at), 1)
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
	fmt.Fprintf(stderr, "wrote %s; to see what its names find: dyad study try %s ARTICLES\n", file, file)
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
	return command("study-check", usage(cobra.MinimumNArgs(1)), func(c *call) error {
		problems := 0
		for _, file := range c.args {
			n, err := checkStudy(c.err, file)
			if err != nil {
				return err
			}
			problems += n
		}
		if problems > 0 {
			return &checkError{count(problems, "problem") + " found"}
		}
		return nil
	})
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
		return 0, &pipeline.StudyError{Err: err}
	}
	fmt.Fprintf(stderr, "%s: ok: %s, %d actors, %d sources named\n", file, s.Name, len(s.Actors), len(s.Sources))
	return 0, nil
}

func newStudySchemaCmd() *cobra.Command {
	return command("study-schema", usage(cobra.NoArgs), func(c *call) error {
		_, err := c.out.Write(study.Schema())
		return err
	})
}
