// Command dyad measures how each news source frames the relationship between
// two actors: from a folder of articles to tables that open in a spreadsheet.
//
//	dyad run [flags] PATH...        articles -> a run folder with all tables
//	dyad score [flags] PATH...      articles -> JSON Lines on stdout
//	dyad aggregate [flags] [FILE]   JSON Lines or tables -> a run folder
//	dyad check [flags] PATH...      what is wrong with articles, and how to mend it
//	dyad annotate [flags] PATH...   articles -> sentences, mentions, who says what
//	dyad study init|check|schema    write, check and describe a study file
//	dyad validate attribution       against human codes -> figures with intervals
//	dyad version
//
// `dyad run` is `dyad score | dyad aggregate`: both halves are the same code.
// stdout carries data only; messages go to stderr, with file and line.
//
// Exit status: 0 tables are written, and bad records were counted and told of;
// 1 nothing is written; 2 wrong usage, an error in the study or a path that is
// not there; 3 a check found problems (`check`, `study check`, `--strict`).
package main
