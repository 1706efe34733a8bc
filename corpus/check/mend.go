package check

import "github.com/seed-7a84ba5f/dyad/corpus"

// mend says how a kind of fault is mended.
func mend(reason string) string {
	if step, ok := steps()[reason]; ok {
		return step
	}
	return "look at the place that is named"
}

// steps are the steps by which faults are mended, by reason.
func steps() map[string]string {
	return map[string]string{
		Undated:                      "name the dates in a sheet (file,date, or doc_id,date where a file holds many) and give it with --metadata; undated articles stay out of timeline.csv",
		Dates:                        "look which day is right; a date in the sheet settles it",
		Sources:                      "look which outlet is meant: where the first is an author or a section, name the outlet in the sheet, or as an alias in the study's sources",
		Unreliable:                   "name the dates in a sheet (file,date, or doc_id,date where a file holds many), written as 2017-04-04, and give it with --metadata",
		NoSource:                     "name the outlets in a sheet (file,source, or doc_id,source where a file holds many) and give it with --metadata; these articles have a row without a name",
		Empty:                        "look whether the text was lost when the file was saved; these articles are left out",
		Warned:                       "read what is said of these articles; a value in the sheet settles it",
		corpus.ReasonUnreadable:      "see whether the file is there, is a plain file, and may be read by you",
		corpus.ReasonNotRegular:      "see whether the file is there, is a plain file, and may be read by you",
		corpus.ReasonEmpty:           "remove the file, or save its article again",
		corpus.ReasonBinary:          "save the articles in a format that is read: text, Markdown, HTML, JSON, CSV, Word and others (docs/formats.md)",
		corpus.ReasonUnsupported:     "save the articles in a format that is read: text, Markdown, HTML, JSON, CSV, Word and others (docs/formats.md)",
		corpus.ReasonTableRow:        "mend the row: it needs as many cells as the header; quotation marks inside of cells are doubled",
		corpus.ReasonPage:            "save the text of the page as a plain file",
		corpus.ReasonExport:          "export the document again, with its full text",
		corpus.ReasonCover:           "nothing, where the documents lie beside it; else download them, with their full text",
		corpus.ReasonSeveral:         "part the file where an article ends and the next begins, or export it again: each article needs its own source and date",
		corpus.ReasonBomb:            "unpack it yourself, look at what it is, and name the folder",
		corpus.ReasonNested:          "unpack it yourself, look at what it is, and name the folder",
		corpus.ReasonTooLarge:        "split the file, or export it with one record on each line",
		corpus.ReasonInvalidUTF8:     "save the file as UTF-8, and look whether its letters are right",
		corpus.ReasonEncoding:        "save the file as UTF-8, and look whether its letters are right",
		corpus.ReasonInvalidJSON:     "mend the line, or export the file again: one JSON object on each line",
		corpus.ReasonNotObject:       "mend the line, or export the file again: one JSON object on each line",
		corpus.ReasonNoText:          "look under what name the text stands, and say it with --map text=FIELD: text, body, content and the like are known",
		corpus.ReasonFrontMatter:     "mend the block between the --- lines; until then its lines are read one by one",
		corpus.ReasonImpossibleDate:  "write the date as 2020-02-29, in the article or in a sheet given with --metadata",
		corpus.ReasonUnknownDate:     "write the date as 2020-02-29, in the article or in a sheet given with --metadata",
		corpus.ReasonLink:            "copy the file into the folder, or name its place on the command line",
		corpus.ReasonSheetNotUsed:    "if it tells sources and dates of articles, give it with --metadata; if its rows are articles, name the column of their texts with --map text=COLUMN",
		corpus.ReasonTableSkipped:    "if its rows are articles, name the column of their texts with --map text=COLUMN",
		corpus.ReasonSheetRow:        "mend the row: it needs doc_id, file or url, and as many cells as the header",
		corpus.ReasonSheetNoKey:      "mend the row: it needs doc_id, file or url, and as many cells as the header",
		corpus.ReasonSheetUnmatched:  "compare its file or url with the names under PATH: they must be equal",
		corpus.ReasonSheetTwice:      "leave one row for each article",
		corpus.ReasonSheetDate:       "write the date as 2020-02-29 in the sheet",
		corpus.ReasonSheetManyTitles: "give titles by doc_id: this file holds several articles",
		Ambiguous:                    "--dates dmy or --dates mdy where one order holds for all; else name the day in a sheet (file,date or doc_id,date), written as 2017-04-04, and give it with --metadata",
		FutureDate:                   "look whether the year was mistyped or read from another column (--map date=COLUMN); a date in a sheet given with --metadata settles it. Until then these dates are not used",
		DefaultDate:                  "an empty date was written as a number: export it anew as text, or leave the date of these articles empty and name it in a sheet given with --metadata",
		CutText:                      "get the whole texts from the archive or the site; until then these articles are left out (--keep cut_text keeps them)",
		NoArticle:                    "fetch these pages anew, or delete them; they are left out (--keep no_article keeps them)",
		Damaged:                      "the texts were saved in another encoding than they were read in: export them anew as UTF-8",
		Markup:                       "save the files as .html, or export the texts without tags",
		BrokenWords:                  "the text was set in lines, as in a PDF: export it without line ends, or join the words (in most editors: replace \"-\\n\" by nothing)",
		Capitals:                     "names are known by their capitals, and none stands out here: get the texts anew, in their own letters",
		NoBlanks:                     "the words run together: export the texts anew, or from another format",
		NoCapitals:                   "names are known by their capitals: get the texts as they were before a program made them small",
		Tokens:                       "the texts were cut into tokens by a program: get them as they were before",
		WordsLost:                    "common words were left out, and negation with them: get the texts as they were before",
		NoProse:                      "these are tables or lists and no articles: leave them out with --ignore, or fetch the articles that they name",
		Comments:                     "what readers wrote would be taken for the outlet's words: fetch the texts without it, or cut them where it begins",
		BylineTitle:                  "see whether the field with the titles was taken (--map title=COLUMN), or name them in a sheet (doc_id,title) given with --metadata",
		TextInTitle:                  "see whether title and text were exchanged (--map title=COLUMN,text=COLUMN)",
		CutTitles:                    "the titles were cut: see whether another field has them whole (--map title=COLUMN)",
		SameLength:                   "something cut these texts, as spreadsheets do at 32,767 letters: export them anew, in another format",
		NoQuotes:                     "without quotation marks words of others pass for the outlet's own: export these texts anew, with their marks",
		FewDays:                      "look under which name the day of publication stands, and say it with --map date=COLUMN; else name the dates in a sheet given with --metadata",
		NoTitle:                      "see whether the field with the titles was taken (--map title=COLUMN); a headline counts as a sentence of its article",
		Exchanged:                    "two columns may be exchanged (--map title=COLUMN,source=COLUMN), or the site's name was taken for a headline; name titles in a sheet (doc_id,title) given with --metadata",
		Doubled:                      "what is said again is passed over; see whether the text was put together of two fields",
		OneDay:                       "look under which name the day of publication stands, and say it with --map date=COLUMN; else name the dates in a sheet given with --metadata",
		LowDays:                      "export the dates as 2020-02-29, or say their order with --dates dmy or --dates mdy on the original files",
		OutlierDate:                  "look whether these dates are right; a date in a sheet given with --metadata settles it, and --ignore leaves files out",
		ShortTexts:                   "see whether the field with the whole text was taken (--map text=COLUMN); teasers say too little to be scored",
		LongTexts:                    "split the file where an article ends and the next begins",
		OneText:                      "the scraper took the same part of many pages: fetch them anew, or leave them out with --ignore",
		OneTitle:                     "say which field holds the titles with --map title=COLUMN, or name them in a sheet (doc_id,title) given with --metadata",
		Repeated:                     "it is passed over when copies are looked for, and scored; delete it from the texts where it speaks of an actor",
		LikeSources:                  "name them as one in the study: sources: with the name to use and the others as aliases",
		Languages:                    "they are left out; add the language to languages in the study only where the scorers know it",
		corpus.ReasonTrailing:        "download or pack the file again, and compare the number of articles",
	}
}
