package stance

import "github.com/seed-7a84ba5f/dyad/annotate"

// Voice says in whose words something stands.
type Voice string

// The voices.
const (
	NarratorVoice Voice = "narrator" // the source's own words
	QuotedVoice   Voice = "quoted"   // somebody else's, directly or indirectly
)

// Scope says whether a sentence is about the pair.
type Scope string

// The scopes.
const (
	DyadScope  Scope = "dyad"  // both actors are mentioned, or one is and the sentence goes on from such a one
	ActorScope Scope = "actor" // one actor only
)

// Side is a place in the view of a pair: who holds an attitude, who is its
// target.
type Side string

// The sides. HolderNarrator and HolderOther are never targets, Relationship
// is never a holder, Both is only an agent or a theme.
const (
	Actor1         Side = "actor1"
	Actor2         Side = "actor2"
	Relationship   Side = "relationship"
	Both           Side = "both"
	HolderNarrator Side = "narrator"
	HolderOther    Side = "other"
)

// View is the pair that a study looks at.
type View struct {
	Actor1, Actor2 string          // ids of actors of the document
	Proxies        map[string]bool // ids of the actors whose proxies count
}

// Judgment is one holder's evaluation of one target in one sentence.
type Judgment struct {
	Sentence        int // index into the document's sentences
	Scope           Scope
	Voice           Voice
	Speaker         string // as resolved, "" in the narrator's voice
	Cue             string
	AttributionType annotate.AttributionType
	Holder          Side
	HolderName      string
	Target          Side
	TargetMention   string // the words of the mention
	TargetSpan      annotate.Span
	MentionType     annotate.MentionType
	// ActorRelation is the farther of the relations of the holder's mention
	// and of the target's to their actors; the two stand behind it.
	ActorRelation  annotate.ActorRelation
	HolderRelation annotate.ActorRelation
	TargetRelation annotate.ActorRelation
	Evaluated      bool     // false on a neutral row in which nothing evaluates the target
	Missing        bool     // the scorer can give no polarity here
	Answer                  // Polarity is 0 where Evaluated is false
	Labels         []string // labels the narrator or the speaker gives the target here
	Scorer         string
	ScorerVersion  string
}

// Relation is one event between the two actors.
type Relation struct {
	Sentence      int
	Scope         Scope
	Voice         Voice
	Speaker       string
	Agent, Theme  Side // actor1, actor2 or both
	AgentSpan     annotate.Span
	ThemeSpan     annotate.Span
	ActorRelation annotate.ActorRelation // the farther of the two
	Deed
	Scorer        string
	ScorerVersion string
}
