package pipeline

import (
	"path/filepath"

	"github.com/seed-7a84ba5f/dyad/report/repeat"
)

// SetPlaces says where the inputs of a run lie, seen from its folder: articles, study and
// metadata sheet, and what the output is given.
func (o *Output) SetPlaces(inputs []string, study, metadata, recording string) {
	p := repeat.Places{Study: placeFrom(o.Dir, study), Metadata: placeFrom(o.Dir, metadata), Gold: placeFrom(o.Dir, o.Gold), Recording: placeFrom(o.Dir, recording)}
	for _, file := range o.Validation {
		p.Validation = append(p.Validation, placeFrom(o.Dir, file))
	}
	for _, in := range inputs {
		p.Inputs = append(p.Inputs, placeFrom(o.Dir, in))
	}
	o.Environment.Places = p
}

// placeFrom is a path seen from a folder, with /; on another disk it is
// absolute.
func placeFrom(folder, path string) string {
	if path == "" || path == "-" {
		return path
	}
	from, err := filepath.Abs(folder)
	if err != nil {
		return filepath.ToSlash(path)
	}
	to, err := filepath.Abs(path)
	if err != nil {
		return filepath.ToSlash(path)
	}
	if rel, err := filepath.Rel(from, to); err == nil {
		return filepath.ToSlash(rel)
	}
	return filepath.ToSlash(to)
}

// placeIn undoes placeFrom.
func placeIn(folder, place string) string {
	path := filepath.FromSlash(place)
	if place == "" || place == "-" || filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(folder, path)
}
