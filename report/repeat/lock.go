package repeat

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/seed-7a84ba5f/dyad/report/table"
)

// LockFile is the file of a run folder that holds the hashes of the lexicons,
// models and scorers that made it.
const LockFile = "dyad.lock.json"

// lock is a lockfile.
type lock struct {
	Version   int              `json:"lock_version"`
	Resources []table.Resource `json:"resources"`
}

const lockVersion = 1

// WriteLock writes a lockfile.
func WriteLock(w io.Writer, resources []table.Resource) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(lock{Version: lockVersion, Resources: append([]table.Resource{}, resources...)})
}

// ReadLock reads a lockfile.
func ReadLock(path string) ([]table.Resource, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var l lock
	if err := json.Unmarshal(b, &l); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if l.Version != lockVersion {
		return nil, fmt.Errorf("%s: lock_version is %d; this version of dyad reads %d", path, l.Version, lockVersion)
	}
	return l.Resources, nil
}

// LockDifferences says, a line each, in what resources differ from those that
// were locked.
func LockDifferences(locked, now []table.Resource) []string {
	find := func(list []table.Resource, r table.Resource) (table.Resource, bool) {
		i := slices.IndexFunc(list, func(o table.Resource) bool { return o.Kind == r.Kind && o.Name == r.Name })
		if i < 0 {
			return table.Resource{}, false
		}
		return list[i], true
	}
	var out []string
	for _, was := range locked {
		switch is, ok := find(now, was); {
		case !ok:
			out = append(out, fmt.Sprintf("%s %s: is not there any more", was.Kind, was.Name))
		case is.SHA256 != was.SHA256 && is.Version == was.Version:
			out = append(out, fmt.Sprintf("%s %s: its hash is %s, not %s", was.Kind, was.Name, table.ShortHash(is.SHA256), table.ShortHash(was.SHA256)))
		case is.SHA256 != was.SHA256 || is.Version != was.Version:
			out = append(out, fmt.Sprintf("%s %s: is version %s with hash %s, not version %s with hash %s",
				was.Kind, was.Name, is.Version, table.ShortHash(is.SHA256), was.Version, table.ShortHash(was.SHA256)))
		}
	}
	for _, is := range now {
		if _, ok := find(locked, is); !ok {
			out = append(out, fmt.Sprintf("%s %s: is new", is.Kind, is.Name))
		}
	}
	return out
}
