package repeat

import (
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// ReportPage is the page of a run that is looked at first.
const ReportPage = "report.html"

// pagePolicy keeps the page of a run from a stranger to itself: it may run its
// own script, and neither fetch nor send anything.
const pagePolicy = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src 'self' data: blob:; font-src data:; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// Handler serves the files of a run that its manifest names, for reading, to
// whoever asks by the server's own address: a page from elsewhere that a browser
// was tricked into taking for this machine gets nothing. Whatever the manifest
// names, nothing outside the folder is served, not by a link either.
func Handler(dir string, m Manifest, host string) http.Handler {
	files := []string{"manifest.json"}
	for _, o := range m.Verified.Outputs {
		files = append(files, o.File)
	}
	_, port, _ := strings.Cut(host, ":")
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := strings.TrimPrefix(r.URL.Path, "/")
		if name == "" {
			name = ReportPage
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
