package table

import (
	"math"
	"strconv"

	"github.com/seed-7a84ba5f/dyad/corpus"
)

// Num is a number that can be missing. The zero Num is missing.
type Num struct {
	Value float64
	Known bool
}

// Rounded gives x rounded to the decimals of its column; a number that is not
// finite is missing.
func Rounded(x float64, decimals int) Num {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return Num{}
	}
	return Num{Value: Round(x, decimals), Known: true}
}

// Round gives the number that is printed with so many decimals.
func Round(x float64, decimals int) float64 {
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
	OwnStance                       [2]Num // by actor
	Portrayal, PortrayalQuoted      [2]Num // by actor, in own and in quoted words
	Relation                        Num
	Directed                        [2]Num // stance of actor1 toward actor2, and of actor2 toward actor1
	Portrayals, Judgments           int
	Relations                       int
	PrimaryFrame                    string
	Skipped                         string // regions that are not scored, by kind
	ExclusionReason                 string // "" where the article counts
	Meta                            []MetaCell
}

func (r *ArticleRow) has(what string) bool {
	if what == "day" {
		return r.PublishDate != ""
	}
	return r.StoryClusterID != "" // cluster
}

// Place says where a sentence lies; the columns are explained in Schema.
type Place struct {
	DocID, Source, PublishDate             string
	SentenceNo                             int
	ByteStart, ByteEnd, CharStart, CharEnd int
}

// Detail is what the rows of portrayals, judgments and relations share: where
// their sentence lies, and whether they count in the headline.
type Detail struct {
	Place
	StoryClusterID, Region, Sentence string
	Counts                           bool
}

// PortrayalRow is a row of portrayals.csv; the columns are explained in Schema.
type PortrayalRow struct {
	Detail
	PortrayalID                       string
	Scope, Voice, Speaker             string
	Target, TargetMention, TargetSpan string
	MentionType, ActorRelation        string
	PNegative, PNeutral, PPositive    Num
	Portrayal                         Num
	PortrayalLabel                    string
	OwnFor, OwnAgainst, OwnStance     Num
	OwnLabel                          string
	ReaderPortrayal                   Num
	PortrayalContext, OwnContext      Num
	LexicalPortrayal                  string
	Disagreement                      Num
	Labels, Frames, FrameEvidence     string
	Answers                           string
	Shares                            string
	Evidence, Explanation             string
	Scorer, ScorerVersion             string
	Failure                           string
}

// JudgmentRow is a row of judgments.csv; the columns are explained in Schema.
type JudgmentRow struct {
	Detail
	JudgmentID                                     string
	Scope, Voice, Speaker, Cue, AttributionType    string
	HolderClass, HolderName                        string
	Target, TargetMention, TargetSpan, MentionType string
	ActorRelation                                  string
	HolderActorRelation, TargetActorRelation       string
	Polarity                                       Num
	PolarityLabel                                  string
	PolarityProb                                   Num
	PFor, PAgainst                                 Num
	EvaluationKind, Predicate                      string
	Frames, Labels                                 string
	Negated                                        bool
	Modality, Evidence, RuleID, Explanation        string
	Shares                                         string
	Unsure                                         bool
	Scorer, ScorerVersion                          string
	Confidence                                     Num
	RelationID                                     string
}

// RelationRow is a row of relations.csv; the columns are explained in Schema.
type RelationRow struct {
	Detail
	RelationID                    string
	AgentSpan, ThemeSpan          string
	Scope                         string
	Agent, Theme, ActorRelation   string
	QuadClass, RootCode           string
	Conflict, None, Mixed, Coop   Num // probabilities
	Label, Status                 string
	Cooperation, Goldstein        Num
	ReaderCooperation             Num
	Context                       Num
	LexicalLabel                  string
	Disagreement                  Num
	Mutual                        bool
	Predicate                     string
	Modality, Voice, Speaker      string
	Evidence, RuleID, Explanation string
	Shares                        string
	Unsure                        bool
	Scorer, ScorerVersion         string
	Confidence                    Num
}

// Asked is what an estimate answers: whose stance, in whose words, toward whom, over
// which sentences, by which measure and scorer. What does not apply is empty.
type Asked struct{ HolderClass, Voice, Target, Scope, Measure, Scorer string }

// EstimateRow is a row of sources.csv or timeline.csv; the columns are
// explained in Schema.
type EstimateRow struct {
	Level, Source, Period string
	Asked
	Articles, Clusters, Rows      int
	Mean, Median, SD, SE          Num
	Low, High, CILevel            Num
	Method                        string
	Weights                       string
	Draws                         int
	Seed                          uint64
	Shrunk, ShrunkLow, ShrunkHigh Num
	Rank, RankLow, RankHigh       Num
	ShareNegative, ShareNeutral   Num
	SharePositive                 Num
	ExpectedNegative              Num
	ExpectedPositive              Num
	SmallN                        bool
	Warnings                      string
	Correction
}

// SummaryAll is the source of the row over all sources.
const SummaryAll = "all"

// SummaryRow is a row of summary.csv: the headline of one source, or of all. The
// columns are explained in Schema. Of the arrays the first is actor1's, the second
// actor2's.
type SummaryRow struct {
	Source                                 string
	Articles, Sentences                    int
	Own, OwnLow, OwnHigh                   [2]Num
	OwnArticles                            [2]int
	Portrayal, PortrayalLow, PortrayalHigh [2]Num
	PortrayalArticles                      [2]int
	Quoted                                 [2]Num
	Relation, RelationLow, RelationHigh    Num
	RelationArticles                       int
	Directed                               [2]Num // actor1 toward actor2, actor2 toward actor1
	DirectedArticles                       [2]int
	QuotedShare                            Num
	Note                                   string
}

// StanceRow is a row of stance_matrix.csv: who is how far for or against whom,
// by voice. The columns are explained in Schema.
type StanceRow struct {
	Level, Source            string
	Holder, Target, Voice    string
	Scorer                   string
	Articles, Clusters, Rows int
	For, Against             int // rows
	Mean, Low, High, CILevel Num
	Method                   string
	SmallN                   bool
	Note, Warnings           string
}

func (r *StanceRow) has(string) bool { return r.Mean.Known }

// LabelRow is a row of labels.csv: how often an actor is called something.
type LabelRow struct {
	Level, Source        string
	Target               string
	Voice, HolderClass   string
	Scorer               string
	Label                string
	Polarity             Num
	Articles, Uses       int
	Share, SentenceShare Num
}

// VarianceRow is a row of variance.csv; the columns are explained in Schema.
type VarianceRow struct {
	Asked
	Articles, Sources, Periods    int
	Stories                       int
	SD                            Num
	ShareSource, SharePeriod      Num
	ShareStory, ShareRest         Num
	KruskalH, KruskalDF, KruskalP Num
	Warnings                      string
}

// FlowRow is a row of flow.csv: a stage, or a reason within a stage.
type FlowRow struct {
	Stage    string
	N, Lost  int // of a stage
	IsFilter bool
	Reason   string // "" on the row of the stage itself
	Source   string // of articles that have no row in articles.csv
	NReason  int
	Meaning  string
}

func (r *FlowRow) has(what string) bool {
	switch what {
	case "reason":
		return r.Reason != ""
	case "filter":
		return r.Reason == "" && r.IsFilter
	}
	return r.Reason == "" // a stage
}

// CodebookRow is a row of codebook.csv: one column of one table.
type CodebookRow struct {
	Table, Column, Type  string
	Decimals             int
	Unit, Range, Meaning string
	IsKey                bool
	Schema               int
}

func (r *CodebookRow) has(string) bool { return r.Type == string(Float) }

// Record is an article with its rows in the detail tables.
type Record struct {
	Article    ArticleRow
	Portrayals []PortrayalRow
	Judgments  []JudgmentRow
	Relations  []RelationRow
}

// MissingActors is why an article that does not mention both actors does not
// count, "" where it does mention both.
func MissingActors(a *ArticleRow) string {
	switch {
	case a.Mentions1 == 0 && a.Mentions2 == 0:
		return NoActor
	case a.Mentions1 == 0:
		return NoActor1
	case a.Mentions2 == 0:
		return NoActor2
	}
	return ""
}

// IsProse reports whether the sentence of a row is the article's own title or
// text: a subheading or an embedded post enters no measure.
func (d *Detail) IsProse() bool {
	return d.Region == string(corpus.Title) || d.Region == string(corpus.Body)
}

// MeanValue is the value with which a relation of a status enters a mean; a mixed one
// is neither conflict nor cooperation.
func (r *RelationRow) MeanValue(status string) (value float64, ok bool) {
	if r.Status != status || !r.Cooperation.Known {
		return 0, false
	}
	if r.Label == MixedLabel {
		return 0, true
	}
	return r.Cooperation.Value, true
}

// Measured reports whether the row may enter a figure: it is of the prose, says
// something, and is sure enough.
func (j *JudgmentRow) Measured() bool { return j.IsProse() && j.Polarity.Known && !j.Unsure }

// Measured reports whether the row may enter a figure: it is of the prose and
// sure enough.
func (r *RelationRow) Measured() bool { return r.IsProse() && !r.Unsure }

// OwnSign is the side that the source takes, as a sign.
func (p *PortrayalRow) OwnSign() string {
	switch p.OwnLabel {
	case OwnAgainst:
		return Negative
	case OwnFor:
		return PositiveName
	}
	return Neutral
}

// IsNarrators reports whether a judgment is one of the source itself that counts in
// headline stances.
func (j *JudgmentRow) IsNarrators() bool {
	return j.IsProse() && j.HolderClass == NarratorHolder && j.EvaluationKind != LabelKind && j.Polarity.Known
}

// MetaValue gives the value of one of the researcher's own columns, named without
// the prefix meta_; false where the table has no such column.
func (r *ArticleRow) MetaValue(name string) (string, bool) {
	for _, m := range r.Meta {
		if m.Name == name {
			return m.Value, true
		}
	}
	return "", false
}
