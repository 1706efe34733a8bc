package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/seed-7a84ba5f/dyad/coding"
	"github.com/seed-7a84ba5f/dyad/validate"
)

// runMeasureFlags are the flags of validate run.
type runMeasureFlags struct {
	codes, format string
	epsilon       float64
}

func newValidateRunCmd() *cobra.Command {
	var f runMeasureFlags
	cmd := command("validate-run", usage(cobra.ExactArgs(1)), func(c *call) error { return validateRun(c, &f, c.args[0], c.out, c.err) })
	fs := cmd.Flags()
	fs.StringVar(&f.codes, "codes", "", "coding set or CSV `FILE` of codes of the run's sentences")
	fs.StringVar(&f.format, "format", "text", "text or csv")
	fs.Float64Var(&f.epsilon, "epsilon", defaultEpsilon, epsilonHelp)
	return cmd
}

func validateRun(ctx context.Context, f *runMeasureFlags, dir string, stdout, stderr io.Writer) error {
	if err := cmp.Or(
		wrong(f.codes == "", "--codes is needed"),
		oneOf("--format", f.format, "text", "csv"),
		wrong(!(f.epsilon >= 0 && f.epsilon < 1), "--epsilon %v: from 0 to below 1", f.epsilon)); err != nil {
		return err
	}
	measured, err := measureRun(ctx, dir, f.codes, stderr)
	if err != nil {
		return err
	}
	if f.format == "csv" {
		return validate.WriteMetricsCSV(stdout, validate.Measurement{From: measured.From, Metrics: measured.Metrics})
	}
	fmt.Fprintf(stdout, "run %s against %s: %d of %s used; of articles that count, intervals over stories\n\n", measured.RunID,
		filepath.Base(f.codes), measured.Used, count(measured.Coded, "code"))
	if err := validate.WriteRunText(stdout, measured.Metrics); err != nil || !coding.IsSet(f.codes) {
		return err
	}
	st, err := coding.ReadSet(ctx, f.codes)
	if err != nil {
		return err
	}
	if err := st.AskRun(measured.Records, f.codes, dir, stderr); err != nil {
		return err
	}
	r, err := st.Report("alt", coding.ReportOptions{Epsilon: f.epsilon})
	if err != nil {
		return err
	}
	return r.WriteText(stdout)
}

// measureRun measures the run in dir, and tells which codes are of no use.
func measureRun(ctx context.Context, dir, codes string, stderr io.Writer) (validate.Finished, error) {
	m, err := validate.MeasureFinished(ctx, dir, codes)
	tell(stderr, m.Warnings)
	tell(stderr, m.Problems)
	if err == nil {
		fmt.Fprintf(stderr, "codes: %d of %s used, %s left out\n", m.Used, count(m.Coded, "code"), count(m.LeftOut, "row"))
	}
	return m, err
}
