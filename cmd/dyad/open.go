package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"

	"github.com/spf13/cobra"

	"github.com/seed-7a84ba5f/dyad/internal/serve"
	"github.com/seed-7a84ba5f/dyad/report/repeat"
)

// openFlags are the flags of open.
type openFlags struct {
	file, noBrowser bool
}

func newOpenCmd() *cobra.Command {
	var f openFlags
	cmd := &cobra.Command{
		Use:   "open [flags] RUN",
		Short: "Look at a run in the browser",
		Long: `Serve the files of a run folder to this machine only (127.0.0.1, a free port that
the system chooses) and open report.html in the browser, until Ctrl-C. Only the
files that the manifest names can be asked for. --file opens the file itself and
serves nothing.`,
		Example: `  dyad open dyad-run
  dyad open --no-browser dyad-run
  dyad open --file dyad-run`,
		Args: usage(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return openRunFolder(cmd.Context(), &f, args[0], cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	cmd.Flags().BoolVar(&f.file, "file", false, "open the file report.html, without a server")
	cmd.Flags().BoolVar(&f.noBrowser, "no-browser", false, "print the address and open nothing")
	return cmd
}

func openRunFolder(ctx context.Context, f *openFlags, dir string, stdout, stderr io.Writer) error {
	m, err := repeat.ReadManifest(dir)
	if err != nil {
		return err
	}
	if err := m.CheckSchema(dir); err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(dir, repeat.ReportPage)); err != nil {
		return err
	}
	if f.file {
		path, err := filepath.Abs(filepath.Join(dir, repeat.ReportPage))
		if err != nil {
			return err
		}
		where := (&url.URL{Scheme: "file", Path: filepath.ToSlash(path)}).String()
		fmt.Fprintln(stdout, where)
		return f.browse(ctx, stderr, where)
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	where := "http://" + listener.Addr().String() + "/"
	fmt.Fprintln(stdout, where)
	fmt.Fprintln(stderr, "serving", dir, "to this machine only; Ctrl-C ends it")
	if err := f.browse(ctx, stderr, where); err != nil {
		return errors.Join(err, listener.Close())
	}
	return serve.Until(ctx, listener, repeat.Handler(dir, m, listener.Addr().String()), nil)
}

// browse opens an address in the browser. That there is none is told, and no
// error: the address has been printed.
func (f *openFlags) browse(ctx context.Context, stderr io.Writer, where string) error {
	if f.noBrowser {
		return nil
	}
	name, args := "xdg-open", []string{where}
	switch runtime.GOOS {
	case "darwin":
		name = "open"
	case "windows":
		name, args = "rundll32", []string{"url.dll,FileProtocolHandler", where}
	}
	if err := exec.CommandContext(ctx, name, args...).Start(); err != nil {
		fmt.Fprintf(stderr, "no browser was opened (%v): open the address yourself\n", err)
	}
	return nil
}
