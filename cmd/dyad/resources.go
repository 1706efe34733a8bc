package main

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/lexicon"
	"github.com/seed-7a84ba5f/dyad/report/repeat"
	"github.com/seed-7a84ba5f/dyad/report/table"
)

// resources lists the lexicons, models and scorers of a pipeline with their
// hashes, in order of kind and name.
func (p *pipeline) resources() ([]table.Resource, error) {
	var out []table.Resource
	for _, name := range lexicon.Names() {
		l, err := lexicon.Builtin(name)
		if err != nil {
			return nil, err
		}
		out = append(out, table.Resource{Kind: "lexicon", Name: l.Name, Version: l.Version, SHA256: l.Hash})
	}
	rules, err := lexicon.RuleFiles()
	if err != nil {
		return nil, err
	}
	for _, f := range rules {
		out = append(out, table.Resource{Kind: "rules", Name: f.Name, SHA256: f.Hash()})
	}
	cards, err := modelCards()
	if err != nil {
		return nil, err
	}
	for _, c := range cards {
		out = append(out, table.Resource{Kind: "model", Name: c.Name, SHA256: c.SHA256})
	}
	for _, list := range [][]*lexicon.Dictionary{p.lexicons.frames, p.lexicons.valence, p.lexicons.scorers} {
		for _, d := range list {
			out = append(out, table.Resource{Kind: "own_lexicon", Name: filepath.ToSlash(d.File), SHA256: d.Hash})
		}
	}
	for _, l := range p.lexicons.labels {
		out = append(out, table.Resource{Kind: "own_lexicon", Name: filepath.ToSlash(l.File), SHA256: l.Hash})
	}
	for _, f := range p.lexicons.rules {
		out = append(out, table.Resource{Kind: "own_rules", Name: f.File, SHA256: lexicon.RuleFile{Name: f.File, Text: f.Text}.Hash()})
	}
	for _, s := range p.info.Scorers {
		out = append(out, table.Resource{Kind: "scorer", Name: s.Name, Version: s.Version, SHA256: s.Hash})
	}
	slices.SortStableFunc(out, func(a, b table.Resource) int {
		return strings.Compare(a.Kind+"\x00"+a.Name, b.Kind+"\x00"+b.Name)
	})
	return slices.Compact(out), nil
}

// checkLock refuses to go on with other resources than those of the lockfile.
func (f *scoreFlags) checkLock(now []table.Resource) error {
	if f.lock == "" {
		return nil
	}
	locked, err := repeat.ReadLock(f.lock)
	if err != nil {
		return missing(err)
	}
	if d := repeat.LockDifferences(locked, now); len(d) > 0 {
		return &checkError{"--lock " + f.lock + ": " + strings.Join(d, "\n  ")}
	}
	return nil
}

// reading says how the flags let articles be read.
func (f *scoreFlags) reading() table.Reading {
	r := table.Reading{Columns: ordered(f.columns), Ignore: ordered(f.ignore)}
	if f.metadata != "" {
		r.Metadata = filepath.Base(f.metadata)
	}
	return r
}

// ordered gives texts in order, each once.
func ordered(list []string) []string {
	return slices.Compact(slices.Sorted(slices.Values(list)))
}

// placesOf says where the inputs of a run lie, seen from its folder.
func placesOf(out *outputFlags, inputs []string, study, metadata, recording string) repeat.Places {
	to := out.out
	p := repeat.Places{Study: placeFrom(to, study), Metadata: placeFrom(to, metadata), Gold: placeFrom(to, out.gold), Recording: placeFrom(to, recording)}
	for _, table := range out.validation {
		p.Validation = append(p.Validation, placeFrom(to, table))
	}
	for _, in := range inputs {
		p.Inputs = append(p.Inputs, placeFrom(to, in))
	}
	return p
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
