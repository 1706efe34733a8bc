package table

import (
	"math"
	"slices"
	"strings"
)

// ArticleFields are the columns of articles.csv; meta names those that came with the articles.
func ArticleFields(meta []string) []Field[ArticleRow] {
	type row = ArticleRow
	dated := func(r *row) bool { return r.PublishDate != "" }
	fields := []Field[row]{
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
		number("language_prob", ShareDecimals, shareRange(), "confidence of the language detector", func(r *row) *Num { return &r.LanguageProb }),
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
		number("quoted_share", ShareDecimals, shareRange(), "share of the prose in sentences that may concern an actor, in bytes, inside direct or indirect speech", func(r *row) *Num { return &r.QuotedShare }),
	}
	for i, who := range Speakers() {
		fields = append(fields, number("speech_"+who, ShareDecimals, shareRange(), "share of the reported speech, in bytes, that is "+who+"'s, members counted; empty where nobody is quoted", func(r *row) *Num { return &r.Speech[i] }))
	}
	fields = append(fields, meanFields()...)
	fields = append(fields,
		count("n_portrayals", "portrayals", "rows of the article in portrayals", func(r *row) *int { return &r.Portrayals }),
		count("n_judgments", "judgments", "rows of the article in judgments", func(r *row) *int { return &r.Judgments }),
		count("n_relations", "relations", "rows of the article in relations", func(r *row) *int { return &r.Relations }),
		text("primary_frame", "", "the frame of most of the article's sentences with an actor, the first by name of equal ones; subframes count for their frame; unvalidated", func(r *row) *string { return &r.PrimaryFrame }),
		text("skipped_regions", "kind n; kind n", "stretches of the article that are no prose of its own and are not scored, by kind", func(r *row) *string { return &r.Skipped }),
		text("exclusion_reason", "", "why the article does not count in the headline (no_actor1, no_actor2: it mentions only the other); empty where it does", func(r *row) *string { return &r.ExclusionReason }),
	)
	for i, name := range meta {
		fields = append(fields, text("meta_"+name, "", "a column of the researcher's own", func(r *row) *string { return metaValue(r, i, name) }))
	}
	return fields
}

// meanFields are the article's means of each measure, over all of its sentences.
func meanFields() []Field[ArticleRow] {
	type row = ArticleRow
	var own, narrated, quoted, directed []Field[row]
	actors := Actors()
	for i, t := range actors {
		own = append(own, number("own_stance_"+t, ScoreDecimals, polarityRange(),
			"mean own_stance of the article's rows in portrayals for "+t, func(r *row) *Num { return &r.OwnStance[i] }))
		narrated = append(narrated, number("portrayal_"+t, ScoreDecimals, polarityRange(),
			"mean portrayal of "+t+" in the source's own words", func(r *row) *Num { return &r.Portrayal[i] }))
		quoted = append(quoted, number("portrayal_quoted_"+t, ScoreDecimals, polarityRange(),
			"mean portrayal of "+t+" in quoted words", func(r *row) *Num { return &r.PortrayalQuoted[i] }))
		directed = append(directed, number("stance_"+t+"_to_"+actors[1-i], ScoreDecimals, polarityRange(),
			"mean polarity of the judgments that "+t+" holds of "+actors[1-i]+", labels left out", func(r *row) *Num { return &r.Directed[i] }))
	}
	relation := number("relation", ScoreDecimals, polarityRange(), "mean cooperation of the article's asserted relations; mixed ones count 0", func(r *row) *Num { return &r.Relation })
	return slices.Concat(own, narrated, quoted, []Field[row]{relation}, directed)
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

// scopeField is the scope of a sentence.
func scopeField[T any](at func(*T) *string) Field[T] {
	return text("scope", scopeRange, "dyad: the sentence mentions both actors, or one and goes on from such a sentence; actor: one only", at)
}

func voiceField[T any](at func(*T) *string) Field[T] {
	return text("voice", voiceRange, "narrator: the source's own words; quoted: somebody else's, directly or indirectly", at)
}

// scorerFields say who made a row.
func scorerFields[T any](name, version func(*T) *string) []Field[T] {
	return []Field[T]{text("scorer", "", "who scored", name), text("scorer_version", "", "version of the scorer", version)}
}

func contextField[T any](name, of string, at func(*T) *Num) Field[T] {
	return number(name, ShareDecimals, differenceRange(), "by how much the other sentences of the article moved "+of+": what the sentence says by itself is the difference; empty without a reader", at)
}

func disagreementField[T any](at func(*T) *Num) Field[T] {
	return number("disagreement", ShareDecimals, shareRange(), "total variation distance between the reader's probabilities and what the rules say; empty where one of the two says nothing; large ones are worth coding by hand first", at)
}

// PortrayalFields are the columns of portrayals.csv.
func PortrayalFields() []Field[PortrayalRow] {
	type row = PortrayalRow
	detail := func(r *row) *Detail { return &r.Detail }
	return slices.Concat(detailPlace("portrayal_id", "p", func(r *row) *string { return &r.PortrayalID }, detail), []Field[row]{
		scopeField(func(r *row) *string { return &r.Scope }),
		voiceField(func(r *row) *string { return &r.Voice }),
		text("speaker", "", "who is quoted, as resolved", func(r *row) *string { return &r.Speaker }),
		text("target", ActorRange, "the actor that is portrayed", func(r *row) *string { return &r.Target }),
		text("target_mention", "", "the words of its first mention in the sentence", func(r *row) *string { return &r.TargetMention }),
		text("target_span", "start..end", "where they stand, as bytes of the canonical text, end exclusive", func(r *row) *string { return &r.TargetSpan }),
		text("mention_type", "name, nominal, pronoun", "with what sort of words the actor is mentioned", func(r *row) *string { return &r.MentionType }),
		text("actor_relation", relationRange, "how the mention relates to its actor", func(r *row) *string { return &r.ActorRelation }),
		number("p_negative", ShareDecimals, shareRange(), "probability that the sentence makes the actor look bad to a general reader, whoever speaks", func(r *row) *Num { return &r.PNegative }),
		number("p_neutral", ShareDecimals, shareRange(), "probability that it does neither", func(r *row) *Num { return &r.PNeutral }),
		number("p_positive", ShareDecimals, shareRange(), "probability that it makes the actor look good", func(r *row) *Num { return &r.PPositive }),
		number("portrayal", ScoreDecimals, polarityRange(), "expected value: p_positive less p_negative", func(r *row) *Num { return &r.Portrayal }),
		text("portrayal_label", signRange, "the likeliest of the three, after the neutral probability is multiplied by a factor that was fitted on coded sentences (dyad model show reader)", func(r *row) *string { return &r.PortrayalLabel }),
		number("own_p_for", ShareDecimals, shareRange(), "probability that the source itself, in its own words, takes sides for the actor; empty where the voice is quoted", func(r *row) *Num { return &r.OwnFor }),
		number("own_p_against", ShareDecimals, shareRange(), "probability that it takes sides against the actor", func(r *row) *Num { return &r.OwnAgainst }),
		number("own_stance", ScoreDecimals, polarityRange(), "expected value: own_p_for less own_p_against", func(r *row) *Num { return &r.OwnStance }),
		text("own_label", "against, neither, for", "the likeliest of the three, chosen as portrayal_label is; empty where the voice is quoted", func(r *row) *string { return &r.OwnLabel }),
		number("reader_portrayal", ScoreDecimals, polarityRange(), "the expected value of the trained reader alone", func(r *row) *Num { return &r.ReaderPortrayal }),
		contextField("portrayal_context", "portrayal", func(r *row) *Num { return &r.PortrayalContext }),
		contextField("own_context", "own_stance", func(r *row) *Num { return &r.OwnContext }),
		text("lexical_portrayal", "negative, positive, mixed", "what the rules say; empty where none speaks", func(r *row) *string { return &r.LexicalPortrayal }),
		disagreementField(func(r *row) *Num { return &r.Disagreement }),
		text("labels", "a; b", "what the actor is called in the sentence, neutral names among them", func(r *row) *string { return &r.Labels }),
		text("frames", "frame; frame/subframe", "the frames of the sentence, the heaviest first; unvalidated", func(r *row) *string { return &r.Frames }),
		text("frame_evidence", "frame/subframe=weight start..end;start..end | ...", "what frames.csv is made of: each frame of the sentence with its weight and its words, as bytes of the canonical text", func(r *row) *string { return &r.FrameEvidence }),
		text("answers", "question=value value:p,value:p start..end | ...", "what answers.csv is made of: the answer to each question of the study's own, with the probability of each value and the words that speak for it; empty where the study has no heads", func(r *row) *string { return &r.Answers }),
		text("evidence", spansForm, "the words that weigh most, as bytes of the canonical text, end exclusive", func(r *row) *string { return &r.Evidence }),
		text("evidence_shares", "x;y", "what each of these words adds to the reader's score, in the order of evidence: positive less negative on the logit scale; empty without a reader", func(r *row) *string { return &r.Shares }),
		text("explanation", "", "of the rule, where one agrees", func(r *row) *string { return &r.Explanation }),
	}, scorerFields(func(r *row) *string { return &r.Scorer }, func(r *row) *string { return &r.ScorerVersion }), []Field[row]{
		text("failure", "", "why the scorer gave no answer about the sentence, as in flow; empty where it did. Probabilities and portrayal are empty then, and the row counts in no mean", func(r *row) *string { return &r.Failure }),
		countsField("true where the row is in the headline: the article mentions both actors and is not excluded, the scorer is that of the headline, and it gave an answer", detail),
	})
}

// JudgmentFields are the columns of judgments.csv.
func JudgmentFields() []Field[JudgmentRow] {
	type row = JudgmentRow
	detail := func(r *row) *Detail { return &r.Detail }
	return slices.Concat(detailPlace("judgment_id", "s", func(r *row) *string { return &r.JudgmentID }, detail), []Field[row]{
		scopeField(func(r *row) *string { return &r.Scope }),
		voiceField(func(r *row) *string { return &r.Voice }),
		text("speaker", "", "who is quoted, as resolved", func(r *row) *string { return &r.Speaker }),
		text("cue", "", "the words that introduce the quotation", func(r *row) *string { return &r.Cue }),
		text("attribution_type", "direct, indirect, mixed, floating", "how the reported words stand in the text", func(r *row) *string { return &r.AttributionType }),
		text("holder_class", holderRange, "whose attitude it is", func(r *row) *string { return &r.HolderClass }),
		text("holder_name", "", "the holder as resolved", func(r *row) *string { return &r.HolderName }),
		text("target", TargetRange, "whom or what the attitude is toward; relationship is the dealings of the two", func(r *row) *string { return &r.Target }),
		text("target_mention", "", "the words that mention the target", func(r *row) *string { return &r.TargetMention }),
		text("target_span", "start..end", "where they stand, as bytes of the canonical text, end exclusive", func(r *row) *string { return &r.TargetSpan }),
		text("mention_type", "name, nominal, pronoun", "with what sort of words the target is mentioned", func(r *row) *string { return &r.MentionType }),
		text("actor_relation", relationRange, "the farther of the next two", func(r *row) *string { return &r.ActorRelation }),
		text("holder_actor_relation", relationRange, "how the holder's mention relates to its actor; empty for holders who are none", func(r *row) *string { return &r.HolderActorRelation }),
		text("target_actor_relation", relationRange, "how the target's mention relates to its actor", func(r *row) *string { return &r.TargetActorRelation }),
		number("polarity", ScoreDecimals, polarityRange(), "the holder's attitude toward the target, from against to for; p_for less p_against where there are probabilities", func(r *row) *Num { return &r.Polarity }),
		text("polarity_label", signRange, "negative below -0.05, positive above 0.05, else neutral", func(r *row) *string { return &r.PolarityLabel }),
		number("polarity_prob", ShareDecimals, shareRange(), "probability of the label, where the scorer gives one", func(r *row) *Num { return &r.PolarityProb }),
		number("p_for", ShareDecimals, shareRange(), "probability that the holder is for the target; empty where the scorer gives none", func(r *row) *Num { return &r.PFor }),
		number("p_against", ShareDecimals, shareRange(), "probability that the holder is against it", func(r *row) *Num { return &r.PAgainst }),
		text("evaluation_kind", "predicate, attribute, label, composed, model", "what carries the attitude; model: the trained reader alone", func(r *row) *string { return &r.EvaluationKind }),
		text("predicate", "", "lemma of the word that evaluates", func(r *row) *string { return &r.Predicate }),
		text("frames", "frame; frame/subframe", "the frames of the sentence, the heaviest first; unvalidated", func(r *row) *string { return &r.Frames }),
		text("labels", "a; b", "the labels that the target is given in the sentence", func(r *row) *string { return &r.Labels }),
		truth("negated", "true where a negation turns the evaluation", func(r *row) *bool { return &r.Negated }),
		text("modality", modalityRange, "in what mode the evaluation is put", func(r *row) *string { return &r.Modality }),
		text("evidence", spansForm, "the words that carry the evaluation, as bytes of the canonical text, end exclusive", func(r *row) *string { return &r.Evidence }),
		text("evidence_shares", "x;y", "what each of these words adds to the reader's score, in the order of evidence: for less against on the logit scale; empty without a reader", func(r *row) *string { return &r.Shares }),
		truth("unsure", "true where the scorer is less sure than where three of four such rows were right in coded sentences: the row is worth a look, and does not count", func(r *row) *bool { return &r.Unsure }),
		text("rule_id", "", "the rule of the scorer that decided", func(r *row) *string { return &r.RuleID }),
		text("explanation", "", "why, in a sentence", func(r *row) *string { return &r.Explanation }),
	}, scorerFields(func(r *row) *string { return &r.Scorer }, func(r *row) *string { return &r.ScorerVersion }), []Field[row]{
		number("confidence", ShareDecimals, shareRange(), "1 sure, 0.5 arguable; of the reader polarity_prob, in the narrator's voice times the probability of a portrayal of the same sign; empty where nothing was decided", func(r *row) *Num { return &r.Confidence }),
		text("relation_id", "of relations", "the relation of the same sentence that shares evidence with the judgment", func(r *row) *string { return &r.RelationID }),
		countsField("true where the row is in a headline stance: the article mentions both actors and is not excluded, the scorer is that of the headline, and the row is no label", detail),
	})
}

// RelationFields are the columns of relations.csv.
func RelationFields() []Field[RelationRow] {
	type row = RelationRow
	detail := func(r *row) *Detail { return &r.Detail }
	return slices.Concat(detailPlace("relation_id", "r", func(r *row) *string { return &r.RelationID }, detail), []Field[row]{
		scopeField(func(r *row) *string { return &r.Scope }),
		text("agent_span", "start..end", "the agent's mention, as bytes of the canonical text", func(r *row) *string { return &r.AgentSpan }),
		text("theme_span", "start..end", "the theme's mention, as bytes of the canonical text", func(r *row) *string { return &r.ThemeSpan }),
		text("agent", "actor1, actor2, both", "who acts", func(r *row) *string { return &r.Agent }),
		text("theme", "actor1, actor2, both", "whom it is done or said to", func(r *row) *string { return &r.Theme }),
		text("actor_relation", relationRange, "the farther of the relations of the two mentions to their actors", func(r *row) *string { return &r.ActorRelation }),
		number("p_conflict", ShareDecimals, shareRange(), "probability that the sentence tells of conflict between the two; empty, as are the next three, where the scorer gives no probabilities", func(r *row) *Num { return &r.Conflict }),
		number("p_none", ShareDecimals, shareRange(), "probability that it tells of no dealings of the two", func(r *row) *Num { return &r.None }),
		number("p_mixed", ShareDecimals, shareRange(), "probability that it tells of both conflict and cooperation", func(r *row) *Num { return &r.Mixed }),
		number("p_cooperation", ShareDecimals, shareRange(), "probability that it tells of cooperation", func(r *row) *Num { return &r.Coop }),
		text("relation_label", relationLabels, "the likeliest of the three; without probabilities by cooperation", func(r *row) *string { return &r.Label }),
		number("cooperation", ScoreDecimals, polarityRange(), "from violence (-1) to agreement carried out (+1), whoever likes it; with probabilities (p_cooperation less p_conflict) over (1 less p_none), 0 where the label is mixed, and the ends only where a rule names violence or an agreement carried out", func(r *row) *Num { return &r.Cooperation }),
		text("status", "asserted, hypothetical, denied", "whether the dealings are told as having taken place; only asserted ones enter the measure relation, denied ones enter none", func(r *row) *string { return &r.Status }),
		number("reader_cooperation", ScoreDecimals, polarityRange(), "cooperation as the trained reader alone has it", func(r *row) *Num { return &r.ReaderCooperation }),
		contextField("relation_context", "p_cooperation less p_conflict", func(r *row) *Num { return &r.Context }),
		text("lexical_label", relationLabels, "what the rules say; empty where none speaks", func(r *row) *string { return &r.LexicalLabel }),
		disagreementField(func(r *row) *Num { return &r.Disagreement }),
		text("quad_class", "verbal_cooperation, material_cooperation, verbal_conflict, material_conflict", "PLOVER's quad class", func(r *row) *string { return &r.QuadClass }),
		text("root_code", "", "PLOVER's root code", func(r *row) *string { return &r.RootCode }),
		number("goldstein", ScaleDecimals, goldsteinRange(), "Goldstein score of the root code; empty where there is none", func(r *row) *Num { return &r.Goldstein }),
		truth("mutual", "true where the two do it together", func(r *row) *bool { return &r.Mutual }),
		text("predicate", "", "lemma of the word that says what is done", func(r *row) *string { return &r.Predicate }),
		text("modality", modalityRange, "in what mode the event is put", func(r *row) *string { return &r.Modality }),
		text("voice", voiceRange, "in whose words the event stands", func(r *row) *string { return &r.Voice }),
		text("speaker", "", "who is quoted, as resolved", func(r *row) *string { return &r.Speaker }),
		text("evidence", spansForm, "the words that carry the event, as bytes of the canonical text, end exclusive", func(r *row) *string { return &r.Evidence }),
		text("evidence_shares", "x;y", "what each of these words adds to the reader's score, in the order of evidence: cooperation less conflict on the logit scale; empty without a reader", func(r *row) *string { return &r.Shares }),
		truth("unsure", "true where the scorer is less sure than where three of four such rows were right in coded sentences: the row is worth a look, and does not count", func(r *row) *bool { return &r.Unsure }),
		text("rule_id", "", "the rule of the scorer that decided", func(r *row) *string { return &r.RuleID }),
		text("explanation", "", "why, in a sentence", func(r *row) *string { return &r.Explanation }),
	}, scorerFields(func(r *row) *string { return &r.Scorer }, func(r *row) *string { return &r.ScorerVersion }), []Field[row]{
		number("confidence", ShareDecimals, shareRange(), "1 sure, 0.5 arguable", func(r *row) *Num { return &r.Confidence }),
		countsField("true where the row is in the headline relation: the article mentions both actors and is not excluded, the scorer is that of the headline, and the status is asserted", detail),
	})
}

// askedFields are the columns that say what an estimate asks.
func askedFields[T any](of func(*T) *Asked) []Field[T] {
	return []Field[T]{
		text("holder_class", holderRange, "whose stance, or whose speech; empty where it does not apply", func(r *T) *string { return &of(r).HolderClass }),
		text("voice", voiceRange, "in whose words; empty where both are pooled or it does not apply", func(r *T) *string { return &of(r).Voice }),
		text("target", TargetRange, "toward whom; empty where it does not apply", func(r *T) *string { return &of(r).Target }),
		text("scope", extentRange, "any: all sentences of articles that mention both actors, the headline; dyad: only those about both; empty where it does not apply", func(r *T) *string { return &of(r).Scope }),
		text("measure", measureRange, "what is averaged: own_stance and portrayal over portrayals; relation over the cooperation of asserted relations (mixed ones count 0), relation_hypothetical over hypothetical ones; stance over judgments without labels, stance_with_labels with them; labelling_index over the labels that the source gives in its own words; quoted_share of the prose; speech_share of all reported speech, that of holder_class", func(r *T) *string { return &of(r).Measure }),
		text("scorer", "", "who scored; empty for quoted_share and speech_share", func(r *T) *string { return &of(r).Scorer }),
	}
}

// EstimateFields are the columns that all tables of estimates have: means, intervals and what they rest on.
func EstimateFields() []Field[EstimateRow] {
	type row = EstimateRow
	drawn := func(r *row) bool { return r.Draws > 0 }
	seed := seedField(func(r *row) *uint64 { return &r.Seed }, drawn)
	fields := slices.Concat([]Field[row]{
		text("level", "all, source", "over all articles, or those of one source", func(r *row) *string { return &r.Level }),
		text("source", "", "the news outlet; empty at level all, and where it is not known (warning source_unknown)", func(r *row) *string { return &r.Source }),
		text("period", "", "the period, in timeline: 2020-10-10, 2020-W41, 2020-10, 2020-Q4, 2020, or the date and name of the event that begins it", func(r *row) *string { return &r.Period }),
	}, askedFields(func(r *row) *Asked { return &r.Asked }), []Field[row]{
		count("n_articles", "articles", "articles with a row in the cell, copies counted", func(r *row) *int { return &r.Articles }),
		count("n_clusters", "clusters", "clusters of copies among the articles that enter the estimate", func(r *row) *int { return &r.Clusters }),
		count("n_rows", "rows", "rows of portrayals, judgments or relations that enter the estimate; empty for quoted_share and speech_share", func(r *row) *int { return &r.Rows }).when(func(r *row) bool { return !OfProse(r.Measure) }),
		text("weights", "article, sentence, salience", "what an article weighs in the mean: the same as any other, its rows in the cell, or the share of its sentences with such a row", func(r *row) *string { return &r.Weights }),
		number("mean", ScoreDecimals, polarityRange(), "mean of article means, by the weights", func(r *row) *Num { return &r.Mean }),
		number("median", ScoreDecimals, polarityRange(), "median of article means", func(r *row) *Num { return &r.Median }),
		number("sd", ScoreDecimals, spreadRange(), "standard deviation of article means", func(r *row) *Num { return &r.SD }),
		number("se", ScoreDecimals, spreadRange(), "standard error of the mean, by clusters", func(r *row) *Num { return &r.SE }),
		number("ci_low", ScoreDecimals, anyRange(), "lower end of the interval, cut to the scale; empty where there are too few clusters, all are equal, or it would cover more than half of the scale", func(r *row) *Num { return &r.Low }),
		number("ci_high", ScoreDecimals, anyRange(), "upper end of the interval", func(r *row) *Num { return &r.High }),
		number("ci_level", ShareDecimals, shareRange(), "confidence level that the interval reaches; below that of the study where there were too few draws", func(r *row) *Num { return &r.CILevel }),
		text("ci_method", methodRange, "how the interval was made; outer_t: the outer ends of the t interval, drawn out on the side of the long tail, and, where there are clusters enough, of the expanded percentile bootstrap", func(r *row) *string { return &r.Method }),
		count("n_boot", "draws", "bootstrap draws, more where there are fewer than 32 clusters", func(r *row) *int { return &r.Draws }),
		seed,
		number("mean_shrunk", ScoreDecimals, polarityRange(), "mean moved toward the mean of all sources by as much as its own data are uncertain (hierarchical model); sources only, of those with an interval, where they are three or more; good for the order of sources, not for whether one source lies above or below 0: that its own interval says", func(r *row) *Num { return &r.Shrunk }),
		number("shrunk_low", ScoreDecimals, anyRange(), "lower end of its interval, which holds some 95 % of the true means of all sources together, fewer of sources that lie far out", func(r *row) *Num { return &r.ShrunkLow }),
		number("shrunk_high", ScoreDecimals, anyRange(), "upper end", func(r *row) *Num { return &r.ShrunkHigh }),
		number("rank", RankDecimals, limits{1, math.Inf(1)}, "mean rank of the source among those with mean_shrunk, 1 for the largest mean", func(r *row) *Num { return &r.Rank }),
		number("rank_low", RankDecimals, limits{1, math.Inf(1)}, "lower end of the interval of the rank", func(r *row) *Num { return &r.RankLow }),
		number("rank_high", RankDecimals, limits{1, math.Inf(1)}, "upper end", func(r *row) *Num { return &r.RankHigh }),
		number("share_negative", ShareDecimals, shareRange(), "share of negative rows, as a mean of article shares", func(r *row) *Num { return &r.ShareNegative }),
		number("share_neutral", ShareDecimals, shareRange(), "share of neutral rows, as a mean of article shares", func(r *row) *Num { return &r.ShareNeutral }),
		number("share_positive", ShareDecimals, shareRange(), "share of positive rows, as a mean of article shares", func(r *row) *Num { return &r.SharePositive }),
		number("expected_negative", ShareDecimals, shareRange(), "expected share of rows that are negative or against, as a mean of article means of their probability; empty where a measure has none", func(r *row) *Num { return &r.ExpectedNegative }),
		number("expected_positive", ShareDecimals, shareRange(), "the same of positive ones, or for: mean is this less expected_negative", func(r *row) *Num { return &r.ExpectedPositive }),
		truth("flag_small_n", "true where there are too few clusters for the default interval", func(r *row) *bool { return &r.SmallN }),
		text("warnings", "a; b", "what a careful reader should know of the row: too_few or small_n clusters, wide_interval (it would cover more than half of the scale), no_variation or dominant_cluster among them, source_unknown, copies_counted_once (copies are in n_articles and not in the estimate), copies_counted_all (dedup none), heads_only (dedup head: what the source has from another does not count), copies_weighted (dedup weight), gold_too_few (clusters with human codes), proxies_counted, unreliable_dates", func(r *row) *string { return &r.Warnings }),
	})
	return slices.Insert(fields, len(fields)-2, correctionFields()...)
}

// FlowFields are the columns of flow.csv.
func FlowFields() []Field[FlowRow] {
	type row = FlowRow
	stage := func(r *row) bool { return r.Reason == "" }
	reason := func(r *row) bool { return r.Reason != "" }
	return []Field[row]{
		text("stage", "found, read, in_language, mentions_actor, mentions_both, dated, sourced, distinct, has_dyad_sentence, scored", "the stage", func(r *row) *string { return &r.Stage }),
		count("n", "articles", "articles at the stage; empty on the row of a reason", func(r *row) *int { return &r.N }).when(stage),
		count("n_lost", "articles", "articles of the filter before that do not pass this one; empty where the stage is no filter", func(r *row) *int { return &r.Lost }).when(func(r *row) bool { return stage(r) && r.IsFilter }),
		truth("is_filter", "false where the stage counts a fact and leaves no article out", func(r *row) *bool { return &r.IsFilter }),
		text("reason", "", "a reason within the stage; empty on the row of the stage", func(r *row) *string { return &r.Reason }),
		text("source", "", "the source of the articles that the reason keeps out of articles.csv; empty where they have a row there, or none is known", func(r *row) *string { return &r.Source }),
		count("n_reason", "", "how often the reason was given; under read also for what was mended", func(r *row) *int { return &r.NReason }).when(reason),
		text("meaning", "", "what the stage counts", func(r *row) *string { return &r.Meaning }),
	}
}

func codebookFields() []Field[CodebookRow] {
	type row = CodebookRow
	return []Field[row]{
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

// articlePlace are the columns that say in which article a sentence lies.
func articlePlace[T any](of func(*T) *Place) []Field[T] {
	return []Field[T]{
		text("doc_id", "of articles", "the article", func(r *T) *string { return &of(r).DocID }),
		text("source", "", "the news outlet; empty where it is not known", func(r *T) *string { return &of(r).Source }),
		date("publish_date", "day of publication; empty where it is not known", func(r *T) *string { return &of(r).PublishDate }),
	}
}

// sentenceNo is the column that says which sentence of the article it is.
func sentenceNo[T any](of func(*T) *Place) Field[T] {
	return count("sentence_no", "", "number of the sentence; 0 is the title", func(r *T) *int { return &of(r).SentenceNo })
}

// sentenceSpan are the columns that say where in the canonical text it lies.
func sentenceSpan[T any](of func(*T) *Place) []Field[T] {
	return []Field[T]{
		count("byte_start", "bytes", "where the sentence begins in the canonical text", func(r *T) *int { return &of(r).ByteStart }),
		count("byte_end", "bytes", "where it ends, exclusive", func(r *T) *int { return &of(r).ByteEnd }),
		count("char_start", "code points", "where the sentence begins in the canonical text", func(r *T) *int { return &of(r).CharStart }),
		count("char_end", "code points", "where it ends, exclusive", func(r *T) *int { return &of(r).CharEnd }),
	}
}

// sentenceText is the column of the sentence itself.
func sentenceText[T any](at func(*T) *string) Field[T] {
	return text("sentence", "", "the sentence; in CSV and XLSX each line break in it is written as one space", at)
}

// detailPlace are the columns that name a row of a detail table and say where it
// stands; kind is the letter that its id has before the number of the sentence.
func detailPlace[T any](name, kind string, id func(*T) *string, of func(*T) *Detail) []Field[T] {
	place := func(r *T) *Place { return &of(r).Place }
	return slices.Concat(
		[]Field[T]{text(name, "unique", "doc_id:"+kind+"<sentence_no>:<running number in the sentence>", id)},
		articlePlace(place),
		[]Field[T]{
			text("story_cluster_id", "a doc_id", "the article's cluster of copies", func(r *T) *string { return &of(r).StoryClusterID }),
			sentenceNo(place),
			text("region", "title, body, subheading, tweet", "what the sentence is part of", func(r *T) *string { return &of(r).Region }),
		},
		sentenceSpan(place),
		[]Field[T]{sentenceText(func(r *T) *string { return &of(r).Sentence })})
}

// countsField is the column that says whether a row counts in the headline.
func countsField[T any](meaning string, of func(*T) *Detail) Field[T] {
	return truth("counts", meaning+"; made anew whenever tables are made", func(r *T) *bool { return &of(r).Counts })
}

// levelGroup stands in tables by group where levelSource stands in those by source.
const levelGroup = "group"

// groupedFields are the columns of a table whose rows are of sources, as they stand
// in a run by group: source is called group, and so is its level.
func groupedFields[T any](fields []Field[T]) []Field[T] {
	out := slices.Clone(fields)
	for i := range out {
		f := &out[i]
		switch f.Name {
		case "source":
			f.Name, f.Meaning = "group", "value of the column that --by names; empty at level all, and where it is not known; figures rest on outlets as clusters"
		case "share_source":
			f.Name, f.Meaning = "share_group", "share of the variance of article means that goes with the group"
		case "share_story":
			f.Name, f.Meaning = "share_outlet", "share that goes with the outlet; empty where it was left out"
		case "n_sources":
			f.Name, f.Unit, f.Meaning = "n_groups", "groups", "their groups"
		case "n_clusters", "n_clusters_other", "n_clusters_before":
			f.Unit, f.Meaning = "outlets", strings.NewReplacer("clusters of copies", "outlets", "clusters", "outlets").Replace(f.Meaning)
		case "level":
			f.Range = strings.Replace(f.Range, LevelSource, levelGroup, 1)
			at := f.at
			f.at = func(r *T) any {
				level := *at(r).(*string)
				if level == LevelSource {
					level = levelGroup
				}
				return &level
			}
		}
	}
	return out
}

// ungrouped says what a row by group is called where sources and groups are one.
func ungrouped[T any](fields []Field[T], row *T) {
	for i := range fields {
		if level, ok := fields[i].at(row).(*string); ok && fields[i].Name == "level" && *level == levelGroup {
			*level = LevelSource
		}
	}
}

// readAs are the columns by which a table of estimates is read.
func readAs[T any](fields func() []Field[T], by string) func() []Field[T] {
	return func() []Field[T] {
		fs := fields()
		if by == "" {
			return fs
		}
		grouped := groupedFields(fs)
		for i := range grouped {
			grouped[i].at = fs[i].at // read into the row itself
		}
		return grouped
	}
}

// UnitWord is what rows of estimates are about.
func UnitWord(by string) string {
	if by != "" {
		return levelGroup
	}
	return LevelSource
}

// MaxPaired is how many sources are compared with each other, for one question:
// pairs grow with their square.
const MaxPaired = 20

// OfProse says whether a measure is of the article's prose and not of rows.
func OfProse(measure string) bool { return measure == QuotedShare || measure == SpeechShare }

// RankDecimals are the printed decimals of a mean rank.
const RankDecimals = 1
