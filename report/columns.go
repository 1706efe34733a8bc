package report

import (
	"math"
	"slices"

	"github.com/seed-7a84ba5f/dyad/stance"
)

// Targets are the targets in the order of ArticleRow.Own, Quoted and VoiceGap.
func Targets() [3]string {
	return [3]string{string(stance.Actor1), string(stance.Actor2), string(stance.Relationship)}
}

// speakers are the holder classes in the order of ArticleRow.Speech.
func speakers() [3]string {
	return [3]string{string(stance.Actor1), string(stance.Actor2), string(stance.HolderOther)}
}

func articleFields(meta []string) []field[ArticleRow] {
	type row = ArticleRow
	dated := func(r *row) bool { return r.PublishDate != "" }
	fields := []field[row]{
		text("doc_id", "unique", "the article: the record's own id, else the path below the argument; clashes get #n", func(r *row) *string { return &r.DocID }),
		text("file", "", "path below the argument that the article was found under, with /", func(r *row) *string { return &r.File }),
		text("sha256", "64 hexadecimal digits", "hash of the canonical text: UTF-8 title, blank line, body", func(r *row) *string { return &r.SHA256 }),
		text("title", "", "headline; empty where none is known", func(r *row) *string { return &r.Title }),
		text("url", "", "web address", func(r *row) *string { return &r.URL }),
		text("source", "", "the news outlet; empty where it is not known", func(r *row) *string { return &r.Source }),
		text("source_method", "", "how the source became known", func(r *row) *string { return &r.SourceMethod }),
		date("publish_date", "day of publication; empty where it is not known", func(r *row) *string { return &r.PublishDate }),
		text("date_method", "", "how the date became known; ambiguous_numeric: it is written in numbers that can be read two ways, and where publish_date is empty nothing tells which", func(r *row) *string { return &r.DateMethod }),
		truth("date_is_reliable", "false where the date was guessed or can be read two ways; empty where there is none", func(r *row) *bool { return &r.DateIsReliable }).when(dated),
		text("language", "ISO 639-1", "language of the text; empty where it could not be told", func(r *row) *string { return &r.Language }),
		text("language_method", "", "how the language became known", func(r *row) *string { return &r.LanguageMethod }),
		number("language_prob", shareDecimals, shareRange(), "confidence of the language detector", func(r *row) *Num { return &r.LanguageProb }),
		text("wire_service", "", "the agency that the text is credited to", func(r *row) *string { return &r.WireService }),
		text("story_cluster_id", "a doc_id", "the cluster of copies that the article belongs to, named by its head: texts made from one another (equal, cut, retold with altered quotations)", func(r *row) *string { return &r.StoryClusterID }),
		truth("is_cluster_head", "true for the article that its cluster is named by", func(r *row) *bool { return &r.IsClusterHead }).when(func(r *row) bool { return r.StoryClusterID != "" }),
		text("copy_of", "a doc_id", "the article that this one is a copy of: the head of its cluster", func(r *row) *string { return &r.CopyOf }),
		text("same_event", "a; b", "doc_ids of other articles that seem to report the same event in words of their own; recorded, and never counted as copies", func(r *row) *string { return &r.SameEvent }),
		count("n_sentences", "sentences", "scored sentences, the title among them", func(r *row) *int { return &r.Sentences }),
		count("n_tokens", "tokens", "words and marks of the scored text", func(r *row) *int { return &r.Tokens }),
		count("n_dyad_sentences", "sentences", "scored sentences in scope dyad", func(r *row) *int { return &r.DyadSentences }),
		count("n_mentions_actor1", "mentions", "mentions of actor1, members counted, proxies not", func(r *row) *int { return &r.Mentions1 }),
		count("n_mentions_actor2", "mentions", "mentions of actor2, members counted, proxies not", func(r *row) *int { return &r.Mentions2 }),
		count("n_quotes", "quotations", "direct and mixed quotations in sentences that may concern an actor", func(r *row) *int { return &r.Quotes }),
		number("quoted_share", shareDecimals, shareRange(), "share of the prose in sentences that may concern an actor, in bytes, inside direct or indirect speech", func(r *row) *Num { return &r.QuotedShare }),
	}
	for i, who := range speakers() {
		fields = append(fields, number("speech_"+who, shareDecimals, shareRange(), "share of the reported speech, in bytes, that is "+who+"'s, members counted; empty where nobody is quoted", func(r *row) *Num { return &r.Speech[i] }))
	}
	fields = append(fields, polarityFields()...)
	fields = append(fields,
		number("cooperation", scoreDecimals, polarityRange(), "mean cooperation over the article's relations in scope dyad whose modality is not hypothetical", func(r *row) *Num { return &r.Cooperation }),
		count("n_judgments", "judgments", "rows of the article in judgments", func(r *row) *int { return &r.Judgments }),
		count("n_relations", "relations", "rows of the article in relations", func(r *row) *int { return &r.Relations }),
		text("primary_frame", "", "the frame of most of the article's judged sentences, the first by name of equal ones; subframes count for their frame; unvalidated", func(r *row) *string { return &r.PrimaryFrame }),
		text("skipped_regions", "kind n; kind n", "stretches of the article that are no prose of its own and are not scored, by kind", func(r *row) *string { return &r.Skipped }),
		text("exclusion_reason", "", "why the article does not count in sources and timeline; empty where it does", func(r *row) *string { return &r.ExclusionReason }),
	)
	for i, name := range meta {
		fields = append(fields, text("meta_"+name, "", "a column of the researcher's own", func(r *row) *string { return metaValue(r, i, name) }))
	}
	return fields
}

// polarityFields are own, quoted and voice_gap for each target.
func polarityFields() []field[ArticleRow] {
	type row = ArticleRow
	var own, quoted, gap []field[row]
	for i, t := range Targets() {
		own = append(own, number("own_"+t, scoreDecimals, polarityRange(),
			"mean polarity of the source's own words toward "+t+": holder_class and voice narrator, scope dyad, no labels; the study's first scorer",
			func(r *row) *Num { return &r.Own[i] }))
		quoted = append(quoted, number("quoted_"+t, scoreDecimals, polarityRange(),
			"mean polarity of all quoted judgments of "+t+", whoever holds them, in scope dyad, labels counted; the study's first scorer",
			func(r *row) *Num { return &r.Quoted[i] }))
		gap = append(gap, number("voice_gap_"+t, scoreDecimals, gapRange(),
			"own_"+t+" minus quoted_"+t+"; empty unless there are both",
			func(r *row) *Num { return &r.VoiceGap[i] }))
	}
	return append(append(own, quoted...), gap...)
}

// metaValue is the place of a researcher's value in a row. A row that is
// being read gets its columns one after the other; the rows of a run and of a
// stream have them already.
func metaValue(r *ArticleRow, i int, name string) *string {
	if i < len(r.Meta) && r.Meta[i].Name == name {
		return &r.Meta[i].Value
	}
	r.Meta = append(r.Meta, MetaCell{Name: name})
	return &r.Meta[len(r.Meta)-1].Value
}

func judgmentFields() []field[JudgmentRow] {
	type row = JudgmentRow
	fields := judgmentPlace()
	return append(fields,
		text("scope", scopeRange, "dyad: the sentence mentions both actors, or one and goes on from such a sentence; actor: one only", func(r *row) *string { return &r.Scope }),
		text("voice", voiceRange, "narrator: the source's own words; quoted: somebody else's, directly or indirectly", func(r *row) *string { return &r.Voice }),
		text("speaker", "", "who is quoted, as resolved", func(r *row) *string { return &r.Speaker }),
		text("cue", "", "the words that introduce the quotation", func(r *row) *string { return &r.Cue }),
		text("attribution_type", "direct, indirect, mixed, floating", "how the reported words stand in the text", func(r *row) *string { return &r.AttributionType }),
		text("holder_class", "narrator, actor1, actor2, other", "whose attitude it is", func(r *row) *string { return &r.HolderClass }),
		text("holder_name", "", "the holder as resolved", func(r *row) *string { return &r.HolderName }),
		text("target", targetRange, "what is evaluated; relationship is the dealings of the two", func(r *row) *string { return &r.Target }),
		text("target_mention", "", "the words that mention the target", func(r *row) *string { return &r.TargetMention }),
		text("target_span", "start..end", "where they stand, as bytes of the canonical text, end exclusive", func(r *row) *string { return &r.TargetSpan }),
		text("mention_type", "name, nominal, pronoun", "with what sort of words the target is mentioned", func(r *row) *string { return &r.MentionType }),
		text("actor_relation", relationRange, "the farther of the next two", func(r *row) *string { return &r.ActorRelation }),
		text("holder_actor_relation", relationRange, "how the holder's mention relates to its actor; empty for holders who are none", func(r *row) *string { return &r.HolderActorRelation }),
		text("target_actor_relation", relationRange, "how the target's mention relates to its actor", func(r *row) *string { return &r.TargetActorRelation }),
		number("polarity", scoreDecimals, polarityRange(), "how the holder evaluates the target, from strongly against to strongly for; 0 where evaluated is false, empty where the scorer can give none", func(r *row) *Num { return &r.Polarity }),
		text("polarity_label", "negative, neutral, positive", "negative below -0.05, positive above 0.05, else neutral; empty where polarity is", func(r *row) *string { return &r.PolarityLabel }),
		number("polarity_prob", shareDecimals, shareRange(), "probability of the label, where the scorer gives one", func(r *row) *Num { return &r.PolarityProb }),
		truth("evaluated", "false on a neutral row in which nothing evaluates the target", func(r *row) *bool { return &r.Evaluated }),
		text("evaluation_kind", "predicate, attribute, label, composed", "what carries the evaluation", func(r *row) *string { return &r.EvaluationKind }),
		text("predicate", "", "lemma of the word that evaluates", func(r *row) *string { return &r.Predicate }),
		text("frames", "frame; frame/subframe", "the frames of the sentence, the heaviest first; unvalidated", func(r *row) *string { return &r.Frames }),
		text("frame_evidence", "frame/subframe=weight start..end;start..end | ...", "what frames.csv is made of: each frame of the sentence with its weight and its words, as bytes of the canonical text", func(r *row) *string { return &r.FrameEvidence }),
		text("labels", "a; b", "the labels that the target is given in the sentence", func(r *row) *string { return &r.Labels }),
		truth("negated", "true where a negation turns the evaluation", func(r *row) *bool { return &r.Negated }),
		text("modality", modalityRange, "in what mode the evaluation is put", func(r *row) *string { return &r.Modality }),
		text("evidence", spansForm, "the words that carry the evaluation, as bytes of the canonical text, end exclusive", func(r *row) *string { return &r.Evidence }),
		text("rule_id", "", "the rule of the scorer that decided", func(r *row) *string { return &r.RuleID }),
		text("explanation", "", "why, in a sentence", func(r *row) *string { return &r.Explanation }),
		text("scorer", "", "who scored", func(r *row) *string { return &r.Scorer }),
		text("scorer_version", "", "version of the scorer", func(r *row) *string { return &r.ScorerVersion }),
		number("confidence", shareDecimals, shareRange(), "1 sure, 0.5 arguable; empty where nothing was decided", func(r *row) *Num { return &r.Confidence }),
		text("relation_id", "of relations", "the relation of the same sentence that shares evidence with the judgment", func(r *row) *string { return &r.RelationID }),
	)
}

func relationFields() []field[RelationRow] {
	type row = RelationRow
	return append(relationPlace(),
		text("agent_span", "start..end", "the agent's mention, as bytes of the canonical text", func(r *row) *string { return &r.AgentSpan }),
		text("theme_span", "start..end", "the theme's mention, as bytes of the canonical text", func(r *row) *string { return &r.ThemeSpan }),
		text("scope", scopeRange, "as in judgments", func(r *row) *string { return &r.Scope }),
		text("agent", "actor1, actor2, both", "who acts", func(r *row) *string { return &r.Agent }),
		text("theme", "actor1, actor2, both", "whom it is done or said to", func(r *row) *string { return &r.Theme }),
		text("actor_relation", relationRange, "the farther of the relations of the two mentions to their actors", func(r *row) *string { return &r.ActorRelation }),
		text("quad_class", "verbal_cooperation, material_cooperation, verbal_conflict, material_conflict", "PLOVER's quad class", func(r *row) *string { return &r.QuadClass }),
		text("root_code", "", "PLOVER's root code", func(r *row) *string { return &r.RootCode }),
		number("cooperation", scoreDecimals, polarityRange(), "five anchors of the codebook, from violence to agreement carried out; whoever likes it", func(r *row) *Num { return &r.Cooperation }),
		number("goldstein", scaleDecimals, goldsteinRange(), "Goldstein score of the root code", func(r *row) *Num { return &r.Goldstein }),
		truth("mutual", "true where the two do it together", func(r *row) *bool { return &r.Mutual }),
		text("predicate", "", "lemma of the word that says what is done", func(r *row) *string { return &r.Predicate }),
		text("modality", modalityRange, "in what mode the event is put", func(r *row) *string { return &r.Modality }),
		text("voice", voiceRange, "in whose words the event stands", func(r *row) *string { return &r.Voice }),
		text("speaker", "", "who is quoted, as resolved", func(r *row) *string { return &r.Speaker }),
		text("evidence", spansForm, "the words that carry the event, as bytes of the canonical text, end exclusive", func(r *row) *string { return &r.Evidence }),
		text("rule_id", "", "the rule of the scorer that decided", func(r *row) *string { return &r.RuleID }),
		text("explanation", "", "why, in a sentence", func(r *row) *string { return &r.Explanation }),
		text("scorer", "", "who scored", func(r *row) *string { return &r.Scorer }),
		text("scorer_version", "", "version of the scorer", func(r *row) *string { return &r.ScorerVersion }),
		number("confidence", shareDecimals, shareRange(), "1 sure, 0.5 arguable", func(r *row) *Num { return &r.Confidence }),
	)
}

func estimateFields() []field[EstimateRow] {
	type row = EstimateRow
	drawn := func(r *row) bool { return r.Draws > 0 }
	seed := seedField(func(r *row) *uint64 { return &r.Seed }, drawn)
	fields := []field[row]{
		text("level", "all, source", "over all articles, or those of one source", func(r *row) *string { return &r.Level }),
		text("source", "", "the news outlet; empty at level all, and where it is not known (warning source_unknown)", func(r *row) *string { return &r.Source }),
		text("period", "", "the period, in timeline: 2020-10-10, 2020-W41, 2020-10, 2020-Q4, 2020, or the date and name of the event that begins it", func(r *row) *string { return &r.Period }),
		text("holder_class", "narrator, actor1, actor2, other, any", "whose attitude; any pools all quoted judgments; empty where it does not apply", func(r *row) *string { return &r.HolderClass }),
		text("voice", voiceRange, "in whose words; empty where it does not apply", func(r *row) *string { return &r.Voice }),
		text("target", targetRange, "what is evaluated; empty where it does not apply", func(r *row) *string { return &r.Target }),
		text("scope", scopeRange, "as in judgments; empty where it does not apply", func(r *row) *string { return &r.Scope }),
		text("measure", "tone, direction, tone_with_labels, direction_with_labels, evaluated_share, labelling_index, voice_gap, quoted_share, speech_share, cooperation", "what is averaged: tone over all rows, direction over evaluated rows, both without labels unless named so; evaluated_share of the rows without labels; voice_gap is own tone minus all quoted judgments with labels, in articles that have both; labelling_index over the labels that the source gives the target in its own words; quoted_share of the prose; speech_share of all reported speech, that of holder_class; cooperation over relations in scope dyad", func(r *row) *string { return &r.Measure }),
		text("scorer", "", "who scored; empty for quoted_share and speech_share", func(r *row) *string { return &r.Scorer }),
		count("n_articles", "articles", "articles with a row in the cell, copies counted", func(r *row) *int { return &r.Articles }),
		count("n_clusters", "clusters", "clusters of copies among the articles that enter the estimate", func(r *row) *int { return &r.Clusters }),
		count("n_judgments", "rows", "judgments (relations for cooperation) that enter the estimate; empty for quoted_share and speech_share", func(r *row) *int { return &r.Judgments }).when(func(r *row) bool { return !ofProse(r.Measure) }),
		text("weights", "article, sentence, salience", "what an article weighs in the mean: the same as any other, its rows in the cell, or the share of its sentences with such a row", func(r *row) *string { return &r.Weights }),
		number("mean", scoreDecimals, gapRange(), "mean of article means, by the weights", func(r *row) *Num { return &r.Mean }),
		number("median", scoreDecimals, gapRange(), "median of article means", func(r *row) *Num { return &r.Median }),
		number("sd", scoreDecimals, spreadRange(), "standard deviation of article means", func(r *row) *Num { return &r.SD }),
		number("se", scoreDecimals, spreadRange(), "standard error of the mean, by clusters", func(r *row) *Num { return &r.SE }),
		number("ci_low", scoreDecimals, anyRange(), "lower end of the interval; empty where there are too few clusters or all are equal; with few clusters it can lie beyond the scale", func(r *row) *Num { return &r.Low }),
		number("ci_high", scoreDecimals, anyRange(), "upper end of the interval", func(r *row) *Num { return &r.High }),
		number("ci_level", shareDecimals, shareRange(), "confidence level that the interval reaches; below that of the study where there were too few draws", func(r *row) *Num { return &r.CILevel }),
		text("ci_method", methodRange, "how the interval was made; outer_t: the outer ends of the t interval and of the studentised bootstrap", func(r *row) *string { return &r.Method }),
		count("n_boot", "draws", "bootstrap draws", func(r *row) *int { return &r.Draws }),
		seed,
		number("mean_shrunk", scoreDecimals, gapRange(), "mean moved toward the mean of all sources by as much as its own data are uncertain (empirical Bayes); sources only, of those with an interval, where they are three or more", func(r *row) *Num { return &r.Shrunk }),
		number("shrunk_low", scoreDecimals, anyRange(), "lower end of its interval", func(r *row) *Num { return &r.ShrunkLow }),
		number("shrunk_high", scoreDecimals, anyRange(), "upper end", func(r *row) *Num { return &r.ShrunkHigh }),
		number("rank", rankDecimals, limits{1, math.Inf(1)}, "mean rank of the source among those with mean_shrunk, 1 for the largest mean", func(r *row) *Num { return &r.Rank }),
		number("rank_low", rankDecimals, limits{1, math.Inf(1)}, "lower end of the interval of the rank", func(r *row) *Num { return &r.RankLow }),
		number("rank_high", rankDecimals, limits{1, math.Inf(1)}, "upper end", func(r *row) *Num { return &r.RankHigh }),
		number("share_negative", shareDecimals, shareRange(), "share of negative rows, as a mean of article shares", func(r *row) *Num { return &r.ShareNegative }),
		number("share_neutral", shareDecimals, shareRange(), "share of neutral rows, as a mean of article shares", func(r *row) *Num { return &r.ShareNeutral }),
		number("share_positive", shareDecimals, shareRange(), "share of positive rows, as a mean of article shares", func(r *row) *Num { return &r.SharePositive }),
		number("evaluated_share", shareDecimals, shareRange(), "share of rows in which something evaluates the target, as a mean of article shares", func(r *row) *Num { return &r.EvaluatedShare }),
		truth("flag_small_n", "true where there are too few clusters for the default interval", func(r *row) *bool { return &r.SmallN }),
		text("warnings", "a; b", "what a careful reader should know of the row: too_few or small_n clusters, no_variation or dominant_cluster among them, source_unknown, copies_counted_once (copies are in n_articles and not in the estimate), copies_counted_all (dedup none), heads_only (dedup head: what the source has from another does not count), copies_weighted (dedup weight), gold_too_few (clusters with human codes), proxies_counted, unreliable_dates", func(r *row) *string { return &r.Warnings }),
	}
	return slices.Insert(fields, len(fields)-2, correctionFields()...)
}

func flowFields() []field[FlowRow] {
	type row = FlowRow
	stage := func(r *row) bool { return r.Reason == "" }
	reason := func(r *row) bool { return r.Reason != "" }
	return []field[row]{
		text("stage", "found, read, in_language, dated, sourced, distinct, mentions_both, has_dyad_sentence, scored", "the stage", func(r *row) *string { return &r.Stage }),
		count("n", "articles", "articles at the stage; empty on the row of a reason", func(r *row) *int { return &r.N }).when(stage),
		count("n_lost", "articles", "articles of the filter before that do not pass this one; empty where the stage is no filter", func(r *row) *int { return &r.Lost }).when(func(r *row) bool { return stage(r) && r.IsFilter }),
		truth("is_filter", "false where the stage counts a fact and leaves no article out", func(r *row) *bool { return &r.IsFilter }),
		text("reason", "", "a reason within the stage; empty on the row of the stage", func(r *row) *string { return &r.Reason }),
		count("n_reason", "", "how often the reason was given; under read also for what was mended", func(r *row) *int { return &r.NReason }).when(reason),
		text("meaning", "", "what the stage counts", func(r *row) *string { return &r.Meaning }),
	}
}

func codebookFields() []field[CodebookRow] {
	type row = CodebookRow
	return []field[row]{
		text("table", "", "the table", func(r *row) *string { return &r.Table }),
		text("column", "", "the column", func(r *row) *string { return &r.Column }),
		text("type", "text, int, float, bool, date", "type of its values", func(r *row) *string { return &r.Type }),
		count("decimals", "", "printed decimals of a float", func(r *row) *int { return &r.Decimals }).when(func(r *row) bool { return r.Type == string(Float) }),
		text("unit", "", "unit of its values", func(r *row) *string { return &r.Unit }),
		text("range", "", "the values that can stand there", func(r *row) *string { return &r.Range }),
		truth("is_key", "true where the column is one of those that tell one row of the table from another", func(r *row) *bool { return &r.IsKey }),
		text("meaning", "", "what it says", func(r *row) *string { return &r.Meaning }),
		count("schema_version", "", "version of the columns of all tables; another one where a column was added, dropped or renamed", func(r *row) *int { return &r.Schema }),
	}
}
