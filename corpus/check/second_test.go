package check

import (
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
)

// secondFaults are twenty kinds beside those of faults, chosen without regard to what
// the checks look for.
func secondFaults() []fault {
	squeezed := func(body string) string { return strings.ReplaceAll(body, " ", "") }
	return []fault{
		{"the title for a text", nil, func(_ *rand.Rand, all []piece) []int {
			return each(all, every(9), 0, func(p *piece) { p.body = p.title })
		}},
		{"a century too early", nil, func(_ *rand.Rand, all []piece) []int {
			return each(all, every(29), 0, func(p *piece) { p.date = "19" + strings.Replace(p.date[2:], "-02-29", "-02-28", 1) })
		}},
		{"all of a source on two days", nil, func(_ *rand.Rand, all []piece) []int {
			n := 0
			return each(all, ofSource(2), 0, func(p *piece) { n++; p.date = fmt.Sprintf("2020-11-%d", 29+n%2) })
		}},
		{"the author for a source", nil, func(_ *rand.Rand, all []piece) []int {
			n := 0
			return each(all, ofSource(5), 0, func(p *piece) { n++; p.source = names[n%len(names)] })
		}},
		{"a source by its host, for half of its articles", nil, func(_ *rand.Rand, all []piece) []int {
			return each(all, ofSource(1), 10, func(p *piece) { p.source = "coastpost.com" })
		}},
		{"articles twice under other names", nil, func(_ *rand.Rand, all []piece) []int {
			var copied []int
			for i := 0; i+1 < len(all); i += 5 {
				if all[i].text == all[i+1].text {
					all[i+1].title, all[i+1].source, all[i+1].date, all[i+1].body = all[i].title, all[i].source, all[i].date, all[i].body
					copied = append(copied, i+1)
				}
			}
			return copied
		}},
		{"a source in capitals", nil, func(_ *rand.Rand, all []piece) []int {
			return each(all, ofSource(6), 0, func(p *piece) { p.body = strings.ToUpper(p.body) })
		}},
		{"blanks lost", nil, func(_ *rand.Rand, all []piece) []int {
			return each(all, every(15), 0, func(p *piece) { p.body = squeezed(p.body) })
		}},
		{"entities escaped twice", nil, func(_ *rand.Rand, all []piece) []int {
			return each(all, every(10), 0, func(p *piece) {
				p.body = strings.NewReplacer("“", "&amp;ldquo;", "”", "&amp;rdquo;", "’", "&amp;rsquo;").Replace(p.body)
			})
		}},
		{"letters that a scanner misread", nil, func(r *rand.Rand, all []piece) []int {
			return each(all, every(14), 0, func(p *piece) {
				b := []rune(p.body)
				for i, c := range b {
					if c >= 'a' && c <= 'z' && r.IntN(8) == 0 {
						b[i] = []rune("1l|!¢0€§")[r.IntN(8)]
					}
				}
				p.body = string(b)
			})
		}},
		{"nan for a text", nil, func(_ *rand.Rand, all []piece) []int {
			return each(all, every(17), 0, func(p *piece) { p.body = "nan" })
		}},
		{"what stands while a page loads", nil, func(_ *rand.Rand, all []piece) []int {
			return each(all, every(23), 0, func(p *piece) { p.body = "Loading..." })
		}},
		{"a script in the text", nil, func(_ *rand.Rand, all []piece) []int {
			return each(all, every(12), 0, func(p *piece) {
				p.body += "\n\nwindow._taboola = window._taboola || []; _taboola.push({mode: 'thumbs-1r', container: 'taboola-below', placement: 'Below Article'}); (function() { var s = document.createElement('script'); s.async = true; })();"
			})
		}},
		{"each paragraph twice", nil, func(_ *rand.Rand, all []piece) []int {
			return each(all, every(8), 0, func(p *piece) {
				var twice []string
				for part := range strings.SplitSeq(p.body, "\n\n") {
					twice = append(twice, part, part)
				}
				p.body = strings.Join(twice, "\n\n")
			})
		}},
		{"no title", nil, func(_ *rand.Rand, all []piece) []int {
			return each(all, every(6), 0, func(p *piece) { p.title = "" })
		}},
		{"no source", nil, func(_ *rand.Rand, all []piece) []int {
			return each(all, every(6), 0, func(p *piece) { p.source = "" })
		}},
		{"the first of the month for every day", nil, func(_ *rand.Rand, all []piece) []int {
			return each(all, ofSource(4), 0, func(p *piece) { p.date = p.date[:8] + "01" })
		}},
		{"title and source exchanged", nil, func(_ *rand.Rand, all []piece) []int {
			return each(all, every(13), 0, func(p *piece) { p.title, p.source = p.source, p.title })
		}},
		{"question marks for what is no ASCII", nil, func(_ *rand.Rand, all []piece) []int {
			return each(all, every(11), 0, func(p *piece) { p.body = strings.NewReplacer("’", "?", "“", "?", "”", "?").Replace(p.body) })
		}},
		{"base64 for a text", nil, func(_ *rand.Rand, all []piece) []int {
			return each(all, every(21), 0, func(p *piece) { p.body = base64.StdEncoding.EncodeToString([]byte(p.body)) })
		}},
	}
}

// Of each twenty more kinds at least sixteen raise a finding that a sound folder does not,
// with one of the spoiled articles for an example. DYAD_SEEDED=1 tries all, else one of each.
func TestMoreFaults(t *testing.T) {
	dir, _ := write(t, clean(rand.New(rand.NewPCG(1, 1))))
	var known []string
	for _, f := range findingsOf(t, dir) {
		known = append(known, f.Reason)
	}
	for name, faults := range map[string][]fault{"second": secondFaults(), "third": thirdFaults()} {
		found, tried := 0, 0
		for i, c := range faults {
			if i != 6 && os.Getenv("DYAD_SEEDED") == "" {
				continue
			}
			tried++
			all := clean(rand.New(rand.NewPCG(1, 1)))
			spoiled := c.spoil(rand.New(rand.NewPCG(1, 2)), all)
			dir, names := write(t, all)
			told := ""
			for _, f := range findingsOf(t, dir) {
				if !slices.Contains(known, f.Reason) && slices.ContainsFunc(spoiled, func(i int) bool { return strings.Contains(f.Example, names[i]) }) {
					told += fmt.Sprintf(" %s (%d of %d)", f.Reason, f.Articles, len(spoiled))
				}
			}
			t.Logf("%s:%s", c.name, told)
			if told != "" {
				found++
			}
		}
		t.Logf("%s: %d of %d found; in the sound folder %v", name, found, tried, known)
		if 5*found < 4*tried {
			t.Errorf("%s: only %d of %d are found", name, found, tried)
		}
	}
}
