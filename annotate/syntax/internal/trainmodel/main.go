// Command trainmodel trains the model file of package syntax and says how
// well it does on a second treebank.
package main

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
)

func main() {
	if err := run(os.Args[1:], os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "trainmodel:", err)
		os.Exit(1)
	}
}

func run(args []string, log io.Writer) error {
	fs := flag.NewFlagSet("trainmodel", flag.ContinueOnError)
	train := fs.String("train", "", "treebank to train on, CoNLL-U, .gz or not")
	dev := fs.String("dev", "", "treebank to evaluate on (optional)")
	texts := fs.String("texts", "", "sentences to learn word clusters from: the column text of CSV files, .gz or not; "+
		"several files with commas between (optional)")
	out := fs.String("out", "", "model file to write (optional)")
	seed := fs.Uint64("seed", 1, "seed of the random numbers")
	tagEpochs := fs.Int("tag-epochs", 0, "passes for the tagger (0: default)")
	parseEpochs := fs.Int("parse-epochs", 0, "passes for the parser (0: default)")
	netEpochs := fs.Int("net-epochs", 0, "passes for the parser's network (0: default)")
	hidden := fs.Int("hidden", 0, "hidden units of the network (0: default)")
	if err := fs.Parse(args); err != nil {
		return err
	}
	start := time.Now()
	opts := syntax.TrainOptions{
		Seed: *seed, TagEpochs: *tagEpochs, ParseEpochs: *parseEpochs, NetEpochs: *netEpochs, Hidden: *hidden,
		Progress: func(s string) { fmt.Fprintf(log, "%6.1fs %s\n", time.Since(start).Seconds(), s) },
	}
	if *texts != "" {
		var text bytes.Buffer
		seen := map[string]bool{}
		for name := range strings.SplitSeq(*texts, ",") {
			if err := withFile(name, func(r io.Reader) error { return sentences(&text, seen, r) }); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
		}
		opts.Text = &text
	}
	var m *syntax.Model
	err := withFile(*train, func(r io.Reader) (err error) {
		m, err = syntax.Train(r, opts)
		return err
	})
	if err != nil {
		return err
	}
	if *out != "" {
		f, err := os.Create(*out)
		if err != nil {
			return err
		}
		n, err := m.WriteTo(f)
		if cerr := f.Close(); err == nil {
			err = cerr
		}
		if err != nil {
			return err
		}
		fmt.Fprintf(log, "%s: %d bytes\n", *out, n)
	}
	if *dev == "" {
		return nil
	}
	return withFile(*dev, func(r io.Reader) error {
		start := time.Now()
		s, err := syntax.Evaluate(m, r)
		fmt.Fprintf(log, "%v (%.0f tokens/s)\n", s, float64(s.Tokens)/time.Since(start).Seconds())
		return err
	})
}

// withFile calls do with the unpacked content of a file.
func withFile(name string, do func(io.Reader) error) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	if !strings.HasSuffix(name, ".gz") {
		return do(f)
	}
	z, err := gzip.NewReader(f)
	if err != nil {
		return err
	}
	if err := do(z); err != nil {
		return err
	}
	return z.Close()
}

// sentences writes the column text of a CSV file, each text once over all
// files, a line each.
func sentences(dst *bytes.Buffer, seen map[string]bool, r io.Reader) error {
	rows := csv.NewReader(r)
	header, err := rows.Read()
	if err != nil {
		return err
	}
	column := slices.Index(header, "text")
	if column < 0 {
		return errors.New("no column text")
	}
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if text := strings.Join(strings.Fields(row[column]), " "); !seen[text] {
			seen[text] = true
			dst.WriteString(text)
			dst.WriteByte('\n')
		}
	}
}
