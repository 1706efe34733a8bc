package stance

import (
	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/corpus"
)

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
	Framer         *Framer         // finds the frames of sentences; nil finds none
}

// Row is what portrayals, judgments and relations all say of where they stand.
type Row struct {
	Sentence   int               // index into the document's sentences
	SentenceNo int               // 0 is the title
	Region     corpus.RegionKind // title or body
	Span       annotate.Span     // of the sentence
	Scope      Scope
	Voice      Voice  // in whose words it stands
	Speaker    string // as resolved, "" in the narrator's voice
	// ActorRelation is the farthest of the relations of the mentions to their actors.
	ActorRelation annotate.ActorRelation
	Scorer        string
	ScorerVersion string
}

// Aim is whom a portrayal or a judgment is about.
type Aim struct {
	Target        Side
	TargetMention string // the words of its first mention in the sentence
	TargetSpan    annotate.Span
	MentionType   annotate.MentionType
}

// Judgment is one holder's evaluation of one target in one sentence.
type Judgment struct {
	Row
	Aim
	Cue             string
	AttributionType annotate.AttributionType
	Holder          Side
	HolderName      string
	HolderRelation  annotate.ActorRelation // of the holder's mention; ActorRelation is the farther of the two
	TargetRelation  annotate.ActorRelation
	Evaluated       bool      // false where the scorer can give no polarity
	Missing         bool      // the scorer can give no polarity here
	Answer                    // Polarity is 0 where Evaluated is false
	Labels          []string  // labels the narrator or the speaker gives the target here
	Frames          []Framing // of the sentence, the same in all of its judgments
	PFor, PAgainst  float64   // probabilities of the attitude; both 0 where the scorer gives none
	Shares          []Share   // of all words, for less against; nil without a reader
	Unsure          bool      // too unsure to count
}

// Relation is one event between the two actors.
type Relation struct {
	Row
	Agent, Theme Side // actor1, actor2 or both
	AgentSpan    annotate.Span
	ThemeSpan    annotate.Span
	Status       Status
	Dealings     Dealings // the probabilities, of a scorer that gives them
	Reader       Dealings // what the trained reader alone says
	Lexical      string   // what the rules say: conflict, mixed, cooperation, or "" where none speaks
	Disagreement float64  // as in Portrayal
	Context      float64  // by how much the other sentences move p(cooperation) - p(conflict)
	Shares       []Share  // of all words, cooperation less conflict; nil without a reader
	Unsure       bool     // too unsure to count
	Deed
}

// Scored is an article with everything that was judged in it, and what the
// tables say of the article as a whole.
type Scored struct {
	Article       *corpus.Article
	Sentences     int // scored sentences, the title among them
	Tokens        int
	DyadSentences int
	Quotations    int    // direct and mixed attributions
	QuotedBytes   int    // bytes of ProseBytes inside direct or indirect speech
	ProseBytes    int    // bytes of the sentences in which an actor may be concerned
	SpokenBytes   [3]int // bytes of QuotedBytes by actor1, by actor2 and by others, speech within speech counted for the outer speaker
	Mentions1     int    // mentions of actor1, members counted, proxies not
	Mentions2     int
	Judgments     []Judgment  // in order of sentence, target, holder
	Relations     []Relation  // in order of sentence
	Portrayals    []Portrayal // in order of sentence and target
}
