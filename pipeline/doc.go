// Package pipeline drives the steps from articles to a run folder, so that a program
// of one's own can drive them as the command dyad does:
//
//		open -> read -> annotate -> score -> (journal, shards) -> join -> aggregate -> write
//
//	 1. NewScoring makes what scores the articles of a study: actors, lexicons and
//	    scorers. All that can be wrong with a study shows here. Scoring.Article scores
//	    one article, from wherever it comes.
//	 2. Scoring.Open reads files and folders of articles: a Pass. Pass.Score scores them
//	    into a journal, as many at a time as there are workers and no more, and joins
//	    copies: Scored, whose records come in order of doc_id as often as they are asked
//	    for. An article whose scoring breaks down keeps its row with the reason, and the
//	    pass goes on. What a pass that was cut left in its journal is not scored again.
//	    Pass.WriteShard scores a part of the articles into the folder of a shard, and Merge
//	    makes of all shards what Pass.Score makes of the whole (docs/adr/0022).
//	 3. Output.Build makes the tables of the rows, with the human codes and the tables
//	    of dyad validate that are given; Output.Write writes the run folder.
//	 4. Rows reads rows back, from a stream or from tables, and Rows.Settings finds the
//	    study that they are aggregated by. Verification makes a run anew and compares.
//
// The package prints nothing: what is to be told is returned, or handed to a function
// of the options.
package pipeline
