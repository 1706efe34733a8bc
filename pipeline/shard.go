package pipeline

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-7a84ba5f/dyad/report/repeat"
	"github.com/seed-7a84ba5f/dyad/report/table"
)

// Part is a part of a run: number I, from 1, of N.
type Part struct{ I, N int }

// ParsePart reads "2/7".
func ParsePart(s string) (Part, error) {
	i, n, ok := strings.Cut(s, "/")
	var p Part
	var err, other error
	p.I, err = strconv.Atoi(i)
	p.N, other = strconv.Atoi(n)
	if !ok || err != nil || other != nil || p.I < 1 || p.I > p.N || p.N > maxParts {
		return Part{}, fmt.Errorf("%q is no part of a run: 2/7 is the second of seven", s)
	}
	return p, nil
}

// maxParts is the largest number of parts.
const maxParts = 1_000_000

// has reports whether a record is of the part.
func (p Part) has(hash [16]byte) bool {
	return binary.BigEndian.Uint64(hash[:8])%uint64(p.N) == uint64(p.I-1)
}

// The files of a shard.
const (
	shardFrames = "articles.frames"
	shardFile   = "shard.json"
)

// shard is shard.json.
type shard struct {
	Version  int           `json:"shard_version"`
	Settings string        `json:"settings"` // hash of what decides the rows of an article
	Parts    []int         `json:"parts"`    // from 1, in order
	Of       int           `json:"of"`
	Located  bool          `json:"located"` // the records were divided by somebody else
	Info     table.Info    `json:"info"`    // the same in each shard of a run
	Own      table.Intake  `json:"own"`     // of this shard alone
	Places   repeat.Places `json:"places"`  // seen from the folder
}

const shardVersion = 1

// WriteShard scores the articles into the folder of a shard, whole or not at all. work has
// taken the folder.
func (p *Pass) WriteShard(ctx context.Context, work *repeat.Work, part Part, places repeat.Places) (s *Scored, err error) {
	var frames []place
	s, j, err := p.scoreAll(ctx, work.Journal(), func(at place) { frames = append(frames, at) })
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.Close())
		}
	}()
	out := shard{Version: shardVersion, Settings: p.settings, Parts: []int{part.I}, Of: part.N, Located: p.claims, Info: s.Info, Places: places}
	out.Info.Intake = p.scanned
	if out.Located { // what was read is this shard's alone
		lexicons := len(p.lexicons.problems)
		of := len(p.scanned.Problems) - lexicons
		out.Own = table.Intake{Found: p.scanned.Found, Problems: p.scanned.Problems[:of], LeftOut: p.scanned.LeftOut}
		out.Info.Intake = table.Intake{Inputs: p.scanned.Inputs, Problems: append([]table.Problem(nil), p.scanned.Problems[of:]...)} // none is nil in each
	}
	return s, writeShard(work, out, func(w io.Writer) error {
		for _, at := range frames {
			body, err := j.read(at.at-frameHead, at.n+frameHead)
			if err == nil {
				_, err = w.Write(body)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// writeShard writes the folder of a shard: its frames, what they are, and the marker.
func writeShard(work *repeat.Work, s shard, frames func(io.Writer) error) error {
	dir, err := work.New()
	if err != nil {
		return err
	}
	f := table.Folder{Dir: dir}
	f.Add(shardFrames, 0, frames)
	f.Add(shardFile, 0, func(w io.Writer) error { return indented(w, s) })
	f.Add(repeat.MarkerFile, 0, func(w io.Writer) error {
		return indented(w, repeat.Marker{Version: shardVersion, Tool: s.Info.Tool, ToolVersion: s.Info.Version, Schema: table.SchemaVersion, Files: f.Outputs})
	})
	if f.Err != nil {
		return f.Err
	}
	return work.Commit()
}

// indented writes JSON for people.
func indented(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

// MergeError says why shards cannot be merged.
type MergeError struct{ Err error }

// Error is that of the cause.
func (e *MergeError) Error() string { return e.Err.Error() }

// Unwrap gives the cause.
func (e *MergeError) Unwrap() error { return e.Err }

func unmerged(format string, args ...any) error { return &MergeError{fmt.Errorf(format, args...)} }

// ChangedError is a shard whose files are not those that were written.
type ChangedError struct{ File, Why string }

// Error names the file.
func (e *ChangedError) Error() string {
	return fmt.Sprintf("%s %s: the shard was changed or copied in part since it was written", e.File, e.Why)
}

// opened is a shard that is being read.
type opened struct {
	shard
	dir string
}

// openShard reads what a shard is and holds its files against the marker.
func openShard(dir, version string) (opened, error) {
	o := opened{dir: dir}
	b, err := os.ReadFile(filepath.Join(dir, repeat.MarkerFile))
	if errors.Is(err, fs.ErrNotExist) {
		return o, unmerged("%s is no shard of a run, or not whole: it has no %s", dir, repeat.MarkerFile)
	}
	if err != nil {
		return o, err
	}
	var m repeat.Marker
	if err := json.Unmarshal(b, &m); err != nil {
		return o, &ChangedError{filepath.Join(dir, repeat.MarkerFile), "cannot be read: " + err.Error()}
	}
	if m.Version != shardVersion || m.ToolVersion != version || m.Schema != table.SchemaVersion {
		return o, unmerged("%s is of dyad %s with tables of schema %d, and this is dyad %s with schema %d: make it anew", dir, m.ToolVersion, m.Schema, version, table.SchemaVersion)
	}
	for _, name := range []string{shardFrames, shardFile} {
		at := slices.IndexFunc(m.Files, func(f table.Output) bool { return f.File == name })
		if at < 0 {
			return o, &ChangedError{filepath.Join(dir, repeat.MarkerFile), "does not name " + name}
		}
		path := filepath.Join(dir, name)
		now, err := table.HashFile(path, name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return o, &ChangedError{path, "is not there"}
		case err != nil:
			return o, err
		case now.SHA256 != m.Files[at].SHA256:
			return o, &ChangedError{path, "has other bytes than its marker says"}
		}
	}
	if b, err = os.ReadFile(filepath.Join(dir, shardFile)); err != nil {
		return o, err
	}
	if err := json.Unmarshal(b, &o.shard); err != nil {
		return o, &ChangedError{filepath.Join(dir, shardFile), "cannot be read: " + err.Error()}
	}
	if len(o.Parts) == 0 {
		return o, &ChangedError{filepath.Join(dir, shardFile), "names no part"}
	}
	return o, nil
}

// openShards opens shards and finds what keeps them from being merged. They come in order
// of their parts; whole says that every part must be there.
func openShards(dirs []string, version string, whole bool) ([]opened, error) {
	var list []opened
	for _, dir := range dirs {
		o, err := openShard(dir, version)
		if err != nil {
			return nil, err
		}
		list = append(list, o)
	}
	slices.SortFunc(list, func(a, b opened) int { return cmp.Compare(a.Parts[0], b.Parts[0]) })
	first, have := &list[0], map[int]string{}
	for i := range list {
		o := &list[i]
		switch {
		case o.Of != first.Of || o.Located != first.Located:
			return nil, unmerged("%s and %s are of runs that were divided in different ways", first.dir, o.dir)
		case o.Settings != first.Settings:
			return nil, unmerged("%s and %s were scored with different settings (study, scorers, lexicons or flags)", first.dir, o.dir)
		}
		a, err := json.Marshal(first.Info)
		if err != nil {
			return nil, err
		}
		if b, err := json.Marshal(o.Info); err != nil || !bytes.Equal(a, b) {
			return nil, unmerged("%s and %s have different inputs: they are not of one run", first.dir, o.dir)
		}
		for _, part := range o.Parts {
			if other, twice := have[part]; twice {
				return nil, unmerged("part %d of %d is in %s and in %s", part, o.Of, other, o.dir)
			}
			have[part] = o.dir
		}
	}
	for part := 1; whole && part <= first.Of; part++ {
		if have[part] == "" {
			return nil, unmerged("part %d of %d is missing (%d of %d are there)", part, first.Of, len(have), first.Of)
		}
	}
	return list, nil
}

// MergeOptions say how shards are merged.
type MergeOptions struct {
	Version string // of the program
	Inputs  string // file that names the inputs of located shards, as InputsOf writes it; "" for none
	Workers int
	Step    func(name string, parts int) func(n int) // as in Options
}

// Merge joins all shards of a run: what it gives is what Pass.Score gives of the whole.
// A *MergeError or a *ChangedError says what is wrong.
func Merge(ctx context.Context, dirs []string, o MergeOptions) (_ *Scored, places repeat.Places, err error) {
	reading := (&Options{Step: o.Step}).step("merging", 0)
	defer reading(0)
	list, err := openShards(dirs, o.Version, true)
	if err != nil {
		return nil, places, err
	}
	s, err := newScored(o.Workers)
	if err != nil {
		return nil, places, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.Close())
		}
	}()
	if s.Info = list[0].Info; o.Inputs != "" {
		if !list[0].Located {
			return nil, places, unmerged("--inputs is for shards of located lines: these know their inputs")
		}
		inputs, err := readInputs(o.Inputs)
		if err != nil {
			return nil, places, err
		}
		s.Info.Inputs = slices.Concat(s.Info.Inputs, inputs)
	}
	for i := range list {
		if err := s.takeShard(&list[i]); err != nil {
			return nil, places, err
		}
	}
	s.Warnings = s.Info.Problems
	rows := Rows{Info: s.Info}
	study, err := rows.Settings(nil, "", "", o.Version)
	if err != nil {
		return nil, places, err
	}
	first := &list[0]
	places = movedPlaces(first.Places, first.dir)
	return s, places, s.join(ctx, study.CopyDays)
}

// takeShard takes the articles of a shard.
func (s *Scored) takeShard(o *opened) error {
	own := o.Own
	s.Info.Found += own.Found
	s.Info.Problems = append(s.Info.Problems, own.Problems...)
	for _, l := range own.LeftOut {
		s.leftOut[table.LeftOut{Reason: l.Reason, Source: l.Source}] += l.N
	}
	file, err := os.Open(filepath.Join(o.dir, shardFrames))
	if err != nil {
		return err
	}
	s.close = append(s.close, file.Close)
	f := &frames{name: file.Name(), file: file}
	_, err = f.each(func(at int64, body []byte) error {
		frame, err := readFrame(body)
		if err != nil {
			return err
		}
		s.Info.Problems = append(s.Info.Problems, frame.Problems...)
		if frame.Broke != nil {
			s.Info.Problems = append(s.Info.Problems, *frame.Broke)
		}
		return s.take(f, at, &frame)
	})
	return err
}

// movedPlaces are places seen from the folder of a shard, as paths.
func movedPlaces(p repeat.Places, dir string) repeat.Places {
	for _, one := range []*string{&p.Study, &p.Metadata} {
		*one = placeIn(dir, *one)
	}
	p.Inputs = slices.Clone(p.Inputs)
	for i := range p.Inputs {
		p.Inputs[i] = placeIn(dir, p.Inputs[i])
	}
	return p
}

// MergeInto joins shards to a larger one, in the folder that work has taken.
func MergeInto(work *repeat.Work, dirs []string, version string) error {
	list, err := openShards(dirs, version, false)
	if err != nil {
		return err
	}
	out := list[0].shard
	out.Places = placesFrom(movedPlaces(out.Places, list[0].dir), work.Dir)
	out.Parts, out.Own = nil, table.Intake{}
	for i := range list {
		out.Parts = append(out.Parts, list[i].Parts...)
		out.Own.Found += list[i].Own.Found
		out.Own.Problems = append(out.Own.Problems, list[i].Own.Problems...)
		out.Own.LeftOut = append(out.Own.LeftOut, list[i].Own.LeftOut...)
	}
	slices.Sort(out.Parts)
	return writeShard(work, out, func(w io.Writer) error {
		for i := range list {
			if err := copyFile(w, filepath.Join(list[i].dir, shardFrames)); err != nil {
				return err
			}
		}
		return nil
	})
}

// placesFrom are paths seen from a folder.
func placesFrom(p repeat.Places, dir string) repeat.Places {
	p.Study, p.Metadata = placeFrom(dir, p.Study), placeFrom(dir, p.Metadata)
	for i := range p.Inputs {
		p.Inputs[i] = placeFrom(dir, p.Inputs[i])
	}
	return p
}

func copyFile(w io.Writer, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = io.Copy(w, f)
	return err
}

// readInputs reads inputs, one a line.
func readInputs(path string) ([]table.Input, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []table.Input
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for no := 1; lines.Scan(); no++ {
		if len(bytes.TrimSpace(lines.Bytes())) == 0 {
			continue
		}
		var in table.Input
		if err := json.Unmarshal(lines.Bytes(), &in); err != nil || in.Path == "" || len(in.SHA256) != 64 || in.Size < 0 {
			return nil, unmerged(`%s:%d: is no input of the form {"path": "a.jsonl", "sha256": "64 hexadecimal digits", "size": 1}`, path, no)
		}
		out = append(out, in)
	}
	return out, lines.Err()
}
