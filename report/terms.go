package report

import "github.com/seed-7a84ba5f/dyad/stance"

// The measures of sources and timeline.
const (
	ownStance    = "own_stance"
	portrayal    = "portrayal"
	relation     = "relation"
	hypothetical = "relation_hypothetical"
	directed     = "stance"
	withLabels   = "stance_with_labels"
	labelling    = "labelling_index"
	quotedShare  = "quoted_share"
	speechShare  = "speech_share"
	measureRange = "own_stance, portrayal, relation, relation_hypothetical, stance, stance_with_labels, labelling_index, quoted_share, speech_share"
)

// Values of columns, as text.
const (
	anyScope           = "any" // all sentences of articles that mention both actors
	dyadScope          = string(stance.DyadScope)
	narratorVoice      = string(stance.NarratorVoice)
	quotedVoice        = string(stance.QuotedVoice)
	narratorHolder     = string(stance.HolderNarrator)
	labelKind          = string(stance.Label)
	assertedStatus     = string(stance.StatusAsserted)
	hypotheticalStatus = string(stance.StatusHypothetical)
	proxyRelation      = "proxy"
)

// Reasons why an article does not count.
const (
	noActor1 = "no_actor1"
	noActor2 = "no_actor2"
	noActor  = "neither_actor"
)

// The sides that a source takes, as own_label has them.
const (
	ownAgainst = "against"
	ownNeither = "neither"
	ownFor     = "for"
)

// Labels of relations.
const (
	conflictLabel    = "conflict"
	mixedLabel       = "mixed"
	cooperationLabel = "cooperation"
)

// Labels of polarity, and how far from 0 neutral reaches.
const (
	negative     = "negative"
	neutral      = "neutral"
	positiveName = "positive"
	neutralBand  = 0.05
)

func label(p Num) string {
	switch {
	case !p.Known:
		return ""
	case p.Value < -neutralBand:
		return negative
	case p.Value > neutralBand:
		return positiveName
	}
	return neutral
}

// signName names a sign.
func signName(sign int) string { return [3]string{negative, neutral, positiveName}[sign+1] }

// MetaPrefix begins the names of the researcher's own columns in tables.
const MetaPrefix = "meta_"

// Actors are the targets of portrayals, in the order of ArticleRow.OwnStance and
// the like.
func Actors() [2]string { return [2]string{string(stance.Actor1), string(stance.Actor2)} }

// speakers are the holder classes in the order of ArticleRow.Speech.
func speakers() [3]string {
	return [3]string{string(stance.Actor1), string(stance.Actor2), string(stance.HolderOther)}
}
