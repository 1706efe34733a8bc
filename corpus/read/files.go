package read

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/internal/plain"
)

// file is an article file, or what looks like one.
type file struct {
	rel   string // relative to its argument, with "/"
	path  string // as it is opened
	real  string // without links: what makes it one and the same file
	named bool   // it was named itself, not found in a folder
}

// stdinPath is the path that means standard input.
const stdinPath = "-"

// foundFiles are the files under some paths.
type foundFiles struct {
	files    []file
	problems []*corpus.Problem
	ignored  int // by a pattern
}

// findFiles gives the files under paths, each once and in an order that does
// not depend on that of paths.
func findFiles(paths []string, opts Options) (*foundFiles, error) {
	given, err := parseIgnore(strings.Join(opts.Ignore, "\n"))
	if err != nil {
		return nil, err
	}
	found := &foundFiles{}
	for _, p := range paths {
		if err := found.add(p, given, opts.Stdin != nil); err != nil {
			return nil, err
		}
	}
	found.files = onceEach(found.files)
	return found, nil
}

// add finds the files under one path.
func (found *foundFiles) add(p string, given ignoreRules, hasStdin bool) error {
	if p == stdinPath {
		if !hasStdin {
			return &corpus.PathError{Path: p, Err: errors.New("there is no standard input")}
		}
		found.files = append(found.files, file{rel: "stdin", path: stdinPath, real: stdinPath, named: true})
		return nil
	}
	real, err := filepath.EvalSymlinks(p)
	if err != nil {
		return pathError(p, err)
	}
	info, err := os.Stat(real)
	if err != nil {
		return pathError(p, err)
	}
	if real, err = filepath.Abs(real); err != nil {
		return pathError(p, err)
	}
	if !info.IsDir() {
		found.files = append(found.files, file{rel: plain.Text(filepath.Base(p)), path: p, real: real, named: true})
		return nil
	}
	return found.walk(p, real, &ignoring{given: given, own: map[string]ignoreRules{}})
}

func pathError(path string, err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		err = pe.Err
	}
	return &corpus.PathError{Path: path, Err: err}
}

// walk finds the files in the folder root, which was named as arg. Names that
// begin with a dot are left alone, and so are links: what they point to inside
// the folder is found anyway, and outside of it is not the folder's.
func (found *foundFiles) walk(arg, root string, ignore *ignoring) error {
	bad := func(rel, reason, msg string, lost bool) {
		found.problems = append(found.problems, &corpus.Problem{File: rel, Path: filepath.Join(arg, rel), Reason: reason, Msg: msg, Lost: lost})
	}
	return filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		rel := relTo(root, name)
		switch {
		case err != nil:
			bad(rel, corpus.ReasonUnreadable, cause(err), true)
			if d != nil && d.IsDir() {
				return fs.SkipDir
			}
		case name != root && strings.HasPrefix(d.Name(), "."):
			if d.IsDir() {
				return fs.SkipDir
			}
		case name != root && (ignore.match(rel, d.IsDir()) || d.IsDir() && besidePage(name)):
			found.ignored++
			if d.IsDir() {
				return fs.SkipDir
			}
		case d.IsDir() && isRun(name):
			return fs.SkipDir // what dyad wrote is no article, wherever it lies
		case d.IsDir():
			if err := ignore.enter(name, rel); errors.Is(err, fs.ErrPermission) {
				bad(rel, corpus.ReasonUnreadable, cause(err), true)
				return fs.SkipDir
			} else if err != nil {
				return pathError(filepath.Join(arg, filepath.FromSlash(rel), ignoreFile), err)
			}
		case d.Type()&fs.ModeSymlink != 0:
			if reason, msg := judgeLink(root, name); reason != "" {
				bad(rel, reason, msg, false)
			}
		case !d.Type().IsRegular():
			bad(rel, corpus.ReasonNotRegular, "is a device, pipe or socket, and is not read", false)
		default:
			found.files = append(found.files, file{rel: plain.Text(rel), path: filepath.Join(arg, filepath.FromSlash(rel)), real: name})
		}
		return nil
	})
}

// isRun reports whether a folder is one that dyad wrote.
func isRun(folder string) bool {
	for _, name := range []string{"manifest.json", "codebook.csv", "datapackage.json"} {
		if info, err := os.Stat(filepath.Join(folder, name)); err != nil || !info.Mode().IsRegular() {
			return false
		}
	}
	return true
}

// besidePage reports whether a folder holds the pictures and scripts of a page
// that a browser saved beside it: "Talks_files" beside "Talks.html".
func besidePage(folder string) bool {
	page, ok := strings.CutSuffix(folder, "_files")
	if !ok {
		return false
	}
	for _, ext := range []string{".html", ".htm"} {
		if _, err := os.Stat(page + ext); err == nil {
			return true
		}
	}
	return false
}

func relTo(root, name string) string {
	rel, err := filepath.Rel(root, name)
	if err != nil {
		rel = name
	}
	return filepath.ToSlash(rel)
}

// judgeLink says why a link in the folder root loses something, or "".
func judgeLink(root, name string) (reason, msg string) {
	target, err := filepath.EvalSymlinks(name)
	if err != nil {
		return corpus.ReasonUnreadable, "is a link to nothing"
	}
	if rel := relTo(root, target); rel == ".." || strings.HasPrefix(rel, "../") {
		return corpus.ReasonLink, "is a link out of the folder, and is not followed"
	}
	return "", ""
}

func cause(err error) string {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return "cannot be read: " + pe.Err.Error()
	}
	return "cannot be read: " + err.Error()
}

// onceEach sorts files and keeps one of each that was reached by two
// arguments: the one seen from the widest folder.
func onceEach(files []file) []file {
	slices.SortFunc(files, func(a, b file) int {
		if c := strings.Compare(a.real, b.real); c != 0 {
			return c
		}
		if c := len(b.rel) - len(a.rel); c != 0 {
			return c
		}
		if c := strings.Compare(a.rel, b.rel); c != 0 {
			return c
		}
		return strings.Compare(a.path, b.path)
	})
	files = slices.CompactFunc(files, func(a, b file) bool { return a.real == b.real })
	slices.SortStableFunc(files, func(a, b file) int { return strings.Compare(a.rel, b.rel) })
	return files
}

// notArticle reports whether a file found in a folder is by its name something
// that stands beside articles, or that a system or program left there.
func notArticle(rel string) bool {
	name := strings.ToLower(path.Base(rel))
	return strings.HasPrefix(name, "readme") || strings.HasPrefix(name, "~$") || strings.HasSuffix(name, "~") || leftNames.Has(name)
}

// isTable reports whether a file is a table by its name.
func isTable(rel string) bool {
	ext := strings.ToLower(path.Ext(rel))
	return ext == ".csv" || ext == ".tsv"
}
