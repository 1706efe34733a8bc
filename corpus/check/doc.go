// Package check looks at a collection of articles for what is wrong with it and
// how to mend it, before anything is scored.
//
// Three sorts of findings come together: problems by which records were lost,
// what an article itself shows (no date, a text that was cut), and what only the
// collection shows, wrong values that look right:
//
//	one_day               a source, or one file of several, has all its articles on one day
//	few_days              a source has all its articles within three days, all sources theirs on sixty
//	days_up_to_12         a source has no day after the 12th: day and month were exchanged
//	dates_apart           dates far from all others
//	short_texts           a tenth of the articles or more have fewer than 60 words
//	long_texts            texts of more than ten times the usual length
//	one_text              one text under three titles or more
//	one_title             one title over eight texts or more, a quarter of a source's
//	title_unknown         a twentieth of the articles or more have no title
//	title_is_source       titles that are names of sources
//	said_twice            texts that say a quarter of what they say again
//	titles_cut            a twentieth of the titles or more end with dots
//	repeated_paragraph    one paragraph in a quarter of a source's articles
//	same_length           a quarter of a source's texts are as long as its longest, to a letter
//	quotation_marks_lost  a source without a quotation mark, where most articles have one
//	sources_alike         names that differ in case, accents, punctuation, a section or a letter
//	language              articles in other languages, three or more
//
// Each finding says how many articles it is about, gives one with its place, and
// names the step that mends it. What is held grows by some two hundred bytes
// with each article.
package check
