// Command trainmodel trains the model file of package syntax and says how
// well it does on a second treebank.
package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
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
	news := fs.String("news", "", "articles to learn word clusters from: JSON lines with title and text, .gz or not; "+
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
	if *news != "" {
		var text bytes.Buffer
		for name := range strings.SplitSeq(*news, ",") {
			if err := withFile(name, func(r io.Reader) error { return articleText(&text, r) }); err != nil {
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

// articleText writes the titles and texts of articles in JSON lines.
func articleText(dst *bytes.Buffer, r io.Reader) error {
	dec := json.NewDecoder(r)
	for {
		var a struct{ Title, Text string }
		if err := dec.Decode(&a); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		dst.WriteString(a.Title)
		dst.WriteByte('\n')
		dst.WriteString(a.Text)
		dst.WriteByte('\n')
	}
}
