package lexicon

import (
	"slices"
	"strings"
)

// Cue is a word that reports what somebody says or thinks.
type Cue struct {
	Lemma  string
	POS    string   // verb, noun, adj, prep
	Kind   string   // say, show, believe, hope, fear, demand, deny, judge, seem
	Frames []string // the phrases that hold what is reported, see cueFrames
}

// cueFrames are the phrases that a cue may take; the header of the built-in
// list says what each is.
var cueFrames = []string{"that", "wh", "quote", "inf", "ger", "obj", "objinf", "objas", "objof", "objfor", "objwith", "objto", "objfrom", "hearer", "seem",
	"about", "of", "for", "on", "to", "with", "against", "at", "over", "in", "from", "as", "out"}

// Takes reports whether the cue takes a frame.
func (c Cue) Takes(frame string) bool { return slices.Contains(c.Frames, frame) }

// Cues decodes a list of cues.
func Cues(l *List) ([]Cue, error) {
	return decode(l, func(c *cursor) Cue {
		cue := Cue{
			Lemma:  c.required("lemma"),
			POS:    c.oneOf("pos", "verb", "noun", "adj", "prep"),
			Kind:   c.oneOf("kind", "say", "show", "believe", "hope", "fear", "demand", "deny", "judge", "seem"),
			Frames: strings.Fields(c.text("frames")),
		}
		for _, frame := range cue.Frames {
			if !slices.Contains(cueFrames, frame) {
				c.fail("frames", "%q is none of %s", frame, strings.Join(cueFrames, ", "))
			}
		}
		return cue
	})
}

// Role is a noun for a person or body beside an actor ("spokesman",
// "campaign", "supporter").
type Role struct {
	Noun string
	// Class is person or body for members of the actor, self for a word that
	// names the actor itself ("the Taliban movement"), outside for people who
	// are not the actor though its name stands before them ("Trump voters").
	Class string
}

// Roles decodes a list of role nouns.
func Roles(l *List) ([]Role, error) {
	return decode(l, func(c *cursor) Role {
		return Role{c.required("noun"), c.oneOf("class", "person", "body", "self", "outside")}
	})
}

// PersonWord is a word by which a name or noun is known to be of a person, a
// body or a group, or of none of these.
type PersonWord struct {
	Word  string
	Class string // person, title, male_name, female_name, male_noun, female_noun, body, group, thing
}

// PersonWords decodes a list of such words.
func PersonWords(l *List) ([]PersonWord, error) {
	return decode(l, func(c *cursor) PersonWord {
		return PersonWord{c.required("word"), c.oneOf("class", "person", "title", "male_name", "female_name", "male_noun", "female_noun", "body", "group", "thing")}
	})
}

// Dealing is a noun for what two parties have with each other ("talks").
type Dealing struct {
	Noun  string
	Class string // cooperation, conflict, neutral
}

// Dealings decodes a list of dealings.
func Dealings(l *List) ([]Dealing, error) {
	return decode(l, func(c *cursor) Dealing {
		return Dealing{c.required("noun"), c.oneOf("class", "cooperation", "conflict", "neutral")}
	})
}

// Argument slots of a Predicate beside the prepositions.
const (
	Subject    = "subj"
	Object     = "obj"
	Possessor  = "poss"
	Complement = "comp" // the clause that the word governs
	Speaker    = "-"    // whoever utters the sentence: the narrator or a quoted speaker
)

// Predicate is a verb, noun or adjective with what it says of its arguments.
// A lemma may have several entries; each is tried on its own.
type Predicate struct {
	Lemma       string
	POS         string   // verb, noun, adj
	Holder      string   // slot of whose attitude it is
	Target      []string // slots of whom it is about, the first that is filled counts
	Polarity    float64  // attitude of the holder towards the target, -1 to +1
	HasPolarity bool     // false for words that carry an event and no attitude
	Effect      float64  // what the event does to its target: -1 harm, +1 good
	Root        string   // PLOVER root code, "" for no event
	Cooperation float64  // anchor of the codebook
	Class       string
	Example     string
}

// guides are the classes of words that rate nothing themselves and tell where
// the rating stands: "called him a liar", "voiced support", "drew praise".
var guides = []string{"naming", "light", "light_reverse"}

// Predicates decodes a list of predicates.
func Predicates(l *List) ([]Predicate, error) {
	return decode(l, func(c *cursor) Predicate {
		p := Predicate{
			Lemma:   c.required("lemma"),
			POS:     c.oneOf("pos", "verb", "noun", "adj"),
			Holder:  c.oneOf("holder", Subject, Object, Possessor, Speaker),
			Target:  strings.Split(c.required("target"), "|"),
			Root:    c.text("root"),
			Class:   c.required("class"),
			Example: c.required("example"),
		}
		p.Polarity, p.HasPolarity = c.number("polarity", -1, 1)
		p.Effect, _ = c.number("effect", -1, 1)
		var set bool
		p.Cooperation, set = c.number("cooperation", -1, 1)
		if p.Root != "" {
			if _, ok := RootCodes[p.Root]; !ok {
				c.fail("root", "%q is no PLOVER root code", p.Root)
			}
			if !set {
				c.fail("cooperation", "is empty for an event")
			}
		}
		if !p.HasPolarity && p.Root == "" && p.Effect == 0 && !slices.Contains(guides, p.Class) {
			c.fail("polarity", "the entry says nothing: no polarity, no effect, no event")
		}
		return p
	})
}

// Code is what a PLOVER root code stands for.
type Code struct {
	Quad      string  // quad_class
	Goldstein float64 // Goldstein (1992) weight of the code's CAMEO category
	// Cooperation is the anchor of the codebook for an event of the code whose
	// entry gives no other one.
	Cooperation float64
}

// RootCodes are the PLOVER root codes with their quad class. The weights are
// those of the CAMEO root categories that the codes come from (Goldstein
// 1992, Journal of Conflict Resolution 36(2); Schrodt 2012, CAMEO codebook).
var RootCodes = map[string]Code{
	"AGREE":     {"verbal_cooperation", 4, 0.5},
	"CONSULT":   {"verbal_cooperation", 1, 0.5},
	"SUPPORT":   {"verbal_cooperation", 3.5, 0.5},
	"COOPERATE": {"material_cooperation", 6, 1},
	"AID":       {"material_cooperation", 7, 1},
	"YIELD":     {"material_cooperation", 5, 1},
	"REQUEST":   {"verbal_conflict", -5, -0.5},
	"ACCUSE":    {"verbal_conflict", -2, -0.5},
	"REJECT":    {"verbal_conflict", -4, -0.5},
	"THREATEN":  {"verbal_conflict", -6, -0.5},
	"PROTEST":   {"material_conflict", -6.5, -0.5},
	"SANCTION":  {"material_conflict", -4, -0.5},
	"MOBILIZE":  {"material_conflict", -7.2, -0.5},
	"COERCE":    {"material_conflict", -7, -0.5},
	"ASSAULT":   {"material_conflict", -9, -1},
}

// Word is a word or phrase with its valence.
type Word struct {
	Phrase   string
	POS      string // adj, noun, verb, adv, any
	Polarity float64
	Class    string
}

// Words decodes a list of words with a valence.
func Words(l *List) ([]Word, error) {
	return decode(l, func(c *cursor) Word {
		w := Word{Phrase: c.required("phrase"), POS: c.oneOf("pos", "adj", "noun", "verb", "adv", "any"), Class: c.required("class")}
		w.Polarity, _ = c.number("polarity", -1, 1)
		return w
	})
}

// LabelWord is a name given to an actor that may rate it.
type LabelWord struct {
	Phrase   string // in lower case
	Kind     string // person, organization, country: the kind of actor it is said of
	Polarity float64
	Rated    bool // false: no polarity is given, and the phrase is no label
}

// Labels decodes a list of labels.
func Labels(l *List) ([]LabelWord, error) {
	return decode(l, func(c *cursor) LabelWord {
		w := LabelWord{Phrase: strings.ToLower(c.required("phrase")), Kind: c.oneOf("kind", "person", "organization", "country")}
		w.Polarity, w.Rated = c.number("polarity", -1, 1)
		return w
	})
}
