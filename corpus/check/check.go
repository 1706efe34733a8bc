package check

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/corpus"
)

// Finding is one kind of fault with all its cases.
type Finding struct {
	Reason   string
	Articles int    // articles it is about, or places where no article was made
	Noun     string // what is counted: "article" or "place"
	Lost     int    // records that are not among the articles
	Example  string // one of them, with its place
	Mend     string // the step that mends it
}

// Kinds of faults that one article shows, beside the reasons of package corpus.
const (
	Undated     = "undated"
	Unreliable  = "date_unreliable"
	FutureDate  = "date_in_future"
	DefaultDate = "date_default"
	Ambiguous   = "date_ambiguous"
	NoSource    = "source_unknown"
	Dates       = "date_conflict"
	Sources     = "source_conflict"
	Empty       = "no_words"
	CutText     = corpus.ExcludedCut
	NoArticle   = corpus.ExcludedNoArticle
	Damaged     = "damaged_letters"
	Markup      = "markup_in_text"
	BrokenWords = "broken_words"
	Capitals    = "all_capitals"
	NoBlanks    = "blanks_lost"
	TextInTitle = "text_in_title"
	BylineTitle = "title_is_byline"
	NoCapitals  = "no_capitals"
	Tokens      = "tokens_apart"
	WordsLost   = "words_lost"
	NoProse     = "no_prose"
	Comments    = "comments_in_text"
	Warned      = "look_again"
)

// Finder gathers what is wrong with a collection.
type Finder struct {
	by  map[string]*Finding
	all collection
}

// New begins with the problems of reading.
func New(problems []*corpus.Problem) *Finder {
	f := &Finder{by: map[string]*Finding{}, all: newCollection()}
	for _, p := range problems {
		f.add(p.Reason, 1, p.Error)
		f.by[p.Reason].Noun = "place"
		if p.Lost {
			f.by[p.Reason].Lost++
		}
	}
	return f
}

// add counts cases; the first of a kind is the example.
func (f *Finder) add(reason string, n int, what func() string) {
	found := f.by[reason]
	if found == nil {
		found = &Finding{Reason: reason, Noun: "article", Example: what(), Mend: mend(reason)}
		f.by[reason] = found
	}
	found.Articles += n
}

// Add looks at an article. Articles are added in order of their IDs.
func (f *Finder) Add(a *corpus.Article) {
	for _, found := range articleFindings(a) {
		f.add(found[0], 1, func() string { return found[1] })
	}
	f.all.add(a)
}

// Findings returns what was found: what lost records first, then a sheet that
// lies there unused, since it may mend the rest, then what is most frequent.
func (f *Finder) Findings() []Finding {
	f.all.findings(f.add)
	rank := func(f Finding) int {
		if f.Reason == corpus.ReasonSheetNotUsed {
			return 0
		}
		return 1
	}
	out := make([]Finding, 0, len(f.by))
	for _, found := range f.by {
		out = append(out, *found)
	}
	slices.SortFunc(out, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(b.Lost, a.Lost), cmp.Compare(rank(a), rank(b)), cmp.Compare(b.Articles, a.Articles), strings.Compare(a.Reason, b.Reason))
	})
	return out
}

// longTitle is more words than a title has.
const longTitle = 40

// place names where an article stands.
func place(a *corpus.Article) string { return placeAt(a.File, a.Line) }

func placeAt(file string, line int) string {
	if line > 0 {
		return fmt.Sprintf("%s:%d", file, line)
	}
	return file
}

// articleFindings gives the problems of an article, each with an example.
func articleFindings(a *corpus.Article) [][2]string {
	where := place(a) + ": "
	warned := strings.Join(a.Warnings, "; ")
	switch a.Exclusion {
	case corpus.ExcludedLanguage:
		return nil // what the study asks for; the collection says how many
	case corpus.ExcludedEmpty:
		return [][2]string{{Empty, where + "holds no words that could be scored"}}
	case corpus.ExcludedCut, corpus.ExcludedNoArticle:
		return [][2]string{{a.Exclusion, where + warned}}
	}
	out := dateFindings(a, where, warned)
	if !a.Source.Known() {
		out = append(out, [2]string{NoSource, where + "no outlet is found"})
	}
	for _, c := range [][2]string{{Dates, "conflicting dates"}, {Sources, "conflicting sources"}} {
		if w := warningAbout(a, c[1]); w != c[1] {
			out = append(out, [2]string{c[0], where + w})
		}
	}
	if reason, shown := damage(a.Body()); reason != "" {
		out = append(out, [2]string{reason, where + fmt.Sprintf("%q", shown)})
	} else if a.Language.Code == "en" && corpus.CommonShare(a.Body()[:min(len(a.Body()), misreadSample)]) < commonLeast && corpus.CountWords(a.Body()) >= shapeLeast {
		out = append(out, [2]string{WordsLost, where + "of a hundred words hardly six are the commonest ones of English"})
	}
	if title := a.Title.Value; bylineTitle().MatchString(title) {
		out = append(out, [2]string{BylineTitle, where + fmt.Sprintf("%q", title)})
	} else if n := corpus.CountWords(title); n > longTitle && n > corpus.CountWords(a.Body()) {
		out = append(out, [2]string{TextInTitle, where + fmt.Sprintf("its title has %d words, and its text fewer", n)})
	}
	if len(out) == 0 && warned != "" {
		out = append(out, [2]string{Warned, where + warned})
	}
	return out
}

// dateFindings says what is wrong with the date of an article.
func dateFindings(a *corpus.Article, where, warned string) [][2]string {
	switch {
	case a.Date.Method == corpus.ByAmbiguous:
		return [][2]string{{Ambiguous, where + warningAbout(a, string(corpus.ByAmbiguous))}}
	case !a.Date.Known():
		return [][2]string{{Undated, where + cmp.Or(warned, "no date is found")}}
	case a.Date.Reliable:
		return nil
	case strings.Contains(warned, corpus.DoubtFuture):
		return [][2]string{{FutureDate, where + warned}}
	case strings.Contains(warned, corpus.DoubtDefault):
		return [][2]string{{DefaultDate, where + warned}}
	}
	return [][2]string{{Unreliable, where + cmp.Or(warned, "the date "+a.Date.ISO()+" is a guess")}}
}

// warningAbout gives the first warning of an article that begins so.
func warningAbout(a *corpus.Article, what string) string {
	for _, w := range a.Warnings {
		if strings.HasPrefix(w, what) {
			return w
		}
	}
	return what
}
