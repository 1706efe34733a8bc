package report

import (
	"math"
	"strconv"
)

// Num is a number that can be missing. The zero Num is missing.
type Num struct {
	Value float64
	Known bool
}

// num gives x rounded to the decimals of its column; a number that is not
// finite is missing.
func num(x float64, decimals int) Num {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return Num{}
	}
	return Num{Value: round(x, decimals), Known: true}
}

// round gives the number that is printed with so many decimals.
func round(x float64, decimals int) float64 {
	y, err := strconv.ParseFloat(strconv.FormatFloat(x, 'f', decimals, 64), 64)
	if err != nil {
		return x
	}
	return y + 0 // -0 becomes 0
}

// MarshalJSON gives the number, or null where it is missing.
func (n Num) MarshalJSON() ([]byte, error) {
	if !n.Known {
		return []byte("null"), nil
	}
	return strconv.AppendFloat(nil, n.Value, 'f', -1, 64), nil
}

// MetaCell is a value of one of the researcher's own columns.
type MetaCell struct {
	Name  string // without the prefix meta_
	Value string
}

// ArticleRow is a row of articles.csv; the columns are explained in Schema.
type ArticleRow struct {
	DocID, File, SHA256, Title, URL string
	Source, SourceMethod            string
	PublishDate, DateMethod         string
	DateIsReliable                  bool
	Language, LanguageMethod        string
	LanguageProb                    Num
	WireService                     string
	StoryClusterID                  string
	IsClusterHead                   bool
	CopyOf, SameEvent               string
	Sentences, Tokens               int
	DyadSentences                   int
	Mentions1, Mentions2            int
	Quotes                          int
	QuotedShare                     Num
	Speech                          [3]Num // shares of the reported speech of actor1, actor2 and others
	Own, Quoted, VoiceGap           [3]Num // by Targets
	Cooperation                     Num
	Judgments, Relations            int
	PrimaryFrame                    string
	Skipped                         string // regions that are not scored, by kind
	ExclusionReason                 string // "" where the article counts
	Meta                            []MetaCell
}

// Place says where a sentence lies, in the rows of judgments, relations and
// frames; the columns are explained in Schema.
type Place struct {
	DocID, Source, PublishDate             string
	SentenceNo                             int
	ByteStart, ByteEnd, CharStart, CharEnd int
}

// JudgmentRow is a row of judgments.csv; the columns are explained in Schema.
type JudgmentRow struct {
	Place
	JudgmentID, StoryClusterID                     string
	Region                                         string
	Sentence                                       string
	Scope, Voice, Speaker, Cue, AttributionType    string
	HolderClass, HolderName                        string
	Target, TargetMention, TargetSpan, MentionType string
	ActorRelation                                  string
	HolderActorRelation, TargetActorRelation       string
	Polarity                                       Num
	PolarityLabel                                  string
	PolarityProb                                   Num
	Evaluated                                      bool
	EvaluationKind, Predicate                      string
	Frames, FrameEvidence, Labels                  string
	Negated                                        bool
	Modality, Evidence, RuleID, Explanation        string
	Scorer, ScorerVersion                          string
	Confidence                                     Num
	RelationID                                     string
}

// RelationRow is a row of relations.csv; the columns are explained in Schema.
type RelationRow struct {
	Place
	RelationID                    string
	Sentence                      string
	AgentSpan, ThemeSpan          string
	Scope                         string
	Agent, Theme, ActorRelation   string
	QuadClass, RootCode           string
	Cooperation, Goldstein        Num
	Mutual                        bool
	Predicate                     string
	Modality, Voice, Speaker      string
	Evidence, RuleID, Explanation string
	Scorer, ScorerVersion         string
	Confidence                    Num
}

// EstimateRow is a row of sources.csv or timeline.csv; the columns are
// explained in Schema.
type EstimateRow struct {
	Level, Source, Period             string
	HolderClass, Voice, Target, Scope string
	Measure, Scorer                   string
	Articles, Clusters, Judgments     int
	Mean, Median, SD, SE              Num
	Low, High, CILevel                Num
	Method                            string
	Weights                           string
	Draws                             int
	Seed                              uint64
	Shrunk, ShrunkLow, ShrunkHigh     Num
	Rank, RankLow, RankHigh           Num
	ShareNegative, ShareNeutral       Num
	SharePositive, EvaluatedShare     Num
	SmallN                            bool
	Warnings                          string
	Correction
}

// FlowRow is a row of flow.csv: a stage, or a reason within a stage.
type FlowRow struct {
	Stage    string
	N, Lost  int // of a stage
	IsFilter bool
	Reason   string // "" on the row of the stage itself
	NReason  int
	Meaning  string
}

// CodebookRow is a row of codebook.csv: one column of one table.
type CodebookRow struct {
	Table, Column, Type  string
	Decimals             int
	Unit, Range, Meaning string
	IsKey                bool
	Schema               int
}

// Record is an article with its judgments and relations.
type Record struct {
	Article   ArticleRow
	Judgments []JudgmentRow
	Relations []RelationRow
}
