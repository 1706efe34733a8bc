package repeat

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-7a84ba5f/dyad/report/table"
)

// ChangedFiles says, a line each, which files of a run folder are not as its
// manifest says.
func ChangedFiles(dir string, m Manifest) (map[string]string, error) {
	out := map[string]string{}
	for _, o := range m.Verified.Outputs {
		is, err := table.HashFile(filepath.Join(dir, filepath.FromSlash(o.File)), o.File)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			out[o.File] = "is missing"
		case err != nil:
			return nil, err
		case is.SHA256 != o.SHA256:
			out[o.File] = fmt.Sprintf("was changed after the run: its hash is %s, not %s", table.ShortHash(is.SHA256), table.ShortHash(o.SHA256))
		}
	}
	return out, nil
}

// ForeignFiles names what lies in a run folder and is no file of the run: files,
// folders with a / at the end.
func ForeignFiles(dir string, m Manifest) ([]string, error) {
	own := map[string]bool{manifestFile: true}
	for _, o := range m.Verified.Outputs {
		own[o.File] = true
		for parent := path.Dir(o.File); parent != "."; parent = path.Dir(parent) {
			own[parent+"/"] = true
		}
	}
	var out []string
	err := filepath.WalkDir(dir, func(at string, e fs.DirEntry, err error) error {
		if err != nil || at == dir {
			return err
		}
		name, err := filepath.Rel(dir, at)
		if err != nil {
			return err
		}
		name = filepath.ToSlash(name)
		switch {
		case !e.IsDir() && !own[name]:
			out = append(out, name)
		case e.IsDir() && !own[name+"/"]:
			out = append(out, name+"/")
			return fs.SkipDir
		}
		return nil
	})
	return out, err
}

// StudyChanges says, a line each, in what a study differs from that of the run.
func (v Verified) StudyChanges(resolved json.RawMessage) []string {
	return jsonChanges("", generic(v.Study), generic(resolved))
}

// InputDifferences says, a line each, in what inputs differ from those of a
// run.
func InputDifferences(was, is []table.Input) []string {
	named := func(list []table.Input, path string) []table.Input {
		var out []table.Input
		for _, in := range list {
			if in.Path == path {
				out = append(out, in)
			}
		}
		return out
	}
	same := func(a, b table.Input) bool { return a.SHA256 == b.SHA256 }
	var out []string
	for _, in := range was {
		now := named(is, in.Path)
		switch {
		case len(now) == 0:
			out = append(out, fmt.Sprintf("input %s: is missing", in.Path))
		case !slices.ContainsFunc(now, func(o table.Input) bool { return same(o, in) }):
			out = append(out, fmt.Sprintf("input %s: was changed: its hash is %s, not %s", in.Path, table.ShortHash(now[0].SHA256), table.ShortHash(in.SHA256)))
		}
	}
	for _, in := range is {
		if len(named(was, in.Path)) == 0 {
			out = append(out, fmt.Sprintf("input %s: is new", in.Path))
		}
	}
	return out
}

// Repeat is how a file of a run compares with that of the repeated run.
type Repeat struct {
	File    string
	First   string // the first difference, "" where there is none
	Rounded bool   // all that differs are last printed decimals of numbers
}

// CompareRun compares the files of a run folder with those of its repetition,
// in the order of the manifest; the manifest itself, in its verified part,
// comes last. Where they are of different versions, which enter the run_id, they
// are compared as if the run_id were the same.
func CompareRun(dir, again string) ([]Repeat, error) {
	was, err := ReadManifest(dir)
	if err != nil {
		return nil, err
	}
	is, err := ReadManifest(again)
	if err != nil {
		return nil, err
	}
	wasID, isID := []byte(was.Verified.RunID), []byte(is.Verified.RunID)
	versions := was.Verified.Version != is.Verified.Version
	if versions {
		is.Verified.RunID, is.Verified.Version = was.Verified.RunID, was.Verified.Version
	}
	var out []Repeat
	for _, o := range was.Verified.Outputs {
		name := filepath.FromSlash(o.File)
		a, err := readIfThere(filepath.Join(dir, name))
		if err != nil {
			return nil, err
		}
		b, err := readIfThere(filepath.Join(again, name))
		if err != nil {
			return nil, err
		}
		if versions && b != nil {
			b = bytes.ReplaceAll(b, isID, wasID)
		}
		r := Repeat{File: o.File}
		r.First, r.Rounded = firstDifference(o.File, a, b)
		out = append(out, r)
	}
	for _, o := range is.Verified.Outputs {
		if !slices.ContainsFunc(was.Verified.Outputs, func(p table.Output) bool { return p.File == o.File }) {
			out = append(out, Repeat{File: o.File, First: "only the repeated run has it"})
		}
	}
	was.Verified.Outputs, is.Verified.Outputs = nil, nil
	a, b := generic(was.Verified), generic(is.Verified)
	return append(out, Repeat{File: manifestFile, First: jsonDifference("verified", a, b)}), nil
}

// readIfThere gives nil for a file that is not there.
func readIfThere(path string) ([]byte, error) {
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return b, err
}

// firstDifference says where two contents of a file begin to differ, "" where
// they are equal, and whether only last decimals of numbers differ.
func firstDifference(name string, a, b []byte) (first string, rounded bool) {
	switch {
	case bytes.Equal(a, b) && a != nil:
		return "", false
	case a == nil:
		return "is missing", false
	case b == nil:
		return "the repeated run has no such file", false
	case strings.HasSuffix(name, ".csv"):
		if first, rounded = csvDifference(a, b); first != "" {
			return first, rounded
		}
	}
	at := 0
	for at < len(a) && at < len(b) && a[at] == b[at] {
		at++
	}
	if bytes.IndexByte(a, 0) >= 0 { // no text: lines and contents say nothing
		return fmt.Sprintf("byte %d of %d here, of %d repeated", at, len(a), len(b)), false
	}
	line := 1 + bytes.Count(a[:at], []byte("\n"))
	return fmt.Sprintf("line %d, byte %d: %q here, %q repeated", line, at, around(a, at), around(b, at)), false
}

// around is a little of a file at a place.
func around(b []byte, at int) string { return string(b[at:min(len(b), at+24)]) }

// csvDifference names the first cell that differs, by line and column.
func csvDifference(a, b []byte) (first string, rounded bool) {
	ra, ea := csv.NewReader(bytes.NewReader(a)).ReadAll()
	rb, eb := csv.NewReader(bytes.NewReader(b)).ReadAll()
	if ea != nil || eb != nil || len(ra) == 0 || len(rb) == 0 {
		return "", false
	}
	rounded = len(ra) == len(rb)
	lines := csv.NewReader(bytes.NewReader(a))
	for i := range min(len(ra), len(rb)) {
		for j := range min(len(ra[i]), len(rb[i])) {
			x, y := ra[i][j], rb[i][j]
			if x == y {
				continue
			}
			rounded = rounded && lastDecimal(x, y)
			if first == "" {
				line := lineOf(lines, i)
				first = fmt.Sprintf("line %d, column %s: %q here, %q repeated", line, ra[0][j], x, y)
			}
		}
	}
	if first == "" && len(ra) != len(rb) {
		first = fmt.Sprintf("%d rows here, %d repeated", len(ra)-1, len(rb)-1)
	}
	return first, rounded && first != ""
}

// lineOf is the line on which a record begins.
func lineOf(r *csv.Reader, record int) int {
	for range record + 1 {
		if _, err := r.Read(); err != nil {
			return 0
		}
	}
	line, _ := r.FieldPos(0)
	return line
}

// lastDecimal says whether two numbers with the same decimals differ by one in
// the last of them.
func lastDecimal(a, b string) bool {
	x, ea := strconv.ParseFloat(a, 64)
	y, eb := strconv.ParseFloat(b, 64)
	_, da, pa := strings.Cut(a, ".")
	_, db, pb := strings.Cut(b, ".")
	if ea != nil || eb != nil || !pa || !pb || len(da) != len(db) {
		return false
	}
	return math.Abs(x-y) < 1.5*math.Pow10(-len(da))
}

// generic is a value as JSON has it.
func generic(v any) (out any) {
	b, err := json.Marshal(v)
	if err != nil {
		return nil
	}
	_ = json.Unmarshal(b, &out)
	return out
}

// jsonDifference names the first place at which two JSON values differ.
func jsonDifference(path string, a, b any) string {
	switch x := a.(type) {
	case map[string]any:
		y, ok := b.(map[string]any)
		if !ok {
			break
		}
		for _, k := range unionOf(x, y) {
			if d := jsonDifference(path+"."+k, x[k], y[k]); d != "" {
				return d
			}
		}
		return ""
	case []any:
		y, ok := b.([]any)
		if !ok {
			break
		}
		for i := range min(len(x), len(y)) {
			if d := jsonDifference(fmt.Sprintf("%s[%d]", path, i), x[i], y[i]); d != "" {
				return d
			}
		}
		if len(x) != len(y) {
			return fmt.Sprintf("%s: %d here, %d repeated", path, len(x), len(y))
		}
		return ""
	}
	if same(a, b) {
		return ""
	}
	return fmt.Sprintf("%s: %s here, %s repeated", path, asJSON(a), asJSON(b))
}

func same(a, b any) bool { return bytes.Equal(asJSON(a), asJSON(b)) }

func asJSON(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		return nil
	}
	return b
}

// unionOf gives the keys of two objects in order.
func unionOf(a, b map[string]any) []string {
	var keys []string
	for k := range a {
		keys = append(keys, k)
	}
	for k := range b {
		if _, ok := a[k]; !ok {
			keys = append(keys, k)
		}
	}
	slices.Sort(keys)
	return keys
}
