package check

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
)

// thirdFaults are twenty more kinds, written down before the checks were run on any of them.
func thirdFaults() []fault {
	replaced := func(pairs ...string) func(p *piece) {
		r := strings.NewReplacer(pairs...)
		return func(p *piece) { p.body = r.Replace(p.body) }
	}
	word := regexp.MustCompile(`[\p{L}’]+`)
	stop := map[string]bool{}
	for _, w := range strings.Fields("the a an of and in on at to from with without by for before after while although because as that which who’s there he she it they we have has had been be was were is are but or nor not no into out over under up down then than so such this these those his her its their our your my seen since said") {
		stop[w] = true
	}
	return []fault{
		{"a notice about cookies over each text of a source", nil, func(_ *rand.Rand, all []piece) []int {
			return each(all, ofSource(3), 0, func(p *piece) {
				p.body = "We and our 742 partners store and access information on your device, such as cookies, to give you content that you may like. You can change your choices at any time.\n\n" + p.body
			})
		}},
		{"a box with what others read amid the texts of a source", nil, func(_ *rand.Rand, all []piece) []int {
			return each(all, ofSource(6), 0, func(p *piece) {
				parts := strings.Split(p.body, "\n\n")
				half := len(parts) / 2
				p.body = strings.Join(parts[:half], "\n\n") + "\n\nThe ten best beaches within an hour of the city, and how to get there without a car\n\nWhat the stars say about your week: love, money and a letter that you did not expect\n\n" + strings.Join(parts[half:], "\n\n")
			})
		}},
		{"what readers wrote under the texts", nil, func(r *rand.Rand, all []piece) []int {
			return each(all, every(6), 0, func(p *piece) {
				p.body += "\n\n3 Comments\n\nbluebird77 says:\nMarch 3, 2020 at 9:14 am\n" + sentence(r) + "\nReply\n\nOld Salt says:\nMarch 3, 2020 at 10:02 am\n" + sentence(r) + " lol\nReply\n\nanonymous says:\nMarch 4, 2020 at 7:45 pm\n" + sentence(r) + "\nReply"
			})
		}},
		{"texts of a source cut at the same length", nil, func(_ *rand.Rand, all []piece) []int {
			return each(all, ofSource(2), 0, func(p *piece) { p.body = firstLetters(p.body, 500) })
		}},
		{"the section behind the source", nil, func(_ *rand.Rand, all []piece) []int {
			n := 0
			return each(all, ofSource(1), 12, func(p *piece) { n++; p.source += []string{" - World", " - Business", " - Local news"}[n%3] })
		}},
		{"a source with a letter mistyped", nil, func(_ *rand.Rand, all []piece) []int {
			return each(all, ofSource(5), 6, func(p *piece) { p.source = "Northen Observer" })
		}},
		{"years of two figures filled up with noughts", nil, func(_ *rand.Rand, all []piece) []int {
			return each(all, every(9), 0, func(p *piece) { p.date = "00" + p.date[2:] })
		}},
		{"a list of a program for a text", nil, func(_ *rand.Rand, all []piece) []int {
			return each(all, every(10), 0, func(p *piece) { p.body = `["` + strings.ReplaceAll(p.body, "\n\n", `", "`) + `"]` })
		}},
		{"escapes that nobody took away", nil, func(_ *rand.Rand, all []piece) []int {
			return each(all, every(11), 0, replaced("\n", `\n`, "’", `\u2019`, "“", `\u201c`, "”", `\u201d`))
		}},
		{"small letters and no marks", nil, func(_ *rand.Rand, all []piece) []int {
			return each(all, every(8), 0, func(p *piece) { p.body = strings.ToLower(strings.Join(word.FindAllString(p.body, -1), " ")) })
		}},
		{"tokens parted by blanks", nil, func(_ *rand.Rand, all []piece) []int {
			return each(all, every(12), 0, replaced(". ", " . ", ".\n", " .\n", ",", " ,", "“", "`` ", "”", " ''", "’s", " 's"))
		}},
		{"common words left out", nil, func(_ *rand.Rand, all []piece) []int {
			return each(all, every(7), 0, func(p *piece) {
				var kept []string
				for _, w := range strings.Fields(p.body) {
					if !stop[strings.ToLower(strings.Trim(w, ".,“”"))] {
						kept = append(kept, w)
					}
				}
				p.body = strings.Join(kept, " ")
			})
		}},
		{"tables of numbers", nil, func(r *rand.Rand, all []piece) []int {
			return each(all, every(15), 0, func(p *piece) {
				var sb strings.Builder
				for range 60 {
					fmt.Fprintf(&sb, "%s %d.%02d %d.%02d %+d.%d%%\n", strings.ToUpper(drawn(r, names)[:4]), r.IntN(300), r.IntN(100), r.IntN(300), r.IntN(100), r.IntN(9)-4, r.IntN(10))
				}
				p.body = sb.String()
			})
		}},
		{"a list of headlines for a text", nil, func(r *rand.Rand, all []piece) []int {
			return each(all, every(14), 0, func(p *piece) {
				var lines []string
				for range 25 {
					s := fmt.Sprintf("%s %s %s", drawn(r, subjects), drawn(r, verbs), drawn(r, objects))
					lines = append(lines, strings.ToUpper(s[:1])+s[1:])
				}
				p.body = strings.Join(lines, "\n\n")
			})
		}},
		{"by-lines for titles", nil, func(r *rand.Rand, all []piece) []int {
			return each(all, every(10), 0, func(p *piece) { p.title = "By " + drawn(r, names) + ", Staff Writer" })
		}},
		{"titles cut with dots", nil, func(_ *rand.Rand, all []piece) []int {
			return each(all, every(5), 0, func(p *piece) { p.title = p.title[:24] + "..." })
		}},
		{"all of one file on one day, whatever the source", nil, func(_ *rand.Rand, all []piece) []int {
			return each(all, func(i int) bool { return i >= 120 }, 0, func(p *piece) { p.date = "2020-06-30" })
		}},
		{"letters of another script that look alike", nil, func(_ *rand.Rand, all []piece) []int {
			return each(all, every(9), 0, replaced("a", "а", "e", "е", "o", "о"))
		}},
		{"ligatures lost", nil, func(_ *rand.Rand, all []piece) []int {
			return each(all, every(9), 0, replaced("ffi", " ", "fi", " ", "fl", " ", "ff", " "))
		}},
		{"quotation marks lost in a source", nil, func(_ *rand.Rand, all []piece) []int {
			return each(all, ofSource(4), 0, replaced("“", "", "”", ""))
		}},
	}
}
