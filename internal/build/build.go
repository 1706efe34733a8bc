// Package build says how the program was built.
package build

import (
	"runtime"
	"runtime/debug"
)

// Build is how a program was built.
type Build struct {
	Version  string            `json:"version"`
	Commit   string            `json:"commit,omitempty"`
	Time     string            `json:"commit_time,omitempty"`
	Go       string            `json:"go"`
	Platform string            `json:"platform"`
	Schema   int               `json:"schema_version"` // of the tables
	Study    int               `json:"study_version"`  // of the study file
	Modules  map[string]string `json:"modules"`
}

// Of is how this program, of the given version, was built.
func Of(version string) Build {
	b := Build{Version: version, Commit: Revision(), Go: runtime.Version(), Platform: runtime.GOOS + "/" + runtime.GOARCH, Modules: map[string]string{}}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, m := range info.Deps {
			b.Modules[m.Path] = m.Version
		}
		for _, s := range info.Settings {
			if s.Key == "vcs.time" {
				b.Time = s.Value
			}
		}
	}
	return b
}

// Revision is the commit that the program was built from, where it is known.
func Revision() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	var commit, changed string
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			commit = s.Value[:min(12, len(s.Value))]
		case s.Key == "vcs.modified" && s.Value == "true":
			changed = ", changed"
		}
	}
	if commit == "" {
		return ""
	}
	return commit + changed
}
