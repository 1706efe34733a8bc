package repeat

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/seed-7a84ba5f/dyad/report"
	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/seed-7a84ba5f/dyad/stance"
)

// manifestFile marks a folder as a run of dyad.
const manifestFile = "manifest.json"

// Environment is what a run's figures do not depend on.
type Environment struct {
	Time      string   `json:"time"`
	Revision  string   `json:"revision,omitempty"` // commit that the program was built from
	OS        string   `json:"os"`
	Arch      string   `json:"arch"`
	Go        string   `json:"go"`
	Arguments []string `json:"arguments"`
	Workers   int      `json:"workers"`
	Places    Places   `json:"places"`
}

// Places are where the files of a run lay, as paths from the run folder with /,
// so that a run that is moved together with its inputs can be repeated.
type Places struct {
	Inputs    []string `json:"inputs"` // as named to dyad; - is standard input
	Study     string   `json:"study,omitempty"`
	Metadata  string   `json:"metadata,omitempty"`
	Gold      string   `json:"gold,omitempty"`
	Recording string   `json:"recording,omitempty"` // of the answers of models of others
	// Validation are the tables of dyad validate.
	Validation []string `json:"validation,omitempty"`
}

// Writing says which files a run has and how they are written.
type Writing struct {
	Formats []table.Format `json:"formats"`
	Guard   bool           `json:"guard"` // CSV with spreadsheet guard
	Excel   bool           `json:"excel"` // CSV with byte order mark
	Texts   bool           `json:"texts"`
	// Multiverse are the choices of the tables multiverse and
	// multiverse_summary, nil where the run has none.
	Multiverse *report.Choices `json:"multiverse,omitempty"`
}

// Manifest is manifest.json: what a reviewer needs to repeat the run.
type Manifest struct {
	Verified    Verified    `json:"verified"`
	Environment Environment `json:"environment"`
}

// Verified is the part of a manifest that a repeated run must reproduce.
type Verified struct {
	RunID         string           `json:"run_id"`
	Tool          string           `json:"tool"`
	Version       string           `json:"version"`
	SchemaVersion int              `json:"schema_version"`
	Seed          uint64           `json:"seed"`
	Writing       Writing          `json:"writing"`
	Reading       table.Reading    `json:"reading"`
	Names         table.Names      `json:"names"`
	Scorers       []table.Scorer   `json:"scorers"`
	Resources     []table.Resource `json:"resources"`
	StudyHash     string           `json:"study_hash"`
	Study         json.RawMessage  `json:"study"`
	Counts        Counts           `json:"counts"`
	LeftOut       []table.LeftOut  `json:"left_out"` // articles that mention no actor
	Inputs        []table.Input    `json:"inputs"`
	Problems      []table.Problem  `json:"problems"`
	Codings       []stance.Coding  `json:"codings,omitempty"` // how models of others were asked
	Outputs       []table.Output   `json:"outputs"`
}

// Counts are the sizes of a run.
type Counts struct {
	Found      int `json:"found"`
	Articles   int `json:"articles"`
	Portrayals int `json:"portrayals"`
	Excluded   int `json:"excluded"`
	Judgments  int `json:"judgments"`
	Relations  int `json:"relations"`
	Sources    int `json:"sources"`
	Problems   int `json:"problems"`
}

// ReadManifest reads the manifest of a run folder; a folder that holds no run is a
// *FolderError.
func ReadManifest(dir string) (Manifest, error) {
	var m Manifest
	b, err := os.ReadFile(filepath.Join(dir, manifestFile))
	if err != nil {
		return m, noRun(dir, err)
	}
	if err := json.Unmarshal(b, &m); err != nil {
		return m, &ManifestError{filepath.Join(dir, manifestFile), 1 + bytes.Count(b[:stoppedAt(err, b)], []byte("\n")), err}
	}
	return m, nil
}

// ManifestError is a manifest that cannot be read, with its line.
type ManifestError struct {
	File string
	Line int
	Err  error
}

// Error says where the manifest is damaged, as FILE:LINE, and how.
func (e *ManifestError) Error() string {
	return fmt.Sprintf("%s:%d: the manifest is damaged: %v", e.File, e.Line, e.Err)
}

// Unwrap gives what the reader of JSON said.
func (e *ManifestError) Unwrap() error { return e.Err }

// stoppedAt is where in a text the reader of JSON stopped.
func stoppedAt(err error, b []byte) int {
	var syntax *json.SyntaxError
	var typed *json.UnmarshalTypeError
	at := 0
	switch {
	case errors.As(err, &syntax):
		at = int(syntax.Offset)
	case errors.As(err, &typed):
		at = int(typed.Offset)
	}
	return min(max(at-1, 0), len(b)) // the byte itself may be a new line
}

// Faults says, a line each, where a manifest contradicts itself, as it does when
// somebody has written in it: its hash of the study, its seed, and the run_id,
// which is made of all that decides the figures.
func (m Manifest) Faults() []string {
	var out []string
	v := m.Verified
	for _, o := range v.Outputs {
		if !filepath.IsLocal(filepath.FromSlash(o.File)) {
			out = append(out, fmt.Sprintf("%s: names %q among the files of the run, which is outside of its folder", manifestFile, o.File))
		}
	}
	if study, err := table.Canonical(v.Study); err != nil {
		out = append(out, fmt.Sprintf("%s: verified.study cannot be read: %v", manifestFile, err))
	} else if hash := table.Hash(study); hash != v.StudyHash {
		out = append(out, fmt.Sprintf("%s: verified.study was changed after the run: its hash is %s, and study_hash says %s", manifestFile, table.ShortHash(hash), table.ShortHash(v.StudyHash)))
	}
	var study struct {
		Seed *uint64 `json:"seed"`
	}
	if err := json.Unmarshal(v.Study, &study); err == nil && study.Seed != nil && *study.Seed != v.Seed {
		out = append(out, fmt.Sprintf("%s: verified.seed was changed after the run: it is %d, and the study says %d", manifestFile, v.Seed, *study.Seed))
	}
	if v.SchemaVersion != table.SchemaVersion {
		return out // it may have been named in another way
	}
	if id, err := v.info().RunID(); len(out) == 0 && (err != nil || id != v.RunID) {
		out = append(out, fmt.Sprintf("%s: was changed after the run: what it says of version, scorers, inputs and reading belongs to run %s, and run_id says %s", manifestFile, id, v.RunID))
	}
	return out
}

// info is what the run was made from.
func (v Verified) info() table.Info {
	return table.Info{Tool: v.Tool, Version: v.Version, Study: v.Study, Seed: v.Seed,
		Scorers: table.Descriptions(v.Scorers), Names: v.Names, Resources: v.Resources, Reading: v.Reading,
		Intake: table.Intake{Inputs: v.Inputs, Found: v.Counts.Found, Problems: v.Problems, Codings: v.Codings, LeftOut: v.LeftOut}}
}

// SchemaError is a run whose tables have another schema than this version of dyad
// writes and reads.
type SchemaError struct {
	Dir     string
	Version string // of the dyad that wrote them
	Schema  int
}

// Error says which schema the run has, and what to do.
func (e *SchemaError) Error() string {
	return fmt.Sprintf("%s is a run of dyad %s with tables of schema %d, and this version of dyad reads schema %d: make the run anew with dyad run, or look at it with dyad %s",
		e.Dir, e.Version, e.Schema, table.SchemaVersion, e.Version)
}

// CheckSchema gives a *SchemaError where the run in dir has another schema.
func (m Manifest) CheckSchema(dir string) error {
	if v := m.Verified; v.SchemaVersion != table.SchemaVersion {
		return &SchemaError{dir, v.Version, v.SchemaVersion}
	}
	return nil
}

// encode writes a manifest for people to read; keys keep their order.
func (m Manifest) encode() ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(m)
	return b.Bytes(), err
}
