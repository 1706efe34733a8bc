package read

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/seed-7a84ba5f/dyad/internal/decode"
)

// ignoreFile is a file in any folder, with one pattern a line: what it matches
// below its folder is not read. Patterns are those of .gitignore.
const ignoreFile = ".dyadignore"

// ignoreRule is one pattern.
type ignoreRule struct {
	re         *regexp.Regexp
	keep       bool // "!pattern" takes back what one before left out
	onlyFolder bool
}

// ignoreRules are patterns in order: the last that matches decides.
type ignoreRules []ignoreRule

// readIgnoreFile reads the patterns of a file that need not be there.
func readIgnoreFile(name string) (ignoreRules, error) {
	b, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if text, ok := decode.UTF16(b); ok { // as some editors write it
		b = []byte(text)
	}
	return parseIgnore(strings.TrimPrefix(string(b), bomUTF8))
}

// parseIgnore reads patterns, one a line: * and ? within a name, ** over
// folders, [a-z], a leading ! to keep, a closing / for folders only. A pattern
// without a slash inside matches at any depth.
func parseIgnore(text string) (ignoreRules, error) {
	var rules ignoreRules
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		rule := ignoreRule{}
		line, rule.keep = strings.CutPrefix(line, "!")
		line, rule.onlyFolder = strings.CutSuffix(line, "/")
		anchored := strings.Contains(line, "/")
		re, err := globRegexp(strings.TrimPrefix(line, "/"), anchored)
		if err != nil {
			return nil, fmt.Errorf("ignore pattern %q: %w", line, err)
		}
		rule.re = re
		rules = append(rules, rule)
	}
	return rules, nil
}

// globRegexp makes a regular expression of a pattern, over the whole path.
func globRegexp(glob string, anchored bool) (*regexp.Regexp, error) {
	var sb strings.Builder
	sb.WriteString(`^`)
	if !anchored {
		sb.WriteString(`(?:.*/)?`)
	}
	for i := 0; i < len(glob); i++ {
		switch c := glob[i]; c {
		case '*':
			switch {
			case strings.HasPrefix(glob[i:], "**/"):
				sb.WriteString(`(?:.*/)?`)
				i += 2
			case strings.HasPrefix(glob[i:], "**"):
				sb.WriteString(`.*`)
				i++
			default:
				sb.WriteString(`[^/]*`)
			}
		case '?':
			sb.WriteString(`[^/]`)
		case '[':
			end := strings.IndexByte(glob[i+1:], ']')
			if end < 1 {
				return nil, path.ErrBadPattern
			}
			set := glob[i+1 : i+1+end]
			if set[0] == '!' {
				set = "^" + set[1:]
			}
			sb.WriteString("[" + strings.ReplaceAll(set, `\`, `\\`) + "]")
			i += end + 1
		default:
			sb.WriteString(regexp.QuoteMeta(glob[i : i+1]))
		}
	}
	return regexp.Compile(sb.String() + `$`)
}

// decide reports whether a pattern matches, and whether it leaves out the file
// or folder.
func (rules ignoreRules) decide(rel string, isFolder bool) (matched, out bool) {
	for i := len(rules) - 1; i >= 0; i-- {
		r := rules[i]
		if (isFolder || !r.onlyFolder) && r.re.MatchString(rel) {
			return true, !r.keep
		}
	}
	return false, false
}

// ignoring is what is left out of a folder: by the patterns given, which win,
// and by those that stand in it and in the folders below, of which the nearest
// wins. What is in a folder that was left out cannot be taken back.
type ignoring struct {
	given ignoreRules
	own   map[string]ignoreRules // by folder, "." for the root
}

// enter reads the patterns of a folder.
func (ig *ignoring) enter(name, rel string) error {
	rules, err := readIgnoreFile(filepath.Join(name, ignoreFile))
	if len(rules) > 0 {
		ig.own[rel] = rules
	}
	return err
}

// match reports whether the patterns leave out a file or folder.
func (ig *ignoring) match(rel string, isFolder bool) bool {
	if matched, out := ig.given.decide(rel, isFolder); matched {
		return out
	}
	for folder := path.Dir(rel); ; folder = path.Dir(folder) {
		if matched, out := ig.own[folder].decide(strings.TrimPrefix(rel, folder+"/"), isFolder); matched {
			return out
		}
		if folder == "." {
			return false
		}
	}
}
