package validate

import (
	"slices"
	"strings"
	"unicode"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
	"github.com/seed-7a84ba5f/dyad/lexicon"
)

// entityNames knows what else somebody with a given full name is called.
type entityNames map[string][]string // lower-case name -> aliases

func loadEntityNames() (entityNames, error) {
	list, err := lexicon.Builtin("bodies")
	if err != nil {
		return nil, err
	}
	bodies, err := lexicon.BodyNames(list)
	if err != nil {
		return nil, err
	}
	names := entityNames{}
	for _, b := range bodies {
		names[b.Name] = append(names[b.Name], b.Alias)
	}
	return names, nil
}

// actors makes actors of the names of the entities of one article; the name
// is the id. An alias that two of them could
// have belongs to the one that has it by its full name, else to the one with
// the longer list of other words: to neither where that does not decide.
func (n entityNames) actors(names []string, text string) []annotate.Actor {
	taken := map[string]int{} // alias -> how many have it
	aliases := make([][]string, len(names))
	for i, name := range names {
		aliases[i] = n.aliases(proper(name, text))
		for _, a := range aliases[i] {
			taken[strings.ToLower(a)]++
		}
	}
	for _, name := range names {
		taken[strings.ToLower(name)] = 100
	}
	var out []annotate.Actor
	for i, id := range names {
		name := proper(id, text)
		kind := annotate.Organization
		if isPersonName(name) {
			kind = annotate.Person
		}
		a := newEntity(id, name, kind, text)
		for _, alias := range aliases[i] {
			if k := taken[strings.ToLower(alias)]; k == 1 || k < 100 && !slices.ContainsFunc(names[:i], func(other string) bool { return slices.Contains(n.aliases(other), alias) }) {
				a.Aliases = append(a.Aliases, annotate.Term{Text: alias})
			}
		}
		out = append(out, a)
	}
	return out
}

// newEntity makes an actor that is known by its name alone, and a person also
// by the titles that the text gives him.
func newEntity(id, name string, kind annotate.Kind, text string) annotate.Actor {
	a := annotate.Actor{ID: id, Name: name, Kind: kind, Plural: kind != annotate.Person, MemberNouns: true, Aliases: []annotate.Term{{Text: name}}}
	if kind == annotate.Person {
		for _, title := range titlesOf(text, name) {
			a.Nominals = append(a.Nominals, annotate.Term{Text: title})
		}
	}
	return a
}

// proper writes a name with capitals where it is given without ("jill mccabe")
// and the text has it with them.
func proper(name, text string) string {
	if strings.ToLower(name) != name || !strings.Contains(name, " ") {
		return name
	}
	low := strings.ToLower(text)
	at := strings.Index(low, name)
	if at < 0 || len(low) != len(text) || !startsUpper(text[at:]) {
		return name
	}
	return text[at : at+len(name)]
}

// titles are words before a person's name by which the article may go on to
// call the person ("President Carter", "the president").
var titles = []string{"president", "vice president", "prime minister", "speaker", "senator", "governor", "mayor", "judge", "justice", "chancellor", "congressman", "congresswoman", "attorney general", "general", "secretary"}

// titlesOf gives the titles that stand before a person's name in the text.
func titlesOf(text, name string) []string {
	words := withoutSuffix(strings.Fields(name))
	last := words[len(words)-1]
	var out []string
	for _, title := range titles {
		shown := strings.ToUpper(title[:1]) + title[1:]
		if strings.Contains(text, shown+" "+name) || strings.Contains(text, shown+" "+last) {
			out = append(out, title)
			if title == "president" {
				out = append(out, "commander in chief")
			}
		}
	}
	return out
}

// aliases gives what else an entity of the name may be called: a person by
// the last name, a department in short, a body by its initials, and what the
// list of bodies knows.
func (n entityNames) aliases(name string) []string {
	var out []string
	add := func(a string) {
		if a != name && a != "" && !slices.Contains(out, a) {
			out = append(out, a)
		}
	}
	words := strings.Fields(name)
	if isPersonName(name) {
		words = withoutSuffix(words)
		last := words[len(words)-1]
		if len(words) > 2 {
			add(words[0] + " " + last)
		}
		add(last)
		return out
	}
	for _, a := range n[strings.ToLower(name)] {
		add(a)
	}
	if !startsUpper(name) {
		return out
	}
	rest, american := strings.CutPrefix(name, "United States ")
	if american {
		add("U.S. " + rest)
		add(rest)
	}
	if of, ok := strings.CutPrefix(rest, "Department of "); ok {
		add(of + " Department")
		add("Department of " + of)
	}
	if initials := initialsOf(words); len(initials) >= 3 {
		add(initials)
	}
	return out
}

func startsUpper(s string) bool {
	for _, r := range s {
		return unicode.IsUpper(r)
	}
	return false
}

// initialsOf gives the initials of the capitalised words.
func initialsOf(words []string) string {
	var b strings.Builder
	for _, w := range words {
		if startsUpper(w) {
			b.WriteByte(w[0])
		}
	}
	return b.String()
}

// withoutSuffix drops "Jr." and its kin.
func withoutSuffix(words []string) []string {
	for len(words) > 1 {
		switch strings.Trim(words[len(words)-1], ".,") {
		case "Jr", "Sr", "II", "III", "IV":
			words = words[:len(words)-1]
			continue
		}
		break
	}
	return words
}

// bodyWords are last words, or any, of names of two to four words that are no
// person's.
var bodyWords = []string{
	"party", "house", "senate", "congress", "court", "committee", "administration", "department", "states", "nations",
	"union", "council", "campaign", "republicans", "democrats", "lawmakers", "times", "post", "news", "bank", "act",
	"state", "arabia", "korea", "america", "kingdom", "service", "agency", "bureau", "association", "center", "institute",
	"university", "foundation", "deal", "law", "reserve", "board", "commission", "army", "military", "guard", "police",
	"voters", "supporters", "officials", "government", "of", "and", "the", "for", "order", "report", "amendment", "plan",
	"bill", "wall", "group", "coalition", "caucus", "league", "hampshire", "york", "jersey", "mexico", "carolina",
	"dakota", "virginia", "city", "county", "islands", "zealand", "africa", "rights", "project", "fund", "alliance", "network",
}

// isPersonName reports whether a name looks like a person's: two to four
// words that all begin with a capital, none of which is of a body.
func isPersonName(name string) bool {
	words := strings.Fields(name)
	if len(words) < 2 || len(words) > 4 {
		return false
	}
	for _, w := range words {
		if !startsUpper(w) || slices.Contains(bodyWords, strings.ToLower(w)) || strings.ToUpper(w) == w && len(w) > 2 && !strings.Contains(w, ".") {
			return false
		}
	}
	return true
}

// addPhrases gives mentions to the entities that are no names ("impeachment
// probe"): where their words stand in a row, where two of their words stand
// near each other, and where their last noun stands if no other entity ends in
// it.
func addPhrases(doc Asking, names []string) {
	heads := map[string]int{}
	for _, name := range names {
		if words := contentWords(name); len(words) > 0 {
			heads[words[len(words)-1]]++
		}
	}
	for _, name := range names {
		if startsUpper(name) && !hasLowerWord(name) {
			continue // a name, which annotation has found
		}
		words := contentWords(name)
		if len(words) == 0 {
			continue
		}
		for i := range doc.Tokens {
			if end, ok := doc.phraseAt(i, strings.Fields(strings.ToLower(strings.Trim(name, "“”\"‘’'")))); ok {
				doc.mark(i, end, name)
			} else if doc.nearPhrase(i, words, heads[words[len(words)-1]] == 1) {
				doc.mark(i, i+1, name)
			}
		}
	}
}

// contentWords gives the words of a phrase that carry its sense, in lower case.
func contentWords(name string) []string {
	var out []string
	for _, w := range strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) && r != '.' && r != '\'' }) {
		if len(w) > 3 {
			out = append(out, strings.TrimSuffix(w, "'s"))
		}
	}
	return out
}

// nearPhrase reports whether token i is the last word of a phrase, and the
// only one that is wanted, or has another word of it close before.
func (d Asking) nearPhrase(i int, words []string, alone bool) bool {
	t := &d.Tokens[i]
	last := words[len(words)-1]
	if t.Tag != syntax.NOUN || !same(t, last) {
		return false
	}
	if alone && len(last) > 3 && i > 0 && (d.Tokens[i-1].Tag == syntax.DET || strings.HasSuffix(t.Text, "s")) {
		return true
	}
	for k := max(0, i-4); k < i; k++ {
		if d.Tokens[k].Sentence != t.Sentence {
			continue
		}
		for _, w := range words[:len(words)-1] {
			if same(&d.Tokens[k], w) {
				return true
			}
		}
	}
	return false
}

func same(t *annotate.Token, word string) bool {
	return strings.EqualFold(t.Text, word) || strings.EqualFold(t.Lemma, word) || strings.EqualFold(t.Lemma+"s", word)
}

// hasLowerWord reports whether a name has a word of content in lower case: it
// is a thing then, and no proper name.
func hasLowerWord(name string) bool {
	for w := range strings.FieldsSeq(name) {
		if !startsUpper(w) && len(w) > 3 {
			return true
		}
	}
	return false
}

// phraseAt reports whether the words stand at token i, and the index after
// them. Words are compared as they stand and by their lemmas.
func (d Asking) phraseAt(i int, words []string) (int, bool) {
	k := i
	for _, w := range words {
		for _, part := range strings.Split(w, "-") {
			if k < len(d.Tokens) && k > i && d.Tokens[k].Text == "-" {
				k++
			}
			if k >= len(d.Tokens) || d.Tokens[k].Sentence != d.Tokens[i].Sentence {
				return 0, false
			}
			t := &d.Tokens[k]
			if !strings.EqualFold(t.Text, part) && !strings.EqualFold(t.Lemma, part) {
				return 0, false
			}
			k++
		}
	}
	return k, true
}

// mark makes a mention of the tokens i..end-1, unless an entity has it.
func (d Asking) mark(i, end int, name string) {
	span := annotate.Span{Start: d.Tokens[i].Start, End: d.Tokens[end-1].End}
	head := d.headOf(span)
	for _, m := range d.Mentions {
		if m.Actor != "" && m.Overlaps(span) {
			return
		}
	}
	d.Mentions = append(d.Mentions, annotate.Mention{Span: span, Sentence: d.Tokens[head].Sentence, Head: head,
		Type: annotate.Nominal, Name: name, Actor: name, Relation: annotate.Self})
}
