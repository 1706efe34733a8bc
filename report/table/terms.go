package table

import "github.com/seed-7a84ba5f/dyad/stance"

// The measures of sources and timeline.
const (
	OwnStance    = "own_stance"
	Portrayal    = "portrayal"
	Relation     = "relation"
	Hypothetical = "relation_hypothetical"
	Directed     = "stance"
	WithLabels   = "stance_with_labels"
	Labelling    = "labelling_index"
	QuotedShare  = "quoted_share"
	SpeechShare  = "speech_share"
	measureRange = "own_stance, portrayal, relation, relation_hypothetical, stance, stance_with_labels, labelling_index, quoted_share, speech_share"
)

// Values of columns, as text.
const (
	AnyScope           = "any" // all sentences of articles that mention both actors
	DyadScope          = string(stance.DyadScope)
	NarratorVoice      = string(stance.NarratorVoice)
	QuotedVoice        = string(stance.QuotedVoice)
	NarratorHolder     = string(stance.HolderNarrator)
	LabelKind          = string(stance.Label)
	AssertedStatus     = string(stance.StatusAsserted)
	HypotheticalStatus = string(stance.StatusHypothetical)
	ProxyRelation      = "proxy"
)

// Reasons why an article does not count.
const (
	NoActor1 = "no_actor1"
	NoActor2 = "no_actor2"
	NoActor  = "neither_actor"
)

// The sides that a source takes, as own_label has them.
const (
	OwnAgainst = "against"
	OwnNeither = "neither"
	OwnFor     = "for"
)

// Labels of relations.
const (
	ConflictLabel    = "conflict"
	MixedLabel       = "mixed"
	CooperationLabel = "cooperation"
)

// Labels of polarity, and how far from 0 neutral reaches.
const (
	Negative     = "negative"
	Neutral      = "neutral"
	PositiveName = "positive"
	NeutralBand  = 0.05
)

// Label names the side of a polarity: negative below -NeutralBand, positive above it, neutral
// between; "" for none.
func Label(p Num) string {
	switch {
	case !p.Known:
		return ""
	case p.Value < -NeutralBand:
		return Negative
	case p.Value > NeutralBand:
		return PositiveName
	}
	return Neutral
}

// SignName names a sign.
func SignName(sign int) string { return [3]string{Negative, Neutral, PositiveName}[sign+1] }

// MetaPrefix begins the names of the researcher's own columns in tables.
const MetaPrefix = "meta_"

// Actors are the targets of portrayals, in the order of ArticleRow.OwnStance and
// the like.
func Actors() [2]string { return [2]string{string(stance.Actor1), string(stance.Actor2)} }

// Speakers are the holder classes in the order of ArticleRow.Speech.
func Speakers() [3]string {
	return [3]string{string(stance.Actor1), string(stance.Actor2), string(stance.HolderOther)}
}
