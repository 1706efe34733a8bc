package annotate

import (
	"iter"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
	"github.com/seed-7a84ba5f/dyad/corpus"
)

// Span is a byte range of the article's canonical text, end exclusive.
type Span struct{ Start, End int }

// Len is the number of bytes in the span.
func (s Span) Len() int { return s.End - s.Start }

// Contains reports whether t lies within s.
func (s Span) Contains(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Overlaps reports whether the two spans share a byte.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// Token is a word or a mark of punctuation.
type Token struct {
	Span
	Text     string // as in the article
	Lemma    string
	Tag      syntax.Tag
	Fine     syntax.Fine
	Rel      syntax.Rel
	Head     int // index of the governing token in Document.Tokens; -1 at the root
	Sentence int // index of its sentence in Document.Sentences
	lower    string
}

// Lower is the text in lower case.
func (t *Token) Lower() string {
	if t.lower == "" { // made by hand
		return strings.ToLower(t.Text)
	}
	return t.lower
}

// Sentence is a sentence, a title or a sub-heading.
type Sentence struct {
	Span
	No        int // sentence_no: 0 is the title, the body starts at 1
	Paragraph int // 0 is the title
	Region    corpus.RegionKind
	First     int  // index of its first token
	Last      int  // index after its last token
	Parsed    bool // false where the scope left syntax out
	Concerned bool // an actor can be concerned: parsed in either scope
}

// MentionType says with what sort of words an actor is mentioned.
type MentionType string

// The mention types.
const (
	Name    MentionType = "name"
	Nominal MentionType = "nominal"
	Pronoun MentionType = "pronoun"
)

// ActorRelation says how a mention relates to its actor. The order is that
// of distance.
type ActorRelation string

// The actor relations.
const (
	Self   ActorRelation = "self"   // name, nominal or pronoun for the actor
	Member ActorRelation = "member" // spokesman, campaign, administration
	Proxy  ActorRelation = "proxy"  // country or capital; counts only where the study says so
)

// Mention is a span that refers to an actor or to a speaker.
type Mention struct {
	Span
	Sentence int
	Head     int // index of its head token
	Type     MentionType
	Actor    string // id of the actor, "" for anybody else
	Relation ActorRelation
	Name     string // as resolved: "Donald Trump", "Trump campaign", "Kamala Harris"
	Body     string // for a person: the body spoken for, "Trump campaign"
	female   bool   // known from the study or from the words
	male     bool
	Apart    bool // named after an actor, yet somebody else: "Trump supporters"
	Thing    bool // a noun or name for no person, body or country ("headlines", "Monday"): no holder and no speaker
	Dealing  bool // a noun for what two parties have with each other ("talks")
}

// AttributionType says how reported words stand in the text.
type AttributionType string

// The attribution types.
const (
	Direct   AttributionType = "direct"   // all of it between quotation marks
	Indirect AttributionType = "indirect" // none of it
	Mixed    AttributionType = "mixed"    // some of it
	Floating AttributionType = "floating" // a quotation whose speaker stands in another sentence
)

// Attribution is reported speech or thought: speaker, cue and content.
type Attribution struct {
	Speaker     []Span // empty where nobody is named
	Cue         []Span
	Content     []Span
	Type        AttributionType
	Kind        string // of the cue: say, show, believe, hope, fear, demand, deny, judge, seem; say for a floating quotation
	Phrase      bool   // the content is no clause but what is judged, spoken of or promised: its words are not the speaker's
	SpeakerName string // as resolved, "" where nobody is named
	Mention     int    // index of the speaker's mention, -1 where there is none
	Sentence    int    // index of the sentence with the cue, or with the content of a floating one
	Parent      int    // index of the attribution that this one stands within, -1 for none
	Continues   int    // index of the attribution whose speech this one goes on with, -1 for none
	turn        int    // number of its speech, 0 for none
	by          int    // head token of the speaker, -1 for none
}

// Document is an article with all that was found in it. Scorers read it and
// never change it.
type Document struct {
	Article      *corpus.Article
	Text         string
	Sentences    []Sentence
	Tokens       []Token
	Quotes       []Quote       // in order
	Mentions     []Mention     // in order of Start, longer first
	Attributions []Attribution // in order of their content

	children [][]int32 // of every token, in order
	reach    []int     // of every attribution, where the contents up to it end
	actors   []Actor
}

// ActorKind is the kind of an actor by its id, "" for anybody else.
func (d *Document) ActorKind(id string) Kind {
	for i := range d.actors {
		if d.actors[i].ID == id {
			return d.actors[i].Kind
		}
	}
	return ""
}

// Children gives the tokens that depend on token i, in order of the text. The
// caller must not change the slice.
func (d *Document) Children(i int) []int32 { return d.children[i] }

// Child gives the first token that depends on i by one of the relations, -1
// where there is none.
func (d *Document) Child(i int, rels ...syntax.Rel) int {
	for _, c := range d.children[i] {
		if slices.Contains(rels, d.Tokens[c].Rel) {
			return int(c)
		}
	}
	return -1
}

// Upward yields token i and what governs it, from below.
func (d *Document) Upward(i int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i >= 0 && yield(i) {
			i = d.Tokens[i].Head
		}
	}
}

// Subtree gives the first token of the stretch that hangs on token i, and the
// index after its last.
func (d *Document) Subtree(i int) (first, last int) {
	first, last = i, i+1
	for _, c := range d.children[i] {
		f, l := d.Subtree(int(c))
		first, last = min(first, f), max(last, l)
	}
	return first, last
}

// Preposition gives the lemma of the case mark of token i ("with"), "" where
// it has none.
func (d *Document) Preposition(i int) string {
	if c := d.Child(i, syntax.Case); c >= 0 && d.Tokens[c].Fine != syntax.FinePOS {
		return d.Tokens[c].Lemma
	}
	return ""
}

// Quote is what stands between a pair of quotation marks, or between one and
// the place where its missing partner was put.
type Quote struct {
	Span          // the words and the marks around them
	Inner    Span // the words alone
	Single   bool // ‘ ’ rather than “ ”, around something else than a spoken clause
	Repaired bool // one of the marks is missing
}
