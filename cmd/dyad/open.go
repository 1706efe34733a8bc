package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

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

// reportPage is the page that open shows.
const reportPage = "report.html"

func openRunFolder(ctx context.Context, f *openFlags, dir string, stdout, stderr io.Writer) error {
	m, err := repeat.ReadManifest(dir)
	if err != nil {
		return err
	}
	if err := m.CheckSchema(dir); err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(dir, reportPage)); err != nil {
		return err
	}
	if f.file {
		path, err := filepath.Abs(filepath.Join(dir, reportPage))
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
	return serve(ctx, listener, runHandler(dir, m, listener.Addr().String()))
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

// serve answers until the context ends.
func serve(ctx context.Context, l net.Listener, h http.Handler) error {
	server := &http.Server{Handler: h, ReadHeaderTimeout: 10 * time.Second}
	done := make(chan error, 1)
	go func() { done <- server.Serve(l) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return server.Close()
	}
}

// pagePolicy keeps the page of a run from a stranger to itself: it may run its
// own script, and neither fetch nor send anything.
const pagePolicy = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src 'self' data: blob:; font-src data:; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// runHandler serves the files of a run that its manifest names, for reading, to
// whoever asks by the server's own address: a page from elsewhere that a browser
// was tricked into taking for this machine gets nothing. Whatever the manifest
// names, nothing outside the folder is served, not by a link either.
func runHandler(dir string, m repeat.Manifest, host string) http.Handler {
	files := []string{"manifest.json"}
	for _, o := range m.Verified.Outputs {
		files = append(files, o.File)
	}
	_, port, _ := strings.Cut(host, ":")
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := strings.TrimPrefix(r.URL.Path, "/")
		if name == "" {
			name = reportPage
		}
		switch {
		case r.Host != host && r.Host != "localhost:"+port:
			http.Error(w, "this address is not served here", http.StatusForbidden)
			return
		case r.Method != http.MethodGet && r.Method != http.MethodHead:
			http.Error(w, "only reading is possible", http.StatusMethodNotAllowed)
			return
		case !slices.Contains(files, name):
			http.NotFound(w, r)
			return
		}
		file, err := regular(dir, name)
		if err != nil {
			http.NotFound(w, r)
			return
		}
		defer file.Close()
		w.Header().Set("Content-Security-Policy", pagePolicy)
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("Referrer-Policy", "no-referrer")
		http.ServeContent(w, r, filepath.Base(name), time.Time{}, file)
	})
}

// regular opens a file below a folder.
func regular(dir, name string) (*os.File, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	info, err := root.Stat(filepath.FromSlash(name))
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fs.ErrNotExist
	}
	return root.Open(filepath.FromSlash(name))
}
