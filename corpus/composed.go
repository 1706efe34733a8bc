package corpus

import (
	"strings"

	"github.com/seed-7a84ba5f/dyad/internal/words"
)

// From how many turns or posts a text is taken for a transcript or live blog.
const (
	minTurns    = 6
	minSpeakers = 2
	minPosts    = 5
)

var (
	turnLine = words.Lazily(`^[\p{Lu}][\p{Lu}.'’ -]{1,30}(?:, [\p{Lu} .-]{2,40})?:\s+\S`)
	postLine = words.Lazily(`^\d{1,2}[:.h]\d{2}(?:\s?[ap]\.?m\.?)?(?:\s\p{Lu}{2,4})?(?:\s[-–—|].{0,60})?$`)
)

// tellComposed tells of a text that is put together of many: the turns of a
// transcript, the posts of a live blog. They are not parted, for an export seldom
// says where one ends; what is measured of them is of all together.
func (r *Record) tellComposed() {
	turns, posts := 0, 0
	speakers := map[string]bool{}
	for line := range strings.Lines(r.Body) {
		if line = strings.TrimSpace(line); len(line) < 4 {
			continue
		}
		if c := line[0]; c >= '0' && c <= '9' {
			if len(line) < 80 && postLine().MatchString(strings.ReplaceAll(line, ".m.", "m")) {
				posts++
			}
			continue
		}
		if i := strings.IndexByte(line, ':'); i > 1 && i < 80 && turnLine().MatchString(line) {
			turns++
			name, _, _ := strings.Cut(line[:i], ",")
			speakers[name[strings.LastIndexByte(name, ' ')+1:]] = true
		}
	}
	if turns >= minTurns && len(speakers) >= minSpeakers {
		r.Warn("is a transcript: %d turns of %d speakers stand in one text; whose words they are is read from the names before them only where these are attributions", turns, len(speakers))
	}
	if posts >= minPosts {
		r.Warn("is a live blog: %d posts stand in one text under one date; part it at their times where each should count", posts)
	}
}
