package check

import (
	"cmp"
	"fmt"
	"hash/maphash"
	"maps"
	"math"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/seed-7a84ba5f/dyad/corpus"
)

// Kinds of faults that only the collection shows; the package comment says what
// each of them is.
const (
	OneDay      = "one_day"
	LowDays     = "days_up_to_12"
	OutlierDate = "dates_apart"
	ShortTexts  = "short_texts"
	LongTexts   = "long_texts"
	OneText     = "one_text"
	OneTitle    = "one_title"
	Repeated    = "repeated_paragraph"
	LikeSources = "sources_alike"
	Languages   = "language"
	FewDays     = "few_days"
	NoTitle     = "title_unknown"
	Exchanged   = "title_is_source"
	Doubled     = "said_twice"
	CutTitles   = "titles_cut"
	SameLength  = "same_length"
	NoQuotes    = "quotation_marks_lost"
)

const (
	shortWords    = 60
	shortShare    = 0.1
	shortLeast    = 5
	longTimes     = 10
	longWords     = 3000
	oneDayLeast   = 8
	lowDaysChance = 0.05 // for all sources together
	lowDaysMonths = 3
	titlesOfText  = 3
	textsOfTitle  = 8
	repeatedLeast = 5
	sourcePart    = 4  // one in so many of a source's articles
	paraWords     = 12 // of a paragraph that others may share
	paraCells     = 1 << 24
	lengthSlack   = 4   // letters by which texts cut at one length differ
	quotedShare   = 0.5 // of all articles that have quotation marks, where a source has none
	typoLetters   = 8   // of names of sources that may differ by a mistyped one
	otherLanguage = 3
	fewDays       = 3  // days on which all of a source are, where
	manyDays      = 60 // all articles reach over so many
	untitledShare = 0.05
	untitledLeast = 5
	nameWords     = 5 // of a title that may be a source's name
	doubledShare  = 0.25
)

// collection is what is held of all articles: of each its place, length and day
// in numbers and a hash of each thing that others may share; words only of what
// two articles did share.
type collection struct {
	seed      maphash.Seed
	sources   map[string]*outlet
	texts     sharing // by text: its titles
	titles    sharing // by source and title: its texts
	paras     rarely  // by source and paragraph
	perFile   []fileDay
	files     places
	lengths   []numberOf // words
	days      []numberOf // since 1970
	languages map[string]int
	foreign   string // an article in another language
	nForeign  int
	untitled  counted
	cutTitles counted
	mute      int // articles without a quotation mark
	doubled   counted
	names     map[uint64]counted // short titles, by hash
}

// counted is how many articles there are of a kind, and the first.
type counted struct {
	n     int32
	place placeOf
}

func (c *counted) add(at placeOf) {
	if c.n++; c.n == 1 {
		c.place = at
	}
}

type outlet struct {
	name  string
	n     int
	mute  int     // articles without a quotation mark
	cut   [2]pile // of bytes, of letters
	days  map[int32]int
	first placeOf
}

// pile counts the articles of a source that are as long as its longest.
type pile struct{ length, n int }

func (p *pile) add(length int) {
	switch {
	case length > p.length+lengthSlack:
		*p = pile{length, 1}
	case length >= p.length-lengthSlack:
		p.n++
	}
}

// fileDay is what the articles of a file have for a day.
type fileDay struct {
	day, n, line  int32
	source        *outlet // of the first
	days, sources bool    // there are several
}

// rarely counts what nearly always is of one article in a table that does not grow, which may
// count too many, and from the fifth on for itself.
type rarely struct {
	cells []uint8
	many  map[uint64]*shared
}

// note counts an article under a key; text is asked for where it is one of many.
func (r *rarely) note(key uint64, where placeOf, source string, text func() string) {
	if r.cells == nil {
		r.cells = make([]uint8, paraCells)
	}
	if m := r.many[key]; m != nil {
		m.n++
		return
	}
	a, b := &r.cells[key%paraCells], &r.cells[(key>>32)%paraCells]
	if n := min(*a, *b); n < repeatedLeast-1 {
		*a, *b = max(*a, n+1), max(*b, n+1)
		return
	}
	r.many[key] = &shared{place: where, source: source, text: text()}
}

// numberOf is a number of an article.
type numberOf struct {
	n     int32
	place placeOf
}

// sharing counts the articles under each key. Nearly all keys are of one article:
// they hold no pointer, and what they have in common is kept from the second on.
type sharing struct {
	by   map[uint64]seen
	many map[uint64]*shared
}

type seen struct {
	n, different int32  // articles; different others, as far as they follow each other
	last         uint32 // the other of the article before
}

// shared is what many articles have in common, as the second of them has it.
type shared struct {
	seen
	place        placeOf
	source, text string
}

// placeOf is where an article stands: the number of its file, and its line.
type placeOf struct{ file, line int32 }

// places numbers files. Articles of one file follow each other, as a rule.
type places struct {
	names  []string
	number map[string]int32
}

func (p *places) of(a *corpus.Article) placeOf {
	if n := len(p.names); n > 0 && p.names[n-1] == a.File {
		return placeOf{int32(n - 1), int32(a.Line)}
	}
	at, ok := p.number[a.File]
	if !ok {
		name := strings.Clone(a.File)
		at = int32(len(p.names))
		p.names, p.number[name] = append(p.names, name), at
	}
	return placeOf{at, int32(a.Line)}
}

func (p *places) name(at placeOf) string { return placeAt(p.names[at.file], int(at.line)) }

func newSharing() sharing { return sharing{map[uint64]seen{}, map[uint64]*shared{}} }

func newCollection() collection {
	return collection{seed: maphash.MakeSeed(), sources: map[string]*outlet{}, texts: newSharing(), titles: newSharing(), paras: rarely{many: map[uint64]*shared{}},
		files: places{number: map[string]int32{}}, languages: map[string]int{}, names: map[uint64]counted{}}
}

// add notes what of an article is compared with others.
func (c *collection) add(a *corpus.Article) {
	if a.Exclusion == corpus.ExcludedLanguage {
		if c.nForeign++; c.nForeign == 1 {
			c.foreign = place(a)
		}
		c.languages[strings.Clone(a.Language.Code)]++
		return
	}
	if a.Exclusion != "" {
		return
	}
	where := c.files.of(a)
	source := c.source(a, where)
	body := a.Body()
	c.lengths = append(c.lengths, numberOf{int32(corpus.CountWords(body)), where})
	source.cut[0].add(len(body))
	source.cut[1].add(utf8.RuneCountInString(body))
	if !slices.ContainsFunc([]string{`"`, "“", "«", "„", "‘"}, func(mark string) bool { return strings.Contains(body, mark) }) {
		source.mute++
		c.mute++
	}
	if a.Date.Known() && a.Date.Reliable {
		day := int32(a.Date.Time.Unix() / 86400)
		c.days = append(c.days, numberOf{day, where})
		source.days[day]++
		c.fileDay(where, day, source)
	}
	if strings.HasSuffix(a.Title.Value, "...") || strings.HasSuffix(a.Title.Value, "…") {
		c.cutTitles.add(where)
	}
	title, text := c.hash(a.Title.Value), c.hash(strings.Join(strings.Fields(body), " "))
	if words := strings.Fields(a.Title.Value); len(words) == 0 {
		c.untitled.add(where)
	} else if len(words) <= nameWords {
		key := c.hash(bare(a.Title.Value))
		named := c.names[key]
		named.add(where)
		c.names[key] = named
	}
	if saidTwice(a) > doubledShare {
		c.doubled.add(where)
	}
	if a.Title.Known() {
		c.texts.note(text, title, "", where, a.Title.Value)
		c.titles.note(c.hash(source.name+"\n"+a.Title.Value), text, source.name, where, a.Title.Value)
	}
	c.paragraphs(body, source.name, where)
}

// fileDay notes the day of an article of a file.
func (c *collection) fileDay(where placeOf, day int32, source *outlet) {
	for len(c.perFile) <= int(where.file) {
		c.perFile = append(c.perFile, fileDay{})
	}
	f := &c.perFile[where.file]
	if f.n++; f.n == 1 {
		f.day, f.source, f.line = day, source, where.line
	}
	f.days, f.sources = f.days || f.day != day, f.sources || f.source != source
}

// note counts an article under a key; other is what differs among its articles,
// and text what to call them by.
func (s *sharing) note(key, other uint64, source string, where placeOf, text string) {
	one := s.by[key]
	if one.n++; one.n == 1 || one.last != uint32(other) {
		one.different++
	}
	one.last = uint32(other)
	s.by[key] = one
	if one.n == 2 {
		s.many[key] = &shared{place: where, source: source, text: strings.Clone(text)}
	}
}

// inOrder gives what more than one article shares, most first.
func (s *sharing) inOrder() []*shared {
	out := make([]*shared, 0, len(s.many))
	for key, m := range s.many {
		m.seen = s.by[key]
		out = append(out, m)
	}
	slices.SortFunc(out, byPlace)
	return out
}

// byPlace sorts what is shared by most first.
func byPlace(a, b *shared) int {
	return cmp.Or(cmp.Compare(b.n, a.n), cmp.Compare(a.place.file, b.place.file), cmp.Compare(a.place.line, b.place.line), strings.Compare(a.text, b.text))
}

func (c *collection) hash(s string) uint64 { return maphash.String(c.seed, s) }

func (c *collection) source(a *corpus.Article, where placeOf) *outlet {
	s := c.sources[a.Source.Value]
	if s == nil {
		name := strings.Clone(a.Source.Value)
		s = &outlet{name: name, days: map[int32]int{}, first: where}
		c.sources[name] = s
	}
	s.n++
	return s
}

// saidTwice is the share of a body that it says again.
func saidTwice(a *corpus.Article) float64 {
	n := 0
	for _, r := range a.Regions {
		if r.Kind == corpus.Repetition {
			n += r.End - r.Start
		}
	}
	return float64(n) / float64(max(len(a.Body()), 1))
}

// paragraphs notes the paragraphs of an article.
func (c *collection) paragraphs(body, source string, where placeOf) {
	var h maphash.Hash
	h.SetSeed(c.seed)
	for p := range strings.SplitSeq(body, "\n") {
		if p = strings.TrimSpace(p); len(p) < 2*paraWords || strings.Count(p, " ") < paraWords-1 {
			continue
		}
		h.Reset()
		_, _ = h.WriteString(source)
		_ = h.WriteByte('\n')
		_, _ = h.WriteString(p)
		c.paras.note(h.Sum64(), where, source, func() string { return strings.ToValidUTF8(p[:min(len(p), 80)], "") })
	}
}

// findings tells what the whole shows.
func (c *collection) findings(add func(reason string, n int, what func() string)) {
	tell := func(reason string, n int, format string, args ...any) {
		add(reason, n, func() string { return fmt.Sprintf(format, args...) })
	}
	c.ofSources(tell)
	c.ofFiles(tell)
	c.ofLengths(tell)
	c.ofDays(tell)
	c.ofTexts(tell)
	c.alike(tell)
	c.ofTitles(tell)
	if c.nForeign >= otherLanguage {
		codes := slices.SortedFunc(maps.Keys(c.languages), func(a, b string) int {
			if c.languages[a] != c.languages[b] {
				return c.languages[b] - c.languages[a]
			}
			return strings.Compare(a, b)
		})
		tell(Languages, c.nForeign, "%s: the language is not one of the study's; those left out are %s", c.foreign, strings.Join(codes, ", "))
	}
}

// dateOf gives the day of a number of days since 1970.
func dateOf(day int32) (y int, m time.Month, d int) {
	return time.Unix(int64(day)*86400, 0).UTC().Date()
}

type teller func(reason string, n int, format string, args ...any)

// ofSources looks at the days of each source.
func (c *collection) ofSources(tell teller) {
	every := map[int32]bool{}
	tested := 0
	for _, s := range c.sources {
		for d := range s.days {
			every[d] = true
		}
		if len(s.days) > 1 {
			tested++
		}
	}
	for _, name := range slices.Sorted(maps.Keys(c.sources)) {
		s := c.sources[name]
		dated, low, months := 0, true, map[int32]bool{}
		first, last := int32(math.MaxInt32), int32(math.MinInt32)
		for d, n := range s.days {
			dated += n
			first, last = min(first, d), max(last, d)
			y, m, day := dateOf(d)
			low = low && day <= 12
			months[int32(y)*12+int32(m)] = true
		}
		if len(s.days) == 1 && dated >= oneDayLeast && len(every) > 1 {
			tell(OneDay, dated, "%s: all %d dated articles of %q are of one day, which is often that of the download", c.files.name(s.first), dated, name)
		}
		if len(s.days) > 1 && last-first < fewDays && dated >= oneDayLeast && len(every) >= manyDays {
			tell(FewDays, dated, "%s: all %d dated articles of %q are within %d days, those of all sources on %d; they may be days of the download", c.files.name(s.first), dated, name, last-first+1, len(every))
		}
		c.ofTextsOf(s, tell)
		if low && len(months) >= lowDaysMonths && math.Pow(12/30.4, float64(len(s.days)))*float64(tested) < lowDaysChance {
			tell(LowDays, s.n, "%s: no date of %q is after the 12th of a month, on %d days: day and month may be exchanged", c.files.name(s.first), name, len(s.days))
		}
	}
}

// ofTextsOf looks at how the texts of a source are long and quote, beside those of others.
func (c *collection) ofTextsOf(s *outlet, tell teller) {
	if p := max(s.cut[0].n, s.cut[1].n); p >= repeatedLeast && p*sourcePart >= s.n {
		tell(SameLength, p, "%s: %d texts of %q are as long as its longest, to a letter", c.files.name(s.first), p, s.name)
	}
	others := len(c.lengths) - s.n
	if s.n >= oneDayLeast && s.mute == s.n && float64(others-(c.mute-s.mute)) > quotedShare*float64(others) {
		tell(NoQuotes, s.n, "%s: no article of %q has a quotation mark, and most of the others have", c.files.name(s.first), s.name)
	}
}

// ofFiles looks for files whose articles are all of one day, whatever their source, where
// others are not.
func (c *collection) ofFiles(tell teller) {
	many, one, at := 0, 0, 0
	for i, f := range c.perFile {
		if f.n >= oneDayLeast {
			many++
			if f.sources && !f.days {
				one, at = one+1, i
			}
		}
	}
	if f := c.perFile; one > 0 && (many == 1 || 2*one <= many) && slices.ContainsFunc(c.days, func(d numberOf) bool { return d.n != f[at].day }) {
		tell(OneDay, int(f[at].n), "%s: all %d dated articles of this file are of one day, whatever their source", placeAt(c.files.names[at], int(f[at].line)), f[at].n)
	}
}

// ofLengths looks for texts that are too short or too long.
func (c *collection) ofLengths(tell teller) {
	if len(c.lengths) == 0 {
		return
	}
	short, long := 0, 0
	var shortAt, longAt numberOf
	sorted := make([]int32, 0, len(c.lengths))
	for _, l := range c.lengths {
		sorted = append(sorted, l.n)
	}
	slices.Sort(sorted)
	median := sorted[len(sorted)/2]
	for _, l := range c.lengths {
		if l.n < shortWords {
			if short++; short == 1 {
				shortAt = l
			}
		}
		if l.n > longWords && l.n > longTimes*median {
			if long++; long == 1 {
				longAt = l
			}
		}
	}
	if short >= shortLeast && float64(short) >= shortShare*float64(len(c.lengths)) {
		tell(ShortTexts, short, "%s: %d words; the texts may be teasers", c.files.name(shortAt.place), shortAt.n)
	}
	if long > 0 {
		tell(LongTexts, long, "%s: %d words, where half of the articles have at most %d; it may hold many articles", c.files.name(longAt.place), longAt.n, median)
	}
}

// ofDays looks for dates that lie far from the others.
func (c *collection) ofDays(tell teller) {
	if len(c.days) < 20 {
		return
	}
	sorted := make([]int32, 0, len(c.days))
	for _, d := range c.days {
		sorted = append(sorted, d.n)
	}
	slices.Sort(sorted)
	q1, q3 := sorted[len(sorted)/4], sorted[3*len(sorted)/4]
	reach := 3*(q3-q1) + 365
	n := 0
	var at numberOf
	for _, d := range c.days {
		if d.n < q1-reach || d.n > q3+reach {
			if n++; n == 1 {
				at = d
			}
		}
	}
	if n > 0 && n*10 <= len(c.days) {
		y, m, day := dateOf(at.n)
		tell(OutlierDate, n, "%s: %04d-%02d-%02d, far from the other dates", c.files.name(at.place), y, m, day)
	}
}

// ofTitles looks for titles that are missing or are names of sources, and for texts that
// say things twice.
func (c *collection) ofTitles(tell teller) {
	if n := int(c.untitled.n); n >= untitledLeast && float64(n) >= untitledShare*float64(len(c.lengths)) && n < len(c.lengths) {
		tell(NoTitle, n, "%s: has no title, as others have", c.files.name(c.untitled.place))
	}
	if n := int(c.cutTitles.n); n >= untitledLeast && float64(n) >= untitledShare*float64(len(c.lengths)) {
		tell(CutTitles, n, "%s: its title ends with dots", c.files.name(c.cutTitles.place))
	}
	var as counted
	for _, name := range slices.Sorted(maps.Keys(c.sources)) {
		if titles := c.names[c.hash(bare(name))]; titles.n > 0 && name != "" {
			if as.n == 0 {
				as.place = titles.place
			}
			as.n += titles.n
		}
	}
	if as.n > 0 {
		tell(Exchanged, int(as.n), "%s: its title is the name of a source", c.files.name(as.place))
	}
	if c.doubled.n > 0 {
		tell(Doubled, int(c.doubled.n), "%s: a quarter of its text or more is said twice", c.files.name(c.doubled.place))
	}
}

// ofTexts looks for texts, titles and paragraphs that stand in many articles.
func (c *collection) ofTexts(tell teller) {
	for _, s := range c.texts.inOrder() {
		if s.different >= titlesOfText {
			tell(OneText, int(s.n), "%s: the text of %q stands under %d other titles", c.files.name(s.place), s.text, s.different-1)
		}
	}
	for _, s := range c.titles.inOrder() {
		if s.different >= textsOfTitle && int(s.n)*sourcePart >= c.sources[s.source].n {
			tell(OneTitle, int(s.n), "%s: %q is the title of %d different texts of %q", c.files.name(s.place), s.text, s.different, s.source)
		}
	}
	repeated, told := slices.SortedFunc(maps.Values(c.paras.many), byPlace), map[string]bool{}
	for _, s := range repeated { // of a source the most frequent
		if s.n += repeatedLeast; int(s.n)*sourcePart >= c.sources[s.source].n && s.n > repeatedLeast && !told[s.source] {
			told[s.source] = true
			tell(Repeated, int(s.n), "%s: %q stands in %d articles of %q", c.files.name(s.place), s.text, s.n, s.source)
		}
	}
}

// alike looks for names of sources that differ in what a hand or a program
// changes.
func (c *collection) alike(tell teller) {
	groups := map[string][]*outlet{}
	for _, name := range slices.Sorted(maps.Keys(c.sources)) {
		if key := bare(name); key != "" {
			groups[key] = append(groups[key], c.sources[name])
		}
	}
	c.sections(groups)
	mistyped(groups)
	for _, key := range slices.Sorted(maps.Keys(groups)) {
		g := groups[key]
		if len(g) < 2 {
			continue
		}
		most := slices.MaxFunc(g, func(a, b *outlet) int { return a.n - b.n })
		for _, s := range g {
			if s != most {
				tell(LikeSources, s.n, "%s: %q stands beside %q", c.files.name(s.first), s.name, most.name)
			}
		}
	}
}

// sections puts a name with a section behind it to that of the outlet alone. Opinion is a
// source of its own.
func (c *collection) sections(groups map[string][]*outlet) {
	for _, name := range slices.Sorted(maps.Keys(c.sources)) {
		m := sourceSection().FindStringSubmatch(name)
		if m == nil || opinionDesk().MatchString(m[2]) {
			continue
		}
		if key := bare(m[1]); len(groups[key]) > 0 && key != bare(name) {
			groups[key] = append(groups[key], c.sources[name])
		}
	}
}

// mistyped joins groups of names that differ by one letter, where one has at most half as many
// articles. Names that differ by a figure are of sisters.
func mistyped(groups map[string][]*outlet) {
	count := func(key string) (n int) {
		for _, s := range groups[key] {
			n += s.n
		}
		return n
	}
	near := map[string]string{} // a name without one of its letters -> the name
	for _, key := range slices.SortedFunc(maps.Keys(groups), func(a, b string) int { return cmp.Or(count(b)-count(a), strings.Compare(a, b)) }) {
		if len(key) < typoLetters {
			continue
		}
		to := near[key]
		for i := range key {
			_, size := utf8.DecodeRuneInString(key[i:])
			less := key[:i] + key[i+size:]
			if other := near[less]; to == "" && other != "" {
				to = other
			}
			if _, whole := groups[less]; to == "" && whole {
				to = less
			}
		}
		if to != "" && 2*count(key) <= count(to) && strings.Trim(key, "0123456789") == key && strings.IndexFunc(key+to, unicode.IsDigit) < 0 {
			groups[to] = append(groups[to], groups[key]...)
			delete(groups, key)
			continue
		}
		near[key] = key
		for i := range key {
			_, size := utf8.DecodeRuneInString(key[i:])
			if less := key[:i] + key[i+size:]; near[less] == "" {
				near[less] = key
			}
		}
	}
}

// bare brings a name to its letters: no case, accents, marks, article or domain.
func bare(name string) string {
	name = strings.TrimPrefix(strings.ToLower(strings.TrimSpace(name)), "www.")
	name = strings.TrimSuffix(strings.TrimPrefix(name, "the "), ", the")
	if host, _, isHost := strings.Cut(name, "."); isHost && !strings.Contains(name, " ") && corpus.HostOf(name) != "" {
		name = host
	}
	var sb strings.Builder
	for _, r := range norm.NFD.String(name) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			sb.WriteRune(r)
		}
	}
	return sb.String()
}
