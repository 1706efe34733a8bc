package repeat

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"

	"github.com/seed-7a84ba5f/dyad/report/table"
)

// WriteMultiverse writes multiverse and multiverse_summary in each format, their codebook
// and datapackage.json, and for each target the specification curve over all
// sources as multiverse_TARGET.svg, into a folder that is no run's; it is made
// where it is not there, and files of these names are replaced.
func WriteMultiverse(dir, runID string, m *table.Multiverse, o WriteOptions) (err error) {
	if _, err := os.Stat(filepath.Join(dir, manifestFile)); err == nil {
		return fmt.Errorf("%s: %w; these tables go into a folder of their own", dir, ErrExists)
	}
	if o.Formats, err = table.OrderFormats(o.Formats); err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	w, err := Begin(dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.End(false)) }()
	temp, err := w.New()
	if err != nil {
		return err
	}
	f := table.Folder{Dir: temp}
	m.Write(&f, runID, o.By, o.style())
	addCurves(m, &f, "")
	for _, out := range f.Outputs { // when all is there
		if f.Err == nil {
			f.Err = os.Rename(filepath.Join(temp, out.File), filepath.Join(dir, out.File))
		}
	}
	return f.Err
}

// addCurves adds the specification curves of the targets, in a folder.
func addCurves(m *table.Multiverse, f *table.Folder, in string) {
	for _, target := range table.Actors() {
		if rows := curve(m, target); len(rows) > 0 {
			f.Add(path.Join(in, "multiverse_"+target+".svg"), 0, func(w io.Writer) error { _, err := io.WriteString(w, curveSVG(rows)); return err })
		}
	}
}

// curve is the specifications of a target over all sources.
func curve(m *table.Multiverse, target string) []table.SpecificationRow {
	var out []table.SpecificationRow
	for _, r := range m.Rows {
		if r.Level == table.LevelAll && r.Target == target {
			out = append(out, r)
		}
	}
	return out
}
