package lexicon

import (
	"slices"
	"strings"
)

// Event is a word by which one party does or says something to another.
type Event struct {
	Lemma       string      // of one or more words: "condemn", "hand over", "air strike"
	POS         string      // verb, noun, adj
	With        []Condition // all must hold
	Agent       string      // slot of who acts: subj, poss
	Theme       []string    // slots of whom it is done to, "-" for nobody
	Root        string      // PLOVER root code
	Cooperation float64     // anchor of the codebook
	Effect      float64     // what it does to the theme, -1 harm to +1 good; 0 where nothing is said
	Class       string
	Example     string
}

// Condition asks for a word beside an event word: "obj=@aid|money" wants as
// object one of the class aid of the list things, or "money"; "to=*" wants
// anything that hangs on the word by "to".
type Condition struct {
	Slot  string   // subj, obj, comp, or a preposition
	Words []string // lemmas, @classes, or * for any
}

// Events decodes a list of events.
func Events(l *List) ([]Event, error) {
	return decode(l, func(c *cursor) Event {
		e := Event{
			Lemma:   c.required("lemma"),
			POS:     c.oneOf("pos", "verb", "noun", "adj"),
			With:    conditions(c),
			Agent:   c.oneOf("agent", Subject, Possessor),
			Theme:   strings.Split(c.required("theme"), "|"),
			Root:    c.required("root"),
			Class:   c.required("class"),
			Example: c.required("example"),
		}
		if _, ok := RootCodes[e.Root]; !ok {
			c.fail("root", "%q is no PLOVER root code", e.Root)
		}
		var set bool
		if e.Cooperation, set = c.number("cooperation", -1, 1); !set {
			c.fail("cooperation", "is empty for an event")
		}
		e.Effect, _ = c.number("effect", -1, 1)
		return e
	})
}

func conditions(c *cursor) []Condition {
	var out []Condition
	for _, field := range strings.Fields(c.text("with")) {
		slot, words, ok := strings.Cut(field, "=")
		if !ok || slot == "" || words == "" {
			c.fail("with", "%q is not slot=words", field)
			continue
		}
		out = append(out, Condition{slot, strings.Split(words, "|")})
	}
	return out
}

// Operator is a word that turns the event it governs into another one.
type Operator struct {
	Lemma   string
	POS     string
	Effect  string // one of OperatorEffects
	Example string
}

// OperatorEffects are what operators do to an event: commit (a promise of it,
// and of harm a threat), offer (a promise that is meant well), refuse, threaten, request, end, prevent, deny, and do and report, which
// leave it as it is.
var OperatorEffects = []string{"commit", "offer", "refuse", "threaten", "request", "end", "prevent", "deny", "do", "report"}

// Operators decodes a list of operators.
func Operators(l *List) ([]Operator, error) {
	return decode(l, func(c *cursor) Operator {
		return Operator{c.required("lemma"), c.oneOf("pos", "verb", "noun", "adj"), c.oneOf("effect", OperatorEffects...), c.required("example")}
	})
}

// Thing is a noun with the class by which conditions name it.
type Thing struct{ Noun, Class string }

// thingClasses are the classes of Thing.
var thingClasses = []string{"aid", "arms", "captive", "conflict", "curb", "document", "envoy", "fire", "force", "goods", "land", "law", "measure", "office", "pact", "peacekeeper", "talk", "tie"}

// Things decodes a list of things.
func Things(l *List) ([]Thing, error) {
	return decode(l, func(c *cursor) Thing { return Thing{c.required("noun"), c.oneOf("class", thingClasses...)} })
}

// Holds reports whether a condition accepts a lemma of the given classes.
func (c Condition) Holds(lemma string, classes []string) bool {
	for _, w := range c.Words {
		if w == "*" || w == lemma || w[0] == '@' && slices.Contains(classes, w[1:]) {
			return true
		}
	}
	return false
}

// Neutral is a word that may link two parties and by itself says nothing of
// how they stand.
type Neutral struct{ Lemma, POS, Class, Example string }

// Neutrals decodes a list of neutral words.
func Neutrals(l *List) ([]Neutral, error) {
	return decode(l, func(c *cursor) Neutral {
		return Neutral{c.required("lemma"), c.oneOf("pos", "verb", "noun", "adj"), c.oneOf("class", "change", "comparison", "contest", "matter", "motion", "perception", "role", "speech", "state", "succession"), c.required("example")}
	})
}

// FrameWord is a word that speaks for a frame of the sentence it stands in.
type FrameWord struct {
	Phrase   string
	Frame    string // one of PolicyFrames
	Subframe string // "" or one of Subframes[Frame]
	Weight   float64
}

// PolicyFrames are the names of the Policy Frames Codebook (Boydstun, Gross,
// Resnik and Smith 2013).
var PolicyFrames = []string{
	"economic", "capacity_and_resources", "morality", "fairness_and_equality", "constitutionality_and_jurisprudence",
	"policy_prescription_and_evaluation", "crime_and_punishment", "security_and_defense", "health_and_safety", "quality_of_life",
	"cultural_identity", "public_opinion", "political", "external_regulation_and_reputation", "other",
}

// Subframes are the codebook's own issue names, by the frame they belong to.
var Subframes = map[string][]string{
	"political":                          {"endorsement", "rejection", "domestic_rivalry"},
	"external_regulation_and_reputation": {"talks", "engagement", "mediation", "sovereignty", "recognition"},
	"policy_prescription_and_evaluation": {"withdrawal", "terms_of_deal", "conditions"},
	"security_and_defense":               {"war", "threat", "terrorism"},
	"morality":                           {"trust", "honesty", "hypocrisy"},
}

// FrameWords decodes a list of seeds of frames.
func FrameWords(l *List) ([]FrameWord, error) {
	return decode(l, func(c *cursor) FrameWord {
		f := FrameWord{Phrase: c.required("phrase"), Frame: c.oneOf("frame", PolicyFrames...), Subframe: c.text("subframe")}
		if f.Subframe != "" && !slices.Contains(Subframes[f.Frame], f.Subframe) {
			c.fail("subframe", "%q is no subframe of %s", f.Subframe, f.Frame)
		}
		var set bool
		if f.Weight, set = c.number("weight", 0, 1); !set || f.Weight == 0 {
			c.fail("weight", "is empty or 0")
		}
		return f
	})
}
