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
	cmd := command("open", usage(cobra.ExactArgs(1)), func(c *call) error { return openRunFolder(c, &f, c.args[0], c.out, c.err) })
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
