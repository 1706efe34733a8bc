package lexicon

import (
	"regexp"
	"strings"
)

var (
	vaderLine  = regexp.MustCompile(`^[^\t]+\t-?[0-9.]+\t[0-9.]+\t\[`)
	afinnLine  = regexp.MustCompile(`^[^\t]+\t[-+]?[0-5]$`)
	nrcLine    = regexp.MustCompile(`^[^\t]+\t([A-Za-z_]+\t-?[0-9.]+|-?[0-9.]+\t[A-Za-z_]+)$`)
	swnLine    = regexp.MustCompile(`^[nvars]\t[0-9]+\t[0-9.]+\t[0-9.]+\t`)
	cameoLine  = regexp.MustCompile(`^(--- ?\S.*\[.*\] ?---|[-&+~]|[A-Z_']+ +\[[^\]]*\]|[A-Z_]+$)`)
	ownLine    = regexp.MustCompile(`^# (name|version|licence|reference|doc): `)
	frameWords = regexp.MustCompile(`(?i)\b(power|agency|perspective|effect|value|state|sentiment)\b`)
)

// Sniff tells the format from a file's content; TSV where nothing else fits.
func Sniff(data []byte) Format {
	var first []string
	lines(strings.TrimPrefix(string(data), "\ufeff"), func(_ int, line string) {
		if len(first) < 60 {
			first = append(first, line)
		}
	})
	if len(first) == 0 {
		return TSV
	}
	if ownLine.MatchString(first[0]) {
		return Own
	}
	if strings.TrimSpace(first[0]) == "%" {
		return LIWC
	}
	body := first
	for len(body) > 1 && strings.HasPrefix(body[0], "#") { // comments before the data
		body = body[1:]
	}
	head := body[0]
	if cells := splitCells(head); len(cells) > 1 && isVerbHead(cells[0]) && frameWords.MatchString(head) {
		return Riveter
	}
	share := func(re *regexp.Regexp) float64 {
		n := 0
		for _, line := range body {
			if re.MatchString(line) {
				n++
			}
		}
		return float64(n) / float64(len(body))
	}
	for _, f := range []struct {
		re *regexp.Regexp
		f  Format
	}{{swnLine, SentiWordNet}, {vaderLine, VADER}, {afinnLine, AFINN}, {nrcLine, NRC}, {cameoLine, CAMEO}} {
		if share(f.re) > 0.5 {
			return f.f
		}
	}
	if !strings.Contains(head, "\t") && (strings.HasSuffix(strings.TrimSpace(head), ":") || strings.Contains(head, ": [")) {
		return Quanteda
	}
	return TSV
}

func isVerbHead(s string) bool {
	s = strings.ToLower(strings.TrimSpace(s))
	return s == "verb" || s == "lemma" || s == "predicate"
}

// splitCells splits a line at tabs, or at commas where it has no tab.
func splitCells(line string) []string {
	if strings.Contains(line, "\t") {
		return strings.Split(line, "\t")
	}
	return strings.Split(line, ",")
}
